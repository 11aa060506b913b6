//! How far a paper is that comes back: whose signatures it has, whose are missing, and which bear
//! another name than they should.

use pdf_signature::keys::rehearsal::is_rehearsal;
use pdf_signature::moment::VIETNAM;
use pdf_signature::sign::ExpectedCertificate;
use pdf_signature::{FieldPlace, Reason, Role, SignatureEntry, SignatureKind, State, Verdict};
use time::Date;

use crate::signing::names::{is_body_name, is_same_body, is_same_person};
use crate::signing::place::{is_seal_room, rooms};
use crate::signing::{Obstacle, SigningTable};

/// How far a paper is that comes back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceivedStanding {
    /// What keeps it from being issued (Vietnamese); empty for one that is signed, sealed and
    /// trusted.
    pub lacks: Vec<String>,
    /// Signatures whose certificates do not bear the names of those who sign, where the round names
    /// no certificate (Vietnamese): somebody must say that they are theirs.
    pub doubts: Vec<String>,
    /// Whether the authorised person's signature is among those on it.
    pub(super) official: bool,
    /// Whether the seal of the body is.
    pub(super) seal: bool,
    /// The day on which the last person signed (in Việt Nam), without the seal.
    pub(super) signed_on: Option<Date>,
}

/// Somebody whose signature a paper needs.
struct Wanted<'a> {
    role: Role,
    /// The name of a person, or the key of a body.
    signer: &'a str,
    /// The names that the certificate may bear.
    names: Vec<&'a str>,
    /// How the person or body is called.
    called: String,
}

impl Wanted<'_> {
    /// Whether a certificate bears the name.
    fn bears(&self, entry: &SignatureEntry) -> bool {
        let holder = entry.holder.as_deref().unwrap_or_default();
        match self.role {
            Role::Seal => is_same_body(holder, self.names.iter().copied()),
            Role::Official | Role::CoSigner(_) => {
                self.names.iter().any(|name| is_same_person(holder, name))
            }
        }
    }

    /// Whether a certificate that bears another name could be meant: a person's for a person, a
    /// body's for a body.
    fn could_be(&self, entry: &SignatureEntry) -> bool {
        is_body_name(entry.holder.as_deref().unwrap_or_default()) == (self.role == Role::Seal)
    }

    fn doubt(&self, entry: &SignatureEntry) -> String {
        let holder = entry.holder.as_deref().unwrap_or("không rõ ai");
        let called = &self.called;
        if self.role == Role::Seal {
            format!("con dấu là của {called}, chữ ký số lại mang tên “{holder}”")
        } else {
            format!("người ký in trên văn bản là {called}, chữ ký số lại mang tên “{holder}”")
        }
    }

    fn lacking(&self) -> String {
        let called = &self.called;
        if self.role == Role::Seal {
            format!("chưa có con dấu (chữ ký số) của {called}")
        } else {
            format!("chưa có chữ ký số của {called}")
        }
    }
}

impl ReceivedStanding {
    /// Refuses a paper with a signature under another name, unless somebody said that it is meant.
    pub(super) fn agreed(&self, agreed: bool) -> Result<(), Obstacle> {
        if agreed || self.doubts.is_empty() {
            Ok(())
        } else {
            Err(Obstacle::OtherSigner(self.doubts.clone()))
        }
    }
}

