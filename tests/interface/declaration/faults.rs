//! Faults planted in the declaration: each is told at its cell, with its heading and a remedy that
//! speaks of the workbook.

use ocop::declaration;
use ocop::finding::Finding;

use super::{sample, sample_cells};
use crate::support::declared::{DeclaredCells, Typed};
use crate::support::round::RoundFolder;

/// Where a value stands.
enum At {
    /// In the row of a label, in the column of a heading.
    Beside(&'static str, &'static str),
    /// So many rows below a heading.
    Below(&'static str, u32),
}

/// A fault: the sheet, the cells that are typed into, of which the last is the one that is told; the
/// code, and words of what is told.
struct Fault {
    sheet: &'static str,
    typed: Vec<(At, Typed)>,
    code: &'static str,
    words: &'static str,
}

fn fault(
    sheet: &'static str,
    at: At,
    typed: impl Into<Typed>,
    code: &'static str,
    words: &'static str,
) -> Fault {
    Fault { sheet, typed: vec![(at, typed.into())], code, words }
}

/// A fault in a row: these headings, so many rows below them.
fn row(
    sheet: &'static str,
    below: u32,
    typed: &[(&'static str, &'static str)],
    code: &'static str,
    words: &'static str,
) -> Fault {
    let typed = typed.iter().map(|(head, typed)| (At::Below(head, below), Typed::from(*typed)));
    Fault { sheet, typed: typed.collect(), code, words }
}

const VALUE: &str = "Giá trị";

fn single(
    sheet: &'static str,
    label: &'static str,
    typed: impl Into<Typed>,
    code: &'static str,
    words: &'static str,
) -> Fault {
    fault(sheet, At::Beside(label, VALUE), typed, code, words)
}

fn of_round() -> Vec<Fault> {
    let one = |label, typed: Typed, code, words| single("Đợt", label, typed, code, words);
    vec![
        one("Năm", "hai nghìn".into(), "E002", "Chỉ ghi số, không kèm chữ."),
        one("Năm", 2020.5.into(), "E002", "số nguyên từ 2018 đến 2100"),
        one("Dự kiến trong mấy ngày", (-3.0).into(), "E002", "số nguyên từ 1 đến 60"),
        one("Từ ngày (dự kiến)", "31/02/2020".into(), "E002", "ngày/tháng/năm, ví dụ 08/12/2026"),
        one("Từ ngày (dự kiến)", "8/12".into(), "E002", "Gõ lại ngày"),
        one("Từ ngày (dự kiến)", 44173.0.into(), "E002", "Gõ lại ngày"),
        one("Đến ngày (dự kiến)", Typed::Day(2020, 12, 7), "E003", "từ 08/12/2020 trở đi"),
        one("Ngày nhận hồ sơ", "12/2020".into(), "E003", "phải có đủ ngày, tháng, năm"),
        one("Tỉnh, thành phố", "".into(), "W004", "Điền các ô nền vàng"),
        one("Tỉnh, thành phố", "tỉnh Không Có".into(), "W020", "Ghi đúng tên tỉnh"),
        one(
            "Cơ quan thường trực",
            Typed::Broken("#REF!"),
            "E032",
            "Gõ giá trị vào ô thay cho công thức",
        ),
        one("Thời hạn giấy chứng nhận (tháng)", 500.0.into(), "E003", "từ 1 đến 120 tháng"),
        one(
            "Sản phẩm đủ điểm 5 sao, trong khi chờ Bộ",
            "5 sao".into(),
            "E002",
            "Chưa công nhận; 3 sao; 4 sao",
        ),
        fault(
            "Cơ quan",
            At::Beside("Địa danh", "UBND tỉnh"),
            "Điện Biên",
            "E019",
            "Sửa địa danh ở ô này, hoặc tên tỉnh ở trang “Đợt”.",
        ),
        fault("Cơ quan", At::Beside("Tên đầy đủ", "Hội đồng"), "", "W004", "Điền các ô nền vàng"),
    ]
}

fn of_acts() -> Vec<Fault> {
    vec![
        fault("Căn cứ", At::Below("Ngày", 1), "hôm nọ", "E002", "ngày/tháng/năm"),
        fault("Căn cứ", At::Below("Số, ký hiệu", 3), "", "W004", "xóa trắng cả dòng"),
        fault(
            "Căn cứ",
            At::Below("Số, ký hiệu", 1),
            "148/QĐ-TTg",
            "W507",
            "ô “Bộ tiêu chí áp dụng”",
        ),
        fault(
            "Căn cứ",
            At::Below("Tên gọi tắt", 3),
            "Luật Đất đai",
            "W036",
            "chuyển xuống một dòng trống",
        ),
        row(
            "Căn cứ",
            10,
            &[("Loại văn bản", "Quyết định"), ("Tên gọi tắt", "bộ tiêu chí")],
            "E033",
            "một tên gọi tắt riêng",
        ),
    ]
}

fn of_council() -> Vec<Fault> {
    vec![
        fault("Hội đồng", At::Below("Vai trò", 4), "Chủ tịch", "E003", "đúng một Chủ tịch"),
        fault("Hội đồng", At::Below("Họ và tên", 5), "Hà Trọng Hải", "E003", "ghi hai lần"),
        fault("Hội đồng", At::Below("Vai trò", 3), "Trưởng ban", "E002", "Phó Chủ tịch"),
        fault("Hội đồng", At::Below("Chức vụ, đơn vị", 3), "", "W004", "Điền các ô nền vàng"),
        fault(
            "Tổ giúp việc",
            At::Below("Họ và tên", 3),
            "Đỗ Mạnh Cương (giả định)",
            "W024",
            "trang “Chấp nhận”",
        ),
        fault(
            "Hội đồng",
            At::Below("Họ và tên", 9),
            Typed::Struck("Lê Đức Thọ Sơn (giả định)".into()),
            "W038",
            "xóa hẳn chữ trong ô",
        ),
        // The first letter is a Cyrillic one.
        fault(
            "Tổ giúp việc",
            At::Below("Họ và tên", 4),
            "\u{422}ẩn A Sơn (giả định)",
            "W119",
            "lại",
        ),
        single("Hội đồng", "Tên Hội đồng", "Hội đồng OCOP tỉnh Điện Biên", "E019", "trang “Đợt”"),
    ]
}

fn of_sessions() -> Vec<Fault> {
    let of = |label, typed: Typed, code, words| {
        fault("Các lần chấm", At::Beside(label, "Lần chấm 2"), typed, code, words)
    };
    let person = |typed: &[(&'static str, &'static str)], code, words| {
        row("Các lần chấm", 1, typed, code, words)
    };
    let (name, number, kind) = ("Thành viên", "Lần chấm (1, 2, …)", "Tình trạng");
    let (reason, by) = ("Lý do; hoặc văn bản ủy quyền", "Người dự và chấm thay");
    vec![
        of(
            "Bắt đầu (ví dụ 08 giờ 00)",
            "25 giờ 00".into(),
            "E015",
            "giờ bắt đầu hoặc giờ kết thúc",
        ),
        of("Kết thúc (ví dụ 17 giờ 00)", "".into(), "W004", "Điền các ô nền vàng"),
        of("Ngày", "19/12/2020".into(), "W014", "trang “Đợt”"),
        of("Người chủ trì", "Ai đó".into(), "E003", "một thành viên có mặt"),
        person(
            &[(number, "1"), (kind, "Vắng mặt"), (reason, "ốm"), (name, "Không Ai")],
            "E003",
            "trang “Hội đồng”",
        ),
        person(
            &[(name, "Hà Trọng Hải"), (kind, "Vắng mặt"), (reason, "ốm"), (number, "9")],
            "E032",
            "một lần chấm đã khai ở bảng trên",
        ),
        person(
            &[(name, "Hà Trọng Hải"), (number, "1"), (reason, "ốm"), (kind, "Ốm")],
            "E032",
            "Vắng mặt, Có mặt nhưng không chấm, Được thay",
        ),
        person(
            &[
                (name, "Vàng A Páo (giả định)"),
                (number, "1"),
                (kind, "Được thay"),
                (reason, "giấy số 5"),
                (by, "Hà Trọng Hải"),
            ],
            "E003",
            "không phải thành viên đã có phiếu riêng",
        ),
    ]
}

fn of_papers() -> Vec<Fault> {
    let of = |label, typed: Typed, code, words| {
        fault("Văn bản", At::Beside(label, "Kế hoạch"), typed, code, words)
    };
    let month = "Tháng dự kiến, khi chưa có ngày";
    vec![
        of("Cơ quan ban hành", "Sở Y tế".into(), "E003", "UBND tỉnh"),
        of("Căn cứ – dòng 2", "Luật Đất đai".into(), "E003", "Thành lập Hội đồng"),
        of(month, "13/2020".into(), "E002", "tháng/năm, ví dụ 12/2026"),
        of(month, "".into(), "W004", "Điền các ô nền vàng"),
        of("Số (chưa có thì để trống)", "ba".into(), "E002", "Chỉ ghi số"),
        of("Ký hiệu", "QĐ-UBND".into(), "E021", "Sửa ký hiệu"),
        Fault {
            sheet: "Văn bản",
            typed: vec![
                (At::Beside("Ngày (chưa có thì để trống)", "Kế hoạch"), "30/11/2020".into()),
                (At::Beside(month, "Kế hoạch"), "12/2020".into()),
            ],
            code: "E035",
            words: "xóa trắng ô tháng",
        },
        fault(
            "Giấy mời",
            At::Below("Nhóm được mời", 1),
            "Khách quý",
            "E002",
            "Những tên ghi ở cột bên",
        ),
        single("Giấy mời", "Thời gian", "", "W004", "Điền các ô nền vàng"),
    ]
}

fn of_rules() -> Vec<Fault> {
    let one = |label, typed: Typed, code, words| single("Cách tính", label, typed, code, words);
    vec![
        one("Số chữ số thập phân khi in điểm", 9.0.into(), "E003", "từ 0 đến 4"),
        one("Số người phải dự: tử số", 5.0.into(), "E003", "ví dụ tử số 3, mẫu số 4"),
        one("Phải có Chủ tịch hoặc Phó Chủ tịch dự", "Có lẽ".into(), "E002", "Có; Không"),
        one(
            "Chênh lệch tổng điểm quá mấy điểm thì chấm lại",
            (-1.0).into(),
            "E003",
            "không thể âm",
        ),
        Fault {
            sheet: "Cách tính",
            typed: vec![
                (At::Beside("Bộ tiêu chí áp dụng", VALUE), "Quyết định 148/QĐ-TTg năm 2023".into()),
                (At::Beside("Lý do dùng Bộ tiêu chí khác", VALUE), "".into()),
            ],
            code: "E003",
            words: "Ghi lý do vào ô này.",
        },
        Fault {
            sheet: "Cách tính",
            typed: vec![
                (
                    At::Beside("Bảng tổng hợp điểm được dùng thay phiếu còn thiếu", VALUE),
                    "Có".into(),
                ),
                (At::Beside("Lý do dùng bảng tổng hợp", VALUE), "".into()),
            ],
            code: "E003",
            words: "Ghi lý do vào ô này.",
        },
        row(
            "Kết luận",
            1,
            &[("Tên sản phẩm", "Chè"), ("Lý do", "b"), ("Kết luận", "Loại")],
            "E002",
            "Bị dừng đánh giá",
        ),
        row(
            "Xung đột",
            1,
            &[("Chủ thể", "HTX A"), ("Lý do", "b"), ("Thành viên", "Không Ai")],
            "E003",
            "trang “Hội đồng”",
        ),
        row(
            "Chấp nhận",
            1,
            &[
                ("Mã", "W304"),
                ("Tệp", "a"),
                ("Lý do", "b"),
                ("Người chấp nhận", "c"),
                ("Ngày", "mai"),
            ],
            "E002",
            "ngày/tháng/năm",
        ),
        Fault {
            sheet: "Ký số",
            typed: vec![
                (At::Below("Họ tên, đúng như người ký", 1), "Hà Trọng Hải".into()),
                (At::Below("Bề rộng ảnh (mm)", 1), 500.0.into()),
            ],
            code: "E003",
            words: "từ 15 đến 80 mm",
        },
    ]
}

/// Types a fault into the sample's declaration; returns the cell that must be told.
fn plant(fault: &Fault) -> (DeclaredCells, String) {
    let mut cells = sample_cells();
    let mut last = String::new();
    for (at, typed) in &fault.typed {
        last = match at {
            At::Beside(row, column) => cells.find(fault.sheet, row, column),
            At::Below(heading, rows) => cells.below(fault.sheet, heading, *rows),
        };
        cells.set(fault.sheet, &last, typed.clone());
    }
    (cells, last)
}

/// The findings about a declaration.
fn judged(workbook: Vec<u8>) -> Vec<Finding> {
    let round = RoundFolder::settings();
    fs_err::remove_file(round.input("round.toml")).unwrap();
    round.with("khai-bao.xlsx", workbook).judge().findings
}

/// Everything that a finding says.
fn said(finding: &Finding) -> String {
    let parts = [Some(&finding.message), finding.allowed.as_ref(), finding.remedy.as_ref()];
    parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" / ")
}

