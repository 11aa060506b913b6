//! The formulas of the workbook, as text.
//!
//! A workbook adds binary fractions, so a sum is brought back to the decimals that marks can have;
//! what is then compared is what was typed. A cell without a score holds no number: every formula
//! gives an empty text over nothing.

use std::fmt::Write;

use crate::finding::CellRef;

/// Defined name of the lowest score of this star.
pub(super) fn limit(star: u8) -> String {
    format!("Nguong_{star}_sao")
}

/// Defined name of the decimals of a printed score.
pub(super) const PRINTED_DECIMALS: &str = "So_chu_so_in";

/// `D14`.
pub(super) fn cell(row: u32, column: u16) -> String {
    CellRef::new(row, column.into()).to_string()
}

/// `D14:D39`, both ends within.
pub(super) fn range((top, left): (u32, u16), (bottom, right): (u32, u16)) -> String {
    format!("{}:{}", cell(top, left), cell(bottom, right))
}

/// Sum of the numbers in a range.
pub(super) fn sum(range: &str) -> String {
    format!("=IF(COUNT({range})=0,\"\",ROUND(SUM({range}),9))")
}

/// The same, but nothing where the remark says that the ballot is not complete.
pub(super) fn sum_unless(range: &str, remark: &str, incomplete: &str) -> String {
    format!("=IF(OR(COUNT({range})=0,{remark}=\"{incomplete}\"),\"\",ROUND(SUM({range}),9))")
}

/// How many numbers a range holds.
pub(super) fn count(range: &str) -> String {
    format!("=IF(COUNT({range})=0,\"\",COUNT({range}))")
}

/// Sum by count, not rounded.
pub(super) fn mean(sum: &str, count: &str) -> String {
    format!("=IF({count}=\"\",\"\",{sum}/{count})")
}

/// Highest less lowest.
pub(super) fn spread(range: &str) -> String {
    format!("=IF(COUNT({range})=0,\"\",ROUND(MAX({range})-MIN({range}),9))")
}

/// The star by points: the sum is compared with limit by count, so that the mean is never rounded.
pub(super) fn star(sum: &str, count: &str) -> String {
    let mut formula = format!("=IF({count}=\"\",\"\",");
    for star in (2..=5).rev() {
        let _ = write!(formula, "IF({sum}>=ROUND({}*{count},9),{star},", limit(star));
    }
    formula + "1" + &")".repeat(5)
}

/// Of pairs of a count and a value, in the order of the sessions, the last value whose count is
/// there.
pub(super) fn last(pairs: &[(String, String)]) -> String {
    let mut formula = String::from("=");
    for (count, value) in pairs.iter().rev() {
        let _ = write!(formula, "IF({count}<>\"\",{value},");
    }
    formula + "\"\"" + &")".repeat(pairs.len())
}

/// A value rounded for print, half away from zero.
pub(super) fn printed(value_formula: &str) -> String {
    let value = value_formula.trim_start_matches('=');
    format!("=IF({value}=\"\",\"\",ROUND({value},{PRINTED_DECIMALS}))")
}

/// What the check says when everything agrees.
pub(super) const AGREES: &str = "Khớp";

/// What the check says otherwise.
pub(super) const DIFFERS: &str = "LỆCH";

/// Whether each pair of cells holds the same number, or nothing on both sides.
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

/// What the check cells of a range say together.
pub(super) fn verdict(range: &str) -> String {
    format!(
        "=IF(COUNTIF({range},\"{AGREES}\")=ROWS({range}),\"{ALL_AGREE}\",\"CÓ \
         \"&COUNTIF({range},\"{DIFFERS}\")&\" SẢN PHẨM LỆCH\")"
    )
}

/// What they say when all agree.
pub(super) const ALL_AGREE: &str = "Tất cả các dòng đều khớp với số chương trình tính";
