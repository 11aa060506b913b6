//! Recognises a form of the program: by its hidden sheet, else by the properties of the workbook,
//! else by the code that its sheets print.

use std::collections::BTreeMap;

use careful_spreadsheet::{Cell, Workbook, Worksheet};

use super::identity::CODE;
use super::keys::{PRODUCT, SHEET};
use super::{FormCode, FormIdentity, KnownBy};
use crate::finding::{CellRef, Code, Finding, Place};

/// Rows of a hidden sheet among which the code is looked for.
const ROWS: usize = 100;
/// Most printed codes of a workbook that are kept.
const CODES: usize = 2_000;
/// Longest text that is searched for a printed code, in bytes.
const LONGEST: usize = 1_000;

/// A workbook that is a form of the program.
#[derive(Debug)]
pub(in crate::forms) struct KnownForm<'a> {
    /// Where its code stands: a cell, or the workbook itself for a property.
    pub(in crate::forms) place: Place,
    /// Its code; of a workbook known by printed codes the first.
    pub(in crate::forms) code: FormCode,
    /// What it was made from; `None` where only printed codes are left.
    pub(in crate::forms) identity: Option<FormIdentity>,
    /// By what it is known.
    pub(in crate::forms) known_by: KnownBy,
    /// The codes that its other sheets print, each with its cell.
    pub(in crate::forms) printed: Vec<(Place, FormCode)>,
    /// The hidden sheets with an identity.
    hidden: Vec<&'a Worksheet>,
    /// Why the workbook is put together from several forms, or was changed where nobody types.
    pub(in crate::forms) contradiction: Option<Finding>,
}

impl KnownForm<'_> {
    /// Whether a sheet of the workbook is the hidden one with the identity.
    pub(in crate::forms) fn is_hidden_sheet(&self, sheet: &Worksheet) -> bool {
        self.hidden.iter().any(|hidden| hidden.place == sheet.place)
    }

    /// The codes that one sheet prints.
    pub(in crate::forms) fn printed_on<'s>(
        &'s self,
        sheet: &'s Worksheet,
    ) -> impl Iterator<Item = &'s (Place, FormCode)> {
        self.printed.iter().filter(|(place, _)| place.sheet == sheet.place.sheet)
    }
}

/// Recognises a form of the program; `None` for any other workbook.
pub(in crate::forms) fn recognise(workbook: &Workbook) -> Option<KnownForm<'_>> {
    let hidden = hidden_sheets(workbook);
    let by_sheet = hidden.iter().find_map(|sheet| of_sheet(sheet));
    let by_properties = of_properties(&workbook.properties);
    let printed = printed(workbook, &hidden);
    let mut known = match (by_sheet, &by_properties) {
        (Some((at, identity)), _) => KnownForm::new(at, identity, KnownBy::HiddenSheet),
        (None, Some(identity)) => {
            KnownForm::new(workbook.place.clone(), identity.clone(), KnownBy::Properties)
        }
        (None, None) => {
            let (place, code) = printed.first()?.clone();
            KnownForm {
                place,
                code,
                identity: None,
                known_by: KnownBy::PrintedCode,
                printed: Vec::new(),
                hidden: Vec::new(),
                contradiction: None,
            }
        }
    };
    let others = hidden.iter().filter_map(|sheet| of_sheet(sheet)).map(|(_, other)| other.code);
    let other =
        others.chain(by_properties.map(|other| other.code)).find(|code| *code != known.code);
    let is_changed = known.known_by == KnownBy::HiddenSheet
        && known.identity.as_ref().is_some_and(|identity| !identity.is_whole());
    known.contradiction = match other {
        Some(other) => Some(put_together(&known, &other)),
        None => is_changed.then(|| changed(&known)),
    };
    Some(KnownForm { printed, hidden, ..known })
}

impl KnownForm<'_> {
    fn new(place: Place, identity: FormIdentity, known_by: KnownBy) -> Self {
        Self {
            place,
            code: identity.code.clone(),
            identity: Some(identity),
            known_by,
            printed: Vec::new(),
            hidden: Vec::new(),
            contradiction: None,
        }
    }
}

