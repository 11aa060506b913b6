//! Who may give a ballot: the members of the council, and those who replace them in a session.

use std::collections::BTreeMap;

use careful_spreadsheet::text;

use super::words::holds;
use crate::forms::near;
use crate::round::Round;

/// Titles before a name.
const TITLES: [&str; 20] = [
    "ông/bà",
    "ông (bà)",
    "ông",
    "bà",
    "đồng chí",
    "đ/c",
    "đc",
    "anh",
    "chị",
    "ts",
    "ths",
    "th.s",
    "pgs",
    "gs",
    "bs",
    "ks",
    "cn",
    "thạc sĩ",
    "tiến sĩ",
    "kỹ sư",
];
/// What the sample data adds to the names of invented people.
const INVENTED: &str = " giả định";

/// Who gave a ballot (người chấm): a member, or the one who replaces the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::forms) struct Scorer {
    /// Index in `round.toml` of the member whose ballot it is.
    pub(in crate::forms) member: usize,
    /// Whether the named person replaces the member in the session.
    pub(in crate::forms) by_substitute: bool,
}

impl Scorer {
    fn member(member: usize) -> Self {
        Self { member, by_substitute: false }
    }

    fn substitute(member: usize) -> Self {
        Self { member, by_substitute: true }
    }
}

/// The people of a round, indexed by the names that ballots give them.
#[derive(Debug)]
pub(in crate::forms) struct People<'a> {
    round: &'a Round,
    /// Names of the members as [`core`] has them, in the order of the round.
    cores: Vec<String>,
    /// Members by folded name, and by the name as [`core`] has it.
    members: BTreeMap<String, usize>,
    /// The same without diacritics; `None` where two members then have one name.
    bare: BTreeMap<String, Option<usize>>,
    /// Members by session and the name of the one who replaces them in it.
    replaced: BTreeMap<(u8, String), usize>,
}

impl<'a> People<'a> {
    /// Indexes the members of a round and those who replace them.
    pub(in crate::forms) fn of(round: &'a Round) -> Self {
        let mut members = BTreeMap::new();
        let mut bare: BTreeMap<String, Option<usize>> = BTreeMap::new();
        let cores: Vec<String> =
            round.council.members.iter().map(|member| core(&member.person.name)).collect();
        for (index, core) in cores.iter().enumerate().rev() {
            members.insert(core.clone(), index);
            let same = bare.contains_key(&text::bare(core));
            bare.insert(text::bare(core), (!same).then_some(index));
        }
        // Full names win over what is left of others without their additions.
        for (index, member) in round.council.members.iter().enumerate().rev() {
            members.insert(text::fold(&member.person.name), index);
        }
        let mut replaced = BTreeMap::new();
        for session in &round.sessions {
            for replacement in &session.replaced {
                if let Some(index) = members.get(&text::fold(&replacement.name)) {
                    replaced.insert((session.number, core(&replacement.by)), *index);
                    replaced.insert((session.number, text::fold(&replacement.by)), *index);
                }
            }
        }
        Self { round, cores, members, bare, replaced }
    }

    /// The person whom the words name, where they name nobody and nothing else. Who replaces a
    /// member is known in the session of the replacement only.
    pub(super) fn named(&self, session: Option<u8>, typed: &str) -> Option<Scorer> {
        let names = [text::fold(typed), core(typed)];
        let replaced = |name: &String| {
            self.replaced.get(&(session?, name.clone())).copied().map(Scorer::substitute)
        };
        let exactly = names.iter().find_map(replaced);
        let exactly = exactly.or_else(|| {
            names.iter().find_map(|name| self.members.get(name).copied().map(Scorer::member))
        });
        exactly.or_else(|| {
            // Typed without diacritics.
            let bare =
                || self.bare.get(&text::bare(&core(typed))).copied().flatten().map(Scorer::member);
            if typed.is_ascii() { bare() } else { None }
        })
    }

    /// The only person whose whole name stands somewhere in the words; `None` also where several
    /// stand there.
    pub(in crate::forms) fn within(&self, session: Option<u8>, typed: &str) -> Option<Scorer> {
        let folded = text::fold(typed).replace('-', " ");
        let replaced = self.replaced.iter().filter(|((number, _), _)| Some(*number) == session);
        let replaced = replaced.map(|((_, name), index)| (name, Scorer::substitute(*index)));
        let members = self.members.iter().map(|(name, index)| (name, Scorer::member(*index)));
        let mut found = only(
            members
                .chain(replaced)
                .filter(|(name, _)| holds(&folded, name))
                .map(|(_, index)| index),
        );
        if found.is_none() && typed.is_ascii() {
            let bare = self
                .bare
                .iter()
                .filter_map(|(name, index)| Some((name, Scorer::member((*index)?))));
            found = only(bare.filter(|(name, _)| holds(&folded, name)).map(|(_, index)| index));
        }
        found
    }

