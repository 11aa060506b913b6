//! Reads one table of marks: tells its columns and rows apart, then reads each column of marks as a
//! ballot.

pub(super) mod readback;
mod settle;
mod subject;

use careful_spreadsheet::Worksheet;

use self::readback::whose;
use self::subject::{ColumnSubject, are_about_the_same};
use super::Ballot;
use super::columns::fill::{MarkColumn, MarkColumnReader};
use super::columns::{BallotColumn, ColumnReader, ColumnRole};
use super::faults;
use super::frame::Frame;
use super::layout::Layout;
use super::people::Scorer;
use super::reader::BallotReader;
use super::rows::{BallotRowReader, BallotRows};
use super::whose::BallotAttribution;
use super::whose::around::Around;
use crate::finding::Findings;
use crate::forms::Sourced;
use crate::forms::reading::{Skipped, TableReading, Unclaimed};

/// What was read from one table of marks.
#[derive(Debug)]
pub(super) struct BallotsOfTable {
    /// One ballot a column of marks whose product, member and session are known.
    pub(super) ballots: Vec<Ballot>,
    /// Whether the table is a summary of several members, and the ballots are its columns.
    pub(super) summary: bool,
    /// Whether it is a form that nobody filled in.
    pub(super) blank: bool,
    /// The marks that cannot be put to a member or a session.
    pub(super) unclaimed: Option<Unclaimed>,
    /// How the table was read.
    pub(super) reading: TableReading,
    /// The rows that were passed over.
    pub(super) skipped: Vec<Skipped>,
}

/// A table of marks while it is read.
pub(super) struct MarkTable<'a, 'r, 'f> {
    pub(super) reader: &'a mut BallotReader<'r>,
    /// The sheet as it came, with rows and columns not exchanged.
    pub(super) sheet: &'a Worksheet,
    pub(super) frame: &'a Frame<'a>,
    /// The rows of the sheet around the table.
    pub(super) around: Around<'a>,
    pub(super) findings: &'f mut Findings,
}

