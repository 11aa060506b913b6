//! What people do to a ballot of ours, each told at its cell.

use careful_spreadsheet::{Cell, Value};
use ocop::finding::CellRef;
use ocop::round::{Conflict, ProductVerdict, VerdictKind};
use time::{Date, Month};

use super::office::{Book, Office, Read};
use crate::layouts::chance::Chance;

const GREENS: &str = "Rau sạch Hồ Thầu";
const SHOOTS: &str = "Măng khô Hồ Thầu";

/// What is read of a ballot that was filled in and then altered.
fn altered(alter: impl FnOnce(&Office, &mut Book)) -> Read {
    let office = Office::new();
    let mut book = office.filled();
    alter(&office, &mut book);
    office.reads(&[&book])
}

fn cell(at: CellRef) -> String {
    format!("SP01!{at}")
}

#[test]
fn a_changed_wording_or_scale_is_told_and_the_marks_count_by_the_act() {
    let mut told = Vec::new();
    let read = altered(|_, book| {
        let page = book.product(0);
        for (key, column, typed) in [
            ("tc|0", "noi-dung", "Nguồn nguyên liệu của tôi"),
            ("tc|1", "thang-diem", "9"),
            ("tc|2", "tt", "9.9"),
            ("muc|3|1", "noi-dung", "Khác với bản in"),
            ("muc|3|2", "thang-diem", "7"),
        ] {
            let at = page.at(key, column);
            page.types(at, typed);
            told.push(format!("W252 {}", cell(at)));
        }
    });
    assert_eq!(read.told(), told);
    assert_eq!(read.fate(GREENS), "counts");
}

#[test]
fn another_product_typed_over_a_sheet_is_told_and_the_sheet_does_not_count() {
    for typed in ["Tên sản phẩm: Gạo nếp Tan Lả", "Gạo nếp Tan Lả"] {
        let mut at = CellRef::new(0, 0);
        let read = altered(|_, book| {
            let page = book.product(0);
            at = CellRef::new(page.row("san-pham"), 1);
            page.types(at, typed);
        });
        assert_eq!(read.told(), [format!("E251 {}", cell(at))]);
        assert_eq!(read.forms.unclaimed.len(), 1);
        assert_eq!(read.fate(SHOOTS), "counts");
    }
}

#[test]
fn a_number_over_a_sum_is_told_and_our_sum_counts() {
    let mut told = Vec::new();
    let read = altered(|office, book| {
        let group = &office.set(0).groups[0].code;
        let page = book.product(0);
        for (key, typed) in [("phan|B", "9"), ("tong", "100"), (&format!("nhom|{group}"), "7")] {
            let at = page.at(key, "diem");
            page.types(at, typed);
            told.push(format!("W254 {}", cell(at)));
        }
        told.sort();
    });
    let mut found = read.told();
    found.sort();
    assert_eq!(found, told);
    assert_eq!(read.fate(GREENS), "counts");
}

#[test]
fn a_total_typed_over_a_blank_ballot_waits() {
    let office = Office::new();
    let mut book = office.ballot(0, 1);
    let page = book.product(0);
    let at = page.at("tong", "diem");
    page.types(at, "85");
    let read = office.reads(&[&book]);
    assert_eq!(read.told(), [format!("E261 {}", cell(at))]);
    assert_eq!(read.fate(GREENS), "faulty");
}

#[test]
fn an_inserted_row_is_told_and_a_mark_in_it_waits() {
    let mut row = 0;
    let read = altered(|_, book| {
        let page = book.product(0);
        row = page.row("tc|1");
        page.insert_row(row);
        page.types(CellRef::new(row, 2), "Ghi chú của tôi");
    });
    assert_eq!(read.told(), [format!("W256 {}", cell(CellRef::new(row, 2)))]);
    assert_eq!(read.fate(GREENS), "counts");
    let read = altered(|_, book| {
        let page = book.product(0);
        page.insert_row(row);
        let column = page.column("diem");
        page.types(CellRef::new(row, 2), "Điểm thưởng").types(CellRef::new(row, column), "2");
    });
    let marked = CellRef::new(row, 5);
    assert_eq!(
        read.told(),
        [format!("W256 {}", cell(CellRef::new(row, 2))), format!("E261 {}", cell(marked))]
    );
    assert_eq!(read.fate(GREENS), "faulty");
}

#[test]
fn a_deleted_row_leaves_its_criterion_without_a_row() {
    let read = altered(|_, book| {
        let page = book.product(0);
        page.delete_row(page.row("tc|1"));
    });
    assert!(read.only("E233").found.as_deref().is_some_and(|found| found.contains("thiếu")));
    assert_eq!(read.fate(GREENS), "faulty");
}

