//! The files of the round as they are known at the moment: by their bytes, by their names, and by
//! whose papers they hold.

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::FILE_BYTES;

use super::arrivals::Whose;
use super::{names, said};
use crate::desk::look::ReadRound;
use crate::desk::round::OpenRound;
use crate::fingerprint::sha256;
use crate::{careful, declaration, round as settings};

/// The files of the inputs folder, as the last look saw them and the desk filed them since.
pub(super) struct KnownFiles<'a> {
    round: &'a OpenRound,
    /// The path of each file by its fingerprint.
    by_hash: BTreeMap<String, String>,
    /// Whose papers each file holds.
    whose: BTreeMap<String, BTreeSet<Whose>>,
}

/// The files in whose place a file may come.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Rivals {
    /// Their paths below the inputs folder.
    pub(super) files: Vec<String>,
    /// Whose papers the file of the same name holds that is no rival, since it is another's.
    pub(super) namesake: Option<BTreeSet<Whose>>,
}

impl<'a> KnownFiles<'a> {
    pub(super) fn of(round: &'a OpenRound) -> Self {
        let look = round.look();
        let read = look.as_ref().and_then(|look| look.read.as_ref());
        let files = read.map(|read| read.files.as_slice()).unwrap_or_default();
        let mut by_hash: BTreeMap<String, String> =
            files.iter().map(|file| (file.sha256.clone(), file.path.clone())).collect();
        let mut whose = read.map(by_file).unwrap_or_default();
        for (path, (sha256, of_file)) in round.arrivals.all_filed() {
            by_hash.insert(sha256, path.clone());
            whose.entry(path).or_insert(of_file);
        }
        Self { round, by_hash, whose }
    }

    /// The bytes of a file; `None` where none lies there.
    fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        careful::read_file(&self.round.places.inputs.join(path), FILE_BYTES).ok()
    }

    /// The file that has these bytes, of all or of these.
    pub(super) fn same(&self, bytes: &[u8], among: Option<&[String]>) -> Option<String> {
        let path = match among {
            None => self.by_hash.get(&sha256(bytes)).cloned(),
            Some(paths) => {
                paths.iter().find(|path| self.bytes(path).as_deref() == Some(bytes)).cloned()
            }
        };
        path.filter(|path| self.bytes(path).as_deref() == Some(bytes))
    }

    /// Whose papers a file holds.
    pub(super) fn whose(&self, path: &str) -> Option<&BTreeSet<Whose>> {
        self.whose.get(path)
    }

    /// The files in whose place a file of this folder and name may come that holds these papers. The
    /// declaration lies in no folder.
    pub(super) fn rivals(&self, folder: &str, name: &str, whose: &BTreeSet<Whose>) -> Rivals {
        let lies_there = |path: &String| self.round.places.inputs.join(path).is_file();
        if folder.is_empty() {
            let declared = [settings::FILE, declaration::FILE].map(str::to_owned);
            return Rivals {
                files: declared.into_iter().filter(lies_there).collect(),
                namesake: None,
            };
        }
        let shares = self.whose.iter().filter(|(_, theirs)| !theirs.is_disjoint(whose));
        let mut files: BTreeSet<String> =
            shares.map(|(path, _)| path.clone()).filter(lies_there).collect();
        let there = standing(self.round, folder, name).filter(lies_there);
        let is_anothers = |theirs: &&BTreeSet<Whose>| {
            !theirs.is_empty() && !whose.is_empty() && theirs.is_disjoint(whose)
        };
        let namesake =
            there.as_ref().and_then(|path| self.whose.get(path)).filter(is_anothers).cloned();
        if namesake.is_none() {
            files.extend(there);
        }
        Rivals { files: files.into_iter().collect(), namesake }
    }

    /// Remembers a file that the desk put into the folder.
    pub(super) fn filed(&mut self, path: &str, bytes: &[u8], whose: BTreeSet<Whose>) {
        self.by_hash.insert(sha256(bytes), path.to_owned());
        self.whose.insert(path.to_owned(), whose.clone());
        self.round.arrivals.filed(path, bytes, whose);
    }
}

/// Whose papers each file with workbooks holds.
fn by_file(read: &ReadRound) -> BTreeMap<String, BTreeSet<Whose>> {
    let workbooks: BTreeSet<&str> =
        read.workbooks.iter().map(|one| said::outer(&one.place.file)).collect();
    let whose = |path: &str| (path.to_owned(), said::whose(&read.forms, path));
    workbooks.into_iter().map(whose).collect()
}

/// The path below the inputs folder of what has this name, whether its letters are capital or not;
/// `None` where nothing has.
pub(super) fn standing(round: &OpenRound, folder: &str, name: &str) -> Option<String> {
    let entries = fs_err::read_dir(round.places.inputs.join(folder)).ok()?;
    let wanted = names::key(name);
    let found = entries
        .filter_map(Result::ok)
        .filter_map(|entry| entry.file_name().into_string().ok())
        .find(|there| names::key(there) == wanted)?;
    Some(joined(folder, &found))
}

/// The path of a file in a folder below the inputs folder.
pub(super) fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
