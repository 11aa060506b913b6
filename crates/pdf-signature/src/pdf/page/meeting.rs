//! Whether the picture of a signature meets anything on a page, and the lines that are written
//! there.

use super::geometry::{Area, EVERYWHERE, overlap};
use super::mark::{Drawn, MarkKind, PaintedMark};

/// Whether a picture meets what a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Overlap {
    Nothing,
    /// It stands on lines, or close to words.
    Touches(String),
    /// It may. Holds what, in Vietnamese.
    May(String),
    /// It stands on the picture of the signature in this field.
    Signature(String),
    /// It stands on these words.
    Covers(String),
}

impl Drawn {
    /// Whether the picture of a signature field in this area meets anything but what the field
    /// itself showed before.
    pub(crate) fn meets(&self, area: Area, own: &str) -> Overlap {
        if self.marks.iter().any(|mark| mark.is_letter() && overlap(mark.area, area)) {
            return Overlap::Covers(shortened(&self.lines_of(area, PaintedMark::words).join(" ")));
        }
        let next_to = |mark: &&PaintedMark| {
            let near = (mark.area[3] - mark.area[1]) / 2.0;
            let wider = [mark.area[0] - near, mark.area[1], mark.area[2] + near, mark.area[3]];
            mark.words().is_some_and(|text| text.chars().any(char::is_alphanumeric))
                && overlap(wider, area)
        };
        let is_own =
            |mark: &PaintedMark| matches!(&mark.kind, MarkKind::Signature(field) if field == own);
        let others = || {
            self.marks
                .iter()
                .filter(|mark| !mark.is_blank() && !is_own(mark) && overlap(mark.area, area))
        };
        let signature = others().find_map(|mark| match &mark.kind {
            MarkKind::Signature(field) => Some(field),
            _ => None,
        });
        let is_shape = |mark: &PaintedMark| {
            !matches!(mark.kind, MarkKind::Line | MarkKind::Signature(_)) && mark.text().is_none()
        };
        if others().any(is_shape) {
            Overlap::May("hình hoặc mảng màu".into())
        } else if self.unsure {
            Overlap::May("phần nội dung mà chương trình chưa đọc được".into())
        } else if let Some(field) = signature {
            Overlap::Signature(field.clone())
        } else if others().next().is_some() {
            Overlap::Touches("đường kẻ".into())
        } else if self.marks.iter().any(|mark| next_to(&mark)) {
            Overlap::Touches("chữ ở sát bên cạnh".into())
        } else {
            Overlap::Nothing
        }
    }

    /// The letters that are written, seen or not, without spaces.
    pub(crate) fn letters(&self) -> String {
        let letters = self.marks.iter().filter(|mark| mark.is_letter());
        let words = letters.filter_map(PaintedMark::words).flat_map(str::chars);
        words.filter(|sign| !sign.is_whitespace()).collect()
    }

    /// The words that are seen in an area, from top to bottom, one line each.
    pub(crate) fn lines(&self, area: Area) -> Vec<String> {
        self.lines_of(area, PaintedMark::text)
    }

    fn lines_of(&self, area: Area, said: fn(&PaintedMark) -> Option<&str>) -> Vec<String> {
        let mut letters: Vec<(&PaintedMark, &str)> = self
            .marks
            .iter()
            .filter(|mark| overlap(mark.area, area))
            .filter_map(|mark| Some((mark, said(mark)?)))
            .collect();
        letters.sort_by(|(one, _), (other, _)| other.area[1].total_cmp(&one.area[1]));
        let mut lines: Vec<Vec<(&PaintedMark, &str)>> = Vec::new();
        for letter in letters {
            match lines.last_mut().filter(|line| (line[0].0.area[1] - letter.0.area[1]).abs() < 2.0)
            {
                Some(line) => line.push(letter),
                None => lines.push(vec![letter]),
            }
        }
        lines.into_iter().map(one_line).filter(|line| !line.is_empty()).collect()
    }

    /// Takes the digits in an area out, from left to right.
    pub(crate) fn take_digits(&mut self, area: Area) -> String {
        let is_within = |mark: &PaintedMark| {
            let [left, bottom, right, top] = mark.area;
            let (x, y) = (f64::midpoint(left, right), f64::midpoint(bottom, top));
            let is_digit = mark.text().is_some_and(|text| {
                !text.is_empty() && text.chars().all(|sign| sign.is_ascii_digit())
            });
            is_digit && (area[0]..area[2]).contains(&x) && (area[1]..area[3]).contains(&y)
        };
        let mut taken: Vec<PaintedMark> =
            self.marks.extract_if(.., |mark| is_within(mark)).collect();
        taken.sort_by(|one, other| one.area[0].total_cmp(&other.area[0]));
        taken.iter().filter_map(PaintedMark::text).collect()
    }

    /// Everything that is certainly seen written, line by line from top to bottom.
    pub(crate) fn all_lines(&self) -> Vec<String> {
        self.lines(EVERYWHERE)
    }

    /// The same with what is hardly seen.
    pub(super) fn all_words(&self) -> Vec<String> {
        self.lines_of(EVERYWHERE, PaintedMark::words)
    }

    /// What is drawn and not seen, line by line from top to bottom.
    pub(crate) fn hidden_lines(self) -> Vec<String> {
        Self { marks: self.hidden, ..Self::default() }.all_words()
    }

    /// The words on which one of these marks lies, line by line from top to bottom.
    pub(crate) fn words_below(&self, above: &[PaintedMark]) -> Vec<String> {
        let boxes = boxes(above);
        let is_below = |mark: &&PaintedMark| {
            mark.is_letter() && boxes.iter().any(|area| overlap(mark.area, *area))
        };
        let marks = self.marks.iter().filter(is_below).cloned().collect();
        Self { marks, ..Self::default() }.all_words()
    }
}

/// Boxes around marks that are not blank: a box each, or one around each row of them where there
/// are many.
pub(crate) fn boxes(marks: &[PaintedMark]) -> Vec<Area> {
    const MOST: usize = 300;
    const ROW: f64 = 4.0;
    let mut areas: Vec<Area> = marks
        .iter()
        .filter(|mark| !mark.is_blank() || mark.may_show)
        .map(|mark| mark.area)
        .collect();
    if areas.len() <= MOST {
        return areas;
    }
    areas.sort_by(|one, other| one[1].total_cmp(&other[1]));
    let mut rows: Vec<Area> = Vec::new();
    for area in areas {
        let is_full = rows.len() >= MOST;
        match rows.last_mut().filter(|row| is_full || area[1] - row[1] < ROW) {
            Some(row) => {
                *row = [row[0].min(area[0]), row[1], row[2].max(area[2]), row[3].max(area[3])];
            }
            None => rows.push(area),
        }
    }
    rows
}

/// The letters of a line from left to right, with spaces where there are gaps.
fn one_line(mut letters: Vec<(&PaintedMark, &str)>) -> String {
    letters.sort_by(|(one, _), (other, _)| one.area[0].total_cmp(&other.area[0]));
    let mut line = String::new();
    let mut end = None;
    for (mark, text) in letters {
        let gap = (mark.area[3] - mark.area[1]) * 0.25;
        if end.is_some_and(|end| mark.area[0] - end > gap) && !line.ends_with(' ') {
            line.push(' ');
        }
        line.push_str(text);
        end = Some(mark.area[2]);
    }
    line.trim().to_owned()
}

fn shortened(words: &str) -> String {
    const MOST: usize = 40;
    let words = words.trim();
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}
