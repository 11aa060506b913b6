//! A ballot of every product set of 26/2026 and of 148/2023, filled in at random within the law, in
//! the ordinary table and in the two columns of the law: nobody is accused. One mark outside the law
//! in each is found at its cell.

mod page;

use ocop::criteria::{Act, Criterion, LegalForm, ProductSet};
use ocop::finding::Severity;
use rust_xlsxwriter::{Workbook, Worksheet};
use serde_json::Value as Json;

use self::page::{ballot, sum, table};
use super::layouts::chance::Chance;
use super::official_form::{MEMBERS, dated, round};
use crate::support::judged::Judged;
use crate::support::marks::criteria;
use crate::support::round::RoundFolder;
use crate::support::workbooks::{Product, submission, tea, unscored_submission};

/// Which table the members fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// TT, Tiêu chí, Điểm tối đa, Điểm chấm.
    Table,
    /// The same without a line for groups, and the numbers of criteria before their names.
    Plain,
    /// Các tiêu chí, Thang điểm; a cross in the box before the option.
    Boxes,
    /// Các tiêu chí, Thang điểm, and the points of the option in a third column.
    Points,
}

/// A product of one set, what its owner may be, and the marks of every member.
struct Entered {
    set: &'static ProductSet,
    product: Product,
    forms: &'static [LegalForm],
    marks: Vec<Vec<u8>>,
}

/// Owners that may take part in every set.
const OWNERS: [(&str, &str, &[LegalForm]); 4] = [
    ("Hợp tác xã Mây Núi", "Hợp tác xã", &[LegalForm::Cooperative]),
    ("Hộ kinh doanh Bếp Tả Ngảo", "Hộ kinh doanh", &[LegalForm::Household]),
    ("Công ty TNHH MTV Đồi Xanh", "Công ty TNHH", &[LegalForm::OneMemberLtd]),
    ("Trang trại Giàng A Lùng", "Trang trại", &[LegalForm::Farm]),
];

fn act(id: &str) -> &'static Act {
    criteria().by_id(id).unwrap()
}

/// A product of every set, with marks that the law allows.
fn entered(act: &'static Act, seed: u64) -> Vec<Entered> {
    let mut chance = Chance::new(seed);
    let each = (1..).zip(&act.sets).map(|(number, set)| {
        let (owner, kind, forms) = OWNERS[chance.below(OWNERS.len())];
        let product = Product {
            name: format!("Đặc sản {}", set.name.to_lowercase()),
            set: set.name.clone(),
            owner: owner.into(),
            kind: kind.into(),
            score: 75.0,
            star: 4,
            ..tea(&number.to_string())
        };
        let first = random(set, forms, &mut chance);
        let others = (1..MEMBERS.len()).map(|member| changed(set, forms, &first, member));
        let others: Vec<_> = others.collect();
        let marks = std::iter::once(first.clone()).chain(others).collect();
        Entered { set, product, forms, marks }
    });
    each.collect()
}

/// Marks for a product: from the middle of each list upwards, now and then the lowest that stops
/// nothing.
fn random(set: &ProductSet, forms: &[LegalForm], chance: &mut Chance) -> Vec<u8> {
    let mut marks: Vec<u8> = Vec::new();
    for criterion in &set.criteria {
        let allowed = lawful(criterion, forms);
        let without_base = criterion.needs.is_some_and(|base| marks[base] == 0);
        marks.push(if without_base {
            0
        } else if chance.of(15) {
            chance.pick(&allowed)
        } else {
            chance.pick(&allowed[allowed.len() / 2..])
        });
    }
    marks
}

/// The marks that an owner of these forms may get, that are printed, and that stop nothing.
fn lawful(criterion: &Criterion, forms: &[LegalForm]) -> Vec<u8> {
    let stops = criterion.knock_out.as_ref().and_then(|out| out.at_mark);
    let is_free = |mark: &u8| Some(*mark) != stops && !criterion.doubtful.contains(mark);
    criterion.allowed_for(forms).into_iter().filter(is_free).collect()
}

/// The marks of another member, who differs in one criterion on which none depends.
fn changed(set: &ProductSet, forms: &[LegalForm], marks: &[u8], member: usize) -> Vec<u8> {
    let mut marks = marks.to_vec();
    let free = |place: &usize| {
        set.criteria[*place].needs.is_none()
            && !set.criteria.iter().any(|other| other.needs == Some(*place))
            && lawful(&set.criteria[*place], forms).len() > 1
    };
    let place = (0..marks.len()).filter(free).nth(member * 3).unwrap();
    let allowed = lawful(&set.criteria[place], forms);
    let at = allowed.iter().position(|mark| *mark == marks[place]).unwrap();
    marks[place] = if at > 0 { allowed[at - 1] } else { allowed[1] };
    marks
}

