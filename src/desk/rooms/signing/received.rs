//! Takes back papers that were signed on another computer: verified, then filed beside the others.

use std::sync::Arc;

use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Response};
use minijinja::{Value, context};
use time::OffsetDateTime;

use super::words::told;
use super::{declaration_id, elsewhere};
use crate::desk::diary::{Event, EventKind};
use crate::desk::frame::{self, Room};
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, OpenToWrite};
use crate::ledger::{self, Ledger};
use crate::signing::{self, Obstacle, SigningTable};
use crate::templates::Templates;
use crate::typeset::Typesetter;

/// Most bytes of all files that are taken back at a time.
pub(super) const MOST_BYTES: usize = 256 << 20;

/// Takes back the files of a form, and says of each what it is.
pub(super) async fn receive(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    mut form: Multipart,
) -> Response {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    loop {
        match form.next_field().await {
            Ok(Some(field)) => {
                let name = field.file_name().unwrap_or_default().to_owned();
                match field.bytes().await {
                    Ok(bytes) if !name.is_empty() => files.push((name, bytes.to_vec())),
                    Ok(_) => {}
                    Err(_) => return cut_off(&desk, &round),
                }
            }
            Ok(None) => break,
            Err(_) => return cut_off(&desk, &round),
        }
    }
    let who = desk.who.user.clone();
    let works_on = Arc::clone(&round);
    let told = tokio::task::spawn_blocking(move || {
        files.iter().map(|(name, bytes)| take(&works_on, name, bytes, &who)).collect::<Vec<_>>()
    });
    let told = told.await.unwrap_or_default();
    round.change(|_| {});
    frame::page(
        &desk,
        &round,
        Room::Signing,
        "ky-nhan.html",
        context! { files => told, numbering => false, declaration => declaration_id(&round) },
    )
    .into_response()
}

fn cut_off(desk: &Desk, round: &OpenRound) -> Response {
    let why = "Tệp chưa tới đủ, hoặc lớn hơn mức nhận được một lần (256 MB). Chưa cất gì.";
    frame::not_now(desk, round, Room::Signing, why, "Thả lại, ít tệp hơn mỗi lần.")
}

/// Verifies and files one file. Returns what is told of it.
fn take(round: &OpenRound, name: &str, pdf: &[u8], who: &str) -> Value {
    if let Some((what, remedy)) = no_signed_paper(pdf) {
        return context! { name, good => false, what, remedy };
    }
    let now = OffsetDateTime::now_utc();
    match at_table(round, |table| table.receive(pdf, false, now)) {
        Ok(Ok(received)) => {
            let rehearsal = if received.rehearsal { " Đây là bản ký thử." } else { "" };
            let title = received.title.unwrap_or(received.paper);
            let what = format!(
                "Nhận “{title}” do {} ký, đúng với bản đã trình.{rehearsal}",
                received.holder
            );
            round.tells(&received.file);
            let event = Event::now(EventKind::Signed, what.clone(), who);
            round.note(event.with(vec![received.file.clone()]));
            context! { name, good => true, what, remedy => format!("Đã cất vào {}.", received.file) }
        }
        // Another program signed it, or somebody is to look at it: compared as `ocop receive` does.
        Ok(Err(obstacle)) => {
            let is_compared = matches!(
                obstacle,
                Obstacle::NotInRecord | Obstacle::FirstSignature(_) | Obstacle::OtherSigner(_)
            );
            let (what, remedy) = told(round, &obstacle, &[]);
            let compared = (is_compared || !elsewhere::is_ours(round, pdf))
                .then(|| elsewhere::compared(round, name, pdf))
                .flatten();
            compared.unwrap_or_else(|| context! { name, good => false, what, remedy })
        }
        Err((what, remedy)) => context! { name, good => false, what, remedy },
    }
}

/// Why a file cannot be a paper that somebody signed, and what to do.
fn no_signed_paper(pdf: &[u8]) -> Option<(&'static str, &'static str)> {
    if !pdf.starts_with(b"%PDF") {
        return Some((
            "Tệp này không phải tệp PDF.",
            "Thả ở đây tệp PDF đã ký; danh sách, phiếu chấm thì thả ở trang Tệp.",
        ));
    }
    (!ledger::is_signed(pdf)).then_some((
        "Tệp này chưa có chữ ký số nào.",
        "Ký tệp xong, thả bản đã ký vào ô “Nhận bản đã ký trên máy khác” ở trang Ký và phát hành.",
    ))
}

/// What was done; or why not, and what to do.
pub(super) type Told<T> = Result<T, (String, String)>;

/// Does something at a table of the round, with its settings, its ledger and its typesetter. The
/// role of the table does not count.
pub(super) fn at_table<T>(round: &OpenRound, work: impl FnOnce(&SigningTable<'_>) -> T) -> Told<T> {
    let unread = || {
        let why = "Chưa đọc được khai báo hoặc thư mục kết quả của đợt.".to_owned();
        (why, "Sửa lỗi của khai báo trước, rồi làm lại.".to_owned())
    };
    let look = round.look().ok_or_else(unread)?;
    let read = look.read.as_ref().ok_or_else(unread)?;
    let ledger =
        Ledger::open_for(&round.places.outputs, round.job.who.clone()).map_err(|_| unread())?;
    let templates = Templates::new(&round.job.templates).map_err(|_| unread())?;
    let typesetter = Typesetter::new(&templates).map_err(|_| unread())?;
    let issuers = signing::issuers(&read.round.signing, &round.places.inputs, &[])
        .map_err(|obstacle| told(round, &obstacle, &[]))?;
    Ok(work(&SigningTable {
        round: &read.round,
        inputs: &round.places.inputs,
        ledger: &ledger,
        typesetter: &typesetter,
        role: pdf_signature::Role::Official,
        issuers,
    }))
}
