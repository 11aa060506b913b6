//! The papers that ask for approval, held against the book: reports, submission, letter, and the
//! workbook of statistics.

use std::collections::BTreeMap;

use super::book::{Book, Product, owners, pad};
use super::desk::{Desk, bare};

/// The kind of result of a product, as columns are headed.
fn kind(product: &Product) -> String {
    match product.outcome.as_str() {
        "proposed_to_ministry" => "Đề nghị 5 sao".into(),
        "recognised" => format!("{} sao", product.star.unwrap_or_default()),
        "not_recognised" | "knocked_out" => "Tỉnh chưa công nhận".into(),
        "needs_supplement" | "not_scored" | "held" => "Chưa kết luận".into(),
        _ => "Không đánh giá".into(),
    }
}

const KINDS: [&str; 9] = [
    "Đề nghị 5 sao",
    "5 sao",
    "4 sao",
    "3 sao",
    "2 sao",
    "1 sao",
    "Tỉnh chưa công nhận",
    "Chưa kết luận",
    "Không đánh giá",
];

/// The kinds of results that occur, and how many of these products each has.
fn counts(book: &Book, products: &[&Product]) -> Vec<(String, usize)> {
    let occurs = |name: &&&str| book.products.iter().any(|product| kind(product) == ***name);
    let count = |name: &str| products.iter().filter(|product| kind(product) == name).count();
    KINDS.iter().filter(occurs).map(|name| ((*name).to_owned(), count(name))).collect()
}

/// The products of each unit, in the order of the round.
fn units(book: &Book) -> Vec<(&str, Vec<&Product>)> {
    let of = |name: &String| {
        book.products.iter().filter(|product| product.district == *name).collect::<Vec<_>>()
    };
    let all = book.districts.iter().map(|name| (name.as_str(), of(name)));
    all.filter(|(_, products)| !products.is_empty()).collect()
}

