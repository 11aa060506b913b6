//! Checks that the commune of each product exists in the province on the first day of the round,
//! and belongs to the unit that submits.
//!
//! On 1/7/2025 districts ended and most communes got other names. A name of the other side of that
//! day is told with what it is on the day of the round.

mod told;
mod unit;

use std::cell::OnceCell;
use std::collections::BTreeSet;

use careful_spreadsheet::text;
use time::Date;

use self::unit::SubmittingUnit;
use crate::communes::{
    Commune, Communes, FormerCommune, NamedCommune, OtherSide, Province, districts_in_address,
    split_districts,
};
use crate::finding::{Finding, Findings};
use crate::forms::Sourced;
use crate::round::{Round, is_known};
use crate::rules::Candidate;

/// Headings of the cells that are checked.
const COLUMN: &str = "Xã, phường, thị trấn";
const ADDRESS: &str = "Địa chỉ";

/// Checks the commune of every candidate whose list names one, and tells each thing once a cell.
/// Where the communes of the province are not known, that is told once.
pub(in crate::rules) fn check(
    round: &Round,
    communes: &Communes,
    candidates: &[Candidate<'_>],
    findings: &mut Findings,
) {
    let day = round.round.from;
    let Some(province) = communes.province_on(&round.round.province, day) else {
        let names_any = |candidate: &Candidate<'_>| {
            candidate.entry.commune.is_some() || candidate.entry.owner.address.is_some()
        };
        if is_known(day) && candidates.iter().any(names_any) {
            findings.push(told::not_checked(round));
        }
        return;
    };
    let desk = PlaceDesk { province: &province, communes, day, other: OnceCell::new() };
    let units: Vec<SubmittingUnit<'_>> =
        round.districts.iter().map(|unit| SubmittingUnit::of(&province, &unit.name)).collect();
    let mut seen = BTreeSet::new();
    for candidate in candidates {
        for finding in desk.judge(candidate, &units[candidate.district]) {
            if seen.insert((finding.code, finding.place.clone())) {
                findings.push(finding);
            }
        }
    }
}

/// Tells of products without an address and without a commune, in lists where others have one:
/// papers name only the unit that submits.
pub(in crate::rules) fn addresses(
    round: &Round,
    candidates: &[Candidate<'_>],
    findings: &mut Findings,
) {
    let list = |candidate: &Candidate<'_>| {
        let place = &candidate.entry.product.place;
        (place.file.clone(), place.sheet.clone())
    };
    let is_placed = |candidate: &&Candidate<'_>| {
        candidate.entry.owner.address.is_some() || candidate.entry.commune.is_some()
    };
    let placed: BTreeSet<_> = candidates.iter().filter(is_placed).map(list).collect();
    let missing = candidates.iter().filter(|one| !is_placed(one) && placed.contains(&list(one)));
    findings.extend(missing.map(|one| {
        let unit = &round.districts[one.district].name;
        told::no_address(&one.entry.product, unit).heading(ADDRESS)
    }));
}

/// What the communes of the round are compared with.
struct PlaceDesk<'a> {
    province: &'a Province,
    communes: &'a Communes,
    day: Date,
    /// Read only when a name needs it.
    other: OnceCell<OtherSide>,
}

/// The cell that names the commune of a product.
struct NamedCell<'a> {
    heading: &'static str,
    cell: &'a Sourced<String>,
    named: NamedCommune,
    /// The communes of the day of the round that it may mean.
    meant: Vec<&'a Commune>,
}

impl<'a> PlaceDesk<'a> {
    /// Returns what is wrong with the places of a candidate.
    fn judge(&self, candidate: &Candidate<'a>, unit: &SubmittingUnit<'_>) -> Vec<Finding> {
        let entry = candidate.entry;
        let (column, address) = (entry.commune.as_ref(), entry.owner.address.as_ref());
        let cells = [(COLUMN, column), (ADDRESS, address)];
        let ended: Vec<_> = cells
            .into_iter()
            .filter_map(|(heading, cell)| Some((heading, cell?, self.ended_districts(cell?))))
            .filter(|(.., districts)| !districts.is_empty())
            .collect();
        let districts: Vec<String> =
            ended.iter().flat_map(|(.., districts)| districts).cloned().collect();
        let named = self.named(column, address);
        if let Some(named) = &named
            && let Some(finding) = self.former(unit, named, &districts)
        {
            return vec![finding];
        }
        let mut findings: Vec<Finding> =
            named.and_then(|named| self.today(unit, &named)).into_iter().collect();
        findings.extend(ended.iter().map(|(heading, cell, districts)| {
            told::district_ended(cell, districts).heading(*heading)
        }));
        findings
    }

