//! Files of earlier runs: which of them may stand in the folder, and what becomes of those that
//! this run does not issue.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use walkdir::WalkDir;

use super::earlier;
use super::record::{FiledPaper, HashedFile, Record};
use super::store::{self, Removal};
use super::{JOURNAL, RECORD, REGISTER, SIGNATURES};
use crate::documents::folders;
use crate::finding::{Code, Finding, Findings, Place};

/// Folders for drafts, for forms and for what goes back to units, beside [`folders::ALL`]; other
/// folders hold signed papers.
const FOLDERS: [&str; 4] = ["ban-thao", "bieu-mau", "tra-lai", "trinh-ky"];
/// How many unknown files are named one by one.
const MOST: usize = 50;

/// Files that earlier runs filed or were about to file: each name with all hashes the file may
/// have.
#[derive(Debug, Default)]
pub(super) struct KnownFiles {
    filed: BTreeMap<String, BTreeSet<String>>,
    /// Files that the last record already listed as left over.
    left: BTreeSet<(String, String)>,
}

impl KnownFiles {
    /// Adds a file with one of its hashes.
    pub(super) fn add(&mut self, file: String, sha256: String) {
        self.filed.entry(file).or_default().insert(sha256);
    }

    /// Adds all files that a record names.
    pub(super) fn add_record(&mut self, record: &Record) {
        for output in &record.outputs {
            self.add(output.file.clone(), output.sha256.clone());
        }
        for file in &record.left {
            self.left.insert((file.file.clone(), file.sha256.clone()));
            self.add(file.file.clone(), file.sha256.clone());
        }
    }

    /// Yields every file with each of its hashes.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.filed
            .iter()
            .flat_map(|(file, sums)| sums.iter().map(|sum| (file.as_str(), sum.as_str())))
    }

    /// Returns the files in one folder.
    pub(super) fn within(&self, folder: &str) -> Self {
        let is_in =
            |file: &str| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let filed = self.filed.iter().filter(|(file, _)| is_in(file));
        let filed = filed.map(|(file, sums)| (file.clone(), sums.clone())).collect();
        Self { filed, left: BTreeSet::new() }
    }

    /// Returns all files as outputs, for the record of a run that has only begun.
    pub(super) fn filed(&self) -> Vec<FiledPaper> {
        let paper = |(file, sha256): (&str, &str)| FiledPaper {
            file: file.to_owned(),
            sha256: sha256.to_owned(),
            pages: None,
            to_sign: None,
            key: None,
        };
        self.all().map(paper).collect()
    }

    /// Returns one file with each of its hashes.
    pub(super) fn of(&self, file: &str) -> Vec<HashedFile> {
        self.filed.get(file).into_iter().flatten().map(|sum| hashed(file, sum)).collect()
    }

    /// Returns the files that the last record already listed as left over.
    pub(super) fn left(&self) -> Vec<HashedFile> {
        self.left.iter().map(|(file, sha256)| hashed(file, sha256)).collect()
    }
}

fn hashed(file: &str, sha256: &str) -> HashedFile {
    HashedFile { file: file.to_owned(), sha256: sha256.to_owned(), from_office: None }
}

/// Removes the files of earlier runs that are not issued now. Returns the files that stay, for the
/// record, and findings about them.
///
/// `failed` are files that could not be written, so that their old form stays. With `unknown` it is
/// not known which files are ours; then every paper that is not issued is named.
pub(super) fn clear(
    root: &Path,
    ours: &KnownFiles,
    issued: &BTreeSet<&str>,
    failed: &[String],
    unknown: bool,
) -> (Vec<HashedFile>, Findings) {
    let (mut left, mut findings) = (Vec::new(), Findings::default());
    for (file, sums) in &ours.filed {
        if issued.contains(file.as_str()) || [RECORD, JOURNAL, SIGNATURES].contains(&file.as_str())
        {
            continue;
        }
        let stays = if failed.contains(file) {
            // A finding already says that it could not be written.
            true
        } else {
            let told = match store::remove_if_unchanged(root, file, sums) {
                Removal::Gone => None,
                Removal::Changed => Some(kept(file, sums)),
                Removal::Stuck(error) => Some(stuck(file, &error)),
            };
            findings.extend(told.clone());
            told.is_some()
        };
        if stays {
            left.extend(sums.iter().map(|sum| hashed(file, sum)));
        }
    }
    if unknown {
        for file in
            strangers(root).into_iter().filter(|file| !issued.contains(file.as_str())).take(MOST)
        {
            if !ours.filed.contains_key(&file) {
                findings.push(stranger(&file));
                left.push(HashedFile::unknown(file));
            }
        }
    }
    (left, findings)
}

/// Returns the files that could be papers of an earlier run, by their folders and extensions.
pub(super) fn strangers(root: &Path) -> Vec<String> {
    let mut found = BTreeSet::new();
    for entry in WalkDir::new(root).follow_links(false).max_depth(4).into_iter().flatten() {
        let Some(name) = entry.path().strip_prefix(root).ok().and_then(Path::to_str) else {
            continue;
        };
        let name = name.replace('\\', "/");
        let folder = name.split_once('/').map(|(folder, _)| folder);
        let ours =
            folder.is_none_or(|folder| FOLDERS.contains(&folder) || folders::ALL.contains(&folder));
        let paper = [".pdf", ".docx", ".xlsx", ".xlsm", ".json", ".html", ".xml"]
            .iter()
            .any(|ending| name.ends_with(ending));
        let known = [RECORD, SIGNATURES, REGISTER].contains(&name.as_str())
            || name.starts_with('.')
            || earlier::is_earlier(&name);
        if entry.file_type().is_file() && ours && paper && !known {
            found.insert(name);
        }
    }
    found.into_iter().collect()
}

