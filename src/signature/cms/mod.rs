//! The envelope of a signature (CMS, RFC 5652).

mod check;
mod parse;

pub(crate) use check::{Binding, CmsFault, Signer, check};
pub(crate) use parse::SignedData;
