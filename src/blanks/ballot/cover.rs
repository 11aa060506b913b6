//! The cover of a ballot: all products with their live sums and states.

use rust_xlsxwriter::{ConditionalFormatFormula, Url, XlsxError};

use super::pen::{BallotLook, Pen, fixed};
use super::product::Figures;
use super::subject::Subject;
use super::whose::Whose;
use crate::blanks::book::FormSheet;
use crate::criteria::{PARTS, RoundActs};
use crate::forms::form_keys::{COLUMNS, PRODUCT, ballot_row, cover_column, table};
use crate::round::Round;
use crate::sheet_look::height;

/// Name of the sheet.
pub(super) const NAME: &str = "Bìa";

/// States of a product that count as done beside [`DONE`].
pub(super) const NOT_SCORED: &str = "Không chấm";
pub(super) const EXCLUDED: &str = "Bị loại";
pub(super) const STOPPED: &str = "Dừng chấm";
const DONE: &str = "Đủ";

const ORDER: u16 = 1;
const PRODUCT_NAME: u16 = 2;
const OWNER: u16 = 3;
const SET: u16 = 4;
const PART_A: u16 = 5;
const TOTAL: u16 = 8;
const STAR: u16 = 9;
const HIGHEST: u16 = 10;
const STATE: u16 = 11;

/// Widths of the columns from [`ORDER`] on.
pub(super) const WIDTHS: [u16; 11] = [8, 30, 30, 22, 8, 8, 8, 9, 9, 11, 16];
const WIDE: u16 = 8 + 30 + 30 + 22 + 3 * 8 + 9 + 9 + 11 + 16;

/// The row of the headings.
const HEADINGS: u32 = 7;

/// Writes the cover on its sheet.
pub(super) fn write(
    form: FormSheet<'_>,
    look: &BallotLook,
    acts: &RoundActs,
    round: &Round,
    whose: &Whose,
    products: &[(Subject<'_>, Figures)],
) -> Result<(), XlsxError> {
    let mut pen = Pen { form, look, row: 0 };
    head(&mut pen, acts, round, whose)?;
    headings(&mut pen, products)?;
    for (subject, figures) in products {
        product(&mut pen, subject, figures)?;
    }
    pen.form.key(pen.row, &[ballot_row::END])?;
    done(&mut pen, products)?;
    let last = signature(&mut pen, whose)?;
    let sheet = &mut *pen.form.sheet;
    sheet.set_print_area(0, ORDER, last, STATE)?;
    sheet.set_repeat_rows(HEADINGS, HEADINGS)?;
    sheet.set_freeze_panes(HEADINGS + 1, PRODUCT_NAME + 1)?;
    let count = u32::try_from(products.len()).unwrap_or_default();
    sheet.autofilter(HEADINGS, ORDER, HEADINGS + count.max(1), STATE)?;
    Ok(())
}

fn head(
    pen: &mut Pen<'_>,
    acts: &RoundActs,
    round: &Round,
    whose: &Whose,
) -> Result<(), XlsxError> {
    let (look, shared) = (pen.look, pen.form.look);
    let all = (ORDER, STATE);
    let council = round.council.name.to_uppercase();
    pen.across((ORDER, OWNER), &council, &shared.middle)?;
    pen.across((PART_A, STATE), &whose.code, &shared.code)?;
    pen.high(height([(council.as_str(), 62)]))?;
    pen.next();
    pen.across(all, "PHIẾU CHẤM ĐIỂM CỦA THÀNH VIÊN HỘI ĐỒNG", &look.cover_title)?;
    pen.high(30.0)?;
    pen.next();
    pen.across(all, &whose.session, &look.sign)?;
    pen.next();
    let cited = format!("Theo {}", acts.cited());
    pen.across(all, &cited, &look.sign)?;
    pen.high(height([(cited.as_str(), WIDE)]))?;
    pen.next();
    pen.across(all, &whose.member, &look.sign_name)?;
    pen.high(38.0)?;
    pen.next();
    let how = "Cách chấm: bấm “Mở” để sang phiếu của sản phẩm. Ở mỗi tiêu chí chỉ điền MỘT ô “Điểm \
               chấm”: gõ số điểm của mức đã chọn, hoặc chọn trong danh sách; mức đó tự được đánh \
               dấu X và tô màu. Cho 0 điểm thì gõ số 0. Xong mọi sản phẩm thì lưu tệp và gửi lại \
               nguyên tệp.";
    pen.across(all, how, &shared.why)?;
    pen.high(height([(how, WIDE)]))?;
    pen.next();
    Ok(())
}

/// Writes the hidden row that names the columns, and the headings.
fn headings(pen: &mut Pen<'_>, products: &[(Subject<'_>, Figures)]) -> Result<(), XlsxError> {
    pen.form.key(pen.row, &[COLUMNS, table::COVER])?;
    for (column, name) in [
        (ORDER, cover_column::ORDER),
        (PRODUCT_NAME, cover_column::NAME),
        (OWNER, cover_column::OWNER),
        (SET, cover_column::SET),
    ] {
        pen.form.sheet.write_string(pen.row, column, name)?;
    }
    pen.form.sheet.set_row_hidden(pen.row)?;
    pen.next();
    let parts: Vec<_> = (0..PARTS.len()).map(|part| part_heading(products, part)).collect();
    let heads = ["TT", "Tên sản phẩm", "Chủ thể", "Bộ sản phẩm"]
        .into_iter()
        .chain(parts.iter().map(String::as_str))
        .chain(["Tổng", "Hạng theo điểm", "Mức tối thiểu cho phép", "Tình trạng"]);
    for (column, head) in (ORDER..).zip(heads) {
        pen.put(column, head, &pen.form.look.head)?;
    }
    pen.high(54.0)?;
    pen.next();
    Ok(())
}

