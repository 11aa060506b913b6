//! Makes the lines above and below a table: whose ballot it is, of which session, of which product.

use careful_spreadsheet::Value;
use rust_decimal::Decimal;
use time::{Date, Month};

use super::chance::Chance;
use super::down::Table;
use super::form::{Form, MemberAt, Pair, SessionAt, Shape};
use super::page::{Page, What, number, text};
use super::truth::{DAYS, MEMBERS};
use super::words;

/// Writes the head of a sheet; the first row of the table comes back.
pub(crate) fn write(table: &Table<'_>, page: &mut Page, chance: &mut Chance) -> u32 {
    let form = table.form;
    let mut row = 0;
    if form.letterhead {
        page.plain(0, form.left, "UBND TỈNH LAI CHÂU");
        page.plain(0, form.left + 3, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        page.plain(1, form.left, "HỘI ĐỒNG ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP");
        page.plain(1, form.left + 3, "Độc lập - Tự do - Hạnh phúc");
        row = 3;
    }
    if let Some(title) = title(table) {
        let what =
            if matches!(form.member_at, MemberAt::Title(_)) { What::Member } else { What::Plain };
        let what =
            if matches!(form.session_at, SessionAt::Title(_)) { What::Session } else { what };
        page.put(row, form.left, text(title), what);
        page.merge((row, form.left), (row, form.left + 3));
        row += 1;
        if form.round_named {
            page.plain(
                row,
                form.left,
                ["Đợt 2 năm 2020", "(Đợt 2 năm 2020)", "ĐỢT 2", "Năm 2020, đợt 2"]
                    [form.session_style],
            );
            row += 1;
        }
        if form.cites_act {
            let words = "(Theo Quyết định số 1048/QĐ-TTg ngày 21/8/2019 của Thủ tướng Chính phủ)";
            page.plain(row, form.left, words);
            row += 1;
        }
    }
    row += u32::from(form.blank_rows);
    if let MemberAt::Label(label) = form.member_at {
        let value = words::member(form.member_style, table.member);
        pair(form, page, &mut row, label, text(value), What::Member);
        if form.post_line && !matches!(form.member_style, 2 | 3) {
            pair(form, page, &mut row, "Chức vụ", text(MEMBERS[table.member].2), What::Plain);
        }
    }
    session(table, page, &mut row);
    let one_set = table.products.iter().all(|product| {
        table.truth.products[*product].set.name == table.truth.products[table.products[0]].set.name
    });
    if let Some(label) = form.set_line.filter(|_| one_set) {
        let set = &table.truth.products[table.products[0]].set.name;
        pair(form, page, &mut row, label, text(set.clone()), What::Plain);
    }
    row + u32::from(chance.of(50))
}

/// The lines about one product above its table.
pub(crate) fn product(table: &Table<'_>, place: usize, page: &mut Page, mut row: u32) -> u32 {
    let form = table.form;
    let index = table.products[0];
    let product = &table.truth.products[index];
    let value = text(words::product(form, product, place));
    pair(form, page, &mut row, form.product_label, value, What::Product(index));
    if let Some(label) = form.owner_label {
        pair(form, page, &mut row, label, text(product.owner), What::Owner(index));
    }
    if form.address_line {
        pair(form, page, &mut row, "Địa chỉ", text("Xã Tả Ngảo, huyện Sìn Hồ"), What::Plain);
        pair(form, page, &mut row, "Số điện thoại", text("0213 3876 543"), What::Plain);
    }
    row + u32::from(form.blank_rows)
}

/// Writes what stands below the tables.
pub(crate) fn foot(table: &Table<'_>, page: &mut Page, chance: &mut Chance) {
    let form = table.form;
    let mut row = page.end() + u32::from(form.blank_rows);
    if form.note {
        page.plain(
            row,
            form.left,
            "Ghi chú: Thành viên chấm theo thang điểm của Bộ tiêu chí, không chấm điểm lẻ.",
        );
        row += 1;
    }
    if !form.signature {
        return;
    }
    row += 1;
    let column = form.left + u32::try_from(chance.between(1, 3)).unwrap();
    if form.session_at == SessionAt::SignatureDate || chance.of(50) {
        let day = DAYS[usize::from(table.session) - 1];
        let what =
            if form.session_at == SessionAt::SignatureDate { What::Session } else { What::Plain };
        page.put(row, column, text(format!("Lai Châu, ngày {day:02} tháng 12 năm 2020")), what);
        row += 1;
    }
    let words = ["THÀNH VIÊN HỘI ĐỒNG", "NGƯỜI CHẤM ĐIỂM", "THÀNH VIÊN CHẤM", "NGƯỜI ĐÁNH GIÁ"]
        [form.session_style];
    page.plain(row, column, words);
    page.plain(row + 1, column, "(Ký, ghi rõ họ tên)");
    if form.member_at == MemberAt::Signature || chance.of(60) {
        let what = if form.member_at == MemberAt::Signature { What::Member } else { What::Plain };
        page.put(row + 4, column, text(MEMBERS[table.member].1), what);
    }
}

fn title(table: &Table<'_>) -> Option<String> {
    let form = table.form;
    let (called, name, _) = MEMBERS[table.member];
    if let MemberAt::Title(pattern) = form.member_at {
        let name = format!("{called} {name}");
        let capitals = pattern.chars().all(|sign| !sign.is_lowercase());
        return Some(pattern.replace("{}", &if capitals { name.to_uppercase() } else { name }));
    }
    let title = form.title?;
    let shape = matches!(form.shape, Shape::RowsOfParts | Shape::RowsOfCriteria);
    let title = if shape && title.starts_with("BẢNG") {
        "PHIẾU CHẤM ĐIỂM SẢN PHẨM"
    } else {
        title
    };
    let SessionAt::Title(pattern) = form.session_at else { return Some(title.to_owned()) };
    Some(format!("{title} {}", pattern.replace("{}", &table.session.to_string())))
}

fn session(table: &Table<'_>, page: &mut Page, row: &mut u32) {
    let form = table.form;
    let number_of = table.session;
    match form.session_at {
        SessionAt::Label(label, pattern) => {
            let value = match (pattern, form.pair) {
                ("{}", Pair::NextCell | Pair::Gap) if form.session_style < 2 => {
                    number(Decimal::from(number_of))
                }
                _ => text(pattern.replace("{}", &number_of.to_string())),
            };
            pair(form, page, row, label, value, What::Session);
        }
        SessionAt::DateLabel(label) => {
            let day = DAYS[usize::from(number_of) - 1];
            let value = match form.session_style {
                0 if form.pair != Pair::OneCell => {
                    Value::Date(Date::from_calendar_date(2020, Month::December, day).unwrap())
                }
                1 => text(format!("ngày {day} tháng 12 năm 2020")),
                _ => text(format!("{day:02}/12/2020")),
            };
            pair(form, page, row, label, value, What::Session);
        }
        SessionAt::Nowhere | SessionAt::Title(_) | SessionAt::SignatureDate => {}
    }
}

/// A label and what stands behind it.
fn pair(form: &Form, page: &mut Page, row: &mut u32, label: &str, value: Value, what: What) {
    match (form.pair, value) {
        (Pair::OneCell, Value::Text(value)) => {
            page.put(*row, form.left, text(format!("{label}: {value}")), what);
        }
        (Pair::OneCell | Pair::NextCell, value) => {
            page.plain(*row, form.left, format!("{label}:"));
            page.put(*row, form.left + 1, value, what);
        }
        (Pair::Gap, value) => {
            page.plain(*row, form.left, label);
            page.put(*row, form.left + 2, value, what);
            page.merge((*row, form.left), (*row, form.left + 1));
        }
    }
    *row += 1;
}
