//! Files about which a question waits: kept beside the inputs until it is answered, also when the
//! program ends in between.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use super::arrivals::{Arrival, Fate};
use super::known::KnownFiles;
use super::reading::Reader;
use super::{earlier, filing, said};
use crate::desk::ids;
use crate::desk::places::Places;
use crate::desk::round::OpenRound;
use crate::fingerprint::sha256;
use crate::ledger::NewFile;
use crate::{careful, ledger, own};

/// Name of the folder beside the inputs.
const FOLDER: &str = "cho-tra-loi";

/// Endings of the file itself and of what is known of it.
const ENDINGS: (&str, &str) = (".tep", ".json");

/// Name of the folder, in that one, for copies that are opened in other programs.
const SHOWN: &str = "mo-xem";

/// Most bytes of what is known of a file.
const BYTES: u64 = 64 << 10;

/// A file about which a question waits.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Waiting {
    /// The folder of the inputs into which it belongs; empty for the inputs folder itself.
    pub(super) folder: String,
    /// The name that it gets there.
    pub(super) name: String,
    /// Its name as it was sent, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sent: Option<String>,
    /// When it was sent, `2020-12-09T16:22`.
    pub(super) at: String,
    /// What it was taken for.
    pub(super) what: String,
}

/// What is to become of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Answer {
    /// It takes the place of those that are there, which are put away.
    #[serde(rename = "thay")]
    Replace,
    /// It lies beside them.
    #[serde(rename = "ca-hai")]
    Both,
    /// It is thrown away.
    #[serde(rename = "bo")]
    Discard,
}

impl Waiting {
    /// Its name as it was sent.
    pub(super) fn sent(&self) -> &str {
        self.sent.as_deref().unwrap_or(&self.name)
    }

    /// Tells whether the file is a declaration, of which there is only one.
    pub(super) fn is_declaration(&self) -> bool {
        self.folder.is_empty()
    }
}

fn folder(places: &Places) -> PathBuf {
    places.own.join(FOLDER)
}

/// Begins a temporary file for something that is being sent.
pub(super) fn begin(places: &Places) -> io::Result<NewFile> {
    NewFile::beside(&folder(places).join("tep"))
}

/// Keeps a file until it is answered what it is to be. Returns its short name.
pub(super) fn keep(
    places: &Places,
    waiting: &Waiting,
    file: &Path,
    bytes: &[u8],
) -> io::Result<String> {
    let id = ids::of(&format!("{} {}/{}", sha256(bytes), waiting.folder, waiting.name));
    let folder = folder(places);
    ledger::store(&folder.join(format!("{id}{}", ENDINGS.1)), &serde_json::to_vec(waiting)?)?;
    // When the same file waits already, this one is forgotten.
    filing::moved(file, &folder.join(format!("{id}{}", ENDINGS.0)))?;
    Ok(id)
}

/// The path of a file that waits.
pub(super) fn path(places: &Places, id: &str) -> PathBuf {
    folder(places).join(format!("{id}{}", ENDINGS.0))
}

/// A copy of a file that waits, under its own name, to be opened in the program that the computer has
/// for it: what is changed there changes nothing of what was sent. `None` when it is none of those.
pub(super) fn shown(round: &OpenRound, id: &str) -> Option<PathBuf> {
    let places = &round.places;
    let known = all(places);
    let (id, waiting) = known.iter().find(|(one, _)| one == id).filter(|_| round.may_write())?;
    let bytes = careful::read_file(&path(places, id), careful_spreadsheet::FILE_BYTES).ok()?;
    let copy = ledger::below(&folder(places).join(SHOWN).join(id), &waiting.name).ok()?;
    // A copy that is open in its program may not be written again; it is the same.
    match ledger::store(&copy, &bytes) {
        Err(_) if !copy.is_file() => None,
        _ => Some(copy),
    }
}

/// All files about which a question waits, with their short names, the oldest first.
pub(super) fn all(places: &Places) -> Vec<(String, Waiting)> {
    let known = |entry: io::Result<fs_err::DirEntry>| {
        let name = entry.ok()?.file_name().into_string().ok()?;
        let id = name.strip_suffix(ENDINGS.1)?;
        let bytes = careful::read_file(&folder(places).join(&name), BYTES).ok()?;
        let waiting: Waiting = serde_json::from_slice(&bytes).ok()?;
        path(places, id).is_file().then(|| (id.to_owned(), waiting))
    };
    let entries = fs_err::read_dir(folder(places)).into_iter().flatten();
    let mut all: Vec<_> = entries.filter_map(known).collect();
    all.sort_by(|(_, one), (_, other)| (&one.at, &one.name).cmp(&(&other.at, &other.name)));
    all
}

