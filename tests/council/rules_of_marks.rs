//! Marks against the criteria: the marks that the act allows, those for the owner's legal form,
//! criteria that depend on others, knock-outs.

use ocop::criteria::LegalForm::{self, Cooperative, Household};

use crate::support::judged::Judged;
use crate::support::marks::{Marks, act_1048, full_ballot, full_sheet, set};
use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{Product, ballot, submission, tea, totals};

const LIST: &str = "ho-so/sin-ho.xlsx";
const FIRST: &str = "phieu-cham/01.xlsx";

/// A product of this set by an owner of this form.
fn product(set: &str, form: LegalForm) -> Product {
    let (owner, kind) = match form {
        Household => ("Bếp Tả Ngảo", "Hộ kinh doanh"),
        _ => ("Hợp tác xã Mây Núi", "Hợp tác xã"),
    };
    Product {
        set: set.into(), owner: owner.into(), kind: kind.into(), ..tea("Đặc sản Tả Ngảo")
    }
}

/// A round with one product, a council of three and one session.
fn round(product: &Product) -> RoundFolder {
    RoundFolder::settings()
        .meeting_once()
        .with_council(3)
        .with(LIST, submission("huyện Sìn Hồ", std::slice::from_ref(product)))
}

/// The first member gives the product these marks, the others those.
fn marked(product: &Product, first: &Marks, others: &Marks) -> Judged {
    (1..=3)
        .fold(round(product), |round, number| {
            let marks = if number == 1 { first } else { others };
            round.with(
                &format!("phieu-cham/{number:02}.xlsx"),
                full_ballot(&member(number), 1, &[(product, marks)]),
            )
        })
        .judge()
}

/// All three members give the product these part totals.
fn in_parts(product: &Product, parts: [u8; 3]) -> Judged {
    (1..=3)
        .fold(round(product), |round, number| {
            round.with(
                &format!("phieu-cham/{number:02}.xlsx"),
                ballot(&member(number), 1, &[(product, parts)]),
            )
        })
        .judge()
}

/// All three members give the product this total.
fn in_total(product: &Product, total: f64) -> Judged {
    (1..=3)
        .fold(round(product), |round, number| {
            let bytes = totals(&member(number), 1, &[(product, Some(total))]);
            round.with(&format!("phieu-cham/{number:02}.xlsx"), bytes)
        })
        .judge()
}

const NAME: &str = "Đặc sản Tả Ngảo";
const TEA: &str = "Chè tươi, chế biến";
const FRUIT: &str = "Chế biến từ rau, củ, quả, hạt";

#[test]
fn marks_of_the_lists_are_counted_without_a_finding() {
    let marks = Marks::middling(set(TEA), Cooperative);
    let judged = marked(&product(TEA, Cooperative), &marks, &marks);
    judged.told_for_sure(&[]);
    assert_eq!(judged.product(NAME)["average"], marks.sum().to_string());
    assert_eq!(judged.outcome(NAME), "recognised");
}

#[test]
fn every_set_can_be_scored_to_its_last_point() {
    let sets: Vec<_> = act_1048().sets.iter().filter(|set| !set.criteria.is_empty()).collect();
    assert_eq!(sets.len(), 25);
    let products: Vec<_> = sets
        .iter()
        .map(|set| Product { name: set.name.clone(), ..product(&set.name, Cooperative) })
        .collect();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (set, product) in sets.iter().zip(&products) {
        let marks = Marks::highest(set, Cooperative);
        full_sheet(workbook.add_worksheet(), &member(1), 1, &[(product, &marks)]);
    }
    let judged = RoundFolder::settings()
        .meeting_once()
        .with_council(1)
        .with(LIST, submission("huyện Sìn Hồ", &products))
        .with(FIRST, workbook.save_to_buffer().unwrap())
        .judge();
    judged.told_for_sure(&[]);
    for set in sets {
        assert_eq!(judged.product(&set.name)["average"], set.total.to_string(), "{}", set.name);
    }
}

