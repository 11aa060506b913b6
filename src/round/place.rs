//! Where something stands in `round.toml`, and the finding that says so.

use crate::finding::{Code, Finding, Place};

/// Name of the settings file inside the inputs folder.
pub const FILE: &str = "round.toml";

/// A line of `round.toml`, counted from 1.
pub(super) fn line_place(line: usize) -> Place {
    Place::file(FILE).line(line)
}

/// A value of this key that cannot be.
pub(super) fn invalid(key: &str, message: impl Into<String>) -> Finding {
    Finding::new(Code::RoundInvalid, Place::file(FILE).sheet(key), message)
}
