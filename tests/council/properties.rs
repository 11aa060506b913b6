//! Laws of the count: what must come out the same however the files are arranged, and from what
//! every result is made.

#![allow(clippy::needless_for_each, clippy::assigning_clones, reason = "a sentence reads better")]
use std::collections::BTreeMap;
use std::sync::OnceLock;

use careful_spreadsheet::{Cell, Value as CellValue, Workbook, Worksheet};
use ocop::criteria::{LegalForm, PARTS, ProductSet};
use ocop::documents::Facts;
use ocop::finding::{CellRef, Findings, Place};
use ocop::forms::FormWords;
use ocop::ledger::Results;
use ocop::round::{self, Round};
use ocop::{forms, recount, rules, tally};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::support::marks::{acts_1048, set};
use crate::support::round::{RoundFolder, member};

// ---- Rounds in memory
// --------------------------------------------------------------------------------------------

/// A product of the round.
#[derive(Debug, Clone)]
struct Product {
    name: String,
    set: &'static str,
    household: bool,
    district: &'static str,
}

/// What a member gave a product in a session, a value a line; the sets with criteria have many
/// lines, rice has three.
#[derive(Debug, Clone)]
struct Given {
    member: usize,
    session: u8,
    product: usize,
    values: Vec<Option<Decimal>>,
}

#[derive(Debug, Clone)]
struct Case {
    members: usize,
    conflict: bool,
    products: Vec<Product>,
    given: Vec<Given>,
}

impl Product {
    fn owner(&self) -> &'static str {
        if self.household { "Bếp Tả Ngảo" } else { "Hợp tác xã Mây Núi" }
    }

    fn kind(&self) -> &'static str {
        if self.household { "Hộ kinh doanh" } else { "Hợp tác xã" }
    }

    fn form(&self) -> LegalForm {
        if self.household { LegalForm::Household } else { LegalForm::Cooperative }
    }
}

/// A mark that no list has, a blank, and a zero where the list has one: what is wrong with a ballot
/// that is not sound.
const TOO_HIGH: u8 = 255;
const BLANK: u8 = 254;
const ZERO: u8 = 253;

/// Values for one product from some bytes, a byte a line.
fn values(product: &Product, bytes: &[u8]) -> Vec<Option<Decimal>> {
    let set = set(product.set);
    if set.criteria.is_empty() {
        let parts = [(20, 8), (12, 8), (20, 12)].iter().zip(bytes);
        return parts
            .map(|((least, many), byte)| Some(Decimal::from(least + byte % many)))
            .collect();
    }
    let mark = |(criterion, byte): (&ocop::criteria::Criterion, &u8)| match *byte {
        TOO_HIGH => Some(Decimal::from(9)),
        BLANK => None,
        ZERO => Some(Decimal::ZERO),
        byte => {
            // Never 0, so that nothing that depends on a mark must be blank.
            let mut allowed = criterion.allowed_for(&[product.form()]);
            allowed.retain(|mark| *mark > 0);
            Some(
                allowed
                    .get(usize::from(byte) % allowed.len().max(1))
                    .copied()
                    .unwrap_or_default()
                    .into(),
            )
        }
    };
    set.criteria.iter().zip(bytes.iter().cycle()).map(mark).collect()
}

/// How many lines the longest ballot has.
const LINES: usize = 31;

