//! The auditor: compares what stands on finished papers with `ket-qua.json` and `round.toml`, by
//! code that shares nothing with the desk that wrote the papers.
//!
//! `ROUNDS=200 cargo test --release --test papers -- --ignored --nocapture auditor` audits that
//! many random rounds, and the rounds in the folder that `OCOP_ROUNDS` names.

#![allow(
    clippy::format_push_string,
    clippy::similar_names,
    reason = "what is wanted is put together as a reader reads it"
)]

mod acts;
mod after;
mod agreement;
mod approval;
mod audit;
mod book;
mod decision;
mod desk;
mod invitations;
mod meeting;
mod minutes;
mod mutations;
mod publication;
mod reports;
mod rounds;
mod scores;
mod sessions;
mod texts;
mod unit_notices;

use std::path::Path;

use self::audit::faults;
use self::book::Book;
use self::desk::Paper;
use crate::support::round::RoundFolder;
use crate::support::run::Run;

/// Rounds that every run of the tests looks at.
const FEW: u64 = 4;

fn papers(run: &Run) -> Vec<Paper> {
    texts::papers(run.files())
}

/// What the papers of a round say and its book does not; with how many papers were looked at.
fn audit(round: &RoundFolder) -> (Vec<String>, usize) {
    let run = round.run();
    let papers = papers(&run);
    let settings = fs_err::read_to_string(round.input("round.toml")).unwrap();
    if !run.files().contains_key("ket-qua.json") {
        return (Vec::new(), 0);
    }
    (faults(&Book::of(&run.results(), &settings), &papers), papers.len())
}

fn agree(seeds: std::ops::Range<u64>, round: fn(u64) -> RoundFolder) {
    let (mut all, mut wrong) = (0, Vec::new());
    for seed in seeds.clone() {
        let (faults, papers) = audit(&round(seed));
        wrong.extend(faults.into_iter().map(|fault| format!("round {seed}: {fault}")));
        all += papers;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all > 0, "rounds without papers");
    println!("{} rounds, {all} papers: 0 contradictions", seeds.end - seeds.start);
}

#[test]
fn the_papers_of_the_sample_say_what_was_counted() {
    let (faults, papers) = audit(&RoundFolder::sample(&["owners", "districts"]));
    assert_eq!(faults, [""; 0]);
    assert!(papers > 20);
}

#[test]
fn the_papers_of_random_rounds_say_what_was_counted() {
    agree(0..FEW, rounds::round);
}

#[test]
fn the_papers_of_random_rounds_of_each_act_say_what_was_counted() {
    agree(0..FEW, acts::round);
}

#[test]
#[ignore = "takes minutes"]
fn the_papers_of_many_random_rounds_say_what_was_counted() {
    let rounds = std::env::var("ROUNDS").ok().and_then(|count| count.parse().ok()).unwrap_or(200);
    agree(FEW..FEW + rounds, rounds::round);
}

#[test]
#[ignore = "takes minutes"]
fn the_papers_of_many_random_rounds_of_each_act_say_what_was_counted() {
    let rounds = std::env::var("ROUNDS").ok().and_then(|count| count.parse().ok()).unwrap_or(40);
    agree(FEW..FEW + rounds, acts::round);
}

