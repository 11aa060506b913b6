//! One table of a sheet: its columns are settled, then each column of marks is read as a ballot.

use careful_spreadsheet::{Cell, Worksheet};

use super::Ballot;
use super::columns::fill::{MarkColumn, MarkColumnReader};
use super::columns::{BallotColumn, ColumnReader, ColumnRole, ColumnValues};
use super::faults;
use super::frame::Frame;
use super::layout::Layout;
use super::people::{People, Scorer};
use super::reader::BallotReader;
use super::rows::{BallotRowReader, BallotRows};
use super::whose::BallotAttribution;
use super::whose::around::Around;
use crate::criteria::ProductSet;
use crate::finding::Findings;
use crate::forms::Sourced;
use crate::forms::reading::{ColumnKind, ColumnReading, Skipped, TableReading, Unclaimed};

/// What came of a table.
#[derive(Debug)]
pub(super) struct BallotsOfTable {
    pub(super) ballots: Vec<Ballot>,
    /// Whether they are the cells of a summary.
    pub(super) summary: bool,
    /// Whether the form is blank and nobody's.
    pub(super) blank: bool,
    /// What it holds for nobody.
    pub(super) unclaimed: Option<Unclaimed>,
    pub(super) reading: TableReading,
    pub(super) skipped: Vec<Skipped>,
}

/// What one column of marks is about.
struct ColumnSubject {
    product: Sourced<String>,
    name: String,
    owner: Option<Sourced<String>>,
    member: Option<Scorer>,
}

/// A table being read.
pub(super) struct MarkTable<'a, 'r, 'f> {
    pub(super) reader: &'a mut BallotReader<'r>,
    /// The sheet as it came, not turned.
    pub(super) sheet: &'a Worksheet,
    pub(super) frame: &'a Frame<'a>,
    pub(super) around: Around<'a>,
    pub(super) findings: &'f mut Findings,
}

