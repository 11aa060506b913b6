//! Finds the files that go into an archive, and makes sure that they belong together: a whole run,
//! of these inputs, by this program.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::manifest::{ArchivedFile, FileRole, Manifest};
use super::{Unready, templates};
use crate::careful;
use crate::fingerprint::sha256;
use crate::intake;
use crate::job::{Job, RunFault};
use crate::ledger::folders::OF_SIGNED;
use crate::ledger::{FiledPaper, HashedFile, Ledger, RECORD, Record, SIGNATURES};
use crate::preview::FOLDER;

/// Largest file of an archive, in bytes.
pub(super) const LARGEST: u64 = 2 << 30;

/// The files of an archive.
pub(super) struct Gathered {
    /// What the archive holds.
    pub(super) manifest: Manifest,
    /// Where each file of the manifest stands, in the same order.
    pub(super) places: Vec<PathBuf>,
    /// Private keys that are left out.
    pub(super) keys: Vec<String>,
}

/// Gathers the files of the last run; or says why they do not belong together.
pub(super) fn gather(job: &Job, ledger: &Ledger) -> Result<Result<Gathered, Unready>, RunFault> {
    let Some(record) = ledger.record() else { return Ok(Err(Unready::NoRun)) };
    if !record.is_of_this_program() {
        return Ok(Err(Unready::OtherProgram(record.program.clone())));
    }
    let intake = intake::open_folder(&job.inputs, &job.reader)?;
    let previous = HashedFile::previous(&job.previous)?;
    let changed = record.changed(&intake.files, &templates(job)?, &previous)?;
    if !changed.is_empty() {
        return Ok(Err(Unready::Changed(changed)));
    }
    let mut desk = GatherDesk::default();
    for file in &intake.files {
        desk.input(&job.inputs, &file.path)?;
    }
    for (name, path) in files_below(&job.templates)? {
        desk.add(FileRole::Template, &name, path)?;
    }
    for (number, path) in (1..).zip(&job.previous) {
        let path = careful::real(path)?;
        desk.add(FileRole::Previous, &format!("{number}-ket-qua.json"), path)?;
    }
    let gone = desk.outputs(job, record)?;
    if !gone.is_empty() {
        return Ok(Err(Unready::Gone(gone)));
    }
    desk.signed(job, record)?;
    desk.add(FileRole::Record, RECORD, job.outputs.join(RECORD))?;
    let manifest = Manifest { format: 1, program: record.program.clone(), files: desk.files };
    Ok(Ok(Gathered { manifest, places: desk.places, keys: desk.keys }))
}

/// Returns the regular files below a folder with their names, in order; none where there is no such
/// folder.
fn files_below(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
        let entry = entry?;
        let name = entry.path().strip_prefix(folder).ok().and_then(Path::to_str);
        let name = name.map(|name| name.replace('\\', "/")).filter(|_| entry.file_type().is_file());
        files.extend(name.map(|name| (name, entry.path().to_owned())));
    }
    Ok(files)
}

/// Collects files one by one.
#[derive(Default)]
struct GatherDesk {
    files: Vec<ArchivedFile>,
    places: Vec<PathBuf>,
    keys: Vec<String>,
}

impl GatherDesk {
    fn add(&mut self, role: FileRole, name: &str, place: PathBuf) -> io::Result<()> {
        let bytes = careful::read_file(&place, LARGEST)?;
        self.take(role, name, place, &bytes);
        Ok(())
    }

    fn take(&mut self, role: FileRole, name: &str, place: PathBuf, bytes: &[u8]) {
        self.files.push(ArchivedFile {
            path: format!("{}/{name}", role.folder()),
            size: bytes.len() as u64,
            sha256: sha256(bytes),
            role,
            pages: None,
            paper: None,
        });
        self.places.push(place);
    }

    /// Adds a file of the inputs, unless it holds a private key.
    fn input(&mut self, inputs: &Path, name: &str) -> io::Result<()> {
        let place = inputs.join(name);
        let bytes = careful::read_file(&place, LARGEST)?;
        if holds_key(name, &bytes) {
            self.keys.push(name.to_owned());
        } else {
            self.take(FileRole::Input, name, place, &bytes);
        }
        Ok(())
    }

