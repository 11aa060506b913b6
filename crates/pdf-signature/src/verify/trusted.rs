//! Whether those who signed can be trusted, at the moment that counts for each.
//!
//! Timestamps are gone through from the last back to the first: the last must hold now, and each
//! one vouches for the moment at which those before it must hold.

use time::UtcDateTime;

use super::evidence::StoredEvidence;
use super::intact::Examined;
use super::reason::Reason;
use super::trust::Trust;
use super::verdict::{SignatureEntry, SignatureKind, TimeProof};
use crate::pki::{Certificate, ChainFault, Evidence, Purpose, Status, Tried, build, status};

/// Completes the entries, in the order of the revisions they cover.
///
/// `between` are certificates that may stand between a signer and a root; nothing vouches for them.
pub(super) fn judge(
    mut examined: Vec<Examined>,
    store: &StoredEvidence,
    (trust, between): (&Trust, &[Certificate]),
    tried: &Tried,
) -> Vec<SignatureEntry> {
    examined.sort_by_key(|one| one.revision);
    let mut proven = trust.time;
    for one in examined.iter_mut().rev() {
        let judge = Judge { store, trust, between, tried, one };
        if let Some(time) = judge.judge(proven) {
            proven = time;
        }
    }
    examined.into_iter().map(|one| one.entry).collect()
}

struct Judge<'s, 'e> {
    store: &'s StoredEvidence,
    trust: &'s Trust,
    between: &'s [Certificate],
    tried: &'s Tried,
    one: &'e mut Examined,
}

impl Judge<'_, '_> {
    /// Judges one signature or document timestamp, given that it stood there at `proven`. Returns
    /// the moment at which all before it stood there, if it is a document timestamp that holds.
    fn judge(self, proven: UtcDateTime) -> Option<UtcDateTime> {
        let mut at = proven;
        let mut reasons = Vec::new();
        let tokens = self.one.tokens.iter().map(|token| {
            let faults =
                self.timestamp_faults(&token.authority, &token.certificates, token.time, proven);
            (token, faults)
        });
        // Of several the first that can be relied on counts.
        let tokens: Vec<_> = tokens.collect();
        let best = tokens.iter().find(|(_, faults)| faults.is_empty()).or(tokens.first());
        if let Some((token, faults)) = best {
            let trusted = faults.is_empty();
            let authority = token.authority.subject();
            let proof = TimeProof {
                time: token.time,
                authority,
                until: token.authority.not_after(),
                trusted,
            };
            if trusted {
                at = token.time;
            }
            reasons.extend(faults.iter().cloned());
            self.one.entry.timestamp = Some(proof);
        }
        let holds = |entry: &SignatureEntry| entry.reasons.is_empty();
        if let Some(signer) = &self.one.signer {
            self.one.entry.judged_at = Some(at);
            reasons.extend(self.path_faults(&signer.certificate, &[], Purpose::Signing, at));
        }
        self.one.entry.reasons.extend(reasons);
        (self.one.entry.kind == SignatureKind::DocumentTimestamp && holds(&self.one.entry))
            .then_some(at)
    }

    fn timestamp_faults(
        &self,
        authority: &Certificate,
        certificates: &[Certificate],
        time: UtcDateTime,
        proven: UtcDateTime,
    ) -> Vec<Reason> {
        if time > proven {
            return vec![Reason::TimestampInFuture { time }];
        }
        let faults = self.path_faults(authority, certificates, Purpose::Timestamping, proven);
        faults.into_iter().map(|fault| Reason::Authority(Box::new(fault))).collect()
    }

    /// What stands against relying on a certificate at a moment.
    ///
    /// If it is out of date at the moment of the verdict and nothing proves that it was used
    /// before, that is no fault of the signature; then everything else is judged at the last moment
    /// at which it was in force.
    fn path_faults(
        &self,
        leaf: &Certificate,
        more: &[Certificate],
        purpose: Purpose,
        at: UtcDateTime,
    ) -> Vec<Reason> {
        let candidates: Vec<&Certificate> = self
            .one
            .certificates
            .iter()
            .chain(more)
            .chain(&self.store.certificates)
            .chain(self.between)
            .collect();
        let is_proven = at < self.trust.time;
        let (mut at, mut expired) = (at, None);
        let path = loop {
            match build(leaf, &candidates, &self.trust.roots, purpose, at, self.tried) {
                Ok(path) => break path,
                Err(ChainFault::OutOfDate { holder, to, .. }) if at > to && !is_proven => {
                    expired.get_or_insert(Reason::Expired { holder, to });
                    at = to;
                }
                Err(fault) => return expired.into_iter().chain([Reason::Chain(fault)]).collect(),
            }
        };
        let lists =
            self.trust.crls.iter().chain(&self.store.lists).chain(&self.one.lists).collect();
        let evidence = Evidence { lists, responses: self.store.responses.clone() };
        let is_expired = expired.is_some();
        let pairs = path.windows(2).filter_map(|pair| {
            let holder = pair[0].holder();
            match status(pair[0], pair[1], &evidence, at, self.trust.time) {
                Status::Revoked(since) => Some(Reason::Revoked { holder, since }),
                // Lists forget what has expired, so there will be none that tells.
                Status::Unknown if !is_expired => {
                    let addresses = pair[0].list_addresses();
                    Some(Reason::RevocationUnknown { holder, addresses })
                }
                Status::Good | Status::Unknown => None,
            }
        });
        expired.into_iter().chain(pairs).collect()
    }
}
