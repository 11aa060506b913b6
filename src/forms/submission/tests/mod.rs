//! Lists as offices send them, and what is read from them.

mod columns;
mod groups;
mod registration;
mod rows;
mod sheets;

use super::Submission;
use crate::forms::Forms;
use crate::forms::tests::{named_sheet, read, sheet, told};

const TOP: &[&str] = &["UBND HUYỆN SÌN HỒ"];
const HEAD: &[&str] = &[
    "TT",
    "Tên sản phẩm",
    "Bộ sản phẩm",
    "Tên chủ thể",
    "Loại hình",
    "Phần A",
    "Phần B",
    "Phần C",
    "Tổng điểm",
    "Hạng sao",
];
const TEA: &[&str] = &[
    "1",
    "Chè Tả Ngảo",
    "Chè tươi, chế biến",
    "Hợp tác xã Mây Núi",
    "HTX",
    "30",
    "20",
    "22.5",
    "72.5",
    "4 sao",
];
const WINE: &[&str] = &[
    "2",
    "Rượu ngô Phìn Hồ",
    "Rượu trắng",
    "Hộ kinh doanh Vàng A Páo",
    "Hộ kinh doanh",
    "25",
    "15",
    "20",
    "60",
    "3 sao",
];

fn products(forms: &Forms) -> Vec<&str> {
    let entries = forms.submissions.iter().flat_map(|submission| &submission.entries);
    entries.map(|entry| entry.product.value.as_str()).collect()
}

fn with(row: &[&'static str], column: usize, typed: &'static str) -> Vec<&'static str> {
    let mut row = row.to_vec();
    row[column] = typed;
    row
}

#[test]
fn a_plain_list_is_read_without_a_finding() {
    let (forms, findings) =
        read(sheet(&[TOP, &[], HEAD, TEA, WINE, &["Tổng cộng: 02 sản phẩm"]], &["A6:I6"]));
    assert_eq!(told(&findings), [""; 0]);
    assert_eq!(products(&forms), ["Chè Tả Ngảo", "Rượu ngô Phìn Hồ"]);
    let [submission] = forms.submissions.as_slice() else { panic!("one district") };
    assert_eq!((submission.district, submission.rows, submission.stated[0].value), (Some(3), 2, 2));
}

#[test]
fn every_fault_of_a_row_is_told_at_its_cell() {
    for (column, typed, expected) in [
        (1, "", "E205 B4"),
        (1, "#REF!", "E212 B4"),
        (2, "", "E205 C4"),
        (3, "", "E205 D4"),
        (3, "=?", "E207 D4"),
        (4, "", "E205 E4"),
        (4, "Hợp tác sã", "E215 E4"),
        (5, "ba mươi", "E206 F4"),
        (7, "#DIV/0!", "E212 H4"),
        (8, "72,5%", "E206 I4"),
        (8, "0.725", "E206 I4"),
        (8, "=?", "E207 I4"),
        (8, "'#N/A", "E212 I4"),
        (8, "=75", "W213 I4"),
        (9, "6 sao", "E206 J4"),
        (9, "#VALUE!", "E212 J4"),
    ] {
        let (forms, findings) =
            read(sheet(&[TOP, &[], HEAD, &with(TEA, column, typed), WINE], &[]));
        assert_eq!(told(&findings), [expected], "{typed:?} in column {column}");
        assert_eq!(forms.submissions[0].rows, 2);
        assert_eq!(
            products(&forms).last(),
            Some(&"Rượu ngô Phìn Hồ"),
            "the other product is read all the same"
        );
    }
}

#[test]
fn a_total_that_was_typed_is_left_to_the_rules_and_a_blank_is_no_zero() {
    let (forms, findings) = read(sheet(&[TOP, HEAD, &with(TEA, 8, "75"), &with(WINE, 8, "")], &[]));
    assert_eq!(told(&findings), [""; 0]);
    let score = |index: usize| &forms.submissions[0].entries[index].score;
    assert!(!score(0).total_stale && score(0).total.is_some());
    assert!(score(1).total.is_none() && !score(1).unreadable);
    assert_eq!(score(1).counted().map(|sum| sum.to_string()).as_deref(), Some("60"));
}

