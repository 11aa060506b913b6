//! What stands in rows between the products: sets, owners, kinds, districts, products that are not
//! proposed.

use super::{TOP, products};
use crate::forms::tests::{read, sheet, told};

const HEAD: &[&str] = &["TT", "Tên sản phẩm", "Tên chủ thể", "Loại hình", "Tổng điểm"];
const SETLESS: &[&str] = &["1", "Chè Tả Ngảo", "HTX Mây Núi", "Hợp tác xã", "72.5"];

#[test]
fn the_set_may_stand_in_rows_between_the_products() {
    for (first, second) in [
        ("Bộ sản phẩm: Chè tươi, chế biến", "Bộ sản phẩm: Rượu trắng"),
        ("I. Chè tươi, chế biến (01 sản phẩm)", "II. Rượu trắng (01 sản phẩm)"),
        ("Nhóm: Chè tươi, chế biến", "Nhóm: Rượu trắng"),
    ] {
        let rows: [&[&str]; 6] = [
            TOP,
            HEAD,
            &["I", first],
            SETLESS,
            &["II", second],
            &["2", "Rượu ngô", "HKD Vàng A Sáng", "Hộ kinh doanh", "60"],
        ];
        let (forms, findings) = read(sheet(&rows, &["B3:E3", "B5:E5"]));
        assert_eq!(told(&findings), [""; 0], "{first}");
        let sets: Vec<_> =
            forms.submissions[0].entries.iter().map(|entry| entry.set.value.as_str()).collect();
        assert_eq!(sets, ["Chè tươi, chế biến", "Rượu trắng"], "{first}");
        assert_eq!(forms.submissions[0].entries[0].set.place.to_string(), "a.xlsx · S!B3");
    }
}

#[test]
fn a_product_above_the_first_set_is_told() {
    let rows: [&[&str]; 5] = [
        TOP,
        HEAD,
        SETLESS,
        &["II", "Bộ sản phẩm: Rượu trắng"],
        &["2", "Rượu ngô", "HTX A", "HTX", "60"],
    ];
    let (forms, findings) = read(sheet(&rows, &["B4:E4"]));
    assert_eq!((told(&findings), products(&forms)), (vec!["E205 B3".to_owned()], vec!["Rượu ngô"]));
}

#[test]
fn a_heading_of_another_kind_ends_the_kind_above_it_though_nobody_knows_its_words() {
    let rows: [&[&str]; 6] = [
        TOP,
        &["TT", "Tên sản phẩm", "Bộ sản phẩm", "Chủ thể", "Tổng điểm"],
        &["I", "Hợp tác xã"],
        &["1", "Chè Tả Ngảo", "Chè tươi, chế biến", "Mây Núi", "72.5"],
        &["II", "Trang trại"],
        &["2", "Rượu ngô", "Rượu trắng", "Phìn Hồ", "60"],
    ];
    let (forms, _) = read(sheet(&rows, &["B3:E3", "B5:E5"]));
    let kinds = forms.submissions[0].entries.iter().map(|entry| entry.owner.kind.is_some());
    assert_eq!(kinds.collect::<Vec<_>>(), [true, false]);
}

#[test]
fn owner_and_kind_may_stand_in_rows_between_the_products() {
    let rows: [&[&str]; 7] = [
        TOP,
        &["TT", "Tên sản phẩm", "Bộ sản phẩm", "Tổng điểm"],
        &["A", "Hợp tác xã"],
        &["I", "Hợp tác xã Mây Núi"],
        &["1", "Chè Tả Ngảo", "Chè tươi, chế biến", "72.5"],
        &["II", "HTX Rượu ngô Phìn Hồ"],
        &["2", "Rượu ngô", "Rượu trắng", "60"],
    ];
    let (forms, findings) = read(sheet(&rows, &["B3:D3", "B4:D4", "B6:D6"]));
    assert_eq!(told(&findings), [""; 0]);
    let owners: Vec<_> =
        forms.submissions[0].entries.iter().map(|entry| entry.owner.name.value.as_str()).collect();
    assert_eq!(owners, ["Hợp tác xã Mây Núi", "HTX Rượu ngô Phìn Hồ"]);
    assert!(forms.submissions[0].entries.iter().all(|entry| entry.owner.kind.is_some()));
}

