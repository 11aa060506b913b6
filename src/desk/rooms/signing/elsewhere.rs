//! Papers that another program signed: compared with what was handed out, kept aside until somebody
//! has looked at them, then filed and entered in the register.

use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Response};
use minijinja::{Value, context};
use pdf_signature::{SignatureKind, Trust, Verdict, verify_with};
use serde::Deserialize;
use time::OffsetDateTime;

use super::declaration_id;
use super::number::{typed_day, typed_number};
use super::received::at_table;
use super::words::told;
use crate::careful::{self, PAPER_BYTES};
use crate::desk::diary::{Event, EventKind};
use crate::desk::frame::{self, Room};
use crate::desk::ids;
use crate::desk::rooms::papers;
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, Open, OpenToWrite};
use crate::fingerprint::sha256;
use crate::ledger::{Ledger, below, store};
use crate::proving::{self, ReturnedPaper};
use crate::signing::{GivenNumber, Obstacle, SigningTable};

/// Folder below the outputs folder for papers that wait until somebody has looked at them.
const WAITING: &str = "cho-nhan";

/// Tells whether one of the signatures on a file stands in a field of ours.
pub(super) fn is_ours(round: &OpenRound, pdf: &[u8]) -> bool {
    at_table(round, |table| has_our_field(&verdict(table, pdf, OffsetDateTime::now_utc())))
        .is_ok_and(|is_ours| is_ours)
}

fn has_our_field(verdict: &Verdict) -> bool {
    verdict.signatures.iter().any(|entry| entry.role.is_some())
}

/// Compares a file with what was handed out and keeps it aside; `None` when it is no paper of the
/// round.
pub(super) fn compared(round: &OpenRound, name: &str, pdf: &[u8]) -> Option<Value> {
    let returned = proving::returned(&round.job, pdf).ok()??;
    if !returned.says_the_same() {
        return Some(differing(name, &returned));
    }
    let ReturnedPaper { title, number, day, added, .. } = &returned;
    let filled = [("số", number), ("ngày", day)];
    let mut more: Vec<String> = filled
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?)))
        .collect();
    more.extend(added.iter().cloned());
    let only = match more.as_slice() {
        [] => "trên trang không thêm chữ nào, hình nào".to_owned(),
        more => format!("chỉ thêm: {}", more.join("; ")),
    };
    let now = OffsetDateTime::now_utc();
    let (is_ours, standing) = at_table(round, |table| {
        let verdict = verdict(table, pdf, now);
        (has_our_field(&verdict), table.standing(&verdict, &returned.paper))
    })
    .ok()?;
    let ledger = Ledger::open(&round.places.outputs).ok();
    let handed_out = ledger.and_then(|ledger| ledger.content(&returned.paper, PAPER_BYTES));
    let by = match handed_out {
        _ if is_ours => "",
        Some(bytes) if pdf.starts_with(&bytes) => {
            ", ký bằng phần mềm khác thêm vào cuối tệp, phần trước còn nguyên"
        }
        _ => ", ký bằng phần mềm khác đã ghi lại cả tệp",
    };
    let mut what = format!("“{title}”: khớp từng chữ với bản đã trình{by}, {only}.");
    let to_sign = Ledger::open(&round.places.outputs).ok().and_then(|ledger| {
        let record = ledger.record()?;
        record.outputs.iter().find(|one| one.file == returned.paper)?.to_sign.clone()
    });
    let standing = match standing {
        Ok(standing) => standing,
        // Whatever somebody agrees to, it could not be filed.
        Err(obstacle) => {
            let signers = to_sign.iter().flat_map(|one| &one.signatories);
            let signers: Vec<String> = signers.map(|one| one.name.clone()).collect();
            let (why, remedy) = told(round, &obstacle, &signers);
            what.push_str(&format!(" NHƯNG: {why}"));
            return Some(context! { name, good => false, what, remedy });
        }
    };
    for doubt in &standing.doubts {
        what.push_str(&format!(" CHÚ Ý: {doubt}."));
    }
    let lacks: Vec<_> = standing.lacks.iter().cloned().chain(returned.given().lacks()).collect();
    if !lacks.is_empty() {
        what.push_str(&format!(" Chưa đủ để ban hành: {}.", lacks.join("; ")));
    }
    let file = format!("{WAITING}/{}.pdf", ids::of(&sha256(pdf)));
    store(&below(&round.places.outputs, &file).ok()?, pdf).ok()?;
    // What is empty on the page is not typed here: the paper is filed as signed only.
    let blank = to_sign.as_ref().is_some_and(|to_sign| !to_sign.filled_later.is_empty())
        && returned.empty.is_empty()
        && !is_ours;
    let date = returned
        .date
        .map(|date| format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year()));
    Some(context! {
        name,
        good => false,
        what,
        remedy => if more.is_empty() {
            "Bấm “Mở tệp này để xem”: thấy đúng văn bản của đợt thì bấm “Đã xem, cất tệp này”. Trên \
             trang không có hình chữ ký cũng được: chữ ký số nằm trong tệp, chương trình đã kiểm tra."
        } else {
            "Bấm “Mở tệp này để xem”: những gì được thêm, cả hình chữ ký, con dấu, đúng là của cơ quan \
             thì bấm “Đã xem, cất tệp này”; không thì không dùng tệp này."
        },
        look => ids::of(&file),
        confirm => ids::of(&file),
        blank,
        doubtful => !standing.doubts.is_empty(),
        number => number.clone().unwrap_or_default(),
        date => date.unwrap_or_default(),
    })
}

