//! What is told of papers that are to be signed, and of what came of them.

use std::io::{self, Write};
use std::path::Path;

use crate::cli::Exit;
use crate::signature::Refusal;
use crate::signature::keys::Identity;
use crate::signature::sign::{Settings, Stamp};
use crate::signing::{Done, Obstacle, Sheet};

/// What will be signed, so that it can be compared before the secret is typed.
pub(super) fn show(sheets: &[Sheet], settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Sẽ ký {} văn bản, vai: {}.", sheets.len(), settings.role.title())?;
    for sheet in sheets {
        writeln!(out, "  {}\n    SHA-256 {}", sheet.path.display(), sheet.sha256)?;
        if let Some(official) = &sheet.signed_by {
            writeln!(out, "    đã có chữ ký của {official}")?;
        }
    }
    if let Some(expected) = &settings.expected {
        writeln!(out, "Chứng thư số phải dùng: {}", expected.written())?;
    }
    out.flush()
}

/// Whose certificate it is.
pub(super) fn holder(identity: &Identity, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "Chứng thư số: {}\n    nơi cấp {}\n    dấu vân tay {}",
        identity.subject, identity.issuer, identity.fingerprint
    )?;
    if identity.rehearsal {
        writeln!(out, "    CHỨNG THƯ THỬ: trang ký sẽ có chữ “BẢN THỬ”; văn bản không có giá trị.")?;
    }
    out.flush()
}

/// What a command does to papers, in words.
pub(in crate::cli) struct Work {
    /// What is said of a paper that is done, e.g. `Đã ký`.
    pub(in crate::cli) done: &'static str,
    /// What is said of one that is not, e.g. `Không ký`.
    pub(in crate::cli) undone: &'static str,
}

/// What came of the papers.
pub(in crate::cli) struct Tally {
    work: &'static Work,
    asked: usize,
    done: usize,
    waived: usize,
    faults: usize,
}

impl Tally {
    /// Nothing is done yet of so many papers.
    pub(in crate::cli) fn new(work: &'static Work, asked: usize) -> Self {
        Self { work, asked, done: 0, waived: 0, faults: 0 }
    }

    /// Tells what came of one paper, and whether the sitting ends here.
    pub(in crate::cli) fn note(
        &mut self,
        done: Result<Done, Obstacle>,
        path: &Path,
        outputs: &Path,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> io::Result<bool> {
        match done {
            Ok(done) => {
                self.done += 1;
                write!(out, "{}: {}", self.work.done, outputs.join(&done.file).display())?;
                match done.stamp {
                    Stamp::Stamped => write!(out, " (có dấu thời gian)")?,
                    Stamp::NotAsked => {}
                    Stamp::Waived(refusal) => {
                        self.waived += 1;
                        write!(out, " (KHÔNG có dấu thời gian: {})", refusal.sentence())?;
                    }
                }
                writeln!(out)?;
                Ok(false)
            }
            Err(obstacle) => {
                self.faults += usize::from(matches!(
                    obstacle,
                    Obstacle::Busy(_) | Obstacle::NotWritten(_) | Obstacle::NotNoted { .. }
                ));
                self.work.refused(Some(path), &obstacle, err)?;
                Ok(obstacle.ends_the_sitting())
            }
        }
    }

    pub(in crate::cli) fn conclude(self, out: &mut dyn Write) -> io::Result<Exit> {
        writeln!(out, "Xong {}/{} văn bản.", self.done, self.asked)?;
        Ok(match self {
            Self { faults: 1.., .. } => Exit::Fault,
            Self { done: 0, .. } => Exit::Nothing,
            Self { done, asked, .. } if done < asked => Exit::Refused,
            Self { waived: 1.., .. } => Exit::Warnings,
            _ => Exit::Clean,
        })
    }
}

impl Work {
    /// Tells what stands against it, and what to do.
    pub(in crate::cli) fn refused(
        &self,
        path: Option<&Path>,
        refusal: &dyn Refusal,
        err: &mut dyn Write,
    ) -> io::Result<Exit> {
        match path {
            Some(path) => write!(err, "{} {}: ", self.undone, path.display())?,
            None => write!(err, "{}: ", self.undone)?,
        }
        writeln!(err, "{}\n  Cách xử lý: {}", refusal.sentence(), refusal.remedy())?;
        Ok(Exit::Nothing)
    }
}

/// There was no secret to be had.
pub(in crate::cli) fn no_secret(error: &io::Error, err: &mut dyn Write) -> io::Result<Exit> {
    writeln!(
        err,
        "Không ký: không đọc được tệp khóa hoặc mật khẩu.\n  {error}\n  \
         Cách xử lý: kiểm tra tên tệp khóa; chạy lệnh trong cửa sổ lệnh để gõ được mật khẩu, hoặc dùng --secret-fd."
    )?;
    Ok(Exit::Nothing)
}

#[cfg(test)]
mod tests {
    use super::super::SIGN;
    use super::*;
    use crate::signature::keys::KeyError;

    #[test]
    fn a_refusal_of_a_key_is_told_with_its_remedy() {
        let mut told = Vec::new();
        SIGN.refused(Some(Path::new("a.pdf")), &KeyError::NoToken, &mut told).unwrap();
        let told = String::from_utf8(told).unwrap();
        assert!(told.starts_with("Không ký a.pdf: Không thấy thiết bị ký nào.\n  Cách xử lý: Cắm"), "{told}");
    }
}