#[test]
fn rows_sorted_without_their_keys_wait() {
    let mut rows = (0, 0);
    let read = altered(|_, book| {
        let page = book.product(0);
        rows = (page.row("tc|0"), page.row("tc|3"));
        page.exchange(rows.0, rows.1, 1);
    });
    let told = read.only("E253");
    assert_eq!(told.place.cell.map(|at| at.row), Some(rows.0));
    assert_eq!(
        told.found.as_deref(),
        Some(format!("dòng {}, {}", rows.0 + 1, rows.1 + 1).as_str())
    );
    assert_eq!(read.fate(GREENS), "faulty");
}

#[test]
fn rows_sorted_with_their_keys_change_nothing() {
    let read = altered(|_, book| {
        let page = book.product(0);
        page.exchange(page.row("tc|0"), page.row("tc|3"), 0);
    });
    assert_eq!(read.told(), [""; 0]);
    assert_eq!(read.fate(GREENS), "counts");
}

#[test]
fn the_table_below_the_end_of_the_form_waits() {
    let read = altered(|_, book| {
        let page = book.product(0);
        page.exchange(page.row("tc|2"), page.row("het"), 0);
    });
    read.only("E253");
    assert_eq!(read.fate(GREENS), "faulty");
}

#[test]
fn a_copied_row_with_another_mark_waits() {
    let read = altered(|_, book| {
        let page = book.product(0);
        let row = page.row("tc|1");
        page.insert_row(row);
        let copied: Vec<_> = page
            .cells
            .range(CellRef::new(row + 1, 0)..CellRef::new(row + 2, 0))
            .map(|(at, cell)| (CellRef::new(row, at.column), cell.clone()))
            .collect();
        page.cells.extend(copied);
    });
    read.only("E232");
    assert_eq!(read.fate(GREENS), "faulty");
}

#[test]
fn the_names_of_the_columns_are_needed() {
    let read = altered(|_, book| {
        let page = book.product(0);
        page.delete_row(page.row("cot"));
    });
    read.only("E253");
    assert_eq!(read.forms.ballots.len(), 1);
    assert_eq!(read.forms.unclaimed.len(), 1);
}

#[test]
fn a_deleted_sheet_is_told() {
    let read = altered(|_, book| book.pages.retain(|page| page.name != "SP02"));
    assert_eq!(read.told(), ["W257 (tệp)"]);
    assert_eq!(read.forms.issued[0].products.len(), 1);
}

#[test]
fn a_ballot_without_any_sheet_of_a_product_is_told() {
    let read = altered(|_, book| book.pages.retain(|page| !page.name.starts_with("SP")));
    assert_eq!(read.told(), ["W257 (tệp)", "W257 (tệp)"]);
    assert_eq!(read.forms.issued.len(), 1);
}

#[test]
fn a_sheet_copied_twice_counts_once_and_two_that_differ_wait() {
    let read = altered(|_, book| book.copy("SP01", "SP01 (2)"));
    read.only("W306");
    let read = altered(|_, book| {
        book.copy("SP01", "SP01 (2)");
        let page = book.page("SP01 (2)");
        let at = page.mark(0);
        page.types(at, "0");
    });
    assert!(read.fates.iter().all(|(name, fate)| name != GREENS || *fate != "counts"));
}

#[test]
fn a_sheet_of_another_member_does_not_count() {
    let office = Office::new();
    let mut other = office.ballot(1, 1);
    other.product(0).fill(&office.highest(0));
    let mut book = office.filled();
    *book.product(0) = other.product(0).clone();
    let read = office.reads(&[&book]);
    let told = read.only("E251");
    assert_eq!(told.place.sheet.as_deref(), Some("SP01"));
    assert_eq!(read.forms.ballots.len(), 1);
    assert_eq!(read.forms.unclaimed[0].products, [GREENS]);
}

#[test]
fn a_sheet_for_a_product_that_the_form_never_had_does_not_count() {
    let read = altered(|_, book| {
        book.product(0).types(CellRef::new(0, 0), "phieu|00000000");
    });
    read.only("E251");
    read.only("W257");
}

#[test]
fn a_product_that_left_the_lists_is_noted_where_blank_and_told_where_scored() {
    let mut office = Office::new();
    let (filled, blank) = (office.filled(), office.ballot(0, 1));
    office.listed.remove(0);
    assert_eq!(office.reads(&[&blank]).told()[0][..4], *"N258");
    assert_eq!(office.reads(&[&blank]).forms.ballots.len(), 1);
    assert_eq!(office.reads(&[&filled]).fate(GREENS), "unknown_product");
}

