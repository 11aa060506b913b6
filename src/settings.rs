//! Tells a clerk in Vietnamese why a TOML file of settings could not be read, at its line.
//!
//! Ground floor: `round.toml` and the criteria of an office are read with it. It knows nothing of
//! what is in them.

mod file;
mod mend;
mod told;

pub use self::file::SettingsFile;
pub use self::mend::{OpenValue, ReadSettings, read_settings};
