//! The certificates on a token, and which of them signs.

use cryptoki::object::{Attribute, AttributeType, CertificateType, ObjectClass};
use cryptoki::session::Session;

use super::explain;
use crate::keys::{Identity, KeyError};
use crate::pki::Certificate;

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

/// The certificate that was asked for, or the only one that is no authority's; and with it the
/// authorities'.
pub(super) fn choose(
    held: &[Held],
    fingerprint: Option<&str>,
) -> Result<(Vec<u8>, Vec<Certificate>), KeyError> {
    let people: Vec<&Held> = held.iter().filter(|one| !one.certificate.is_authority()).collect();
    let lines = || people.iter().map(|one| one.identity.line()).collect();
    let chosen = match (fingerprint, people.as_slice()) {
        (_, []) => return Err(KeyError::NoCertificate),
        (Some(wanted), _) => {
            people.iter().find(|one| one.identity.has_fingerprint(wanted)).ok_or_else(|| {
                KeyError::CertificateNotFound { wanted: wanted.to_owned(), present: lines() }
            })?
        }
        (None, [only]) => only,
        (None, _) => return Err(KeyError::SeveralCertificates(lines())),
    };
    let authorities =
        held.iter().filter(|one| one.certificate.is_authority()).map(|one| &one.certificate);
    Ok((
        chosen.id.clone(),
        std::iter::once(&chosen.certificate).chain(authorities).cloned().collect(),
    ))
}
