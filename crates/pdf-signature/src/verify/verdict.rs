//! What is told of a file, to people and to machines.

use serde::{Serialize, Serializer};
use time::UtcDateTime;

use super::{Change, Reason, State};
use crate::moment;
use crate::pki::Certificate;
use crate::role::Role;

/// The verdict on a file: as bad as the worst thing that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// The outcome.
    pub state: State,
    /// What concerns the file as a whole.
    pub reasons: Vec<Reason>,
    /// Every signature and document timestamp, in the order in which they were made.
    pub signatures: Vec<SignatureEntry>,
    /// The signature fields that nobody has signed yet.
    pub unsigned: Vec<UnsignedField>,
}

/// What is told of one signature or document timestamp.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SignatureEntry {
    /// The name of the field.
    pub field: String,
    /// The role, if the field is one of ours.
    pub role: Option<Role>,
    /// Whether a person or office signed, or a timestamp authority.
    pub kind: SignatureKind,
    /// The outcome for this signature.
    pub state: State,
    /// The holder of the certificate on one line; `None` when it could not be read.
    pub subject: Option<String>,
    /// What people call the holder.
    pub holder: Option<String>,
    /// Who issued the certificate.
    pub issuer: Option<String>,
    /// Its serial number, hexadecimal.
    pub serial: Option<String>,
    /// SHA-256 of the certificate, hexadecimal.
    pub certificate: Option<String>,
    /// E.g. `RSA 2048 bit, SHA-256`.
    pub algorithm: Option<String>,
    /// The time the signer's machine wrote; nothing vouches for it.
    #[serde(serialize_with = "optional_moment")]
    pub claimed_time: Option<UtcDateTime>,
    /// The time a timestamp authority vouches for.
    pub timestamp: Option<TimeProof>,
    /// The moment at which certificate and revocation were judged.
    #[serde(serialize_with = "optional_moment")]
    pub judged_at: Option<UtcDateTime>,
    /// Whether nothing was added to the file afterwards.
    pub covers_whole_file: bool,
    /// What was changed afterwards and is allowed.
    pub changes: Vec<Change>,
    /// The page the field stands on, from 1.
    pub page: Option<usize>,
    /// The corners of the field in points (left, bottom, right, top); `None` for an invisible one.
    pub rect: Option<[f64; 4]>,
    /// The name printed below the place of the official's signature; `None` for other signatures,
    /// or when none can be read.
    pub printed: Option<String>,
    /// What stands against it; empty for a valid one.
    pub reasons: Vec<Reason>,
}

/// What an entry is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureKind {
    /// A person or an office signed.
    #[default]
    Signature,
    /// A timestamp authority vouches for the whole file.
    DocumentTimestamp,
}

/// A timestamp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeProof {
    /// When it was made.
    #[serde(serialize_with = "some_moment")]
    pub time: UtcDateTime,
    /// Who made it.
    pub authority: String,
    /// The last moment at which the certificate of whoever made it is valid.
    #[serde(serialize_with = "some_moment")]
    pub until: UtcDateTime,
    /// Whether a path leads from its maker to a trusted root.
    pub trusted: bool,
}

/// A signature field that nobody has signed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnsignedField {
    /// The name of the field.
    pub field: String,
    /// The role, if the field is one of ours.
    pub role: Option<Role>,
}

impl Verdict {
    pub(super) fn new(
        reasons: Vec<Reason>,
        mut signatures: Vec<SignatureEntry>,
        unsigned: Vec<UnsignedField>,
    ) -> Self {
        for entry in &mut signatures {
            entry.state = entry.reasons.iter().map(Reason::state).max().unwrap_or_default();
        }
        let worst = signatures.iter().map(|entry| entry.state).max();
        let state = reasons.iter().map(Reason::state).max().max(worst).unwrap_or_default();
        Self { state, reasons, signatures, unsigned }
    }

    /// The verdict on a file that was not looked into.
    pub(super) fn of_file(reasons: Vec<Reason>) -> Self {
        Self::new(reasons, Vec::new(), Vec::new())
    }

    /// The entry of a role.
    pub fn signed_by(&self, role: Role) -> Option<&SignatureEntry> {
        self.signatures.iter().find(|entry| entry.role == Some(role))
    }
}

impl SignatureEntry {
    /// Notes whose certificate it is.
    pub(super) fn holds(&mut self, certificate: &Certificate, algorithm: &str) {
        self.subject = Some(certificate.subject());
        self.holder = Some(certificate.holder());
        self.issuer = Some(certificate.issuer());
        self.serial = Some(certificate.serial());
        self.certificate = Some(certificate.fingerprint());
        self.algorithm = Some(algorithm.to_owned());
    }
}

fn some_moment<S: Serializer>(moment: &UtcDateTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&moment::iso(*moment))
}

#[allow(clippy::ref_option)] // the signature that serde asks for
fn optional_moment<S: Serializer>(
    moment: &Option<UtcDateTime>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match moment {
        Some(moment) => some_moment(moment, serializer),
        None => serializer.serialize_none(),
    }
}
