//! Timestamps (RFC 3161): that something stood there before a moment which someone else vouches
//! for.

mod check;
mod request;

pub use check::StampFault;
pub(crate) use check::{TimestampToken, check};
pub use request::{LONGEST_WAIT, TimestampAuthority, TimestampError};
