//! Finds out which criterion of the acts a row of a ballot is: by its number, its name and its place
//! among the rows, of which two must agree.

pub(super) mod number;

use std::collections::BTreeMap;
use std::rc::Rc;

use careful_spreadsheet::text;

use self::number::Numeral;
use crate::criteria::{Act, ProductSet, RoundActs};
use crate::forms::{CriteriaOf, set_key};

/// The criteria of the acts of a round, indexed by the names that ballots give them.
#[derive(Debug)]
pub(super) struct CriteriaLexicon<'r> {
    /// All product sets with their acts, those of the round's own act first.
    all: Vec<(&'r Act, &'r ProductSet)>,
    /// Criteria by comparable name: index of the product set, index in the set.
    by_name: BTreeMap<String, Vec<(usize, usize)>>,
    /// What was looked up before, by the name as it was typed.
    asked: BTreeMap<String, Rc<NameMeaning>>,
    /// Product sets by folded name: one of each act that has a set of this name.
    sets: BTreeMap<String, Vec<usize>>,
    /// Titles of the parts A, B, C in the round's own act, without diacritics, case and punctuation.
    pub(super) titles: [String; 3],
}

/// What the name of a row may mean: the criteria of all product sets that are called so, or nearly
/// so.
#[derive(Debug, Default)]
pub(super) struct NameMeaning {
    /// The name without diacritics, case and punctuation.
    pub(super) bare: String,
    /// The same, as [`comparable`] has it: without notes and points.
    pub(super) comparable: String,
    /// The criteria: index of the product set, index in the set.
    pub(super) criteria: Vec<(usize, usize)>,
    /// Whether the criteria are called exactly so, and not only nearly.
    pub(super) exactly: bool,
}

/// What a row tells about which criterion it is.
#[derive(Debug)]
pub(super) struct RowClues {
    /// Its number.
    pub(super) numeral: Numeral,
    /// What its name may mean.
    pub(super) called: Rc<NameMeaning>,
    /// The maximum that the row states.
    pub(super) max: Option<rust_decimal::Decimal>,
    /// Whether the row has a name.
    pub(super) named: bool,
    /// Whether any column of marks holds something in this row.
    pub(super) used: bool,
}

impl RowClues {
    fn exactly(&self, set: usize, place: usize) -> bool {
        self.called.exactly && self.called.criteria.contains(&(set, place))
    }

    fn nearly(&self, set: usize, place: usize) -> bool {
        self.called.criteria.contains(&(set, place))
    }
}

/// How many letters in a hundred may be wrong in the name of a criterion.
const WRONG_PERCENT: usize = 18;
/// Bytes that a name must have to be recognised as the beginning of a longer one.
const BEGINNING: usize = 14;

impl<'r> CriteriaLexicon<'r> {
    /// Indexes the criteria of the acts of a round.
    pub(super) fn new(acts: &'r RoundActs) -> Self {
        let mut by_name: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        let mut sets: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let all: Vec<(&Act, &ProductSet)> =
            acts.iter().flat_map(|act| act.sets.iter().map(move |set| (act, set))).collect();
        for (index, (_, set)) in all.iter().enumerate() {
            for (place, criterion) in set.criteria.iter().enumerate() {
                by_name.entry(comparable(&criterion.name)).or_default().push((index, place));
            }
            for name in set.names() {
                sets.entry(set_key(name)).or_default().push(index);
            }
        }
        let titles = acts.main().parts.each_ref().map(|part| text::bare(&part.title));
        Self { all, by_name, asked: BTreeMap::new(), sets, titles }
    }

    /// The indices of the product sets of this name, one of each act that has it, that of `act`
    /// first.
    pub(super) fn sets_named(&self, typed: &str, act: Option<&Act>) -> Vec<usize> {
        let other = |index: &usize| act.is_some_and(|act| act.id != self.all[*index].0.id);
        let mut sets = self.sets.get(&set_key(typed)).cloned().unwrap_or_default();
        sets.sort_by_key(other);
        sets
    }

