//! Tests of the forms that go out: when they are written, what becomes of those that lie there, and
//! what a run says of those in people's hands.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use serde_json::Value;

use crate::support::filled;
use crate::support::round::{RoundFolder, member};
use crate::support::run::Run;
use crate::support::workbooks::{Product, submission, tea, unanimous};

const LIST: &str = "ho-so/sin-ho.xlsx";
const LISTS: &str = "bieu-mau/danh-sach/";
const BALLOTS: &str = "bieu-mau/phieu-cham/lan-1/";
const REGISTER: &str = "bieu-mau/so-bieu-mau.json";
const RECORD: &str = "so-ket-xuat.json";

/// A round of three members and one session, in which one district sent these teas.
fn round(names: &[&str]) -> RoundFolder {
    let settings = RoundFolder::inviting(&[]).meeting_once().with_council(3);
    listing(settings, names)
}

fn listing(round: RoundFolder, names: &[&str]) -> RoundFolder {
    let products: Vec<Product> = names.iter().map(|name| tea(name)).collect();
    round.with(LIST, submission("huyện Sìn Hồ", &products))
}

/// The forms that lie in the outputs folder, as workbooks.
fn forms(run: &Run) -> Vec<String> {
    ending(run, "xlsx")
}

/// The ballots to print, one by one.
fn prints(run: &Run) -> Vec<String> {
    let mut prints = ending(run, "pdf");
    prints.retain(|name| !name.contains("/tat-ca"));
    prints
}

fn ending(run: &Run, wanted: &str) -> Vec<String> {
    let is_wanted =
        |name: &String| Path::new(name).extension().is_some_and(|ending| ending == wanted);
    let files = run.files().into_keys().filter(|name| name.starts_with("bieu-mau/"));
    files.filter(is_wanted).collect()
}

fn count(run: &Run, folder: &str) -> usize {
    forms(run).iter().filter(|name| name.starts_with(folder)).count()
}

/// What was said under “Biểu mẫu”.
fn section(run: &Run) -> &str {
    let after = run.said.split_once("\nBiểu mẫu:\n").map_or("", |(_, after)| after);
    after.split("\n\n").next().unwrap_or_default()
}

fn json(run: &Run, file: &str) -> Value {
    serde_json::from_slice(&run.files()[file]).unwrap()
}

/// The codes of all ballots, as the register has them, oldest first.
fn codes(run: &Run) -> BTreeMap<String, Vec<String>> {
    let register = json(run, REGISTER);
    let forms = register["forms"].as_array().unwrap().iter();
    let code = |version: &Value| version["identity"]["ocop.ma"].as_str().unwrap().to_owned();
    forms
        .map(|form| {
            let versions = form["versions"].as_array().unwrap().iter().map(code).collect();
            (form["file"].as_str().unwrap().to_owned(), versions)
        })
        .collect()
}

fn times(round: &RoundFolder, run: &Run) -> BTreeMap<String, SystemTime> {
    let time =
        |name: &String| fs_err::metadata(round.outputs().join(name)).unwrap().modified().unwrap();
    run.files().keys().map(|name| (name.clone(), time(name))).collect()
}

#[test]
fn all_forms_of_a_round_of_2026_are_written_and_a_second_time_none() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/round_2026/inputs");
    let read = |name: &str| fs_err::read(sample.join(name)).unwrap();
    let settings = RoundFolder::empty().with("round.toml", read("round.toml"));
    let lists = ["dao-san", "doan-ket", "muong-te", "sin-suoi-ho", "than-uyen"];
    let round = lists
        .map(|name| format!("ho-so/{name}.xlsx"))
        .into_iter()
        .fold(settings, |round, name| round.with(&name, read(&name)));
    let written = round.forms();
    written.ended(0);
    let told = &written.said;
    assert_eq!((count(&written, LISTS), count(&written, BALLOTS)), (5, 7), "{told}");
    assert_eq!(forms(&written).len(), 14, "attendance and check-list beside them: {told}");
    assert!(told.contains("Đã có 14 biểu mẫu"), "{told}");
    let ballots = forms(&written).into_iter().filter(|name| name.starts_with(BALLOTS));
    let beside: Vec<_> = ballots.map(|name| name.replace(".xlsx", ".pdf")).collect();
    assert_eq!(prints(&written), beside, "one to print beside each");
    assert!(told.contains("bản PDF cùng tên để in"), "{told}");
    assert!(told.contains("gửi từng thành viên Hội đồng"), "{told}");

    let (files, before) = (written.files(), times(&round, &written));
    let again = round.forms();
    again.ended(0);
    assert_eq!(again.files(), files);
    assert_eq!(times(&round, &again), before, "a file was written anew");
    assert_eq!(again.said.matches("không đổi so với lần trước").count(), 4, "{}", again.said);

    let other = RoundFolder::empty().with("round.toml", read("round.toml")).on_threads(1);
    let other = lists
        .map(|name| format!("ho-so/{name}.xlsx"))
        .into_iter()
        .rev()
        .fold(other, |round, name| round.with(&name, read(&name)));
    assert_eq!(other.forms().files(), files, "one thread, other order");
}

