//! The PKCS#11 modules of signing devices at the places where their software puts them.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// The list of places; part of the program, so that no folder of a round can name code to be run.
const LIST: &str = include_str!("modules.toml");

/// The places of the modules of one vendor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownModule {
    /// Whose devices they are, as offices say it.
    pub name: String,
    /// Full paths under Windows, the newest first.
    windows: Vec<String>,
    /// Full paths under Linux.
    linux: Vec<String>,
    /// Where the paths are known from.
    pub source: String,
    /// Whether a paper was signed with such a module.
    pub tried: bool,
}

/// A module that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundModule {
    /// Whose devices they are.
    pub name: String,
    /// Its full path.
    pub path: PathBuf,
    /// Whether it can only be used by programs of 32 bits.
    pub is_narrow: bool,
}

/// Returns the modules that the program knows, in the order in which they are looked for.
#[must_use]
#[allow(clippy::missing_panics_doc, reason = "the list is ours, and a test reads it")]
pub fn known() -> Vec<KnownModule> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct List {
        module: Vec<KnownModule>,
    }
    toml::from_str::<List>(LIST).expect("a test reads the embedded list").module
}

/// Returns the known modules that are on this computer. `exists` tells whether there is a file.
pub fn found(exists: impl Fn(&Path) -> bool) -> Vec<FoundModule> {
    let mut found = Vec::new();
    for KnownModule { name, windows, linux, .. } in known() {
        for path in if cfg!(windows) { windows } else { linux } {
            let narrow = path.replacen(r"\System32\", r"\SysWOW64\", 1);
            let (wide, narrow) = (PathBuf::from(&path), (narrow != path).then_some(narrow));
            let narrow = narrow.map(PathBuf::from).filter(|narrow| exists(narrow));
            if exists(&wide) {
                found.push(FoundModule { name: name.clone(), path: wide, is_narrow: false });
            } else if let Some(path) = narrow {
                found.push(FoundModule { name: name.clone(), path, is_narrow: true });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_place_is_a_full_path_and_named_once_with_its_source() {
        let known = known();
        assert!(known.len() >= 15, "{}", known.len());
        let mut paths = BTreeSet::new();
        for module in &known {
            assert!(!module.name.is_empty() && !module.source.is_empty(), "{module:?}");
            for path in &module.windows {
                let folder = [r"C:\Windows\System32\", r"C:\Program Files\", r"C:\SoftHSM2\"];
                assert!(folder.iter().any(|folder| path.starts_with(folder)), "{path}");
                assert!(paths.insert(path.to_lowercase()), "{path}");
            }
            for path in &module.linux {
                assert!(path.starts_with("/usr/lib"), "{path}");
                assert!(paths.insert(path.clone()), "{path}");
            }
        }
    }

    #[test]
    fn what_is_on_the_computer_is_found_under_its_full_path() {
        let found = found(|path| path.to_string_lossy().contains("bit4xpki"));
        assert!(!found.is_empty());
        for module in found {
            assert!(module.name.starts_with("Bit4id") && !module.is_narrow, "{module:?}");
        }
        assert_eq!(super::found(|_| false), []);
    }
}
