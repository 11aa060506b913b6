//! Tests of a `round.toml` with faults or with values to be filled in: one run reports all faults,
//! each at its line and with its remedy.

use crate::support::round::RoundFolder;
use crate::support::workbooks::{submission, tea};

/// The line of a text in the settings, as a finding names it.
fn line(round: &RoundFolder, text: &str) -> String {
    format!("round.toml · dòng {}", round.line_of(text))
}

/// What every fault of the file says, by its line.
fn faults(round: &RoundFolder) -> Vec<(usize, String)> {
    let judged = round.judge();
    let faults = judged.findings("E002").into_iter();
    let told = |finding: &ocop::finding::Finding| {
        let parts = [Some(&finding.message), finding.allowed.as_ref(), finding.remedy.as_ref()];
        (
            finding.place.line.unwrap_or(0),
            parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" / "),
        )
    };
    faults.map(told).collect()
}

/// Checks that exactly these faults are told: a text of the line, and words of what is told there.
#[track_caller]
fn told(round: &RoundFolder, wanted: &[(&str, &str)]) {
    let faults = faults(round);
    let lines: Vec<_> = faults.iter().map(|(line, _)| *line).collect();
    let mut wanted: Vec<_> =
        wanted.iter().map(|(text, words)| (round.line_of(text), *words)).collect();
    wanted.sort_unstable();
    assert_eq!(lines, wanted.iter().map(|(line, _)| *line).collect::<Vec<_>>(), "{faults:#?}");
    for ((_, told), (_, words)) in faults.iter().zip(&wanted) {
        assert!(told.contains(words), "`{words}` is not in `{told}`");
    }
}

#[test]
fn unknown_keys_wrong_kinds_and_missing_keys_are_told_in_one_run() {
    let round = RoundFolder::settings()
        .typing("standing_agency =", "standing_agenci =")
        .typing("\ndays = 2 ", "\ndays = \"hai\" ")
        .typing("\nfrom = 2020-12-08", "\nfrom = \"08/12/2020\"")
        .typing("year = 2020\n", "")
        .typing(
            "[[council.members]]\ntitle = \"Ông\"\nname = \"Hà Trọng Hải\"",
            "[[council.members]]\nname = \"Hà Trọng Hải\"",
        )
        .typing("role = \"vice_chair\"", "role = \"deputy\"")
        .typing("dossier = \"required\"", "dossier = required_not");
    // A value without quotes is a fault of syntax, behind which nobody knows what is missing.
    told(
        &round,
        &[
            ("standing_agenci", "Có phải `standing_agency` không?"),
            ("days = \"hai\"", "Ghi số, bỏ hai dấu ngoặc kép."),
            ("from = \"08/12/2020\"", "năm-tháng-ngày"),
            ("role = \"deputy\"", "chair, vice_chair, member"),
            ("dossier = required_not", "Đặt giá trị giữa hai dấu ngoặc kép"),
        ],
    );
    let round = round.typing("dossier = required_not", "dossier = \"required\"");
    let faults = faults(&round);
    // A misspelt key is not missing as well.
    assert_eq!(faults.len(), 6, "{faults:#?}");
    let said = faults.iter().map(|(_, told)| told.as_str()).collect::<Vec<_>>().join("\n");
    assert!(
        said.contains("Thiếu mục `year`.") && said.contains("Thêm dòng đó vào mục [round]."),
        "{said}"
    );
    assert!(
        said.contains("Thiếu mục `title`") && said.contains("vào mục [[council.members]]"),
        "{said}"
    );
    round.run().ended(3);
}

