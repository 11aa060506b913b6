//! Opens the file of a finding in the clerk's own program.

use std::io;
use std::path::PathBuf;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::listing::{Asked, Listing};
use crate::careful::UnsuitableFile;
use crate::desk::frame::{self, Room};
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, OpenToWrite};
use crate::ledger::below;

/// Endings of files that are opened: what people write and read in. Anything else, such as a
/// program that came in an archive, is not.
const ENDINGS: [&str; 14] = [
    "xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "zip", "pdf", "docx", "doc", "odt", "toml", "txt",
    "md",
];

/// The file on the disk that a place names: the archive, for a file inside one.
fn outer(file: &str) -> &str {
    file.split("!/").next().unwrap_or(file)
}

/// What the button says that opens a file; `None` for a file that is not opened.
pub(super) fn can_open(file: &str) -> Option<&'static str> {
    let ending = outer(file).rsplit_once('.')?.1.to_lowercase();
    let known = ENDINGS.iter().find(|known| **known == ending)?;
    Some(match *known {
        "xlsx" | "xlsm" | "xls" | "xlsb" | "ods" | "csv" => "Mở tệp trong Excel",
        "zip" => "Mở tệp nén",
        _ => "Mở tệp",
    })
}

/// Opens the file of a finding.
pub(super) async fn open(
    State(desk): State<std::sync::Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(look) = round.look() else { return frame::gone(&desk, &round, Room::Faults) };
    let listing = Listing::of(&look);
    let Some(at) = listing.find(&id) else { return super::gone(&desk, &round, &listing, &look) };
    let file = listing.items[at].finding.place.file.as_str();
    if can_open(file).is_none() {
        return frame::gone(&desk, &round, Room::Faults);
    }
    let shown = found(&round, outer(file)).and_then(|path| (desk.programs.show_file)(&path));
    match shown {
        Ok(()) => Redirect::to(&format!("/loi/{id}{}", asked.carried('?'))).into_response(),
        Err(error)
            if error.kind() == io::ErrorKind::NotFound || UnsuitableFile::of(&error).is_some() =>
        {
            let why = "Tệp này không còn ở chỗ cũ trong thư mục của đợt.";
            frame::not_now(&desk, &round, Room::Faults, why, "Xem lại trang Tệp.")
        }
        Err(_) => {
            let why =
                "Máy không có chương trình nào mở được tệp này, hoặc chương trình đó không chạy.";
            let remedy = "Mở thư mục của đợt bằng tay rồi mở tệp ở đó.";
            frame::not_now(&desk, &round, Room::Faults, why, remedy)
        }
    }
}

/// Finds a file of the listing on the disk: among what came in, or among the papers.
fn found(round: &OpenRound, file: &str) -> io::Result<PathBuf> {
    let places = [&round.places.inputs, &round.places.outputs];
    for folder in places {
        let path = below(folder, file)?;
        match fs_err::symlink_metadata(&path) {
            Ok(found) if found.is_file() => return Ok(path),
            Ok(found) => {
                return Err(UnsuitableFile::of_type(found.file_type())
                    .unwrap_or(UnsuitableFile::Special)
                    .into());
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::NotFound.into())
}

#[cfg(test)]
mod tests {
    use super::can_open;

    #[test]
    fn only_files_that_people_write_and_read_in_are_opened() {
        assert_eq!(can_open("ho-so/a.XLSX"), Some("Mở tệp trong Excel"));
        assert_eq!(can_open("a.zip!/b.exe"), Some("Mở tệp nén"));
        assert_eq!(can_open("round.toml"), Some("Mở tệp"));
        for file in ["a.exe", "a.lnk", "a", "a.xlsx.bat", "a.js", "a.html"] {
            assert_eq!(can_open(file), None, "{file}");
        }
    }
}
