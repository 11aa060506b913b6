//! Tests of the outputs folder: who has its turn, what stands in it after a stopped run, and that
//! links out of it are not followed.
//!
//! The long tests run with `cargo test --release --test folder -- --ignored --nocapture`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use ocop::fingerprint::sha256;
use ocop::ledger::{HOLDER, Holder, LOCK, Turn};
use serde_json::Value;

use crate::support::round::RoundFolder;
use crate::support::run::Run;
use crate::support::workbooks::{Product, submission, tea, unanimous};

const LIST: &str = "ho-so/sin-ho.xlsx";
const RECORD: &str = "so-ket-xuat.json";
/// Marks that make 62 points, 3 stars.
const THREE_STARS: [u8; 3] = [20, 12, 30];

/// A round of these products, with a fault in the list so that something goes back to the district.
fn round(groups: &[&str], names: &[&str]) -> RoundFolder {
    let products: Vec<_> = names.iter().map(|name| tea(name)).collect();
    let scored: Vec<_> = products.iter().map(|product| (product, THREE_STARS)).collect();
    let unread = Product { owner: String::new(), ..tea("Chè chưa rõ chủ") };
    let listed: Vec<_> = products.iter().cloned().chain([unread]).collect();
    RoundFolder::inviting(groups)
        .with(LIST, submission("huyện Sìn Hồ", &listed))
        .meeting_once()
        .with_all(unanimous(1, &scored))
}

/// Three rounds that issue different papers.
fn rounds() -> [RoundFolder; 3] {
    [
        round(&["owners", "districts"], &["Chè Tả Ngảo", "Hồng trà"]),
        round(&["owners", "named"], &["Chè Tả Ngảo"]),
        round(&[], &["Bạch trà", "Chè già", "Chè Shan"]),
    ]
}

/// What a run of this round leaves in a folder of its own.
fn fresh(round: &RoundFolder) -> BTreeMap<String, Vec<u8>> {
    let files = round.run().files();
    assert!(
        files.contains_key("06-quyet-dinh/quyet-dinh.pdf")
            && files.contains_key("tra-lai/huyen-sin-ho/cong-van.pdf")
    );
    files
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_ocop"))
}

/// A run of this round into another folder.
fn running(round: &RoundFolder, outputs: &Path) -> Child {
    let inputs = round.input("");
    let mut command = program();
    command.args(["run", "--inputs"]).arg(inputs).arg("--outputs").arg(outputs);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Everything in a folder, by path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name =
                entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            (name, fs_err::read(entry.path()).unwrap())
        })
        .collect()
}

fn folders(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_dir())
        .map(|entry| entry.path().to_owned())
        .collect()
}

/// Files that also say what changed since the last run.
const TELLS_OF_EARLIER_RUNS: [&str; 4] =
    ["kiem-tra.html", "kiem-tra.json", "noi-dung-van-ban.json", "lan-chay-cuoi.json"];

/// What a record says of the files of a run, without those that tell of earlier runs.
fn recorded(bytes: &[u8]) -> Value {
    let mut record: Value = serde_json::from_slice(bytes).unwrap();
    let told = |output: &Value| {
        TELLS_OF_EARLIER_RUNS.contains(&output["file"].as_str().unwrap_or_default())
    };
    record["outputs"].as_array_mut().unwrap().retain(|output| !told(output));
    record
}

/// Checks that the folder holds these files and no others, each as it was, but for what tells of
/// earlier runs.
#[track_caller]
fn holds(folder: &Path, expected: &BTreeMap<String, Vec<u8>>) {
    let found = files(folder);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(expected));
    let other: Vec<_> = expected
        .iter()
        .filter(|(name, bytes)| match name.as_str() {
            RECORD => recorded(bytes) != recorded(&found[*name]),
            name => !TELLS_OF_EARLIER_RUNS.contains(&name) && found[name] != **bytes,
        })
        .map(|(name, _)| name)
        .collect();
    assert!(other.is_empty(), "other bytes: {other:?}");
    for made in folders(folder) {
        assert!(
            fs_err::read_dir(&made).unwrap().next().is_some(),
            "an empty folder: {}",
            made.display()
        );
    }
}

fn record(folder: &Path) -> Value {
    serde_json::from_slice(&fs_err::read(folder.join(RECORD)).unwrap()).unwrap()
}

