//! Goes through a draft that came back, line by line.

use std::collections::{BTreeMap, BTreeSet};

use super::align::{self, Edit, Pair};
use super::beside::Beside;
use super::facts::FactsDesk;
use super::patch::PatchDesk;
use super::rows::{self, RowChange};
use super::words::{
    carried, face_told, faces, figures, is_article_of_recipients, short, stretch, text, told,
    touched, without_common,
};
use super::{Compared, Comparison, Paragraph, ProseChange, Whither, beside, elsewhere, verdicts};
use crate::drafts::content::{Content, FlatLine, HeldKind, Origin};
use crate::drafts::identity::Identity;
use crate::drafts::read::{ReturnedDraft, ReturnedLine};
use crate::drafts::style::Style;

const FIGURE: &str = "đoạn này có con số, tên, hạng sao hoặc kết quả khác hồ sơ (nêu ở trên); xử lý \
                      chỗ ấy trước, rồi sửa bằng tay";
const BARRED: &str = "đoạn này có chữ gạch ngang, chữ ẩn hoặc ký hiệu (nêu ở dưới); sửa trên bản \
                      thảo rồi so lại";
const BOTH: &str = "đoạn này đã được sửa ở nơi khác từ khi bản thảo được ghi; xem cả hai lời rồi \
                    sửa bằng tay";
const UNKNOWN: &str = "bản thảo được ghi khi lời văn còn khác, và chương trình lưu tệp làm mất dấu \
                       của lời cũ, nên không rõ chỗ này do ai sửa; đúng thì sửa bằng tay";

/// Compares a draft with a paper.
pub(super) struct Comparer<'a, 'd> {
    came: &'a ReturnedDraft,
    old: &'a [FlatLine],
    content: &'a Content<'d>,
    facts: FactsDesk<'a>,
    patches: PatchDesk<'a>,
    found: Comparison,
    /// What is held of which something was told.
    told: BTreeSet<usize>,
    /// What is held by each control of the draft.
    held_by: Vec<Option<usize>>,
    /// What the draft was written from, where the paper says something else since.
    then: Option<&'a Identity>,
    /// Whether the next lines belong to the last paragraph.
    goes_on: bool,
}

impl<'a, 'd> Comparer<'a, 'd> {
    pub(super) fn new(
        compared: &'a Compared<'a>,
        came: &'a ReturnedDraft,
        content: &'a Content<'d>,
        old: &'a [FlatLine],
    ) -> Self {
        let now = Identity::of(compared.paper, content);
        let tags: BTreeMap<&str, usize> =
            content.held.iter().enumerate().map(|(at, held)| (held.tag.as_str(), at)).collect();
        let then = came.identity.as_ref();
        Self {
            came,
            old,
            content,
            facts: FactsDesk::new(compared, old),
            patches: PatchDesk::new(compared, old),
            found: Comparison {
                outdated: then.is_some_and(|then| then.facts != now.facts),
                unnamed: came.controls.is_empty() && came.unnamed > 0,
                ..Comparison::default()
            },
            told: BTreeSet::new(),
            held_by: came.controls.iter().map(|tag| tags.get(tag.as_str()).copied()).collect(),
            then: then.filter(|then| then.words != now.words),
            goes_on: false,
        }
    }

    pub(super) fn compare(mut self) -> Comparison {
        let rows = rows::compare(self.old, &self.came.lines);
        rows.changes.iter().for_each(|change| self.row(change));
        let old: Vec<usize> = (0..self.old.len()).filter(|at| !rows.olds.contains(at)).collect();
        let new: Vec<usize> =
            (0..self.came.lines.len()).filter(|at| !rows.news.contains(at)).collect();
        let said: Vec<String> = old.iter().map(|at| self.old[*at].text()).collect();
        let says: Vec<String> = new.iter().map(|at| self.came.lines[*at].text()).collect();
        let pairs: Vec<Pair> = align::pairs(&said, &says)
            .into_iter()
            .map(|Pair { old: from, new: to, moved }| Pair {
                old: from.map(|at| old[at]),
                new: to.map(|at| new[at]),
                moved,
            })
            .collect();
        for (index, pair) in pairs.iter().enumerate() {
            self.pair(*pair, &pairs, index);
        }
        if !self.came.controls.is_empty() {
            self.controls();
        }
        self.recipients();
        self.found
    }

