//! Prints which papers will be signed, and the result for each.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use pdf_signature::keys::Identity;
use pdf_signature::moment::VIETNAM;
use pdf_signature::sign::{Settings, Stamp};
use pdf_signature::{OfficeMessage as _, Role};
use time::{Date, Month, OffsetDateTime};

use super::now;
use crate::cli::Exit;
use crate::signing::{FiledSignature, Obstacle, RecordedPaper, SignablePaper};
use crate::verdict::opening;

/// A warning is printed when the date of a paper is more than this number of days from today.
const FAR: i64 = 30;
/// A warning is printed when a certificate expires within this number of days.
const SOON: i64 = 30;

/// Prints what will be signed, so that it can be compared before the secret is typed. `folders` are
/// the inputs and the outputs folder.
pub(super) fn show(
    signables: &[SignablePaper],
    settings: &Settings,
    folders: (&Path, &Path),
    now: OffsetDateTime,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "Sẽ ký {} văn bản, vai: {}.", signables.len(), settings.role.title())?;
    writeln!(out, "Đầu vào: {}; kết quả: {}", folders.0.display(), folders.1.display())?;
    for signable in signables {
        writeln!(out, "  {}\n    SHA-256 {}", signable.path.display(), signable.sha256)?;
        let RecordedPaper { number, title, date, official, blank, .. } = &signable.recorded;
        let recorded = Path::new(&signable.recorded.paper).file_name();
        if recorded.is_some() && signable.path.file_name() != recorded {
            writeln!(out, "    văn bản: {}", signable.recorded.paper)?;
        }
        if let Some(number) = number {
            let date = date
                .as_deref()
                .and_then(day)
                .map(|date| format!(", ngày {}", shown(date)))
                .unwrap_or_default();
            writeln!(out, "    số {number}{date}")?;
        }
        if *blank && signable.signed_by.is_none() {
            writeln!(out, "    số, ngày: còn để trống, văn thư cấp sau khi ký")?;
        }
        if let Some(title) = title {
            writeln!(out, "    {title}")?;
        }
        let signer = match signable.role {
            Role::CoSigner(_) => Some(&signable.signer),
            Role::Official | Role::Seal => official.as_ref(),
        };
        if let Some(signer) = signer {
            writeln!(out, "    người ký in trên văn bản: {signer}")?;
        }
        if let Some(official) = &signable.signed_by {
            writeln!(out, "    đã có chữ ký của {official}")?;
        }
        if let Some(warning) = date.as_deref().and_then(day).and_then(|date| far_from(date, now)) {
            writeln!(out, "    CHÚ Ý: {warning}")?;
        }
    }
    if let Some(expected) = &settings.expected {
        writeln!(out, "Chứng thư số phải dùng: {}", expected.written())?;
    }
    out.flush()
}

/// Returns a warning when the date of a paper is far from today.
fn far_from(date: Date, now: OffsetDateTime) -> Option<String> {
    let days = (now.to_offset(VIETNAM).date() - date).whole_days();
    let side = if days > 0 { "trước" } else { "sau" };
    (days.abs() > FAR).then(|| {
        format!(
            "văn bản ghi ngày {}, {side} hôm nay {} ngày; xem lại ngày trước khi ký.",
            shown(date),
            days.abs()
        )
    })
}

/// Parses a date of the record, `YYYY-MM-DD`.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year, month, parts.next()?.parse().ok()?).ok()
}

/// Writes a day as people do.
pub(super) fn shown(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year())
}

/// Tells of a day that has not come; `None` of any other one.
pub(super) fn not_yet(date: Date) -> Option<String> {
    let today = now().to_offset(VIETNAM).date();
    let (day, today) = (date > today).then(|| (shown(date), shown(today)))?;
    Some(format!("ngày {day} chưa tới, hôm nay mới là {today}"))
}

/// Prints the holder of a certificate, with warnings when it expires soon or is for rehearsals.
pub(super) fn holder(
    identity: &Identity,
    now: OffsetDateTime,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(
        out,
        "Chứng thư số: {}\n    nơi cấp {}\n    dấu vân tay {}",
        identity.subject, identity.issuer, identity.fingerprint
    )?;
    let left = (identity.not_after - now).whole_days();
    if (0..=SOON).contains(&left) {
        let end = shown(identity.not_after.to_offset(VIETNAM).date());
        writeln!(
            out,
            "    CHÚ Ý: chứng thư số hết hạn ngày {end}, còn {left} ngày; xin gia hạn trước ngày \
             đó."
        )?;
    }
    if identity.rehearsal {
        writeln!(
            out,
            "    CHỨNG THƯ THỬ: trang ký sẽ có chữ “BẢN THỬ”; văn bản không có giá trị."
        )?;
    }
    out.flush()
}

/// The words for what a command does with papers.
pub(in crate::cli) struct WorkWords {
    /// Words before a paper that is done, e.g. `Đã ký`.
    pub(in crate::cli) done: &'static str,
    /// Words before a paper that is not, e.g. `Không ký`.
    pub(in crate::cli) undone: &'static str,
}

/// Counts the results for all papers of a command.
pub(in crate::cli) struct PaperTally {
    work: &'static WorkWords,
    asked: usize,
    done: usize,
    waived: usize,
    faults: usize,
}

