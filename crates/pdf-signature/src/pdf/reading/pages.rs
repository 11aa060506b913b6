//! The pages of a file, in order, and what belongs to each.

use std::collections::BTreeSet;

use super::file::View;
use super::flate::stream_data_within;
use crate::pdf::syntax::{Dict, Value};
use crate::pdf::{PdfError, StructureFault};

/// How many pages and nodes above them a file may have.
const MAX_NODES: usize = 100_000;
/// How many nodes of the page tree may lie above a page.
const MAX_ABOVE: usize = 32;

/// The object numbers of all pages, first page first.
///
/// # Errors
///
/// [`StructureFault::NoPages`] when a node is missing, stands twice, or is not a reference.
pub(crate) fn pages(view: View<'_, '_>) -> Result<Vec<u32>, StructureFault> {
    let root = view.catalog().and_then(|catalog| catalog.get(b"Pages")).and_then(Value::reference);
    let mut open = vec![root.ok_or(StructureFault::NoPages)?];
    let (mut seen, mut pages) = (BTreeSet::new(), Vec::new());
    while let Some(number) = open.pop() {
        let node =
            view.get(number).and_then(|object| object.dict()).ok_or(StructureFault::NoPages)?;
        if !seen.insert(number) || seen.len() > MAX_NODES {
            return Err(StructureFault::NoPages);
        }
        if node.get(b"Kids").is_none() {
            pages.push(number);
            continue;
        }
        for kid in view.array(node, b"Kids").iter().rev() {
            open.push(kid.reference().ok_or(StructureFault::NoPages)?);
        }
    }
    Ok(pages)
}

/// A value of the page or of the page tree above it.
pub(crate) fn inherited<'f, 'a>(
    view: View<'f, 'a>,
    page: &'f Dict<'a>,
    key: &[u8],
) -> Option<&'f Value<'a>> {
    let mut node = page;
    for _ in 0..MAX_ABOVE {
        if let Some(found) = view.lookup(node, key) {
            return Some(found);
        }
        node = view.dict(node, b"Parent")?;
    }
    None
}

/// How many quarters of a full turn a page is turned clockwise when it is shown; `page` is the
/// number of its object.
pub(crate) fn quarters(view: View<'_, '_>, page: u32) -> i64 {
    let page = view.get(page).and_then(|object| object.dict());
    let turn = page.and_then(|page| inherited(view, page, b"Rotate")).and_then(Value::integer);
    turn.unwrap_or(0).div_euclid(90).rem_euclid(4)
}

/// The box that a page has itself or from the tree above it (left, bottom, right, top); `Ok(None)`
/// when it has none.
///
/// # Errors
///
/// [`PdfError::Damaged`] when it is not four numbers.
pub(crate) fn box_of(
    view: View<'_, '_>,
    page: &Dict<'_>,
    key: &[u8],
) -> Result<Option<[f64; 4]>, PdfError> {
    let Some(bounds) = inherited(view, page, key) else { return Ok(None) };
    let damaged = || PdfError::Damaged(format!("/{}", String::from_utf8_lossy(key)));
    let corners = bounds.array().ok_or_else(damaged)?.iter();
    let corners: Option<Vec<f64>> = corners.map(|corner| view.resolve(corner).points()).collect();
    let corners = corners.and_then(|corners| <[f64; 4]>::try_from(corners).ok());
    let [one, two, three, four] = corners.ok_or_else(damaged)?;
    Ok(Some([one.min(three), two.min(four), one.max(three), two.max(four)]))
}

/// The part of a page that is shown; `None` when that cannot be told.
pub(crate) fn seen_area(view: View<'_, '_>, page: &Dict<'_>) -> Option<[f64; 4]> {
    let whole = box_of(view, page, b"MediaBox").ok()??;
    let crop = box_of(view, page, b"CropBox").ok()?.unwrap_or(whole);
    let seen = [
        whole[0].max(crop[0]),
        whole[1].max(crop[1]),
        whole[2].min(crop[2]),
        whole[3].min(crop[3]),
    ];
    (seen[0] < seen[2] && seen[1] < seen[3]).then_some(seen)
}

/// The numbers of the streams that draw a page; `page` is the number of its object.
pub(crate) fn content_streams(view: View<'_, '_>, page: u32) -> Vec<u32> {
    let Some(page) = view.get(page).and_then(|object| object.dict()) else { return Vec::new() };
    match view.lookup(page, b"Contents") {
        Some(Value::Array(items)) => items.iter().filter_map(Value::reference).collect(),
        _ => page.get(b"Contents").and_then(Value::reference).into_iter().collect(),
    }
}

/// What draws a page, unpacked, each stream with a line end behind it; `page` is the number of its
/// object.
///
/// # Errors
///
/// [`StructureFault`] when it cannot be unpacked, or is more than `most` bytes.
pub(crate) fn page_content(
    view: View<'_, '_>,
    page: u32,
    most: usize,
) -> Result<Vec<u8>, StructureFault> {
    let mut content = Vec::new();
    for stream in content_streams(view, page).into_iter().filter_map(|number| view.target(number)) {
        content.extend(stream_data_within(stream, most.saturating_sub(content.len()) as u64)?);
        content.push(b'\n');
    }
    Ok(content)
}

/// Width and height in points of a box (left, bottom, right, top), to the precision of `f32`.
///
/// # Errors
///
/// [`PdfError::Damaged`] when it is no box, or has no area.
pub(crate) fn size_of(bounds: &Value<'_>) -> Result<[f64; 2], PdfError> {
    let number = |value: &Value<'_>| match value {
        Value::Real(text) => std::str::from_utf8(text).ok()?.parse::<f32>().ok().map(f64::from),
        other => other.points(),
    };
    let numbers: Option<Vec<f64>> =
        bounds.array().map(|items| items.iter().filter_map(number).collect());
    match numbers.as_deref() {
        Some(&[left, bottom, right, top]) if left < right && bottom < top => {
            Ok([right - left, top - bottom])
        }
        _ => Err(PdfError::Damaged("/MediaBox".into())),
    }
}
