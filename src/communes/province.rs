//! The communes of one province, and how to find them by what people write.

use std::collections::BTreeMap;

use careful_spreadsheet::text;
use time::Date;

use super::address::NamedCommune;
use super::kind::CommuneKind;

/// The list of the districts and communes of a province between two dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// Name of its file without the ending, e.g. `lai-chau`.
    pub id: String,
    /// Name with its kind, e.g. `tỉnh Lai Châu`.
    pub name: String,
    /// Official code (mã đơn vị hành chính).
    pub code: String,
    /// First day on which the list is valid; `None` when it has no beginning.
    pub valid_from: Option<Date>,
    /// Last day on which the list is valid; `None` while it has no end.
    pub valid_to: Option<Date>,
    /// Source of the list.
    pub source: String,
    /// What was verified, and how.
    pub verified: String,
    /// What was not verified.
    pub unverified: Vec<String>,
    /// The districts; empty where the province has none above its communes.
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
    /// Its kind.
    pub kind: CommuneKind,
    /// Index of its district in [`Province::districts`]; `None` when it belongs to none.
    pub district: Option<usize>,
}

/// Kinds of provinces and districts, without diacritics.
const KINDS: [&str; 5] = ["tinh ", "thanh pho ", "thi xa ", "huyen ", "quan "];

/// Removes the kind from the bare name of a province or district: `tinh lai chau` becomes `lai
/// chau`.
pub(super) fn without_kind(bare: &str) -> &str {
    KINDS.into_iter().find_map(|kind| bare.strip_prefix(kind)).unwrap_or(bare)
}

/// Maps names, without kind, case and diacritics, to the indices of their communes.
pub(super) fn by_name(communes: &[Commune]) -> BTreeMap<String, Vec<usize>> {
    let mut names: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (index, commune) in communes.iter().enumerate() {
        let name =
            CommuneKind::split(&commune.name).map_or(commune.name.as_str(), |(_, name)| name);
        names.entry(text::bare(name)).or_default().push(index);
    }
    names
}

/// Returns the last `count` words of a name, folded but with diacritics.
fn tail(name: &str, count: usize) -> String {
    let folded = text::fold(name).replace('-', " ");
    let words: Vec<&str> = folded.split(' ').collect();
    words[words.len().saturating_sub(count)..].join(" ")
}

impl Province {
    /// Tells whether the list is valid on this day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= day)
            && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Returns the index of the district of this name, compared without case; its kind may be left
    /// out. Diacritics count unless the name was typed without any.
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

    /// Returns the communes that somebody may mean by a name: those of that name and, if a kind was
    /// written, of that kind. Communes that differ in a tone mark are two; only a name that was
    /// typed without diacritics may mean both.
    ///
    /// Words after the name are ignored (`xã Tả Ngảo điện thoại …`); of several names that fit, the
    /// longest counts.
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

    /// Returns the communes whose names are nearest to a name that does not exist: at most three,
    /// none when all are far.
    ///
    /// One letter may differ, two in a name of more than nine letters; of equally near communes,
    /// those of `district` come first.
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

    /// Iterates over the communes of a district, given by its index.
    pub fn communes_of(&self, district: usize) -> impl Iterator<Item = &Commune> {
        self.communes.iter().filter(move |commune| commune.district == Some(district))
    }

    /// Names a commune with its district, as a sentence does: `xã Tả Ngảo, huyện Sìn Hồ`.
    #[must_use]
    pub fn in_full(&self, commune: &Commune) -> String {
        match commune.district.and_then(|district| self.districts.get(district)) {
            Some(district) => format!("{}, {}", commune.name, district.name),
            None => commune.name.clone(),
        }
    }
}
