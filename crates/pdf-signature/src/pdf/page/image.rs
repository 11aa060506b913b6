//! Pictures: where they stand, and through which parts of them the page is seen.

use std::ops::Range;
use std::rc::Rc;

use super::canvas::Canvas;
use super::colour::Sight;
use super::geometry::{Area, turned};
use super::layers::sight_of;
use super::mark::MarkKind;
use super::painted::Coat;
use super::pen::DrawingState;
use crate::pdf::reading::View;
use crate::pdf::syntax::{Dict, Object, Parser, Value, is_space};

/// How large a part of a picture is that hides or does not, in points: on a page, and of a picture
/// that is laid over one.
const PART: f64 = 4.0;
const FINE_PART: f64 = 1.0;
/// How many such parts a picture has at most in each direction.
const MOST_PARTS: usize = 160;

/// Draws a picture.
pub(super) fn draw_image(
    view: View<'_, '_>,
    image: &Object<'_>,
    state: &DrawingState,
    canvas: &mut Canvas,
) {
    let Some(dict) = image.dict() else { return };
    let area = turned(state.matrix, [0.0, 0.0, 1.0, 1.0]);
    let sight = state.sight_of(state.fill).min(sight_of(view, dict));
    if let Some(coat) = state.covers(state.fill).filter(|_| sight != Sight::Hidden) {
        for part in opaque_parts(view, image, dict, state, canvas) {
            canvas.cover(part, state.clip, Coat { is_white: true, ..coat });
        }
    }
    canvas.mark(MarkKind::Picture, area, state.clip, sight);
}

/// The parts of a picture through which nothing is seen; all of it where that cannot be told.
fn opaque_parts(
    view: View<'_, '_>,
    image: &Object<'_>,
    dict: &Dict<'_>,
    state: &DrawingState,
    canvas: &mut Canvas,
) -> Vec<Area> {
    let area = turned(state.matrix, [0.0, 0.0, 1.0, 1.0]);
    let is_upright = state.matrix[1] == 0.0 && state.matrix[2] == 0.0;
    let is_stencil = view.lookup(dict, b"ImageMask") == Some(&Value::Boolean(true));
    let masked =
        |key: &[u8]| dict.get(key).and_then(Value::reference).and_then(|at| view.target(at));
    let (mask, is_stencil) = match (masked(b"SMask"), masked(b"Mask"), is_stencil) {
        (Some(mask), ..) => (mask, false),
        (None, Some(mask), _) => (mask, true),
        (None, None, true) => (image, true),
        (None, None, false) => return vec![area],
    };
    let grid = if is_upright { grid_of(view, (mask, is_stencil), area, canvas) } else { None };
    grid.map_or(vec![area], |grid| {
        grid.opaque_parts(area, [state.matrix[0] < 0.0, state.matrix[3] < 0.0])
    })
}

/// The parts of a mask that lies on an area. Each mask is unpacked once for all places of a size.
fn grid_of(
    view: View<'_, '_>,
    (object, is_stencil): (&Object<'_>, bool),
    area: Area,
    canvas: &mut Canvas,
) -> Option<Rc<MaskGrid>> {
    let dict = object.dict()?;
    let samples = |key: &[u8]| view.lookup(dict, key).and_then(Value::size);
    let part = if canvas.is_glass() { FINE_PART } else { PART };
    let across = parts((area[2] - area[0]) / part, samples(b"Width")?);
    let up = parts((area[3] - area[1]) / part, samples(b"Height")?);
    let key = (object.span.start, object.number, across, up);
    if let Some(known) = canvas.grids.get(&key) {
        return known.clone();
    }
    let mask = Mask::of(view, object, is_stencil, canvas);
    let grid = mask.map(|mask| Rc::new(mask.grid(across, up)));
    canvas.grids.insert(key, grid.clone());
    grid
}

/// Which parts of a mask are opaque, row by row from the top.
#[derive(Debug)]
pub(super) struct MaskGrid {
    across: usize,
    up: usize,
    hides: Vec<bool>,
}

impl MaskGrid {
    /// The parts through which nothing is seen; `flipped` tells whether the picture is mirrored,
    /// across and up.
    fn opaque_parts(&self, [left, bottom, right, top]: Area, flipped: [bool; 2]) -> Vec<Area> {
        let &Self { across, up, .. } = self;
        let x = |part: usize| left + (right - left) * share(part, across);
        let y = |part: usize| bottom + (top - bottom) * share(part, up);
        let mut opaque = Vec::new();
        for row in 0..up {
            let high = if flipped[1] { row } else { up - 1 - row };
            let hides: Vec<bool> = (0..across)
                .map(|place| if flipped[0] { across - 1 - place } else { place })
                .map(|column| self.hides[row * across + column])
                .collect();
            let mut place = 0;
            for run in hides.chunk_by(|one, next| one == next) {
                if run[0] {
                    opaque.push([x(place), y(high), x(place + run.len()), y(high + 1)]);
                }
                place += run.len();
            }
        }
        opaque
    }
}

/// How opaque each sample of a picture is, row by row from the top.
struct Mask {
    columns: usize,
    rows: usize,
    /// A byte or a bit a sample; each row begins with a byte.
    data: Vec<u8>,
    is_bits: bool,
    /// Whether a sample says how much is seen through it.
    is_turned: bool,
}

impl Mask {
    /// A mask of one byte or one bit a sample; a stencil paints where there is no bit.
    fn of(
        view: View<'_, '_>,
        mask: &Object<'_>,
        is_stencil: bool,
        canvas: &mut Canvas,
    ) -> Option<Self> {
        let dict = mask.dict()?;
        let size =
            |key: &[u8]| view.lookup(dict, key).and_then(Value::size).filter(|size| *size > 0);
        let (columns, rows) = (size(b"Width")?, size(b"Height")?);
        let depth = if is_stencil { 1 } else { size(b"BitsPerComponent")? };
        let is_decoded_turned = match view.array(dict, b"Decode") {
            [] => false,
            [first, _] => view.resolve(first).points()? > 0.5,
            _ => return None,
        };
        let data = canvas.unpacked_if_possible(mask)?;
        let is_bits = depth == 1;
        let mask =
            Self { columns, rows, data, is_bits, is_turned: is_decoded_turned != is_stencil };
        let holds_all = mask.stride().checked_mul(rows).is_some_and(|all| all <= mask.data.len());
        (holds_all && matches!(depth, 1 | 8)).then_some(mask)
    }

    /// How many bytes a row takes.
    fn stride(&self) -> usize {
        if self.is_bits { self.columns.div_ceil(8) } else { self.columns }
    }

    /// From 0, which is seen through, to 255.
    fn opacity(&self, row: usize, column: usize) -> u8 {
        let row = &self.data[row * self.stride()..];
        let sample = if !self.is_bits {
            row[column]
        } else if row[column / 8] >> (7 - column % 8) & 1 == 1 {
            255
        } else {
            0
        };
        if self.is_turned { 255 - sample } else { sample }
    }

    /// Whether most of a part is opaque.
    fn is_opaque(&self, rows: &Range<usize>, columns: &Range<usize>) -> bool {
        let of_row = |row: usize| -> usize {
            columns.clone().map(|column| usize::from(self.opacity(row, column))).sum()
        };
        let sum: usize = rows.clone().map(of_row).sum();
        2 * sum > 255 * rows.len() * columns.len()
    }

    /// Which of so many parts are opaque.
    fn grid(&self, across: usize, up: usize) -> MaskGrid {
        let samples =
            |part: usize, all: usize, count: usize| part * count / all..(part + 1) * count / all;
        let hides = (0..up).flat_map(|row| {
            let rows = samples(row, up, self.rows);
            (0..across)
                .map(move |column| self.is_opaque(&rows, &samples(column, across, self.columns)))
        });
        MaskGrid { across, up, hides: hides.collect() }
    }
}

/// How many parts there are of so many samples, as whole ones.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "cut to what there may be"
)]
fn parts(count: f64, samples: usize) -> usize {
    (count.ceil().clamp(1.0, 1000.0) as usize).min(MOST_PARTS).min(samples)
}

