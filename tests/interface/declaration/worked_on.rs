//! What people do to the workbook without meaning harm: headings reworded, columns and sheets moved,
//! rows inserted, notes added, lists pasted, dates and numbers typed as text.

use ocop::declaration;
use ocop::round;

use super::{of_toml, of_workbook, same, sample, sample_cells};
use crate::support::declared::{DeclaredCells, Typed};

/// Checks that a workbook still says what the sample says.
#[track_caller]
fn still_the_sample(cells: &DeclaredCells) {
    let bytes = cells.bytes();
    same(&of_workbook(&bytes), &of_toml(&sample()));
    let sample = declaration::to_workbook(&super::sample()).unwrap();
    assert_eq!(declaration::fingerprint(&bytes), declaration::fingerprint(&sample));
}

#[test]
fn saved_by_another_program_it_is_the_same() {
    still_the_sample(&sample_cells());
}

#[test]
fn headings_may_be_reworded_and_sheets_renamed_and_moved() {
    let mut cells = sample_cells();
    for (sheet, label, column) in [
        ("Đợt", "Năm", "Mục"),
        ("Văn bản", "Ký hiệu", "Mục"),
        ("Hội đồng", "Họ và tên", "Họ và tên"),
    ] {
        let at = cells.find(sheet, label, column);
        cells.set(sheet, &at, "Chữ khác hẳn");
    }
    cells.rename_sheet("Hội đồng", "HĐ tỉnh");
    cells.turn_sheets();
    cells.add_sheet("Nháp", "ghi chú riêng của tôi");
    still_the_sample(&cells);
}

#[test]
fn columns_may_be_moved_and_added() {
    let mut cells = sample_cells();
    cells.swap_columns("Hội đồng", 2, 4);
    cells.swap_columns("Văn bản", 2, 6);
    cells.swap_columns("Giấy mời", 2, 3);
    cells.swap_columns("Căn cứ", 1, 6);
    cells.insert_column("Tổ giúp việc", 3);
    cells.insert_column("Đợt", 2);
    let at = cells.below("Tổ giúp việc", "Chức vụ, đơn vị", 2);
    let beside = at.replace('E', "D");
    cells.set("Tổ giúp việc", &beside, "đã gọi điện");
    still_the_sample(&cells);
}

#[test]
fn blank_rows_are_left_alone() {
    let mut cells = sample_cells();
    cells.insert_rows("Đợt", 6, 2);
    cells.insert_rows("Đơn vị", 7, 3);
    cells.insert_rows("Hội đồng", 14, 2);
    cells.insert_rows("Căn cứ", 8, 1);
    cells.insert_rows("Văn bản", 14, 1);
    still_the_sample(&cells);
}

#[test]
fn a_pasted_list_of_names_is_read_whole() {
    let mut cells = sample_cells();
    for row in 0..96 {
        let at = cells.below("Đơn vị", "Tên đơn vị, ví dụ huyện Sìn Hồ, xã Tả Lèng", row + 1);
        cells.set("Đơn vị", &at, format!("xã Số {row}").as_str());
    }
    let at = cells.find("Đợt", "Sở, ngành liên quan – dòng 1", "Giá trị");
    let first: u32 = at.trim_start_matches('C').parse().unwrap();
    for row in 0..40 {
        cells.set("Đợt", &format!("C{}", first + row), format!("Sở {row}").as_str());
    }
    let round = of_workbook(&cells.bytes());
    assert_eq!(round.districts.len(), 96);
    assert_eq!(round.districts[95].name, "xã Số 95");
    assert_eq!(round.round.departments.len(), 40);
}

