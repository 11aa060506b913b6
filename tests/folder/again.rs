//! Tests that a run whose result cannot differ is not made again; that everything which could change
//! the result has it made; and that this shows in no byte, no time and no word.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use careful_spreadsheet::ChildReader;
use ocop::fingerprint::sha256;
use ocop::ledger::Holder;
use ocop::pipeline::{self, Job, LAST_RUN, RunReport};
use serde_json::Value;

use crate::support::round::RoundFolder;
use crate::support::workbooks::{Product, submission, tea, unanimous};

const RECORD: &str = "so-ket-xuat.json";
const LIST: &str = "ho-so/sin-ho.xlsx";
const PLAN: &str = "01-ke-hoach/ke-hoach.pdf";
const EARLIER: &str = r#"{"round": {"province": "tỉnh Lai Châu", "year": 2019, "number": 1,
    "to": "2019-12-10"}, "products": []}"#;

/// A round of one tea, with a list, ballots, and a fault for which the list goes back.
fn round() -> RoundFolder {
    let product = tea("Chè Tả Ngảo");
    let unread = Product { owner: String::new(), ..tea("Chè chưa rõ chủ") };
    RoundFolder::inviting(&["named"])
        .with(LIST, submission("huyện Sìn Hồ", &[product.clone(), unread]))
        .meeting_once()
        .with_all(unanimous(1, &[(&product, [20, 12, 30])]))
}

fn job(round: &RoundFolder) -> Job {
    Job {
        inputs: round.input(""),
        outputs: round.outputs(),
        templates: round.input("templates"),
        previous: Vec::new(),
        threads: 2,
        fresh: false,
        reader: ChildReader::none(),
        who: Holder::default(),
    }
}

/// Asks for a run. Tells whether it was made, and what it told.
fn asked(job: &Job) -> (bool, RunReport) {
    let steps = AtomicUsize::new(0);
    let report = pipeline::run(job, &|_| {
        steps.fetch_add(1, Ordering::Relaxed);
    });
    (steps.load(Ordering::Relaxed) > 0, report.unwrap())
}

fn is_made(job: &Job) -> bool {
    asked(job).0
}

/// When each file of a folder was last written.
fn written(folder: &Path) -> Vec<(String, SystemTime)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let time = |entry: walkdir::DirEntry| {
        (entry.path().display().to_string(), entry.metadata().unwrap().modified().unwrap())
    };
    files.map(time).collect()
}

/// Rewrites a JSON file of the outputs.
fn rewriting(path: &Path, change: impl FnOnce(&mut Value)) {
    let mut value: Value = serde_json::from_slice(&fs_err::read(path).unwrap()).unwrap();
    change(&mut value);
    fs_err::write(path, serde_json::to_vec(&value).unwrap()).unwrap();
}

/// Puts other bytes in the place of what the last run told, and their hash into the record.
fn telling(round: &RoundFolder, change: impl FnOnce(&mut Value)) {
    let path = round.outputs().join(LAST_RUN);
    rewriting(&path, change);
    let sum = sha256(&fs_err::read(&path).unwrap());
    let record = fs_err::read_to_string(round.outputs().join(RECORD)).unwrap();
    let mut value: Value = serde_json::from_str(&record).unwrap();
    let outputs = value["outputs"].as_array_mut().unwrap();
    let entry = outputs.iter().find(|entry| entry["file"] == LAST_RUN).unwrap();
    let before = entry["sha256"].as_str().unwrap().to_owned();
    fs_err::write(round.outputs().join(RECORD), record.replace(&before, &sum)).unwrap();
}

#[test]
fn where_nothing_changed_the_run_is_not_made_and_nobody_can_tell() {
    let round = round();
    // A note that somebody keeps beside the papers, as in `outputs/` of the sample.
    fs_err::create_dir_all(round.outputs()).unwrap();
    fs_err::write(round.outputs().join("README.md"), "Văn bản của đợt").unwrap();
    let first = round.run();
    let (files, times) = (first.files(), written(&round.outputs()));
    let (made, told) = asked(&job(&round));
    assert!(!made);
    let again = round.run();
    let (made, whole) = asked(&Job { fresh: true, ..job(&round) });
    assert!(made);
    assert_eq!(format!("{told:?}"), format!("{whole:?}"));
    let fresh = round.run_with(&["--fresh"]);
    assert_eq!(again.said, fresh.said);
    assert_eq!(again.exit, fresh.exit);
    assert_eq!(again.complained, "", "no step was taken");
    assert!(again.said.contains("không đổi so với lần trước"), "{}", again.said);
    assert!(!told.findings.is_empty() && !told.filed.is_empty());
    assert!(again.files() == files && fresh.files() == files);
    assert_eq!(written(&round.outputs()), times, "a file was written anew");
}

