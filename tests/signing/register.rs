//! Tests of the register of papers: it is held against the papers, the declaration and the calendar.

use super::number::today;
use super::sign::{SIGNED, book, refuses};
use crate::support::office::{Office, SECRET};
use crate::support::round::RoundFolder;

const DECISION: &str = "outputs/06-quyet-dinh/quyet-dinh.pdf";
const NUMBERED: &str = "outputs/da-cap-so/06-quyet-dinh/quyet-dinh.pdf";
const BOOK: &str = "outputs/so-chu-ky.json";

#[test]
fn a_register_that_was_changed_or_cut_is_told_and_gives_no_number() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    office.ocop(&["number", SIGNED, "--number", "1757"], "").ended(0);
    assert!(office.ocop(&["run"], "").findings("W415").is_empty());
    let whole = String::from_utf8(office.read(BOOK)).unwrap();
    let other = whole.replace("\"number\":1757", "\"number\":1700");
    assert_ne!(other, whole);
    let torn = whole.trim_end().strip_suffix("]}}").unwrap().to_owned();
    let without = whole.lines().next().unwrap().to_owned() + "\n";
    for (text, told) in [
        (&other, "mang số 1757"),
        (&torn, "sổ không có dòng nào"),
        (&without, "sổ không có dòng nào"),
    ] {
        office.write(BOOK, text);
        let run = office.ocop(&["run"], "");
        run.tells("W415", "da-cap-so/06-quyet-dinh/quyet-dinh.pdf");
        assert!(run.said.contains(told), "{}", run.said);
        let number = office.ocop(&["number", SIGNED, "--number", "1758"], "");
        number.ended(3);
        refuses(&office.seal(&[NUMBERED]), "sổ văn bản");
    }
    office.write(BOOK, &whole);
    refuses(&office.ocop(&["number", SIGNED], ""), "đã được cấp số 1757/QĐ-UBND");
    office.seal(&[NUMBERED]).ended(0);
}

#[test]
fn a_number_other_than_the_declared_one_is_not_given() {
    let office = Office::issued();
    let (day, month, year) = today();
    office.typing("[signing]\n", "[signing]\nnumber_after = true\n");
    office.typing("date = 2020-12-11", &format!("date = {year}-{month:02}-{day:02}"));
    office.ocop(&["run"], "");
    office.official(&[DECISION]).ended(0);
    let run = office.ocop(&["number", SIGNED, "--number", "1"], "");
    refuses(&run, "Khai báo ghi số 1757/QĐ-UBND");
    assert!(run.complained.contains("còn lệnh này cấp số 01/QĐ-UBND"), "{}", run.complained);
    office.ocop(&["number", SIGNED, "--number", "1757"], "").ended(0);
}

#[test]
fn a_number_that_a_sealed_paper_prints_is_in_the_register_and_given_to_no_other() {
    let office = Office::issued();
    let (day, month, year) = today();
    let date = format!("date = {year}-{month:02}-{day:02}");
    office.typing("date = 2020-12-11", &date);
    let chief =
        "[[signing.officials]]\nname = \"Phan Thị Lan (giả định)\"\nimage = \"chu-ky.png\"\n\n";
    office.typing("[[signing.seals]]", &format!("{chief}[[signing.seals]]"));
    office.ocop(&["run"], "");
    let excerpts = office.path("outputs/06-quyet-dinh/trich-sao");
    let excerpt = fs_err::read_dir(excerpts).unwrap().next().unwrap().unwrap().file_name();
    let excerpt = format!("06-quyet-dinh/trich-sao/{}", excerpt.to_string_lossy());
    office.official(&[DECISION]).ended(0);
    office
        .sign(
            &[&format!("outputs/{excerpt}")],
            &["--role", "official", "--p12", "khac.p12", "--other-signer"],
            SECRET,
        )
        .ended(0);
    let signed_excerpt = format!("outputs/da-ky/{excerpt}");
    let number = ["number", &signed_excerpt, "--number", "1757"];
    refuses(&office.ocop(&number, ""), "Số 1757 đã cấp cho văn bản khác: Quyết định");
    office.seal(&[SIGNED]).ended(0);
    let line = &book(&office)[2]["registered"].clone();
    assert_eq!((&line["number"], &line["symbol"]), (&1757.into(), &"QĐ-UBND".into()));
    assert!(office.path("outputs/so-van-ban.xlsx").exists());
    refuses(&office.ocop(&number, ""), "Số 1757 đã cấp cho văn bản khác: Quyết định");
    let run = office.ocop(&["number", &signed_excerpt], "");
    run.ended(0);
    assert!(run.said.contains("số 1758/TrS-UBND"), "{}", run.said);
}

