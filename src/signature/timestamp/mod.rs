//! Time stamps (RFC 3161): who says when a signature existed.

mod request;

pub(crate) use request::read_token;
pub use request::{LONGEST_WAIT, TimestampAuthority, TimestampError};
