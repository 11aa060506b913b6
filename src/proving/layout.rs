//! How the pages of a paper that came back are laid out, and what is drawn on them besides words:
//! held against the paper that was handed out. Words may be the same on a page that is cut, turned or
//! has a picture more.

use pdf_signature::{Page, PageFrame, PdfFile, Shape, ShapeKind};

/// How far apart corners may be that another program wrote anew, in points.
const NEAR: f64 = 3.0;
/// How many pictures, areas or lines of a page are told one by one.
const MOST: usize = 3;

/// How the pages of a file differ from those that were handed out.
#[derive(Debug, Default)]
pub(super) struct LayoutDifferences {
    /// What keeps the paper from saying the same (Vietnamese).
    pub(super) wrong: Vec<String>,
    /// What was added, to be looked at (Vietnamese).
    pub(super) added: Vec<String>,
    /// Where something was drawn: number of the page, and corners in points.
    pub(super) places: Vec<(usize, [f64; 4])>,
}

/// Compares the pages of a file with those of the paper that was handed out.
pub(super) fn differences(pdf: &[u8], handed_out: &[u8]) -> LayoutDifferences {
    let mut told = LayoutDifferences::default();
    let (file, original) = (PdfFile::from_bytes(pdf), PdfFile::from_bytes(handed_out));
    let pages = file.as_ref().ok().and_then(|file| file.pages().ok());
    let wanted = original.as_ref().ok().and_then(|file| file.pages().ok());
    let (Some(pages), Some(wanted)) = (pages, wanted) else {
        told.wrong.push("không đọc được các trang của tệp".into());
        return told;
    };
    if pages.len() != wanted.len() {
        let (is, was) = (pages.len(), wanted.len());
        told.wrong.push(format!("tệp có {is} trang, bản đã trình có {was} trang"));
    }
    for (number, (page, wanted)) in (1..).zip(pages.iter().zip(&wanted)) {
        told.frames(number, page, wanted);
        told.contents(number, page, wanted);
    }
    told
}

impl LayoutDifferences {
    /// Compares size and turn of two pages.
    fn frames(&mut self, number: usize, page: &Page<'_, '_>, wanted: &Page<'_, '_>) {
        let Ok(wanted) = wanted.frame() else { return };
        let Ok(frame) = page.frame() else {
            let what = "khổ giấy ghi không rõ, mỗi phần mềm hiện một kiểu";
            self.wrong.push(format!("trang {number}: {what}"));
            return;
        };
        if frame.quarters != wanted.quarters {
            self.wrong.push(format!("trang {number} bị xoay"));
        }
        let (is, was) = (size(&frame), size(&wanted));
        if is.iter().zip(was).any(|(is, was)| (is - was).abs() > NEAR) {
            let (is, was) = (millimetres(is), millimetres(was));
            let what = "bị cắt, phóng hoặc đổi khổ giấy";
            self.wrong.push(format!("trang {number} {what}: {is}, bản đã trình {was}"));
        }
    }

    /// Compares what two pages draw besides their visible words.
    fn contents(&mut self, number: usize, page: &Page<'_, '_>, wanted: &Page<'_, '_>) {
        if !page.is_certain() && wanted.is_certain() {
            let what = "có phần không đọc được, chưa so hết";
            self.wrong.push(format!("trang {number}: {what}"));
        }
        let before = wanted.hidden();
        let hidden: Vec<_> =
            page.hidden().into_iter().filter(|line| !before.contains(line)).collect();
        if !hidden.is_empty() {
            let words = short(&hidden.join(" "));
            self.added.push(format!("chữ không nhìn thấy “{words}” trên trang {number}"));
        }
        let added = unmatched(page.shapes(), wanted.shapes());
        let of = |kind: ShapeKind| added.iter().filter(move |shape| shape.kind == kind);
        if of(ShapeKind::Unreadable).next().is_some() {
            let what = "có chữ mà chương trình không đọc được";
            self.wrong.push(format!("trang {number}: {what}"));
        }
        let seen = wanted.frame().map(|frame| frame.seen).unwrap_or_default();
        let kinds = [
            (ShapeKind::Picture, "hình ảnh"),
            (ShapeKind::Area, "mảng màu"),
            (ShapeKind::Line, "đường kẻ"),
        ];
        for (kind, name) in kinds {
            let shapes: Vec<_> = of(kind).collect();
            if shapes.len() > MOST {
                self.added.push(format!("{} {name} trên trang {number}", shapes.len()));
                continue;
            }
            let one = |shape: &&Shape| told(name, shape, number, seen);
            self.added.extend(shapes.iter().map(one));
        }
        self.places.extend(added.iter().map(|shape| (number, shape.rectangle)));
    }
}

