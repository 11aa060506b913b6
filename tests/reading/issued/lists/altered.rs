//! What people do to a list: each is told at its cell.

use careful_spreadsheet::{Cell, Value};
use ocop::finding::CellRef;
use ocop::forms::{FormIdentity, form_keys};

use super::filled::said;
use super::{Book, Came, Sender, word};

/// What the products say.
fn all(came: &Came) -> Vec<String> {
    came.products().iter().map(said).collect()
}

#[test]
fn moved_columns_and_reworded_headings_change_nothing() {
    let sender = Sender::today();
    let book = sender.filled();
    let before = all(&sender.reads(&[&book]));
    let mut moved = book.clone();
    let list = moved.page("Danh sách");
    let (owner, set) = (list.column("owner"), list.column("set"));
    list.exchange_columns(owner, set);
    let heading = list.at("dau-cot", "product");
    list.value(heading, word("Hàng hóa của xã"));
    let heading = list.at("dau-cot", "kind");
    list.value(heading, word("Tên sản phẩm"));
    let came = sender.reads(&[&moved]);
    assert_eq!(came.told(), [""; 0]);
    assert_eq!(all(&came), before);
    let mut inserted = book;
    inserted.page("Danh sách").insert_row(3);
    assert_eq!(all(&sender.reads(&[&inserted])), before);
}

#[test]
fn rows_sorted_as_a_whole_keep_their_dossiers() {
    let sender = Sender::today();
    let mut book = sender.filled();
    let before = all(&sender.reads(&[&book]));
    let list = book.page("Danh sách");
    let rows = ["dong|01", "dong|02"].map(|key| list.row(key));
    list.exchange(rows[0], rows[1], 1);
    let came = sender.reads(&[&book]);
    assert_eq!(came.told(), ["W271 Danh sách!B7"]);
    let mut after = all(&came);
    after.reverse();
    assert_eq!(after, before);
}

#[test]
fn a_name_typed_over_on_another_sheet_is_told_and_the_product_waits() {
    for sheet in ["Hồ sơ", "Chủ thể"] {
        let sender = Sender::today();
        let mut book = sender.filled();
        let page = book.page(sheet);
        let at = page.at("dong|01", "product");
        page.value(at, word("Chè khác"));
        let came = sender.reads(&[&book]);
        let found = came.only("E264");
        assert_eq!(found.place.sheet.as_deref(), Some(sheet));
        assert!(came.products()[0].doubt.is_some() && came.products()[1].doubt.is_none());
        let page = book.page(sheet);
        page.value(at, word("CHÈ  Sùng Phài"));
        assert_eq!(sender.reads(&[&book]).told(), [""; 0], "the same name is no other");
    }
}

#[test]
fn a_total_typed_over_its_formula_does_not_count() {
    let sender = Sender::scoring();
    let mut book = sender.filled();
    let list = book.page("Danh sách");
    let at = list.at("dong|01", "total");
    list.types(at, "80");
    let came = sender.reads(&[&book]);
    assert_eq!(came.only("W265").place.cell, Some(at));
    assert_eq!(came.products()[0].score.counted().unwrap().to_string(), "75.5");
    let list = book.page("Danh sách");
    for part in ["part_a", "part_b", "part_c"] {
        let at = list.at("dong|01", part);
        list.types(at, "");
    }
    let came = sender.reads(&[&book]);
    assert_eq!(came.only("W265").place.cell, Some(at));
    assert_eq!(came.products()[0].score.counted().unwrap().to_string(), "80");
    let list = book.page("Danh sách");
    let star = list.at("dong|01", "star");
    list.types(star, "5 sao");
    let came = sender.reads(&[&book]);
    assert_eq!(came.products()[0].star.as_ref().unwrap().value, 5);
    assert_eq!(came.only("W304").place.cell, Some(star), "the rule tells what the star should be");
}

#[test]
fn a_row_that_people_add_is_read_and_its_dossier_is_not_known() {
    let sender = Sender::today();
    let mut book = sender.filled();
    let list = book.page("Danh sách");
    let row = list.row("dong|20") + 1;
    list.insert_row(row);
    for key in ["set", "owner", "kind"] {
        let value = list.cells[&list.at("dong|01", key)].clone();
        list.value(CellRef::new(row, list.column(key)), value);
    }
    list.value(CellRef::new(row, list.column("product")), word("Chè thứ hai mốt"));
    let came = sender.reads(&[&book]);
    assert_eq!(came.only("E266").place.cell, Some(CellRef::new(row, 2)));
    let added = &came.products()[2];
    assert_eq!(added.product.value, "Chè thứ hai mốt");
    assert!(added.dossier_unclear && added.dossier.iter().all(Option::is_none));
    // The same row on the sheet of dossiers, with the name typed.
    let items = book.page("Hồ sơ");
    let below = items.row("het");
    items.insert_row(below);
    items.value(CellRef::new(below, items.column("product")), word("Chè thứ hai mốt"));
    for column in items.items() {
        items.value(CellRef::new(below, column), word("Có"));
    }
    let added = &sender.reads(&[&book]).forms.submissions[0].entries[2];
    assert!(!added.dossier_unclear && added.dossier[0].as_ref().unwrap().value);
}