    fn pair(&mut self, pair: Pair, pairs: &[Pair], index: usize) {
        let before =
            || pairs[..index].iter().rev().filter(|pair| !pair.moved).find_map(|one| one.old);
        let after = || pairs[index + 1..].iter().filter(|pair| !pair.moved).find_map(|one| one.old);
        // A line that was put in or taken out belongs to changed ones beside it: it may be a part
        // of them.
        let is_alone = |pair: &Pair| pair.old.is_none() || pair.new.is_none();
        let previous = index.checked_sub(1).map(|at| &pairs[at]);
        let beside = is_alone(&pair) || previous.is_some_and(is_alone);
        self.goes_on &= beside && !pair.moved && !self.is_of_row(pair);
        match (pair.old, pair.new) {
            (Some(old), Some(new)) if pair.moved => {
                self.moved(old, new, before(), after());
                self.goes_on = false;
            }
            (Some(old), Some(new)) => {
                let line = &self.came.lines[new];
                let edits = align::edits(&self.old[old].letters, &line.letters);
                self.changed(old, new, &edits);
            }
            (Some(old), None) => self.gone(old),
            (None, Some(new)) => self.added(new, before(), after()),
            (None, None) => {}
        }
    }

    fn is_of_row(&self, pair: Pair) -> bool {
        pair.old.is_some_and(|old| self.old[old].row.is_some())
            || pair.new.is_some_and(|new| self.came.lines[new].row.is_some())
    }

    /// Tells whether the draft was written with this line; `None` where that is not known, or does
    /// not matter.
    fn had(&self, line: &str) -> Option<bool> {
        let then = self.then?;
        (!then.lines.is_empty()).then(|| then.has(line))
    }

    /// Names the place of a line.
    fn place(&self, old: usize) -> String {
        elsewhere::place(self.old, old)
    }

    /// Notes that something differs in lines; returns the paragraph.
    fn paragraph(&mut self, old: Option<usize>, new: Option<usize>) -> usize {
        if !self.goes_on {
            self.found.paragraphs.push(Paragraph::default());
        }
        self.goes_on = true;
        let index = self.found.paragraphs.len() - 1;
        let paragraph = &mut self.found.paragraphs[index];
        paragraph.olds.extend(old.map(|old| self.old[old].text()));
        if let Some(new) = new {
            let line = &self.came.lines[new];
            paragraph.news.push(new);
            if !paragraph.wanted.is_empty() {
                paragraph.wanted.push_str(" ¶ ");
            }
            paragraph.wanted.push_str(&line.text());
            if line.barred {
                paragraph.barred = Some(BARRED);
            }
        }
        index
    }

