//! A sheet for each product (phiếu tổng hợp), for the file: what every member gave, part by part,
//! what came of it, and the decision. One PDF for all.

use std::collections::BTreeMap;

use careful_spreadsheet::number;
use minijinja::context;

use super::{Cells, compose};
use crate::criteria::PARTS;
use crate::documents::compose::{PaperParts, fixed, shared};
use crate::documents::facts::scores::{MemberScore, MemberStanding, ProductScores, SessionScores};
use crate::documents::model::{
    Align, PrintedColumn, PrintedRow, PrintedTable, ProductSheet, ProductSheets, Sheet,
};
use crate::documents::papers::decision::address;
use crate::documents::papers::minutes;
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::Findings;
use crate::forms::OwnerKind;
use crate::round::short_date;
use crate::tally::{MinimaCheck, ProductResult};

const KIND: &str = "Phiếu tổng hợp sản phẩm";

/// Writes up the sheets.
pub(super) fn write(
    desk: &WritingDesk<'_>,
    scored: &[ProductScores<'_, '_>],
    papers: &mut WriteUp,
) {
    papers.add(KIND, sheets(desk, scored));
}

fn sheets(
    desk: &WritingDesk<'_>,
    scored: &[ProductScores<'_, '_>],
) -> Result<WrittenPaper, Findings> {
    let mut written = compose(
        desk,
        PaperParts {
            file: format!("{}/phieu-tong-hop-san-pham.pdf", folders::RESULTS),
            kind: KIND,
            template: "phieu-tong-hop-san-pham",
            paper: &desk.round.papers.minutes,
            facts: context! {},
            inserts: BTreeMap::new(),
        },
    )?;
    written.document.signatures.clear();
    let sheets = scored.iter().zip(1..).map(|(one, number)| sheet(desk, one, number)).collect();
    let drawn_by = desk.round.council.secretary.name.clone();
    written.document.sheet = Some(Sheet::Products(ProductSheets { sheets, drawn_by }));
    Ok(written)
}

fn sheet(desk: &WritingDesk<'_>, scored: &ProductScores<'_, '_>, number: usize) -> ProductSheet {
    let product = scored.product;
    ProductSheet {
        heading: format!("{number}. {}", product.entry.product.value),
        fields: fields(desk, product),
        tables: scored
            .sessions
            .iter()
            .filter(|session| session.unscored.is_none())
            .map(|session| table(desk, product, session))
            .collect(),
        remarks: remarks(desk, scored),
    }
}

/// Returns what is known of a product, label and value.
fn fields(desk: &WritingDesk<'_>, product: &ProductResult<'_>) -> Vec<[String; 2]> {
    let entry = product.entry;
    let kind = product.owner_kind().map(|kind| format!(" ({})", OwnerKind::name(kind)));
    let code = entry.code.as_ref().map(|code| code.value.clone());
    let star = entry.star.as_ref().map(|star| format!("{} sao", star.value));
    let all = [
        ("Mã số sản phẩm", code),
        ("Bộ sản phẩm", Some(desk.set_name(&entry.set.value))),
        (
            "Chủ thể",
            Some(format!("{}{}", entry.owner.name.value, kind.unwrap_or_default())),
        ),
        ("Địa chỉ", Some(address(desk, product))),
        ("Đơn vị gửi hồ sơ", Some(format!("UBND {}", desk.round.districts[product.district].name))),
        ("Đơn vị gửi hồ sơ đề nghị", star),
        ("Lần đăng ký", registered(product)),
        ("Bộ tiêu chí", Some(product.act.cited())),
    ];
    let known = all.into_iter().filter_map(|(label, value)| Some([label.to_owned(), value?]));
    known.filter(|[_, value]| !value.is_empty()).collect()
}

fn registered(product: &ProductResult<'_>) -> Option<String> {
    let registration = &product.entry.registration;
    (!registration.is_silent()).then(|| registration.kind().name().to_owned())
}

/// Returns the table of one session: a row for each member, then means and spread.
fn table(
    desk: &WritingDesk<'_>,
    product: &ProductResult<'_>,
    session: &SessionScores,
) -> PrintedTable {
    let council = &desk.round.council.members;
    let mut rows: Vec<PrintedRow> = council
        .iter()
        .zip(&session.members)
        .zip(1..)
        .map(|((member, score), number)| row(product, number, &member.person.name, score))
        .collect();
    let mut mean = Cells::default();
    mean.text("");
    mean.text("Điểm trung bình");
    session.parts.iter().for_each(|part| mean.figure(part.as_ref()));
    mean.figure(session.mean.as_ref());
    mean.text("");
    rows.push(PrintedRow::Total { cells: mean.texts, stated: mean.stated });
    let mut spread = Cells::default();
    for text in ["", "Chênh lệch cao nhất, thấp nhất", "", "", ""] {
        spread.text(text);
    }
    spread.figure(session.spread.as_ref());
    spread.text("");
    rows.push(PrintedRow::Total { cells: spread.texts, stated: spread.stated });
    let day = desk.round.sessions.iter().find(|one| one.number == session.session);
    let day = day.map(|one| format!(", ngày {}", short_date(one.date))).unwrap_or_default();
    let summary = format!("Lần chấm {}{day}", session.session);
    PrintedTable::new(summary, columns(product), rows)
}

