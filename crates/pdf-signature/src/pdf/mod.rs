//! PDF files as they must be before their signatures mean anything.
//!
//! Readers repair what is broken, each in its own way, and that is how two people come to see two
//! papers in one signed file. So this reader repairs nothing: every byte of a file must belong to
//! an object that the cross-reference tables name, to such a table, or be white space (on such
//! attacks: <https://www.pdf-insecurity.org>).

mod activity;
mod changes;
mod document;
mod facts;
mod fault;
mod page;
mod reading;
mod syntax;
mod writing;

pub use activity::Activity;
pub use changes::{Change, FieldPlace};
pub(crate) use changes::{DrawnPages, Since, compare, fresh_faults};
pub use document::{Overlay, Page};
pub use facts::{PageFrame, Shape, ShapeKind};
pub use fault::{PdfError, StructureFault};
pub use page::Glyph;
pub(crate) use page::draw_page;
pub use reading::PdfFile;
pub(crate) use reading::{
    FieldLock, FieldValue, FillInField, SignatureField, View, field_lock, fill_in_fields,
    inherited, page_content, pages, permission, signature_fields, store_streams,
    stream_data_within,
};
pub(crate) use syntax::{Dict, Id, Notation, Object, Value, decode_text, encode_text, value_span};
pub(crate) use writing::{NewField, NewStream, Update};
