//! What the tests of this desk are made of: a small public key infrastructure, small papers, and a signer that also makes what no
//! honest signer would. Keys are fixed, so every run makes the same bytes.

pub(crate) mod paper;
pub(crate) mod pki;
pub(crate) mod signer;

pub(crate) use paper::{Paper, paper, replace_once};
pub(crate) use pki::{Key, Spec, World, moment};
pub(crate) use signer::{Cms, SignatureSpec, sign};
