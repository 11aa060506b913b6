//! Reads summaries of the members' scores (bảng tổng hợp điểm) with products by members. A summary
//! is no ballot; it is compared with the ballots.

use careful_spreadsheet::{Cell, Worksheet};

use super::Ballot;
use super::columns::{ColumnReader, ColumnRole};
use super::frame::Frame;
use super::layout::Layout;
use super::reader::BallotReader;
use super::whose::BallotAttribution;
use super::whose::around::Around;
use crate::finding::{CellRef, Findings, Place};
use crate::forms::value;

/// A summary of the members' scores, as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The sheet.
    pub place: Place,
    /// What it states for each member and product, in the form of ballots.
    pub cells: Vec<Ballot>,
}

/// Reads a summary of products by members. In the view of its frame, products stand in columns and
/// members in rows.
pub(super) fn read_summary(
    reader: &mut BallotReader<'_>,
    sheet: &Worksheet,
    frame: &Frame<'_>,
    around: Around<'_>,
    findings: &mut Findings,
) -> Summary {
    let words = reader.words;
    let layout = Layout::of(frame, words, |_| false);
    let columns = ColumnReader { frame, layout: &layout, words, people: &reader.people }
        .by_words(&mut reader.products);
    let session = BallotAttribution { round: reader.round, words, people: &reader.people, around }
        .session(findings);
    let mut cells = Vec::new();
    let members: Vec<(u32, usize)> = layout
        .body
        .iter()
        .filter_map(|row| {
            let typed = frame.own(*row, frame.criterion).and_then(Cell::text)?;
            Some((
                *row,
                reader
                    .people
                    .named(session, typed)
                    .map(|person| person.member)
                    .or_else(|| reader.people.beginning(typed))?,
            ))
        })
        .collect();
    for column in columns {
        let ColumnRole::Marks(product) = &column.role else { continue };
        for (row, member) in &members {
            let at = CellRef::new(*row, column.index);
            let total = frame
                .own(*row, column.index)
                .map(|cell| value::decimal_of(&frame.view, at, cell, "Tổng điểm"));
            let Some(Ok(Some(mut total))) = total else { continue };
            total.place = frame.place(*row, column.index);
            cells.push(Ballot {
                member: *member,
                by_substitute: false,
                from_summary: false,
                session: session.unwrap_or_default(),
                set: None,
                criteria_of: None,
                product: column.heading.clone(),
                name: reader.products.get(product.product).name.to_owned(),
                owner: column.owner.clone(),
                marks: Vec::new(),
                parts: [None, None, None],
                total: Some(total),
                reason: None,
                blanks: Vec::new(),
                unreadable: false,
                lines: Vec::new(),
            });
        }
    }
    Summary { place: sheet.place.clone(), cells }
}
