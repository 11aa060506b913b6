//! Tests of the sample round: what was counted, with every printed score counted again in another
//! way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::support::round::{RoundFolder, sample_folder};
use crate::support::run::Run;

/// One run serves all tests.
fn issued() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(|| RoundFolder::sample(&[]).run())
}

fn products() -> Vec<Value> {
    issued().results()["products"].as_array().unwrap().clone()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// How often each value comes.
fn counts<'a>(values: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    values.into_iter().for_each(|value| *counts.entry(value).or_default() += 1);
    counts
}

/// What a product got in a session.
fn session(product: &Value, number: u64) -> &Value {
    let sessions = product["sessions"].as_array().unwrap();
    sessions.iter().find(|session| session["session"] == number).unwrap()
}

#[test]
fn the_round_has_the_products_and_owners_that_were_reported() {
    issued().ended(0);
    let products = products();
    assert_eq!(products.len(), 25);
    let by_district = counts(products.iter().map(|product| text(&product["district"])));
    let expected = [
        ("thành phố Lai Châu", 6),
        ("huyện Than Uyên", 6),
        ("huyện Sìn Hồ", 5),
        ("huyện Phong Thổ", 4),
        ("huyện Mường Tè", 3),
        ("huyện Nậm Nhùn", 1),
    ];
    assert_eq!(by_district, BTreeMap::from(expected));
    let by_set = counts(products.iter().map(|product| text(&product["set"]["value"])));
    let expected = [
        ("Chè tươi, chế biến", 6),
        ("Chế biến từ rau, củ, quả, hạt", 3),
        ("Chế biến từ thịt, trứng, sữa", 1),
        ("Chế biến từ thủy, hải sản", 5),
        ("Gạo, ngũ cốc", 1),
        ("Rượu trắng", 2),
        ("Mật ong, các sản phẩm từ mật ong, mật khác", 1),
        ("Rau, củ, quả, hạt tươi", 3),
        ("Các sản phẩm khác từ chè, trà", 3),
    ];
    assert_eq!(by_set, BTreeMap::from(expected));
    let owner = |product: &Value| {
        [
            &product["district"],
            &product["owner"]["name"]["value"],
            &product["owner"]["kind"]["value"],
        ]
        .map(Value::to_string)
    };
    let owners: BTreeSet<_> = products.iter().map(owner).collect();
    assert_eq!(owners.len(), 15);
    let kinds = counts(owners.iter().map(|[.., kind]| kind.as_str()));
    assert_eq!(
        kinds,
        BTreeMap::from([("\"household\"", 2), ("\"company\"", 3), ("\"cooperative\"", 10)])
    );
}

#[test]
fn the_districts_proposed_22_at_three_stars_and_3_at_four() {
    assert_eq!(
        issued().results()["facts"]["proposed_stars"]["text"],
        "22 sản phẩm 3 sao, 03 sản phẩm 4 sao"
    );
}

/// JSON in which no object has a key twice.
struct Unambiguous;