/// Rounds in which the members agree about most marks of a product; where they are not sound, some
/// marks are wrong.
fn cases(sound: bool) -> impl Strategy<Value = Case> {
    let product = (0..4_usize, any::<bool>(), any::<bool>(), prop::collection::vec(0..ZERO, LINES));
    let shape = (2..=5_usize, any::<bool>(), prop::collection::vec(product, 2..=4), 1..=2_u8);
    let byte = prop_oneof![12 => 0..ZERO, 1 => if sound { 0..=0 } else { ZERO..=TOO_HIGH }];
    shape.prop_flat_map(move |(members, conflict, shapes, sessions)| {
        let mut bytes = Vec::new();
        let mut products = Vec::new();
        for (name, (set, household, far, common)) in
            ["mùa xuân", "mùa hạ", "mùa thu", "mùa đông"].iter().zip(shapes)
        {
            bytes.push(common);
            products.push(Product {
                name: format!("Đặc sản {name}"),
                set: [
                    "Chè tươi, chế biến",
                    "Rượu trắng",
                    "Gạo, ngũ cốc",
                    "Chế biến từ rau, củ, quả, hạt",
                ][set],
                household,
                district: if far { "huyện Mường Tè" } else { "huyện Sìn Hồ" },
            });
        }
        let count = members * products.len() * usize::from(sessions);
        let own = prop::collection::vec((0..LINES, byte.clone()), 0..4);
        // Most ballots are there.
        let ballots = prop::collection::vec((prop::bool::weighted(0.9), own), count);
        ballots.prop_map(move |ballots| {
            let mut next = ballots.into_iter();
            let mut given = Vec::new();
            for session in 1..=sessions {
                for member in 1..=members {
                    for (product, common) in bytes.iter().enumerate() {
                        let (there, own) = next.next().unwrap();
                        let mut bytes = common.clone();
                        own.into_iter().for_each(|(line, byte)| bytes[line] = byte);
                        let values = values(&products[product], &bytes);
                        given.extend(there.then_some(Given { member, session, product, values }));
                    }
                }
            }
            Case { members, conflict, products: products.clone(), given }
        })
    })
}

/// The settings of a round as the program reads them.
fn settings(folder: &RoundFolder) -> Round {
    round::read_round(&folder.input("")).0.unwrap()
}

impl Case {
    fn round(&self) -> &'static Round {
        static ROUNDS: OnceLock<BTreeMap<(usize, bool), Round>> = OnceLock::new();
        let owner =
            "member = \"Lò Văn 02\"\nowner = \"Hợp tác xã Mây Núi\"\nreason = \"người nhà\"\n";
        let rounds = || {
            let sizes = (2..=5).flat_map(|members| [(members, false), (members, true)]);
            let read = |(members, conflict): (usize, bool)| {
                let folder = RoundFolder::settings().with_council(members);
                let conflicts =
                    if conflict { format!("[[conflicts]]\n{owner}") } else { String::new() };
                ((members, conflict), settings(&folder.adding(&conflicts)))
            };
            sizes.map(read).collect()
        };
        &ROUNDS.get_or_init(rounds)[&(self.members, self.conflict)]
    }

    /// The districts' lists, one a workbook.
    fn lists(&self) -> Vec<Workbook> {
        let districts = ["huyện Sìn Hồ", "huyện Mường Tè"];
        let lists = districts.iter().map(|district| {
            let products: Vec<_> =
                self.products.iter().filter(|product| product.district == *district).collect();
            workbook(&format!("ho-so/{district}.xlsx"), [list(district, &products)])
        });
        lists.collect()
    }

    /// The ballots, one workbook a member and session, one sheet a set.
    fn ballots(&self) -> Vec<Workbook> {
        let mut sheets: BTreeMap<(u8, usize), BTreeMap<&str, Vec<&Given>>> = BTreeMap::new();
        for given in &self.given {
            let member = sheets.entry((given.session, given.member)).or_default();
            member.entry(self.products[given.product].set).or_default().push(given);
        }
        let workbooks = sheets.into_iter().map(|((session, member), sheets)| {
            let sheets = sheets.into_values().map(|given| self.ballot(&given));
            workbook(&format!("phieu-cham/lan-{session}/{member:02}.xlsx"), sheets)
        });
        workbooks.collect()
    }

    fn workbooks(&self) -> Vec<Workbook> {
        self.lists().into_iter().chain(self.ballots()).collect()
    }

    /// One sheet of a member's ballots, all of one set and session.
    fn ballot(&self, given: &[&Given]) -> Cells {
        let first = given[0];
        let set = set(self.products[first.product].set);
        let mut sheet = Cells::default();
        sheet.row(0, 1, &["Thành viên Hội đồng:", &member(first.member)]);
        sheet.row(1, 1, &["Lần chấm:", &first.session.to_string()]);
        sheet.row(2, 1, &["Bộ sản phẩm:", &set.name]);
        sheet.row(4, 0, &["TT", "Tiêu chí"]);
        let rows = lines(set, &mut sheet);
        for (column, given) in (2..).zip(given) {
            let product = &self.products[given.product];
            sheet.row(4, column, &[&product.name]);
            sheet.row(5, column, &[product.owner()]);
            for (row, value) in rows.iter().zip(&given.values) {
                if let Some(value) = value {
                    sheet.put(*row, column, CellValue::Number(*value));
                }
            }
        }
        sheet
    }
}

