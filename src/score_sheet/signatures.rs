//! The places to sign below the summary, for those who answer for the sums: secretary, support team
//! and chair.

use rust_xlsxwriter::XlsxError;

use super::columns::SummaryColumns;
use super::desk::ScoreSheetDesk;
use super::look::ROW_HEIGHT;
use super::pen::SheetPen;

/// Height of the row in which people sign, in points.
const ROOM: u32 = 90;

/// How many rows lie from the last product to the names.
const ROWS: u32 = 6;

/// Height of all these rows, in points.
pub(super) const HEIGHT: u32 = (ROWS - 1) * ROW_HEIGHT + ROOM;

/// Writes the places to sign below the last product, on the page with the results. Returns the last
/// row.
pub(super) fn write(
    desk: &ScoreSheetDesk<'_>,
    columns: SummaryColumns,
    last_row: u32,
    pen: &mut SheetPen<'_>,
) -> Result<u32, XlsxError> {
    let look = &desk.look;
    let minutes = &desk.round.papers.minutes;
    let signers = [
        ("THƯ KÝ".to_owned(), desk.round.council.secretary.name.as_str()),
        (format!("TM. {}", desk.acts.main().wording.support_team.to_uppercase()), ""),
        (minutes.signer.capacity.join(" "), minutes.signer.name.as_str()),
    ];
    let [date, capacity, hint, room, name] = [2, 3, 4, 5, ROWS].map(|below| last_row + below);
    for (index, (authority, signer)) in (0..).zip(&signers) {
        let (from, to) = columns.signature(index);
        pen.merged((capacity, from), (capacity, to), authority, &look.sign)?;
        pen.merged((hint, from), (hint, to), "(Ký, ghi rõ họ tên)", &look.sign_hint)?;
        pen.merged((name, from), (name, to), signer, &look.sign)?;
    }
    let issuer = desk.round.issuer(&minutes.issuer);
    let place = issuer.as_deref().map_or("", |issuer| issuer.place.as_str());
    let (from, to) = columns.signature(2);
    let dated = format!("{place}, ngày …… tháng …… năm {}", minutes.date.year());
    pen.merged((date, from), (date, to), &dated, &look.sign_hint)?;
    pen.0.set_row_height(room, ROOM)?;
    Ok(name)
}
