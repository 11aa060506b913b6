//! What is still blank on a paper: whose number and day fills it, and in which cells of the
//! declaration these are typed.

use std::collections::{BTreeMap, BTreeSet};

use crate::desk::standing::{PaperStanding, Stage};
use crate::round::{PaperKind, Round};

/// The kinds of papers that are there, each with the number and day that it was given after it was
/// signed, where it was.
pub(super) type MadeKinds = BTreeMap<PaperKind, Option<String>>;

/// The kinds of these papers.
pub(super) fn made(papers: &[PaperStanding]) -> MadeKinds {
    papers.iter().filter_map(|paper| Some((paper.kind()?, paper.given()))).collect()
}

/// Says which numbers were given that papers with blanks wait for, and in which cells of the
/// declaration they are typed (Vietnamese); `None` when there are none.
pub(in crate::desk::rooms) fn given_to_declare(
    papers: &[PaperStanding],
    round: &Round,
) -> Option<String> {
    let made = made(papers);
    let blank = papers.iter().filter(|paper| paper.stage == Stage::Draft);
    let wanted: BTreeSet<PaperKind> =
        blank.filter_map(PaperStanding::kind).flat_map(cited).copied().collect();
    let open = wanted.into_iter().filter_map(|kind| Awaited::of(round, kind));
    let given: Vec<Awaited> = open.filter(|one| one.given(&made).is_some()).collect();
    (!given.is_empty()).then(|| to_type(round, &given, &made))
}

/// Says what is typed where: `số 2401, ngày 09/12/2020 của Quyết định vào khai báo, trang …`.
fn to_type(round: &Round, given: &[Awaited], made: &MadeKinds) -> String {
    let named = given
        .iter()
        .filter_map(|one| Some(format!("{} của {}", one.given(made)?, one.kind.name())));
    let named: Vec<String> = named.collect();
    format!("{} vào khai báo{}{}", named.join("; "), cells(round, given), set_after(round))
}

/// How the sentences begin that tell a blank within a paper.
const WITHIN: &str = "chỗ trống ở câu ";

/// The kinds whose number and day a paper of this kind prints.
fn cited(kind: PaperKind) -> &'static [PaperKind] {
    match kind {
        PaperKind::Submission => &[PaperKind::Minutes, PaperKind::CouncilReport, PaperKind::Report],
        PaperKind::Proposal
        | PaperKind::Certificate
        | PaperKind::Notice
        | PaperKind::Excerpt
        | PaperKind::Publication => &[PaperKind::Decision, PaperKind::Approval],
        _ => &[],
    }
}

/// A paper whose number or day is not declared yet.
struct Awaited {
    kind: PaperKind,
    number: bool,
    day: bool,
}

impl Awaited {
    /// What of this kind is not declared; `None` when all of it is.
    fn of(round: &Round, kind: PaperKind) -> Option<Self> {
        let paper = round.paper(kind);
        let number = paper.number.is_none();
        // Minutes are cited by the day of the meeting.
        let day = kind != PaperKind::Minutes && paper.date.date().is_none();
        (number || day).then_some(Self { kind, number, day })
    }

    /// The number and day that it was given.
    fn given<'a>(&self, made: &'a MadeKinds) -> Option<&'a str> {
        made.get(&self.kind)?.as_deref()
    }

    /// Names what is awaited: `số, ngày của Quyết định`.
    fn named(&self) -> String {
        let what = match (self.number, self.day) {
            (true, true) => "số, ngày",
            (true, false) => "số",
            _ => "ngày",
        };
        format!("{what} của {}", self.kind.name())
    }

    /// The cells of the declaration in which it is typed, with their sheet.
    fn cells(&self, round: &Round) -> Vec<(String, String)> {
        let parts = [(self.number, "number"), (self.day, "date@day")];
        let open = parts.into_iter().filter(|(is_open, _)| *is_open);
        let key = |part: &str| format!("papers.{}.{part}", self.kind.key());
        open.filter_map(|(_, part)| round.spelling.cell_of(&key(part))).collect()
    }
}

/// Names the cells of the declaration in which number and day of papers are typed: `trang “Văn bản”,
/// ô F6, F8 (số, ngày của Quyết định)`. Empty for a declaration that is no workbook.
fn cells(round: &Round, awaited: &[Awaited]) -> String {
    let mut sheet = None;
    let mut named = Vec::new();
    for one in awaited {
        let (sheets, cells): (Vec<_>, Vec<_>) = one.cells(round).into_iter().unzip();
        let Some(on) = sheets.into_iter().next() else { continue };
        sheet.get_or_insert(on);
        named.push(format!("{} ({})", cells.join(", "), one.named()));
    }
    sheet.map(|sheet| format!(", trang “{sheet}”, ô {}", named.join("; "))).unwrap_or_default()
}

