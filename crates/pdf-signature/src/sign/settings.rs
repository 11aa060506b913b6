//! What a sitting is about.

use super::expected::ExpectedCertificate;
use crate::issuers::Issuers;
use crate::role::Role;
use crate::timestamp::TimestampAuthority;

/// What one sitting is about.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Who signs.
    pub role: Role,
    /// Whom to trust.
    pub issuers: Issuers,
    /// The certificate this role must use; `None` for any that may sign.
    pub expected: Option<ExpectedCertificate>,
    /// Where time stamps come from; `None` for signatures without.
    pub timestamp: Option<Timestamping>,
    /// Why it is signed, as the signature says (`/Reason`).
    pub reason: Option<String>,
    /// Where it is signed (`/Location`).
    pub location: Option<String>,
}

impl Settings {
    /// A role and whom to trust; no certificate is expected, no time stamp asked for, no reason and
    /// no place given.
    pub fn new(role: Role, issuers: Issuers) -> Self {
        Self { role, issuers, expected: None, timestamp: None, reason: None, location: None }
    }
}

/// Where time stamps come from, and whether to go on without.
#[derive(Debug, Clone)]
pub struct Timestamping {
    /// The authority.
    pub authority: TimestampAuthority,
    /// Sign without a time stamp when there is none to be had.
    pub waived: bool,
}
