//! Where signature and seal stand on a paper, and how large they are (Nghị định 30/2020/NĐ-CP, Phụ
//! lục I, mục II.7.d, II.8).

use pdf_signature::sign::FieldBox;
use pdf_signature::{FieldPlace, FillIn, Page, PdfError, PdfFile, Role};

use crate::round::WIDEST_PICTURE;
use crate::typeset::{BlankKind, BlankSpot, SignatureSpot};

/// Height that the layouts keep free between post and name, in millimetres.
const ROOM: f64 = 29.0;
/// Width and height of the line on a separate annex, and its distance from the right and the upper
/// edge, in millimetres (the form of Phụ lục III).
const LINE: (f64, f64) = (76.9, 8.7);
const LINE_FROM_EDGE: (f64, f64) = (20.0, 9.0);
/// How far letters reach above and below the line they stand on, in their size.
pub(super) const ABOVE: f64 = 0.891;
pub(super) const BELOW: f64 = 0.216;
/// What stays free on either side of what is filled into a blank, in points.
const FREE: f64 = 0.6;
/// One millimetre in points.
pub(super) const POINTS: f64 = 72.0 / 25.4;

/// Width and height in millimetres.
pub(super) type MillimetreSize = (f64, f64);

/// Returns the size of a hand signature: `width` wide, or smaller when it would not fit between
/// post and name. `pixels` gives the proportions of its picture.
pub(super) fn signature_size(width: f64, pixels: (u32, u32)) -> MillimetreSize {
    let ratio = f64::from(pixels.1.max(1)) / f64::from(pixels.0.max(1));
    if width * ratio <= ROOM { (width, width * ratio) } else { (ROOM / ratio, ROOM) }
}

/// Places a hand signature with its centre on the spot.
pub(super) fn signature(spot: SignatureSpot, size: MillimetreSize) -> FieldBox {
    around(spot, (0.0, 0.0), size)
}

/// Places a seal so that it covers the left third of the signature, at the same height.
pub(super) fn seal(spot: SignatureSpot, signature: MillimetreSize, diameter: f64) -> FieldBox {
    let right = -signature.0 / 2.0 + signature.0 / 3.0;
    around(spot, (right - diameter / 2.0, 0.0), (diameter, diameter))
}

/// Says where the fields of a paper of ours may stand: a signature between post and name, a seal
/// beside it, each as large as settings allow, and what is filled in later in its blank. `spots` are
/// those of the persons, from left to right; the last one is the authorised person. A paper that
/// nobody signs, and an excerpt (`is_excerpt`), may have the seal as a line on its first page.
pub(crate) fn rooms(
    pdf: &[u8],
    spots: &[SignatureSpot],
    blanks: &[BlankSpot],
    is_excerpt: bool,
) -> Vec<FieldPlace> {
    let place = |field: &str, place: FieldBox| FieldPlace {
        field: field.to_owned(),
        page: usize::try_from(place.page).unwrap_or(usize::MAX),
        area: place.rectangle.map(f64::from),
    };
    let hand = |spot: SignatureSpot| around(spot, (0.0, 0.0), (WIDEST_PICTURE, ROOM));
    let mut rooms = Vec::new();
    if let Some((official, others)) = spots.split_last() {
        rooms.push(place(Role::Official.field(), hand(*official)));
        // The right edge of a seal lies up to a sixth of a signature left of the spot.
        let width = WIDEST_PICTURE + WIDEST_PICTURE / 6.0;
        let seal = around(*official, (-width / 2.0, 0.0), (width, WIDEST_PICTURE));
        rooms.push(place(Role::Seal.field(), seal));
        let beside = Role::ALL.into_iter().filter(|role| *role < Role::Official);
        rooms.extend(
            beside.flat_map(|role| others.iter().map(move |spot| place(role.field(), hand(*spot)))),
        );
    }
    rooms.extend(blanks.iter().map(|spot| {
        let (kind, area) = blank(*spot);
        place(kind.field(), area)
    }));
    if spots.is_empty() || is_excerpt {
        let file = PdfFile::from_bytes(pdf).ok();
        let pages = file.as_ref().and_then(|file| file.pages().ok()).unwrap_or_default();
        let line = pages.first().and_then(|page| annex_line(page).ok());
        rooms.extend(line.map(|(line, _)| place(Role::Seal.field(), line)));
    }
    rooms
}

/// Tells whether a place on a page is one in which a paper of ours may have its seal.
pub(super) fn is_seal_room(
    rooms: &[FieldPlace],
    page: Option<usize>,
    rectangle: Option<[f64; 4]>,
) -> bool {
    const SLACK: f64 = 1.0;
    let (Some(page), Some([left, bottom, right, top])) = (page, rectangle) else { return false };
    rooms.iter().any(|room| {
        room.field == Role::Seal.field()
            && room.page == page
            && left >= room.area[0] - SLACK
            && bottom >= room.area[1] - SLACK
            && right <= room.area[2] + SLACK
            && top <= room.area[3] + SLACK
    })
}

