//! The papers of the approval, held against the book: reports, submission, the decision that approves
//! apart, the letter to the Ministry.

use super::audit::{Paper, bare};
use super::book::{Book, Product, owners, pad};

/// Everything that these papers say and the book does not.
pub(super) fn faults(book: &Book, papers: &[Paper]) -> Vec<String> {
    let mut desk = Desk { book, papers, faults: Vec::new() };
    desk.apart();
    desk.council_report();
    desk.report();
    desk.submission();
    desk.faults
}

struct Desk<'a> {
    book: &'a Book,
    papers: &'a [Paper],
    faults: Vec<String>,
}

impl Desk<'_> {
    /// The text of a paper without blanks, where there is such a paper.
    fn text(&self, file: &str) -> Option<String> {
        let paper = self.papers.iter().find(|paper| paper.file == file);
        paper.map(|paper| bare(&paper.text))
    }

    fn holds(&mut self, file: &str, text: &str, wanted: &str) {
        if !text.contains(&bare(wanted)) {
            self.faults.push(format!("{file} does not say “{wanted}”"));
        }
    }

    fn proposed(&self) -> Vec<&'_ Product> {
        let all = self.book.products.iter();
        all.filter(|product| product.outcome == "proposed_to_ministry").collect()
    }

    /// Products of 90 points stand in a decision of their own under the act of 2026, and in the
    /// letter; neither is there where there are none.
    fn apart(&mut self) {
        let named: Vec<_> = self
            .proposed()
            .iter()
            .map(|product| format!("{}{}", product.name, product.owner))
            .collect();
        let of_2026 = self.book.act == "26-2026";
        let decided = "06-quyet-dinh/quyet-dinh-phe-duyet-ket-qua.pdf";
        let letter = "06-quyet-dinh/cong-van-de-nghi-trung-uong.pdf";
        for (file, due) in [(decided, of_2026 && !named.is_empty()), (letter, !named.is_empty())] {
            let Some(text) = self.text(file) else {
                // The round may wait for ballots; then the decision is not there either.
                let others = self.text("06-quyet-dinh/quyet-dinh.pdf").is_some();
                if due && others {
                    self.faults.push(format!("no {file}"));
                }
                continue;
            };
            if !due {
                self.faults.push(format!("{file} without products of 90 points"));
            }
            for (name, number) in named.iter().zip(1..) {
                self.holds(file, &text, &format!("{number}{name}"));
            }
            let count = format!("{} sản phẩm", pad(named.len()));
            self.holds(file, &text, &count);
        }
    }

    /// Each product before the council stands in the annex with its mean.
    fn council_report(&mut self) {
        let file = "04-ket-qua-cham/bao-cao-hoi-dong.pdf";
        let Some(text) = self.text(file) else { return };
        let book = self.book;
        for (product, number) in book.admitted().zip(1..) {
            let scores = product.official().and_then(|session| product.scores_of(session));
            let mean = scores.filter(|_| !product.is_held()).map(|scores| book.printed(scores));
            let mean = mean.unwrap_or_else(|| "–".to_owned());
            self.holds(file, &text, &format!("{number}{}{}{mean}", product.name, product.owner));
        }
        self.recognised(file, &text);
    }

    /// How many products of how many owners are recognised.
    fn recognised(&mut self, file: &str, text: &str) {
        let granted: Vec<&Product> =
            self.book.products.iter().filter(|product| product.certified().is_some()).collect();
        if !granted.is_empty() {
            let owners = owners(granted.iter().copied());
            let wanted =
                format!("đối với {} sản phẩm của {} chủ thể", pad(granted.len()), pad(owners));
            self.holds(file, text, &wanted);
        }
    }

    /// Every unit and every kind of registration has a row with its products, by result.
    fn report(&mut self) {
        let file = "05-trinh-phe-duyet/bao-cao-tong-hop.pdf";
        let Some(text) = self.text(file) else { return };
        let book = self.book;
        let kinds: Vec<&str> = KINDS
            .into_iter()
            .filter(|kind| book.products.iter().any(|product| kind_of(product) == *kind))
            .collect();
        let cells = |own: &[&Product]| {
            let of = |kind: &&str| own.iter().filter(|product| kind_of(product) == *kind).count();
            let counts: Vec<_> = kinds.iter().map(|kind| of(kind).to_string()).collect();
            format!("{}{}", own.len(), counts.concat())
        };
        for unit in &book.districts {
            let own: Vec<_> =
                book.products.iter().filter(|product| product.district == *unit).collect();
            if own.is_empty() {
                continue;
            }
            let count = owners(own.iter().copied());
            let of_owners = if kinds.len() < 5 { count.to_string() } else { String::new() };
            self.holds(file, &text, &format!("{unit}{of_owners}{}", cells(&own)));
        }
        let all: Vec<_> = book.products.iter().collect();
        let sums = text.matches(&bare(&format!("Tổng cộng{}", cells(&all)))).count();
        if sums == 0 {
            self.faults.push(format!("{file} has no sums of {}", cells(&all)));
        }
        let scored = book.admitted().filter(|product| product.official().is_some());
        let scored = scored.filter(|product| !product.is_held()).count();
        if scored > 0 {
            self.holds(file, &text, &format!("Hội đồng đã chấm {}/", pad(scored)));
        }
    }

    fn submission(&mut self) {
        let file = "05-trinh-phe-duyet/to-trinh.pdf";
        let Some(text) = self.text(file) else { return };
        self.recognised(file, &text);
        for listed in [
            ("04-ket-qua-cham/bien-ban.pdf", "Biên bản họp Hội đồng số"),
            ("04-ket-qua-cham/bao-cao-hoi-dong.pdf", "Báo cáo kết quả của Hội đồng số"),
            ("05-trinh-phe-duyet/bao-cao-tong-hop.pdf", "Báo cáo tổng hợp số"),
            ("05-trinh-phe-duyet/du-thao-quyet-dinh.pdf", "Dự thảo quyết định"),
        ] {
            let exists = self.papers.iter().any(|paper| paper.file == listed.0);
            if text.contains(&bare(listed.1)) != exists {
                self.faults.push(format!("{file}: {} listed and {exists}", listed.1));
            }
        }
    }
}

/// The kinds of results, in the order of the columns.
const KINDS: [&str; 6] = ["proposed", "4", "3", "not", "open", "out"];

fn kind_of(product: &Product) -> &'static str {
    match (product.outcome.as_str(), product.star) {
        ("proposed_to_ministry", _) => "proposed",
        ("recognised", Some(4)) => "4",
        ("recognised", _) => "3",
        ("not_recognised" | "knocked_out", _) => "not",
        ("withdrawn" | "not_admitted", _) => "out",
        _ => "open",
    }
}
