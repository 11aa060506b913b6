//! Puts files that were sent into the folder of the round: each is read, named and filed, or a
//! question about it is asked. A file that lies there is never overwritten.

use std::collections::BTreeSet;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::thread;
use std::time::Duration;

use careful_spreadsheet::FILE_BYTES;
use tempfile::TempPath;

use super::arrivals::{Arrival, Fate, Whose};
use super::known::{KnownFiles, Rivals, joined, standing};
use super::reading::{Kind, ReadFile, Reader};
use super::waiting::{self, Waiting};
use super::{names, said};
use crate::desk::diary::{Event, EventKind};
use crate::desk::round::{Doing, OpenRound};
use crate::desk::worker::Task;
use crate::ledger::{self, NewFile};
use crate::{careful, declaration};

/// A file that was sent.
pub(super) enum Sent {
    /// It lies under a temporary name. Holds its own name, and the one that fits.
    File(String, String, TempPath),
    /// It is not taken: its name, and why.
    Not(String, String),
}

/// The folder of the inputs for lists, and for what goes with them.
pub(super) const LISTS: &str = "ho-so";

/// What a picture is called among attachments.
const PICTURE: &str = "hình ảnh";

/// From how many files on the page is told how many were looked at.
const MANY: usize = 20;

/// Files what was sent at one time, asks for a check and waits a little for it. `who` sent it.
pub(super) fn file_all(round: &OpenRound, sent: Vec<Sent>, who: &str) {
    wait(round, 200, |round| round.look().is_some());
    let reader = Reader::of(round);
    let mut desk = FilingDesk { round, reader: &reader, who, known: KnownFiles::of(round) };
    let all = sent.len();
    let mut came: Vec<Arrival> = Vec::with_capacity(all);
    for (sent, done) in sent.into_iter().zip(1..) {
        came.push(desk.take(sent));
        if all >= MANY {
            let doing = Doing { what: "Đang xem tệp vừa nhận", papers: Some((done, all)) };
            round.change(|state| state.doing = Some(doing));
        }
    }
    if all >= MANY {
        round.change(|state| state.doing = None);
    }
    came.sort_by(|one, other| one.fate.cmp(&other.fate));
    let changed = came.iter().any(|one| matches!(one.fate, Fate::Filed(_) | Fate::Kept(_)));
    if let Some(event) = told(&came, who) {
        round.note(event);
    }
    round.arrivals.add(came);
    if changed {
        look_again(round);
    } else {
        round.change(|_| {});
    }
}

/// Asks for a check and waits a little for it, so that the next page has its result.
pub(super) fn look_again(round: &OpenRound) {
    let before = round.look().map_or(0, |look| look.number);
    round.ask(Task::Look);
    wait(round, 18, |round| round.look().map_or(0, |look| look.number) > before);
}

