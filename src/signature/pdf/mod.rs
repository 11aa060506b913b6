//! PDF files as they must be before their signatures mean anything.
//!
//! Readers repair what is broken, each in its own way, and that is how two people come to see two papers in one signed file.
//! So this reader repairs nothing: every byte of a file must belong to an object that the cross-reference tables name, to such
//! a table, or be white space (on such attacks: <https://www.pdf-insecurity.org>).

mod changes;
mod fault;
mod fields;
mod flate;
mod load;
mod pages;
mod revisions;
mod roles;
mod scan;
mod syntax;
mod value;
mod xref;

pub use changes::Change;
pub use fault::StructureFault;
pub use load::load;

pub(crate) use changes::{Since, compare};
pub(crate) use fields::{FieldValue, SignatureField, decode_text, signature_fields};
pub(crate) use flate::stream_data;
pub(crate) use load::PdfFile;
pub(crate) use revisions::View;
pub(crate) use syntax::value_span;
pub(crate) use value::{Dict, Object, Value};
