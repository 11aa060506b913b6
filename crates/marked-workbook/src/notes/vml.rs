//! The boxes of notes: VML (ECMA-376 Part 4, 19), which Excel still wants beside the notes
//! themselves.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use careful_spreadsheet::CellRef;

use crate::package::Package;
use crate::package::xml::{Edits, Tag, TagKind, TagWalk};
use crate::sheet::geometry::{Edge, Geometry};
use crate::unmarkable::Unmarkable;

const V: &str = "urn:schemas-microsoft-com:vml";
const O: &str = "urn:schemas-microsoft-com:office:office";
const X: &str = "urn:schemas-microsoft-com:office:excel";

/// The kind of shape that notes are.
const SHAPE_TYPE: &str = "_x0000_t202";

/// Pixels of a note's width, and of one of its lines.
const WIDTH: u32 = 320;
const LINE: u32 = 16;

/// Numbers of shapes come in blocks of so many, each block owned by one drawing.
const BLOCK: u64 = 1_024;

/// The next block of shape numbers that no drawing of the workbook has.
pub(crate) struct Blocks(u64);

impl Blocks {
    /// Looks at all drawings of a workbook.
    pub(crate) fn of(package: &mut Package<'_>) -> Result<Self, Unmarkable> {
        let is_vml = |name: &&str| name.to_ascii_lowercase().ends_with(".vml");
        let drawings: Vec<String> = package.names().filter(is_vml).map(ToOwned::to_owned).collect();
        let mut highest = 0;
        for drawing in drawings {
            let text = package.text(&drawing)?;
            let mut walk = TagWalk::lenient(&text, V);
            while let Some(tag) = walk.next()? {
                if tag.name == "idmap" {
                    let data = tag.attribute("data").unwrap_or_default();
                    let blocks = data.split(',').filter_map(|block| block.trim().parse().ok());
                    highest = blocks.fold(highest, u64::max);
                }
                let numbers = ["id", "o:spid"]
                    .into_iter()
                    .filter_map(|name| shape_number(&tag.attribute(name)?));
                highest = numbers.map(|number| number / BLOCK).fold(highest, u64::max);
            }
        }
        // Far above what Excel gives itself, a number is a slip or a trap.
        if highest > 1 << 20 {
            Err(Unmarkable::Odd("a shape has an enormous number"))
        } else {
            Ok(Self(highest + 1))
        }
    }

    /// Takes so many numbers: the first, and the blocks they lie in.
    fn take(&mut self, count: usize) -> (u64, String) {
        let first = self.0 * BLOCK + 1;
        let last = (first + count as u64) / BLOCK;
        let blocks: Vec<String> = (self.0..=last).map(|block| block.to_string()).collect();
        self.0 = last + 1;
        (first, blocks.join(","))
    }
}

fn shape_number(id: &str) -> Option<u64> {
    id.strip_prefix("_x0000_s")?.parse().ok()
}

/// A new drawing with boxes for these notes, given by their numbers of lines.
pub(crate) fn new(
    notes: &BTreeMap<CellRef, u32>,
    geometry: &Geometry,
    blocks: &mut Blocks,
) -> String {
    let (first, data) = blocks.take(notes.len());
    let mut out = format!(
        "<xml xmlns:v=\"{V}\" xmlns:o=\"{O}\" xmlns:x=\"{X}\"><o:shapelayout \
         v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{data}\"/></o:shapelayout>{}",
        shape_type("")
    );
    out.push_str(&shapes(notes, geometry, first, 1, ""));
    out.push_str("</xml>");
    out
}

/// Adds boxes to a drawing, and makes the boxes of `longer` notes higher.
pub(crate) fn add(
    source: &str,
    notes: &BTreeMap<CellRef, u32>,
    longer: &BTreeMap<CellRef, u32>,
    geometry: &Geometry,
    blocks: &mut Blocks,
) -> Result<String, Unmarkable> {
    let mut pass = Pass::default();
    let mut walk = TagWalk::lenient(source, V);
    while let Some(tag) = walk.next()? {
        pass.take(&tag, source, longer, geometry);
    }
    let end = pass.end.ok_or(Unmarkable::Odd("a drawing has no end"))?;
    let mut edits = pass.edits;
    if !notes.is_empty() {
        let (first, data) = blocks.take(notes.len());
        if let Some((tag, known)) = &pass.idmap {
            tag.set("data", &format!("{known},{data}"), &mut edits);
        }
        let spaces = if pass.spaces {
            String::new()
        } else {
            format!(" xmlns:v=\"{V}\" xmlns:o=\"{O}\" xmlns:x=\"{X}\"")
        };
        let kind = if pass.has_type { String::new() } else { shape_type(&spaces) };
        let shapes = shapes(notes, geometry, first, pass.shapes + 1, &spaces);
        edits.insert(end, kind + &shapes);
    }
    Ok(edits.apply(source))
}

