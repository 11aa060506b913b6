//! Tests that other programs can read the marked workbooks; `tests/oracles/returned.sh` runs the
//! tests that are ignored here.

use std::path::Path;

use ocop::finding::{CellRef, Code, Finding, Place};
use ocop::intake;
use ocop::returned::{self, ReturnedWorkbook};

/// Findings all over a workbook: at a cell with something in it, at a blank one, in a row that is
/// not there, and beyond the last column.
fn findings(folder: &Path, file: &str) -> Vec<Finding> {
    let intake = intake::open_folder(folder, &careful_spreadsheet::ChildReader::none()).unwrap();
    let mut findings = Vec::new();
    for workbook in intake.workbooks.iter().filter(|workbook| workbook.place.file == file) {
        for sheet in &workbook.sheets {
            let rows: Vec<u32> = sheet.rows().collect();
            let last = rows.last().copied().unwrap_or(0);
            let filled = rows.iter().filter_map(|row| sheet.row(*row).last().map(|(at, _)| at));
            let filled: Vec<CellRef> = filled.step_by(rows.len() / 5 + 1).collect();
            let made = [(last + 3, 1), (last, 30), (last / 2, 2), (last + 1, 40)];
            for (index, at) in filled
                .into_iter()
                .chain(made.map(|(row, column)| CellRef::new(row, column)))
                .enumerate()
            {
                let code = [Code::ValueUnreadable, Code::SumDiffers][index % 2];
                findings.push(
                    Finding::new(code, sheet.place(at), "Điểm không phải là số.")
                        .heading("Tổng điểm")
                        .found("7 2,5 <điểm> & \"khác\"")
                        .allowed("số từ 0 đến 100, ví dụ 72,5")
                        .remedy("Ghi lại điểm của sản phẩm này bằng số."),
                );
            }
        }
        findings.push(Finding::new(
            Code::LetterMissing,
            workbook.place.clone(),
            "Danh sách chưa ghi số, ngày công văn.",
        ));
    }
    findings
}

#[test]
#[ignore = "needs the folders that tests/oracles/returned.sh gives it"]
fn every_workbook_of_a_folder_is_marked() {
    let folder = |name| std::env::var_os(name).expect("tests/oracles/returned.sh names the folder");
    let (originals, out) = (folder("OCOP_ORIGINALS"), folder("OCOP_RETURNED"));
    let (originals, out) = (Path::new(&originals), Path::new(&out));
    let mut names: Vec<String> = fs_err::read_dir(originals)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in names {
        let bytes = fs_err::read(originals.join(&name)).unwrap();
        let findings = findings(originals, &name);
        let findings: Vec<&Finding> = findings.iter().collect();
        let place = Place::file(&name);
        let (ReturnedWorkbook { bytes, ending }, told) =
            returned::give_back(&bytes, &place, &name, &findings).unwrap();
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let kind = if told.is_some() { "list" } else { "marked" };
        println!(
            "{name}: {kind} {}",
            told.map(|finding| finding.found.unwrap_or_default()).unwrap_or_default()
        );
        let target = out.join(kind);
        fs_err::create_dir_all(&target).unwrap();
        ocop_store(&target.join(format!("{stem}.{ending}")), &bytes);
    }
}

fn ocop_store(path: &Path, bytes: &[u8]) {
    fs_err::write(path, bytes).unwrap();
}
