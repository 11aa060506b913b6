//! How marks and the list look: light colours under black text, Times New Roman, A4 across.

use crate::mark::Weight;

/// The colour of heavy marks, as Excel's own style “Bad”.
const HEAVY: &str = "FFFFC7CE";
/// The colour of light marks, as Excel's own style “Neutral”.
const LIGHT: &str = "FFFFEB9C";
/// The colour of headings.
const HEAD: &str = "FFE2EFDA";

/// The colour of cells with such a mark.
pub(crate) fn colour(weight: Weight) -> &'static str {
    match weight {
        Weight::Heavy => HEAVY,
        Weight::Light => LIGHT,
    }
}

/// A fill of this colour.
pub(crate) fn fill(colour: &str) -> String {
    format!(
        "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor \
         indexed=\"64\"/></patternFill></fill>"
    )
}

/// Thin grey lines around a cell.
pub(crate) const BORDER: &str = "<border><left style=\"thin\"><color rgb=\"FF7F7F7F\"/></left><right style=\"thin\"><color \
     rgb=\"FF7F7F7F\"/></right><top style=\"thin\"><color rgb=\"FF7F7F7F\"/></top><bottom \
     style=\"thin\"><color rgb=\"FF7F7F7F\"/></bottom><diagonal/></border>";

const USUAL: &str =
    "<font><sz val=\"11\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font>";
const BOLD: &str =
    "<font><b/><sz val=\"11\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font>";
const TITLE: &str =
    "<font><b/><sz val=\"14\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font>";
const LINK: &str = "<font><u/><sz val=\"11\"/><color rgb=\"FF0563C1\"/><name val=\"Times New \
                    Roman\"/><family val=\"1\"/></font>";

/// A cell format of the list.
pub(crate) struct Format {
    pub(crate) font: &'static str,
    pub(crate) fill: Option<&'static str>,
    pub(crate) framed: bool,
    /// Whether the text stands in the middle.
    middle: bool,
    wrapped: bool,
}

/// The formats of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Its title.
    Title,
    /// A line of explanation.
    Line,
    /// A heading.
    Head,
    /// Words.
    Words,
    /// A number, a code.
    Middle,
    /// A link to a cell.
    Link,
    /// The word for the weight of a heavy mark: bold on light red.
    Heavy,
    /// The word for the weight of a light mark: bold on light yellow.
    Light,
}

const fn format(
    font: &'static str,
    fill: Option<&'static str>,
    framed: bool,
    middle: bool,
    wrapped: bool,
) -> Format {
    Format { font, fill, framed, middle, wrapped }
}

/// The formats in the order of [`Style`].
pub(crate) const FORMATS: [Format; 8] = [
    format(TITLE, None, false, false, false),
    format(USUAL, None, false, false, true),
    format(BOLD, Some(HEAD), true, true, true),
    format(USUAL, None, true, false, true),
    format(USUAL, None, true, true, false),
    format(LINK, None, true, false, true),
    format(BOLD, Some(HEAVY), true, true, true),
    format(BOLD, Some(LIGHT), true, true, true),
];

impl Format {
    /// The cell format with these numbers of its parts.
    pub(crate) fn markup(&self, font: usize, fill: usize, border: usize) -> String {
        let horizontal = if self.middle { "center" } else { "left" };
        let wrap = u8::from(self.wrapped);
        format!(
            "<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" \
             applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment \
             horizontal=\"{horizontal}\" vertical=\"center\" wrapText=\"{wrap}\"/></xf>"
        )
    }
}

/// The formats of a workbook that has none.
pub(crate) const PLAIN_STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";