/// The shapes of a page that have no counterpart on another one. A thin area may have become a line.
fn unmatched(shapes: Vec<Shape>, mut others: Vec<Shape>) -> Vec<Shape> {
    let is_drawn = |kind| matches!(kind, ShapeKind::Area | ShapeKind::Line);
    let mut left = Vec::new();
    for shape in shapes {
        let same = |other: &Shape| {
            let is_near = shape
                .rectangle
                .iter()
                .zip(other.rectangle)
                .all(|(one, two)| (one - two).abs() < NEAR);
            let is_kind = shape.kind == other.kind || is_drawn(shape.kind) && is_drawn(other.kind);
            is_near && is_kind
        };
        match others.iter().position(same) {
            Some(at) => drop(others.swap_remove(at)),
            None => left.push(shape),
        }
    }
    left
}

/// Says what was drawn, how large and where on the page (Vietnamese).
fn told(name: &str, shape: &Shape, number: usize, seen: [f64; 4]) -> String {
    let [left, bottom, right, top] = shape.rectangle;
    let centimetres = |points: f64| format!("{:.1}", points.abs() / 72.0 * 2.54).replace('.', ",");
    let (width, height) = (centimetres(right - left), centimetres(top - bottom));
    let is_upper = f64::midpoint(bottom, top) > f64::midpoint(seen[1], seen[3]);
    let half = if is_upper { "nửa trên" } else { "nửa dưới" };
    format!("{name} {width} × {height} cm ở {half} trang {number}")
}

/// Width and height of what is seen of a page, in points.
fn size(frame: &PageFrame) -> [f64; 2] {
    let [left, bottom, right, top] = frame.seen;
    [(right - left) * frame.unit, (top - bottom) * frame.unit]
}

fn millimetres([width, height]: [f64; 2]) -> String {
    let millimetres = |points: f64| points / 72.0 * 25.4;
    format!("{:.0} × {:.0} mm", millimetres(width), millimetres(height))
}

/// The beginning of a text.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    text.chars().take(MOST).collect::<String>().trim().to_owned()
}

/// Tells whether two boxes (left, bottom, right, top) have a point in common.
pub(super) fn meet(one: [f64; 4], other: [f64; 4]) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(kind: ShapeKind, rectangle: [f64; 4]) -> Shape {
        Shape { kind, rectangle }
    }

    #[test]
    fn what_was_drawn_before_is_not_added_and_the_same_thing_twice_is() {
        let rule = shape(ShapeKind::Line, [100.0, 700.0, 200.0, 700.5]);
        let drawn = shape(ShapeKind::Area, [100.2, 699.8, 200.1, 700.6]);
        let picture = shape(ShapeKind::Picture, [100.0, 100.0, 200.0, 200.0]);
        let added = unmatched(
            vec![drawn.clone(), drawn.clone(), picture.clone()],
            vec![rule.clone(), shape(ShapeKind::Area, picture.rectangle)],
        );
        assert_eq!(added, [drawn, picture]);
        assert_eq!(unmatched(vec![rule.clone()], vec![rule]), []);
    }

    #[test]
    fn a_shape_is_told_with_its_size_and_place() {
        let picture = shape(ShapeKind::Picture, [100.0, 100.0, 242.0, 171.0]);
        assert_eq!(
            told("hình ảnh", &picture, 2, [0.0, 0.0, 595.0, 842.0]),
            "hình ảnh 5,0 × 2,5 cm ở nửa dưới trang 2"
        );
    }
}
