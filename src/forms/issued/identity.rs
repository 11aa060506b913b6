//! Everything that a form was made from: the round, the act, whose it is, and which products it
//! holds.

use std::fmt::Write as _;

use careful_spreadsheet::text;

use super::code::{FormCode, FormKind};
use crate::criteria::{Act, Criterion, ProductSet, RoundActs};
use crate::fingerprint::sha256;
use crate::forms::spelling::{owner_key, product_key};
use crate::round::{Person, Round, Session};

/// Version of the layout of forms. A form of another version is read by the keys that it has.
const LAYOUT: u8 = 1;

/// What a form was made from. The hidden sheet of the form holds it line by line; its
/// [`code`](Self::code) is printed on every page.
///
/// The same round, people and products give the same identity and the same code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormIdentity {
    /// The code.
    pub code: FormCode,
    /// Version of the layout.
    pub layout: u8,
    /// The province.
    pub province: String,
    /// Ids of the acts of the round, that of the round first.
    pub acts: Vec<String>,
    /// The member whose ballot it is.
    pub member: Option<FormMember>,
    /// The unit whose list it is.
    pub unit: Option<FormUnit>,
    /// The products that it holds, in the order of the form.
    pub products: Vec<FormProduct>,
}

/// The member whose ballot a form is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormMember {
    /// Number in the declaration, from 1.
    pub number: u16,
    /// Title and name: `Ông Hà Trọng Hải`.
    pub name: String,
    /// Name of the person who replaces the member in the session.
    pub substitute: Option<String>,
}

/// The unit whose list a form is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormUnit {
    /// Number in the declaration, from 1.
    pub number: u16,
    /// Name with its kind: `xã Sìn Hồ`.
    pub name: String,
}

/// A product that stands in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormProduct {
    /// Its key in the form: eight hexadecimal digits of unit, product and owner.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its owner.
    pub owner: String,
    /// The unit that submitted it.
    pub unit: String,
    /// Id of its act.
    pub act: String,
    /// Its product set.
    pub set: String,
    /// Fingerprint of the criteria of the set, shortened: see [`product_mark`].
    pub mark: String,
    /// Why the member must not score it (a conflict of interest), where that was declared.
    pub closed: Option<String>,
}

impl FormProduct {
    /// Describes a product of a list: its names, unit, act and set.
    #[must_use]
    pub fn new(name: &str, owner: &str, unit: &str, act: &Act, set: &ProductSet) -> Self {
        let mark = product_mark(set);
        Self { mark, ..Self::of_unknown_set(name, owner, unit, act, &set.name) }
    }

    /// Describes a product whose set may be none of the act's: it has no mark.
    #[must_use]
    pub fn of_unknown_set(name: &str, owner: &str, unit: &str, act: &Act, set: &str) -> Self {
        Self {
            key: Self::key_of(unit, name, owner),
            name: name.to_owned(),
            owner: owner.to_owned(),
            unit: unit.to_owned(),
            act: act.id.clone(),
            set: set.to_owned(),
            mark: String::new(),
            closed: None,
        }
    }
}

/// Returns a fingerprint of the criteria of a set as a ballot prints them: eight hexadecimal digits.
#[must_use]
pub fn product_mark(set: &ProductSet) -> String {
    let mut printed = String::new();
    for criterion in &set.criteria {
        let Criterion { code, name, part, allowed, .. } = criterion;
        // Writing to a string cannot fail.
        let _ = writeln!(printed, "{part}|{code}|{name}|{allowed:?}");
        for option in criterion.scales.iter().flat_map(|scale| scale.options.iter()) {
            let _ = writeln!(printed, "{}|{:?}|{}", option.mark, option.star, option.text);
        }
    }
    sha256(printed.as_bytes())[..8].to_owned()
}

impl FormProduct {
    /// Returns the key of a product in every form: eight hexadecimal digits of its unit, name and
    /// owner, however they are spelt.
    #[must_use]
    pub fn key_of(unit: &str, name: &str, owner: &str) -> String {
        let folded = [unit.to_lowercase(), product_key(name), owner_key(owner)].join("\n");
        sha256(folded.as_bytes())[..8].to_owned()
    }
}

impl FormIdentity {
    /// Describes the ballot of a member (index in the declaration) for a session.
    #[must_use]
    pub fn of_ballot(
        round: &Round,
        acts: &RoundActs,
        session: &Session,
        member: usize,
        products: Vec<FormProduct>,
    ) -> Self {
        let called = |person: &Person| format!("{} {}", person.title, person.name);
        let member = round.council.members.get(member).map(|own| {
            let replaced = session.replaced.iter().find(|one| one.name == own.person.name);
            FormMember {
                number: number(member),
                name: called(&own.person),
                substitute: replaced.map(|replaced| replaced.by.clone()),
            }
        });
        Self::new(FormKind::Ballot, round, acts, Some(session.number), member, None, products)
    }

    /// Describes the list of a unit (index in the declaration).
    #[must_use]
    pub fn of_list(round: &Round, acts: &RoundActs, unit: usize) -> Self {
        let unit = round
            .districts
            .get(unit)
            .map(|district| FormUnit { number: number(unit), name: district.name.clone() });
        Self::new(FormKind::List, round, acts, None, None, unit, Vec::new())
    }

    /// Describes the attendance of a session.
    #[must_use]
    pub fn of_attendance(round: &Round, acts: &RoundActs, session: &Session) -> Self {
        Self::new(FormKind::Attendance, round, acts, Some(session.number), None, None, Vec::new())
    }