impl SigningTable<'_> {
    /// Tells how far a paper is that comes back: whose signatures it has, and what is missing. The
    /// role of the table does not count. `paper` is its name in the record.
    ///
    /// # Errors
    ///
    /// [`Obstacle`] for a paper that cannot be taken: one that nobody signed, with a signature that
    /// is not valid, or without one of the persons who sign it.
    pub fn standing(&self, verdict: &Verdict, paper: &str) -> Result<ReceivedStanding, Obstacle> {
        let record = self.ledger.record().ok_or(Obstacle::NoRecord)?;
        let known = record.outputs.iter().find(|one| one.file == paper);
        let to_sign = known.and_then(|one| one.to_sign.as_ref()).ok_or(Obstacle::NotInRecord)?;
        let by_people = |entry: &&SignatureEntry| entry.kind == SignatureKind::Signature;
        let signatures: Vec<_> = verdict.signatures.iter().filter(by_people).collect();
        if signatures.is_empty() {
            return Err(Obstacle::NotSigned);
        }
        let reasons =
            verdict.reasons.iter().chain(signatures.iter().flat_map(|entry| &entry.reasons));
        let is_wrong =
            |reason: &&Reason| matches!(reason.state(), State::Invalid | State::Unreadable);
        if let Some(wrong) = reasons.clone().find(is_wrong) {
            return Err(Obstacle::FirstSignature(wrong.sentence()));
        }
        let mut wanted: Vec<_> = Vec::new();
        for (role, person) in self.people(to_sign)? {
            wanted.push(Wanted {
                role,
                signer: &person.name,
                names: vec![&person.name],
                called: person.name.clone(),
            });
        }
        let body = self.round.issuer(&to_sign.issuer);
        wanted.push(Wanted {
            role: Role::Seal,
            signer: &to_sign.issuer,
            names: body
                .as_deref()
                .map(|body| vec![&*body.name, &*body.short_name])
                .unwrap_or_default(),
            called: self.shown(&to_sign.issuer),
        });
        let expected = |one: &Wanted<'_>| self.expected(one.role, one.signer);
        let mut standing = matched(&signatures, &wanted, expected)?;
        if !standing.official && signatures.iter().all(|entry| entry.role.is_none()) {
            let holders = signatures.iter().filter_map(|entry| entry.holder.clone());
            return Err(Obstacle::OtherOfficial(holders.collect::<Vec<_>>().join(", ")));
        }
        let spots: Vec<_> = to_sign.signatories.iter().map(|one| one.spot).collect();
        let rooms = rooms(&[], &spots, &to_sign.filled_later, false);
        let mut doubts = reasons.filter(|reason| !is_seal_in_its_room(reason, &signatures, &rooms));
        if let Some(doubt) = doubts.find(|reason| reason.forbids_more()) {
            standing.lacks.push(format!("chưa tin được chữ ký: {}", doubt.sentence()));
        }
        Ok(standing)
    }
}

/// Whether a reason is only that the seal stands where we would put it ourselves: over the left of
/// the signature, on words that are seen through it.
fn is_seal_in_its_room(
    reason: &Reason,
    signatures: &[&SignatureEntry],
    rooms: &[FieldPlace],
) -> bool {
    let Reason::MayCover { seal: Some(field), .. } = reason else { return false };
    let of_field = |entry: &&&SignatureEntry| entry.field == *field;
    let mut entries = signatures.iter().filter(of_field);
    entries.any(|entry| is_seal_room(rooms, entry.page, entry.rect))
}