#[test]
fn a_run_writes_the_forms_that_are_due_and_counts_them_not_as_papers() {
    let silent = RoundFolder::inviting(&[]).meeting_once().with_council(3);
    let run = silent.run();
    assert_eq!((count(&run, LISTS), forms(&run).len()), (8, 8), "no product, no ballot");
    assert!(section(&run).contains("Chưa gửi về biểu danh sách sản phẩm: cả 8 tệp."));
    assert!(section(&run).contains("Chưa ghi được phiếu chấm điểm: chờ có sản phẩm"));
    assert!(run.said.contains("Văn bản đã có (1 tệp):"), "{}", run.said);

    let round = round(&["Chè Tả Ngảo"]);
    let run = round.run();
    let told = section(&run).to_owned();
    assert_eq!((count(&run, LISTS), count(&run, BALLOTS)), (7, 3), "one list came: {told}");
    assert!(told.contains("Chưa gửi về phiếu chấm điểm lần 1: cả 3 tệp."), "{told}");
    assert!(
        told.contains("danh sách sản phẩm: 7 tệp; tên đã nêu ở các lỗi, ghi chú"),
        "N027 names the units: {}",
        run.said
    );
    let page = String::from_utf8(run.files()["kiem-tra.html"].clone()).unwrap();
    assert!(page.contains("Chưa gửi về phiếu chấm điểm lần 1: cả 3 tệp."));
    let data = json(&run, "kiem-tra.json");
    assert_eq!(data["forms"]["awaited"][1]["of"].as_array().unwrap().len(), 3);
    let before = times(&round, &run);
    assert_eq!(times(&round, &round.run()), before, "a second run writes nothing");
}

#[test]
fn no_form_is_written_while_the_declaration_is_unfilled() {
    let round = round(&["Chè Tả Ngảo"]).setting("invitation.contact", "<điền người liên hệ>");
    let run = round.forms();
    run.ended(3);
    assert!(forms(&run).is_empty());
    assert!(
        run.said.contains("Chưa ghi được tất cả biểu mẫu: chờ điền nốt 1 dòng còn trống"),
        "{}",
        run.said
    );
    assert!(forms(&round.run()).is_empty());
}

#[test]
fn a_product_added_to_a_list_makes_new_ballots_and_the_run_says_so() {
    let round = round(&["Chè Tả Ngảo"]);
    let first = codes(&round.run());
    let round = listing(round, &["Chè Tả Ngảo", "Hồng trà"]);
    let check = round.check();
    let new = "- thêm sản phẩm “Hồng trà” (huyện Sìn Hồ)";
    let run = round.run();
    for run in [&check, &run] {
        let told = section(run);
        assert!(
            told.contains("Bản cũ của 3 phiếu chấm điểm lần 1 không còn đúng, ai đã nhận"),
            "{told}"
        );
        assert_eq!(told.matches(new).count(), 2, "once the ballots, once the check-list: {told}");
    }
    for (file, versions) in codes(&run).iter().filter(|(file, _)| file.starts_with(BALLOTS)) {
        assert_eq!(versions.len(), 2, "{file}");
        assert_eq!(versions[0], first[file][0], "the older version stays known");
        assert_ne!(versions[1], versions[0], "{file}");
    }
    assert!(section(&round.run()).contains(new), "until they come back");
}