/// Checks that what the record names stands there, and that everything that stands there is named.
#[track_caller]
fn record_is_true(folder: &Path) {
    let record = record(folder);
    assert_eq!(record["state"], "done");
    let mut named: BTreeSet<String> = [RECORD.to_owned(), LOCK.to_owned()].into();
    for output in record["outputs"].as_array().unwrap() {
        let name = output["file"].as_str().unwrap();
        let bytes = fs_err::read(folder.join(name)).unwrap();
        assert_eq!(output["sha256"], sha256(&bytes), "{name}");
        named.insert(name.to_owned());
    }
    for left in record["left"].as_array().into_iter().flatten() {
        named.insert(left["file"].as_str().unwrap().to_owned());
    }
    let strays: Vec<_> = files(folder).into_keys().filter(|name| !named.contains(name)).collect();
    assert!(strays.is_empty(), "not in the record: {strays:?}");
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// How long a child runs, in microseconds.
#[allow(clippy::disallowed_methods, reason = "a test may look at the clock")]
fn takes(mut child: Child) -> u64 {
    let from = std::time::Instant::now();
    child.wait().unwrap();
    u64::try_from(from.elapsed().as_micros()).unwrap()
}

/// Runs are killed so many times at random moments, with other inputs each time; then one is left
/// to its end.
fn killed(times: u32) {
    let rounds = rounds();
    let whole: Vec<_> = rounds.iter().map(fresh).collect();
    let folder = tempfile::tempdir().unwrap();
    let outputs = folder.path().join("outputs");
    let most = takes(running(&rounds[0], &outputs));
    let mut dice = Dice(20_201_208);
    let mut begun = 0;
    for time in 0..times {
        let which = usize::try_from(dice.below(3)).unwrap();
        let mut child = running(&rounds[which], &outputs);
        sleep(Duration::from_micros(dice.below(most)));
        child.kill().unwrap();
        child.wait().unwrap();
        begun += u32::from(record(&outputs)["state"] == "begun");
        for (name, bytes) in files(&outputs) {
            let ours =
                whole.iter().any(|whole| whole.get(&name).is_some_and(|known| *known == bytes));
            let passing = name.rsplit('/').next().unwrap().starts_with(".ocop-");
            assert!(
                ours || passing
                    || name.starts_with("so-ket-xuat.")
                    || TELLS_OF_EARLIER_RUNS.contains(&name.as_str()),
                "kill {time}: half or strange: {name}"
            );
        }
        if time % 10 == 9 {
            let which = usize::try_from(dice.below(3)).unwrap();
            running(&rounds[which], &outputs).wait().unwrap();
            holds(&outputs, &whole[which]);
        }
    }
    println!("{begun} of {times} kills came while papers were written");
    for (round, whole) in rounds.iter().zip(&whole) {
        running(round, &outputs).wait().unwrap();
        holds(&outputs, whole);
        record_is_true(&outputs);
    }
    // A few kills may all come too early.
    assert!(begun > 0 || times < 20, "no kill came while papers were written");
}

#[test]
fn a_run_that_is_killed_leaves_nothing_that_the_next_one_does_not_clear_away() {
    killed(5);
}

#[test]
#[ignore = "takes minutes"]
fn two_hundred_kills() {
    killed(200);
}

#[test]
fn runs_at_the_same_time_leave_the_papers_of_one_round() {
    let rounds = rounds();
    let whole: Vec<_> = rounds.iter().map(fresh).collect();
    for count in [2, 5] {
        let folder = tempfile::tempdir().unwrap();
        let outputs = folder.path().join("outputs");
        let children: Vec<_> =
            (0..count).map(|number| running(&rounds[number % 3], &outputs)).collect();
        let exits: Vec<_> =
            children.into_iter().map(|mut child| child.wait().unwrap().code().unwrap()).collect();
        assert!(exits.contains(&2) && exits.iter().all(|exit| [2, 4].contains(exit)), "{exits:?}");
        let found = files(&outputs);
        let of = whole
            .iter()
            .position(|whole| {
                whole["06-quyet-dinh/quyet-dinh.pdf"] == found["06-quyet-dinh/quyet-dinh.pdf"]
            })
            .unwrap();
        holds(&outputs, &whole[of]);
    }
}

#[test]
fn the_second_is_told_who_works_there_where_and_since_when() {
    let round = RoundFolder::settings();
    fs_err::create_dir(round.outputs()).unwrap();
    let who = Holder {
        user: "Lò Thị\u{1B}[2J Hoa".into(),
        host: "may-van-thu".into(),
        process: std::process::id(),
        since: "09:15 ngày 08/12/2020".into(),
        command: "ocop run".into(),
        began: None,
    };
    let turn = Turn::take(&round.outputs(), &who, Duration::ZERO).unwrap();
    let run = round.run();
    run.ended(4);
    let said = &run.complained;
    assert!(
        said.contains(
            "“Lò Thị[2J Hoa” trên máy “may-van-thu”, từ 09:15 ngày 08/12/2020, lệnh `ocop run`"
        ),
        "{said}"
    );
    assert_eq!(run.files().into_keys().collect::<Vec<_>>(), [HOLDER, LOCK]);
    drop(turn);
    round.check().ended(0);
    round.run().ended(0);
}

#[test]
fn outputs_within_inputs_and_inputs_within_outputs_are_refused() {
    let round = RoundFolder::settings();
    let inputs = round.input("");
    let below = inputs.parent().unwrap().to_owned();
    for outputs in ["inputs", "inputs/ra", "inputs/ho-so/../ra/chua-co", ".", "./inputs/."] {
        for command in ["run", "check"] {
            let done = program()
                .args([command, "--inputs", "inputs", "--outputs", outputs])
                .current_dir(&below)
                .output()
                .unwrap();
            let said = String::from_utf8(done.stderr).unwrap();
            assert_eq!(done.status.code(), Some(3), "{command} {outputs}: {said}");
            assert!(said.contains("trùng nhau hoặc nằm trong nhau"), "{said}");
        }
    }
    assert_eq!(files(&below).into_keys().collect::<Vec<_>>(), ["inputs/round.toml"]);
    assert_eq!(folders(&below).len(), 2, "no folder was made");
}

#[test]
fn an_outputs_folder_is_no_input() {
    let round = round(&[], &["Chè Tả Ngảo"]);
    let first = round.run();
    let elsewhere = round.outputs().join("../x");
    let done = program()
        .args(["run", "--inputs"])
        .arg(round.outputs())
        .arg("--outputs")
        .arg(elsewhere)
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(3));
    assert!(
        String::from_utf8(done.stderr).unwrap().contains("là thư mục kết quả của một lần chạy")
    );

    // Copied below the inputs, or packed, it is left alone.
    let whole = first.files();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut round = round;
    for (name, bytes) in &whole {
        round = round.with(&format!("dot-truoc/{name}"), bytes);
        zip.start_file(format!("kq/{name}"), zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, bytes).unwrap();
    }
    let round = round.with("goi.zip", zip.finish().unwrap().into_inner());
    let again = round.run();
    let told = again.findings("N124").concat();
    assert!(told.contains(" · dot-truoc\n") && told.contains(" goi.zip!/kq\n"), "{}", again.said);
    assert_eq!(
        again.files()["06-quyet-dinh/quyet-dinh.pdf"],
        whole["06-quyet-dinh/quyet-dinh.pdf"]
    );
    assert!(again.findings("W117").is_empty(), "{}", again.said);
}

