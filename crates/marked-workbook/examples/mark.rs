//! Marks one cell: `cargo run -p marked-workbook --example mark -- IN.xlsx SHEET D14 "What is
//! wrong" OUT.xlsx`

use marked_workbook::{Cell, CellMark, Column, List, Notes, Row, Run, Weight, Workbook};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [original, sheet, cell, wrong, marked] = &arguments[..] else {
        return Err("IN.xlsx SHEET CELL TEXT OUT.xlsx".into());
    };
    let original = fs_err::read(original)?;
    let cell = cell.parse()?;
    let mark = CellMark {
        sheet: sheet.clone(),
        cell,
        weight: Weight::Heavy,
        note: vec![Run::plain(wrong)],
    };
    let link =
        Cell::Link { text: format!("{sheet}!{cell}"), sheet: sheet.clone(), cell: Some(cell) };
    let list = List {
        name: "To mend".into(),
        title: "1 cell to mend".into(),
        lines: Vec::new(),
        columns: vec![Column::new("Cell", 12), Column::new("What is wrong", 40)],
        rows: vec![Row { cells: vec![link, Cell::Words(wrong.clone())], lines: 1 }],
        footer: String::new(),
    };
    let notes =
        Notes { author: "marked-workbook".into(), more: |rest| format!("… and {rest} more") };
    fs_err::write(marked, Workbook::open(&original)?.mark(&[mark], &list, &notes)?.bytes)?;
    Ok(())
}
