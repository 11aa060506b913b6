use std::collections::BTreeSet;

use time::{Date, Month};

use super::{CheckReport, ReceivedFiles};
use crate::finding::{Acceptance, Code, Finding, Findings, Place};
use crate::forms::Forms;
use crate::round::{Round, parse};

fn round() -> Round {
    let text =
        fs_err::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/inputs/round.toml")).unwrap();
    parse(&text, &mut Findings::default()).unwrap()
}

fn at(code: Code, file: &str, cell: &str, message: &str) -> Finding {
    let place = Place::file(file).sheet("Danh sách").cell(cell.parse().unwrap());
    Finding::new(code, place, message)
}

fn page_of(findings: &Findings) -> String {
    let (round, forms) = (round(), Forms::default());
    String::from_utf8(
        CheckReport::of(&round, &forms, ReceivedFiles::default(), &[], findings).to_html(),
    )
    .unwrap()
}

fn data_of(findings: &Findings, attachments: &[(Place, usize)]) -> serde_json::Value {
    let (round, forms) = (round(), Forms::default());
    let received = ReceivedFiles { attachments, ..ReceivedFiles::default() };
    serde_json::from_slice(
        &CheckReport::of(&round, &forms, received, &[], findings).to_json().unwrap(),
    )
    .unwrap()
}

fn one(finding: Finding) -> Findings {
    [finding].into_iter().collect()
}

const HOSTILE: &str = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>{{ 7*7 }}</style>";

#[test]
fn whatever_stands_in_a_cell_is_shown_as_text_and_never_run() {
    let finding = at(Code::ValueUnreadable, HOSTILE, "D14", HOSTILE);
    let mut finding =
        finding.heading(format!("{HOSTILE}.")).found(HOSTILE).allowed(HOSTILE).remedy(HOSTILE);
    finding.place.sheet = Some(HOSTILE.into());
    let date = Date::from_calendar_date(2020, Month::December, 7).unwrap();
    finding.accepted = Some(Acceptance { reason: HOSTILE.into(), by: HOSTILE.into(), date });
    let mut round = round();
    round.districts[0].name = HOSTILE.into();
    round.round.province = HOSTILE.into();
    let (findings, forms) = (one(finding), Forms::default());
    let page = String::from_utf8(
        CheckReport::of(&round, &forms, ReceivedFiles::default(), &[], &findings).to_html(),
    )
    .unwrap();
    assert_eq!(page.matches("<script").count(), 1, "our own");
    assert_eq!(page.matches("</style").count(), 1);
    assert!(
        !page.contains("<img") && page.contains("{{ 7*7 }}"),
        "a tag or a template of a cell is at work"
    );
    assert!(page.matches("&lt;script&gt;alert(1)&lt;").count() >= 10);
}