    fn changed(&mut self, old: usize, new: usize, edits: &[Edit]) {
        let (came, all) = (self.came, self.old);
        let (was, line) = (&all[old], &came.lines[new]);
        if is_article_of_recipients(was, line) || self.is_filled(was, line) {
            self.goes_on = false;
            return;
        }
        let kept = align::kept(&was.letters, edits);
        let before = self.found.findings.len();
        let mut prose = Vec::new();
        let beside = self.beside(was, line);
        for edit in edits {
            if let Some(one) = beside.iter().find(|one| one.is_made_by(edit)) {
                if self.told.insert(one.held) {
                    let finding = self.facts.beside(&self.content.held[one.held], &one.typed);
                    self.found.findings.push(finding);
                }
                continue;
            }
            let held_by = |control: usize| self.held_by.get(control).copied().flatten();
            let touched = touched(&was.letters, &line.letters, edit, held_by);
            if touched.is_empty() {
                prose.push(edit.clone());
            }
            for held in touched {
                let range = stretch(&was.letters, held);
                let says = text(&line.letters[carried(&range, &kept, edits, edit)]);
                self.fact(held, Some(says.trim()));
            }
        }
        prose.retain(|edit| !self.is_star(old, line, edit));
        self.verdicts(old, line, &mut prose);
        let has_figure = self.found.findings.len() > before;
        let is_of_wording = matches!(was.from, Origin::Name | Origin::Subject | Origin::Body(_));
        let mut faces = faces(&was.letters, &line.letters, &kept);
        faces.retain(|_| is_of_wording);
        if prose.is_empty() && faces.is_empty() {
            self.goes_on = false;
            return;
        }
        let paragraph = self.paragraph(Some(old), Some(new));
        match (self.had(&was.text()), self.had(&line.text())) {
            (Some(false), Some(true)) => {
                self.found.older = true;
                self.goes_on = false;
                return;
            }
            (Some(false), Some(false)) => {
                self.found.older = true;
                self.found.paragraphs[paragraph].barred = Some(BOTH);
            }
            (None, None) if self.then.is_some() && is_of_wording => {
                self.found.older = true;
                self.found.paragraphs[paragraph].barred = Some(UNKNOWN);
            }
            _ => {}
        }
        if has_figure {
            self.found.paragraphs[paragraph].barred = Some(FIGURE);
        }
        self.reworded(old, line, &prose, paragraph);
        for (range, (bold, italic)) in faces {
            let words = text(&was.letters[range.clone()]);
            let told = format!(
                "“{}”: {}",
                words.trim(),
                face_told(&was.letters[range.start], bold, italic)
            );
            let whither = self.patches.face(old, range, bold, italic);
            self.prose(old, told, whither, Vec::new(), paragraph);
        }
    }

    /// Tells the changed words of a line: one by one, or the whole line where it was written anew.
    fn reworded(&mut self, old: usize, line: &ReturnedLine, prose: &[Edit], paragraph: usize) {
        let was = &self.old[old];
        let (before, now) = (was.text(), line.text());
        let mut made: Vec<(String, Whither, Vec<String>)> = Vec::new();
        for edit in prose {
            let words = text(&line.letters[edit.new.clone()]);
            let old_words = text(&was.letters[edit.old.clone()]);
            let mut fixed = figures(&words);
            fixed.retain(|figure| !figures(&old_words).contains(figure));
            let whither = self.patches.words(old, edit, &line.letters);
            made.push((told(&was.letters, &line.letters, edit), whither, fixed));
        }
        if !align::is_rewritten(&before, &now) {
            for (told, whither, fixed) in made {
                self.prose(old, told, whither, fixed, paragraph);
            }
            return;
        }
        let told = format!("viết lại đoạn “{}” → “{}”", short(&before), short(&now));
        let (mut edits, mut refused, mut fixed) = (Vec::new(), None, Vec::new());
        for (_, whither, figures) in made {
            fixed.extend(figures);
            match whither {
                Whither::Wording(own) => edits.extend(own),
                other => refused = refused.or(Some(other)),
            }
        }
        let whither = match refused {
            None => Whither::Wording(edits),
            Some(refused) => match self.patches.rewritten(old, line) {
                Whither::Wording(edits) => Whither::Wording(edits),
                _ => refused,
            },
        };
        self.prose(old, told, whither, fixed, paragraph);
    }

    /// Tells whether an edit changes a star that the round gives, and tells the star.
    fn is_star(&mut self, old: usize, line: &ReturnedLine, edit: &Edit) -> bool {
        let was = &self.old[old];
        let Some((right, says)) = super::facts::star(&was.letters, &line.letters, edit) else {
            return false;
        };
        if !self.patches.is_given(old, &edit.old) {
            return false;
        }
        let finding = self.facts.star(&was.text(), &right, &says);
        self.found.findings.push(finding);
        true
    }

    /// Returns the numbers that were typed beside locked ones.
    fn beside(&self, was: &FlatLine, line: &ReturnedLine) -> Vec<Beside> {
        beside::find(&was.letters, &line.letters, |control, says| {
            let held = self.held_by.get(control).copied().flatten()?;
            let one = self.content.held.get(held)?;
            (!one.kind.is_open() && one.text.trim() == says.trim()).then_some(held)
        })
    }

