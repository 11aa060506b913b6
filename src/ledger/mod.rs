//! The filing: writes whole files or none, never over a signed paper, and keeps the run record.
//!
//! The ledger knows files and their hashes. It does not know how a paper came about.

mod papers;
mod record;
mod results;
mod signatures;
mod store;
mod to_sign;

use std::io;
use std::path::{Path, PathBuf};

pub use self::papers::Filed;
pub use self::record::{AcceptedFinding, FiledPaper, HashedFile, Record};
pub use self::results::Results;
pub use self::signatures::{ANNEXES, BookFault, SIGNATURES, SignatureBook, SignedPaper};
pub use self::store::{Stored, store, store_new};
pub use self::to_sign::{Signatory, ToSign};
use crate::fingerprint::sha256;

/// Name of the run record in the outputs folder.
pub const RECORD: &str = "so-ket-xuat.json";

/// Name of the results in the outputs folder.
pub const RESULTS: &str = "ket-qua.json";

/// The outputs folder of a run.
#[derive(Debug)]
pub struct Ledger {
    outputs: PathBuf,
    /// What the last run filed.
    previous: Option<Record>,
}

impl Ledger {
    /// Opens the outputs folder, making it when it is not there.
    ///
    /// # Errors
    ///
    /// When the folder can be neither made nor read.
    pub fn open(outputs: &Path) -> io::Result<Self> {
        fs_err::create_dir_all(outputs)?;
        let previous = match fs_err::read(outputs.join(RECORD)) {
            // A record that cannot be read is as good as none: it is made anew at the end of the run.
            Ok(bytes) => serde_json::from_slice(&bytes).ok(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        Ok(Self { outputs: outputs.to_owned(), previous })
    }

    /// The record of the last run, if there is one that can be read.
    #[must_use]
    pub fn record(&self) -> Option<&Record> {
        self.previous.as_ref()
    }

    /// Files what is no paper: results, reports. It replaces what stood there.
    ///
    /// # Errors
    ///
    /// When it cannot be written; what stood there before is then still there.
    pub fn file_data(&self, name: &str, bytes: &[u8]) -> io::Result<FiledPaper> {
        self.file(name, bytes)?;
        Ok(FiledPaper { file: name.to_owned(), sha256: sha256(bytes), pages: None, to_sign: None })
    }

    /// Files one paper or JSON file below the outputs folder.
    ///
    /// # Errors
    ///
    /// When it cannot be written; what stood there before is then still there.
    pub fn file(&self, name: &str, bytes: &[u8]) -> io::Result<Stored> {
        store::store(&self.outputs.join(name), bytes)
    }

    /// Closes the run: takes away papers of the last run that this one no longer issues, and writes the record.
    ///
    /// Only a file that is still, byte for byte, what the last run filed is taken away.
    ///
    /// # Errors
    ///
    /// When the record cannot be written.
    pub fn close(self, record: &Record) -> io::Result<()> {
        for paper in self.previous.iter().flat_map(|previous| &previous.outputs) {
            let gone = record.outputs.iter().all(|output| output.file != paper.file);
            if gone && record::is_below(&paper.file) {
                store::remove_if_unchanged(&self.outputs.join(&paper.file), &paper.sha256)?;
            }
        }
        let mut text = serde_json::to_vec_pretty(record)?;
        text.push(b'\n');
        self.file(RECORD, &text).map(|_| ())
    }
}
