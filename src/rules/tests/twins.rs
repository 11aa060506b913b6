use super::{LAI_CHAU, SIN_HO, TAM_DUONG, at, judge, list, tea, teas};
use crate::forms::ProductEntry;

fn owned(district: usize, row: u32, name: &str, owner: &str) -> ProductEntry {
    let mut entry = tea(district, row, name);
    entry.owner.name.value = owner.to_owned();
    entry
}

#[test]
fn one_product_typed_twice_counts_once() {
    let judged = judge(vec![list(SIN_HO, teas(SIN_HO, &["Chè cổ thụ", "  CHÈ cổ thụ"]))]);
    assert_eq!(
        (judged.told(), judged.standings.len()),
        (vec!["E305 3.xlsx · DS!B10".to_owned()], 1)
    );
}

#[test]
fn nearly_the_same_name_names_the_other_cell() {
    let set = |mut entry: ProductEntry| {
        entry.set = at(SIN_HO, "C10", "Các sản phẩm khác từ chè, trà".into());
        entry
    };
    let slip = "Chè cổ thụ Tả Ngao";
    let same = "Chè cổ thụ Tả Ngảo";
    let other = "Hộ kinh doanh Vàng A Sáng";
    let cases: [(&str, &dyn Fn() -> ProductEntry, bool); 7] = [
        ("a slip", &|| tea(SIN_HO, 10, "Chè cô thụ Tả Ngảo"), true),
        ("another set of one owner", &|| set(tea(SIN_HO, 10, same)), true),
        ("a slip of another owner", &|| owned(SIN_HO, 10, slip, other), true),
        ("a slip in the owner", &|| owned(SIN_HO, 10, same, "Hợp tác xã Mây Nui"), true),
        ("an owner with a product of the same name", &|| owned(SIN_HO, 10, same, other), false),
        ("another set and owner", &|| set(owned(SIN_HO, 10, slip, other)), false),
        ("a size", &|| tea(SIN_HO, 10, "Chè cổ thụ Tả Ngảo 200g"), false),
    ];
    for (case, second, told) in cases {
        let judged = judge(vec![list(SIN_HO, vec![tea(SIN_HO, 9, same), second()])]);
        let mut told_products = judged.told();
        // An owner whose name differs in a tone is told too, at its own cell.
        let owner = told_products.iter().position(|told| told == "W362 3.xlsx · DS!D10");
        assert_eq!(
            owner.map(|at| told_products.remove(at)).is_some(),
            case == "a slip in the owner",
            "{case}"
        );
        let expected = if told { vec!["W325 3.xlsx · DS!B10"] } else { vec![] };
        assert_eq!(told_products, expected, "{case}");
        assert_eq!(judged.standings.len(), 2, "{case}");
        assert_eq!(judged.reason(), None, "{case}");
        if told {
            assert!(judged.findings[0].found.as_ref().unwrap().contains("3.xlsx · DS!B9"));
        }
    }
}

#[test]
fn one_product_of_two_districts_stays_with_the_first() {
    let contact =
        |mut entry: ProductEntry, owner: &str, phone: Option<&str>, tax_code: Option<&str>| {
            let district = if entry.product.place.file == "1.xlsx" { TAM_DUONG } else { SIN_HO };
            owner.clone_into(&mut entry.owner.name.value);
            entry.owner.phone = phone.map(|phone| at(district, "Q9", phone.to_owned()));
            entry.owner.tax_code = tax_code.map(|code| at(district, "R9", code.to_owned()));
            entry
        };
    let coop = "Hợp tác xã Mây Núi";
    for (case, first, second, told) in [
        ("owner and name", (coop, None, None), (coop, None, None), true),
        (
            "telephone",
            (coop, Some("0912 345 678"), None),
            ("HTX Mây", Some("+84912345678"), None),
            true,
        ),
        (
            "tax code",
            (coop, None, Some("6200012345")),
            ("HTX Mây", None, Some("6200 012 345")),
            true,
        ),
        (
            "two tax codes",
            (coop, None, Some("6200012345")),
            (coop, None, Some("6200099999")),
            false,
        ),
        (
            "another owner",
            (coop, Some("0912345678"), None),
            ("HTX Mây", Some("0912345679"), None),
            false,
        ),
    ] {
        let make = |district, (owner, phone, code): (&str, Option<&str>, Option<&str>)| {
            list(district, vec![contact(tea(district, 9, "Chè cổ thụ"), owner, phone, code)])
        };
        // The order of the files does not matter, that of the districts does.
        let judged = judge(vec![make(SIN_HO, second), make(TAM_DUONG, first)]);
        assert_eq!(
            judged.told(),
            if told { vec!["E326 3.xlsx · DS!B9"] } else { vec![] },
            "{case}"
        );
        assert_eq!(
            judged.reason(),
            told.then_some("đã có trong danh sách của huyện Tam Đường"),
            "{case}"
        );
        assert_eq!(judged.standings[0], super::Standing::Admitted, "{case}");
    }
}

#[test]
fn three_districts_all_refer_to_the_first() {
    let lists = [LAI_CHAU, TAM_DUONG, SIN_HO]
        .map(|district| list(district, vec![tea(district, 9, "Chè cổ thụ")]));
    let judged = judge(lists.into());
    assert_eq!(judged.told(), ["E326 1.xlsx · DS!B9", "E326 3.xlsx · DS!B9"]);
    assert!(
        judged.findings.iter().all(|finding| finding
            .found
            .as_ref()
            .unwrap()
            .contains("0.xlsx · DS!B9"))
    );
}

#[test]
fn thousands_of_products_of_one_owner_are_compared_in_a_moment() {
    // Words that differ in more than two letters, other ones at each place, so that no two names
    // are near; one twin at the end.
    let words = ["bang", "chiem", "dua", "giot", "khoai", "lyt", "nghe", "phuc", "row", "xinh"];
    let name = |number: usize| {
        let digit =
            |place: u32, end: &str| format!("{}{end}", words[number / 10_usize.pow(place) % 10]);
        format!(
            "Đặc sản {} {} {} {}",
            digit(0, ""),
            digit(1, "ket"),
            digit(2, "lom"),
            digit(3, "vup")
        )
    };
    let mut names: Vec<String> = (0..3_000).map(name).collect();
    names.push(format!("{}p", name(0)));
    let entries = (9..).zip(&names).map(|(row, name)| tea(SIN_HO, row, name)).collect();
    let told = judge(vec![list(SIN_HO, entries)]).told();
    assert_eq!((told.len(), told.first().map(String::as_str)), (1, Some("W325 3.xlsx · DS!B3009")));
}
