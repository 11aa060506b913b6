//! A zip container, opened only if it keeps to the limits. Workbooks are such containers, and so are archives of workbooks.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::limits::{Allowance, CONTAINER_PARTS, FILE_BYTES};
use super::refusal::Refusal;

/// A zip container in memory whose directory has been checked: not too many parts, none twice, none encrypted.
pub(super) struct Container<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
}

impl<'b> Container<'b> {
    /// Reads and checks the directory; unpacks nothing.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(refusal)?;
        if zip.len() > CONTAINER_PARTS {
            return Err(Refusal::too_large("Tệp nén chứa quá nhiều tệp"));
        }
        if zip.has_duplicate_names() {
            return Err(Refusal::damaged("two parts of the zip container have the same name"));
        }
        for index in 0..zip.len() {
            if zip.by_index_data(index).map_err(refusal)?.encrypted() {
                return Err(Refusal::locked());
            }
        }
        Ok(Self { zip })
    }

    /// The names of all parts that are files, decoded as well as they can be; the position is that of the directory.
    pub(super) fn names(&self) -> Vec<(usize, String)> {
        let names = self.zip.file_names_raw().map(|name| String::from_utf8_lossy(name).replace('\\', "/"));
        names.enumerate().filter(|(_, name)| !name.ends_with('/')).collect()
    }

    /// Whether a part of exactly this name is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Unpacks one part, as large as a file may be at most.
    pub(super) fn part(&mut self, index: usize, allowance: &mut Allowance) -> Result<Vec<u8>, Refusal> {
        let part = self.zip.by_index(index).map_err(refusal)?;
        let packed = part.compressed_size();
        let mut bytes = Vec::new();
        allowance.unpack(part.take(FILE_BYTES + 1), packed, &mut bytes)?;
        if bytes.len() as u64 > FILE_BYTES { Err(Refusal::too_large("Tệp quá lớn")) } else { Ok(bytes) }
    }

    /// The text of a small part such as a list of content types; empty when there is none.
    pub(super) fn text(&mut self, name: &str, allowance: &mut Allowance) -> Result<String, Refusal> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(String::new()) };
        let bytes = self.part(index, allowance)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// A part as a stream. Only after [`Self::weigh`].
    pub(super) fn stream(&mut self, name: &str) -> Result<ZipFile<'_, Cursor<&'b [u8]>>, Refusal> {
        self.zip.by_name(name).map_err(refusal)
    }

    /// Unpacks every part into nothing and counts what comes out, so that a reader that knows no limits may follow.
    pub(super) fn weigh(&mut self, allowance: &mut Allowance) -> Result<(), Refusal> {
        (0..self.zip.len()).try_for_each(|index| {
            let part = self.zip.by_index(index).map_err(refusal)?;
            let packed = part.compressed_size();
            allowance.unpack(part, packed, &mut io::sink())
        })
    }
}

/// What an error of the zip reader means to a clerk.
fn refusal(error: ZipError) -> Refusal {
    match error {
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::locked(),
        error => Refusal::damaged(error),
    }
}