#[expect(clippy::cast_precision_loss, reason = "there are few parts")]
fn share(part: usize, all: usize) -> f64 {
    part as f64 / all as f64
}

/// Goes behind a picture that stands in the content: `BI` was read, `… ID … EI` follows. Tells
/// whether it is certain where it ends.
pub(super) fn inline_image(parser: &mut Parser<'_>) -> bool {
    let mut settings = Vec::new();
    loop {
        parser.skip_space();
        let before = parser.at;
        let Ok(value) = parser.value() else {
            parser.at = before;
            break;
        };
        settings.push(value);
    }
    if parser.word() != b"ID" {
        return false;
    }
    let rest = parser.rest();
    let ends = |at: &usize| {
        let after = rest.get(at + 2).is_none_or(|&byte| is_space(byte));
        rest.get(at.wrapping_sub(1)).is_none_or(|&byte| is_space(byte))
            && rest[*at..].starts_with(b"EI")
            && after
    };
    // One white space stands behind ID, and one may stand before EI.
    let known = length(&settings).map(|length| length + 1);
    let exact = known.and_then(|at| {
        let found = rest.get(at..)?.iter().take(2).position(|&byte| !is_space(byte));
        found.map(|spaces| at + spaces).filter(|at| rest[*at..].starts_with(b"EI"))
    });
    let end = exact.or_else(|| (1..rest.len()).find(ends));
    parser.at += end.map_or(rest.len(), |at| at + 2);
    exact.is_some()
}

/// How many bytes the samples of an inline picture take; `None` when they are packed.
fn length(settings: &[Value<'_>]) -> Option<usize> {
    let find = |long: &[u8], short: &[u8]| {
        let mut pairs = settings.chunks_exact(2);
        let found =
            pairs.find(|pair| pair[0].name().is_some_and(|key| key == long || key == short));
        found.map(|pair| &pair[1])
    };
    if find(b"Filter", b"F").is_some() {
        return None;
    }
    let size = |long: &[u8], short: &[u8]| find(long, short).and_then(Value::size);
    let (columns, rows) = (size(b"Width", b"W")?, size(b"Height", b"H")?);
    let is_stencil = find(b"ImageMask", b"IM") == Some(&Value::Boolean(true));
    let (depth, parts) = if is_stencil {
        (1, 1)
    } else {
        let parts = match find(b"ColorSpace", b"CS")? {
            Value::Array(_) => 1,
            space => match space.name()? {
                b"G" | b"DeviceGray" => 1,
                b"RGB" | b"DeviceRGB" => 3,
                b"CMYK" | b"DeviceCMYK" => 4,
                _ => return None,
            },
        };
        (size(b"BitsPerComponent", b"BPC")?, parts)
    };
    let bits = columns.checked_mul(depth)?.checked_mul(parts)?;
    bits.div_ceil(8).checked_mul(rows)
}
