//! Updates that are written behind the end of a file (ISO 32000-1, 7.5.6).

mod append;
mod form;
mod import;
mod new;
mod serial;
mod tags;
mod update;

pub(crate) use form::NewField;
pub(crate) use new::NewStream;
pub(crate) use update::Update;
