//! Whether the pages of a paper that came back look like those that were handed out. A font can show
//! other letters than those that a program reads, so the pages are drawn and their pictures compared.

use std::panic;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use pdf_signature::{Glyph, PdfFile};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::layout::meet;

/// Pixels a point: the lines of the thinnest letters are two wide.
const SCALE: f64 = 3.0;
/// How long the pages of one paper are drawn at most. Real ones take some hundredths of a second a
/// page.
const LONGEST: Duration = Duration::from_mins(1);
/// From which difference on, of 255, a pixel is darker or lighter than all those near it on the
/// other picture.
const DARKER: u8 = 128;
/// How far around, in pixels: programs that write a page anew round where letters stand.
const NEAR: usize = 2;
/// Width and height of a cell of a page, in pixels, and how many pixels of it must differ.
const CELL: usize = 18;
const FEWEST: usize = 3;
/// How many spots of a page are told one by one.
const MOST: usize = 3;
/// How far beside a spot words are told with it, in points.
const BESIDE: f64 = 30.0;
/// Spots that are less apart upwards are on one line, in points.
const LINE: f64 = 12.0;

/// How dark the pixels of a page are, 255 for black, row by row from the top.
struct Ink {
    width: usize,
    height: usize,
    dark: Vec<u8>,
}

/// How a page lies against the one that was handed out: programs that write a page anew move and
/// scale it a little. A point at `x` there is at `scale * x + shift` here, in points from the lower
/// left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Lie {
    scale: f64,
    shift: f64,
}

/// Says where pages look otherwise than those that were handed out (Vietnamese). At the places
/// `aside` (number of the page from 1, corners in points) more may be seen, but nothing may be gone.
pub(super) fn differences(
    pdf: &[u8],
    handed_out: &[u8],
    aside: &[(usize, [f64; 4])],
) -> Vec<String> {
    let Some(spots) = drawn(pdf, handed_out, aside) else {
        return vec!["không dựng được hình các trang để so với bản đã trình".into()];
    };
    let file = PdfFile::from_bytes(handed_out).ok();
    let pages = file.as_ref().and_then(|file| file.pages().ok()).unwrap_or_default();
    let mut told = Vec::new();
    for (number, page) in (1..).zip(&pages) {
        let glyphs = page.glyphs();
        let mut apart: Vec<[f64; 4]> = Vec::new();
        for (_, spot) in spots.iter().filter(|(on, _)| *on == number) {
            let is_beside = |other: &[f64; 4]| {
                let [across, upwards] = [0, 1].map(|axis| (spot[axis] - other[axis]).abs());
                across < 2.0 * BESIDE && upwards < LINE
            };
            if !apart.iter().any(is_beside) {
                apart.push(*spot);
            }
        }
        if apart.is_empty() {
            continue;
        }
        let mut words: Vec<_> = apart.iter().map(|spot| near(&glyphs, *spot)).collect();
        words.retain(|words| !words.is_empty());
        words.dedup();
        words.truncate(MOST);
        let at = match &words[..] {
            [] => String::new(),
            words => format!(" ở chỗ ghi “{}”", words.join("”, “")),
        };
        told.push(format!(
            "trang {number} hiện ra khác bản đã trình{at}, dù chữ đọc được vẫn giống"
        ));
    }
    told
}

/// Returns the spots of the pages that look otherwise; `None` when a file cannot be drawn in time.
fn drawn(
    pdf: &[u8],
    handed_out: &[u8],
    aside: &[(usize, [f64; 4])],
) -> Option<Vec<(usize, [f64; 4])>> {
    let (pdf, handed_out, aside) = (pdf.to_vec(), handed_out.to_vec(), aside.to_vec());
    let (tell, told) = mpsc::channel();
    // Nothing is waited for that a strange file may keep busy for ever.
    thread::Builder::new()
        .spawn(move || {
            let compared = panic::catch_unwind(|| compared(pdf, handed_out, &aside));
            let _ = tell.send(compared.ok().flatten());
        })
        .ok()?;
    told.recv_timeout(LONGEST).ok().flatten()
}

