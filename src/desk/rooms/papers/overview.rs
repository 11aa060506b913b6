//! All papers, grouped by the folders of the round, with small pictures of their pages.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::pictures::Scale;
use super::table::{PaperFace, PaperOutline, Table};
use crate::changes::ChangeKind;
use crate::desk::ids;
use crate::desk::standing::{PaperStanding, Stage, filled_later, held_back};
use crate::documents::WaitingPaper;
use crate::documents::folders::{MEETING, RESULTS};
use crate::ledger::{FiledPaper, ToSign};
use crate::preview::folder_title;
use crate::round::PaperKind;

/// From how many papers of one kind on they are shown as one.
const MANY: usize = 4;

/// How many papers of an opened kind stand on one page.
const ON_PAGE: usize = 48;

/// What the page lists, as the light table tells it.
pub(super) struct Overview {
    pub(super) faces: Vec<PaperFace>,
    /// Pages of those that are shown.
    pub(super) outlines: BTreeMap<usize, PaperOutline>,
    pub(super) waiting: Vec<WaitingPaper>,
}

impl Overview {
    /// Gathers what the page shows: of every kind of which there are many, only the first paper.
    pub(super) fn of(table: &mut Table<'_>) -> Self {
        let faces = table.faces.clone();
        let shown: Vec<usize> = kinds(&faces).iter().flat_map(KindOfPaper::shown).collect();
        let outlines = table.outlines(&shown);
        Self {
            faces,
            outlines: shown.into_iter().zip(outlines).collect(),
            waiting: table.view.waiting().cloned().collect(),
        }
    }
}

/// Papers of one kind that stand in one folder.
pub(super) struct KindOfPaper<'a> {
    pub(super) faces: &'a [PaperFace],
    /// Index of the first among all papers.
    first: usize,
}

/// Puts papers of one kind together, in the order of the round.
pub(super) fn kinds(faces: &[PaperFace]) -> Vec<KindOfPaper<'_>> {
    let same =
        |one: &PaperFace, next: &PaperFace| (one.folder(), one.kind) == (next.folder(), next.kind);
    let mut first = 0;
    let kinds = faces.chunk_by(same).map(|faces| {
        let kind = KindOfPaper { faces, first };
        first += faces.len();
        kind
    });
    kinds.collect()
}

impl KindOfPaper<'_> {
    /// Whether only the first is shown.
    pub(super) fn is_folded(&self) -> bool {
        self.faces.len() >= MANY
    }

    /// The short name in addresses.
    pub(super) fn id(&self) -> String {
        ids::of(&format!("{}\n{}", self.faces[0].folder(), self.faces[0].kind))
    }

    /// Indices of the papers that are shown.
    fn shown(&self) -> Vec<usize> {
        let count = if self.is_folded() { 1 } else { self.faces.len() };
        (self.first..self.first + count).collect()
    }
}

/// What else is known of papers: how far they are, and what was filed.
pub(super) struct Known {
    pub(super) standings: Vec<PaperStanding>,
    pub(super) filed: Vec<FiledPaper>,
    /// Whether number and day are given after the signature.
    pub(super) number_after: bool,
    /// How many errors the round has, and how many of them only say that ballots have not come in.
    pub(super) errors: usize,
    pub(super) lacking: usize,
}

impl Known {
    /// Whether any paper was made.
    pub(super) fn is_made(&self) -> bool {
        self.filed.iter().any(|filed| filed.to_sign.is_some())
    }

    pub(super) fn filed(&self, file: &str) -> Option<&FiledPaper> {
        self.filed.iter().find(|filed| filed.file == file)
    }

    /// What is blank on a paper; of one that was made, what must be filled in before it is signed.
    pub(super) fn blanks(&self, face: &PaperFace) -> Vec<String> {
        let filed = self.filed(&face.file).filter(|filed| filed.key.as_ref() == Some(&face.key));
        let is_draft = |one: &PaperStanding| one.stage == Stage::Draft;
        let made = filed.and_then(|filed| filed.to_sign.as_deref()).filter(|_| {
            self.standings.iter().any(|one| one.paper.file == face.file && is_draft(one))
        });
        let blanks = made.map_or(&face.blanks, |to_sign| &to_sign.blanks);
        let named = |blank: &String| match blank.as_str() {
            "số văn bản" if face.kind == PaperKind::Excerpt.name() => {
                "số của Quyết định".to_owned()
            }
            "ngày ban hành" if face.kind == PaperKind::Excerpt.name() => {
                "ngày của Quyết định".to_owned()
            }
            _ => blank.clone(),
        };
        blanks.iter().map(named).collect()
    }