    /// Takes out the edits that turn a verdict round, and tells them. A line that was written anew is
    /// words.
    fn verdicts(&mut self, old: usize, line: &ReturnedLine, prose: &mut Vec<Edit>) {
        let (was, now) = (&self.old[old], line.text());
        if align::is_rewritten(&was.text(), &now) || self.had(&now) == Some(true) {
            return;
        }
        let tell = |turned: &_| self.facts.verdict(self.old, old, self.content, turned);
        let told = verdicts::take_out(prose, &was.letters, &line.letters, tell);
        self.found.findings.extend(told);
    }

    /// Tells whether only the number or the day of a line was filled in, and notes it.
    fn is_filled(&mut self, was: &FlatLine, line: &ReturnedLine) -> bool {
        let what = match was.from {
            Origin::Number => "số",
            Origin::PlaceDate => "ngày",
            _ => return false,
        };
        let (old, new) = (was.text(), line.text());
        let (old, new) = without_common(&old, &new);
        let is_value = !new.is_empty() && new.chars().all(|sign| sign.is_ascii_digit());
        if is_value && old.chars().all(|sign| sign.is_ascii_digit()) {
            self.found.filled.push(format!("{what} {new}"));
        }
        is_value
    }

    fn prose(
        &mut self,
        old: usize,
        told: String,
        whither: Whither,
        figures: Vec<String>,
        paragraph: usize,
    ) {
        let at = self.place(old);
        self.found.prose.push(ProseChange { at, told, whither, figures, paragraph });
    }

    /// Tells that something that is held says something else; or, without what it says, that it is
    /// gone.
    fn fact(&mut self, held: usize, says: Option<&str>) {
        let Some(one) = self.content.held.get(held) else { return };
        if says == Some(one.text.trim()) || !self.told.insert(held) {
            return;
        }
        match (one.kind, says) {
            (HeldKind::Number, Some(says)) if !says.is_empty() => {
                self.found.filled.push(format!("số {says}"));
            }
            (HeldKind::Day, Some(says)) if !says.is_empty() => {
                self.found.filled.push(format!("ngày {says}"));
            }
            (HeldKind::Number | HeldKind::Day, _) => {}
            _ => self.found.findings.push(self.facts.finding(one, says)),
        }
    }

    fn gone(&mut self, old: usize) {
        let was = &self.old[old];
        if self.had(&was.text()) == Some(false) {
            self.found.older = true;
            self.paragraph(Some(old), None);
            self.goes_on = false;
            return;
        }
        let before = self.found.findings.len();
        let held: BTreeSet<usize> = was.letters.iter().filter_map(|letter| letter.held).collect();
        let has_facts = !held.is_empty();
        held.into_iter().for_each(|held| self.fact(held, None));
        let told = format!("bỏ cả đoạn “{}”", short(&was.text()));
        if was.from == Origin::Table && has_facts {
            self.goes_on = false;
            return;
        }
        let paragraph = self.paragraph(Some(old), None);
        if self.found.findings.len() > before {
            self.found.paragraphs[paragraph].barred = Some(FIGURE);
        }
        if self.then.is_some_and(|then| then.lines.is_empty()) {
            self.found.older = true;
            self.found.paragraphs[paragraph].barred = Some(UNKNOWN);
        }
        let whither = self.patches.gone(old);
        self.prose(old, told, whither, Vec::new(), paragraph);
    }

    fn added(&mut self, new: usize, before: Option<usize>, after: Option<usize>) {
        let line = &self.came.lines[new];
        let paragraph = self.paragraph(None, Some(new));
        if self.had(&line.text()) == Some(true) {
            self.found.older = true;
            self.goes_on = false;
            return;
        }
        if self.then.is_some_and(|then| then.lines.is_empty()) {
            self.found.older = true;
            self.found.paragraphs[paragraph].barred = Some(UNKNOWN);
        }
        let told = format!("thêm đoạn “{}”", short(&line.text()));
        let whither = self.patches.added(line, before, after);
        let figures = figures(&line.text());
        let at = self.behind(before, after);
        self.found.prose.push(ProseChange { at, told, whither, figures, paragraph });
    }

