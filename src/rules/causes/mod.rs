//! Tells consequences at their causes: a ballot that could not be put to a member explains why that
//! member's votes are missing, a list that could not be read why no list has its products.
//!
//! A consequence that is fully explained is told at its cause only, which names the products that
//! wait for it. What cannot be tied to a cause with certainty stays told by itself: every product
//! that is held is told somewhere.

mod faulty;
mod files;
mod lists;
mod older_forms;
mod sources;
mod untaken;
mod votes;

use std::collections::{BTreeMap, BTreeSet};

use super::Judgement;
use super::admission::withdrawn;
use crate::finding::{Code, Finding, Findings, Name, Place};
use crate::forms::{FormWords, Forms, TakenFor};
use crate::round::Round;

/// How many formulas of one file of ballots must lack their value for it to be told once a file.
const MANY: usize = 5;

/// Tells consequences at their causes, in all findings so far. It comes after all other rules.
pub fn trace(
    round: &Round,
    words: &FormWords,
    forms: &Forms,
    judgement: &Judgement<'_>,
    findings: &mut Findings,
) {
    withdrawn::leave_out(forms, &judgement.candidates, findings);
    not_blank_but_unread(findings);
    faulty::name(judgement, findings);
    not_calculated(forms, findings);
    votes::fold(round, words, forms, judgement, findings);
    let of_untaken = untaken::fold(forms, judgement, findings);
    lists::fold(round, words, forms, (judgement, &of_untaken), findings);
}

/// Drops findings about blank parts and marks whose cell could not be read, which is told already.
fn not_blank_but_unread(findings: &mut Findings) {
    let unread = |code| {
        matches!(code, Code::ValueUnreadable | Code::FormulaNotCalculated | Code::ErrorValue)
    };
    let unread: BTreeSet<Place> = findings
        .iter()
        .filter(|finding| unread(finding.code))
        .map(|finding| finding.place.clone())
        .collect();
    let blank = |code| matches!(code, Code::PartBlank | Code::ValueMissing);
    findings.retain(|finding| !blank(finding.code) || !unread.contains(&finding.place));
}

/// Joins the findings about formulas without a value, as many as a program leaves that saves a file
/// of ballots without calculating it: one finding a file, not one a cell.
fn not_calculated(forms: &Forms, findings: &mut Findings) {
    let ballots = forms.readings.iter().filter(|reading| reading.taken_for == TakenFor::Ballots);
    let ballots: BTreeSet<Name> = ballots.map(|reading| reading.place.file.clone()).collect();
    let mut told: BTreeMap<Name, (Finding, usize)> = BTreeMap::new();
    let mut uncalculated: Vec<&Finding> =
        findings.iter().filter(|finding| finding.code == Code::FormulaNotCalculated).collect();
    uncalculated.sort();
    for finding in uncalculated.into_iter().filter(|finding| ballots.contains(&finding.place.file))
    {
        let (first, count) =
            told.entry(finding.place.file.clone()).or_insert_with(|| (finding.clone(), 0));
        *count += 1;
        for product in &finding.holds {
            first.hold(product);
        }
    }
    told.retain(|_, (_, count)| *count >= MANY);
    findings.retain(|finding| {
        finding.code != Code::FormulaNotCalculated || !told.contains_key(&finding.place.file)
    });
    findings.extend(told.into_values().map(|(first, count)| Finding {
        heading: None,
        message: format!(
            "Công thức ở {count} ô của tệp này chưa được tính nên các ô đó không có giá trị."
        ),
        ..first
    }));
}

#[cfg(test)]
mod tests {
    use super::{not_blank_but_unread, not_calculated};
    use crate::finding::{CellRef, Code, Finding, Findings, Place};
    use crate::forms::{Forms, SheetReading, TakenFor};

    fn reading(file: &str, taken_for: TakenFor) -> SheetReading {
        SheetReading {
            place: Place::file(file).sheet("Chè"),
            taken_for,
            tables: Vec::new(),
            skipped: Vec::new(),
        }
    }

    /// Formulas without a value in so many rows of a file.
    fn uncalculated(file: &str, rows: u32) -> impl Iterator<Item = Finding> {
        let sheet = Place::file(file).sheet("Chè");
        (0..rows).map(move |row| {
            let place = sheet.cell(CellRef::new(row, 3));
            let mut finding = Finding::new(Code::FormulaNotCalculated, place, "Chưa được tính.")
                .heading("Phần A");
            finding.hold(if row == 0 { "Chè" } else { "Mật ong" });
            finding
        })
    }

    #[test]
    fn ballots_saved_without_calculating_have_one_fault_a_file() {
        let readings = vec![
            reading("few.xlsx", TakenFor::Ballots),
            reading("list.xlsx", TakenFor::List),
            reading("many.xlsx", TakenFor::Ballots),
        ];
        let forms = Forms { readings, ..Forms::default() };
        let mut findings: Findings = uncalculated("many.xlsx", 93).collect();
        findings.extend(uncalculated("few.xlsx", 4).chain(uncalculated("list.xlsx", 9)));
        not_calculated(&forms, &mut findings);
        findings.sort();
        let of = |file: &str| {
            findings.iter().filter(|finding| finding.place.file == file).collect::<Vec<_>>()
        };
        assert_eq!(
            (of("few.xlsx").len(), of("list.xlsx").len()),
            (4, 9),
            "a district is told every cell"
        );
        let [only] = of("many.xlsx")[..] else { panic!("{findings:?}") };
        assert!(only.message.starts_with("Công thức ở 93 ô của tệp này"), "{only:?}");
        assert_eq!(
            (only.place.to_string(), &only.holds[..]),
            ("many.xlsx · Chè!D1".into(), &["Chè".into(), "Mật ong".into()][..])
        );
    }

    #[test]
    fn a_cell_that_cannot_be_read_is_not_called_blank_as_well() {
        let at = |code, row| {
            Finding::new(
                code,
                Place::file("a.xlsx").sheet("Chè").cell(CellRef::new(row, 3)),
                "Một câu.",
            )
        };
        let mut findings: Findings =
            [at(Code::ValueUnreadable, 13), at(Code::PartBlank, 13), at(Code::PartBlank, 20)]
                .into_iter()
                .chain([at(Code::ValueMissing, 13), at(Code::ValueMissing, 21)])
                .collect();
        not_blank_but_unread(&mut findings);
        let told: Vec<_> = findings
            .iter()
            .map(|finding| (finding.code.id(), finding.place.cell.unwrap().row))
            .collect();
        assert_eq!(told, [("E206", 13), ("E237", 20), ("E205", 21)]);
    }
}
