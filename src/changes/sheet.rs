//! The texts of a paper that is no running text, whatever its layout calls its fields: every list
//! of records is a table, every other text a paragraph.

use serde_json::Value;

use super::said::{PartKind, SaidPart};

/// The place of texts whose field has no name for people.
const AT: &str = "Nội dung";

/// Adds the parts of the data of a sheet.
pub(super) fn parts(shown: &Value, parts: &mut Vec<SaidPart>) {
    match shown {
        Value::Object(fields) => {
            // `kind` names the layout's variant; people do not see it.
            let fields = fields.iter().filter(|(key, _)| key.as_str() != "kind");
            fields.for_each(|(_, field)| self::parts(field, parts));
        }
        Value::Array(items) if items.iter().any(is_record) => {
            parts.push(SaidPart {
                kind: PartKind::Head,
                at: AT.to_owned(),
                texts: vec![AT.into()],
            });
            let rows = items.iter().map(|item| {
                let mut texts = Vec::new();
                leaves(item, &mut texts);
                SaidPart { kind: PartKind::Row, at: AT.to_owned(), texts }
            });
            parts.extend(rows);
        }
        Value::Array(items) => items.iter().for_each(|item| self::parts(item, parts)),
        Value::String(text) => parts.push(SaidPart::text(AT, text)),
        Value::Number(number) => parts.push(SaidPart::text(AT, number.to_string())),
        Value::Bool(_) | Value::Null => {}
    }
}

fn is_record(item: &Value) -> bool {
    matches!(item, Value::Object(_) | Value::Array(_))
}

/// Collects all texts and numbers in a record, in its order.
fn leaves(item: &Value, texts: &mut Vec<String>) {
    match item {
        Value::Object(fields) => fields.values().for_each(|field| leaves(field, texts)),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, texts)),
        Value::String(text) => texts.push(text.clone()),
        Value::Number(number) => texts.push(number.to_string()),
        Value::Bool(_) | Value::Null => {}
    }
}
