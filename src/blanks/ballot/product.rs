//! The sheet of one product: its head, the table of criteria, the sums and the place to sign.

use rust_xlsxwriter::{
    ConditionalFormatFormula, Format, FormatAlign, Formula, IgnoreError, Url, XlsxError,
};

use super::cover;
use super::pen::{
    BallotLook, MARK, MISSED, ORDER, POINTS, Pen, REMARK, STAR, VALID, WIDE, WIDTHS, WORDING,
    fixed, range,
};
use super::subject::Subject;
use super::table::{Table, number};
use super::whose::Whose;
use crate::blanks::book::FormBook;
use crate::forms::form_keys::{COLUMNS, ballot_column, ballot_row, table};
use crate::sheet_look::{CLOSED, height};

/// What every page of the sheet says at its foot. The code stands above the table, on each page.
const FOOT: &str = "Phiếu chấm điểm OCOP";

/// The cells to which the cover refers.
#[derive(Debug)]
pub(super) struct Figures {
    pub(super) parts: [String; 3],
    pub(super) total: String,
    pub(super) state: String,
    pub(super) star: String,
    pub(super) highest: String,
    /// Where the link of the cover leads.
    pub(super) start: String,
}

/// Writes the sheet of a product with the first of the looks, or with the second where it is closed.
pub(super) fn write(
    book: &mut FormBook,
    looks: &[BallotLook; 2],
    subject: &Subject<'_>,
    whose: &Whose,
    cumulative: bool,
) -> Result<Figures, XlsxError> {
    let look = if subject.product.closed.is_some() { &looks[1] } else { &looks[0] };
    let form = book.sheet(&subject.sheet(), true, FOOT, &WIDTHS)?;
    let mut pen = Pen { form, look, row: 0 };
    pen.form.sheet.set_column_hidden(VALID)?.set_column_hidden(MISSED)?;
    columns(&mut pen, subject)?;
    let reason = head(&mut pen, subject, whose)?;
    let closed = closed(&mut pen, subject)?;
    let code_row = pen.row;
    heading(&mut pen, subject, whose)?;
    let table = Table::write(&mut pen, subject, cumulative)?;
    let sums = sums(&mut pen, subject, &table)?;
    opinion(&mut pen, &table)?;
    let last = signature(&mut pen, whose)?;
    let last = if closed { code_row } else { last };
    pen.form.sheet.set_print_area(FIRST_PRINTED, ORDER, last, REMARK)?;
    colours(&mut pen, subject, &table, &reason, &sums)?;
    bar(&mut pen, subject, &table, &reason, &sums)
}

/// The first row that is printed; those above are for the screen and for the reader.
const FIRST_PRINTED: u32 = 2;

/// Writes the hidden row that names the columns.
fn columns(pen: &mut Pen<'_>, subject: &Subject<'_>) -> Result<(), XlsxError> {
    pen.form.key(0, &[ballot_row::SHEET, &subject.product.key])?;
    pen.form.key(1, &[COLUMNS, table::BALLOT])?;
    for (column, name) in [
        (ORDER, ballot_column::ORDER),
        (WORDING, ballot_column::WORDING),
        (POINTS, ballot_column::POINTS),
        (STAR, ballot_column::STAR),
        (MARK, ballot_column::MARK),
        (REMARK, ballot_column::REMARK),
    ] {
        pen.form.sheet.write_string(1, column, name)?;
    }
    pen.form.sheet.set_row_hidden(1)?;
    pen.row = FIRST_PRINTED;
    Ok(())
}

/// Writes what the act's form says at its head; returns the cell of the reason not to score.
fn head(pen: &mut Pen<'_>, subject: &Subject<'_>, whose: &Whose) -> Result<String, XlsxError> {
    let (look, shared) = (pen.look, pen.form.look);
    let all = (ORDER, REMARK);
    pen.across(all, &format!("Theo {}", subject.act.cited()), &look.small)?;
    pen.next();
    pen.across(all, "PHIẾU ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM", &shared.title)?;
    pen.high(24.0)?;
    pen.next();
    let product = subject.product;
    let excluded = subject.set.and_then(|set| set.excluded_when.as_deref());
    let excluded = excluded.map(|when| format!("Hồ sơ bị loại khi: {when}.")).unwrap_or_default();
    let named = format!("Tên sản phẩm: {}", product.name);
    for (key, text, format) in [
        (None, format!("Bộ sản phẩm: {}", subject.set_name()), &shared.plain),
        (Some(ballot_row::SUBJECT), named, &look.bold),
        (None, format!("Chủ thể: {}", product.owner), &shared.plain),
        (None, format!("Đơn vị đề nghị: {}", product.unit), &shared.plain),
        (None, excluded, &look.italic),
    ] {
        if text.is_empty() {
            continue;
        }
        if let Some(key) = key {
            pen.form.key(pen.row, &[key])?;
        }
        pen.across(all, &text, format)?;
        pen.high(height([(text.as_str(), WIDE - 3)]))?;
        pen.next();
    }
    pen.across(all, &whose.scorer, &shared.plain.clone().set_shrink())?;
    pen.high(22.0)?;
    pen.next();
    reason(pen, subject)
}