#[test]
fn criteria_that_changed_since_are_told_and_the_rest_is_read() {
    let office = Office::new();
    let mut book = office.filled();
    let mut now = Office::new();
    let mut act = now.act().clone();
    act.sets[0].criteria[0].name.push_str(" (sửa)");
    now.acts = ocop::criteria::RoundActs::only(act, now.round.round.from);
    book.file = "phieu-cham/phieu.xlsx".into();
    let read = now.reads(&[&book]);
    read.only("W260");
    assert_eq!(read.fate(GREENS), "counts");
}

/// What is read of a ballot whose first criterion holds this cell.
fn marked(value: Cell) -> (Read, String) {
    let mut place = String::new();
    let read = altered(|_, book| {
        let page = book.product(0);
        let at = page.mark(0);
        place = cell(at);
        page.value(at, value);
    });
    (read, place)
}

#[test]
fn a_mark_is_read_as_people_type_it() {
    let highest = Office::new().highest(0)[0];
    let (read, _) = marked(Cell::typed(Value::Text(format!("{highest} điểm"))));
    assert_eq!(read.told(), [""; 0]);
    assert_eq!(read.fate(GREENS), "counts");
    let (read, place) = marked(Cell::new(Value::Number(highest.into()), true));
    assert_eq!(read.told(), [format!("W254 {place}")]);
    assert_eq!(read.fate(GREENS), "counts");
}

#[test]
fn what_is_no_mark_is_told_at_its_cell_and_waits() {
    let day = Date::from_calendar_date(2026, Month::May, 3).unwrap();
    for (value, formula, code) in [
        (Value::Text("x".into()), false, "E206"),
        (Value::Text("tốt".into()), false, "E206"),
        (Value::Date(day), false, "E206"),
        (Value::Bool(true), false, "E206"),
        (Value::Error("#REF!".into()), true, "E212"),
        (Value::NotCalculated, true, "E207"),
    ] {
        let (read, place) = marked(Cell::new(value.clone(), formula));
        let told: Vec<_> = read.told().into_iter().filter(|line| !line.starts_with('N')).collect();
        assert_eq!(told, [format!("{code} {place}")], "{value:?}");
        assert_eq!(read.fate(GREENS), "faulty", "{value:?}");
    }
}

#[test]
fn a_mark_that_is_not_allowed_is_told_by_the_rules() {
    let (read, place) = marked(Cell::typed(Value::Number(77.into())));
    assert_eq!(read.only("E311").place.cell.map(cell), Some(place));
    assert_eq!(read.fate(GREENS), "faulty");
}

#[test]
fn a_mark_beside_its_cell_is_never_guessed() {
    let office = Office::new();
    let points = office.set(0).criteria[0].scales[0].options[0].mark;
    for (key, column, typed) in [
        ("muc|0|1", "diem", points.to_string()),
        ("muc|0|1", "diem", "x".to_owned()),
        ("muc|0|1", "tt", "x".to_owned()),
        ("muc|0|1", "ghi-chu", points.to_string()),
        ("tc|0", "ghi-chu", points.to_string()),
    ] {
        let mut at = CellRef::new(0, 0);
        let read = altered(|_, book| {
            let page = book.product(0);
            let mark = page.mark(0);
            at = page.at(key, column);
            page.types(mark, "").types(at, &typed);
        });
        assert_eq!(read.told(), [format!("E261 {}", cell(at))], "{key} {column}");
        assert_eq!(read.marks(GREENS)[0], None);
        assert_eq!(read.fate(GREENS), "faulty");
    }
}

#[test]
fn a_sign_at_the_chosen_option_repeats_the_mark() {
    let read = altered(|office, book| {
        let options = &office.set(0).criteria[0].scales[0].options;
        let (number, option) =
            (1..).zip(options.iter()).max_by_key(|(_, option)| option.mark).unwrap();
        let page = book.product(0);
        let (mark, at) = (page.mark(0), page.at(&format!("muc|0|{number}"), "diem"));
        page.types(mark, &option.mark.to_string()).types(at, "x");
    });
    assert_eq!(read.told(), [""; 0]);
    assert_eq!(read.fate(GREENS), "counts");
}

