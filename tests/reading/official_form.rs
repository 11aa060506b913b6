//! The official form of a ballot (Quyết định 26/2026/QĐ-TTg, Phụ lục II), filled in by a council:
//! the options stand under each criterion, and the member marks one of them.
//! `tests/data/official-form-26-2026.tsv` is the printed form, line by line.

use std::collections::BTreeMap;

use ocop::criteria::PARTS;
use ocop::finding::Severity;
use rust_xlsxwriter::{Workbook, Worksheet};
use serde_json::Value as Json;
use toml::{Table, Value};

use crate::support::judged::Judged;
use crate::support::marks::criteria;
use crate::support::round::{RoundFolder, sample_settings};
use crate::support::workbooks::{Product, tea, unscored_submission};

const PAGE: &str = include_str!("../data/official-form-26-2026.tsv");

pub(super) const MEMBERS: [&str; 3] = ["Lò Văn Chương", "Trần Thị Minh Nguyệt", "Vàng A Páo"];

/// A line of the law's page.
#[derive(Debug, Clone, Copy)]
struct Line {
    kind: &'static str,
    part: &'static str,
    criterion: &'static str,
    points: &'static str,
    text: &'static str,
}

/// The page of a set, by its number in the act.
fn page(set: u8) -> Vec<Line> {
    let lines = PAGE.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [set, kind, part, criterion, points, text] = fields[..] else {
            panic!("six fields: {line}")
        };
        (set.parse::<u8>().unwrap(), Line { kind, part, criterion, points, text })
    });
    lines.filter(|(number, _)| *number == set).map(|(_, line)| line).collect()
}

/// How a member fills the form in.
#[derive(Debug, Clone, Copy)]
enum Filled {
    /// An x in a column of its own, which the office added: “Đánh dấu (x)”.
    Column,
    /// An x beside the points, where nothing is printed above it.
    BesidePoints,
    /// In the box before the option: ☒ in place of □.
    Box,
    /// The points of the option once more, in a column “Điểm chấm”, and the sums.
    Points,
}

/// A product, the number of its set in the act, and which of two cases its criteria are about.
struct Entered {
    set: u8,
    product: Product,
    case: &'static str,
}

fn entered() -> Vec<Entered> {
    let made = |set: u8, name: &str, owner: &str, kind: &str, case| {
        let set_name = page(set).iter().find(|line| line.kind == "set").unwrap().text;
        let product =
            Product { set: set_name.into(), owner: owner.into(), kind: kind.into(), ..tea(name) };
        Entered { set, product, case }
    };
    vec![
        made(3, "Gạo nếp Tan Lả", "Hợp tác xã Mây Núi", "Hợp tác xã", ""),
        made(7, "Măng khô Hồ Thầu", "Hộ kinh doanh Bếp Tả Ngảo", "Hộ kinh doanh", ""),
        made(26, "Bản du lịch Sin Suối", "Hợp tác xã Mây Núi", "Hợp tác xã", "Trường hợp 1"),
    ]
}

/// Which line of a page a member marks at each criterion: a good one of those that the owner may be
/// given.
fn choices(entered: &Entered, member: usize) -> Vec<usize> {
    let lines = page(entered.set);
    let mut options: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
    let mut case = "";
    let mut first = 0;
    for (index, line) in lines.iter().enumerate() {
        match line.kind {
            "criterion" => (case, first) = ("", index),
            "case" => case = line.text,
            "option" if case.is_empty() || case.starts_with(entered.case) => {
                options.entry((line.part, first)).or_default().push(index);
            }
            _ => {}
        }
    }
    let cooperative = entered.product.kind == "Hợp tác xã";
    let choose = |(count, ((_, first), options)): (usize, (&(&str, usize), &Vec<usize>))| {
        let last = options.len() - 1;
        let place = match lines[*first].criterion {
            "3.1" if cooperative => last,
            "3.1" => 0,
            // Members differ at every seventh criterion.
            _ if count % 7 == member => last,
            _ => last.min(1 + count % 2),
        };
        options[place]
    };
    let mut chosen: Vec<usize> = options.iter().enumerate().map(choose).collect();
    chosen.sort_unstable();
    chosen
}

fn points(entered: &Entered, member: usize) -> Vec<u32> {
    let lines = page(entered.set);
    choices(entered, member).into_iter().map(|index| lines[index].points.parse().unwrap()).collect()
}

