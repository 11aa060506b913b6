//! Tests of the table of scores, the sheets of the products and the field checks: the same figures
//! as in `ket-qua.json`, and what does not count is marked.

use std::collections::BTreeMap;

use ocop::documents::model::{PrintedRow, ScoreTable, ScoreTables, Sheet};
use serde_json::Value;

use super::{CHECKS, HOSTILE, SCORES, SHEETS, before_the_meeting, cells, products, table};
use crate::support::judged::Judged;
use crate::support::round::{RoundFolder, council, member};
use crate::support::workbooks::{Product, ballot, submission, tea, unanimous};

fn scores(judged: &Judged) -> &ScoreTables {
    match &judged.document(SCORES).sheet {
        Some(Sheet::Scores(scores)) => scores,
        _ => panic!("no scores"),
    }
}

/// The rows of a table with figures: product, session, then the figures.
fn rows(part: &ScoreTable) -> Vec<(usize, Vec<&str>)> {
    let data = part.table.rows.iter().filter_map(|row| match row {
        PrintedRow::Data { cells, product, .. } => {
            Some((product.unwrap(), cells.iter().map(String::as_str).collect()))
        }
        _ => None,
    });
    data.collect()
}

/// A round of two products that all members score alike, in one session.
fn scored() -> RoundFolder {
    let [one, two] = [tea("Chè Tả Ngảo"), tea("Chè xanh")];
    RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", &[one.clone(), two.clone()]))
        .with_all(unanimous(1, &[(&one, [20, 12, 30]), (&two, [18, 12, 24])]))
        .meeting_once()
}

#[test]
fn the_table_says_what_was_counted() {
    let judged = RoundFolder::sample(&[]).judge();
    let parts = &scores(&judged).parts;
    assert_eq!(parts.len(), 1);
    let products = judged.results["products"].as_array().unwrap();
    let mut seen = 0;
    for (number, cells) in rows(&parts[0]) {
        let product = products.iter().find(|one| one["number"] == number).unwrap();
        let sessions = product["sessions"].as_array().unwrap();
        let session =
            sessions.iter().find(|one| one["session"] == cells[3].parse::<u8>().unwrap()).unwrap();
        let Some(printed) = session["printed"].as_str() else {
            assert!(cells[4].starts_with("Không chấm điểm: "), "{cells:?}");
            continue;
        };
        let given: BTreeMap<&str, &str> = session["ballots"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["member"].as_str().unwrap(), one["score"].as_str().unwrap()))
            .collect();
        for (member, cell) in council().iter().zip(&cells[4..13]) {
            assert_eq!(given[member.as_str()].replace('.', ","), *cell);
        }
        assert_eq!(cells[16], printed);
        assert_eq!(cells[17], session["spread"].as_str().unwrap().replace('.', ","));
        assert_eq!(cells[18], format!("{} sao", product["star"]));
        seen += 1;
    }
    assert_eq!(seen, 48);
}

#[test]
fn the_row_that_decides_is_bold_and_a_product_takes_its_rows_together() {
    let judged = RoundFolder::sample(&[]).judge();
    let part = &scores(&judged).parts[0];
    assert_eq!(part.rows.len(), part.table.rows.len());
    let spans: usize = part.rows.iter().map(|look| look.spans).sum();
    assert_eq!(spans, 50);
    assert_eq!(part.rows.iter().filter(|look| look.bold).count(), 24, "the last session of each");
}

#[test]
fn it_is_the_annex_of_the_minutes_and_has_no_number_of_its_own() {
    let judged = RoundFolder::sample(&[]).judge();
    let document = judged.document(SCORES);
    assert!(document.header.number.is_none() && document.header.place.is_none());
    let text = judged.paper(SCORES);
    assert!(text.contains("(Kèm theo Biên bản họp Hội đồng ngày 09 tháng 12 năm 2020)"), "{text}");
    let minutes = judged.paper("04-ket-qua-cham/bien-ban");
    assert!(minutes.contains("ghi tại Bảng tổng hợp điểm kèm theo Biên bản này"), "{minutes}");
    let names: Vec<_> = document.signatures.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Bùi Thị Thanh Tâm (giả định)", "Hà Trọng Hải"]);
    assert!(document.blanks().is_empty(), "{:?}", document.blanks());
}

