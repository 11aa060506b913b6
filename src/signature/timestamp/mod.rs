//! Timestamps (RFC 3161): that something stood there before a moment which someone else vouches for.

mod check;
mod request;

pub(crate) use check::{StampFault, Token, check};
pub use request::{LONGEST_WAIT, TimestampAuthority, TimestampError};