/// Writes the row for the reason not to score.
fn reason(pen: &mut Pen<'_>, subject: &Subject<'_>) -> Result<String, XlsxError> {
    let look = pen.look;
    let why = subject.product.closed.as_deref().unwrap_or_default();
    pen.form.key(pen.row, &[ballot_row::REASON])?;
    let label = "Không chấm sản phẩm này thì ghi lý do (có chấm thì để trống):";
    pen.across((ORDER, WORDING), label, &look.italic)?;
    pen.across((POINTS, REMARK), why, &look.reason)?;
    pen.high(height([(why, WIDTHS[2..6].iter().sum::<u16>() - 2)]).max(24.0))?;
    let cell = fixed(pen.row, POINTS);
    pen.next();
    Ok(cell)
}

/// Says that the product is closed, where it is; tells whether it is.
fn closed(pen: &mut Pen<'_>, subject: &Subject<'_>) -> Result<bool, XlsxError> {
    let Some(why) = &subject.product.closed else { return Ok(false) };
    let text = format!("PHIẾU NÀY ĐÃ KHÓA, KHÔNG CHẤM: {why}");
    pen.across((ORDER, REMARK), &text, &pen.look.banner)?;
    pen.high(height([(text.as_str(), WIDE - 8)]).max(30.0))?;
    pen.form.sheet.set_tab_color(CLOSED);
    pen.next();
    Ok(true)
}

/// Writes the line with product and code and the headings of the table: both stand on every page.
fn heading(pen: &mut Pen<'_>, subject: &Subject<'_>, whose: &Whose) -> Result<(), XlsxError> {
    let (small, shared) = (&pen.look.small, pen.form.look);
    let product = subject.product;
    let named = format!("{}. {} – {}", subject.number, product.name, product.owner);
    let named = named.replace(['\r', '\n'], " ");
    pen.across((ORDER, POINTS), &named, small)?;
    pen.across((STAR, REMARK), &whose.code, &shared.code)?;
    pen.high(18.0)?;
    pen.next();
    for (column, text) in [
        (ORDER, "TT"),
        (WORDING, "Các tiêu chí"),
        (POINTS, "Thang điểm"),
        (STAR, "Tối thiểu của hạng"),
        (MARK, "Điểm chấm"),
        (REMARK, "Ghi chú"),
    ] {
        pen.put(column, text, &shared.head)?;
    }
    pen.high(42.0)?;
    if product.closed.is_none() {
        pen.form.sheet.set_repeat_rows(pen.row - 1, pen.row)?;
    }
    pen.next();
    Ok(())
}

/// The cells of the sums.
struct Sums {
    total: String,
    /// How many marks are still missing.
    missing: String,
    star: String,
    highest: String,
}