#[test]
fn who_was_absent_abstained_or_has_an_interest_is_marked_and_the_marks_are_explained() {
    let names = council();
    let one = Product { owner: "Hợp tác xã Một".into(), ..tea("Chè Tả Ngảo") };
    let ballots = unanimous(1, &[(&one, [20, 12, 30])]);
    let kept = [2, 3, 4, 5, 7, 8].map(|index| ballots[index].clone()).to_vec();
    let chair =
        ("phieu-cham/lan-1/01.xlsx".to_owned(), ballot(&names[0], 1, &[(&one, [25, 15, 30])]));
    let judged = RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&one)))
        .with_all(kept)
        .with_all(vec![chair])
        .meeting_once()
        .in_session(1, &format!(
            "absent = [{{ name = \"{}\", reason = \"ốm\" }}]\nabstaining = [{{ name = \"{}\", reason = \"mới nhận việc\" }}]",
            names[1], names[6]
        ))
        .adding(&format!("[[conflicts]]\nmember = \"{}\"\nowner = \"Hợp tác xã Một\"\nreason = \"người nhà\"", names[0]))
        .judge();
    let part = &scores(&judged).parts[0];
    let (_, row) = &rows(part)[0];
    assert_eq!(row[4], "70*", "the ballot that a conflict leaves out");
    assert_eq!((row[5], row[10]), ("V", "K"));
    assert_eq!(row[16], "62,0", "without the ballot that does not count");
    let text = judged.paper(SCORES);
    for words in [
        "*: phiếu không được tính",
        "V: thành viên vắng mặt",
        "K: thành viên có mặt, không chấm điểm",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(text.contains("không tính phiếu của"), "{text}");
    let sheet = judged.paper(SHEETS);
    assert!(sheet.contains(&format!("{}: vắng mặt", names[1])), "{sheet}");
    assert!(sheet.contains("không tính, xung đột lợi ích: người nhà"), "{sheet}");
}

#[test]
fn an_unknown_score_is_no_figure_and_the_reason_goes_across() {
    let judged = RoundFolder::sample(&[]).judge();
    let part = &scores(&judged).parts[0];
    let looks = part.rows.iter().zip(&part.table.rows);
    let across: Vec<_> = looks.filter(|(look, _)| look.across > 1).collect();
    assert_eq!(across.len(), 2);
    for (look, row) in across {
        assert_eq!(look.across, 9 + 5);
        assert!(row.texts()[4].contains("phiếu kết quả kiểm nghiệm"), "{row:?}");
        assert_eq!(row.texts().last().unwrap(), "Chưa đánh giá");
    }
}

#[test]
fn councils_of_five_to_fifteen_fit_and_a_large_one_gets_two_tables() {
    for members in [5, 9, 10, 11, 15] {
        let product = tea("Chè Tả Ngảo");
        let ballots = (1..=members).map(|number| {
            let file = format!("phieu-cham/lan-1/{number:02}.xlsx");
            (file, ballot(&member(number), 1, &[(&product, [20, 12, 30])]))
        });
        let judged = RoundFolder::settings()
            .with_council(members)
            .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&product)))
            .with_all(ballots.collect())
            .meeting_once()
            .judge();
        let parts = &scores(&judged).parts;
        assert_eq!(parts.len(), if members > 10 { 2 } else { 1 });
        let titles = parts.iter().flat_map(|part| &part.table.columns).map(|one| &one.title);
        let of_members = titles.filter(|title| title.contains("Lò Văn")).count();
        assert_eq!(of_members, members, "each member once");
        for part in parts {
            let fixed: u16 = part.table.columns.iter().map(|column| column.millimetres).sum();
            assert!(fixed + 65 <= 247, "{members} members leave {} mm for names", 247 - fixed);
        }
        assert_eq!(scores(&judged).signing.len(), members);
    }
}

#[test]
fn a_sheet_has_every_members_parts_and_the_decision() {
    let judged = scored().judge();
    let Some(Sheet::Products(products)) = &judged.document(SHEETS).sheet else {
        panic!("no sheets")
    };
    assert_eq!(products.sheets.len(), 2);
    let sheet = &products.sheets[0];
    assert_eq!(sheet.heading, "1. Chè Tả Ngảo");
    let table = &sheet.tables[0].table;
    let rows = cells(table);
    assert_eq!(rows[0][2..], ["20", "12", "30", "62"]);
    assert_eq!(rows[9][1..], ["Điểm trung bình", "20,0", "12,0", "30,0", "62,0"]);
    assert_eq!(rows[10][5], "0");
    let last = sheet.remarks.last().unwrap();
    assert_eq!(last, &["Kết luận".to_owned(), "Đạt 3 sao".to_owned()]);
}