/// A way through a drawing.
#[derive(Default)]
struct Pass<'x> {
    edits: Edits,
    /// Whether the root binds `v`, `o` and `x` as usual.
    spaces: bool,
    idmap: Option<(Tag<'x>, String)>,
    has_type: bool,
    shapes: usize,
    end: Option<usize>,
    /// Of the note that the pass is in: where its place stands, its row and its column.
    anchor: Option<std::ops::Range<usize>>,
    row: Option<u32>,
    column: Option<u32>,
    /// End of the last tag that opened.
    opened: usize,
}

impl<'x> Pass<'x> {
    fn take(
        &mut self,
        tag: &Tag<'x>,
        source: &str,
        longer: &BTreeMap<CellRef, u32>,
        geometry: &Geometry,
    ) {
        let inside = || source.get(self.opened..tag.start).unwrap_or_default().trim();
        match (tag.name, tag.kind) {
            ("xml", TagKind::Open) => {
                let bound = [("xmlns:v", V), ("xmlns:o", O), ("xmlns:x", X)];
                self.spaces =
                    bound.iter().all(|(name, space)| tag.attribute(name).as_deref() == Some(space));
            }
            ("xml", TagKind::Close) => self.end = Some(tag.start),
            ("idmap", TagKind::Open | TagKind::Empty) => {
                self.idmap = tag.attribute("data").map(|data| (tag.clone(), data));
            }
            ("shapetype", TagKind::Open) => {
                self.has_type |= tag.attribute("id").as_deref() == Some(SHAPE_TYPE);
            }
            ("shape", TagKind::Open) => self.shapes += 1,
            ("ClientData", TagKind::Open) => {
                (self.anchor, self.row, self.column) = (None, None, None);
            }
            ("Anchor", TagKind::Close) => self.anchor = Some(self.opened..tag.start),
            ("Row", TagKind::Close) => self.row = inside().parse().ok(),
            ("Column", TagKind::Close) => self.column = inside().parse().ok(),
            ("ClientData", TagKind::Close) => self.heighten(source, longer, geometry),
            _ => {}
        }
        self.opened = tag.end();
    }

    /// Makes the box that was just read higher if its note is longer now.
    fn heighten(&mut self, source: &str, longer: &BTreeMap<CellRef, u32>, geometry: &Geometry) {
        let at = self.row.zip(self.column).map(|(row, column)| CellRef::new(row, column));
        let Some((lines, range)) = at.and_then(|at| longer.get(&at)).zip(self.anchor.take()) else {
            return;
        };
        let edges: Vec<u32> = source[range.clone()]
            .split(',')
            .filter_map(|number| number.trim().parse().ok())
            .collect();
        if let [left, left_in, top, top_in, right, right_in, bottom, bottom_in] = edges[..] {
            let bottom = geometry.below((bottom, bottom_in), lines * LINE);
            self.edits.replace(
                range,
                anchor(&[(left, left_in), (top, top_in), (right, right_in), bottom]),
            );
        }
    }
}

fn shape_type(spaces: &str) -> String {
    format!(
        "<v:shapetype{spaces} id=\"{SHAPE_TYPE}\" coordsize=\"21600,21600\" o:spt=\"202\" \
         path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path \
         gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
    )
}

fn shapes(
    notes: &BTreeMap<CellRef, u32>,
    geometry: &Geometry,
    first: u64,
    layer: usize,
    spaces: &str,
) -> String {
    let mut out = String::new();
    for (((at, lines), number), layer) in notes.iter().zip(first..).zip(layer..) {
        let height = (lines + 1) * LINE;
        let place = anchor(&geometry.note(*at, WIDTH, height));
        let CellRef { row, column } = at;
        let (width, height) = (WIDTH * 3 / 4, height * 3 / 4);
        let _ = write!(
            out,
            "<v:shape{spaces} id=\"_x0000_s{number}\" type=\"#{SHAPE_TYPE}\" \
             style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:{width}pt;height:\
             {height}pt;z-index:{layer};visibility:hidden\" fillcolor=\"#ffffe1\" \
             o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" \
             obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox \
             style=\"mso-direction-alt:auto\"><div \
             style=\"text-align:left\"></div></v:textbox><x:ClientData \
             ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{place}</x:\
             Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:\
             Column></x:ClientData></v:shape>"
        );
    }
    out
}

/// Left, top, right and bottom as VML gives them (Part 4, 19.4.2.4): column or row and pixels,
/// each.
fn anchor(edges: &[Edge; 4]) -> String {
    let [left, top, right, bottom] = edges;
    format!(
        "{}, {}, {}, {}, {}, {}, {}, {}",
        left.0, left.1, top.0, top.1, right.0, right.1, bottom.0, bottom.1
    )
}
