//! Finds the district of the round that a line, a section, a sheet or a file names.
//!
//! Places that differ in a tone mark are different places (`Nậm Cha`, `Nậm Chà`): a name typed with
//! diacritics is compared with its diacritics. One typed without is recognised where only one
//! district has that name.

use careful_spreadsheet::text;

use super::near;
use crate::round::Round;

/// Kinds of administrative units, without diacritics; a longer one before the one that it begins
/// with.
const KINDS: [&str; 9] =
    ["thanh pho", "thi xa", "thi tran", "dac khu", "huyen", "quan", "phuong", "xa", "tinh"];

/// The districts of a round, found by what texts call them.
pub(super) struct Gazetteer<'a> {
    round: &'a Round,
    units: Vec<DistrictName>,
    /// The province's own name without its kind (`lai chau`). In a longer line it names no
    /// district.
    province: String,
}

/// The name of a district: its kind and its own name without diacritics, and the words of its own
/// name with them.
struct DistrictName {
    kind: String,
    core: String,
    accented: Vec<String>,
}

/// A line of text as it is compared: without diacritics, and its words with them.
struct ComparableLine {
    bare: String,
    words: Vec<String>,
}

impl ComparableLine {
    fn of(line: &str) -> Self {
        Self { bare: plain(line), words: written_out(&text::fold(line)) }
    }

    /// How the district's name, which begins at byte `at` of the bare line, is spelt in the line.
    fn spelt(&self, at: usize, unit: &DistrictName) -> NameSpelling {
        let before = self.bare[..at].split(' ').filter(|word| !word.is_empty()).count();
        let Some(words) = self.words.get(before..before + unit.accented.len()) else {
            return NameSpelling::Otherwise;
        };
        if words == unit.accented {
            NameSpelling::Exactly
        } else if words.iter().all(|word| word.is_ascii()) {
            NameSpelling::Barely
        } else {
            NameSpelling::Otherwise
        }
    }
}

/// How a line spells the name of a district.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NameSpelling {
    /// With its diacritics.
    Exactly,
    /// Without any.
    Barely,
    /// With other diacritics, so that it is another name.
    Otherwise,
}

/// The district that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamedDistrict {
    /// A district of the round, by its index in `round.toml`.
    Known(usize),
    /// A district that the round does not have.
    Unknown,
    /// No district.
    Nothing,
}

impl<'a> Gazetteer<'a> {
    /// Takes up the districts of a round.
    pub(super) fn new(round: &'a Round) -> Self {
        let unit = |name: &str| {
            let words = written_out(&text::fold(name));
            let name = plain(name);
            let kind = KINDS
                .iter()
                .find(|kind| name.strip_prefix(**kind).is_some_and(|rest| rest.starts_with(' ')));
            let kind = kind.copied().unwrap_or_default().to_owned();
            let accented = words
                [kind.split(' ').filter(|word| !word.is_empty()).count().min(words.len())..]
                .to_vec();
            DistrictName { core: name[kind.len()..].trim().to_owned(), kind, accented }
        };
        let units = round.districts.iter().map(|district| unit(&district.name)).collect();
        Self { round, units, province: unit(&round.round.province).core }
    }