/// Writes the form of one product, filled in by a member, as the law lays it out.
fn form(sheet: &mut Worksheet, entered: &Entered, member: usize, filled: Filled) {
    let lines = page(entered.set);
    let of_kind = |kind: &str| lines.iter().find(|line| line.kind == kind).unwrap().text;
    let head = [
        format!("{}. Bộ sản phẩm: {}", entered.set, of_kind("set")),
        of_kind("line").to_owned(),
        "-------------".to_owned(),
        format!("Tên sản phẩm: {}", entered.product.name),
        format!("Mã số sản phẩm: 12-03382-{:02}-2026", entered.set),
        "T: Mã tỉnh - X: Mã xã - STT: số thứ tự sản phẩm do xã lập thống kê - Năm đánh giá. Mã \
         đơn vị hành chính theo Quyết định số 19/2025/QĐ-TTg ngày 30/6/2025"
            .to_owned(),
        format!("Tên chủ thể sản xuất: {}", entered.product.owner),
        "Số điện thoại: 0213 3876 543".to_owned(),
        "Địa chỉ: Bản Sin Suối Hồ, xã Sin Suối Hồ".to_owned(),
        of_kind("excluded").to_owned(),
    ];
    let mut row = 0;
    for text in head {
        sheet.write(row, 0, text).unwrap();
        row += 1;
    }
    sheet.write_row(row, 0, ["Các tiêu chí", "Thang điểm"]).unwrap();
    match filled {
        Filled::Column => sheet.write(row, 2, "Đánh dấu (x)").map(|_| ()).unwrap(),
        Filled::Points => sheet.write(row, 2, "Điểm chấm").map(|_| ()).unwrap(),
        Filled::BesidePoints | Filled::Box => {}
    }
    let chosen = choices(entered, member);
    for (index, line) in lines.iter().enumerate() {
        if matches!(line.kind, "set" | "line" | "excluded") {
            continue;
        }
        row += 1;
        let is_chosen = chosen.contains(&index);
        let printed = match (line.kind, filled) {
            ("option", Filled::Box) if is_chosen => format!("☒ {}", line.text),
            ("option", _) => format!("□ {}", line.text),
            _ => line.text.to_owned(),
        };
        sheet.write(row, 0, printed).unwrap();
        if let Ok(points) = line.points.parse::<f64>() {
            sheet.write(row, 1, points).unwrap();
        }
        match filled {
            Filled::Column | Filled::BesidePoints if is_chosen => {
                sheet.write(row, 2, "x").map(|_| ()).unwrap();
            }
            Filled::Points if is_chosen => {
                sheet.write(row, 2, line.points.parse::<f64>().unwrap()).map(|_| ()).unwrap();
            }
            Filled::Points if line.kind == "part" => {
                let inside = chosen.iter().filter(|chosen| lines[**chosen].part == line.part);
                let sum: u32 =
                    inside.map(|chosen| lines[*chosen].points.parse::<u32>().unwrap()).sum();
                sheet.write(row, 2, sum).unwrap();
            }
            Filled::Points if line.kind == "total" => {
                sheet.write(row, 2, points(entered, member).iter().sum::<u32>()).unwrap();
            }
            _ => {}
        }
    }
    let foot = [
        "Ghi chú: Dấu sao là yêu cầu tối thiểu phải đạt theo các cấp độ sao (*** - 3 sao; **** - \
         4 sao; ***** - 5 sao)",
        "Ý kiến của người đánh giá:",
        "Sản phẩm có tiềm năng, cần hoàn thiện bao bì.",
    ];
    row += 2;
    for text in foot {
        sheet.write(row, 0, text).unwrap();
        row += 1;
    }
    let signature = [
        "Lai Châu, ngày 16 tháng 6 năm 2026",
        "Người đánh giá",
        "(Ký và ghi rõ họ tên)",
        "",
        MEMBERS[member],
    ];
    for text in signature {
        sheet.write(row + 1, 1, text).unwrap();
        row += 1;
    }
}

/// A round of communes in June 2026.
pub(super) fn round() -> RoundFolder {
    dated("2026-06-16", "xã Sin Suối Hồ")
}

/// A round of one session on this day, with one unit that submits.
pub(super) fn dated(day: &str, unit: &str) -> RoundFolder {
    let text = sample_settings(&[]);
    let settings =
        RoundFolder::empty().with("round.toml", text).meeting_once().changing(|settings| {
            let year = day[..4].parse::<i64>().unwrap();
            let day: Value = Value::Datetime(day.parse().unwrap());
            let dated = |table: &mut Table, keys: &[&str]| {
                for key in keys {
                    table.insert((*key).to_owned(), day.clone());
                }
            };
            let round = settings["round"].as_table_mut().unwrap();
            round.insert("year".to_owned(), year.into());
            dated(round, &["from", "to", "received"]);
            dated(
                settings["sessions"].as_array_mut().unwrap()[0].as_table_mut().unwrap(),
                &["date"],
            );
            let named = |name: &str| {
                Value::Table(Table::from_iter([("name".to_owned(), Value::from(name))]))
            };
            settings.insert("districts".to_owned(), Value::Array(vec![named(unit)]));
        });
    let people = MEMBERS.iter().zip(["chair", "vice_chair", "member"]).map(|(name, role)| {
        let words = [("title", "Ông"), ("name", *name), ("post", "chuyên gia"), ("role", role)];
        Value::Table(
            words.map(|(key, word)| (key.to_owned(), Value::from(word))).into_iter().collect(),
        )
    });
    let people: Vec<Value> = people.collect();
    settings.setting("council.members", people)
}

