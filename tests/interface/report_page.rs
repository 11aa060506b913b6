//! Tests of the report of a check: the page, its JSON, and accepted warnings.

use serde_json::Value;

use crate::support::round::RoundFolder;
use crate::support::run::Run;
use crate::support::workbooks::{Product, submission, tea, totals, unanimous};

const LIST: &str = "ho-so/sin-ho.xlsx";

/// One product to be admitted, one whose stars do not fit its score, one below three stars.
fn round() -> RoundFolder {
    let starred = Product { star: 4, ..tea("Chè Shan") };
    let below = Product { score: 41.5, star: 2, ..tea("Chè non") };
    RoundFolder::settings()
        .with(LIST, submission("huyện Sìn Hồ", &[tea("Chè Tả Ngảo"), starred, below]))
}

fn page(run: &Run) -> String {
    String::from_utf8(run.files()["kiem-tra.html"].clone()).unwrap()
}

fn data(run: &Run) -> Value {
    serde_json::from_slice(&run.files()["kiem-tra.json"]).unwrap()
}

/// The group of this name.
fn group<'a>(data: &'a Value, name: &str) -> &'a Value {
    let groups = data["groups"].as_array().unwrap();
    groups
        .iter()
        .find(|group| group["name"] == name)
        .unwrap_or_else(|| panic!("no group {name}: {data:#}"))
}

/// An acceptance of the stars that do not fit.
const ACCEPT: &str = "
[[accept]]
code = \"W304\"
product = \"chè shan\"
reason = \"Hội đồng huyện đã xem lại\"
by = \"Lò Thị Hoa\"
date = 2020-12-07";

#[test]
fn a_check_leaves_the_page_and_its_data_and_no_paper() {
    let run = round().check();
    run.ended(2);
    assert_eq!(run.files().keys().collect::<Vec<_>>(), ["kiem-tra.html", "kiem-tra.json"]);
    assert!(run.said.contains("Báo cáo để xem và in: outputs/kiem-tra.html"), "{}", run.said);
}

#[test]
fn a_district_sees_how_its_products_stand_and_what_to_mend() {
    let run = round().check();
    let data = data(&run);
    let district = group(&data, "huyện Sìn Hồ");
    let standing = |kind: &str| district["products"][kind].as_u64().unwrap();
    assert_eq!(["admitted", "to_mend", "refused"].map(standing), [1, 1, 1]);
    assert_eq!(group(&data, "huyện Tam Đường")["submitted"], false);
    let findings = district["files"][0]["findings"].as_array().unwrap();
    let refused = findings.iter().find(|finding| finding["code"] == "E301").unwrap();
    assert_eq!(
        (&refused["place"]["file"], &refused["place"]["cell"]),
        (&LIST.into(), &"G9".into())
    );
    assert_eq!(refused["heading"], "Tổng điểm");
    let page = page(&run);
    for shown in ["Danh sách!G9", "41,5 điểm, 2 sao", "từ 50 điểm", "Rút sản phẩm khỏi danh sách"]
    {
        assert!(page.contains(shown), "{shown}");
    }
}

#[test]
fn a_round_that_cannot_be_read_still_leaves_the_page() {
    for run in [RoundFolder::empty().check(), RoundFolder::empty().run()] {
        run.ended(3);
        assert_eq!(run.files().keys().collect::<Vec<_>>(), ["kiem-tra.html", "kiem-tra.json"]);
        assert!(page(&run).contains("E001"));
        assert!(data(&run)["round"].is_null());
    }
}

#[test]
fn a_run_writes_them_too_and_records_them() {
    let product = tea("Chè Tả Ngảo");
    let products = [(&product, [20, 12, 30])];
    let list = submission("huyện Sìn Hồ", std::slice::from_ref(&product));
    let run = RoundFolder::settings().with(LIST, list).with_all(unanimous(1, &products)).run();
    run.ended(0);
    let record: Value = serde_json::from_slice(&run.files()["so-ket-xuat.json"]).unwrap();
    let recorded: Vec<_> =
        record["outputs"].as_array().unwrap().iter().map(|output| &output["file"]).collect();
    for file in ["kiem-tra.html", "kiem-tra.json", "ket-qua.json"] {
        assert!(recorded.iter().any(|recorded| *recorded == file), "{file}: {recorded:?}");
    }
    assert!(page(&run).contains("Không phát hiện lỗi nào."));
}

#[test]
fn the_same_round_gives_the_same_bytes() {
    let (one, other) = (round().check().files(), round().on_threads(1).check().files());
    assert!(one == other);
}

#[test]
fn a_script_in_the_name_of_a_product_is_only_text() {
    let name = "<script>document.title='x'</script><img src=x onerror=alert(1)>";
    let product = Product { set: name.into(), ..tea(name) };
    let run = RoundFolder::settings().with(LIST, submission("huyện Sìn Hồ", &[product])).check();
    let page = page(&run);
    assert!(page.contains("&lt;script&gt;document.title"), "{page}");
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("<img"));
}