/// The sheets that hold an identity, whatever they are called and whether they are hidden now; the
/// one with the program's own name first.
fn hidden_sheets(workbook: &Workbook) -> Vec<&Worksheet> {
    let holds = |sheet: &&Worksheet| code_cell(sheet).is_some();
    let mut sheets: Vec<&Worksheet> = workbook.sheets.iter().filter(holds).collect();
    sheets.sort_by_key(|sheet| sheet.name() != SHEET);
    sheets
}

/// The cell of the code on a hidden sheet.
fn code_cell(sheet: &Worksheet) -> Option<CellRef> {
    let is_code = |row: &u32| sheet.cell(CellRef::new(*row, 0)).and_then(Cell::text) == Some(CODE);
    sheet.rows().take(ROWS).find(is_code).map(|row| CellRef::new(row, 1))
}

/// The identity on a hidden sheet, with the cell of the code.
fn of_sheet(sheet: &Worksheet) -> Option<(Place, FormIdentity)> {
    let at = code_cell(sheet)?;
    let shown = |row: u32, column: u32| {
        sheet.cell(CellRef::new(row, column)).map(Cell::shown).unwrap_or_default()
    };
    let (mut lines, mut products) = (BTreeMap::new(), Vec::new());
    for row in sheet.rows() {
        match shown(row, 0) {
            key if key == PRODUCT => {
                products.push((1..=8).map(|column| shown(row, column)).collect::<Vec<_>>());
            }
            key if !key.is_empty() => {
                lines.entry(key).or_insert_with(|| shown(row, 1));
            }
            _ => {}
        }
    }
    let identity = FormIdentity::from_lines(|key| lines.get(key).map(String::as_str), products)?;
    Some((sheet.place(at), identity))
}

/// The identity in the properties of a workbook. They name no products.
fn of_properties(properties: &BTreeMap<String, String>) -> Option<FormIdentity> {
    FormIdentity::from_lines(|key| properties.get(key).map(String::as_str), [])
}

/// The codes that sheets print, each with its cell.
fn printed(workbook: &Workbook, hidden: &[&Worksheet]) -> Vec<(Place, FormCode)> {
    let is_shown = |sheet: &&Worksheet| !hidden.iter().any(|other| other.place == sheet.place);
    let sheets = workbook.sheets.iter().filter(is_shown);
    let codes = sheets.flat_map(|sheet| {
        sheet.cells().filter_map(|(at, cell)| {
            let text = cell.text().filter(|text| text.len() <= LONGEST && may_hold_code(text))?;
            Some((sheet.place(at), FormCode::within(text)?))
        })
    });
    codes.take(CODES).collect()
}

/// Whether a text may hold a code, which has at least three hyphens or dashes.
fn may_hold_code(text: &str) -> bool {
    text.chars().filter(|sign| matches!(sign, '-' | '–')).nth(2).is_some()
}

/// The finding about a workbook that says two codes of itself.
fn put_together(known: &KnownForm<'_>, other: &FormCode) -> Finding {
    let message = "Tệp mang mã của hai biểu khác nhau, như được ghép từ hai tệp; chưa trang nào \
                   của tệp được tính.";
    Finding::new(Code::FormPutTogether, known.place.clone(), message)
        .found(format!("{} và {other}", known.code))
        .allowed("một mã biểu trong cả tệp")
        .remedy(
            "Tìm hai tệp gốc mà người điền đã gửi và nộp từng tệp; không chép trang của tệp này \
             sang tệp kia.",
        )
}

/// The finding about a hidden sheet that does not say what its code was made from.
fn changed(known: &KnownForm<'_>) -> Finding {
    let message = "Trang ẩn ghi biểu này là của ai, đợt nào đã bị sửa, không còn khớp với mã \
                   biểu; chưa trang nào của tệp được tính.";
    Finding::new(Code::FormPutTogether, known.place.clone(), message)
        .found(known.code.to_string())
        .remedy("Lấy lại biểu của đúng người, đúng lần chấm, điền lại điểm vào đó rồi nộp.")
}