    /// Adds the files that the run issued, in the order of their dates, and the earlier issues of
    /// papers that are kept beside them. Pictures of a preview are no papers. Returns those that are gone,
    /// or not as the run left them.
    fn outputs(&mut self, job: &Job, record: &Record) -> io::Result<Vec<String>> {
        let is_picture = |output: &&FiledPaper| {
            output.file.strip_prefix(FOLDER).is_some_and(|rest| rest.starts_with('/'))
        };
        let mut outputs: Vec<&FiledPaper> =
            record.outputs.iter().filter(|output| !is_picture(output)).collect();
        outputs.sort_by_key(|output| (date(output).is_none(), date(output), &output.file));
        let mut gone = Vec::new();
        for output in outputs {
            let place = job.outputs.join(&output.file);
            match careful::read_file(&place, LARGEST) {
                Ok(bytes) if sha256(&bytes) == output.sha256 => {
                    self.take(FileRole::Output, &output.file, place, &bytes);
                    if let Some(file) = self.files.last_mut() {
                        file.pages = output.pages;
                        file.paper.clone_from(&output.to_sign);
                    }
                }
                Ok(_) => gone.push(output.file.clone()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    gone.push(output.file.clone());
                }
                Err(error) => return Err(error),
            }
        }
        for kept in &record.earlier {
            let place = job.outputs.join(&kept.file);
            match careful::read_file(&place, LARGEST) {
                Ok(bytes) if sha256(&bytes) == kept.sha256 => {
                    self.take(FileRole::Output, &kept.file, place, &bytes);
                }
                // People may take an earlier issue away, or change it; it is theirs then.
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(gone)
    }

    /// Adds the signed papers and their book. Rehearsals do not go into an archive.
    fn signed(&mut self, job: &Job, record: &Record) -> io::Result<()> {
        let known: BTreeSet<&str> =
            record.outputs.iter().map(|output| output.file.as_str()).collect();
        for folder in OF_SIGNED {
            for (name, place) in files_below(&job.outputs.join(folder))? {
                let name = format!("{folder}/{name}");
                if !known.contains(name.as_str()) {
                    self.add(FileRole::Signed, &name, place)?;
                }
            }
        }
        let book = job.outputs.join(SIGNATURES);
        if book.is_file() { self.add(FileRole::Signed, SIGNATURES, book) } else { Ok(()) }
    }
}

/// Returns the date of a paper.
fn date(output: &FiledPaper) -> Option<&String> {
    output.to_sign.as_ref()?.date.as_ref()
}

/// Largest file that is searched for a private key, in bytes; key files have a few thousand.
const KEY_BYTES: usize = 1 << 20;

/// Tells whether a file holds a private key: by its name, by the words of a PEM file, or by the first
/// bytes of a PKCS #12 file, whatever it is called.
fn holds_key(name: &str, bytes: &[u8]) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    if ["p12", "pfx", "key", "jks"].contains(&ending.as_str()) {
        return true;
    }
    let marked = || bytes.windows(11).any(|words| words == b"PRIVATE KEY");
    bytes.len() <= KEY_BYTES && (is_pkcs12(bytes) || marked())
}

/// Tells whether a file begins as PKCS #12 does: a sequence whose first part is the version 3.
fn is_pkcs12(bytes: &[u8]) -> bool {
    let length = match bytes {
        [0x30, length, ..] if *length > 0x80 => usize::from(length & 0x7f),
        [0x30, ..] => 0,
        _ => return false,
    };
    bytes.get(2 + length..).is_some_and(|rest| rest.starts_with(&[0x02, 0x01, 0x03]))
}

#[cfg(test)]
mod tests {
    use super::holds_key;

    #[test]
    fn private_keys_are_known_by_name_and_text() {
        assert!(holds_key("ky-so/lanh-dao.P12", b""));
        assert!(holds_key("khoa.pfx", b""));
        assert!(holds_key("ky-so/a.pem", b"-----BEGIN PRIVATE KEY-----"));
        assert!(holds_key("ghi-chu.txt", b"-----BEGIN ENCRYPTED PRIVATE KEY-----"));
        assert!(holds_key("khoa-cu", &[0x30, 0x82, 0x0a, 0x10, 0x02, 0x01, 0x03, 0x30]));
        assert!(holds_key("khoa-cu", &[0x30, 0x80, 0x02, 0x01, 0x03, 0x30]));
        assert!(!holds_key("ky-so/goc.pem", b"-----BEGIN CERTIFICATE-----"));
        assert!(!holds_key("ho-so/sin-ho.xlsx", b"PK"));
    }
}
