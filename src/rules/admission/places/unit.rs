//! A unit that submits, as the list of communes has it.

use careful_spreadsheet::text;

use crate::communes::{Commune, Province};

/// A district or commune that submits.
pub(super) struct SubmittingUnit<'a> {
    name: &'a str,
    /// Index of the district in the list of communes, when it is one there.
    district: Option<usize>,
    /// Official code of the commune, when the unit is a commune itself.
    commune: Option<String>,
}

impl<'a> SubmittingUnit<'a> {
    pub(super) fn of(province: &Province, name: &'a str) -> Self {
        // Communes that differ in a tone mark are two.
        let plain = || {
            let wanted = text::bare(name);
            province.communes.iter().find(|commune| text::bare(&commune.name) == wanted)
        };
        let commune = province.commune(name).or_else(|| plain().filter(|_| name.is_ascii()));
        let district = province.district(name);
        Self {
            name,
            district,
            commune: commune.filter(|_| district.is_none()).map(|commune| commune.code.clone()),
        }
    }

    pub(super) fn name(&self) -> &'a str {
        self.name
    }

    pub(super) fn district(&self) -> Option<usize> {
        self.district
    }

    /// Whether a commune may stand in the list of this unit. A unit that the list of communes does
    /// not have may list any.
    pub(super) fn has(&self, commune: &Commune) -> bool {
        match (self.district, &self.commune) {
            (Some(_), _) => commune.district == self.district,
            (None, Some(code)) => commune.code == *code,
            (None, None) => true,
        }
    }
}
