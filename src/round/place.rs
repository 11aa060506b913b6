//! Places in `round.toml`, and findings about its values.

use crate::finding::{Code, Finding, Place};

/// Name of the settings file inside the inputs folder.
pub const FILE: &str = "round.toml";

/// Returns the place of a line of `round.toml`, counted from 1.
pub(super) fn line_place(line: usize) -> Place {
    Place::file(FILE).line(line)
}

/// Makes the finding that the value of this key is impossible.
pub(super) fn invalid(key: &str, message: impl Into<String>) -> Finding {
    Finding::new(Code::RoundInvalid, Place::file(FILE).sheet(key), message)
}
