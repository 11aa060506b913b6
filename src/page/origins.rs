//! Whom a place concerns: the district whose submission it is, the council, the office's own files.

use std::collections::BTreeMap;

use careful_spreadsheet::text;

use crate::finding::{Code, Finding, Place};
use crate::forms::Forms;
use crate::round::{self, Round};

/// Whom a finding concerns, in the order in which a report lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingOrigin {
    /// `round.toml`.
    Round,
    /// The district of this index in `round.toml`.
    District(usize),
    /// A file of which no district could be told.
    Unknown,
    /// Ballots of the council.
    Ballots,
    /// The office's own wording, layouts, fonts and criteria.
    Templates,
    /// A paper that was issued.
    Papers,
}

impl FindingOrigin {
    /// A word for machines.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Round => "round",
            Self::District(_) => "district",
            Self::Unknown => "unknown",
            Self::Ballots => "ballots",
            Self::Templates => "templates",
            Self::Papers => "papers",
        }
    }

    /// What a clerk reads; of a district, `round.toml` has the name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Round => "Khai báo của đợt (round.toml)",
            Self::District(_) => "Huyện, thành phố",
            Self::Unknown => "Chưa rõ đơn vị",
            Self::Ballots => "Phiếu chấm và kết quả của Hội đồng",
            Self::Templates => "Mẫu văn bản và Bộ tiêu chí",
            Self::Papers => "Văn bản đã xuất",
        }
    }
}

/// Tells whom a place concerns: by what was read from it, else by the names of its file and
/// folders.
#[derive(Debug, Default)]
pub struct FindingOrigins<'a> {
    /// What was read from a sheet.
    sheets: BTreeMap<(&'a str, Option<&'a str>), FindingOrigin>,
    /// What was read from a file and from each archive around it; `None` where it was not all of
    /// one kind.
    files: BTreeMap<&'a str, Option<FindingOrigin>>,
    names: Vec<DistrictName>,
}

impl<'a> FindingOrigins<'a> {
    /// The origins of a round. Without a usable `round.toml` there are no districts to tell apart.
    #[must_use]
    pub fn of(round: Option<&'a Round>, forms: &'a Forms) -> Self {
        let mut origins = Self::default();
        for submission in &forms.submissions {
            if let Some(district) = submission.district {
                origins.add(&submission.place, FindingOrigin::District(district));
            }
        }
        for ballot in &forms.ballots {
            origins.add(&ballot.product.place, FindingOrigin::Ballots);
        }
        origins.names = round.map(names).unwrap_or_default();
        origins
    }

    fn add(&mut self, place: &'a Place, origin: FindingOrigin) {
        self.sheets.insert((&place.file, place.sheet.as_deref()), origin);
        let archives = place.file.match_indices("!/").map(|(end, _)| &place.file[..end]);
        for file in archives.chain([place.file.as_str()]) {
            self.files
                .entry(file)
                .and_modify(|known| *known = known.filter(|known| *known == origin))
                .or_insert(Some(origin));
        }
    }

    /// Whom this place concerns.
    #[must_use]
    pub fn origin(&self, place: &Place) -> FindingOrigin {
        self.read_from(place).unwrap_or_else(|| self.named(&place.file))
    }

    /// Whom a finding concerns. What came of the council's scoring is the council's, though it
    /// stands at the product in its district's list.
    #[must_use]
    pub fn of_finding(&self, finding: &Finding) -> FindingOrigin {
        of_code(finding.code).unwrap_or_else(|| self.origin(&finding.place))
    }

    /// Each finding with whom it concerns; the name of a file is looked into once, however much was
    /// found there.
    pub fn of_all<'f>(
        &self,
        findings: impl IntoIterator<Item = &'f Finding>,
    ) -> Vec<(FindingOrigin, &'f Finding)> {
        let mut named: BTreeMap<&str, FindingOrigin> = BTreeMap::new();
        let mut origin = |finding: &'f Finding| {
            let known = of_code(finding.code).or_else(|| self.read_from(&finding.place));
            let file = finding.place.file.as_str();
            known.unwrap_or_else(|| *named.entry(file).or_insert_with(|| self.named(file)))
        };
        findings.into_iter().map(|finding| (origin(finding), finding)).collect()
    }

    /// Whom a place concerns by what was read from its sheet, file or archive.
    fn read_from(&self, place: &Place) -> Option<FindingOrigin> {
        let file = place.file.as_str();
        let of_sheet = self.sheets.get(&(file, place.sheet.as_deref())).copied();
        of_sheet.or_else(|| self.files.get(file).copied().flatten())
    }

    /// Whom a file concerns by its name: the office's own, or the district that it, else the folder
    /// next above it, is named after.
    fn named(&self, file: &str) -> FindingOrigin {
        if file == round::FILE {
            return FindingOrigin::Round;
        }
        if file.starts_with("templates/") {
            return FindingOrigin::Templates;
        }
        let parts: Vec<String> = file.rsplit('/').map(spaced).collect();
        let district = parts.iter().find_map(|part| {
            let named = self.names.iter().filter(|name| name.stands_in(part));
            named
                .max_by_key(|name| name.words.len())
                .map(|name| FindingOrigin::District(name.district))
        });
        let ballots = || {
            parts
                .iter()
                .any(|part| part.starts_with("phieu cham"))
                .then_some(FindingOrigin::Ballots)
        };
        district.or_else(ballots).unwrap_or(FindingOrigin::Unknown)
    }
}

