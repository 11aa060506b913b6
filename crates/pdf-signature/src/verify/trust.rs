//! Whom a verdict trusts.

use time::UtcDateTime;

use crate::pki::{Certificate, RevocationList};

/// What the caller trusts when signatures are verified: roots, revocation lists, the time.
#[derive(Debug, Clone)]
pub struct Trust {
    /// The roots that are trusted, and no others; those of timestamp authorities among them.
    pub roots: Vec<Certificate>,
    /// Revocation lists in addition to those in the file.
    pub crls: Vec<RevocationList>,
    /// The moment at which the verdict is given.
    pub time: UtcDateTime,
}