/// The whole council fills in a ballot for each product.
fn judged(act: &Act, entered: &[Entered], form: Form) -> Judged {
    let products: Vec<Product> = entered.iter().map(|one| one.product.clone()).collect();
    let mut folder: RoundFolder = if act.id == "26-2026" {
        round().with("ho-so/danh-sach.xlsx", unscored_submission("xã Sin Suối Hồ", &products))
    } else {
        dated("2024-11-16", "huyện Sìn Hồ")
            .with("ho-so/danh-sach.xlsx", submission("huyện Sìn Hồ", &products))
    };
    for member in 0..MEMBERS.len() {
        let mut workbook = Workbook::new();
        for (number, one) in (1..).zip(entered) {
            let sheet = workbook.add_worksheet().set_name(format!("Bộ {number:02}")).unwrap();
            ballot(sheet, one, member, form);
        }
        let name = format!("phieu-cham/{:02}.xlsx", member + 1);
        folder = folder.with(&name, workbook.save_to_buffer().unwrap());
    }
    folder.judge()
}

/// Every mark as it was given, nobody accused, and a note at every mark that touches a slip.
#[track_caller]
fn is_read_right(id: &str, form: Form, seed: u64) {
    let act = act(id);
    let entered = entered(act, seed);
    let judged = judged(act, &entered, form);
    let of_ballots =
        |finding: &&ocop::finding::Finding| finding.place.file.starts_with("phieu-cham/");
    let accused: Vec<_> = judged
        .findings
        .iter()
        .filter(of_ballots)
        .filter(|finding| finding.severity() != Severity::Note)
        .map(|finding| {
            format!(
                "{} {}: {} {:?}",
                finding.code.id(),
                finding.place,
                finding.message,
                finding.found
            )
        })
        .collect();
    assert!(accused.is_empty(), "{id} {form:?}: {:#?}", &accused[..accused.len().min(9)]);
    for one in &entered {
        let results = judged.product(&one.product.name);
        let ballots = results["sessions"][0]["ballots"].as_array().cloned().unwrap_or_default();
        let mut read: Vec<String> = ballots.iter().map(score).collect();
        let mut given: Vec<String> = one.marks.iter().map(|marks| sum(marks).to_string()).collect();
        read.sort_unstable();
        given.sort_unstable();
        assert_eq!(read, given, "{id} {form:?} {}: {:#?}", one.set.name, judged.findings);
    }
    let touched = entered.iter().flat_map(|one| {
        let marks = one.marks.iter().flat_map(|marks| one.set.criteria.iter().zip(marks));
        marks.filter(|(criterion, mark)| {
            criterion.slips.iter().any(|slip| slip.touches(**mark, one.forms))
        })
    });
    assert_eq!(judged.findings("N378").len(), touched.count(), "{:#?}", judged.findings("N378"));
}

fn score(ballot: &Json) -> String {
    ballot["score"].as_str().unwrap_or("none").to_owned()
}

#[test]
fn a_table_of_every_set_of_26_is_read_without_a_finding() {
    is_read_right("26-2026", Form::Table, 1);
    is_read_right("26-2026", Form::Plain, 2);
}

#[test]
fn a_table_of_every_set_of_148_is_read_without_a_finding() {
    is_read_right("148-2023", Form::Table, 3);
    is_read_right("148-2023", Form::Plain, 4);
}

#[test]
fn the_form_of_the_law_of_every_set_of_26_is_read_without_a_finding() {
    is_read_right("26-2026", Form::Boxes, 5);
    is_read_right("26-2026", Form::Points, 6);
}

#[test]
fn the_form_of_the_law_of_every_set_of_148_is_read_without_a_finding() {
    is_read_right("148-2023", Form::Boxes, 7);
    is_read_right("148-2023", Form::Points, 8);
}

/// One mark outside the law in every set, of the first member.
#[track_caller]
fn the_wrong_marks_are_found(id: &str, seed: u64) {
    let act = act(id);
    let mut entered = entered(act, seed);
    let mut chance = Chance::new(seed);
    let mut wrong = Vec::new();
    for (number, one) in (1..).zip(&mut entered) {
        let place = loop {
            let place = chance.below(one.set.criteria.len());
            let needed = |other: &Criterion| other.needs == Some(place);
            let free = one.set.criteria[place].needs.is_none();
            if free && !one.set.criteria.iter().any(needed) {
                break place;
            }
        };
        let allowed = one.set.criteria[place].allowed_for(one.forms);
        let mark = (0..=9).find(|mark| !allowed.contains(mark)).unwrap();
        one.marks[0][place] = mark;
        let code = if one.set.criteria[place].allowed.contains(&mark) { "E312" } else { "E311" };
        let mut scratch = Worksheet::new();
        let cell = &table(&mut scratch, one, 0, Form::Table)[place];
        wrong.push((code, format!("phieu-cham/01.xlsx · Bộ {number:02}!{cell}")));
    }
    let judged = judged(act, &entered, Form::Table);
    for (code, place) in &wrong {
        judged.tells(code, place);
    }
    let told = judged.findings("E311").len() + judged.findings("E312").len();
    assert_eq!((told, wrong.len()), (26, 26));
}

