//! The origin of a place or finding: the district that submitted it, the council, or the office's
//! own files.

use std::collections::BTreeMap;

use careful_spreadsheet::text;

use crate::declaration;
use crate::finding::{Code, Finding, Place};
use crate::forms::{Forms, TakenFor};
use crate::round::{self, Round};

/// Whom a finding concerns. The variants stand in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingOrigin {
    /// `round.toml`.
    Round,
    /// The district with this index in `round.toml`.
    District(usize),
    /// A file whose district is not known.
    Unknown,
    /// Ballots and results of the council.
    Ballots,
    /// The office's own wording, layouts, fonts and criteria.
    Templates,
    /// Papers that were issued.
    Papers,
}

impl FindingOrigin {
    /// Returns a word for machines: `round`, `district`, `unknown`, `ballots`, `templates` or
    /// `papers`.
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

    /// Returns the title of the origin (Vietnamese). The name of a district itself stands in
    /// `round.toml`.
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

/// Tells the origin of places: by what was read from them, else by the names of the file and its
/// folders.
#[derive(Debug, Default)]
pub struct FindingOrigins<'a> {
    /// The origin of each sheet from which something was read.
    sheets: BTreeMap<(&'a str, Option<&'a str>), FindingOrigin>,
    /// The origin of each file from which something was read, and of each archive around it; `None`
    /// when it holds data of several origins.
    files: BTreeMap<&'a str, Option<FindingOrigin>>,
    names: Vec<OriginDistrict>,
}

impl<'a> FindingOrigins<'a> {
    /// Gathers the origins of a round. When `round.toml` cannot be used, no districts are known.
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
        // A ballot from which no mark could be read is the council's all the same, whatever
        // district its name or its folder mentions.
        let of_council = [TakenFor::Ballots, TakenFor::BlankBallot, TakenFor::Summary];
        let unread = forms.readings.iter().filter(|one| of_council.contains(&one.taken_for));
        for reading in unread {
            if !origins.files.contains_key(reading.place.file.as_str()) {
                origins.add(&reading.place, FindingOrigin::Ballots);
            }
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

    /// Returns the origin of a place.
    #[must_use]
    pub fn origin(&self, place: &Place) -> FindingOrigin {
        self.read_from(place).unwrap_or_else(|| self.named(&place.file))
    }

    /// Returns the origin of a finding. Findings about the scoring always concern the council,
    /// though they stand at the product in the list of its district.
    #[must_use]
    pub fn of_finding(&self, finding: &Finding) -> FindingOrigin {
        of_code(finding.code).unwrap_or_else(|| self.origin(&finding.place))
    }

    /// Returns all findings with their origins. The name of each file is examined only once.
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

    /// Returns the origin of a place by what was read from its sheet, file or archive.
    fn read_from(&self, place: &Place) -> Option<FindingOrigin> {
        let file = place.file.as_str();
        let of_sheet = self.sheets.get(&(file, place.sheet.as_deref())).copied();
        of_sheet.or_else(|| self.files.get(file).copied().flatten())
    }

    /// Returns the origin of a file by its name: the office's own files, or the district after
    /// which the file, or the nearest folder above it, is named.
    fn named(&self, file: &str) -> FindingOrigin {
        if [round::FILE, declaration::FILE].contains(&file) {
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

/// Returns the origin that all findings with a code share; `None` when it depends on the place.
fn of_code(code: Code) -> Option<FindingOrigin> {
    match code {
        Code::NearBorder
        | Code::SpreadTooWide
        | Code::ConflictSuspected
        | Code::StarLowered
        | Code::MinimaMissed
        | Code::MinimaNotChecked
        | Code::MinimaOverruled
        | Code::ProductNotScored
        | Code::AllInConflict
        | Code::BallotsAllEqual
        | Code::FarFromDistrict
        | Code::StarNotRaised => Some(FindingOrigin::Ballots),
        Code::EvaluationTooLong | Code::EvaluatedInWriting => Some(FindingOrigin::Round),
        Code::PaperNotWritten | Code::PaperKept | Code::SignedOutdated | Code::BookUnreadable => {
            Some(FindingOrigin::Papers)
        }
        _ => None,
    }
}

/// A form of a district's name as it occurs in names of files and folders.
#[derive(Debug)]
struct OriginDistrict {
    district: usize,
    /// Words without diacritics, e.g. `sin ho`.
    words: String,
    /// The same words without spaces, e.g. `sinho`. Only for two words or more: a single short word
    /// could be part of another name.
    joined: Option<String>,
}

/// Kinds of units, which names of files often omit.
const KINDS: [&str; 9] =
    ["huyen", "thanh pho", "thi xa", "thi tran", "phuong", "xa", "quan", "dac khu", "tinh"];

fn names(round: &Round) -> Vec<OriginDistrict> {
    let province = without_kind(&spaced(&round.round.province)).to_owned();
    let of = |(district, unit): (usize, &round::District)| {
        let full = spaced(&unit.name);
        let short = without_kind(&full);
        // A city often has the same name as its province, and that name may stand on any folder.
        let short = (short != province).then(|| short.to_owned());
        let city = full.strip_prefix("thanh pho ").map(|rest| format!("tp {rest}"));
        let forms = short.into_iter().chain(city).chain([full.clone()]).collect::<Vec<_>>();
        forms.into_iter().map(move |words| OriginDistrict {
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

/// Returns the words of a name without diacritics and hyphens; the file extension counts as a word.
fn spaced(name: &str) -> String {
    text::bare(name).replace('-', " ")
}

impl OriginDistrict {
    fn stands_in(&self, part: &str) -> bool {
        let whole = |words: &str| format!(" {part} ").contains(&format!(" {words} "));
        whole(&self.words) || self.joined.as_deref().is_some_and(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::{FindingOrigin, FindingOrigins};
    use crate::finding::{Findings, Place};
    use crate::forms::{Forms, TakenFor};
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

    #[test]
    fn a_ballot_without_a_readable_mark_is_the_councils_whatever_its_name_says() {
        let round = sample();
        let file = "phieu-cham/phieu huyen Than Uyen.xlsx";
        let reading = |taken_for| crate::forms::SheetReading {
            place: Place::file(file).sheet("1"),
            taken_for,
            tables: Vec::new(),
            skipped: Vec::new(),
        };
        let origin = |taken_for| {
            let forms = Forms { readings: vec![reading(taken_for)], ..Forms::default() };
            FindingOrigins::of(Some(&round), &forms).origin(&Place::file(file).sheet("1"))
        };
        assert_eq!(origin(TakenFor::Ballots), FindingOrigin::Ballots);
        assert_eq!(origin(TakenFor::BlankBallot), FindingOrigin::Ballots);
        assert!(matches!(origin(TakenFor::Unknown), FindingOrigin::District(_)));
    }
}
