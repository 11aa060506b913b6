//! What the tests are made of: for signing, small papers as another program writes them; for
//! verifying, papers written byte by byte, their infrastructure, and a signer that also makes what
//! no honest signer would.

pub(crate) mod other;
pub(crate) mod paper;
pub(crate) mod pki;
pub(crate) mod sample;
pub(crate) mod signer;

pub(crate) use paper::{HandmadePaper, paper, replace_once};
pub(crate) use pki::{World, moment};
pub(crate) use signer::{SignatureSpec, sign};
