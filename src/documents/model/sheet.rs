//! Papers that are not running text. Each has a layout of its own, which knows its fields.

use serde::Serialize;

/// What such a paper shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Sheet {}
