use time::{Date, Month};

use super::{AcceptEntry, accept, names};
use crate::finding::{CellRef, Code, Finding, Findings, Place, Severity};

fn acceptance(code: &str) -> AcceptEntry {
    AcceptEntry {
        code: code.into(),
        file: Some("ho-so/sin-ho.xlsx".into()),
        product: None,
        cell: None,
        reason: "Huyện đã giải trình".into(),
        by: "Trần Thị Minh Nguyệt".into(),
        date: Date::from_calendar_date(2020, Month::December, 7).unwrap(),
        line: 12,
    }
}

fn at(code: Code, file: &str, cell: &str) -> Finding {
    let place = Place::file(file).sheet("Danh sách").cell(cell.parse().unwrap());
    Finding::new(code, place, "Tổng khác với tổng cộng lại.")
}

/// Two sums that differ, and a score too high.
fn findings() -> Findings {
    let mut findings = Findings::default();
    findings.push(at(Code::SumDiffers, "ho-so/sin-ho.xlsx", "G8"));
    findings.push(at(Code::SumDiffers, "ho-so/sin-ho.xlsx", "G9"));
    findings.push(at(Code::ScoreOutOfRange, "ho-so/sin-ho.xlsx", "G8"));
    findings
}

fn accepted(acceptance: AcceptEntry) -> Findings {
    let mut findings = findings();
    accept(&[acceptance], &mut findings, |finding, product| {
        product == "Chè" && finding.place.cell.is_some_and(|cell| cell.row == 7)
    });
    findings
}

fn cells(findings: &Findings) -> Vec<String> {
    findings
        .accepted()
        .filter_map(|(finding, _)| finding.place.cell)
        .map(|cell: CellRef| cell.to_string())
        .collect()
}

fn only(findings: Findings, code: Code) -> Finding {
    assert_eq!(cells(&findings), [""; 0]);
    let found: Vec<_> = findings.into_iter().filter(|finding| finding.code == code).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().unwrap()
}

#[test]
fn an_accepted_warning_stays_but_no_longer_counts() {
    let findings = accepted(acceptance("W303"));
    assert_eq!(cells(&findings), ["G8", "G9"]);
    assert_eq!(findings.iter().count(), 3);
    assert_eq!(findings.count(Severity::Warning), 0);
    assert_eq!(findings.count(Severity::Error), 1);
    let (_, taken) = findings.accepted().next().unwrap();
    assert_eq!(
        (taken.by.as_str(), taken.reason.as_str()),
        ("Trần Thị Minh Nguyệt", "Huyện đã giải trình")
    );
}

#[test]
fn a_cell_narrows_it_with_or_without_its_sheet() {
    for cell in ["G8", "g8", "$G$8", "Danh sách!G8", "'Danh sách'!G8", "Danh sa\u{301}ch!G8"] {
        let findings = accepted(AcceptEntry { cell: Some(cell.into()), ..acceptance("w303") });
        assert_eq!(cells(&findings), ["G8"], "{cell}");
    }
    let findings = accepted(AcceptEntry { cell: Some("Sheet2!G8".into()), ..acceptance("W303") });
    only(findings, Code::AcceptanceUnused);
}

#[test]
fn a_product_narrows_it_to_its_row() {
    let findings =
        accepted(AcceptEntry { file: None, product: Some("Chè".into()), ..acceptance("W303") });
    assert_eq!(cells(&findings), ["G8"]);
    let findings =
        accepted(AcceptEntry { product: Some("Mật ong".into()), ..acceptance("W303") });
    only(findings, Code::AcceptanceUnused);
}

#[test]
fn an_acceptance_of_nothing_is_a_warning_at_its_line() {
    let finding = only(
        accepted(AcceptEntry { cell: Some("A1".into()), ..acceptance("W304") }),
        Code::AcceptanceUnused,
    );
    assert_eq!(finding.place.to_string(), "round.toml · dòng 12");
    assert_eq!(
        finding.found.as_deref(),
        Some("code = \"W304\", file = \"ho-so/sin-ho.xlsx\", cell = \"A1\"")
    );
}

#[test]
fn an_error_cannot_be_accepted() {
    let finding = only(accepted(acceptance("E302")), Code::AcceptanceRefused);
    assert_eq!(finding.place.to_string(), "round.toml · dòng 12");
    assert_eq!(finding.severity(), Severity::Error);
}

#[test]
fn an_acceptance_that_cannot_be_understood_is_refused_with_the_reason() {
    let wrong = [
        (acceptance("W999"), "Không có mã này."),
        (
            AcceptEntry { file: None, ..acceptance("W303") },
            "không ghi tệp, cũng không ghi sản phẩm",
        ),
        (AcceptEntry { cell: Some("14D".into()), ..acceptance("W303") }, "Ô ghi không đúng."),
        (AcceptEntry { reason: " ".into(), ..acceptance("W303") }, "để trống dòng reason"),
        (AcceptEntry { by: String::new(), ..acceptance("W303") }, "để trống dòng by"),
    ];
    for (acceptance, says) in wrong {
        let finding = only(accepted(acceptance), Code::AcceptanceRefused);
        assert!(finding.message.contains(says) && finding.remedy.is_some(), "{finding:?}");
    }
}

#[test]
fn a_file_may_be_named_by_its_last_parts_or_by_its_archive() {
    let file = "ho-so/nam-nhun.zip!/Hồ sơ/danh sách.xlsx";
    for wanted in [
        file,
        "danh sách.xlsx",
        "Hồ sơ/danh sách.xlsx",
        "Hồ sơ\\danh sách.xlsx",
        "nam-nhun.zip",
        "ho-so/nam-nhun.zip",
        "danh sa\u{301}ch.xlsx",
    ] {
        assert!(names(wanted, file), "{wanted}");
    }
    for wanted in ["", "sách.xlsx", "nhun.zip", "ho-so", "nam-nhun", "/"] {
        assert!(!names(wanted, file), "{wanted}");
    }
}

#[test]
fn the_line_of_an_acceptance_is_that_of_its_heading() {
    let text =
        fs_err::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/inputs/round.toml")).unwrap();
    let entry = "code = \"W303\"\nfile = \"a.xlsx\"\nreason = \"đã rõ\"\nby = \"Lê Thị \
                 Hoa\"\ndate = 2020-12-07\n";
    let text = format!("{text}\n\n[[accept]]\n{entry}\n# ghi chú\n[[accept]]\n{entry}");
    let lines: Vec<_> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| *line == "[[accept]]")
        .map(|(line, _)| line)
        .collect();
    let mut findings = Findings::default();
    let round = crate::round::parse(&text, &mut findings).unwrap_or_else(|| panic!("{findings:?}"));
    assert_eq!(round.acceptances().map(|accept| accept.line).collect::<Vec<usize>>(), lines);
}

#[test]
fn an_unknown_key_of_an_acceptance_is_told_with_its_line() {
    let text =
        fs_err::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/inputs/round.toml")).unwrap();
    let mut findings = Findings::default();
    let text = format!("{text}\n[[accept]]\ncode = \"W303\"\nfiel = \"a.xlsx\"\n");
    assert!(crate::round::parse(&text, &mut findings).is_none());
    let finding = findings.iter().next().unwrap();
    assert_eq!(finding.code, Code::RoundUnreadable);
    assert_eq!(finding.place.line, Some(text.lines().count()));
    assert!(finding.message.contains("`fiel`"), "{finding:?}");
}