    /// The product set of this index.
    pub(super) fn set(&self, index: usize) -> &'r ProductSet {
        self.all[index].1
    }

    /// The names of the product set of this index and of its act.
    pub(super) fn name_of(&self, index: usize) -> CriteriaOf {
        let (act, set) = self.all[index];
        CriteriaOf { act: act.id.clone(), set: set.name.clone() }
    }

    /// Looks up the criteria that a name may mean, in all product sets.
    pub(super) fn called(&mut self, typed: &str) -> Rc<NameMeaning> {
        if let Some(known) = self.asked.get(typed) {
            return Rc::clone(known);
        }
        let found = Rc::new(self.look_up(typed));
        self.asked.insert(typed.to_owned(), Rc::clone(&found));
        found
    }

    fn look_up(&self, typed: &str) -> NameMeaning {
        let name = comparable(typed);
        let called = NameMeaning {
            bare: text::bare(typed),
            comparable: name.clone(),
            ..NameMeaning::default()
        };
        if name.len() < 2 {
            return called;
        }
        if let Some(criteria) = self.by_name.get(&name) {
            return NameMeaning { criteria: criteria.clone(), exactly: true, ..called };
        }
        let near = |known: &str| {
            let begins = known.len() >= BEGINNING && name.starts_with(known)
                || name.len() >= BEGINNING && known.starts_with(&name);
            let limit = known.len().max(name.len()) * WRONG_PERCENT / 100;
            begins
                || known.len().abs_diff(name.len()) <= limit
                    && strsim::osa_distance(known, &name) <= limit
        };
        let found = self
            .by_name
            .iter()
            .filter(|(known, _)| near(known))
            .flat_map(|(_, criteria)| criteria.clone());
        NameMeaning { criteria: found.collect(), ..called }
    }

    /// The most points of the criteria that are called exactly so; `None` where they differ, or
    /// where the name is only nearly that of criteria.
    pub(super) fn max_of(&self, called: &NameMeaning) -> Option<u8> {
        let mut maxima =
            called.criteria.iter().map(|(set, place)| self.set(*set).criteria[*place].max);
        let first = maxima.next().filter(|_| called.exactly)?;
        maxima.all(|max| max == first).then_some(first)
    }

    /// The index of the product set whose criteria these rows are, sought among the expected sets
    /// first, then among all. `None` when the rows are the criteria of no set.
    pub(super) fn set_of(&self, rows: &[RowClues], expected: &[usize]) -> Option<usize> {
        let named = |set: usize| {
            let holds =
                |row: &&RowClues| row.called.criteria.iter().any(|(other, _)| *other == set);
            rows.iter().filter(holds).count()
        };
        let full = |set: &usize| !self.set(*set).criteria.is_empty();
        let fits = |set: &usize| named(*set) * 5 >= self.set(*set).criteria.len() * 3;
        // A table that holds half of a ballot lacks criteria of the set, but has hardly a row of
        // another set.
        let meant = rows.iter().filter(|row| row.called.exactly).count();
        let is_half = |set: &usize| named(*set) >= 5 && named(*set) * 10 >= meant * 9;
        // Of sets that share their criteria, the first expected one is meant.
        let best = expected
            .iter()
            .copied()
            .filter(full)
            .filter(|set| fits(set) || is_half(set))
            .rev()
            .max_by_key(|set| named(*set));
        if best.is_some() {
            return best;
        }
        // Rows without the names of criteria are those of an expected set where their numbers are.
        let numbered = |set: &usize| {
            let criteria = &self.set(*set).criteria;
            let known = criteria
                .iter()
                .filter(|criterion| rows.iter().any(|row| row.numeral.may_be(&criterion.code)));
            known.count() * 5 >= criteria.len() * 4
        };
        if let Some(set) = expected.iter().copied().filter(full).find(numbered) {
            return Some(set);
        }
        let all = (0..self.all.len()).filter(full).filter(|set| fits(set) && named(*set) >= 3);
        all.max_by_key(|set| (named(*set), usize::MAX - set))
    }

    /// Gives rows, in order from the top, to the criteria of a product set: for each row the index
    /// of its criterion, or `None`.
    ///
    /// The passes go from sure to less sure. A row gets a criterion by name and number; by exact
    /// name, in the order of the set; by nearly the name, and the number; at last by nearly the
    /// name, or the number, next to a criterion that was given before.
    pub(super) fn assign(&self, set: usize, rows: &[RowClues]) -> Vec<Option<usize>> {
        let mut matching =
            Matching { set: self.set(set), index: set, rows, of: vec![None; rows.len()] };
        matching
            .pass(|row, place, matching| row.exactly(set, place) && matching.numbered(row, place));
        matching.pass(|row, place, matching| {
            row.exactly(set, place)
                && matching.max_agrees(row, place)
                && row.used
                && matching.fits(row, place)
        });
        matching.pass(|row, place, matching| row.exactly(set, place) && matching.fits(row, place));
        matching
            .pass(|row, place, matching| row.nearly(set, place) && matching.numbered(row, place));
        matching.pass(|row, place, matching| {
            let near = row.nearly(set, place);
            let numbered = matching.numbered(row, place) && !row.called.exactly;
            (near || numbered) && matching.fits(row, place) && matching.stands_next(row, place)
        });
        matching.of
    }

    /// Whether a number only heads other numbers of the set: `1` over `1.1`, `6.1` over `6.1.1`.
    pub(super) fn heads_a_group(&self, set: usize, numeral: &Numeral) -> bool {
        let criteria = &self.set(set).criteria;
        numeral.codes.iter().any(|code| {
            let below = format!("{code}.");
            criteria.iter().any(|criterion| criterion.code.starts_with(&below))
                && criteria.iter().all(|criterion| criterion.code != *code)
        })
    }
}

