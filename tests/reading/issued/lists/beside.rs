//! Attendances and check-lists that come back: they are compared, and never taken for lists or
//! ballots.

use ocop::blanks;
use ocop::finding::CellRef;
use ocop::forms::{FormIdentity, FormProduct};
use ocop::round::{Absence, Replacement};

use super::{Book, Came, Sender, word};

fn attendance(sender: &Sender) -> Book {
    let session = &sender.round.sessions[0];
    let identity = FormIdentity::of_attendance(&sender.round, &sender.acts, session);
    let bytes = blanks::attendance(&identity, &sender.round, session).unwrap();
    Book::opened("diem-danh.xlsx", &bytes)
}

fn check_list(sender: &Sender) -> Book {
    let act = sender.acts.main();
    let unit = &sender.round.districts[0].name;
    let products = sender.reads(&[&sender.filled()]).forms.submissions[0]
        .entries
        .iter()
        .map(|entry| {
            let set = act.set(|name| name == entry.set.value).unwrap();
            FormProduct::new(&entry.product.value, &entry.owner.name.value, unit, act, set)
        })
        .collect();
    let identity = FormIdentity::of_check_list(&sender.round, &sender.acts, products);
    let bytes = blanks::check_list(&identity, &sender.round, &sender.acts).unwrap();
    Book::opened("kiem-tra-ho-so.xlsx", &bytes)
}

fn is_nothing_else(came: &Came) {
    assert!(came.forms.submissions.is_empty() && came.forms.ballots.is_empty());
    assert!(came.forms.summaries.is_empty() && came.forms.unclaimed.is_empty());
}

#[test]
fn blank_forms_say_nothing_and_are_nothing_else() {
    let sender = Sender::today();
    for book in [attendance(&sender), check_list(&sender)] {
        let came = sender.reads(&[&book]);
        assert_eq!(came.told(), [""; 0]);
        assert_eq!(
            came.judged.iter().filter(|finding| finding.code.id().starts_with("W27")).count(),
            0
        );
        is_nothing_else(&came);
        assert_eq!(came.forms.issued.len(), 1);
    }
}

#[test]
fn an_attendance_is_held_against_the_declaration() {
    let mut sender = Sender::today();
    let names: Vec<String> =
        sender.round.council.members.iter().map(|member| member.person.name.clone()).collect();
    let session = &mut sender.round.sessions[0];
    session.absent = vec![Absence { name: names[1].clone(), reason: "ốm".into() }];
    session.abstaining.clear();
    session.replaced = vec![Replacement {
        name: names[2].clone(),
        by: "Lù A Sử (giả định)".into(),
        authority: "Giấy ủy quyền số 01".into(),
    }];
    let mut book = attendance(&sender);
    let page = book.page("Điểm danh");
    let at = |page: &super::Page, row: &str, column: &str| page.at(row, column);
    for (row, said) in [("tv|01", "Có mặt"), ("tv|02", "vắng"), ("tv|03", "Được thay")] {
        let cell = at(page, row, "du-hop");
        page.value(cell, word(said));
    }
    let substitute = at(page, "tv|03", "nguoi-thay");
    page.value(substitute, word("Ông Lù A Sử (giả định), Phó Giám đốc"));
    let came = sender.reads(&[&book]);
    assert!(came.judged.iter().all(|finding| finding.code.id() != "W273"), "{:#?}", came.judged);
    is_nothing_else(&came);

    let page = book.page("Điểm danh");
    page.value(substitute, word("Ông Giàng A Dê (giả định)"));
    assert_eq!(sender.reads(&[&book]).only("W273").place.cell, Some(substitute));

    let page = book.page("Điểm danh");
    let present = at(page, "tv|02", "du-hop");
    page.value(substitute, word("Lù A Sử")).value(present, word("Có mặt"));
    let came = sender.reads(&[&book]);
    let told = came.only("W273");
    assert_eq!(told.place.cell, Some(present));
    assert!(told.found.as_ref().unwrap().starts_with(names[1].as_str()));

    let page = book.page("Điểm danh");
    page.value(present, word("đến muộn"));
    assert_eq!(sender.reads(&[&book]).only("W275").place.cell, Some(present));
}

