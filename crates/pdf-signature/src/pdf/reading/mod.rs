//! Reads files strictly: what stands in them, in which revision, and what it is for.

mod area;
mod chain;
mod fields;
mod file;
mod flate;
mod later;
mod load;
mod locks;
mod pages;
mod scan;
mod store;
mod tags;
mod text;
mod xref;

pub(crate) use area::{corners, has_no_area, numbers, place};
pub(crate) use fields::{
    FieldValue, FillInField, Others, SignatureField, fill_in_fields, other_fields, signature_fields,
};
pub use file::PdfFile;
pub(crate) use file::View;
pub(crate) use flate::stream_data_within;
pub(crate) use locks::{FieldLock, field_lock, permission};
pub(crate) use pages::{
    box_of, content_streams, inherited, page_content, pages, quarters, seen_area, size_of,
};
pub(crate) use store::store_streams;
pub(crate) use tags::only_kid;
