//! An office that sends ballots out and reads what comes back. A ballot is altered cell by cell
//! between the two.

use std::collections::BTreeMap;

use careful_spreadsheet::{Cell, Opener, Value, Workbook, Worksheet};
use ocop::criteria::{self, Act, ProductSet, RoundActs};
use ocop::finding::{CellRef, Finding, Findings, Place};
use ocop::forms::{self, Ballot, FormIdentity, FormProduct, FormWords, Forms, form_keys};
use ocop::recount::{self, RecountSettings};
use ocop::round::{self, Round};
use ocop::{blanks, rules, tally};
use rust_decimal::Decimal;

use super::super::official_form;
use crate::support::marks::criteria;
use crate::support::workbooks::{Product, tea, unscored_submission};

/// The unit of all products.
const UNIT: &str = "xã Sin Suối Hồ";

/// A round with its products, between sending forms out and reading them.
pub(super) struct Office {
    pub(super) round: Round,
    pub(super) acts: RoundActs,
    /// The products that the forms hold.
    pub(super) products: Vec<Product>,
    /// The products of the list that comes in.
    pub(super) listed: Vec<Product>,
}

impl Office {
    /// A round under Quyết định 26/2026/QĐ-TTg with two sessions and two products: dried fruit, and
    /// drinking water, whose criteria have knock-outs.
    pub(super) fn new() -> Self {
        let made = |number: usize, name: &str, owner: &str| Product {
            set: criteria().by_id("26-2026").unwrap().sets[number].name.clone(),
            owner: owner.into(),
            kind: "Hợp tác xã".into(),
            ..tea(name)
        };
        Self::of(
            "26-2026",
            vec![
                made(0, "Rau sạch Hồ Thầu", "Hợp tác xã Mây Núi"),
                made(6, "Măng khô Hồ Thầu", "Hợp tác xã Bếp Tả Ngảo"),
            ],
        )
    }

    /// A round with these products, all of one act.
    pub(super) fn of(act: &str, products: Vec<Product>) -> Self {
        let day = match act {
            "26-2026" => "2026-06-16",
            "148-2023" => "2024-11-16",
            _ => "2020-12-08",
        };
        let folder = official_form::dated(day, UNIT);
        let mut round = round::read_round(folder.input("round.toml").parent().unwrap()).0.unwrap();
        let second = round::Session { number: 2, ..round.sessions[0].clone() };
        round.sessions.push(second);
        let acts = criteria::choose(criteria(), &round).0.unwrap();
        Self { round, acts, listed: products.clone(), products }
    }

    pub(super) fn act(&self) -> &Act {
        self.acts.main()
    }

    pub(super) fn set(&self, product: usize) -> &ProductSet {
        let wanted = &self.products[product].set;
        self.act().set(|name| name == wanted).unwrap()
    }

    /// What the ballot of a member (counted from 0) for a session is made from.
    pub(super) fn identity(&self, member: usize, session: u8) -> FormIdentity {
        let products = self.products.iter().map(|product| {
            let set = self.act().set(|name| *name == product.set).unwrap();
            FormProduct::new(&product.name, &product.owner, UNIT, self.act(), set)
        });
        let session = self.round.sessions.iter().find(|known| known.number == session).unwrap();
        FormIdentity::of_ballot(&self.round, &self.acts, session, member, products.collect())
    }

    /// The bytes of the ballot of a member for a session.
    pub(super) fn written(&self, member: usize, session: u8) -> Vec<u8> {
        let known = self.round.sessions.iter().find(|known| known.number == session).unwrap();
        blanks::ballot(&self.identity(member, session), &self.round, known, &self.acts).unwrap()
    }

    /// The ballot of a member for a session, to be filled in.
    pub(super) fn ballot(&self, member: usize, session: u8) -> Book {
        Book::opened("phieu-cham/phieu.xlsx", &self.written(member, session))
    }

    /// The ballot of the first member for session 1, every criterion with its highest mark.
    pub(super) fn filled(&self) -> Book {
        let mut book = self.ballot(0, 1);
        for product in 0..self.products.len() {
            let marks = self.highest(product);
            book.product(product).fill(&marks);
        }
        book
    }

    /// The highest mark of every criterion.
    pub(super) fn highest(&self, product: usize) -> Vec<u8> {
        let highest = |criterion: &criteria::Criterion| *criterion.allowed.last().unwrap();
        self.set(product).criteria.iter().map(highest).collect()
    }

    /// What is read of these books beside the list.
    pub(super) fn reads(&self, books: &[&Book]) -> Read {
        self.reads_workbooks(books.iter().map(|book| book.workbook()).collect())
    }

