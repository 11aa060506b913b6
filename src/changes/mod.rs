//! What changed in the papers since the last run, in words.
//!
//! What every paper says is kept part by part in a file of the outputs folder ([`PaperMemory`],
//! [`MEMORY`]); the next run compares it with what the papers say then. This desk knows the content
//! of papers, no PDF and no folder. It decides nothing.

mod compare;
mod group;
mod memory;
mod said;
mod sheet;
mod table;
mod told;
mod words;

#[cfg(test)]
mod tests;

pub use self::compare::{Spot, differences};
pub use self::group::{ChangeKind, ChangedPapers, FiledContent, PaperChanges};
pub use self::memory::{MEMORY, PaperMemory, RememberedPaper};
pub use self::said::{PartKind, SaidPaper, SaidPart};
pub use self::told::Difference;
pub(crate) use self::words::are_alike;