    /// Finds the commune of a product: in the column for communes where the list has one, else in
    /// the address.
    fn named(
        &self,
        column: Option<&'a Sourced<String>>,
        address: Option<&'a Sourced<String>>,
    ) -> Option<NamedCell<'a>> {
        let in_address = || Some((ADDRESS, address?));
        let (heading, cell) = column.map(|cell| (COLUMN, cell)).or_else(in_address)?;
        let named = if column.is_some() {
            self.province.named_in_column(&cell.value)
        } else {
            self.province.named_in_address(&cell.value)
        };
        let meant = |named: &NamedCommune| self.province.meant(named);
        let known = named.as_ref().map(meant).unwrap_or_default();
        let before = || known.is_empty().then(|| self.named_before(cell))?;
        let (named, meant) = match before() {
            Some(before) => (before, Vec::new()),
            None => (named?, known),
        };
        Some(NamedCell { heading, cell, named, meant })
    }

    /// Finds a commune of before 1/7/2025 that a cell of today names with its kind (`P.12`).
    fn named_before(&self, cell: &Sourced<String>) -> Option<NamedCommune> {
        self.districts_ended().then(|| self.other().named_in_address(&cell.value))?
    }

    /// Returns the lists on the other side of 1/7/2025.
    fn other(&self) -> &OtherSide {
        self.other.get_or_init(|| self.communes.other_side(self.province, self.day))
    }

    /// Whether the province has no districts, but had them.
    fn districts_ended(&self) -> bool {
        self.province.districts.is_empty()
    }

    /// Returns the districts of before 1/7/2025 that a cell of a later round names, and whatever
    /// else papers leave out of the address as a district.
    fn ended_districts(&self, cell: &Sourced<String>) -> Vec<String> {
        if !self.districts_ended() {
            return Vec::new();
        }
        let own = text::fold(&self.province.name);
        let mut named = districts_in_address(&cell.value);
        named.retain(|name| text::fold(name) != own && self.other().has_district(name));
        if named.is_empty() {
            named = split_districts(&cell.value).1.into_iter().map(str::to_owned).collect();
        }
        named
    }

    /// The finding about a commune that is written as it was on the other side of 1/7/2025; `None`
    /// where it is one of the day of the round, or none at all.
    fn former(
        &self,
        unit: &SubmittingUnit<'_>,
        named: &NamedCell<'a>,
        districts: &[String],
    ) -> Option<Finding> {
        let is_today = !named.meant.is_empty();
        if is_today && districts.is_empty() {
            return None;
        }
        if !self.districts_ended() {
            return self.later(named);
        }
        let mut former = self.other().meant(&named.named, districts);
        if is_today {
            // Of a name that is still one, only the commune of the district written is meant.
            former.retain(|former| former.is_in(districts));
        }
        let first = former.first()?;
        let mut today: Vec<&Commune> = Vec::new();
        for commune in former.iter().flat_map(|former| former.today(self.province)) {
            if !today.contains(&commune) {
                today.push(commune);
            }
        }
        let divided = former.iter().any(|former| former.commune.became.len() > 1);
        if !today.is_empty() && !today.iter().any(|commune| unit.has(commune)) {
            return Some(self.elsewhere(unit, named, &self.with_today(first)));
        }
        let full = first.in_full(self.province);
        let finding = told::former(named.cell, &full, self.province, &today, divided);
        Some(finding.heading(named.heading))
    }

    /// The finding about a commune of today in a round of before; `None` where it is none.
    fn later(&self, named: &NamedCell<'a>) -> Option<Finding> {
        let later = self.other().meant(&named.named, &[]);
        let short = later.first()?.commune.short_name();
        let before = OtherSide::made_of(self.province, short);
        let full: Vec<_> = before.iter().map(|commune| self.province.in_full(commune)).collect();
        Some(told::later(named.cell, &full).heading(named.heading))
    }

    /// The finding about a commune that does not exist, or belongs to another unit; `None` where
    /// all is well.
    fn today(&self, unit: &SubmittingUnit<'_>, named: &NamedCell<'a>) -> Option<Finding> {
        if named.meant.is_empty() {
            return self.unknown(unit, named);
        }
        if named.meant.iter().any(|commune| unit.has(commune)) {
            return None;
        }
        Some(self.elsewhere(unit, named, &self.full(&named.meant).join(" hoặc ")))
    }

    fn elsewhere(&self, unit: &SubmittingUnit<'_>, named: &NamedCell<'a>, places: &str) -> Finding {
        let finding = if self.province.is_certain(self.day) {
            told::elsewhere(named.cell, unit.name(), places)
        } else {
            told::uncertain_district(named.cell, unit.name(), places)
        };
        finding.heading(named.heading)
    }

    /// The finding about a name that no commune has. Behind an abbreviation (`P.`, `TT`), which may
    /// mean something else than a commune, it is told only where a commune has nearly that name.
    fn unknown(&self, unit: &SubmittingUnit<'_>, named: &NamedCell<'a>) -> Option<Finding> {
        let near = self.province.nearest(&named.named, unit.district());
        let near = if near.is_empty() { self.near_former(named) } else { self.full(&near) };
        if near.is_empty() && named.named.abbreviated {
            return None;
        }
        let finding = if self.province.is_certain(self.day) {
            told::unknown(named.cell, self.province)
        } else {
            told::uncertain(named.cell, self.province)
        };
        let finding = finding.heading(named.heading);
        Some(match unit.district() {
            _ if !near.is_empty() => {
                finding.allowed(format!("gần giống nhất: {}", near.join(" hoặc ")))
            }
            Some(district) => {
                let all: Vec<_> = self
                    .province
                    .communes_of(district)
                    .map(|commune| commune.name.as_str())
                    .collect();
                finding.allowed(all.join("; "))
            }
            None => finding,
        })
    }

    /// Names the communes of before 1/7/2025 that are nearest to a name, with those of today.
    fn near_former(&self, named: &NamedCell<'a>) -> Vec<String> {
        if !self.districts_ended() {
            return Vec::new();
        }
        let near = self.other().nearest(&named.named);
        near.iter().map(|former| self.with_today(former)).collect()
    }

    /// Names a commune of before 1/7/2025 with what it is today.
    fn with_today(&self, former: &FormerCommune<'_>) -> String {
        let today = self.full(&former.today(self.province)).join(" hoặc ");
        format!("{} trước ngày 01/7/2025, nay là {today}", former.in_full(self.province))
    }

    fn full(&self, communes: &[&Commune]) -> Vec<String> {
        communes.iter().map(|commune| self.province.in_full(commune)).collect()
    }
}
