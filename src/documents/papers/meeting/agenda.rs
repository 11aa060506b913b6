//! The programme of the meeting (chương trình họp), with the time of each product.

use std::collections::BTreeMap;

use minijinja::context;

use super::schedule::{self, HalfDay, Point, Schedule, What};
use super::{capitalised, insert, numbered_products};
use crate::documents::compose::{PaperParts, fixed, numbered, shared};
use crate::documents::model::{Align, PrintedRow, PrintedTable};
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::{Code, Finding, Findings, Place};
use crate::round::{AgendaFault, FILE, PaperSettings, long_date, short_date};
use crate::tally::ProductResult;

const KIND: &str = "Chương trình họp";

/// Writes up the programme, or lists it as waiting with a finding that says why.
pub(super) fn write(desk: &WritingDesk<'_>, settings: &PaperSettings, papers: &mut WriteUp) {
    let products = desk.facts.admitted.value;
    let schedule = match desk.round.agenda.hours() {
        Err(fault) => Err(impossible(&fault)),
        Ok(hours) => schedule::of(desk.round, hours, products)
            .map_err(|placed| too_short(desk, products, placed)),
    };
    match schedule {
        Err(finding) => {
            papers.wait(KIND, format!("sửa lỗi {} nêu ở trên", finding.code.id()));
            papers.findings.push(finding);
        }
        Ok(schedule) => papers.add(KIND, programme(desk, settings, &schedule)),
    }
}

fn place(key: &str) -> Place {
    Place::file(FILE).sheet(format!("agenda.{key}"))
}

fn impossible(fault: &AgendaFault<'_>) -> Finding {
    let message = "Giờ này của chương trình họp không có thật, hoặc đứng trước giờ ở dòng trên.";
    Finding::new(Code::AgendaImpossible, place(fault.key), message)
        .found(fault.typed)
        .allowed("ví dụ 08 giờ 00; bốn giờ của một ngày theo thứ tự sáng, trưa, chiều, tối")
        .remedy("Sửa giờ ở mục [agenda].")
}

fn too_short(desk: &WritingDesk<'_>, products: usize, placed: usize) -> Finding {
    let minutes = desk.round.agenda.product_minutes;
    let message = "Những ngày họp không đủ giờ cho tất cả các sản phẩm, hoặc cho phần kết luận.";
    Finding::new(Code::AgendaTooShort, place("product_minutes"), message)
        .found(format!("{products} sản phẩm, mỗi sản phẩm {minutes} phút; xếp được {placed}"))
        .remedy(
            "Giảm số phút mỗi sản phẩm (product_minutes), kéo dài giờ họp ở mục [agenda], hoặc thêm \
             ngày họp (to, days ở mục [round]; date ở mục [[sessions]]).",
        )
}

fn programme(
    desk: &WritingDesk<'_>,
    settings: &PaperSettings,
    schedule: &Schedule,
) -> Result<WrittenPaper, Findings> {
    let sessions = &desk.round.sessions;
    let place = sessions.first().map_or(&desk.round.invitation.place, |session| &session.place);
    let agenda = &desk.round.agenda;
    desk.compose(PaperParts {
        file: format!("{}/chuong-trinh-hop.pdf", folders::MEETING),
        kind: KIND,
        template: "chuong-trinh-hop",
        layout: "chuong-trinh-hop",
        addressees: Vec::new(),
        paper: settings,
        facts: context! {
            programme => context! {
                time => time(schedule),
                place,
                minutes => agenda.product_minutes,
                again => &schedule.again,
            },
        },
        inserts: BTreeMap::from([insert("bang-chuong-trinh", table(desk, schedule))]),
    })
}

/// Says when the meeting begins, and its last day: `từ 08 giờ 00, ngày 08 tháng 12 năm 2020 đến hết
/// ngày 09 tháng 12 năm 2020`.
fn time(schedule: &Schedule) -> String {
    let first = schedule.halves.first();
    let Some((half, point)) = first.and_then(|half| Some((half, half.points.first()?))) else {
        return String::new();
    };
    let begins = format!("từ {}, {}", point.at, long_date(half.date));
    match schedule.halves.last().map(|last| last.date) {
        Some(last) if last != half.date => format!("{begins} đến hết {}", long_date(last)),
        _ => begins,
    }
}

/// Returns the programme as a table: a section for each half day, a row for each point.
fn table(desk: &WritingDesk<'_>, schedule: &Schedule) -> PrintedTable {
    let products: Vec<_> = numbered_products(desk).collect();
    let mut rows = Vec::new();
    for half in &schedule.halves {
        rows.push(PrintedRow::Section { text: heading(half) });
        rows.extend(half.points.iter().map(|point| row(desk, &products, *point)));
    }
    let columns = vec![
        fixed("Thời gian", 24, Align::Center),
        numbered(products.len(), 10),
        shared("Nội dung, sản phẩm", 6),
        shared("Chủ thể", 6),
    ];
    PrintedTable::new("Chương trình họp Hội đồng, giờ của từng sản phẩm", columns, rows)
}

fn row(
    desk: &WritingDesk<'_>,
    products: &[(usize, &ProductResult<'_>)],
    point: Point,
) -> PrintedRow {
    let time = point.at.to_string();
    match point.what {
        What::Product(index) => {
            let (number, product) = products[index];
            let names = [&product.entry.product, &product.entry.owner.name];
            let names = names.into_iter().map(|name| name.value.clone());
            let cells = [time, number.to_string()].into_iter().chain(names).collect();
            PrintedRow::about(product.number, cells)
        }
        other => {
            let words = words(other, &desk.act.wording.support_team);
            PrintedRow::of(vec![time, String::new(), words, String::new()])
        }
    }
}

/// Names a half day: `Buổi sáng, ngày 08/12/2020 (lần chấm 1)`.
fn heading(half: &HalfDay) -> String {
    let when = if half.afternoon { "Buổi chiều" } else { "Buổi sáng" };
    let session = half.session.map(|session| format!(" (lần chấm {session})")).unwrap_or_default();
    format!("{when}, ngày {}{session}", short_date(half.date))
}

/// Says what a point is that is about no product.
fn words(what: What, support_team: &str) -> String {
    let team = capitalised(support_team);
    match what {
        What::Opening => format!("Khai mạc; {team} báo cáo kết quả kiểm tra hồ sơ"),
        What::Pause => "Giải lao".to_owned(),
        What::Closing => {
            format!("{team} thu phiếu, tổng hợp điểm; Hội đồng thảo luận, kết luận")
        }
        What::Product(_) => String::new(),
    }
}