    /// Names the place between two lines.
    fn behind(&self, before: Option<usize>, after: Option<usize>) -> String {
        let at = before.or(after).map(|old| self.place(old)).unwrap_or_default();
        if before.is_some() { format!("Sau {}", elsewhere::small(&at)) } else { at }
    }

    /// Tells that a line stands elsewhere.
    fn moved(&mut self, old: usize, new: usize, before: Option<usize>, after: Option<usize>) {
        self.goes_on = false;
        let paragraph = self.paragraph(Some(old), Some(new));
        if self.then.is_some() {
            self.found.older = true;
            self.found.paragraphs[paragraph].barred = Some(BOTH);
        }
        let told = format!("chuyển đoạn “{}” đến đây", short(&self.old[old].text()));
        let whither = self.patches.moved(old, before, after);
        let at = self.behind(before, after);
        let figures = Vec::new();
        self.found.prose.push(ProseChange { at, told, whither, figures, paragraph });
    }

    /// Tells what became of a row of a table.
    fn row(&mut self, change: &RowChange) {
        self.goes_on = false;
        let told = match change {
            RowChange::Moved { name, .. } => format!("đổi thứ tự hàng “{}”", short(name)),
            RowChange::Added { name, .. } => format!("thêm hàng “{}”", short(name)),
            RowChange::Gone { name, lines } => {
                let held = lines.clone().filter_map(|line| {
                    self.old[line].letters.iter().find_map(|letter| letter.held)
                });
                let held: Vec<usize> = held.collect();
                let first = held.first().copied();
                self.told.extend(held);
                let first = first.and_then(|held| self.content.held.get(held));
                if let Some(first) = first {
                    self.found.findings.push(self.facts.row_gone(first, name));
                    return;
                }
                format!("bớt hàng “{}”", short(name))
            }
        };
        let paragraph = self.paragraph(None, None);
        let at = elsewhere::table(self.old, change.near());
        let whither = Whither::Elsewhere(
            "hàng và thứ tự hàng của bảng do chương trình lập từ hồ sơ; cần thì sửa trong hồ sơ, \
             danh sách rồi chạy lại"
                .to_owned(),
        );
        let figures = Vec::new();
        self.found.prose.push(ProseChange { at, told, whither, figures, paragraph });
    }

    /// Notes the recipients of the draft where they differ from those of the paper.
    fn recipients(&mut self) {
        let is_one = |line: &&FlatLine| matches!(line.from, Origin::Recipient(_));
        let was: Vec<String> = self.old.iter().filter(is_one).map(FlatLine::text).collect();
        let is_one = |line: &&ReturnedLine| line.style == Some(Style::Recipient);
        let is: Vec<String> =
            self.came.lines.iter().filter(is_one).map(ReturnedLine::text).collect();
        let by_leader = |line: &String| self.had(line) != Some(true);
        let by_office = |line: &String| self.had(line) == Some(false);
        let is_changed = is.iter().any(by_leader)
            || was.iter().any(|line| !by_office(line) && !is.contains(line));
        if was != is && !was.is_empty() && !is.is_empty() && is_changed {
            let bare = |line: &String| line.trim_start_matches(['-', '–', ' ']).to_owned();
            self.found.recipients = Some(is.iter().map(bare).collect());
        }
    }

    /// Tells which controls were taken away although their words are still there.
    fn controls(&mut self) {
        let there: BTreeSet<&str> = self.came.controls.iter().map(String::as_str).collect();
        for (index, held) in self.content.held.iter().enumerate() {
            let gone = !there.contains(held.tag.as_str()) && !held.text.trim().is_empty();
            if gone && !held.kind.is_open() && !self.told.contains(&index) {
                // The paper may have it only since the draft was written.
                if self.found.outdated {
                    continue;
                }
                self.told.insert(index);
                self.found.findings.push(self.facts.removed(held));
            }
        }
    }
}
