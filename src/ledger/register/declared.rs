//! Whether the numbers that the declaration sets are those of the register. Papers get theirs after
//! the signature; those that cite them take them from the declaration.

use std::collections::BTreeSet;

use time::Date;

use super::RegisteredPaper;
use crate::documents::WrittenPaper;
use crate::finding::{Code, Finding, Findings, Place};
use crate::ledger::Ledger;
use crate::round::{FILE, PaperKind, PaperSettings, Round, pad_number, short_date};

/// How numbers are declared that the register gave.
#[derive(Debug, Default)]
pub struct DeclaredNumbers {
    /// What is missing or other than in the register.
    pub findings: Findings,
    /// The papers whose declared number is another one. Those that cite it must wait.
    pub disputed: BTreeSet<PaperKind>,
}

impl Ledger {
    /// Compares number and day that a round declares of its papers with those that the register
    /// gave to the signed papers. Kinds with several papers have a number each, so that none is
    /// declared. A book that cannot be read is told elsewhere.
    #[must_use]
    pub fn declared_numbers(&self, round: &Round, written: &[WrittenPaper]) -> DeclaredNumbers {
        let mut declared = DeclaredNumbers::default();
        let Ok(book) = self.signatures() else { return declared };
        for kind in PaperKind::ALL.into_iter().filter(|kind| *kind != PaperKind::Certificate) {
            let mut papers = written.iter().filter(|paper| paper.kind == kind.name());
            let (Some(paper), None) = (papers.next(), papers.next()) else { continue };
            let given: Vec<&RegisteredPaper> = book
                .registered()
                .filter(|(line, _)| line.paper == paper.file && self.still_holds(line))
                .map(|(_, entry)| entry)
                .collect();
            let Some(last) = given.last() else { continue };
            let settings = round.paper(kind);
            let (number, date) = (settings.number, settings.date.date());
            // Half of a number is held against the register, too: it is cited as it stands.
            if round.signing.number_after && !given.iter().any(|entry| fits(entry, number, date)) {
                declared.findings.push(other_number(kind, &settings, last));
                declared.disputed.insert(kind);
            } else if number.is_none() || date.is_none() {
                declared.findings.push(not_declared(round, kind, last));
            }
        }
        declared
    }
}

/// Tells whether an entry is not another one than what is declared, as far as it is declared.
fn fits(entry: &RegisteredPaper, number: Option<u32>, date: Option<Date>) -> bool {
    number.is_none_or(|number| entry.number == number)
        && date.is_none_or(|date| entry.date == date.to_string())
}

fn other_number(kind: PaperKind, settings: &PaperSettings, last: &RegisteredPaper) -> Finding {
    let message = format!("Số, ngày của {} khai khác với sổ văn bản.", kind.name().to_lowercase());
    let number = settings.number.map_or_else(|| "…".to_owned(), |number| pad_number(number.into()));
    let day = settings.date.date().map_or_else(|| "…".to_owned(), short_date);
    let declared = format!("số {number}/{} ngày {day}", settings.symbol);
    Finding::new(Code::NumberOtherThanRegistered, at(kind), message)
        .found(declared)
        .allowed(last.shown())
        .remedy(
            "Ghi số, ngày đúng như đã cấp (xem so-van-ban.xlsx) rồi chạy lại; các văn bản viện dẫn \
             số này đang chờ.",
        )
}

fn not_declared(round: &Round, kind: PaperKind, last: &RegisteredPaper) -> Finding {
    let name = kind.name();
    let message = format!("{name} đã được cấp số nhưng khai báo chưa ghi đủ số và ngày.");
    let after = if round.signing.number_after {
        "văn bản đã ký không đổi"
    } else {
        "trước đó đặt “Số, ngày được cấp sau khi ký: Có” (number_after = true ở mục [signing]), nếu \
         không văn bản đã ký sẽ được xuất lại với số in sẵn"
    };
    Finding::new(Code::NumberNotDeclared, at(kind), message).found(last.shown()).remedy(format!(
        "Ghi số, ngày này vào khai báo rồi chạy lại, để các văn bản khác viện dẫn được; {after}."
    ))
}

/// Returns the place at which the number of a paper is declared.
fn at(kind: PaperKind) -> Place {
    Place::file(FILE).sheet(format!("papers.{}.number", kind.key()))
}