#[test]
fn missing_and_doubtful_headings_are_told_at_the_header() {
    for (column, typed, expected) in [
        (1, "Tên sảm phẩm", &["W211 B3"][..]),
        (3, "Chủ thr", &["W211 D3"]),
        (4, "Laoi hình", &["W211 E3"]),
        (2, "Cột lạ", &["E202 C3"]),
        (2, "", &["E202 C3"]),
        (4, "Cột lạ", &["E202 E3"]),
        (9, "Tên SP", &[]),
        (9, "Điểm TB", &[]),
    ] {
        let (forms, findings) =
            read(sheet(&[TOP, &[], &with(HEAD, column, typed), TEA, WINE], &[]));
        assert_eq!(told(&findings), expected, "{typed:?} in column {column}");
        if expected.iter().all(|told| told.starts_with('W')) {
            assert_eq!(products(&forms).len(), 2);
        }
    }
}

#[test]
fn a_missing_heading_names_what_was_looked_for_and_what_stands_there() {
    let (_, findings) = read(sheet(&[TOP, &[], &with(HEAD, 2, "Cột lạ"), TEA, WINE], &[]));
    let finding = findings.iter().next().expect("the set is missing");
    assert!(
        finding.allowed.as_ref().is_some_and(|allowed| allowed.starts_with("Bộ sản phẩm; hoặc: "))
    );
    assert_eq!(finding.found.as_deref(), Some("tiêu đề không nhận ra: Cột lạ"));
}

#[test]
fn a_header_of_two_rows_with_bands_and_column_numbers_is_read() {
    let rows: [&[&str]; 6] = [
        TOP,
        &["DANH SÁCH SẢN PHẨM ĐỀ NGHỊ ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP"],
        &["TT", "Sản phẩm", "", "Chủ thể", "", "Điểm đánh giá", "", "", "", "Hạng sao"],
        &["", "Tên", "Bộ", "Tên\n(ghi đủ)", "Loại hình", "A", "B", "C", "Tổng", "(đề nghị)"],
        &["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)=(6)+(7)+(8)", "(10)"],
        TEA,
    ];
    let merges = ["A2:J2", "A3:A4", "B3:C3", "D3:E3", "F3:I3"];
    let (forms, findings) = read(sheet(&rows, &merges));
    assert_eq!(told(&findings), [""; 0]);
    let entry = &forms.submissions[0].entries[0];
    assert_eq!(
        (entry.set.value.as_str(), entry.owner.name.value.as_str()),
        ("Chè tươi, chế biến", "Hợp tác xã Mây Núi")
    );
    assert_eq!(entry.score.sum().map(|sum| sum.to_string()).as_deref(), Some("72.5"));
    assert_eq!(entry.star.as_ref().map(|star| star.value), Some(4));
}

#[test]
fn owners_merged_over_several_products_are_filled_down() {
    let second = ["2", "Hồng trà", "Chè tươi, chế biến", "", "", "30", "20", "20", "70", "4"];
    let (forms, findings) = read(sheet(&[TOP, HEAD, TEA, &second], &["D3:D4", "E3:E4"]));
    assert_eq!(told(&findings), [""; 0]);
    let owners: Vec<_> =
        forms.submissions[0].entries.iter().map(|entry| entry.owner.name.place.cell).collect();
    assert_eq!(owners[0], owners[1]);
}

#[test]
fn sections_totals_signatures_and_empty_rows_are_no_products() {
    let rows: [&[&str]; 15] = [
        TOP,
        HEAD,
        &["I", "Hợp tác xã (01 sản phẩm)"],
        TEA,
        &["Cộng: 1"],
        &["II. Hộ kinh doanh"],
        &[],
        WINE,
        &["3", "", "", "", "", "", "", "", "=0"],
        &["Tổng cộng", "", "2"],
        &["", "", "", "Sìn Hồ, ngày 05 tháng 11 năm 2020"],
        &["", "Người lập biểu", "", "TM. ỦY BAN NHÂN DÂN"],
        &["", "Nguyễn Văn A", "", "Lò Văn B"],
        &["Ghi chú: điểm của Hội đồng cấp huyện"],
        &["1. Số liệu đến ngày 05/11/2020"],
    ];
    let (forms, findings) = read(sheet(&rows, &["A6:J6"]));
    assert_eq!(told(&findings), [""; 0]);
    assert_eq!(products(&forms), ["Chè Tả Ngảo", "Rượu ngô Phìn Hồ"]);
    assert_eq!(
        forms.submissions[0]
            .stated
            .iter()
            .map(|stated| (stated.value, stated.rows))
            .collect::<Vec<_>>(),
        [(2, 2)]
    );
}

