//! Reads the sheet of one product as a ballot.

use super::FormReading;
use super::attribution::Whose;
use super::beside::BesideMarks;
use super::keyed::{KeyedBallot, RowKey};
use super::marks::{MarkReader, ReadMarks};
use super::printed::PrintedCells;
use super::subject::SheetSubject;
use super::told;
use crate::criteria::Criterion;
use crate::finding::CellRef;
use crate::forms::form_keys::ballot_column;
use crate::forms::issued::{FormProduct, product_mark};
use crate::forms::{Ballot, CriteriaOf, Sourced, owner_key, product_key, value};
use crate::round::VerdictKind;

/// Words before the name of the product set.
const SET: &str = "Bộ sản phẩm:";

/// What the checks of a sheet need to know.
struct SheetCheck<'a> {
    keyed: &'a KeyedBallot<'a>,
    criteria: &'a [Criterion],
    column: u32,
    read: &'a ReadMarks,
    same_criteria: bool,
    concluded: bool,
}

impl FormReading<'_, '_, '_> {
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

    /// Reads the marks of a sheet whose product, member and session are known.
    fn ballot(
        &mut self,
        keyed: &KeyedBallot<'_>,
        whose: Whose,
        subject: SheetSubject<'_>,
        column: u32,
    ) {
        let SheetSubject { product, cells: [name_at, owner_at], act, set } = subject;
        let criteria = set.map_or(&[][..], |set| &set.criteria);
        let same_criteria = set.is_none_or(|set| product.mark == product_mark(set));
        if !same_criteria {
            self.findings.push(told::criteria_changed(keyed.place(name_at), &product));
        }
        let findings = &mut *self.findings;
        let read =
            MarkReader { keyed, criteria, column, findings, read: ReadMarks::default() }.read();
        let concluded = self.is_concluded(&product);
        let check = SheetCheck { keyed, criteria, column, read: &read, same_criteria, concluded };
        let wrong = self.check(check);
        let (reason, contradicts) = self.reason(keyed, &read, whose, &product);
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
            set: keyed
                .labelled(SET)
                .map(|(at, _)| Sourced { value: product.set.clone(), place: keyed.place(at) }),
            criteria_of: set.map(|set| CriteriaOf { act: act.id.clone(), set: set.name.clone() }),
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
        let SheetCheck { keyed, criteria, column, read, same_criteria, concluded } = check;
        let (formulas, findings) = (self.formulas, &mut *self.findings);
        let mut wrong =
            BesideMarks { keyed, criteria, column, read, formulas, concluded, findings }.tell();
        let findings = &mut *self.findings;
        wrong |= PrintedCells { keyed, criteria, column, read, formulas, same_criteria, findings }
            .tell();
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
}