impl PaperTally {
    /// Begins the count for so many papers.
    pub(in crate::cli) fn new(work: &'static WorkWords, asked: usize) -> Self {
        Self { work, asked, done: 0, waived: 0, faults: 0 }
    }

    /// Tells whether any paper is done.
    pub(in crate::cli) fn is_any_done(&self) -> bool {
        self.done > 0
    }

    /// Prints the result for one paper. Returns whether no further paper may be tried.
    pub(in crate::cli) fn note(
        &mut self,
        done: Result<FiledSignature, Obstacle>,
        path: &Path,
        outputs: &Path,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> io::Result<bool> {
        match done {
            Ok(done) => {
                self.done += 1;
                write!(out, "{}: {}", self.work.done, place_of(outputs, &done.file).display())?;
                match done.stamp {
                    Stamp::Stamped => write!(out, " (có dấu thời gian)")?,
                    Stamp::NotAsked => {}
                    Stamp::Waived(refusal) => {
                        self.waived += 1;
                        write!(out, " (KHÔNG có dấu thời gian: {})", refusal.sentence())?;
                    }
                }
                writeln!(out)?;
                for warning in &done.warnings {
                    writeln!(out, "  CHÚ Ý: {warning}")?;
                }
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

    /// Notes a paper for which nothing needs to be done, with this line.
    pub(in crate::cli) fn settled(&mut self, line: &str, out: &mut dyn Write) -> io::Result<()> {
        self.done += 1;
        writeln!(out, "{line}")
    }

    /// Prints the sum and returns the exit code.
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

impl WorkWords {
    /// Prints why a paper, or the whole command, was refused and what to do.
    pub(in crate::cli) fn refused(
        &self,
        path: Option<&Path>,
        obstacle: &Obstacle,
        err: &mut dyn Write,
    ) -> io::Result<Exit> {
        match path {
            Some(path) => write!(err, "{} {}: ", self.undone, path.display())?,
            None => write!(err, "{}: ", self.undone)?,
        }
        writeln!(err, "{}\n  Cách xử lý: {}", obstacle.sentence(), obstacle.remedy())?;
        Ok(Exit::Nothing)
    }
}

/// Prints that the register to print could not be written though the papers were; they are as they
/// should be, and the next command writes it.
pub(super) fn register_unwritten(obstacle: &Obstacle, err: &mut dyn Write) -> io::Result<Exit> {
    writeln!(err, "CHÚ Ý: {}\n  Cách xử lý: {}", obstacle.sentence(), obstacle.remedy())?;
    Ok(Exit::Warnings)
}

/// Returns the path of a file below the outputs folder, as the system writes it.
fn place_of(outputs: &Path, file: &str) -> PathBuf {
    outputs.join(file).components().collect()
}

/// Prints that the secret could not be read.
pub(in crate::cli) fn no_secret(error: &io::Error, err: &mut dyn Write) -> io::Result<Exit> {
    writeln!(
        err,
        "Không ký: không đọc được tệp khóa hoặc mật khẩu.\n  {}\n  Cách xử lý: kiểm tra tên \
         tệp khóa; chạy lệnh trong cửa sổ lệnh để gõ được mật khẩu, hoặc dùng --secret-fd.",
        opening(error)
    )?;
    Ok(Exit::Nothing)
}

#[cfg(test)]
mod tests {
    use pdf_signature::keys::KeyError;

    use super::*;
    use crate::cli::sign::SIGN;

    #[test]
    fn a_date_far_from_today_and_a_certificate_about_to_end_are_told() {
        let now = OffsetDateTime::from_unix_timestamp(1_780_282_800).unwrap(); // 01/6/2026 in Việt Nam
        let told = |date: &str| far_from(day(date).unwrap(), now);
        assert_eq!(told("2026-05-20"), None);
        assert!(
            told("2020-12-11")
                .is_some_and(|told| told.contains("11/12/2020, trước hôm nay 1998 ngày"))
        );
        assert!(told("2026-12-11").is_some_and(|told| told.contains("sau hôm nay 193 ngày")));
        assert_eq!([day("2026-13-01"), day("hôm nay"), day("")], [None; 3]);

        let identity = |days: i64| Identity {
            name: "A".into(),
            subject: "CN=A".into(),
            issuer: "CN=B".into(),
            serial: "1".into(),
            fingerprint: "0".into(),
            not_before: now,
            not_after: now + time::Duration::days(days),
            signs: true,
            rehearsal: false,
        };
        let said = |days: i64| {
            let mut said = Vec::new();
            holder(&identity(days), now, &mut said).unwrap();
            String::from_utf8(said).unwrap()
        };
        assert!(said(12).contains("hết hạn ngày 13/06/2026, còn 12 ngày"), "{}", said(12));
        assert!(!said(200).contains("CHÚ Ý"));
    }

    #[test]
    fn a_refusal_of_a_key_is_told_with_its_remedy() {
        let mut told = Vec::new();
        SIGN.refused(Some(Path::new("a.pdf")), &KeyError::NoToken.into(), &mut told).unwrap();
        let told = String::from_utf8(told).unwrap();
        assert!(
            told.starts_with("Không ký a.pdf: Không thấy thiết bị ký nào.\n  Cách xử lý: Cắm"),
            "{told}"
        );
    }
}
