//! The texts of a paper that is no running text.

use super::said::{self, SaidPart, capital};
use crate::documents::model::{Sheet, SheetPiece};

/// Adds what a sheet says: its pieces, from top to bottom, and what else stands on it.
pub(super) fn parts(sheet: &Sheet, parts: &mut Vec<SaidPart>) {
    match sheet {
        Sheet::Certificate(certificate) => {
            parts.push(SaidPart::text("Hạng sao", format!("{} sao", certificate.star)));
        }
        Sheet::Copy(copy) => said::head(&copy.header, parts),
        Sheet::Cards(_) | Sheet::Scores(_) | Sheet::Products(_) => {}
    }
    for piece in sheet.pieces() {
        match piece {
            SheetPiece::Line(at, text) => parts.push(SaidPart::text(&capital(at), text)),
            SheetPiece::Table(at, table) => said::table(table, &capital(at), parts),
        }
    }
}