    /// What is read of these workbooks beside the list.
    pub(super) fn reads_workbooks(&self, ballots: Vec<Workbook>) -> Read {
        let list = unscored_submission(UNIT, &self.listed);
        let mut workbooks = vec![opened("ho-so/danh-sach.xlsx", &list)];
        workbooks.extend(ballots);
        let words = FormWords::embedded();
        let (forms, findings) = forms::read_forms(&self.round, &self.acts, &words, &workbooks);
        let mut all = findings.clone();
        let (judgement, told) = rules::check(&self.round, &self.acts, None, &forms);
        let tally = tally::count(&self.round, &judgement);
        let settings = RecountSettings::of(&self.round);
        let recount = recount::check(settings, &workbooks, &judgement.candidates, &tally);
        assert!(recount.is_ok(), "{recount:?}");
        let fates = judgement
            .candidates
            .iter()
            .flat_map(|candidate| &candidate.casts)
            .chain(&judgement.unplaced)
            .map(|cast| (cast.ballot.name.clone(), cast.fate.id()))
            .collect();
        all.extend(told);
        Read { forms, findings, all, fates }
    }
}

/// What was read, and what the rules say of it.
pub(super) struct Read {
    pub(super) forms: Forms,
    /// What the reader tells.
    pub(super) findings: Findings,
    /// What reader and rules tell.
    pub(super) all: Findings,
    /// Product and fate of each ballot.
    pub(super) fates: Vec<(String, &'static str)>,
}

impl Read {
    /// Codes and cells of what the reader tells: `E261 SP01!F20`.
    pub(super) fn told(&self) -> Vec<String> {
        let mut findings = self.findings.clone();
        findings.sort();
        findings.iter().filter(|finding| is_of_ballots(finding)).map(line).collect()
    }

    /// The finding with this code, which reader or rules tell once of the ballots.
    #[track_caller]
    pub(super) fn only(&self, code: &str) -> &Finding {
        let is = |finding: &&Finding| finding.code.id() == code && is_of_ballots(finding);
        let found: Vec<_> = self.all.iter().filter(is).collect();
        assert_eq!(found.len(), 1, "{code}: {:#?}", self.all);
        assert!(!found[0].message.is_ascii());
        found[0]
    }

    /// The fate of the only ballot about a product.
    #[track_caller]
    pub(super) fn fate(&self, product: &str) -> &'static str {
        let mut fates = self.fates.iter().filter(|(name, _)| name == product);
        let (_, fate) = fates.next().unwrap_or_else(|| panic!("{product}: {:?}", self.fates));
        assert!(fates.next().is_none(), "{product}: {:?}", self.fates);
        fate
    }

    /// The marks of the ballot about a product, by criterion; `None` where it is blank.
    #[track_caller]
    pub(super) fn marks(&self, product: &str) -> Vec<Option<Decimal>> {
        let ballot = self.ballot(product);
        (0..ballot.criteria()).map(|position| ballot.mark_at(position)).collect()
    }

    #[track_caller]
    pub(super) fn ballot(&self, product: &str) -> &Ballot {
        let mut ballots = self.forms.ballots.iter().filter(|ballot| ballot.name == product);
        ballots.next().unwrap_or_else(|| panic!("{product}: {:#?}", self.findings))
    }
}

fn is_of_ballots(finding: &Finding) -> bool {
    !finding.place.file.starts_with("ho-so/") && !finding.place.file.is_empty()
}

fn line(finding: &Finding) -> String {
    let sheet = finding.place.sheet.as_deref().unwrap_or("(tệp)");
    let cell = finding.place.cell.map(|cell| format!("!{cell}")).unwrap_or_default();
    format!("{} {sheet}{cell}", finding.code.id())
}

/// A workbook as it is opened.
pub(super) fn opened(file: &str, bytes: &[u8]) -> Workbook {
    let mut opened = Opener::new().open(file, bytes);
    opened.remove(0).workbook.expect("the program writes sound workbooks")
}

/// A workbook, cell by cell.
#[derive(Debug, Clone)]
pub(super) struct Book {
    pub(super) file: String,
    pub(super) pages: Vec<Page>,
    pub(super) properties: BTreeMap<String, String>,
}

/// A sheet, cell by cell.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) name: String,
    pub(super) cells: BTreeMap<CellRef, Cell>,
}

impl Book {
    pub(super) fn opened(file: &str, bytes: &[u8]) -> Self {
        Self::of(opened(file, bytes))
    }

    pub(super) fn of(workbook: Workbook) -> Self {
        let page = |sheet: &Worksheet| Page {
            name: sheet.name().to_owned(),
            cells: sheet.cells().map(|(at, cell)| (at, cell.clone())).collect(),
        };
        Self {
            file: workbook.place.file.to_string(),
            pages: workbook.sheets.iter().map(page).collect(),
            properties: workbook.properties,
        }
    }

    pub(super) fn workbook(&self) -> Workbook {
        let place = Place::file(self.file.as_str());
        let sheets = self.pages.iter().map(|page| {
            let cells = page.cells.iter().map(|(at, cell)| (*at, cell.clone()));
            Worksheet::from_cells(place.sheet(page.name.as_str()), cells, [])
        });
        let sheets = sheets.collect();
        Workbook { place, sheets, properties: self.properties.clone() }
    }

