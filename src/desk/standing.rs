//! How far each paper is on its way: made, handed over to be signed, signed, numbered, sealed, sent,
//! archived. Read from what lies in the outputs folder, and from the diary for what only people know.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::diary::{Event, Step};
use super::places::Places;
use super::round::OpenRound;
use crate::documents::folders;
use crate::ledger::folders::{NUMBERED, SEALED};
use crate::ledger::{BookFault, FiledPaper, Ledger, SignedPaper, ToSign};
use crate::round::PaperKind;
use crate::typeset::BlankKind;

/// The steps on the way of a paper, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Made; something is still blank that must be there before it is signed.
    Draft,
    /// Complete; number and day may be blank, if they are filled in after the signature.
    Ready,
    /// Handed over to be signed.
    Submitted,
    /// Signed by the authorised person; number and day are still to come.
    Signed,
    /// Signed, and it has its number and day.
    Numbered,
    /// Sealed.
    Sealed,
    /// Sent out.
    Sent,
    /// In the archive of the round.
    Archived,
}

impl Stage {
    /// All steps, in their order.
    pub(super) const ALL: [Self; 8] = [
        Self::Draft,
        Self::Ready,
        Self::Submitted,
        Self::Signed,
        Self::Numbered,
        Self::Sealed,
        Self::Sent,
        Self::Archived,
    ];

    /// What people call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Draft => "Bản nháp",
            Self::Ready => "Sẵn sàng trình",
            Self::Submitted => "Đã trình",
            Self::Signed => "Đã ký",
            Self::Numbered => "Có số, ngày",
            Self::Sealed => "Đã đóng dấu",
            Self::Sent => "Đã gửi",
            Self::Archived => "Đã lưu",
        }
    }
}

/// How far a paper is.
#[derive(Debug, Clone)]
pub(super) struct PaperStanding {
    /// The paper as the record has it.
    pub(super) paper: FiledPaper,
    /// How far it is.
    pub(super) stage: Stage,
    /// The signature of the authorised person on what the paper says now.
    pub(super) signed: Option<SignedPaper>,
    /// Number and day, filled into what the authorised person signed.
    pub(super) numbered: Option<SignedPaper>,
    /// The seal on what the paper says now.
    pub(super) sealed: Option<SignedPaper>,
    /// Whether it was signed before its content changed.
    pub(super) outdated: bool,
    /// When and by whom it was handed over.
    pub(super) submitted: Option<(String, String)>,
    /// When and by whom it was sent.
    pub(super) sent: Option<(String, String)>,
    /// The last step of people with what the paper said before: it says something else now.
    pub(super) overtaken: Option<Overtaken>,
    /// Whether it is handed over after the submission (Tờ trình), which is not handed over yet.
    pub(super) after_submission: bool,
}

/// A step that a paper took before it was made again with other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Overtaken {
    /// The step.
    pub(super) to: Step,
    /// When, as the diary has it.
    pub(super) at: String,
}

impl Overtaken {
    /// Says it of the paper (Vietnamese): `đã gửi lúc 16:22 ngày 09/12/2020`.
    pub(super) fn told(&self) -> String {
        let what = match self.to {
            Step::Submitted => "đã trình",
            Step::Sent => "đã gửi",
            Step::Undone => "đã lùi lại",
        };
        format!("{what} lúc {}", super::clock::moment(&self.at))
    }
}

impl PaperStanding {
    /// Its title, `Quyết định Phê duyệt …`; the name of its file where it has none.
    pub(super) fn title(&self) -> &str {
        let titled = self.paper.to_sign.as_ref().and_then(|to_sign| to_sign.title.as_deref());
        titled.unwrap_or_else(|| self.paper.file.rsplit('/').next().unwrap_or_default())
    }

    /// Whether people handed over, signed or sent something else than what it says now.
    pub(super) fn is_overtaken(&self) -> bool {
        self.overtaken.is_some() || self.outdated
    }

    /// Whether it is the next paper of its kind to be handed over: it is complete, nothing else of
    /// it was handed over before, and it waits for no other paper.
    pub(super) fn is_to_hand_over(&self) -> bool {
        self.stage == Stage::Ready && !self.is_overtaken() && !self.after_submission
    }

