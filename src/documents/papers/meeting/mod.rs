//! The papers of the meeting: the list of who is evaluated, the programme, the attendance to be
//! signed, the list and the cards of the display.
//!
//! They need the lists of the units and nothing that happens in the meeting. The number of a product
//! is the same on all of them: its place among the products that come before the council.

mod agenda;
mod attendance;
mod display;
mod listed;
mod schedule;

use crate::documents::compose::capitalised;
use crate::documents::model::{BodyBlock, PrintedRow};
use crate::documents::{WriteUp, WritingDesk};
use crate::round::{PaperKind, PaperSettings, pad_number};
use crate::tally::ProductResult;

/// What all of them are called together while they wait.
const KINDS: &str = "Chương trình họp, danh sách điểm danh, danh sách và thẻ trưng bày";

/// Writes up the list of products and owners.
pub(super) use self::listed::write as list;

/// Writes up programme, attendance, list and cards of the display, or lists them as waiting.
pub(super) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    match ready(desk) {
        Err(reason) => papers.wait(KINDS, reason),
        Ok(settings) => {
            agenda::write(desk, &settings, papers);
            attendance::write(desk, &settings, papers);
            display::write(desk, &settings, papers);
        }
    }
}

/// Returns the settings of these papers, or what they wait for.
fn ready(desk: &WritingDesk<'_>) -> Result<PaperSettings, String> {
    if desk.tally.products.is_empty() {
        return Err("danh sách sản phẩm của các địa phương".into());
    }
    if desk.facts.admitted.value == 0 {
        return Err("ít nhất một sản phẩm đủ điều kiện dự đánh giá".into());
    }
    desk.settings(PaperKind::Agenda).map(std::borrow::Cow::into_owned)
}

/// The products that come before the council, each with its number in the programme.
fn numbered_products<'d, 'a>(
    desk: &'d WritingDesk<'a>,
) -> impl Iterator<Item = (usize, &'d ProductResult<'a>)> {
    (1..).zip(desk.tally.products.iter().filter(|product| product.is_admitted()))
}

/// Returns rows in sections by unit, each with a line that names the unit and counts its products:
/// `I. Thành phố Lai Châu (06 sản phẩm)`.
pub(super) fn by_unit<'d, 'a: 'd>(
    desk: &'d WritingDesk<'a>,
    products: impl Iterator<Item = (usize, &'d ProductResult<'a>)>,
    row: impl Fn(usize, &ProductResult<'a>) -> PrintedRow,
) -> Vec<PrintedRow> {
    let products: Vec<_> = products.collect();
    let mut rows = Vec::new();
    let mut section = 0;
    for (index, district) in desk.round.districts.iter().enumerate() {
        let own: Vec<_> =
            products.iter().filter(|(_, product)| product.district == index).collect();
        if own.is_empty() {
            continue;
        }
        section += 1;
        let count = pad_number(own.len() as u64);
        let name = capitalised(&district.name);
        let text = format!("{}. {name} ({count} sản phẩm)", roman(section));
        rows.push(PrintedRow::Section { text });
        rows.extend(own.into_iter().map(|(number, product)| row(*number, product)));
    }
    rows
}

/// Writes a number with Roman digits: 14 is `XIV`.
fn roman(mut number: usize) -> String {
    const DIGITS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut written = String::new();
    for (value, digits) in DIGITS {
        while number >= value {
            written.push_str(digits);
            number -= value;
        }
    }
    written
}

/// Returns a table as the insert of a wording file.
fn insert(name: &'static str, block: impl Into<BodyBlock>) -> (&'static str, BodyBlock) {
    (name, block.into())
}

#[cfg(test)]
mod tests {
    use super::roman;

    #[test]
    fn sections_have_roman_numbers() {
        let numbers = [1, 4, 9, 14, 40, 99, 106].map(roman);
        assert_eq!(numbers, ["I", "IV", "IX", "XIV", "XL", "XCIX", "CVI"]);
    }
}
