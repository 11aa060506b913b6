//! The parts that the decree prescribes: head, title, addressees, recipients, signatures (Nghị định
//! 30/2020/NĐ-CP, Phụ lục I).

use super::build::Builder;
use super::{Cell, HeldKind, Line, Origin, Piece, Row, Table};
use crate::documents::model::{
    CopyForm, Document, Letterhead, PaperNumber, PlaceDate, SignatureBlock,
};
use crate::drafts::measures::millimetres;
use crate::drafts::style::Style;

const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

/// Blanks, as wide as the layouts leave them: no-break spaces.
const NUMBER_BLANK: usize = 12;
const DAY_BLANK: usize = 6;
/// Room between the text and the signature.
const ABOVE: u32 = 160;

/// Returns a table without lines.
pub(super) fn bare(widths: Vec<u32>, rows: Vec<Vec<Vec<Line>>>) -> Table {
    let row = |cells: Vec<Vec<Line>>| Row { cells: cells.into_iter().map(Cell::of).collect() };
    let rows = rows.into_iter().map(row).collect();
    Table { widths, ruled: false, heads: 0, rows, height: 0, margin: 0 }
}

/// Returns a rule of this length in a column of this width.
fn ruled(length: u32, width: u32) -> Line {
    let mut line = Line::new(Style::Rule, Origin::Form, Vec::new());
    line.inset = width.saturating_sub(length.min(width)) / 2;
    line
}

/// Adds a rule of this length in the middle of the page, with room below it.
pub(super) fn rule(builder: &mut Builder<'_, '_>, length: u32) {
    let mut line = ruled(length, builder.width());
    line.below = 240;
    builder.add(line);
}

fn columns(builder: &Builder<'_, '_>) -> (u32, u32) {
    let left = builder.measures.left_column.min(builder.width() / 2);
    (left, builder.width() - left)
}

/// Boxes 1 to 4: bodies and motto, number and date.
pub(super) fn head(builder: &mut Builder<'_, '_>, document: &Document) {
    let header = &document.header;
    let (left, right) = columns(builder);
    // On landscape pages the motto stands at the right.
    let between = right.saturating_sub(builder.measures.width(false) - left);
    let right = right - between;
    let nation = vec![
        Line::of(Style::Nation, Origin::Form, NATION),
        Line::of(Style::Motto, Origin::Form, MOTTO),
        ruled(millimetres(60), right),
    ];
    let mut rows = vec![vec![bodies(header, left), nation]];
    let number = header.number.as_ref().map(|number| number_line(builder, number));
    let place = header.place.as_ref().map(|place| place_line(builder, place));
    if number.is_some() || place.is_some() {
        rows.push(vec![number.into_iter().collect(), place.into_iter().collect()]);
    }
    if between > 0 {
        rows.iter_mut().for_each(|row| row.insert(1, Vec::new()));
        builder.add(bare(vec![left, between, right], rows));
    } else {
        builder.add(bare(vec![left, right], rows));
    }
}

fn bodies(header: &Letterhead, width: u32) -> Vec<Line> {
    let parent = header.parent.iter().map(|line| Line::of(Style::Parent, Origin::Issuer, line));
    let issuer = header.issuer.iter().map(|line| Line::of(Style::Issuer, Origin::Issuer, line));
    let mut lines: Vec<Line> = parent.chain(issuer).collect();
    lines.push(ruled(width / 3, width));
    lines
}

fn number_line(builder: &mut Builder<'_, '_>, number: &PaperNumber) -> Line {
    let blank = "\u{a0}".repeat(NUMBER_BLANK);
    let value = number.value.as_deref().unwrap_or(&blank);
    let pieces = vec![
        words("Số: "),
        builder.holder.piece(value, HeldKind::Number),
        words(&format!("/{}", number.symbol)),
    ];
    Line::new(Style::Number, Origin::Number, pieces)
}

pub(super) fn place_line(builder: &mut Builder<'_, '_>, place: &PlaceDate) -> Line {
    let blank = "\u{a0}".repeat(DAY_BLANK);
    let day = place.day.as_deref().unwrap_or(&blank);
    let before = if place.day.is_some() { " " } else { "" };
    let pieces = vec![
        words(&format!("{}, ngày ", place.place)),
        builder.holder.piece(day, HeldKind::Day),
        words(&format!("{before}tháng {} năm {}", place.month, place.year)),
    ];
    Line::new(Style::PlaceDate, Origin::PlaceDate, pieces)
}

fn words(text: &str) -> Piece {
    Piece { text: text.to_owned(), ..Piece::default() }
}

/// Box 5a: type name and subject.
pub(super) fn title(builder: &mut Builder<'_, '_>, document: &Document) {
    head_line(builder, Style::Name, Origin::Name, "", &document.name);
    head_line(builder, Style::Subject, Origin::Subject, "", &document.subject);
    let length = builder.measures.width(false) / 3;
    rule(builder, length);
}

/// Box 5b: the subject of a letter stands below its number.
pub(super) fn letter_subject(builder: &mut Builder<'_, '_>, document: &Document) {
    let (left, right) = columns(builder);
    let pieces = vec![words("V/v "), Piece { at: Some(0), ..words(&document.subject) }];
    let line = Line::new(Style::LetterSubject, Origin::Subject, pieces);
    builder.add(bare(vec![left, right], vec![vec![vec![line], Vec::new()]]));
}

fn head_line(builder: &mut Builder<'_, '_>, style: Style, from: Origin, before: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    let mut pieces = vec![words(before), Piece { at: Some(0), ..words(text) }];
    pieces.retain(|piece| !piece.text.is_empty());
    let mut line = Line::new(style, from, pieces);
    line.inset = if style == Style::Subject { millimetres(8) } else { 0 };
    builder.add(line);
}