#[test]
fn who_scores_when_and_what_they_must_not_score_is_told_word_by_word() {
    let round = round(&["Chè Tả Ngảo", "Hồng trà"]);
    let sam = Product { owner: "Hợp tác xã Khác".into(), ..tea("Sâm Lai Châu") };
    let listed = [tea("Chè Tả Ngảo"), tea("Hồng trà"), sam];
    let round = round.with(LIST, submission("huyện Sìn Hồ", &listed));
    round.run();
    let replaced = format!(
        "[[conflicts]]\nmember = \"{}\"\nowner = \"Hợp tác xã Mây Núi\"\nreason = \"anh em ruột\"",
        member(2)
    );
    let round = round.adding(&replaced).changing(|settings| {
        let session = settings["sessions"].as_array_mut().unwrap()[0].as_table_mut().unwrap();
        session.insert("start".into(), "13 giờ 30".into());
        let by = "[[replaced]]\nname = \"Lò Văn 03\"\nby = \"Vàng Thị Sáu\"\nauthority = \"Giấy \
                  ủy quyền số 5\"";
        session.extend(by.parse::<toml::Table>().unwrap());
    });
    let run = round.run();
    let told = section(&run);
    for words in [
        "buổi chấm chuyển từ 08 giờ 00 ngày",
        "sang 13 giờ 30 ngày",
        "khóa sản phẩm “Hồng trà” (huyện Sìn Hồ), không chấm: xung đột lợi ích: anh em ruột",
        "người dự và chấm thay: “Vàng Thị Sáu”",
    ] {
        assert!(told.contains(words), "{words}\n{}", run.said);
    }
    let closed = fs_err::read(round.outputs().join(format!("{BALLOTS}02-lo-van-02.xlsx"))).unwrap();
    let round = round.with("phieu/02.xlsx", filled::ballot_of(&closed, "SP03"));
    assert_eq!(round.run().findings("E208"), Vec::<String>::new(), "the form is known");

    let absent = format!("absent = [{{ name = \"{}\", reason = \"ốm\" }}]", member(1));
    let run = round.in_session(1, &absent).run();
    let gone = format!("Không còn dùng, đừng gửi: {BALLOTS}01-lo-van-01.xlsx");
    assert!(section(&run).contains(&gone), "{}", run.said);
    assert!(forms(&run).contains(&format!("{BALLOTS}01-lo-van-01.xlsx")), "nothing is deleted");
}

#[test]
fn a_ballot_that_came_back_is_no_longer_due() {
    let round = round(&["Chè Tả Ngảo"]);
    round.run();
    let form = format!("{BALLOTS}01-lo-van-01.xlsx");
    let written = fs_err::read(round.outputs().join(&form)).unwrap();
    let round = round.with("phieu/01.xlsx", filled::ballot(&written));
    let run = round.run();
    let told = section(&run);
    assert!(told.contains("Có 2 phiếu chấm điểm lần 1 trong"), "{}", run.said);
    assert!(told.contains("phiếu chấm điểm lần 1: 2 tệp; tên đã nêu"), "E340 names them: {told}");
    assert!(!told.contains("danh sách"), "the council scores: lists are over: {told}");
    assert!(forms(&run).contains(&form), "a form that came back stays where it was");
    assert_eq!(run.files()[&form], written);
    let record = json(&run, RECORD);
    let recorded = record["outputs"].as_array().unwrap();
    assert!(recorded.iter().any(|output| output["file"] == form.as_str()));
}

#[test]
fn a_ballot_of_an_older_version_is_the_cause_of_the_votes_that_it_lacks() {
    let round = round(&["Chè Tả Ngảo"]);
    round.run();
    let form = |number: usize| format!("{BALLOTS}{number:02}-lo-van-{number:02}.xlsx");
    let older = |number| fs_err::read(round.outputs().join(form(number))).unwrap();
    let returned: Vec<_> = (1..=3).map(|number| filled::ballot(&older(number))).collect();
    let mut round = listing(round, &["Chè Tả Ngảo", "Hồng trà"]);
    for (number, bytes) in (1..).zip(&returned) {
        round = round.with(&format!("phieu/{number:02}.xlsx"), bytes);
    }
    let run = round.run();
    let finding = run.finding("E367");
    assert!(finding.contains("phieu/01.xlsx") && finding.contains("và tại phieu/02.xlsx"));
    assert!(finding.contains("thiếu 1 sản phẩm: Hồng trà"), "{finding}");
    assert!(finding.contains("Vì vậy"), "the product waits: {finding}");
    for told_twice in ["E340", "E342", "W308"] {
        assert_eq!(run.findings(told_twice), Vec::<String>::new(), "{}", run.said);
    }
    assert!(section(&run).contains("Có 3 phiếu chấm điểm lần 1"), "they are due again");

    // Two members score the new product on the new form, beside the old one.
    for number in [1, 2] {
        let newer = fs_err::read(round.outputs().join(form(number))).unwrap();
        let newer = filled::ballot_of(&newer, "SP02");
        round = round.with(&format!("phieu/moi-{number:02}.xlsx"), newer);
    }
    let run = round.run();
    let finding = run.finding("E367");
    assert!(finding.contains("phieu/03.xlsx") && !finding.contains("và tại"), "{finding}");
    assert!(run.findings("E307").is_empty(), "the blank sheet says nothing: {}", run.said);
    assert!(section(&run).contains("Có 1 phiếu chấm điểm lần 1"), "{}", run.said);

    let enough = round.adding("[rules.ballots]\nleast = { ballots = 1, of = 2 }");
    let run = enough.run();
    assert!(run.findings("E003").is_empty(), "{}", run.said);
    assert!(run.finding("W368").contains("phieu/03.xlsx"), "{}", run.said);
}

