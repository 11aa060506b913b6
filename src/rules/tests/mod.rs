//! Tests of the rules on hand-made records: one list a district, the products in rows 9, 10, …,
//! each field in a column of its own.

mod dossiers;
mod letters;
mod owners;
mod places;
mod registration;
mod scores;
mod twins;
mod versions;

use std::path::Path;
use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::{Candidate, Standing, check};
use crate::communes::{self, Communes};
use crate::criteria::{self, Act, Criteria, RoundActs};
use crate::finding::{CellRef, Finding, Findings, Place};
use crate::forms::{
    DistrictScore, Dossier, Forms, Letter, Owner, ProductEntry, Registration, Sourced, Submission,
};
use crate::round::{self, Round};
use crate::templates::Templates;

/// Index of a district in the sample round.
const LAI_CHAU: usize = 0;
const TAM_DUONG: usize = 1;
const SIN_HO: usize = 3;

/// A cell of a district's list.
fn cell(district: usize, at: &str) -> Place {
    let (letters, row) = at.split_at(1);
    let column = u32::from(letters.as_bytes()[0] - b'A');
    Place::file(format!("{district}.xlsx"))
        .sheet("DS")
        .cell(CellRef::new(row.parse::<u32>().unwrap() - 1, column))
}

fn at<T>(district: usize, at: &str, value: T) -> Sourced<T> {
    Sourced { value, place: cell(district, at) }
}

fn decimal(value: &str) -> Decimal {
    value.parse().unwrap()
}

/// A tea of 62 points with its whole dossier, in this row: name B, set C, owner D, address E,
/// commune F, parts G to I, total J, star K, dossier L to P.
fn tea(district: usize, row: u32, name: &str) -> ProductEntry {
    let text =
        |column: &str, value: &str| at(district, &format!("{column}{row}"), value.to_owned());
    let mut dossier = Dossier::default();
    for (item, column) in dossier.iter_mut().zip(["L", "M", "N", "O", "P"]) {
        *item = Some(at(district, &format!("{column}{row}"), true));
    }
    ProductEntry {
        product: text("B", name),
        set: text("C", "Chè tươi, chế biến"),
        owner: Owner {
            name: text("D", "Hợp tác xã Mây Núi"),
            kind: None,
            legal_forms: Vec::new(),
            address: None,
            representative: None,
            phone: None,
            tax_code: None,
        },
        commune: None,
        dossier,
        score: DistrictScore {
            parts: [None, None, None],
            total: Some(at(district, &format!("J{row}"), decimal("62"))),
            ..DistrictScore::default()
        },
        star: Some(at(district, &format!("K{row}"), 3)),
        samples: None,
        registration: Registration::default(),
        received: None,
        code: None,
        doubt: None,
        dossier_unclear: false,
    }
}

/// Products of these names.
fn teas(district: usize, names: &[&str]) -> Vec<ProductEntry> {
    (9..).zip(names).map(|(row, name)| tea(district, row, name)).collect()
}

/// A list with its letter.
fn list(district: usize, entries: Vec<ProductEntry>) -> Submission {
    let letter = Letter {
        number: Some(at(district, "A5", "1215/UBND-NN".into())),
        date: Some(at(district, "A5", "2020-11-27".into())),
    };
    Submission {
        district: Some(district),
        place: Place::file(format!("{district}.xlsx")).sheet("DS"),
        letter,
        stated: Vec::new(),
        stated_owners: Vec::new(),
        rows: entries.len(),
        entries,
        withdrawn: Vec::new(),
    }
}

/// What the rules say of some lists.
struct Judged {
    findings: Vec<Finding>,
    standings: Vec<Standing>,
    /// The codes that are offered to products without one.
    offered: Vec<Option<String>>,
}

impl Judged {
    /// Codes and places, in order.
    fn told(&self) -> Vec<String> {
        self.findings
            .iter()
            .map(|finding| format!("{} {}", finding.code.id(), finding.place))
            .collect()
    }

    #[track_caller]
    fn only(&self) -> &Finding {
        let [only] = self.findings.as_slice() else { panic!("{:#?}", self.findings) };
        only
    }

    /// Why the last product is not admitted.
    fn reason(&self) -> Option<&str> {
        match self.standings.last()? {
            Standing::Admitted => None,
            Standing::Refused(reason) | Standing::Withdrawn(reason) => Some(reason),
        }
    }
}

fn sample_round() -> Round {
    round_with("", "")
}

/// The sample round with some text of it replaced.
fn round_with(text: &str, by: &str) -> Round {
    let sample = include_str!("../../../inputs/round.toml");
    assert!(sample.contains(text));
    let mut findings = Findings::default();
    round::parse(&sample.replacen(text, by, 1), &mut findings)
        .unwrap_or_else(|| panic!("{findings:?}"))
}

fn templates() -> Templates {
    Templates::new(Path::new("no such folder")).unwrap()
}

fn act(id: &str) -> Act {
    static CRITERIA: OnceLock<Criteria> = OnceLock::new();
    CRITERIA.get_or_init(|| criteria::load(&templates()).unwrap().0).by_id(id).unwrap().clone()
}

fn judge(lists: Vec<Submission>) -> Judged {
    judge_in(&sample_round(), &act("1048-2019-781-2020"), lists)
}

fn judge_in(round: &Round, act: &Act, lists: Vec<Submission>) -> Judged {
    static COMMUNES: OnceLock<Communes> = OnceLock::new();
    let communes = COMMUNES.get_or_init(|| communes::load(&templates()).unwrap().0);
    let forms = Forms { submissions: lists, ..Forms::default() };
    let acts = RoundActs::only(act.clone(), round.round.from);
    let (judgement, mut findings) = check(round, &acts, Some(communes), &forms);
    findings.sort();
    let standing = |candidate: &Candidate<'_>| candidate.standing.clone();
    Judged {
        findings: findings.into_iter().collect(),
        standings: judgement.candidates.iter().map(standing).collect(),
        offered: judgement.candidates.iter().map(|one| one.offered_code.clone()).collect(),
    }
}

#[test]
fn a_list_with_nothing_wrong_is_admitted_in_silence() {
    let judged = judge(vec![list(SIN_HO, teas(SIN_HO, &["Chè cổ thụ", "Trà xanh Tả Ngảo"]))]);
    assert_eq!((judged.told(), judged.standings), (vec![], vec![Standing::Admitted; 2]));
}