impl<'de> Deserialize<'de> for Unambiguous {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Unambiguous {
    type Value = Self;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        let mut keys = BTreeSet::new();
        while let Some((key, Self)) = map.next_entry::<String, Self>()? {
            if let Some(twice) = keys.replace(key) {
                return Err(A::Error::custom(format!("`{twice}` stands twice")));
            }
        }
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self, A::Error> {
        while list.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }
}

#[test]

fn no_value_of_the_results_hides_behind_another_of_its_name() {
    let bytes = &issued().files()["ket-qua.json"];
    assert_eq!(
        serde_json::from_slice::<Unambiguous>(bytes).map(|_| ()).map_err(|error| error.to_string()),
        Ok(())
    );
}

#[test]
fn the_first_session_went_from_52_8_to_67_2_with_one_product_unscored() {
    let products = products();
    let (scored, unscored): (Vec<_>, Vec<_>) = products
        .iter()
        .map(|product| session(product, 1))
        .partition(|session| session["printed"].is_string());
    assert_eq!((scored.len(), unscored.len()), (24, 1));
    let printed: BTreeSet<_> =
        scored.iter().map(|session| tenths(text(&session["printed"]))).collect();
    assert_eq!((printed.first(), printed.last()), (Some(&528), Some(&672)));
    assert!(text(&unscored[0]["reason"]).contains("kiểm nghiệm"));
    // All of them were scored again, so the minutes rest on none of these.
    let minutes = issued().paper("04-ket-qua-cham/bien-ban.pdf").text();
    let line = "24 sản phẩm được chấm điểm, đều được chấm lại ở lần chấm sau nên điểm của lần này \
                không dùng để xếp hạng.";
    assert!(minutes.contains(line) && !minutes.contains("từ 52,8"), "{minutes}");
}

/// `52,8` as 528.
fn tenths(printed: &str) -> i64 {
    let (whole, tenth) = printed.split_once(',').unwrap();
    assert_eq!(tenth.len(), 1, "{printed}");
    whole.parse::<i64>().unwrap() * 10 + tenth.parse::<i64>().unwrap()
}

/// A sheet as calamine alone reads it, with its upper left cell at A1.
type Sheets = BTreeMap<(String, String), Range<Data>>;

fn sheets() -> Sheets {
    let mut sheets = Sheets::new();
    for lan in ["lan-1", "lan-2"] {
        for entry in fs_err::read_dir(sample_folder().join("phieu-cham").join(lan)).unwrap() {
            let entry = entry.unwrap();
            let file = format!("phieu-cham/{lan}/{}", entry.file_name().to_str().unwrap());
            let mut workbook: Xlsx<_> = open_workbook(entry.path()).unwrap();
            for (name, range) in workbook.worksheets() {
                sheets.insert((file.clone(), name), range);
            }
        }
    }
    sheets
}

/// Row and column of `D14`, from 0.
fn position(cell: &str) -> (u32, u32) {
    let digits = cell.find(|sign: char| sign.is_ascii_digit()).unwrap();
    let (letters, row) = cell.split_at(digits);
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    (row.parse::<u32>().unwrap() - 1, column - 1)
}

/// A mark, which is a whole number.
fn mark(cell: Option<&Data>) -> i64 {
    let number = match cell {
        Some(Data::Float(number)) => number.to_string(),
        Some(Data::Int(number)) => number.to_string(),
        other => panic!("no mark: {other:?}"),
    };
    number.parse().expect("a whole mark")
}

/// The sum of all marks in this column: the total that Excel had calculated, or, on forms of ours,
/// which nobody opened in Excel since, what stands in the rows of criteria, or of parts where the
/// criteria are not known.
fn total_of_file(sheet: &Range<Data>, column: u32) -> i64 {
    let Some((last, _)) = sheet.end() else { return 0 };
    let of_key = |key: &str| -> Vec<i64> {
        let is_key = |row: &u32| matches!(sheet.get_value((*row, 0)), Some(Data::String(text)) if text.starts_with(key));
        let cells = (0..=last).filter(is_key).map(|row| sheet.get_value((row, column)));
        cells.filter(|cell| matches!(cell, Some(Data::Float(_) | Data::Int(_)))).map(mark).collect()
    };
    match (of_key("tc|").as_slice(), of_key("phan|").as_slice()) {
        ([], []) => calculated_total(sheet, column),
        ([], parts) => parts.iter().sum(),
        (criteria, _) => criteria.iter().sum(),
    }
}

/// The total that Excel had calculated in this column.
fn calculated_total(sheet: &Range<Data>, column: u32) -> i64 {
    let (first, _) = sheet.start().unwrap();
    let is_total = |row: &u32| matches!(sheet.get_value((*row, 1)), Some(Data::String(text)) if text.starts_with("TỔNG ĐIỂM"));
    let row = (first..first + 200).find(is_total).expect("a row of totals");
    mark(sheet.get_value((row, column)))
}

#[test]
fn every_score_is_the_mean_of_the_cells_it_names() {
    let sheets = sheets();
    let mut recounted = 0;
    for product in products() {
        for number in [1, 2] {
            let session = session(&product, number);
            let Some(printed) = session["printed"].as_str() else { continue };
            let mut totals = Vec::new();
            for ballot in session["ballots"].as_array().unwrap() {
                let sheet =
                    &sheets[&(text(&ballot["file"]).to_owned(), text(&ballot["sheet"]).to_owned())];
                let cells =
                    ballot["cells"].as_array().unwrap().iter().map(|cell| position(text(cell)));
                let cells: Vec<_> = cells.collect();
                let sum: i64 = cells.iter().map(|cell| mark(sheet.get_value(*cell))).sum();
                assert_eq!(sum, total_of_file(sheet, cells[0].1), "no cell is left out: {ballot}");
                assert_eq!(text(&ballot["score"]), sum.to_string());
                totals.push(sum);
            }
            let (sum, count) = (totals.iter().sum::<i64>(), i64::try_from(totals.len()).unwrap());
            assert_eq!(count, 9, "the whole council scored");
            // Half up: twice the tenths, plus one, halved.
            assert_eq!(
                tenths(printed),
                (20 * sum + count) / (2 * count),
                "{}",
                product["product"]["value"]
            );
            recounted += 1;
        }
    }
    assert_eq!(recounted, 48);
}

#[test]
fn the_last_session_with_marks_is_the_official_one() {
    for product in products() {
        let session = session(&product, 2);
        assert_eq!(product["printed"], session["printed"]);
        assert_eq!(product["official_session"].as_u64(), session["printed"].as_str().map(|_| 2));
    }
}

/// Everything in a text that looks like a printed score.
fn printed_scores(text: &str) -> Vec<&str> {
    let is_score = |word: &&str| {
        word.split_once(',').is_some_and(|(whole, tenth)| {
            [whole, tenth].iter().all(|digits| digits.parse::<u32>().is_ok())
        })
    };
    text.split(' ').filter(is_score).collect()
}

#[test]
fn the_annex_prints_the_products_and_scores_of_the_results() {
    let text_of_decision = issued().paper("06-quyet-dinh/quyet-dinh.pdf").text();
    let (_, annex) = text_of_decision.split_once("DANH SÁCH SẢN PHẨM").unwrap();
    let products = products();
    let recognised: Vec<_> =
        products.iter().filter(|product| product["outcome"]["kind"] == "recognised").collect();
    assert_eq!(recognised.len(), 24);
    let expected: Vec<_> = recognised.iter().map(|product| text(&product["printed"])).collect();
    assert_eq!(printed_scores(annex), expected);
    let mut rest = annex;
    for product in recognised {
        for value in
            [&product["product"]["value"], &product["owner"]["name"]["value"], &product["printed"]]
        {
            rest = rest
                .split_once(text(value))
                .unwrap_or_else(|| panic!("{value} is missing in: {rest}"))
                .1;
        }
    }
    let unscored =
        products.iter().find(|product| product["outcome"]["kind"] == "not_scored").unwrap();
    assert!(!text_of_decision.contains(text(&unscored["product"]["value"])));
}

#[test]
fn the_minutes_print_both_scores_of_every_product() {
    let minutes = issued().paper("04-ket-qua-cham/bien-ban.pdf").text();
    let (_, table) = minutes.split_once("III. KẾT QUẢ").unwrap();
    let (table, _) = table.split_once("IV. KẾT LUẬN").unwrap();
    let products = products();
    let sessions = products.iter().flat_map(|product| [session(product, 1), session(product, 2)]);
    let expected: Vec<_> = sessions.filter_map(|session| session["printed"].as_str()).collect();
    assert_eq!(printed_scores(table), expected);
    let mut rest = table;
    for product in &products {
        let name = text(&product["product"]["value"]);
        rest = rest.split_once(name).unwrap_or_else(|| panic!("{name} is missing in: {rest}")).1;
    }
}

#[test]
fn the_papers_state_the_counts_of_the_results() {
    let owners = "15 chủ thể (02 hộ kinh doanh, 03 công ty, 10 hợp tác xã)";
    let minutes = issued().paper("04-ket-qua-cham/bien-ban.pdf").text();
    assert!(minutes.contains(&format!("25 hồ sơ sản phẩm của {owners}")), "{minutes}");
    assert!(minutes.contains("22 sản phẩm 3 sao, 03 sản phẩm 4 sao"), "{minutes}");
    let decision = issued().paper("06-quyet-dinh/quyet-dinh.pdf").text();
    assert!(decision.contains(&format!("24 sản phẩm của {owners}")), "{decision}");
}