fn compared(
    pdf: Vec<u8>,
    handed_out: Vec<u8>,
    aside: &[(usize, [f64; 4])],
) -> Option<Vec<(usize, [f64; 4])>> {
    let lies = lies(&pdf, &handed_out)?;
    let (file, wanted) = (Pdf::new(pdf).ok()?, Pdf::new(handed_out).ok()?);
    let (pages, wanted_pages) = (file.pages(), wanted.pages());
    if pages.len() != wanted_pages.len() || pages.len() != lies.len() {
        return None;
    }
    let (cache, wanted_cache) = (RenderCache::new(), RenderCache::new());
    let mut spots = Vec::new();
    for (number, ((page, wanted), lie)) in
        (1..).zip(pages.iter().zip(wanted_pages.iter()).zip(lies))
    {
        let was = ink(wanted, &wanted_cache, [SCALE; 2]);
        let is = ink(page, &cache, lie.map(|lie| SCALE / lie.scale)).laid_over(&was, lie);
        let of_page: Vec<_> =
            aside.iter().filter(|(on, _)| *on == number).map(|(_, place)| *place).collect();
        spots.extend(cells(&is, &was, &of_page).into_iter().map(|cell| (number, cell)));
    }
    Some(spots)
}

/// Returns how each page lies against the one that was handed out, across and upwards.
fn lies(pdf: &[u8], handed_out: &[u8]) -> Option<Vec<[Lie; 2]>> {
    let (file, wanted) = (PdfFile::from_bytes(pdf).ok()?, PdfFile::from_bytes(handed_out).ok()?);
    let (pages, wanted) = (file.pages().ok()?, wanted.pages().ok()?);
    let lies = pages.iter().zip(&wanted).map(|(page, wanted)| {
        let (is, was) = (letters(&page.glyphs()), letters(&wanted.glyphs()));
        let signs = |letters: &[(char, [f64; 2])]| -> Vec<char> {
            letters.iter().map(|(sign, _)| *sign).collect()
        };
        let same = capture_diff_slices(Algorithm::Myers, &signs(&was), &signs(&is));
        let pairs: Vec<_> = same
            .iter()
            .filter_map(|op| match *op {
                DiffOp::Equal { old_index, new_index, len } => {
                    Some((0..len).map(move |at| (old_index + at, new_index + at)))
                }
                _ => None,
            })
            .flatten()
            .map(|(old, new)| (was[old].1, is[new].1))
            .collect();
        [0, 1].map(|axis| Lie::of(pairs.iter().map(|(was, is)| (was[axis], is[axis]))))
    });
    Some(lies.collect())
}

/// The first letter of each glyph, and where it begins.
fn letters(glyphs: &[Glyph]) -> Vec<(char, [f64; 2])> {
    glyphs.iter().filter_map(|glyph| Some((glyph.text.chars().next()?, glyph.start))).collect()
}

impl Lie {
    const SAME: Self = Self { scale: 1.0, shift: 0.0 };

    /// The straight line that fits best; none that moves or scales a page much.
    fn of(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Self {
        const FARTHEST: f64 = 12.0;
        let count = f64::from(u32::try_from(pairs.clone().count()).unwrap_or(u32::MAX));
        let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / count;
        let was = mean(&mut pairs.clone().map(|(was, _)| was));
        let is = mean(&mut pairs.clone().map(|(_, is)| is));
        let spread: f64 = pairs.clone().map(|(one, _)| (one - was).powi(2)).sum();
        let joint: f64 = pairs.map(|(one, two)| (one - was) * (two - is)).sum();
        let scale = joint / spread;
        let shift = is - scale * was;
        if (0.98..1.02).contains(&scale) && shift.abs() < FARTHEST {
            Self { scale, shift }
        } else {
            Self::SAME
        }
    }
}

/// Draws a page without what is laid over it: that is told by itself. `scales` are pixels a point,
/// across and upwards.
#[expect(clippy::cast_possible_truncation, reason = "the library draws in single precision")]
fn ink<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>, scales: [f64; 2]) -> Ink {
    let settings = InterpreterSettings { render_annotations: false, ..Default::default() };
    let [x_scale, y_scale] = scales.map(|scale| scale as f32);
    let sizes = RenderSettings { x_scale, y_scale, bg_color: WHITE, ..Default::default() };
    let picture = render(page, cache, &settings, &sizes);
    let dark = picture.data().iter().map(|pixel| {
        let [red, green, blue] = [pixel.r, pixel.g, pixel.b].map(u32::from);
        u8::try_from(255 - (red * 299 + green * 587 + blue * 114) / 1000).unwrap_or_default()
    });
    Ink { width: picture.width().into(), height: picture.height().into(), dark: dark.collect() }
}

