//! The letters that ask districts to supplement their dossiers (Công văn đề nghị bổ sung hồ sơ, Mẫu
//! 1.5), with every fault in an annex.

use std::collections::BTreeMap;
use std::io;

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use crate::criteria::Act;
use crate::documents::bodies::Bodies;
use crate::documents::compose::{PaperParts, common_facts, fixed, gap, numbered, shared};
use crate::documents::model::{Align, Annex, BodyBlock, PrintedRow, PrintedTable};
use crate::documents::names::returned_folder;
use crate::documents::pictures::CertificatePictures;
use crate::documents::wording::Wording;
use crate::documents::{Facts, WriteUp, WritingDesk, WrittenPaper};
use crate::finding::{Finding, Findings, Severity};
use crate::round::{PaperDate, PaperKind, Round, pad_number};
use crate::tally::{ProductOutcome, ProductResult, Tally};
use crate::templates::Templates;

const KIND: &str = "Công văn đề nghị bổ sung hồ sơ";

/// The findings about the files of one district.
#[derive(Debug, Clone)]
pub struct DistrictFaults<'a> {
    /// Index of the district in the round.
    pub district: usize,
    /// The findings in order, without those that were accepted.
    pub findings: Vec<&'a Finding>,
}

/// Writes a letter to every district with errors or warnings; notes alone are no reason for a
/// letter. Like all papers, letters wait while `round.toml` has values to be filled in.
///
/// # Errors
///
/// When a wording file cannot be read from the disk.
pub fn supplements(
    round: &Round,
    act: &Act,
    tally: &Tally<'_>,
    facts: &Facts,
    templates: &Templates,
    districts: &[DistrictFaults<'_>],
) -> io::Result<WriteUp> {
    let mut papers = WriteUp::default();
    let known = districts.iter().filter(|district| district.district < round.districts.len());
    let to_mend: Vec<_> = known.map(|district| (district.district, faults(district))).collect();
    let to_mend: Vec<_> = to_mend.into_iter().filter(|(_, faults)| !faults.is_empty()).collect();
    if to_mend.is_empty() {
        return Ok(papers);
    }
    if let Some(open) = round.still_open(|_| String::new()) {
        papers.wait(KIND, open);
        return Ok(papers);
    }
    if let Some(reason) = round.untrue(PaperKind::Supplement) {
        papers.wait(KIND, reason);
        return Ok(papers);
    }
    // What is to be told about the choice of files was told with the other papers.
    let (wording, _) = Wording::load(templates, act)?;
    let (common, stated) = common_facts(round, act, facts);
    papers.stated.clone_from(&stated);
    let (bodies, wrong) = Bodies::load(templates)?;
    papers.findings.extend(wrong);
    let (wording, bodies) = (&wording, &bodies);
    let (places, pictures) = (None, CertificatePictures::default());
    let desk = WritingDesk {
        round,
        act,
        tally,
        facts,
        wording,
        bodies,
        places,
        pictures,
        common,
        stated,
        follows: false,
    };
    for (district, faults) in &to_mend {
        papers.add(KIND, letter(&desk, *district, faults));
    }
    Ok(papers)
}

/// Returns the errors and warnings of a district.
fn faults<'a>(district: &DistrictFaults<'a>) -> Vec<&'a Finding> {
    district
        .findings
        .iter()
        .copied()
        .filter(|finding| finding.severity() > Severity::Note)
        .collect()
}

/// A file with faults, as a value of the wording file.
#[derive(Serialize)]
struct FaultyFile<'a> {
    /// Name of the file without folders.
    name: &'a str,
    errors: usize,
    warnings: usize,
    #[serde(skip)]
    faults: Vec<&'a Finding>,
}

