//! Papers that another program signed: compared with what was handed out, kept aside until somebody
//! has looked at them, then filed and entered in the register.

use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::{Form, State};
use axum::response::{IntoResponse, Response};
use minijinja::{Value, context};
use pdf_signature::{SignatureKind, Trust, Verdict, verify_with};
use serde::Deserialize;
use time::OffsetDateTime;

use super::number::{typed_day, typed_number};
use super::received::{Told, at_table, told};
use crate::careful::{self, PAPER_BYTES};
use crate::desk::diary::{Event, EventKind};
use crate::desk::frame::{self, Room};
use crate::desk::ids;
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, OpenToWrite};
use crate::fingerprint::sha256;
use crate::ledger::{Ledger, below, store};
use crate::proving::{self, ReturnedPaper};
use crate::signing::{GivenNumber, SigningTable};

/// Folder below the outputs folder for papers that wait until somebody has looked at them.
const WAITING: &str = "cho-nhan";

/// Compares a file with what was handed out and keeps it aside; `None` when it is no paper of the
/// round.
pub(super) fn compared(round: &OpenRound, name: &str, pdf: &[u8]) -> Option<Value> {
    let returned = proving::returned(&round.job, pdf).ok()??;
    let ReturnedPaper { title, number, day, added, differences, wrong, .. } = &returned;
    if !returned.says_the_same() {
        let count = differences.len() + returned.more_differences + wrong.len();
        let mut what = format!("“{title}” khác bản đã trình ở {count} chỗ.");
        for one in wrong {
            what.push_str(&format!(" Có {one}."));
        }
        let remedy = "Không cất. Lãnh đạo sửa thì đưa chỗ sửa vào lời văn hoặc khai báo rồi trình \
                      lại; không ai sửa thì không dùng tệp này.";
        let differences: Vec<_> = differences
            .iter()
            .map(|one| {
                context! {
                    page => one.page,
                    before => one.before.as_str(),
                    after => one.after.as_str(),
                    signed => one.signed.as_str(),
                    now => one.now.as_str(),
                }
            })
            .collect();
        return Some(context! { name, good => false, what, remedy, differences });
    }
    let filled = [("số", number), ("ngày", day)];
    let mut more: Vec<String> = filled
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?)))
        .collect();
    more.extend(added.iter().cloned());
    let only = if more.is_empty() { "không thêm gì".to_owned() } else { more.join("; ") };
    let mut what = format!(
        "“{title}”: khớp từng chữ với bản đã trình, ký bằng phần mềm khác, chỉ thêm: {only}."
    );
    let now = OffsetDateTime::now_utc();
    let standing =
        at_table(round, |table| table.standing(&verdict(table, pdf, now), &returned.paper));
    let (lacks, doubts) = standing
        .ok()
        .and_then(Result::ok)
        .map(|standing| (standing.lacks, standing.doubts))
        .unwrap_or_default();
    for doubt in &doubts {
        what.push_str(&format!(" CHÚ Ý: {doubt}."));
    }
    let lacks: Vec<_> = lacks.into_iter().chain(returned.given().lacks()).collect();
    if !lacks.is_empty() {
        what.push_str(&format!(" Chưa đủ để ban hành: {}.", lacks.join("; ")));
    }
    let file = format!("{WAITING}/{}.pdf", ids::of(&sha256(pdf)));
    store(&below(&round.places.outputs, &file).ok()?, pdf).ok()?;
    let to_sign = Ledger::open(&round.places.outputs).ok().and_then(|ledger| {
        let record = ledger.record()?;
        record.outputs.iter().find(|one| one.file == returned.paper)?.to_sign.clone()
    });
    // What is empty on the page is not typed here: the paper is filed as signed only.
    let blank = to_sign.as_ref().is_some_and(|to_sign| !to_sign.filled_later.is_empty())
        && returned.empty.is_empty();
    let date = returned
        .date
        .map(|date| format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year()));
    Some(context! {
        name,
        good => false,
        what,
        remedy => "Xem kỹ những gì được thêm; hình ảnh trên tệp thì xem bằng mắt.",
        confirm => ids::of(&file),
        blank,
        doubtful => !doubts.is_empty(),
        number => number.clone().unwrap_or_default(),
        date => date.unwrap_or_default(),
    })
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
            Ok((what, remedy)) => {
                works_on.note(Event::now(EventKind::Signed, what.clone(), &who));
                let _ = fs_err::remove_file(&path);
                context! { name => "", good => true, what, remedy }
            }
            Err((what, remedy)) => {
                context! { name => "", good => false, what, remedy, confirm => asked.tep,
                blank => !asked.so.is_empty() || !asked.ngay.is_empty(),
                doubtful => asked.nguoi.is_some(), number => asked.so, date => asked.ngay }
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
        context! { files, numbering => false },
    )
    .into_response()
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

/// Files a paper; says what was done and where it lies.
fn filed(
    round: &OpenRound,
    path: &std::path::Path,
    (number, date): (Option<u32>, Option<time::Date>),
    agreed: bool,
) -> Told<(String, String)> {
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
        let mut by_people =
            verdict.signatures.iter().filter(|one| one.kind == SignatureKind::Signature);
        let holder = by_people.next_back().and_then(|one| one.holder.clone());
        let holder = holder.ok_or(crate::signing::Obstacle::OfficialFirst(None))?;
        let paper = (returned.paper.as_str(), returned.original_sha256.as_str());
        let given = GivenNumber { number, date, ..returned.given() };
        let done = table.receive_elsewhere(&pdf, paper, &given, (&holder, agreed), now)?;
        Ok((done, table.write_register()))
    })?;
    let (done, register) = done.map_err(|obstacle| told(&obstacle))?;
    let title = done.title.unwrap_or(done.paper);
    let what = format!("Nhận “{title}” do {} ký bằng phần mềm khác.", done.holder);
    let mut remedy = format!("Đã cất vào {}.", done.file);
    if !done.lacks.is_empty() {
        remedy.push_str(&format!(" CHƯA ban hành: {}.", done.lacks.join("; ")));
    }
    if let Err(obstacle) = register {
        let (unwritten, next) = told(&obstacle);
        remedy.push_str(&format!(" {unwritten} {next}"));
    }
    Ok((what, remedy))
}

/// The verdict on a file, with the certificates that the table trusts.
fn verdict(table: &SigningTable<'_>, pdf: &[u8], now: OffsetDateTime) -> Verdict {
    let trust =
        Trust { roots: table.issuers.roots().to_vec(), crls: Vec::new(), time: now.to_utc() };
    verify_with(pdf, &trust, table.issuers.between())
}
