//! What the tests of verifying are made of: small papers written byte by byte, an infrastructure, and a signer that also makes
//! what no honest signer would.

pub(crate) mod paper;
pub(crate) mod pki;
pub(crate) mod signer;

pub(crate) use paper::{Paper, paper, replace_once};
pub(crate) use pki::{World, moment};
pub(crate) use signer::{SignatureSpec, sign};
