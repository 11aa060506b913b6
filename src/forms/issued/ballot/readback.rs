//! Accounts for how the sheet of a product was read.

use careful_spreadsheet::Cell;

use super::FormReading;
use super::attribution::Whose;
use super::keyed::KeyedBallot;
use super::marks::ReadMarks;
use crate::finding::CellRef;
use crate::forms::ballot::whose;
use crate::forms::issued::FormProduct;
use crate::forms::reading::{ColumnKind, ColumnReading, TableReading};
use crate::forms::{SheetReading, TakenFor, Unclaimed};

impl FormReading<'_, '_, '_> {
    /// Leaves a sheet unread, for a reason that was told; its marks are missed.
    pub(super) fn unread(
        &mut self,
        keyed: &KeyedBallot<'_>,
        whose: Whose,
        product: Option<&FormProduct>,
    ) {
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
    pub(super) fn reading(
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
    /// The heading over a column: the lowest text above the table.
    fn heading(&self, column: u32) -> Option<CellRef> {
        let cells = self.head().map(|row| CellRef::new(row, column));
        cells.filter(|at| self.sheet.cell(*at).is_some()).last()
    }
}