impl Ink {
    /// The page as it lies over another one, cut or filled up to the size of that.
    #[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
    fn laid_over(self, other: &Self, [across, upwards]: [Lie; 2]) -> Self {
        let pixels = |lie: Lie| (lie.shift * SCALE / lie.scale).round() as isize;
        let [width, height, own_width, own_height] =
            [other.width, other.height, self.width, self.height].map(usize::cast_signed);
        let (right, down) = (-pixels(across), height - own_height + pixels(upwards));
        let mut dark = Vec::with_capacity(other.dark.len());
        for row in 0..height {
            let row = row - down;
            for column in 0..width {
                let column = column - right;
                let inside = (0..own_height).contains(&row) && (0..own_width).contains(&column);
                let at = (row * own_width + column).cast_unsigned();
                dark.push(if inside { self.dark[at] } else { 0 });
            }
        }
        Self { width: other.width, height: other.height, dark }
    }

    /// The lightest and the darkest of a pixel and those around it.
    fn around(&self, x: usize, y: usize) -> (u8, u8) {
        let rows = y.saturating_sub(NEAR)..(y + NEAR + 1).min(self.height);
        let columns = x.saturating_sub(NEAR)..(x + NEAR + 1).min(self.width);
        let near = rows.flat_map(|y| &self.dark[y * self.width..][columns.clone()]);
        near.fold((255, 0), |(least, most), one| (least.min(*one), most.max(*one)))
    }
}

/// Returns the cells of a page in which two pictures of one size differ, as corners in points from
/// the lower left corner. In those that meet a place `aside`, only what is gone counts.
fn cells(is: &Ink, was: &Ink, aside: &[[f64; 4]]) -> Vec<[f64; 4]> {
    let across = was.width.div_ceil(CELL);
    // How many pixels of each cell are seen more, and how many are gone.
    let mut counts = vec![(0_usize, 0_usize); across * was.height.div_ceil(CELL)];
    for (at, (one, other)) in is.dark.iter().zip(&was.dark).enumerate() {
        if one.abs_diff(*other) <= DARKER {
            continue;
        }
        let (x, y) = (at % was.width, at / was.width);
        let (least, most) = was.around(x, y);
        let (least_now, most_now) = is.around(x, y);
        let is_more =
            *one > most.saturating_add(DARKER) || *other < least_now.saturating_sub(DARKER);
        let is_gone =
            *other > most_now.saturating_add(DARKER) || *one < least.saturating_sub(DARKER);
        let (more, gone) = &mut counts[y / CELL * across + x / CELL];
        *more += usize::from(is_more);
        *gone += usize::from(is_gone);
    }
    let points = |pixels: usize| f64::from(u32::try_from(pixels).unwrap_or(u32::MAX)) / SCALE;
    let differing = counts.into_iter().enumerate().filter_map(|(cell, (more, gone))| {
        let (left, top) = (cell % across * CELL, cell / across * CELL);
        let from_below = |y: usize| points(was.height) - points(y);
        let corners = [points(left), from_below(top + CELL), points(left + CELL), from_below(top)];
        let is_aside = || aside.iter().any(|place| meet(corners, *place));
        (gone >= FEWEST || more >= FEWEST && !is_aside()).then_some(corners)
    });
    differing.collect()
}

