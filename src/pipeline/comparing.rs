//! Compares a draft that came back with the paper as it would be made now, and makes the patch of
//! the wording file that takes its words. The patch is tried before it is offered: the papers are
//! written up with it, and must say what the draft says.

use std::io;
use std::path::Path;

use super::settled;
use crate::careful;
use crate::counting::{self, Counted};
use crate::documents::{self, WriteUp, WrittenPaper};
use crate::drafts::{
    self, Compared, Comparison, DraftDesk, Marginal, MarginalKind, Paragraph, ProseChange,
    ReturnedDraft, Seen, SourceEdit, Whither,
};
use crate::finding::{Code, Finding, Findings, Place};
use crate::job::{Job, RunFault};
use crate::ledger::{store, store_new};
use crate::templates::Templates;
use crate::typeset::Typesetter;

/// Largest size of a draft that is read, in bytes.
const DRAFT_BYTES: u64 = careful_spreadsheet::FILE_BYTES;

/// Of more changes than this, each is not tried alone.
const MOST_TRIED: usize = 60;

/// What a draft that came back says.
#[derive(Debug, Default)]
pub struct DraftReport {
    /// Kind and path of the paper; `None` where the file is no draft of one.
    pub paper: Option<(&'static str, String)>,
    /// Figures that differ, controls that are gone, a file that cannot be read.
    pub findings: Findings,
    /// Words that were changed.
    pub prose: Vec<ProseChange>,
    /// Number and day as they were filled in (Vietnamese).
    pub filled: Vec<String>,
    /// The recipients as the draft has them, where they were changed.
    pub recipients: Option<Vec<String>>,
    /// The paragraphs to which the words belong.
    pub paragraphs: Vec<Paragraph>,
    /// Tracked changes and comments.
    pub marginals: Vec<Marginal>,
    /// What is seen on the draft and not taken.
    pub seen: Vec<Seen>,
    /// The wording file that is to be changed by hand, where the office has no copy of its own.
    pub not_owned: Option<OfficeCopy>,
    /// The patch of the wording file; `None` where no words belong there.
    pub patch: Option<WordingPatch>,
    /// Whether the program with which the draft was saved dropped the names of the controls.
    pub unnamed: bool,
    /// Whether the file holds a macro, which is not looked at.
    pub macros: bool,
    /// Whether the declaration of the round can be used.
    pub counted: bool,
}

/// A patch of a wording file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordingPatch {
    /// The file below `templates/`.
    pub file: String,
    /// Its text as it is.
    pub before: String,
    /// Its text with the words of the draft.
    pub after: String,
    /// Whether it was written into the office's templates folder.
    pub taken: bool,
}

/// A wording file of which the office has no copy of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeCopy {
    /// The file below `templates/`.
    pub file: String,
    /// What it says.
    text: String,
    /// Whether it was copied into the office's templates folder.
    pub copied: bool,
}

impl DraftReport {
    /// Tells whether anything differs, or stands at the margin.
    #[must_use]
    pub fn differs(&self) -> bool {
        !self.findings.is_empty()
            || !self.prose.is_empty()
            || !self.filled.is_empty()
            || !self.marginals.is_empty()
            || !self.seen.is_empty()
    }

    /// Tells whether something is left to be done by people.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let elsewhere = |change: &ProseChange| !is_for_wording(change);
        // Changes that were tracked are words like others, and are told with them.
        let to_read =
            |one: &Marginal| matches!(one.kind, MarginalKind::Comment | MarginalKind::Format);
        let taken = self.patch.as_ref().is_none_or(|patch| patch.taken);
        !self.findings.is_empty()
            || !self.filled.is_empty()
            || !self.seen.is_empty()
            || self.marginals.iter().any(to_read)
            || !taken
            || self.prose.iter().any(elsewhere)
    }

    fn refused(finding: Finding) -> Self {
        let mut report = Self { counted: true, ..Self::default() };
        report.findings.push(finding);
        report
    }
}