#[test]
fn whatever_could_change_the_result_has_the_run_made() {
    let round = round();
    let job = &job(&round);
    let (input, output) = (|name: &str| round.input(name), |name: &str| round.outputs().join(name));
    let add = |path: &Path, bytes: &[u8]| {
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(path, bytes).unwrap();
    };
    let append = |path: &Path| {
        fs_err::write(path, [fs_err::read(path).unwrap(), b"\n".to_vec()].concat()).unwrap();
    };
    let replace = |path: &Path, old: &str, new: &str| {
        let text = fs_err::read_to_string(path).unwrap();
        assert!(text.contains(old));
        fs_err::write(path, text.replacen(old, new, 1)).unwrap();
    };
    let remove = |path: &Path| fs_err::remove_file(path).unwrap();
    let template = input("templates/wording/ke-hoach.md");
    let wording = ocop::templates::Templates::embedded("wording/ke-hoach.md").unwrap();
    let book = |sum: &str| {
        format!(
            "{{\"file\":\"da-ky/ke-hoach.pdf\",\"sha256\":\"{sum}\",\"paper\":\"{PLAN}\",\
             \"original\":\"\",\"role\":\"official\",\"time\":\"\",\"timestamped\":false,\
             \"rehearsal\":false}}\n"
        )
    };
    let changes: [(&str, &dyn Fn()); 20] = [
        ("nothing was run yet", &|| {}),
        ("a byte of the declaration", &|| append(&input("round.toml"))),
        ("a byte of a list", &|| append(&input(LIST))),
        ("a hidden file came in", &|| add(&input(".ghi-chu"), b"a")),
        ("its byte", &|| add(&input(".ghi-chu"), b"b")),
        ("it went", &|| remove(&input(".ghi-chu"))),
        ("a template came", &|| add(&template, wording)),
        ("a byte of a template", &|| append(&template)),
        ("a paper was changed", &|| append(&output(PLAN))),
        ("a paper was removed", &|| remove(&output(PLAN))),
        ("the page was changed", &|| append(&output("kiem-tra.html"))),
        ("the results were removed", &|| remove(&output("ket-qua.json"))),
        ("a paper was signed", &|| {
            add(&output("da-ky/ke-hoach.pdf"), b"%PDF signed");
            add(&output("so-chu-ky.json"), book(&sha256(b"%PDF signed")).as_bytes());
        }),
        ("the signed paper was changed", &|| append(&output("da-ky/ke-hoach.pdf"))),
        ("a byte of the book", &|| {
            add(&output("so-chu-ky.json"), book(&sha256(b"%PDF other")).as_bytes());
        }),
        ("the record has other spaces", &|| append(&output(RECORD))),
        ("a run was stopped", &|| replace(&output(RECORD), "\"done\"", "\"begun\"")),
        ("a journal was left", &|| add(&output("so-ket-xuat.dang-ghi"), b"")),
        ("what was told is lost", &|| remove(&output(LAST_RUN))),
        ("what was told is damaged", &|| add(&output(LAST_RUN), b"{")),
    ];
    for (what, change) in changes {
        change();
        assert!(is_made(job), "{what}");
        // A signed paper that the inputs do not give is a finding; what is not known stays a run.
        let mut runs = 1;
        while is_made(job) {
            runs += 1;
            assert!(runs < 3, "{what}: made again and again");
        }
    }
    for (what, change) in [
        (
            "another build",
            Box::new(|told: &mut Value| told["program"] = "0".into())
                as Box<dyn FnOnce(&mut Value)>,
        ),
        ("other fields", Box::new(|told: &mut Value| told["schema"] = 2.into())),
        ("other inputs", Box::new(|told: &mut Value| told["run"]["made_from"] = "0".into())),
        ("another folder", Box::new(|told: &mut Value| told["run"]["left"] = "0".into())),
    ] {
        telling(&round, change);
        assert!(is_made(job), "{what}");
        assert!(!is_made(job), "after {what}");
    }
}

