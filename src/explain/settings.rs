//! Finds the keys of `round.toml` that hold a figure, for figures that are set and not counted.

use serde_json::Value;

use super::figures::{is_figure, tokens};
use super::quote;
use crate::round::Round;

/// Lists the settings that hold this figure, given or by default: `decision.valid_months = 36`.
pub(super) fn holding(round: &Round, figure: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Ok(value) = serde_json::to_value(round) {
        walk(&value, "", figure, &mut found);
    }
    found
}

fn walk(value: &Value, key: &str, figure: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => entries.iter().for_each(|(name, value)| {
            let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
            walk(value, &key, figure, found);
        }),
        Value::Array(entries) => entries.iter().for_each(|value| walk(value, key, figure, found)),
        Value::Null | Value::Bool(_) => {}
        Value::String(text) => {
            found
                .extend(holds(text, figure).then(|| format!("{key} = \"{}\"", quote::start(text))));
        }
        Value::Number(number) => {
            let text = number.to_string();
            found.extend(holds(&text, figure).then(|| format!("{key} = {text}")));
        }
    }
}

fn holds(text: &str, figure: &str) -> bool {
    tokens(text).any(|token| is_figure(token, figure))
}
