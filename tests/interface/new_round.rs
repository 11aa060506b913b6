//! `ocop new --province … --date …`: the round that it writes fits its time, and nothing in it is
//! wrong once the blanks are filled in.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::support::judged::Judged;

/// Communes as an office would add them, for the time without districts.
const COMMUNES: &str = "\
[province]
name = \"tỉnh Lai Châu\"
code = \"12\"
valid_from = 2025-07-06
source = \"danh mục thử\"
verified = \"chưa\"
communes = [
    { code = \"1\", name = \"phường Tân Phong\" },
    { code = \"2\", name = \"xã Sin Suối Hồ\" },
    { code = \"3\", name = \"xã Khổng Lào\" },
]
";

/// What `ocop new` said, and the folder it made.
struct Made {
    folder: TempDir,
    code: i32,
    said: String,
}

impl Made {
    /// Runs `ocop new` with the communes above among the office's templates.
    fn with(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let office = folder.path().join("office/communes");
        fs_err::create_dir_all(&office).unwrap();
        fs_err::write(office.join("lai-chau-2025.toml"), COMMUNES).unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_ocop"))
            .args(["new", "round", "--toml", "--templates", "office"])
            .args(options)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
        Self { folder, code: done.status.code().unwrap(), said }
    }

    fn lai_chau(date: &str) -> Self {
        let made = Self::with(&["--province", "Lai Châu", "--date", date]);
        assert_eq!(made.code, 0, "{}", made.said);
        made
    }

    fn inputs(&self) -> PathBuf {
        self.folder.path().join("round")
    }

    fn text(&self) -> String {
        fs_err::read_to_string(self.inputs().join("round.toml")).unwrap()
    }
}

/// The text with every blank filled in as somebody would, for a round in this month.
fn filled(text: &str, month: &str) -> String {
    let (year, short) = month.split_once('-').unwrap();
    let short: u8 = short.parse().unwrap();
    let commune = text
        .split_once("Bỏ dấu # ở hai dòng")
        .and_then(|(_, rest)| rest.split_once("# name = "))
        .map(|(_, rest)| rest.lines().next().unwrap().to_owned());
    let mut section = String::new();
    let lines = text.lines().enumerate().map(|(number, line)| {
        if line.starts_with('[') {
            line.clone_into(&mut section);
        }
        if line.starts_with('#') || !line.contains("<điền") {
            return line.to_owned();
        }
        let key = line.split(" = ").next().unwrap();
        let value = match (section.as_str(), key) {
            ("[round]", "number" | "days") => "2".to_owned(),
            ("[round]", "from") => format!("{month}-08"),
            ("[round]", "received") => "2026-05-25".to_owned(),
            ("[round]", "to") => format!("{month}-10"),
            ("[[districts]]", "name") => commune.clone().unwrap(),
            ("[acts.local_government]", "date") => "2025-06-16".to_owned(),
            (section, "number") if section.starts_with("[acts") => {
                format!("\"{number}/QĐ-UBND\"")
            }
            (section, "date") if section.starts_with("[acts") => format!("{year}-01-16"),
            ("[invitation]", "time") => {
                format!("\"08 giờ 00, ngày 08 tháng {short} năm {year}\"")
            }
            (_, "name") => format!("\"Lò Văn {number}\""),
            _ => String::new(),
        };
        if !value.is_empty() {
            return format!("{key} = {value}");
        }
        let mut line = line.to_owned();
        while let Some(at) = line.find("<điền") {
            let end = at + line[at..].find('>').unwrap() + 1;
            let word =
                if line[at..end].contains("Ông hoặc Bà") { "Ông" } else { "Đã điền" };
            let word = if line[at..end].contains("họ tên") {
                format!("Lò Văn {number}")
            } else {
                word.to_owned()
            };
            line.replace_range(at..end, &word);
        }
        line
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The findings about the round file, of a folder whose blanks are filled in. Notes about days on
/// which offices are closed are about the days of the test.
fn about_the_round(inputs: &Path, month: &str) -> Vec<String> {
    let file = inputs.join("round.toml");
    let text = filled(&fs_err::read_to_string(&file).unwrap(), month);
    fs_err::write(&file, text).unwrap();
    let judged = Judged::of(inputs);
    let told = judged.findings.iter().filter(|finding| finding.code.id() != "N026");
    told.map(|finding| format!("{finding:?}")).collect()
}

#[test]
fn a_round_of_each_act_has_nothing_wrong_once_its_blanks_are_filled_in() {
    for (month, act) in [
        ("2020-03", "1048-2019"),
        ("2020-12", "1048-2019-781-2020"),
        ("2023-11", "148-2023"),
        ("2025-11", "148-2023-1489-2025"),
        ("2026-06", "26-2026"),
        ("2026-09", "26-2026"),
    ] {
        let made = Made::lai_chau(month);
        let told = about_the_round(&made.inputs(), month);
        assert!(told.is_empty(), "{month}: {told:#?}");
        let judged = Judged::of(&made.inputs());
        assert_eq!(judged.results["act"], act, "{month}");
        let plan = judged.paper("ke-hoach");
        assert!(!plan.contains("điền:"), "{plan}");
    }
}

#[test]
fn a_round_of_today_names_the_bodies_the_acts_and_the_signers_of_today() {
    let text = Made::lai_chau("2026-09").text();
    for line in [
        "# Đã ghi sẵn những gì theo tỉnh Lai Châu và tháng 9/2026: Quyết định số 26/2026/QĐ-TTg.",
        // The 30th of April was over before the act.
        "# Đợt 1 của năm: họp trước ngày 30/6/2026.",
        "# Đợt 2 của năm: hồ sơ được đề nghị trước ngày 30/10/2026, họp trước ngày 30/12/2026.",
        "province = \"tỉnh Lai Châu\"",
        "year = 2026",
        "standing_agency = \"Sở Nông nghiệp và Môi trường\"",
        "lines = [\"ỦY BAN NHÂN DÂN\", \"TỈNH LAI CHÂU\"]",
        "number = \"26/2026/QĐ-TTg\"",
        "date = 2026-05-22",
        "number = \"72/2025/QH15\"",
        "issuer = \"Chủ tịch UBND tỉnh Lai Châu\"",
        "# name = \"xã Sin Suối Hồ\"",
        "date = \"2026-09\"",
        "legal_bases = [\"local_government\", \"criteria\", \"council\"]",
    ] {
        assert!(text.lines().any(|own| own == line), "{line}\n{text}");
    }
    assert!(text.contains("Tổ tư vấn") && !text.contains("Tổ giúp việc"), "{text}");
    let decision = text.split_once("[papers.decision]").unwrap().1;
    let signer = decision.lines().find(|line| line.starts_with("signer")).unwrap();
    assert!(signer.contains("[\"KT. CHỦ TỊCH\", \"PHÓ CHỦ TỊCH\"]"), "{signer}");
    for gone in ["Kế hoạch và Đầu tư", "Tài nguyên", "Thông tin và Truyền thông", "PTNT"]
    {
        assert!(!text.contains(gone), "{gone}");
    }
}

#[test]
fn a_round_of_2023_lists_the_districts_and_is_signed_for_the_committee() {
    let text = Made::lai_chau("2023-11").text();
    assert_eq!(text.matches("\n[[districts]]\nname = \"").count(), 8, "{text}");
    assert!(text.contains("[\"TM. ỦY BAN NHÂN DÂN\", \"KT. CHỦ TỊCH\", \"PHÓ CHỦ TỊCH\"]"));
    assert!(text.contains("number = \"148/QĐ-TTg\"") && text.contains("Sở Nông nghiệp và Phát"));
    assert!(!text.contains("criteria_amendment"), "{text}");
}

#[test]
fn the_amendment_of_an_act_is_cited_with_it() {
    let text = Made::lai_chau("2025-11").text();
    assert!(text.contains("[acts.criteria_amendment]") && text.contains("\"1489/QĐ-TTg\""));
    assert!(text.contains("\"criteria\", \"criteria_amendment\", \"council\"]"), "{text}");
}

#[test]
fn the_wording_of_the_time_lies_beside_it() {
    let files = |date: &str| {
        let made = Made::lai_chau(date);
        let wording = made.inputs().join("templates/wording");
        ["ke-hoach.md", "2025/ke-hoach.md", "bien-ban.md"].map(|name| wording.join(name).exists())
    };
    assert_eq!(files("2020-12"), [true, false, true]);
    assert_eq!(files("2026-09"), [false, true, true]);
}

#[test]
fn a_date_may_be_typed_as_people_type_it() {
    for date in ["2026-09", "9/2026", "09/2026", "2026-09-15", "15/9/2026"] {
        let text = Made::lai_chau(date).text();
        assert!(text.contains("number = \"26/2026/QĐ-TTg\""), "{date}");
        assert_eq!(text.contains("from = 2026-09-15"), date.contains("15"), "{date}");
    }
}

#[test]
fn what_cannot_be_is_told_with_what_is_possible() {
    for (province, date, words) in [
        ("Lai Chau Moi", "2026-09", &["`Lai Chau Moi`", "tỉnh Lai Châu"] as &[&str]),
        ("Lai Châu", "tháng 9", &["`tháng 9`", "--date 2026-09"]),
        ("Lai Châu", "2026-13", &["`2026-13`", "--date 2026-09-15"]),
        ("Lai Châu", "2026-02-30", &["`2026-02-30`"]),
        ("Lai Châu", "2018-05", &["Không có Bộ tiêu chí nào", "từ 21/8/2019"]),
        ("Lai Châu", "2026-05", &["26/2026/QĐ-TTg áp dụng từ ngày 22/5/2026", "2026-05-22"]),
        ("Lai Châu", "2025-07", &["1489/QĐ-TTg", "--date 2025-07-06"]),
    ] {
        let made = Made::with(&["--province", province, "--date", date]);
        assert_eq!(made.code, 3, "{date}: {}", made.said);
        assert!(!made.inputs().exists(), "nothing is made");
        for word in words {
            assert!(made.said.contains(word), "{word}: {}", made.said);
        }
    }
}

#[test]
fn one_of_the_two_is_not_enough() {
    for options in [&["--province", "Lai Châu"], &["--date", "2026-09"]] {
        let made = Made::with(options);
        assert_eq!(made.code, 3);
        assert!(made.said.contains("còn thiếu"), "{}", made.said);
    }
}

#[test]
fn a_round_whose_dossiers_all_came_before_the_new_act_is_told_who_signs() {
    let made = Made::lai_chau("2026-06");
    let file = made.inputs().join("round.toml");
    let text = fs_err::read_to_string(&file).unwrap();
    let at = text.find("\nreceived = ").unwrap() + 1;
    let end = at + text[at..].find('\n').unwrap();
    let text = format!("{}received = 2026-05-15{}", &text[..at], &text[end..]);
    fs_err::write(&file, text).unwrap();
    let told = about_the_round(&made.inputs(), "2026-06");
    assert!(told.len() == 1 && told[0].contains("SignerForOther"), "{told:#?}");
    assert_eq!(Judged::of(&made.inputs()).results["act"], "148-2023-1489-2025");
}