/// Writes the total, the missing marks and the stars below the table.
fn sums(pen: &mut Pen<'_>, subject: &Subject<'_>, table: &Table) -> Result<Sums, XlsxError> {
    let (look, shared) = (pen.look, pen.form.look);
    let parts = table.parts.map(|row| fixed(row, counted_column(subject)));
    pen.form.key(pen.row, &[ballot_row::TOTAL])?;
    pen.across((ORDER, WORDING), "TỔNG ĐIỂM (A + B + C)", &look.head_left)?;
    pen.number(POINTS, number(subject.total_max()), &shared.head)?;
    pen.blank(&[STAR, REMARK], &shared.head)?;
    let marks = range(VALID, table.rows.0, table.rows.1);
    let sum = format!("=IF(COUNT({marks})=0,\"\",IFERROR(SUM({}),0))", parts.join(","));
    pen.formula(MARK, &sum, "", Some(&look.total))?;
    pen.high(26.0)?;
    let total = fixed(pen.row, MARK);
    pen.next();
    pen.across((ORDER, STAR), "Số ô còn thiếu điểm", &shared.cell)?;
    let count = subject.marks();
    let left = format!("=IFERROR({count}-COUNT({marks}),{count})");
    pen.formula(MARK, &left, &count.to_string(), Some(&look.group_value))?;
    pen.blank(&[REMARK], &shared.cell)?;
    let missing = fixed(pen.row, MARK);
    pen.next();
    let bands = subject.bands();
    let bands: Vec<_> = bands.map(|(star, least)| format!("IF({total}>={least},{star},")).collect();
    let (bands, closing) = (bands.concat(), ")".repeat(bands.len() + 1));
    let star = format!("=IF({missing}>0,\"\",{bands}1{closing}");
    let by_points = "Hạng sao theo tổng điểm của phiếu này (tham khảo)";
    let star = figure(pen, by_points, &star, &look.star)?;
    let missed = format!("SUM({})", range(MISSED, table.rows.0, table.rows.1));
    let highest = if table.minima {
        format!(
            "=IF({missing}>0,\"\",IF({missed}<1000000,5,IF(MOD(INT({missed}/1000),1000)=0,4,\
             IF(MOD({missed},1000)=0,3,2))))"
        )
    } else {
        "=\"\"".to_owned()
    };
    let allowed = "Hạng cao nhất mà các mức tối thiểu (dấu *) cho phép (tham khảo)";
    let highest = figure(pen, allowed, &highest, &look.highest)?;
    Ok(Sums { total, missing, star, highest })
}

/// Returns the column whose cells in the rows of parts hold their sums: where parts are typed, only
/// allowed totals count.
fn counted_column(subject: &Subject<'_>) -> u16 {
    if subject.criteria().is_empty() { VALID } else { MARK }
}

/// Writes a row with a figure for reference; returns its cell.
fn figure(
    pen: &mut Pen<'_>,
    label: &str,
    formula: &str,
    format: &Format,
) -> Result<String, XlsxError> {
    pen.across((ORDER, STAR), label, &pen.look.note)?;
    pen.formula(MARK, formula, "", Some(format))?;
    pen.blank(&[REMARK], &pen.form.look.cell)?;
    let cell = fixed(pen.row, MARK);
    pen.next();
    Ok(cell)
}

/// Writes the place of the member's opinion and the end of what is read.
fn opinion(pen: &mut Pen<'_>, table: &Table) -> Result<(), XlsxError> {
    let (look, shared) = (pen.look, pen.form.look);
    if table.minima {
        let stars = "Dấu ***, ****, *****: mức điểm thấp nhất của tiêu chí để sản phẩm được xét \
                     3 sao, 4 sao, 5 sao.";
        pen.across((ORDER, REMARK), stars, &shared.why)?;
        pen.high(height([(stars, WIDE)]))?;
        pen.next();
    }
    pen.form.key(pen.row, &[ballot_row::OPINION])?;
    pen.across((ORDER, WORDING), "Ý kiến của người đánh giá (nếu có):", &look.bold)?;
    pen.across((POINTS, REMARK), "", &look.opinion)?;
    pen.high(64.0)?;
    pen.next();
    pen.form.key(pen.row, &[ballot_row::END])?;
    pen.next();
    Ok(())
}

/// Writes the place to sign; returns the last printed row.
fn signature(pen: &mut Pen<'_>, whose: &Whose) -> Result<u32, XlsxError> {
    let look = pen.look;
    let right = (POINTS, REMARK);
    pen.across(right, "……, ngày …… tháng …… năm ……", &look.sign)?;
    pen.next();
    pen.across(right, "NGƯỜI ĐÁNH GIÁ", &look.sign_name)?;
    pen.next();
    pen.across(right, "(Ký, ghi rõ họ tên)", &look.sign)?;
    pen.row += 4;
    pen.across(right, &whose.signature, &look.sign_name)?;
    pen.high(36.0)?;
    Ok(pen.row)
}