/// Compares a draft with the paper as it would be made now. With `take`, the patch is written into
/// the office's templates folder.
///
/// # Errors
///
/// [`RunFault`] when a folder cannot be read, or the patch cannot be written.
pub fn compare(job: &Job, draft: &Path, take: bool) -> Result<DraftReport, RunFault> {
    let name = draft.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = match careful::read_file(draft, DRAFT_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => return Ok(DraftReport::refused(missing(draft, &error))),
    };
    let came = match drafts::read(&bytes, &name) {
        Ok(came) => came,
        Err(finding) => return Ok(DraftReport::refused(*finding)),
    };
    let answered = counting::with_results(job, &|_| {}, |counted| {
        let mut report = against(&counted, &came, &name)?;
        if let Some(patch) = report.patch.as_mut().filter(|_| take) {
            write(job, &patch.file, &patch.after)?;
            patch.taken = true;
        }
        let is_owned = |copy: &OfficeCopy| job.templates.join(&copy.file).exists();
        report.not_owned = report.not_owned.take().filter(|copy| !is_owned(copy));
        if let Some(copy) = report.not_owned.as_mut().filter(|_| take) {
            write(job, &copy.file, &copy.text)?;
            copy.copied = true;
        }
        counted.round.spelling.move_findings(&mut report.findings);
        Ok(report)
    })?;
    Ok(answered.unwrap_or_else(|(_, findings)| DraftReport { findings, ..DraftReport::default() }))
}

