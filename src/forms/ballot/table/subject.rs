//! Tells which product, owner and member a column of marks is about.

use super::MarkTable;
use crate::forms::CriteriaOf;
use crate::forms::ballot::Ballot;
use crate::forms::ballot::columns::fill::MarkColumn;
use crate::forms::ballot::columns::{BallotColumn, ColumnRole};
use crate::forms::ballot::faults;
use crate::forms::ballot::people::Scorer;
use crate::forms::ballot::rows::BallotRows;
use crate::forms::{Sourced, owner_key};

/// What one column of marks is about.
pub(super) struct ColumnSubject {
    /// The product, as the sheet writes it.
    product: Sourced<String>,
    /// The product as its list writes it, else as the sheet does.
    pub(super) name: String,
    /// The owner, as the sheet writes it.
    owner: Option<Sourced<String>>,
    /// The member whom the heading of the column names.
    pub(super) member: Option<Scorer>,
}

impl ColumnSubject {
    /// Makes the ballot of these marks. `set` is the product set that the sheet names, `of` the one
    /// whose criteria the rows are.
    pub(super) fn ballot(
        self,
        scorer: Scorer,
        session: u8,
        set: Option<Sourced<String>>,
        of: Option<CriteriaOf>,
        marks: MarkColumn,
    ) -> Ballot {
        Ballot {
            member: scorer.member,
            by_substitute: scorer.by_substitute,
            from_summary: false,
            session,
            set,
            criteria_of: of,
            product: self.product,
            name: self.name,
            owner: self.owner,
            marks: marks.marks,
            parts: marks.parts,
            total: marks.total,
            reason: marks.reason,
            blanks: marks.blanks,
            unreadable: marks.unreadable,
            lines: marks.line.into_iter().collect(),
        }
    }
}

impl MarkTable<'_, '_, '_> {
    /// What a column of marks is about. `only` is the product of a sheet that has only one, `owner`
    /// the owner whom a label of the sheet names. `None`, with a finding, where the product is not
    /// named.
    pub(super) fn subject(
        &mut self,
        column: &BallotColumn,
        only: Option<&Sourced<String>>,
        owner: Option<&Sourced<String>>,
        rows: &BallotRows,
    ) -> Option<ColumnSubject> {
        match &column.role {
            ColumnRole::Marks(product) => {
                let name = self.reader.products.get(product.product).name.to_owned();
                let bracketed = product
                    .owner
                    .clone()
                    .map(|value| Sourced { value, place: column.heading.place.clone() });
                let owner = column.owner.clone().or_else(|| self.owner_row(column, rows));
                let owner = owner.or(bracketed);
                let product = column.heading.clone();
                Some(ColumnSubject { product, name, owner, member: None })
            }
            ColumnRole::MarksOfUnknown if !column.heading.value.is_empty() => {
                let owner = column.owner.clone().or_else(|| self.owner_row(column, rows));
                let product = column.heading.clone();
                let name = product.value.clone();
                Some(ColumnSubject { product, name, owner, member: None })
            }
            ColumnRole::MarksOfOnly | ColumnRole::MarksOf(_) | ColumnRole::MarksOfUnknown => {
                let subject = only.map(|only| self.subject_of_sheet(column, only, owner));
                if subject.is_none() {
                    self.findings.push(faults::product_unnamed(&column.heading));
                }
                subject
            }
            _ => None,
        }
    }

    /// What a column of a sheet with only one product is about.
    fn subject_of_sheet(
        &mut self,
        column: &BallotColumn,
        only: &Sourced<String>,
        owner: Option<&Sourced<String>>,
    ) -> ColumnSubject {
        let named = self.reader.products.named(&only.value, &self.reader.words.labels);
        let bracketed = named
            .and_then(|named| named.owner)
            .map(|value| Sourced { value, place: only.place.clone() });
        let member = match column.role {
            ColumnRole::MarksOf(member) => Some(Scorer { member, by_substitute: false }),
            _ => None,
        };
        ColumnSubject {
            product: only.clone(),
            name: self.product_name(&only.value),
            owner: owner.cloned().or(bracketed),
            member,
        }
    }

    /// The product as its list writes it; as it is typed, where no list has it.
    pub(super) fn product_name(&mut self, typed: &str) -> String {
        let named = self.reader.products.named(typed, &self.reader.words.labels);
        named.map_or(typed, |named| self.reader.products.get(named.product).name).to_owned()
    }

    /// The owner of a column's product, where owners stand in a row of their own further down: in
    /// forms with products in rows, behind the marks.
    fn owner_row(&self, column: &BallotColumn, rows: &BallotRows) -> Option<Sourced<String>> {
        let words = &self.reader.words.columns.owner;
        let row = rows.lines.iter().find(|row| words.are(&row.said.bare))?;
        let value = self.frame.own(row.row, column.index)?.text()?.to_owned();
        Some(Sourced { value, place: self.frame.place(row.row, column.index) })
    }
}

/// Whether two columns hold marks of one product, or of one member.
pub(super) fn are_about_the_same(one: &BallotColumn, other: &BallotColumn) -> bool {
    match (&one.role, &other.role) {
        (ColumnRole::Marks(product), ColumnRole::Marks(of)) => {
            product.product == of.product && may_be_of_one_owner(one, other)
        }
        (ColumnRole::MarksOf(one), ColumnRole::MarksOf(other)) => one == other,
        (ColumnRole::MarksOfOnly, ColumnRole::MarksOfOnly) => true,
        _ => false,
    }
}

/// Whether two columns of one product name the same owner, or one of them names none.
fn may_be_of_one_owner(one: &BallotColumn, other: &BallotColumn) -> bool {
    let key = |column: &BallotColumn| column.owner.as_ref().map(|owner| owner_key(&owner.value));
    match (key(one), key(other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}
