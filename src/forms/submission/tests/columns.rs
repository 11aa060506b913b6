//! Columns by the whole meaning of their headings, and by their values where headings leave a
//! doubt.

use super::{HEAD, TEA, TOP, WINE, products, with};
use crate::forms::ProductEntry;
use crate::forms::tests::{read, sheet, told};

/// The list with one more column, left of all others but the number.
fn with_first(
    heading: &'static str,
    values: [&'static str; 2],
) -> (Vec<ProductEntry>, Vec<String>) {
    let widened =
        |row: &[&'static str], value: &'static str| [&row[..1], &[value], &row[1..]].concat();
    let rows = [widened(HEAD, heading), widened(TEA, values[0]), widened(WINE, values[1])];
    let rows: Vec<&[&str]> = [TOP].into_iter().chain(rows.iter().map(Vec::as_slice)).collect();
    let (forms, findings) = read(sheet(&rows, &[]));
    (forms.submissions.into_iter().flat_map(|list| list.entries).collect(), told(&findings))
}

#[test]
fn properties_left_of_everything_are_not_taken_for_it() {
    for (heading, values) in [
        ("Giới tính chủ thể", ["Nam", "Nữ"]),
        ("Năm sinh chủ thể", ["1980", "1975"]),
        ("Chức vụ người đại diện", ["Giám đốc", "Chủ hộ"]),
        ("Điểm chủ thể tự chấm", ["80", "75"]),
        ("Hạng sao đã đạt", ["3 sao", ""]),
        ("Website, địa chỉ bán hàng", ["shopee.vn/x", ""]),
        ("Vốn của chủ thể (triệu đồng)", ["500", "50"]),
        ("Số CCCD người đại diện", ["012345678901", "012345678902"]),
    ] {
        let (entries, told) = with_first(heading, values);
        assert_eq!(told, [""; 0], "{heading}");
        assert_eq!(entries[0].owner.name.value, "Hợp tác xã Mây Núi", "{heading}");
        assert_eq!(
            entries[0].score.counted().map(|score| score.to_string()).as_deref(),
            Some("72.5"),
            "{heading}"
        );
        assert_eq!(entries[0].star.as_ref().map(|star| star.value), Some(4), "{heading}");
        assert!(
            entries[0].owner.representative.is_none() && entries[0].owner.address.is_none(),
            "{heading}"
        );
    }
}

#[test]
fn a_strange_word_before_the_owner_is_told_and_yields_to_a_plain_heading() {
    let (entries, told) = with_first("Danh xưng chủ thể", ["Ông Sìn", "Bà Hoa"]);
    assert_eq!((told, entries[0].owner.name.value.as_str()), (vec![], "Hợp tác xã Mây Núi"));
    let (forms, findings) =
        read(sheet(&[TOP, &with(HEAD, 3, "Danh xưng chủ thể"), TEA, WINE], &[]));
    assert_eq!((self::told(&findings), products(&forms).len()), (vec!["W224 D2".to_owned()], 2));
}

#[test]
fn a_value_that_is_no_name_is_told_at_its_cell() {
    for (column, typed, expected) in [
        (1, "5", "E206 B3"),
        (1, "x", "E206 B3"),
        (1, "-", "E205 B3"),
        (3, "Nam", "E206 D3"),
        (3, "Nữ", "E206 D3"),
        (3, "1980", "E206 D3"),
        (3, "'12/05/1980", "E206 D3"),
        (3, "x", "E206 D3"),
        (3, "-", "E205 D3"),
    ] {
        let (forms, findings) = read(sheet(&[TOP, HEAD, &with(TEA, column, typed), WINE], &[]));
        assert_eq!(told(&findings), [expected], "{typed}");
        assert_eq!(products(&forms), ["Rượu ngô Phìn Hồ"], "{typed}");
    }
}

#[test]
fn an_address_that_is_none_is_told_and_not_printed() {
    let head = [HEAD, &["Địa chỉ", "Người đại diện"]].concat();
    for (address, representative, expected) in [
        ("2020", "Lò Văn Sìn", &["E206 K3"][..]),
        ("-", "Lò Văn Sìn", &["W226 K3"]),
        ("Xã Tả Ngảo", "Nam", &["E206 L3"]),
        ("Xã Tả Ngảo", "-", &["W226 L3"]),
        ("", "", &[]),
    ] {
        let (forms, findings) =
            read(sheet(&[TOP, &head, &[TEA, &[address, representative]].concat(), WINE], &[]));
        assert_eq!(told(&findings), expected, "{address} {representative}");
        let owner = &forms.submissions[0].entries[0].owner;
        assert!(owner.address.is_none() || owner.representative.is_none());
    }
}

#[test]
fn nt_is_the_one_above() {
    for sign in ["nt", "-nt-", "NT", "như trên", "//", "″", "'\""] {
        let second = ["2", "Hồng trà", sign, sign, sign, "30", "20", "20", "70", "4"];
        let third = ["3", "Trà xanh", sign, sign, sign, "30", "20", "20", "70", "4"];
        let (forms, findings) = read(sheet(&[TOP, HEAD, TEA, &second, &third], &[]));
        assert_eq!(told(&findings), [""; 0], "{sign}");
        let last = &forms.submissions[0].entries[2];
        assert_eq!(
            (last.owner.name.value.as_str(), last.set.value.as_str()),
            ("Hợp tác xã Mây Núi", "Chè tươi, chế biến")
        );
        assert_eq!(last.owner.name.place.cell.map(|cell| cell.to_string()).as_deref(), Some("D3"));
    }
    let (_, findings) = read(sheet(&[TOP, HEAD, &with(TEA, 3, "nt"), WINE], &[]));
    assert_eq!(told(&findings), ["E206 D3"], "there is nothing above");
}

#[test]
fn two_headings_of_equal_right_are_decided_by_their_values_or_told() {
    let wide = |heading: &'static str, tea: &'static str, wine: &'static str| {
        let rows = [[HEAD, &[heading]].concat(), [TEA, &[tea]].concat(), [WINE, &[wine]].concat()];
        let rows: Vec<&[&str]> = [TOP].into_iter().chain(rows.iter().map(Vec::as_slice)).collect();
        let (forms, findings) = read(sheet(&rows, &[]));
        (forms, told(&findings))
    };
    for (heading, tea, wine, code) in [
        ("Bộ sản phẩm", "Chè", "Rượu các loại", None),
        ("Chủ thể", "x", "x", None),
        ("Tổng điểm", "80", "75", None),
        ("Tổng điểm", "72.5", "60", None),
        ("Bộ sản phẩm", "Rượu trắng", "Chè tươi, chế biến", Some("E203 K2")),
        ("Tên sản phẩm", "Chè cổ thụ", "Rượu nếp", Some("E203 K2")),
        ("Chủ thể", "Hợp tác xã Một", "Hợp tác xã Hai", Some("E203 K2")),
    ] {
        let (forms, told) = wide(heading, tea, wine);
        assert_eq!(told, Vec::from_iter(code), "{heading} {tea}");
        let waits = forms.submissions[0].entries.iter().all(|entry| entry.doubt.is_some());
        assert_eq!(waits, code.is_some(), "{heading} {tea}");
        assert_eq!(products(&forms), ["Chè Tả Ngảo", "Rượu ngô Phìn Hồ"]);
    }
}

#[test]
fn the_star_that_is_proposed_is_told_from_the_others() {
    let wide = |heading: &'static str| {
        let rows =
            [[HEAD, &[heading]].concat(), [TEA, &["5 sao"]].concat(), [WINE, &["4 sao"]].concat()];
        let rows: Vec<&[&str]> = [TOP].into_iter().chain(rows.iter().map(Vec::as_slice)).collect();
        let (forms, findings) = read(sheet(&rows, &[]));
        let star = forms.submissions[0].entries[0].star.as_ref().map(|star| star.value);
        (told(&findings), star, forms.submissions[0].entries[0].doubt.is_some())
    };
    assert_eq!(wide("Hạng sao đề nghị"), (vec![], Some(5), false));
    assert_eq!(wide("Hạng sao hiện nay"), (vec![], Some(4), false));
    // Nobody knows which is proposed; it is not read, and the product goes on by its score.
    assert_eq!(wide("Hạng sao"), (vec!["E203 K2".to_owned()], None, false));
}