#[test]
fn faults_of_syntax_are_told_each_with_its_own_remedy() {
    for (old, new, words) in [
        (
            "province = \"tỉnh Lai Châu\"",
            "province = tỉnh Lai Châu",
            "Đặt giá trị giữa hai dấu ngoặc kép",
        ),
        ("province = \"tỉnh Lai Châu\"", "province = \"tỉnh Lai Châu", "Thêm dấu ngoặc kép đóng"),
        ("province = \"tỉnh Lai Châu\"", "province \"tỉnh Lai Châu\"", "Thêm dấu = và giá trị"),
        ("\nfrom = 2020-12-08", "\nfrom = 08/12/2020", "năm-tháng-ngày"),
        ("\nfrom = 2020-12-08", "\nfrom = 2020-12-32", "kiểm tra ngày đó có trong lịch"),
        ("\ndays = 2 ", "\ndays = 02 ", "Bỏ số 0 ở đầu"),
        ("\nlimit = 10", "\nlimit = 10", ""),
        (
            "chair_ballot_counts = true",
            "chair_ballot_counts = True",
            "true hoặc false bằng chữ thường",
        ),
        ("[tally]", "[tally", "Đóng ngoặc vuông"),
        ("\n[decision]\n", "\n[tally]\n[decision]\n", "Giữ một dòng, xóa dòng kia"),
    ]
    .into_iter()
    .filter(|(.., words)| !words.is_empty())
    {
        let faults = faults(&RoundFolder::settings().typing(old, new));
        assert_eq!(faults.len(), 1, "{new}: {faults:#?}");
        assert!(faults[0].1.contains(words), "{new}: {faults:#?}");
        assert!(faults[0].0 > 0, "{new}: no line");
    }
}

#[test]
fn several_faults_of_syntax_are_told_together() {
    let round = RoundFolder::settings()
        .typing("province = \"tỉnh Lai Châu\"", "province = tỉnh Lai Châu")
        .typing("\ndays = 2 ", "\ndays = hai ")
        .typing("printed_decimals = 1", "printed_decimals = \"một\"");
    told(
        &round,
        &[
            ("province = tỉnh", "Đặt giá trị giữa hai dấu ngoặc kép"),
            ("days = hai", "ngoặc kép"),
            ("printed_decimals = \"một\"", "Ghi số, bỏ hai dấu ngoặc kép."),
        ],
    );
}

#[test]
fn a_list_that_is_not_closed_is_one_fault_at_its_end() {
    let round = RoundFolder::settings()
        .typing("    \"Liên minh HTX tỉnh\",\n]", "    \"Liên minh HTX tỉnh\"\n");
    let faults = faults(&round);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].1.contains("dấu ngoặc vuông đóng"), "{faults:#?}");
    assert_eq!(faults[0].0, round.line_of("    \"Liên minh HTX tỉnh\""));
}

#[test]
fn what_is_impossible_is_told_beside_an_unknown_key() {
    let round = RoundFolder::settings()
        .typing("printed_decimals = 1", "printed_decimals = 9\nrounding = 2");
    let judged = round.judge();
    judged.told(&["E002", "E003"]);
    judged.tells("E003", "round.toml · tally.printed_decimals");
}

#[test]
fn only_values_are_open_and_no_comment_is() {
    let round = RoundFolder::settings()
        .typing("remark = \"", "# remark = \"<điền: ghi chú>\"\nremark = \"")
        .typing("standing_agency = ", "standing_agency = \"Sở số #1\" # <điền: tên sở>\n# ");
    round.judge().told(&[]);
    let round = RoundFolder::settings()
        .typing("contact = \"Chi cục", "contact = \"Phòng #2 <điền: số> Chi cục");
    let judged = round.judge();
    judged.told(&["W004"]);
    let finding = judged.tells("W004", &line(&round, "Phòng #2"));
    assert_eq!(finding.heading.as_deref(), Some("invitation.contact"));
    assert!(
        judged.waits("Tất cả văn bản").ends_with(&format!(": dòng {}", round.line_of("Phòng #2")))
    );
}

// ---- `ocop new`
// --------------------------------------------------------------------------------------------------

fn template() -> String {
    fs_err::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/new/round.toml"))
        .unwrap()
}

#[test]
fn a_new_round_says_every_line_that_is_to_be_filled_in() {
    let round = RoundFolder::empty().with("round.toml", template());
    let run = round.run();
    run.ended(3);
    assert!(run.papers().is_empty());
    let told = run.findings("W004").join("\n");
    assert!(run.findings("E002").is_empty() && run.findings("E504").is_empty(), "{}", run.said);
    for (number, text) in (1..).zip(template().lines()) {
        if text.contains("<điền") && !text.starts_with('#') {
            assert!(
                told.contains(&format!("dòng {number}")),
                "line {number} is not told: {text}\n{told}"
            );
        }
    }
}

#[test]
fn nothing_that_a_new_round_holds_is_a_date_or_a_number_of_somebody() {
    for text in template().lines() {
        let (key, value) = text.trim_start_matches("# ").split_once(" = ").unwrap_or_default();
        let dated = ["date", "from", "to", "deadline", "year", "days", "start", "end", "time"]
            .contains(&key);
        assert!(!dated || value.contains("<điền") || value.contains("\"<"), "{text}");
    }
}