    /// Names of all districts, as `round.toml` has them.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.round.districts.iter().map(|district| district.name.as_str())
    }

    /// The name of the district that is nearest to what was typed; `None` when none is near.
    pub(super) fn nearest(&self, typed: &str) -> Option<&'a str> {
        let typed = plain(typed);
        let alone = near::nearest(
            self.units.iter().map(|unit| unit.core.as_str()),
            self.rest_behind_kind(&typed),
        );
        let index = alone.and_then(|core| self.units.iter().position(|unit| unit.core == core));
        index
            .and_then(|index| self.names().nth(index))
            .or_else(|| near::nearest(self.names(), &typed))
    }

    /// The district that a line names with its kind, `UBND HUYỆN SÌN HỒ`; of several the one with
    /// the longest name.
    pub(super) fn by_full_name(&self, line: &str) -> Option<usize> {
        let line = ComparableLine::of(line);
        self.longest(&line, |unit| {
            let full = format!("{} {}", unit.kind, unit.core);
            let at = find_words(&line.bare, &full).filter(|_| !unit.kind.is_empty())?;
            Some(at + unit.kind.len() + 1)
        })
    }

    /// The district that a line names without its kind, unless the line names a commune or the
    /// province.
    pub(super) fn by_own_name(&self, line: &str) -> Option<usize> {
        let line = ComparableLine::of(line);
        let of_other_kind = |unit: &DistrictName, at: usize| {
            let before = line.bare[..at].trim_end();
            let kind = KINDS.iter().find(|kind| before.ends_with(*kind));
            kind.is_some_and(|kind| *kind != unit.kind)
        };
        self.longest(&line, |unit| {
            // The province's name means the city of that name only where it stands alone.
            let is_province = unit.core == self.province && line.bare != unit.core;
            find_words(&line.bare, &unit.core)
                .filter(|at| !of_other_kind(unit, *at) && !is_province)
        })
    }

    /// The district with the longest name among those that `find` finds in a line: the one spelt
    /// with its diacritics, else the only one spelt without.
    fn longest(
        &self,
        line: &ComparableLine,
        find: impl Fn(&DistrictName) -> Option<usize>,
    ) -> Option<usize> {
        let found = self.units.iter().enumerate();
        let found =
            found.filter_map(|(index, unit)| Some((index, unit, line.spelt(find(unit)?, unit))));
        let found: Vec<(usize, &DistrictName, NameSpelling)> =
            found.filter(|(_, _, spelt)| *spelt != NameSpelling::Otherwise).collect();
        let length = found.iter().map(|(_, unit, _)| unit.core.len()).max()?;
        let longest: Vec<_> =
            found.into_iter().filter(|(_, unit, _)| unit.core.len() == length).collect();
        let exact = longest.iter().find(|(_, _, spelt)| *spelt == NameSpelling::Exactly);
        match (exact, longest.as_slice()) {
            (Some((index, ..)), _) | (None, [(index, ..)]) => Some(*index),
            _ => None,
        }
    }

    /// The district that the name of a sheet, a file or a folder names: with its kind, else
    /// without.
    pub(super) fn of_name(&self, name: &str) -> Option<usize> {
        let name = name.replace(['-', '_', '.'], " ");
        self.by_full_name(&name).or_else(|| self.by_own_name(&name))
    }

    /// The district that a path names: in the name of the file, else in that of the nearest folder.
    pub(super) fn of_path(&self, path: &str) -> Option<usize> {
        let without_ending =
            |name: &'_ str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        path.rsplit('/')
            .map(|part| without_ending(part.trim_end_matches('!')))
            .find_map(|part| self.of_name(&part))
    }

    /// The district that the heading of a section, or a cell in a column of districts, names:
    /// `I. Thành phố Lai Châu`, `Sìn Hồ`.
    pub(super) fn of_heading(&self, heading: &str) -> NamedDistrict {
        let core = without_numeral(&plain(heading)).to_owned();
        let found = self.by_full_name(heading).or_else(|| {
            let alone = self.units.iter().any(|unit| unit.core == core);
            let line = ComparableLine::of(heading);
            let at = line.bare.len() - core.len();
            let exactly = || self.longest(&line, |unit| (unit.core == core).then_some(at));
            if alone { exactly() } else { self.by_own_name(heading) }
        });
        match found {
            Some(index) => NamedDistrict::Known(index),
            None if self.is_of_our_kind(&core)
                || self.units.iter().any(|unit| unit.core == core) =>
            {
                NamedDistrict::Unknown
            }
            None => NamedDistrict::Nothing,
        }
    }

    /// Whether a line names a district that the round does not have: `UBND HUYỆN SÌM HỒ`.
    ///
    /// Behind `UBND` any name counts as one; otherwise the line must begin with the kind of a
    /// district, and the name must be near that of a known one.
    pub(super) fn is_unknown_in(&self, line: &str) -> bool {
        let line = plain(line);
        let office =
            ["ubnd ", "uy ban nhan dan "].iter().find_map(|office| line.strip_prefix(office));
        match office {
            Some(unit) => self.is_of_our_kind(unit) && !self.rest_behind_kind(unit).is_empty(),
            None => {
                self.is_of_our_kind(&line)
                    && line.split(' ').count() <= 6
                    && self.nearest(&line).is_some()
            }
        }
    }

    /// Whether words begin with the kind of a district of this round, and go on.
    fn is_of_our_kind(&self, words: &str) -> bool {
        let starts =
            |kind: &str| words.strip_prefix(kind).is_some_and(|rest| rest.starts_with(' '));
        self.units.iter().any(|unit| !unit.kind.is_empty() && starts(&unit.kind))
    }

    /// The words behind `UBND` and the kind of a district.
    fn rest_behind_kind<'b>(&self, words: &'b str) -> &'b str {
        let words = ["ubnd ", "uy ban nhan dan "]
            .iter()
            .find_map(|office| words.strip_prefix(office))
            .unwrap_or(words);
        let mut kinds = self.units.iter().filter(|unit| !unit.kind.is_empty());
        kinds.find_map(|unit| words.strip_prefix(unit.kind.as_str())).unwrap_or(words).trim()
    }
}