    /// Describes the support team's check-list for these products.
    #[must_use]
    pub fn of_check_list(round: &Round, acts: &RoundActs, products: Vec<FormProduct>) -> Self {
        Self::new(FormKind::CheckList, round, acts, None, None, None, products)
    }

    fn new(
        kind: FormKind,
        round: &Round,
        acts: &RoundActs,
        session: Option<u8>,
        member: Option<FormMember>,
        unit: Option<FormUnit>,
        products: Vec<FormProduct>,
    ) -> Self {
        let settings = &round.round;
        let who = member
            .as_ref()
            .map(|member| member.number)
            .or_else(|| unit.as_ref().map(|unit| unit.number));
        let (round, year) = (settings.number, settings.year);
        let code = FormCode { kind, round, year, session, who, mark: 0 };
        let acts = acts.iter().map(|act| act.id.clone()).collect();
        let province = settings.province.clone();
        let mut identity = Self { code, layout: LAYOUT, province, acts, member, unit, products };
        identity.code.mark = identity.mark();
        identity
    }

    /// Tells whether it says what its code was made from: nothing in it was changed by hand.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.code.mark == self.mark()
    }

    /// Returns the mark of everything but the code itself. Texts count as they are read back from
    /// cells: cleaned.
    fn mark(&self) -> u16 {
        let mut facts = String::new();
        for (key, value) in self.lines().into_iter().filter(|(key, _)| *key != CODE) {
            let _ = writeln!(facts, "{key}={}", text::clean(&value));
        }
        for product in &self.products {
            let _ = writeln!(facts, "{}", product.cells().map(text::clean).join("|"));
        }
        u16::from_str_radix(&sha256(facts.as_bytes())[..4], 16).unwrap_or_default()
    }

    /// Returns the single values as the hidden sheet and the properties hold them: key, value.
    #[must_use]
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let code = &self.code;
        let mut lines = vec![
            (CODE, code.to_string()),
            (KIND, code.kind.id().to_owned()),
            (LAYOUT_KEY, self.layout.to_string()),
            (PROVINCE, self.province.clone()),
            (ROUND, code.round.to_string()),
            (YEAR, code.year.to_string()),
            (ACTS, self.acts.join(" ")),
        ];
        lines.extend(code.session.map(|session| (SESSION, session.to_string())));
        if let Some(member) = &self.member {
            lines.push((MEMBER, member.number.to_string()));
            lines.push((MEMBER_NAME, member.name.clone()));
            lines.extend(member.substitute.clone().map(|name| (SUBSTITUTE, name)));
        }
        if let Some(unit) = &self.unit {
            lines.push((UNIT, unit.number.to_string()));
            lines.push((UNIT_NAME, unit.name.clone()));
        }
        lines
    }

    /// Reads an identity back from the values that [`lines`](Self::lines) wrote and the rows of
    /// cells that [`FormProduct::cells`] wrote; `None` where the code is missing.
    #[must_use]
    pub fn from_lines<'l>(
        value: impl Fn(&str) -> Option<&'l str>,
        products: impl IntoIterator<Item = Vec<String>>,
    ) -> Option<Self> {
        let code: FormCode = value(CODE)?.parse().ok()?;
        let text = |key: &str| value(key).unwrap_or_default().to_owned();
        let count = |key: &str| value(key).and_then(|typed| typed.trim().parse().ok());
        Some(Self {
            layout: count(LAYOUT_KEY)
                .and_then(|layout| u8::try_from(layout).ok())
                .unwrap_or(LAYOUT),
            province: text(PROVINCE),
            acts: text(ACTS).split_whitespace().map(str::to_owned).collect(),
            member: count(MEMBER).map(|number| FormMember {
                number,
                name: text(MEMBER_NAME),
                substitute: value(SUBSTITUTE).map(str::to_owned),
            }),
            unit: count(UNIT).map(|number| FormUnit { number, name: text(UNIT_NAME) }),
            products: products.into_iter().filter_map(FormProduct::from_cells).collect(),
            code,
        })
    }
}

impl FormProduct {
    /// Returns its cells in the hidden sheet, key first.
    #[must_use]
    pub fn cells(&self) -> [&str; 8] {
        let closed = self.closed.as_deref().unwrap_or_default();
        [&self.key, &self.name, &self.owner, &self.unit, &self.act, &self.set, &self.mark, closed]
    }

    fn from_cells(cells: Vec<String>) -> Option<Self> {
        let mut cells = cells.into_iter();
        let mut next = || cells.next().unwrap_or_default();
        let product = Self {
            key: next(),
            name: next(),
            owner: next(),
            unit: next(),
            act: next(),
            set: next(),
            mark: next(),
            closed: Some(next()).filter(|why| !why.is_empty()),
        };
        (!product.key.is_empty()).then_some(product)
    }
}

/// Number of the member or unit of this index.
fn number(index: usize) -> u16 {
    u16::try_from(index + 1).unwrap_or(u16::MAX)
}

/// Keys of the single values, in the hidden sheet and in the properties of the workbook.
pub(super) const CODE: &str = crate::own::FORM;
const KIND: &str = "ocop.bieu";
const LAYOUT_KEY: &str = "ocop.ban";
const PROVINCE: &str = "ocop.tinh";
const ROUND: &str = "ocop.dot";
const YEAR: &str = "ocop.nam";
const ACTS: &str = "ocop.bo-tieu-chi";
const SESSION: &str = "ocop.lan-cham";
const MEMBER: &str = "ocop.thanh-vien";
const MEMBER_NAME: &str = "ocop.ten-thanh-vien";
const SUBSTITUTE: &str = "ocop.nguoi-du-thay";
const UNIT: &str = "ocop.don-vi";
const UNIT_NAME: &str = "ocop.ten-don-vi";
