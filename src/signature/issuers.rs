//! The authorities a round trusts, and the way from a certificate up to one of them.

use der::Encode as _;
use time::OffsetDateTime;
use x509_cert::Certificate;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};

use super::keys::{Identity, KeyError, identity};
use super::public;
use super::read::Value;

/// The longest way up, in certificates.
const LONGEST: usize = 8;

/// Roots that are trusted, and certificates that may stand between. A token often holds only its own certificate.
#[derive(Debug, Clone, Default)]
pub struct Issuers {
    roots: Vec<Known>,
    between: Vec<Known>,
}

/// A certificate, read and as it was.
#[derive(Debug, Clone)]
struct Known {
    certificate: Certificate,
    der: Vec<u8>,
}

impl Issuers {
    /// Reads roots and intermediate certificates, each as PEM (any number) or DER (one).
    ///
    /// # Errors
    /// [`KeyError::UnreadableCertificate`].
    pub fn read(roots: &[u8], between: &[u8]) -> Result<Self, KeyError> {
        Ok(Self { roots: read(roots)?, between: read(between)? })
    }

    /// Takes certificates that were read before.
    pub fn new(roots: &[super::Certificate], between: &[super::Certificate]) -> Result<Self, KeyError> {
        let known = |list: &[super::Certificate]| list.iter().map(|one| known(one.der())).collect::<Result<_, _>>();
        Ok(Self { roots: known(roots)?, between: known(between)? })
    }

    /// The roots.
    pub fn roots(&self) -> Vec<super::Certificate> {
        self.roots.iter().filter_map(|root| super::Certificate::read(&root.der).ok()).collect()
    }

    /// The way up from the first certificate of the chain, which may hold some of its issuers: itself, then every
    /// certificate between; the root is left out. `None` when no way leads to a trusted root at that time.
    pub(crate) fn way_up(&self, chain: &[Vec<u8>], at: OffsetDateTime) -> Option<Vec<Vec<u8>>> {
        let own: Vec<Known> = chain.iter().filter_map(|der| known(der).ok()).collect();
        let mut way = vec![own.first()?];
        self.climb(&own, &mut way, at).then(|| way.iter().map(|step| step.der.clone()).collect())
    }

    /// The certificate that issued this one, among the roots and those between.
    pub(crate) fn issuer_of(&self, der: &[u8], chain: &[Vec<u8>]) -> Option<Vec<u8>> {
        let subject = known(der).ok()?;
        let own: Vec<Known> = chain.iter().filter_map(|der| known(der).ok()).collect();
        let issuer = self.roots.iter().chain(&self.between).chain(&own).find(|issuer| issued(issuer, &subject))?;
        Some(issuer.der.clone())
    }

    /// Whether the certificate is one of the trusted roots.
    pub(crate) fn is_root(&self, der: &[u8]) -> bool {
        self.roots.iter().any(|root| root.der == der)
    }

    fn climb<'a>(&'a self, own: &'a [Known], way: &mut Vec<&'a Known>, at: OffsetDateTime) -> bool {
        let Some(last) = way.last().copied() else { return false };
        if self.roots.iter().any(|root| root.der == last.der || (valid(root, at) && issued(root, last))) {
            return true;
        }
        for step in own.iter().chain(&self.between) {
            let new = way.len() < LONGEST && way.iter().all(|before| before.der != step.der);
            if new && valid(step, at) && issued(step, last) {
                way.push(step);
                if self.climb(own, way, at) {
                    return true;
                }
                way.pop();
            }
        }
        false
    }
}

/// Whether the one certificate was issued by the other.
pub(crate) fn issued_by(subject: &[u8], issuer: &[u8]) -> bool {
    match (known(subject), known(issuer)) {
        (Ok(subject), Ok(issuer)) => issued(&issuer, &subject),
        _ => false,
    }
}

fn read(bytes: &[u8]) -> Result<Vec<Known>, KeyError> {
    if bytes.trim_ascii().is_empty() {
        return Ok(Vec::new());
    }
    if bytes.first() == Some(&0x30) {
        return Ok(vec![known(bytes)?]);
    }
    let unreadable = |fault: der::Error| KeyError::UnreadableCertificate(fault.to_string());
    let certificates = Certificate::load_pem_chain(bytes).map_err(unreadable)?;
    certificates.iter().map(|certificate| known(&certificate.to_der().map_err(unreadable)?)).collect()
}

fn known(der: &[u8]) -> Result<Known, KeyError> {
    Ok(Known { certificate: identity::parse(der)?, der: der.to_vec() })
}

fn valid(known: &Known, at: OffsetDateTime) -> bool {
    let identity = Identity::from_parsed(&known.certificate, &known.der);
    identity.not_before <= at && at <= identity.not_after
}

/// Names, rights and signature, in this order: most candidates fall at the first.
fn issued(issuer: &Known, subject: &Known) -> bool {
    let (above, below) = (issuer.certificate.tbs_certificate(), subject.certificate.tbs_certificate());
    if above.subject() != below.issuer() {
        return false;
    }
    let authority = matches!(above.get_extension::<BasicConstraints>(), Ok(Some((_, constraints))) if constraints.ca);
    let may_certify = match above.get_extension::<KeyUsage>() {
        Ok(Some((_, usage))) => usage.key_cert_sign(),
        Ok(None) => true,
        Err(_) => false,
    };
    // The bytes that were signed, as they are.
    let Some(message) = Value::only(&subject.der).and_then(|whole| whole.nth(0)) else { return false };
    let algorithm = subject.certificate.signature_algorithm().oid;
    let signature = subject.certificate.signature().raw_bytes();
    authority
        && may_certify
        && public::verifies(above.subject_public_key_info(), algorithm, algorithm, message.whole, signature)
}