#[test]
fn a_reason_beside_marks_waits_and_a_reason_alone_is_the_answer() {
    let reason = |book: &mut Book| {
        let page = book.product(0);
        let at = page.at("ly-do", "thang-diem");
        page.types(at, "Vắng khi chấm sản phẩm này");
        at
    };
    let mut at = CellRef::new(0, 0);
    let read = altered(|_, book| at = reason(book));
    assert_eq!(read.told(), [format!("E255 {}", cell(at))]);
    assert_eq!(read.fate(GREENS), "faulty");
    let office = Office::new();
    let mut book = office.ballot(0, 1);
    reason(&mut book);
    let read = office.reads(&[&book]);
    assert_eq!(read.told(), [""; 0]);
    assert_eq!(read.fate(GREENS), "blank");
    assert!(read.ballot(GREENS).reason.is_some());
}

#[test]
fn marks_for_a_product_in_conflict_are_told_by_the_rules() {
    let mut office = Office::new();
    office.round.conflicts.push(Conflict {
        member: office.round.council.members[0].person.name.clone(),
        owner: office.products[0].owner.clone(),
        reason: "Vợ là giám đốc".into(),
        dismissed: false,
    });
    let book = office.filled();
    let read = office.reads(&[&book]);
    read.only("N322");
    assert_eq!(read.fate(GREENS), "left_out");
}

/// A ballot on which the member says that the product is knocked out.
fn knocked_out(office: &Office, typed: &str) -> (Book, CellRef) {
    let knocks = |criterion: &ocop::criteria::Criterion| {
        criterion.knock_out.as_ref().is_some_and(|rule| rule.at_mark.is_none())
    };
    let position = office.set(0).criteria.iter().position(knocks).unwrap();
    let mut book = office.filled();
    let page = book.product(0);
    let at = page.at(&format!("loai|{position}"), "diem");
    page.types(at, typed);
    (book, at)
}

#[test]
fn a_knock_out_waits_for_a_conclusion() {
    let mut office = Office::new();
    let (book, at) = knocked_out(&office, "Có");
    let read = office.reads(&[&book]);
    assert_eq!(read.told(), [format!("E262 {}", cell(at))]);
    assert_eq!(read.fate(GREENS), "faulty");
    let (no, _) = knocked_out(&office, "Không");
    let read = office.reads(&[&no]);
    assert_eq!((read.told(), read.fate(GREENS)), (vec![], "counts"));
    office.round.verdicts.push(ProductVerdict {
        product: GREENS.into(),
        owner: None,
        verdict: VerdictKind::KnockedOut,
        reason: "Hội đồng kết luận sản phẩm phổ biến".into(),
    });
    assert_eq!(office.reads(&[&book]).told(), [""; 0]);
}

#[test]
fn a_sheet_that_the_form_never_had_is_told_and_a_home_made_ballot_in_it_is_read() {
    let read = altered(|_, book| {
        book.copy("Bìa", "Ghi chú");
        let page = book.page("Ghi chú");
        page.cells.clear();
        page.types(CellRef::new(0, 0), "Nhớ gọi điện cho Tổ giúp việc");
    });
    assert_eq!(read.told(), ["W256 Ghi chú"]);
}

#[test]
fn what_is_typed_over_the_cover_is_told() {
    let mut cells = Vec::new();
    let read = altered(|office, book| {
        let key = office.identity(0, 1).products[0].key.clone();
        let page = book.page("Bìa");
        let row = page.row(&format!("sp|{key}"));
        for (column, typed, code) in [(2, "Rau khác", "W252"), (5, "40", "W254")] {
            page.types(CellRef::new(row, column), typed);
            cells.push(format!("{code} Bìa!{}", CellRef::new(row, column)));
        }
    });
    assert_eq!(read.told(), cells);
    assert_eq!(read.fate(GREENS), "counts");
}

#[test]
fn whatever_is_typed_anywhere_nothing_breaks_and_both_counts_agree() {
    let office = Office::new();
    let whole = office.filled();
    let mut chance = Chance::new(7);
    let typed =
        ["", "3", "x", "tc|0|1.1", "phieu|", "cot|phieu", "het", "P-1-2026-L1-02-00AB", "-"];
    for _ in 0..30 {
        let mut book = whole.clone();
        for _ in 0..chance.between(1, 12) {
            let page = chance.below(book.pages.len());
            let page = &mut book.pages[page];
            let cells: Vec<CellRef> = page.cells.keys().copied().collect();
            let at = cells[chance.below(cells.len())];
            match chance.below(8) {
                0 => page.insert_row(at.row),
                1 => page.delete_row(at.row),
                2 => page.insert_column(at.column),
                3 => page.exchange(at.row, at.row + 3, at.column),
                _ => {
                    page.types(at, chance.pick(&typed));
                }
            }
        }
        // It is checked there that the second count agrees.
        office.reads(&[&book]);
    }
}
