use super::{SIN_HO, TAM_DUONG, at, judge, list, tea};
use crate::criteria::LegalForm::{
    self, Cooperative, CooperativeGroup, Household, MultiMemberLtd, OneMemberLtd,
};
use crate::forms::{OwnerKind, ProductEntry};
use crate::rules::Standing;

/// A product of this owner with these legal forms.
fn owned(row: u32, owner: &str, forms: &[LegalForm]) -> ProductEntry {
    let mut entry = tea(SIN_HO, row, &format!("Sản vật thứ {row}"));
    owner.clone_into(&mut entry.owner.name.value);
    entry.owner.legal_forms = forms.to_vec();
    let kind = match forms.first() {
        Some(CooperativeGroup) => OwnerKind::CooperativeGroup,
        Some(Household) => OwnerKind::Household,
        Some(Cooperative) => OwnerKind::Cooperative,
        _ => OwnerKind::Company,
    };
    entry.owner.kind = Some(at(SIN_HO, &format!("Q{row}"), kind));
    entry
}

#[test]
fn one_owner_has_one_legal_form_and_otherwise_waits() {
    let several = [OneMemberLtd, MultiMemberLtd];
    for (rows, told, waiting) in [
        (
            vec![("HTX Một", vec![Cooperative]), ("Hợp tác xã Một", vec![Cooperative])],
            vec![],
            [false, false],
        ),
        (
            vec![("Cty TNHH Hai", vec![OneMemberLtd]), ("Công ty TNHH Hai", several.to_vec())],
            vec![],
            [false, false],
        ),
        // The name says which of the two is wrong.
        (
            vec![("HTX Một", vec![Cooperative]), ("HTX Một", vec![CooperativeGroup])],
            vec!["E361 3.xlsx · DS!Q10"],
            [false, true],
        ),
        (
            vec![("Cơ sở Ba", vec![Household]), ("Cơ sở Ba", vec![CooperativeGroup])],
            vec!["E361 3.xlsx · DS!Q10"],
            [true, true],
        ),
        // `Hồ` is a name and no household.
        (
            vec![("Hồ A Páo", vec![Cooperative]), ("Hồ A Páo", vec![Cooperative])],
            vec![],
            [false, false],
        ),
    ] {
        let entries =
            (9..).zip(&rows).map(|(row, (owner, forms))| owned(row, owner, forms)).collect();
        let judged = judge(vec![list(SIN_HO, entries)]);
        let waits = |standing: &Standing| *standing != Standing::Admitted;
        assert_eq!(judged.told(), told, "{rows:?}");
        assert_eq!(judged.standings.iter().map(waits).collect::<Vec<_>>(), waiting, "{rows:?}");
    }
}

#[test]
fn owners_of_nearly_one_name_are_told_unless_they_are_surely_two() {
    let household = "Hộ kinh doanh Lò Văn Thanh";
    for (one, other, people, told) in [
        ("HTX Mây Núi", "Hợp tác xã MÂY NÚI", None, false),
        ("HTX Mây Núi", "HTX May Núi", None, true),
        ("HTX Chè Tả Ngảo", "HTX Chè Tả Ngảoo", None, true),
        ("Công ty TNHH Đồi Xanh", "Công ty TNHH MTV Đồi Xanh", None, true),
        ("HTX Mây Núi", "HTX Gió Núi", None, false),
        (household, "Hộ kinh doanh Lò Văn Thành", Some(["Lò Văn Thanh", "Lò Văn Thành"]), false),
        (household, "Hộ kinh doanh Lò Văn Thành", Some(["Lò Văn Thanh", "Lò Văn Thanh"]), true),
    ] {
        let mut entries = vec![owned(9, one, &[]), owned(10, other, &[])];
        for (entry, name) in entries.iter_mut().zip(people.into_iter().flatten()) {
            entry.owner.representative = Some(at(SIN_HO, "R9", name.to_owned()));
        }
        let expected = if told { vec!["W362 3.xlsx · DS!D10"] } else { vec![] };
        assert_eq!(judge(vec![list(SIN_HO, entries)]).told(), expected, "{one} | {other}");
    }
}

#[test]
fn an_owner_with_products_in_two_districts_is_not_told_for_its_name() {
    let away = |district, row, name: &str, owner: &str| {
        let mut entry = tea(district, row, name);
        owner.clone_into(&mut entry.owner.name.value);
        entry
    };
    let lists = vec![
        list(
            TAM_DUONG,
            vec![
                away(TAM_DUONG, 9, "Sản vật một", "HTX Mây Núi"),
                away(TAM_DUONG, 10, "Sản vật hai", "HTX Gió"),
            ],
        ),
        list(SIN_HO, vec![away(SIN_HO, 9, "Sản vật ba", "HTX Mây Núi")]),
    ];
    assert_eq!(judge(lists).told(), [""; 0]);
}

#[test]
fn a_member_who_bears_the_name_of_an_owner_is_told() {
    let mut spoken = owned(9, "HTX Mây Núi", &[]);
    spoken.owner.representative = Some(at(SIN_HO, "R9", "Ông Hà Trọng Hải".to_owned()));
    assert_eq!(judge(vec![list(SIN_HO, vec![spoken])]).told(), ["W321 3.xlsx · DS!R9"]);
    let household = owned(9, "HKD Hà Trọng Hải", &[]);
    assert_eq!(judge(vec![list(SIN_HO, vec![household])]).told(), ["W321 3.xlsx · DS!D9"]);
}

#[test]
fn a_product_that_one_district_keeps_back_waits_in_the_other_too() {
    let mut below = tea(TAM_DUONG, 9, "Chè cổ thụ");
    below.score.total = Some(at(TAM_DUONG, "J9", super::decimal("45")));
    below.star = Some(at(TAM_DUONG, "K9", 2));
    let judged =
        judge(vec![list(TAM_DUONG, vec![below]), list(SIN_HO, vec![tea(SIN_HO, 9, "Chè cổ thụ")])]);
    assert_eq!(judged.told(), ["E301 1.xlsx · DS!J9", "E326 3.xlsx · DS!B9"]);
    assert!(judged.findings[1].message.contains("chưa được đưa ra Hội đồng"));
}
