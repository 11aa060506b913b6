//! Signed data as CMS writes it (RFC 5652), in the form PAdES asks for (EN 319 142-1).

mod build;
mod certificates;
mod check;
mod fault;
mod parse;

pub(crate) use build::Draft;
pub(crate) use certificates::certificates_of;
pub(crate) use check::{Binding, SignedBy, check};
pub use fault::CmsFault;
pub(crate) use parse::SignedData;