/// Takes away what a desk left that was ended while files were sent to it.
pub(in crate::desk) fn sweep(places: &Places) {
    // On failure, the next desk takes them away.
    let _ = fs_err::remove_dir_all(folder(places).join(SHOWN));
    let kept: Vec<String> = all(places).into_iter().map(|(id, _)| id).collect();
    let entries = WalkDir::new(folder(places)).max_depth(1).follow_links(false);
    for entry in entries.into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let name = entry.file_name().to_string_lossy();
        let id = [ENDINGS.0, ENDINGS.1].iter().find_map(|ending| name.strip_suffix(ending));
        let is_orphan = id.is_some_and(|id| !kept.iter().any(|known| known == id));
        if own::is_temporary(&name) || is_orphan {
            // On failure, the next desk takes it away.
            let _ = fs_err::remove_file(entry.path());
        }
    }
}

fn forget(round: &OpenRound, id: &str) -> io::Result<()> {
    round.arrivals.answered(id);
    let _ = fs_err::remove_dir_all(folder(&round.places).join(SHOWN).join(id));
    fs_err::remove_file(folder(&round.places).join(format!("{id}{}", ENDINGS.1)))
}

/// Does what was answered about a file. Returns what is told of it, and what the diary says.
///
/// # Errors
///
/// When a file cannot be moved. Nothing is lost then: what was put away is there, and the question
/// still waits.
pub(super) fn answer(
    round: &OpenRound,
    (id, waiting): (&str, &Waiting),
    answer: Answer,
) -> io::Result<(Arrival, String)> {
    let places = &round.places;
    let (name, at) = (waiting.sent().to_owned(), crate::desk::now());
    let arrival = |told: String, fate| Arrival { name, at, what: waiting.what.clone(), told, fate };
    let file = path(places, id);
    if answer == Answer::Discard {
        fs_err::remove_file(file)?;
        forget(round, id)?;
        let told = "Tệp vừa thả đã bỏ, tệp đang có giữ nguyên.".to_owned();
        let event = format!("Bỏ tệp {} vừa thả, giữ tệp đang có.", waiting.sent());
        return Ok((arrival(told, Fate::Refused), event));
    }
    let bytes = careful::read_file(&file, careful_spreadsheet::FILE_BYTES)?;
    let read = Reader::of(round).read(&waiting.name, &bytes);
    let whose = said::whose(&read.forms, &waiting.name);
    let put_away = match answer {
        Answer::Replace => {
            let rivals = KnownFiles::of(round).rivals(&waiting.folder, &waiting.name, &whose);
            earlier::put_away_all(round, &rivals.files)?
        }
        Answer::Both | Answer::Discard => Vec::new(),
    };
    let path = match filing::place(round, &file, &waiting.folder, &waiting.name) {
        Ok(path) => path,
        Err(error) => {
            earlier::put_back(round, &put_away);
            return Err(error);
        }
    };
    forget(round, id)?;
    round.arrivals.filed(&path, &bytes, whose);
    let (told, event) = if put_away.is_empty() {
        (format!("Cất vào {path}."), format!("Nhận cả tệp {path} vừa thả."))
    } else {
        let old: Vec<&str> = put_away.iter().map(|(path, _)| path.as_str()).collect();
        let old = old.join(", ");
        if old == path {
            let told = format!(
                "Cất vào {path}, thay tệp cùng tên. Tệp cũ vẫn được giữ, lấy lại được ở cuối trang này."
            );
            (told, format!("Thay {path} bằng tệp mới cùng tên; tệp cũ vẫn được giữ."))
        } else {
            let told = format!(
                "Cất vào {path}, thay {old}. Tệp cũ vẫn được giữ, lấy lại được ở cuối trang này."
            );
            (told, format!("Thay {old} bằng {path} vừa thả; tệp cũ vẫn được giữ."))
        }
    };
    Ok((arrival(told, Fate::Filed(path)), event))
}
