//! Timestamps (RFC 3161): that something stood there before a moment which someone else vouches for.

mod check;

pub(crate) use check::{StampFault, Token, check};