#[test]
#[ignore = "needs a folder of rounds"]
fn the_papers_of_rounds_at_hand_say_what_was_counted() {
    let Ok(folder) = std::env::var("OCOP_ROUNDS") else { return };
    let mut folders: Vec<_> =
        fs_err::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut wrong = Vec::new();
    for inputs in folders.iter().filter(|folder| folder.join("round.toml").exists()) {
        // The auditor knows the wording of the program, not that of an office.
        let round = copied(inputs);
        let (faults, papers) = audit(&round);
        println!("{}: {papers} papers, {} contradictions", inputs.display(), faults.len());
        wrong.extend(faults.into_iter().map(|fault| format!("{}: {fault}", inputs.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The round in a folder, without wording of its own.
fn copied(inputs: &Path) -> RoundFolder {
    let mut round = RoundFolder::empty();
    for entry in walkdir::WalkDir::new(inputs)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
    {
        let name = entry.path().strip_prefix(inputs).unwrap().to_str().unwrap().replace('\\', "/");
        if !name.starts_with("templates/wording/") {
            round = round.with(&name, fs_err::read(entry.path()).unwrap());
        }
    }
    round
}

/// Ten false sentences, each as an error of the writing desk would make it.
const FALSE: [(&str, &str, &str); 10] = [
    ("04-ket-qua-cham/bien-ban.pdf", "Hội đồng tiếp nhận 25 hồ sơ", "Hội đồng tiếp nhận 24 hồ sơ"),
    ("04-ket-qua-cham/bien-ban.pdf", "03 công ty", "04 công ty"),
    ("04-ket-qua-cham/bien-ban.pdf", "Có mặt 09/09 thành viên", "Có mặt 08/09 thành viên"),
    ("04-ket-qua-cham/bien-ban.pdf", "Tính 216 phiếu chấm", "Tính 215 phiếu chấm"),
    ("04-ket-qua-cham/bien-ban.pdf", "từ 53,3 đến 67,7 điểm", "từ 52,8 đến 67,7 điểm"),
    ("04-ket-qua-cham/bien-ban.pdf", "62,3 62,8 3 sao", "62,3 62,8 4 sao"),
    (
        "04-ket-qua-cham/bien-ban.pdf",
        "- Ông Vàng A Páo (giả định), Phó Giám đốc Sở Khoa học và Công nghệ - Thành viên Hội đồng;",
        "",
    ),
    (
        "04-ket-qua-cham/bien-ban.pdf",
        "- 24 sản phẩm của 15 chủ thể đạt 3 sao;",
        "- 23 sản phẩm của 15 chủ thể đạt 3 sao;",
    ),
    (
        "06-quyet-dinh/quyet-dinh.pdf",
        "đối với 24 sản phẩm của 15 chủ thể",
        "đối với 24 sản phẩm của 14 chủ thể",
    ),
    ("06-quyet-dinh/quyet-dinh.pdf", "Như Điều 4;", "Như Điều 3;"),
];

/// The same on papers of the time of transition.
const FALSE_OF_TODAY: [(&str, &str, &str); 10] = [
    ("06-quyet-dinh/quyet-dinh.pdf", "trong đó 02 công nhận mới", "trong đó 03 công nhận mới"),
    (
        "06-quyet-dinh/quyet-dinh-phe-duyet-ket-qua.pdf",
        "01 sản phẩm có tiềm năng",
        "02 sản phẩm có tiềm năng",
    ),
    ("06-quyet-dinh/quyet-dinh-phe-duyet-ket-qua.pdf", "Gạo nếp thơm", "Gạo nếp"),
    ("06-quyet-dinh/quyet-dinh.pdf", "Trong đó, 02 sản phẩm", "Trong đó, 01 sản phẩm"),
    ("06-quyet-dinh/quyet-dinh.pdf", "Như Điều 4;", "Như Điều 5;"),
    ("04-ket-qua-cham/bien-ban.pdf", "04 đăng ký lần đầu", "05 đăng ký lần đầu"),
    ("04-ket-qua-cham/bien-ban.pdf", "“Miến dong Bình Lư”, ", ""),
    (
        "04-ket-qua-cham/bien-ban.pdf",
        "- 01 sản phẩm đăng ký nâng hạng",
        "- 02 sản phẩm đăng ký nâng hạng",
    ),
    ("04-ket-qua-cham/bien-ban.pdf", "- 01 sản phẩm chưa đủ hạng", "- 02 sản phẩm chưa đủ hạng"),
    (
        "04-ket-qua-cham/bien-ban.pdf",
        "tỉnh công nhận có 02 công nhận mới",
        "tỉnh công nhận có 02 công nhận",
    ),
];

#[test]
fn ten_false_sentences_are_found() {
    finds(&RoundFolder::sample(&[]), &FALSE);
}

#[test]
fn ten_false_sentences_of_the_time_of_transition_are_found() {
    finds(&crate::rounds_of_each_time::transition(), &FALSE_OF_TODAY);
}

#[test]
fn a_changed_figure_is_found_on_each_kind_of_paper() {
    finds(&RoundFolder::sample(&[]), mutations::SAMPLE);
}

#[test]
fn a_changed_figure_is_found_on_each_paper_of_2026() {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/round_2026/inputs");
    finds(&copied(&inputs), mutations::OF_2026);
}

/// Kinds of papers that the sample has and that nobody changes a figure on here, since other tests
/// do: plan, invitations, minutes, decision, notices to owners.
const ELSEWHERE: [&str; 5] = [
    "01-ke-hoach/ke-hoach.pdf",
    "02-giay-moi/",
    "04-ket-qua-cham/bien-ban.pdf",
    "06-quyet-dinh/quyet-dinh.pdf",
    "08-thong-bao/chu-the/",
];

#[test]
fn every_kind_of_paper_of_the_sample_is_changed_once() {
    let run = RoundFolder::sample(&[]).run();
    for paper in papers(&run) {
        let folder = |file: &str| file.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let many = ["06-quyet-dinh/trich-sao", "07-giay-chung-nhan", "08-thong-bao/don-vi"];
        let is_one_of_many = many.contains(&folder(&paper.file).unwrap_or_default().as_str());
        let same = |file: &str| {
            file == paper.file || is_one_of_many && folder(file) == folder(&paper.file)
        };
        let changed = mutations::SAMPLE.iter().any(|(file, ..)| same(file));
        let elsewhere = ELSEWHERE.iter().any(|start| paper.file.starts_with(start));
        assert!(changed || elsewhere, "{} is never changed", paper.file);
    }
}

/// Checks that the papers of a round are true, and that each of these changes of a paper is found.
#[track_caller]
fn finds(round: &RoundFolder, changes: &[(&str, &str, &str)]) {
    let run = round.run();
    let settings = fs_err::read_to_string(round.input("round.toml")).unwrap();
    let book = Book::of(&run.results(), &settings);
    let true_papers = papers(&run);
    assert_eq!(faults(&book, &true_papers), [""; 0]);
    for (file, right, wrong) in changes.iter().copied() {
        let mut changed = false;
        let papers = true_papers.iter().map(|paper| {
            let text = if paper.file == file {
                paper.text.replacen(right, wrong, 1)
            } else {
                paper.text.clone()
            };
            changed |= text != paper.text;
            Paper { file: paper.file.clone(), text }
        });
        let papers: Vec<Paper> = papers.collect();
        assert!(changed, "`{right}` stands on {file}");
        assert!(!faults(&book, &papers).is_empty(), "`{wrong}` on {file} is not found");
    }
}