/// The words of a page at a spot and beside it.
fn near(glyphs: &[Glyph], [left, bottom, right, top]: [f64; 4]) -> String {
    let middle = f64::midpoint(bottom, top);
    let meets = |glyph: &&Glyph, beside: f64| {
        let [x, y] = glyph.start;
        let around = [x, y - 0.2 * glyph.size, x + glyph.width, y + 0.8 * glyph.size];
        meet(around, [left - beside, bottom, right + beside, top])
    };
    // The line that is nearest to the middle of the spot.
    let far = |glyph: &Glyph| (glyph.start[1] + 0.3 * glyph.size - middle).abs();
    let at_spot = glyphs.iter().filter(|glyph| meets(glyph, BESIDE));
    let Some(base) = at_spot.min_by(|one, two| far(one).total_cmp(&far(two))) else {
        return String::new();
    };
    let is_beside = |glyph: &&Glyph| (glyph.start[1] - base.start[1]).abs() < 1.0;
    let mut line: Vec<&Glyph> = glyphs.iter().filter(is_beside).collect();
    line.sort_by(|one, two| one.start[0].total_cmp(&two.start[0]));
    let joined = |one: &&Glyph, next: &&Glyph| {
        next.start[0] - one.start[0] - one.width <= 0.15 * next.size && !is_space(next)
    };
    let words = line.chunk_by(joined).filter(|word| word.iter().any(|glyph| meets(glyph, BESIDE)));
    let written = |word: &[&Glyph]| -> String { word.iter().map(|one| &*one.text).collect() };
    let words: Vec<String> = words.map(|word| written(word).trim().to_owned()).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_space(glyph: &Glyph) -> bool {
    glyph.text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink(rows: &[&str]) -> Ink {
        let dark = rows.iter().flat_map(|row| row.bytes());
        let dark = dark.map(|sign| if sign == b'#' { 255 } else { 0 }).collect();
        Ink { width: rows[0].len(), height: rows.len(), dark }
    }

    fn stroke(column: usize, rows: usize) -> Ink {
        let row: String = (0..24).map(|at| if at / 2 == column / 2 { '#' } else { '.' }).collect();
        ink(&vec![row.as_str(); rows])
    }

    #[test]
    fn what_moved_a_little_is_the_same_and_what_is_gone_is_not() {
        let page = stroke(6, 18);
        assert!(cells(&stroke(8, 18), &page, &[]).is_empty(), "half a point beside");
        let empty = stroke(99, 18);
        let everywhere = [[-100.0, -100.0, 100.0, 100.0]];
        assert_eq!(cells(&empty, &page, &[]), [[0.0, 0.0, 6.0, 6.0]]);
        assert_eq!(cells(&empty, &page, &everywhere).len(), 1, "gone where more may be seen");
        assert_eq!(cells(&page, &empty, &[]).len(), 1);
        assert!(cells(&page, &empty, &everywhere).is_empty(), "more may be seen");
    }

    #[test]
    fn a_page_that_was_moved_and_scaled_is_laid_over_the_other() {
        let pairs = [10.0, 200.0, 500.0].map(|x| (x, 0.998 * x + 0.5));
        let lie = Lie::of(pairs.into_iter());
        assert!((lie.scale - 0.998).abs() < 1e-9 && (lie.shift - 0.5).abs() < 1e-9, "{lie:?}");
        assert_eq!(Lie::of([(10.0, 10.0), (20.0, 40.0)].into_iter()), Lie::SAME);
        assert_eq!(Lie::of([].into_iter()), Lie::SAME);
        let moved = Lie { scale: 1.0, shift: 2.0 };
        let laid = stroke(12, 18).laid_over(&stroke(6, 18), [moved, Lie::SAME]);
        assert_eq!(laid.dark, stroke(6, 18).dark);
    }
}
