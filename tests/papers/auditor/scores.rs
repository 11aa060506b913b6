//! The papers with scores, held against the book: table, sheet a product, field checks, workbook.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::book::{Product, pad};
use super::desk::{Desk, bare, between};

/// A total as papers write it.
fn comma(score: Decimal) -> String {
    score.normalize().to_string().replace('.', ",")
}

/// The difference of the highest and the lowest total that count.
fn spread(scores: &[Decimal]) -> Option<String> {
    let (low, high) = (scores.iter().min()?, scores.iter().max()?);
    Some(comma(high - low))
}

/// What the tables of scores say of the star of a product.
fn star(product: &Product) -> String {
    match product.outcome.as_str() {
        "recognised" | "not_recognised" => {
            format!("{} sao", product.star.unwrap_or_default())
        }
        "proposed_to_ministry" => match product.meanwhile {
            Some(star) => format!("{star} sao, đề nghị Trung ương"),
            None => "Đề nghị Trung ương".into(),
        },
        "knocked_out" => "Dừng đánh giá".into(),
        "needs_supplement" => "Cần bổ sung".into(),
        "not_scored" => "Chưa đánh giá".into(),
        _ if product.is_held() => "Chờ làm rõ".into(),
        _ => "Chờ kết luận".into(),
    }
}

