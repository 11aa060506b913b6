//! Receives files: each part of the form is written to a temporary file as it comes, within the
//! limits of the intake. Only when everything has come is anything filed.

use std::io::{self, Write as _};
use std::sync::Arc;

use axum::extract::State;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use careful_spreadsheet::{FILE_BYTES, text};

use super::filing::{self, Sent};
use super::{names, waiting};
use crate::desk::frame::{self, Room};
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, OpenToWrite};

/// Most bytes of all files that are sent at a time.
pub(super) const MOST_BYTES: usize = 1 << 30;

/// Most characters of a name that are shown.
const SHOWN: usize = 150;

/// Why nothing was received.
enum Stopped {
    /// The browser stopped, or sent more than is taken at a time.
    Cut(MultipartError),
    /// The disk is full or cannot be written.
    Disk(io::Error),
}

impl From<MultipartError> for Stopped {
    fn from(error: MultipartError) -> Self {
        Self::Cut(error)
    }
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// Receives the files of a form, files them, and leads to the page that says what became of each.
pub(super) async fn receive(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    mut form: Multipart,
) -> Response {
    let sent = match all(&round, &mut form).await {
        Ok(sent) => sent,
        Err(stopped) => return not_received(&desk, &round, &stopped),
    };
    if sent.is_empty() {
        return Redirect::to(Room::Files.address()).into_response();
    }
    let (works_on, who) = (Arc::clone(&round), desk.who.user.clone());
    let filed = tokio::task::spawn_blocking(move || filing::file_all(&works_on, sent, &who)).await;
    if filed.is_err() {
        let why = "Chương trình gặp lỗi của chính nó khi đọc các tệp vừa thả.";
        let remedy = "Thả lại từng tệp một để biết tệp nào gây ra, rồi báo cho người phát triển.";
        return frame::not_now(&desk, &round, Room::Files, why, remedy);
    }
    Redirect::to(Room::Files.address()).into_response()
}

async fn all(round: &OpenRound, form: &mut Multipart) -> Result<Vec<Sent>, Stopped> {
    let mut sent = Vec::new();
    while let Some(field) = form.next_field().await? {
        sent.extend(one(round, field).await?);
    }
    Ok(sent)
}

/// Receives one part of the form. A form in which no file was chosen has one part without a name
/// and bytes.
async fn one(round: &OpenRound, mut field: Field<'_>) -> Result<Option<Sent>, Stopped> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let shown: String = text::visible(name.trim()).chars().take(SHOWN).collect();
    let fits = names::fitting(&name);
    let mut file = match fits {
        Ok(_) => Some(waiting::begin(&round.places)?),
        Err(_) => None,
    };
    let mut size = 0_u64;
    while let Some(bytes) = field.chunk().await? {
        size += bytes.len() as u64;
        if size > FILE_BYTES {
            // The temporary file goes; the rest of the part is passed over.
            file = None;
        } else if let Some(file) = &mut file {
            file.file().write_all(&bytes)?;
        }
    }
    let not = |why: &str| Some(Sent::Not(shown.clone(), format!("Chưa cất vào đâu. {why}")));
    Ok(match (fits, file) {
        _ if name.is_empty() && size == 0 => None,
        (Err(why), _) => not(why),
        (Ok(fits), Some(file)) => Some(Sent::File(shown, fits, file.close()?)),
        (Ok(_), None) => not(
            "Tệp lớn hơn 20 MB. Xóa hình ảnh, trang tính và dòng thừa, hoặc tách thành nhiều tệp.",
        ),
    })
}

fn not_received(desk: &Desk, round: &OpenRound, stopped: &Stopped) -> Response {
    let (why, remedy) = match stopped {
        Stopped::Cut(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => (
            "Các tệp trong lần thả này lớn hơn 1 GB cộng lại. Chưa cất gì.".to_owned(),
            "Thả lại, ít tệp hơn mỗi lần.",
        ),
        Stopped::Cut(_) => ("Tệp chưa tới đủ nên chưa cất gì.".to_owned(), "Thả lại các tệp đó."),
        Stopped::Disk(error) => (
            format!("Không ghi được tệp vào thư mục của đợt, nên chưa cất gì ({error})."),
            "Xem ổ đĩa còn chỗ và thư mục còn quyền ghi không, rồi thả lại.",
        ),
    };
    frame::not_now(desk, round, Room::Files, &why, remedy)
}
