//! Whole runs from the declaration in Excel.

use ocop::declaration;

use super::{sample, sample_cells};
use crate::support::round::{RoundFolder, sample_settings};

/// The sample round, declared in Excel.
fn in_excel(round: RoundFolder, settings: &str) -> RoundFolder {
    fs_err::remove_file(round.input("round.toml")).unwrap();
    round.with("khai-bao.xlsx", declaration::to_workbook(settings).unwrap())
}

#[test]
fn the_papers_are_the_same_to_the_byte_and_what_changed_is_told() {
    let settings = sample_settings(&["named"]);
    let toml = RoundFolder::sample(&["named"]);
    let excel = in_excel(RoundFolder::sample(&["named"]), &settings);
    let (one, other) = (toml.run(), excel.run());
    other.ended(one.exit);
    let (one, mut other_files) = (one.files(), other.files());
    for name in one.keys().filter(|name| {
        !["kiem-tra.html", "kiem-tra.json", "lan-chay-cuoi.json", "so-ket-xuat.json"]
            .contains(&name.as_str())
    }) {
        assert_eq!(one.get(name), other_files.get(name), "{name}");
    }
    assert!(one.len() > 10, "{:?}", one.keys());
    assert!(other_files.remove("khai-bao-da-dung.toml").is_some());

    // Saved again by another program: nothing has changed, not even the record, but for the file
    // that knows the bytes of the inputs.
    let cells = {
        let bytes = fs_err::read(excel.input("khai-bao.xlsx")).unwrap();
        crate::support::declared::DeclaredCells::of(&bytes)
    };
    let record = excel.outputs().join("so-ket-xuat.json");
    let recorded = || {
        let mut record: serde_json::Value =
            serde_json::from_slice(&fs_err::read(&record).unwrap()).unwrap();
        let outputs = record["outputs"].as_array_mut().unwrap();
        outputs.retain(|output| output["file"] != "lan-chay-cuoi.json");
        record
    };
    let before = recorded();
    let excel = excel.with("khai-bao.xlsx", cells.bytes());
    let again = excel.run();
    assert!(!again.said.contains("Khai báo đã đổi"), "{}", again.said);
    assert_eq!(before, recorded());

    // One word changed: the next run tells it.
    let mut cells = cells;
    let at = cells.below("Hội đồng", "Chức vụ, đơn vị", 3);
    cells.set("Hội đồng", &at, "Giám đốc Sở Y tế");
    let changed = excel.with("khai-bao.xlsx", cells.bytes()).run();
    let line = format!(
        "khai-bao.xlsx · Hội đồng!{at} (Chức vụ, đơn vị): “Phó Giám đốc Sở …” → “Giám đốc Sở …”"
    );
    assert!(
        changed.said.contains("Khai báo đã đổi so với lần chạy trước (1 chỗ):"),
        "{}",
        changed.said
    );
    assert!(changed.said.contains(&line), "{}", changed.said);
}

#[test]
fn two_declarations_are_refused_with_the_remedy() {
    let round =
        RoundFolder::settings().with("khai-bao.xlsx", declaration::to_workbook(&sample()).unwrap());
    let run = round.check();
    run.ended(3);
    let told = run.tells("E030", "khai-bao.xlsx");
    assert!(told.contains("ocop declare"), "{told}");
}

#[test]
fn what_is_open_is_named_by_its_cells_and_papers_wait_for_it() {
    let mut cells = sample_cells();
    let at = cells.find("Đợt", "Tỉnh, thành phố", "Giá trị");
    cells.set("Đợt", &at, "");
    let round = in_excel(RoundFolder::settings(), &sample()).with("khai-bao.xlsx", cells.bytes());
    let judged = round.judge();
    judged.tells("W004", &format!("khai-bao.xlsx · Đợt!{at}"));
    let reason = judged.waits("Tất cả văn bản").to_owned();
    assert_eq!(reason, format!("điền nốt 1 ô còn trống trong khai-bao.xlsx: Đợt ({at})"));
}

#[test]
fn a_copy_of_the_declaration_is_not_taken_for_a_list() {
    let workbook = declaration::to_workbook(&sample()).unwrap();
    let round =
        in_excel(RoundFolder::settings(), &sample()).with("ho-so/khai-bao (1).xlsx", workbook);
    round.judge().tells("N123", "ho-so/khai-bao (1).xlsx");
}