#[test]
fn a_column_of_numbers_that_may_be_the_score_is_named() {
    let head =
        ["TT", "Tên sản phẩm", "Bộ sản phẩm", "Tên chủ thể", "Loại hình", "Kết quả thẩm định"];
    let row = ["1", "Chè", "Chè tươi, chế biến", "HTX Mây Núi", "HTX", "72.5"];
    let (forms, findings) = read(sheet(&[TOP, &head, &row], &[]));
    assert_eq!(told(&findings), [""; 0]);
    let perhaps =
        forms.submissions[0].entries[0].score.perhaps.as_ref().expect("it may be the score");
    assert_eq!(
        (perhaps.value.as_str(), perhaps.place.to_string().as_str()),
        ("Kết quả thẩm định", "a.xlsx · S!F2")
    );
}

#[test]
fn it_can_be_read_back_what_each_column_was_taken_for() {
    let (forms, _) = read(sheet(&[TOP, &with(HEAD, 4, "Năm sinh chủ thể"), TEA, WINE], &[]));
    let [reading] = forms.readings.as_slice() else { panic!("one sheet") };
    assert_eq!(reading.taken_for, crate::forms::TakenFor::List);
    let (forms, _) = read(sheet(&[TOP, HEAD, TEA, WINE, &["Tổng cộng: 2 sản phẩm"]], &[]));
    let table = &forms.readings[0].tables[0];
    assert_eq!((table.of.as_deref(), table.rows, table.marks), (Some("huyện Sìn Hồ"), 2, 2));
    let roles: Vec<_> =
        table.columns.iter().map(|column| format!("{}: {}", column.heading, column.role)).collect();
    assert_eq!(roles[1], "Tên sản phẩm: tên sản phẩm");
    assert_eq!(roles[8], "Tổng điểm: tổng điểm của đơn vị gửi");
    assert_eq!(forms.readings[0].skipped[0].why, "dòng cộng");
}

#[test]
fn a_band_of_self_scores_makes_all_below_it_unread() {
    let head = [
        &HEAD[..5],
        &["Điểm chủ thể tự chấm", "", "", "", "Điểm Hội đồng huyện chấm", "", "", "", "Hạng sao"],
    ]
    .concat();
    let sub = ["", "", "", "", "", "A", "B", "C", "Tổng", "A", "B", "C", "Tổng"];
    let row = [&TEA[..5], &["35", "25", "30", "90"], &TEA[5..]].concat();
    let heads: Vec<String> = ('A'..='E').map(|column| format!("{column}2:{column}3")).collect();
    let merges: Vec<&str> =
        heads.iter().map(String::as_str).chain(["F2:I2", "J2:M2", "N2:N3"]).collect();
    let (forms, findings) = read(sheet(&[TOP, &head, &sub, &row], &merges));
    assert_eq!(told(&findings), [""; 0]);
    let score = &forms.submissions[0].entries[0].score;
    assert_eq!(score.counted().map(|score| score.to_string()).as_deref(), Some("72.5"));
    assert_eq!(score.sum(), score.counted());
}