/// Names a part with its most points, where they are the same for all products.
fn part_heading(products: &[(Subject<'_>, Figures)], part: usize) -> String {
    let mut most = products.iter().map(|(subject, _)| subject.part_max()[part]);
    let letter = PARTS[part];
    match most.next() {
        Some(first) if most.all(|other| other == first) => format!("Phần {letter} ({first})"),
        _ => format!("Phần {letter}"),
    }
}

/// Writes the row of a product.
fn product(pen: &mut Pen<'_>, subject: &Subject<'_>, figures: &Figures) -> Result<(), XlsxError> {
    let (look, shared, product) = (pen.look, pen.form.look, subject.product);
    let sheet = subject.sheet();
    let closed = product.closed.is_some();
    pen.form.key(pen.row, &[PRODUCT, &product.key])?;
    let link = Url::new(format!("internal:'{sheet}'!{}", figures.start))
        .set_text(format!("Mở {}", subject.number));
    pen.form.sheet.write_url_with_format(pen.row, ORDER, link, &shared.link)?;
    let [name, plain] =
        if closed { [&look.closed_name, &shared.closed] } else { [&look.name, &shared.cell] };
    let value = if closed { plain } else { &shared.value };
    pen.put(PRODUCT_NAME, &product.name, name)?;
    pen.put(OWNER, &product.owner, plain)?;
    pen.put(SET, &subject.set_name(), if closed { plain } else { &look.set })?;
    for (column, cell) in (PART_A..).zip(&figures.parts) {
        let formula = format!("=IFERROR(IF('{sheet}'!{cell}=\"\",\"\",'{sheet}'!{cell}),\"\")");
        pen.formula(column, &formula, "", Some(value))?;
    }
    let total = format!("=IFERROR('{sheet}'!{},\"\")", figures.total);
    pen.formula(TOTAL, &total, "", Some(if closed { plain } else { &look.group_value }))?;
    for (column, cell) in [(STAR, &figures.star), (HIGHEST, &figures.highest)] {
        let at = format!("'{sheet}'!{cell}");
        let below = format!("IF({at}=2,\"dưới 3 sao\",{at}&\" sao\")");
        let worded = if column == STAR { format!("{at}&\" sao\"") } else { below };
        let formula = format!("=IFERROR(IF({at}=\"\",\"\",{worded}),\"\")");
        pen.formula(column, &formula, "", Some(value))?;
    }
    let state = format!("=IFERROR('{sheet}'!{},\"\")", figures.state);
    let now = if closed { NOT_SCORED } else { "Chưa chấm" };
    pen.formula(STATE, &state, now, Some(&look.group_value))?;
    let texts = [(product.name.as_str(), 28), (&product.owner, 29), (&subject.set_name(), 24)];
    pen.high(height(texts).max(32.0))?;
    pen.next();
    Ok(())
}

/// Writes how many products are done, and the colours of the states.
fn done(pen: &mut Pen<'_>, products: &[(Subject<'_>, Figures)]) -> Result<(), XlsxError> {
    let shared = pen.form.look;
    let (first, last) = (HEADINGS + 1, pen.row - 1);
    let states = format!("{}:{}", fixed(first, STATE), fixed(last, STATE));
    let counts: Vec<_> = [DONE, NOT_SCORED, EXCLUDED, STOPPED]
        .iter()
        .map(|state| format!("COUNTIF({states},\"{state}\")"))
        .collect();
    let all = products.len();
    let formula = format!("=IFERROR({},0)&\"/{all}\"", counts.join("+"));
    let closed = products.iter().filter(|(subject, _)| subject.product.closed.is_some()).count();
    pen.across(
        (ORDER, HIGHEST),
        "Số sản phẩm đã xong: chấm đủ, hoặc không chấm có lý do",
        &pen.look.head_left,
    )?;
    pen.formula(STATE, &formula, &format!("{closed}/{all}"), Some(&shared.head))?;
    pen.high(24.0)?;
    pen.next();
    let note = "“Hạng theo điểm” và “Mức tối thiểu cho phép” chỉ để tham khảo trên phiếu này: hạng \
                của sản phẩm do Hội đồng xếp theo điểm của các thành viên. Cần sửa tên, thêm hay \
                bớt sản phẩm thì báo Tổ giúp việc để nhận phiếu mới, không tự thêm, xóa dòng.";
    pen.across((ORDER, STATE), note, &shared.why)?;
    pen.high(height([(note, WIDE)]))?;
    pen.next();
    if last < first {
        return Ok(());
    }
    let state = format!("$L{}", first + 1);
    let is_done = format!("=OR({state}=\"{DONE}\",{state}=\"{NOT_SCORED}\")");
    let is_out = format!("=OR({state}=\"{EXCLUDED}\",{state}=\"{STOPPED}\")");
    let is_begun = format!("=LEFT({state},9)=\"Còn thiếu\"");
    let rules = [(is_done, &shared.done), (is_out, &shared.wrong), (is_begun, &shared.wanted)];
    for (rule, format) in rules {
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
        pen.form.sheet.add_conditional_format(first, STATE, last, STATE, &rule)?;
    }
    Ok(())
}

/// Writes the place to sign; returns the last printed row.
fn signature(pen: &mut Pen<'_>, whose: &Whose) -> Result<u32, XlsxError> {
    let look = pen.look;
    let right = (TOTAL, STATE);
    pen.next();
    pen.across(right, "……, ngày …… tháng …… năm ……", &look.sign)?;
    pen.next();
    pen.across(right, "NGƯỜI CHẤM ĐIỂM", &look.sign_name)?;
    pen.next();
    pen.across(right, "(Ký, ghi rõ họ tên)", &look.sign)?;
    pen.row += 4;
    pen.across(right, &whose.signature, &look.sign_name)?;
    pen.high(36.0)?;
    Ok(pen.row)
}