#[test]
fn products_called_like_headings_are_products() {
    let names = [
        "Bơ sáp Mường Than",
        "Bò khô gác bếp",
        "Bộ trang phục dân tộc Thái",
        "Xà phòng bồ kết",
        "Xôi ngũ sắc",
        "Tổng hợp trà thảo mộc",
        "Cộng đồng Thái Phìn Hồ",
        "Nhóm trà hoa",
        "Cồng chiêng",
    ];
    let head = ["TT", "Tên sản phẩm", "Bộ sản phẩm", "Tên chủ thể", "Loại hình"];
    let numbers: Vec<String> = (1..=names.len()).map(|number| number.to_string()).collect();
    let mut rows: Vec<Vec<&str>> =
        numbers.iter().zip(names).map(|(number, name)| vec![number, name, "", "", ""]).collect();
    rows[0][2..].copy_from_slice(&["Vải, may mặc", "Hợp tác xã Thổ cẩm", "Hợp tác xã"]);
    let all: Vec<&[&str]> =
        [TOP, &head].into_iter().chain(rows.iter().map(Vec::as_slice)).collect();
    let (forms, findings) = read(sheet(&all, &["C3:C11", "D3:D11", "E3:E11"]));
    assert_eq!((told(&findings), products(&forms)), (vec![], names.to_vec()));
    // The same without numbers.
    let unnumbered: Vec<Vec<&str>> = rows.iter().map(|row| row[1..].to_vec()).collect();
    let all: Vec<&[&str]> =
        [TOP, &head[1..]].into_iter().chain(unnumbered.iter().map(Vec::as_slice)).collect();
    let (forms, findings) = read(sheet(&all, &["B3:B11", "C3:C11", "D3:D11"]));
    assert_eq!((told(&findings), products(&forms)), (vec![], names.to_vec()));
}

#[test]
fn products_that_are_not_proposed_are_told_and_not_counted() {
    let head =
        ["TT", "Tên sản phẩm", "Bộ sản phẩm", "Tên chủ thể", "Loại hình", "Tổng điểm", "Ghi chú"];
    let tea = ["1", "Chè Tả Ngảo", "Chè tươi, chế biến", "HTX Mây Núi", "HTX", "72.5", ""];
    let other = |remark: &'static str| {
        ["2", "Chè khô", "Chè tươi, chế biến", "HTX Mây Núi", "HTX", "55", remark]
    };
    let heading = ["II", "Sản phẩm không đủ điều kiện, không đề nghị"];
    let (forms, findings) = read(sheet(&[TOP, &head, &tea, &heading, &other("")], &["B4:G4"]));
    assert_eq!(
        (told(&findings), products(&forms)),
        (vec!["W220 B5".to_owned()], vec!["Chè Tả Ngảo"])
    );
    for remark in [
        "Chủ thể xin rút hồ sơ",
        "Không đề nghị đợt này",
        "không dự thi",
        "đã rút khỏi danh sách",
        "Không đề nghị",
    ] {
        let (forms, findings) =
            read(sheet(&[TOP, &head, &tea, &other(remark), &["Tổng cộng: 01 sản phẩm"]], &[]));
        assert_eq!(
            (told(&findings), products(&forms)),
            (vec!["W220 G4".to_owned()], vec!["Chè Tả Ngảo"]),
            "{remark}"
        );
        assert_eq!(forms.submissions[0].withdrawn[0].value, "Chè khô");
        assert!(forms.readings[0].skipped.iter().any(|row| row.why.contains("không tính")));
    }
    for remark in
        ["Đã gửi mẫu kiểm nghiệm lại", "Không đề nghị hỗ trợ kinh phí", "Không tham gia hội chợ"]
    {
        let (forms, findings) = read(sheet(&[TOP, &head, &tea, &other(remark)], &[]));
        assert_eq!((told(&findings).len(), products(&forms).len()), (0, 2), "{remark}");
    }
    let title = ["DANH SÁCH SẢN PHẨM KHÔNG ĐỀ NGHỊ ĐÁNH GIÁ NĂM 2020"];
    let (forms, findings) = read(sheet(&[TOP, &title, &head, &tea], &[]));
    assert_eq!((told(&findings), products(&forms).len()), (vec!["W220 B4".to_owned()], 0));
}

#[test]
fn the_set_may_stand_above_the_table_or_on_the_tab() {
    for (name, line) in
        [("Sheet1", "Bộ sản phẩm: Chè tươi, chế biến"), ("Chè tươi, chế biến", "Danh sách")]
    {
        let sheet =
            crate::forms::tests::named_sheet("a.xlsx", name, &[TOP, &[line], HEAD, SETLESS], &[]);
        let (forms, findings) = read(sheet);
        assert_eq!(told(&findings), [""; 0], "{name}");
        assert_eq!(forms.submissions[0].entries[0].set.value, "Chè tươi, chế biến");
    }
}
