//! What a list or an answer says of one certificate.

use time::UtcDateTime;

/// What was in force when, as one list or answer says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Statement {
    pub(super) revoked: Option<UtcDateTime>,
    pub(super) this_update: UtcDateTime,
    pub(super) next_update: Option<UtcDateTime>,
}
