//! Whether a certificate was revoked, as lists and answers of OCSP say.

use time::{Duration, UtcDateTime};

use super::certificate::Certificate;
use super::ocsp::OcspResponse;
use super::revocation::RevocationList;
use super::statement::Statement;

/// How long an answer holds that does not say when the next one comes: newer ones can be had at any
/// time (RFC 6960, 4.2.2.1).
const UNDATED: Duration = Duration::DAY;

/// What is at hand to tell whether certificates were revoked.
#[derive(Debug, Default)]
pub(crate) struct Evidence<'e> {
    pub(crate) lists: Vec<&'e RevocationList>,
    pub(crate) responses: Vec<OcspResponse>,
}

impl Evidence<'_> {
    /// What revocation lists and OCSP answers say of whether `certificate` was revoked: one
    /// statement for each that speaks of it, of whatever age.
    ///
    /// `issuer` is the certificate that issued it. A list that the issuer did not sign, or an
    /// answer that was signed neither by the issuer nor by one whom it lets answer, says nothing.
    fn statements(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> impl Iterator<Item = Statement> {
        let lists = self.lists.iter().filter_map(|list| list.says(certificate, issuer));
        lists.chain(
            self.responses
                .iter()
                .filter_map(|answer| answer.says(certificate, issuer, &self.lists)),
        )
    }

    /// Whether anything here speaks of the certificate, in whatever sense and of whatever age.
    pub(crate) fn speaks_of(&self, certificate: &Certificate, issuer: &Certificate) -> bool {
        self.statements(certificate, issuer).next().is_some()
    }
}

/// What the evidence says of one certificate at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Good,
    Revoked(UtcDateTime),
    /// There is no evidence, or none that holds at that moment.
    Unknown,
}

/// The status of a certificate at `at`, with what is known `now`.
///
/// Evidence holds at a moment if it was not stale then; it may be younger, as long as the
/// certificate had not expired before (expired certificates leave the lists).
pub(crate) fn status(
    certificate: &Certificate,
    issuer: &Certificate,
    evidence: &Evidence<'_>,
    at: UtcDateTime,
    now: UtcDateTime,
) -> Status {
    let mut status = Status::Unknown;
    for statement in
        evidence.statements(certificate, issuer).filter(|statement| statement.this_update <= now)
    {
        if let Some(revoked) = statement.revoked.filter(|revoked| *revoked <= at) {
            return Status::Revoked(revoked);
        }
        let fresh =
            statement.next_update.unwrap_or(statement.this_update.saturating_add(UNDATED)) >= at;
        if fresh && statement.this_update <= certificate.not_after() {
            status = Status::Good;
        }
    }
    status
}