/// Rows while they are given to the criteria of one product set.
struct Matching<'a> {
    set: &'a ProductSet,
    index: usize,
    rows: &'a [RowClues],
    of: Vec<Option<usize>>,
}

impl Matching<'_> {
    /// Gives every row without a criterion the first free criterion for which the test holds.
    fn pass(&mut self, test: impl Fn(&RowClues, usize, &Self) -> bool) {
        for row in 0..self.rows.len() {
            if self.of[row].is_some() {
                continue;
            }
            let places = self.candidates(&self.rows[row]);
            let place = places.into_iter().find(|place| {
                !self.of.contains(&Some(*place)) && test(&self.rows[row], *place, self)
            });
            self.of[row] = place;
        }
    }

    /// The criteria of the set that a row may be, by name or number, in order.
    fn candidates(&self, row: &RowClues) -> Vec<usize> {
        let by_name = row
            .called
            .criteria
            .iter()
            .filter(|(set, _)| *set == self.index)
            .map(|(_, place)| *place);
        let by_number = (0..self.set.criteria.len()).filter(|place| self.numbered(row, *place));
        let mut places: Vec<usize> = by_name.chain(by_number).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    fn numbered(&self, row: &RowClues, place: usize) -> bool {
        row.numeral.may_be(&self.set.criteria[place].code)
    }

    fn max_agrees(&self, row: &RowClues, place: usize) -> bool {
        row.max.is_none_or(|max| max == rust_decimal::Decimal::from(self.set.criteria[place].max))
    }

    fn index_of(&self, row: &RowClues) -> usize {
        self.rows.iter().position(|other| std::ptr::eq(other, row)).unwrap_or_default()
    }

    /// The nearest criteria that rows above and below a row were given.
    fn neighbours(&self, row: &RowClues) -> (Option<usize>, Option<usize>) {
        let at = self.index_of(row);
        let above = self.of[..at].iter().rev().flatten().next().copied();
        (above, self.of[at + 1..].iter().flatten().next().copied())
    }

    /// Whether the row, as this criterion, would stand in the order of the set between its
    /// neighbours of the same part.
    fn fits(&self, row: &RowClues, place: usize) -> bool {
        let part = |place: usize| self.set.criteria[place].part;
        let (above, below) = self.neighbours(row);
        above.is_none_or(|above| part(above) != part(place) || above < place)
            && below.is_none_or(|below| part(below) != part(place) || place < below)
    }

    /// Whether the row, as this criterion, would stand right beside a neighbour in the set, or
    /// begin its part.
    fn stands_next(&self, row: &RowClues, place: usize) -> bool {
        let (above, below) = self.neighbours(row);
        let begins =
            place == 0 || self.set.criteria[place - 1].part != self.set.criteria[place].part;
        above.is_some_and(|above| above + 1 == place)
            || below.is_some_and(|below| place + 1 == below)
            || begins
    }
}

