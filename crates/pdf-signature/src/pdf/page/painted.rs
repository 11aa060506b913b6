//! Which words were painted over, found in one pass over a picture of the page: what was painted
//! last comes first, and each spot of the picture is painted once.

use super::geometry::{Area, overlap};
use super::mark::{Drawn, PaintedMark};

/// How many spots the picture of a page has at most.
const MOST_SPOTS: f64 = 2_000_000.0;
/// How wide a spot is at least, in points.
const SPOT: f64 = 0.5;
/// How many spots of a letter are looked at in each direction.
const LOOKS: usize = 12;
/// How much of a letter white paint must cover to change it, and paint of any colour to hide it.
const CHANGED: f64 = 0.15;
const HIDDEN: f64 = 0.4;

/// How much of a letter a seal may cover.
const WIPED_OUT: f64 = 0.6;
/// How much of a place must be painted over to hide the picture below.
const MOST_OF_A_PICTURE: f64 = 0.8;

/// What lies over what was drawn before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Coat {
    /// Whether it may be as white as paper.
    pub(super) is_white: bool,
    /// Whether letters below it cannot be read; a thin one only changes them.
    pub(super) is_thick: bool,
}

impl Coat {
    /// One of which nothing is known.
    pub(super) const ANY: Self = Self { is_white: true, is_thick: true };
}

/// An area that lies over what was drawn before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cover {
    /// How many marks were drawn before it.
    pub(super) before: usize,
    pub(super) area: Area,
    pub(super) coat: Coat,
}

impl Drawn {
    /// The words over which something was painted afterwards, line by line from top to bottom.
    pub(crate) fn painted_over(&self) -> Vec<String> {
        let marks = self.letters_painted(CHANGED, HIDDEN);
        Self { marks, ..Self::default() }.all_words()
    }

    /// The letters of which so much was painted over afterwards: with what may be as white as paper,
    /// or with anything.
    fn letters_painted(&self, changed: f64, hides: f64) -> Vec<PaintedMark> {
        let letters = || self.marks.iter().filter(|mark| mark.is_letter()).map(|mark| mark.area);
        let Some(bounds) = letters().reduce(around_both) else { return Vec::new() };
        let Some(mut any) = Raster::of(bounds) else { return Vec::new() };
        let mut white = any.clone();
        let mut covers = self.covers.iter().rev().peekable();
        let mut hidden = Vec::new();
        for (index, mark) in
            self.marks.iter().enumerate().rev().filter(|(_, mark)| mark.is_letter())
        {
            while let Some(cover) = covers.next_if(|cover| cover.before > index) {
                any.paint(cover.area);
                if cover.coat.is_white {
                    white.paint(cover.area);
                }
            }
            if white.share(mark.area) >= changed || any.share(mark.area) >= hides {
                hidden.push(PaintedMark::clone(mark));
            }
        }
        hidden.reverse();
        hidden
    }
}

impl Drawn {
    /// The words of this page that are no longer seen when something is laid over it. Lines across
    /// letters leave them to be read.
    pub(crate) fn wiped_out_by(&self, above: &Self) -> Vec<String> {
        let areas = above.thick_covers().map(|cover| cover.area);
        let Some(bounds) = areas.reduce(around_both) else {
            return Vec::new();
        };
        let below = self.marks.iter().filter(|mark| mark.is_letter() && overlap(mark.area, bounds));
        let marks: Vec<PaintedMark> = below.cloned().collect();
        let before = marks.len();
        let covers = above.thick_covers().map(|cover| Cover { before, ..*cover }).collect();
        let page = Self { marks, covers, ..Self::default() };
        let marks = page.letters_painted(WIPED_OUT, WIPED_OUT);
        // The ring of a seal may lie on a narrow letter.
        if marks.len() < 2 {
            return Vec::new();
        }
        Self { marks, ..Self::default() }.all_words()
    }

    fn thick_covers(&self) -> impl Iterator<Item = &Cover> {
        self.covers.iter().filter(|cover| cover.coat.is_thick)
    }

