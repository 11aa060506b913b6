//! The communes of one province, found by how people write them.

use std::collections::BTreeMap;

use careful_spreadsheet::text;
use time::Date;

use super::address::NamedCommune;
use super::kind::CommuneKind;

/// The districts and communes of a province between two dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// Name of its file without the ending, e.g. `lai-chau`.
    pub id: String,
    /// Name with its kind, e.g. `tỉnh Lai Châu`.
    pub name: String,
    /// Official code (mã đơn vị hành chính).
    pub code: String,
    /// First day of the list; `None` when it has always been so.
    pub valid_from: Option<Date>,
    /// Last day; `None` while it is valid.
    pub valid_to: Option<Date>,
    /// Where the list was taken from.
    pub source: String,
    /// What of it was confirmed, and how.
    pub verified: String,
    /// What of it was not.
    pub unverified: Vec<String>,
    /// The districts; empty where there are none between the province and its communes.
    pub districts: Vec<ProvinceDistrict>,
    /// The communes, in the order of the file.
    pub communes: Vec<Commune>,
    /// Indices of the communes by name, without kind, case and diacritics.
    pub(super) by_name: BTreeMap<String, Vec<usize>>,
}

/// A district (huyện, thị xã, thành phố).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvinceDistrict {
    /// Name with its kind, e.g. `huyện Sìn Hồ`.
    pub name: String,
    /// Official code.
    pub code: String,
}

/// A commune (xã, phường, thị trấn).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commune {
    /// Name with its kind, e.g. `xã Tả Ngảo`.
    pub name: String,
    /// Official code.
    pub code: String,
    /// What it is.
    pub kind: CommuneKind,
    /// Index of its district.
    pub district: Option<usize>,
}

/// Kinds of provinces and districts, without diacritics.
const KINDS: [&str; 5] = ["tinh ", "thanh pho ", "thi xa ", "huyen ", "quan "];

/// A bare name of a province or district without its kind: `tinh lai chau` as `lai chau`.
pub(super) fn without_kind(bare: &str) -> &str {
    KINDS.into_iter().find_map(|kind| bare.strip_prefix(kind)).unwrap_or(bare)
}

/// Indices of communes by name, without kind, case and diacritics.
pub(super) fn by_name(communes: &[Commune]) -> BTreeMap<String, Vec<usize>> {
    let mut names: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (index, commune) in communes.iter().enumerate() {
        let name =
            CommuneKind::split(&commune.name).map_or(commune.name.as_str(), |(_, name)| name);
        names.entry(text::bare(name)).or_default().push(index);
    }
    names
}

/// The last words of a name, compared with diacritics.
fn tail(name: &str, count: usize) -> String {
    let folded = text::fold(name).replace('-', " ");
    let words: Vec<&str> = folded.split(' ').collect();
    words[words.len().saturating_sub(count)..].join(" ")
}

impl Province {
    /// Whether the list is valid on this day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= day)
            && self.valid_to.is_none_or(|last| day <= last)
    }

    /// The district of this name, compared without case; its kind may be left out. A name that was
    /// typed without diacritics is compared without.
    #[must_use]
    pub fn district(&self, name: &str) -> Option<usize> {
        let bare = text::bare(name);
        let core = without_kind(&bare).split(' ').count();
        let accented = tail(name, core);
        let is = |district: &ProvinceDistrict| {
            let known = text::bare(&district.name);
            let same = known == bare || without_kind(&known) == bare;
            same && (accented.is_ascii() || tail(&district.name, core) == accented)
        };
        self.districts.iter().position(is)
    }

    /// The communes that somebody may mean by a name: those of that name and, if one was given, of
    /// that kind. Communes that differ in a tone mark are two; only a name that was typed without
    /// diacritics may mean both.
    ///
    /// Words after the name do not matter (`xã Tả Ngảo điện thoại …`); of several names that fit,
    /// the longest counts.
    #[must_use]
    pub fn meant(&self, named: &NamedCommune) -> Vec<&Commune> {
        let fits = |commune: &&Commune| named.kind.is_none_or(|kind| kind == commune.kind);
        let words: Vec<String> = named.words().collect();
        let folded = text::fold(&named.name).replace('-', " ");
        let accented: Vec<&str> = folded.split(' ').collect();
        let found = (1..=words.len()).rev().find_map(|count| {
            let indices = self.by_name.get(&words[..count].join(" "))?;
            let typed = accented.get(..count)?.join(" ");
            let same = |commune: &&Commune| typed.is_ascii() || tail(&commune.name, count) == typed;
            let communes: Vec<_> = indices
                .iter()
                .map(|index| &self.communes[*index])
                .filter(fits)
                .filter(same)
                .collect();
            (!communes.is_empty()).then_some(communes)
        });
        found.unwrap_or_default()
    }

    /// The communes whose names are nearest to one that does not exist: at most three, none when
    /// all are far.
    ///
    /// One letter may differ, two in a name of more than nine; a commune of the district that is
    /// asked about comes first.
    #[must_use]
    pub fn nearest(&self, named: &NamedCommune, district: Option<usize>) -> Vec<&Commune> {
        let wanted: String = named.words().collect();
        let most = if wanted.chars().count() > 9 { 2 } else { 1 };
        let mut near: Vec<(usize, bool, usize)> = Vec::new();
        for (name, indices) in &self.by_name {
            let distance = strsim::osa_distance(&name.replace(' ', ""), &wanted);
            if distance <= most {
                let of =
                    |index: &usize| (distance, self.communes[*index].district != district, *index);
                near.extend(indices.iter().map(of));
            }
        }
        near.sort_unstable();
        let best = near.first().map(|(distance, elsewhere, _)| (*distance, *elsewhere));
        let equals =
            near.iter().filter(|(distance, elsewhere, _)| Some((*distance, *elsewhere)) == best);
        equals.take(3).map(|(.., index)| &self.communes[*index]).collect()
    }

    /// The communes of a district.
    pub fn communes_of(&self, district: usize) -> impl Iterator<Item = &Commune> {
        self.communes.iter().filter(move |commune| commune.district == Some(district))
    }

    /// A commune with its district, as a sentence names it: `xã Tả Ngảo, huyện Sìn Hồ`.
    #[must_use]
    pub fn in_full(&self, commune: &Commune) -> String {
        match commune.district.and_then(|district| self.districts.get(district)) {
            Some(district) => format!("{}, {}", commune.name, district.name),
            None => commune.name.clone(),
        }
    }
}