/// Finds the signature of everybody who is wanted: in the field of the role; or with the certificate
/// that the round names, or under the name where it names none. What is left over may be meant for
/// whoever is then missing, and is doubted.
fn matched(
    signatures: &[&SignatureEntry],
    wanted: &[Wanted<'_>],
    expected: impl Fn(&Wanted<'_>) -> Option<ExpectedCertificate>,
) -> Result<ReceivedStanding, Obstacle> {
    let mut left: Vec<_> =
        signatures.iter().copied().filter(|entry| entry.role.is_none()).collect();
    let mut found: Vec<Option<&SignatureEntry>> = Vec::new();
    let mut standing = ReceivedStanding::default();
    for one in wanted {
        let expected = expected(one);
        let fits = |entry: &SignatureEntry| match &expected {
            Some(expected) => expected.fits(entry),
            None => one.bears(entry),
        };
        let own = signatures.iter().copied().find(|entry| entry.role == Some(one.role));
        found.push(match own {
            Some(entry) if expected.is_some() && !fits(entry) => {
                return Err(Obstacle::OtherOfficial(entry.holder.clone().unwrap_or_default()));
            }
            Some(entry) => {
                let is_rehearsal = entry.holder.as_deref().is_some_and(is_rehearsal);
                if !fits(entry) && !is_rehearsal {
                    standing.doubts.push(one.doubt(entry));
                }
                Some(entry)
            }
            None => left.iter().position(|entry| fits(entry)).map(|at| left.remove(at)),
        });
    }
    for (one, found) in wanted.iter().zip(found) {
        let is_open = found.is_none() && expected(one).is_none();
        let meant = left.iter().position(|entry| is_open && one.could_be(entry));
        let meant = meant.map(|at| left.remove(at));
        standing.doubts.extend(meant.map(|entry| one.doubt(entry)));
        match found.or(meant) {
            None => standing.lacks.push(one.lacking()),
            Some(_) if one.role == Role::Seal => standing.seal = true,
            Some(entry) => {
                standing.official |= one.role == Role::Official;
                standing.signed_on = standing.signed_on.max(signed_on(entry));
            }
        }
    }
    Ok(standing)
}

/// The day of a signature in Việt Nam.
fn signed_on(entry: &SignatureEntry) -> Option<Date> {
    let time = entry.timestamp.as_ref().map(|stamp| stamp.time).or(entry.claimed_time)?;
    Some(time.to_offset(VIETNAM).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The outcome for a paper of Hà Trọng Hải with the seal of the province, signed by these.
    fn standing(
        holders: &[(Option<Role>, &str)],
        certificate: Option<&str>,
    ) -> Result<ReceivedStanding, Obstacle> {
        let entry = |(role, holder): &(Option<Role>, &str)| SignatureEntry {
            role: *role,
            holder: Some((*holder).to_owned()),
            ..SignatureEntry::default()
        };
        let entries: Vec<_> = holders.iter().map(entry).collect();
        let wanted = [(Role::Official, "Hà Trọng Hải"), (Role::Seal, "UBND tỉnh Lai Châu")];
        let wanted = wanted.map(|(role, name)| Wanted {
            role,
            signer: name,
            names: vec![name],
            called: name.to_owned(),
        });
        let named = |one: &Wanted<'_>| {
            let certificate = certificate.filter(|_| one.role == Role::Official)?;
            Some(ExpectedCertificate::Subject(certificate.to_owned()))
        };
        matched(&entries.iter().collect::<Vec<_>>(), &wanted, named)
    }

    #[test]
    fn signatures_of_others_are_known_by_the_whole_name_and_doubted_under_another() {
        let right = [(None, "HÀ TRỌNG HẢI"), (None, "Ủy ban nhân dân tỉnh Lai Châu")];
        let right = standing(&right, None).unwrap();
        assert!(right.official && right.seal && right.lacks.is_empty() && right.doubts.is_empty());
        let part = standing(&[(None, "Hà Trọng"), (None, "UBND")], None).unwrap();
        assert!(part.official && part.seal && part.lacks.is_empty());
        assert_eq!(part.doubts.len(), 2, "{:?}", part.doubts);
        assert!(
            matches!(part.agreed(false), Err(Obstacle::OtherSigner(doubts)) if doubts.len() == 2)
        );
        part.agreed(true).unwrap();
        // In the field of the role, too.
        let own = standing(&[(Some(Role::Official), "Hà Trọng Hải Yến")], None).unwrap();
        assert_eq!((own.doubts.len(), own.lacks.len()), (1, 1), "{own:?}");
        // A person's certificate is not taken for a seal that is missing.
        let two = standing(&[(None, "Hà Trọng Hải"), (None, "Lò Thị Mai")], None).unwrap();
        assert!(!two.seal && two.doubts.is_empty(), "{two:?}");
    }

    #[test]
    fn nobody_can_agree_to_another_certificate_than_the_one_that_the_round_names() {
        let named = Some("Hà Trọng Hải");
        let other = standing(&[(None, "Hà Trọng")], named).unwrap();
        assert!(!other.official && other.doubts.is_empty());
        let own = standing(&[(Some(Role::Official), "Hà Trọng")], named);
        assert!(matches!(own, Err(Obstacle::OtherOfficial(_))));
    }

    #[test]
    fn a_seal_of_another_program_may_stand_where_we_would_put_it() {
        let area = [100.0, 100.0, 270.0, 270.0];
        let room = |role: Role| FieldPlace { field: role.field().to_owned(), page: 2, area };
        let entry = |page: usize, left: f64| SignatureEntry {
            field: "CKS2".into(),
            page: Some(page),
            rect: Some([left, 120.0, left + 100.0, 220.0]),
            ..SignatureEntry::default()
        };
        let reason = |seal: Option<&str>| Reason::MayCover {
            what: "hình ký nằm lên chữ".into(),
            seal: seal.map(str::to_owned),
        };
        let holds = |reason: &Reason, entry: &SignatureEntry, role: Role| {
            is_seal_in_its_room(reason, &[entry], &[room(role)])
        };
        assert!(holds(&reason(Some("CKS2")), &entry(2, 120.0), Role::Seal));
        assert!(!holds(&reason(Some("CKS2")), &entry(1, 120.0), Role::Seal));
        assert!(!holds(&reason(Some("CKS2")), &entry(2, 220.0), Role::Seal));
        assert!(!holds(&reason(Some("CKS2")), &entry(2, 120.0), Role::Official));
        assert!(!holds(&reason(Some("CKS1")), &entry(2, 120.0), Role::Seal));
        assert!(!holds(&reason(None), &entry(2, 120.0), Role::Seal));
    }
}
