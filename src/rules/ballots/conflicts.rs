//! Finds conflicts of interest (xung đột lợi ích) between members and owners: declared ones, and
//! signs of others.
//!
//! What counts as a sign is a setting, default chosen by us: no rule was found in the acts.

use std::collections::BTreeMap;

use careful_spreadsheet::text;

use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{Owner, owner_key, person_key};
use crate::round::{Conflict, FILE, Person, Round};
use crate::rules::Candidate;
use crate::rules::admission::owners::{Persons, REPRESENTATIVE};
use crate::rules::names::{FoldedNames, phones, tax_code};

/// The declared conflict between a member and the owner of this folded name; `None` also where it
/// was dismissed.
pub(super) fn declared<'a>(round: &'a Round, member: &str, owner: &str) -> Option<&'a Conflict> {
    about(round, member, owner).find(|conflict| !conflict.dismissed)
}

/// The declarations about a member and an owner, dismissed ones included.
fn about<'a>(round: &'a Round, member: &str, owner: &str) -> impl Iterator<Item = &'a Conflict> {
    let of_member = round.conflicts.iter().filter(move |conflict| conflict.member == member);
    of_member.filter(move |conflict| owner_key(&conflict.owner) == owner)
}

/// Reports every sign of a conflict that is neither declared nor dismissed, and every declaration
/// that names no owner of the lists.
pub(in crate::rules) fn suspect(
    round: &Round,
    candidates: &[Candidate<'_>],
    names: &[FoldedNames],
    findings: &mut Findings,
) {
    let mut owners: BTreeMap<&str, Vec<OwnerSigns<'_>>> = BTreeMap::new();
    for (candidate, names) in candidates.iter().zip(names) {
        let (owner, known) = (&candidate.entry.owner, owners.entry(&names.owner).or_default());
        if !candidate.is_withdrawn() && !known.iter().any(|signs| signs.say_the_same(owner)) {
            known.push(OwnerSigns::of_owner(owner, &names.owner));
        }
    }
    for member in &round.council.members {
        let signs = MemberSigns::of(&member.person);
        for (name, owner) in &owners {
            // Another product of the owner may say what one does not.
            let shared =
                owner.iter().find_map(|owner| Some((owner.owner, signs.shared_with(owner)?)));
            let open = || about(round, &member.person.name, name).next().is_none();
            if let Some((owner, (sign, place))) = shared.filter(|_| open()) {
                findings.push(suspected(&member.person.name, owner, sign, place.clone()));
            }
        }
    }
    findings.extend(substitutes(round, &owners));
    let unmatched = round
        .conflicts
        .iter()
        .filter(|conflict| !owners.contains_key(owner_key(&conflict.owner).as_str()));
    findings.extend(unmatched.map(|conflict| {
        Finding::new(
            Code::NothingMatches,
            Place::file(FILE).sheet("conflicts"),
            "Mục [[conflicts]] này không ứng với chủ thể nào trong các danh sách đã gửi.",
        )
        .found(&conflict.owner)
        .remedy("Ghi tên chủ thể đúng như trong danh sách của đơn vị gửi hồ sơ.")
    }));
}

/// The findings about signs of a conflict of those who replace members. Such a conflict is declared
/// for the member.
fn substitutes(round: &Round, owners: &BTreeMap<&str, Vec<OwnerSigns<'_>>>) -> Vec<Finding> {
    let mut told: BTreeMap<(String, &str), Finding> = BTreeMap::new();
    for replacement in round.sessions.iter().flat_map(|session| &session.replaced) {
        let signs = MemberSigns { name: person_key(&replacement.by), ..MemberSigns::default() };
        for (name, owner) in owners {
            let shared =
                owner.iter().find_map(|owner| Some((owner.owner, signs.shared_with(owner)?)));
            let declared = about(round, &replacement.name, name).next().is_some();
            if let Some((owner, (sign, place))) = shared.filter(|_| !declared) {
                let who = format!("{}, người dự thay {},", replacement.by, replacement.name);
                let finding = suspected(&who, owner, sign, place.clone());
                told.entry((signs.name.clone(), name)).or_insert(finding);
            }
        }
    }
    told.into_values().collect()
}

/// What may show that an owner is close to a member, made comparable.
struct OwnerSigns<'a> {
    owner: &'a Owner,
    persons: Persons,
    name: String,
    phones: Vec<String>,
    tax_code: Option<String>,
    /// Surname of the representative, and address, where both are known.
    family: Option<(String, String)>,
}