    /// Saves it under another name.
    pub(super) fn named(mut self, file: &str) -> Self {
        file.clone_into(&mut self.file);
        self
    }

    pub(super) fn page(&mut self, name: &str) -> &mut Page {
        self.pages.iter_mut().find(|page| page.name == name).unwrap()
    }

    /// The sheet of a product, counted from 0.
    pub(super) fn product(&mut self, index: usize) -> &mut Page {
        self.page(&format!("SP{:02}", index + 1))
    }

    /// Deletes the hidden sheet.
    pub(super) fn without_hidden_sheet(mut self) -> Self {
        self.pages.retain(|page| page.name != form_keys::SHEET);
        self
    }

    /// Copies a sheet under another name.
    pub(super) fn copy(&mut self, name: &str, copy: &str) {
        let page = Page { name: copy.to_owned(), ..self.page(name).clone() };
        self.pages.push(page);
    }
}

impl Page {
    pub(super) fn text(&self, at: CellRef) -> Option<&str> {
        self.cells.get(&at)?.text()
    }

    /// The row whose key begins with these parts.
    #[track_caller]
    pub(super) fn row(&self, key: &str) -> u32 {
        let is = |text: &str| text == key || text.starts_with(&format!("{key}|"));
        let mut cells = self.cells.iter().filter(|(at, _)| at.column == 0);
        let found = cells.find(|(_, cell)| cell.text().is_some_and(is));
        found.unwrap_or_else(|| panic!("no row {key} on {}", self.name)).0.row
    }

    /// The column of this name.
    pub(super) fn column(&self, name: &str) -> u32 {
        let row = self.row(form_keys::COLUMNS);
        let is_name = |at: &&CellRef| at.row == row && self.text(**at) == Some(name);
        self.cells.keys().find(is_name).unwrap().column
    }

    /// The cell of a row in the column of this name.
    #[track_caller]
    pub(super) fn at(&self, key: &str, column: &str) -> CellRef {
        CellRef::new(self.row(key), self.column(column))
    }

    /// The cell for the mark of a criterion.
    #[track_caller]
    pub(super) fn mark(&self, position: usize) -> CellRef {
        self.at(&format!("tc|{position}"), "diem")
    }

    /// Types a number where the text is one, else the text; nothing clears the cell.
    pub(super) fn types(&mut self, at: CellRef, typed: &str) -> &mut Self {
        let value = typed.parse().map_or_else(|_| Value::Text(typed.into()), Value::Number);
        if typed.is_empty() {
            self.cells.remove(&at);
        } else {
            self.cells.insert(at, Cell::typed(value));
        }
        self
    }

    pub(super) fn value(&mut self, at: CellRef, cell: Cell) -> &mut Self {
        self.cells.insert(at, cell);
        self
    }

    /// Types the marks of all criteria.
    pub(super) fn fill(&mut self, marks: &[u8]) {
        for (position, mark) in marks.iter().enumerate() {
            let at = self.mark(position);
            self.types(at, &mark.to_string());
        }
    }

    /// Inserts a row above this one, or takes it out where `by` is -1.
    fn shift(&mut self, row: u32, by: i32) {
        let cells = std::mem::take(&mut self.cells).into_iter();
        let kept = cells.filter(|(at, _)| by > 0 || at.row != row);
        let moved = kept.map(|(at, cell)| {
            let row = if at.row >= row { at.row.strict_add_signed(by) } else { at.row };
            (CellRef::new(row, at.column), cell)
        });
        self.cells = moved.collect();
    }

    pub(super) fn insert_row(&mut self, row: u32) {
        self.shift(row, 1);
    }

    pub(super) fn delete_row(&mut self, row: u32) {
        self.shift(row, -1);
    }

    /// Inserts a column before this one.
    pub(super) fn insert_column(&mut self, column: u32) {
        let cells = std::mem::take(&mut self.cells).into_iter();
        let moved = cells.map(|(at, cell)| {
            let column = at.column + u32::from(at.column >= column);
            (CellRef::new(at.row, column), cell)
        });
        self.cells = moved.collect();
    }

    /// Exchanges two rows, in the columns from this one on.
    pub(super) fn exchange(&mut self, one: u32, other: u32, from: u32) {
        let cells = std::mem::take(&mut self.cells).into_iter();
        let moved = cells.map(|(at, cell)| {
            let row = match at.row {
                row if at.column < from => row,
                row if row == one => other,
                row if row == other => one,
                row => row,
            };
            (CellRef::new(row, at.column), cell)
        });
        self.cells = moved.collect();
    }

    /// Takes the formulas away, with or without their results.
    pub(super) fn lose_formulas(&mut self) {
        for cell in self.cells.values_mut() {
            cell.formula = false;
        }
    }

    /// Saves it with a program that does not calculate.
    pub(super) fn lose_results(&mut self) {
        for cell in self.cells.values_mut().filter(|cell| cell.formula) {
            cell.value = Value::NotCalculated;
        }
    }
}
