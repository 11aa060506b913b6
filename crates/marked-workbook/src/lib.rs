//! Marks cells in somebody else's xlsx: it colours them, adds notes to them, and puts a sheet with
//! a list of all marks before the others. Every byte that is not concerned stays as it is.
//!
//! A marked workbook is a copy. Parts that need not change are copied as they are packed. In the
//! parts that change, single tags are edited in their text: no part is read into a model and
//! written anew, so formulas, charts, macros, pivot tables and whatever else this library knows
//! nothing of are still there.
//!
//! ```no_run
//! use marked_workbook::{Cell, CellMark, Column, Line, List, Notes, Row, Run, Weight, Workbook};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let original = std::fs::read("accounts.xlsx")?;
//! let note = vec![Run::bold("Not a number: "), Run::plain("write 1200 instead of “1.2k”.")];
//! let mark = CellMark { sheet: "March".into(), cell: "D14".parse()?, weight: Weight::Heavy, note };
//! let link = Cell::Link { text: "March!D14".into(), sheet: "March".into(), cell: Some(mark.cell) };
//! let list = List {
//!     name: "To mend".into(),
//!     title: "Accounts: 1 cell to mend".into(),
//!     lines: vec![Line { text: "Mend the red cells and send the file back.".into(), lines: 1 }],
//!     columns: vec![Column::new("Cell", 12), Column::new("What is wrong", 40)],
//!     rows: vec![Row { cells: vec![link, Cell::Words("Not a number".into())], lines: 1 }],
//!     footer: "&P/&N".into(),
//! };
//! let notes = Notes { author: "Accounting".into(), more: |rest| format!("… and {rest} more") };
//! let marked = Workbook::open(&original)?.mark(&[mark], &list, &notes)?;
//! std::fs::write(format!("accounts-marked.{}", marked.ending), marked.bytes)?;
//! # Ok(())
//! # }
//! ```

mod book;
mod cell;
mod list;
mod look;
mod mark;
mod notes;
mod package;
mod sheet;
mod styles;
mod typed;
mod unmarkable;
mod workbook;

#[cfg(test)]
mod tests;

pub use careful_spreadsheet::{CellRef, NotACell};

pub use self::list::{Cell, Column, Line, List, Row};
pub use self::mark::{CellMark, Notes, Run, Weight};
pub use self::typed::Input;
pub use self::unmarkable::Unmarkable;
pub use self::workbook::{Marked, Workbook};
