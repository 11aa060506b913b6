//! Signed data as CMS writes it (RFC 5652), in the form PAdES asks for (EN 319 142-1).

mod build;
mod certificates;

pub(crate) use build::Draft;
pub(crate) use certificates::certificates_of;
