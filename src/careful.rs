//! Reads files only after a check of what they are: no link, no pipe, no device, and not larger
//! than expected.
//!
//! Ground floor: any desk may use it. A folder of an office may hold anything, and a pipe called
//! `round.toml` would keep the program waiting for ever.

use std::fs::{File, FileType, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Largest size of a settings or wording file, in bytes.
pub const SETTINGS_BYTES: u64 = 16 << 20;
/// Largest size of a font, a picture or a certificate, in bytes.
pub const TEMPLATE_BYTES: u64 = 64 << 20;
/// Largest size of a paper, in bytes; the largest paper of a round has some megabytes.
pub const PAPER_BYTES: u64 = 256 << 20;
/// Largest file of certificates, of a revocation list, or of a key.
pub const CERTIFICATE_BYTES: u64 = 64 << 20;

/// The reason why something that exists is not read as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnsuitableFile {
    /// A symbolic link.
    #[error("a link, which is not followed")]
    Link,
    /// A folder.
    #[error("a folder, not a file")]
    Folder,
    /// A pipe, a socket or a device.
    #[error("a pipe or a device, not a file")]
    Special,
    /// A file of more bytes than its kind can have.
    #[error("a file of absurd size")]
    Huge,
}

impl UnsuitableFile {
    /// Returns the Vietnamese name of what stands there.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Link => "liên kết đến nơi khác",
            Self::Folder => "thư mục",
            Self::Special => "ống dẫn hoặc thiết bị",
            Self::Huge => "tệp lớn bất thường",
        }
    }

    /// Returns the reason inside an I/O error; `None` when the error has another cause.
    #[must_use]
    pub fn of(error: &io::Error) -> Option<Self> {
        error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()).copied()
    }

    /// Returns the reason for a file type; `None` for a regular file.
    #[must_use]
    pub fn of_type(kind: FileType) -> Option<Self> {
        if kind.is_file() {
            None
        } else if kind.is_symlink() {
            Some(Self::Link)
        } else if kind.is_dir() {
            Some(Self::Folder)
        } else {
            Some(Self::Special)
        }
    }
}

impl From<UnsuitableFile> for io::Error {
    fn from(strange: UnsuitableFile) -> Self {
        Self::new(io::ErrorKind::InvalidInput, strange)
    }
}

/// Reads the bytes of a regular file of at most `most` bytes. Links are not followed.
///
/// # Errors
///
/// When the file cannot be read. [`UnsuitableFile`] stands inside the error when there is something
/// other than such a file.
pub fn read_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (file, found) = open(path, most)?;
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or_default());
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(UnsuitableFile::Huge.into()) } else { Ok(bytes) }
}

/// Reads a file like [`read_file`] but follows links, for files that were named on the command
/// line.
///
/// # Errors
///
/// As [`read_file`].
pub fn read_named_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    read_file(&real(path)?, most)
}

/// Reads the text of a settings file, without a byte order mark.
///
/// # Errors
///
/// As [`read_file`]; [`io::ErrorKind::InvalidData`] when it is not UTF-8.
pub fn read_text_file(path: &Path) -> io::Result<String> {
    let bytes = read_file(path, SETTINGS_BYTES)?;
    text(&bytes)
        .map(ToOwned::to_owned)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Decodes UTF-8, without the byte order mark that some editors put before the text.
///
/// # Errors
///
/// When the bytes are not UTF-8.
pub fn text(bytes: &[u8]) -> Result<&str, std::str::Utf8Error> {
    let text = std::str::from_utf8(bytes)?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// Opens a regular file of at most `most` bytes; returns it with its metadata. Links are not
/// followed.
///
/// # Errors
///
/// As [`read_file`].
pub fn open(path: &Path, most: u64) -> io::Result<(File, Metadata)> {
    let sound = |found: Metadata| match UnsuitableFile::of_type(found.file_type()) {
        Some(strange) => Err(io::Error::from(strange)),
        None if found.len() > most => Err(UnsuitableFile::Huge.into()),
        None => Ok(found),
    };
    sound(fs_err::symlink_metadata(path)?)?;
    let opened = unfollowing().read(true).open(path);
    let file = opened.map_err(|error| of_path(path, in_use_or(error, path)))?;
    // Something else may have taken its place in between.
    let found = sound(file.metadata()?)?;
    Ok((file, found))
}

/// Returns options that open no link, and that do not wait at a pipe.
#[cfg(unix)]
#[must_use]
pub fn unfollowing() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;

    use rustix::fs::OFlags;

    let mut options = OpenOptions::new();
    options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    options
}

/// Returns plain options: other systems have no pipes in folders, and links were checked for
/// before.
#[cfg(not(unix))]
#[must_use]
pub fn unfollowing() -> OpenOptions {
    OpenOptions::new()
}

/// Returns options like [`unfollowing`] that mark a file which they create as hidden, where a dot at
/// the beginning of its name does not hide it.
#[must_use]
pub fn hidden() -> OpenOptions {
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;

        /// `FILE_ATTRIBUTE_HIDDEN`.
        const HIDDEN: u32 = 2;
        let mut options = unfollowing();
        options.attributes(HIDDEN);
        options
    }
    #[cfg(not(windows))]
    unfollowing()
}

/// Returns the real path of something that exists: whole, with links followed.
///
/// Some drives of Windows (in memory, encrypted, of a server) do not tell real paths, nor does wine
/// of more than 260 letters; there the whole path is returned, with links as they are.
///
/// # Errors
///
/// When nothing stands there, or it cannot be looked at.
pub fn real(path: &Path) -> io::Result<PathBuf> {
    match fs_err::canonicalize(path) {
        Err(error) if cfg!(windows) && error.kind() != io::ErrorKind::NotFound => {
            fs_err::metadata(path)?;
            Ok(verbatim(&std::path::absolute(path)?))
        }
        told => told,
    }
}

