//! Tests of the ballot as other programs read it.

use std::io::Read;
use std::path::Path;

use calamine::{Reader, Xlsx};

use super::*;
use crate::criteria::{self, Act, Criteria};
use crate::forms::{FormProduct, form_keys};
use crate::templates::Templates;

/// The sample round of the law of today.
fn round() -> Round {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/round_2026/inputs");
    crate::round::read_round(&folder).0.expect("the sample round is sound")
}

fn criteria() -> Criteria {
    criteria::load(&Templates::new(Path::new("no/such/folder")).unwrap()).unwrap().0
}

fn acts(id: &str) -> RoundActs {
    let act = criteria().by_id(id).unwrap().clone();
    let day = act.in_force_from;
    RoundActs::only(act, day)
}

/// A product of each set of an act.
fn products(act: &Act) -> Vec<FormProduct> {
    let product = |(number, set)| {
        let name = format!("Sản phẩm thử của bộ {number}");
        FormProduct::new(&name, "Hợp tác xã Mây Núi (giả định)", "xã Sìn Hồ", act, set)
    };
    (1..).zip(&act.sets).map(product).collect()
}

/// The ballot of the third member for the first session.
fn written(acts: &RoundActs, products: Vec<FormProduct>) -> (FormIdentity, Vec<u8>) {
    let round = round();
    let session = &round.sessions[0];
    let identity = FormIdentity::of_ballot(&round, acts, session, 2, products);
    let bytes = ballot(&identity, &round, session, acts).unwrap();
    (identity, bytes)
}

/// Writes ballots for the oracles that look at forms with other programs.
#[test]
#[ignore = "writes files to FORMS for tests/oracles/forms.sh"]
fn ballots_for_the_oracles() {
    let folder = std::env::var("FORMS").expect("FORMS names a folder");
    for id in criteria().ids() {
        let acts = acts(id);
        let mut products = products(acts.main());
        if let Some(product) = products.get_mut(1) {
            product.closed = Some("Bà ngoại của thành viên là chủ cơ sở (giả định)".into());
        }
        let (_, bytes) = written(&acts, products);
        fs_err::write(Path::new(&folder).join(format!("phieu-{id}.xlsx")), bytes).unwrap();
    }
}

/// A value or formula (after `ƒ`) with its row and column, from 0.
type Typed = (u32, u32, String);

/// A workbook as calamine reads it: the cells of each sheet, and its formulas.
fn cells(bytes: &[u8]) -> Vec<(String, Vec<Typed>)> {
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    let at = |first: Option<(u32, u32)>, row: usize, column: usize| {
        let (top, left) = first.unwrap_or_default();
        (top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap())
    };
    let read = |name: String| {
        let values = book.worksheet_range(&name).unwrap();
        let formulas = book.worksheet_formula(&name).unwrap();
        let values = values.used_cells().map(|(row, column, value)| {
            let (row, column) = at(values.start(), row, column);
            (row, column, value.to_string())
        });
        let formulas = formulas.used_cells().map(|(row, column, formula)| {
            let (row, column) = at(formulas.start(), row, column);
            (row, column, format!("ƒ{formula}"))
        });
        let cells = values.chain(formulas).collect();
        (name, cells)
    };
    names.into_iter().map(read).collect()
}

/// The cells of one column, by row.
fn column(cells: &[Typed], column: u32) -> Vec<&str> {
    let own = cells.iter().filter(|(_, own, value)| *own == column && !value.starts_with('ƒ'));
    own.map(|(_, _, value)| value.as_str()).collect()
}

/// A part of a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_ballot_says_on_its_hidden_sheet_and_in_its_properties_what_it_is() {
    let acts = acts("26-2026");
    let (identity, bytes) = written(&acts, products(acts.main()));
    let sheets = cells(&bytes);
    assert_eq!(sheets.len(), 28);
    let (name, hidden) = sheets.last().unwrap();
    assert_eq!(name, form_keys::SHEET);
    let rows = |from: u32| hidden.iter().filter(move |(row, ..)| *row == from);
    let value = |key: &str| {
        let row = hidden.iter().find(|(_, column, value)| *column == 0 && value == key)?.0;
        rows(row).find(|(_, column, _)| *column == 1).map(|(.., value)| value.as_str())
    };
    let products = hidden.iter().filter(|(_, column, value)| *column == 0 && value == "sp");
    let products = products.map(|(row, ..)| {
        let mut read = vec![String::new(); 8];
        for (_, column, value) in rows(*row).filter(|(_, column, _)| (1..9).contains(column)) {
            read[*column as usize - 1].clone_from(value);
        }
        read
    });
    let read = FormIdentity::from_lines(value, products).unwrap();
    assert_eq!(read, identity);
    let properties = part(&bytes, "docProps/custom.xml");
    assert!(properties.contains(&identity.code.to_string()));
    assert!(!properties.contains(crate::own::PROPERTY));
    let printed = format!("Mã biểu: {}", identity.code);
    for (name, cells) in &sheets[..27] {
        assert!(cells.iter().any(|(.., value)| *value == printed), "{name}");
    }
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains(&format!("{printed}&amp;C")));
}

