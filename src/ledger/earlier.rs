//! Earlier issues: when a paper that carries a number and a day is to be replaced by another
//! content, or is no longer issued, its PDF is put aside first ([`EARLIER`]). No run removes it.

use std::io;
use std::path::Path;

use walkdir::WalkDir;

use super::record::HashedFile;
use super::store::{self, store_new};
use super::unwritten::not_written;
use super::{Ledger, PreviousRun, REGISTER};
use crate::careful::{self, PAPER_BYTES, UnsuitableFile};
use crate::documents::slug;
use crate::finding::Finding;
use crate::fingerprint::sha256;
use crate::own::RECORD_BYTES;

/// Name of the folder beside a paper in which its earlier issues lie.
pub const EARLIER: &str = "ban-truoc";

/// An earlier issue that a run put aside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeptIssue {
    /// Path of the paper that it is an issue of.
    pub of: String,
    /// Path and hash of the issue.
    pub issue: HashedFile,
}

/// A file that an earlier run left for later ones.
#[derive(Debug, PartialEq, Eq)]
pub enum Remembered {
    /// There was no earlier run, or it left no such file.
    Nothing,
    /// The file is not as a run left it, or is gone.
    Damaged,
    /// The file as the last run that finished it left it.
    Bytes(Vec<u8>),
}

impl Ledger {
    /// Reads a data file of the last run that wrote it, even when a later run was stopped.
    #[must_use]
    pub fn remembered(&self, name: &str) -> Remembered {
        let hashes = self.ours.of(name);
        if hashes.is_empty() {
            let lost = matches!(self.previous, PreviousRun::Damaged(_)) && self.stands(name);
            return if lost { Remembered::Damaged } else { Remembered::Nothing };
        }
        match self.content(name, RECORD_BYTES) {
            Some(bytes) if hashes.iter().any(|known| known.sha256 == sha256(&bytes)) => {
                Remembered::Bytes(bytes)
            }
            _ => Remembered::Damaged,
        }
    }

    /// Puts the PDF of a paper with a number aside, before the paper is replaced or removed. The
    /// name bears the number, e.g. `06-quyet-dinh/ban-truoc/quyet-dinh-so-1757-ban-1.pdf`; an
    /// earlier file of that name is never replaced.
    ///
    /// Returns where it lies; `None` when no PDF stands there that a run filed, or it is signed and
    /// stays where it is.
    ///
    /// # Errors
    ///
    /// A finding when it cannot be put aside. The paper is then neither replaced nor removed by
    /// this run.
    pub fn keep_issue(&self, file: &str, number: &str) -> Result<Option<String>, Box<Finding>> {
        let kept = self.put_aside(file, number).map_err(|error| {
            self.writing().failed.push(file.to_owned());
            Box::new(not_written(&issue(file, number, 1), &error))
        })?;
        let Some(issue) = kept else { return Ok(None) };
        let place = issue.file.clone();
        self.writing().kept.push(KeptIssue { of: file.to_owned(), issue });
        Ok(Some(place))
    }