/// The bare words of a text, with hyphens as spaces and shortened kinds written out.
fn plain(text: &str) -> String {
    written_out(&text::bare(text)).join(" ")
}

/// The words of a folded text, with hyphens as spaces and shortened kinds written out. A text with
/// diacritics and the same text without give as many words, each at the same index.
fn written_out(folded: &str) -> Vec<String> {
    let mut words = folded.split([' ', '-']).filter(|word| !word.is_empty()).peekable();
    let mut out: Vec<String> = Vec::new();
    while let Some(word) = words.next() {
        let long = match word {
            "tp" => "thanh pho",
            "tx" => "thi xa",
            "tt" => "thi tran",
            "h" if words.peek().is_some() => "huyen",
            "x" if words.peek().is_some() => "xa",
            _ => word,
        };
        out.extend(long.split(' ').map(str::to_owned));
    }
    out
}

/// A heading without the numeral before it: `I`, `2`, `a` or `*`.
pub(super) fn without_numeral(bare: &str) -> &str {
    let Some((first, rest)) = bare.split_once(' ') else { return bare };
    let roman = first.len() <= 5 && first.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    let figure = first.len() <= 3 && first.bytes().all(|byte| byte.is_ascii_digit());
    if roman || figure || first.len() == 1 { rest } else { bare }
}

/// The byte of a line of bare words at which `words` stand as whole words.
fn find_words(line: &str, words: &str) -> Option<usize> {
    let ends =
        |at: usize| line[at + words.len()..].starts_with(' ') || at + words.len() == line.len();
    let begins = |at: usize| at == 0 || line[..at].ends_with(' ');
    line.match_indices(words)
        .map(|(at, _)| at)
        .find(|at| !words.is_empty() && begins(*at) && ends(*at))
}

#[cfg(test)]
mod tests {
    use super::{Gazetteer, NamedDistrict};
    use crate::forms::tests::sample_round;

    #[test]
    fn a_district_is_known_by_its_full_name_however_it_is_written() {
        let round = sample_round();
        let districts = Gazetteer::new(&round);
        for (line, name) in [
            ("UBND HUYỆN SÌN HỒ", Some("huyện Sìn Hồ")),
            ("ỦY BAN NHÂN DÂN HUYỆN MƯỜNG TÈ", Some("huyện Mường Tè")),
            ("UBND H. Tam Đường", Some("huyện Tam Đường")),
            ("TP. Lai Châu", Some("thành phố Lai Châu")),
            ("Tỉnh Lai Châu", None),
            ("Hội đồng OCOP tỉnh Lai Châu", None),
            ("xã Mường Tè", None),
        ] {
            assert_eq!(
                districts.by_full_name(line).and_then(|index| districts.names().nth(index)),
                name,
                "{line}"
            );
        }
    }

