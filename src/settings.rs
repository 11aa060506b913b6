//! Reads TOML files that people write, and says in Vietnamese, at its line, everything that is
//! wrong with them.
//!
//! Ground floor: `round.toml`, the criteria, communes and words of an office are read with it. It
//! does not know what the files mean.

mod file;
mod mend;
mod told;

pub use self::file::SettingsFile;
pub use self::mend::{OpenValue, ReadSettings, read_settings};
