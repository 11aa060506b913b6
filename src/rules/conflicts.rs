//! Conflicts of interest (xung đột lợi ích) between members and owners: declared ones, and those that the papers suggest.
//!
//! What counts as a sign is a setting, default chosen by us: no rule was found in the acts.

use std::collections::BTreeSet;

use super::Candidate;
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::Owner;
use crate::intake::text;
use crate::round::{Conflict, FILE, Person, Round};

/// The declared conflict between a member and an owner, unless it was dismissed.
pub(super) fn declared<'a>(round: &'a Round, member: &str, owner: &Owner) -> Option<&'a Conflict> {
    about(round, member, owner).find(|conflict| !conflict.dismissed)
}

fn about<'a>(round: &'a Round, member: &str, owner: &Owner) -> impl Iterator<Item = &'a Conflict> {
    let owner = text::fold(&owner.name.value);
    let member = member.to_owned();
    round.conflicts.iter().filter(move |conflict| conflict.member == member && text::fold(&conflict.owner) == owner)
}

/// Reports every sign of a conflict that is neither declared nor dismissed, and every entry that names no owner.
pub(super) fn suspect(round: &Round, candidates: &[Candidate<'_>], findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    let owners: Vec<&Owner> = candidates
        .iter()
        .map(|candidate| &candidate.entry.owner)
        .filter(|owner| seen.insert(text::fold(&owner.name.value)))
        .collect();
    for member in &round.council.members {
        for owner in &owners {
            if let Some((sign, place)) =
                sign(&member.person, owner).filter(|_| about(round, &member.person.name, owner).next().is_none())
            {
                findings.push(suspected(&member.person, owner, &sign, place));
            }
        }
    }
    let unmatched = round.conflicts.iter().filter(|conflict| !seen.contains(&text::fold(&conflict.owner)));
    findings.extend(unmatched.map(|conflict| {
        Finding::new(
            Code::NothingMatches,
            Place::file(FILE).sheet("conflicts"),
            "Mục [[conflicts]] này không ứng với chủ thể nào trong danh sách của các huyện.",
        )
        .found(&conflict.owner)
        .remedy("Ghi tên chủ thể đúng như trong danh sách của huyện.")
    }));
}

/// What a member and an owner have in common, with the cell that says so.
fn sign(member: &Person, owner: &Owner) -> Option<(String, Place)> {
    let digits = |text: &str| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        // +84 912… is 0912…
        match digits.strip_prefix("84").filter(|rest| rest.len() >= 9) {
            Some(rest) => format!("0{rest}"),
            None => digits,
        }
    };
    let same = |one: &Option<String>, other: Option<&str>| {
        let (one, other) = (one.as_deref().map(digits).unwrap_or_default(), other.map(digits).unwrap_or_default());
        one.len() >= 8 && one == other
    };
    if let Some(phone) = owner.phone.as_ref().filter(|phone| same(&member.phone, Some(&phone.value))) {
        return Some(("cùng số điện thoại".into(), phone.place.clone()));
    }
    if let Some(code) = owner.tax_code.as_ref().filter(|code| same(&member.tax_code, Some(&code.value))) {
        return Some(("cùng mã số thuế".into(), code.place.clone()));
    }
    let name = text::bare(&owner.name.value);
    if name.len() >= 8 && text::bare(&member.post).contains(&name) {
        return Some(("thành viên thuộc đơn vị này".into(), owner.name.place.clone()));
    }
    let representative = owner.representative.as_ref()?;
    let surname = |name: &str| text::bare(name).split(' ').next().map(str::to_owned);
    let lives = member.address.as_ref().map(|address| text::bare(address)).filter(|address| !address.is_empty())?;
    let address =
        owner.address.as_ref().map(|address| text::bare(&address.value)).filter(|address| !address.is_empty())?;
    let near = lives.contains(&address) || address.contains(&lives);
    (near && surname(&member.name) == surname(&representative.value))
        .then(|| ("người đại diện cùng họ và cùng địa chỉ".into(), representative.place.clone()))
}

fn suspected(member: &Person, owner: &Owner, sign: &str, place: Place) -> Finding {
    let message = format!("{} có thể có xung đột lợi ích với {}: {sign}.", member.name, owner.name.value);
    Finding::new(Code::ConflictSuspected, place, message).remedy(
        "Nếu đúng, khai ở mục [[conflicts]] của round.toml để phiếu không được tính; nếu không, khai cùng mục đó với \
         dismissed = true và lý do.",
    )
}