impl MarkTable<'_, '_, '_> {
    pub(super) fn read_ballots(mut self) -> BallotsOfTable {
        if self.frame.misspelt {
            let shown = self
                .frame
                .seen(self.frame.top, self.frame.criterion)
                .map(Cell::shown)
                .unwrap_or_default();
            self.findings.push(faults::heading_misspelt(
                self.frame.place(self.frame.top, self.frame.criterion),
                &shown,
            ));
        }
        let words = self.reader.words;
        let layout = Layout::of(self.frame, words, |typed| {
            self.reader.products.named(typed, &words.labels).is_some()
        });
        let reader =
            ColumnReader { frame: self.frame, layout: &layout, words, people: &self.reader.people };
        let mut columns = reader.by_words(&mut self.reader.products);
        let maximum = columns
            .iter()
            .find(|column| column.role == ColumnRole::Maximum)
            .map(|column| column.index);
        let possible = |column: &&BallotColumn| {
            column.role.holds_marks() || column.role == ColumnRole::Nothing
        };
        let marks: Vec<u32> = columns.iter().filter(possible).map(|column| column.index).collect();
        let needs_name = |column: &BallotColumn| {
            !matches!(
                column.role,
                ColumnRole::Marks(_) | ColumnRole::Unread(_) | ColumnRole::Maximum
            )
        };
        let all_named = columns.iter().any(|column| matches!(column.role, ColumnRole::Marks(_)))
            && !columns.iter().any(needs_name);
        let only = if all_named { None } else { self.only_product() };
        let expected = self.expected_sets(&columns, only.as_ref());
        let act = self.reader.act;
        let rows_with = |maximum| BallotRowReader {
            frame: self.frame,
            layout: &layout,
            act,
            words,
            maximum,
            marks: marks.clone(),
        };
        let mut rows = rows_with(maximum).read_rows(&mut self.reader.lexicon, &expected);
        let set = rows.set.map(|set| self.reader.lexicon.set(set));
        self.settle(&mut columns, &rows, set, maximum);
        let settled = columns
            .iter()
            .find(|column| column.role == ColumnRole::Maximum)
            .map(|column| column.index);
        // A column that turned out to hold the maxima says what each option is worth.
        if settled != maximum {
            rows = rows_with(settled).read_rows(&mut self.reader.lexicon, &expected);
        }
        columns.extend(self.boxes(&columns, &rows));
        let (set, maximum) = (rows.set.map(|set| self.reader.lexicon.set(set)), settled);
        let filler = MarkColumnReader { frame: self.frame, rows: &rows, words, set, maximum };
        let read = self.fill(&columns, &filler);
        self.finish(&columns, &rows, set, read, only.as_ref())
    }

    /// The product of a sheet that has only one: behind its label, in the title, in the sheet's
    /// name.
    fn only_product(&mut self) -> Option<Sourced<String>> {
        let labels = &self.reader.words.labels;
        if let Some(typed) = self.around.first(&labels.product) {
            return Some(typed);
        }
        let titles: Vec<Sourced<String>> = self
            .around
            .texts()
            .flat_map(|(at, typed)| {
                let place = self.sheet.place(at);
                typed.split([':', '\n']).map(move |piece| Sourced {
                    value: piece.trim().to_owned(),
                    place: place.clone(),
                })
            })
            .chain([Sourced {
                value: self.sheet.name().to_owned(),
                place: self.sheet.place.clone(),
            }])
            .collect();
        titles.into_iter().find(|typed| self.reader.products.named(&typed.value, labels).is_some())
    }

    /// The sets whose criteria are expected: of the sheet's label, and of the products.
    fn expected_sets(
        &mut self,
        columns: &[BallotColumn],
        only: Option<&Sourced<String>>,
    ) -> Vec<usize> {
        let label = super::whose::set(self.around, self.reader.words);
        let mut named: Vec<String> = label.map(|set| set.value).into_iter().collect();
        for column in columns {
            if let ColumnRole::Marks(product) = &column.role {
                named.push(self.reader.products.get(product.product).set.to_owned());
            }
        }
        if let Some(product) =
            only.and_then(|only| self.reader.products.named(&only.value, &self.reader.words.labels))
        {
            named.push(self.reader.products.get(product.product).set.to_owned());
        }
        let mut sets: Vec<usize> =
            named.iter().filter_map(|name| self.reader.lexicon.set_named(name)).collect();
        sets.dedup();
        sets
    }

    /// The column of the criteria's names as one of marks, where no other holds any and boxes
    /// before the options are crossed.
    fn boxes(&self, columns: &[BallotColumn], rows: &BallotRows) -> Option<BallotColumn> {
        let is_option = |line: &&super::rows::BallotRow| {
            matches!(line.role, super::rows::RowRole::Option { .. })
        };
        let crossed = rows.lines.iter().filter(is_option);
        let crossed = crossed
            .filter(|line| super::columns::options::is_boxed(self.frame, self.reader.words, line))
            .count();
        let alone = !columns
            .iter()
            .any(|column| column.role.holds_marks() || column.role == ColumnRole::Doubtful);
        (alone && crossed >= 2).then(|| {
            let place = self.frame.place(self.frame.top, self.frame.criterion);
            let value = self
                .frame
                .seen(self.frame.top, self.frame.criterion)
                .map(Cell::shown)
                .unwrap_or_default();
            let heading = Sourced { value, place };
            BallotColumn {
                index: self.frame.criterion,
                heading,
                role: ColumnRole::MarksOfOnly,
                owner: None,
            }
        })
    }

    /// Lets the values of the columns decide what their words leave open.
    fn settle(
        &mut self,
        columns: &mut [BallotColumn],
        rows: &BallotRows,
        set: Option<&ProductSet>,
        maximum: Option<u32>,
    ) {
        let part_max = self.reader.act.part_max();
        let values: Vec<ColumnValues> = columns
            .iter()
            .map(|column| {
                ColumnValues::of(
                    self.frame,
                    rows,
                    self.reader.words,
                    set,
                    part_max,
                    maximum,
                    column.index,
                )
            })
            .collect();
        let has_maximum = |columns: &[BallotColumn], but: usize| {
            columns
                .iter()
                .enumerate()
                .any(|(index, column)| index != but && column.role == ColumnRole::Maximum)
        };
        let alone = !columns.iter().any(|column| column.role.holds_marks());
        for index in 0..columns.len() {
            let values = values[index];
            let heading = columns[index].heading.clone();
            match columns[index].role {
                ColumnRole::Nothing | ColumnRole::MarksOfUnknown
                    if values.are_maxima() && !heading.value.contains(':') =>
                {
                    columns[index].role = ColumnRole::Maximum;
                }
                ColumnRole::Nothing if values.are_numbers() || alone && values.are_any() => {
                    columns[index].role = ColumnRole::MarksOfUnknown;
                }
                ColumnRole::MarksOfUnknown if values.are_any() => {}
                ColumnRole::Nothing | ColumnRole::MarksOfUnknown if !values.are_numbers() => {
                    let words = self.reader.words;
                    if !words.is_of_signature(&heading.value) {
                        self.findings
                            .extend(faults::nearly_product(&heading, &self.reader.products));
                    }
                    columns[index].role = ColumnRole::Unread("không rõ");
                }
                _ => {}
            }
        }
        // A column that says only `Điểm`: beside columns of products it is theirs if it holds the
        // maxima, else a doubt.
        let named = columns
            .iter()
            .any(|column| matches!(column.role, ColumnRole::Marks(_) | ColumnRole::MarksOf(_)));
        let only: Vec<usize> = (0..columns.len())
            .filter(|index| columns[*index].role == ColumnRole::MarksOfOnly)
            .collect();
        let is_one_of_many = named || only.len() > 1;
        for index in
            only.iter().copied().filter(|index| is_one_of_many && values[*index].are_maxima())
        {
            columns[index].role = ColumnRole::Maximum;
        }
        let left: Vec<usize> = only
            .into_iter()
            .filter(|index| columns[*index].role == ColumnRole::MarksOfOnly)
            .collect();
        let filled = left.iter().filter(|index| values[**index].are_any()).count();
        for (place, index) in left.iter().copied().enumerate() {
            let blank = !values[index].are_any();
            if blank && (named || filled > 0 || place > 0) {
                columns[index].role = ColumnRole::Unread("không có điểm");
            } else if values[index].are_maxima()
                && !has_maximum(columns, index)
                && rows.lines.len() > 2
            {
                self.findings.push(faults::column_of_maxima(&columns[index].heading));
                columns[index].role = ColumnRole::Doubtful;
            }
        }
    }

    /// Reads every column of marks. Of two for one product neither counts, unless one is empty or
    /// says the same.
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
            let mut own = reader.read_column(column, self.findings);
            let rival = filled.iter().position(|(other, _)| same_product(&columns[*other], column));
            let Some(rival) = rival else {
                filled.push((index, own));
                continue;
            };
            let before = &mut filled[rival];
            if own.is_blank() || before.1.says_the_same(&own) {
                continue;
            }
            if before.1.is_blank() {
                *before = (index, own);
                continue;
            }
            self.findings.push(faults::two_columns(&columns[before.0].heading, &column.heading));
            before.1.unreadable = true;
            own.unreadable = true;
        }
        filled
    }

    fn finish(
        mut self,
        columns: &[BallotColumn],
        rows: &BallotRows,
        set: Option<&ProductSet>,
        filled: Vec<(usize, MarkColumn)>,
        only: Option<&Sourced<String>>,
    ) -> BallotsOfTable {
        let members =
            columns.iter().filter(|column| matches!(column.role, ColumnRole::MarksOf(_))).count();
        let summary = members >= 2;
        let own_member = columns.iter().find_map(|column| match column.role {
            ColumnRole::MarksOf(member) if !summary => {
                Some(Scorer { member, by_substitute: false })
            }
            _ => None,
        });
        let blank = filled.iter().all(|(_, filled)| filled.is_blank());
        let set_name = super::whose::set(self.around, self.reader.words);
        let owner = self.around.first(&self.reader.words.labels.owner);
        let mut reading = self.reading(columns, rows, &filled, only);
        let skipped = self.skipped(rows);
        let done = |ballots, blank, reading| BallotsOfTable {
            ballots,
            summary,
            blank,
            unclaimed: None,
            reading,
            skipped: skipped.clone(),
        };
        let mut about: Vec<(ColumnSubject, MarkColumn)> = Vec::new();
        for (index, filled) in filled {
            if let Some(product) = self.about(&columns[index], only, owner.as_ref(), rows) {
                about.push((product, filled));
            }
        }
        if about.is_empty()
            && columns
                .iter()
                .all(|column| !column.role.holds_marks() && column.role != ColumnRole::Doubtful)
        {
            if !blank || self.names_somebody() {
                self.findings.push(faults::without_products(
                    self.frame.place(self.frame.top, self.frame.criterion),
                ));
            }
            return done(Vec::new(), true, reading);
        }
        // A form that nobody filled in and nobody's name stands on is nothing.
        if blank && !self.names_somebody() && own_member.is_none() {
            return done(Vec::new(), true, reading);
        }
        let asking = BallotAttribution {
            round: self.reader.round,
            words: self.reader.words,
            people: &self.reader.people,
            around: self.around,
        };
        let session = asking.session(self.findings);
        let member = if summary {
            None
        } else {
            own_member.or_else(|| asking.member(session, self.findings))
        };
        reading.of = whose(&self.reader.people, member, session);
        let named = |(about, _): &(ColumnSubject, MarkColumn)| about.name.clone();
        let mut products: Vec<String> = about
            .iter()
            .filter(|(about, _)| about.member.or(member).is_none())
            .map(named)
            .collect();
        if session.is_none() {
            products = about.iter().map(named).collect();
        } else if about.is_empty() {
            products.extend(only.as_ref().map(|only| self.product_name(&only.value)));
        }
        let unclaimed = (!summary && !products.is_empty()).then(|| Unclaimed {
            place: self.sheet.place.clone(),
            member: member.map(|person| person.member),
            session,
            products,
        });
        let done = |ballots| BallotsOfTable {
            unclaimed: unclaimed.clone(),
            ..done(ballots, false, reading.clone())
        };
        let Some(session) = session else { return done(Vec::new()) };
        let ballots = about.into_iter().filter_map(|(about, filled)| {
            let member = about.member.or(member)?;
            Some(ballot(member, session, set_name.clone(), set, about, filled))
        });
        done(ballots.collect())
    }

    /// The product as its list writes it, else as it is typed.
    fn product_name(&mut self, typed: &str) -> String {
        let named = self.reader.products.named(typed, &self.reader.words.labels);
        named.map_or(typed, |named| self.reader.products.get(named.product).name).to_owned()
    }

    /// Whether a member is named around the table, known or not.
    fn names_somebody(&self) -> bool {
        let labels = &self.reader.words.labels;
        !self.around.labelled(&labels.member).is_empty()
            || self
                .around
                .texts()
                .any(|(_, typed)| self.reader.people.within(None, typed).is_some())
    }

    /// The product of a column of marks.
    fn about(
        &mut self,
        column: &BallotColumn,
        only: Option<&Sourced<String>>,
        owner: Option<&Sourced<String>>,
        rows: &BallotRows,
    ) -> Option<ColumnSubject> {
        let below = || self.owner_row(column, rows);
        let sheet_owner = || owner.cloned();
        match &column.role {
            ColumnRole::Marks(product) => {
                let name = self.reader.products.get(product.product).name.to_owned();
                let bracketed = product
                    .owner
                    .clone()
                    .map(|value| Sourced { value, place: column.heading.place.clone() });
                let owner = column.owner.clone().or_else(below).or(bracketed);
                Some(ColumnSubject { product: column.heading.clone(), name, owner, member: None })
            }
            ColumnRole::MarksOfUnknown if column.heading.value.is_empty() && only.is_none() => {
                self.findings.push(faults::product_unnamed(&column.heading));
                None
            }
            ColumnRole::MarksOfUnknown if !column.heading.value.is_empty() => {
                let name = column.heading.value.clone();
                let owner = column.owner.clone().or_else(below);
                Some(ColumnSubject { product: column.heading.clone(), name, owner, member: None })
            }
            ColumnRole::MarksOfOnly | ColumnRole::MarksOf(_) | ColumnRole::MarksOfUnknown => {
                let Some(typed) = only else {
                    self.findings.push(faults::product_unnamed(&column.heading));
                    return None;
                };
                let named = self.reader.products.named(&typed.value, &self.reader.words.labels);
                let name = named
                    .as_ref()
                    .map_or(typed.value.as_str(), |named| {
                        self.reader.products.get(named.product).name
                    })
                    .to_owned();
                let bracketed = named
                    .and_then(|named| named.owner)
                    .map(|value| Sourced { value, place: typed.place.clone() });
                let member = match column.role {
                    ColumnRole::MarksOf(member) => Some(Scorer { member, by_substitute: false }),
                    _ => None,
                };
                Some(ColumnSubject {
                    product: typed.clone(),
                    name,
                    owner: sheet_owner().or(bracketed),
                    member,
                })
            }
            _ => None,
        }
    }

    /// The owner where it stands in a row of its own further down: products in rows, owners behind
    /// the marks.
    fn owner_row(&self, column: &BallotColumn, rows: &BallotRows) -> Option<Sourced<String>> {
        let words = &self.reader.words.columns.owner;
        let line = rows.lines.iter().find(|line| words.are(&line.said.bare))?;
        let value = self.frame.own(line.row, column.index)?.text()?.to_owned();
        Some(Sourced { value, place: self.frame.place(line.row, column.index) })
    }

    fn reading(
        &self,
        columns: &[BallotColumn],
        rows: &BallotRows,
        filled: &[(usize, MarkColumn)],
        only: Option<&Sourced<String>>,
    ) -> TableReading {
        let role = |column: &BallotColumn| match &column.role {
            ColumnRole::Maximum => "điểm tối đa".to_owned(),
            ColumnRole::Marks(product) => {
                format!("điểm của “{}”", self.reader.products.get(product.product).name)
            }
            ColumnRole::MarksOfOnly => match only {
                Some(product) => format!("điểm của “{}”", product.value),
                None => "điểm chấm".to_owned(),
            },
            ColumnRole::MarksOfUnknown => {
                format!("điểm của “{}”, sản phẩm không có trong danh sách", column.heading.value)
            }
            ColumnRole::MarksOf(member) => {
                format!("điểm của {}", self.reader.people.names().nth(*member).unwrap_or_default())
            }
            ColumnRole::Unread(what) => format!("không đọc: {what}"),
            ColumnRole::Doubtful => "chưa rõ, không tính".to_owned(),
            ColumnRole::Nothing => "không đọc".to_owned(),
        };
        let kind = |column: &BallotColumn| match &column.role {
            ColumnRole::Maximum => ColumnKind::Maximum,
            ColumnRole::Unread(_) | ColumnRole::Nothing => ColumnKind::Unread,
            ColumnRole::Doubtful => ColumnKind::Doubtful,
            _ => ColumnKind::Marks,
        };
        let criteria = rows
            .lines
            .iter()
            .filter(|line| matches!(line.role, super::rows::RowRole::Criterion { .. }))
            .count();
        TableReading {
            place: self.frame.place(self.frame.top, self.frame.criterion),
            of: None,
            columns: columns
                .iter()
                .map(|column| ColumnReading {
                    place: column.heading.place.clone(),
                    heading: column.heading.value.clone(),
                    role: role(column),
                    kind: kind(column),
                })
                .collect(),
            rows: criteria,
            marks: filled.iter().map(|(_, filled)| filled.numbers()).sum(),
        }
    }

    /// The rows that were passed over, with the reason.
    fn skipped(&self, rows: &BallotRows) -> Vec<Skipped> {
        use super::rows::RowRole;
        let why = |role| match role {
            RowRole::Repeated => Some("tiêu đề, số cột hoặc số mang sang lặp lại ở trang sau"),
            RowRole::Group => Some("dòng chia nhóm hoặc cộng nhóm tiêu chí"),
            RowRole::Remark => Some("dòng ghi chú, nhận xét, xếp hạng"),
            _ => None,
        };
        let line = |line: &super::rows::BallotRow| {
            let why = why(line.role)?.to_owned();
            let at = self.frame.view.row(line.row).next().map(|(at, _)| at)?;
            let shown = format!("{} {}", line.shown, line.name).trim().chars().take(60).collect();
            Some(Skipped { place: self.frame.place(at.row, at.column), shown, why })
        };
        rows.lines.iter().filter_map(line).collect()
    }
}

