//! Recognises files that this program wrote itself, whatever they are called by now.
//!
//! Ground floor: the ledger writes these files, and the desks that read the inputs recognise them.
//! A workbook that was returned to a district for correction bears no mark: it is the district's
//! own.

use std::io::Read;
use std::path::Path;

use crate::careful;

/// Name of the run record in the outputs folder.
pub const RECORD: &str = "so-ket-xuat.json";

/// Name of the custom property that marks a workbook as written by this program.
pub const PROPERTY: &str = "ocop-tep-xuat";

/// Name of the custom property, and key of the hidden sheet, that hold the code of a form of this
/// program.
pub const FORM: &str = "ocop.ma";

/// Beginning of the key of the hidden row that names the columns of a table in a form.
pub const FORM_COLUMNS: &str = "cot|";

/// The key in the first row of a sheet that explains a form.
pub const FORM_GUIDE: &str = "huong-dan";

/// Largest size of a run record, in bytes.
pub const RECORD_BYTES: u64 = 64 << 20;

/// Bytes at the beginning of a run record that suffice for [`is_record`].
const HEAD_BYTES: u64 = 256;

/// Beginning and end of the names of files that are still being written.
pub const TEMPORARY: (&str, &str) = (".ocop-", ".tmp");

/// Tells whether these are the first bytes of a run record of this program.
#[must_use]
pub fn is_record(head: &[u8]) -> bool {
    let squeezed: Vec<u8> =
        head.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    squeezed.starts_with(b"{\"program\":\"ocop")
}

/// Tells whether this program writes its papers to the folder: whether a run record lies in it.
#[must_use]
pub fn is_outputs(folder: &Path) -> bool {
    let path = folder.join(RECORD);
    let Ok(found) = fs_err::symlink_metadata(&path) else { return false };
    let mut head = Vec::new();
    found.is_file()
        && careful::unfollowing()
            .read(true)
            .open(&path)
            .is_ok_and(|file| file.take(HEAD_BYTES).read_to_end(&mut head).is_ok())
        && is_record(&head)
}

/// Tells whether a file of this name was still being written when its run ended.
#[must_use]
pub fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1)
}

/// Makes the bytes of a zip container independent of the system: every entry says that it was made
/// under Unix.
///
/// The library writes the system that it runs on; nothing else in a container depends on it. Bytes
/// that are no zip container come back unchanged.
#[must_use]
pub fn of_any_system(mut zip: Vec<u8>) -> Vec<u8> {
    const END: &[u8] = b"PK\x05\x06";
    const ENTRY: &[u8] = b"PK\x01\x02";
    const UNIX: u8 = 3;
    let word = |bytes: &[u8], at: usize, size: usize| {
        bytes
            .get(at..at + size)
            .map(|word| word.iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte)))
    };
    let Some(end) = zip.windows(END.len()).rposition(|window| window == END) else { return zip };
    let (count, start) = (word(&zip, end + 10, 2), word(&zip, end + 16, 4));
    let (Some(count), Some(mut at)) = (count, start) else { return zip };
    for _ in 0..count {
        if zip.get(at..at + ENTRY.len()) != Some(ENTRY) {
            return zip;
        }
        let lengths = [28, 30, 32].map(|field| word(&zip, at + field, 2).unwrap_or_default());
        if let Some(system) = zip.get_mut(at + 5) {
            *system = UNIX;
        }
        at += 46 + lengths.iter().sum::<usize>();
    }
    zip
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn container(system: zip::System) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["một.xml", "hai.xml"] {
            zip.start_file(name, SimpleFileOptions::default().system(system)).unwrap();
            zip.write_all(name.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_container_is_the_same_whatever_system_it_was_made_on() {
        let (unix, dos) = (container(zip::System::Unix), container(zip::System::Dos));
        assert_ne!(unix, dos);
        let made = of_any_system(dos);
        assert_eq!(made, of_any_system(unix));
        assert_eq!(zip::ZipArchive::new(Cursor::new(made)).unwrap().len(), 2);
    }

    #[test]
    fn a_record_of_ours_is_known_by_its_beginning() {
        assert!(is_record(b"{\n  \"program\": \"ocop 0.1.0\",\n"));
        assert!(!is_record(b"{\n  \"program\": \"other\""));
        assert!(!is_record(b""));
    }

    #[test]
    fn an_outputs_folder_is_known_by_its_record() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_outputs(folder.path()));
        fs_err::write(folder.path().join(RECORD), b"{ \"program\": \"ocop 0.1.0\" }").unwrap();
        assert!(is_outputs(folder.path()));
    }
}
