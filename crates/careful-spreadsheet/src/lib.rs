#![doc = include_str!("../README.md")]

mod builder;
mod child;
mod container;
pub mod date;
mod exceeded;
mod excel;
mod kind;
mod limits;
mod names;
pub mod number;
mod ods;
mod opener;
mod packed;
mod place;
mod properties;
mod reading;
mod refusal;
mod remark;
pub mod text;
mod unlocked;
mod workbook;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use child::{COMMAND, ChildReader, serve};
pub use excel::part_name;
pub use kind::{HEAD_BYTES, refuse_huge};
pub use limits::{COLUMNS, FILE_BYTES, ROWS};
pub use names::FileRole;
pub use opener::{OpenedFile, Opener, OwnFiles};
pub use packed::packed;
pub use place::{CellRef, Name, NotACell, Place};
pub use properties::{PROPERTIES, PROPERTY_BYTES};
pub use refusal::{AttachmentKind, NonTable, Refusal, TextTable, TooLarge, UnreadFormat};
pub use remark::{HiddenCells, Noticed, Remark};
pub use text::Encoding;
pub use workbook::{Cell, Hidden, Merge, Value, Workbook, Worksheet};