#[test]
fn the_time_on_an_attendance_is_that_of_the_declaration() {
    let sender = Sender::today();
    let mut book = attendance(&sender);
    let page = book.page("Điểm danh");
    let at = CellRef::new(page.row("gio"), 3);
    page.value(at, word("13 giờ 30 – 17 giờ 00"));
    assert_eq!(sender.reads(&[&book]).only("W273").place.cell, Some(at));
}

#[test]
fn a_check_list_is_held_against_the_list() {
    let sender = Sender::today();
    let mut book = check_list(&sender);
    let page = book.page("Kiểm tra hồ sơ");
    let row = page.row("sp");
    let column = page.column("registration");
    let at = CellRef::new(row, column);
    page.value(at, word("Thiếu"));
    let list = sender.filled();
    let came = sender.reads(&[&list, &book]);
    let told = came.only("W274");
    assert_eq!(told.place.cell, Some(at));
    assert!(told.allowed.as_ref().unwrap().contains("có"));
    assert_eq!(came.forms.submissions.len(), 1);

    book.page("Kiểm tra hồ sơ").value(at, word("Có"));
    let came = sender.reads(&[&list, &book]);
    assert!(came.judged.iter().all(|finding| finding.code.id() != "W274"));

    book.page("Kiểm tra hồ sơ").value(at, word("hình như có"));
    assert_eq!(sender.reads(&[&list, &book]).only("W275").place.cell, Some(at));
}

#[test]
fn a_product_that_no_list_has_any_more_is_told() {
    let sender = Sender::today();
    let mut book = check_list(&sender);
    let page = book.page("Kiểm tra hồ sơ");
    let at = CellRef::new(page.row("sp"), page.column("registration"));
    page.value(at, word("Có"));
    let came = sender.reads(&[&sender.list(), &book]);
    assert_eq!(came.only("W274").place.cell.unwrap().row, at.row);
}

#[test]
fn an_attendance_that_lost_its_keys_is_no_list() {
    let sender = Sender::today();
    let mut book = attendance(&sender);
    book.page("Điểm danh").cells.retain(|at, _| at.column > 0);
    let came = sender.reads(&[&book]);
    came.only("W275");
    is_nothing_else(&came);
}

#[test]
#[ignore = "writes the forms where somebody wants to look at them"]
fn forms_to_look_at() {
    let folder = std::path::PathBuf::from(std::env::var("LOOK").expect("LOOK is a folder"));
    for act in ["1048-2019-781-2020", "26-2026"] {
        let sender = Sender::under(act);
        let session = &sender.round.sessions[0];
        let identity = FormIdentity::of_attendance(&sender.round, &sender.acts, session);
        let bytes = blanks::attendance(&identity, &sender.round, session).unwrap();
        fs_err::write(folder.join(format!("diem-danh-{act}.xlsx")), bytes).unwrap();
        let typed = sender.products();
        let products = typed.iter().enumerate().map(|(index, typed)| {
            let text = |key: &str| match typed.list.iter().find(|(known, _)| *known == key) {
                Some((_, Some(careful_spreadsheet::Value::Text(text)))) => text.clone(),
                _ => panic!("{key}"),
            };
            let act = sender.acts.main();
            let set = act.set(|name| name == text("set")).unwrap();
            let unit = &sender.round.districts[index].name;
            FormProduct::new(&text("product"), &text("owner"), unit, act, set)
        });
        let identity = FormIdentity::of_check_list(&sender.round, &sender.acts, products.collect());
        let bytes = blanks::check_list(&identity, &sender.round, &sender.acts).unwrap();
        fs_err::write(folder.join(format!("kiem-tra-{act}.xlsx")), bytes).unwrap();
    }
}