/// Groups findings by their file, in the order of the paths.
fn files<'a>(faults: &[&'a Finding]) -> Vec<FaultyFile<'a>> {
    let mut files: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for fault in faults {
        files.entry(&fault.place.file).or_default().push(fault);
    }
    let file = |(path, faults): (&'a str, Vec<&'a Finding>)| FaultyFile {
        name: path.rsplit('/').next().unwrap_or(path),
        errors: count(&faults, Severity::Error),
        warnings: count(&faults, Severity::Warning),
        faults,
    };
    files.into_iter().map(file).collect()
}

fn count(faults: &[&Finding], severity: Severity) -> usize {
    faults.iter().filter(|fault| fault.severity() == severity).count()
}

fn letter(
    desk: &WritingDesk<'_>,
    district: usize,
    faults: &[&Finding],
) -> Result<WrittenPaper, Findings> {
    let files = files(faults);
    let name = &desk.round.districts[district].name;
    let paper = desk.round.printed(PaperKind::Supplement);
    let file = format!("{}/cong-van.pdf", returned_folder(desk.round, district));
    let mut written = desk.compose(PaperParts {
        layout: "cong-van",
        addressees: vec![format!("UBND {name}")],
        facts: context! { supplement => facts(desk, district, faults, &files) },
        ..PaperParts::new(KIND, "cong-van", file, &paper)
    })?;
    written.document.annexes = vec![annex(desk, name, &files)];
    Ok(written)
}

fn facts(
    desk: &WritingDesk<'_>,
    district: usize,
    faults: &[&Finding],
    files: &[FaultyFile<'_>],
) -> Value {
    context! {
        district => &desk.round.districts[district].name,
        unscored => keeps_out(desk.tally, district, faults),
        files => Serde(files),
        errors => count(faults, Severity::Error),
        warnings => count(faults, Severity::Warning),
        deadline => deadline(desk),
    }
}

/// Tells whether an error keeps a product of the unit from being scored: one in its row, or one of
/// a whole file while a product of the unit waits, or has none that was read from this file.
fn keeps_out(tally: &Tally<'_>, district: usize, faults: &[&Finding]) -> bool {
    let own: Vec<_> =
        tally.products.iter().filter(|product| product.district == district).collect();
    let waits = |product: &ProductResult<'_>| {
        let waiting = matches!(
            product.outcome,
            ProductOutcome::NotAdmitted { .. }
                | ProductOutcome::NotScored { .. }
                | ProductOutcome::Held { .. }
        );
        waiting && product.mean().is_none()
    };
    let errors = faults.iter().filter(|fault| fault.severity() == Severity::Error);
    errors.map(|error| &error.place).any(|place| {
        let listed = || own.iter().filter(|product| product.entry.product.place.file == place.file);
        let in_row = |product: &&&ProductResult<'_>| {
            let listed = &product.entry.product.place;
            listed.sheet == place.sheet
                && listed.cell.zip(place.cell).is_some_and(|(one, other)| one.row == other.row)
        };
        let mut concerned = listed().filter(in_row).peekable();
        if concerned.peek().is_some() {
            concerned.any(|product| waits(product))
        } else {
            listed().next().is_none() || own.iter().any(|product| waits(product))
        }
    })
}

/// Returns the deadline: `ngày 04 tháng 12 năm 2020`, with gaps for what `round.toml` leaves open.
fn deadline(desk: &WritingDesk<'_>) -> String {
    let date = desk.round.supplement.deadline;
    let day = date.and_then(PaperDate::printed_day).unwrap_or_else(|| gap(6));
    let month = date.map_or_else(|| gap(6), PaperDate::printed_month);
    let year =
        date.map_or_else(|| desk.round.paper(PaperKind::Supplement).date.year(), PaperDate::year);
    format!("ngày {day} tháng {month} năm {year}")
}

fn annex(desk: &WritingDesk<'_>, district: &str, files: &[FaultyFile<'_>]) -> Annex {
    Annex {
        heading: "Phụ lục".into(),
        title: format!("Nội dung cần sửa, bổ sung trong hồ sơ của UBND {district}"),
        reference: reference(desk),
        landscape: true,
        body: vec![BodyBlock::Table(table(files))],
    }
}

