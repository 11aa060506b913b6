//! `styles.xml` (ECMA-376 Part 1, 18.8): formats are added at the end of its lists, and none is
//! changed.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::look;
use crate::mark::Weight;
use crate::package::Package;
use crate::package::xml::{Edits, MAIN, Tag, TagKind, TagWalk, prefixed};
use crate::unmarkable::Unmarkable;

/// What the root may hold, in its order.
const ORDER: [&str; 11] = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
];

/// Cell formats that Excel can hold (specifications and limits of Excel).
const CELL_FORMATS: usize = 64_000;

/// A list that formats are added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StylesPart {
    Fonts,
    Fills,
    Borders,
    CellXfs,
}

const LISTS: [StylesPart; 4] =
    [StylesPart::Fonts, StylesPart::Fills, StylesPart::Borders, StylesPart::CellXfs];

impl StylesPart {
    fn name(self) -> &'static str {
        ["fonts", "fills", "borders", "cellXfs"][self as usize]
    }
}

/// One list as it stands, and what is added to it.
#[derive(Debug, Default)]
struct StylesList {
    /// How many formats it has, with the added ones.
    count: usize,
    /// Start and end of its first tag, and of its last when it has two.
    first: Option<Range<usize>>,
    last: Option<usize>,
    added: String,
}

/// The formats of a workbook.
pub(crate) struct Styles {
    text: String,
    prefix: String,
    lists: [StylesList; 4],
    /// Where each cell format stands: its first tag, and all of it.
    formats: Vec<(Range<usize>, Range<usize>)>,
    /// Where a list belongs that is not there, by its place in [`ORDER`].
    places: BTreeMap<usize, usize>,
    end: usize,
    /// The format that a cell of this format has when it is marked.
    marked: BTreeMap<(u32, Weight), u32>,
    fills: BTreeMap<Weight, usize>,
}

impl Styles {
    /// Reads the formats of a part; without one, the formats of a new workbook.
    pub(crate) fn read(package: &mut Package<'_>, part: Option<&str>) -> Result<Self, Unmarkable> {
        let text =
            part.map_or_else(|| Ok(look::PLAIN_STYLES.to_owned()), |part| package.text(part))?;
        let mut styles = Self {
            text: String::new(),
            prefix: String::new(),
            lists: Default::default(),
            formats: Vec::new(),
            places: BTreeMap::new(),
            end: 0,
            marked: BTreeMap::new(),
            fills: BTreeMap::new(),
        };
        let mut walk = TagWalk::new(&text, MAIN);
        let mut open = None;
        while let Some(tag) = walk.next()? {
            styles.take(&tag, &mut open);
        }
        if styles.end == 0 {
            return Err(Unmarkable::Odd("styles.xml is no list of formats"));
        }
        styles.text = text;
        if styles.list(StylesPart::CellXfs).count == 0 {
            styles.add(
                StylesPart::CellXfs,
                "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>",
            );
        }
        // Excel takes the first two fills for its own, whatever stands there (18.8.21).
        for own in ["none", "gray125"].iter().skip(styles.list(StylesPart::Fills).count) {
            styles.add(
                StylesPart::Fills,
                &format!("<fill><patternFill patternType=\"{own}\"/></fill>"),
            );
        }
        Ok(styles)
    }

    fn take(&mut self, tag: &Tag<'_>, open: &mut Option<StylesPart>) {
        if !tag.ours {
            return;
        }
        match (tag.depth, tag.kind) {
            (0, TagKind::Close) => self.end = tag.start,
            (0, _) => tag.prefix().clone_into(&mut self.prefix),
            (1, kind) => {
                let part = LISTS.into_iter().find(|part| part.name() == tag.name);
                let place = ORDER
                    .iter()
                    .position(|name| *name == tag.name)
                    .filter(|_| kind != TagKind::Close);
                if let Some(place) = place {
                    self.places.entry(place).or_insert(tag.start);
                }
                *open = part.filter(|_| kind == TagKind::Open);
                let Some(part) = part else { return };
                let list = &mut self.lists[part as usize];
                match kind {
                    TagKind::Close => list.last = Some(tag.start),
                    TagKind::Open | TagKind::Empty => list.first = Some(tag.start..tag.end()),
                }
            }
            (2, kind) => self.take_format(tag, kind, *open),
            _ => {}
        }
    }

    fn take_format(&mut self, tag: &Tag<'_>, kind: TagKind, open: Option<StylesPart>) {
        let Some(part) = open else { return };
        if kind != TagKind::Close {
            self.lists[part as usize].count += 1;
        }
        if part == StylesPart::CellXfs {
            match (kind, self.formats.last_mut()) {
                (TagKind::Close, Some((_, whole))) => whole.end = tag.end(),
                _ => self.formats.push((tag.start..tag.end(), tag.start..tag.end())),
            }
        }
    }