#[test]
fn our_own_workbooks_are_no_submissions_but_a_mended_copy_is() {
    let round = round(&[], &["Chè Tả Ngảo"]);
    let first = round.run();
    let returned = "tra-lai/huyen-sin-ho/sin-ho.xlsx";
    let (sheet, marked) = (
        first.files()["04-ket-qua-cham/bang-tong-hop-diem.xlsx"].clone(),
        first.files()[returned].clone(),
    );
    let finding = ocop::finding::Finding::new(
        ocop::finding::Code::SumDiffers,
        ocop::finding::Place::file("a"),
        "Một câu.",
    );
    let list = ocop::returned::list("a.xls", &[&finding]).unwrap();
    let round = round.with("phieu-cham/phieu cua toi.xlsx", &sheet).with("ho-so/loi.xlsx", list);
    let again = round.run();
    let told = again.findings("N123").concat();
    assert!(
        told.contains("phieu-cham/phieu cua toi.xlsx") && told.contains("ho-so/loi.xlsx"),
        "{}",
        again.said
    );
    assert_eq!(
        again.files()["06-quyet-dinh/quyet-dinh.pdf"],
        first.files()["06-quyet-dinh/quyet-dinh.pdf"]
    );

    // The district mends its copy and sends it back: it is read like the first.
    fs_err::remove_file(round.input(LIST)).unwrap();
    let back = round.with("ho-so/sin-ho-sua.xlsx", marked).run();
    assert_eq!(back.results()["products"], {
        let mut products = first.results()["products"].clone();
        let text = products.to_string().replace(LIST, "ho-so/sin-ho-sua.xlsx");
        products = serde_json::from_str(&text).unwrap();
        products
    });
}