impl Desk<'_> {
    /// What is asked for: how many products of how many owners, by star.
    fn asked(&mut self) {
        let book = self.book;
        let granted = book.granted();
        let stars = book.stars();
        let words: Vec<String> = stars.iter().map(|star| asked(book, *star, stars.len())).collect();
        let gathered = if stars.len() > 1 { "gồm: " } else { "" };
        let wanted = (!granted.is_empty()).then(|| {
            format!(
                "đối với {} sản phẩm của {} chủ thể, {gathered}{}.",
                pad(granted.len()),
                pad(owners(granted.iter().copied())),
                words.join("; ")
            )
        });
        self.only("asked for", &self.paper.text.clone(), "chủ thể, gồm:", wanted);
        for product in book.proposed() {
            self.holds("proposed", &format!("“{}” của {}", product.name, product.owner));
        }
    }

    /// The report of the council: counts, bounds, each product with mean and proposal.
    pub(super) fn council_report(&mut self) {
        let book = self.book;
        let (all, of) = (pad(book.products.len()), pad(owners(&book.products)));
        self.holds(
            "received",
            &format!("Hội đồng tiếp nhận {all} hồ sơ sản phẩm của {of} chủ thể"),
        );
        let scored = book.admitted().filter(|product| book.mean(product).is_some()).count();
        if scored > 0 {
            self.holds("scored", &format!("Hội đồng đã chấm {} sản phẩm", pad(scored)));
        }
        for session in &book.sessions {
            let there = book.members.len() - session.absent.len();
            self.holds("session", &format!("Lần chấm {} (ngày", session.number));
            self.holds("attending", &format!("{}/{}", pad(there), pad(book.members.len())));
        }
        if let Some((low, high)) = book.bounds() {
            if scored > 1 {
                self.holds("lowest", &format!("thấp nhất {low} điểm"));
                self.holds("highest", &format!("cao nhất {high} điểm"));
            } else {
                self.holds("only mean", &format!("điểm trung bình {high} điểm"));
            }
        }
        self.asked();
        let rows = book.admitted().zip(1..).map(|(product, number)| {
            let mean = book.mean(product).unwrap_or_else(|| "–".into());
            product.row(number) + &mean + &proposal(book, product)
        });
        let rows: Vec<String> = rows.collect();
        if !rows.is_empty() {
            let annex = self.paper.text.rsplit_once("Phụ lục KẾT QUẢ ĐÁNH GIÁ");
            let annex = annex.map(|(_, annex)| annex.to_owned()).unwrap_or_default();
            self.rows("proposals", &annex, &rows);
        }
        let left = book.products.iter().filter(|one| one.is_admitted() && is_left(one)).count();
        let wanted = (left > 0).then(|| format!("chưa đề xuất công nhận {} sản phẩm", pad(left)));
        self.only("left", &self.paper.text.clone(), "chưa đề xuất công nhận", wanted);
    }

    /// The summary report: prose, and every table recounted.
    pub(super) fn summary_report(&mut self) {
        let book = self.book;
        let (all, of) = (pad(book.products.len()), pad(owners(&book.products)));
        self.holds("received", &format!("gửi {all} hồ sơ sản phẩm của {of} chủ thể ("));
        let scored = book.admitted().filter(|product| book.mean(product).is_some()).count();
        let admitted = book.admitted().count();
        if scored > 0 {
            let wanted = format!("Hội đồng đã chấm {}/{} sản phẩm", pad(scored), pad(admitted));
            self.holds("scored", &wanted);
        }
        if let Some((low, high)) = book.bounds().filter(|_| scored > 1) {
            self.holds("lowest", &format!("thấp nhất là {low} điểm"));
            self.holds("highest", &format!("cao nhất là {high} điểm"));
        }
        let granted = book.granted();
        let wanted = (!granted.is_empty()).then(|| {
            format!(
                "Có {} sản phẩm của {} chủ thể đủ điều kiện để tỉnh công nhận",
                pad(granted.len()),
                pad(owners(granted.iter().copied()))
            )
        });
        self.only("granted", &self.paper.text.clone(), "đủ điều kiện để tỉnh công nhận", wanted);
        self.results_table();
        self.units_table();
        self.sums();
        for session in &book.sessions {
            let there = book.members.len() - session.absent.len();
            let wanted = format!("có mặt {}/{} thành viên", pad(there), pad(book.members.len()));
            self.holds("attending", &wanted);
        }
    }

    /// The table of results: count, share, lowest and highest mean of each kind.
    fn results_table(&mut self) {
        let book = self.book;
        let table = self.table("Kết quả đánh giá, phân hạng ");
        let all: Vec<&Product> = book.products.iter().collect();
        for (name, count) in counts(book, &all) {
            let own = book.products.iter().filter(|product| kind(product) == name);
            let mut means: Vec<(rust_decimal::Decimal, String)> = own
                .filter_map(|product| {
                    let mean = book.mean(product)?;
                    Some((mean.replace(',', ".").parse().ok()?, mean))
                })
                .collect();
            means.sort();
            let bound =
                |mean: Option<&(_, String)>| mean.map_or("–".into(), |mean| mean.1.clone());
            let (low, high) = (bound(means.first()), bound(means.last()));
            let start = bare(&format!("{name}{count}"));
            let end = bare(&format!("%{low}{high}"));
            let found = table.split_once(&start).and_then(|(_, rest)| rest.split_once(&end));
            if found.is_none_or(|(share, _)| share.chars().count() > 6) {
                self.fault("results", &format!("{name} {count} … {low} {high}"), &table);
            }
        }
    }

    /// The table of units: products and kinds of results of each.
    fn units_table(&mut self) {
        let book = self.book;
        let table = self.table("Kết quả theo ");
        for (name, products) in units(book) {
            let counts = counts(book, &products);
            let kinds: String = counts.iter().map(|(_, count)| count.to_string()).collect();
            let (of, products) = (owners(products.iter().copied()), products.len());
            let with = bare(&format!("{name}{of}{products}{kinds}")).to_lowercase();
            let without = bare(&format!("{name}{products}{kinds}")).to_lowercase();
            let said = table.to_lowercase();
            if !said.contains(&with) && !said.contains(&without) {
                self.fault("units", &with, &table);
            }
        }
    }

    /// The last row of every table of counts is the count of all.
    fn sums(&mut self) {
        let book = self.book;
        let all: Vec<&Product> = book.products.iter().collect();
        let kinds: String = counts(book, &all).iter().map(|(_, count)| count.to_string()).collect();
        let (of, products) = (owners(&book.products), book.products.len());
        let sums = [format!("{of}{products}{kinds}"), format!("{products}{kinds}")];
        let text = bare(&self.paper.text);
        let total = bare("Tổng cộng");
        let rows = text.split(&total).skip(1);
        let right = rows.filter(|row| sums.iter().any(|sum| row.starts_with(sum.as_str())));
        // By unit, by group, by legal form; by registration where there are several.
        let several = book.products.iter().any(|one| one.kind != book.products[0].kind);
        let wanted = 3 + usize::from(several);
        let right = right.count();
        // Small counts also begin rows of other tables.
        if right < wanted {
            self.fault("sums", &format!("{wanted} of {sums:?}"), &right.to_string());
        }
    }

    /// A table of a paper, from its caption to the next sum.
    fn table(&self, caption: &str) -> String {
        let text = &self.paper.text;
        let mut numbered = text.match_indices("Bảng ").filter_map(|(at, _)| {
            let (number, rest) = text[at + "Bảng ".len()..].split_once(". ")?;
            let is = number.parse::<u8>().is_ok() && rest.starts_with(caption.trim_end());
            is.then_some(rest)
        });
        let table = numbered.next().unwrap_or_default();
        let end = table.find("Tổng cộng").unwrap_or(table.len());
        bare(&table[..end])
    }

    /// The submission: what came in, what is asked for, what is left.
    pub(super) fn submission(&mut self) {
        let book = self.book;
        let (all, of) = (pad(book.products.len()), pad(owners(&book.products)));
        let admitted = pad(book.admitted().count());
        self.holds(
            "received",
            &format!(
                "gửi {all} hồ sơ sản phẩm của {of} chủ thể; Hội đồng đánh giá {admitted} sản phẩm"
            ),
        );
        self.asked();
    }

    /// The approval of results of 90 points: the products for the Ministry and no other.
    pub(super) fn approval(&mut self) {
        let count = pad(self.book.proposed().len());
        self.holds("proposed", &format!("đối với {count} sản phẩm có tiềm năng đạt 5 sao"));
        self.five_stars();
    }

    /// The letter to the Ministry: the same products.
    pub(super) fn letter_to_ministry(&mut self) {
        let book = self.book;
        let count = pad(book.proposed().len());
        let scored = book.admitted().filter(|product| book.mean(product).is_some()).count();
        let wanted = format!("đã chấm {} sản phẩm, trong đó {count} sản phẩm đạt từ", pad(scored));
        self.holds("proposed", &wanted);
        self.five_stars();
    }

    fn five_stars(&mut self) {
        let book = self.book;
        for (product, number) in book.proposed().into_iter().zip(1..) {
            self.holds("proposed", &product.row(number));
            self.holds("mean", &book.mean(product).unwrap_or_default());
        }
        for product in &book.products {
            let others = book.proposed();
            let namesake = |one: &&Product| one.name.contains(&product.name);
            if !others.iter().any(namesake) {
                self.lacks("not proposed", &format!("{}{}", product.name, product.owner));
            }
        }
    }

    /// The workbook of statistics: each product, its kind of result and mean; kinds recounted.
    pub(super) fn statistics(&mut self) {
        let book = self.book;
        let sheets: BTreeMap<String, String> = self
            .paper
            .text
            .split('\u{c}')
            .filter_map(|sheet| sheet.split_once('\n'))
            .map(|(name, rows)| (name.to_owned(), format!("\n{rows}")))
            .collect();
        let of = |name: &str| sheets.get(name).cloned().unwrap_or_default();
        let (results, data) = (of("Theo kết quả"), of("Dữ liệu"));
        let all: Vec<&Product> = book.products.iter().collect();
        for ((name, count), number) in counts(book, &all).into_iter().zip(1..) {
            let row = format!("\n{number}\t{name}\t{count}\t");
            if !results.contains(&row) {
                self.fault("results", &row, &results);
            }
        }
        for (product, number) in book.products.iter().zip(1..) {
            let head = format!("\n{number}\t{}\t{}\t", product.name.trim(), product.owner.trim());
            let row = data.split_once(&head).map(|(_, rest)| rest.split('\n').next());
            let row = row.flatten().unwrap_or("(nothing)").to_owned();
            let cells: Vec<&str> = row.split('\t').collect();
            let mean = book.mean(product).map(|mean| mean.replace(',', "."));
            let mean = mean.and_then(|mean| mean.parse::<rust_decimal::Decimal>().ok());
            let has =
                |mean: &rust_decimal::Decimal| cells.iter().any(|cell| cell.parse() == Ok(*mean));
            if !cells.contains(&kind(product).as_str()) || mean.is_some_and(|mean| !has(&mean)) {
                self.fault(&product.name, &format!("{} {mean:?}", kind(product)), &row);
            }
        }
    }
}

