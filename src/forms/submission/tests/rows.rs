//! Rows that are no whole product, and those that are none at all.

use careful_spreadsheet::{Cell, Worksheet};

use super::{HEAD, TEA, TOP, WINE, products, with};
use crate::finding::{CellRef, Place};
use crate::forms::tests::{at, cell, read, sheet, told};

#[test]
fn a_name_split_over_two_rows_is_told_and_its_product_waits() {
    let first = with(TEA, 1, "Gạo Séng Cù");
    let second = ["", "Mường Than"];
    let both = ["", "Mường Than", "", "Cánh Đồng", "", "", "", "", "", ""];
    for (rest, merges) in [
        (&second[..], &[][..]),
        (&both[..], &[]),
        (
            &second[..],
            &["A3:A4", "C3:C4", "D3:D4", "E3:E4", "F3:F4", "G3:G4", "H3:H4", "I3:I4", "J3:J4"][..],
        ),
    ] {
        let (forms, findings) = read(sheet(&[TOP, HEAD, &first, rest, WINE], merges));
        assert_eq!(told(&findings), ["E217 B4"]);
        let entries = &forms.submissions[0].entries;
        let waiting: Vec<_> = entries.iter().map(|entry| entry.doubt.is_some()).collect();
        assert_eq!(
            (products(&forms), waiting),
            (vec!["Gạo Séng Cù", "Rượu ngô Phìn Hồ"], vec![true, false])
        );
    }
    // Where products have no numbers, and the rest is the name of a district.
    let [head, unnumbered, other]: [Vec<&str>; 3] =
        [HEAD, &first, WINE].map(|row| row[1..].to_vec());
    let (_, findings) = read(sheet(&[TOP, &head, &unnumbered, &["Sìn Hồ"], &other], &[]));
    assert_eq!(told(&findings), ["E217 A4"]);
    // At the end of a list without a totals row, and in another column.
    let (_, findings) = read(sheet(&[TOP, HEAD, TEA, &first, &second], &[]));
    assert_eq!(told(&findings), ["E217 B5"]);
    let (_, findings) = read(sheet(&[TOP, HEAD, TEA, &["", "", "", "Sìn Hồ"], WINE], &[]));
    assert_eq!(told(&findings), ["E217 D4"]);
}

#[test]
fn a_number_with_anything_beside_it_is_a_product_or_is_told() {
    let remark = ["2", "", "", "", "", "", "", "", "", "", "chờ bổ sung"];
    let (_, findings) = read(sheet(&[TOP, HEAD, TEA, &remark, WINE], &[]));
    assert_eq!(told(&findings), ["E217 A4"]);
    let unnamed = ["2", "", "Rượu trắng", "HTX Phìn Hồ", "HTX", "", "", "", "", ""];
    let (_, findings) = read(sheet(&[TOP, HEAD, TEA, &["Cộng: 1"], &unnamed], &[]));
    assert_eq!(told(&findings), ["E205 B5"], "also below a totals row");
}

#[test]
fn sums_and_headings_at_page_breaks_are_passed_over() {
    let carried = |words: &'static str| ["", words, "", "", "", "", "", "", "193.29", ""];
    for words in [
        "Mang sang trang sau",
        "Cộng mang sang",
        "Trang trước chuyển sang",
        "Số trang trước mang sang",
        "Cộng trang 1",
        "Trang 2/2",
    ] {
        let (forms, findings) =
            read(sheet(&[TOP, HEAD, TEA, &carried(words), HEAD, &carried(words), WINE], &[]));
        assert_eq!((told(&findings), products(&forms).len()), (vec![], 2), "{words}");
    }
}

#[test]
fn lines_below_the_table_are_no_products() {
    for line in [
        &["", "Ấn định danh sách này có 02 sản phẩm./."][..],
        &["", "(Danh sách có 02 sản phẩm)"],
        &["* Ghi chú: điểm của Hội đồng cấp huyện"],
        &["", "Người lập biểu"],
    ] {
        let (forms, findings) = read(sheet(&[TOP, HEAD, TEA, WINE, line, &["", "Lò Văn B"]], &[]));
        assert_eq!((told(&findings), products(&forms).len()), (vec![], 2), "{line:?}");
    }
}