#[test]
fn every_act_gives_a_ballot_with_a_row_for_each_criterion_and_option() {
    for act in &criteria() {
        let acts = acts(&act.id);
        let (identity, bytes) = written(&acts, products(act));
        let sheets = cells(&bytes);
        assert_eq!(sheets.len(), act.sets.len() + 2, "{}", act.id);
        for ((product, set), (name, cells)) in
            identity.products.iter().zip(&act.sets).zip(&sheets[1..])
        {
            let keys = column(cells, 0);
            assert_eq!(keys[0], format!("phieu|{}", product.key));
            assert_eq!(keys[1], "cot|phieu");
            assert_eq!(keys.last(), Some(&"het"));
            let marks: Vec<_> = keys.iter().filter(|key| key.starts_with("tc|")).collect();
            let options = keys.iter().filter(|key| key.starts_with("muc|")).count();
            let expected: Vec<_> = (0..)
                .zip(&set.criteria)
                .map(|(index, criterion)| format!("tc|{index}|{}", criterion.code))
                .collect();
            assert!(marks.into_iter().eq(&expected), "{} {name}", act.id);
            let scales = set.criteria.iter().flat_map(|criterion| &criterion.scales);
            assert_eq!(options, scales.map(|scale| scale.options.len()).sum::<usize>());
            let parts: Vec<_> = keys.iter().filter(|key| key.starts_with("phan|")).collect();
            assert_eq!(parts, [&"phan|A", &"phan|B", &"phan|C"]);
            let groups = keys.iter().filter(|key| key.starts_with("nhom|")).count();
            assert_eq!(groups, set.groups.len(), "{} {name}", act.id);
        }
    }
}

#[test]
fn a_closed_product_says_why_and_prints_only_its_head() {
    let acts = acts("26-2026");
    let mut two: Vec<_> = products(acts.main()).into_iter().take(2).collect();
    two[1].closed = Some("Con của thành viên là chủ cơ sở (giả định)".into());
    let (_, bytes) = written(&acts, two);
    let sheets = cells(&bytes);
    let says = |sheet: usize| sheets[sheet].1.iter().any(|(.., text)| text.contains("ĐÃ KHÓA"));
    assert!(!says(1) && says(2));
    assert!(column(&sheets[0].1, 11).contains(&"1/2"));
    let areas = part(&bytes, "xl/workbook.xml");
    assert!(areas.contains("'SP02'!$B$3:$G$13"), "{areas}");
}

/// The cells of a reference such as `F16 F20 F25`, or of ranges.
fn rows_of(reference: &str) -> Vec<u32> {
    let row = |cell: &str| cell.trim_start_matches(char::is_alphabetic).parse::<u32>().unwrap();
    let range = |range: &str| match range.split_once(':') {
        Some((first, last)) => row(first)..=row(last),
        None => row(range)..=row(range),
    };
    reference.split(' ').flat_map(range).collect()
}

#[test]
fn each_criterion_has_one_open_cell_with_a_list_of_its_marks() {
    let acts = acts("26-2026");
    let act = acts.main();
    let (_, bytes) = written(&acts, products(act).into_iter().take(1).collect());
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    let names = part(&bytes, "xl/workbook.xml");
    let mut lists = std::collections::BTreeMap::new();
    for check in sheet.split("<dataValidation ").skip(1) {
        let between =
            |from: &str, to: &str| check.split(from).nth(1).unwrap().split(to).next().unwrap();
        let list = between("<formula1>", "<");
        assert!(names.contains(&format!("name=\"{list}\"")), "{list}");
        lists.extend(rows_of(between("sqref=\"", "\"")).into_iter().map(|row| (row, list)));
    }
    let cells = &cells(&bytes)[1].1;
    let keys = cells.iter().filter(|(_, column, _)| *column == 0);
    for (row, _, key) in keys.filter(|(.., key)| key.starts_with("tc|")) {
        let index: usize = key.split('|').nth(1).unwrap().parse().unwrap();
        let marks = options::listed(&act.sets[0].criteria[index].allowed).replace(", ", "_");
        assert_eq!(lists[&(row + 1)], format!("ds_{marks}"));
    }
    assert!(sheet.contains("<sheetProtection sheet=\"1\""), "locked without a password");
    assert!(!sheet.contains("password="));
}

#[test]
fn a_set_that_nobody_knows_is_scored_by_the_totals_of_parts() {
    let acts = acts("26-2026");
    let mut product: Vec<_> = products(acts.main()).into_iter().take(1).collect();
    product[0].set = "Bộ không có trong văn bản".into();
    let cells = &cells(&written(&acts, product).1)[1].1;
    let keys = column(cells, 0);
    assert!(!keys.iter().any(|key| key.starts_with("tc|")));
    assert!(cells.iter().any(|(.., text)| text.contains("<=40")));
}