#[test]
fn a_mark_outside_the_law_is_found_in_every_set_of_26() {
    the_wrong_marks_are_found("26-2026", 9);
}

#[test]
fn a_mark_outside_the_law_is_found_in_every_set_of_148() {
    the_wrong_marks_are_found("148-2023", 10);
}

#[test]
fn a_mark_that_is_not_printed_but_may_be_meant_counts_and_is_noted_at_its_cell() {
    let act = act("26-2026");
    let mut entered = entered(act, 11);
    let company = &OWNERS[2];
    let vegetables = &mut entered[6];
    (vegetables.product.owner, vegetables.product.kind) = (company.0.into(), company.1.into());
    vegetables.forms = company.2;
    let place = vegetables.set.criteria.iter().position(|one| one.code == "3.1").unwrap();
    vegetables.marks.iter_mut().for_each(|marks| marks[place] = 2);
    let flowers = entered[22].set.criteria.iter().position(|one| one.code == "6.2").unwrap();
    entered[22].marks[0][flowers] = 0;
    let cell = |entered: &Entered, place: usize| {
        table(&mut Worksheet::new(), entered, 0, Form::Table).swap_remove(place)
    };
    let cells = [("07", cell(&entered[6], place)), ("23", cell(&entered[22], flowers))];
    let judged = judged(act, &entered, Form::Table);
    for (set, cell) in cells {
        let note = judged.tells("N378", &format!("phieu-cham/01.xlsx · Bộ {set}!{cell}"));
        assert!(
            note.found.as_deref().is_some_and(|found| found.contains("bản chép in")),
            "{note:?}"
        );
    }
    assert_eq!(judged.findings("E311").len() + judged.findings("E312").len(), 0);
}

#[test]
fn an_association_may_register_tourism_and_no_rice() {
    let act = act("26-2026");
    let mut entered = entered(act, 12);
    for one in &mut entered {
        (one.product.owner, one.product.kind) = ("Hội Nông dân xã".into(), "Hội".into());
    }
    let judged = judged(act, &entered, Form::Table);
    let refused = judged.findings("E379");
    assert_eq!(refused.len(), 25, "{:#?}", judged.findings);
    judged.tells("E379", "ho-so/danh-sach.xlsx · Danh sách!E7");
    assert_eq!(judged.findings("E215").len(), 0);
}

#[test]
fn headings_over_groups_of_products_name_the_kinds_that_the_act_admits() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Danh sách").unwrap();
    sheet.write(0, 0, "UBND XÃ SIN SUỐI HỒ").unwrap();
    sheet.write_row(2, 0, ["TT", "Tên sản phẩm", "Bộ sản phẩm", "Tên chủ thể", "Địa chỉ"]).unwrap();
    let place = "Bản Sin Suối Hồ, xã Sin Suối Hồ";
    let honey = "Mật ong, mật khác và nông sản thực phẩm khác";
    let tourism = "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch";
    let groups = [
        (
            "I",
            "Hợp tác xã",
            "Gạo nếp Tan Lả",
            "Gạo, ngũ cốc, hạt sơ chế khác",
            "Mây Núi",
            "cooperative",
        ),
        ("II", "Các trang trại", "Mật ong bạc hà", honey, "Giàng A Lùng", "farm"),
        (
            "III",
            "Hội, hiệp hội",
            "Bản du lịch Sin Suối",
            tourism,
            "Du lịch cộng đồng",
            "association",
        ),
        (
            "IV",
            "Hộ kinh doanh",
            "Thịt trâu gác bếp",
            "Thịt, thủy sản, trứng, sữa tươi",
            "Bếp Lửa",
            "household",
        ),
    ];
    for (row, (number, kind, product, set, owner, _)) in (3..).step_by(2).zip(groups) {
        sheet.write_row(row, 0, [number, kind]).unwrap();
        sheet.write_row(row + 1, 0, ["1", product, set, owner, place]).unwrap();
    }
    let list = workbook.save_to_buffer().unwrap();
    let judged = round().with("ho-so/danh-sach.xlsx", list).judge();
    for (_, _, product, _, _, form) in groups {
        let owner = &judged.product(product)["owner"];
        assert_eq!(owner["kind"]["value"], form, "{product}: {:#?}", judged.findings);
    }
}