#[test]
fn other_arguments_and_strange_files_have_the_run_made() {
    let round = round().with("truoc.json", EARLIER);
    let alone = job(&round);
    assert!(is_made(&alone) && !is_made(&alone));
    assert!(is_made(&Job { fresh: true, ..job(&round) }), "everything is asked for anew");
    assert!(!is_made(&alone));
    let after = Job { previous: vec![round.input("truoc.json")], ..job(&round) };
    assert!(is_made(&after) && !is_made(&after));
    assert!(is_made(&alone), "without the earlier round");
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("truoc.json");
    fs_err::copy(round.input("truoc.json"), &copy).unwrap();
    let after = Job { previous: vec![copy.clone()], ..job(&round) };
    assert!(is_made(&after) && !is_made(&after));
    fs_err::write(&copy, format!("{EARLIER}\n")).unwrap();
    assert!(is_made(&after), "a byte of the results");
    let templates = Job { templates: elsewhere.path().to_owned(), ..job(&round) };
    assert!(is_made(&templates), "other templates");

    assert!(is_made(&alone) && !is_made(&alone));
    let stray = round.outputs().join("01-ke-hoach/ghi-chu.pdf");
    fs_err::write(&stray, "của văn thư").unwrap();
    assert!(is_made(&alone) && is_made(&alone), "a file that no run left");
    fs_err::remove_file(&stray).unwrap();
    assert!(!is_made(&alone));
    // An archive is looked at by no run.
    fs_err::create_dir(round.outputs().join("10-luu-tru")).unwrap();
    fs_err::write(round.outputs().join("10-luu-tru/ho-so.zip"), "PK").unwrap();
    assert!(!is_made(&alone));
}

#[cfg(unix)]
#[test]
fn links_among_templates_and_outputs_have_the_run_made() {
    use fs_err::os::unix::fs::symlink;

    let round = round();
    let job = job(&round);
    assert!(is_made(&job) && !is_made(&job));
    let (plan, aside) = (round.outputs().join(PLAN), round.input("").join("../ke-hoach.pdf"));
    fs_err::rename(&plan, &aside).unwrap();
    symlink(&aside, &plan).unwrap();
    assert!(is_made(&job), "a link to the same bytes is not the paper");
    fs_err::remove_file(&plan).unwrap();
    assert!(is_made(&job) && !is_made(&job));
    fs_err::create_dir_all(round.input("templates/wording")).unwrap();
    symlink("giay-moi.md", round.input("templates/wording/khac.md")).unwrap();
    assert!(is_made(&job) && is_made(&job), "what a link leads to is not compared");
}

#[test]
fn a_check_in_between_and_what_only_one_run_tells_have_the_run_made() {
    let round = round()
        .setting("papers.decision.number", 1757)
        .setting("papers.decision.date", "2020-12-31".parse::<toml::value::Datetime>().unwrap());
    let first = round.run().files();
    assert!(!is_made(&job(&round)));
    // A check of other inputs leaves its report; back with the old ones, it must be written anew.
    let before = fs_err::read_to_string(round.input("round.toml")).unwrap();
    let round = round.setting("round.remark", "khác").setting("issuers.council.place", "Tam Đường");
    let check = ["check", "--inputs", "inputs", "--outputs", "outputs"];
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_ocop"))
        .args(check)
        .current_dir(round.input("").parent().unwrap())
        .output()
        .unwrap();
    assert!(done.status.code().is_some_and(|code| code < 3));
    let round = round.with("round.toml", before);
    assert!(round.run().files() == first);

    // The earlier issue that was put aside is told once.
    let round = round.setting("decision.valid_months", 24);
    let changed = round.run();
    changed.tells("N607", "06-quyet-dinh/quyet-dinh.pdf");
    let (made, told) = asked(&job(&round));
    assert!(made);
    let codes: Vec<_> = told.findings.iter().map(|finding| finding.code.id()).collect();
    assert!(!codes.contains(&"N607"), "{codes:?}");
    assert!(!is_made(&job(&round)));
}
