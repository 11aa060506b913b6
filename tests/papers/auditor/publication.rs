//! What is published, held against the book: the same products in each form, and no other.

use std::collections::BTreeSet;

use super::book::{Product, owners, pad};
use super::desk::{Desk, bare};

impl Desk<'_> {
    fn published(&self) -> Vec<&Product> {
        let book = self.book;
        let all = book.products.iter();
        all.filter(|one| one.certified().is_some() || one.outcome == "proposed_to_ministry")
            .collect()
    }

    /// Names of products that nobody may read here.
    pub(super) fn silent(&mut self) {
        let names: Vec<&str> = self.published().iter().map(|one| one.name.as_str()).collect();
        let owners: BTreeSet<&str> =
            self.published().iter().map(|one| one.owner.as_str()).collect();
        let unheard = |product: &&Product| {
            let known = |text: &str| bare(text).contains(&bare(&product.name));
            !names.iter().any(|name| known(name)) && !owners.iter().any(|owner| known(owner))
        };
        let hidden: Vec<String> =
            self.book.products.iter().filter(unheard).map(|one| one.name.clone()).collect();
        for name in hidden.iter().filter(|name| name.chars().count() > 4) {
            let text = bare(&self.paper.text);
            let said = text.match_indices(&bare(name)).any(|(at, found)| {
                let next = text[at + found.len()..].chars().next();
                !(next.is_some_and(char::is_numeric) && name.ends_with(char::is_numeric))
            });
            if said {
                self.fault("not to be published", "nothing", name);
            }
        }
    }

    /// The announcement: counts by star, the rows of the annex.
    pub(super) fn publication(&mut self) {
        let book = self.book;
        let granted = book.granted();
        let count = (!granted.is_empty()).then(|| {
            let of = pad(owners(granted.iter().copied()));
            format!("Có {} sản phẩm của {of} chủ thể (", pad(granted.len()))
        });
        self.only("recognised", &self.paper.text.clone(), "Sản phẩm được công nhận", count);
        for (count, star) in book.stars() {
            let of = pad(owners(book.certified(star)));
            self.holds(
                "stars",
                &format!("Hạng {star} sao: {} sản phẩm của {of} chủ thể", pad(count)),
            );
        }
        let proposed = book.proposed();
        if !proposed.is_empty() {
            let wanted = format!("Có {} sản phẩm có tiềm năng đạt 5 sao", pad(proposed.len()));
            self.holds("proposed", &wanted);
        }
        for (name, owner, _) in self.published().into_iter().map(named).collect::<Vec<_>>() {
            self.holds("published", &(name + &owner));
        }
        self.silent();
    }

    /// The table for other programs: one line a product.
    pub(super) fn published_csv(&mut self) {
        let lines: Vec<Vec<String>> = csv(&self.paper.text);
        let rows = lines.iter().skip(1);
        let said: Vec<(String, String)> = rows
            .filter(|cells| cells.len() > 4)
            .map(|cells| (bare(&literal(&cells[1])), bare(&cells[2])))
            .collect();
        let wanted = self.published().into_iter().map(|product| {
            let star = product.certified().map(|star| star.to_string());
            (bare(&product.name), star.unwrap_or_default())
        });
        let wanted: Vec<(String, String)> = wanted.collect();
        let (mut one, mut other) = (said, wanted);
        one.sort();
        other.sort();
        if one != other {
            self.fault("products", &format!("{other:?}"), &format!("{one:?}"));
        }
        self.silent();
    }

    /// The same as a workbook.
    pub(super) fn published_workbook(&mut self) {
        let rows: Vec<Vec<String>> = self
            .paper
            .text
            .lines()
            .map(|line| line.split('\t').map(str::to_owned).collect())
            .collect();
        for product in self.published().into_iter().map(named).collect::<Vec<_>>() {
            let has = |row: &&Vec<String>| {
                let cell = |wanted: &str| row.iter().any(|cell| bare(cell) == bare(wanted));
                cell(&product.0) && cell(&product.1) && product.2.as_deref().is_none_or(cell)
            };
            if !rows.iter().any(|row| has(&row)) {
                self.fault("product", &format!("{product:?}"), "(nothing)");
            }
        }
        self.silent();
    }

    /// The same as a page.
    pub(super) fn published_page(&mut self) {
        for product in self.published().into_iter().map(named).collect::<Vec<_>>() {
            self.holds("product", &escaped(&product.0));
            self.holds("owner", &escaped(&product.1));
        }
        self.silent();
    }

    /// An excerpt: products that are certified, all of one unit.
    pub(super) fn excerpt(&mut self) {
        self.silent();
        let book = self.book;
        let own = self.excerpted();
        // An excerpt may be about products for the Ministry alone.
        let text = bare(&self.paper.text);
        let proposes = book.proposed().iter().any(|one| text.contains(&bare(&one.name)));
        if own.is_empty() && !proposes {
            self.fault("excerpt", "the products of a unit", "none");
        }
        let units: BTreeSet<&str> = book.products.iter().map(|one| one.district.as_str()).collect();
        let text = bare(&self.paper.text).to_lowercase();
        let is_for = |unit: &&&str| {
            text.contains(&bare(&format!("Nơi nhận: - UBND {unit};")).to_lowercase())
        };
        let Some(unit) = units.iter().find(is_for) else { return };
        // The approval apart grants nothing.
        if text.contains(&bare("có tiềm năng đạt 5 sao").to_lowercase()) {
            return;
        }
        for (product, number) in granted_in_order(book) {
            let row = bare(&format!("{number}{}", product.name)).to_lowercase();
            let is_own = product.district == **unit;
            if is_own && !text.contains(&row) {
                self.fault("excerpt", &product.name, "(nothing)");
            }
        }
    }

    /// Names of the certified products that an excerpt has.
    fn excerpted(&self) -> Vec<String> {
        let text = bare(&self.paper.text);
        let rows = granted_in_order(self.book).into_iter();
        rows.filter(|(product, number)| text.contains(&bare(&format!("{number}{}", product.name))))
            .map(|(product, _)| product.name.clone())
            .collect()
    }
}

/// The products of the annex of the decision, with their numbers there.
pub(super) fn granted_in_order(book: &super::book::Book) -> Vec<(&Product, usize)> {
    let rows = [4, 3].into_iter().flat_map(|star| book.certified(star));
    rows.zip(1..).collect()
}

fn named(product: &Product) -> (String, String, Option<String>) {
    let star = product.certified().map(|star| star.to_string());
    (product.name.clone(), product.owner.clone(), star)
}

/// A value that a spreadsheet would run begins with a mark.
fn literal(cell: &str) -> String {
    cell.strip_prefix('\'').unwrap_or(cell).to_owned()
}

/// Text as a page holds it.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#x27;").replace('/', "&#x2f;")
}

/// The cells of a table of comma-separated values.
fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut quoted) = (vec![vec![String::new()]], false);
    for sign in text.trim_start_matches('\u{feff}').chars().filter(|sign| *sign != '\r') {
        let row = rows.last_mut().expect("a row");
        match sign {
            '"' => {
                quoted = !quoted;
                let cell = row.last_mut().expect("a cell");
                if quoted && !cell.is_empty() {
                    cell.push('"');
                }
            }
            ',' if !quoted => row.push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            sign => row.last_mut().expect("a cell").push(sign),
        }
    }
    rows
}