impl Desk<'_> {
    /// The table of scores: totals of members, means, spreads, stars.
    ///
    /// A name across several rows stands behind the figures of its first rows in the file, so that
    /// names and figures are followed apart.
    pub(super) fn score_table(&mut self) {
        let book = self.book;
        let text = bare(&self.paper.text);
        let admitted: Vec<&Product> = book.admitted().collect();
        // Marks instead of totals (absent, left out) stand in an order of their own and move what
        // stands around them: then every piece must be there, wherever it is.
        let of_all = |product: &&Product| {
            product.totals.values().all(|totals| totals.len() == book.members.len())
        };
        let ordered = admitted.iter().all(of_all);
        let mut rest = text.as_str();
        for (product, number) in admitted.iter().zip(1..) {
            let head = bare(&product.row(number));
            let Some((before, behind)) = rest.split_once(&head) else {
                return self.fault("row", &product.row(number), rest);
            };
            let next = admitted.get(number).map(|next| bare(&next.row(number + 1)));
            let own = next.and_then(|next| behind.find(&next)).unwrap_or(behind.len());
            let star = bare(&star(product));
            let near = behind[..own].contains(&star) || before.contains(&star);
            if !near && (ordered || !text.contains(&star)) {
                self.fault(&product.name, &star, &behind[..own]);
            }
            rest = behind;
        }
        // Narrow columns break figures, sooner beside marks.
        let most = if ordered { 11 } else { 9 };
        if book.members.len() <= most {
            self.score_rows(&admitted, &text, ordered);
        }
    }

    fn score_rows(&mut self, admitted: &[&Product], text: &str, ordered: bool) {
        let sessions: Vec<u8> = self.book.sessions.iter().map(|session| session.number).collect();
        let mut rest = text;
        for product in admitted {
            for session in sessions.iter().copied() {
                let Some(scores) = product.scores_of(session) else { continue };
                // Beside marks, the figures of a row are not one piece; tests/papers/meeting looks at
                // those.
                let totals = product.totals.get(&session).map_or(0, BTreeMap::len);
                if totals < self.book.members.len() {
                    continue;
                }
                let mut pieces = self.figures(product, session, scores);
                if !ordered {
                    // Mean and spread may be drawn apart from the totals.
                    pieces.truncate(1);
                    let mean = Some(self.book.printed(scores)).filter(|_| !product.is_held());
                    pieces.extend(mean);
                }
                for piece in pieces {
                    let Some((_, behind)) = rest.split_once(&bare(&piece)) else {
                        let what = format!("{} in session {session}", product.name);
                        return self.fault(&what, &piece, rest);
                    };
                    rest = if ordered { behind } else { text };
                }
            }
        }
    }

    /// The figures of a session in the order of the columns; totals that stand side by side are one
    /// piece.
    fn figures(&self, product: &Product, session: u8, scores: &[Decimal]) -> Vec<String> {
        let totals = product.totals.get(&session);
        let mut pieces = vec![session.to_string()];
        let mut open = true;
        for member in &self.book.members {
            let place = self.book.sessions.iter().find(|one| one.number == session);
            let replaced = place.into_iter().flat_map(|one| &one.replaced);
            let by = replaced.filter(|(name, _)| *name == member.name).map(|(_, by)| by);
            let names = std::iter::once(&member.name).chain(by);
            let mut names = names;
            let total = names.find_map(|name| totals?.get(name));
            match (total, open) {
                (Some(total), true) => {
                    let last = pieces.last_mut().expect("the number of the session");
                    *last += &comma(*total);
                }
                (Some(total), false) => pieces.push(comma(*total)),
                (None, _) => {}
            }
            open = total.is_some();
        }
        // While something is to be cleared up, there is no mean.
        if !product.is_held() {
            pieces.push(self.book.printed(scores) + &spread(scores).unwrap_or_default());
        }
        pieces
    }

    /// A sheet for each product: owner, means, spreads, star.
    pub(super) fn product_sheets(&mut self) {
        let text = bare(&self.paper.text);
        let mut rest = text.as_str();
        for (product, number) in self.book.admitted().zip(1..) {
            let head = bare(&format!("{number}. {}Bộ sản phẩm:", product.name));
            let Some((_, behind)) = rest.split_once(&head) else {
                return self.fault("sheet", &format!("{number}. {}", product.name), rest);
            };
            let next = bare("PHIẾU TỔNG HỢP KẾT QUẢ");
            let own = behind.find(&next).unwrap_or(behind.len());
            self.sheet(product, &behind[..own]);
            rest = behind;
        }
    }

    fn sheet(&mut self, product: &Product, sheet: &str) {
        let book = self.book;
        let mut wanted = vec![format!("Chủ thể: {}", product.owner)];
        let sessions = book.sessions.iter().map(|session| session.number);
        let scored: Vec<&[Decimal]> =
            sessions.filter_map(|session| product.scores_of(session)).collect();
        wanted.extend(
            scored.iter().filter(|_| !product.is_held()).map(|scores| book.printed(scores)),
        );
        if !scored.is_empty() && !product.is_held() {
            let spreads = scored.iter().filter_map(|scores| spread(scores));
            wanted.push(format!("Chênh lệch{}", spreads.collect::<String>()));
        }
        if product.outcome == "recognised" {
            wanted.push(format!("Kết luận: Đạt {} sao", product.star.unwrap_or_default()));
        }
        for piece in wanted {
            if !sheet.contains(&bare(&piece)) {
                self.fault(&format!("sheet of {}", product.name), &piece, sheet);
            }
        }
    }

    /// The field checks: as many rows as are counted, with the mean of the book.
    pub(super) fn field_checks(&mut self) {
        let book = self.book;
        let text = self.paper.text.clone();
        let said =
            between(&text, "Đề xuất kiểm tra thực tế, kiểm nghiệm độc lập", "sản phẩm, lý do");
        let said = said.and_then(|count| count.parse::<usize>().ok()).unwrap_or(0);
        let text = bare(text.split("Lý do đề xuất").nth(1).unwrap_or_default());
        for number in 1..=said {
            let row = |product: &&Product| text.contains(&bare(&product.row(number)));
            let Some(product) = book.admitted().find(row) else {
                self.fault("checks", &format!("{said} products"), &format!("no row {number}"));
                continue;
            };
            let (_, own) = text.split_once(&bare(&product.row(number))).unwrap_or_default();
            let official = product.official().and_then(|session| product.scores_of(session));
            let official = official.filter(|_| !product.is_held());
            let mean = official.map_or_else(|| "–".into(), |scores| book.printed(scores));
            let wanted = bare(&format!("{mean}{}", star(product)));
            let all_at_once = own.chars().take(400).collect::<String>();
            if !all_at_once.contains(&wanted) {
                self.fault(&format!("check of {}", product.name), &wanted, &all_at_once);
            }
        }
        if book.admitted().any(|product| text.contains(&bare(&product.row(said + 1)))) {
            self.fault("checks", &pad(said), "one more row");
        }
    }

    /// The workbook of scores: each product with its totals, sum, count and spread.
    pub(super) fn score_workbook(&mut self) {
        let book = self.book;
        let sheet = self.paper.text.split('\u{c}').next().unwrap_or_default().to_owned();
        for (product, number) in book.admitted().zip(1..) {
            let head = format!("\n{number}\t{}\t{}\t", product.name.trim(), product.owner.trim());
            let Some((_, row)) = sheet.split_once(&head) else {
                self.fault("row", &head, "(nothing)");
                continue;
            };
            let cells: Vec<&str> = row.split('\n').next().unwrap_or_default().split('\t').collect();
            let numbers: Vec<Decimal> = cells.iter().filter_map(|cell| cell.parse().ok()).collect();
            for session in book.sessions.iter().map(|session| session.number) {
                let Some(scores) = product.scores_of(session) else { continue };
                let sum: Decimal = scores.iter().sum();
                let count = Decimal::from(scores.len());
                let pair = |wanted: Decimal| {
                    numbers.windows(2).any(|pair| pair.iter().all(|one| *one == wanted))
                };
                let given = scores.iter().all(|score| numbers.contains(score));
                if !given || !pair(sum) || !pair(count) {
                    let wanted = format!("{scores:?}, {sum} of {count}");
                    self.fault(&product.name, &wanted, &cells.join(" "));
                }
            }
        }
    }
}
