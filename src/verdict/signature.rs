//! A signature or document timestamp with its verdict.

use pdf_signature::keys::rehearsal::is_rehearsal;
use pdf_signature::{Reason, SignatureEntry, State};
use serde::{Serialize, Serializer};

use super::reason::ToldReason;
use super::signers;
use crate::proving::NamedSigner;

/// A signature or document timestamp with its verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifiedSignature {
    /// What the signature library found. Its own state and reasons are replaced by the fields
    /// below.
    pub entry: SignatureEntry,
    /// The worst state of its reasons.
    pub state: State,
    /// Whether the certificate is one for rehearsals.
    pub rehearsal: bool,
    /// Why it is not valid; empty for a valid one.
    pub reasons: Vec<ToldReason>,
}

impl VerifiedSignature {
    /// Makes the verdict of a signature. `rooted` tells whether any root certificate is trusted;
    /// `named` are the certificates that the round names.
    pub(super) fn of(entry: SignatureEntry, rooted: bool, named: &[NamedSigner]) -> Self {
        let rehearsal = entry.holder.as_deref().is_some_and(is_rehearsal);
        let issuer = entry.issuer.as_deref().unwrap_or_default();
        // The private key of a rehearsal root is not kept, so there can never be a revocation list
        // for its certificates.
        let unrevocable = rehearsal
            && issuer.split(", ").any(|part| part.strip_prefix("CN=").is_some_and(is_rehearsal));
        let counts = |reason: &&Reason| !(unrevocable && reason.code() == "revocation_unknown");
        let found =
            entry.reasons.iter().filter(counts).map(|reason| ToldReason::of(reason, rooted));
        let reasons: Vec<_> =
            signers::other_signer(&entry, named).into_iter().chain(found).collect();
        let state = reasons.iter().map(|reason| reason.state).max().unwrap_or_default();
        Self { entry, state, rehearsal, reasons }
    }
}

impl Serialize for VerifiedSignature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::Error as _;
        let json =
            |value: Result<serde_json::Value, serde_json::Error>| value.map_err(S::Error::custom);
        let mut value = json(serde_json::to_value(&self.entry))?;
        value["state"] = json(serde_json::to_value(self.state))?;
        value["rehearsal"] = self.rehearsal.into();
        value["reasons"] = json(serde_json::to_value(&self.reasons))?;
        value.serialize(serializer)
    }
}
