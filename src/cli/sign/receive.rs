//! `ocop receive`: compares papers that were signed elsewhere with those that were handed out, and
//! files them.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use pdf_signature::{PdfFile, Role, SignatureKind, State, Trust, Verdict, verify_with};

use super::report::{not_yet, register_unwritten};
use super::{SigningOffice, WorkWords, doubts, now, open};
use crate::careful::{self, PAPER_BYTES};
use crate::cli::Exit;
use crate::cli::args::ReceiveArgs;
use crate::proving::{self, ReturnedPaper};
use crate::signing::{GivenNumber, Obstacle, SigningTable};

const RECEIVE: WorkWords = WorkWords { done: "Đã nhận", undone: "Không nhận" };

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It is what was handed out, and was filed where that was asked.
    Same,
    /// It says something else, could not be filed, or is not ready to be issued.
    Other,
    /// It was filed, and is not ready to be issued.
    Taken,
    /// It is no paper of the round.
    Unknown,
}

/// Performs `ocop receive`.
pub(in crate::cli) fn receive(
    asked: &ReceiveArgs,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let none = std::iter::empty();
    let Some(office) = open((&RECEIVE, "ocop receive"), &asked.folders, none, err)? else {
        return Ok(Exit::Nothing);
    };
    let table = match office.table(Role::Seal, &asked.trust) {
        Ok(table) => table,
        Err(obstacle) => return RECEIVE.refused(None, &obstacle, err),
    };
    let desk = ReceivingDesk { asked, office: &office, table: &table };
    let mut outcomes = Vec::new();
    for file in &asked.files {
        outcomes.push(desk.file(file, out, err)?);
    }
    if asked.take
        && outcomes.iter().any(|one| matches!(one, Outcome::Same | Outcome::Taken))
        && let Err(obstacle) = table.write_register()
    {
        return register_unwritten(&obstacle, err);
    }
    Ok(if outcomes.iter().all(|one| *one == Outcome::Same) {
        Exit::Clean
    } else if outcomes.iter().all(|one| *one == Outcome::Unknown) {
        Exit::Nothing
    } else {
        Exit::Warnings
    })
}

struct ReceivingDesk<'a> {
    asked: &'a ReceiveArgs,
    office: &'a SigningOffice,
    table: &'a SigningTable<'a>,
}

impl ReceivingDesk<'_> {
    fn file(&self, file: &Path, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Outcome> {
        let pdf = match careful::read_named_file(file, PAPER_BYTES) {
            Ok(pdf) => pdf,
            Err(source) => {
                let obstacle = Obstacle::NotRead { path: file.to_owned(), source };
                return RECEIVE.refused(Some(file), &obstacle, err).map(|_| Outcome::Unknown);
            }
        };
        writeln!(out, "{}", file.display())?;
        // A paper that this program signed is proven to the last byte.
        let job = self.office.job();
        let returned = match proving::returned(&job, &pdf) {
            Ok(Some(returned)) => returned,
            Ok(None) => {
                if let Err(fault) = PdfFile::from_bytes(&pdf)
                    && pdf.starts_with(b"%PDF")
                {
                    let (what, remedy) = (fault.sentence(), fault.remedy());
                    writeln!(out, "  Không đọc được tệp: {what}\n  Cách xử lý: {remedy}")?;
                    return Ok(Outcome::Unknown);
                }
                writeln!(
                    out,
                    "  Không nhận ra văn bản nào của đợt.\n  Cách xử lý: kiểm tra đúng tệp, đúng \
                     thư mục sau --inputs; tệp chỉ có ảnh chụp trang thì không so được."
                )?;
                return Ok(Outcome::Unknown);
            }
            Err(fault) => {
                let obstacle = Obstacle::NotCompared(crate::terminal::stopped(&fault));
                return RECEIVE.refused(Some(file), &obstacle, err).map(|_| Outcome::Unknown);
            }
        };
        let verdict = self.verdict(&pdf);
        let is_ours = verdict.signatures.iter().any(|entry| entry.role.is_some());
        told(&returned, &verdict, is_ours, out)?;
        if !returned.says_the_same() {
            return Ok(Outcome::Other);
        }
        let given = self.given(&returned);
        let standing = given
            .agrees()
            .map_err(Obstacle::from)
            .and_then(|()| self.table.standing(&verdict, &returned.paper));
        let standing = match standing {
            Ok(standing) => standing,
            Err(obstacle) => {
                return RECEIVE.refused(Some(file), &obstacle, err).map(|_| Outcome::Other);
            }
        };
        let lacks: Vec<_> = standing.lacks.into_iter().chain(given.lacks()).collect();
        for lacking in &lacks {
            writeln!(out, "  CHƯA ĐỦ ĐỂ BAN HÀNH: {}.", lacking.trim_end_matches('.'))?;
        }
        for doubt in &standing.doubts {
            writeln!(out, "  CHÚ Ý: {doubt}.")?;
        }
        if let Some(noted) = given.date.or(given.read_date).and_then(not_yet) {
            writeln!(out, "  CHÚ Ý: {noted}.")?;
        }
        if !self.asked.take {
            return not_taken(&lacks, &given, (standing.doubts.is_empty(), is_ours), out);
        }
        let is_asked =
            !standing.doubts.is_empty() && !self.asked.other_signer && io::stdin().is_terminal();
        let agreed = self.asked.other_signer
            || is_asked && doubts::ask("cất", &mut io::stdin().lock(), err)?;
        let done = if is_ours {
            self.table.receive(&pdf, agreed, now())
        } else {
            self.elsewhere(&pdf, &returned, (&given, agreed), &verdict)
        };
        match done {
            Ok(done) => {
                let place: PathBuf = self.office.outputs().join(done.file);
                writeln!(out, "  Đã cất: {}", place.display())?;
                if done.lacks.is_empty() {
                    return Ok(Outcome::Same);
                }
                writeln!(out, "  Văn bản này CHƯA được ban hành; bổ sung điều còn thiếu ở trên.")?;
                Ok(Outcome::Taken)
            }
            Err(obstacle) => RECEIVE.refused(Some(file), &obstacle, err).map(|_| Outcome::Other),
        }
    }

    /// Number and day of a file, as its page shows them and as they were typed.
    fn given(&self, returned: &ReturnedPaper) -> GivenNumber {
        let &ReceiveArgs { number, date, .. } = self.asked;
        GivenNumber { number, date, ..returned.given() }
    }

    fn verdict(&self, pdf: &[u8]) -> Verdict {
        let issuers = &self.table.issuers;
        let trust =
            Trust { roots: issuers.roots().to_vec(), crls: Vec::new(), time: now().to_utc() };
        verify_with(pdf, &trust, issuers.between())
    }

    /// Files a paper that another program signed.
    fn elsewhere(
        &self,
        pdf: &[u8],
        returned: &ReturnedPaper,
        (given, agreed): (&GivenNumber, bool),
        verdict: &Verdict,
    ) -> Result<crate::signing::ReceivedPaper, Obstacle> {
        let by_people = |kind: SignatureKind| kind == SignatureKind::Signature;
        let last = verdict.signatures.iter().rfind(|entry| by_people(entry.kind));
        let last = last.ok_or(Obstacle::OfficialFirst(None))?;
        self.table.receive_elsewhere(
            pdf,
            (&returned.paper, &returned.original_sha256),
            given,
            (last.holder.as_deref().unwrap_or_default(), agreed),
            now(),
        )
    }
}

