//! Does the tasks of a round one after the other, on a thread of its own, and looks through the
//! folder between them.

use std::collections::BTreeMap;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::diary::{Event, EventKind};
use super::look::{Look, ReadRound};
use super::rooms;
use super::round::{Doing, OpenRound, Trouble};
use super::standing::{self, KnownPapers};
use super::turn::{self, Hand, Wished};
use crate::careful;
use crate::changes::{ChangeKind, ChangedPapers};
use crate::declaration::Change;
use crate::job::{Job, RunFault, RunReport, Step};
use crate::ledger::{Holder, Ledger, SignedPaper, TurnFault};
use crate::page::CHECKED_DATA;
use crate::{pipeline, terminal};

/// How often the folder is looked through.
const PAUSE: Duration = Duration::from_secs(2);

/// Most bytes of the data of a check.
const CHECKED_BYTES: u64 = 512 << 20;

/// A task of a round.
pub(super) enum Task {
    /// To check the round, whether anything in the folder changed or not.
    Look,
    /// To make all papers that can be made. Holds who asks for it.
    Issue(String),
    /// Something else, with what pages say while it is done.
    Do(&'static str, Box<dyn FnOnce(&OpenRound) + Send>),
    /// To end.
    End,
}

/// Notes in the diary what was signed in a console since the desk was opened.
#[derive(Debug, Default)]
struct SignaturesSeen {
    count: Option<usize>,
}

impl SignaturesSeen {
    /// Looks into the book of signatures. What it held when the desk was opened is no news.
    fn look(&mut self, round: &OpenRound) {
        if !round.places.outputs.is_dir() {
            self.count.get_or_insert(0);
            return;
        }
        let book = Ledger::open(&round.places.outputs).ok().and_then(|one| one.signatures().ok());
        let Some(book) = book else { return };
        let before = *self.count.get_or_insert(book.signed.len());
        if book.signed.len() <= before {
            return;
        }
        self.count = Some(book.signed.len());
        if round.may_write() {
            let untold = book.signed[before..].iter().filter(|line| !round.is_told(&line.file));
            untold.for_each(|line| round.note(signed(line)));
        }
        round.change(|_| {});
    }
}

/// Tells the diary of a signature.
fn signed(line: &SignedPaper) -> Event {
    let (holder, file) = (&line.holder, &line.file);
    let rehearsal = if line.rehearsal { " (ký thử)" } else { "" };
    let what = match line.role.as_str() {
        "official" => format!("{holder} ký{rehearsal}: {file}."),
        "seal" => format!("{holder} đóng dấu{rehearsal}: {file}."),
        "number" => {
            let given =
                line.registered.as_ref().map(|one| format!("{:02}/{}", one.number, one.symbol));
            format!("Cấp số {}{rehearsal}: {file}.", given.unwrap_or_default())
        }
        "elsewhere" => format!("Nhận bản {holder} ký bằng phần mềm khác{rehearsal}: {file}."),
        _ => format!("Bổ sung bằng chứng cho nhiều năm sau: {file}."),
    };
    Event::now(EventKind::Signed, what, "")
}

/// Opens the browser once more for somebody who started the program again.
pub(super) type ShowPage = Box<dyn Fn() + Send>;

/// Does tasks until there are no more. `who` works on this desk.
pub(super) fn work(round: &OpenRound, tasks: &Receiver<Task>, who: &Holder, show: &ShowPage) {
    let mut watched = Watched::default();
    let aside = tempfile::tempdir();
    let mut signatures = SignaturesSeen::default();
    loop {
        let task = match tasks.recv_timeout(PAUSE) {
            Ok(task) => Some(task),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        if matches!(task, Some(Task::End)) {
            return;
        }
        let done = panic::catch_unwind(AssertUnwindSafe(|| match task {
            Some(Task::Issue(by)) => {
                issue(round, &by);
                look(round, aside.as_ref().ok(), &mut watched);
            }
            Some(Task::Do(what, task)) => {
                doing(round, what);
                task(round);
                round.change(|state| state.doing = None);
            }
            Some(Task::Look | Task::End) => look(round, aside.as_ref().ok(), &mut watched),
            None => {
                hand_over(round, who, show);
                signatures.look(round);
                if watched.settled(&round.places.inputs) {
                    look(round, aside.as_ref().ok(), &mut watched);
                }
            }
        }));
        if done.is_err() {
            round.change(|state| {
                state.doing = None;
                state.trouble = Some(broken());
            });
        }
        round.seen(super::now());
    }
}

fn doing(round: &OpenRound, what: &'static str) {
    round.change(|state| state.doing = Some(Doing { what, papers: None }));
}

/// Gives up the turn when somebody asks for it, and takes it when it is free.
fn hand_over(round: &OpenRound, who: &Holder, show: &ShowPage) {
    let own = &round.places.own;
    if round.may_write() {
        let Some(wish) = turn::wished(own) else { return };
        match wish.what {
            Wished::Page => show(),
            Wished::Turn => {
                let by = turn::told(&wish.who);
                let event = Event::now(EventKind::Desk, format!("Việc được giao cho {by}."), "");
                round.note(event);
                round.change(|state| state.hand = Hand::Theirs(Some(Box::new(wish.who))));
            }
        }
        return;
    }
    let hand = Hand::take(own, who, Duration::ZERO);
    let (before, after) = (round.state().hand, hand.holder().cloned());
    match hand {
        Hand::Ours(_) => {
            rooms::sweep(&round.places);
            round.change(|state| state.hand = hand);
            round.note(Event::now(EventKind::Desk, "Nhận việc trên thư mục này.", &who.user));
            round.ask(Task::Look);
        }
        _ if before.holder() != after.as_ref() => round.change(|state| state.hand = hand),
        _ => {}
    }
}

/// Checks the round and keeps what pages show of it. Without the turn, the report is written aside.
fn look(round: &OpenRound, aside: Option<&TempDir>, watched: &mut Watched) {
    doing(round, "Đang đọc và kiểm tra");
    watched.begin(&round.places.inputs);
    let job = if round.may_write() {
        round.job.clone()
    } else {
        let Some(aside) = aside else { return round.change(|state| state.doing = None) };
        Job { outputs: aside.path().to_owned(), ..round.job.clone() }
    };
    let checked =
        pipeline::check_keeping(&job, &|_| {}, ReadRound::of).and_then(|(report, read)| {
            let bytes = careful::read_file(&job.outputs.join(CHECKED_DATA), CHECKED_BYTES)?;
            Ok((report, read, serde_json::from_slice(&bytes)?))
        });
    if let Ok((_, Some(read), _)) = &checked {
        let touched = round.arrivals.looked(&read.files, super::now());
        let told = || rooms::told_of_folder(&touched, declared_since(round, read));
        if let Some(event) = round.may_write().then(told).flatten() {
            round.note(event);
        }
    }
    round.change(|state| {
        state.doing = None;
        match checked {
            Ok((report, read, checked)) => {
                let number = state.look.as_ref().map_or(1, |look| look.number + 1);
                let at = super::now();
                state.look = Some(Arc::new(Look { number, at, report, checked, read }));
                state.trouble = None;
            }
            Err(fault) => state.trouble = Some(trouble(&fault)),
        }
    });
}

/// What changed in the declaration since the last look, a sentence each.
fn declared_since(round: &OpenRound, now: &ReadRound) -> Vec<String> {
    let look = round.look();
    let before = look.as_ref().and_then(|look| look.read.as_ref());
    let before = before.and_then(|read| read.round.spelling.canonical());
    let changes = before.map(|before| now.round.spelling.changes_since(before));
    changes.unwrap_or_default().iter().map(Change::told_to_clerks).take(MOST_TOLD).collect()
}

/// What pages say while papers are made.
pub(super) const ISSUING: &str = "Đang soạn văn bản";

/// Makes the papers as `ocop run` does.
fn issue(round: &OpenRound, by: &str) {
    if !round.may_write() {
        return;
    }
    doing(round, ISSUING);
    let before = standing::known(round);
    let watch = |step: Step| {
        let count = |papers: &mut Option<(usize, usize)>| match (step, &papers) {
            (Step::Print(all), _) => *papers = Some((0, all)),
            (Step::Printed, Some((done, all))) => *papers = Some((done + 1, *all)),
            _ => {}
        };
        if matches!(step, Step::Print(_) | Step::Printed) {
            round.change(|state| {
                if let Some(doing) = &mut state.doing {
                    count(&mut doing.papers);
                }
            });
        }
    };
    let result = pipeline::run(&round.job, &watch);
    round.change(|state| state.doing = None);
    match result {
        Ok(report) => {
            round.note(told(&report, by, before.papers.is_empty()));
            let event = overtaken(&before, &standing::known(round), by);
            event.into_iter().for_each(|event| round.note(event));
        }
        Err(fault) => round.change(|state| state.trouble = Some(trouble(&fault))),
    }
}

/// Tells the diary which papers say something else since this run than what people handed over or
/// sent; `None` when none do.
fn overtaken(before: &KnownPapers, now: &KnownPapers, by: &str) -> Option<Event> {
    let known = |file: &str| {
        let mut papers = before.papers.iter();
        papers.any(|one| one.paper.file == file && one.overtaken.is_some())
            || before.dropped.iter().any(|(one, _)| one == file)
    };
    let papers = now.papers.iter().filter(|one| !known(&one.paper.file)).filter_map(|one| {
        let step = one.overtaken.as_ref()?;
        Some(format!("“{}”: {}, nay soạn khác", one.title(), step.told()))
    });
    let dropped = now.dropped.iter().filter(|(file, _)| !known(file));
    let dropped =
        dropped.map(|(file, step)| format!("{file}: {}, nay không soạn nữa", step.told()));
    let all: Vec<String> = papers.chain(dropped).collect();
    let what = match all.len() {
        0 => return None,
        1 => format!("Có văn bản không còn như bản đã trình hoặc đã gửi. {}.", all[0]),
        many => format!("{many} văn bản không còn như bản đã trình hoặc đã gửi."),
    };
    let details = if all.len() > 1 { all } else { Vec::new() };
    Some(Event::now(EventKind::Paper, what, by).with(details))
}

/// Tells the diary what was made; `first` for papers of a round that has none yet.
fn told(report: &RunReport, by: &str, first: bool) -> Event {
    let waiting = match report.waiting.len() {
        0 => String::new(),
        some => format!(", {some} văn bản còn chờ"),
    };
    let made = made(report);
    let what = if first {
        format!("Soạn lần đầu {made}{waiting}.")
    } else if report.papers.is_empty() {
        format!("Soạn lại {made}, không văn bản nào đổi{waiting}.")
    } else {
        let changed: usize = report.papers.groups.iter().map(|group| group.files.len()).sum();
        format!("Soạn lại {made}: {changed} văn bản đổi, còn lại như lần trước{waiting}.")
    };
    Event::now(EventKind::Paper, what, by).with(report.papers.groups.iter().map(changed).collect())
}

/// Says how many papers were made, how many of them nobody signs for themselves, and whether other
/// files go with them.
fn made(report: &RunReport) -> String {
    let papers = report.issuable.min(report.filed.len());
    // Papers that are only put together to be printed are no further ones.
    let to_sign = report.filed.iter().filter_map(|one| one.to_sign.as_ref());
    let signed = to_sign.filter(|one| one.is_signed_itself()).count();
    let unsigned = match papers.saturating_sub(signed) {
        0 => String::new(),
        some => format!(" ({some} văn bản chỉ in ra dùng, không phải ký)"),
    };
    match report.filed.len() - papers {
        0 => format!("{papers} văn bản{unsigned}"),
        _ => format!("{papers} văn bản{unsigned} và các tệp kèm theo"),
    }
}

/// Most differences of a group of papers that stand in the diary.
const MOST_TOLD: usize = 12;

/// Tells what changed in a group of papers.
fn changed(group: &ChangedPapers) -> String {
    let head = match group.what {
        ChangeKind::Content => group.named(),
        other => format!("{}: {}", group.named(), other.told()),
    };
    let told = group.told.iter().take(MOST_TOLD).cloned().collect::<Vec<_>>().join("; ");
    if told.is_empty() { head } else { format!("{head}: {told}") }
}

/// Says why a task came to no end.
pub(super) fn trouble(fault: &RunFault) -> Trouble {
    let (mut technical, mut cause) = (Vec::new(), Some(fault as &dyn std::error::Error));
    while let Some(error) = cause {
        technical.push(error.to_string());
        cause = error.source();
    }
    technical.dedup();
    let why = match fault {
        RunFault::Io(error) | RunFault::Turn(TurnFault::Io(error)) => likely(error),
        _ => None,
    };
    if let Some((why, remedy)) = why {
        let what = match fault {
            RunFault::Io(_) => format!("Không đọc hoặc không ghi được tệp: {why}."),
            _ => {
                format!("Không dùng được thư mục chứa văn bản đã soạn (thư mục “outputs”): {why}.")
            }
        };
        let technical = technical.join(" · ");
        return Trouble { what, remedy: remedy.into(), technical, at: super::now() };
    }
    let (what, remedy) = match fault {
        RunFault::Intake(_) => (
            "Không mở được thư mục của đợt.".into(),
            "Mở thư mục trong Windows xem còn vào được không; ổ đĩa mạng có thể đã ngắt.",
        ),
        RunFault::Io(_) => (
            "Không đọc hoặc không ghi được tệp.".into(),
            "Đóng tệp đang mở ở chương trình khác, xem ổ đĩa còn chỗ và còn quyền ghi không.",
        ),
        other => (first_upper(&terminal::stopped(other)), "Sửa điều nêu trên rồi thử lại."),
    };
    let technical = technical.join(" · ");
    Trouble { what, remedy: remedy.into(), technical, at: super::now() }
}

/// The likely cause of what the system refused, and what to do (Vietnamese); `None` where it is not
/// one of the common ones.
fn likely(error: &io::Error) -> Option<(&'static str, &'static str)> {
    use io::ErrorKind::{
        AlreadyExists, NotADirectory, NotFound, PermissionDenied, QuotaExceeded,
        ReadOnlyFilesystem, StorageFull,
    };

    Some(match error.kind() {
        AlreadyExists | NotADirectory => (
            "ở chỗ phải là một thư mục lại có một tệp cùng tên",
            "Mở thư mục của đợt, đổi tên tệp ấy (tệp có tên như thư mục, thường là “outputs”), rồi bấm \
             “Thử lại”.",
        ),
        PermissionDenied | ReadOnlyFilesystem => (
            "máy không cho ghi vào đó",
            "Đóng tệp của đợt đang mở ở Excel hay chương trình khác rồi bấm “Thử lại”. Vẫn thế thì nhờ \
             người phụ trách máy tính cho quyền ghi vào thư mục của đợt.",
        ),
        StorageFull | QuotaExceeded => {
            ("ổ đĩa đã đầy", "Xóa bớt tệp không dùng ở ổ đĩa ấy, dọn Thùng rác, rồi bấm “Thử lại”.")
        }
        NotFound => (
            "thư mục hoặc tệp không còn ở chỗ cũ",
            "Mở thư mục của đợt xem còn không: ổ mạng có thể đã ngắt, thư mục có thể đã bị đổi tên. Để lại \
             như cũ rồi bấm “Thử lại”.",
        ),
        _ => return None,
    })
}

/// Says that the program itself failed over a task.
fn broken() -> Trouble {
    Trouble {
        what: "Chương trình gặp lỗi của chính nó nên việc vừa rồi chưa xong.".into(),
        remedy: "Thử lại; nếu vẫn thế, xin báo cho người phát triển, kèm thư mục của đợt.".into(),
        technical: "panic".into(),
        at: super::now(),
    }
}

fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What stands in a folder: the size and time of every file.
type Listing = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// The folder as it was when the round was last looked at, and when it was last looked through.
#[derive(Debug, Default)]
struct Watched {
    looked_at: Listing,
    last: Listing,
}

impl Watched {
    /// Notes the folder as it is before the round is looked at.
    fn begin(&mut self, folder: &Path) {
        self.looked_at = listing(folder);
        self.last.clone_from(&self.looked_at);
    }

    /// Tells whether the folder changed since the last look and has stood still since it was last
    /// looked through. A workbook that Excel has open is waited for.
    fn settled(&mut self, folder: &Path) -> bool {
        let now = listing(folder);
        let stands_still = now == self.last;
        let changed = is_open_free(&now) != is_open_free(&self.looked_at);
        self.last = now;
        stands_still && changed
    }
}

/// Leaves out the lock files that Excel and LibreOffice keep beside an open workbook, and the
/// workbooks beside them.
fn is_open_free(listing: &Listing) -> Listing {
    let is_open = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let beside = |lock: String| listing.contains_key(&path.with_file_name(lock));
        let cut: String = name.chars().skip(2).collect();
        name.starts_with("~$")
            || name.starts_with(".~lock.")
            || beside(format!("~${name}"))
            || beside(format!("~${cut}"))
            || beside(format!(".~lock.{name}#"))
    };
    listing
        .iter()
        .filter(|(path, _)| !is_open(path))
        .map(|(path, one)| (path.clone(), *one))
        .collect()
}

fn listing(folder: &Path) -> Listing {
    let entries = WalkDir::new(folder).follow_links(false).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .filter_map(|entry| {
            let found = entry.metadata().ok()?;
            Some((entry.into_path(), (found.len(), found.modified().ok())))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_counts_when_it_has_stood_still_and_the_workbook_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut watched) = (folder.path(), Watched::default());
        watched.begin(path);
        assert!(!watched.settled(path));
        fs_err::write(path.join("a.xlsx"), "1").unwrap();
        assert!(!watched.settled(path), "it may still be written");
        assert!(watched.settled(path));
        watched.begin(path);
        fs_err::write(path.join("~$a.xlsx"), "").unwrap();
        fs_err::write(path.join("a.xlsx"), "12").unwrap();
        assert!(!watched.settled(path));
        fs_err::remove_file(path.join("~$a.xlsx")).unwrap();
        assert!(!watched.settled(path));
        assert!(watched.settled(path));
    }
}