/// Adds the colours: missing marks, marks that are not allowed, the chosen option. Three rules for
/// the whole table, steered by the keys: programs drop ranges with more.
fn colours(
    pen: &mut Pen<'_>,
    subject: &Subject<'_>,
    table: &Table,
    reason: &str,
    sums: &Sums,
) -> Result<(), XlsxError> {
    if subject.product.closed.is_some() {
        return Ok(());
    }
    let (first, last) = table.rows;
    let shared = pen.form.look;
    let cell = |column: &str| format!("${column}{}", first + 1);
    let (key, mark, valid) = (cell("A"), cell("F"), cell("H"));
    let kind = if subject.criteria().is_empty() { ballot_row::PART } else { ballot_row::CRITERION };
    let is_mark = format!("LEFT({key},{})=\"{kind}|\"", kind.len() + 1);
    let count = subject.marks();
    let begun = format!("{}<{count},LEN(TRIM({reason}))=0", sums.missing);
    let missing = format!("=AND({is_mark},ISBLANK({mark}),{valid}=\"\",{begun})");
    let wrong = format!("=AND({is_mark},NOT(ISBLANK({mark})),{valid}=\"\")");
    let chosen = format!("={}=\"X\"", cell("B"));
    let mut colour = |columns: (u16, u16), formula: &str, format: &Format| {
        let rule =
            ConditionalFormatFormula::new().set_rule(Formula::new(formula)).set_format(format);
        pen.form.sheet.add_conditional_format(first, columns.0, last, columns.1, &rule).map(|_| ())
    };
    colour((MARK, MARK), &missing, &shared.wanted)?;
    colour((MARK, MARK), &wrong, &shared.wrong)?;
    colour((ORDER, STAR), &chosen, &shared.done)?;
    Ok(())
}

/// Writes the bar on the screen: the way back, the product, its total and its state.
fn bar(
    pen: &mut Pen<'_>,
    subject: &Subject<'_>,
    table: &Table,
    reason: &str,
    sums: &Sums,
) -> Result<Figures, XlsxError> {
    pen.row = 0;
    let look = pen.look;
    let back = Url::new(format!("internal:'{}'!B1", cover::NAME)).set_text("← Bìa");
    pen.form.sheet.write_url_with_format(0, ORDER, back, &look.bar_link)?;
    let named = format!("{}. {}", subject.number, subject.product.name).replace(['\r', '\n'], " ");
    pen.put(WORDING, &named, &look.bar)?;
    pen.put(POINTS, "Tổng:", &look.bar.clone().set_align(FormatAlign::Right))?;
    pen.formula(STAR, &format!("={}", sums.total), "", Some(&look.bar_middle))?;
    let (state, now) = state(subject, table, reason, &sums.missing);
    pen.across((MARK, REMARK), "", &look.bar_middle)?;
    pen.formula(MARK, &state, now, Some(&look.bar_middle))?;
    pen.high(26.0)?;
    let sheet = &mut *pen.form.sheet;
    sheet.set_freeze_panes(1, 0)?;
    let start = table.first_mark.unwrap_or(table.rows.0);
    sheet.set_selection(start, MARK, start, MARK)?;
    sheet.ignore_error_range(0, ORDER, table.rows.1, POINTS, IgnoreError::NumberStoredAsText)?;
    Ok(Figures {
        parts: table.parts.map(|row| fixed(row, MARK)),
        total: sums.total.clone(),
        state: fixed(0, MARK),
        star: sums.star.clone(),
        highest: sums.highest.clone(),
        start: fixed(start, MARK).replace('$', ""),
    })
}

/// Makes the formula for the state of the product, with its result while nothing is filled in.
fn state(
    subject: &Subject<'_>,
    table: &Table,
    reason: &str,
    missing: &str,
) -> (String, &'static str) {
    let count = subject.marks();
    let mut state = format!(
        "IF({missing}={count},\"Chưa chấm\",IF({missing}>0,\"Còn thiếu \"&{missing},\"Đủ\"))"
    );
    for (conditions, word) in [(&table.stopped, cover::STOPPED), (&table.excluded, cover::EXCLUDED)]
    {
        if !conditions.is_empty() {
            state = format!("IF(OR({}),\"{word}\",{state})", conditions.join(","));
        }
    }
    let formula = format!("=IF(LEN(TRIM({reason}))>0,\"{}\",{state})", cover::NOT_SCORED);
    let closed = subject.product.closed.is_some();
    (formula, if closed { cover::NOT_SCORED } else { "Chưa chấm" })
}