    fn list(&self, part: StylesPart) -> &StylesList {
        &self.lists[part as usize]
    }

    /// Adds a format to a list; gives its number.
    fn add(&mut self, part: StylesPart, markup: &str) -> usize {
        let markup = prefixed(&self.prefix, markup);
        self.add_raw(part, &markup)
    }

    fn add_raw(&mut self, part: StylesPart, markup: &str) -> usize {
        let list = &mut self.lists[part as usize];
        list.added.push_str(markup);
        list.count += 1;
        list.count - 1
    }

    /// The cell format that differs from this one by nothing but the colour of a mark.
    pub(crate) fn marked(&mut self, format: u32, weight: Weight) -> Result<u32, Unmarkable> {
        if let Some(known) = self.marked.get(&(format, weight)) {
            return Ok(*known);
        }
        let fill = self.fills.get(&weight).copied();
        let fill =
            fill.unwrap_or_else(|| self.add(StylesPart::Fills, &look::fill(look::colour(weight))));
        self.fills.insert(weight, fill);
        let markup = match usize::try_from(format).ok().and_then(|index| self.formats.get(index)) {
            Some((tag, whole)) => self.coloured(tag, whole, fill)?,
            None if format == 0 => {
                let plain = format!(
                    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"{fill}\" borderId=\"0\" \
                     applyFill=\"1\"/>"
                );
                prefixed(&self.prefix, &plain)
            }
            None => return Err(Unmarkable::Odd("a cell has a format that the workbook lacks")),
        };
        let number = self.add_format(&markup)?;
        self.marked.insert((format, weight), number);
        Ok(number)
    }

    /// The markup of a cell format with another fill.
    fn coloured(
        &self,
        tag: &Range<usize>,
        whole: &Range<usize>,
        fill: usize,
    ) -> Result<String, Unmarkable> {
        let markup = &self.text[whole.clone()];
        let first = &markup[..tag.len()];
        let mut edits = Edits::default();
        if let Some(tag) = TagWalk::lenient(first, MAIN).next()? {
            tag.set("fillId", &fill.to_string(), &mut edits);
            tag.set("applyFill", "1", &mut edits);
        }
        Ok(edits.apply(first) + &markup[tag.len()..])
    }

    fn add_format(&mut self, markup: &str) -> Result<u32, Unmarkable> {
        let number = self.add_raw(StylesPart::CellXfs, markup);
        let number = u32::try_from(number).ok().filter(|_| number < CELL_FORMATS);
        number.ok_or(Unmarkable::Odd("the workbook has too many formats"))
    }

    /// Adds what the list needs; gives the numbers of its cell formats in the order of
    /// [`look::FORMATS`].
    pub(crate) fn add_look(&mut self) -> Result<Vec<u32>, Unmarkable> {
        let border = self.add(StylesPart::Borders, look::BORDER);
        let mut fonts = BTreeMap::new();
        let mut numbers = Vec::new();
        for format in &look::FORMATS {
            let font = match fonts.get(format.font) {
                Some(font) => *font,
                None => {
                    *fonts.entry(format.font).or_insert(self.add(StylesPart::Fonts, format.font))
                }
            };
            let fill =
                format.fill.map_or(0, |colour| self.add(StylesPart::Fills, &look::fill(colour)));
            let border = if format.framed { border } else { 0 };
            let markup = prefixed(&self.prefix, &format.markup(font, fill, border));
            numbers.push(self.add_format(&markup)?);
        }
        Ok(numbers)
    }

    /// The changed part.
    pub(crate) fn into_text(self) -> String {
        let mut edits = Edits::default();
        for part in LISTS {
            let list = self.list(part);
            if list.added.is_empty() {
                continue;
            }
            let (prefix, name, count) = (&self.prefix, part.name(), list.count);
            match (&list.first, list.last) {
                (Some(tag), Some(end)) => {
                    set_count(&self.text[tag.clone()], tag.start, count, &mut edits);
                    edits.insert(end, &list.added);
                }
                (tag, _) => {
                    let at = tag.clone().unwrap_or_else(|| self.place(name));
                    edits.replace(
                        at,
                        format!(
                            "<{prefix}{name} count=\"{count}\">{}</{prefix}{name}>",
                            list.added
                        ),
                    );
                }
            }
        }
        edits.apply(&self.text)
    }

    /// Where a list belongs that is not there: before the first of those that follow it.
    fn place(&self, name: &str) -> Range<usize> {
        let rank = ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len());
        let at = self.places.range(rank..).next().map_or(self.end, |(_, at)| *at);
        at..at
    }
}

/// Says in the first tag of a list, which stands at `start`, how many formats it now has.
fn set_count(first: &str, start: usize, count: usize, edits: &mut Edits) {
    if let Ok(Some(tag)) = TagWalk::lenient(first, MAIN).next() {
        tag.starting_at(start).set("count", &count.to_string(), edits);
    }
}
