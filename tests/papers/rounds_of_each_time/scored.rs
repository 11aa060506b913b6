//! The ballots of the rounds, and what the test itself counts from them.

use ocop::criteria::ProductSet;
use rust_xlsxwriter::Workbook;

use super::clerk::MEMBERS;
use super::products::Sent;
use crate::support::invented;
use crate::support::judged::Judged;
use crate::support::marks::{Marks, criteria, full_sheet};
use crate::support::run::Run;
use crate::support::workbooks::{Product, tea};

fn set_of(sent: &Sent) -> &'static ProductSet {
    let act = criteria().by_id(sent.act).unwrap();
    act.set(|name| name == sent.set).unwrap_or_else(|| panic!("no {} in {}", sent.set, sent.act))
}

/// The marks of a member, adding up to near the product's total and reaching the least marks of its
/// star.
fn marks(sent: &Sent, member: (&str, i32)) -> Marks {
    tried(sent, member).unwrap_or_else(|| panic!("no marks of {} add up: {sent:?}", sent.name))
}

/// Whether every member can give such marks.
pub(crate) fn is_possible(sent: &Sent) -> bool {
    MEMBERS.iter().all(|member| tried(sent, *member).is_some())
}

fn tried(sent: &Sent, (member, leaning): (&str, i32)) -> Option<Marks> {
    let known = set_of(sent);
    let least = |criterion: &ocop::criteria::Criterion| {
        (3..=sent.least_of).filter_map(|star| criterion.minimum.of(star)).max().unwrap_or(0)
    };
    let total = i32::from(sent.total) + leaning;
    let given = invented::given(known, sent.form, least, total, &[sent.name, member])?;
    Some(Marks { set: known, marks: given.into_iter().map(|mark| Some(f64::from(mark))).collect() })
}

/// A workbook for each member, with a sheet for each product.
pub(crate) fn ballots(products: &[Sent]) -> Vec<(String, Vec<u8>)> {
    let ballot = |member: (&str, i32)| {
        let mut workbook = Workbook::new();
        for (number, sent) in (1..).zip(products) {
            let sheet = workbook.add_worksheet().set_name(format!("Phiếu {number}")).unwrap();
            let product = Product { owner: sent.owner.into(), ..tea(sent.name) };
            full_sheet(sheet, member.0, 1, &[(&product, &marks(sent, member))]);
        }
        workbook.save_to_buffer().unwrap()
    };
    (1..)
        .zip(MEMBERS)
        .map(|(number, member): (u8, _)| (format!("phieu-cham/{number:02}.xlsx"), ballot(member)))
        .collect()
}

/// The sum of the members' totals.
fn sum(sent: &Sent) -> i32 {
    MEMBERS.iter().map(|(_, leaning)| i32::from(sent.total) + leaning).sum()
}

/// What must come of a product: outcome, and star.
fn outcome(sent: &Sent) -> (&'static str, u8) {
    let members = i32::try_from(MEMBERS.len()).unwrap();
    let by_points = match sum(sent) {
        sum if sum >= 90 * members => 5,
        sum if sum >= 70 * members => 4,
        sum if sum >= 50 * members => 3,
        sum if sum >= 30 * members => 2,
        _ => 1,
    };
    let star = if by_points > 2 { by_points.min(sent.least_of) } else { by_points };
    let lowest = if sent.act == "148-2023" { 4 } else { 3 };
    match star {
        5 => ("proposed_to_ministry", 5),
        star if star < lowest || star <= sent.to_exceed() => ("not_recognised", star),
        star => ("recognised", star),
    }
}

/// Checks every product of the results against what its ballots say.
#[track_caller]
pub(crate) fn counted(run: &Run, products: &[Sent]) {
    let results = run.results();
    let found = results["products"].as_array().unwrap();
    assert_eq!(found.len(), products.len());
    for sent in products {
        let product = found.iter().find(|found| found["product"]["value"] == sent.name).unwrap();
        let act = product.get("act").unwrap_or(&results["act"]);
        assert_eq!(act, sent.act, "{}", sent.name);
        let members = i32::try_from(MEMBERS.len()).unwrap();
        let tenths = (20 * sum(sent) + members) / (2 * members);
        let printed = format!("{},{}", tenths / 10, tenths % 10);
        assert_eq!(product["printed"], printed, "{}", sent.name);
        let (kind, star) = outcome(sent);
        let told = (product["outcome"]["kind"].as_str().unwrap(), &product["star"]);
        assert_eq!(told, (kind, &star.into()), "{}", sent.name);
    }
}

/// Checks that this product waits for people, since its marks miss a least mark, and that of other
/// faults only these warnings are told.
#[track_caller]
pub(crate) fn waits(judged: &Judged, product: &str, warned: &[&str]) {
    let mut told = judged.codes();
    told.retain(|code| !code.starts_with('N'));
    told.sort_unstable();
    let wanted: Vec<_> = ["E364"].iter().chain(warned).copied().collect();
    assert_eq!(told, wanted, "{:#?}", judged.findings);
    assert!(judged.findings("E364")[0].message.contains("đề xuất 3 sao"));
    assert_eq!(judged.outcome(product), "held");
}