/// Returns the line `(Kèm theo Công văn số … ngày … của …)`, with gaps where the letter is blank.
fn reference(desk: &WritingDesk<'_>) -> String {
    let paper = desk.round.printed(PaperKind::Supplement);
    let number = paper.number.map_or_else(|| gap(12), |number| pad_number(u64::from(number)));
    let day = paper.date.printed_day().unwrap_or_else(|| gap(4));
    let issuer = desk
        .round
        .issuers
        .get(&paper.issuer)
        .map(|issuer| issuer.name.as_str())
        .unwrap_or_default();
    let (month, year) = (paper.date.printed_month(), paper.date.year());
    format!(
        "(Kèm theo Công văn số {number}/{} ngày {day} tháng {month} năm {year} của {issuer})",
        paper.symbol
    )
}

/// Returns the table of all faults, file by file.
fn table(files: &[FaultyFile<'_>]) -> PrintedTable {
    let columns = vec![
        numbered(files.iter().map(|file| file.faults.len()).sum(), 11),
        fixed("Trang, ô", 34, Align::Left),
        fixed("Cột, mục", 32, Align::Left),
        fixed("Giá trị hiện có", 36, Align::Left),
        shared("Nội dung", 5),
        shared("Cần sửa thế nào", 6),
    ];
    let mut rows = Vec::new();
    let mut number = 0;
    for file in files {
        rows.push(PrintedRow::Section { text: format!("Tệp {} ({})", file.name, counts(file)) });
        for fault in &file.faults {
            number += 1;
            rows.push(row(number, fault));
        }
    }
    PrintedTable {
        caption: None,
        summary: "Nội dung cần sửa, bổ sung theo từng tệp".into(),
        columns,
        rows,
    }
}

fn counts(file: &FaultyFile<'_>) -> String {
    let words = [(file.errors, "lỗi"), (file.warnings, "nội dung cần xem lại")];
    let words = words
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count:02} {word}"));
    words.collect::<Vec<_>>().join(", ")
}

fn row(number: usize, fault: &Finding) -> PrintedRow {
    let weight = if fault.severity() == Severity::Error { "Lỗi" } else { "Xem lại" };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let allowed = fault.allowed.as_ref().map(|allowed| format!("Được phép: {allowed}."));
    let mend: Vec<String> = fault.remedy.iter().cloned().chain(allowed).collect();
    PrintedRow::of(vec![
        number.to_string(),
        place(fault),
        text(&fault.heading),
        text(&fault.found),
        format!("{weight}: {}", fault.message),
        mend.join(" "),
    ])
}

/// Names the place of a fault within its file (Vietnamese).
fn place(fault: &Finding) -> String {
    match (&fault.place.sheet, fault.place.cell) {
        (Some(sheet), Some(cell)) => format!("{sheet}!{cell}"),
        (Some(sheet), None) => sheet.to_string(),
        (None, _) => "cả tệp".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{counts, files};
    use crate::finding::{CellRef, Code, Finding, Place};

    #[test]
    fn faults_are_counted_file_by_file() {
        let at = |file: &str, code| {
            Finding::new(code, Place::file(file).sheet("S").cell(CellRef::new(1, 1)), "Sai.")
        };
        let faults =
            [at("b/hai.xlsx", Code::SumDiffers), at("a.zip!/x/mot.xlsx", Code::ValueUnreadable)];
        let faults: Vec<_> = faults.iter().chain(&faults[..1]).collect();
        let files = files(&faults);
        let told: Vec<_> = files.iter().map(|file| (file.name, counts(file))).collect();
        assert_eq!(
            told,
            [("mot.xlsx", "01 lỗi".to_owned()), ("hai.xlsx", "02 nội dung cần xem lại".to_owned())]
        );
    }
}
