//! The certificates on a token, and which of them signs.

use cryptoki::object::{Attribute, AttributeType, CertificateType, ObjectClass};
use cryptoki::session::Session;
use time::OffsetDateTime;

use super::explain;
use crate::keys::{Identity, KeyError};
use crate::pki::Certificate;
use crate::sign::ExpectedCertificate;

/// A certificate on the token with the identifier it shares with its key.
pub(super) struct Held {
    id: Vec<u8>,
    identity: Identity,
    certificate: Certificate,
}

/// All certificates on the token, in the order of their fingerprints, none twice.
pub(super) fn certificates(session: &Session) -> Result<Vec<Held>, KeyError> {
    let template = [
        Attribute::Class(ObjectClass::CERTIFICATE),
        Attribute::CertificateType(CertificateType::X_509),
    ];
    let mut held = Vec::new();
    for object in session.find_objects(&template).map_err(explain)? {
        let (mut id, mut der) = (Vec::new(), Vec::new());
        for attribute in session
            .get_attributes(object, &[AttributeType::Id, AttributeType::Value])
            .map_err(explain)?
        {
            match attribute {
                Attribute::Id(value) => id = value,
                Attribute::Value(value) => der = value,
                _ => {}
            }
        }
        // Some tokens hold other things in the guise of certificates; they are nobody's.
        if let Ok(certificate) = Certificate::from_der(&der) {
            held.push(Held { id, identity: Identity::from(&certificate), certificate });
        }
    }
    held.sort_by(|one, other| one.identity.fingerprint.cmp(&other.identity.fingerprint));
    held.dedup_by(|one, other| one.certificate == other.certificate);
    Ok(held)
}

/// The certificates that are no authority's.
pub(super) fn people(held: &[Held]) -> Vec<Identity> {
    let people = held.iter().filter(|one| !one.certificate.is_authority());
    people.map(|one| one.identity.clone()).collect()
}

/// Which certificate of a token is to sign.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// The one that must, if the settings name one.
    pub expected: Option<&'w ExpectedCertificate>,
    /// The moment at which it signs.
    pub at: OffsetDateTime,
}

/// The certificate that is wanted and can sign, and with it the authorities'. Of several of one
/// holder that can, which stand on a token after a renewal, the one that lasts longest.
pub(super) fn choose(
    held: &[Held],
    wanted: Wanted<'_>,
) -> Result<(Vec<u8>, Vec<Certificate>), KeyError> {
    let people: Vec<&Held> = held.iter().filter(|one| !one.certificate.is_authority()).collect();
    let chosen = one_of(&people, wanted)?;
    let authorities =
        held.iter().filter(|one| one.certificate.is_authority()).map(|one| &one.certificate);
    Ok((
        chosen.id.clone(),
        std::iter::once(&chosen.certificate).chain(authorities).cloned().collect(),
    ))
}

fn one_of<'h>(people: &[&'h Held], wanted: Wanted<'_>) -> Result<&'h Held, KeyError> {
    let lines = |some: &[&Held]| -> Vec<String> {
        let line =
            |one: &&Held| format!("{}, {}", one.identity.line(), one.identity.standing(wanted.at));
        some.iter().map(line).collect()
    };
    if people.is_empty() {
        return Err(KeyError::NoCertificate);
    }
    let fits =
        |one: &&Held| wanted.expected.is_none_or(|expected| expected.is_met_by(&one.identity));
    let fitting: Vec<&Held> = people.iter().copied().filter(fits).collect();
    match (fitting.as_slice(), wanted.expected) {
        ([], Some(expected)) => {
            let wanted = expected.written().to_owned();
            return Err(KeyError::CertificateNotFound { wanted, present: lines(people) });
        }
        // What stands against it is told when it is checked.
        ([only], _) => return Ok(only),
        _ => {}
    }
    let usable: Vec<&Held> =
        fitting.iter().copied().filter(|one| one.identity.is_usable(wanted.at)).collect();
    let newest = usable.iter().copied().max_by_key(|one| one.identity.not_after);
    let of_one =
        |one: &Held| usable.iter().all(|other| other.identity.subject == one.identity.subject);
    match newest {
        None => Err(KeyError::NoneUsable(lines(&fitting))),
        Some(newest) if usable.len() == 1 || wanted.expected.is_some() && of_one(newest) => {
            Ok(newest)
        }
        Some(_) => Err(KeyError::SeveralCertificates(lines(&fitting))),
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;
    use crate::test_pki::{Order, Pki, Usage, now};

    /// A certificate of somebody, for signing or not, valid until so many days from now.
    fn held(pki: &Pki, name: &str, usage: Usage, days: i64) -> Held {
        let to = (now() + Duration::days(days)).unix_timestamp();
        let entity = pki.sub.certify(&Order { usage, to, ..Order::of(name) });
        let certificate = Certificate::from_der(&entity.certificate).unwrap();
        let id = format!("{name} {days}").into_bytes();
        Held { id, identity: Identity::from(&certificate), certificate }
    }

    fn chosen(held: &[Held], expected: Option<&ExpectedCertificate>) -> Result<String, KeyError> {
        let (id, _) = choose(held, Wanted { expected, at: now() })?;
        Ok(String::from_utf8(id).unwrap())
    }

    #[test]
    fn of_several_certificates_the_one_that_is_expected_in_force_and_for_signing_is_taken() {
        let pki = Pki::new();
        let of = |name: &str, days| held(&pki, name, Usage::Signing, days);
        let expected = |name: &str| ExpectedCertificate::Subject(name.into());

        assert_eq!(chosen(&[], None), Err(KeyError::NoCertificate));
        // One that is out of date is still the only one: why it cannot sign is told later.
        assert_eq!(chosen(&[of("A", -1)], None).unwrap(), "A -1");
        // By the name in the settings.
        let two = [of("A", 10), of("B", 10)];
        assert_eq!(chosen(&two, Some(&expected("B"))).unwrap(), "B 10");
        assert!(
            matches!(chosen(&two, None), Err(KeyError::SeveralCertificates(lines)) if lines.len() == 2)
        );
        let absent = chosen(&two, Some(&expected("C")));
        assert!(
            matches!(&absent, Err(KeyError::CertificateNotFound { present, .. }) if present[0].contains("còn hạn đến ")),
            "{absent:?}"
        );
        // By what is in force, and what it was issued for.
        assert_eq!(chosen(&[of("A", -1), of("A", 10)], None).unwrap(), "A 10");
        let sealing = held(&pki, "A", Usage::Encryption, 20);
        assert_eq!(chosen(&[sealing, of("A", 10)], None).unwrap(), "A 10");
        // Renewed before the old one ran out.
        let renewed = [of("A", 10), of("A", 400)];
        assert_eq!(chosen(&renewed, Some(&expected("A"))).unwrap(), "A 400");
        let old = ExpectedCertificate::Fingerprint(renewed[0].identity.fingerprint.clone());
        assert_eq!(chosen(&renewed, Some(&old)).unwrap(), "A 10");
    }

    #[test]
    fn when_none_can_sign_it_is_told_of_each_why() {
        let pki = Pki::new();
        let all = [held(&pki, "A", Usage::Signing, -1), held(&pki, "B", Usage::Encryption, 10)];
        let Err(KeyError::NoneUsable(lines)) = chosen(&all, None) else { panic!("none can") };
        assert!(lines[0].contains("ĐÃ HẾT HẠN từ 31/05/2026"), "{lines:?}");
        assert!(lines[1].contains("không được cấp để ký"), "{lines:?}");
    }
}
