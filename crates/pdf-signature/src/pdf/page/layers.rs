//! Layers that a reader can switch on and off (optional content, ISO 32000-1, 8.11).

use super::colour::Sight;
use crate::pdf::reading::View;
use crate::pdf::syntax::{Dict, Value};

/// How deep layers may stand in each other.
const MAX_DEPTH: usize = 8;

/// What is seen of content that belongs to a layer, as the file is opened.
pub(super) fn sight_of_layer(view: View<'_, '_>, layer: &Value<'_>) -> Sight {
    sight(view, layer, 0)
}

fn sight(view: View<'_, '_>, layer: &Value<'_>, depth: usize) -> Sight {
    let Some(dict) = view.resolve(layer).dict() else { return Sight::Faint };
    if depth > MAX_DEPTH {
        return Sight::Faint;
    }
    if !dict.is(b"Type", b"OCMD") {
        let number = layer.reference();
        return number.map_or(Sight::Faint, |number| sight_of_group(view, number));
    }
    if dict.get(b"VE").is_some() {
        return Sight::Faint;
    }
    let all: Vec<Sight> = match view.lookup(dict, b"OCGs") {
        Some(Value::Array(groups)) => {
            groups.iter().map(|group| sight(view, group, depth + 1)).collect()
        }
        Some(_) => {
            dict.get(b"OCGs").map(|group| sight(view, group, depth + 1)).into_iter().collect()
        }
        None => Vec::new(),
    };
    if all.contains(&Sight::Faint) {
        return Sight::Faint;
    }
    let any = |wanted: Sight| all.contains(&wanted);
    let is_shown = match view.lookup(dict, b"P").and_then(Value::name) {
        _ if all.is_empty() => true,
        Some(b"AllOn") => !any(Sight::Hidden),
        Some(b"AnyOff") => any(Sight::Hidden),
        Some(b"AllOff") => !any(Sight::Plain),
        _ => any(Sight::Plain),
    };
    if is_shown { Sight::Plain } else { Sight::Hidden }
}

/// Whether the group of this number is on, as the file says itself.
fn sight_of_group(view: View<'_, '_>, number: u32) -> Sight {
    let settings = || {
        let properties = view.dict(view.catalog()?, b"OCProperties")?;
        view.dict(properties, b"D")
    };
    // Without settings programs show it.
    let Some(settings) = settings() else { return Sight::Faint };
    let lists = |key: &[u8]| {
        view.array(settings, key).iter().any(|group| group.reference() == Some(number))
    };
    // What is printed or shown at some size only may look different elsewhere.
    if !view.array(settings, b"AS").is_empty() {
        return Sight::Faint;
    }
    let is_off = match view.lookup(settings, b"BaseState").and_then(Value::name) {
        Some(b"OFF") => !lists(b"ON"),
        _ => lists(b"OFF"),
    };
    if is_off { Sight::Hidden } else { Sight::Plain }
}

/// The layer that a drawing or an annotation belongs to, if any.
pub(super) fn sight_of(view: View<'_, '_>, dict: &Dict<'_>) -> Sight {
    dict.get(b"OC").map_or(Sight::Plain, |layer| sight_of_layer(view, layer))
}
