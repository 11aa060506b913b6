//! Reads the sheet of one product as a ballot.

use careful_spreadsheet::{Cell, text};

use super::FormReading;
use super::attribution::Whose;
use super::beside::BesideMarks;
use super::keyed::{KeyedBallot, RowKey};
use super::marks::{MarkReader, ReadMarks};
use super::printed::PrintedCells;
use super::told;
use crate::criteria::{Act, ProductSet};
use crate::finding::{CellRef, Finding};
use crate::forms::ballot::whose;
use crate::forms::form_keys::ballot_column;
use crate::forms::issued::{FormCode, FormProduct, product_mark};
use crate::forms::reading::{ColumnKind, ColumnReading, TableReading};
use crate::round::VerdictKind;

use crate::forms::{
    Ballot, CriteriaOf, SheetReading, Sourced, TakenFor, Unclaimed, owner_key, product_key, value,
};

/// Words before the name of the product and of its owner.
const LABELS: [&str; 2] = ["Tên sản phẩm:", "Chủ thể:"];

/// What a sheet is about.
struct SheetSubject<'a> {
    product: FormProduct,
    /// The cells that name the product and its owner.
    cells: [CellRef; 2],
    criteria: (&'a Act, &'a ProductSet),
}

/// What the checks of a sheet need to know.
struct SheetCheck<'a> {
    keyed: &'a KeyedBallot<'a>,
    set: &'a ProductSet,
    column: u32,
    read: &'a ReadMarks,
    same_criteria: bool,
    concluded: bool,
}

impl<'r> FormReading<'_, 'r, '_> {
    /// Reads the sheet of one product.
    pub(super) fn sheet(&mut self, keyed: &KeyedBallot<'_>) {
        self.read.products.push(keyed.product.0.to_owned());
        let (product, code) = (self.product(keyed), self.code_of(keyed));
        let (place, code) = match code {
            Ok(code) => code,
            Err(finding) => {
                let whose = self.whose_of(&self.known.place, &self.known.code);
                self.findings.push(*finding);
                return self.unread(keyed, whose, product.as_ref());
            }
        };
        let whose = self.whose_of(&place, &code);
        let head = keyed.head().collect::<Vec<_>>();
        let words = || self.forms.words_differ(keyed.sheet, head.into_iter(), &code, whose);
        let differ = if whose.counts { words() } else { None };
        let is_told = differ.is_some();
        self.findings.extend(differ);
        if is_told || !whose.counts {
            return self.unread(keyed, whose, product.as_ref());
        }
        match product.ok_or_else(|| told::foreign_product(keyed.place(keyed.product.1))) {
            Err(finding) => {
                self.findings.push(finding);
                self.unread(keyed, whose, None);
            }
            Ok(product) => match self.subject(keyed, product.clone()) {
                Ok((subject, mark)) => self.ballot(keyed, whose, subject, mark),
                Err(finding) => {
                    self.findings.push(*finding);
                    self.unread(keyed, whose, Some(&product));
                }
            },
        }
    }

    /// The code of the form to which a sheet belongs, with its place; the finding about a sheet that
    /// prints the code of another form.
    fn code_of(
        &self,
        keyed: &KeyedBallot<'_>,
    ) -> Result<(crate::finding::Place, FormCode), Box<Finding>> {
        let known = self.known;
        let mut printed = known.printed_on(keyed.sheet);
        if known.identity.is_none() {
            // Sheets of several ballots may lie in one workbook: each stands by its own code.
            let (place, code) = known
                .printed_on(keyed.sheet)
                .next()
                .cloned()
                .unwrap_or_else(|| (known.place.clone(), known.code.clone()));
            let other = printed.find(|(_, other)| !other.is_same_form(&code));
            return match other {
                Some((at, other)) => Err(Box::new(told::foreign_sheet(at.clone(), other, &code))),
                None => Ok((place, code)),
            };
        }
        match printed.find(|(_, code)| !code.is_same_form(&known.code)) {
            Some((at, code)) => Err(Box::new(told::foreign_sheet(at.clone(), code, &known.code))),
            None => Ok((known.place.clone(), known.code.clone())),
        }
    }

    /// The product of a sheet: as the form says it, or as a list has it where the form has lost its
    /// products.
    fn product(&self, keyed: &KeyedBallot<'_>) -> Option<FormProduct> {
        let of_form = self.known.identity.iter().flat_map(|identity| &identity.products);
        let mut own = of_form.clone().filter(|product| product.key == keyed.product.0);
        match own.next() {
            Some(product) => Some(product.clone()),
            None if of_form.clone().next().is_some() => None,
            None => self.forms.products.listed(keyed.product.0),
        }
    }