/// Whether two columns hold marks of one product, or of one member.
fn same_product(one: &BallotColumn, other: &BallotColumn) -> bool {
    match (&one.role, &other.role) {
        (ColumnRole::Marks(product), ColumnRole::Marks(of)) => {
            product.product == of.product && same_owner(one, other)
        }
        (ColumnRole::MarksOf(one), ColumnRole::MarksOf(other)) => one == other,
        (ColumnRole::MarksOfOnly, ColumnRole::MarksOfOnly) => true,
        _ => false,
    }
}

/// Whether two columns of one name may be about one owner's product.
fn same_owner(one: &BallotColumn, other: &BallotColumn) -> bool {
    let key = |column: &BallotColumn| {
        column.owner.as_ref().map(|owner| crate::forms::owner_key(&owner.value))
    };
    match (key(one), key(other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

fn whose(people: &People<'_>, member: Option<Scorer>, session: Option<u8>) -> Option<String> {
    let name = member.and_then(|person| people.names().nth(person.member));
    let session = session.map(|session| format!("lần chấm {session}"));
    match (name, session) {
        (Some(name), Some(session)) => Some(format!("{name}, {session}")),
        (Some(name), None) => Some(name.to_owned()),
        (None, session) => session,
    }
}

fn ballot(
    person: Scorer,
    session: u8,
    set: Option<Sourced<String>>,
    of: Option<&ProductSet>,
    about: ColumnSubject,
    filled: MarkColumn,
) -> Ballot {
    Ballot {
        member: person.member,
        by_substitute: person.by_substitute,
        from_summary: false,
        session,
        set,
        criteria_of: of.map(|set| set.name.clone()),
        product: about.product,
        name: about.name,
        owner: about.owner,
        marks: filled.marks,
        parts: filled.parts,
        total: filled.total,
        reason: filled.reason,
        blanks: filled.blanks,
        unreadable: filled.unreadable,
        lines: filled.line.into_iter().collect(),
    }
}
