//! The acts that papers of a new round cite.

use std::io;

use serde::Deserialize;
use time::Date;

use super::asked::Asked;
use super::text::{RoundText, quoted};
use crate::criteria::Act;
use crate::round::PaperDate;

/// The acts that a decision cites besides the criteria.
const ACTS: &str = include_str!("../../templates/new/acts.toml");

/// One act of `templates/new/acts.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownAct {
    key: String,
    kind: String,
    number: Option<String>,
    date: Option<PaperDate>,
    from: Option<PaperDate>,
    to: Option<PaperDate>,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
struct KnownActs {
    acts: Vec<KnownAct>,
}

impl KnownAct {
    fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from.first_day() <= day)
            && self.to.is_none_or(|to| day <= to.last_day())
    }

    /// The lines of its section, with a blank for what is not known.
    fn lines(&self) -> Vec<String> {
        let mut lines =
            vec![format!("[acts.{}]", self.key), format!("kind = {}", quoted(&self.kind))];
        lines.extend(self.number.as_ref().map(|number| format!("number = {}", quoted(number))));
        let date = self.date.and_then(PaperDate::date).map(|day| day.to_string());
        let blank = || quoted("<điền: ngày của văn bản, ví dụ date = 2026-03-20>");
        lines.push(format!("date = {}", date.unwrap_or_else(blank)));
        lines.push(String::new());
        lines
    }
}

/// Fills in the acts that papers cite; returns the keys of the legal bases of a decision that come
/// before the criteria.
pub(super) fn acts(text: &mut RoundText, asked: &Asked, province: &str) -> io::Result<Vec<String>> {
    let act = &asked.act;
    text.set("acts.criteria", "number", &quoted(&act.number))?;
    if let Some(issued) = act.issued {
        text.set("acts.criteria", "date", &issued.to_string())?;
    }
    text.set("acts.criteria", "subject", &quoted(&act.title))?;
    text.drop_comment("# Chỉ khi Bộ tiêu chí đã có quyết định sửa đổi")?;
    text.drop_comment("# Chỉ khi đợt có sản phẩm còn theo Bộ tiêu chí trước")?;
    text.put_before("acts.ocop_plan", &amendment_lines("criteria_amendment", act))?;
    if let Some(earlier) = &asked.earlier {
        let mut lines =
            act_lines("criteria_earlier", &earlier.number, earlier.issued, &earlier.title);
        lines.extend(amendment_lines("criteria_earlier_amendment", earlier));
        text.put_before("acts.ocop_plan", &lines)?;
    }
    let committee = format!("UBND {province}");
    text.set("acts.council", "issuer", &quoted(&act.authority.decided_by.name(&committee)))?;
    let known: KnownActs = toml::from_str(ACTS)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?;
    let day = asked.date.first_day();
    let known: Vec<_> = known.acts.into_iter().filter(|known| known.covers(day)).collect();
    for known in &known {
        text.put_before("acts.criteria", &known.lines())?;
    }
    Ok(known.into_iter().map(|known| known.key).collect())
}

/// The lines of the section of the first amendment of an act; none where it has none.
fn amendment_lines(key: &str, act: &Act) -> Vec<String> {
    let amendment = act.amendments.first();
    let lines = amendment.map(|of| act_lines(key, &of.number, of.issued, &of.title));
    lines.unwrap_or_default()
}

/// The lines of the section of an act of the Prime Minister.
fn act_lines(key: &str, number: &str, issued: Option<Date>, subject: &str) -> Vec<String> {
    let date = issued.map(|day| day.to_string());
    let blank = || quoted("<điền: ngày của quyết định, ví dụ date = 2020-06-08>");
    vec![
        format!("[acts.{key}]"),
        "kind = \"Quyết định\"".to_owned(),
        format!("number = {}", quoted(number)),
        format!("date = {}", date.unwrap_or_else(blank)),
        "issuer = \"Thủ tướng Chính phủ\"".to_owned(),
        format!("subject = {}", quoted(subject)),
        String::new(),
    ]
}

/// The keys of the acts of criteria that papers of the round cite.
pub(super) fn criteria_keys(asked: &Asked) -> Vec<&'static str> {
    let amended = |act: &Act| !act.amendments.is_empty();
    let mut keys = vec!["criteria"];
    keys.extend(amended(&asked.act).then_some("criteria_amendment"));
    if let Some(earlier) = &asked.earlier {
        keys.push("criteria_earlier");
        keys.extend(amended(earlier).then_some("criteria_earlier_amendment"));
    }
    keys
}