    /// What a sheet is about, and its column of marks; the finding that says why that is not known.
    fn subject(
        &self,
        keyed: &KeyedBallot<'_>,
        product: FormProduct,
    ) -> Result<(SheetSubject<'r>, u32), Box<Finding>> {
        let acts = self.forms.acts;
        let act = acts.iter().find(|act| act.id == product.act);
        let set = act.and_then(|act| act.sets.iter().find(|set| set.name == product.set));
        let Some(criteria) = act.zip(set) else {
            let place = keyed.place(keyed.product.1);
            return Err(Box::new(told::other_act(place, &product, acts.iter())));
        };
        let mark = keyed.column(ballot_column::MARK).filter(|_| keyed.twice.is_none());
        let Some(mark) = mark else {
            let at = keyed.twice.unwrap_or(keyed.product.1);
            return Err(Box::new(told::columns_unclear(keyed.place(at))));
        };
        let cells = self.names(keyed, &product)?;
        Ok((SheetSubject { product, cells, criteria }, mark))
    }

    /// The cells that name the product and its owner; the finding about a cell that names others.
    fn names(
        &self,
        keyed: &KeyedBallot<'_>,
        product: &FormProduct,
    ) -> Result<[CellRef; 2], Box<Finding>> {
        let names: [(&str, fn(&str) -> String); 2] =
            [(&product.name, product_key), (&product.owner, owner_key)];
        let mut cells = [keyed.product.1; 2];
        for ((label, (name, key)), found) in LABELS.iter().zip(names).zip(&mut cells) {
            let Some((at, cell)) = keyed.labelled(label) else { continue };
            *found = at;
            let shown = cell.shown();
            let typed = shown.split_once(':').map_or(shown.as_str(), |(_, typed)| typed);
            if key(typed.trim()) != key(&text::clean(name)) {
                return Err(Box::new(told::subject_altered(keyed.place(at), &shown, product)));
            }
        }
        Ok(cells)
    }

    /// Reads the marks of a sheet whose product, member and session are known.
    fn ballot(
        &mut self,
        keyed: &KeyedBallot<'_>,
        whose: Whose,
        subject: SheetSubject<'_>,
        column: u32,
    ) {
        let SheetSubject { product, cells: [name_at, owner_at], criteria: (act, set) } = subject;
        let same_criteria = product.mark == product_mark(set);
        if !same_criteria {
            self.findings.push(told::criteria_changed(keyed.place(name_at), &product));
        }
        let findings = &mut *self.findings;
        let read = MarkReader { keyed, set, column, findings, read: ReadMarks::default() }.read();
        let concluded = self.is_concluded(&product);
        let check = SheetCheck { keyed, set, column, read: &read, same_criteria, concluded };
        let wrong = self.check(check);
        let reason = self.reason(keyed, &read, whose, &product);
        let (reason, contradicts) = reason;
        let unreadable = read.unreadable || wrong || contradicts;
        self.reading(keyed, whose, &product, column, &read);
        let is_blank = !read.are_any() && reason.is_none() && !unreadable;
        if is_blank && !self.forms.products.is_listed(&product) {
            self.findings.push(told::product_gone(keyed.place(name_at), &product));
            return;
        }
        let (Some(scorer), Some(session)) = (whose.member, whose.session) else { return };
        self.read.ballots.push(Ballot {
            member: scorer.member,
            by_substitute: scorer.by_substitute,
            from_summary: false,
            session,
            set: None,
            criteria_of: Some(CriteriaOf { act: act.id.clone(), set: set.name.clone() }),
            name: self.forms.products.name(&product).to_owned(),
            product: Sourced { value: product.name, place: keyed.place(name_at) },
            owner: Some(Sourced { value: product.owner, place: keyed.place(owner_at) }),
            marks: read.marks,
            parts: read.parts,
            total: None,
            reason,
            blanks: read.blanks,
            unreadable,
            lines: read.line.into_iter().collect(),
        });
    }

    /// Tells what was typed beside the marks and what became of the printed cells; returns whether
    /// the ballot can no longer count.
    fn check(&mut self, check: SheetCheck<'_>) -> bool {
        let SheetCheck { keyed, set, column, read, same_criteria, concluded } = check;
        let (formulas, findings) = (self.formulas, &mut *self.findings);
        let mut wrong =
            BesideMarks { keyed, set, column, read, formulas, concluded, findings }.tell();
        let findings = &mut *self.findings;
        wrong |=
            PrintedCells { keyed, set, column, read, formulas, same_criteria, findings }.tell();
        if let Some(row) = keyed.below_end {
            let place = keyed.place(CellRef::new(row, column));
            self.findings.push(told::rows_mixed(place, &[row]));
            wrong = true;
        }
        wrong
    }

    /// Whether people concluded that the product is knocked out.
    fn is_concluded(&self, product: &FormProduct) -> bool {
        self.forms.round.verdicts.iter().any(|verdict| {
            let owner = verdict.owner.as_deref().map(owner_key);
            verdict.verdict == VerdictKind::KnockedOut
                && product_key(&verdict.product) == product_key(&product.name)
                && owner.is_none_or(|owner| owner == owner_key(&product.owner))
        })
    }