#[test]
fn an_accepted_warning_no_longer_counts_but_stays_in_report_and_record() {
    let starred = Product { star: 4, ..tea("Chè Shan") };
    let products = [(&starred, [20, 12, 30])];
    let list = submission("huyện Sìn Hồ", std::slice::from_ref(&starred));
    let round = RoundFolder::settings().with(LIST, list).with_all(unanimous(1, &products));
    round.run().ended(1);
    let run = round.adding(ACCEPT).run();
    run.ended(0);
    assert!(run.finding("W304").contains("đã chấp nhận"), "{}", run.said);
    let data = data(&run);
    assert_eq!((&data["counts"]["warnings"], &data["counts"]["accepted"]), (&0.into(), &1.into()));
    assert_eq!(group(&data, "huyện Sìn Hồ")["products"]["admitted"], 1, "nothing is left to mend");
    assert!(page(&run).contains("Hội đồng huyện đã xem lại (Lò Thị Hoa, 07/12/2020)"));
    let record: Value = serde_json::from_slice(&run.files()["so-ket-xuat.json"]).unwrap();
    assert_eq!(record["findings"]["accepted"], 1);
    assert_eq!(record["accepted"][0]["code"], "W304");
    assert_eq!(record["accepted"][0]["by"], "Lò Thị Hoa");
    assert_eq!(record["accepted"][0]["date"], "2020-12-07");
}

#[test]
fn an_acceptance_without_its_warning_is_a_warning_at_its_line() {
    let round = round().adding(&ACCEPT.replace("chè shan", "Chè Tả Ngảo"));
    let line = round.line_of("[[accept]]");
    let run = round.check();
    run.tells("W005", &format!("round.toml · dòng {line}"));
    assert!(!run.finding("W304").contains("đã chấp nhận"));
}

#[test]
fn an_error_stays_an_error_whoever_accepts_it() {
    let round = round().adding(&ACCEPT.replace("W304", "E301").replace("chè shan", "Chè non"));
    let line = round.line_of("[[accept]]");
    let run = round.check();
    run.ended(2);
    run.tells("E006", &format!("round.toml · dòng {line}"));
    assert_eq!(data(&run)["counts"]["accepted"], 0);
}

#[test]
fn the_clerk_sees_what_was_read_from_which_column() {
    let product = tea("Chè Tả Ngảo");
    let products = [(&product, [20, 12, 30])];
    let list = submission("huyện Sìn Hồ", std::slice::from_ref(&product));
    let run = RoundFolder::settings().with(LIST, list).with_all(unanimous(1, &products)).check();
    let line = "Đã đọc: 1 danh sách (1 sản phẩm), 9 tệp phiếu (9 người, 1 lần chấm, 27 ô điểm).";
    assert!(run.said.contains(line), "{}", run.said);
    let data = data(&run);
    assert_eq!(data["read"]["sentence"], line);
    let files = data["read"]["files"].as_array().unwrap();
    assert_eq!((files.len(), &files[0]["file"]), (10, &LIST.into()));
    let sheet = &files[0]["sheets"][0];
    assert_eq!(
        (&sheet["taken_for"], &sheet["tables"][0]["of"]),
        (&"list".into(), &"huyện Sìn Hồ".into())
    );
    let total = sheet["tables"][0]["columns"]
        .as_array()
        .unwrap()
        .iter()
        .find(|column| column["cell"] == "G6")
        .unwrap();
    assert_eq!(
        (&total["kind"], &total["role"]),
        (&"score".into(), &"tổng điểm của đơn vị gửi".into())
    );
    let marks = &files[1]["sheets"][0]["tables"][0]["columns"][0];
    assert_eq!((&marks["cell"], &marks["role"]), (&"C4".into(), &"điểm của “Chè Tả Ngảo”".into()));
    let page = page(&run);
    assert!(
        page.contains("9 tệp phiếu, cùng một mẫu") && page.contains("<b>C</b> điểm chấm"),
        "{page}"
    );
}

#[test]
fn a_file_that_could_not_be_read_is_named_and_what_waits_for_it_is_told_first() {
    let product = tea("Chè Tả Ngảo");
    let ballots = unanimous(1, &[(&product, [20, 12, 30])]);
    let list = submission("huyện Sìn Hồ", std::slice::from_ref(&product));
    let nobodys = totals("Lò Văn Nào Đó", 1, &[(&product, Some(62.0))]);
    let round = RoundFolder::settings().with(LIST, list).with_all(ballots[..8].to_vec());
    let run = round
        .with("phieu-cham/lan-1/09.xlsx", nobodys)
        .with("ho-so/hong.xlsx", b"PK\x03\x04")
        .check();
    let data = data(&run);
    assert_eq!(data["read"]["not_read"][0]["file"], "ho-so/hong.xlsx");
    let first = &data["first"][0];
    assert_eq!(
        (&first["place"]["cell"], &first["holds"]),
        (&"C1".into(), &serde_json::json!(["Chè Tả Ngảo"]))
    );
    assert!(run.said.starts_with("[E208] lỗi · phieu-cham/lan-1/09.xlsx"), "{}", run.said);
    assert!(run.said.contains("    Vì vậy 1 sản phẩm chờ: Chè Tả Ngảo\n"), "{}", run.said);
    let page = page(&run);
    let target = page.split("href=\"#p").nth(1).unwrap().split('"').next().unwrap();
    assert!(
        page.contains(&format!("id=\"p{target}\"")) && page.contains("Vì vậy 1 sản phẩm chờ."),
        "{page}"
    );
}
