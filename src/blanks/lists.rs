//! Drop-down lists: ranges of the hidden sheet under names, because programs keep those when they
//! save a workbook, and because a list inside a cell is limited to 255 characters.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Formula, Workbook, Worksheet, XlsxError,
};

use crate::fingerprint::sha256;
use crate::forms::form_keys::{LISTS_FROM, SHEET};

/// Letters of the longest name that is made from the numbers of a list; programs allow 255.
const LONGEST: usize = 60;

/// A value of a list, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice<'a> {
    /// A number.
    Number(u8),
    /// A word.
    Word(&'a str),
}

/// The lists that are used so far, by name.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: BTreeMap<String, Vec<OwnChoice>>,
}

#[derive(Debug)]
enum OwnChoice {
    Number(u8),
    Word(String),
}

impl Lists {
    /// Notes the list of these numbers and returns its name, which formulas may use too.
    pub(super) fn numbers(&mut self, numbers: &[u8]) -> String {
        let listed: Vec<_> = numbers.iter().map(ToString::to_string).collect();
        let choices: Vec<_> = numbers.iter().map(|number| Choice::Number(*number)).collect();
        let mut name = listed.join("_");
        if name.len() > LONGEST {
            name = format!("so_{}", &sha256(name.as_bytes())[..16]);
        }
        self.named(&name, &choices)
    }

    /// Notes a list under this name (plain letters, digits and `_`) and returns the name by which
    /// formulas and [`check`](Self::check) know it. A name stands for one list.
    pub(super) fn named(&mut self, name: &str, choices: &[Choice<'_>]) -> String {
        let name = format!("ds_{name}");
        self.lists.entry(name.clone()).or_insert_with(|| {
            let own = choices.iter().map(|choice| match choice {
                Choice::Number(number) => OwnChoice::Number(*number),
                Choice::Word(word) => OwnChoice::Word((*word).to_owned()),
            });
            own.collect()
        });
        name
    }

    /// Makes the check of cells that take the values of the list of this name; `wrong` is what
    /// somebody reads who types another. One of more than 255 letters, which no program shows, is
    /// replaced by a general one.
    pub(super) fn check(name: &str, wrong: &str) -> Result<DataValidation, XlsxError> {
        let is_short = wrong.chars().count() <= 255;
        let general = "Hãy chọn một giá trị trong danh sách (bấm mũi tên bên phải ô).";
        DataValidation::new()
            .allow_list_formula(Formula::new(name))
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("Chưa đúng")?
            .set_error_message(if is_short { wrong } else { general })
    }

    /// Writes the lists to the hidden sheet.
    pub(super) fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (column, (name, choices)) in (LISTS_FROM..).zip(&self.lists) {
            sheet.write_string(0, column, name)?;
            for (row, choice) in (1..).zip(choices) {
                match choice {
                    OwnChoice::Number(number) => sheet.write_number(row, column, *number)?,
                    OwnChoice::Word(word) => sheet.write_string(row, column, word)?,
                };
            }
        }
        Ok(())
    }

    /// Defines the names of the lists.
    pub(super) fn define(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        for (column, (name, choices)) in (LISTS_FROM..).zip(&self.lists) {
            let letter = column_number_to_name(column);
            let last = choices.len() + 1;
            workbook.define_name(name, &format!("='{SHEET}'!${letter}$2:${letter}${last}"))?;
        }
        Ok(())
    }
}
