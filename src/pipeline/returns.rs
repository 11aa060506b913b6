//! Makes what goes back to units with faults in their files: their workbooks with the faults
//! marked, and a letter.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::drafts;
use super::press::{PaperPile, Press};
use crate::counting::Counted;
use crate::documents::{self, DistrictFaults, WriteUp};
use crate::finding::{Finding, Findings, Severity};
use crate::intake;
use crate::job::RunFault;
use crate::ledger::Ledger;
use crate::page::{FindingOrigin, FindingOrigins};
use crate::returned::{self, ReturnedNames, ReturnedWorkbook};
use crate::typeset::Typesetter;

/// Name of a marked workbook in the summary.
const KIND: &str = "Bảng tính trả lại";

/// Makes the returned files and the letter of every unit with findings in its files that were not
/// accepted.
///
/// # Errors
///
/// When a wording file cannot be read, or a list has more findings than a sheet has rows.
pub(super) fn give_back(
    press: &Press<'_>,
    ledger: &Ledger,
    counted: &Counted<'_>,
    findings: &Findings,
) -> Result<PaperPile, RunFault> {
    let mut pile = PaperPile::default();
    let units = to_mend(counted, findings);
    for unit in &units {
        pile.add(workbooks(press, ledger, counted, unit)?);
    }
    let WriteUp { written, waiting, findings, stated, .. } =
        supplements(counted, &units, press.typesetter)?;
    pile.waiting.extend(waiting);
    pile.findings.extend(findings);
    let printed = press.print(&written);
    let drafts = drafts::file(press.job, ledger, counted, (&written, &stated), &printed.filed)?;
    pile.add(printed);
    pile.add(drafts);
    Ok(pile)
}

/// Writes up the letters to the units with something to mend.
///
/// # Errors
///
/// When a wording file cannot be read.
pub(super) fn letters(
    counted: &Counted<'_>,
    findings: &Findings,
    typesetter: &Typesetter,
) -> io::Result<WriteUp> {
    supplements(counted, &to_mend(counted, findings), typesetter)
}

fn supplements(
    counted: &Counted<'_>,
    units: &[DistrictFaults<'_>],
    typesetter: &Typesetter,
) -> io::Result<WriteUp> {
    let Counted { round, acts, tally, facts, templates, .. } = counted;
    let names = PrintableNames::of(counted, units, typesetter);
    let printed: Vec<Vec<Finding>> = units
        .iter()
        .map(|unit| unit.findings.iter().map(|finding| names.put_into(finding)).collect())
        .collect();
    let units: Vec<_> = units
        .iter()
        .zip(&printed)
        .map(|(unit, findings)| DistrictFaults {
            district: unit.district,
            findings: findings.iter().collect(),
        })
        .collect();
    documents::supplements(round, acts.main(), tally, facts, templates, &units)
}

/// Names of files and sheets that contain a character which no font has, each with its printable
/// form.
struct PrintableNames(Vec<(String, String)>);

impl PrintableNames {
    fn of(counted: &Counted<'_>, units: &[DistrictFaults<'_>], typesetter: &Typesetter) -> Self {
        let found = units.iter().flat_map(|unit| &unit.findings).map(|finding| &finding.place);
        let read = counted.intake.workbooks.iter().flat_map(|book| {
            std::iter::once(&book.place).chain(book.sheets.iter().map(|sheet| &sheet.place))
        });
        let names: BTreeSet<&str> = found
            .chain(read)
            .flat_map(|place| {
                let file = place.file.as_str();
                let name = file.rsplit('/').next().unwrap_or(file);
                [Some(file), Some(name), place.sheet.as_deref()].into_iter().flatten()
            })
            .collect();
        let printed =
            |name: &str| typesetter.printable(name).map(|printed| (name.to_owned(), printed));
        let mut names: Vec<_> = names.into_iter().filter_map(printed).collect();
        // A path is replaced before the file name at its end.
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self(names)
    }

    fn print(&self, text: &str) -> String {
        self.0
            .iter()
            .fold(text.to_owned(), |text, (name, printed)| text.replace(name.as_str(), printed))
    }

    /// Returns the finding as a letter can print it. The content of cells stays as it is, since the
    /// district must mend it.
    fn put_into(&self, finding: &Finding) -> Finding {
        let mut printed = finding.clone();
        if self.0.is_empty() {
            return printed;
        }
        printed.place.file = self.print(&finding.place.file).into();
        printed.place.sheet = finding.place.sheet.as_ref().map(|sheet| self.print(sheet).into());
        printed.message = self.print(&finding.message);
        for text in
            [&mut printed.found, &mut printed.allowed, &mut printed.remedy].into_iter().flatten()
        {
            *text = self.print(text);
        }
        printed
    }
}

/// Returns the units with errors or warnings in their files, with all their findings.
fn to_mend<'a>(counted: &Counted<'_>, findings: &'a Findings) -> Vec<DistrictFaults<'a>> {
    let origins = FindingOrigins::of(Some(counted.round), counted.forms);
    let mut units: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.accepted.is_none()) {
        if let FindingOrigin::District(district) = origins.of_finding(finding) {
            units.entry(district).or_default().push(finding);
        }
    }
    let heavy =
        |findings: &[&Finding]| findings.iter().any(|finding| finding.severity() > Severity::Note);
    let units = units.into_iter().filter(|(_, findings)| heavy(findings));
    units.map(|(district, findings)| DistrictFaults { district, findings }).collect()
}

/// Makes the returned workbooks of one unit: each file with its faults marked, or a list of them
/// where it cannot be marked.
fn workbooks(
    press: &Press<'_>,
    ledger: &Ledger,
    counted: &Counted<'_>,
    unit: &DistrictFaults<'_>,
) -> Result<PaperPile, RunFault> {
    let mut pile = PaperPile::default();
    let mut files: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &unit.findings {
        files.entry(&finding.place.file).or_default().push(finding);
    }
    let read: BTreeSet<&str> =
        counted.intake.workbooks.iter().map(|workbook| workbook.place.file.as_str()).collect();
    let folder = documents::returned_folder(counted.round, unit.district);
    let mut names = ReturnedNames::default();
    for (file, findings) in files {
        if findings.iter().all(|finding| finding.severity() == Severity::Note) {
            continue;
        }
        let title = file.rsplit('/').next().unwrap_or(file);
        let original =
            if read.contains(file) { intake::original(&press.job.inputs, file).ok() } else { None };
        let ReturnedWorkbook { bytes, ending } = match original {
            Some(original) => {
                let (returned, listed) =
                    returned::give_back(&original, &findings[0].place, title, &findings)?;
                pile.findings.extend(listed);
                returned
            }
            None => ReturnedWorkbook { bytes: returned::list(title, &findings)?, ending: "xlsx" },
        };
        pile.file(ledger.file_workbook(KIND, &names.file(&folder, file, ending), &bytes));
    }
    Ok(pile)
}