/// Files of every kind, with a paper that the change of the inputs takes away.
const KINDS: [&str; 9] = [
    "01-ke-hoach/ke-hoach.pdf",
    "02-giay-moi/01-hop-tac-xa-may-nui.pdf",
    "06-quyet-dinh/quyet-dinh.pdf",
    "04-ket-qua-cham/bang-tong-hop-diem.xlsx",
    "ket-qua.json",
    "kiem-tra.html",
    "kiem-tra.json",
    "tra-lai/huyen-sin-ho/cong-van.pdf",
    "tra-lai/huyen-sin-ho/sin-ho.xlsx",
];

#[test]
fn a_file_that_cannot_be_written_costs_only_itself_whatever_its_kind() {
    let round = round(&["owners"], &["Chè Tả Ngảo"]);
    let whole = fresh(&round);
    for kind in KINDS {
        let outputs = round.outputs();
        fs_err::remove_dir_all(&outputs).unwrap();
        fs_err::create_dir_all(outputs.join(kind).join("trong")).unwrap();
        let run = round.run();
        run.ended(2);
        let told = run.tells("E403", kind);
        assert!(
            told.contains(&format!("Đóng tệp “{kind}”")) && told.contains("rồi chạy lại"),
            "{told}"
        );
        for (name, bytes) in &whole {
            let name_of = name.as_str();
            let differs = name == RECORD || TELLS_OF_EARLIER_RUNS.contains(&name_of);
            // What is made of the files beside it is not made without them.
            let made_of_others = name.contains("/tat-ca")
                || name.starts_with("09-cong-bo/")
                || name.starts_with("ban-thao/")
                || name.starts_with("trinh-ky/");
            match run.files().get(name) {
                Some(found) => assert!(
                    name == kind || differs || made_of_others || found == bytes,
                    "{kind}: {name}"
                ),
                None => assert!(name == kind || made_of_others, "{kind}: {name}"),
            }
        }
        record_is_true(&outputs);
        fs_err::remove_dir_all(outputs.join(kind)).unwrap();
        assert!(round.run().findings("E403").is_empty());
        holds(&outputs, &whole);
    }
}

#[test]
fn a_record_that_cannot_be_written_is_told_and_the_run_counts_as_unfinished() {
    let round = round(&["owners"], &["Chè Tả Ngảo"]);
    let whole = fresh(&round);
    let record = round.outputs().join(RECORD);
    fs_err::remove_file(&record).unwrap();
    fs_err::create_dir_all(record.join("trong")).unwrap();
    let round = round.typing("group = \"owners\"", "group = \"districts\"");
    let run = round.run();
    run.ended(2);
    assert!(run.tells("E403", RECORD).contains("Đóng tệp “so-ket-xuat.json”"));
    assert!(run.paper("quyet-dinh").text().contains("Chè Tả Ngảo"));
    let signed = program()
        .args([
            "sign",
            "outputs/06-quyet-dinh/quyet-dinh.pdf",
            "--role",
            "official",
            "--p12",
            "a.p12",
            "--secret-fd",
            "0",
        ])
        .current_dir(round.outputs().parent().unwrap())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_ne!(signed.status.code(), Some(0));

    // What that run filed is known to the next one.
    fs_err::remove_dir_all(&record).unwrap();
    let round = round.typing("group = \"districts\"", "group = \"owners\"");
    let again = round.run();
    assert!(
        again.findings("W408").is_empty() && again.findings("W409").is_empty(),
        "{}",
        again.said
    );
    holds(&round.outputs(), &whole);
}

#[test]
fn a_paper_that_cannot_be_replaced_is_not_taken_away() {
    let round = round(&["owners"], &["Chè Tả Ngảo"]);
    let before = fresh(&round);
    // Whoever runs the tests may be allowed everything, but nobody writes below a file.
    let invitations = round.outputs().join("02-giay-moi");
    let aside = round.outputs().join("../giay-moi-cu");
    fs_err::rename(&invitations, &aside).unwrap();
    fs_err::write(&invitations, "không phải thư mục").unwrap();
    let run = round.run();
    run.ended(2);
    run.tells("E403", "02-giay-moi/01-hop-tac-xa-may-nui.pdf");
    // The file to print has no part left, and nobody can take it away.
    let told = run.findings("W409");
    assert!(told.iter().all(|told| told.contains("tat-ca.pdf")), "{}", run.said);
    let left = record(&round.outputs())["left"].clone();
    assert_eq!(left[0]["file"], "02-giay-moi/01-hop-tac-xa-may-nui.pdf");
    fs_err::remove_file(&invitations).unwrap();
    fs_err::rename(&aside, &invitations).unwrap();
    let name = "02-giay-moi/01-hop-tac-xa-may-nui.pdf";
    assert_eq!(files(&round.outputs())[name], before[name]);
    assert!(round.run().findings("E403").is_empty());
    record_is_true(&round.outputs());
}

