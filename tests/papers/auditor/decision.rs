//! The decision, held against the book.

use super::book::{Book, Product, owners, pad};
use super::desk::{Desk, RECOGNITION, bare, between};

impl Desk<'_> {
    pub(super) fn decision(&mut self) {
        let book = self.book;
        let granted: Vec<&Product> =
            book.products.iter().filter(|product| product.certified().is_some()).collect();
        let proposed: Vec<&Product> = book
            .products
            .iter()
            // Under the act of 2026 these stand in a decision of their own.
            .filter(|product| product.outcome == "proposed_to_ministry" && book.act != "26-2026")
            .collect();
        let certificate = self.paper.text.contains("cấp Giấy chứng nhận")
            || self.paper.text.contains("Giấy chứng nhận sản phẩm");
        if certificate == granted.is_empty() {
            self.fault(
                "certificates",
                &(!granted.is_empty()).to_string(),
                &certificate.to_string(),
            );
        }
        let both = book.is_of_today() && !granted.is_empty() && !proposed.is_empty();
        let last = if granted.is_empty() { 3 } else { 4 + u8::from(both) };
        self.holds("articles", &format!("Điều {last}."));
        if self.paper.text.contains(&format!("Điều {}.", last + 1)) {
            self.fault("articles", &last.to_string(), "one more");
        }
        let text = &self.paper.text;
        if text.contains("Như Điều") && !text.contains(&format!("Như Điều {last};")) {
            self.fault("recipients", &format!("Như Điều {last};"), "another");
        }
        for (product, number) in proposed.iter().zip(1..) {
            let named = if book.is_of_today() {
                format!("{number}{}{}", product.name, product.owner)
            } else {
                format!("“{}” của {}", product.name, product.owner)
            };
            self.holds("proposed", &named);
        }
        if book.is_of_today() {
            let count = format!("đối với {} sản phẩm có tiềm năng đạt 5 sao", pad(proposed.len()));
            let count = (!proposed.is_empty()).then_some(count);
            let text = self.paper.text.clone();
            self.only("proposed", &text, "sản phẩm có tiềm năng đạt 5 sao", count);
        } else if !proposed.is_empty() {
            self.holds(
                "proposed",
                &format!("cấp quốc gia đối với {} sản phẩm", pad(proposed.len())),
            );
        } else if text.contains("cấp quốc gia") {
            self.fault("proposed", "nothing", "cấp quốc gia");
        }
        if granted.is_empty() {
            return;
        }
        let count = format!(
            "đối với {} sản phẩm của {} chủ thể (",
            pad(granted.len()),
            pad(owners(granted.iter().copied()))
        );
        self.holds("granted", &count);
        let part = between(&self.paper.text, "Điều 1.", "Điều 2.").unwrap_or_default().to_owned();
        self.kinds(&part, owners(granted.iter().copied()));
        let kinds = Book::kinds(&granted, RECOGNITION);
        let kinds = kinds.map(|kinds| format!("), trong đó {kinds}, gồm:"));
        self.only("kinds of registration", &part, "), trong đó", kinds);
        if book.is_of_today() {
            self.under_earlier(&part, &granted);
        }
        for star in [4, 3] {
            let own = book.certified(star);
            let line = format!(
                "- Hạng {star} sao: {} sản phẩm của {} chủ thể",
                pad(own.len()),
                pad(owners(own.iter().copied()))
            );
            if bare(&part).contains(&bare(&line)) == own.is_empty() {
                self.fault("stars", &line, &part);
            }
        }
        self.annex();
    }

    fn annex(&mut self) {
        let book = self.book;
        let text = &self.paper.text;
        let Some((_, annex)) = text.rsplit_once("Hạng sao") else {
            return self.fault("annex", "a table", "(nothing)");
        };
        let annex = bare(annex);
        let mut rest = annex.as_str();
        let granted: Vec<&Product> =
            book.products.iter().filter(|product| product.certified().is_some()).collect();
        let kinds = Book::kinds(&granted, RECOGNITION).is_some();
        if kinds {
            rest = rest.strip_prefix(&bare("Hình thức")).unwrap_or("no column “Hình thức”");
        }
        let mut number = 0;
        for star in [4, 3] {
            for product in book.certified(star) {
                number += 1;
                let official = product
                    .official()
                    .and_then(|session| product.scores_of(session))
                    .unwrap_or_default();
                let start = bare(&format!("{number}{}", product.name));
                let kind = if kinds { recognition(product) } else { String::new() };
                let end = bare(&format!("{}{star} sao{kind}", book.printed(official)));
                match rest.split_once(&start).and_then(|(_, behind)| behind.split_once(&end)) {
                    Some((row, behind)) => {
                        let owner = row.contains(&bare(&product.owner));
                        let district = row
                            .to_lowercase()
                            .matches(&bare(&product.district).to_lowercase())
                            .count();
                        if !owner || district > 1 {
                            self.faults.push(format!("annex: row of {}: {row}", product.name));
                        }
                        rest = behind;
                    }
                    None => self
                        .faults
                        .push(format!("annex: no row {number} of {}: {rest}", product.name)),
                }
            }
        }
        if !rest.is_empty() {
            self.faults.push(format!("annex: something is left over: {rest}"));
        }
    }
}

/// What the annex says of how a product is recognised.
fn recognition(product: &Product) -> String {
    match (product.kind.as_str(), product.old_star) {
        ("first", _) => "Công nhận mới".into(),
        ("again", _) => "Công nhận lại".into(),
        (_, Some(old)) => format!("Nâng hạng từ {old} sao"),
        (_, None) => "Nâng hạng".into(),
    }
}
