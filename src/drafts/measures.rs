//! The measures of a page, taken from where the layouts take them: `templates/layout/nd30.typ`. An
//! office that sets other margins there has them in its drafts, too.

use std::io;

use crate::templates::Templates;

/// Lengths in twentieths of a point, sizes in half points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measures {
    pub(super) top: u32,
    pub(super) bottom: u32,
    pub(super) left: u32,
    pub(super) right: u32,
    /// Width of the column with the name of the body, and of the recipients.
    pub(super) left_column: u32,
    /// Size of running text.
    pub(super) text: u32,
    /// Size of the upper part of the head.
    pub(super) head: u32,
    /// Size of tables.
    pub(super) table: u32,
    /// Indent of the first line.
    pub(super) first: u32,
    /// Space between paragraphs.
    pub(super) gap: u32,
    /// Height of a line in 240ths.
    pub(super) line: u32,
    /// Room for a signature.
    pub(super) signature: u32,
}

/// Width of A4.
pub(super) const PAGE_WIDTH: u32 = 11_906;
/// Height of A4.
pub(super) const PAGE_HEIGHT: u32 = 16_838;

/// The file with the measures.
const FILE: &str = "layout/nd30.typ";

impl Measures {
    /// Reads the measures. What the file does not say as it is expected is as the decree asks.
    ///
    /// # Errors
    ///
    /// When the office's templates folder cannot be read.
    pub(super) fn read(templates: &Templates) -> io::Result<Self> {
        let file = templates.read_template(FILE)?;
        Ok(Self::of(file.as_ref().and_then(|file| file.text().ok()).unwrap_or_default()))
    }

    fn of(layout: &str) -> Self {
        let said = |name: &str| {
            let start = format!("#let {name} = ");
            layout.lines().find_map(|line| line.strip_prefix(start.as_str()))
        };
        let length = |name: &str, otherwise| said(name).and_then(twips).unwrap_or(otherwise);
        let margin = |side: &str, otherwise| {
            let margins = said("le").unwrap_or_default();
            let at = margins.find(&format!("{side}: "));
            at.and_then(|at| twips(&margins[at + side.len() + 2..])).unwrap_or(otherwise)
        };
        let size = |name: &str, otherwise: u32| length(name, otherwise * 10) / 10;
        Self {
            top: margin("top", 1_134),
            bottom: margin("bottom", 1_134),
            left: margin("left", 1_701),
            right: margin("right", 1_134),
            left_column: length("cot-trai", 3_515),
            text: size("co-chu", 28),
            head: size("co-dau", 26),
            table: size("co-bang", 24),
            first: length("thut-dau", 720),
            gap: length("cach-doan", 120),
            line: said("gian-dong")
                .and_then(thousandths)
                .map_or(264, |(line, _)| line * 240 / 1000),
            signature: length("cho-ky", 1_644),
        }
    }

    /// Width of the text of a page.
    pub(super) fn width(&self, landscape: bool) -> u32 {
        let page = if landscape { PAGE_HEIGHT } else { PAGE_WIDTH };
        page.saturating_sub(self.left + self.right).max(2_000)
    }
}

/// Returns millimetres as twentieths of a point.
pub(super) fn millimetres(length: u32) -> u32 {
    length * 14_400 / 254
}

/// Reads the length with which a text begins: `1.27cm`.
fn twips(text: &str) -> Option<u32> {
    let (number, rest) = thousandths(text)?;
    let number = u64::from(number);
    let twips = match rest.get(..2)? {
        "mm" => number * 1_440 / 25_400,
        "cm" => number * 14_400 / 25_400,
        "pt" => number * 20 / 1_000,
        _ => return None,
    };
    u32::try_from(twips).ok()
}

/// Reads the number with which a text begins, in thousandths, and returns what follows.
fn thousandths(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    let whole: u32 = whole.parse().ok().filter(|whole| *whole < 10_000)?;
    Some((whole * 1_000 + part.parse::<u32>().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measures_are_those_of_the_layouts() {
        let layout = Templates::embedded(FILE).unwrap();
        let read = Measures::of(std::str::from_utf8(layout).unwrap());
        assert_eq!((read.top, read.left, read.right, read.bottom), (1_133, 1_700, 1_133, 1_133));
        assert_eq!((read.text, read.head, read.table), (28, 26, 24));
        assert_eq!((read.first, read.gap, read.line), (720, 120, 264));
        assert_eq!(read.left_column, 3_514);
        let other = Measures::of("#let le = (top: 25mm, bottom: 20mm, left: 35mm, right: 15mm)\n");
        assert_eq!((other.top, other.left, other.right), (1_417, 1_984, 850));
        assert_eq!(other.text, 28);
    }
}