#[test]
fn a_paper_of_an_earlier_run_that_was_changed_is_named_until_it_goes() {
    let round = round(&["owners"], &["Chè Tả Ngảo"]);
    round.run();
    let name = "02-giay-moi/01-hop-tac-xa-may-nui.pdf";
    fs_err::write(round.outputs().join(name), "đã ghi thêm").unwrap();
    let round = round.typing("group = \"owners\"", "group = \"districts\"");
    for _ in 0..2 {
        round.run().tells("W409", name);
        record_is_true(&round.outputs());
    }
    fs_err::remove_file(round.outputs().join(name)).unwrap();
    assert!(round.run().findings("W409").is_empty());
}

#[test]
fn a_damaged_record_is_told_and_every_file_that_may_be_old_is_named() {
    let round = round(&["owners"], &["Chè Tả Ngảo"]);
    round.run();
    let record = round.outputs().join(RECORD);
    let torn = fs_err::read(&record).unwrap();
    fs_err::write(&record, &torn[..torn.len() / 2]).unwrap();
    let round = round.typing("group = \"owners\"", "group = \"districts\"");
    let run = round.run();
    run.ended(2);
    run.tells("W408", RECORD);
    run.tells("W409", "02-giay-moi/01-hop-tac-xa-may-nui.pdf");
    let told = run.findings("W409");
    assert_eq!(told.len(), 1, "{}", run.said);
    assert!(told[0].contains("ban-thao/02-giay-moi/01-hop-tac-xa-may-nui.docx"), "{}", told[0]);
    record_is_true(&round.outputs());
    assert!(round.run().findings("W408").is_empty());
    round.run().tells("W409", "02-giay-moi/01-hop-tac-xa-may-nui.pdf");
}

#[test]
fn a_check_keeps_the_record_of_the_run_true() {
    let round = round(&["owners"], &["Chè Tả Ngảo"]);
    round.run();
    let round = round.with("ho-so/rong.xlsx", b"");
    let before = files(&round.outputs());
    round.check();
    let after = files(&round.outputs());
    assert_ne!(before["kiem-tra.json"], after["kiem-tra.json"]);
    assert_eq!(before["06-quyet-dinh/quyet-dinh.pdf"], after["06-quyet-dinh/quyet-dinh.pdf"]);
    record_is_true(&round.outputs());
}

