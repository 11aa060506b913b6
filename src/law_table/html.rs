//! The tables as one page to be printed: A4, each set begins a sheet of its own.

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, context};
use serde::Serialize;

use super::LawTable;
use super::overview::{Counts, days};
use super::text::{knock_outs, stars};
use super::words::{effect, reason};

const PAGE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/report/bo-tieu-chi.html"));

/// A knock-out as the head of the page tells it.
#[derive(Serialize)]
struct KnockOutRow<'a> {
    effect: &'static str,
    reason: String,
    printed: &'a [String],
}

/// Returns the bytes of the page, which needs no other file.
#[must_use]
pub fn html(table: &LawTable<'_>) -> Vec<u8> {
    page(table)
}

/// Fills the template with the tables.
fn page(table: &LawTable<'_>) -> Vec<u8> {
    let act = table.act;
    let counts = Counts::of(act);
    let knock_outs: Vec<_> = knock_outs(&table.sets)
        .into_iter()
        .map(|one| KnockOutRow { effect: effect(one), reason: reason(one), printed: &one.printed })
        .collect();
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let filled = context! {
        cited => act.cited(),
        title => &act.title,
        days => days(act),
        amount => counts.amount(),
        doubts => counts.doubts(),
        source => &act.source,
        written_in => &table.written_in,
        verified => &act.verified,
        unverified => &act.unverified,
        stars => stars(act),
        knock_outs => Serde(knock_outs),
        sets => Serde(table.tables()),
    };
    // The extension `.html` of the name switches the escaping on.
    let text = environment.render_named_str("bo-tieu-chi.html", PAGE, filled);
    text.expect("the template fits the tables, which tests hold").into_bytes()
}