#[test]
fn each_planted_fault_is_told_at_its_cell_with_a_fitting_remedy() {
    let faults = [of_round(), of_acts(), of_council(), of_sessions(), of_papers(), of_rules()]
        .into_iter()
        .flatten();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for fault in faults {
        count += 1;
        let (cells, cell) = plant(&fault);
        let place = format!("khai-bao.xlsx · {}!{cell}", fault.sheet);
        let findings = judged(cells.bytes());
        let found = findings
            .iter()
            .find(|finding| finding.code.id() == fault.code && finding.place.to_string() == place);
        match found {
            Some(finding) if said(finding).contains(fault.words) => {}
            Some(finding) => {
                wrong.push(format!("{place}: “{}” is not in: {}", fault.words, said(finding)));
            }
            None => wrong.push(format!(
                "{} is not told at {place}, but:\n{}",
                fault.code,
                findings
                    .iter()
                    .map(|one| format!("    {} {} {}", one.code.id(), one.place, said(one)))
                    .collect::<Vec<_>>()
                    .join("\n")
            )),
        }
        for finding in findings.iter().filter(|one| one.place.file == *"khai-bao.xlsx") {
            let said =
                format!("{} {}", said(finding), finding.found.as_deref().unwrap_or_default());
            for word in ["round.toml", "[", "]", " = ", "ngoặc kép", "mục `"] {
                if said.contains(word) {
                    wrong.push(format!("{place}: speaks of TOML: {said}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 50, "{count}");
}

#[test]
fn all_faults_are_told_in_one_pass() {
    let mut cells = sample_cells();
    for (sheet, row, column, typed) in [
        ("Đợt", "Năm", VALUE, "hai nghìn"),
        ("Đợt", "Đến ngày (dự kiến)", VALUE, "mai"),
        ("Văn bản", "Tháng dự kiến, khi chưa có ngày", "Biên bản", "13/2020"),
        ("Cách tính", "Hồ sơ thiếu thành phần bắt buộc", VALUE, "tùy"),
    ] {
        let at = cells.find(sheet, row, column);
        cells.set(sheet, &at, typed);
    }
    let at = cells.find("Giấy mời", "Liên hệ", VALUE);
    cells.set("Giấy mời", &at, "");
    let codes: Vec<_> = judged(cells.bytes()).iter().map(|finding| finding.code.id()).collect();
    assert_eq!(codes.iter().filter(|code| **code == "E002").count(), 4, "{codes:?}");
    assert!(codes.contains(&"W004"), "{codes:?}");
}

/// Checks what is told of a workbook whose structure was damaged.
#[track_caller]
fn told(cells: &DeclaredCells, code: &str, words: &str) {
    let findings = judged(cells.bytes());
    let found = findings.iter().find(|one| one.code.id() == code && said(one).contains(words));
    let all: Vec<_> = findings
        .iter()
        .map(|one| format!("{} {} {}", one.code.id(), one.place, said(one)))
        .collect();
    assert!(found.is_some(), "{code} “{words}”:\n{}", all.join("\n"));
}

#[test]
fn what_was_deleted_or_stands_twice_is_told() {
    let mut cells = sample_cells();
    cells.delete_sheet("Giấy mời");
    told(&cells, "E034", "Không thấy trang “Giấy mời”");

    let mut cells = sample_cells();
    let at = cells.find("Đợt", "Năm", VALUE);
    let row: u32 = at.trim_start_matches('C').parse().unwrap();
    cells.delete_row("Đợt", row);
    told(&cells, "E034", "Không thấy mục “Năm”");

    let mut cells = sample_cells();
    let at = cells.find("Văn bản", "Ký hiệu", "Quyết định");
    assert!(at.starts_with('F'), "{at}");
    cells.move_cells("Văn bản", |(row, column)| (column != 5).then_some((row, column)));
    told(&cells, "E034", "Không thấy cột “Quyết định”");
    assert!(judged(cells.bytes()).iter().all(|one| !one.message.contains('`')));

    let mut cells = sample_cells();
    cells.move_cells("Đợt", |(row, column)| (column != 2).then_some((row, column)));
    told(&cells, "E034", "Không thấy cột “Giá trị”");

    let mut cells = sample_cells();
    cells.copy_sheet("Hội đồng", "Hội đồng (2)");
    told(&cells, "E033", "bản chép của trang “Hội đồng”");

    let mut cells = sample_cells();
    let at = cells.find("Đợt", "Năm", VALUE);
    let row: u32 = at.trim_start_matches('C').parse().unwrap();
    cells.copy_row("Đợt", row, row + 1);
    told(&cells, "E033", "cả hai dòng đều có giá trị");

    let mut cells = sample_cells();
    for sheet in ["Đợt", "Cơ quan", "Căn cứ", "Đơn vị", "Hội đồng", "Tổ giúp việc", "Các lần chấm"]
    {
        cells.move_cells(sheet, |(row, column)| (column > 0).then_some((row, column)));
    }
    told(&cells, "E034", "Không thấy trang “Đợt”");

    let mut cells = sample_cells();
    let at = cells.find("Cơ quan", "Tên đầy đủ", "(cơ quan khác)");
    cells.set("Cơ quan", &at, "Sở Nông nghiệp");
    told(&cells, "E032", "chưa có tên gọi tắt");
}

#[test]
fn what_is_no_declaration_is_refused() {
    for (bytes, words) in [
        (b"not a workbook".to_vec(), "không mở được"),
        (crate::support::workbooks::submission("huyện Sìn Hồ", &[]), "không có các khóa ẩn"),
    ] {
        let findings = judged(bytes);
        let found = findings.iter().find(|one| one.code.id() == "E031").unwrap();
        assert!(said(found).contains(words), "{}", said(found));
    }
    assert!(declaration::fingerprint(b"not a workbook").is_none());
    assert!(declaration::to_toml(&declaration::to_workbook(&sample()).unwrap()).is_ok());
}