impl<'a> OwnerSigns<'a> {
    /// Whether a row of the same owner has the same contacts, and so adds nothing.
    fn say_the_same(&self, owner: &Owner) -> bool {
        let cells = |owner: &'_ Owner| {
            let cells = [&owner.phone, &owner.tax_code, &owner.representative, &owner.address];
            cells.map(|cell| cell.as_ref().map(|cell| cell.value.clone()))
        };
        std::ptr::eq(self.owner, owner) || cells(self.owner) == cells(owner)
    }

    fn of_owner(owner: &'a Owner, key: &str) -> Self {
        let family = || {
            let (representative, address) =
                (owner.representative.as_ref()?, owner.address.as_ref()?);
            family(&representative.value, &address.value)
        };
        Self {
            owner,
            persons: Persons::of(owner, key),
            name: text::bare(&owner.name.value),
            phones: owner.phone.iter().flat_map(|phone| phones(&phone.value)).collect(),
            tax_code: owner.tax_code.as_ref().and_then(|code| tax_code(&code.value)),
            family: family(),
        }
    }
}

/// What may show that a member is close to an owner, made comparable.
#[derive(Default)]
struct MemberSigns {
    name: String,
    post: String,
    phones: Vec<String>,
    tax_code: Option<String>,
    family: Option<(String, String)>,
}

impl MemberSigns {
    fn of(member: &Person) -> Self {
        Self {
            name: person_key(&member.name),
            post: text::bare(&member.post),
            phones: member.phone.as_deref().map(phones).unwrap_or_default(),
            tax_code: member.tax_code.as_deref().and_then(tax_code),
            family: member.address.as_ref().and_then(|address| family(&member.name, address)),
        }
    }

    /// The first sign that the member may be close to an owner, in Vietnamese (`cùng số điện
    /// thoại`), and the cell of the owner's row that shows it. `None` where there is no sign.
    ///
    /// The signs, in order: the same telephone number; the same tax code; the member's name is that
    /// of the representative, or of the person after whom the owner is called; the owner's name
    /// stands in the member's post; the representative has the member's surname, and the owner
    /// the member's address.
    fn shared_with<'o>(&self, signs: &OwnerSigns<'o>) -> Option<(&'static str, &'o Place)> {
        let owner = signs.owner;
        let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
        let calls = self.phones.iter().any(|phone| signs.phones.contains(phone));
        if let Some(phone) = owner.phone.as_ref().filter(|_| calls) {
            return Some(("cùng số điện thoại", &phone.place));
        }
        if let Some(code) =
            owner.tax_code.as_ref().filter(|_| same(&self.tax_code, &signs.tax_code))
        {
            return Some(("cùng mã số thuế", &code.place));
        }
        if let Some(sign) = signs.persons.bear(&self.name) {
            let name = owner
                .representative
                .as_ref()
                .filter(|_| sign == REPRESENTATIVE)
                .unwrap_or(&owner.name);
            return Some((sign, &name.place));
        }
        if signs.name.len() >= 8 && self.post.contains(&signs.name) {
            return Some(("thành viên thuộc đơn vị này", &owner.name.place));
        }
        let ((surname, lives), (owners, address)) = (self.family.as_ref()?, signs.family.as_ref()?);
        let near = lives.contains(address) || address.contains(lives);
        let representative = owner.representative.as_ref().filter(|_| near && surname == owners)?;
        Some(("người đại diện cùng họ và cùng địa chỉ", &representative.place))
    }
}

/// Surname and address, made comparable; `None` where the address is empty.
fn family(name: &str, address: &str) -> Option<(String, String)> {
    let surname = text::bare(name).split(' ').next().map(str::to_owned)?;
    let address = text::bare(address);
    (!address.is_empty()).then_some((surname, address))
}

/// The finding about a sign of a conflict.
fn suspected(member: &str, owner: &Owner, sign: &str, place: Place) -> Finding {
    let message = format!("{member} có thể có xung đột lợi ích với {}: {sign}.", owner.name.value);
    Finding::new(Code::ConflictSuspected, place, message).remedy(
        "Nếu đúng, khai ở mục [[conflicts]] của round.toml để phiếu không được tính; nếu không, \
         khai cùng mục đó với dismissed = true và lý do.",
    )
}