    /// Its kind; `None` for lists, which have no number.
    pub(super) fn kind(&self) -> Option<PaperKind> {
        self.paper.to_sign.as_ref().and_then(|to_sign| to_sign.kind())
    }

    /// The folder of its kind.
    pub(super) fn folder(&self) -> &str {
        self.paper.file.split_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether another program signed what it says now: what is still missing is added there, too.
    pub(super) fn is_signed_elsewhere(&self) -> bool {
        self.latest().is_some_and(is_elsewhere)
    }

    /// The file that is sent, once it is sealed, and what it is called (Vietnamese).
    pub(super) fn issued(&self) -> Option<(&SignedPaper, &'static str)> {
        let line = self.latest().filter(|_| self.stage >= Stage::Sealed)?;
        let called =
            if self.sealed.is_some() { "Bản đã ký, đóng dấu" } else { "Bản đã ký" };
        Some((line, called))
    }

    /// Number and day that it was given after it was signed: `số 2401, ngày 09/12/2020`.
    pub(super) fn given(&self) -> Option<String> {
        let one = self.numbered.as_ref()?.registered.as_ref()?;
        let mut day: Vec<&str> = one.date.split('-').collect();
        day.reverse();
        Some(format!("số {:02}, ngày {}", one.number, day.join("/")))
    }

    /// The latest signed file; `None` while nobody signed what it says now.
    pub(super) fn latest(&self) -> Option<&SignedPaper> {
        self.sealed.as_ref().or(self.numbered.as_ref()).or(self.signed.as_ref())
    }
}

/// For what a complete paper of this folder waits, with this number of errors, of which so many only
/// say that ballots have not come in: a word or two, and a sentence (Vietnamese).
pub(super) fn held_back(
    folder: &str,
    errors: usize,
    lacking: usize,
) -> Option<(&'static str, &'static str)> {
    let of_results = ![folders::PLAN, folders::INVITATIONS, folders::MEETING].contains(&folder);
    if lacking > 0 && of_results {
        return Some((
            "Chờ phiếu chấm",
            "Chưa nên trình: còn thiếu phiếu chấm của Hội đồng. Phiếu về thì thả vào trang Tệp, đủ phiếu \
             rồi soạn lại; văn bản này có thể đổi.",
        ));
    }
    (errors > lacking).then_some((
        "Chờ sửa lỗi",
        "Chưa nên trình: đợt còn lỗi chưa sửa, sửa xong thì văn bản này có thể đổi.",
    ))
}

/// The role of the authorised person in the book.
const OFFICIAL: &str = "official";

/// Whether another program signed the file of this line.
fn is_elsewhere(line: &SignedPaper) -> bool {
    line.role == "elsewhere"
}

/// Whether the file of this line lies in this folder.
fn lies_in(line: &SignedPaper, folder: &str) -> bool {
    line.file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// What of number and day is filled in after the first signature: `số, ngày`; `None` for nothing.
pub(super) fn filled_later(to_sign: &ToSign) -> Option<&'static str> {
    let has = |kind| to_sign.filled_later.iter().any(|spot| spot.kind == kind);
    match (has(BlankKind::Number), has(BlankKind::Day)) {
        (true, true) => Some("số, ngày"),
        (true, false) => Some("số"),
        (false, true) => Some("ngày"),
        (false, false) => None,
    }
}

/// Why it cannot be told how far papers are.
#[derive(Debug, thiserror::Error)]
pub(super) enum StandingFault {
    /// The outputs folder cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The book of signatures cannot be used.
    #[error(transparent)]
    Book(#[from] BookFault),
}

/// What is known of the papers of a round.
pub(super) struct KnownPapers {
    /// How far each is; none when that cannot be told.
    pub(super) papers: Vec<PaperStanding>,
    /// Drafts, which nobody signs for themselves: they go with the submission.
    pub(super) drafts: Vec<FiledPaper>,
    /// Papers that were handed over or sent and are not made any more: their files, and the step.
    pub(super) dropped: Vec<(String, Overtaken)>,
    /// The diary, the oldest event first; empty when it cannot be read.
    pub(super) events: Vec<Event>,
    /// Why it cannot be told how far papers are, for whoever looks after the computer.
    pub(super) unreadable: Option<String>,
}

/// Gathers what is known of the papers of a round.
pub(super) fn known(round: &OpenRound) -> KnownPapers {
    let (events, diary) = match round.diary().read() {
        Ok(events) => (events, None),
        Err(error) => (Vec::new(), Some(error.to_string())),
    };
    let (papers, book) = match of_papers(&round.places, &events) {
        Ok(papers) => (papers, None),
        Err(fault) => (Vec::new(), Some(fault.to_string())),
    };
    let drafts = if papers.is_empty() { Vec::new() } else { drafts(&round.places) };
    let dropped = if papers.is_empty() { Vec::new() } else { dropped(&papers, &drafts, &events) };
    KnownPapers { papers, drafts, dropped, events, unreadable: book.or(diary) }
}

/// The drafts of the last run, in the order of the round.
fn drafts(places: &Places) -> Vec<FiledPaper> {
    let ledger = Ledger::open(&places.outputs).ok();
    let outputs = ledger.as_ref().and_then(Ledger::record).map(|record| &record.outputs);
    let is_draft =
        |one: &&FiledPaper| one.to_sign.as_ref().is_some_and(|to_sign| to_sign.is_draft());
    outputs.into_iter().flatten().filter(is_draft).cloned().collect()
}

/// Tells how far the papers of the last run are, in the order of the round. Those without a
/// signature of their own (lists, workbooks, drafts) are left out.
///
/// # Errors
///
/// [`StandingFault`] when the folder or the book cannot be read.
pub(super) fn of_papers(
    places: &Places,
    events: &[Event],
) -> Result<Vec<PaperStanding>, StandingFault> {
    if !places.outputs.is_dir() {
        return Ok(Vec::new());
    }
    let ledger = Ledger::open(&places.outputs)?;
    let book = ledger.signatures()?;
    let Some(record) = ledger.record() else { return Ok(Vec::new()) };
    // What was sent since the last archive is not in it yet.
    let archive = events.iter().rposition(Event::is_archive).filter(|_| has_archive(places));
    let archived = |at: &Event| {
        events
            .iter()
            .position(|event| std::ptr::eq(event, at))
            .is_some_and(|sent| Some(sent) < archive)
    };
    let steps = steps(events);
    let current: BTreeSet<(&str, &str)> =
        book.registered().map(|(line, _)| (&*line.file, &*line.sha256)).collect();
    let now: BTreeSet<&str> = record.outputs.iter().map(|one| one.sha256.as_str()).collect();
    let is_signed_by_people = |paper: &&FiledPaper| {
        paper.to_sign.as_ref().is_some_and(|to_sign| to_sign.is_signed_itself())
    };
    let standing = |paper: &FiledPaper| {
        let of_paper: Vec<&SignedPaper> =
            book.of_paper(&paper.file).filter(|line| ledger.still_holds(line)).collect();
        // A file with a number that was replaced is none to go on with.
        let is_current = |line: &SignedPaper| {
            line.registered.is_none() || current.contains(&(&*line.file, &*line.sha256))
        };
        let last = |is: &dyn Fn(&SignedPaper) -> bool| {
            let mut of_role = of_paper.iter().rev();
            let line =
                of_role.find(|line| is(line) && line.original == paper.sha256 && is_current(line));
            line.map(|line| SignedPaper::clone(line))
        };
        let signed = last(&|line| line.role == OFFICIAL || is_elsewhere(line));
        let numbered = last(&|line| line.role == "number" || lies_in(line, NUMBERED));
        let sealed = last(&|line| lies_in(line, SEALED));
        // A paper keeps its steps when only its place among others of its kind changes.
        let step = |to: Step| {
            let mut all = steps.values().flatten().rev();
            all.find(|(step, sha256, _)| *step == to && *sha256 == paper.sha256)
                .map(|(_, _, event)| *event)
        };
        let (submitted, sent) = (step(Step::Submitted), step(Step::Sent));
        let before = steps.get(paper.file.as_str()).into_iter().flatten();
        let overtaken = before
            .rev()
            .find(|(_, sha256, _)| !now.contains(sha256))
            .filter(|_| submitted.is_none() && sent.is_none())
            .map(|(to, _, event)| Overtaken { to: *to, at: event.at.clone() });
        // Whoever handed it over again, or sent it again, knows of the other one.
        let outdated = signed.is_none()
            && submitted.is_none()
            && sent.is_none()
            && of_paper.iter().any(|line| line.role == OFFICIAL || is_elsewhere(line));
        let complete = paper.to_sign.as_ref().is_some_and(|to_sign| to_sign.blanks.is_empty());
        let numbered_before =
            paper.to_sign.as_ref().is_some_and(|to_sign| to_sign.filled_later.is_empty());
        let stage = match (&sent, &sealed, &signed, &submitted) {
            (Some(event), ..) if archived(event) => Stage::Archived,
            (Some(_), ..) => Stage::Sent,
            (_, Some(_), ..) => Stage::Sealed,
            (_, _, Some(_), _) if numbered_before || numbered.is_some() => Stage::Numbered,
            (_, _, Some(_), _) => Stage::Signed,
            (.., Some(_)) => Stage::Submitted,
            _ if complete => Stage::Ready,
            _ => Stage::Draft,
        };
        let when = |event: &Event| (event.at.clone(), event.who.clone());
        let (submitted, sent) = (submitted.map(when), sent.map(when));
        let paper = paper.clone();
        PaperStanding {
            paper,
            stage,
            signed,
            numbered,
            sealed,
            outdated,
            submitted,
            sent,
            overtaken,
            after_submission: false,
        }
    };
    let papers = record.outputs.iter().filter(is_signed_by_people).map(standing);
    Ok(in_turn(papers.collect()))
}

/// Marks the papers that are handed over after the submission, as long as that is not.
fn in_turn(mut papers: Vec<PaperStanding>) -> Vec<PaperStanding> {
    let waits = papers
        .iter()
        .any(|one| one.kind() == Some(PaperKind::Submission) && one.stage < Stage::Submitted);
    for paper in &mut papers {
        let follows = matches!(paper.kind(), Some(PaperKind::Decision | PaperKind::Approval));
        paper.after_submission = waits && follows && paper.stage == Stage::Ready;
    }
    papers
}

/// Whether the round has an archive.
fn has_archive(places: &Places) -> bool {
    let entries = fs_err::read_dir(places.outputs.join(folders::ARCHIVE)).into_iter().flatten();
    let mut files = entries.filter_map(Result::ok);
    files.any(|entry| entry.path().extension().is_some_and(|end| end == "zip"))
}

/// Papers that took a step and are not among those of the last run, whatever their file is called.
fn dropped(
    papers: &[PaperStanding],
    drafts: &[FiledPaper],
    events: &[Event],
) -> Vec<(String, Overtaken)> {
    let all = || papers.iter().map(|one| &one.paper).chain(drafts);
    let files: BTreeSet<&str> = all().map(|one| one.file.as_str()).collect();
    let says: BTreeSet<&str> = all().map(|one| one.sha256.as_str()).collect();
    let mut dropped = Vec::new();
    for (file, steps) in steps(events) {
        if let Some((to, _, event)) = steps.last().filter(|(_, sha256, _)| !says.contains(sha256))
            && !files.contains(file)
        {
            dropped.push((file.to_owned(), Overtaken { to: *to, at: event.at.clone() }));
        }
    }
    dropped
}

/// A step of a paper: the step, what the paper said, and the event.
type StepTaken<'a> = (Step, &'a str, &'a Event);

/// The steps of each paper that count, in the order of the diary.
fn steps(events: &[Event]) -> BTreeMap<&str, Vec<StepTaken<'_>>> {
    let mut steps: BTreeMap<&str, Vec<StepTaken<'_>>> = BTreeMap::new();
    for event in events {
        let Some(step) = &event.step else { continue };
        for (file, sha256) in &step.papers {
            if step.to == Step::Undone {
                take_back(&mut steps, file, sha256);
            } else {
                steps.entry(file).or_default().push((step.to, sha256.as_str(), event));
            }
        }
    }
    steps
}

/// Takes back the last step of what a paper says, also when its file was called otherwise then.
fn take_back(steps: &mut BTreeMap<&str, Vec<StepTaken<'_>>>, file: &str, sha256: &str) {
    let undo = |all: &mut Vec<StepTaken<'_>>| {
        let last = all.iter().rposition(|(_, said, _)| *said == sha256);
        last.map(|at| all.remove(at)).is_some()
    };
    if !steps.get_mut(file).is_some_and(undo) {
        let _ = steps.values_mut().any(undo);
    }
}
