//! The texts of a paper that is no running text.

use serde_json::Value;

use super::said::{self, SaidPart, capital};
use crate::documents::model::{Sheet, SheetPiece};

/// The place of texts whose field has no name for people.
const AT: &str = "Nội dung";

/// Adds what a sheet says: its pieces, from top to bottom. A certificate says more than its pieces:
/// every text and number that its layout gets.
pub(super) fn parts(sheet: &Sheet, parts: &mut Vec<SaidPart>) {
    for piece in sheet.pieces() {
        match piece {
            SheetPiece::Line(at, text) => parts.push(SaidPart::text(&capital(at), text)),
            SheetPiece::Table(at, table) => said::table(table, &capital(at), parts),
        }
    }
    if let Sheet::Certificate(_) | Sheet::Copy(_) = sheet {
        let known: Vec<String> = parts.iter().flat_map(|part| part.texts.clone()).collect();
        let mut texts = Vec::new();
        leaves(&serde_json::to_value(sheet).unwrap_or_default(), &mut texts);
        texts.retain(|text| !known.contains(text));
        parts.extend(texts.into_iter().map(|text| SaidPart::text(AT, text)));
    }
}

/// Collects all texts and numbers of a sheet but the name of its kind.
fn leaves(shown: &Value, texts: &mut Vec<String>) {
    match shown {
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(key, _)| key.as_str() != "kind");
            fields.for_each(|(_, field)| leaves(field, texts));
        }
        Value::Array(items) => items.iter().for_each(|item| leaves(item, texts)),
        Value::String(text) => texts.push(text.clone()),
        Value::Number(number) => texts.push(number.to_string()),
        Value::Bool(_) | Value::Null => {}
    }
}
