//! The support team's check-list (kiểm tra hồ sơ): products and the items of their dossiers, a
//! conclusion by formula, who checked and when.

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationRule, ExcelDateTime, FormatAlign,
    Formula, XlsxError,
};

use super::book::{FormBook, FormSheet, code_line};
use super::lists::{Choice, Lists};
use crate::criteria::{Act, RoundActs};
use crate::forms::form_keys::{COLUMNS, PRODUCT, check_list_column as column, list_row, table};
use crate::forms::list_form::{ITEM_WORDS, ListForm, ListFormColumn, ListValue};
use crate::forms::{FormIdentity, FormProduct};
use crate::round::Round;
use crate::sheet_look::height;

/// Width of the column with product, owner and unit.
const PRODUCT_WIDTH: u16 = 38;
/// The column of the first item.
const ITEMS: u16 = 3;
/// What the formula concludes.
const CONCLUSIONS: [&str; 3] = ["Đủ", "Phải bổ sung", "Chưa xong"];

/// Where the columns behind the items stand.
#[derive(Clone, Copy)]
struct Columns {
    /// The last item.
    last_item: u16,
    /// The conclusion.
    conclusion: u16,
    /// The last column of all.
    last: u16,
}

/// Makes the check-list of the products of the identity. The same round and products give the same
/// bytes.
///
/// # Errors
///
/// When a text is longer than a cell can hold.
pub fn check_list(
    identity: &FormIdentity,
    round: &Round,
    acts: &RoundActs,
) -> Result<Vec<u8>, XlsxError> {
    let form = ListForm::of(round, acts);
    let of_dossier = form.sheet(table::DOSSIERS).map(|sheet| sheet.columns.as_slice());
    let is_item =
        |column: &&ListFormColumn| matches!(column.value, ListValue::Item | ListValue::Whole);
    let items: Vec<&ListFormColumn> =
        of_dossier.unwrap_or_default().iter().filter(is_item).collect();
    let behind = [
        (column::CONCLUSION, "Kết luận", 11),
        (column::SUPPLEMENT, "Nội dung cần bổ sung", 26),
        (column::CHECKER, "Người kiểm tra", 18),
        (column::DAY, "Ngày", 12),
    ];
    let mut fields = vec![
        (column::ORDER, "TT", 5),
        (column::PRODUCT, "Sản phẩm; chủ thể; đơn vị", PRODUCT_WIDTH),
    ];
    fields.extend(items.iter().map(|item| (item.key.as_str(), item.heading.as_str(), 9)));
    fields.extend(behind);
    let last_item = ITEMS + u16::try_from(items.len()).unwrap_or(0) - 1;
    let columns = Columns { last_item, conclusion: last_item + 1, last: last_item + 4 };
    let mut book = FormBook::new("Kiểm tra hồ sơ", round)?;
    let widths: Vec<u16> = fields.iter().map(|(_, _, width)| *width).collect();
    let code = code_line(identity);
    let mut sheet = book.sheet("Kiểm tra hồ sơ", false, &code, &widths)?;
    head(&mut sheet, round, &code, columns)?;
    let first = headings(&mut sheet, &fields, columns)?;
    let mut row = first;
    for product in &identity.products {
        dossier(&mut sheet, acts, product, &items, (row, row - first + 1))?;
        row += 1;
    }
    let last = row.saturating_sub(1).max(first);
    rules(&mut sheet, round, &items, columns, (first, last))?;
    let end = foot(&mut sheet, acts.main(), columns, (first, last))?;
    sheet.key(end, &[list_row::END])?;
    sheet.sheet.set_freeze_panes(first, 3)?;
    sheet.sheet.set_repeat_rows(first - 1, first - 1)?;
    sheet.sheet.set_print_area(0, 1, end - 1, columns.last)?;
    sheet.sheet.autofilter(first - 1, 1, last, columns.last)?;
    book.close(identity)
}

/// Writes the team, the code and the title.
fn head(
    sheet: &mut FormSheet<'_>,
    round: &Round,
    code: &str,
    columns: Columns,
) -> Result<(), XlsxError> {
    let look = sheet.look;
    sheet.key(0, &[list_row::TITLE])?;
    let team = round.support_team.name.to_uppercase();
    let half = columns.last_item.max(4);
    sheet.across(0, (1, half), &team, &look.plain.clone().set_bold())?;
    sheet.across(0, (half + 1, columns.last), code, &look.code)?;
    sheet.sheet.set_row_height(0, 22)?;
    sheet.key(1, &[list_row::TITLE])?;
    let settings = &round.round;
    let title =
        format!("BẢNG KIỂM TRA HỒ SƠ SẢN PHẨM – ĐỢT {} NĂM {}", settings.number, settings.year);
    sheet.across(1, (1, columns.last), &title, &look.title)?;
    sheet.sheet.set_row_height(1, 28)?;
    let [there, missing, exempt] = ITEM_WORDS;
    let why = format!(
        "{there}: có giấy tờ, còn hạn. {missing}: phải bổ sung. {exempt}: văn bản không đòi đối với \
         sản phẩm này. Ô nền vàng: chưa kiểm tra."
    );
    sheet.key(2, &[list_row::TITLE])?;
    sheet.across(2, (1, columns.last), &why, &look.why)?;
    sheet.sheet.set_row_height(2, 22)?;
    Ok(())
}