    /// What is said of blanks that are filled in after the signature, before the paper is made; empty
    /// where others are among them.
    fn later(&self, blanks: &[String]) -> &'static str {
        let has = |what: &str| blanks.iter().any(|blank| blank == what);
        let (number, day) = (has("số văn bản"), has("ngày ban hành"));
        let all = usize::from(number) + usize::from(day) == blanks.len();
        match (number, day) {
            _ if !self.number_after || !all => "",
            (true, true) => "Số, ngày để trống: văn thư cấp sau khi ký.",
            (true, false) => "Số để trống: văn thư cấp sau khi ký.",
            (false, true) => "Ngày để trống: văn thư ghi sau khi ký.",
            (false, false) => "",
        }
    }

    /// Tells how far a paper is: class and mark of the sign, and words.
    pub(super) fn state(&self, face: &PaperFace) -> Value {
        let Some(filed) = self.filed(&face.file) else {
            let (differs, outdated) = (false, false);
            let words = "Chưa soạn";
            let later = self.later(&face.blanks);
            return context! { sign => "Z", mark => "○", words, later, use_of => "", is_filled => false, differs, outdated, step => "", issued => "", blank => "", held => "" };
        };
        let standing = self.standings.iter().find(|one| one.paper.file == face.file);
        let stage = standing.map(|one| one.stage);
        let (sign, mark) = match stage {
            None | Some(Stage::Draft) => ("Z", "○"),
            Some(Stage::Ready | Stage::Submitted) => ("N", "●"),
            Some(
                Stage::Signed | Stage::Numbered | Stage::Sealed | Stage::Sent | Stage::Archived,
            ) => ("A", "✓"),
        };
        let held = held_back(face.folder(), self.errors, self.lacking)
            .filter(|_| stage == Some(Stage::Ready));
        let words = held.map_or_else(|| stage.map_or("Đã soạn", Stage::name), |(words, _)| words);
        let (sign, mark) = if held.is_some() { ("Z", "○") } else { (sign, mark) };
        let held = held.map(|(_, told)| told);
        let differs = filed.key.as_ref().is_some_and(|key| *key != face.key);
        // What was made, signed or archived is not what the page shows.
        let (sign, mark, words) = if differs {
            ("W", "▲", format!("{words}, nay khác"))
        } else {
            (sign, mark, words.to_owned())
        };
        let to_sign = filed.to_sign.as_deref();
        let is_draft = to_sign.is_some_and(ToSign::is_draft);
        let use_of = match to_sign {
            _ if is_draft => "Không ký riêng: in kèm Tờ trình.",
            Some(to_sign) if to_sign.is_unsigned() => use_of(face.folder()),
            _ => "",
        };
        // Whatever else is blank keeps a paper a draft.
        let later = match (stage, to_sign.and_then(filled_later)) {
            (None, Some(_)) if is_draft => {
                "Số, ngày để trống: dự thảo không được cấp số, văn bản chính mới có."
            }
            (Some(Stage::Ready | Stage::Submitted), Some("số")) => {
                "Số để trống: văn thư cấp sau khi ký."
            }
            (Some(Stage::Ready | Stage::Submitted), Some("ngày")) => {
                "Ngày để trống: văn thư ghi sau khi ký."
            }
            (Some(Stage::Ready | Stage::Submitted), Some(_)) => {
                "Số, ngày để trống: văn thư cấp sau khi ký."
            }
            (Some(Stage::Signed), _) => "Chờ văn thư cấp số, ngày.",
            _ => "",
        };
        let is_filled = stage >= Some(Stage::Numbered);
        let outdated = standing.is_some_and(|one| one.outdated);
        // The picture is what was handed out: what was filled in afterwards stands on another file.
        let issued = standing.and_then(PaperStanding::issued).map(|(line, called)| {
            context! { id => ids::of(&line.file), called }
        });
        let left_blank = to_sign.and_then(filled_later).filter(|_| is_filled && !differs);
        let blank = left_blank.map(|left| {
            let unsigned = standing.is_none_or(|one| one.latest().is_none());
            match standing.and_then(PaperStanding::given) {
                Some(given) => format!("{given} được điền vào bản đã ký sau đó"),
                None if unsigned => format!("{left} ghi tay trên bản giấy đã gửi"),
                None => format!("{left} nằm trên bản đã ký"),
            }
        });
        let step = standing.map(|one| match one.stage {
            Stage::Sent | Stage::Archived => "gửi",
            Stage::Submitted => "trình",
            Stage::Signed | Stage::Numbered | Stage::Sealed => "ký",
            Stage::Draft | Stage::Ready => "",
        });
        let (step, card) = (step.filter(|_| differs).unwrap_or_default(), ids::of(&face.file));
        context! { sign, mark, words, later, use_of, is_filled, differs, outdated, issued, blank, step, card, held }
    }
}

