//! Writes an archive: the same files give the same bytes.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::gather::{Gathered, LARGEST};
use super::manifest::MANIFEST;
use crate::careful;
use crate::fingerprint::{sha256, sha256_of};
use crate::ledger;

/// Name of the list of contents in an archive.
pub(super) const CONTENTS: &str = "muc-luc.xlsx";

/// How many archives of one round are possible.
const MOST: usize = 1000;

/// An archive that stands in the outputs folder.
pub(super) struct Packed {
    /// Its path below the outputs folder.
    pub(super) file: String,
    /// Whether it was written now.
    pub(super) new: bool,
    /// Its SHA-256.
    pub(super) sha256: String,
}

/// Packs the files into `name.zip` below the outputs folder, or `name-lan-2.zip` and so on where
/// another archive stands there.
pub(super) fn pack(
    outputs: &Path,
    name: &str,
    gathered: &Gathered,
    contents: &[u8],
) -> io::Result<Packed> {
    let first = outputs.join(format!("{name}.zip"));
    let mut written = ledger::NewFile::beside(&first)?;
    write(written.file(), gathered, contents)?;
    let sum = written.sha256()?;
    for number in 1..MOST {
        let file = match number {
            1 => format!("{name}.zip"),
            number => format!("{name}-lan-{number}.zip"),
        };
        let path = outputs.join(&file);
        match careful::open(&path, u64::MAX).and_then(|(mut file, _)| sha256_of(&mut file)) {
            Ok(standing) if standing == sum => return Ok(Packed { file, new: false, sha256: sum }),
            Ok(_) => continue,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        written.keep_as(&path)?;
        return Ok(Packed { file, new: true, sha256: sum });
    }
    Err(io::Error::other(format!("{name}: too many archives")))
}

fn write(out: &mut File, gathered: &Gathered, contents: &[u8]) -> io::Result<()> {
    let mut zip = ZipWriter::new(out);
    entry(&mut zip, CONTENTS, contents)?;
    let mut manifest = serde_json::to_vec_pretty(&gathered.manifest)?;
    manifest.push(b'\n');
    entry(&mut zip, MANIFEST, &manifest)?;
    for (file, place) in gathered.manifest.files.iter().zip(&gathered.places) {
        let bytes = careful::read_file(place, LARGEST)?;
        if sha256(&bytes) != file.sha256 {
            return Err(io::Error::other(format!("{} changed meanwhile", file.path)));
        }
        entry(&mut zip, &file.path, &bytes)?;
    }
    zip.finish()?.flush()
}

fn entry(zip: &mut ZipWriter<&mut File>, name: &str, bytes: &[u8]) -> io::Result<()> {
    let packed = [".pdf", ".xlsx", ".xlsm", ".xlsb", ".ods", ".zip", ".png", ".jpg"];
    let lower = name.to_lowercase();
    let method = if packed.iter().any(|ending| lower.ends_with(ending)) {
        CompressionMethod::Stored
    } else {
        CompressionMethod::Deflated
    };
    // The time of the run is not written: the same files give the same archive.
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .system(zip::System::Unix)
        .unix_permissions(0o644)
        .large_file(bytes.len() as u64 >= u64::from(u32::MAX));
    zip.start_file(name, options)?;
    zip.write_all(bytes)
}