#[test]
fn acceptances_in_excel_are_applied_to_cells_and_told_at_their_rows() {
    let mut cells = sample_cells();
    let at = cells.find("Các lần chấm", "Ngày", "Lần chấm 2");
    cells.set("Các lần chấm", &at, "19/12/2020");
    let row = [
        ("Mã", "W014"),
        ("Tệp", "khai-bao.xlsx"),
        ("Lý do", "họp thêm"),
        ("Người chấp nhận", "Hà Trọng Hải"),
        ("Ngày", "20/12/2020"),
    ];
    for (heading, typed) in row {
        let at = cells.below("Chấp nhận", heading, 1);
        cells.set("Chấp nhận", &at, typed);
    }
    let at = cells.below("Chấp nhận", "Mã", 2);
    cells.set("Chấp nhận", &at, "E301");
    for (heading, typed) in &row[1..] {
        let at = cells.below("Chấp nhận", heading, 2);
        cells.set("Chấp nhận", &at, *typed);
    }
    let round = in_excel(RoundFolder::settings(), &sample()).with("khai-bao.xlsx", cells.bytes());
    let run = round.check();
    assert!(!run.said.contains("[W014]") || run.said.contains("chấp nhận"), "{}", run.said);
    let told = run.tells("E006", &format!("khai-bao.xlsx · Chấp nhận!{at}"));
    assert!(told.contains("rồi xóa dòng này"), "{told}");
}

#[test]
fn a_declaration_is_converted_and_nothing_is_overwritten() {
    let round = RoundFolder::settings();
    let before = fs_err::read_to_string(round.input("round.toml")).unwrap();
    let run = round.declare("excel");
    run.ended(0);
    assert!(run.said.contains("chú thích (sau dấu #)"), "{}", run.said);
    assert!(!round.input("round.toml").exists());
    assert_eq!(fs_err::read_to_string(round.input("round.toml.cu")).unwrap(), before);
    round.judge().told_for_sure(&[]);

    round.declare("toml").ended(0);
    let after = fs_err::read_to_string(round.input("round.toml")).unwrap();
    assert_eq!(after, declaration::canonical(&before).unwrap());

    // Both old files stand there now, so nothing can be set aside a second time.
    let again = round.declare("excel");
    again.ended(3);
    assert!(again.complained.contains("không bị ghi đè"), "{}", again.complained);
    assert!(round.input("round.toml").exists() && !round.input("khai-bao.xlsx").exists());
}

#[test]
fn a_declaration_with_faults_is_not_converted() {
    let round = RoundFolder::settings().typing("province = \"tỉnh Lai Châu\"", "province = tỉnh");
    let run = round.declare("excel");
    run.ended(3);
    assert!(run.complained.contains("sai cú pháp"), "{}", run.complained);
    let round = RoundFolder::settings().adding("[khac]\nmuc = 1");
    let run = round.declare("excel");
    run.ended(3);
    assert!(run.complained.contains("khac.muc = 1"), "{}", run.complained);
    assert!(!round.input("khai-bao.xlsx").exists());
}

#[test]
fn a_new_round_is_declared_in_excel_unless_asked_otherwise() {
    let folder = RoundFolder::empty();
    let beside = |name: &str| folder.outputs().parent().unwrap().join(name);
    folder.new_round(&["dot-1"]).ended(0);
    assert!(beside("dot-1/khai-bao.xlsx").exists() && !beside("dot-1/round.toml").exists());
    folder.new_round(&["dot-2", "--toml"]).ended(0);
    assert!(beside("dot-2/round.toml").exists() && !beside("dot-2/khai-bao.xlsx").exists());
}

#[test]
fn a_declaration_under_another_name_or_in_another_format_is_pointed_at() {
    for name in ["khai-bao.ods", "Khai báo (1).xlsx", "khai_bao.XLS"] {
        let round = RoundFolder::empty().with(name, sample_cells().bytes());
        let run = round.check();
        run.ended(3);
        assert!(run.tells("E001", name).contains("đặt tên khai-bao.xlsx"), "{}", run.said);
    }
}

#[test]
fn an_explanation_names_the_cell_from_which_a_number_comes() {
    let round = in_excel(RoundFolder::settings(), &sample());
    let run = round.explain(&["--paper", "01-ke-hoach/ke-hoach.pdf", "2"]);
    let at = sample_cells().find("Đợt", "Dự kiến trong mấy ngày", "Giá trị");
    let line = format!("khai-bao.xlsx · Đợt!{at} (Dự kiến trong mấy ngày) = 2");
    assert!(run.said.contains(&line), "{}", run.said);
    assert!(!run.said.contains("round."), "{}", run.said);
}