/// What a paper of this folder is for that nobody signs.
fn use_of(folder: &str) -> &'static str {
    match folder {
        MEETING => "Không phải trình ký: in ra dùng ở phòng họp.",
        RESULTS => "Không phải trình ký: in ra kèm hồ sơ cuộc họp.",
        _ => "Không phải trình ký: in ra dùng.",
    }
}

/// Lists the papers folder by folder.
pub(super) fn folders(overview: &Overview, known: &Known) -> Vec<Value> {
    let kinds = kinds(&overview.faces);
    let by_folder = kinds.chunk_by(|one, next| top(one.faces) == top(next.faces));
    let folder = |kinds: &[KindOfPaper<'_>]| {
        let papers = kinds.iter().flat_map(|kind| papers(kind, overview, known));
        let title = folder_title(top(kinds[0].faces));
        context! { title, papers => papers.collect::<Vec<_>>() }
    };
    by_folder.map(folder).collect()
}

fn top(faces: &[PaperFace]) -> &str {
    faces[0].folder()
}

fn papers(kind: &KindOfPaper<'_>, overview: &Overview, known: &Known) -> Vec<Value> {
    let no_outline = PaperOutline::default();
    let paper = |index: usize| {
        let face = &overview.faces[index];
        let outline = overview.outlines.get(&index).unwrap_or(&no_outline);
        let all = kind.faces.len();
        let folded = kind.is_folded();
        let several = all > 1;
        let changed = kind.faces.iter().filter(|face| face.what.is_some()).count();
        let (count, told) = &face.differences;
        let first_changed = outline.changed.iter().position(|count| *count > 0);
        context! {
            id => &face.id,
            name => if several && !folded { named(face) } else { face.kind.to_owned() },
            about => (!several).then(|| subject(face)),
            to => (!several).then_some(face.to.as_deref()).flatten(),
            state => known.state(face),
            filed => known.filed(&face.file).is_some(),
            to_print => known.filed(&to_print(face)).map(|filed| ids::of(&filed.file)),
            sheets => outline.sizes.len(),
            blanks => known.blanks(face),
            all => folded.then_some(all),
            group => folded.then(|| kind.id()),
            changed => folded.then_some(changed),
            is_new => face.what == Some(ChangeKind::New),
            differences => count,
            told,
            more => count - told.len(),
            first_changed => first_changed.map(|page| page + 1),
            pages => pages(face, outline, folded),
        }
    };
    kind.shown().into_iter().map(paper).collect()
}

/// What a paper is about, without the name of its kind before it.
fn subject(face: &PaperFace) -> String {
    let bare = face.about.strip_prefix(face.kind).map(str::trim_start);
    let bare = bare.filter(|bare| bare.starts_with(char::is_uppercase));
    bare.unwrap_or(&face.about).to_owned()
}

/// Names one of several papers of a kind.
fn named(face: &PaperFace) -> String {
    if face.about.starts_with(face.kind) {
        return face.about.clone();
    }
    format!("{}: {}", face.kind, face.about)
}

/// Path of the file to print in the folder of a paper.
fn to_print(face: &PaperFace) -> String {
    format!("{}/{}.pdf", face.folder(), crate::documents::folders::TOGETHER)
}

/// The pages of a paper; of many alike only the first.
fn pages(face: &PaperFace, outline: &PaperOutline, only_first: bool) -> Vec<Value> {
    let count = if only_first { 1 } else { outline.sizes.len() };
    let changed = outline.changed.iter().chain(std::iter::repeat(&0));
    let pages = outline.sizes.iter().zip(changed).zip(1..).take(count);
    pages.map(|((size, changed), number)| page(face, number, *size, *changed)).collect()
}

