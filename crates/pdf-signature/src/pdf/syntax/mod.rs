//! The values of PDF and how they are written (ISO 32000-1, 7.2 and 7.3).

mod object;
mod oddity;
mod parser;
mod strings;
mod text;
mod value;

pub(crate) use object::{Id, Object};
pub(crate) use oddity::{Oddities, Oddity, is_object_number};
pub(crate) use parser::value_span;
pub(super) use parser::{Parser, is_space};
pub(crate) use text::{decode_text, encode_text};
pub(crate) use value::{Dict, Notation, Value};
