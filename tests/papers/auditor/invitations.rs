//! The invitations, held against the book.

use std::collections::BTreeSet;

use super::book::{Book, Product, owners, pad};
use super::desk::{Desk, Paper, bare, between};

impl Desk<'_> {
    /// An invitation that lists products lists exactly those of its owner or district.
    pub(super) fn invitation(&mut self) {
        let book = self.book;
        let text = &self.paper.text;
        let of_owner = text.contains("Sản phẩm của đơn vị tham gia đánh giá");
        if !of_owner && !text.contains("Sản phẩm của địa phương tham gia đánh giá") {
            return;
        }
        let name = between(text, "trân trọng kính mời:", "Tới dự:").unwrap_or_default().to_owned();
        // Two districts may each have an owner of this name; the letter is to one of them.
        let is_meant = |product: &&Product| {
            if of_owner {
                name.starts_with(&product.owner)
            } else {
                name.ends_with(&product.district)
            }
        };
        let key = |product: &Product| {
            let (district, owner) = product.owner_key();
            if of_owner { (district, owner) } else { (district, String::new()) }
        };
        let keys: BTreeSet<(String, String)> = book.admitted().filter(is_meant).map(key).collect();
        let letters = keys.iter().map(|wanted| {
            let own: Vec<&Product> =
                book.admitted().filter(|product| key(product) == *wanted).collect();
            lists(&own, of_owner)
        });
        let letters: Vec<Vec<String>> = letters.collect();
        let missing =
            |pieces: &&Vec<String>| pieces.iter().any(|piece| !bare(text).contains(&bare(piece)));
        if letters.iter().all(|pieces| missing(&pieces)) {
            let wanted =
                letters.iter().map(|pieces| pieces.join(" ")).collect::<Vec<_>>().join(" or ");
            self.fault("invited", &wanted, &name);
        }
    }
}

/// What a letter about these products says of them. The official name of a set may differ from what
/// was typed.
fn lists(own: &[&Product], of_owner: bool) -> Vec<String> {
    let count = pad(own.len());
    if of_owner {
        let rows = own.iter().zip(1..).map(|(product, number)| format!("{number}{}", product.name));
        return std::iter::once(format!("({count} sản phẩm):")).chain(rows).collect();
    }
    let rows = own.iter().zip(1..).map(|(product, number)| {
        let score =
            product.district_score.map(|score| score.normalize().to_string().replace('.', ","));
        format!("{number}{}{}{}", product.name, product.owner, score.unwrap_or_default())
    });
    let owners = pad(owners(own.iter().copied()));
    vec![format!("({count} sản phẩm của {owners} chủ thể):"), rows.collect()]
}

/// Every owner and district with products before the council is invited once, where the round
/// invites such.
pub(super) fn invited(book: &Book, papers: &[Paper], faults: &mut Vec<String>) {
    let groups = book
        .setting("invitation.invitees")
        .and_then(toml::Value::as_array)
        .cloned()
        .unwrap_or_default();
    let invites = |group: &str| {
        groups.iter().any(|entry| entry.get("group").and_then(toml::Value::as_str) == Some(group))
    };
    let letters = |sign: &str| {
        papers
            .iter()
            .filter(|paper| paper.file.starts_with("02-giay-moi/") && paper.text.contains(sign))
            .count()
    };
    if invites("owners") && letters("Sản phẩm của đơn vị tham gia") != owners(book.admitted())
    {
        faults.push(format!(
            "invitations: {} owners are invited",
            letters("Sản phẩm của đơn vị tham gia")
        ));
    }
    let districts = book.admitted().map(|product| &product.district).collect::<BTreeSet<_>>().len();
    if invites("districts") && letters("Sản phẩm của địa phương tham gia") != districts {
        faults.push(format!(
            "invitations: {} districts are invited",
            letters("Sản phẩm của địa phương tham gia")
        ));
    }
}