#[test]
fn a_mark_outside_the_list_is_refused_at_its_cell_and_holds_the_product() {
    let marks = Marks::middling(set(TEA), Cooperative);
    for (code, mark, found) in [
        ("4.1", 4.0, "4"),
        ("4.1", 0.0, "0"),
        ("4.1", -1.0, "-1"),
        ("4.1", 2.5, "2,5"),
        ("1.5", 2.5, "2,5"),
        ("6.2.2", 2.5, "2,5"),
        ("6.2.2", 600.0, "600"),
    ] {
        let wrong = marks.clone().with(code, mark);
        let judged = marked(&product(TEA, Cooperative), &wrong, &marks);
        let finding = judged.tells("E311", &format!("{FIRST} · Phiếu chấm!{}", marks.cell(code)));
        assert_eq!(finding.found.as_deref(), Some(found));
        assert!(
            finding.heading.as_deref().unwrap().starts_with(&format!("{code}. ")),
            "{finding:?}"
        );
        assert_eq!(judged.findings("E311").len(), 1);
        assert_eq!(judged.outcome(NAME), "held", "{code} = {found}");
        assert!(judged.reason(NAME).contains(&member(1)), "{}", judged.reason(NAME));
    }
}

#[test]
fn the_marks_that_may_be_given_are_said() {
    let marks = Marks::middling(set(TEA), Cooperative);
    let judged = marked(&product(TEA, Cooperative), &marks.clone().with("4.1", 4.0), &marks);
    assert_eq!(judged.findings("E311")[0].allowed.as_deref(), Some("1, 2, 3, 5"));
}

#[test]
fn a_number_that_is_printed_twice_is_told_by_its_place() {
    let coffee = set("Cà phê, Ca cao");
    let middling = Marks::middling(coffee, Cooperative);
    let twice = (0..coffee.criteria.len()).filter(|place| coffee.criteria[*place].code == "6.1.3");
    let mut headings = Vec::new();
    for place in twice {
        let mut wrong = middling.clone();
        wrong.marks[place] = Some(3.0);
        let judged = marked(&product("Cà phê, Ca cao", Cooperative), &wrong, &middling);
        judged.told_for_sure(&["E311"]);
        headings.extend(judged.findings("E311")[0].heading.clone());
    }
    assert_eq!(headings, ["6.1.3. Màu sắc", "6.1.3. Mùi"]);
}

#[test]
fn a_household_is_not_marked_as_a_cooperative() {
    let marks = Marks::middling(set(TEA), Household);
    let judged = marked(&product(TEA, Household), &marks, &marks);
    judged.told_for_sure(&[]);
    let judged = marked(&product(TEA, Household), &marks.clone().with("3.1", 3.0), &marks);
    let finding = judged.tells("E312", &format!("{FIRST} · Phiếu chấm!{}", marks.cell("3.1")));
    assert_eq!((finding.found.as_deref(), finding.allowed.as_deref()), (Some("3"), Some("1")));
    assert_eq!(judged.outcome(NAME), "held");
}

#[test]
fn a_cooperative_is_not_marked_as_a_household() {
    let marks = Marks::middling(set(TEA), Cooperative);
    let judged = marked(&product(TEA, Cooperative), &marks.clone().with("3.1", 1.0), &marks);
    judged.tells("E312", &format!("{FIRST} · Phiếu chấm!{}", marks.cell("3.1")));
    let judged = marked(&product(TEA, Cooperative), &marks.clone().with("3.1", 4.0), &marks);
    judged.told_for_sure(&["E311"]);
}

#[test]
fn an_owner_of_an_unclear_form_may_have_any_of_the_marks_it_may_mean() {
    let company = Product {
        owner: "Công ty TNHH Mây Núi".into(),
        kind: "Công ty".into(),
        ..product(TEA, Cooperative)
    };
    let marks = Marks::middling(set(TEA), LegalForm::MultiMemberLtd);
    for mark in [1.0, 2.0] {
        marked(&company, &marks.clone().with("3.1", mark), &marks).told_for_sure(&[]);
    }
    marked(&company, &marks.clone().with("3.1", 3.0), &marks).told_for_sure(&["E312"]);
}

#[test]
fn part_a_of_a_household_ends_at_32_and_that_of_a_cooperative_at_35() {
    in_parts(&product(TEA, Household), [32, 12, 20]).told_for_sure(&[]);
    let judged = in_parts(&product(TEA, Household), [33, 12, 20]);
    judged.told_for_sure(&["E313"; 3]);
    let finding = judged.tells("E313", &format!("{FIRST} · Phiếu chấm!C6"));
    assert_eq!(
        (finding.heading.as_deref(), finding.found.as_deref()),
        (Some("Phần A"), Some("33"))
    );
    assert_eq!(finding.allowed.as_deref(), Some("từ 0 đến 32"));
    assert_eq!(judged.outcome(NAME), "held");
    in_parts(&product(TEA, Cooperative), [35, 12, 20]).told_for_sure(&[]);
    in_parts(&product(TEA, Cooperative), [36, 12, 20]).told_for_sure(&["E313"; 3]);
}