#[test]
fn a_signature_without_a_totals_row_ends_the_table() {
    let rows: [&[&str]; 5] = [
        TOP,
        HEAD,
        TEA,
        &["", "Người lập biểu", "", "TM. ỦY BAN NHÂN DÂN"],
        &["", "Nguyễn Văn A", "", "Lò Văn B"],
    ];
    let (forms, findings) = read(sheet(&rows, &[]));
    assert_eq!((told(&findings), products(&forms)), (vec![], vec!["Chè Tả Ngảo"]));
}

#[test]
fn a_row_inside_the_table_that_nobody_understands_is_told() {
    for (row, expected) in [
        (&["", "Chè chưa rõ"][..], "E217 B4"),
        (&["", "", "", "", "", "", "", "", "", "", "xem phụ lục"], "W214 K4"),
    ] {
        let (forms, findings) = read(sheet(&[TOP, HEAD, TEA, row, WINE], &[]));
        assert_eq!(told(&findings), [expected]);
        assert_eq!(products(&forms).len(), 2);
    }
}

#[test]
fn a_product_without_a_name_is_told_whatever_else_it_has() {
    let row = ["", "", "Rượu trắng", "HTX Mây Núi", "HTX", "", "", "", "60", ""];
    let (_, findings) = read(sheet(&[TOP, HEAD, TEA, &row, WINE], &[]));
    assert_eq!(told(&findings), ["E205 B4"]);
}

fn by_district(submissions: &[Submission]) -> Vec<(Option<usize>, usize)> {
    submissions.iter().map(|submission| (submission.district, submission.entries.len())).collect()
}

#[test]
fn sections_that_name_districts_make_a_submission_each() {
    let rows: [&[&str]; 8] = [
        &["Tỉnh Lai Châu"],
        HEAD,
        &["I. Thành phố Lai Châu (01 sản phẩm)"],
        TEA,
        &["II", "Huyện Tam Đường"],
        WINE,
        &["III. Huyện Mường Thé"],
        &["3", "Mật ong", "Mật ong", "HTX Ong", "HTX", "25", "15", "20", "60", "3"],
    ];
    let (forms, findings) = read(named_sheet("tong-hop.xlsx", "S", &rows, &["A3:J3", "A7:J7"]));
    assert_eq!(told(&findings), ["E204 A7"]);
    let finding = findings.iter().next().expect("the third is misspelt");
    assert!(
        finding
            .remedy
            .as_ref()
            .is_some_and(|remedy| remedy.starts_with("Có phải “huyện Mường Tè” không?"))
    );
    assert_eq!(by_district(&forms.submissions), [(Some(0), 1), (Some(1), 1), (None, 1)]);
    assert_eq!(forms.submissions[0].stated[0].value, 1);
}

#[test]
fn a_column_may_name_the_district_and_another_the_commune() {
    let head = [HEAD, &["Huyện", "Xã/phường"]].concat();
    let rows: [&[&str]; 4] = [
        &head,
        &[TEA, &["Sìn Hồ", "Tả Ngảo"]].concat(),
        &[WINE, &["Tam Đường", "Bản Bo"]].concat(),
        &[&with(WINE, 1, "Rượu thóc"), &["Sình Hồ", ""][..]].concat(),
    ];
    let (forms, findings) = read(sheet(&rows, &[]));
    assert_eq!(told(&findings), ["E204 K4"]);
    assert_eq!(by_district(&forms.submissions), [(Some(3), 1), (Some(1), 1), (None, 1)]);
    let entry = &forms.submissions[0].entries[0];
    assert_eq!(entry.commune.as_ref().map(|commune| commune.value.as_str()), Some("Tả Ngảo"));
}

