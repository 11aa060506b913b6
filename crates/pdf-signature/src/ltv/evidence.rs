//! Asks whether a certificate was revoked: OCSP first, the revocation list where that fails.

use std::time::Duration;

use time::UtcDateTime;

use super::EvidenceError;
use crate::fetch::Question;
use crate::pki::{Certificate, Evidence, OcspResponse, RevocationList, Status, status};

/// No OCSP answer is as long, in bytes.
const LONGEST_ANSWER: u64 = 64 * 1024;
/// Revocation lists of large authorities have some megabytes.
const LONGEST_LIST: u64 = 20 * 1024 * 1024;

/// A sound answer that a certificate is not revoked.
pub(super) enum RevocationProof {
    /// An `OCSPResponse`.
    Answer(Vec<u8>),
    /// A `CertificateList`.
    List(Vec<u8>),
}

/// What became of a question.
pub(super) enum Outcome {
    Good(RevocationProof),
    Revoked,
    /// The certificate says nowhere whom to ask.
    NobodyToAsk,
    Failed(EvidenceError),
}

/// Asks everyone the certificate names until one gives a sound answer, for which each has so long.
pub(super) fn ask(
    certificate: &Certificate,
    issuer: &Certificate,
    wait: Duration,
    at: UtcDateTime,
) -> Outcome {
    let case = Case { certificate, issuer, at };
    let answers = certificate
        .answering()
        .iter()
        .map(|url| case.answer(&Question { url, wait, longest: LONGEST_ANSWER }));
    let lists = certificate
        .listing()
        .iter()
        .map(|url| case.list(&Question { url, wait, longest: LONGEST_LIST }));
    let mut last = Outcome::NobodyToAsk;
    for outcome in answers.chain(lists) {
        match outcome {
            Ok(outcome) => return outcome,
            Err(fault) => last = Outcome::Failed(fault),
        }
    }
    last
}

/// The certificate in question, its issuer, and when it is asked.
#[derive(Clone, Copy)]
struct Case<'a> {
    certificate: &'a Certificate,
    issuer: &'a Certificate,
    at: UtcDateTime,
}

impl Case<'_> {
    fn answer(self, question: &Question<'_>) -> Result<Outcome, EvidenceError> {
        let request = OcspResponse::request(self.certificate, self.issuer);
        let der = question.post("application/ocsp-request", &request)?;
        let answer = OcspResponse::read(&der).map_err(|_| EvidenceError::Unreadable)?;
        self.judge(
            &Evidence { lists: Vec::new(), responses: vec![answer] },
            RevocationProof::Answer(der),
        )
    }

    fn list(self, question: &Question<'_>) -> Result<Outcome, EvidenceError> {
        let der = question.get()?;
        let list = RevocationList::from_der(&der).map_err(|_| EvidenceError::Unreadable)?;
        self.judge(
            &Evidence { lists: vec![&list], responses: Vec::new() },
            RevocationProof::List(der),
        )
    }

    fn judge(
        self,
        evidence: &Evidence<'_>,
        proof: RevocationProof,
    ) -> Result<Outcome, EvidenceError> {
        match status(self.certificate, self.issuer, evidence, self.at, self.at) {
            Status::Good => Ok(Outcome::Good(proof)),
            Status::Revoked(_) => Ok(Outcome::Revoked),
            Status::Unknown if evidence.speaks_of(self.certificate, self.issuer) => {
                Err(EvidenceError::Stale)
            }
            Status::Unknown => Err(EvidenceError::Silent),
        }
    }
}
