//! Biên bản (Mẫu 1.9): the minutes of the council over all its sessions.

use std::collections::BTreeMap;

use careful_spreadsheet::text::bare;
use minijinja::value::Serde;
use minijinja::{Value, context};

use super::awaited;
use crate::documents::compose::{Parts, fixed, numbered, shared, signature};
use crate::documents::model::{Align, Row, Signature, Table};
use crate::documents::{Desk, WriteUp, Written};
use crate::finding::{Code, Finding, Findings, Place};
use crate::round::FILE;
use crate::rules::Fate;
use crate::tally::{ProductOutcome, ProductResult};

const KIND: &str = "Biên bản";

pub(super) fn write(desk: &Desk<'_>, papers: &mut WriteUp) {
    if let Some(reason) = missing(desk) {
        papers.wait(KIND, reason);
    } else {
        let (signature, told) = presiding(desk);
        papers.findings.extend(told);
        papers.add(KIND, minutes(desk, signature));
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
    if let Some(session) =
        desk.facts.sessions.iter().find(|session| session.quorate && session.presided.is_none())
    {
        let number = session.session.number;
        return Some(format!(
            "tên người chủ trì lần chấm {number}: thêm dòng presiding = \"họ tên\" vào lần chấm \
             đó trong round.toml"
        ));
    }
    let scored = desk.tally.products.iter().any(|product| product.mean().is_some());
    // Of a session without value there is something to tell, though it gives no score.
    let void = desk.tally.casts().any(|cast| cast.fate == Fate::Void);
    if !scored && !void {
        Some("phiếu chấm của Hội đồng".into())
    } else {
        awaited::ballots(desk)
    }
}

fn minutes(desk: &Desk<'_>, presiding: Signature) -> Result<Written, Findings> {
    let council = &desk.round.council;
    let facts = desk.common.get_attr("facts").unwrap_or_default();
    let mut written = desk.compose(Parts {
        file: "bien-ban.pdf".into(),
        kind: KIND,
        template: "bien-ban",
        paper: &desk.round.papers.minutes,
        facts: context! {
            sessions => facts.get_attr("sessions").unwrap_or_default(),
            chair => chair(desk),
            council => context! {
                name => &council.name,
                secretary => Serde(&council.secretary),
                members => Serde(&desk.facts.attendees),
            },
        },
        tables: BTreeMap::from([("bang-ket-qua", results(desk))]),
    })?;
    written.document.header.place = None;
    let secretary = Signature {
        capacity: vec!["THƯ KÝ".into()],
        post: None,
        name: council.secretary.name.clone(),
    };
    written.document.signatures = vec![secretary, presiding];
    Ok(written)
}

/// Who presided, in one breath: the first, and behind their role the others. Nobody where nobody
/// could.
fn chair(desk: &Desk<'_>) -> Value {
    let of = |sessions: &[u8]| match sessions {
        [] => String::new(),
        some => {
            format!(" (lần chấm {})", some.iter().map(u8::to_string).collect::<Vec<_>>().join(", "))
        }
    };
    let mut all = desk.facts.presiding.iter();
    let Some(first) = all.next() else {
        return context! {
            title => "",
            name => "không có",
            post => "Chủ tịch và Phó Chủ tịch Hội đồng vắng mặt",
            role_name => "không người chủ trì",
        };
    };
    let mut role_name = first.role_name.clone() + &of(&first.sessions);
    for other in all {
        let name = [&other.title, &other.name].map(String::as_str).join(" ");
        let words = [name.trim(), ", ", &other.post, " - ", &other.role_name, &of(&other.sessions)];
        role_name.push_str("; ");
        role_name.extend(words);
    }
    context! { title => &first.title, name => &first.name, post => &first.post, role_name }
}

/// Who signs as presiding: whom the settings name if they presided, else whoever presided last;
/// nobody's name where nobody did. With what is to be told of it.
fn presiding(desk: &Desk<'_>) -> (Signature, Option<Finding>) {
    let signer = &desk.round.papers.minutes.signer;
    let own = signature(signer);
    let presided = &desk.facts.presiding;
    let signs_as_presiding = signer.capacity.iter().any(|line| bare(line).contains("chu toa"));
    if !signs_as_presiding || presided.iter().any(|person| person.name == signer.name) {
        return (own, None);
    }
    let last = presided.last();
    let place = Place::file(FILE).sheet("papers.minutes.signer");
    let finding = match last {
        Some(person) => Finding::new(
            Code::PresidingOther,
            place,
            format!(
                "Người ký biên bản với tư cách chủ tọa không chủ trì lần chấm nào; biên bản ghi \
                 {}, người đã chủ trì.",
                person.name
            ),
        )
        .remedy(
            "Sửa signer thành người đã chủ trì; nếu người khác chủ trì thì thêm dòng presiding = \
             \"họ tên\" vào lần chấm đó.",
        ),
        None => Finding::new(
            Code::PresidingOther,
            place,
            "Không có Chủ tịch, Phó Chủ tịch Hội đồng nào dự họp để chủ trì; tên chủ tọa trên \
             biên bản để trống.",
        )
        .remedy("Ghi người đã chủ trì vào lần chấm đó: thêm dòng presiding = \"họ tên\"."),
    };
    let post = last
        .filter(|_| own.post.is_some())
        .map(|person| person.post.to_uppercase())
        .filter(|post| !post.is_empty());
    let name = last.map(|person| person.name.clone()).unwrap_or_default();
    (Signature { post, name, ..own }, Some(finding.found(&signer.name)))
}

/// One row a product that came before the council, one column a session.
fn results(desk: &Desk<'_>) -> Table {
    let sessions: Vec<u8> = desk
        .facts
        .sessions
        .iter()
        .filter(|facts| facts.scored.value > 0)
        .map(|facts| facts.session.number)
        .collect();
    let admitted = desk.tally.products.iter().filter(|product| product.is_admitted());
    let rows: Vec<_> =
        admitted.zip(1..).map(|(product, number)| row(desk, product, number, &sessions)).collect();
    let mut columns = vec![
        numbered(rows.len(), 10),
        shared("Tên sản phẩm", 10),
        shared("Chủ thể", 12),
        fixed("Sao đề nghị", 15, Align::Center),
    ];
    // Four decimals at most are printed.
    let score = if desk.round.tally.printed_decimals > 2 { 17 } else { 14 };
    columns.extend(
        sessions.iter().map(|session| fixed(&format!("Điểm lần {session}"), score, Align::Center)),
    );
    columns.extend([fixed("Hạng sao", 13, Align::Center), shared("Ghi chú", remark_share(&rows))]);
    Table {
        summary: "Kết quả chấm điểm và phân hạng từng sản phẩm".into(), columns, rows
    }
}

/// The remarks' share of the width: half that of the owners where they are short, nearly as much
/// where a reason is told at length.
fn remark_share(rows: &[Row]) -> u16 {
    let remark = |row: &Row| match row {
        Row::Data { cells, .. } => cells.last().map_or(0, |remark| remark.chars().count()),
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
        // What waits to be cleared up has no score yet.
        let result = result.filter(|_| !product.is_held());
        result
            .and_then(|result| result.mean)
            .map_or_else(|| "–".into(), |mean| mean.printed(decimals))
    }));
    let star = match product.outcome {
        ProductOutcome::NotRecognised { star } => Some(star),
        _ => product.certified(),
    };
    let remark = match &product.outcome {
        ProductOutcome::Recognised { .. } if product.minima.is_some() => {
            "Hạ hạng theo yêu cầu tối thiểu".into()
        }
        ProductOutcome::Recognised { .. } => String::new(),
        ProductOutcome::NotRecognised { .. } => "Chưa đủ hạng để công nhận".into(),
        // The reason stands with the session, where there is room for it.
        ProductOutcome::NotScored { .. } => ProductOutcome::NotScored { reason: None }.remark(),
        outcome => outcome.remark(),
    };
    let star = star.map_or_else(|| "–".into(), |star| format!("{star} sao"));
    cells.extend([star, remark]);
    Row::Data { cells, product: Some(product.number) }
}
