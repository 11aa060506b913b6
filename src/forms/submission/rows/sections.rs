//! Reads what a row that heads a group of products says of the products below it.

use std::collections::BTreeSet;

use careful_spreadsheet::text;

use crate::criteria::{LegalForm, RoundActs, SubmittingUnits};
use crate::forms::RegistrationKind;
use crate::forms::district::{Gazetteer, NamedDistrict};
use crate::forms::phrases::SpeltText;
use crate::forms::spelling::{owner_key, set_key};
use crate::forms::submission::dossier::AskedItems;
use crate::forms::submission::letter;
use crate::forms::submission::registration::KindSaid;
use crate::forms::submission::words::ListWords;

/// What the readers of lists share: the districts, the words and the product sets.
#[derive(Clone, Copy)]
pub(in crate::forms) struct ListTools<'a, 'r> {
    pub(in crate::forms) districts: &'a Gazetteer<'r>,
    /// What the units are that submit lists under the act.
    pub(in crate::forms) units: SubmittingUnits,
    pub(in crate::forms) words: &'a ListWords,
    pub(in crate::forms) sets: &'a SetNames,
    /// The legal forms that owners may have under the act.
    pub(in crate::forms) owners: &'a [LegalForm],
    /// The items of dossiers about which the act asks.
    pub(in crate::forms) asked: &'a AskedItems,
}

/// The names of the act's product sets, folded.
pub(in crate::forms) struct SetNames(BTreeSet<String>);

impl SetNames {
    /// Folds the names of the acts' product sets.
    pub(in crate::forms) fn of(acts: &RoundActs) -> Self {
        Self(
            acts.iter()
                .flat_map(|act| &act.sets)
                .flat_map(|set| set.names().map(set_key).collect::<Vec<_>>())
                .collect(),
        )
    }

    /// Whether the act has a product set of this name; always, where the sets of the act are not
    /// known.
    pub(in crate::forms) fn has(&self, name: &str) -> bool {
        self.0.is_empty() || self.0.contains(&set_key(name))
    }

    /// Whether the act is known to have a product set of this name.
    fn surely_has(&self, name: &str) -> bool {
        self.0.contains(&set_key(name))
    }
}

/// What the heading of a section says of the products below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::forms::submission) enum ListSection {
    /// The district, known or not.
    District(NamedDistrict),
    /// The product set.
    Set(String),
    /// The group or branch above product sets, which is taken for a set where no heading names one.
    SetAbove(String),
    /// The owner.
    Owner(String),
    /// The kind of owner.
    Kind(String),
    /// The kind of registration.
    Registration(RegistrationKind),
    /// The kind of registration that the title of the table gives, for products of which nothing
    /// else gives it.
    TitleKind(RegistrationKind),
    /// The products below are not proposed.
    NotProposed,
    /// The products below are proposed.
    Proposed,
    /// Anything else.
    Other,
}

impl ListSection {
    /// Whether it names a district of the round.
    pub(in crate::forms::submission) fn is_district(&self) -> bool {
        matches!(self, Self::District(NamedDistrict::Known(_)))
    }

    /// Whether both say something of the same kind, so that the one ends where the other begins.
    pub(in crate::forms::submission) fn is_like(&self, other: &Self) -> bool {
        let standing = |section: &Self| matches!(section, Self::NotProposed | Self::Proposed);
        std::mem::discriminant(self) == std::mem::discriminant(other)
            || standing(self) && standing(other)
    }