/// A small picture of a page, from 1.
pub(super) fn page(face: &PaperFace, number: usize, size: (f64, f64), changed: usize) -> Value {
    let (width, height) = pixels(size, Scale::Small);
    context! {
        number,
        picture => format!("/van-ban/anh/{}/{number}.png?v={}", face.id, face.version()),
        width,
        height,
        wide => width > height,
        changed,
    }
}

/// Width and height of a page of this size in pixels.
pub(super) fn pixels((width, height): (f64, f64), scale: Scale) -> (u32, u32) {
    // A page is a few thousand pixels wide at most.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a float saturates"
    )]
    let pixels = |points: f64| (points * scale.resolution() / 72.0).round() as u32;
    (pixels(width), pixels(height))
}

/// The papers of an opened kind, a page of them at a time.
pub(super) struct OpenedKind {
    kind: &'static str,
    id: String,
    faces: Vec<PaperFace>,
    /// The size of the first page of each: papers of a kind have one layout.
    size: (f64, f64),
    from: usize,
    all: usize,
}

impl OpenedKind {
    /// Gathers the papers of the kind with this short name, beginning with this one, from 0.
    pub(super) fn of(table: &mut Table<'_>, id: &str, from: usize) -> Option<Self> {
        let (first, kind, all, from) = {
            let kinds = kinds(&table.faces);
            let found = kinds.into_iter().find(|kind| kind.id() == id)?;
            let all = found.faces.len();
            (found.first, found.faces[0].kind, all, from.min(all - 1) / ON_PAGE * ON_PAGE)
        };
        let outline = table.outlines(&[first]).pop()?;
        let faces = &table.faces[first + from..first + all.min(from + ON_PAGE)];
        let size = outline.sizes.first().copied()?;
        Some(Self { kind, id: id.to_owned(), faces: faces.to_vec(), size, from, all })
    }

    /// What the page shows of them.
    pub(super) fn values(&self, known: &Known) -> Value {
        let paper = |face: &PaperFace| {
            context! {
                id => &face.id,
                about => &face.about,
                state => known.state(face),
                page => page(face, 1, self.size, face.differences.0),
                is_new => face.what == Some(ChangeKind::New),
            }
        };
        let last = self.from + self.faces.len();
        context! {
            id => &self.id,
            kind => self.kind,
            papers => self.faces.iter().map(paper).collect::<Vec<_>>(),
            all => self.all,
            from => self.from + 1,
            to => last,
            before => (self.from > 0).then(|| self.from.saturating_sub(ON_PAGE)),
            after => (last < self.all).then_some(last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(file: &str, kind: &'static str) -> PaperFace {
        PaperFace {
            id: ids::of(file),
            file: file.to_owned(),
            kind,
            to: None,
            about: "ông A".into(),
            key: "0a".into(),
            what: None,
            differences: (0, Vec::new()),
            blanks: Vec::new(),
        }
    }

    #[test]
    fn many_papers_of_a_kind_are_folded_and_few_are_not() {
        let mut faces = vec![face("01-ke-hoach/ke-hoach.pdf", "Kế hoạch")];
        faces.extend((0..50).map(|at| face(&format!("02-giay-moi/{at}.pdf"), "Giấy mời")));
        faces.extend((0..3).map(|at| face(&format!("06/{at}.pdf"), "Trích sao")));
        let kinds = kinds(&faces);
        let shown: Vec<Vec<usize>> = kinds.iter().map(KindOfPaper::shown).collect();
        assert_eq!(shown, [vec![0], vec![1], vec![51, 52, 53]]);
        assert_ne!(kinds[0].id(), kinds[1].id());
    }

    #[test]
    fn a_paper_that_was_not_made_says_so_and_one_that_changed_too() {
        let mut filed = FiledPaper {
            file: "01-ke-hoach/ke-hoach.pdf".into(),
            sha256: String::new(),
            pages: Some(2),
            to_sign: None,
            key: Some("0b".into()),
        };
        let face = face("01-ke-hoach/ke-hoach.pdf", "Kế hoạch");
        let state = |filed: Vec<FiledPaper>| {
            Known { standings: Vec::new(), filed, number_after: false, errors: 0, lacking: 0 }
                .state(&face)
        };
        assert_eq!(state(Vec::new()).get_attr("words").unwrap().to_string(), "Chưa soạn");
        assert!(state(vec![filed.clone()]).get_attr("differs").unwrap().is_true());
        filed.key = Some("0a".into());
        assert!(!state(vec![filed]).get_attr("differs").unwrap().is_true());
    }
}
