//! What the auditor reads a paper with.

use super::book::{Book, Product, pad};

/// A finished paper: where it is filed, and its text on one line.
pub(crate) struct Paper {
    pub(crate) file: String,
    pub(crate) text: String,
}

/// How papers count what was recognised: for the first time, higher, again.
pub(super) const RECOGNITION: [&str; 3] = ["công nhận mới", "nâng hạng", "công nhận lại"];

/// A paper on the auditor's desk.
pub(super) struct Desk<'a> {
    pub(super) book: &'a Book,
    pub(super) paper: &'a Paper,
    pub(super) faults: Vec<String>,
}

/// The text between two pieces of it, without blanks at its ends.
pub(super) fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let rest = &text[text.find(start)? + start.len()..];
    Some(rest[..rest.find(end)?].trim())
}

/// Text without blanks: pages break lines where they like.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && *sign != '\u{200b}').collect()
}

impl Desk<'_> {
    pub(super) fn fault(&mut self, what: &str, wanted: &str, found: &str) {
        self.faults.push(format!("{}: {what}: “{found}”, wanted “{wanted}”", self.paper.file));
    }

    /// What stands between two pieces must be this.
    pub(super) fn reads(&mut self, what: &str, (start, end): (&str, &str), wanted: &str) {
        let found = between(&self.paper.text, start, end).unwrap_or("(nothing)").to_owned();
        if bare(&found) != bare(wanted) {
            self.fault(what, wanted, &found);
        }
    }

    /// A part of the paper says this, or nothing that begins so.
    pub(super) fn only(&mut self, what: &str, part: &str, start: &str, wanted: Option<String>) {
        let says = match &wanted {
            Some(wanted) => bare(part).contains(&bare(wanted)),
            None => !bare(part).contains(&bare(start)),
        };
        if !says {
            self.fault(what, &wanted.unwrap_or_default(), part);
        }
    }

    /// The products of these that are under the earlier act stand in one sentence.
    pub(super) fn under_earlier(&mut self, part: &str, products: &[&Product]) {
        let act = self.book.act.clone();
        let own = products.iter().filter(|one| one.act.as_ref().is_some_and(|other| *other != act));
        let names: Vec<String> = own.map(|product| format!("“{}”", product.name)).collect();
        let wanted = (!names.is_empty()).then(|| {
            format!(
                "{} sản phẩm có hồ sơ nộp trước ngày 22/5/2026 được đánh giá theo Quyết định số \
                 148/QĐ-TTg (sửa đổi, bổ sung theo Quyết định số 1489/QĐ-TTg): {}.",
                pad(names.len()),
                names.join(", ")
            )
        });
        self.only("earlier act", part, "sản phẩm có hồ sơ nộp trước ngày", wanted);
    }

    pub(super) fn holds(&mut self, what: &str, wanted: &str) {
        if !bare(&self.paper.text).contains(&bare(wanted)) {
            self.fault(what, wanted, "(nothing)");
        }
    }

    /// Kinds of owners in brackets must add up.
    pub(super) fn kinds(&mut self, part: &str, owners: usize) {
        let kinds = between(part, "chủ thể (", ")").unwrap_or_default();
        let sum: usize = kinds
            .split(", ")
            .filter_map(|kind| kind.trim().split(' ').next()?.parse::<usize>().ok())
            .sum();
        if sum != owners {
            self.fault("kinds of owners", &owners.to_string(), kinds);
        }
    }

    /// The paper says this exactly once.
    pub(super) fn once(&mut self, what: &str, wanted: &str) {
        let times = bare(&self.paper.text).matches(&bare(wanted)).count();
        if times != 1 {
            self.fault(what, wanted, &format!("{times} times"));
        }
    }

    /// These pieces follow each other in this text, without anything between those of one row.
    pub(super) fn rows(&mut self, what: &str, text: &str, rows: &[String]) {
        let text = bare(text);
        let mut rest = text.as_str();
        for row in rows {
            match rest.split_once(&bare(row)) {
                Some((_, behind)) => rest = behind,
                None => return self.fault(what, row, rest),
            }
        }
    }

    /// The paper says nothing of this.
    pub(super) fn lacks(&mut self, what: &str, unwanted: &str) {
        if bare(&self.paper.text).contains(&bare(unwanted)) {
            self.fault(what, "nothing", unwanted);
        }
    }
}