#[test]
fn what_people_type_for_days_numbers_and_words_is_understood() {
    let mut cells = sample_cells();
    let single = |cells: &mut DeclaredCells, sheet: &str, label: &str, typed: Typed| {
        let at = cells.find(sheet, label, "Giá trị");
        cells.set(sheet, &at, typed);
    };
    single(&mut cells, "Đợt", "Năm", "2020".into());
    single(&mut cells, "Đợt", "Từ ngày (dự kiến)", "ngày 08 tháng 12 năm 2020".into());
    single(&mut cells, "Đợt", "Đến ngày (dự kiến)", "10.12.2020".into());
    single(&mut cells, "Cách tính", "Phải có Chủ tịch hoặc Phó Chủ tịch dự", "CÓ".into());
    single(&mut cells, "Cách tính", "Phiếu của Chủ tịch được tính", "x".into());
    single(
        &mut cells,
        "Cách tính",
        "Chênh lệch tổng điểm quá mấy điểm thì chấm lại",
        "10,0".into(),
    );
    let at = cells.find("Văn bản", "Tháng dự kiến, khi chưa có ngày", "Kế hoạch");
    cells.set("Văn bản", &at, "tháng 12 năm 2020");
    // Excel makes a fraction of a day out of 8:00.
    let at = cells.find("Các lần chấm", "Bắt đầu (ví dụ 08 giờ 00)", "Lần chấm 1");
    cells.set("Các lần chấm", &at, 8.0 / 24.0);
    let at = cells.below("Hội đồng", "Vai trò", 2);
    cells.set("Hội đồng", &at, "phó  chủ tịch");
    same(&of_workbook(&cells.bytes()), &of_toml(&sample()));
}

#[test]
fn a_body_and_an_act_of_ones_own_are_known_by_their_short_names() {
    let mut cells = sample_cells();
    let column =
        |cells: &mut DeclaredCells, label: &str| cells.find("Cơ quan", label, "(cơ quan khác)");
    for (label, typed) in [
        ("Tên gọi tắt trong tệp này", "Sở Nông nghiệp"),
        ("Tên in ở đầu văn bản – dòng 1", "SỞ NÔNG NGHIỆP"),
        ("Tên đầy đủ", "Sở Nông nghiệp tỉnh Lai Châu"),
        ("Tên viết tắt", "Sở NN"),
        ("Địa danh", "Lai Châu"),
    ] {
        let at = column(&mut cells, label);
        cells.set("Cơ quan", &at, typed);
    }
    let at = cells.find("Văn bản", "Cơ quan ban hành", "Kế hoạch");
    cells.set("Văn bản", &at, "sở nông nghiệp");
    for (heading, typed) in
        [("Tên gọi tắt", "Luật Đất đai"), ("Loại văn bản", "Luật Đất đai"), ("Ngày", "18/01/2024")]
    {
        let at = cells.below("Căn cứ", heading, 12);
        cells.set("Căn cứ", &at, typed);
    }
    let at = cells.find("Văn bản", "Căn cứ – dòng 5", "Kế hoạch");
    cells.set("Văn bản", &at, "Luật Đất đai");
    let round = of_workbook(&cells.bytes());
    let plan = &round.papers.plan;
    assert_eq!(round.issuers[&plan.issuer].short_name, "Sở NN");
    assert_eq!(round.acts[plan.legal_bases.last().unwrap()].kind, "Luật Đất đai");
}

#[test]
fn a_note_among_the_values_is_left_alone_and_told() {
    let mut cells = sample_cells();
    let at = cells.find("Cách tính", "Số chữ số thập phân khi in điểm", "Giá trị");
    let below = format!("C{}", at.trim_start_matches('C').parse::<u32>().unwrap() + 3);
    cells.set("Cách tính", &below, "hỏi lại anh Sơn");
    let (round, findings) = round::read_workbook(&cells.bytes());
    same(&super::plain(round.unwrap()), &of_toml(&sample()));
    let told: Vec<_> = findings.iter().map(|one| (one.code.id(), one.place.to_string())).collect();
    assert_eq!(told, [("N037", format!("khai-bao.xlsx · Cách tính!{below}"))]);
}

#[test]
fn a_list_that_was_pasted_over_the_end_of_its_table_is_told() {
    let mut cells = sample_cells();
    for row in 1..9 {
        let at = cells.below("Ký số", "Họ tên, đúng như người ký", row);
        let image = cells.below("Ký số", "Ảnh chữ ký (.png)", row);
        if row > 5 {
            cells.set("Ký số", &at, "Hà Trọng Hải");
            cells.set("Ký số", &image, "anh.png");
        }
    }
    let (_, findings) = round::read_workbook(&cells.bytes());
    assert!(findings.iter().any(|one| one.code.id() == "N037"), "{findings:#?}");
}