/// What is told of a file that says something else than what was handed out.
fn differing(name: &str, returned: &ReturnedPaper) -> Value {
    let ReturnedPaper { title, differences, wrong, .. } = returned;
    let count = differences.len() + returned.more_differences + wrong.len();
    let mut what = format!("“{title}” khác bản đã trình ở {count} chỗ.");
    for one in wrong {
        what.push_str(&format!(" Có {one}."));
    }
    let remedy = "Chương trình không cất tệp này. Lãnh đạo sửa ngày, giờ, nơi họp, tên người, số văn bản: \
                  bấm “Mở khai báo”, tìm ô đang ghi như sau chữ “Bản đã trình ghi” dưới đây, sửa theo \
                  chữ in đậm, lưu; rồi bấm “Soạn văn bản” ở trang Hôm nay và trình ký bản mới. Lãnh đạo \
                  sửa câu chữ khác: gửi trang này cho người phụ trách mẫu văn bản sửa mẫu. Không ai \
                  sửa: không dùng tệp này, xin lại tệp đúng.";
    let differences = differences.iter().map(|one| {
        context! {
            page => one.page,
            before => one.before.as_str(),
            after => one.after.as_str(),
            signed => one.signed.as_str(),
            now => one.now.as_str(),
        }
    });
    context! { name, good => false, what, remedy, mend => true, differences => differences.collect::<Vec<_>>() }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Short name of the file that waits.
    tep: String,
    /// Number and day, where the paper left them blank.
    #[serde(default)]
    so: String,
    #[serde(default)]
    ngay: String,
    /// Whether somebody says that a certificate under another name is the signer's.
    #[serde(default)]
    nguoi: Option<String>,
}

/// Files a paper that somebody has looked at.
pub(super) async fn take(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    Form(asked): Form<Asked>,
) -> Response {
    let Some(path) = waiting(&round, &asked.tep) else {
        return frame::gone(&desk, &round, Room::Signing);
    };
    let who = desk.who.user.clone();
    let works_on = Arc::clone(&round);
    let file = tokio::task::spawn_blocking(move || {
        let given = (typed_number(&asked.so).ok().flatten(), typed_day(&asked.ngay));
        match filed(&works_on, &path, given, asked.nguoi.is_some()) {
            Ok((what, remedy, file)) => {
                works_on.tells(&file);
                let event = Event::now(EventKind::Signed, what.clone(), &who);
                works_on.note(event.with(vec![file]));
                let _ = fs_err::remove_file(&path);
                context! { name => "", good => true, what, remedy }
            }
            // With another number or day it may go; else there is nothing to confirm once more.
            Err(Refused { what, remedy, again: true }) => {
                context! { name => "", good => false, what, remedy, confirm => asked.tep,
                blank => !asked.so.is_empty() || !asked.ngay.is_empty(), refused => true,
                doubtful => asked.nguoi.is_some(), number => asked.so, date => asked.ngay }
            }
            Err(Refused { what, remedy, again: false }) => {
                context! { name => "", good => false, what, remedy }
            }
        }
    });
    let files: Vec<Value> = file.await.into_iter().collect();
    round.change(|_| {});
    frame::page(
        &desk,
        &round,
        Room::Signing,
        "ky-nhan.html",
        context! { files, numbering => false, declaration => declaration_id(&round) },
    )
    .into_response()
}

/// Shows a file that waits until somebody has looked at it.
pub(super) async fn look(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Path(id): Path<String>,
) -> Response {
    let bytes = waiting(&round, &id).and_then(|path| careful::read_file(&path, PAPER_BYTES).ok());
    match bytes {
        Some(bytes) => papers::shown_pdf("cho-nhan.pdf", bytes),
        None => frame::gone(&desk, &round, Room::Signing),
    }
}

