//! The two ends of `tests/oracles/round_trip.sh`: ballots go out, and come back from other programs.

use std::collections::BTreeMap;
use std::path::PathBuf;

use careful_spreadsheet::{ChildReader, Opener, Workbook};
use rust_decimal::Decimal;

use super::office::Office;
use super::round_trip::{random, with_every_set};
use crate::layouts::chance::Chance;

const ACTS: [&str; 2] = ["26-2026", "148-2023"];

/// The folder and the seed that the script gives.
fn given() -> (PathBuf, u64) {
    let folder = std::env::var("ROUND_TRIP").expect("tests/oracles/round_trip.sh runs this");
    (folder.into(), std::env::var("SEED").unwrap().parse().unwrap())
}

/// The marks of every product of an act, by its key in the form.
fn marks(office: &Office, seed: u64) -> BTreeMap<String, Vec<u8>> {
    let mut chance = Chance::new(seed);
    let keys = office.identity(1, 2).products.into_iter().map(|product| product.key);
    keys.enumerate().map(|(index, key)| (key, random(office, index, &mut chance))).collect()
}

#[test]
#[ignore = "one end of tests/oracles/round_trip.sh"]
fn ballots_go_out() {
    let (folder, seed) = given();
    for act in ACTS {
        let office = with_every_set(act);
        fs_err::write(folder.join(format!("{act}.xlsx")), office.written(1, 2)).unwrap();
        let marks = serde_json::to_vec(&marks(&office, seed)).unwrap();
        fs_err::write(folder.join(format!("{act}.json")), marks).unwrap();
    }
}

#[test]
#[ignore = "the other end of tests/oracles/round_trip.sh"]
fn the_same_marks_come_back() {
    let (folder, seed) = given();
    for act in ACTS {
        let office = with_every_set(act);
        let marks = marks(&office, seed);
        for (by, ending) in [("openpyxl", "xlsx"), ("xlsx", "xlsx"), ("ods", "ods"), ("xls", "xls")]
        {
            let file = folder.join("back").join(by).join(format!("{act}.{ending}"));
            let read = office.reads_workbooks(vec![opened(&file)]);
            let told = read.told();
            let expected: &[&str] = if by == "openpyxl" { &["N259 (tệp)"] } else { &[] };
            assert_eq!(told, expected, "{act} {by}");
            let mut same = 0;
            for (product, key) in office.products.iter().zip(office.identity(1, 2).products) {
                let typed: Vec<_> =
                    marks[&key.key].iter().map(|mark| Some(Decimal::from(*mark))).collect();
                assert_eq!(read.marks(&product.name), typed, "{act} {by} {}", product.set);
                same += typed.len();
            }
            let [form] = read.forms.issued.as_slice() else { panic!("{:?}", read.forms.issued) };
            println!(
                "{act} saved as {by}: {} sets, {same} marks the same, known by {:?}",
                office.products.len(),
                form.known_by
            );
            properties_alone_suffice(&file);
        }
    }
}

/// Whether the file bears its identity in its properties too.
fn properties_alone_suffice(file: &std::path::Path) {
    let workbook = opened(file);
    assert!(workbook.properties.contains_key("ocop.ma"), "{}", file.display());
}

fn opened(file: &std::path::Path) -> Workbook {
    let child = ChildReader::at(env!("CARGO_BIN_EXE_ocop"));
    let bytes = fs_err::read(file).unwrap();
    let mut opened = Opener::new().with_xls(child).open("phieu-cham/phieu.xlsx", &bytes);
    let file = opened.remove(0);
    file.workbook.unwrap_or_else(|| panic!("{:?}", file.refusal))
}