/// The bare form of a name, without notes in brackets and without the points behind it. Names that
/// differ only in these compare equal.
pub(super) fn comparable(name: &str) -> String {
    let outer = name.split('(').next().filter(|outer| !outer.trim().is_empty()).unwrap_or(name);
    let bare = text::bare(outer).replace('-', " ");
    let mut words: Vec<&str> = bare.split(' ').collect();
    // `Nguồn nguyên liệu: 3 điểm`, `tối đa 3 điểm`
    if words.last() == Some(&"diem")
        && words.len() > 2
        && words[words.len() - 2].bytes().all(|byte| byte.is_ascii_digit())
    {
        words.truncate(words.len() - 2);
        while words.last().is_some_and(|word| ["toi", "da", "muc", "cao", "nhat"].contains(word)) {
            words.pop();
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{CriteriaLexicon, RowClues, comparable};
    use crate::forms::ballot::criteria::number::Numeral;
    use crate::forms::tests::sample_acts;

    fn rows(lexicon: &mut CriteriaLexicon<'_>, typed: &[(&str, &str)]) -> Vec<RowClues> {
        let row = |(number, name): &(&str, &str)| RowClues {
            numeral: Numeral::of(number),
            called: lexicon.called(name),
            max: None,
            named: !name.is_empty(),
            used: true,
        };
        typed.iter().map(row).collect()
    }

    fn assigned(typed: &[(&str, &str)]) -> Vec<Option<usize>> {
        let acts = sample_acts();
        let mut lexicon = CriteriaLexicon::new(&acts);
        let rows = rows(&mut lexicon, typed);
        let set = lexicon.sets_named("Chè tươi, chế biến", None)[0];
        lexicon.assign(set, &rows)
    }

    #[test]
    fn two_of_number_name_and_place_are_enough() {
        let all = [
            ("1.1", "Nguồn nguyên liệu"),
            ("9.9", "Gia tăng giá trị"),
            ("1.3", "Quy mô của cơ sở"),
            ("", "Liên kết chuỗi trong sản xuất"),
        ];
        assert_eq!(assigned(&all), [Some(0), Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_row_that_only_its_number_or_only_a_far_name_speaks_for_is_none() {
        assert_eq!(assigned(&[("1.1", "Nguồn nguyên liệu"), ("2.3", "Điều lạ")]), [Some(0), None]);
        assert_eq!(
            assigned(&[("1.1", "Nguồn nguyên liệu"), ("1.1", "Nguồn nguyên liệu")]),
            [Some(0), None]
        );
    }

    #[test]
    fn names_are_compared_without_notes_and_points() {
        assert_eq!(comparable("Nguồn nguyên liệu (tối đa 3 điểm)"), "nguon nguyen lieu");
        assert_eq!(comparable("Nguồn nguyên liệu: 3 điểm"), "nguon nguyen lieu");
        assert_eq!(comparable("NGUỒN NGUYÊN LIỆU - tối đa 3 điểm"), "nguon nguyen lieu");
    }
}
