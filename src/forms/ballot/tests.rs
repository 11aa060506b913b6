//! Ballots as members fill them in.

use crate::forms::tests::{read, sheet, told};

const HEAD: &[&str] = &["TT", "Tiêu chí", "Điểm tối đa", "Chè Tả Ngảo"];
const OWNER: &[&str] = &["", "", "", "Hợp tác xã Mây Núi"];

#[test]
fn a_ballot_is_read_with_title_subtotals_and_signature() {
    let rows: [&[&str]; 12] = [
        &["", "Họ và tên thành viên Hội đồng:", "Ông Hà Trọng Hải - Chủ tịch Hội đồng"],
        &["", "Lần chấm thứ:", "nhất"],
        HEAD,
        OWNER,
        &["A", "PHẦN A", "35"],
        &["1.1", "Nguồn nguyên liệu", "3", "3"],
        &["1.2", "Gia tăng giá trị", "3", "'2 điểm"],
        &["", "Cộng phần A", "", "=5"],
        &["B", "PHẦN B", "25", "20"],
        &["", "TỔNG ĐIỂM", "100", "=25"],
        &["1", "Ghi chú của thành viên"],
        &["", "THÀNH VIÊN HỘI ĐỒNG"],
    ];
    let (forms, findings) = read(sheet(&rows, &[]));
    assert_eq!(told(&findings), [""; 0]);
    let [ballot] = forms.ballots.as_slice() else { panic!("one product") };
    assert_eq!((ballot.member, ballot.session, ballot.criteria()), (0, 1, 2));
    assert_eq!(ballot.owner.as_ref().map(|owner| owner.value.as_str()), Some("Hợp tác xã Mây Núi"));
    let parts = ballot.parts.each_ref().map(|part| part.as_ref().map(|part| part.value.to_string()));
    assert_eq!(parts, [Some("5".to_owned()), Some("20".to_owned()), None]);
}

#[test]
fn a_ballot_of_one_product_names_it_above_the_grid() {
    let rows: [&[&str]; 7] = [
        &["", "Người chấm:", "Bà Trần Thị Minh Nguyệt"],
        &["", "Lần chấm: 2"],
        &["", "Tên sản phẩm:", "Chè Tả Ngảo"],
        &["", "Chủ thể: Hợp tác xã Mây Núi"],
        &["TT", "Tiêu chí", "Điểm tối đa", "Điểm chấm", "Ghi chú"],
        &["1.1", "Nguồn nguyên liệu", "3", "3", "tốt"],
        &["", "Tổng điểm", "", "3"],
    ];
    let (forms, findings) = read(sheet(&rows, &[]));
    assert_eq!(told(&findings), [""; 0]);
    let [ballot] = forms.ballots.as_slice() else { panic!("one product") };
    assert_eq!((ballot.member, ballot.session, ballot.product.value.as_str()), (2, 2, "Chè Tả Ngảo"));
    assert_eq!(ballot.owner.as_ref().map(|owner| owner.value.as_str()), Some("Hợp tác xã Mây Núi"));
    assert_eq!(ballot.score().map(|score| score.to_string()).as_deref(), Some("3"));
}

#[test]
fn what_is_wrong_with_a_ballot_is_told_with_what_was_meant() {
    for (member, session, heading, mark, expected, meant) in [
        ("Hà Trọng Hãi", "1", "Tiêu chí", "3", "E208 C1", Some("Có phải “Hà Trọng Hải” không?")),
        ("Nguyễn Thị Lạ Hoắc", "1", "Tiêu chí", "3", "E208 C1", None),
        ("Hà Trọng Hải", "7", "Tiêu chí", "3", "E209 C2", None),
        ("Hà Trọng Hải", "1", "Tiêu chhí", "3", "W211 B3", None),
        ("Hà Trọng Hải", "1", "Cột lạ", "3", "E202 C1", None),
        ("Hà Trọng Hải", "1", "Tiêu chí", "ba", "E206 C4", None),
        ("Hà Trọng Hải", "1", "Tiêu chí", "#REF!", "E212 C4", None),
    ] {
        let rows: [&[&str]; 4] = [
            &["", "Thành viên Hội đồng:", member],
            &["", "Lần chấm:", session],
            &["TT", heading, "Chè Tả Ngảo"],
            &["1.1", "Nguồn nguyên liệu", mark],
        ];
        let (_, findings) = read(sheet(&rows, &[]));
        assert_eq!(told(&findings), [expected], "{member} {session} {heading} {mark}");
        if let Some(meant) = meant {
            let remedy = findings.iter().next().and_then(|finding| finding.remedy.clone()).expect("there is a way out");
            assert!(remedy.starts_with(meant), "{remedy}");
        }
    }
}

#[test]
fn a_ballot_without_products_is_told() {
    let rows: [&[&str]; 4] = [
        &["", "Thành viên Hội đồng:", "Hà Trọng Hải"],
        &["", "Lần chấm:", "1"],
        &["TT", "Tiêu chí", "Điểm tối đa"],
        &["1.1", "Nguồn nguyên liệu", "3"],
    ];
    assert_eq!(told(&read(sheet(&rows, &[])).1), ["E202 B3"]);
}