#[test]
fn parts_b_and_c_end_where_the_act_ends_them() {
    in_parts(&product(TEA, Cooperative), [20, 25, 40]).told_for_sure(&[]);
    in_parts(&product(TEA, Cooperative), [20, 26, 20])
        .tells("E313", &format!("{FIRST} · Phiếu chấm!C7"));
    in_parts(&product(TEA, Cooperative), [20, 12, 41])
        .tells("E313", &format!("{FIRST} · Phiếu chấm!C8"));
}

#[test]
fn where_the_known_marks_add_up_to_98_part_c_may_still_have_40() {
    let sauce = product("Tương, nước mắm, gia vị dạng lỏng khác", Cooperative);
    in_parts(&sauce, [20, 12, 40]).told_for_sure(&[]);
    in_parts(&sauce, [20, 12, 41]).told_for_sure(&["E313"; 3]);
}

#[test]
fn without_a_story_its_idea_and_structure_stay_blank() {
    let marks = Marks::middling(set(TEA), Cooperative);
    let untold = marks.clone().with("5.1", 0.0).without("5.2").without("5.3");
    let judged = marked(&product(TEA, Cooperative), &untold, &untold);
    judged.told_for_sure(&[]);
    assert_eq!(judged.product(NAME)["average"], untold.sum().to_string());

    let judged = marked(&product(TEA, Cooperative), &untold.clone().with("5.2", 2.0), &untold);
    let finding = judged.tells("E314", &format!("{FIRST} · Phiếu chấm!{}", marks.cell("5.2")));
    assert!(finding.message.contains("5.1. Câu chuyện về sản phẩm"), "{finding:?}");
    assert_eq!(judged.outcome(NAME), "held");

    marked(&product(TEA, Cooperative), &untold.clone().with("5.3", 1.0), &untold)
        .told_for_sure(&["E314"]);
}

#[test]
fn without_a_story_its_idea_and_structure_may_have_a_zero() {
    let untold =
        Marks::middling(set(TEA), Cooperative).with("5.1", 0.0).with("5.2", 0.0).with("5.3", 0.0);
    marked(&product(TEA, Cooperative), &untold, &untold).told_for_sure(&[]);
}

#[test]
fn with_a_story_a_blank_below_it_is_a_mark_that_is_missing() {
    let marks = Marks::middling(set(TEA), Cooperative);
    let judged = marked(&product(TEA, Cooperative), &marks.clone().without("5.2"), &marks);
    judged.tells("E205", &format!("{FIRST} · Phiếu chấm!{}", marks.cell("5.2")));
    assert_eq!(judged.outcome(NAME), "held");
}

#[test]
fn foreign_matter_marked_0_stops_a_product_with_its_reason() {
    let fruit = product(FRUIT, Cooperative);
    let marks = Marks::middling(set(FRUIT), Cooperative);
    let stopped = marks.clone().with("6.1", 0.0).only_up_to("6.1");
    let judged = marked(&fruit, &stopped, &stopped);
    judged.told_for_sure(&["W318"; 3]);
    judged.tells("W318", &format!("{FIRST} · Phiếu chấm!{}", marks.cell("6.1")));
    assert_eq!(
        (judged.outcome(NAME), judged.reason(NAME)),
        ("knocked_out", "Tạp chất lạ bị chấm 0 điểm")
    );
    let minutes = judged.paper("bien-ban");
    assert!(minutes.contains("Dừng đánh giá: Tạp chất lạ bị chấm 0 điểm"), "{minutes}");
    assert!(minutes.contains("01 sản phẩm bị dừng đánh giá"), "{minutes}");
}

#[test]
fn a_product_that_one_member_stops_is_not_recognised() {
    let fruit = product(FRUIT, Cooperative);
    let marks = Marks::middling(set(FRUIT), Cooperative);
    let judged = marked(&fruit, &marks.clone().with("6.1", 0.0), &marks);
    judged.told_for_sure(&["W318"]);
    assert_eq!(judged.outcome(NAME), "knocked_out");
}