/// Writes the hidden names of the columns and the headings; returns the first row for a product.
fn headings(
    sheet: &mut FormSheet<'_>,
    fields: &[(&str, &str, u16)],
    columns: Columns,
) -> Result<u32, XlsxError> {
    sheet.key(3, &[COLUMNS, table::CHECK_LIST])?;
    sheet.key(4, &[list_row::HEADINGS])?;
    sheet.sheet.set_row_hidden(3)?;
    let head = sheet.look.head.clone().set_font_size(11);
    let upright = head.clone().set_rotation(90);
    for (at, (key, heading, _)) in (1..).zip(fields) {
        let is_item = (ITEMS..=columns.last_item).contains(&at);
        sheet.sheet.write_string(3, at, *key)?;
        let format = if is_item { &upright } else { &head };
        sheet.sheet.write_string_with_format(4, at, *heading, format)?;
    }
    sheet.sheet.set_row_height(4, 180)?;
    Ok(5)
}

/// Writes the row of a product.
fn dossier(
    sheet: &mut FormSheet<'_>,
    acts: &RoundActs,
    product: &FormProduct,
    items: &[&ListFormColumn],
    (row, number): (u32, u32),
) -> Result<(), XlsxError> {
    let look = sheet.look;
    sheet.key(row, &[PRODUCT, &product.key])?;
    sheet.sheet.write_number_with_format(row, 1, number, &look.value)?;
    let lines = [&product.name, &product.owner, &product.unit].map(String::as_str);
    sheet.text(row, 2, &lines.join("\n"), &look.cell)?;
    let needed: f64 = lines.iter().map(|line| height([(*line, PRODUCT_WIDTH)]) - 6.0).sum();
    sheet.sheet.set_row_height(row, needed + 6.0)?;
    let item_format = look.input.clone().set_align(FormatAlign::Center).set_num_format("@");
    let count_format = look.input.clone().set_align(FormatAlign::Center);
    let act = acts.iter().find(|act| act.id == product.act).unwrap_or(acts.main());
    let mut column = ITEMS;
    for item in items {
        if item.value == ListValue::Whole {
            sheet.sheet.write_blank(row, column, &count_format)?;
        } else {
            let word = if is_exempt(act, product, &item.key) { ITEM_WORDS[2] } else { "" };
            sheet.text(row, column, word, &item_format)?;
        }
        column += 1;
    }
    let text = look.input.clone().set_num_format("@");
    let day = look.input.clone().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Center);
    let span = span(items, row);
    let asked = items.iter().filter(|item| item.value == ListValue::Item).count();
    let [enough, lacking, open] = CONCLUSIONS;
    let formula = format!(
        "=IF(COUNTIF({span},\"{}\")>0,\"{lacking}\",IF(COUNTA({span})<{asked},\"{open}\",\"{enough}\"))",
        ITEM_WORDS[1]
    );
    let formula = Formula::new(formula).set_result(open);
    sheet.sheet.write_formula_with_format(row, column, formula, &look.value.clone().set_bold())?;
    sheet.sheet.write_blank(row, column + 1, &text)?.write_blank(row, column + 2, &text)?;
    sheet.sheet.write_blank(row, column + 3, &day)?;
    Ok(())
}

/// Whether the act asks for no such item of this product.
fn is_exempt(act: &Act, product: &FormProduct, key: &str) -> bool {
    let Some(dossier) = &act.dossier else { return false };
    let set = act.set(|name| name == product.set);
    let item = dossier.asked().find(|item| crate::forms::list_form::item_key(*item) == key);
    item.is_none_or(|item| !dossier.needs(item, set) && !dossier.awaits(item, set))
}

/// The cells of the items in a row. The number of samples stands last and is none of them.
fn span(items: &[&ListFormColumn], row: u32) -> String {
    let count = items.iter().filter(|item| item.value == ListValue::Item).count();
    let last = ITEMS + u16::try_from(count).unwrap_or(1) - 1;
    let letters = rust_xlsxwriter::utility::column_number_to_name;
    format!("{}{}:{}{}", letters(ITEMS), row + 1, letters(last), row + 1)
}

