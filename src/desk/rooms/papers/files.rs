//! The files that the last run made: PDFs for the browser, workbooks for the clerk's own program.

use std::path::Path as FilePath;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::{Value, context};

use super::overview::Known;
use super::table::PaperFace;
use crate::careful::PAPER_BYTES;
use crate::desk::frame::{self, Room};
use crate::desk::ids;
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, Open, named};
use crate::documents::folders;
use crate::ledger::{Ledger, below};
use crate::preview::{self, folder_title};

/// What a PDF may do in the browser: be shown by its viewer, which embeds it and has a style of its
/// own.
const PDF_POLICY: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; \
                          img-src 'self'; frame-ancestors 'none'";

/// Endings of files that are shown in another program.
const SHOWN: [&str; 4] = ["xlsx", "csv", "pdf", "html"];

/// A file that a run made, or that was signed after it.
struct MadeFile {
    /// Path below the outputs folder.
    file: String,
    bytes: Vec<u8>,
}

/// Reads the file with this short name.
async fn made(round: &Arc<OpenRound>, id: String) -> Option<MadeFile> {
    let round = Arc::clone(round);
    let read = move || {
        let (ledger, file) = find(&round, &id)?;
        let bytes = ledger.content(&file, PAPER_BYTES)?;
        Some(MadeFile { file, bytes })
    };
    tokio::task::spawn_blocking(read).await.ok().flatten()
}

/// Finds the file with this short name among those of the last run and the signed ones.
fn find(round: &OpenRound, id: &str) -> Option<(Ledger, String)> {
    let outputs = &round.places.outputs;
    let ledger = outputs.is_dir().then(|| Ledger::open(outputs).ok()).flatten()?;
    let filed = ledger.record().map(|record| record.outputs.as_slice()).unwrap_or_default();
    let found = ids::find(id, filed, |filed| filed.file.as_str()).map(|filed| filed.file.clone());
    let signed = || {
        let book = ledger.signatures().ok()?;
        ids::find(id, &book.signed, |line| line.file.as_str()).map(|line| line.file.clone())
    };
    let file = found.or_else(signed)?;
    Some((ledger, file))
}

fn name(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

fn ending(file: &str) -> &str {
    FilePath::new(file).extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

/// Shows a PDF in the browser.
pub(super) async fn pdf(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Path(id): Path<String>,
) -> Response {
    let found = made(&round, id).await.filter(|made| ending(&made.file) == "pdf");
    let Some(MadeFile { file, bytes }) = found else {
        return frame::gone(&desk, &round, Room::Papers);
    };
    shown(name(&file), bytes)
}

/// Answers with a PDF that the browser shows under this name.
pub(in crate::desk::rooms) fn shown(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [(CONTENT_TYPE, "application/pdf"), (CONTENT_SECURITY_POLICY, PDF_POLICY)];
    (headers, [named(name)], bytes).into_response()
}

/// Hands out a file to be saved. It is never shown as a page of the desk.
pub(super) async fn download(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Path(id): Path<String>,
) -> Response {
    let Some(MadeFile { file, bytes }) = made(&round, id).await else {
        return frame::gone(&desk, &round, Room::Papers);
    };
    let (_, inline) = named(name(&file));
    let saved = inline.replacen("inline", "attachment", 1);
    let kind = [(CONTENT_TYPE, "application/octet-stream")];
    (kind, [(CONTENT_DISPOSITION, saved)], bytes).into_response()
}

/// Opens a file in the program that the computer has for it.
pub(super) async fn open(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Path(id): Path<String>,
) -> Response {
    let shown = find(&round, &id).filter(|(_, file)| SHOWN.contains(&ending(file)));
    let path = shown.and_then(|(_, file)| {
        let path = below(&round.places.outputs, &file).ok()?;
        let is_file = fs_err::symlink_metadata(&path).is_ok_and(|found| found.is_file());
        is_file.then_some(path)
    });
    let Some(path) = path else { return frame::gone(&desk, &round, Room::Papers) };
    if (desk.programs.show_file)(&path).is_ok() {
        return Redirect::to(Room::Papers.address()).into_response();
    }
    let why = "Máy này không mở được tệp bằng chương trình của nó.";
    let remedy = "Mở thư mục kết quả của đợt rồi bấm đúp vào tệp, hoặc tải tệp về.";
    frame::not_now(&desk, &round, Room::Papers, why, remedy)
}

/// Lists the files that are no papers, folder by folder: workbooks, what is published, forms.
pub(super) fn listed(faces: &[PaperFace], known: &Known) -> Vec<Value> {
    let is_paper = |file: &str| faces.iter().any(|face| face.file == file);
    let is_shown = |file: &str| {
        let folder = file.split_once('/').map_or("", |(folder, _)| folder);
        let together = folders::PRINTED.contains(&folder)
            && name(file).starts_with(folders::TOGETHER)
            && ending(file) == "pdf";
        SHOWN.contains(&ending(file))
            && !folder.is_empty()
            && folder != preview::FOLDER
            && !together
            && !is_paper(file)
    };
    let files: Vec<&str> =
        known.filed.iter().map(|filed| filed.file.as_str()).filter(|file| is_shown(file)).collect();
    let folder = |file: &str| file.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let groups = files.chunk_by(|one, next| folder(one) == folder(next));
    let group = |files: &[&str]| {
        let file = |file: &&str| {
            context! { id => ids::of(file), name => name(file), is_pdf => ending(file) == "pdf" }
        };
        let folder = folder(files[0]);
        let top = folder.split('/').next().unwrap_or_default();
        context! {
            title => folder_title(top),
            folder,
            count => files.len(),
            files => files.iter().map(file).collect::<Vec<_>>(),
        }
    };
    groups.map(group).collect()
}
