//! The products as data for search engines: schema.org in JSON-LD.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Said;
use crate::documents::{Published, PublishedProduct};

/// Returns the JSON-LD of the page, as it may stand inside a `script` element.
pub(super) fn linked(said: &Said<'_>, published: &Published) -> String {
    let items = (1..).zip(&published.products).map(|(position, product): (usize, _)| {
        json!({ "@type": "ListItem", "position": position, "item": item(published, product) })
    });
    let list = json!({
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": said.title,
        "numberOfItems": published.products.len(),
        "itemListElement": items.collect::<Vec<_>>(),
    });
    inside_script(&list.to_string())
}

fn item(published: &Published, product: &PublishedProduct) -> Value {
    let mut owner = json!({
        "@type": "Organization",
        "name": product.owner,
        "address": product.address,
    });
    let told = [("telephone", &product.phone), ("taxID", &product.tax_code)].map(|(key, value)| {
        value.as_ref().map(|value| (key.to_owned(), Value::from(value.as_str())))
    });
    if let Value::Object(owner) = &mut owner {
        owner.extend(told.into_iter().flatten());
        if let Some(name) = &product.representative {
            owner.insert("employee".into(), json!({ "@type": "Person", "name": name }));
        }
    }
    let mut item = json!({
        "@type": "Product",
        "name": product.name,
        "category": product.set,
        "manufacturer": owner,
    });
    if let (Some(award), Value::Object(item)) = (award(published, product), &mut item) {
        item.insert("award".into(), award.into());
    }
    item
}

/// Says what the product was given: `OCOP 3 sao, Quyết định số … ngày …`. `None` where nothing is
/// given yet: the product is only proposed, or the decision has no number or day.
fn award(published: &Published, product: &PublishedProduct) -> Option<String> {
    let (star, decision) = (product.star?, published.decision(product)?);
    let (number, date) = (decision.number.as_ref()?, decision.date?);
    Some(format!("OCOP {star} sao, Quyết định số {number} ngày {date}"))
}

/// Writes the signs that could end a `script` element, or a line of a script, as escapes of JSON.
fn inside_script(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for sign in json.chars() {
        match sign {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                // Writing to a string cannot fail.
                let _ = write!(text, "\\u{:04x}", u32::from(sign));
            }
            sign => text.push(sign),
        }
    }
    text
}