#[test]
fn a_total_leads_to_the_cells_of_the_ballot() {
    let run = scored().explain(&["--paper", "04-ket-qua-cham/bang-tong-hop-diem.pdf", "54"]);
    run.ended(0);
    let name = &council()[0];
    for words in [
        &format!("Đây là tổng điểm của {name} cho “Chè xanh” ở lần chấm 1, gồm:"),
        &format!("{name}: 54 điểm, từ phieu-cham/lan-1/01.xlsx"),
    ] {
        assert!(run.said.contains(words), "{words}:\n{}", run.said);
    }
    let run = scored().explain(&["--paper", "phieu-tong-hop-san-pham", "24"]);
    let words = format!("Đây là điểm phần C của {name} cho “Chè xanh”");
    assert!(run.said.contains(&words), "{}", run.said);
}

#[test]
fn before_the_ballots_they_wait_like_the_minutes() {
    let judged = before_the_meeting(&products(1)).judge();
    let kinds = "Bảng tổng hợp điểm để ký, phiếu tổng hợp sản phẩm, danh sách kiểm tra thực tế";
    assert_eq!(judged.waits(kinds), judged.waits("Biên bản"));
}

#[test]
fn the_field_checks_name_what_the_data_knows() {
    let names = council();
    let [far, near, sound] = ["Chè chênh", "Chè sát", "Chè chắc"].map(tea);
    let ballots = (1..).zip(&names).map(|(number, name): (usize, _)| {
        let high = if number == 1 { 12 } else { 0 };
        let given = [
            (&far, [20 + high, 12, 28]),
            (&near, [20, 12, 18 + u8::from(number > 4)]),
            (&sound, [20, 12, 28]),
        ];
        (format!("phieu-cham/lan-1/{number:02}.xlsx"), ballot(name, 1, &given))
    });
    let judged = RoundFolder::settings()
        .with(
            "ho-so/sin-ho.xlsx",
            submission("huyện Sìn Hồ", &[far.clone(), near.clone(), sound.clone()]),
        )
        .with_all(ballots.collect())
        .meeting_once()
        .judge();
    let rows = cells(table(&judged, CHECKS));
    let reasons: Vec<_> = rows.iter().map(|row| (row[1], row[6])).collect();
    assert_eq!(
        reasons,
        [
            (
                "Chè chênh",
                "Tổng điểm của các thành viên ở lần chấm 1 chênh nhau 12 điểm (giới hạn 10)"
            ),
            ("Chè sát", "Điểm trung bình 50,6 chỉ vừa đạt mốc 50 điểm"),
        ]
    );
    assert!(judged.paper(CHECKS).contains("độc lập 02 sản phẩm"));
}

#[test]
fn a_conclusion_that_tests_are_needed_is_a_reason() {
    let judged = scored()
        .adding("[[verdicts]]\nproduct = \"Chè xanh\"\nverdict = \"supplement\"\nreason = \"kiểm nghiệm dư lượng thuốc bảo vệ thực vật\"")
        .judge();
    let rows = cells(table(&judged, CHECKS));
    assert_eq!(rows.len(), 1);
    assert_eq!(
        rows[0][6],
        "Kết luận cần kiểm nghiệm, bổ sung: kiểm nghiệm dư lượng thuốc bảo vệ thực vật"
    );
}

#[test]
fn where_nothing_calls_for_a_check_the_paper_says_that_none_is_proposed() {
    let judged = scored().judge();
    let text = judged.paper(CHECKS);
    assert!(text.contains("đã xem xét 02 sản phẩm đạt điểm từ hạng 3 sao trở lên"), "{text}");
    assert!(text.contains("Không đề xuất sản phẩm nào"), "{text}");
}

#[test]
fn figures_of_the_papers_are_those_of_the_results() {
    let judged = scored().judge();
    let average = |name: &str| judged.product(name)["printed"].as_str().unwrap().to_owned();
    let text = judged.paper(SCORES);
    let product: &Value = judged.product("Chè xanh");
    assert_eq!(product["star"], 3);
    assert!(text.contains(&average("Chè xanh")) && text.contains(&average("Chè Tả Ngảo")));
}

#[test]
fn hostile_names_print_as_they_were_typed() {
    let hostile = Product { owner: HOSTILE.into(), ..tea(HOSTILE) };
    let judged = RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&hostile)))
        .with_all(unanimous(1, &[(&hostile, [20, 12, 30])]))
        .meeting_once()
        .judge();
    for paper in [SCORES, SHEETS] {
        assert!(judged.paper(paper).contains(HOSTILE), "{paper}");
    }
}