#[test]
fn a_number_that_stands_in_two_rows_ties_one_of_them() {
    let sender = Sender::today();
    let mut book = sender.filled();
    let list = book.page("Danh sách");
    let at = list.at("dong|02", "order");
    list.types(at, "1");
    let came = sender.reads(&[&book]);
    came.only("E266");
    assert_eq!(came.products()[0].dossier[0].as_ref().map(|item| item.value), Some(true));
    assert!(came.products()[1].dossier_unclear);
    assert_eq!(came.told(), ["W272 Chủ thể!E6", "E266 Danh sách!C8", "W272 Hồ sơ!D6"]);
}

#[test]
fn text_outside_the_cells_is_told_once_a_sheet() {
    let sender = Sender::today();
    let mut book = sender.filled();
    let list = book.page("Danh sách");
    list.value(CellRef::new(60, 20), word("x"));
    list.value(CellRef::new(7, 30), word("chờ bổ sung"));
    let remark = list.at("dong|09", "remark");
    list.value(remark, word("để trống"));
    let came = sender.reads(&[&book]);
    let found = came.only("W267");
    assert_eq!(found.place.cell, Some(CellRef::new(7, 30)));
    assert!(found.found.as_ref().unwrap().contains("để trống"));
    assert_eq!(came.products().len(), 2, "a row without a product is nothing");
}

#[test]
fn values_of_a_row_that_no_product_has_are_told() {
    let sender = Sender::today();
    let mut book = sender.filled();
    let items = book.page("Hồ sơ");
    let at = items.at("dong|07", "registration");
    items.value(at, word("Có"));
    assert_eq!(sender.reads(&[&book]).only("W272").place.cell, Some(at));
}

#[test]
fn deleted_columns_and_sheets_are_told() {
    let sender = Sender::today();
    for (sheet, key, code, products) in [
        ("Danh sách", "code", "W268", 2),
        ("Danh sách", "set", "E269", 0),
        ("Hồ sơ", "registration", "E269", 2),
        ("Chủ thể", "phone", "W268", 2),
    ] {
        let mut book = sender.filled();
        let page = book.page(sheet);
        let column = page.column(key);
        page.delete_column(column);
        let came = sender.reads(&[&book]);
        assert_eq!(came.only(code).place.sheet.as_deref(), Some(sheet), "{key}");
        assert_eq!(came.products().len(), products, "{key}");
    }
    for (sheet, code, unclear) in [("Hồ sơ", "E269", true), ("Chủ thể", "W268", false)] {
        let mut book = sender.filled();
        book.pages.retain(|page| page.name != sheet);
        let came = sender.reads(&[&book]);
        came.only(code);
        assert!(came.products().iter().all(|entry| entry.dossier_unclear == unclear));
    }
}

#[test]
fn what_stands_twice_is_told_and_read_once() {
    let sender = Sender::today();
    let mut book = sender.filled();
    book.copy("Danh sách", "Danh sách (2)");
    let came = sender.reads(&[&book]);
    assert_eq!(came.only("E270").place.sheet.as_deref(), Some("Danh sách (2)"));
    assert_eq!(came.products().len(), 2);
    let mut book = sender.filled();
    let list = book.page("Danh sách");
    let set = list.column("set");
    let copied: Vec<_> = list
        .cells
        .iter()
        .filter(|(at, _)| at.column == set)
        .map(|(at, cell)| (at.row, cell.clone()))
        .collect();
    for (row, cell) in copied {
        list.value(CellRef::new(row, 40), cell);
    }
    let came = sender.reads(&[&book]);
    came.only("E270");
    assert!(came.products().iter().all(|entry| entry.doubt.is_none()), "both say the same");
    let list = book.page("Danh sách");
    let row = list.row("dong|01");
    list.value(CellRef::new(row, 40), word("Bộ khác"));
    let came = sender.reads(&[&book]);
    assert!(came.products().iter().all(|entry| entry.doubt.is_some()));
}