#[test]
fn a_form_that_was_filled_in_where_it_lies_is_never_written_over() {
    let round = round(&["Chè Tả Ngảo"]);
    let written = round.run();
    let form = format!("{BALLOTS}01-lo-van-01.xlsx");
    let path = round.outputs().join(&form);
    let filled = filled::ballot(&written.files()[&form]);
    fs_err::write(&path, &filled).unwrap();
    let round = listing(round, &["Chè Tả Ngảo", "Hồng trà"]);
    for run in [round.run(), round.forms(), round.run()] {
        run.tells("W602", &form);
        assert_eq!(run.files()[&form], filled, "what was typed is still there");
        assert!(run.findings("W409").is_empty(), "told once");
    }
    fs_err::remove_file(&path).unwrap();
    let run = round.run();
    assert!(run.findings("W602").is_empty() && run.files().contains_key(&form));
}

#[test]
fn a_form_that_cannot_be_written_costs_only_itself() {
    let round = round(&["Chè Tả Ngảo"]);
    let form = format!("{BALLOTS}02-lo-van-02.xlsx");
    fs_err::create_dir_all(round.outputs().join(&form).join("trong")).unwrap();
    let run = round.forms();
    run.ended(2);
    run.tells("E403", &form);
    assert_eq!((count(&run, LISTS), count(&run, BALLOTS)), (8, 2), "{}", run.said);
    fs_err::remove_dir_all(round.outputs().join(&form)).unwrap();
    round.forms().ended(0);
}

#[test]
fn forms_and_papers_stand_beside_each_other_in_the_record() {
    let marks = [20, 12, 30];
    let tea = tea("Chè Tả Ngảo");
    let round = round(&["Chè Tả Ngảo"]).with_all(unanimous(1, &[(&tea, marks)]));
    let round = (1..=3).fold(round, |round, number| {
        round.with(
            &format!("phieu-{number}.xlsx"),
            crate::support::workbooks::ballot(&member(number), 1, &[(&tea, marks)]),
        )
    });
    let run = round.run();
    assert!(forms(&run).is_empty() && section(&run).is_empty(), "all came in: {}", run.said);
    let papers = run.papers();
    let forms_only = round.forms();
    forms_only.ended(0);
    assert_eq!(forms_only.papers(), papers);
    let record = json(&forms_only, RECORD);
    let outputs: Vec<_> = record["outputs"].as_array().unwrap().iter().collect();
    assert_eq!(record["state"], "done");
    for name in papers.iter().chain(&forms(&forms_only)) {
        assert!(outputs.iter().any(|output| output["file"] == name.as_str()), "{name}");
    }
    for lost in [false, true] {
        if lost {
            fs_err::remove_file(round.outputs().join(REGISTER)).unwrap();
        }
        let after = round.run();
        assert_eq!(forms(&after).len(), forms(&forms_only).len(), "a run takes none away");
    }
    let after = round.run();
    assert_eq!(after.papers(), papers);
}

#[test]
fn forms_of_a_run_that_was_stopped_are_ours_and_the_register_is_made_anew() {
    let round = round(&["Chè Tả Ngảo"]);
    let whole = round.run();
    // As if it had been killed after the last form, before the register and the record.
    fs_err::remove_file(round.outputs().join(REGISTER)).unwrap();
    let path = round.outputs().join(RECORD);
    let record = fs_err::read_to_string(&path).unwrap();
    fs_err::write(&path, record.replacen("\"done\"", "\"begun\"", 1)).unwrap();
    let round = listing(round, &["Chè Tả Ngảo", "Hồng trà"]);
    let stopped = round.forms();
    stopped.ended(0);
    assert_eq!(json(&stopped, RECORD)["state"], "begun", "the papers are still unfinished");
    let run = round.run();
    assert!(run.findings("W602").is_empty() && run.findings("W409").is_empty(), "{}", run.said);
    assert_eq!(forms(&run), forms(&stopped));
    assert!(forms(&whole).iter().all(|form| forms(&run).contains(form)));
    assert_eq!(json(&run, RECORD)["state"], "done");
}

/// Its time and memory are measured from outside: `/usr/bin/time -v cargo test --release --test
/// folder -- --ignored sixty_one`.
#[test]
#[ignore = "a large round"]
fn sixty_one_products_eleven_members_and_two_sessions() {
    let owner = |number: usize| format!("Hợp tác xã Mây Núi vùng {number}");
    let product =
        |number: usize| Product { owner: owner(number), ..tea(&format!("Chè {number}")) };
    let products: Vec<Product> = (1..=61).map(product).collect();
    let round = RoundFolder::inviting(&[])
        .with_council(11)
        .with(LIST, submission("huyện Sìn Hồ", &products));
    let run = round.forms();
    run.ended(0);
    assert_eq!(count(&run, "bieu-mau/phieu-cham/"), 22, "{}", run.said);
    let before = times(&round, &run);
    assert_eq!(times(&round, &round.forms()), before);
}
