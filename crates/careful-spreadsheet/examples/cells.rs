//! Prints every cell of a workbook, or of the workbooks in an archive.
//!
//! `cargo run -p careful-spreadsheet --example cells -- a.xlsx`

use careful_spreadsheet::Opener;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a file")?;
    for file in Opener::new().open(&path, &fs_err::read(&path)?) {
        if let Some(refusal) = &file.refusal {
            println!("{}: {refusal}", file.place);
        }
        for sheet in file.workbook.iter().flat_map(|workbook| &workbook.sheets) {
            sheet.cells().for_each(|(at, cell)| println!("{}\t{}", sheet.place(at), cell.shown()));
        }
    }
    Ok(())
}