#[test]
fn the_page_needs_nothing_beside_itself_and_lets_nothing_else_run() {
    let page = page_of(&one(at(Code::ValueMissing, "ho-so/sin-ho.xlsx", "D14", "Ô để trống.")));
    for outside in [
        "http:", "https:", "//cdn", "src=", "@import", "url(http", "<link", "<iframe", "style=\"",
        " onclick",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(
        page.contains("default-src 'none'; style-src 'sha256-")
            && page.contains("script-src 'sha256-")
    );
    assert!(!page.contains("unsafe-inline"));
}

#[test]
fn the_files_of_a_district_stand_under_its_name_with_their_cells() {
    let mut findings = Findings::default();
    findings.push(
        at(Code::ScoreOutOfRange, "ho-so/sin-ho.xlsx", "G8", "Tổng điểm nằm ngoài thang điểm.")
            .found("725"),
    );
    findings.push(at(Code::SumDiffers, "ho-so/sin-ho.xlsx", "G9", "Tổng khác."));
    findings.push(Finding::new(
        Code::RoundUnfilled,
        Place::file("round.toml").line(7),
        "Chưa điền.",
    ));
    findings.push(at(Code::FormUnknown, "khac.xlsx", "A1", "Không rõ."));
    let data = data_of(
        &findings,
        &[(Place::file("Sìn Hồ/anh.jpg"), 3), (Place::file("Sìn Hồ/don.pdf"), 2)],
    );
    let groups = data["groups"].as_array().unwrap();
    let names: Vec<_> = groups.iter().map(|group| group["id"].as_str().unwrap()).collect();
    assert_eq!(names.first(), Some(&"khai-bao-cua-dot-round-toml"));
    assert_eq!(names.last(), Some(&"chua-ro-don-vi"));
    let district = groups.iter().find(|group| group["name"] == "huyện Sìn Hồ").unwrap();
    assert_eq!(district["attachments"], 5);
    assert_eq!(district["counts"]["errors"], 1);
    let found = &district["files"][0]["findings"];
    assert_eq!(found[0]["place"]["cell"], "G8");
    assert_eq!(found[0]["severity"], "lỗi");
    assert_eq!(found[1]["code"], "W303");
    assert_eq!(data["codes"]["E302"]["title"], "Điểm ngoài thang");
    assert_eq!(data["schema"], 1);
    let page = page_of(&findings);
    assert!(page.contains("<span class=\"cell\">Danh sách!G8</span>") && page.contains("dòng 7"));
}

#[test]
fn an_accepted_warning_is_shown_with_reason_person_and_date() {
    let mut finding = at(Code::SumDiffers, "ho-so/sin-ho.xlsx", "G9", "Tổng khác.");
    let day = Date::from_calendar_date(2020, Month::December, 7).unwrap();
    finding.accepted =
        Some(Acceptance {
            reason: "huyện làm tròn".into(), by: "Lò Văn Chương".into(), date: day
        });
    let findings = one(finding);
    let data = data_of(&findings, &[]);
    assert_eq!((&data["counts"]["warnings"], &data["counts"]["accepted"]), (&0.into(), &1.into()));
    let page = page_of(&findings);
    assert!(page.contains("<dd>huyện làm tròn (Lò Văn Chương, 07/12/2020)</dd>"));
    assert!(page.contains("<strong>Không phát hiện lỗi nào.</strong>"));
}

#[test]
fn an_unusable_round_still_gives_a_page_of_its_files() {
    let findings = one(Finding::new(
        Code::RoundMissing,
        Place::file("round.toml"),
        "Không có tệp round.toml.",
    ));
    let checked = CheckReport::without_round(ReceivedFiles::default(), &findings);
    let page = String::from_utf8(checked.to_html()).unwrap();
    assert!(page.contains("Chưa rõ đợt nào") && page.contains("Không có tệp round.toml."));
    let data: serde_json::Value = serde_json::from_slice(&checked.to_json().unwrap()).unwrap();
    assert!(data["round"].is_null());
}

#[test]
fn a_round_without_findings_says_so() {
    let page = page_of(&Findings::default());
    assert!(
        page.contains("Mọi tệp đều đọc được và không có gì phải sửa.") && !page.contains("<form")
    );
}

#[test]
fn every_id_of_a_page_is_its_own() {
    let mut findings = Findings::default();
    for (index, code) in Code::ALL.iter().enumerate() {
        findings.push(at(
            *code,
            ["round.toml", "a.xlsx", "ho-so/sin-ho.xlsx"][index % 3],
            "B2",
            "Một câu.",
        ));
    }
    let page = page_of(&findings);
    let ids: Vec<_> =
        page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    for target in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(ids.contains(&target), "{target} leads nowhere");
    }
}

#[test]
fn names_that_look_alike_get_different_ids() {
    let mut taken = BTreeSet::new();
    let ids = ["huyện Sìn Hồ", "Huyện Sin Hồ", "???", "…"]
        .map(|name| super::groups::unique(&mut taken, name));
    assert_eq!(ids, ["huyen-sin-ho", "huyen-sin-ho-2", "nhom", "nhom-2"]);
}
