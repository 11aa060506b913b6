//! The formulas of the workbook, as text.
//!
//! A workbook calculates with binary fractions, so each formula rounds a sum to nine decimals: the
//! result then equals the exact sum of the typed marks. Every formula gives an empty text when
//! there is no number to calculate with.

use std::fmt::Write;

use crate::finding::CellRef;

/// Returns the defined name of the lowest mean for a star.
pub(super) fn limit(star: u8) -> String {
    format!("Nguong_{star}_sao")
}

/// Defined name of the number of decimals with which a mean is printed.
pub(super) const PRINTED_DECIMALS: &str = "So_chu_so_in";

/// Returns the name of a cell, e.g. `D14`; row and column count from 0.
pub(super) fn cell(row: u32, column: u16) -> String {
    CellRef::new(row, column.into()).to_string()
}

/// Returns the name of a range, e.g. `D14:D39`; both ends belong to it.
pub(super) fn range((top, left): (u32, u16), (bottom, right): (u32, u16)) -> String {
    format!("{}:{}", cell(top, left), cell(bottom, right))
}

/// Sums the numbers of a range.
pub(super) fn sum(range: &str) -> String {
    format!("=IF(COUNT({range})=0,\"\",ROUND(SUM({range}),9))")
}

/// Sums the numbers of a range, but gives an empty text when the cell `remark` says that the ballot
/// is incomplete.
pub(super) fn sum_unless(range: &str, remark: &str, incomplete: &str) -> String {
    format!("=IF(OR(COUNT({range})=0,{remark}=\"{incomplete}\"),\"\",ROUND(SUM({range}),9))")
}

/// Counts the numbers of a range.
pub(super) fn count(range: &str) -> String {
    format!("=IF(COUNT({range})=0,\"\",COUNT({range}))")
}

/// Divides a sum by a count, without rounding.
pub(super) fn mean(sum: &str, count: &str) -> String {
    format!("=IF({count}=\"\",\"\",{sum}/{count})")
}

/// Subtracts the lowest number of a range from the highest.
pub(super) fn spread(range: &str) -> String {
    format!("=IF(COUNT({range})=0,\"\",ROUND(MAX({range})-MIN({range}),9))")
}

/// Gives the star by the mean. The sum is compared with limit × count, so that the mean is never
/// rounded.
pub(super) fn star(sum: &str, count: &str) -> String {
    let mut formula = format!("=IF({count}=\"\",\"\",");
    for star in (2..=5).rev() {
        let _ = write!(formula, "IF({sum}>=ROUND({}*{count},9),{star},", limit(star));
    }
    formula + "1" + &")".repeat(5)
}

/// Gives the value of the last pair (count, value) whose count is not empty. The pairs are in the
/// order of the sessions.
pub(super) fn last(pairs: &[(String, String)]) -> String {
    let mut formula = String::from("=");
    for (count, value) in pairs.iter().rev() {
        let _ = write!(formula, "IF({count}<>\"\",{value},");
    }
    formula + "\"\"" + &")".repeat(pairs.len())
}

/// Rounds a value for print, half away from zero.
pub(super) fn printed(value_formula: &str) -> String {
    let value = value_formula.trim_start_matches('=');
    format!("=IF({value}=\"\",\"\",ROUND({value},{PRINTED_DECIMALS}))")
}

/// Text of the check when all values agree.
pub(super) const AGREES: &str = "Khớp";

/// Text of the check when a value differs.
pub(super) const DIFFERS: &str = "LỆCH";

/// Checks whether the cells of each pair hold the same number, or are both empty.
pub(super) fn check(pairs: &[(String, String)]) -> String {
    let same = |(one, other): &(String, String)| {
        format!(
            "IF(OR({one}=\"\",{other}=\"\"),AND({one}=\"\",{other}=\"\"),ABS({one}-{other})<=0.\
             000000001)"
        )
    };
    let all: Vec<_> = pairs.iter().map(same).collect();
    format!("=IF(AND({}),\"{AGREES}\",\"{DIFFERS}\")", all.join(","))
}

/// Sums up the checks of a range.
pub(super) fn verdict(range: &str) -> String {
    format!(
        "=IF(COUNTIF({range},\"{AGREES}\")=ROWS({range}),\"{ALL_AGREE}\",\"CÓ \
         \"&COUNTIF({range},\"{DIFFERS}\")&\" SẢN PHẨM LỆCH\")"
    )
}

/// Text of the verdict when all checks agree.
pub(super) const ALL_AGREE: &str = "Tất cả các dòng đều khớp với số chương trình tính";
