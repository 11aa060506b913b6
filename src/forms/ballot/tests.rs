//! Ballots as members fill them in.

use crate::forms::tests::{named_sheet, read, read_in, sample_round, sheet, told};

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
    let parts =
        ballot.parts.each_ref().map(|part| part.as_ref().map(|part| part.value.to_string()));
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
    assert_eq!(
        (ballot.member, ballot.session, ballot.product.value.as_str()),
        (2, 2, "Chè Tả Ngảo")
    );
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
            let remedy = findings
                .iter()
                .next()
                .and_then(|finding| finding.remedy.clone())
                .expect("there is a way out");
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

/// The head of a ballot of one product, and its headings.
const WHO: [&[&str]; 3] = [
    &["", "Thành viên Hội đồng:", "Hà Trọng Hải"],
    &["", "Lần chấm:", "1"],
    &["", "Tên sản phẩm:", "Chè Tả Ngảo"],
];

fn told_below(rows: &[&[&str]], merges: &[&str]) -> Vec<String> {
    told(&read(sheet(&[&WHO, rows].concat(), merges)).1)
}

const HEADINGS: &[&str] = &["TT", "Tiêu chí", "Điểm tối đa", "Điểm chấm"];

/// A table that must be told: the findings, its rows, its merged regions.
type SpoiltTable<'a> = (&'a str, &'a [&'a [&'a str]], &'a [&'a str]);

#[test]
fn what_a_reader_does_not_understand_is_told_at_its_cell() {
    let first: &[&str] = &["1.1", "Nguồn nguyên liệu", "3", "2"];
    let second: &[&str] = &["1.2", "Gia tăng giá trị", "3", "3"];
    let third: &[&str] = &["1.3", "Năng lực sản xuất đáp ứng yêu cầu phân phối", "4", "3"];
    let total: &[&str] = &["", "Tổng điểm", "100", "8"];
    let cases: [SpoiltTable<'_>; 9] = [
        (
            "E230 E4",
            &[
                &["TT", "Tiêu chí", "Tối đa", "Điểm", "Điểm đánh giá"],
                &["1.1", "Nguồn nguyên liệu", "3", "2", "1"],
            ],
            &[],
        ),
        ("E231 D6", &[HEADINGS, first, &["", "", "", "2"], second, third, total], &[]),
        (
            "E232 D6",
            &[
                HEADINGS,
                first,
                first,
                second,
                third,
                &["2.1", "Nguồn gốc ý tưởng sản phẩm", "3", "1"],
                total,
            ],
            &[],
        ),
        ("E234 D5", &[HEADINGS, first, &["1.2", "Gia tăng giá trị", "3"], third], &["D5:D6"]),
        (
            "E235 D7",
            &[
                HEADINGS,
                &["1.1", "Nguồn nguyên liệu", "3"],
                &["", "- Mức thấp", "1", "x"],
                &["", "- Mức cao", "3", "x"],
                second,
            ],
            &[],
        ),
        ("E236 D9", &[HEADINGS, first, second, third, total, &["", "", "", "4"]], &[]),
        (
            "E237 D6",
            &[
                HEADINGS,
                &["A", "Phần A", "35", "20"],
                &["B", "Phần B", "25"],
                &["C", "Phần C", "40", "30"],
                &["", "Tổng", "100", "50"],
            ],
            &[],
        ),
        (
            "E240 D8",
            &[
                HEADINGS,
                &["A", "Phần A", "35", "8"],
                first,
                second,
                &["", "Cộng phần A", "35", "7"],
                third,
            ],
            &[],
        ),
        ("E206 D6", &[HEADINGS, first, &["1.2", "Gia tăng giá trị", "3", "3/3"], third], &[]),
    ];
    for (expected, rows, merges) in cases {
        assert_eq!(told_below(rows, merges), [expected], "{rows:?}");
    }
}

#[test]
fn maxima_under_a_heading_of_marks_are_no_marks() {
    let rows: [&[&str]; 4] = [
        &["TT", "Tiêu chí", "Điểm"],
        &["1.1", "Nguồn nguyên liệu", "3"],
        &["1.2", "Gia tăng giá trị", "3"],
        &["1.3", "Năng lực sản xuất đáp ứng yêu cầu phân phối", "4"],
    ];
    assert_eq!(told_below(&rows, &[]), ["E230 C4"]);
}

#[test]
fn the_file_tells_who_and_when_only_if_nothing_else_does() {
    let rows: [&[&str]; 3] = [
        &["PHIẾU CHẤM ĐIỂM"],
        &["TT", "Tiêu chí", "Chè Tả Ngảo"],
        &["1.1", "Nguồn nguyên liệu", "3"],
    ];
    let (forms, findings) =
        read(named_sheet("phieu/lan-2/03-tran-thi-minh-nguyet.xlsx", "Sheet1", &rows, &[]));
    assert_eq!(told(&findings), ["N238", "N239"]);
    let ballot = &forms.ballots[0];
    assert_eq!((ballot.member, ballot.session), (2, 2));
}

#[test]
fn a_summary_is_no_ballot() {
    let rows: [&[&str]; 4] = [
        &["BẢNG TỔNG HỢP ĐIỂM (LẦN 1)"],
        &["TT", "Tên sản phẩm", "Hà Trọng Hải", "Trần Thị Minh Ng", "Trung bình"],
        &["1", "Chè Tả Ngảo", "60", "62", "61"],
        &["2", "Mật ong Pa Ủ", "70", "68", "69"],
    ];
    let (forms, _) = read(sheet(&rows, &[]));
    assert!(forms.ballots.is_empty() && forms.submissions.is_empty());
    assert_eq!(forms.summaries.len(), 1);
}

#[test]
fn products_in_rows_are_ballots_too() {
    let rows: [&[&str]; 6] = [
        &["PHIẾU CHẤM ĐIỂM"],
        &["Thành viên: Hà Trọng Hải"],
        &["Lần 1"],
        &["TT", "Tên sản phẩm", "Chủ thể", "A", "B", "C", "Tổng"],
        &["1", "Chè Tả Ngảo", "Hợp tác xã Mây Núi", "30", "20", "25", "75"],
        &["2", "Mật ong Pa Ủ", "Hợp tác xã Ong rừng", "20", "15", "25", "60"],
    ];
    let (forms, findings) = read(sheet(&rows, &[]));
    assert_eq!(told(&findings), [""; 0]);
    let scores: Vec<_> = forms
        .ballots
        .iter()
        .map(|ballot| (ballot.product.value.as_str(), ballot.score()))
        .collect();
    assert_eq!(scores, [("Chè Tả Ngảo", Some(75.into())), ("Mật ong Pa Ủ", Some(60.into()))]);
    assert_eq!(
        forms.ballots[1].owner.as_ref().map(|owner| owner.value.as_str()),
        Some("Hợp tác xã Ong rừng")
    );
    assert_eq!(
        forms.ballots[1].total.as_ref().map(|total| total.place.to_string()),
        Some("a.xlsx · S!G6".into())
    );
}

#[test]
fn a_ballot_of_another_day_is_told() {
    let mut round = sample_round();
    round.sessions.truncate(1);
    let told_of = |label: &str, date: &str, signed: &str| {
        let rows: [&[&str]; 6] = [
            &["", "Thành viên Hội đồng:", "Hà Trọng Hải"],
            &["", label, date],
            &["", "Tên sản phẩm:", "Chè Tả Ngảo"],
            &["TT", "Tiêu chí", "Điểm tối đa", "Điểm chấm"],
            &["1.1", "Nguồn nguyên liệu", "3", "3"],
            &["", "", "", signed],
        ];
        let (forms, findings) = read_in(&round, sheet(&rows, &[]));
        assert_eq!(forms.ballots[0].session, 1, "{label} {date} {signed}");
        told(&findings)
    };
    let (day, signed) = ("'08/12/2020", "Lai Châu, ngày 08 tháng 12 năm 2020");
    assert_eq!(round.sessions[0].date.to_string(), "2020-12-08");
    assert_eq!(told_of("Ngày chấm:", day, signed), [""; 0]);
    assert_eq!(told_of("Ngày chấm:", "'07/12/2020", signed), ["W245 C2"]);
    assert_eq!(
        told_of("Ghi chú:", "", "Lai Châu, ngày 10 tháng 12 năm 2020"),
        [""; 0],
        "signed later"
    );
    assert_eq!(told_of("Ghi chú:", "", "Lai Châu, ngày 08 tháng 5 năm 2020"), ["W245 D6"]);
}

#[test]
fn a_piece_that_is_blank_or_off_its_scale_is_told() {
    let told_of = |first: &str, second: &str| {
        let rows: [&[&str]; 6] = [
            &["", "Thành viên Hội đồng:", "Hà Trọng Hải"],
            &["", "Lần chấm:", "1"],
            HEAD,
            &["1.1", "Nguồn nguyên liệu", "3"],
            &["a)", "Có kế hoạch", "2", first],
            &["b)", "Có kết quả", "1", second],
        ];
        told(&read(sheet(&rows, &[])).1)
    };
    assert_eq!(told_of("2", "1"), [""; 0]);
    assert_eq!(told_of("2", ""), ["E205 D6"]);
    assert_eq!(told_of("-1", "1"), ["E311 D5"]);
    assert_eq!(told_of("1", "2"), ["E311 D6"]);
}

#[test]
fn one_signature_at_the_foot_is_of_all_forms_above_it_unless_others_sign_theirs() {
    let ballots = |first: &str| {
        let rows: [&[&str]; 12] = [
            &["", "Lần chấm:", "1"],
            &["", "Tên sản phẩm:", "Chè Tả Ngảo"],
            &["TT", "Tiêu chí", "Điểm tối đa", "Điểm chấm"],
            &["1.1", "Nguồn nguyên liệu", "3", "3"],
            &["", "", "", first],
            &["", "Tên sản phẩm:", "Chè Sìn Hồ"],
            &["TT", "Tiêu chí", "Điểm tối đa", "Điểm chấm"],
            &["1.1", "Nguồn nguyên liệu", "3", "2"],
            &["", "Tên sản phẩm:", "Chè Phong Thổ"],
            &["TT", "Tiêu chí", "Điểm tối đa", "Điểm chấm"],
            &["1.1", "Nguồn nguyên liệu", "3", "1"],
            &["", "", "", "Trần Thị Minh Nguyệt"],
        ];
        let (forms, findings) = read(sheet(&rows, &[]));
        let members: Vec<usize> = forms.ballots.iter().map(|ballot| ballot.member).collect();
        (members, told(&findings))
    };
    assert_eq!(ballots(""), (vec![2, 2, 2], vec![]));
    assert_eq!(
        ballots("Hà Trọng Hải"),
        (vec![0, 2], vec!["E208".to_owned()]),
        "the second form is nobody's"
    );
}

#[test]
fn forms_below_each_other_are_of_the_day_under_which_they_are_signed() {
    let rows: [&[&str]; 9] = [
        &["", "Thành viên Hội đồng:", "Hà Trọng Hải"],
        &["", "Tên sản phẩm:", "Chè Tả Ngảo"],
        &["TT", "Tiêu chí", "Điểm tối đa", "Điểm chấm"],
        &["1.1", "Nguồn nguyên liệu", "3", "3"],
        &["", "", "", "Lai Châu, ngày 08 tháng 12 năm 2020"],
        &["", "Tên sản phẩm:", "Chè Sìn Hồ"],
        &["TT", "Tiêu chí", "Điểm tối đa", "Điểm chấm"],
        &["1.1", "Nguồn nguyên liệu", "3", "2"],
        &["", "", "", "Lai Châu, ngày 09 tháng 12 năm 2020"],
    ];
    let (forms, findings) = read(sheet(&rows, &[]));
    assert_eq!(told(&findings), [""; 0]);
    assert_eq!(forms.ballots.iter().map(|ballot| ballot.session).collect::<Vec<_>>(), [1, 2]);
}
