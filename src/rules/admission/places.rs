//! Checks that the commune of each product exists in the province, and lies in the district that
//! submits.

use std::collections::BTreeSet;

use careful_spreadsheet::text;

use crate::communes::{Commune, NamedCommune, Province};
use crate::finding::{Code, Finding, Findings};
use crate::forms::Sourced;
use crate::round::Round;
use crate::rules::Candidate;
use crate::rules::names::capital;

/// Checks the commune of every candidate whose list names one, once a cell. Nothing is checked
/// where the communes of the province are not known.
pub(in crate::rules) fn check(
    round: &Round,
    province: Option<&Province>,
    candidates: &[Candidate<'_>],
    findings: &mut Findings,
) {
    let Some(province) = province else { return };
    let units: Vec<SubmittingUnit<'_>> =
        round.districts.iter().map(|unit| SubmittingUnit::of(province, &unit.name)).collect();
    let mut seen = BTreeSet::new();
    for candidate in candidates {
        let (entry, unit) = (candidate.entry, &units[candidate.district]);
        let column = entry
            .commune
            .as_ref()
            .map(|cell| ("Xã, phường, thị trấn", cell, NamedCommune::in_column(&cell.value)));
        let address = || {
            entry
                .owner
                .address
                .as_ref()
                .map(|cell| ("Địa chỉ", cell, NamedCommune::in_address(&cell.value)))
        };
        let Some((heading, cell, Some(named))) = column.or_else(address) else { continue };
        if seen.insert(&cell.place) {
            findings.extend(
                judge(province, unit, &named, cell).map(|finding| finding.heading(heading)),
            );
        }
    }
}

/// A district or commune that submits, as the list of communes has it.
struct SubmittingUnit<'a> {
    name: &'a str,
    /// Index of the district in the list of communes, when it is one there.
    district: Option<usize>,
    /// Official code of the commune, when the unit is a commune itself.
    commune: Option<&'a str>,
}

impl<'a> SubmittingUnit<'a> {
    fn of(province: &'a Province, name: &'a str) -> Self {
        let same = |plain: fn(&str) -> String| {
            let wanted = plain(name);
            province.communes.iter().find(|commune| plain(&commune.name) == wanted)
        };
        // Communes that differ in a tone mark are two.
        let commune = same(text::fold).or_else(|| same(text::bare).filter(|_| name.is_ascii()));
        let district = province.district(name);
        Self {
            name,
            district,
            commune: commune.filter(|_| district.is_none()).map(|commune| commune.code.as_str()),
        }
    }

    /// Whether a commune may stand in the list of this unit. A unit that the list of communes does
    /// not have may list any.
    fn has(&self, commune: &Commune) -> bool {
        match (self.district, self.commune) {
            (Some(_), _) => commune.district == self.district,
            (None, Some(code)) => commune.code == code,
            (None, None) => true,
        }
    }
}

/// The finding about a commune that does not exist, or belongs to another unit; `None` where all is
/// well.
fn judge(
    province: &Province,
    unit: &SubmittingUnit<'_>,
    named: &NamedCommune,
    cell: &Sourced<String>,
) -> Option<Finding> {
    let meant = province.meant(named);
    if meant.is_empty() {
        return unknown(province, unit, named, cell);
    }
    if meant.iter().any(|commune| unit.has(commune)) {
        return None;
    }
    let places =
        meant.iter().map(|commune| province.in_full(commune)).collect::<Vec<_>>().join(" hoặc ");
    Some(
        Finding::new(
            Code::CommuneElsewhere,
            cell.place.clone(),
            format!("Xã này không thuộc {}.", unit.name),
        )
        .found(format!("{} ({places})", cell.value))
        .allowed(format!("một xã, phường, thị trấn của {}", unit.name))
        .remedy("Sửa tên xã, hoặc chuyển sản phẩm sang danh sách của đơn vị có xã đó."),
    )
}

/// The finding about a name that no commune has. Behind an abbreviation (`P.`, `TT`), which may
/// mean something else than a commune, it is told only where a commune has nearly that name.
fn unknown(
    province: &Province,
    unit: &SubmittingUnit<'_>,
    named: &NamedCommune,
    cell: &Sourced<String>,
) -> Option<Finding> {
    let near = province.nearest(named, unit.district);
    if near.is_empty() && named.abbreviated {
        return None;
    }
    let finding = Finding::new(
        Code::CommuneUnknown,
        cell.place.clone(),
        format!("{} không có xã, phường, thị trấn này.", capital(&province.name)),
    )
    .found(&cell.value)
    .remedy("Ghi đúng tên và loại đơn vị (xã, phường hay thị trấn).");
    let listed = |communes: Vec<&Commune>| {
        communes.into_iter().map(|commune| province.in_full(commune)).collect::<Vec<_>>()
    };
    Some(match unit.district {
        _ if !near.is_empty() => {
            finding.allowed(format!("gần giống nhất: {}", listed(near).join(" hoặc ")))
        }
        Some(district) => {
            let all: Vec<_> =
                province.communes_of(district).map(|commune| commune.name.as_str()).collect();
            finding.allowed(all.join("; "))
        }
        None => finding,
    })
}