/// Writes a whole path of Windows so that it is taken as it is, whatever its length.
fn verbatim(path: &Path) -> PathBuf {
    let Some(text) = path.to_str() else { return path.to_owned() };
    match text.strip_prefix(r"\\") {
        Some(rest) if rest.starts_with(['?', '.']) => path.to_owned(),
        Some(server) => PathBuf::from(format!(r"\\?\UNC\{server}")),
        None => PathBuf::from(format!(r"\\?\{text}")),
    }
}

/// Returns the path as other libraries can use it whatever its length: under Windows, paths of more
/// than 260 letters are understood only in full. The folder of the path must exist.
#[must_use]
pub fn in_full(path: &Path) -> PathBuf {
    let full = |path: &Path| {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = real(parent.unwrap_or(Path::new("."))).ok()?;
        Some(folder.join(path.file_name()?))
    };
    let full = if cfg!(windows) { full(path) } else { None };
    full.unwrap_or_else(|| path.to_owned())
}

/// Marks an error over an existing file as that of a file which another program holds open, when the
/// system says so.
#[must_use]
pub fn in_use_or(error: io::Error, path: &Path) -> io::Error {
    if cfg!(windows) && error.raw_os_error().is_some_and(|code| held(code, path)) {
        io::Error::new(error.kind(), FileInUse(error.to_string()))
    } else {
        error
    }
}

/// Tells whether Windows refused to touch a file with this code because somebody has it open: it
/// calls that a violation of sharing, a locked region, or merely no access to a file that may be
/// written.
fn held(code: i32, path: &Path) -> bool {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    match code {
        SHARING_VIOLATION | LOCK_VIOLATION => true,
        ACCESS_DENIED => fs_err::symlink_metadata(path)
            .is_ok_and(|found| found.is_file() && !found.permissions().readonly()),
        _ => false,
    }
}

/// A file that cannot be replaced or removed because another program has it open. Holds what the
/// system said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("held open by another program: {0}")]
pub struct FileInUse(pub String);

impl FileInUse {
    /// Tells whether this is the reason inside an I/O error.
    #[must_use]
    pub fn is_in(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.downcast_ref::<Self>().is_some())
    }
}

/// Adds the path to an I/O error, but keeps its kind, and an [`UnsuitableFile`] or a [`FileInUse`]
/// inside it.
#[must_use]
pub fn of_path(path: &Path, error: io::Error) -> io::Error {
    if UnsuitableFile::of(&error).is_some() || FileInUse::is_in(&error) {
        error
    } else {
        io::Error::new(error.kind(), format!("{}: {error}", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_or_too_large_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("round.toml");
        assert_eq!(read_file(&path, 4).unwrap_err().kind(), io::ErrorKind::NotFound);
        fs_err::write(&path, b"12345").unwrap();
        assert_eq!(
            UnsuitableFile::of(&read_file(&path, 4).unwrap_err()),
            Some(UnsuitableFile::Huge)
        );
        assert_eq!(read_file(&path, 5).unwrap(), b"12345");
        assert_eq!(
            UnsuitableFile::of(&read_file(folder.path(), 5).unwrap_err()),
            Some(UnsuitableFile::Folder)
        );
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_a_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("round.toml");
        fs_err::write(&path, "\u{FEFF}[round]").unwrap();
        assert_eq!(read_text_file(&path).unwrap(), "[round]");
    }

    #[test]
    fn a_whole_path_of_windows_is_taken_as_it_is() {
        for (path, taken) in [
            (r"C:\ocop\a.pdf", r"\\?\C:\ocop\a.pdf"),
            (r"\\may-chu\chung\a.pdf", r"\\?\UNC\may-chu\chung\a.pdf"),
            (r"\\?\C:\ocop", r"\\?\C:\ocop"),
        ] {
            assert_eq!(verbatim(Path::new(path)), Path::new(taken), "{path}");
        }
    }

    #[test]
    fn a_file_that_is_open_elsewhere_is_known_by_what_windows_says() {
        let folder = tempfile::tempdir().unwrap();
        let (path, none) = (folder.path().join("a.pdf"), folder.path().join("b.pdf"));
        fs_err::write(&path, b"1").unwrap();
        for code in [32, 33] {
            assert!(held(code, &path) && held(code, &none), "{code}");
        }
        assert!(held(5, &path), "it may be written, so only another program can forbid it");
        assert!(!held(5, &none), "the folder may not be written");
        assert!(!held(2, &path));
        let in_use = || io::Error::new(io::ErrorKind::PermissionDenied, FileInUse("32".into()));
        assert!(FileInUse::is_in(&of_path(&path, in_use())), "a path does not hide the reason");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_a_pipe_are_not_read_and_nobody_waits() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link, pipe) =
            (folder.path().join("a"), folder.path().join("b"), folder.path().join("c"));
        fs_err::write(&file, b"1").unwrap();
        fs_err::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(
            UnsuitableFile::of(&read_file(&link, 5).unwrap_err()),
            Some(UnsuitableFile::Link)
        );
        assert_eq!(
            UnsuitableFile::of(&read_file(&pipe, 5).unwrap_err()),
            Some(UnsuitableFile::Special)
        );
        assert_eq!(read_named_file(&link, 5).unwrap(), b"1");
    }
}