#[test]
fn two_products_in_one_cell_are_told_and_wait() {
    for (typed, code, waits) in [
        ("1. Chè xanh 2. Chè vàng", "E218 B3", true),
        ("Chè xanh; chè vàng", "E218 B3", true),
        ("Chè xanh Chè vàng", "W219 B3", false),
    ] {
        let (forms, findings) = read(sheet(&[TOP, HEAD, &with(TEA, 1, typed), WINE], &[]));
        assert_eq!(told(&findings), [code], "{typed}");
        assert_eq!(forms.submissions[0].entries[0].doubt.is_some(), waits, "{typed}");
    }
    let (forms, findings) = read(sheet(&[TOP, HEAD, &with(TEA, 1, "1. Chè xanh"), WINE], &[]));
    assert_eq!((told(&findings), products(&forms)[0]), (vec![], "Chè xanh"));
}

/// The list with some cells struck through.
fn struck(cells: &[&str]) -> Worksheet {
    let rows = [TOP, HEAD, TEA, WINE];
    let all = (0..).zip(rows).flat_map(|(row, typed)| {
        (0..)
            .zip(typed)
            .filter_map(move |(column, typed)| Some((CellRef::new(row, column), cell(typed)?)))
    });
    let strike = |(place, cell): (CellRef, Cell)| {
        let struck = cells.iter().any(|name| at(name) == place);
        (place, Cell { struck, ..cell })
    };
    Worksheet::from_cells(Place::file("a.xlsx").sheet("S"), all.map(strike), [])
}

#[test]
fn a_product_that_is_struck_through_is_not_counted_and_a_value_waits() {
    let (forms, findings) = read(struck(&["A3", "B3", "C3", "D3", "E3", "I3"]));
    assert_eq!(
        (told(&findings), products(&forms)),
        (vec!["W220 B3".to_owned()], vec!["Rượu ngô Phìn Hồ"])
    );
    let (forms, findings) = read(struck(&["I4"]));
    assert_eq!((told(&findings), products(&forms).len()), (vec!["E227 I4".to_owned()], 2));
    assert!(forms.submissions[0].entries[1].doubt.is_some());
}

#[test]
fn stated_counts_count_the_right_thing_or_nothing() {
    for (words, stated) in [
        ("Tổng cộng: 02 sản phẩm / 02 chủ thể", &[(2, 2)][..]),
        ("Tổng cộng: 02 chủ thể / 02 sản phẩm", &[(2, 2)]),
        ("Tổng số chủ thể: 01", &[]),
        ("Cộng phần 1: 02 sản phẩm của 01 chủ thể", &[]),
        ("Cộng phần 1: 03 sản phẩm của 01 chủ thể", &[(3, 2)]),
        ("Cộng phần 1", &[]),
    ] {
        let (forms, findings) = read(sheet(&[TOP, HEAD, TEA, WINE, &[words]], &[]));
        assert_eq!(told(&findings), [""; 0], "{words}");
        let counts: Vec<_> =
            forms.submissions[0].stated.iter().map(|count| (count.value, count.rows)).collect();
        assert_eq!(counts, stated, "{words}");
    }
    let three = with(WINE, 1, "Rượu thóc");
    let rows: [&[&str]; 9] = [
        TOP,
        HEAD,
        &["I. Phần 1"],
        TEA,
        WINE,
        &["Cộng phần 1: 02 sản phẩm"],
        &["II. Phần 2"],
        &three,
        &["Cộng phần 2: 01 sản phẩm"],
    ];
    let (forms, findings) = read(sheet(&[&rows[..], &[&["Tổng cộng: 03 sản phẩm"]]].concat(), &[]));
    assert_eq!(told(&findings), [""; 0]);
    assert!(forms.submissions[0].stated.iter().all(|count| count.value == count.rows));
}
