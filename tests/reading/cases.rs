//! Cases as people really send them: each folder of `tests/reading/cases/` is laid over the sample
//! round and says what must come out. The folders were laid out by hand, as offices lay out their
//! workbooks, and not by a generator of ours.
//!
//! The keys of `case.json` (`why`, `over`, `remove`, `base`, `must`, `cell`, `results`) are those
//! of the public collection of cases; `cases/README.md` explains them. `OCOP_CASES=folder cargo
//! test --test reading cases` judges the cases of another folder; `CASE=name` only those whose name
//! holds it.

#![allow(
    clippy::unwrap_used,
    clippy::type_complexity,
    clippy::unnecessary_wraps,
    clippy::maybe_infinite_iter,
    clippy::too_many_lines,
    reason = "a test says what it expects by failing; serde asks for an Option"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;
use walkdir::WalkDir;

use crate::support::judged::Judged;

/// What a case says of itself.
#[derive(Debug, Deserialize)]
struct Case {
    why: String,
    #[serde(default = "sample")]
    over: Option<String>,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    base: Vec<String>,
    #[serde(default)]
    must: Must,
    cell: Option<String>,
    results: Option<BTreeMap<String, (Option<Decimal>, Option<u8>)>>,
}

fn sample() -> Option<String> {
    Some("sample".into())
}

/// What must come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Must {
    /// The results of the untouched round, and no error.
    Right,
    /// Those, or every product that differs waits and it is told at a file of the case.
    #[default]
    RightOrTold,
    /// Told at a file of the case, and at `cell` if given.
    Told,
    /// The products that differ wait, and an error stands at a file of the case.
    Refused,
}