/// Says what to do with a paper that was only compared.
fn not_taken(
    lacks: &[String],
    given: &GivenNumber,
    (is_certain, is_ours): (bool, bool),
    out: &mut dyn Write,
) -> io::Result<Outcome> {
    if !is_certain {
        writeln!(
            out,
            "  Cách xử lý: hỏi lại người ký; đúng là chứng thư của người ấy thì chạy lại với --take \
             và trả lời, hoặc thêm --other-signer."
        )?;
    }
    if !given.empty.is_empty() && is_ours {
        writeln!(
            out,
            "  Cách xử lý: chạy lại với --take thì cất như văn bản đã ký; rồi cấp số bằng `ocop \
             number`, đóng dấu."
        )?;
    } else if !given.empty.is_empty() {
        writeln!(
            out,
            "  Cách xử lý: điền số, ngày vào trang bằng phần mềm đã ký, trước khi đóng dấu, rồi đem \
             về; chạy lại với --take thì cất như văn bản đã ký, chưa ban hành."
        )?;
    } else if !lacks.is_empty() {
        writeln!(
            out,
            "  Cách xử lý: ký, đóng dấu cho đủ rồi đem về; chạy lại với --take thì cất như văn bản \
             đã ký, chưa ban hành."
        )?;
    } else if is_certain {
        writeln!(out, "  Đúng thì chạy lại với --take để cất vào ban-hanh.")?;
        return Ok(Outcome::Same);
    }
    Ok(Outcome::Other)
}

/// Says how a paper compares with the one that was handed out.
fn told(
    returned: &ReturnedPaper,
    verdict: &Verdict,
    is_ours: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "  {} ({})", returned.title, returned.paper)?;
    let filled = [("số", &returned.number), ("ngày", &returned.day)];
    let mut added: Vec<String> = filled
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?)))
        .collect();
    added.extend(returned.added.iter().cloned());
    let by = if is_ours { "" } else { ", ký bằng phần mềm khác" };
    if returned.says_the_same() {
        let only = match added.as_slice() {
            [] => ", không thêm gì trên trang".to_owned(),
            added => format!(", chỉ thêm: {}", added.join("; ")),
        };
        writeln!(out, "  Khớp từng chữ với bản đã trình{by}{only}.")?;
    } else {
        let others = returned.differences.len() + returned.more_differences;
        let count = others + returned.wrong.len();
        writeln!(out, "  KHÁC bản đã trình ở {count} chỗ; không cất tệp này:")?;
        for wrong in &returned.wrong {
            writeln!(out, "    - {wrong}")?;
        }
        for (number, one) in (1..).zip(&returned.differences) {
            let shown = |words: &str| {
                if words.is_empty() { "(không có)".to_owned() } else { words.to_owned() }
            };
            writeln!(
                out,
                "    {number}. Trang {}: … {} […] {} …\n         trên tệp này: {}\n         bản đã trình: {}",
                one.page,
                one.before,
                one.after,
                shown(&one.signed),
                shown(&one.now)
            )?;
        }
        if returned.more_differences > 0 {
            writeln!(out, "    … và {} chỗ khác nữa.", returned.more_differences)?;
        }
        writeln!(
            out,
            "  Cách xử lý: nếu lãnh đạo sửa thì đưa chỗ sửa vào lời văn hoặc khai báo rồi trình \
             lại; nếu không ai sửa thì không dùng tệp này."
        )?;
    }
    for entry in &verdict.signatures {
        let holder = entry.holder.as_deref().unwrap_or("không rõ ai");
        writeln!(out, "  Chữ ký của {holder}: {}", entry.state.title())?;
        for reason in entry.reasons.iter().filter(|reason| reason.state() != State::Valid) {
            writeln!(out, "    {}", reason.sentence())?;
        }
    }
    if verdict.signatures.is_empty() {
        writeln!(out, "  Tệp này chưa có chữ ký số nào.")?;
    }
    Ok(())
}
