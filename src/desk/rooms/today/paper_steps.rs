//! The steps of a round that are made of papers: how far they are, and the archive of all.

use super::steps::{Step, StepState};
use crate::desk::frame::Room;
use crate::desk::look::Look;
use crate::desk::rooms::words::for_page;
use crate::desk::round::OpenRound;
use crate::desk::standing::{KnownPapers, PaperStanding, Stage};
use crate::documents::{WaitingPaper, folders};
use crate::job::IssuableKind;

/// Most kinds of papers that a sentence names.
const KINDS: usize = 4;

/// Names kinds of papers with how many there are: `Kế hoạch, Giấy mời (28)`.
pub(super) fn named<'a>(kinds: impl Iterator<Item = &'a IssuableKind>) -> String {
    let all: Vec<&IssuableKind> = kinds.collect();
    let name = |kind: &&IssuableKind| match kind.count {
        1 => kind.name.clone(),
        some => format!("{} ({some})", kind.name),
    };
    let named = all.iter().take(KINDS).map(name).collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(KINDS) {
        0 => named,
        more => format!("{named} và {more} loại nữa"),
    }
}

/// Says for what a paper waits.
fn waits_for(waiting: &WaitingPaper) -> String {
    format!("{} chờ {}.", waiting.paper, for_page(waiting.reason.trim_end_matches('.')))
}

/// A step whose papers lie in these folders. `kinds` are the kinds of papers, the most important
/// first, as waiting papers call them; `unmade` says how they are made.
pub(super) fn papers_step(
    name: &'static str,
    of: &[&str],
    look: &Look,
    known: &KnownPapers,
    kinds: &[&str],
    unmade: &str,
) -> Step {
    if known.unreadable.is_some() {
        let told = "Chưa rõ, vì không đọc được sổ chữ ký hoặc nhật ký.".to_owned();
        return Step { name, address: Room::Papers.address(), state: StepState::Waits, told };
    }
    let mine: Vec<&PaperStanding> =
        known.papers.iter().filter(|paper| of.contains(&paper.folder())).collect();
    let waits = kinds.iter().find_map(|kind| {
        let of_kind = |paper: &&WaitingPaper| paper.paper.starts_with(kind);
        look.report.waiting.iter().find(of_kind)
    });
    let address = if mine.is_empty() { Room::Papers.address() } else { Room::Signing.address() };
    let Some(least) = mine.iter().map(|paper| paper.stage).min() else {
        let waits = waits.map(waits_for);
        let ready = look.report.kinds.iter().filter(|kind| of.contains(&kind.folder.as_str()));
        let ready = named(ready);
        let (state, told) = match (ready.is_empty(), waits) {
            (true, Some(waits)) => (StepState::Waits, waits),
            (true, None) => (StepState::Unmade, unmade.to_owned()),
            (false, waits) => {
                let waits = waits.map(|waits| format!(" {waits}")).unwrap_or_default();
                (StepState::Unmade, format!("Lập được ngay: {ready}. {unmade}{waits}"))
            }
        };
        return Step { name, address: Room::Papers.address(), state, told };
    };
    let all = mine.len();
    let at = |from: Stage, to: Stage| {
        mine.iter().filter(|paper| (from..=to).contains(&paper.stage)).count()
    };
    let mut told = format!("{all} văn bản");
    // Each paper is told once, by its last step.
    for (from, to, words) in [
        (Stage::Sent, Stage::Archived, "đã gửi"),
        (Stage::Sealed, Stage::Sealed, "đã đóng dấu"),
        (Stage::Numbered, Stage::Numbered, "đã ký, có số"),
        (Stage::Signed, Stage::Signed, "đã ký"),
        (Stage::Submitted, Stage::Submitted, "đã trình, chờ ký"),
    ] {
        let count = at(from, to);
        if count > 0 {
            told += &format!(", {count} {words}");
        }
    }
    if at(Stage::Submitted, Stage::Archived) == 0 {
        told += ", chưa trình ký";
    }
    let blanks = mine.iter().filter(|paper| paper.stage == Stage::Draft).count();
    if blanks > 0 {
        told += &format!(", {blanks} còn chỗ trống");
    }
    told.push('.');
    let overtaken = mine.iter().filter(|paper| paper.is_overtaken()).count();
    if overtaken > 0 {
        told += &format!(
            " {overtaken} văn bản không còn như bản đã trình, ký hoặc gửi: xem trang Ký và phát hành."
        );
    }
    if let Some(waiting) = waits {
        told += &format!(" {}", waits_for(waiting));
    }
    let state = if least >= Stage::Sent { StepState::Done } else { StepState::Begun };
    Step { name, address, state, told }
}

/// The last step. It is done when what was archived is all of it: everything before it is done.
pub(super) fn archive(round: &OpenRound, papers: &[PaperStanding], is_issued: bool) -> Step {
    let folder = round.places.outputs.join(folders::ARCHIVE);
    let archived = fs_err::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let count =
        archived.filter(|entry| entry.path().extension().is_some_and(|one| one == "zip")).count();
    let (state, told) = match count {
        0 if papers.iter().any(|paper| paper.stage >= Stage::Sent) => (
            StepState::Unkept,
            "Lưu được khi văn bản đã soạn khớp với hồ sơ; nên lưu khi đã gửi hết.".to_owned(),
        ),
        0 => (StepState::Waits, "Chờ văn bản được phát hành.".to_owned()),
        some if is_issued => (StepState::Done, format!("Có {some} hồ sơ lưu.")),
        some => {
            (StepState::Begun, format!("Có {some} hồ sơ lưu. Gửi hết văn bản rồi thì lưu lần nữa."))
        }
    };
    Step { name: "Lưu hồ sơ", address: Room::Signing.address(), state, told }
}
