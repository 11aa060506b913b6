//! Where the files of a round lie.

use std::path::{Path, PathBuf};

use crate::{declaration, round};

/// Name of the folder with what came in, and of the one with what goes out.
const FOLDERS: (&str, &str) = ("inputs", "outputs");

/// The folders of one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// What came in: declaration, lists, ballots, the office's own templates.
    pub inputs: PathBuf,
    /// What goes out.
    pub outputs: PathBuf,
    /// The desk's own files: earlier versions of files ([`Places::earlier`]), the diary, whose turn
    /// it is.
    pub own: PathBuf,
}

impl Places {
    /// Finds the places of the round in a folder: a folder that holds the declaration itself (as
    /// `ocop new` makes it) is the inputs of a round, whose results lie beside it
    /// (`ket-qua-TÊN`); any other holds the two folders `inputs` and `outputs`.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        match (is_declared(folder), folder.parent(), folder.file_name()) {
            (true, Some(beside), Some(name)) => {
                let named = |before: &str| {
                    let mut whole = std::ffi::OsString::from(before);
                    whole.push(name);
                    beside.join(whole)
                };
                Self {
                    inputs: folder.to_owned(),
                    outputs: named("ket-qua-"),
                    own: named("ban-lam-viec-"),
                }
            }
            _ => Self {
                inputs: folder.join(FOLDERS.0),
                outputs: folder.join(FOLDERS.1),
                own: folder.to_owned(),
            },
        }
    }

    /// Tells whether the declaration of a round lies there.
    #[must_use]
    pub fn are_declared(&self) -> bool {
        is_declared(&self.inputs)
    }

    /// The folder that people know as the round's.
    #[must_use]
    pub fn folder(&self) -> &Path {
        if self.inputs.starts_with(&self.own) { &self.own } else { &self.inputs }
    }

    /// The folder of files that newer ones replaced.
    #[must_use]
    pub fn earlier(&self) -> PathBuf {
        self.own.join("ban-cu")
    }

    /// The diary.
    #[must_use]
    pub fn diary(&self) -> PathBuf {
        self.own.join("nhat-ky.jsonl")
    }
}

/// Tells whether a folder holds the declaration of a round.
fn is_declared(folder: &Path) -> bool {
    [round::FILE, declaration::FILE].iter().any(|name| folder.join(name).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_ocop_new_has_its_results_beside_it_and_any_other_within() {
        let folder = tempfile::tempdir().unwrap();
        let round = folder.path().join("đợt 1");
        assert_eq!(Places::of(&round).inputs, round.join("inputs"));
        assert_eq!(Places::of(&round).folder(), round);
        fs_err::create_dir(&round).unwrap();
        fs_err::write(round.join("round.toml"), "").unwrap();
        let places = Places::of(&round);
        assert_eq!(places.inputs, round);
        assert_eq!(places.outputs, folder.path().join("ket-qua-đợt 1"));
        assert_eq!(places.diary(), folder.path().join("ban-lam-viec-đợt 1/nhat-ky.jsonl"));
        assert!(places.are_declared() && places.folder() == round);
    }
}
