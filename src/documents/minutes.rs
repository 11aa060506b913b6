//! Biên bản (Mẫu 1.9): the minutes of the council over all its sessions.

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::compose::{Parts, fixed, shared, signature};
use super::model::{Align, Row, Signature, Table};
use super::{Desk, WriteUp, Written, awaited};
use crate::finding::Findings;
use crate::rules::Fate;
use crate::tally::{Outcome, ProductResult};

const KIND: &str = "Biên bản";

pub(super) fn write(desk: &Desk<'_>, papers: &mut WriteUp) {
    match missing(desk) {
        Some(reason) => papers.wait(KIND, reason),
        None => papers.add(KIND, minutes(desk)),
    }
}

/// What the minutes still wait for.
fn missing(desk: &Desk<'_>) -> Option<String> {
    if desk.round.sessions.is_empty() {
        return Some("khai báo lần chấm trong round.toml (mục [[sessions]])".into());
    }
    if desk.tally.products.is_empty() {
        return Some("danh sách sản phẩm của các địa phương".into());
    }
    let scored = desk.tally.products.iter().any(|product| product.mean().is_some());
    // Of a session without value there is something to tell, though it gives no score.
    let void = desk.tally.casts().any(|cast| cast.fate == Fate::Void);
    if !scored && !void { Some("phiếu chấm của Hội đồng".into()) } else { awaited::ballots(desk) }
}

fn minutes(desk: &Desk<'_>) -> Result<Written, Findings> {
    let council = &desk.round.council;
    let members: Vec<_> =
        council.members.iter().map(|member| member_facts(&member.person, member.role.name())).collect();
    let chair = council.chair().map(|chair| member_facts(&chair.person, chair.role.name()));
    let mut written = desk.compose(Parts {
        file: "bien-ban.pdf".into(),
        kind: KIND,
        template: "bien-ban",
        paper: &desk.round.papers.minutes,
        facts: context! {
            sessions => Serde(&desk.facts.sessions),
            chair,
            council => context! { name => &council.name, secretary => Serde(&council.secretary), members },
        },
        tables: BTreeMap::from([("bang-ket-qua", results(desk))]),
    })?;
    written.document.header.place = None;
    let secretary = Signature { capacity: vec!["THƯ KÝ".into()], post: None, name: council.secretary.name.clone() };
    written.document.signatures = vec![secretary, signature(&desk.round.papers.minutes.signer)];
    Ok(written)
}

fn member_facts(person: &crate::round::Person, role_name: &str) -> Value {
    context! { title => &person.title, name => &person.name, post => &person.post, role_name }
}

/// One row a product that came before the council, one column a session.
fn results(desk: &Desk<'_>) -> Table {
    let sessions: Vec<u8> =
        desk.facts.sessions.iter().filter(|facts| facts.scored > 0).map(|facts| facts.session.number).collect();
    let admitted = desk.tally.products.iter().filter(|product| product.is_admitted());
    let rows: Vec<_> = admitted.zip(1..).map(|(product, number)| row(desk, product, number, &sessions)).collect();
    let mut columns = vec![
        fixed("TT", 10, Align::Center),
        shared("Tên sản phẩm", 10),
        shared("Chủ thể", 12),
        fixed("Sao đề nghị", 15, Align::Center),
    ];
    // Four decimals at most are printed.
    let score = if desk.round.tally.printed_decimals > 2 { 17 } else { 14 };
    columns.extend(sessions.iter().map(|session| fixed(&format!("Điểm lần {session}"), score, Align::Center)));
    columns.extend([fixed("Hạng sao", 13, Align::Center), shared("Ghi chú", remark_share(&rows))]);
    Table { summary: "Kết quả chấm điểm và phân hạng từng sản phẩm".into(), columns, rows }
}

/// The remarks' share of the width: half that of the owners where they are short, nearly as much where a reason is told at length.
fn remark_share(rows: &[Row]) -> u16 {
    let remark = |row: &Row| match row {
        Row::Data { cells } => cells.last().map_or(0, |remark| remark.chars().count()),
        Row::Section { .. } => 0,
    };
    let longest = rows.iter().map(remark).max().unwrap_or(0);
    u16::try_from(longest / 6).unwrap_or(u16::MAX).clamp(6, 10)
}

fn row(desk: &Desk<'_>, product: &ProductResult<'_>, number: usize, sessions: &[u8]) -> Row {
    let decimals = desk.round.tally.printed_decimals;
    let entry = product.entry;
    let mut cells = vec![
        number.to_string(),
        entry.product.value.clone(),
        entry.owner.name.value.clone(),
        entry.star.as_ref().map(|star| format!("{} sao", star.value)).unwrap_or_default(),
    ];
    cells.extend(sessions.iter().map(|session| {
        let result = product.sessions.iter().find(|result| result.session == *session);
        result.and_then(|result| result.mean).map_or_else(|| "–".into(), |mean| mean.printed(decimals))
    }));
    let star = match product.outcome {
        Outcome::NotRecognised { star } => Some(star),
        _ => product.certified(),
    };
    let remark = match &product.outcome {
        Outcome::Recognised { .. } if product.minima.is_some() => "Hạ hạng theo yêu cầu tối thiểu".into(),
        Outcome::Recognised { .. } => String::new(),
        Outcome::NotRecognised { .. } => "Chưa đủ hạng để công nhận".into(),
        // The reason stands with the session, where there is room for it.
        Outcome::NotScored { .. } => Outcome::NotScored { reason: None }.remark(),
        outcome => outcome.remark(),
    };
    let star = star.map_or_else(|| "–".into(), |star| format!("{star} sao"));
    cells.extend([star, remark]);
    Row::Data { cells }
}
