//! The minutes (Biên bản, Mẫu 1.9) of the council over all its sessions.

use std::collections::BTreeMap;

use careful_spreadsheet::text::bare;
use minijinja::value::Serde;
use minijinja::{Value, context};

use super::awaited;
use crate::criteria::{RecognitionLevel, SubmittingUnits};
use crate::documents::compose::{PaperParts, fixed, numbered, shared, signature};
use crate::documents::model::{Align, PrintedRow, PrintedTable, SignatureBlock};
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::{Code, Finding, Findings, Place};
use crate::round::{FILE, PaperKind};
use crate::rules::Fate;
use crate::tally::{MissedMinimum, ProductOutcome, ProductResult};

const KIND: &str = "Biên bản";

/// Writes up the minutes, or lists them as waiting.
pub(super) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    if let Some(reason) = missing(desk) {
        papers.wait(KIND, reason);
    } else {
        let (signature, told) = presiding(desk);
        papers.findings.extend(told);
        papers.add(KIND, minutes(desk, signature));
    }
}

/// Returns what the minutes still wait for (Vietnamese); `None` when they can be written.
pub(super) fn missing(desk: &WritingDesk<'_>) -> Option<String> {
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
    // An invalid session gives no score, but the minutes must report it.
    let void = desk.tally.casts().any(|cast| cast.fate == Fate::Void);
    if !scored && !void {
        Some("phiếu chấm của Hội đồng".into())
    } else {
        awaited::ballots(desk)
    }
}

fn minutes(desk: &WritingDesk<'_>, presiding: SignatureBlock) -> Result<WrittenPaper, Findings> {
    let council = &desk.round.council;
    let facts = desk.common.get_attr("facts").unwrap_or_default();
    let file = format!("{}/bien-ban.pdf", folders::RESULTS);
    let mut written = desk.compose(PaperParts {
        layout: "bien-ban",
        facts: context! {
            sessions => facts.get_attr("sessions").unwrap_or_default(),
            chair => chair(desk),
            council => context! {
                name => &council.name,
                secretary => Serde(&council.secretary),
                members => Serde(&desk.facts.attendees),
            },
        },
        inserts: BTreeMap::from([("bang-ket-qua", results(desk).into())]),
        ..PaperParts::new(KIND, "bien-ban", file, &desk.round.printed(PaperKind::Minutes))
    })?;
    written.document.header.place = None;
    let secretary = SignatureBlock {
        capacity: vec!["THƯ KÝ".into()],
        post: None,
        name: council.secretary.name.clone(),
    };
    written.document.signatures = vec![secretary, presiding].into();
    Ok(written)
}