#[test]
fn a_round_whose_first_day_is_known_is_checked_before_all_is_filled_in() {
    let text = template();
    let from = text.lines().find(|line| line.starts_with("from = ")).unwrap();
    let text = text.replace(from, "from = 2026-12-08");
    let list = submission("huyện Sìn Hồ", &[tea("Chè Tả Ngảo")]);
    let run = RoundFolder::empty().with("round.toml", text).with("ho-so/sin-ho.xlsx", list).run();
    // The district of the list is not among those of the round, which is still open.
    run.finding("E204");
    let waiting = run.said.split_once("Chưa xuất được").unwrap().1;
    assert!(
        waiting.contains("Tất cả văn bản: điền nốt") && waiting.contains("dòng 8–10, 12–13,"),
        "{waiting}"
    );
    assert!(run.papers().is_empty());
}

/// The template with every open value filled in as somebody would.
fn filled_in() -> String {
    let value = |key: &str, open: &str| -> String {
        let of_key = match key {
            "year" => "2026",
            "number" if open.contains("đợt thứ mấy") => "2",
            "days" => "2",
            "from" => "2026-12-08",
            "to" => "2026-12-09",
            "date" if open.contains("của văn bản, ví dụ") => "2026-09-10",
            "date" => "\"2026-12\"",
            "province" => "\"tỉnh Lai Châu\"",
            "place" if open.contains("địa danh") => "\"Lai Châu\"",
            "time" => "\"08 giờ 00, ngày 08 tháng 12 năm 2026\"",
            _ => "",
        };
        if of_key.is_empty() { format!("\"Giá trị {}\"", open.len()) } else { of_key.to_owned() }
    };
    let fill = |(number, line): (usize, &str)| -> String {
        if line.starts_with('#') {
            return line.to_owned();
        }
        let key = line.split(" = ").next().unwrap_or_default();
        let mut line = line.to_owned();
        while let Some(at) = line.find("<điền") {
            let end = at + line[at..].find('>').unwrap() + 1;
            let open = line[at..end].to_owned();
            let whole = line[..at].ends_with('"') && line[end..].starts_with('"');
            let alone = whole && line[..at] == format!("{key} = \"");
            if alone {
                let value = match (key, open.contains("số quyết định")) {
                    ("number", true) => "\"26/2026/QĐ-TTg\"".to_owned(),
                    ("name", _) if open.contains("Sìn Hồ") => "\"xã Sìn Hồ\"".to_owned(),
                    ("name", _) if open.contains("họ tên") => format!("\"Lò Văn {number}\""),
                    _ => value(key, &open),
                };
                line.replace_range(at - 1..=end, &value);
            } else {
                let value = match open.as_str() {
                    open if open.contains("ví dụ KT. CHỦ TỊCH") => "KT. CHỦ TỊCH",
                    open if open.contains("dòng thứ hai") => "PHÓ CHỦ TỊCH",
                    open if open.contains("TỈNH") => "TỈNH LAI CHÂU",
                    _ => "điền rồi",
                };
                line.replace_range(at..end, value);
            }
        }
        line
    };
    template().lines().enumerate().map(fill).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_new_round_that_is_filled_in_issues_its_plan() {
    let text = filled_in().replace(
        "date = 2026-09-10\nissuer = \"Thủ tướng",
        "date = 2026-05-22\nissuer = \"Thủ tướng",
    );
    // The other acts have numbers of their own.
    let text = ["542/QĐ-UBND", "365/QĐ-UBND", "836/QĐ-UBND", "1630/QĐ-UBND"]
        .into_iter()
        .rev()
        .fold(text, |text, number| {
            let at = text.rfind("26/2026/QĐ-TTg").unwrap();
            format!("{}{number}{}", &text[..at], &text[at + "26/2026/QĐ-TTg".len()..])
        });
    let judged = RoundFolder::empty().with("round.toml", text).judge();
    judged.told(&[]);
    let plan = judged.paper("ke-hoach");
    assert!(plan.contains("tỉnh Lai Châu năm 2026 (đợt 2)") && !plan.contains("điền:"), "{plan}");
    assert!(
        plan.contains("Quyết định số 26/2026/QĐ-TTg ngày 22/5/2026 của Thủ tướng Chính phủ; "),
        "{plan}"
    );
}
