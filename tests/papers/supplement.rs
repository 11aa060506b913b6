//! Tests of the letter that asks a district to supplement its dossiers.

use std::path::Path;

use ocop::documents::{self, DistrictFaults, Facts, WriteUp, WrittenPaper};
use ocop::finding::{CellRef, Code, Finding, Findings, Place};
use ocop::templates::Templates;
use ocop::typeset::{TypesetPaper, Typesetter};
use ocop::{criteria, round, rules, tally};

use crate::support::pdf::Pdf;
use crate::support::round::sample_folder;

/// The templates of the program.
fn templates() -> Templates {
    Templates::new(Path::new("no such folder")).unwrap()
}

/// The sample's settings, changed.
fn settings(change: impl Fn(&mut toml::Table)) -> String {
    let mut settings: toml::Table =
        fs_err::read_to_string(sample_folder().join("round.toml")).unwrap().parse().unwrap();
    change(&mut settings);
    settings.to_string()
}

/// The letters of a round to these districts.
fn letters(settings: &str, districts: &[DistrictFaults<'_>]) -> WriteUp {
    let mut findings = Findings::default();
    let round = round::parse(settings, &mut findings).unwrap_or_else(|| panic!("{findings:#?}"));
    let templates = templates();
    let (criteria, _) = criteria::load(&templates).unwrap();
    let acts = criteria::choose(&criteria, &round).0.unwrap();
    let tally = tally::count(&round, &rules::Judgement::default());
    let facts = Facts::of(&round, &acts, &tally);
    documents::supplements(&round, acts.main(), &tally, &facts, &templates, districts).unwrap()
}

fn at(file: &str, code: Code, row: u32, column: u32) -> Finding {
    Finding::new(
        code,
        Place::file(file).sheet("Danh sách đề nghị").cell(CellRef::new(row, column)),
        "Ô này phải là một số.",
    )
    .heading("Tổng điểm cấp huyện")
    .found("7 2,5 điểm")
    .allowed("số từ 0 đến 100, ví dụ 72,5")
    .remedy("Ghi lại điểm bằng số.")
}

/// Faults of Sìn Hồ, the fourth district, in two files.
fn faults() -> Vec<Finding> {
    let mut faults: Vec<_> =
        (6..30).map(|row| at("ho-so/sin-ho.xlsx", Code::ValueUnreadable, row, 6)).collect();
    faults.push(
        Finding::new(
            Code::SumDiffers,
            Place::file(
                "ho-so/bo-sung.zip!/thang-12/Danh_sach_san_pham_de_nghi_bo_sung_lan_2.xlsx",
            )
            .sheet("Trang_tính_có_tên_rất_dài_không_dấu_cách")
            .cell(CellRef::new(107, 27)),
            "Tổng điểm không bằng điểm các phần cộng lại.",
        )
        .heading("Tổng điểm")
        .found("72,5 (các phần cộng lại: 71)")
        .remedy("Xem lại điểm các phần và tổng điểm, sửa chỗ sai."),
    );
    faults.push(Finding::new(Code::HiddenRead, Place::file("ho-so/sin-ho.xlsx"), "Có hàng ẩn."));
    faults
}

fn printed(letter: &WrittenPaper) -> TypesetPaper {
    Typesetter::new(&templates())
        .unwrap()
        .print(letter)
        .unwrap_or_else(|failure| panic!("{failure:?}"))
}

#[test]
fn a_district_is_asked_to_mend_every_fault_of_its_files() {
    let faults = faults();
    let sin_ho = DistrictFaults { district: 3, findings: faults.iter().collect() };
    let papers = letters(&settings(|_| {}), &[sin_ho]);
    assert!(papers.findings.is_empty(), "{:#?}", papers.findings);
    let [letter] = papers.written.as_slice() else { panic!("{:#?}", papers.written) };
    assert_eq!(letter.file, "tra-lai/huyen-sin-ho/cong-van.pdf");
    let printed = printed(letter);
    if let Some(folder) = std::env::var_os("OCOP_LETTER") {
        fs_err::write(Path::new(&folder).join("cong-van.pdf"), &printed.pdf).unwrap();
    }
    let pdf = Pdf::read(&printed.pdf);
    let text = pdf.pages[0].text();
    for line in [
        "V/v bổ sung",
        "Kính gửi: UBND huyện Sìn Hồ",
        "24 lỗi phải sửa",
        "01 nội dung cần xem lại",
        "trước ngày 04 tháng 12 năm 2020",
        "Sản phẩm có hồ sơ chưa hoàn thiện sau thời hạn trên chưa được đưa vào đánh giá",
    ] {
        assert!(pdf.pages[0].shows(line), "{line}:\n{text}");
    }
    let annex: String = pdf.pages[1..].iter().map(crate::support::pdf::Page::text).collect();
    assert_eq!(
        annex.matches("7 2,5 điểm").count(),
        24,
        "every fault stands in the annex:\n{annex}"
    );
    assert!(!annex.contains("hàng ẩn"), "a note is nothing to mend");
}

#[test]
fn a_letter_about_warnings_alone_does_not_say_that_products_are_left_out() {
    let faults = [at("ho-so/sin-ho.xlsx", Code::SumDiffers, 6, 6)];
    let sin_ho = DistrictFaults { district: 3, findings: faults.iter().collect() };
    let papers = letters(&settings(|_| {}), &[sin_ho]);
    let body = format!("{:?}", papers.written[0].document.body);
    assert!(body.contains("trình Hội đồng.") && !body.contains("chưa được đưa vào"), "{body}");
}

#[test]
fn a_district_without_faults_gets_no_letter() {
    let note = Finding::new(Code::HiddenRead, Place::file("ho-so/sin-ho.xlsx"), "Có hàng ẩn.");
    let districts = [
        DistrictFaults { district: 0, findings: Vec::new() },
        DistrictFaults { district: 3, findings: vec![&note] },
    ];
    let papers = letters(&settings(|_| {}), &districts);
    assert!(papers.written.is_empty() && papers.waiting.is_empty());
}

#[test]
fn a_round_that_settles_nothing_of_the_letter_gets_it_with_blanks() {
    let settings = settings(|settings| {
        settings["papers"].as_table_mut().unwrap().remove("supplement");
        settings.remove("supplement");
    });
    let faults = faults();
    let papers =
        letters(&settings, &[DistrictFaults { district: 3, findings: faults.iter().collect() }]);
    let letter = &papers.written[0].document;
    let number = letter.header.number.as_ref().unwrap();
    assert_eq!((number.value.as_deref(), number.symbol.as_str()), (None, "HĐOCOP"));
    assert_eq!(letter.header.place.as_ref().unwrap().day, None);
    assert_eq!(letter.signatures[0].name, "Hà Trọng Hải");
}

#[test]
fn letters_wait_while_the_round_is_not_filled_in() {
    let settings = settings(|settings| {
        settings["round"].as_table_mut().unwrap().insert("remark".into(), "<điền: ghi chú>".into());
    });
    let faults = faults();
    let papers =
        letters(&settings, &[DistrictFaults { district: 3, findings: faults.iter().collect() }]);
    assert!(papers.written.is_empty());
    assert!(papers.waiting[0].reason.contains("round.toml"), "{:?}", papers.waiting);
}