/// Waits until something is so, for at most this many twentieths of a second.
fn wait(round: &OpenRound, twentieths: usize, is_so: impl Fn(&OpenRound) -> bool) {
    for _ in 0..twentieths {
        if is_so(round) {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Tells the diary what came in at one time; `None` when nothing was taken.
fn told(came: &[Arrival], who: &str) -> Option<Event> {
    let taken: Vec<&Arrival> = came
        .iter()
        .filter(|one| matches!(one.fate, Fate::Filed(_) | Fate::Kept(_) | Fate::Asks(_)))
        .collect();
    let what = match taken.as_slice() {
        [] => return None,
        [one] => format!("Nhận tệp {}.", one.name),
        many => format!("Nhận {} tệp.", many.len()),
    };
    let line = |one: &&Arrival| {
        let went = match &one.fate {
            Fate::Filed(path) | Fate::Kept(path) => format!("cất ở {path}"),
            _ => "chờ trả lời".to_owned(),
        };
        let what = one.what.trim_start_matches("Đây là ").trim_end_matches('.');
        format!("{}: {what}; {went}", one.name)
    };
    Some(Event::now(EventKind::File, what, who).with(taken.iter().map(line).collect()))
}

/// Files one file after the other.
struct FilingDesk<'a> {
    round: &'a OpenRound,
    reader: &'a Reader,
    who: &'a str,
    known: KnownFiles<'a>,
}

impl FilingDesk<'_> {
    /// Takes one file in.
    fn take(&mut self, sent: Sent) -> Arrival {
        let at = crate::desk::now();
        let (name, fits, temporary) = match sent {
            Sent::File(name, fits, temporary) => (name, fits, temporary),
            Sent::Not(name, told) => {
                return Arrival {
                    name,
                    at,
                    what: "Không nhận tệp này.".into(),
                    told,
                    fate: Fate::Failed,
                };
            }
        };
        let arrival = |(what, told, fate)| Arrival { name, at, what, told, fate };
        // A file over which the program itself fails must not take the others along.
        let taken = panic::catch_unwind(AssertUnwindSafe(|| {
            careful::read_file(&temporary, FILE_BYTES)
                .and_then(|bytes| self.settle(&fits, &temporary, &bytes))
        }));
        match taken {
            Ok(Ok(taken)) => arrival(taken),
            Ok(Err(error)) => arrival(not_written(&error)),
            Err(_) => arrival((
                "Chương trình gặp lỗi của chính nó khi đọc tệp này.".into(),
                "Chưa cất vào đâu. Xin gửi tệp này cho người phát triển.".into(),
                Fate::Failed,
            )),
        }
    }

    /// Decides on a file and does it. Returns what it is, what is told, and what became of it.
    fn settle(
        &mut self,
        name: &str,
        temporary: &Path,
        bytes: &[u8],
    ) -> io::Result<(String, String, Fate)> {
        if let Some(path) = self.known.same(bytes, None) {
            let what = self.what(self.known.whose(&path));
            return Ok(same(what.unwrap_or_else(|| "Tệp này đã có rồi.".into()), path));
        }
        let read = self.reader.read(name, bytes);
        match read.kind(name, bytes) {
            Kind::Signed => Ok((
                "Đây là văn bản đã ký.".into(),
                "Chưa cất vào đâu. Thả tệp này ở trang Ký và phát hành: ở đó chữ ký được kiểm tra \
                 rồi mới cất."
                    .into(),
                Fate::Refused,
            )),
            Kind::Useless(why, remedy) => {
                // Of what nothing is to be done about, nothing is said.
                let fate = if remedy.is_empty() { Fate::Refused } else { Fate::Failed };
                Ok((why, format!("Chưa cất vào đâu. {remedy}").trim().to_owned(), fate))
            }
            Kind::Attachment(kind) => self.file_attachment(&kind, name, temporary, bytes),
            Kind::Declaration => self.file_declaration(name, temporary, bytes),
            Kind::Workbooks => self.file_workbooks(&read, name, temporary, bytes),
        }
    }

    /// Says whose papers these are.
    fn what(&self, whose: Option<&BTreeSet<Whose>>) -> Option<String> {
        Some(format!("Đây là {}.", said::short(self.reader.round()?, whose?)?))
    }

    fn file_attachment(
        &mut self,
        kind: &str,
        name: &str,
        temporary: &Path,
        bytes: &[u8],
    ) -> io::Result<(String, String, Fate)> {
        let what = format!("Đây là {kind}, không phải bảng tính nên không đọc.");
        let rivals = self.known.rivals(LISTS, name, &BTreeSet::new());
        if !rivals.files.is_empty() {
            return self.ask((LISTS, name, name), temporary, bytes, &rivals, what);
        }
        let path = place(self.round, temporary, LISTS, name)?;
        self.known.filed(&path, bytes, BTreeSet::new());
        let mut told = format!("Cất kèm hồ sơ ở {path}.");
        if kind == PICTURE {
            told += " Nếu là ảnh chữ ký hoặc con dấu, hãy để trong thư mục ky-so.";
        }
        Ok((what, told, Fate::Kept(path)))
    }

    fn file_declaration(
        &mut self,
        sent: &str,
        temporary: &Path,
        bytes: &[u8],
    ) -> io::Result<(String, String, Fate)> {
        let what = "Đây là khai báo của đợt.".to_owned();
        let rivals = self.known.rivals("", declaration::FILE, &BTreeSet::new());
        if rivals.files.is_empty() {
            let path = place(self.round, temporary, "", declaration::FILE)?;
            return Ok((what, format!("Cất vào {path}."), Fate::Filed(path)));
        }
        self.ask(("", declaration::FILE, sent), temporary, bytes, &rivals, what)
    }

    fn file_workbooks(
        &mut self,
        read: &ReadFile,
        name: &str,
        temporary: &Path,
        bytes: &[u8],
    ) -> io::Result<(String, String, Fate)> {
        let known = self.reader.round();
        let sentence = known.and_then(|round| said::sentence_alone(round, &read.forms, name));
        let what = match (&sentence, known) {
            (Some(sentence), _) => format!("Đây là {sentence}."),
            (None, Some(_)) => "Chưa nhận ra đây là danh sách hay phiếu chấm.".to_owned(),
            (None, None) => "Chưa rõ là tệp gì: khai báo của đợt chưa dùng được.".to_owned(),
        };
        let folder = said::folder(&read.forms, name);
        let whose = said::whose(&read.forms, name);
        let rivals = self.known.rivals(&folder, name, &whose);
        if !rivals.files.is_empty() {
            return self.ask((&folder, name, name), temporary, bytes, &rivals, what);
        }
        let path = place(self.round, temporary, &folder, name)?;
        self.known.filed(&path, bytes, whose);
        let mut told = format!("Cất vào {path}.");
        // The same name, but the paper of somebody else: both stay, and nobody is asked.
        if let Some(other) = rivals.namesake.and_then(|theirs| said::short(known?, &theirs)) {
            told += &format!(" Trùng tên với {other}, nên mang thêm số.");
        }
        if sentence.is_none() && known.is_some() {
            told += " Nếu không thuộc đợt này thì cất đi.";
        }
        Ok((what, told, Fate::Filed(path)))
    }

    /// Keeps a file until it is answered what it is to be: the folder and name that it would get, and
    /// its name as it was sent.
    fn ask(
        &self,
        (folder, name, sent): (&str, &str, &str),
        temporary: &Path,
        bytes: &[u8],
        rivals: &Rivals,
        what: String,
    ) -> io::Result<(String, String, Fate)> {
        if let Some(path) = self.known.same(bytes, Some(&rivals.files)) {
            return Ok(same(what, path));
        }
        let sent = (sent != name).then(|| sent.to_owned());
        let (folder, name) = (folder.to_owned(), name.to_owned());
        let at = Event::now(EventKind::File, "", self.who).at;
        let waiting = Waiting { folder, name, sent, at, what: what.clone() };
        let id = waiting::keep(&self.round.places, &waiting, temporary, bytes)?;
        Ok((what, "Chưa cất vào đâu, chờ trả lời ở đầu trang này.".into(), Fate::Asks(id)))
    }
}

/// What is told of a file whose bytes are there.
fn same(what: String, path: String) -> (String, String, Fate) {
    (what, format!("Giống hệt {path} đang có, nên không cất thêm."), Fate::Same(path))
}

/// What is told of a file that could not be written.
pub(super) fn not_written(error: &io::Error) -> (String, String, Fate) {
    let told = format!(
        "Chưa cất vào đâu. Xem ổ đĩa còn chỗ, thư mục còn quyền ghi và tệp không đang mở ở chương \
         trình khác, rồi thả lại ({error})."
    );
    ("Không ghi được tệp này.".into(), told, Fate::Failed)
}

/// Moves a file into a folder of the inputs, under its name or the next free one with a number.
/// Returns its path below the inputs folder.
pub(super) fn place(
    round: &OpenRound,
    file: &Path,
    folder: &str,
    name: &str,
) -> io::Result<String> {
    let mut number = 1;
    loop {
        let free = names::numbered(name, number);
        number += 1;
        if standing(round, folder, &free).is_some() {
            continue;
        }
        let path = joined(folder, &free);
        if moved(file, &ledger::below(&round.places.inputs, &path)?)? {
            return Ok(path);
        }
    }
}

/// Moves a file to a path where nothing stands; returns `false` when something does.
///
/// # Errors
///
/// When it cannot be moved; it then lies where it lay.
pub(super) fn moved(from: &Path, to: &Path) -> io::Result<bool> {
    if let Some(folder) = to.parent() {
        fs_err::create_dir_all(folder)?;
    }
    let mut file = TempPath::try_from_path(from)?;
    file.disable_cleanup(true);
    let failed = match file.persist_noclobber(to) {
        Ok(()) => return Ok(true),
        Err(failed) => failed.error,
    };
    if failed.kind() == io::ErrorKind::AlreadyExists {
        return Ok(false);
    }
    // Another drive, or one that cannot move a file only where nothing stands.
    let mut copy = NewFile::beside(to)?;
    io::copy(&mut fs_err::File::open(from)?, copy.file())?;
    match copy.keep_as(to) {
        Ok(()) => fs_err::remove_file(from).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}