impl MarkTable<'_, '_, '_> {
    /// Reads the ballots of the table.
    ///
    /// Headings say what the columns hold, the rows are recognised with them, values decide what
    /// headings leave open, and each column of marks is read. Last comes whose ballots they are.
    pub(super) fn read_ballots(mut self) -> BallotsOfTable {
        if self.frame.misspelt {
            let heading = self.heading_of_criteria();
            self.findings.push(faults::heading_misspelt(heading.place, &heading.value));
        }
        let words = self.reader.words;
        let layout = Layout::of(self.frame, words, |typed| {
            self.reader.products.named(typed, &words.labels).is_some()
        });
        let reader =
            ColumnReader { frame: self.frame, layout: &layout, words, people: &self.reader.people };
        let mut columns = reader.by_words(&mut self.reader.products);
        let only = if all_name_a_product(&columns) { None } else { self.only_product() };
        let expected = self.expected_sets(&columns, only.as_ref());
        let marks = may_hold_marks(&columns);
        let parts = &self.reader.acts.main().parts;
        let rows_with = |maximum| BallotRowReader {
            frame: self.frame,
            layout: &layout,
            parts,
            words,
            maximum,
            marks: marks.clone(),
        };
        let by_words = maximum_of(&columns);
        let mut rows = rows_with(by_words).read_rows(&mut self.reader.lexicon, &expected);
        let set = rows.set.map(|set| self.reader.lexicon.set(set));
        self.settle(&mut columns, &rows, set, by_words);
        let maximum = maximum_of(&columns);
        // A column that turned out to hold the maxima says what each option is worth.
        if maximum != by_words {
            rows = rows_with(maximum).read_rows(&mut self.reader.lexicon, &expected);
        }
        columns.extend(self.boxes(&columns, &rows));
        let set = rows.set.map(|set| self.reader.lexicon.set(set));
        let reader = MarkColumnReader { frame: self.frame, rows: &rows, words, set, maximum };
        let filled = self.fill(&columns, &reader);
        self.finish(&columns, &rows, filled, only.as_ref())
    }

    /// The product of a sheet that has only one: behind its label, in the title, or in the name of
    /// the sheet.
    fn only_product(&mut self) -> Option<Sourced<String>> {
        let labels = &self.reader.words.labels;
        if let Some(typed) = self.around.first(&labels.product) {
            return Some(typed);
        }
        let pieces = self.around.texts().flat_map(|(at, typed)| {
            let place = self.sheet.place(at);
            typed
                .split([':', '\n'])
                .map(move |piece| Sourced { value: piece.trim().to_owned(), place: place.clone() })
        });
        let name = Sourced { value: self.sheet.name().to_owned(), place: self.sheet.place.clone() };
        let mut titles = pieces.chain([name]);
        titles.find(|typed| self.reader.products.named(&typed.value, labels).is_some())
    }

    /// Indices of the product sets whose criteria the rows most likely are: that of the sheet's
    /// label, and those of the products.
    fn expected_sets(
        &mut self,
        columns: &[BallotColumn],
        only: Option<&Sourced<String>>,
    ) -> Vec<usize> {
        let label = super::whose::set(self.around, self.reader.words);
        let of_columns = columns.iter().filter_map(|column| match &column.role {
            ColumnRole::Marks(product) => Some(product.product),
            _ => None,
        });
        let mut products: Vec<usize> = of_columns.collect();
        let only = only
            .and_then(|only| self.reader.products.named(&only.value, &self.reader.words.labels));
        products.extend(only.map(|only| only.product));
        let products = products.into_iter().map(|product| self.reader.products.get(product));
        let products: Vec<_> = products.map(|product| (product.set, product.act)).collect();
        // A label names a set of the act by which the first product is evaluated.
        let act = products.first().and_then(|(_, act)| *act);
        let labelled = label.iter().map(|set| (set.value.as_str(), act));
        let mut sets: Vec<usize> = labelled
            .chain(products.iter().copied())
            .flat_map(|(name, act)| self.reader.lexicon.sets_named(name, act))
            .collect();
        sets.dedup();
        sets
    }

    /// Reads every column of marks; returns what each holds, with the index of the column. Of two
    /// columns for one product neither counts, unless one is empty or both hold the same.
    fn fill(
        &mut self,
        columns: &[BallotColumn],
        reader: &MarkColumnReader<'_>,
    ) -> Vec<(usize, MarkColumn)> {
        let mut filled: Vec<(usize, MarkColumn)> = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            if !column.role.holds_marks() {
                continue;
            }
            let own = reader.read_column(column, self.findings);
            let is_rival = |(other, _): &&mut (usize, MarkColumn)| {
                are_about_the_same(&columns[*other], column)
            };
            let Some(before) = filled.iter_mut().find(is_rival) else {
                filled.push((index, own));
                continue;
            };
            if own.is_blank() || before.1.says_the_same(&own) {
                continue;
            }
            if before.1.is_blank() {
                *before = (index, own);
                continue;
            }
            self.findings.push(faults::two_columns(&columns[before.0].heading, &column.heading));
            before.1.unreadable = true;
        }
        filled
    }

    /// Makes ballots of the columns of marks, as far as it is known of which product, member and
    /// session they are.
    fn finish(
        mut self,
        columns: &[BallotColumn],
        rows: &BallotRows,
        filled: Vec<(usize, MarkColumn)>,
        only: Option<&Sourced<String>>,
    ) -> BallotsOfTable {
        let of_members = columns.iter().filter_map(member_of);
        let summary = of_members.clone().count() >= 2;
        let own_member = of_members.clone().next().filter(|_| !summary);
        let blank = filled.iter().all(|(_, marks)| marks.is_blank());
        let mut read = BallotsOfTable {
            ballots: Vec::new(),
            summary,
            blank: true,
            unclaimed: None,
            reading: self.reading(columns, rows, &filled, only),
            skipped: self.skipped(rows),
        };
        let subjects = self.subjects(columns, rows, filled, only);
        let is_of_marks = |column: &BallotColumn| {
            column.role.holds_marks() || column.role == ColumnRole::Doubtful
        };
        if subjects.is_empty() && !columns.iter().any(is_of_marks) {
            if !blank || self.names_somebody() {
                let place = self.frame.place(self.frame.top, self.frame.criterion);
                self.findings.push(faults::without_products(place));
            }
            return read;
        }
        // A form that nobody filled in and that names nobody is no ballot.
        if blank && !self.names_somebody() && own_member.is_none() {
            return read;
        }
        read.blank = false;
        let attribution = BallotAttribution {
            round: self.reader.round,
            words: self.reader.words,
            people: &self.reader.people,
            around: self.around,
        };
        let session = attribution.session(self.findings);
        let member = match own_member {
            _ if summary => None,
            Some(member) => Some(member),
            None => attribution.member(session, self.findings),
        };
        read.reading.of = whose(&self.reader.people, member, session);
        if !summary {
            read.unclaimed = self.unclaimed(&subjects, member, session, only);
        }
        let Some(session) = session else { return read };
        let set_name = super::whose::set(self.around, self.reader.words);
        let of = rows.set.map(|set| self.reader.lexicon.name_of(set));
        let ballots = subjects.into_iter().filter_map(|(subject, marks)| {
            let scorer = subject.member.or(member)?;
            Some(subject.ballot(scorer, session, set_name.clone(), of.clone(), marks))
        });
        read.ballots = ballots.collect();
        read
    }

    /// What the columns of marks are about, each with its marks; without columns whose product is
    /// not named.
    fn subjects(
        &mut self,
        columns: &[BallotColumn],
        rows: &BallotRows,
        filled: Vec<(usize, MarkColumn)>,
        only: Option<&Sourced<String>>,
    ) -> Vec<(ColumnSubject, MarkColumn)> {
        let owner = self.around.first(&self.reader.words.labels.owner);
        let mut subjects = Vec::new();
        for (index, marks) in filled {
            if let Some(subject) = self.subject(&columns[index], only, owner.as_ref(), rows) {
                subjects.push((subject, marks));
            }
        }
        subjects
    }

    /// The products whose marks cannot be put to a member, or to a session; `None` where there are
    /// none.
    fn unclaimed(
        &mut self,
        subjects: &[(ColumnSubject, MarkColumn)],
        member: Option<Scorer>,
        session: Option<u8>,
        only: Option<&Sourced<String>>,
    ) -> Option<Unclaimed> {
        let lacks =
            |subject: &ColumnSubject| session.is_none() || subject.member.or(member).is_none();
        let lacking = subjects.iter().map(|(subject, _)| subject).filter(|subject| lacks(subject));
        let mut products: Vec<String> = lacking.map(|subject| subject.name.clone()).collect();
        // The only column of marks may be in doubt: the marks of the sheet's product are lost too.
        if subjects.is_empty() && session.is_some() {
            products.extend(only.map(|only| self.product_name(&only.value)));
        }
        (!products.is_empty()).then(|| Unclaimed {
            place: self.sheet.place.clone(),
            member: member.map(|scorer| scorer.member),
            session,
            products,
        })
    }

    /// Whether the rows above the table name a member, known or not.
    fn names_somebody(&self) -> bool {
        let labels = &self.reader.words.labels;
        !self.around.labelled(&labels.member).is_empty()
            || self
                .around
                .texts()
                .any(|(_, typed)| self.reader.people.within(None, typed).is_some())
    }
}