#[test]
fn a_byte_order_mark_in_settings_wording_and_words_changes_nothing() {
    let plain = round(&[], &["Chè Tả Ngảo"]);
    let marked = |text: &str| format!("\u{FEFF}{text}");
    let template = |name: &str| {
        fs_err::read_to_string(format!("{}/templates/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    let settings = fs_err::read_to_string(plain.input("round.toml")).unwrap();
    let mut round = round(&[], &["Chè Tả Ngảo"]).with("round.toml", marked(&settings));
    for name in [
        "wording/quyet-dinh.md",
        "layout/quyet-dinh.typ",
        "words/ballots.toml",
        "criteria/1048-2019-781-2020.toml",
    ] {
        round = round.with(&format!("templates/{name}"), marked(&template(name)));
    }
    let (plain, marked) = (plain.run(), round.run());
    assert_eq!(plain.said, marked.said);
    assert_eq!(
        plain.files()["06-quyet-dinh/quyet-dinh.pdf"],
        marked.files()["06-quyet-dinh/quyet-dinh.pdf"]
    );
}

#[test]
fn a_file_name_without_a_glyph_is_shown_by_a_substitute_and_stops_no_letter() {
    let unread = Product { owner: String::new(), ..tea("Chè chưa rõ chủ") };
    let list = submission("huyện Sìn Hồ", &[tea("Chè Tả Ngảo"), unread]);
    let run = RoundFolder::settings().with("ho-so/🍵 danh sách.xlsx", list).run();
    assert!(run.findings("E402").is_empty(), "{}", run.said);
    let letter = run.paper("tra-lai/huyen-sin-ho/cong-van").text();
    assert!(letter.contains("_ danh sách.xlsx"), "{letter}");
    assert!(run.said.contains("🍵 danh sách.xlsx"), "the terminal shows it as it is");
}

#[test]
fn no_finding_or_page_speaks_english_and_the_record_keeps_the_detail() {
    let round = round(&[], &["Chè Tả Ngảo"])
        .with(
            "ho-so/hong.xlsx",
            b"PK\x03\x04 no such thing PK\x05\x06\0\0\0\0\x09\0\x09\0\0\0\0\0\0\0\0\0\0\0",
        )
        .with("templates/layout/bien-ban.typ", "#import \"/layout/nd30.typ\": *\n#khong-co()\n");
    fs_err::create_dir_all(round.outputs().join("01-ke-hoach/ke-hoach.pdf/trong")).unwrap();
    let run = round.run();
    run.ended(2);
    let page = String::from_utf8(run.files()["kiem-tra.html"].clone()).unwrap();
    let data = String::from_utf8(run.files()["kiem-tra.json"].clone()).unwrap();
    for told in [&run.said, &page, &data] {
        for english in [
            "os error",
            "panicked",
            "unknown variable",
            "ill-formed",
            "not a file",
            "nvalid",
            "denied",
            "technical",
        ] {
            assert!(!told.contains(english), "{english}: {told}");
        }
    }
    assert!(run.finding("E401").contains("dòng 2: #khong-co()"), "{}", run.finding("E401"));
    let record = record(&round.outputs());
    let details: Vec<_> = record["technical"].as_array().unwrap().iter().collect();
    let codes: Vec<_> = details.iter().map(|detail| detail["code"].as_str().unwrap()).collect();
    for code in ["E401", "E403"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    assert!(
        details
            .iter()
            .any(|detail| detail["detail"].as_str().unwrap().contains("unknown variable"))
    );
}

#[cfg(unix)]
mod unix {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    fn pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    /// A file of a gigabyte that takes no room.
    fn huge(path: &Path) {
        fs_err::OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(true)
            .open(path)
            .unwrap()
            .set_len(1 << 30)
            .unwrap();
    }

    #[test]
    fn settings_that_are_no_file_are_told_and_nobody_waits() {
        for make in
            [pipe, huge, |path: &Path| fs_err::os::unix::fs::symlink("/dev/zero", path).unwrap()]
        {
            let round = RoundFolder::settings();
            fs_err::remove_file(round.input("round.toml")).unwrap();
            make(&round.input("round.toml"));
            for run in [round.run(), round.check(), round.explain(&["chè"])] {
                run.ended(3);
                run.tells("E002", "round.toml");
            }
        }
    }

    #[test]
    fn templates_that_are_no_files_stop_a_run_and_nobody_waits() {
        for make in [pipe, huge] {
            let round = RoundFolder::settings().with("templates/wording/them.md", "");
            let path = round.input("templates/wording/ke-hoach.md");
            make(&path);
            let run = round.run();
            run.ended(4);
            assert!(run.complained.contains("không đọc hoặc ghi được tệp"), "{}", run.complained);
        }
    }

    #[test]
    fn nothing_is_followed_out_of_the_outputs() {
        let round = round(&["owners"], &["Chè Tả Ngảo"]);
        fs_err::create_dir(round.outputs()).unwrap();
        for folder in ["01-ke-hoach", "04-ket-qua-cham", "06-quyet-dinh"] {
            fs_err::create_dir(round.outputs().join(folder)).unwrap();
        }
        let elsewhere = tempfile::tempdir().unwrap();
        fs_err::os::unix::fs::symlink(elsewhere.path(), round.outputs().join("02-giay-moi"))
            .unwrap();
        let theirs = elsewhere.path().join("cua-ho.pdf");
        fs_err::write(&theirs, "của họ").unwrap();
        fs_err::os::unix::fs::symlink(&theirs, round.outputs().join("01-ke-hoach/ke-hoach.pdf"))
            .unwrap();
        pipe(&round.outputs().join("06-quyet-dinh/quyet-dinh.pdf"));
        huge(&round.outputs().join("04-ket-qua-cham/bien-ban.pdf"));
        pipe(&round.outputs().join("so-chu-ky.json"));
        huge(&round.outputs().join(RECORD));
        let run = round.run_without_reading();
        assert_eq!(run.0, 2, "{}", run.1);
        for name in [
            "02-giay-moi/01-hop-tac-xa-may-nui.pdf",
            "01-ke-hoach/ke-hoach.pdf",
            "06-quyet-dinh/quyet-dinh.pdf",
            "04-ket-qua-cham/bien-ban.pdf",
        ] {
            assert!(run.1.contains(&format!("[E403] lỗi · {name}")), "{name}: {}", run.1);
        }
        assert!(run.1.contains("[W407]") && run.1.contains("[W408]"), "{}", run.1);
        assert_eq!(
            files(elsewhere.path()),
            [("cua-ho.pdf".to_owned(), "của họ".as_bytes().to_vec())].into()
        );
    }

    impl RoundFolder {
        /// How a run ends and what it says, where the outputs hold what no test should read.
        fn run_without_reading(&self) -> (i32, String) {
            let inputs = self.input("");
            let done = program()
                .arg("--inputs")
                .arg(inputs)
                .arg("--outputs")
                .arg(self.outputs())
                .output()
                .unwrap();
            (done.status.code().unwrap(), String::from_utf8(done.stdout).unwrap())
        }
    }

    /// Every way a stream can be no use: closed, full, or read by nobody.
    const STREAMS: [&str; 4] = [">&-", ">/dev/full", "| true", "| head -c 20 >/dev/null"];

    #[test]
    fn exit_codes_are_the_same_whatever_becomes_of_the_streams() {
        let round = round(&[], &["Chè Tả Ngảo"]);
        let below = round.outputs().parent().unwrap().to_owned();
        let clean = RoundFolder::settings();
        let ocop = env!("CARGO_BIN_EXE_ocop");
        fs_err::write(below.join("rac.pdf"), "no paper").unwrap();
        let calm = clean.input("").display().to_string();
        let commands = [
            ("run --inputs inputs --outputs outputs".to_owned(), 2),
            (format!("run --inputs {calm} --outputs outputs-2"), 0),
            ("check --inputs inputs --outputs outputs".to_owned(), 2),
            ("explain --inputs inputs \"chè tả ngảo\"".to_owned(), 0),
            ("explain --inputs inputs \"không có sản phẩm này\"".to_owned(), 1),
            ("explain --inputs khong-co chè".to_owned(), 3),
            (
                "sign outputs/06-quyet-dinh/quyet-dinh.pdf --role official --p12 khong-co.p12 --secret-fd 0"
                    .to_owned(),
                3,
            ),
            ("verify rac.pdf".to_owned(), 2),
            ("verify rac.pdf --json".to_owned(), 2),
            ("verify khong-co.pdf --trust khong-co.pem".to_owned(), 3),
            ("ltv outputs/06-quyet-dinh/quyet-dinh.pdf --inputs inputs".to_owned(), 3),
            ("keys new inputs/round.toml --name A".to_owned(), 3),
            ("new inputs".to_owned(), 3),
            ("run --inputs khong-co --outputs outputs".to_owned(), 3),
            ("run --inputs inputs --outputs inputs/ra".to_owned(), 3),
            ("--help".to_owned(), 0),
            ("--version".to_owned(), 0),
            ("sign --help".to_owned(), 0),
            ("--khong-co".to_owned(), 3),
            ("sign".to_owned(), 3),
        ];
        let shell = |line: &str| {
            let done = Command::new("bash")
                .args(["-c", line])
                .current_dir(&below)
                .stdin(Stdio::null())
                .output()
                .unwrap();
            assert_eq!(done.status.signal(), None, "{line}");
            done.status.code().unwrap()
        };
        for (command, exit) in &commands {
            assert_eq!(shell(&format!("{ocop} {command}")), *exit, "{command}");
            for stream in STREAMS {
                let both = if stream.starts_with('|') {
                    format!("2>&1 {stream}")
                } else {
                    format!("{stream} 2{stream}")
                };
                for end in [stream.to_owned(), both] {
                    let line =
                        format!("set +o pipefail; {ocop} {command} {end}; exit ${{PIPESTATUS[0]}}");
                    assert_eq!(shell(&line), *exit, "{command} {end}");
                }
            }
        }
        // A new folder and new keys are made all the same.
        for (number, stream) in STREAMS.iter().enumerate() {
            let new = format!("{ocop} new dot-{number} {stream}; exit ${{PIPESTATUS[0]}}");
            assert_eq!(shell(&new), 0, "{new}");
            let keys = format!(
                "{ocop} keys new k{number}.p12 --name A --secret-fd 0 <<<bimat {stream}; exit \
                 ${{PIPESTATUS[0]}}"
            );
            assert_eq!(shell(&keys), 0, "{keys}");
            assert!(
                below.join(format!("k{number}.p12")).exists()
                    && below.join(format!("dot-{number}/khai-bao.xlsx")).exists()
            );
        }
    }
}

/// Runs of `sign` and of the program, and what they leave.
mod signing {
    use super::*;
    use crate::support::office::{Office, SECRET};

    const DECISION: &str = "outputs/06-quyet-dinh/quyet-dinh.pdf";

    fn signing(office: &Office, paper: &str, role: &str, key: &str) -> Child {
        let mut command = program();
        command
            .args(["sign", paper, "--role", role, "--p12", key, "--secret-fd", "0"])
            .current_dir(office.path(""));
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let _ = std::io::Write::write_all(
            &mut child.stdin.take().unwrap(),
            format!("{SECRET}\n").as_bytes(),
        );
        child
    }

    fn book(office: &Office) -> Vec<Value> {
        let text =
            fs_err::read_to_string(office.path("outputs/so-chu-ky.json")).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Every signed file with a line, every line with its file, nothing else.
    fn book_is_true(office: &Office) {
        let noted: BTreeSet<_> = book(office)
            .iter()
            .map(|line| (line["file"].to_string(), line["sha256"].to_string()))
            .collect();
        let signed = ["da-ky", "ban-hanh"].into_iter().flat_map(|folder| {
            let below = office.path(&format!("outputs/{folder}"));
            let found = if below.exists() { files(&below) } else { BTreeMap::new() };
            found.into_iter().map(move |(name, bytes)| {
                (
                    Value::from(format!("{folder}/{name}")).to_string(),
                    Value::from(sha256(&bytes)).to_string(),
                )
            })
        });
        assert_eq!(signed.collect::<BTreeSet<_>>(), noted);
    }

    /// The official's signing is killed so many times; the paper is made anew now and then.
    fn killed(times: u32) {
        let office = Office::issued();
        let most = takes(signing(&office, DECISION, "official", "hai.p12"));
        let mut dice = Dice(11);
        for time in 0..times {
            let number = 2000 + time;
            let settings = String::from_utf8(office.read("inputs/round.toml")).unwrap();
            let old = settings
                .lines()
                .find(|line| line.starts_with("number = ") && line.len() == 13)
                .unwrap()
                .to_owned();
            office.typing(&old, &format!("number = {number}"));
            office.ocop(&["run"], "");
            let mut child = signing(&office, DECISION, "official", "hai.p12");
            // Most of the time goes into reading the key and signing; the end is where files are
            // written.
            sleep(Duration::from_micros(most / 2 + dice.below(most * 3 / 5)));
            child.kill().unwrap();
            child.wait().unwrap();
            // Whoever has the turn next puts things right.
            office.ocop(&["check"], "");
            book_is_true(&office);
        }
        let lines = book(&office).len();
        println!("{lines} of {times} signatures were made before the kill");
        office.official(&[DECISION]);
        book_is_true(&office);
        assert!(files(&office.path("outputs")).keys().all(|name| !name.contains(".ocop-")));
    }

    #[test]
    fn signing_that_is_killed_leaves_no_file_without_a_line_and_no_line_without_a_file() {
        killed(5);
    }

    #[test]
    #[ignore = "takes minutes"]
    fn sixty_kills_of_signing() {
        killed(60);
    }

    /// So many rehearsal signatures, half of them by each of two processes at a time.
    fn from_two_processes(count: usize) {
        let office = Office::issued();
        office.typing("certificate = \"Hà Trọng Hải\"\n", "");
        let made =
            office.ocop(&["keys", "new", "thu.p12", "--name", "Thử", "--secret-fd", "0"], SECRET);
        made.ended(0);
        let sign = || {
            let mut command = program();
            command.args([
                "sign",
                DECISION,
                "--role",
                "official",
                "--p12",
                "thu.p12",
                "--trust",
                "thu-goc.pem",
            ]);
            command.args(["--secret-fd", "0"]).current_dir(office.path(""));
            let mut child = command
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            std::io::Write::write_all(
                &mut child.stdin.take().unwrap(),
                format!("{SECRET}\n").as_bytes(),
            )
            .unwrap();
            let done = child.wait_with_output().unwrap();
            assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        };
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| (0..count / 2).for_each(|_| sign()));
            }
        });
        let lines = book(&office);
        assert_eq!(lines.len(), count);
        let names: BTreeSet<_> = lines.iter().map(|line| line["file"].to_string()).collect();
        assert_eq!(names.len(), count);
        assert_eq!(files(&office.path("outputs/ban-thu")).len(), count);
    }

    #[test]
    fn signatures_from_two_processes_all_have_their_lines() {
        from_two_processes(8);
    }

    #[test]
    #[ignore = "takes a minute"]
    fn fifty_signatures_from_two_processes_leave_fifty_lines() {
        from_two_processes(50);
    }

    #[test]
    fn what_a_stopped_run_left_is_not_signed() {
        let office = Office::issued();
        let record = String::from_utf8(office.read("outputs/so-ket-xuat.json")).unwrap();
        office.write(
            "outputs/so-ket-xuat.json",
            record.replace("\"state\": \"done\"", "\"state\": \"begun\""),
        );
        let run: Run = office.official(&[DECISION]);
        run.ended(3);
        assert!(run.complained.contains("bị dừng giữa chừng"), "{}", run.complained);
        office.ocop(&["run"], "");
        office.official(&[DECISION]).ended(0);
    }
}
