//! The program's own ballots that come back, read by place: by the hidden keys of their rows and
//! columns, whatever the headings have become.
//!
//! [`keyed`] reads the keys, [`attribution`] tells whose ballot it is, [`marks`] reads the cells of
//! the criteria, [`beside`] tells what was typed beside them, [`printed`] what became of the printed
//! cells. Sums are never read: the program adds the marks up itself.

mod attribution;
mod beside;
mod cover;
mod keyed;
mod marks;
mod printed;
mod product;
mod readback;
mod sheet;
mod subject;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::{Cell, Value, Worksheet};

use self::attribution::Whose;
use self::keyed::KeyedBallot;
use self::product::FormProducts;
pub(in crate::forms) use self::told::{other_province, sheet_added};
use super::{FormCode, KnownForm};
use crate::criteria::RoundActs;
use crate::finding::{Findings, Place};
use crate::forms::ballot::{BallotWords, People};
use crate::forms::{Ballot, SheetReading, Submission, Unclaimed};
use crate::round::Round;

/// Reads the program's own ballots of a round.
pub(in crate::forms) struct BallotForms<'r> {
    round: &'r Round,
    acts: &'r RoundActs,
    words: &'r BallotWords,
    people: People<'r>,
    products: FormProducts<'r>,
}

/// What was read from the ballots of one workbook.
#[derive(Debug, Default)]
pub(in crate::forms) struct BallotsOfForm {
    pub(in crate::forms) ballots: Vec<Ballot>,
    pub(in crate::forms) unclaimed: Vec<Unclaimed>,
    pub(in crate::forms) readings: Vec<SheetReading>,
    /// Keys of the products that still have a sheet.
    pub(in crate::forms) products: Vec<String>,
}

/// Whether a sheet is the cover of a ballot.
pub(in crate::forms) fn is_cover(sheet: &Worksheet) -> bool {
    keyed::cover(sheet).is_some()
}

/// Whether a sheet is that of a product on a ballot and still bears its key.
pub(in crate::forms) fn is_of_product(sheet: &Worksheet) -> bool {
    KeyedBallot::of(sheet).is_some()
}

impl<'r> BallotForms<'r> {
    /// Makes ready to read the ballots of a round, for the products of these lists.
    pub(in crate::forms) fn new(
        round: &'r Round,
        acts: &'r RoundActs,
        words: &'r BallotWords,
        lists: &'r [Submission],
    ) -> Self {
        let products = FormProducts::of(round, acts, lists);
        Self { round, acts, words, people: People::of(round), products }
    }

    /// Reads the sheets of a workbook that [`is_of_product`] and [`is_cover`] know.
    pub(in crate::forms) fn read(
        &self,
        known: &KnownForm<'_>,
        sheets: &[&Worksheet],
        findings: &mut Findings,
    ) -> BallotsOfForm {
        let covers: Vec<&Worksheet> =
            sheets.iter().copied().filter(|sheet| is_cover(sheet)).collect();
        let keyed: Vec<KeyedBallot<'_>> =
            sheets.iter().filter_map(|sheet| KeyedBallot::of(sheet)).collect();
        let mut reading = FormReading {
            forms: self,
            known,
            formulas: has_formulas(&keyed),
            whose: BTreeMap::new(),
            covers: &covers,
            findings,
            read: BallotsOfForm::default(),
        };
        reading.read.readings.extend(covers.iter().map(|sheet| SheetReading::of_own(&sheet.place)));
        for sheet in &covers {
            reading.cover(sheet);
        }
        for sheet in &keyed {
            reading.sheet(sheet);
        }
        reading.missing_sheets(&keyed);
        reading.not_calculated(&keyed);
        reading.read
    }
}

/// A workbook with ballots while it is read.
struct FormReading<'a, 'r, 'f> {
    forms: &'a BallotForms<'r>,
    known: &'a KnownForm<'a>,
    /// Whether the file still has formulas.
    formulas: bool,
    /// Whose ballots the codes are, as far as they were met.
    whose: BTreeMap<FormCode, Whose>,
    covers: &'a [&'a Worksheet],
    findings: &'f mut Findings,
    read: BallotsOfForm,
}

impl FormReading<'_, '_, '_> {
    /// Whose ballots the form with this code holds; what is wrong with that is told once.
    fn whose_of(&mut self, place: &Place, code: &FormCode) -> Whose {
        if let Some(whose) = self.whose.get(code) {
            return *whose;
        }
        let identity = self.known.identity.as_ref();
        let mut whose = self.forms.whose(place, code, identity, self.findings);
        if let Some(contradiction) = &self.known.contradiction {
            self.findings.push(contradiction.clone());
            whose.counts = false;
        }
        let covers = if whose.counts { self.covers } else { &[] };
        for sheet in covers {
            let end = keyed::cover(sheet).map_or(0, |at| at.row);
            let rows = sheet.rows().take_while(|row| *row < end);
            if let Some(finding) = self.forms.words_differ(sheet, rows, code, whose) {
                self.findings.push(finding);
                whose.counts = false;
            }
        }
        self.whose.insert(code.clone(), whose);
        whose
    }

    /// Tells the products of the form whose sheet is gone.
    fn missing_sheets(&mut self, keyed: &[KeyedBallot<'_>]) {
        let Some(identity) = &self.known.identity else { return };
        let there: BTreeSet<&str> = keyed.iter().map(|sheet| sheet.product.0).collect();
        let is_read = self.whose.values().any(|whose| whose.of_round);
        for product in identity.products.iter().filter(|_| is_read) {
            if !there.contains(product.key.as_str()) {
                let place = Place::file(&self.known.place.file);
                self.findings.push(told::sheet_missing(place, product));
            }
        }
    }

    /// Tells once that no formula of the file has a result.
    fn not_calculated(&mut self, keyed: &[KeyedBallot<'_>]) {
        let cells = keyed.iter().flat_map(|sheet| sheet.sheet.cells());
        let is_calculated = |cell: &Cell| cell.formula && cell.value != Value::NotCalculated;
        if !keyed.is_empty() && !cells.into_iter().any(|(_, cell)| is_calculated(cell)) {
            let place = Place::file(&self.known.place.file);
            self.findings.push(told::not_calculated(place));
        }
    }
}

/// Whether any of these sheets has a formula.
fn has_formulas(keyed: &[KeyedBallot<'_>]) -> bool {
    keyed.iter().any(|sheet| sheet.sheet.cells().any(|(_, cell)| cell.formula))
}