/// The whole council fills the forms in, a workbook a member and a sheet a product.
fn judged(filled: Filled) -> Judged {
    let entered = entered();
    let products: Vec<Product> = entered.iter().map(|entered| entered.product.clone()).collect();
    let mut round =
        round().with("ho-so/sin-suoi-ho.xlsx", unscored_submission("xã Sin Suối Hồ", &products));
    for member in 0..MEMBERS.len() {
        let mut workbook = Workbook::new();
        for entered in &entered {
            let sheet = workbook.add_worksheet().set_name(format!("Bộ {}", entered.set)).unwrap();
            form(sheet, entered, member, filled);
        }
        round = round.with(
            &format!("phieu-cham/{:02}.xlsx", member + 1),
            workbook.save_to_buffer().unwrap(),
        );
    }
    round.judge()
}

/// Every mark of every member as it was given, and nobody accused of anything in a ballot.
#[track_caller]
fn is_read_right(filled: Filled) {
    let judged = judged(filled);
    let accused: Vec<_> = judged
        .findings
        .iter()
        .filter(|finding| {
            finding.severity() != Severity::Note && finding.place.file.starts_with("phieu-cham/")
        })
        .map(|finding| {
            format!(
                "{} {}: {} {:?}",
                finding.code.id(),
                finding.place,
                finding.message,
                finding.found
            )
        })
        .collect();
    assert_eq!(accused, [""; 0], "{filled:?}");
    for entered in &entered() {
        let product = judged.product(&entered.product.name);
        let ballots = product["sessions"][0]["ballots"].as_array().cloned().unwrap_or_default();
        let read: BTreeMap<&str, &str> = ballots.iter().map(score).collect();
        let given: Vec<(&str, String)> = (0..MEMBERS.len())
            .map(|member| {
                (MEMBERS[member], points(entered, member).iter().sum::<u32>().to_string())
            })
            .collect();
        let given: BTreeMap<&str, &str> =
            given.iter().map(|(member, sum)| (*member, sum.as_str())).collect();
        assert_eq!(read, given, "{} {filled:?}: {:#?}", entered.product.name, judged.findings);
        for ballot in &ballots {
            let cells = ballot["cells"].as_array().unwrap().len();
            assert!(
                cells >= points(entered, 0).len(),
                "a cell a criterion: {}",
                entered.product.name
            );
        }
        // The marks are any that the form allows, so some may miss the least one of a star.
        let outcome = &product["outcome"];
        let missed =
            outcome["reason"].as_str().is_some_and(|why| why.contains("yêu cầu tối thiểu"));
        assert!(outcome["kind"] == "recognised" || missed, "{outcome}");
    }
}

fn score(ballot: &Json) -> (&str, &str) {
    (ballot["member"].as_str().unwrap(), ballot["score"].as_str().unwrap_or("none"))
}

#[test]
fn the_form_of_the_law_with_an_x_in_a_column_is_read_right() {
    is_read_right(Filled::Column);
}

#[test]
fn the_form_of_the_law_with_an_x_beside_the_points_is_read_right() {
    is_read_right(Filled::BesidePoints);
}

#[test]
fn the_form_of_the_law_with_a_cross_in_the_box_of_the_option_is_read_right() {
    is_read_right(Filled::Box);
}

#[test]
fn the_form_of_the_law_with_the_points_of_the_option_written_beside_it_is_read_right() {
    is_read_right(Filled::Points);
}

#[test]
fn the_page_of_the_law_and_the_criteria_agree() {
    let act = criteria().by_id("26-2026").unwrap();
    for entered in entered() {
        let set = act.set(|name| name == entered.product.set).unwrap();
        let lines = page(entered.set);
        let of_page = lines
            .iter()
            .filter(|line| line.kind == "criterion")
            .map(|line| (line.part, line.criterion.to_owned(), line.points.to_owned()));
        let of_act = set.criteria.iter().map(|criterion| {
            (PARTS[criterion.part], criterion.code.clone(), criterion.max.to_string())
        });
        assert_eq!(of_page.collect::<Vec<_>>(), of_act.collect::<Vec<_>>());
        let options = set.criteria.iter().flat_map(|criterion| &criterion.scales);
        let options = options.flat_map(|scale| scale.options.iter());
        let of_act = options.map(|option| {
            (option.mark.to_string(), format!("{}{}", option.text, "*".repeat(stars(option.star))))
        });
        let of_page = lines
            .iter()
            .filter(|line| line.kind == "option")
            .map(|line| (line.points.to_owned(), line.text.replace("* * * *", "****")));
        assert_eq!(of_page.collect::<Vec<_>>(), of_act.collect::<Vec<_>>());
    }
}

fn stars(star: Option<u8>) -> usize {
    star.map_or(0, usize::from)
}

#[test]
fn what_the_members_give_in_these_tests_may_be_given_and_differs() {
    for entered in entered() {
        let sums: Vec<u32> =
            (0..MEMBERS.len()).map(|member| points(&entered, member).iter().sum()).collect();
        assert!(
            sums.iter().all(|sum| (52..=88).contains(sum)),
            "{}: {sums:?}",
            entered.product.name
        );
        assert!(
            sums.iter().max().unwrap() - sums.iter().min().unwrap() <= 10,
            "{}: {sums:?}",
            entered.product.name
        );
        assert!(
            points(&entered, 0) != points(&entered, 1)
                && points(&entered, 1) != points(&entered, 2)
        );
    }
}