/// Adds drop-down lists, checks and colours.
fn rules(
    sheet: &mut FormSheet<'_>,
    round: &Round,
    items: &[&ListFormColumn],
    columns: Columns,
    (first, last): (u32, u32),
) -> Result<(), XlsxError> {
    let letters = rust_xlsxwriter::utility::column_number_to_name;
    let list = sheet.lists.named("ho_so", &ITEM_WORDS.map(Choice::Word));
    let names: Vec<Choice<'_>> =
        round.support_team.members.iter().map(|person| Choice::Word(&person.name)).collect();
    let checkers = sheet.lists.named("nguoi_kiem_tra", &names);
    let look = sheet.look;
    let mut rules = Vec::new();
    for (column, item) in (ITEMS..).zip(items) {
        let cell = format!("{}{}", letters(column), first + 1);
        let check = if item.value == ListValue::Whole {
            rules.push((column, format!("=AND({cell}<>\"\",NOT(ISNUMBER({cell})))"), &look.wrong));
            DataValidation::new()
                .allow_whole_number(DataValidationRule::Between(0, 999))
                .set_error_title("Số chưa đúng")?
                .set_error_message("Ghi một số nguyên.")?
        } else {
            rules.push((column, format!("=LEN(TRIM({cell}))=0"), &look.wanted));
            rules.push((
                column,
                format!("=OR({cell}=\"{}\",COUNTIF({list},{cell})=0)", ITEM_WORDS[1]),
                &look.wrong,
            ));
            Lists::check(&list, "Chọn Có, Thiếu hoặc Miễn.")?
        };
        sheet.sheet.add_data_validation(first, column, last, column, &check)?;
    }
    let conclusion = format!("${}{}", letters(columns.conclusion), first + 1);
    let [enough, lacking, _] = CONCLUSIONS;
    let supplement = columns.conclusion + 1;
    let cell = format!("{}{}", letters(supplement), first + 1);
    rules.push((columns.conclusion, format!("={conclusion}=\"{enough}\""), &look.done));
    rules.push((columns.conclusion, format!("={conclusion}=\"{lacking}\""), &look.wrong));
    let rule = format!("=AND({conclusion}=\"{lacking}\",LEN(TRIM({cell}))=0)");
    rules.push((supplement, rule, &look.wanted));
    for (column, rule, format) in rules {
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
        sheet.sheet.add_conditional_format(first, column, last, column, &rule)?;
    }
    if !names.is_empty() {
        let check = Lists::check(&checkers, "Tên này không có trong danh sách. Đúng thì bấm Yes.")?
            .set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning);
        let checker = columns.conclusion + 2;
        sheet.sheet.add_data_validation(first, checker, last, checker, &check)?;
    }
    let day = DataValidation::new()
        .allow_date(DataValidationRule::Between(
            ExcelDateTime::from_ymd(2000, 1, 1)?,
            ExcelDateTime::from_ymd(2100, 12, 31)?,
        ))
        .set_error_title("Ngày chưa đúng")?
        .set_error_message("Gõ ngày/tháng/năm, ví dụ 08/12/2026.")?;
    sheet.sheet.add_data_validation(first, columns.last, last, columns.last, &day)?;
    Ok(())
}

/// Writes the counts and the place to sign; returns the row at which the form ends.
fn foot(
    sheet: &mut FormSheet<'_>,
    act: &Act,
    columns: Columns,
    (first, last): (u32, u32),
) -> Result<u32, XlsxError> {
    let look = sheet.look;
    let row = last + 1;
    let strong = look.head.clone().set_align(FormatAlign::Left);
    let letter = rust_xlsxwriter::utility::column_number_to_name(columns.conclusion);
    let span = format!("${letter}${}:${letter}${}", first + 1, last + 1);
    let counts = CONCLUSIONS.map(|word| format!("\"{word}: \"&COUNTIF({span},\"{word}\")"));
    let shown = format!(
        "{}: 0; {}: 0; {}: {}",
        CONCLUSIONS[0],
        CONCLUSIONS[1],
        CONCLUSIONS[2],
        last - first + 1
    );
    sheet.key(row, &[list_row::TOTALS])?;
    sheet.across(row, (1, 2), "Tổng cộng", &strong)?;
    sheet.sheet.merge_range(row, ITEMS, row, columns.last, "", &strong)?;
    let formula = Formula::new(format!("={}", counts.join("&\"; \"&"))).set_result(shown);
    sheet.sheet.write_formula_with_format(row, ITEMS, formula, &strong)?;
    sheet.sheet.set_row_height(row, 24)?;
    let head = format!("TỔ TRƯỞNG {}", act.wording.support_team.to_uppercase());
    let lines = [
        (head, look.middle.clone().set_bold()),
        ("(Ký, ghi rõ họ tên)".to_owned(), look.middle.clone().set_italic()),
    ];
    let mut at = row + 2;
    for (text, format) in lines {
        sheet.key(at, &[list_row::SIGNATURE])?;
        sheet.across(at, (columns.conclusion, columns.last), &text, &format)?;
        sheet.sheet.set_row_height(at, 20)?;
        at += 1;
    }
    for _ in 0..4 {
        sheet.key(at, &[list_row::SIGNATURE])?;
        at += 1;
    }
    Ok(at)
}
