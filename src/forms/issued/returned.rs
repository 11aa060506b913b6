//! A form of the program that came back.

use super::{FormCode, FormIdentity};
use crate::finding::Place;

/// A form of the program that lies among the inputs again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedForm {
    /// The workbook; where only a printed code is left, the cell with the code.
    pub place: Place,
    /// Its code.
    pub code: FormCode,
    /// What it was made from, as far as the workbook still says it. `None` where only the printed
    /// code is left.
    pub identity: Option<FormIdentity>,
    /// By what it is known.
    pub known_by: KnownBy,
    /// Keys of the products whose sheets, or rows, the form still has, in its order.
    pub products: Vec<String>,
}

/// By what a form is known, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KnownBy {
    /// Its hidden sheet.
    HiddenSheet,
    /// The properties of the workbook.
    Properties,
    /// The code printed in one of its cells.
    PrintedCode,
}
