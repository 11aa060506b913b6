//! Fills `kiem-tra.html`: the report as one page that needs no other file.
//!
//! Values come from files of strangers. The template escapes each of them for HTML, and the content
//! security policy of the page allows only its own script and style, which it names by their
//! hashes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value, context};
use sha2::{Digest, Sha256};
use time::{Date, Month};

use super::checked::CheckReport;
use super::read;
use crate::changes::{ChangeKind, ChangedPapers, PaperChanges};
use crate::job::FormsReport;
use crate::round::short_date;

const PAGE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/report/kiem-tra.html"));
const STYLE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/report/kiem-tra.css"));
const SCRIPT: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/report/kiem-tra.js"));

/// Up to this number of findings, all files are shown open; above it, only files with few findings.
const FEW: usize = 150;

impl CheckReport<'_> {
    /// Returns the bytes of `kiem-tra.html`.
    #[must_use]
    pub fn to_html(&self) -> Vec<u8> {
        page(self)
    }
}

/// Fills the template with the report.
fn page(checked: &CheckReport<'_>) -> Vec<u8> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_filter("percent", percent);
    environment.add_filter("date", date);
    environment.add_filter("marked", marked);
    let totals = checked.groups.iter().map(|group| group.products.total());
    let counts = &checked.counts;
    let filled = context! {
        c => Serde(checked),
        read => Serde(checked.read.as_ref().map(read::view)),
        forms => checked.forms.map(said_of_forms).unwrap_or_default(),
        changes => checked.paper_changes.map(said_of_changes).unwrap_or_default(),
        widest => totals.max().unwrap_or_default(),
        few => counts.errors + counts.warnings + counts.notes + counts.accepted <= FEW,
        style => STYLE,
        style_hash => hash(STYLE),
        script => SCRIPT,
        script_hash => hash(SCRIPT),
    };
    // The extension `.html` of the name switches the escaping on.
    let text = environment.render_named_str("kiem-tra.html", PAGE, filled);
    text.expect("the template fits the record, which tests hold").into_bytes()
}

/// The sentences about forms, each with what it lists.
fn said_of_forms(forms: &FormsReport) -> Vec<(String, Vec<String>)> {
    forms.said().into_iter().map(|said| (said.sentence, said.list)).collect()
}

/// The changed papers, each group with its heading and its lines.
fn said_of_changes(changes: &PaperChanges) -> Vec<Value> {
    let group = |group: &ChangedPapers| {
        context! {
            head => group.named(),
            state => group.what.told(),
            count => if group.what == ChangeKind::Content { group.told.len() + group.more } else { 0 },
            files => if group.files.len() > 1 { group.files.clone() } else { Vec::new() },
            told => &group.told,
            more => group.more,
            kept => &group.kept,
        }
    };
    changes.groups.iter().map(group).collect()
}

/// Returns the hash of a script or style in the form of a content security policy.
fn hash(source: &str) -> String {
    STANDARD.encode(Sha256::digest(source))
}

/// Filter `percent`: writes `count` as percentage of `whole`, cut to two decimals.
fn percent(count: usize, whole: usize) -> String {
    let hundredths = (count * 10_000).checked_div(whole).unwrap_or_default();
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Filter `date`: writes `2020-12-07` as `07/12/2020`.
fn date(text: &str) -> Result<Value, Error> {
    let wrong = || Error::new(ErrorKind::InvalidOperation, format!("`{text}` is not a date"));
    let numbers: Vec<u16> = text.split('-').map_while(|part| part.parse::<u16>().ok()).collect();
    let [year, month, day] = numbers[..] else { return Err(wrong()) };
    let parts = u8::try_from(month)
        .ok()
        .and_then(|month| Month::try_from(month).ok())
        .zip(u8::try_from(day).ok());
    let date =
        parts.and_then(|(month, day)| Date::from_calendar_date(i32::from(year), month, day).ok());
    date.map(|date| Value::from_safe_string(short_date(date))).ok_or_else(wrong)
}

/// Filter `marked`: turns `` `code` `` and `**bold**` of the catalogue into HTML.
fn marked(text: &str) -> Value {
    let mut html = String::with_capacity(text.len() + 32);
    for (index, part) in text.split('`').enumerate() {
        let escaped = part.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        if index % 2 == 1 {
            html.extend(["<code>", &escaped, "</code>"]);
        } else {
            for (index, part) in escaped.split("**").enumerate() {
                html.push_str(if index % 2 == 1 { "<strong>" } else { "" });
                html.push_str(part);
                html.push_str(if index % 2 == 1 { "</strong>" } else { "" });
            }
        }
    }
    Value::from_safe_string(html)
}