    /// The only member whose name begins with the words, which are cut off over a narrow column:
    /// `Hoàng Thị T`.
    pub(super) fn beginning(&self, typed: &str) -> Option<usize> {
        let wanted = core(typed);
        if wanted.chars().count() < 6 || !wanted.contains(' ') {
            return None;
        }
        only(
            self.cores
                .iter()
                .enumerate()
                .filter(|(_, name)| name.starts_with(&wanted))
                .map(|(index, _)| index),
        )
    }

    /// Names of all members, as `round.toml` has them.
    pub(in crate::forms) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.round.council.members.iter().map(|member| member.person.name.as_str())
    }

    /// The name of the member that is nearest to what was typed; `None` when none is near.
    pub(super) fn nearest(&self, typed: &str) -> Option<&'a str> {
        let meant = near::nearest(self.cores.iter().map(String::as_str), &core(typed))?;
        self.cores.iter().position(|known| known == meant).and_then(|index| self.names().nth(index))
    }
}

/// The value, where all values are equal; `None` where they differ, or there is none.
fn only<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|other| other == first).then_some(first)
}

/// The folded name alone, without title, post and notes: `Ông Hà Trọng Hải - Phó Chủ tịch` and
/// `Hà Trọng Hải (giả định)` give the same.
pub(in crate::forms) fn core(name: &str) -> String {
    let name = name.trim_start_matches(|sign: char| !sign.is_alphabetic());
    let mut lower = name.trim().to_lowercase();
    while let Some(rest) = TITLES.iter().find_map(|title| behind_title(&lower, title)) {
        lower = rest;
    }
    let name = lower.split([',', '(', ';', '\n']).next().unwrap_or(&lower);
    let name = name.split(" - ").next().unwrap_or(name).split(" – ").next().unwrap_or(name);
    let folded = text::fold(name);
    folded.strip_suffix(INVENTED).map_or_else(|| folded.clone(), ToOwned::to_owned)
}

/// The name behind a title and the sign that ends it; `None` where the text does not begin with it.
fn behind_title(name: &str, title: &str) -> Option<String> {
    let rest = name.strip_prefix(title)?;
    let name = rest.trim_start_matches(['.', ':', ' ']);
    (rest.starts_with(['.', ':', ' ']) && !name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{People, core};
    use crate::forms::tests::sample_round;

    #[test]
    fn a_name_is_the_same_with_title_post_and_note() {
        for name in [
            "Hà Trọng Hải",
            "Ông Hà Trọng Hải",
            "ông: Hà Trọng Hải",
            "Ông (bà): Hà Trọng Hải",
            "Đ/c Hà Trọng Hải",
            "TS. Hà Trọng Hải",
            "1. Hà Trọng Hải",
            "Hà Trọng Hải (giả định)",
            "Hà Trọng Hải - Phó Chủ tịch UBND tỉnh",
            "HÀ TRỌNG HẢI, Chủ tịch Hội đồng",
            "Ông TS. Hà Trọng Hải",
        ] {
            assert_eq!(core(name), "hà trọng hải", "{name}");
        }
        assert_eq!(core("Bàn Văn Ông"), "bàn văn ông");
    }

    #[test]
    fn a_member_is_found_in_titles_files_and_narrow_columns() {
        let round = sample_round();
        let people = People::of(&round);
        assert_eq!(
            people.within(None, "PHIẾU CHẤM ĐIỂM CỦA ÔNG HÀ TRỌNG HẢI").map(|person| person.member),
            Some(0)
        );
        assert_eq!(
            people.within(None, "03-tran-thi-minh-nguyet").map(|person| person.member),
            Some(2)
        );
        assert_eq!(people.within(None, "Hà Trọng Hải và Đèo Thị Hạnh"), None, "two are no answer");
        assert_eq!(people.named(None, "Tran Thi Minh Nguyet").map(|person| person.member), Some(2));
        assert_eq!(people.named(None, "Trần Thị Minh Nguyêt"), None);
        assert_eq!(people.beginning("Hoàng Thị "), Some(5));
        assert_eq!(people.beginning("Hoàng"), None);
    }
}