/// The file that waits under this short name.
fn waiting(round: &OpenRound, id: &str) -> Option<PathBuf> {
    let folder = round.places.outputs.join(WAITING);
    let mut names = fs_err::read_dir(folder).into_iter().flatten().flatten();
    let entry = names.find(|entry| {
        ids::of(&format!("{WAITING}/{}", entry.file_name().to_string_lossy())) == id
    })?;
    Some(entry.path())
}

/// Why a paper that somebody has looked at was not filed.
struct Refused {
    what: String,
    remedy: String,
    /// Whether it could be filed with something else typed or ticked.
    again: bool,
}

impl From<(String, String)> for Refused {
    fn from((what, remedy): (String, String)) -> Self {
        Self { what, remedy, again: false }
    }
}

/// Files a paper; says what was done, what comes next, and where it lies.
fn filed(
    round: &OpenRound,
    path: &std::path::Path,
    (number, date): (Option<u32>, Option<time::Date>),
    agreed: bool,
) -> Result<(String, String, String), Refused> {
    let gone = || ("Không đọc được tệp đang chờ.".to_owned(), "Thả lại tệp ấy.".to_owned());
    let pdf = careful::read_file(path, PAPER_BYTES).map_err(|_| gone())?;
    let returned = proving::returned(&round.job, &pdf).ok().flatten();
    let returned = returned.filter(ReturnedPaper::says_the_same).ok_or_else(|| {
        let why = "Khai báo hoặc hồ sơ đã đổi, tệp này không còn khớp với văn bản lúc này.";
        (why.to_owned(), "Thả lại tệp để xem khác ở đâu.".to_owned())
    })?;
    let now = OffsetDateTime::now_utc();
    let done = at_table(round, |table| {
        let verdict = verdict(table, &pdf, now);
        // What is still as this program signed it keeps its roles in the book.
        let ours = has_our_field(&verdict).then(|| table.receive(&pdf, agreed, now));
        if let Some(done) = ours.filter(|done| !matches!(done, Err(Obstacle::NotInRecord))) {
            return Ok((done?, true, table.write_register()));
        }
        let mut by_people =
            verdict.signatures.iter().filter(|one| one.kind == SignatureKind::Signature);
        let holder = by_people.next_back().and_then(|one| one.holder.clone());
        let holder = holder.ok_or(Obstacle::OfficialFirst(None))?;
        let paper = (returned.paper.as_str(), returned.original_sha256.as_str());
        let given = GivenNumber { number, date, ..returned.given() };
        let done = table.receive_elsewhere(&pdf, paper, &given, (&holder, agreed), now)?;
        Ok((done, false, table.write_register()))
    })?;
    let (done, is_ours, register) = done.map_err(|obstacle| {
        let (what, remedy) = told(round, &obstacle, &[]);
        let again = matches!(obstacle, Obstacle::Number(_) | Obstacle::OtherSigner(_));
        Refused { what, remedy, again }
    })?;
    let title = done.title.unwrap_or(done.paper);
    let by = if is_ours { "" } else { " bằng phần mềm khác" };
    let what = format!("Nhận “{title}” do {} ký{by}.", done.holder);
    let mut remedy = format!("Đã cất vào {}.", done.file);
    if !done.lacks.is_empty() {
        let next = if is_ours { NEXT } else { MISSING };
        remedy.push_str(&format!(" CHƯA ban hành: {}. {next}", done.lacks.join("; ")));
    }
    if let Err(obstacle) = register {
        let (unwritten, next) = told(round, &obstacle, &[]);
        remedy.push_str(&format!(" {unwritten} {next}"));
    }
    Ok((what, remedy, done.file))
}

/// What comes next for a paper that this program signed on another computer.
const NEXT: &str = "Bước tiếp theo: nút của văn bản này ở trang Ký và phát hành.";

/// What comes next for a paper that another program signed and that is not issued yet.
const MISSING: &str = "Bước tiếp theo: thêm điều còn thiếu ở phần mềm đã ký (điền số, ngày trước, \
                       đóng dấu sau), rồi thả bản mới vào ô “Nhận bản đã ký trên máy khác” ở trang Ký \
                       và phát hành.";

/// The verdict on a file, with the certificates that the table trusts.
fn verdict(table: &SigningTable<'_>, pdf: &[u8], now: OffsetDateTime) -> Verdict {
    let trust =
        Trust { roots: table.issuers.roots().to_vec(), crls: Vec::new(), time: now.to_utc() };
    verify_with(pdf, &trust, table.issuers.between())
}