/// Writes the lines of a ballot; the rows that take a value.
fn lines(set: &ProductSet, sheet: &mut Cells) -> Vec<u32> {
    let mut row = 6;
    let mut rows = Vec::new();
    for (part, letter) in PARTS.iter().enumerate() {
        sheet.row(row, 0, &[letter, &format!("Phần {letter}")]);
        if set.criteria.is_empty() {
            rows.push(row);
        }
        row += 1;
        for criterion in set.part(part) {
            sheet.row(row, 0, &[&criterion.code, &criterion.name]);
            rows.push(row);
            row += 1;
        }
    }
    rows
}

fn list(district: &str, products: &[&Product]) -> Cells {
    let mut sheet = Cells::default();
    sheet.row(0, 0, &[&format!("UBND {}", district.to_uppercase())]);
    sheet.row(
        3,
        0,
        &[
            "TT",
            "Tên sản phẩm",
            "Bộ sản phẩm",
            "Tên chủ thể",
            "Loại hình",
            "Tổng điểm",
            "Hạng sao đề nghị",
        ],
    );
    for (row, product) in (4..).zip(products) {
        sheet.row(
            row,
            0,
            &[&(row - 3).to_string(), &product.name, product.set, product.owner(), product.kind()],
        );
        sheet.put(row, 5, CellValue::Number(Decimal::from(60)));
        sheet.put(row, 6, CellValue::Number(Decimal::from(3)));
    }
    sheet
}

/// The cells of a sheet that is being made.
#[derive(Debug, Clone, Default)]
struct Cells(Vec<(CellRef, Cell)>);

impl Cells {
    fn put(&mut self, row: u32, column: u32, value: CellValue) {
        self.0.push((CellRef::new(row, column), Cell::typed(value)));
    }

    fn row(&mut self, row: u32, column: u32, texts: &[&str]) {
        for (column, text) in (column..).zip(texts) {
            self.put(row, column, CellValue::Text((*text).to_owned()));
        }
    }
}

fn workbook(file: &str, sheets: impl IntoIterator<Item = Cells>) -> Workbook {
    let place = Place::file(file);
    let sheets = (1..).zip(sheets);
    let sheets = sheets.map(|(number, cells)| {
        Worksheet::from_cells(place.sheet(format!("Biểu {number}")), cells.0, [])
    });
    Workbook::of_sheets(place.clone(), sheets.collect())
}

/// The same workbook under another name.
fn renamed(workbook: &Workbook, file: &str) -> Workbook {
    let mut copy = workbook.clone();
    copy.place.file = file.into();
    copy.sheets.iter_mut().for_each(|sheet| sheet.place.file = file.into());
    copy
}

// ---- Judging
// -----------------------------------------------------------------------------------------------------

/// `ket-qua.json` and the findings.
fn judged(round: &Round, workbooks: &[Workbook]) -> (Value, Findings) {
    let (forms, mut findings) =
        forms::read_forms(round, acts_1048(), &FormWords::embedded(), workbooks);
    let (judgement, wrong) = rules::check(round, acts_1048(), None, &forms);
    findings.extend(wrong);
    let tally = tally::count(round, &judgement);
    recount::check(recount::RecountSettings::of(round), workbooks, &judgement.candidates, &tally)
        .unwrap();
    findings.extend(tally::remarks(round, &tally));
    findings.sort();
    let facts = Facts::of(round, acts_1048(), &tally);
    let results = Results::of(round, acts_1048(), &tally, &facts).to_json().unwrap();
    (serde_json::from_slice(&results).unwrap(), findings)
}

/// Everything about the products but in which file and cell it stands, and in which order they
/// come.
fn without_places(results: &Value) -> BTreeMap<String, Value> {
    let products = results["products"].as_array().unwrap().iter().map(|product| {
        let mut product = product.clone();
        forget_places(&mut product);
        (product["product"]["value"].to_string(), product)
    });
    products.collect()
}

fn forget_places(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for key in ["place", "file", "sheet", "cells", "number"] {
                object.remove(key);
            }
            object.values_mut().for_each(forget_places);
        }
        Value::Array(list) => list.iter_mut().for_each(forget_places),
        _ => {}
    }
}

/// Code and sentence of every finding, wherever it stands.
fn sentences(findings: &Findings) -> Vec<(&'static str, &str)> {
    let mut sentences: Vec<_> =
        findings.iter().map(|finding| (finding.code.id(), finding.message.as_str())).collect();
    sentences.sort_unstable();
    sentences
}