#[test]
fn the_district_stands_above_the_table_or_in_the_names_of_sheet_and_file() {
    for (file, name, above, expected) in [
        ("a.xlsx", "S", "ỦY BAN NHÂN DÂN HUYỆN THAN UYÊN", Ok(5)),
        ("a.xlsx", "S", "UBND xã Mường Tè, huyện Sìn Hồ", Ok(3)),
        ("a.xlsx", "Tân Uyên", "Danh sách", Ok(6)),
        ("ho-so/than-uyen.xlsx", "Sheet1", "Danh sách", Ok(5)),
        ("ho-so/than-uyen.xlsx", "Sheet1", "UBND HUYỆN SÌN HỒ", Ok(3)),
        ("a.xlsx", "S", "UBND HUYỆN SÌM HỒ", Err("E204 A1")),
        ("a.xlsx", "S", "UBND TỈNH LAI CHÂU", Err("E204")),
        ("a.xlsx", "S", "Xã Mường Tè", Err("E204")),
    ] {
        let (forms, findings) = read(named_sheet(file, name, &[&[above], HEAD, TEA], &[]));
        assert_eq!(forms.submissions[0].district, expected.ok(), "{above}");
        assert_eq!(told(&findings), Vec::from_iter(expected.err()), "{above}");
    }
}

#[test]
fn tables_below_each_other_are_all_read() {
    let rows: [&[&str]; 9] = [
        &["I. UBND HUYỆN SÌN HỒ"],
        HEAD,
        TEA,
        &["Tổng cộng: 1 sản phẩm"],
        &[],
        &["II. UBND HUYỆN TAM ĐƯỜNG"],
        &["STT", "Chủ thể", "Sản phẩm", "Bộ SP", "Loại hình", "Tổng điểm"],
        &["1", "HTX Mây Núi", "Hồng trà", "Chè tươi, chế biến", "HTX", "70"],
        &["Tổng cộng: 1 sản phẩm"],
    ];
    let (forms, findings) = read(sheet(&rows, &[]));
    assert_eq!(told(&findings), [""; 0]);
    assert_eq!(products(&forms), ["Chè Tả Ngảo", "Hồng trà"]);
    assert_eq!(by_district(&forms.submissions), [(Some(3), 1), (Some(1), 1)]);
}

#[test]
fn a_header_repeated_on_a_new_page_is_no_product() {
    let (forms, findings) = read(sheet(&[TOP, HEAD, TEA, HEAD, WINE], &[]));
    assert_eq!((told(&findings), products(&forms).len()), (vec![], 2));
    assert_eq!(forms.submissions.len(), 1);
}

#[test]
fn letter_and_dossier_are_read_with_the_products() {
    let head = [HEAD, &["Hồ sơ", "", "", "", ""]].concat();
    let items =
        [&[""; 10][..], &["Phiếu ĐK", "PA KD", "Giới thiệu bộ máy", "GPKD", "SP mẫu"]].concat();
    let row = [TEA, &["x", "có", "", "Số 17A8", "05"]].concat();
    let letter = ["(Kèm theo Công văn số 123/UBND-NN ngày 05/11/2020 của UBND huyện Sìn Hồ)"];
    let rows: [&[&str]; 5] = [TOP, &letter, &head, &items, &row];
    let heads: Vec<String> = ('A'..='J').map(|column| format!("{column}3:{column}4")).collect();
    let merges: Vec<&str> = heads.iter().map(String::as_str).chain(["K3:O3"]).collect();
    let (forms, findings) = read(sheet(&rows, &merges));
    assert_eq!(told(&findings), [""; 0]);
    let submission = &forms.submissions[0];
    assert_eq!(
        submission.letter.number.as_ref().map(|number| number.value.as_str()),
        Some("123/UBND-NN")
    );
    let dossier =
        submission.entries[0].dossier.each_ref().map(|item| item.as_ref().map(|item| item.value));
    assert_eq!(dossier[..5], [Some(true), Some(true), Some(false), Some(true), Some(true)]);
}