#[test]
fn blanks_above_the_mark_that_stops_are_missing_all_the_same() {
    let fruit = product(FRUIT, Cooperative);
    let marks = Marks::middling(set(FRUIT), Cooperative);
    let stopped = marks.clone().with("6.1", 0.0).only_up_to("6.1").without("2.1");
    let judged = marked(&fruit, &stopped, &marks);
    judged.tells("E205", &format!("{FIRST} · Phiếu chấm!{}", marks.cell("2.1")));
    assert_eq!(judged.outcome(NAME), "held");
}

#[test]
fn a_zero_elsewhere_stops_nothing() {
    let marks = Marks::middling(set(TEA), Cooperative).with("6.1.1", 0.0).with("7", 0.0);
    marked(&product(TEA, Cooperative), &marks, &marks).told_for_sure(&[]);
}

#[test]
fn rice_is_scored_by_part_totals() {
    let rice = product("Gạo, ngũ cốc", Cooperative);
    let judged = in_parts(&rice, [20, 12, 30]);
    judged.told_for_sure(&[]);
    assert_eq!(
        (judged.outcome(NAME), &judged.product(NAME)["average"]),
        ("recognised", &"62".into())
    );
    for (parts, cell) in [([36, 12, 20], "C6"), ([20, 26, 20], "C7"), ([20, 12, 41], "C8")] {
        let judged = in_parts(&rice, parts);
        judged.tells("E313", &format!("{FIRST} · Phiếu chấm!{cell}"));
        assert_eq!(judged.outcome(NAME), "held");
    }
}

#[test]
fn a_ballot_of_totals_is_counted_as_far_as_it_goes() {
    let judged = in_total(&product(TEA, Cooperative), 62.5);
    judged.told_for_sure(&[]);
    assert_eq!(
        (judged.outcome(NAME), &judged.product(NAME)["average"]),
        ("recognised", &"62.5".into())
    );
    for total in [100.5, -1.0] {
        let judged = in_total(&product(TEA, Cooperative), total);
        judged.tells("E302", &format!("{FIRST} · Phiếu chấm!C6"));
        assert_eq!(judged.outcome(NAME), "held", "{total}");
    }
}

#[test]
fn a_total_that_no_owner_of_this_form_can_reach_is_refused() {
    // 32 + 25 + 40.
    in_total(&product(TEA, Household), 97.0).told_for_sure(&[]);
    in_total(&product(TEA, Household), 98.0).told_for_sure(&["E313"; 3]);
}

#[test]
fn a_set_that_the_act_does_not_have_is_refused_with_the_sets_there_are() {
    let stones = product("Đá cảnh", Cooperative);
    let judged = in_parts(&stones, [20, 12, 30]);
    let finding = judged.tells("E317", &format!("{LIST} · Danh sách!C7"));
    assert_eq!(finding.found.as_deref(), Some("Đá cảnh"));
    assert!(finding.allowed.as_deref().unwrap().contains(TEA));
    assert_eq!(judged.outcome(NAME), "not_admitted");
    assert!(judged.counted(NAME, 1).is_empty());
    assert_eq!(judged.product(NAME)["sessions"][0]["not_counted"][0]["fate"], "not_admitted");
}

#[test]
fn a_set_is_known_by_its_other_names_and_however_it_is_typed() {
    for name in ["Chế biến từ chè", "CHÈ TƯƠI,  CHẾ BIẾN"] {
        let marks = Marks::middling(set(TEA), Cooperative);
        marked(&product(name, Cooperative), &marks, &marks).told_for_sure(&[]);
    }
}

#[test]
fn a_ballot_with_one_criterion_too_few_waits_and_the_criterion_is_named() {
    let whole = set(TEA);
    let short: &'static _ = Box::leak(Box::new({
        let mut short = whole.clone();
        short.criteria.truncate(whole.criteria.len() - 1);
        short
    }));
    let marks = Marks::middling(whole, Cooperative);
    let fewer = Marks::middling(short, Cooperative);
    let judged = marked(&product(TEA, Cooperative), &fewer, &marks);
    let finding = judged.tells("E233", &format!("{FIRST} · Phiếu chấm"));
    assert_eq!(finding.found.as_deref(), Some("thiếu: 10. Cơ hội thị trường toàn cầu"));
    assert_eq!(judged.outcome(NAME), "held");
}

#[test]
fn a_sheet_of_another_set_is_told() {
    let marks = Marks::middling(set("Rượu trắng"), Cooperative);
    let judged =
        marked(&product(TEA, Cooperative), &marks, &Marks::middling(set(TEA), Cooperative));
    assert!(!judged.findings("E241").is_empty());
    assert_eq!(judged.outcome(NAME), "held");
}