fn few() -> ProptestConfig {
    ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() }
}

// ---- The laws
// ----------------------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(few())]

    #[test]
    fn the_order_in_which_files_and_sheets_are_read_changes_nothing(
        (case, order) in cases(false).prop_flat_map(|case| {
            let workbooks = case.workbooks();
            (Just(case), Just(workbooks).prop_shuffle())
        }),
        turn in any::<bool>(),
    ) {
        let round = case.round();
        let mut order = order;
        if turn {
            order.iter_mut().for_each(|workbook| workbook.sheets.reverse());
        }
        prop_assert_eq!(judged(round, &order), judged(round, &case.workbooks()));
    }

    #[test]
    fn the_order_of_products_and_ballots_changes_nothing(
        (case, other) in cases(false).prop_flat_map(|case| {
            let products: Vec<usize> = (0..case.products.len()).collect();
            (Just(case.clone()), Just(products).prop_shuffle(), Just(case.given).prop_shuffle())
        }).prop_map(|(case, places, given)| {
            let mut other = Case { given, ..case.clone() };
            for (old, new) in places.iter().enumerate() {
                other.products[*new] = case.products[old].clone();
            }
            other.given.iter_mut().for_each(|given| given.product = places[given.product]);
            (case, other)
        }),
    ) {
        let round = case.round();
        let (one, of_one) = judged(round, &case.workbooks());
        let (two, of_two) = judged(round, &other.workbooks());
        prop_assert_eq!(without_places(&one), without_places(&two));
        prop_assert_eq!(sentences(&of_one), sentences(&of_two));
    }

    #[test]
    fn other_names_of_the_files_change_nothing(case in cases(false), names in Just((10..60).collect::<Vec<u8>>()).prop_shuffle()) {
        let round = case.round();
        let workbooks = case.workbooks();
        let (one, of_one) = judged(round, &workbooks);
        let other: Vec<_> =
            workbooks.iter().zip(names).map(|(workbook, name)| renamed(workbook, &format!("{name}.xlsx"))).collect();
        let (two, of_two) = judged(round, &other);
        prop_assert_eq!(without_places(&one), without_places(&two));
        prop_assert_eq!(sentences(&of_one), sentences(&of_two));
    }

    #[test]
    fn a_workbook_split_in_two_changes_nothing(case in cases(false), cuts in prop::collection::vec(any::<bool>(), 120)) {
        let round = case.round();
        let (one, of_one) = judged(round, &case.workbooks());
        // Every ballot goes into the first or the second half of its workbook, whatever sheet it
        // stands on; so does every line of a district's list.
        let half = |first: bool| {
            let kept = |(index, _): &(usize, &Given)| cuts[index % cuts.len()] == first;
            let given = case.given.iter().enumerate().filter(kept).map(|(_, given)| given.clone()).collect();
            Case { given, ..case.clone() }
        };
        let list = |first: bool| {
            let kept = |(index, _): &(usize, &Product)| cuts[cuts.len() - 1 - index] == first;
            let products = case.products.iter().enumerate().filter(kept).map(|(_, product)| product.clone()).collect();
            Case { products, ..case.clone() }
        };
        let suffixed = |workbooks: Vec<Workbook>, suffix: &str| {
            let named = |workbook: &Workbook| renamed(workbook, &workbook.place.file.replace(".xlsx", suffix));
            workbooks.iter().map(named).collect::<Vec<_>>()
        };
        let mut split = Vec::new();
        for (first, suffix) in [(true, "-1.xlsx"), (false, "-2.xlsx")] {
            let lists = list(first).lists();
            let filled = lists.into_iter().filter(|workbook| workbook.sheets[0].rows().count() > 2).collect();
            split.extend(suffixed(filled, suffix));
            split.extend(suffixed(half(first).ballots(), suffix));
        }
        let (two, of_two) = judged(round, &split);
        prop_assert_eq!(without_places(&one), without_places(&two));
        // What is told once a list is told of both halves.
        let about_forms = |sentence: &&(&str, &str)| !["E201", "N332", "W330"].contains(&sentence.0);
        let (of_one, of_two) = (sentences(&of_one), sentences(&of_two));
        prop_assert_eq!(
            of_one.iter().filter(about_forms).collect::<Vec<_>>(),
            of_two.iter().filter(about_forms).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_ballot_given_twice_changes_nothing_but_is_told(case in cases(true), which in any::<prop::sample::Index>(), early in any::<bool>()) {
        // Who has an interest has another test.
        let case = Case { conflict: false, ..case };
        let round = case.round();
        let mut workbooks = case.workbooks();
        prop_assume!(!case.given.is_empty());
        let (one, of_one) = judged(round, &workbooks);
        let given = which.get(&case.given);
        let file = if early { "phieu-cham/ban-sao.xlsx" } else { "phieu-cham/lan-3.xlsx" };
        workbooks.push(workbook(file, [case.ballot(&[given])]));
        let (two, of_two) = judged(round, &workbooks);
        prop_assert_eq!(without_places(&one), without_places(&two));
        let mut expected = sentences(&of_one).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
        expected.push("W306");
        expected.sort_unstable();
        prop_assert_eq!(sentences(&of_two).into_iter().map(|(code, _)| code).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn every_ballot_that_was_read_has_one_fate(case in cases(false), unknown in any::<bool>(), copy in any::<prop::sample::Index>()) {
        let mut workbooks = case.workbooks();
        if unknown {
            workbooks.remove(0);
        }
        if let Some(ballot) = copy.get(&[&[][..], case.given.as_slice()]).first() {
            workbooks.push(workbook("phieu-cham/ban-sao.xlsx", [case.ballot(&[ballot])]));
        }
        let (forms, _) = forms::read_forms(case.round(), acts_1048(), &FormWords::embedded(), &workbooks);
        let (judgement, _) = rules::check(case.round(), acts_1048(), None, &forms);
        let casts = judgement.candidates.iter().flat_map(|candidate| &candidate.casts).chain(&judgement.unplaced);
        let mut fates: Vec<_> = casts.map(|cast| &cast.ballot.product.place).collect();
        let mut read: Vec<_> = forms.ballots.iter().map(|ballot| &ballot.product.place).collect();
        fates.sort_unstable();
        read.sort_unstable();
        prop_assert_eq!(fates, read);
    }

    #[test]
    fn every_score_rests_on_cells_that_give_the_same_number_again(case in cases(false)) {
        let workbooks = case.workbooks();
        let (results, _) = judged(case.round(), &workbooks);
        let sheets: BTreeMap<(&str, &str), &Worksheet> = workbooks
            .iter()
            .flat_map(|workbook| &workbook.sheets)
            .map(|sheet| ((sheet.place.file.as_str(), sheet.name()), sheet))
            .collect();
        for product in results["products"].as_array().unwrap() {
            let place = &product["product"]["place"];
            let named = sheets[&(text(&place["file"]), text(&place["sheet"]))].cell(cell(text(&place["cell"])));
            prop_assert_eq!(named.unwrap().text(), product["product"]["value"].as_str());
            for session in product["sessions"].as_array().unwrap() {
                let mut totals = Vec::new();
                let counted = session["ballots"].as_array().unwrap().iter();
                let left_out = session["left_out"].as_array().map(Vec::as_slice).unwrap_or_default();
                for (ballot, counts) in counted.map(|ballot| (ballot, true)).chain(left_out.iter().map(|ballot| (ballot, false))) {
                    let Some(score) = ballot["score"].as_str() else { continue };
                    let sheet = sheets[&(text(&ballot["file"]), text(&ballot["sheet"]))];
                    let cells = ballot["cells"].as_array().unwrap();
                    prop_assert!(!cells.is_empty());
                    let sum: Decimal = cells.iter().map(|name| number(sheet, cell(text(name)))).sum();
                    prop_assert_eq!(sum, score.parse().unwrap());
                    totals.extend(counts.then_some(sum));
                }
                let sum: Decimal = totals.iter().sum();
                let Some(average) = session["average"].as_str() else {
                    prop_assert!(totals.is_empty());
                    continue;
                };
                prop_assert_eq!(text(&session["sum"]), sum.normalize().to_string());
                prop_assert_eq!(session["count"].as_u64().unwrap(), totals.len() as u64);
                prop_assert_eq!(average.parse::<Decimal>().unwrap(), (sum / Decimal::from(totals.len())).normalize());
                let spread = totals.iter().max().unwrap() - totals.iter().min().unwrap();
                prop_assert_eq!(text(&session["spread"]), spread.normalize().to_string());
                if session["session"] == product["official_session"] {
                    let whole = average.parse::<Decimal>().unwrap();
                    let star = [30, 50, 70, 90].iter().filter(|limit| whole >= Decimal::from(**limit)).count() + 1;
                    prop_assert_eq!(product["star_by_points"].as_u64().unwrap(), star as u64);
                }
            }
        }
    }

    #[test]
    fn a_ballot_equal_to_the_mean_keeps_the_mean(
        // So many that the mean ends after a few digits.
        members in prop::sample::select(vec![1_usize, 2, 4, 5, 8, 10]),
        lowest in 0..=89_i64,
        above in prop::collection::vec(0..=10_i64, 10),
    ) {
        let tea = Product { name: "Trà Shan".into(), set: "Gạo, ngũ cốc", household: false, district: "huyện Sìn Hồ" };
        let totals: Vec<_> = above[..members].iter().map(|above| Decimal::from(lowest + above + 1)).collect();
        let mean = totals.iter().sum::<Decimal>() / Decimal::from(members);
        let last = members + 1;
        let folder = RoundFolder::settings().meeting_once().with_council(last);
        let silent = format!("abstaining = [{{ name = \"{}\", reason = \"người nhà\" }}]", member(last));
        let speaking = settings(&folder);
        let without = settings(&folder.in_session(1, &silent));

        let mut workbooks = vec![workbook("ho-so.xlsx", [list("huyện Sìn Hồ", &[&tea])])];
        workbooks.extend((1..).zip(&totals).map(|(number, total)| total_ballot(&tea, number, *total)));
        let (one, of_one) = judged(&without, &workbooks);
        workbooks.push(total_ballot(&tea, last, mean));
        let (two, of_two) = judged(&speaking, &workbooks);
        let (one, two) = (&one["products"][0], &two["products"][0]);
        for key in ["average", "printed", "star_by_points", "star", "outcome"] {
            prop_assert_eq!(&one[key], &two[key], "{}", key);
        }
        prop_assert_eq!(one["count"].as_u64().unwrap() + 1, two["count"].as_u64().unwrap());
        prop_assert_eq!(sentences(&of_one), sentences(&of_two));
    }
}

/// A ballot that says one total.
fn total_ballot(product: &Product, number: usize, total: Decimal) -> Workbook {
    let mut sheet = Cells::default();
    sheet.row(0, 1, &["Thành viên Hội đồng:", &member(number)]);
    sheet.row(1, 1, &["Lần chấm:", "1"]);
    sheet.row(3, 0, &["TT", "Tiêu chí", &product.name]);
    sheet.row(4, 2, &[product.owner()]);
    sheet.row(5, 1, &["Tổng điểm"]);
    sheet.put(5, 2, CellValue::Number(total));
    workbook(&format!("phieu-cham/{number:02}.xlsx"), [sheet])
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Row and column of `D14`.
fn cell(name: &str) -> CellRef {
    let digits = name.find(|sign: char| sign.is_ascii_digit()).unwrap();
    let (letters, row) = name.split_at(digits);
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    CellRef::new(row.parse::<u32>().unwrap() - 1, column - 1)
}

fn number(sheet: &Worksheet, at: CellRef) -> Decimal {
    match sheet.cell(at).map(|cell| &cell.value) {
        Some(CellValue::Number(number)) => *number,
        other => panic!("no number at {at}: {other:?}"),
    }
}

#[test]
fn of_two_ballots_that_contradict_each_other_the_name_of_the_file_does_not_choose() {
    let tea = Product {
        name: "Trà Shan".into(),
        set: "Gạo, ngũ cốc",
        household: false,
        district: "huyện Sìn Hồ",
    };
    let folder = RoundFolder::settings().meeting_once().with_council(1);
    let round = settings(&folder);
    let files = |names: [&str; 2]| {
        let ballots = [60, 66].map(|total| total_ballot(&tea, 1, Decimal::from(total)));
        let ballots = ballots.iter().zip(names).map(|(ballot, name)| renamed(ballot, name));
        let list = workbook("ho-so.xlsx", [list("huyện Sìn Hồ", &[&tea])]);
        judged(&round, &std::iter::once(list).chain(ballots).collect::<Vec<_>>()).0
    };
    assert_eq!(
        without_places(&files(["a.xlsx", "b.xlsx"])),
        without_places(&files(["b.xlsx", "a.xlsx"]))
    );
}