/// Reports that the record cannot be read.
pub(super) fn damaged(why: &str) -> Finding {
    let message =
        "Sổ kết xuất của lần chạy trước bị hỏng nên không biết lần đó đã xuất những tệp nào.";
    Finding::new(Code::RecordDamaged, Place::file(RECORD), message)
        .remedy(
            "Xem những tệp được nêu tên dưới đây; tệp nào không còn dùng thì xóa. Sổ mới được ghi \
             khi chạy xong.",
        )
        .technical(why)
}

fn kept(file: &str, sums: &BTreeSet<String>) -> Finding {
    if sums.iter().all(String::is_empty) {
        return stranger(file);
    }
    let message = "Tệp này của lần chạy trước không còn thuộc đợt nữa, nhưng đã ký hoặc đã bị sửa \
                   sau khi xuất nên được giữ lại.";
    Finding::new(Code::FileOfEarlierRun, Place::file(file), message).remedy(
        "Chuyển tệp sang nơi lưu trữ, hoặc xóa nếu không cần, để không nhầm với văn bản của lần \
         chạy này.",
    )
}

fn stuck(file: &str, error: &io::Error) -> Finding {
    let message = "Tệp này của lần chạy trước không còn thuộc đợt nữa, nhưng không xóa được.";
    Finding::new(Code::FileNotRemoved, Place::file(file), message)
        .remedy(format!("Đóng tệp “{file}” nếu đang mở, rồi chạy lại."))
        .technical(error)
}

fn stranger(file: &str) -> Finding {
    let message =
        "Tệp này không do lần chạy này xuất, và không rõ của lần nào vì sổ kết xuất đã hỏng.";
    Finding::new(Code::FileOfEarlierRun, Place::file(file), message)
        .remedy("Kiểm tra tệp; chuyển sang nơi lưu trữ hoặc xóa nếu không cần.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::sha256;

    fn ours(files: &[(&str, &[u8])]) -> KnownFiles {
        let mut ours = KnownFiles::default();
        for (file, bytes) in files {
            ours.add((*file).to_owned(), sha256(bytes));
        }
        ours
    }

    #[test]
    fn what_is_not_issued_goes_and_what_was_changed_is_named_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (name, bytes) in
            [("ke-hoach.pdf", b"1"), ("quyet-dinh.pdf", b"2"), ("bien-ban.pdf", b"3")]
        {
            fs_err::write(root.join(name), bytes).unwrap();
        }
        let known =
            ours(&[("ke-hoach.pdf", b"1"), ("quyet-dinh.pdf", b"2"), ("bien-ban.pdf", b"0")]);
        let (left, findings) = clear(root, &known, &BTreeSet::from(["ke-hoach.pdf"]), &[], false);
        assert!(root.join("ke-hoach.pdf").exists() && !root.join("quyet-dinh.pdf").exists());
        assert_eq!(left, [hashed("bien-ban.pdf", &sha256(b"0"))]);
        assert_eq!(
            findings.iter().map(|told| told.code).collect::<Vec<_>>(),
            [Code::FileOfEarlierRun]
        );

        let mut next = KnownFiles::default();
        next.add_record(&Record { left, ..Record::default() });
        assert_eq!(
            clear(root, &next, &BTreeSet::from(["ke-hoach.pdf"]), &[], false).1.iter().count(),
            1
        );
        fs_err::remove_file(root.join("bien-ban.pdf")).unwrap();
        assert!(clear(root, &next, &BTreeSet::from(["ke-hoach.pdf"]), &[], false).1.is_empty());
    }

    #[test]
    fn what_could_not_be_taken_away_is_an_error_with_what_to_close() {
        let told = stuck("giay-moi/01.pdf", &io::Error::from(io::ErrorKind::PermissionDenied));
        assert_eq!(told.code, Code::FileNotRemoved);
        assert!(
            told.remedy.unwrap().contains("Đóng tệp “giay-moi/01.pdf” nếu đang mở, rồi chạy lại.")
        );
        assert!(told.found.is_none() && told.technical.is_some());
    }

    #[test]
    fn a_paper_that_could_not_be_replaced_stays() {
        let folder = tempfile::tempdir().unwrap();
        fs_err::write(folder.path().join("quyet-dinh.pdf"), b"2").unwrap();
        let known = ours(&[("quyet-dinh.pdf", b"2")]);
        let (left, findings) =
            clear(folder.path(), &known, &BTreeSet::new(), &["quyet-dinh.pdf".to_owned()], false);
        assert!(folder.path().join("quyet-dinh.pdf").exists() && findings.is_empty());
        assert_eq!(left.len(), 1);
    }

    #[test]
    fn where_the_record_is_damaged_every_paper_that_may_be_old_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in [
            "02-giay-moi/01.pdf",
            "da-ky/01.pdf",
            "ke-hoach.pdf",
            "ghi-chu.txt",
            RECORD,
            SIGNATURES,
        ] {
            store::store(&root.join(name), b"1").unwrap();
        }
        let (left, findings) =
            clear(root, &KnownFiles::default(), &BTreeSet::from(["ke-hoach.pdf"]), &[], true);
        assert_eq!(left, [hashed("02-giay-moi/01.pdf", "")]);
        assert_eq!(findings.iter().next().unwrap().place.file, "02-giay-moi/01.pdf");
        // The next run knows nothing more of it, and leaves it.
        let mut next = KnownFiles::default();
        next.add_record(&Record { left, ..Record::default() });
        assert_eq!(clear(root, &next, &BTreeSet::new(), &[], false).1.iter().count(), 1);
        assert!(root.join("02-giay-moi/01.pdf").exists());
    }
}