fn columns(product: &ProductResult<'_>) -> Vec<PrintedColumn> {
    let mut columns = vec![fixed("TT", 9, Align::Center), shared("Thành viên", 5)];
    columns.extend(PARTS.iter().zip(&product.act.parts).map(|(letter, part)| {
        fixed(&format!("Phần {letter} (tối đa {})", number::vietnamese(part.max.normalize())), 17, Align::Center)
    }));
    columns.extend([fixed("Tổng điểm", 16, Align::Center), shared("Ghi chú", 4)]);
    columns
}

fn row(
    product: &ProductResult<'_>,
    number: usize,
    name: &str,
    score: &MemberScore,
) -> PrintedRow {
    let mut cells = Cells::default();
    cells.text(number.to_string());
    cells.text(name);
    score.parts.iter().for_each(|part| cells.figure(part.as_ref()));
    cells.figure(score.total.as_ref());
    cells.text(note(score));
    PrintedRow::Data { cells: cells.texts, product: Some(product.number), stated: cells.stated }
}

/// Says why a member's ballot does not count or is not there; empty where it counts.
fn note(score: &MemberScore) -> String {
    match &score.standing {
        MemberStanding::Counts => String::new(),
        MemberStanding::NotCounted(why) => format!("Không tính: {why}"),
        MemberStanding::Blank(why) => capital(why),
        MemberStanding::Absent => "Vắng mặt".into(),
        MemberStanding::Abstains => "Có mặt, không chấm điểm".into(),
        MemberStanding::Conflict => "Xung đột lợi ích, không chấm điểm".into(),
        MemberStanding::None => "Không có phiếu".into(),
    }
}

/// Returns the remarks below the tables, label and text: sessions without score, the session that
/// counts, least marks, the decision.
fn remarks(desk: &WritingDesk<'_>, scored: &ProductScores<'_, '_>) -> Vec<[String; 2]> {
    let product = scored.product;
    let mut remarks: Vec<(String, String)> = Vec::new();
    for session in &scored.sessions {
        if let Some(why) = &session.unscored {
            let label = format!("Lần chấm {}", session.session);
            remarks.push((label, format!("không chấm điểm ({why})")));
        }
        for replaced in desk
            .round
            .sessions
            .iter()
            .filter(|one| one.number == session.session)
            .flat_map(|one| &one.replaced)
        {
            let label = format!("Lần chấm {}", session.session);
            let words = format!("{} dự và chấm thay {} ({})", replaced.by, replaced.name, replaced.authority);
            remarks.push((label, words));
        }
    }
    let scores = scored.sessions.iter().filter(|session| session.mean.is_some());
    if let Some(last) = scores.clone().last().filter(|_| scores.count() > 1) {
        let words = format!("lần chấm {} (lần sau cùng có điểm)", last.session);
        remarks.push(("Kết quả lấy theo".into(), words));
    }
    remarks.extend(minima(desk, product).map(|words| ("Yêu cầu tối thiểu".into(), words)));
    remarks.push(("Kết luận".into(), product.outcome.remark()));
    remarks.into_iter().map(|(label, words)| [label, words]).collect()
}

/// Says what the least marks of the act did to the star; `None` where nobody scored the product.
fn minima(desk: &WritingDesk<'_>, product: &ProductResult<'_>) -> Option<String> {
    if let Some(minima) = &product.minima {
        return Some(format!("chỉ cho phép cao nhất {} sao ({})", minima.highest, minima.reason));
    }
    if let Some(reason) = product.minima_met {
        return Some(format!("được kết luận là đạt ({reason})"));
    }
    let star = product.by_points.filter(|_| !product.is_unclear())?;
    match &product.minima_check {
        MinimaCheck::Reached => Some(format!(
            "không có tiêu chí nào thấp hơn điểm tối thiểu mà hạng {star} sao đòi hỏi"
        )),
        MinimaCheck::Missed { .. } => minutes::awaited_minima(desk, product),
        MinimaCheck::Unknown => {
            Some("phiếu không ghi điểm từng tiêu chí nên chưa đối chiếu được".to_owned())
        }
    }
}

/// Writes the first letter as a capital.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