    /// Whether most of an area is painted over, so that what lies below is not seen through it.
    pub(crate) fn hides(&self, area: Area) -> bool {
        let Some(mut painted) = Raster::of(area) else { return false };
        self.thick_covers().for_each(|cover| painted.paint(cover.area));
        painted.share(area) >= MOST_OF_A_PICTURE
    }
}

/// The box around two areas.
fn around_both(one: Area, other: Area) -> Area {
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}

/// A picture of a page on which spots are painted.
#[derive(Clone)]
struct Raster {
    left: f64,
    bottom: f64,
    /// How wide a spot is, in points.
    spot: f64,
    columns: usize,
    rows: usize,
    /// For each spot of each row, and one behind them: itself, or one further on before which
    /// every spot is painted.
    next: Vec<u32>,
}

impl Raster {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number of spots is bounded"
    )]
    fn of([left, bottom, right, top]: Area) -> Option<Self> {
        let (width, height) = (right - left, top - bottom);
        if !(width.is_finite() && height.is_finite() && width >= 0.0 && height >= 0.0) {
            return None;
        }
        // Neither a wide nor a high one has too many.
        let spot = SPOT
            .max((width * height / MOST_SPOTS).sqrt())
            .max(width.max(height) / (MOST_SPOTS / 100.0));
        let columns = (width / spot).ceil() as usize + 1;
        let rows = (height / spot).ceil() as usize + 1;
        let row: Vec<u32> = (0..=u32::try_from(columns).ok()?).collect();
        let next = row.repeat(rows);
        Some(Self { left, bottom, spot, columns, rows, next })
    }

    /// The first spot whose middle lies at or behind a place, counted from an edge.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "cut to the picture before"
    )]
    fn first(&self, place: f64, edge: f64, most: usize) -> usize {
        let spots = (place - edge) / self.spot - 0.5;
        if spots <= 0.0 {
            0
        } else if spots >= u32::MAX.into() {
            most
        } else {
            (spots.ceil() as usize).min(most)
        }
    }

    fn paint(&mut self, [left, bottom, right, top]: Area) {
        let columns =
            self.first(left, self.left, self.columns)..self.first(right, self.left, self.columns);
        let rows =
            self.first(bottom, self.bottom, self.rows)..self.first(top, self.bottom, self.rows);
        for row in rows {
            let start = row * (self.columns + 1);
            let row = &mut self.next[start..=start + self.columns];
            let mut at = unpainted(row, columns.start);
            while at < columns.end {
                row[at] += 1;
                at = unpainted(row, at + 1);
            }
        }
    }

    /// How much of an area is painted, from 0 to 1.
    fn share(&self, [left, bottom, right, top]: Area) -> f64 {
        let range = |first: usize, end: usize, most: usize| {
            let first = first.min(most - 1);
            first..end.clamp(first + 1, most.max(first + 1))
        };
        let columns = range(
            self.first(left, self.left, self.columns),
            self.first(right, self.left, self.columns),
            self.columns,
        );
        let rows = range(
            self.first(bottom, self.bottom, self.rows),
            self.first(top, self.bottom, self.rows),
            self.rows,
        );
        let (across, up) = (columns.len().div_ceil(LOOKS), rows.len().div_ceil(LOOKS));
        let (mut seen, mut painted) = (0_u32, 0_u32);
        for row in rows.step_by(up) {
            for column in columns.clone().step_by(across) {
                seen += 1;
                let spot = self.next[row * (self.columns + 1) + column];
                painted += u32::from(usize::try_from(spot) != Ok(column));
            }
        }
        f64::from(painted) / f64::from(seen.max(1))
    }
}

/// The first spot from `at` on that is not painted; ways are shortened as they are gone.
fn unpainted(row: &mut [u32], mut at: usize) -> usize {
    let step = |row: &[u32], at: usize| usize::try_from(row[at]).unwrap_or(at);
    while step(row, at) != at {
        row[at] = row[step(row, at)];
        at = step(row, at);
    }
    at
}
