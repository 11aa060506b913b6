//! The report of a check for the clerk: one page (`kiem-tra.html`), and the same as JSON
//! (`kiem-tra.json`).
//!
//! It lists the districts in the order of `round.toml`, then the office's own files; for each the
//! files with findings, for each file its findings. The page shows nothing that the JSON does not
//! contain.

mod checked;
mod first;
mod groups;
mod html;
mod origins;
mod read;
mod standing;
#[cfg(test)]
mod tests;

pub use self::checked::{CheckReport, ReceivedFiles};
pub use self::origins::{FindingOrigin, FindingOrigins};
pub(crate) use self::read::dotted;
pub use self::standing::Standings;

/// Name of the page in the outputs folder.
pub const CHECKED_PAGE: &str = "kiem-tra.html";

/// Name of the JSON file in the outputs folder.
pub const CHECKED_DATA: &str = "kiem-tra.json";