/// What is asked for products of a star; alone, it goes without their count.
fn asked(book: &Book, (count, star): (usize, u64), kinds: usize) -> String {
    let proposed = book.proposed();
    let waits = pad(proposed.iter().filter(|one| one.meanwhile == Some(star)).count());
    let waits = (waits != "00").then(|| {
        format!("trong đó {waits} sản phẩm được công nhận trong khi chờ Trung ương đánh giá")
    });
    match (kinds, waits) {
        (1, None) => format!("hạng {star} sao"),
        (1, Some(waits)) => format!("hạng {star} sao, {waits}"),
        (_, None) => format!("{} sản phẩm {star} sao", pad(count)),
        (_, Some(waits)) => format!("{} sản phẩm {star} sao ({waits})", pad(count)),
    }
}

/// Whether the province neither recognises a product nor proposes it.
fn is_left(product: &Product) -> bool {
    product.certified().is_none() && product.outcome != "proposed_to_ministry"
}

/// What the council proposes for a product.
fn proposal(book: &Book, product: &Product) -> String {
    match (product.outcome.as_str(), product.meanwhile) {
        ("recognised", _) => format!("Công nhận {} sao", product.star.unwrap_or_default()),
        ("proposed_to_ministry", Some(star)) => {
            format!("Đề nghị Trung ương đánh giá; công nhận {star} sao trong khi chờ")
        }
        _ => outcome(book, product),
    }
}

/// What became of a product, in the words of the annex.
fn outcome(book: &Book, product: &Product) -> String {
    let star = product.star.unwrap_or_default();
    let reason = product.reason.clone().unwrap_or_default();
    match (product.outcome.as_str(), product.kept) {
        ("not_recognised", Some(kept)) => {
            format!("Đạt {star} sao, không nâng hạng; giữ hạng {kept} sao")
        }
        ("not_recognised", None) if book.is_of_district(product) => format!("Đạt {star} sao"),
        ("not_recognised", None) => format!("Đạt {star} sao, chưa đủ hạng để tỉnh công nhận"),
        ("proposed_to_ministry", _) => "Đề nghị Trung ương đánh giá".into(),
        ("not_scored", _) if !reason.is_empty() => format!("Chưa đánh giá: {reason}"),
        ("knocked_out", _) => format!("Dừng đánh giá: {reason}"),
        ("needs_supplement", _) => format!("Cần bổ sung: {reason}"),
        ("held", _) => String::new(),
        _ => "Chưa đánh giá".into(),
    }
}