/// What is to be set so that signed papers do not get the number printed; empty when it is set.
fn set_after(round: &Round) -> String {
    if round.signing.number_after {
        return String::new();
    }
    let cell = round.spelling.cell_of("signing.number_after");
    let at = cell.map(|(sheet, cell)| format!(" (trang “{sheet}”, ô {cell})")).unwrap_or_default();
    format!(", và để “Số, ngày được cấp sau khi ký”{at} là “Có”")
}

/// Says what is still blank on a paper and what fills it. `made` are the kinds of papers that are
/// there; without a round, only the blanks are named.
pub(super) fn told(paper: &PaperStanding, made: &MadeKinds, round: Option<&Round>) -> String {
    let blanks = paper.paper.to_sign.as_ref().map(|one| one.blanks.as_slice()).unwrap_or_default();
    let open = |blanks: &[&str]| {
        format!(
            "Còn chỗ trống: {}. Bấm “Mở khai báo”, điền vào đó rồi lưu; nút “Soạn văn bản” hiện ra ở \
             đầu trang này.",
            blanks.join(", ")
        )
    };
    let all: Vec<&str> = blanks.iter().map(String::as_str).collect();
    let (Some(round), Some(kind)) = (round, paper.kind()) else { return open(&all) };
    let there = cited(kind).iter().filter(|kind| made.contains_key(kind));
    let awaited: Vec<Awaited> = there.filter_map(|kind| Awaited::of(round, *kind)).collect();
    if awaited.is_empty() {
        return open(&all) + &own(round, kind, &all);
    }
    // A certificate bears the day of the decision, and an excerpt its number and day.
    let follows = |blank: &&&str| {
        blank.starts_with(WITHIN)
            || kind == PaperKind::Excerpt && ["số văn bản", "ngày ban hành"].contains(*blank)
            || **blank == "ngày ban hành" && !round.papers.is_dated(kind)
    };
    let own_blanks: Vec<&str> = all.iter().filter(|blank| !follows(blank)).copied().collect();
    let (given, awaited): (Vec<_>, Vec<_>) =
        awaited.into_iter().partition(|one| one.given(made).is_some());
    let named: Vec<String> = awaited.iter().map(Awaited::named).collect();
    let mut told = String::new();
    if !given.is_empty() {
        told += &format!(
            "Ghi {}; lưu rồi bấm “Soạn văn bản” ở đầu trang này thì chỗ trống được điền. ",
            to_type(round, &given, made)
        );
    }
    if !awaited.is_empty() {
        told += &format!(
            "Chờ {}. Có số, ngày thì ghi vào khai báo{}{}; lưu rồi soạn lại thì chỗ trống được điền.",
            named.join("; "),
            cells(round, &awaited),
            set_after(round)
        );
    }
    if !own_blanks.is_empty() {
        told += &format!(" Còn chỗ trống khác: {}.", own_blanks.join(", "));
        told += &own(round, kind, &own_blanks);
    }
    told
}

/// In which cells the blanks of the paper itself are filled in; empty where there are none.
fn own(round: &Round, kind: PaperKind, blanks: &[&str]) -> String {
    let has = |words: &str| blanks.iter().any(|blank| blank.starts_with(words));
    let (number, day) = (has("số văn bản"), has("ngày ban hành"));
    let mut at = String::new();
    if number || day {
        at += &cells(round, &[Awaited { kind, number, day }]);
    }
    // The only sentence of this letter that can be left open says until when the unit answers.
    if kind == PaperKind::Supplement && has(WITHIN) {
        let cell = round.spelling.cell_of("supplement.deadline");
        let at_cell =
            |(sheet, cell)| format!(", trang “{sheet}”, ô {cell} (hạn gửi lại hồ sơ bổ sung)");
        at += &cell.map(at_cell).unwrap_or_default();
    }
    if has("tên người ký") {
        let cell = round.spelling.cell_of(&format!("papers.{}.signer.name", kind.key()));
        at += &cell.map(|(sheet, cell)| format!(", trang “{sheet}”, ô {cell}")).unwrap_or_default();
    }
    match at.strip_prefix(", ") {
        Some(at) => format!(" Điền ở {at}."),
        None => String::new(),
    }
}

/// What to do with the number of papers that were signed on paper; empty for lists, which have none.
pub(super) fn by_hand(paper: &PaperStanding, round: Option<&Round>) -> String {
    let Some(kind) = paper.kind() else { return String::new() };
    let (cells, after) = match round {
        Some(round) => {
            let Some(open) = Awaited::of(round, kind) else { return String::new() };
            (cells(round, &[open]), set_after(round))
        }
        None => (String::new(), String::new()),
    };
    format!(
        " Số, ngày ghi tay trên bản giấy thì ghi cả vào khai báo{cells}{after}, để văn bản khác viện \
         dẫn đúng; bản đã gửi không phải soạn lại."
    )
}
