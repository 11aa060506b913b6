//! A sheet for each product (phiếu tổng hợp), for the file: what every member gave, part by part,
//! what came of it, and the decision. One PDF for all.

use std::collections::BTreeMap;

use careful_spreadsheet::number;
use minijinja::context;

use super::{Cells, compose, give};
use crate::criteria::PARTS;
use crate::documents::compose::{PaperParts, fixed, shared};
use crate::documents::facts::scores::{MemberScore, MemberStanding, ProductScores, SessionScores};
use crate::documents::model::{
    Align, PrintedColumn, PrintedRow, PrintedTable, ProductSheet, ProductSheets, Sheet, SheetTable,
};
use crate::documents::papers::decision::address;
use crate::documents::papers::minutes;
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::Findings;
use crate::forms::OwnerKind;
use crate::round::{Member, PaperKind, short_date};
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
            layout: "phieu-tong-hop-san-pham",
            addressees: Vec::new(),
            paper: &desk.round.printed(PaperKind::Minutes),
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
    let with_marks: Vec<_> =
        scored.sessions.iter().filter(|session| session.unscored.is_none()).collect();
    ProductSheet {
        heading: format!("{number}. {}", product.entry.product.value),
        fields: fields(desk, product),
        tables: with_marks.chunks(BESIDE).map(|sessions| table(desk, product, sessions)).collect(),
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
        ("Chủ thể", Some(format!("{}{}", entry.owner.name.value, kind.unwrap_or_default()))),
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

/// How many sessions stand beside each other in a table.
const BESIDE: usize = 2;

/// Returns the table of some sessions: a row for each member, then means and spread.
fn table(
    desk: &WritingDesk<'_>,
    product: &ProductResult<'_>,
    sessions: &[&SessionScores],
) -> SheetTable {
    let council = &desk.round.council.members;
    let mut rows: Vec<PrintedRow> = council
        .iter()
        .enumerate()
        .map(|(index, member)| row(product, index, &member.person.name, sessions))
        .collect();
    let mut mean = Cells::default();
    let mut spread = Cells::default();
    mean.text("");
    mean.text("Điểm trung bình");
    spread.text("");
    spread.text("Chênh lệch");
    for session in sessions {
        session.parts.iter().for_each(|part| mean.figure(part.as_ref()));
        mean.figure(session.mean.as_ref());
        for _ in PARTS {
            spread.text("");
        }
        spread.figure(session.spread.as_ref());
    }
    rows.push(PrintedRow::Total { cells: mean.texts, stated: mean.stated });
    rows.push(PrintedRow::Total { cells: spread.texts, stated: spread.stated });
    let most = PARTS.iter().zip(&product.act.parts).map(|(letter, part)| {
        format!("phần {letter} {}", number::vietnamese(part.max.normalize()))
    });
    let most: Vec<_> = most.collect();
    let summary = format!("Điểm của từng thành viên (tối đa: {})", most.join(", "));
    let day = |session: &&SessionScores| {
        let number = session.session;
        let day = desk.round.sessions.iter().find(|one| one.number == number);
        let day = day.map(|one| format!(" ({})", short_date(one.date))).unwrap_or_default();
        format!("Lần chấm {number}{day}")
    };
    SheetTable {
        sessions: sessions.iter().map(day).collect(),
        heads: PARTS.iter().map(|part| format!("Phần {part}")).chain(["Tổng".into()]).collect(),
        table: PrintedTable::new(summary, columns(sessions), rows),
    }
}

fn columns(sessions: &[&SessionScores]) -> Vec<PrintedColumn> {
    let mut columns = vec![fixed("TT", 9, Align::Center), shared("Thành viên", 1)];
    for session in sessions {
        let number = session.session;
        let parts = PARTS.iter().map(|letter| format!("Điểm phần {letter}, lần {number}"));
        columns.extend(parts.map(|title| fixed(&title, 12, Align::Center)));
        columns.push(fixed(&format!("Tổng điểm, lần {number}"), 14, Align::Center));
    }
    columns
}

fn row(
    product: &ProductResult<'_>,
    member: usize,
    name: &str,
    sessions: &[&SessionScores],
) -> PrintedRow {
    let mut cells = Cells::default();
    cells.text((member + 1).to_string());
    cells.text(name);
    for session in sessions {
        let score = &session.members[member];
        score.parts.iter().for_each(|part| cells.figure(part.as_ref()));
        give(&mut cells, score);
    }
    PrintedRow::Data { cells: cells.texts, product: Some(product.number), stated: cells.stated }
}

/// Says of each member whose ballot does not count or is not there why: `Lò Văn A: vắng mặt`.
fn notes(desk: &WritingDesk<'_>, session: &SessionScores) -> Vec<String> {
    let note = |(member, score): (&Member, &MemberScore)| {
        let why = match &score.standing {
            MemberStanding::Counts => return None,
            MemberStanding::NotCounted(why) => format!("không tính, {why}"),
            MemberStanding::Blank(why) => why.clone(),
            MemberStanding::Absent => "vắng mặt".into(),
            MemberStanding::Abstains => "có mặt, không chấm điểm".into(),
            MemberStanding::Conflict => "xung đột lợi ích, không chấm điểm".into(),
            MemberStanding::None => "không có phiếu".into(),
        };
        Some(format!("{}: {why}", member.person.name))
    };
    desk.round.council.members.iter().zip(&session.members).filter_map(note).collect()
}

/// Returns the remarks below the tables, label and text: sessions without score, the session that
/// counts, least marks, the decision.
fn remarks(desk: &WritingDesk<'_>, scored: &ProductScores<'_, '_>) -> Vec<[String; 2]> {
    let product = scored.product;
    let mut remarks: Vec<(String, String)> = Vec::new();
    for session in &scored.sessions {
        let label = format!("Lần chấm {}", session.session);
        remarks.extend(of_session(desk, session).map(|words| (label, words)));
    }
    let with_mean: Vec<_> =
        scored.sessions.iter().filter(|session| session.mean.is_some()).collect();
    if let [_, .., last] = with_mean[..] {
        let words = format!("lần chấm {} (lần sau cùng có điểm)", last.session);
        remarks.push(("Kết quả lấy theo".into(), words));
    }
    remarks.extend(minima(desk, product).map(|words| ("Yêu cầu tối thiểu".into(), words)));
    remarks.push(("Kết luận".into(), product.outcome.remark()));
    remarks.into_iter().map(|(label, words)| [label, words]).collect()
}

/// Says of a session why it gave no score, whose ballots do not count, and who came for whom;
/// `None` where there is nothing to say.
fn of_session(desk: &WritingDesk<'_>, session: &SessionScores) -> Option<String> {
    let mut words: Vec<String> = match &session.unscored {
        Some(why) => vec![format!("không chấm điểm ({why})")],
        None => notes(desk, session),
    };
    let declared = desk.round.sessions.iter().filter(|one| one.number == session.session);
    let replaced = declared.flat_map(|one| &one.replaced);
    words.extend(
        replaced.map(|one| format!("{} dự và chấm thay {} ({})", one.by, one.name, one.authority)),
    );
    (!words.is_empty()).then(|| words.join("; "))
}

/// Says what the least marks of the act did to the star; `None` where nobody scored the product.
fn minima(desk: &WritingDesk<'_>, product: &ProductResult<'_>) -> Option<String> {
    if let Some(minima) = &product.minima {
        return Some(format!("chỉ cho phép cao nhất {} sao ({})", minima.highest, minima.reason));
    }
    if let Some(reason) = product.minima_met {
        return Some(format!("được kết luận là đạt ({reason})"));
    }
    product.by_points.filter(|_| !product.is_unclear())?;
    match &product.minima_check {
        MinimaCheck::Reached => Some(
            "không có tiêu chí nào thấp hơn điểm tối thiểu mà hạng theo điểm đòi hỏi".to_owned(),
        ),
        MinimaCheck::Missed { .. } => minutes::awaited_minima(desk, product),
        MinimaCheck::Unknown => {
            Some("phiếu không ghi điểm từng tiêu chí nên chưa đối chiếu được".to_owned())
        }
    }
}