/// Writes a file into the office's templates folder. The office's own file is put aside first.
fn write(job: &Job, file: &str, text: &str) -> io::Result<()> {
    let place = job.templates.join(file);
    match careful::read_file(&place, careful::SETTINGS_BYTES) {
        Ok(own) => {
            let named = |number: usize| match number {
                1 => format!("{}.cu", place.display()),
                number => format!("{}.cu-{number}", place.display()),
            };
            for number in 1.. {
                if store_new(Path::new(&named(number)), &own)? {
                    break;
                }
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    if let Some(folder) = place.parent() {
        fs_err::create_dir_all(folder)?;
    }
    store(&place, text.as_bytes()).map(|_| ())
}

fn against(
    counted: &Counted<'_>,
    came: &ReturnedDraft,
    name: &str,
) -> Result<DraftReport, RunFault> {
    let Some(asked) = came.paper() else {
        return Ok(DraftReport::refused(unknown(
            name,
            "Tệp không mang dấu của bản thảo do chương trình ghi.",
        )));
    };
    let papers = written(counted, counted.templates)?;
    let letters = if papers.written.iter().any(|paper| paper.file == asked) {
        WriteUp::default()
    } else {
        let typesetter = Typesetter::new(counted.templates)?;
        let findings = settled(counted, counted.findings.clone());
        super::returns::letters(counted, &findings, &typesetter)?
    };
    let found = [&papers, &letters].into_iter().find_map(|papers| {
        let paper = papers.written.iter().find(|paper| paper.file == asked)?;
        Some((papers, paper))
    });
    let Some((papers, paper)) = found else {
        return Ok(DraftReport::refused(unknown(
            name,
            format!("Văn bản “{asked}” của bản thảo này hiện không lập được."),
        )));
    };
    let wording = counted.templates.read_template(&paper.wording)?;
    let wording = wording.as_ref().and_then(|file| file.text().ok()).unwrap_or_default();
    let comparing = Comparing { counted, came, name, paper, wording };
    let desk = DraftDesk::new(&papers.stated, counted.tally, counted.templates)?;
    let compared = Compared { counted, papers, paper, wording, name };
    let mut first = drafts::compare(&desk, &compared, came);
    comparing.printed(&mut first)?;
    let edits = comparing.tried(&desk, &compared, &mut first)?;
    let patch = (!edits.is_empty()).then(|| drafts::patched(wording, &edits)).flatten();
    let patch = patch.map(|after| WordingPatch {
        file: paper.wording.clone(),
        before: wording.to_owned(),
        after,
        taken: false,
    });
    let named = format!("templates/{}", paper.wording);
    let by_hand = first
        .prose
        .iter()
        .any(|change| matches!(&change.whither, Whither::Elsewhere(told) if told.contains(&named)));
    let not_owned = by_hand.then(|| OfficeCopy {
        file: paper.wording.clone(),
        text: wording.to_owned(),
        copied: false,
    });
    let mut findings = Findings::default();
    let is_outdated = first.outdated || first.older;
    let outdated = is_outdated.then(|| outdated(name, paper, &first));
    findings.extend(first.findings);
    outdated.into_iter().for_each(|finding| findings.push(finding));
    Ok(DraftReport {
        paper: Some((paper.kind, paper.file.clone())),
        findings,
        prose: first.prose,
        paragraphs: first.paragraphs,
        filled: first.filled,
        recipients: first.recipients,
        marginals: came.marginals.clone(),
        seen: came.seen.clone(),
        not_owned,
        patch,
        unnamed: first.unnamed,
        macros: came.macros,
        counted: true,
    })
}

fn written(counted: &Counted<'_>, templates: &Templates) -> io::Result<WriteUp> {
    let Counted { round, acts, tally, facts, .. } = counted;
    documents::write_up_traced(round, acts.main(), tally, facts, templates)
}

/// A draft beside the paper that it is of.
struct Comparing<'a> {
    counted: &'a Counted<'a>,
    came: &'a ReturnedDraft,
    name: &'a str,
    paper: &'a WrittenPaper,
    wording: &'a str,
}

impl Comparing<'_> {
    /// Takes out the changes with signs that no font has: a paper with them is not issued.
    fn printed(&self, found: &mut Comparison) -> Result<(), RunFault> {
        if drafts::source_edits(&found.prose).is_empty() {
            return Ok(());
        }
        let typesetter = Typesetter::new(self.counted.templates)?;
        for change in &mut found.prose {
            let Whither::Wording(own) = &change.whither else { continue };
            let missing = own.iter().find_map(|edit| {
                let text = edit.text.replace(char::is_whitespace, " ");
                let printed = typesetter.printable(&text)?;
                let mut signs = text.chars().zip(printed.chars());
                signs.find(|(sign, printed)| sign != printed).map(|(sign, _)| sign)
            });
            if let Some(sign) = missing {
                change.whither = Whither::Elsewhere(format!(
                    "ký tự “{sign}” (U+{:04X}) không có trong phông chữ của chương trình nên văn bản \
                     không in được; thay bằng chữ trên bản thảo rồi so lại",
                    u32::from(sign)
                ));
            }
        }
        found.hold_together();
        Ok(())
    }

    /// Tries the edits of the wording file, paragraph by paragraph where not all can be made.
    /// Returns those that can; the others are told to be made by hand.
    fn tried(
        &self,
        desk: &DraftDesk<'_>,
        compared: &Compared<'_>,
        found: &mut Comparison,
    ) -> Result<Vec<SourceEdit>, RunFault> {
        let all = drafts::source_edits(&found.prose);
        if all.is_empty() {
            return Ok(all);
        }
        let mut wrong = Wrong::of(&drafts::compare(desk, compared, self.came));
        let of_wording: Vec<usize> = (0..found.paragraphs.len())
            .filter(|index| {
                found.prose.iter().any(|one| one.paragraph == *index && is_for_wording(one))
            })
            .collect();
        let mut right = wrong.clone();
        of_wording.iter().for_each(|index| right.mend(&found.paragraphs[*index]));
        if self.left(&all)?.is_some_and(|left| left.is_within(&right)) {
            return Ok(all);
        }
        let mut made: Vec<SourceEdit> = Vec::new();
        for (count, index) in of_wording.into_iter().enumerate() {
            let own: Vec<ProseChange> =
                found.prose.iter().filter(|one| one.paragraph == index).cloned().collect();
            let own = drafts::source_edits(&own);
            let mut with = made.clone();
            with.extend(own.iter().filter(|edit| !made.contains(edit)).cloned());
            let mut right = wrong.clone();
            right.mend(&found.paragraphs[index]);
            let is_made = with.len() == made.len();
            let left = if count < MOST_TRIED && !is_made { self.left(&with)? } else { None };
            match left {
                Some(left) if left.is_within(&right) => (wrong, made) = (left, with),
                _ if is_made => {}
                _ => {
                    let first = found.prose.iter_mut().find(|one| one.paragraph == index);
                    first.into_iter().for_each(|one| one.whither = self.by_hand(&own));
                }
            }
        }
        found.hold_together();
        Ok(made)
    }

    /// Says that a change is to be made by hand.
    fn by_hand(&self, edits: &[SourceEdit]) -> Whither {
        let at = edits.first().map_or(0, |edit| edit.start.min(self.wording.len()));
        let line = self.wording[..at].matches('\n').count() + 1;
        Whither::Elsewhere(format!(
            "chỗ này của mẫu dùng chung cho nhiều dòng hoặc nhiều trường hợp; sửa bằng tay ở dòng \
             {line} của templates/{}",
            self.paper.wording
        ))
    }

    /// Returns what is still wrong when these edits are made; `None` when the papers cannot be
    /// written up with them.
    fn left(&self, edits: &[SourceEdit]) -> Result<Option<Wrong>, RunFault> {
        let Some(text) = drafts::patched(self.wording, edits) else { return Ok(None) };
        let templates = self.counted.templates.with(&self.paper.wording, text.as_bytes());
        let papers = written(self.counted, &templates)?;
        let paper = papers.written.iter().find(|paper| paper.file == self.paper.file);
        let Some(paper) = paper else { return Ok(None) };
        let desk = DraftDesk::new(&papers.stated, self.counted.tally, &templates)?;
        let (counted, wording, name) = (self.counted, text.as_str(), self.name);
        let compared = Compared { counted, papers: &papers, paper, wording, name };
        Ok(Some(Wrong::of(&drafts::compare(&desk, &compared, self.came))))
    }
}

/// The lines in which paper and draft differ.
#[derive(Clone)]
struct Wrong {
    /// What the paper says, each as often as it says it.
    olds: Vec<String>,
    /// Which lines of the draft they are.
    news: Vec<usize>,
}

impl Wrong {
    fn of(found: &Comparison) -> Self {
        let paragraphs = || found.paragraphs.iter();
        Self {
            olds: paragraphs().flat_map(|one| one.olds.iter().cloned()).collect(),
            news: paragraphs().flat_map(|one| one.news.iter().copied()).collect(),
        }
    }

    /// Takes out a paragraph that is to be right.
    fn mend(&mut self, paragraph: &Paragraph) {
        for old in &paragraph.olds {
            if let Some(at) = self.olds.iter().position(|one| one == old) {
                self.olds.remove(at);
            }
        }
        self.news.retain(|new| !paragraph.news.contains(new));
    }

    /// Tells whether nothing else is wrong than in another state.
    fn is_within(&self, other: &Self) -> bool {
        let mut left = other.olds.clone();
        let is_there = |old: &String| {
            let at = left.iter().position(|one| one == old);
            at.map(|at| left.swap_remove(at)).is_some()
        };
        self.olds.iter().all(is_there) && self.news.iter().all(|new| other.news.contains(new))
    }
}

fn is_for_wording(change: &ProseChange) -> bool {
    matches!(change.whither, Whither::Wording(_))
}

fn unknown(name: &str, message: impl Into<String>) -> Finding {
    Finding::new(Code::DraftUnknown, Place::file(name), message)
        .remedy("Gửi lại đúng bản thảo; văn bản còn chờ thì làm xong việc nó chờ rồi so lại.")
}

fn missing(draft: &Path, error: &io::Error) -> Finding {
    let name = draft.display().to_string();
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("Không có tệp “{name}”."),
        _ => format!("Không đọc được tệp “{name}”."),
    };
    Finding::new(Code::DraftUnreadable, Place::file(name.as_str()), message)
        .remedy("Xem lại tên và thư mục của bản thảo rồi gõ lại lệnh.")
        .technical(error.to_string())
}

fn outdated(name: &str, paper: &WrittenPaper, found: &Comparison) -> Finding {
    let what = match (found.outdated, found.older) {
        (true, true) => "Số liệu và lời văn",
        (true, false) => "Số liệu",
        (false, _) => "Lời văn",
    };
    let kind = paper.kind;
    let message = format!(
        "{what} của {kind} đã đổi từ khi bản thảo này được ghi; lời văn được so với văn bản hiện \
         nay, chỗ người sửa không đụng tới thì không lấy vào."
    );
    Finding::new(Code::DraftOutdated, Place::file(name), message)
        .remedy("Chạy `ocop run` để có bản thảo mới; còn cần sửa thì sửa trên bản mới.")
}