/// Places the field of a blank between its two ends, as high as its letters (the layouts take 0.891
/// of their size above the line and 0.216 below).
pub(super) fn blank(spot: BlankSpot) -> (FillIn, FieldBox) {
    let millimetres = |hundredths: i32| f64::from(hundredths) / 100.0 * POINTS;
    let size = f64::from(spot.size) / 100.0;
    let base = millimetres(spot.base);
    let rectangle = points([
        millimetres(spot.left) + FREE,
        base - BELOW * size,
        millimetres(spot.right) - FREE,
        base + ABOVE * size,
    ]);
    let blank = match spot.kind {
        BlankKind::Number => FillIn::Number,
        BlankKind::Day => FillIn::Day,
    };
    (blank, FieldBox { page: u32::try_from(spot.page).unwrap_or(u32::MAX), rectangle })
}

/// Places the line at the upper right of a separate annex as it is seen, and returns its size too.
/// `page` is its first page, which other programs may have turned or cut.
///
/// # Errors
///
/// [`PdfError`] when the page has no size.
pub(super) fn annex_line(page: &Page<'_, '_>) -> Result<(FieldBox, MillimetreSize), PdfError> {
    let [width, height] = page.seen_size()?;
    let right = width - LINE_FROM_EDGE.0 * POINTS;
    let top = height - LINE_FROM_EDGE.1 * POINTS;
    let seen = [right - LINE.0 * POINTS, top - LINE.1 * POINTS, right, top];
    Ok((FieldBox { page: 1, rectangle: points(page.on_page(seen)?) }, LINE))
}

/// Places a box whose centre is `off` away from the spot; all in millimetres.
fn around(spot: SignatureSpot, off: (f64, f64), size: MillimetreSize) -> FieldBox {
    let x = f64::from(spot.x) / 100.0 + off.0;
    let y = f64::from(spot.y) / 100.0 + off.1;
    let corners = [x - size.0 / 2.0, y - size.1 / 2.0, x + size.0 / 2.0, y + size.1 / 2.0];
    FieldBox {
        page: u32::try_from(spot.page).unwrap_or(u32::MAX),
        rectangle: points(corners.map(|corner| corner * POINTS)),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a page is some thousand points")]
fn points(corners: [f64; 4]) -> [f32; 4] {
    corners.map(|corner| corner as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The middle of the right column of an A4 page.
    const SPOT: SignatureSpot = SignatureSpot { page: 2, x: 14_100, y: 10_000 };

    #[test]
    fn the_seal_covers_the_left_third_of_the_signature() {
        let size = signature_size(42.0, (300, 100));
        let (hand, seal) = (signature(SPOT, size).rectangle, seal(SPOT, size, 36.0).rectangle);
        let third = hand[0] + (hand[2] - hand[0]) / 3.0;
        assert!((seal[2] - third).abs() < 0.01, "{seal:?} {hand:?}");
        assert!((f64::from(seal[2] - seal[0]) - 36.0 * POINTS).abs() < 0.01, "its real size");
        assert!((seal[1] + seal[3] - hand[1] - hand[3]).abs() < 0.01, "the same height");
    }

    #[test]
    fn whatever_settings_allow_stands_in_its_room() {
        let blank_spot = BlankSpot {
            kind: BlankKind::Number,
            page: 1,
            left: 4000,
            right: 5000,
            base: 25_000,
            size: 1400,
        };
        let secretary = SignatureSpot { x: 5000, ..SPOT };
        let rooms = rooms(b"", &[secretary, SPOT], &[blank_spot], false);
        let stands = |field: &str, place: FieldBox| {
            rooms.iter().any(|room| {
                let [left, bottom, right, top] = place.rectangle.map(f64::from);
                room.field == field
                    && u32::try_from(room.page) == Ok(place.page)
                    && left >= room.area[0] - 0.01
                    && bottom >= room.area[1] - 0.01
                    && right <= room.area[2] + 0.01
                    && top <= room.area[3] + 0.01
            })
        };
        for width in [15.0, 40.0, WIDEST_PICTURE] {
            for pixels in [(300, 100), (100, 300)] {
                let size = signature_size(width, pixels);
                assert!(stands(Role::Official.field(), signature(SPOT, size)), "{size:?}");
                assert!(stands(Role::CoSigner(0).field(), signature(secretary, size)));
                assert!(!stands(Role::Official.field(), signature(secretary, size)));
                for diameter in [20.0, 36.0, WIDEST_PICTURE] {
                    let seal = seal(SPOT, size, diameter);
                    assert!(stands(Role::Seal.field(), seal), "{size:?} {diameter}");
                }
            }
        }
        let (kind, area) = blank(blank_spot);
        assert!(stands(kind.field(), area));
        // A picture over the page does not.
        let whole = FieldBox { page: 2, rectangle: [60.0, 100.0, 540.0, 400.0] };
        assert!(!stands(Role::Official.field(), whole) && !stands(Role::Seal.field(), whole));
    }

    #[test]
    fn a_tall_signature_stays_between_post_and_name() {
        assert_eq!(signature_size(40.0, (100, 200)), (14.5, 29.0));
        assert_eq!(signature_size(40.0, (200, 100)), (40.0, 20.0));
    }
}
