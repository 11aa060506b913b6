//! Time stamps (RFC 3161): who says when a signature existed.

mod request;

pub use request::{LONGEST_WAIT, TimestampAuthority, TimestampError};