#[test]
fn a_paper_that_a_run_would_make_anew_gets_no_number() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    office.typing("symbol = \"QĐ-UBND\"", "symbol = \"QĐ-CT\"");
    let number = ["number", SIGNED, "--number", "1757"];
    refuses(
        &office.ocop(&number, ""),
        "Đầu vào hoặc mẫu đã đổi sau lần chạy gần nhất (round.toml)",
    );
    assert_eq!(book(&office).len(), 1, "the number is not used up");
    assert!(!office.path(NUMBERED).exists());
    office.typing("symbol = \"QĐ-CT\"", "symbol = \"QĐ-UBND\"");
    office.ocop(&number, "").ended(0);
}

#[test]
fn a_register_to_print_that_cannot_be_written_is_told_and_the_number_stands() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    fs_err::create_dir_all(office.path("outputs/so-van-ban.xlsx/x")).unwrap();
    let run = office.ocop(&["number", SIGNED, "--number", "1757"], "");
    run.ended(1);
    assert!(run.said.contains("Đã cấp số: ") && office.path(NUMBERED).exists(), "{}", run.said);
    assert!(run.complained.contains("CHÚ Ý: Chưa ghi được sổ in so-van-ban.xlsx"));
    assert!(!run.complained.contains("Không cấp số"), "{}", run.complained);
}

#[cfg(unix)]
#[test]
fn a_link_where_a_folder_should_be_is_named_as_the_reason() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    fs_err::create_dir(office.path("khac")).unwrap();
    std::os::unix::fs::symlink(office.path("khac"), office.path("outputs/da-cap-so")).unwrap();
    let run = office.ocop(&["number", SIGNED, "--number", "1757"], "");
    run.ended(4);
    assert!(run.complained.contains("có liên kết đến nơi khác thay cho thư mục"));
    assert!(!run.complained.contains("ký lại"), "{}", run.complained);
    assert_eq!(fs_err::read_dir(office.path("khac")).unwrap().count(), 0);
}

#[test]
fn a_day_before_the_meeting_or_after_today_is_told() {
    let office = Office::numbering_later();
    office.official(&[DECISION]).ended(0);
    let (day, month, year) = today();
    // The council meets tomorrow, as the declaration says now.
    let tomorrow = time::Date::from_calendar_date(year, month.try_into().unwrap(), day).unwrap();
    let tomorrow = tomorrow.next_day().unwrap();
    let round = String::from_utf8(office.read("inputs/round.toml")).unwrap();
    let (before, sessions) = round.split_once("[[sessions]]").unwrap();
    let (session, after) = sessions.split_once("date = ").unwrap();
    let rest = after.split_once('\n').unwrap().1;
    office.write(
        "inputs/round.toml",
        format!("{before}[[sessions]]{session}date = {tomorrow}\n{rest}"),
    );
    let run = office.ocop(&["number", SIGNED, "--number", "1757"], "");
    refuses(&run, "Quyết định ghi ngày trước khi Hội đồng họp xong");
    office.write("inputs/round.toml", &round);
    let last = time::Month::try_from(month).unwrap().length(year);
    if last > today().0 {
        let late = format!("{last}/{month:02}/{year}");
        let run = office.ocop(&["number", SIGNED, "--number", "1757", "--date", &late], "");
        run.ended(0);
        assert!(run.said.contains(&format!("CHÚ Ý: ngày {late} chưa tới")), "{}", run.said);
    }
}

#[test]
fn the_register_names_who_is_invited() {
    let round = RoundFolder::inviting(&["named"]);
    round.run();
    let record = fs_err::read(round.outputs().join("so-ket-xuat.json")).unwrap();
    let record: serde_json::Value = serde_json::from_slice(&record).unwrap();
    let papers = record["outputs"].as_array().unwrap().iter();
    let papers = papers.filter(|one| one["file"].as_str().unwrap().starts_with("02-giay-moi/"));
    let guests: Vec<_> = papers.filter(|one| one["to_sign"].is_object()).collect();
    let mut first: Vec<_> =
        guests.iter().map(|one| one["to_sign"]["recipients"][0].as_str().unwrap()).collect();
    assert!(first.len() > 1 && !first.iter().any(|to| to.contains("Như trên")), "{first:?}");
    first.dedup();
    assert_eq!(first.len(), guests.len());
}
