//! The two ends of `tests/oracles/round_trip.sh`: ballots go out, and come back from other programs.

use std::collections::BTreeMap;
use std::path::PathBuf;

use careful_spreadsheet::{ChildReader, Opener, Workbook};
use ocop::forms::KnownBy;
use rust_decimal::Decimal;

use super::office::{Book, Office, Read};
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
            is_known_without_its_hidden_sheet(&office, opened(&file), &read, expected);
        }
    }
}

/// The properties say what the form is, too; and its formulas are known as such.
fn is_known_without_its_hidden_sheet(
    office: &Office,
    workbook: Workbook,
    whole: &Read,
    expected: &[&str],
) {
    let mut book = Book::of(workbook).without_hidden_sheet();
    let page = book.product(3);
    let total = page.at("tong", "diem");
    page.types(total, "99");
    let read = office.reads(&[&book]);
    let over = format!("W254 SP04!{total}");
    assert_eq!(read.told(), [expected, &[over.as_str()]].concat());
    assert_eq!(read.forms.issued[0].known_by, KnownBy::Properties);
    for product in &office.products {
        assert_eq!(read.marks(&product.name), whole.marks(&product.name));
    }
}

fn opened(file: &std::path::Path) -> Workbook {
    let child = ChildReader::at(env!("CARGO_BIN_EXE_ocop"));
    let bytes = fs_err::read(file).unwrap();
    let mut opened = Opener::new().with_xls(child).open("phieu-cham/phieu.xlsx", &bytes);
    let file = opened.remove(0);
    file.workbook.unwrap_or_else(|| panic!("{:?}", file.refusal))
}