    #[test]
    fn places_that_differ_in_a_tone_are_two() {
        let mut round = sample_round();
        let district = |name: &str| crate::round::District { name: name.to_owned() };
        let units = ["xã Nậm Cha", "xã Nậm Chà", "xã Tà Mung"].map(district);
        round.districts = units.to_vec();
        let districts = Gazetteer::new(&round);
        for (line, full, heading) in [
            ("UBND XÃ NẬM CHA", Some(0), NamedDistrict::Known(0)),
            ("UBND XÃ NẬM CHÀ", Some(1), NamedDistrict::Known(1)),
            ("Xã Nậm Chá", None, NamedDistrict::Unknown),
            ("XA NAM CHA", None, NamedDistrict::Unknown),
            ("Nậm Chà", None, NamedDistrict::Known(1)),
            ("Xa Ta Mung", Some(2), NamedDistrict::Known(2)),
            ("Xã Tả Mung", None, NamedDistrict::Unknown),
        ] {
            assert_eq!(districts.by_full_name(line), full, "{line}");
            assert_eq!(districts.of_heading(line), heading, "{line}");
        }
        assert_eq!(districts.of_path("ho-so/nam-cha.xlsx"), None);
        assert_eq!(districts.of_path("ho-so/xã Nậm Chà.xlsx"), Some(1));
    }

    #[test]
    fn files_and_sheets_name_districts_and_the_province_is_none() {
        let round = sample_round();
        let districts = Gazetteer::new(&round);
        for (path, name) in [
            ("ho-so/than-uyen.xlsx", Some("huyện Than Uyên")),
            ("ho-so/Nậm_Nhùn/danh sach.xlsx", Some("huyện Nậm Nhùn")),
            ("ho-so/nam-nhun.zip!/OCOP/ds.xlsx", Some("huyện Nậm Nhùn")),
            ("ho-so/thanh-pho-lai-chau.xlsx", Some("thành phố Lai Châu")),
            ("ho-so/lai-chau.xlsx", Some("thành phố Lai Châu")),
            ("ocop-tinh-lai-chau-2020.xlsx", None),
            ("danh-sach-lai-chau.xlsx", None),
            ("xa-muong-te.xlsx", None),
            ("a.xlsx", None),
        ] {
            assert_eq!(
                districts.of_path(path).and_then(|index| districts.names().nth(index)),
                name,
                "{path}"
            );
        }
    }

    #[test]
    fn sections_name_districts_and_a_misspelt_one_is_noticed() {
        let round = sample_round();
        let districts = Gazetteer::new(&round);
        for (heading, named) in [
            ("I. Thành phố Lai Châu", NamedDistrict::Known(0)),
            ("II. Huyện Tam Đường (03 sản phẩm)", NamedDistrict::Known(1)),
            ("Sìn Hồ", NamedDistrict::Known(3)),
            ("Lai Châu", NamedDistrict::Known(0)),
            ("III. Huyện Mường Thé", NamedDistrict::Unknown),
            ("IV. Xã Mường Tè", NamedDistrict::Nothing),
            ("I. Hợp tác xã (04 sản phẩm)", NamedDistrict::Nothing),
            ("", NamedDistrict::Nothing),
        ] {
            assert_eq!(districts.of_heading(heading), named, "{heading}");
        }
        assert_eq!(districts.nearest("Huyện Mường Thé"), Some("huyện Mường Tè"));
        assert!(
            districts.is_unknown_in("UBND HUYỆN SÌM HỒ") && districts.is_unknown_in("Huyện Sìm Hồ")
        );
        assert!(
            !districts.is_unknown_in("Huyện có sáu sản phẩm")
                && !districts.is_unknown_in("UBND huyện")
        );
    }
}