#[test]
fn every_case_is_right_or_told() {
    let folder = std::env::var_os("OCOP_CASES")
        .map_or_else(|| root().join("tests/reading/cases"), PathBuf::from);
    let wanted = std::env::var("CASE").unwrap_or_default();
    let mut names: Vec<PathBuf> =
        fs_err::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    names.retain(|case| {
        case.join("case.json").is_file() && case.to_string_lossy().contains(&wanted)
    });
    assert!(!names.is_empty(), "no cases in {}", folder.display());
    let untouched = results(&Judged::of(&root().join("inputs")).results);
    let wrong = std::sync::Mutex::new(Vec::new());
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(case) =
                    names.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
                {
                    if let Err(why) = judge(case, &untouched) {
                        wrong.lock().unwrap().push(format!(
                            "{}: {why}",
                            case.file_name().unwrap().to_string_lossy()
                        ));
                    }
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort();
    assert!(
        wrong.is_empty(),
        "{} of {} cases are wrong:\n{}",
        wrong.len(),
        names.len(),
        wrong.join("\n")
    );
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

type Results = BTreeMap<(String, String, usize), Product>;

/// What is compared of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Product {
    fields: BTreeMap<&'static str, String>,
    outcome: String,
}

fn results(json: &Value) -> Results {
    let mut found = Results::new();
    for product in json["products"].as_array().into_iter().flatten() {
        let owner = &product["owner"];
        let means: Vec<String> = product["sessions"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|session| !session["average"].is_null())
            .map(|session| format!("{}: {}", session["session"], session["average"]))
            .collect();
        let outcome = product["outcome"]["kind"].as_str().unwrap_or_default().to_owned();
        let fields = BTreeMap::from([
            ("owner", text(&owner["name"])),
            ("kind", text(&owner["kind"])),
            ("address", text(&owner["address"])),
            ("representative", text(&owner["representative"])),
            ("set", text(&product["set"])),
            ("means", means.join(", ")),
            ("outcome", outcome.clone()),
            ("star", product["outcome"]["star"].to_string()),
        ]);
        let (district, name) =
            (fold(product["district"].as_str().unwrap_or_default()), text(&product["product"]));
        let again = (0..)
            .find(|again| !found.contains_key(&(district.clone(), name.clone(), *again)))
            .unwrap();
        found.insert((district, name, again), Product { fields, outcome });
    }
    found
}

fn text(node: &Value) -> String {
    let value = if node.is_object() { &node["value"] } else { node };
    fold(value.as_str().unwrap_or_default())
}

fn fold(text: &str) -> String {
    text.nfc().collect::<String>().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The fields that matter even where the case's list does not give them.
const MATTER: [&str; 5] = ["owner", "set", "means", "outcome", "star"];

/// The products that are not as they were, why, and whether they are concluded all the same.
fn differences(base: &Results, got: &Results) -> Vec<(String, String, Option<Product>)> {
    let mut found = Vec::new();
    for (key, product) in base {
        let Some(now) = got.get(key) else {
            found.push((key.1.clone(), "gone".to_owned(), None));
            continue;
        };
        let differ: Vec<String> = product
            .fields
            .iter()
            .filter(|(field, was)| {
                now.fields[*field] != **was
                    && (MATTER.contains(field) || !now.fields[*field].is_empty())
            })
            .map(|(field, was)| format!("{field} {was} -> {}", now.fields[field]))
            .collect();
        if !differ.is_empty() {
            found.push((key.1.clone(), differ.join(", "), Some(now.clone())));
        }
    }
    let added = got.iter().filter(|(key, _)| !base.contains_key(key));
    found.extend(
        added.map(|(key, product)| (key.1.clone(), "added".to_owned(), Some(product.clone()))),
    );
    found
}

fn differences_from(
    wanted: &BTreeMap<String, (Option<Decimal>, Option<u8>)>,
    got: &Results,
) -> Vec<(String, String, Option<Product>)> {
    let near = |means: &str, score: Decimal| {
        let last = means.rsplit(": ").next().unwrap_or_default().trim_matches('"');
        last.parse::<Decimal>().is_ok_and(|last| (last - score).abs() < Decimal::new(1, 3))
    };
    let differs = |(name, (score, star)): (&String, &(Option<Decimal>, Option<u8>))| {
        let Some(product) =
            got.iter().find(|(key, _)| key.1 == fold(name)).map(|(_, product)| product)
        else {
            return Some((name.clone(), "gone".to_owned(), None));
        };
        let means = &product.fields["means"];
        let same_score = score.map_or(means.is_empty(), |score| near(means, score));
        let same_star =
            product.fields["star"] == star.map_or("null".to_owned(), |star| star.to_string());
        (!same_score || !same_star).then(|| {
            let why = format!("{means}, star {}, not {score:?}, {star:?}", product.fields["star"]);
            (name.clone(), why, Some(product.clone()))
        })
    };
    wanted.iter().filter_map(differs).collect()
}

fn judge(case: &Path, untouched: &Results) -> Result<(), String> {
    let spec: Case = serde_json::from_slice(&fs_err::read(case.join("case.json")).unwrap())
        .map_err(|error| error.to_string())?;
    let files: BTreeSet<String> = WalkDir::new(case)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file() && entry.file_name() != "case.json")
        .map(|entry| entry.path().strip_prefix(case).unwrap().to_string_lossy().nfc().collect())
        .collect();
    let judged = Judged::of(build(case, &spec, true).path());
    let got = results(&judged.results);
    let at_case = judged.findings.iter().filter(|finding| {
        let file: String = finding.place.file.nfc().collect();
        files.contains(file.split('!').next().unwrap_or_default())
    });
    let told: Vec<_> = at_case.filter(|finding| !finding.code.id().starts_with('N')).collect();
    let errors: Vec<String> = told
        .iter()
        .filter(|finding| finding.code.id().starts_with('E'))
        .map(|finding| format!("{} {}", finding.code.id(), finding.place))
        .collect();
    if spec.must == Must::Told {
        let there = told.iter().any(|finding| {
            spec.cell
                .as_ref()
                .is_none_or(|cell| finding.place.cell.is_some_and(|at| at.to_string() == *cell))
        });
        return if there {
            Ok(())
        } else {
            Err(format!(
                "nothing told at {:?}; {:?} ({})",
                spec.cell,
                told.iter()
                    .map(|finding| format!("{} {}", finding.code.id(), finding.place))
                    .collect::<Vec<_>>(),
                spec.why
            ))
        };
    }
    let differing = match &spec.results {
        Some(wanted) => differences_from(wanted, &got),
        None if spec.over == sample() && spec.remove.is_empty() && spec.base.is_empty() => {
            differences(untouched, &got)
        }
        None => differences(&results(&Judged::of(build(case, &spec, false).path()).results), &got),
    };
    let summary = || {
        differing
            .iter()
            .take(3)
            .map(|(name, why, _)| format!("{name}: {why}"))
            .collect::<Vec<_>>()
            .join("; ")
    };
    if differing.is_empty() {
        return match spec.must {
            Must::Refused => Err(format!("nothing was refused ({})", spec.why)),
            Must::Right if !errors.is_empty() => {
                Err(format!("right, but accused: {:?}", &errors[..errors.len().min(4)]))
            }
            _ => Ok(()),
        };
    }
    if spec.must == Must::Right {
        return Err(format!("{}; told {:?}", summary(), &errors[..errors.len().min(4)]));
    }
    let concluded = |product: &Option<Product>| {
        product.as_ref().is_some_and(|product| {
            ["recognised", "proposed_to_ministry"].contains(&product.outcome.as_str())
        })
    };
    if differing.iter().any(|(_, _, product)| concluded(product)) {
        return Err(format!("concluded all the same: {}", summary()));
    }
    let must_be_error =
        spec.must == Must::Refused || differing.iter().any(|(_, _, product)| product.is_none());
    if if must_be_error { errors.is_empty() } else { told.is_empty() } {
        return Err(format!("not told at its file: {}", summary()));
    }
    Ok(())
}

/// The round of the case, or the untouched one it is compared with.
fn build(case: &Path, spec: &Case, with_case: bool) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    match spec.over.as_deref() {
        Some("sample") => copy(&root().join("inputs"), folder.path(), |_| true),
        Some(other) => {
            let below = case.parent().unwrap().join(other);
            let spec: Case =
                serde_json::from_slice(&fs_err::read(below.join("case.json")).unwrap()).unwrap();
            copy(build(&below, &spec, true).path(), folder.path(), |_| true);
        }
        None => {}
    }
    for gone in &spec.remove {
        let path = folder.path().join(gone);
        if path.is_dir() {
            fs_err::remove_dir_all(path).unwrap();
        } else {
            fs_err::remove_file(path).unwrap_or_default();
        }
    }
    copy(case, folder.path(), |name| {
        name != "case.json" && (with_case || spec.base.iter().any(|base| base == name))
    });
    folder
}

fn copy(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool) {
    for entry in WalkDir::new(from)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
    {
        let name = entry.path().strip_prefix(from).unwrap();
        if wanted(&name.to_string_lossy()) {
            fs_err::create_dir_all(to.join(name).parent().unwrap()).unwrap();
            fs_err::copy(entry.path(), to.join(name)).unwrap();
        }
    }
}