/// Returns the template values on who presided. The first one has fields of its own; the others
/// follow in the field `role_name`. When nobody presided, the fields say so.
fn chair(desk: &WritingDesk<'_>) -> Value {
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

/// Returns the signature block of the person who signs as presiding, with a finding when it is not
/// the one of the settings.
///
/// The signer of the settings signs when that person presided, or does not sign as presiding at
/// all; else whoever presided last signs. When nobody presided, the name is left blank.
pub(super) fn presiding(desk: &WritingDesk<'_>) -> (SignatureBlock, Option<Finding>) {
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
    (SignatureBlock { post, name, ..own }, Some(finding.found(&signer.name)))
}

/// Returns the table of results: one row for each product that came before the council, one column
/// for each session.
fn results(desk: &WritingDesk<'_>) -> PrintedTable {
    let sessions: Vec<u8> = desk
        .facts
        .sessions
        .iter()
        .filter(|facts| facts.scored.value > 0)
        .map(|facts| facts.session.number)
        .collect();
    let admitted: Vec<_> =
        desk.tally.products.iter().filter(|product| product.is_admitted()).collect();
    // Communes propose products without stars.
    let stars = desk.act.units == SubmittingUnits::District
        || admitted.iter().any(|product| product.entry.star.is_some());
    let rows: Vec<_> = admitted
        .iter()
        .zip(1..)
        .map(|(product, number)| row(desk, product, number, &sessions, stars))
        .collect();
    let mut columns =
        vec![numbered(rows.len(), 10), shared("Tên sản phẩm", 10), shared("Chủ thể", 12)];
    columns.extend(stars.then(|| fixed("Sao đề nghị", 15, Align::Center)));
    // At most four decimals are printed.
    let score = if desk.round.tally.printed_decimals > 2 { 17 } else { 14 };
    columns.extend(
        sessions.iter().map(|session| fixed(&format!("Điểm lần {session}"), score, Align::Center)),
    );
    columns.extend([fixed("Hạng sao", 13, Align::Center), shared("Ghi chú", remark_share(&rows))]);
    PrintedTable {
        caption: None,
        summary: "Kết quả chấm điểm và phân hạng từng sản phẩm".into(),
        columns,
        rows,
    }
}

/// Returns the share of the width for the remarks: 6, half that of the owners, when they are short;
/// up to 10 when a reason is long.
fn remark_share(rows: &[PrintedRow]) -> u16 {
    let remark = |row: &PrintedRow| match row {
        PrintedRow::Data { cells, .. } => cells.last().map_or(0, |remark| remark.chars().count()),
        PrintedRow::Section { .. } | PrintedRow::Total { .. } => 0,
    };
    let longest = rows.iter().map(remark).max().unwrap_or(0);
    u16::try_from(longest / 6).unwrap_or(u16::MAX).clamp(6, 10)
}

fn row(
    desk: &WritingDesk<'_>,
    product: &ProductResult<'_>,
    number: usize,
    sessions: &[u8],
    stars: bool,
) -> PrintedRow {
    let decimals = desk.round.tally.printed_decimals;
    let entry = product.entry;
    let mut cells =
        vec![number.to_string(), entry.product.value.clone(), entry.owner.name.value.clone()];
    if stars {
        let proposed = entry.star.as_ref().map(|star| format!("{} sao", star.value));
        cells.push(proposed.unwrap_or_default());
    }
    cells.extend(sessions.iter().map(|session| {
        let result = product.sessions.iter().find(|result| result.session == *session);
        // A product that waits for a clarification has no score yet.
        let result = result.filter(|_| !product.is_unclear());
        result
            .and_then(|result| result.mean)
            .map_or_else(|| "–".into(), |mean| mean.printed(decimals))
    }));
    let star = match product.outcome {
        ProductOutcome::NotRecognised { star, .. } => Some(star),
        _ => product.certified(),
    };
    let remark = match &product.outcome {
        ProductOutcome::Recognised { .. } if product.minima.is_some() => {
            "Hạ hạng theo yêu cầu tối thiểu".into()
        }
        ProductOutcome::Recognised { .. } => String::new(),
        ProductOutcome::NotRecognised { kept: Some(kept), .. } => {
            format!("Không nâng hạng, giữ hạng {kept} sao")
        }
        ProductOutcome::NotRecognised { star, .. }
            if desk.act.level(*star) == Some(RecognitionLevel::District) =>
        {
            "Cấp huyện công nhận".into()
        }
        ProductOutcome::NotRecognised { .. } => "Chưa đủ hạng để công nhận".into(),
        // The reason is printed with the session, where there is more room.
        ProductOutcome::NotScored { .. } => ProductOutcome::NotScored { reason: None }.remark(),
        outcome => awaited_minima(desk, product).unwrap_or_else(|| outcome.remark()),
    };
    let star = star.map_or_else(|| "–".into(), |star| format!("{star} sao"));
    cells.extend([star, remark]);
    PrintedRow::about(product.number, cells)
}

/// Returns the remark on a product with a finished score whose star waits for a conclusion on least
/// marks: `4 sao theo điểm; chờ kết luận: tiêu chí 5.1 đạt 3,0, 4 sao cần từ 5`.
pub(super) fn awaited_minima(
    desk: &WritingDesk<'_>,
    product: &ProductResult<'_>,
) -> Option<String> {
    let (star, missed) = product.awaited_minima()?;
    let decimals = desk.round.tally.printed_decimals.max(1);
    let each = missed.iter().map(|missed| {
        let &MissedMinimum { criterion, star, minimum, measured, .. } = missed;
        let measured = measured.printed_beside(minimum.into(), decimals);
        format!("tiêu chí {} đạt {measured}, {star} sao cần từ {minimum}", criterion.code)
    });
    let each: Vec<_> = each.collect();
    Some(format!("{star} sao theo điểm; chờ kết luận: {}", each.join("; ")))
}