    /// What a row with such a heading was taken for, in the words of the read-back.
    pub(in crate::forms::submission) fn why(&self) -> &'static str {
        match self {
            Self::District(_) => "dòng chia nhóm: huyện, thành phố, xã",
            Self::Set(_) | Self::SetAbove(_) => "dòng chia nhóm: bộ sản phẩm",
            Self::Owner(_) => "dòng chia nhóm: chủ thể",
            Self::Kind(_) => "dòng chia nhóm: loại hình",
            Self::Registration(_) | Self::TitleKind(_) => "dòng chia nhóm: lần đăng ký",
            Self::NotProposed => "dòng chia nhóm: không đề nghị",
            Self::Proposed => "dòng chia nhóm: đề nghị",
            Self::Other => "dòng chia nhóm hoặc ghi chú",
        }
    }

    /// Reads what a heading says.
    pub(in crate::forms::submission) fn of(tools: ListTools<'_, '_>, heading: &str) -> Self {
        let core = without_count(without_numeral(heading));
        let spelt = SpeltText::of(core);
        let words = &tools.words.sections;
        if tools.words.rows.not_proposed.are_in(&spelt) {
            return Self::NotProposed;
        }
        let kind = tools.words.registration.anywhere(core);
        if let (KindSaid::Clear(kind), false) = (kind, core.starts_with('(')) {
            return Self::Registration(kind);
        }
        if let Some(owner) = words.owner.begin(&spelt) {
            let name = behind(core, owner);
            if !name.is_empty() {
                return owner_or_kind(tools, name).unwrap_or_else(|| Self::Owner(name.to_owned()));
            }
        }
        if let Some(section) = owner_or_kind(tools, core) {
            return section;
        }
        if let Some(set) = words.set.begin(&spelt) {
            let name = behind(core, set);
            return if name.is_empty() { Self::Other } else { Self::Set(name.to_owned()) };
        }
        if tools.sets.surely_has(core) {
            return Self::Set(core.to_owned());
        }
        match tools.districts.of_heading(core) {
            NamedDistrict::Nothing => {}
            named => return Self::District(named),
        }
        if let Some(above) = words.set_above.begin(&spelt) {
            let name = behind(core, above);
            return if tools.sets.surely_has(name) {
                Self::Set(name.to_owned())
            } else {
                Self::SetAbove(core.to_owned())
            };
        }
        if tools.words.rows.proposed.are_in(&spelt) { Self::Proposed } else { Self::Other }
    }
}

/// What a section heading, or the name in it, says of the owner: [`ListSection::Kind`] where it is
/// made of the words of legal forms alone (`Hợp tác xã`), else [`ListSection::Owner`].
///
/// `None` where the text does not begin with a legal form.
fn owner_or_kind(tools: ListTools<'_, '_>, name: &str) -> Option<ListSection> {
    let spelt = SpeltText::of(&owner_key(name));
    if let Some(section) = of_later_form(tools, name) {
        return Some(section);
    }
    let words = &tools.words.sections;
    words.legal.begin(&spelt)?;
    let form = words.legal_words.make(&spelt);
    Some(if form {
        ListSection::Kind(name.to_owned())
    } else {
        ListSection::Owner(name.to_owned())
    })
}

/// Words of which the kinds of owner are made that only later acts admit, bare.
const LATER_KINDS: [&str; 20] = [
    "cac", "chu", "trang", "trai", "hoi", "hiep", "chi", "trung", "tam", "dieu", "hanh", "du",
    "lich", "ban", "quan", "ly", "to", "chuc", "tuong", "duong",
];

/// The same for the legal forms that only later acts admit (`Trang trại`); `None` where the act of
/// the round does not admit them.
fn of_later_form(tools: ListTools<'_, '_>, name: &str) -> Option<ListSection> {
    let bare = text::bare(name);
    let form = LegalForm::among(tools.owners, &bare).first()?;
    if LegalForm::USUAL.contains(form) {
        return None;
    }
    let mut words = bare.split([' ', ',', '-']).filter(|word| !word.is_empty());
    Some(if words.all(|word| LATER_KINDS.contains(&word)) {
        ListSection::Kind(name.to_owned())
    } else {
        ListSection::Owner(name.to_owned())
    })
}

/// The text behind as many words as the phrase has.
fn behind<'t>(typed: &'t str, phrase: &str) -> &'t str {
    let mut rest = typed.trim_start();
    for _ in phrase.split(' ') {
        rest = rest.split_once([' ', ':']).map_or("", |(_, rest)| rest.trim_start());
    }
    rest.trim_start_matches([':', '-', '–', ' ', '.'])
}