/// Whom findings of a code always concern.
fn of_code(code: Code) -> Option<FindingOrigin> {
    match code {
        Code::NearBorder
        | Code::SpreadTooWide
        | Code::ConflictSuspected
        | Code::StarLowered
        | Code::ProductNotScored
        | Code::AllInConflict
        | Code::BallotsAllEqual
        | Code::FarFromDistrict => Some(FindingOrigin::Ballots),
        Code::PaperNotWritten | Code::PaperKept | Code::SignedOutdated | Code::BookUnreadable => {
            Some(FindingOrigin::Papers)
        }
        _ => None,
    }
}

/// A district as files and folders are named after it.
#[derive(Debug)]
struct DistrictName {
    district: usize,
    /// Words without diacritics, e.g. `sin ho`.
    words: String,
    /// The same in one, e.g. `sinho`; only of two words or more, so that a part of another name is
    /// not taken for it.
    joined: Option<String>,
}

/// Kinds of a unit, which names of files leave out.
const KINDS: [&str; 9] =
    ["huyen", "thanh pho", "thi xa", "thi tran", "phuong", "xa", "quan", "dac khu", "tinh"];

fn names(round: &Round) -> Vec<DistrictName> {
    let province = without_kind(&spaced(&round.round.province)).to_owned();
    let of = |(district, unit): (usize, &round::District)| {
        let full = spaced(&unit.name);
        let short = without_kind(&full);
        // The city of a province often bears the province's name, which may stand on any folder.
        let short = (short != province).then(|| short.to_owned());
        let city = full.strip_prefix("thanh pho ").map(|rest| format!("tp {rest}"));
        let forms = short.into_iter().chain(city).chain([full.clone()]).collect::<Vec<_>>();
        forms.into_iter().map(move |words| DistrictName {
            district,
            joined: words.contains(' ').then(|| words.replace(' ', "")),
            words,
        })
    };
    round.districts.iter().enumerate().flat_map(of).collect()
}

fn without_kind(words: &str) -> &str {
    KINDS.iter().find_map(|kind| words.strip_prefix(kind)?.strip_prefix(' ')).unwrap_or(words)
}

/// The words of a name without diacritics and hyphens, its ending as one of them.
fn spaced(name: &str) -> String {
    text::bare(name).replace('-', " ")
}

impl DistrictName {
    fn stands_in(&self, part: &str) -> bool {
        let whole = |words: &str| format!(" {part} ").contains(&format!(" {words} "));
        whole(&self.words) || self.joined.as_deref().is_some_and(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::{FindingOrigin, FindingOrigins};
    use crate::finding::{Findings, Place};
    use crate::forms::Forms;
    use crate::round::{Round, parse};

    fn sample() -> Round {
        let text =
            fs_err::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/inputs/round.toml"))
                .unwrap();
        parse(&text, &mut Findings::default()).unwrap()
    }

    fn told(file: &str) -> String {
        let (round, forms) = (sample(), Forms::default());
        match FindingOrigins::of(Some(&round), &forms).origin(&Place::file(file)) {
            FindingOrigin::District(index) => round.districts[index].name.clone(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_file_that_was_not_read_is_told_by_its_name() {
        for file in [
            "ho-so/sin-ho.xlsx",
            "Sìn Hồ/anh 1.jpg",
            "ho-so/SinHo_lan2.xls",
            "h. sin ho.zip!/Doc truoc.txt",
        ] {
            assert_eq!(told(file), "huyện Sìn Hồ", "{file}");
        }
        assert_eq!(
            told("Sìn Hồ/Mường Tè.xlsx"),
            "huyện Mường Tè",
            "the file says more than its folder"
        );
    }

    #[test]
    fn the_provinces_name_is_not_taken_for_its_citys() {
        assert_eq!(told("OCOP Lai Châu 2020/danh sach.pdf"), "Unknown");
        assert_eq!(told("OCOP Lai Châu 2020/TP Lai Châu.pdf"), "thành phố Lai Châu");
        assert_eq!(told("ho-so/thanh-pho-lai-chau.xlsx"), "thành phố Lai Châu");
    }

    #[test]
    fn the_offices_own_files_and_ballots_are_told_apart() {
        assert_eq!(told("round.toml"), "Round");
        assert_eq!(told("templates/wording/bien-ban.md"), "Templates");
        assert_eq!(told("phieu-cham/lan-1/01-ha-trong-hai.xlsx"), "Ballots");
        assert_eq!(told("Phiếu chấm điểm.zip"), "Ballots");
        assert_eq!(told("khac/danh-sach.xlsx"), "Unknown");
    }

    #[test]
    fn without_a_round_there_are_only_files() {
        let forms = Forms::default();
        let origins = FindingOrigins::of(None, &forms);
        assert_eq!(origins.origin(&Place::file("ho-so/sin-ho.xlsx")), FindingOrigin::Unknown);
        assert_eq!(origins.origin(&Place::file("round.toml")), FindingOrigin::Round);
    }
}