/// The column of the maxima, where there is one.
fn maximum_of(columns: &[BallotColumn]) -> Option<u32> {
    let maximum = columns.iter().find(|column| column.role == ColumnRole::Maximum);
    maximum.map(|column| column.index)
}

/// The columns that hold marks, or may hold them by their heading.
fn may_hold_marks(columns: &[BallotColumn]) -> Vec<u32> {
    let may = columns
        .iter()
        .filter(|column| column.role.holds_marks() || column.role == ColumnRole::Nothing);
    may.map(|column| column.index).collect()
}

/// Whether there are columns of marks, and the headings of all name a listed product.
fn all_name_a_product(columns: &[BallotColumn]) -> bool {
    let is_named = |column: &BallotColumn| matches!(column.role, ColumnRole::Marks(_));
    let needs_none =
        |column: &BallotColumn| matches!(column.role, ColumnRole::Unread(_) | ColumnRole::Maximum);
    columns.iter().any(is_named)
        && columns.iter().all(|column| is_named(column) || needs_none(column))
}

/// The member whose marks a column of a summary holds.
fn member_of(column: &BallotColumn) -> Option<Scorer> {
    match column.role {
        ColumnRole::MarksOf(member) => Some(Scorer { member, by_substitute: false }),
        _ => None,
    }
}