/// Box 9a: one addressee stands on the line of “Kính gửi:”, several each on a line.
pub(super) fn addressees(builder: &mut Builder<'_, '_>, addressees: &[String]) {
    match addressees {
        [] => {}
        [one] => builder.line(Style::Addressee, Origin::Addressee, format!("Kính gửi: {one}")),
        several => {
            builder.line(Style::Addressees, Origin::Form, "Kính gửi:");
            for (index, one) in several.iter().enumerate() {
                let end = if index + 1 < several.len() { ';' } else { '.' };
                builder.line(Style::Addressees, Origin::Addressee, format!("- {one}{end}"));
            }
        }
    }
}

/// Recipients and signatures, as the layout has them.
pub(super) fn closing(builder: &mut Builder<'_, '_>, document: &Document, layout: &str) {
    let signed = document.signatures.len();
    match layout {
        "danh-sach-trung-bay" => {}
        "kiem-tra-thuc-te" => signers(builder, document, 2),
        "bien-ban" => {
            signers(builder, document, 2);
            recipients(document).into_iter().for_each(|line| builder.add(line));
        }
        "van-ban" if signed == 2 => {
            signers(builder, document, 2);
            recipients(document).into_iter().for_each(|line| builder.add(line));
        }
        "van-ban" if signed != 1 => {
            recipients(document).into_iter().for_each(|line| builder.add(line));
        }
        _ => one_signer(builder, document),
    }
}

fn recipients(document: &Document) -> Vec<Line> {
    if document.recipients.is_empty() {
        return Vec::new();
    }
    let mut head = Line::of(Style::RecipientsHead, Origin::Form, "Nơi nhận:");
    head.above = ABOVE;
    let mut lines = vec![head];
    lines.extend(document.recipients.iter().enumerate().map(|(index, one)| {
        Line::of(Style::Recipient, Origin::Recipient(index), format!("- {one}"))
    }));
    lines
}

fn signer(builder: &Builder<'_, '_>, signature: &SignatureBlock) -> Vec<Line> {
    let line = |style, text: &String| Line::of(style, Origin::Signer, text);
    let mut lines: Vec<Line> =
        signature.capacity.iter().map(|text| line(Style::Capacity, text)).collect();
    if let Some(first) = lines.first_mut() {
        first.above = ABOVE;
    }
    let names = signature.post.iter().chain([&signature.name]).filter(|text| !text.is_empty());
    let mut names: Vec<Line> = names.map(|text| line(Style::Signer, text)).collect();
    let last = names.len().saturating_sub(1);
    names.iter_mut().take(last).for_each(|line| line.keep = true);
    match names.first_mut() {
        Some(first) => first.above = builder.measures.signature,
        None => lines.push(Line { above: builder.measures.signature, ..empty() }),
    }
    lines.extend(names);
    lines
}

/// A line that says nothing.
pub(super) fn empty() -> Line {
    Line::new(Style::Empty, Origin::Form, Vec::new())
}

/// One signer: the recipients at the left.
fn one_signer(builder: &mut Builder<'_, '_>, document: &Document) {
    keep_last(builder);
    let left = builder.measures.left_column.min(builder.width() / 2);
    let right = builder.measures.width(false) - left.min(builder.measures.width(false) / 2);
    let between = builder.width().saturating_sub(left + right);
    let signature = document.signatures.first();
    let signed = signature.map(|signature| signer(builder, signature)).unwrap_or_default();
    let mut recipients = recipients(document);
    // The block stays on one page: its rows are not split.
    recipients.iter_mut().for_each(|line| line.keep = true);
    let table = if between > 0 {
        bare(vec![left, between, right], vec![vec![recipients, Vec::new(), signed]])
    } else {
        bare(vec![left, right], vec![vec![recipients, signed]])
    };
    builder.add(table);
}

/// Signers beside each other, in this many columns.
pub(super) fn signers(builder: &mut Builder<'_, '_>, document: &Document, columns: usize) {
    keep_last(builder);
    if columns == 1 {
        let left = builder.measures.left_column.min(builder.width() / 2);
        let right = builder.width() - left;
        let signature = document.signatures.first();
        let signed = signature.map(|signature| signer(builder, signature)).unwrap_or_default();
        builder.add(bare(vec![left, right], vec![vec![Vec::new(), signed]]));
        return;
    }
    let cells: Vec<_> = document.signatures.iter().map(|one| signer(builder, one)).collect();
    let count = u32::try_from(cells.len().max(1)).unwrap_or(1);
    let width = builder.width() / count;
    builder.add(bare(vec![width; cells.len()], vec![cells]));
}

/// The last line of the body stays on the page of the signature.
fn keep_last(builder: &mut Builder<'_, '_>) {
    if let Some(super::Part::Line(line)) = builder.parts.last_mut() {
        line.keep = true;
    }
}

/// The form of a copy (Phụ lục I, Phần II).
pub(super) fn copy(builder: &mut Builder<'_, '_>, document: &Document, copy: &CopyForm) {
    let (left, right) = columns(builder);
    let header = &copy.header;
    let form = Line::of(Style::Issuer, Origin::Sheet, copy.form.as_str());
    let mut rows = vec![vec![bodies(header, left), vec![form]]];
    let number = header.number.as_ref().map(|number| number_line(builder, number));
    let place = header.place.as_ref().map(|place| place_line(builder, place));
    rows.push(vec![number.into_iter().collect(), place.into_iter().collect()]);
    let length = builder.width();
    rule(builder, length);
    builder.add(bare(vec![left, right], rows));
    one_signer(builder, document);
}