    fn put_aside(&self, file: &str, number: &str) -> io::Result<Option<HashedFile>> {
        let bytes = match store::below(&self.outputs, file)
            .and_then(|path| careful::read_file(&path, PAPER_BYTES))
        {
            Ok(bytes) => bytes,
            Err(error)
                if error.kind() == io::ErrorKind::NotFound
                    || UnsuitableFile::of(&error).is_some() =>
            {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let sum = sha256(&bytes);
        if store::is_signed(&bytes) || !self.has_filed(file, &sum) {
            return Ok(None);
        }
        for count in 1.. {
            let name = issue(file, number, count);
            let path = store::below(&self.outputs, &name)?;
            match careful::read_file(&path, PAPER_BYTES) {
                Ok(known) if known == bytes => return Ok(Some(hashed(name, sum))),
                Ok(_) => continue,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                // Something else lies there; it is left alone.
                Err(error) if UnsuitableFile::of(&error).is_some() => continue,
                Err(error) => return Err(error),
            }
            self.note([(name.as_str(), sum.as_str())])?;
            if store_new(&path, &bytes)? {
                return Ok(Some(hashed(name, sum)));
            }
        }
        Ok(None)
    }

    /// Puts the register to print aside, as it is. Returns where it lies; `None` when there is none.
    /// No run removes it. Only for whoever has the turn of the folder.
    ///
    /// # Errors
    ///
    /// When it cannot be put aside.
    pub fn put_register_aside(&self) -> io::Result<Option<String>> {
        let Some(bytes) = self.content(REGISTER, RECORD_BYTES) else { return Ok(None) };
        let stem = REGISTER.trim_end_matches(".xlsx");
        for count in 1.. {
            let name = format!("{EARLIER}/{stem}-ban-{count}.xlsx");
            let path = store::below(&self.outputs, &name)?;
            match careful::read_file(&path, RECORD_BYTES) {
                Ok(known) if known == bytes => return Ok(Some(name)),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    if store_new(&path, &bytes)? {
                        return Ok(Some(name));
                    }
                }
                // Something else lies there; it is left alone.
                Err(error) if UnsuitableFile::of(&error).is_some() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// Returns what this run put aside, in order of the papers.
    #[must_use]
    pub fn kept_issues(&self) -> Vec<KeptIssue> {
        let mut kept = self.writing().kept.clone();
        kept.sort();
        kept
    }

    /// Returns all earlier issues that lie in the folder as they were put aside.
    pub(super) fn earlier_issues(&self) -> Vec<HashedFile> {
        let now = self.writing().kept.clone();
        let mut issues: Vec<HashedFile> = self
            .earlier
            .iter()
            .filter(|one| {
                self.standing(&one.file).is_ok_and(|sum| sum.as_ref() == Some(&one.sha256))
            })
            .cloned()
            .chain(now.into_iter().map(|kept| kept.issue))
            .collect();
        issues.sort();
        issues.dedup();
        issues
    }
}

/// Tells whether a path is one of an earlier issue.
pub(super) fn is_earlier(file: &str) -> bool {
    file.rsplit('/').nth(1) == Some(EARLIER)
}

/// Returns the earlier issues that lie in the folder, where the record that named them is damaged.
pub(super) fn found(root: &Path) -> Vec<HashedFile> {
    let entries = WalkDir::new(root).follow_links(false).max_depth(4).sort_by_file_name();
    let files = entries.into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let hash = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(root).ok()?.to_str()?.replace('\\', "/");
        let ours =
            is_earlier(&name) && Path::new(&name).extension().is_some_and(|ending| ending == "pdf");
        let bytes = ours.then(|| careful::read_file(entry.path(), PAPER_BYTES).ok())??;
        Some(hashed(name, sha256(&bytes)))
    };
    files.filter_map(hash).collect()
}

fn hashed(file: String, sha256: String) -> HashedFile {
    HashedFile { file, sha256, from_office: None }
}

/// Returns the path of the `count`th kept issue of a paper with this number and symbol.
fn issue(file: &str, number: &str, count: usize) -> String {
    let (folder, name) = file.rsplit_once('/').map_or(("", file), |(folder, name)| (folder, name));
    let stem = name.strip_suffix(".pdf").unwrap_or(name);
    let digits = number.split('/').next().unwrap_or_default();
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}{EARLIER}/{stem}-so-{}-ban-{count}.pdf", slug(digits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Holder, Record};

    const FILE: &str = "06-quyet-dinh/quyet-dinh.pdf";
    const KEPT: &str = "06-quyet-dinh/ban-truoc/quyet-dinh-so-1757-ban-1.pdf";

    fn taken(folder: &Path) -> Ledger {
        let patience = std::time::Duration::from_secs(1);
        let ledger = Ledger::take(folder, &Holder::default(), patience).unwrap();
        ledger.begin();
        ledger
    }

    /// A run that keeps the paper that stands there, and files another.
    fn run(folder: &Path, bytes: &[u8]) -> Option<String> {
        let ledger = taken(folder);
        let kept = ledger.keep_issue(FILE, "1757/QĐ-UBND").unwrap();
        let filed = ledger.file_data(FILE, bytes).unwrap();
        assert!(ledger.clear(&[FILE]).1.is_empty());
        ledger.close(Record { outputs: vec![filed], ..Record::default() }).unwrap();
        kept
    }

    #[test]
    fn each_issue_stays_under_a_name_of_its_own_and_no_run_removes_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        assert_eq!(run(root, b"%PDF one"), None);
        assert_eq!(run(root, b"%PDF two").as_deref(), Some(KEPT));
        assert_eq!(
            run(root, b"%PDF one").as_deref(),
            Some(KEPT.replace("ban-1", "ban-2")).as_deref()
        );
        // The same bytes are kept once.
        assert_eq!(run(root, b"%PDF two").as_deref(), Some(KEPT));
        assert_eq!(fs_err::read(root.join(KEPT)).unwrap(), b"%PDF one");
        let record = Ledger::open(root).unwrap();
        let earlier = &record.record().unwrap().earlier;
        assert_eq!(earlier.len(), 2);
        assert_eq!(earlier[0], hashed(KEPT.into(), sha256(b"%PDF one")));
    }

    #[test]
    fn a_file_of_somebody_else_is_neither_kept_nor_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        run(root, b"%PDF one");
        fs_err::write(root.join(FILE), b"%PDF changed by hand").unwrap();
        fs_err::create_dir_all(root.join(KEPT).parent().unwrap()).unwrap();
        fs_err::write(root.join(KEPT), b"a note").unwrap();
        assert_eq!(run(root, b"%PDF two"), None);
        assert!(run(root, b"%PDF three").is_some_and(|kept| kept.ends_with("ban-2.pdf")));
        assert_eq!(fs_err::read(root.join(KEPT)).unwrap(), b"a note");
    }

    #[test]
    fn what_a_stopped_run_put_aside_stays() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        run(root, b"%PDF one");
        let stopped = taken(root);
        stopped.keep_issue(FILE, "1757/QĐ-UBND").unwrap();
        stopped.file_data(FILE, b"%PDF two").unwrap();
        drop(stopped);
        run(root, b"%PDF two");
        assert_eq!(fs_err::read(root.join(KEPT)).unwrap(), b"%PDF one");
        let last = Ledger::open(root).unwrap();
        assert!(last.record().unwrap().earlier.iter().any(|one| one.file == KEPT));
    }

    #[test]
    fn where_the_record_is_damaged_earlier_issues_are_found_by_their_folder() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        run(root, b"%PDF one");
        run(root, b"%PDF two");
        fs_err::write(root.join(crate::own::RECORD), b"{").unwrap();
        let ledger = taken(root);
        assert_eq!(ledger.remembered("khong-co.json"), Remembered::Nothing);
        let (left, _) = ledger.clear(&[FILE]);
        assert!(left.is_empty(), "{left:?}");
        ledger.close(Record::default()).unwrap();
        let last = Ledger::open(root).unwrap();
        assert_eq!(last.record().unwrap().earlier, [hashed(KEPT.into(), sha256(b"%PDF one"))]);
    }
}