    /// Why the member does not score the product; and whether marks contradict that.
    fn reason(
        &mut self,
        keyed: &KeyedBallot<'_>,
        read: &ReadMarks,
        whose: Whose,
        product: &FormProduct,
    ) -> (Option<Sourced<String>>, bool) {
        let row = keyed.rows_of(|key| *key == RowKey::Reason).next();
        let at = row.zip(keyed.column(ballot_column::POINTS));
        let Some(at) = at.map(|(row, column)| CellRef::new(row, column)) else {
            return (None, false);
        };
        let says =
            keyed.sheet.cell(at).is_some_and(|cell| !cell.text().is_some_and(value::is_dash));
        let reason = value::text(keyed.sheet, at, "Lý do không chấm").ok().flatten();
        let Some(reason) = reason.filter(|_| says) else { return (None, false) };
        // The rules tell marks for a product that is closed because of a declared conflict.
        let is_closed = product.closed.is_some() && self.has_conflict(whose, product);
        if read.are_any() && !is_closed {
            self.findings.push(told::reason_with_marks(keyed.place(at), &reason.value));
            return (Some(reason), true);
        }
        (Some(reason), false)
    }

    /// Whether the declaration has a conflict of the member with the owner of the product.
    fn has_conflict(&self, whose: Whose, product: &FormProduct) -> bool {
        let name = whose.member.and_then(|scorer| self.forms.people.names().nth(scorer.member));
        let is_own = |conflict: &&crate::round::Conflict| {
            Some(conflict.member.as_str()) == name
                && owner_key(&conflict.owner) == owner_key(&product.owner)
        };
        self.forms.round.conflicts.iter().find(is_own).is_some_and(|conflict| !conflict.dismissed)
    }

    /// Leaves a sheet unread, for a reason that was told; its marks are missed.
    fn unread(&mut self, keyed: &KeyedBallot<'_>, whose: Whose, product: Option<&FormProduct>) {
        self.read.readings.push(SheetReading {
            place: keyed.sheet.place.clone(),
            taken_for: TakenFor::Ballots,
            tables: Vec::new(),
            skipped: Vec::new(),
        });
        if whose.of_round {
            let name = |product| self.forms.products.name(product).to_owned();
            self.read.unclaimed.push(Unclaimed {
                place: keyed.sheet.place.clone(),
                member: whose.member.map(|scorer| scorer.member),
                session: whose.session,
                products: product.map(name).into_iter().collect(),
            });
        }
    }

    /// Accounts for how a sheet was read.
    fn reading(
        &mut self,
        keyed: &KeyedBallot<'_>,
        of: Whose,
        product: &FormProduct,
        column: u32,
        read: &ReadMarks,
    ) {
        let heading = keyed.heading(column);
        let shown =
            heading.and_then(|at| keyed.sheet.cell(at)).map(Cell::shown).unwrap_or_default();
        let parts = read.parts.iter().flatten().count();
        let table = TableReading {
            place: keyed.place(keyed.product.1),
            of: whose(&self.forms.people, of.member, of.session),
            columns: vec![ColumnReading {
                place: keyed.place(heading.unwrap_or(keyed.product.1)),
                heading: shown,
                role: format!("điểm của “{}”", self.forms.products.name(product)),
                kind: ColumnKind::Marks,
            }],
            rows: read.rows.len(),
            marks: read.marks.len() + parts,
        };
        let blank = !read.are_any();
        self.read.readings.push(SheetReading {
            place: keyed.sheet.place.clone(),
            taken_for: if blank { TakenFor::BlankBallot } else { TakenFor::Ballots },
            tables: vec![table],
            skipped: Vec::new(),
        });
    }
}

impl KeyedBallot<'_> {
    /// The rows above the table, without those of the product and of the reason.
    fn head(&self) -> impl Iterator<Item = u32> + '_ {
        let table = |key: &RowKey<'_>| matches!(key, RowKey::Part(_) | RowKey::Criterion(..));
        let rows = self.rows.iter().take_while(move |(_, key)| !table(key));
        rows.filter(|(_, key)| *key == RowKey::Unkeyed).map(|(row, _)| *row)
    }

    /// The cell above the table whose text begins with a label.
    fn labelled(&self, label: &str) -> Option<(CellRef, &Cell)> {
        let subject = self.rows_of(|key| *key == RowKey::Subject).collect::<Vec<_>>();
        let rows = subject.into_iter().chain(self.head());
        let mut cells = rows.flat_map(|row| self.beside(row));
        cells.find(|(_, cell)| cell.text().is_some_and(|text| text.starts_with(label)))
    }

    /// The heading over a column: the lowest text above the table.
    fn heading(&self, column: u32) -> Option<CellRef> {
        let cells = self.head().map(|row| CellRef::new(row, column));
        cells.filter(|at| self.sheet.cell(*at).is_some()).last()
    }
}