/// A heading without the numeral before it: `I.`, `II/`, `1)`, `a.` or `IV`.
fn without_numeral(typed: &str) -> &str {
    let typed = typed.trim_start_matches(['*', '-', '+', ' ']);
    let Some((first, rest)) = typed.split_once(' ') else { return typed };
    let core = first.trim_end_matches(['.', ')', '/', ':', '-']);
    let roman = core.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'));
    let figure = core.bytes().all(|letter| letter.is_ascii_digit() || letter == b'.');
    let numeral = !core.is_empty() && core.len() <= 5 && (roman || figure || core.len() == 1);
    let marked = core.len() < first.len() || roman && core.len() >= 2;
    if numeral && marked { rest.trim_start_matches(['-', '–', ':', '.', ' ']) } else { typed }
}

/// A heading without the count behind it: `(04 sản phẩm)`, `: 04 sản phẩm`.
fn without_count(typed: &str) -> &str {
    let counted = |rest: &str| letter::products(&text::bare(rest)).is_some();
    match typed.rfind(['(', ':', '-', '–']) {
        Some(at) if counted(&typed[at..]) => typed[..at].trim_end(),
        _ => typed,
    }
}

#[cfg(test)]
mod tests {
    use super::{AskedItems, ListSection, ListTools, SetNames};
    use crate::criteria::{LegalForm, SubmittingUnits};
    use crate::forms::FormWords;
    use crate::forms::RegistrationKind;
    use crate::forms::district::{Gazetteer, NamedDistrict};
    use crate::forms::tests::{sample_acts, sample_round};

    #[test]
    fn a_heading_says_what_is_below() {
        let (round, words) = (sample_round(), FormWords::embedded());
        let (districts, sets) = (Gazetteer::new(&round), SetNames::of(&sample_acts()));
        let asked = AskedItems::of(sample_acts().main());
        let tools = ListTools {
            districts: &districts,
            units: SubmittingUnits::District,
            words: &words.lists,
            sets: &sets,
            owners: &LegalForm::USUAL,
            asked: &asked,
        };
        let set = |name: &str| ListSection::Set(name.to_owned());
        for (heading, expected) in [
            ("I. Thành phố Lai Châu", ListSection::District(NamedDistrict::Known(0))),
            ("Bộ sản phẩm: Gạo, ngũ cốc", set("Gạo, ngũ cốc")),
            ("II/ Bộ SP Chè tươi, chế biến (02 sản phẩm)", set("Chè tươi, chế biến")),
            ("Chè tươi, chế biến", set("Chè tươi, chế biến")),
            ("Nhóm: Chè tươi, chế biến", set("Chè tươi, chế biến")),
            ("NHÓM THỰC PHẨM TƯƠI SỐNG", ListSection::SetAbove("NHÓM THỰC PHẨM TƯƠI SỐNG".into())),
            ("I. Hợp tác xã (04 sản phẩm)", ListSection::Kind("Hợp tác xã".into())),
            ("Các hộ kinh doanh: 03 sản phẩm", ListSection::Kind("Các hộ kinh doanh".into())),
            ("1. HTX Than Uyên", ListSection::Owner("HTX Than Uyên".into())),
            ("Chủ thể: Công ty TNHH Mây Núi", ListSection::Owner("Công ty TNHH Mây Núi".into())),
            ("II. Sản phẩm không đủ điều kiện, không đề nghị", ListSection::NotProposed),
            ("I. Sản phẩm đủ điều kiện", ListSection::Proposed),
            ("I. Sản phẩm đánh giá lần đầu", ListSection::Registration(RegistrationKind::First)),
            (
                "II/ Sản phẩm đề nghị nâng hạng (02 sản phẩm)",
                ListSection::Registration(RegistrationKind::Upgrade),
            ),
            (
                "C. NHÓM SẢN PHẨM ĐĂNG KÝ ĐÁNH GIÁ, PHÂN HẠNG LẠI",
                ListSection::Registration(RegistrationKind::Again),
            ),
            ("Sản phẩm không đề nghị đánh giá lại", ListSection::NotProposed),
            ("(đánh giá lại)", ListSection::Other),
            ("Bơ sáp Mường Than", ListSection::Other),
            ("Bộ trang phục dân tộc Thái", ListSection::Other),
            ("Xà phòng bồ kết", ListSection::Other),
        ] {
            assert_eq!(ListSection::of(tools, heading), expected, "{heading}");
        }
    }
}
