//! What the check found, put in order for the clerk: one page (`kiem-tra.html`) and the same as
//! JSON (`kiem-tra.json`).
//!
//! Districts in the order of `round.toml`, then the office's own files; of each the files, of each
//! file its findings. The page is a view of this record and shows nothing that is not in it.

mod checked;
mod first;
mod groups;
mod html;
mod origins;
mod read;
mod standing;
#[cfg(test)]
mod tests;

pub use self::checked::{Checked, Received};
pub use self::origins::{FindingOrigin, FindingOrigins};
pub use self::standing::Standings;

/// Name of the page in the outputs folder.
pub const CHECKED_PAGE: &str = "kiem-tra.html";

/// Name of the JSON file in the outputs folder.
pub const CHECKED_DATA: &str = "kiem-tra.json";