#[test]
fn a_list_for_another_unit_does_not_count() {
    let sender = Sender::today();
    let book = sender.filled();
    let mut gone = Sender::today();
    gone.round.districts.remove(0);
    let came = gone.reads(&[&book]);
    came.only("E263");
    assert_eq!(came.forms.submissions[0].district, None);
    let mut moved = Sender::today();
    moved.round.districts.swap(0, 1);
    let came = moved.reads(&[&book]);
    assert_eq!(came.told(), [""; 0]);
    assert_eq!(came.forms.submissions[0].district, Some(1), "the unit, not its number");
    let mut other = book;
    let list = other.page("Danh sách");
    let at = CellRef::new(list.row("don-vi"), 1);
    list.value(
        at,
        word(&format!("ỦY BAN NHÂN DÂN {}", sender.round.districts[1].name.to_uppercase())),
    );
    let came = sender.reads(&[&other]);
    assert_eq!(came.only("E263").place.cell, Some(at));
    assert_eq!(came.forms.submissions[0].district, None);
}

#[test]
fn a_list_of_another_round_is_not_read() {
    let sender = Sender::today();
    let book = sender.filled();
    let mut next = Sender::today();
    next.round.round.number += 1;
    let came = next.reads(&[&book]);
    came.only("E246");
    assert!(came.forms.submissions.is_empty());
}

#[test]
fn a_list_made_for_the_act_before_is_read_and_told_what_it_lacks() {
    let before = Sender { acts: Sender::under("148-2023").acts, round: Sender::today().round };
    let book = before.filled();
    let came = Sender::today().reads(&[&book]);
    let missing = came.findings.iter().find(|finding| finding.code.id() == "W268").unwrap();
    assert!(missing.message.contains("bộ tiêu chí trước"), "{missing:#?}");
    assert!(missing.allowed.as_ref().unwrap().contains("Giấy chứng nhận có giá trị đến"));
    assert_eq!(came.products().len(), 2);
}

#[test]
fn values_beside_the_lists_are_told_by_the_rules_of_every_list() {
    let sender = Sender::today();
    let mut book = sender.filled();
    let list = book.page("Danh sách");
    let kind = list.at("dong|01", "kind");
    list.value(kind, word("hợp tác sã"));
    let day = list.at("dong|02", "old_day");
    list.value(day, word("năm ngoái"));
    let items = book.page("Hồ sơ");
    let samples = items.at("dong|01", "so-mau");
    items.value(samples, word("mấy cái"));
    let came = sender.reads(&[&book]);
    assert_eq!(came.only("E215").place.cell, Some(kind));
    assert_eq!(came.only("W283").place.cell, Some(day));
    assert_eq!(came.only("E206").place.cell, Some(samples));
}

#[test]
fn a_count_typed_over_the_formula_is_compared() {
    let sender = Sender::today();
    let mut book = sender.filled();
    let list = book.page("Danh sách");
    let at = CellRef::new(list.row("cong"), 3);
    list.value(at, word("3 sản phẩm"));
    let came = sender.reads(&[&book]);
    assert_eq!(came.only("W331").place.cell, Some(at));
    list_formula(&mut book, at);
    assert!(sender.reads(&[&book]).forms.submissions[0].stated.is_empty());
}

/// Puts a formula with an old result into a cell.
fn list_formula(book: &mut Book, at: CellRef) {
    let old = Cell::new(Value::Text("0 sản phẩm".into()), true);
    book.page("Danh sách").value(at, old);
}

#[test]
fn a_withdrawn_product_is_told_and_leaves_nothing_behind() {
    let sender = Sender::today();
    let mut book = sender.filled();
    let list = book.page("Danh sách");
    let at = list.at("dong|02", "remark");
    list.value(at, word("Chủ thể xin rút hồ sơ"));
    let came = sender.reads(&[&book]);
    assert_eq!(came.told(), [format!("W220 Danh sách!{at}")]);
    assert_eq!(came.products().len(), 1);
}

#[test]
fn a_sheet_that_people_add_is_read_like_any_other() {
    let sender = Sender::today();
    let mut book = sender.filled();
    let page = super::Page {
        name: "Kinh phí".into(),
        cells: [(CellRef::new(0, 0), word("Dự toán"))].into(),
    };
    book.pages.push(page);
    let came = sender.reads(&[&book]);
    assert_eq!(came.products().len(), 2);
    assert_eq!(came.forms.issued.len(), 1);
    let identity = FormIdentity::of_list(&sender.round, &sender.acts, 0);
    assert_eq!(came.forms.issued[0].code, identity.code);
    assert_ne!(form_keys::SHEET, "Kinh phí");
}
