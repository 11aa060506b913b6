//! Checks that the units which submit are districts or communes of the province on the first day
//! of the round.

use super::told::{TruthFindings, at};
use crate::communes::{Commune, Communes, NamedCommune, Province};
use crate::finding::{Code, Finding};
use crate::round::{Round, is_filled, is_known, short_date};

/// How many communes a finding names at most.
const NAMED_AT_MOST: usize = 8;

/// Checks every unit, where the list of the province is surely right on that day.
pub(super) fn check(round: &Round, communes: &Communes, told: &mut TruthFindings) {
    let day = round.round.from;
    if !is_known(day) || !is_filled(&round.round.province) {
        return;
    }
    let Some(province) = communes.province_on(&round.round.province, day) else { return };
    if !province.is_certain(day) {
        return;
    }
    for (index, unit) in round.districts.iter().enumerate() {
        let name = unit.name.as_str();
        let known = if province.districts.is_empty() {
            province.commune(name).is_some()
        } else {
            province.district(name).is_some() && !name.is_ascii()
        };
        if known || !is_filled(name) {
            continue;
        }
        let kind =
            if province.districts.is_empty() { "xã, phường" } else { "huyện, thành phố" };
        let message = format!("Ngày {} {} không có {kind} này.", short_date(day), province.name);
        let finding =
            Finding::new(Code::UnitUnknown, at(format!("districts.{}", index + 1)), message)
                .found(name);
        told.doubt(if province.districts.is_empty() {
            commune_hint(finding, communes, &province, round, name)
        } else {
            let all = province.districts.iter().map(|district| district.name.as_str());
            finding.allowed(all.collect::<Vec<_>>().join("; ")).remedy(
                "Sửa tên đơn vị ở mục [[districts]]; đúng như vậy thì chấp nhận ở [[accept]].",
            )
        });
    }
}

/// Adds what the unit is today, or what is nearly its name.
fn commune_hint(
    finding: Finding,
    communes: &Communes,
    province: &Province,
    round: &Round,
    name: &str,
) -> Finding {
    let remedy = "Ghi tên xã, phường hiện nay với loại của nó ở mục [[districts]].";
    let other = communes.other_side(province, round.round.from);
    if other.has_district(name) {
        let now = shown(&other.district_became(name));
        return finding
            .allowed(format!("cấp huyện không còn; nơi đó nay có: {now}"))
            .remedy("Ghi từng xã, phường gửi hồ sơ ở mục [[districts]], thay cho huyện.");
    }
    let Some(named) = NamedCommune::in_column(name) else { return finding.remedy(remedy) };
    let listed = |communes: Vec<&Commune>| {
        communes.into_iter().map(|commune| commune.name.clone()).collect::<Vec<_>>()
    };
    let same = listed(province.meant(&named));
    if !same.is_empty() {
        return finding.allowed(shown(&same)).remedy(remedy);
    }
    let mut today: Vec<String> = Vec::new();
    for former in other.meant(&named, &[]) {
        for commune in former.today(province) {
            if !today.contains(&commune.name) {
                today.push(commune.name.clone());
            }
        }
    }
    if !today.is_empty() {
        return finding.allowed(format!("xã cũ, nay là {}", today.join(" hoặc "))).remedy(remedy);
    }
    match listed(province.nearest(&named, None)).join(" hoặc ") {
        near if near.is_empty() => finding.remedy(remedy),
        near => finding.allowed(format!("gần giống nhất: {near}")).remedy(remedy),
    }
}

/// Joins names, the first ones where there are many.
fn shown(names: &[String]) -> String {
    let first = names.iter().take(NAMED_AT_MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > NAMED_AT_MOST { format!("{first}, …") } else { first }
}