#[test]
fn a_list_of_many_marks_has_a_short_name() {
    let mut act = acts("26-2026").main().clone();
    act.sets[0].criteria[0].allowed = (0..=100).collect();
    let day = act.in_force_from;
    let acts = RoundActs::only(act, day);
    let (_, bytes) = written(&acts, products(acts.main()).into_iter().take(1).collect());
    assert!(part(&bytes, "xl/workbook.xml").contains("name=\"ds_so_"));
}

#[test]
fn names_stand_in_a_ballot_as_they_are() {
    let acts = acts("26-2026");
    let act = acts.main();
    let long = "Sản phẩm có tên rất dài ".repeat(9);
    let endless = "dài ".repeat(9_000);
    let names =
        ["=1+1", "<b>đậm</b>", "<r>x</r>", "A & \"B\"", "hai\ndòng", "_x0041_", long.trim()];
    let product = |name| FormProduct::new(name, name, "xã Sìn Hồ", act, &act.sets[0]);
    let all = names.into_iter().chain([endless.trim()]);
    let (_, bytes) = written(&acts, all.map(product).collect());
    let sheets = cells(&bytes);
    for (name, cells) in names.iter().zip(&sheets[1..]) {
        assert!(column(&sheets[0].1, 2).iter().any(|read| read.trim_end() == *name), "{name}");
        let expected = format!("Tên sản phẩm: {name}");
        assert!(column(&cells.1, 1).contains(&expected.as_str()), "{name}");
    }
}

#[test]
fn the_ballots_of_a_council_are_the_same_whether_written_one_by_one_or_together() {
    let (round, acts) = (round(), acts("26-2026"));
    let mut open: Vec<_> = products(acts.main()).into_iter().take(3).collect();
    let mut forms = Vec::new();
    for session in &round.sessions {
        for member in 0..3 {
            open[1].closed = (member == 1).then(|| "Cùng hộ (giả định)".to_owned());
            let products = open.clone();
            forms
                .push((FormIdentity::of_ballot(&round, &acts, session, member, products), session));
        }
    }
    // A name in which the library would escape something.
    forms[2].0.member.as_mut().unwrap().name = "Bà _x0041_ & <b>".into();
    let together = ballots(&forms, &round, &acts).unwrap();
    for ((identity, session), bytes) in forms.iter().zip(&together) {
        assert_eq!(&ballot(identity, &round, session, &acts).unwrap(), bytes);
        let whose = Whose::new(identity, &round, session);
        let plain = write(&identity.products, &round, &acts, &whose).unwrap();
        assert_eq!(cells(&plain), cells(bytes));
        for same in ["docProps/custom.xml", "docProps/core.xml", "xl/styles.xml", "xl/workbook.xml"]
        {
            assert_eq!(part(&plain, same), part(bytes, same), "{same}");
        }
    }
}

#[test]
fn the_sheets_of_products_hold_nothing_that_differs_between_members() {
    let (round, acts) = (round(), acts("26-2026"));
    let session = &round.sessions[0];
    let identity = FormIdentity::of_ballot(&round, &acts, session, 0, products(acts.main()));
    let mark = Mark::new("0123456789abcdef");
    let whose = mark.instead_of(&Whose::new(&identity, &round, session));
    let master = write(&identity.products, &round, &acts, &whose).unwrap();
    for sheet in 2..=27 {
        let sheet = part(&master, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(!sheet.contains("0123456789abcdef"));
    }
}

#[test]
fn a_person_who_scores_for_a_member_is_named() {
    let (mut round, acts) = (round(), acts("26-2026"));
    let name = round.council.members[0].person.name.clone();
    round.sessions[0].replaced = vec![crate::round::Replacement {
        name,
        by: "Lò Văn Thay (giả định)".into(),
        authority: "Giấy ủy quyền".into(),
    }];
    let session = &round.sessions[0];
    let product = products(acts.main()).into_iter().take(1).collect();
    let identity = FormIdentity::of_ballot(&round, &acts, session, 0, product);
    let sheets = cells(&ballot(&identity, &round, session, &acts).unwrap());
    let says =
        |sheet: usize, text: &str| sheets[sheet].1.iter().any(|(.., own)| own.contains(text));
    assert!(says(0, "Người chấm: Lò Văn Thay (giả định), dự họp và chấm thay"));
    assert!(says(1, "Lò Văn Thay (giả định), chấm thay"));
}

#[test]
fn the_state_of_a_product_follows_from_the_stars_of_its_act() {
    let acts = acts("26-2026");
    let mut act = acts.main().clone();
    act.star_from[3] = rust_decimal::Decimal::from(91);
    let day = act.in_force_from;
    let acts = RoundActs::only(act, day);
    let product = products(acts.main()).into_iter().take(1).collect();
    let sheets = cells(&written(&acts, product).1);
    let formula = sheets[1].1.iter().find(|(.., text)| text.contains(">=91,5"));
    assert!(formula.is_some());
}
