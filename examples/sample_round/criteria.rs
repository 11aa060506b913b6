//! The criteria of the product sets in the sample, with the marks the sample may give.
//!
//! `criteria.csv` is a trimmed copy: an empty set means every set, and marks that would stop the
//! assessment or deny a product its story are left out, so that no product of the sample is knocked
//! out by accident.

use crate::Result;
use crate::model::{OwnerKind, ProductSet};

const TABLE: &str = include_str!("criteria.csv");

/// Codes and names of what papers prove: members read the same dossier, so they mark it alike.
const PROVEN: [&str; 12] = [
    "1.1",
    "1.3",
    "3.1",
    "3.2",
    "3.3",
    "3.4",
    "3.5",
    "4.1",
    "Hồ sơ công bố",
    "Kiểm tra định kỳ",
    "Đảm bảo chất lượng",
    "Cơ hội thị trường",
];

/// A part of the criteria (Phần).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    A,
    B,
    C,
}

impl Part {
    pub(crate) const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    pub(crate) const fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }

    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::A => "PHẦN A. SẢN PHẨM VÀ SỨC MẠNH CỘNG ĐỒNG",
            Self::B => "PHẦN B. KHẢ NĂNG TIẾP THỊ",
            Self::C => "PHẦN C. CHẤT LƯỢNG SẢN PHẨM",
        }
    }

    /// Weights of Quyết định 1048/QĐ-TTg.
    pub(crate) const fn max(self) -> u8 {
        match self {
            Self::A => 35,
            Self::B => 25,
            Self::C => 40,
        }
    }
}

/// A criterion (tiêu chí), or a whole part where the criteria of the set are not known.
pub(crate) struct Criterion {
    pub part: Part,
    pub code: &'static str,
    pub name: &'static str,
    /// The marks it may get, rising.
    levels: Vec<u8>,
}

impl Criterion {
    /// Điểm tối đa.
    pub(crate) fn max(&self) -> u8 {
        self.levels.last().copied().unwrap_or_default()
    }

    /// The marks an owner of this kind may get.
    pub(crate) fn levels_for(&self, kind: OwnerKind) -> Vec<u8> {
        match self.code {
            "3.1" => vec![kind.mark_of_kind()],
            "3.2" => kind.marks_of_participation().to_vec(),
            _ => self.levels.clone(),
        }
    }

    /// Whether papers settle the mark.
    pub(crate) fn is_proven(&self) -> bool {
        PROVEN.iter().any(|key| self.code == *key || self.name.starts_with(key))
    }

    fn parse(line: &'static str) -> Option<(&'static str, Self)> {
        let mut fields = line.split(';');
        let set = fields.next()?;
        let letter = fields.next()?;
        let part = Part::ALL.into_iter().find(|part| part.letter() == letter)?;
        let (code, name) = (fields.next()?, fields.next()?);
        let levels = fields
            .next()?
            .split(' ')
            .map(str::parse)
            .collect::<std::result::Result<_, _>>()
            .ok()?;
        Some((set, Self { part, code, name, levels }))
    }

    fn whole(part: Part) -> Self {
        Self { part, code: part.letter(), name: part.title(), levels: (0..=part.max()).collect() }
    }
}

/// Whether the criteria of part C are known: they are for all sets but rice, which is marked by
/// whole parts.
pub(crate) fn is_known(set: ProductSet) -> bool {
    set != ProductSet::Rice
}

/// The criteria of a set, in the order of the ballot.
pub(crate) fn of_set(set: ProductSet) -> Result<Vec<Criterion>> {
    if !is_known(set) {
        return Ok(Part::ALL.map(Criterion::whole).into());
    }
    let mut criteria = Vec::new();
    for line in TABLE.lines().skip(1) {
        let (of, criterion) = Criterion::parse(line)
            .ok_or_else(|| format!("criteria.csv: malformed line: {line}"))?;
        if of.is_empty() || of == set.name() {
            criteria.push(criterion);
        }
    }
    Ok(criteria)
}
