//! The extensions of a certificate (RFC 5280, 4.2), as far as they decide what it may do.

use crate::der::{DerFault, Tlv, tag};
use crate::oid;

/// What the extensions say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Extensions {
    /// Whether the certificate is that of an authority.
    pub(super) authority: bool,
    /// How many authorities may stand below it.
    pub(super) path_length: Option<u32>,
    /// The bits of key usage, bit 0 (digitalSignature) first; `None` without the extension.
    pub(super) key_usage: Option<KeyUsage>,
    /// The object identifiers of the extended usages, and whether they are critical.
    pub(super) extended_usage: Option<(Vec<Vec<u8>>, bool)>,
    pub(super) subject_key: Option<Vec<u8>>,
    pub(super) authority_key: Option<Vec<u8>>,
    /// Where the authority publishes revocation lists: the DER of each general name.
    pub(super) distribution_points: Vec<Vec<u8>>,
    /// Addresses of revocation lists that speak of every reason for a revocation.
    pub(super) listing: Vec<String>,
    /// Addresses of OCSP services.
    pub(super) answering: Vec<String>,
    /// Addresses of the certificate of the issuer.
    pub(super) issuing: Vec<String>,
    /// id-pkix-ocsp-nocheck.
    pub(super) no_check: bool,
    /// Critical extensions that this library does not know, or constraints that it does not apply.
    pub(super) unsupported: Option<String>,
}

/// The bits of key usage that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyUsage(u16);

impl KeyUsage {
    pub(super) const DIGITAL_SIGNATURE: u16 = 0x8000;
    pub(super) const NON_REPUDIATION: u16 = 0x4000;
    pub(super) const KEY_CERT_SIGN: u16 = 0x0400;
    pub(super) const CRL_SIGN: u16 = 0x0200;

    pub(super) fn has(self, bits: u16) -> bool {
        self.0 & bits != 0
    }
}

/// One extension as it stands in a list of them.
pub(super) struct Extension<'a> {
    pub(super) id: &'a [u8],
    pub(super) critical: bool,
    pub(super) value: &'a [u8],
}

/// Reads a list of extensions; none may stand in it twice.
pub(super) fn list<'a>(extensions: &Tlv<'a>) -> Result<Vec<Extension<'a>>, DerFault> {
    let mut found: Vec<Extension<'a>> = Vec::new();
    for extension in extensions.inside().all()? {
        let mut parts = extension.tagged(tag::SEQUENCE)?.inside();
        let id = parts.expect(tag::OID)?.content;
        let critical = parts.optional(tag::BOOLEAN)?.map_or(Ok(false), |flag| flag.boolean())?;
        let value = parts.expect(tag::OCTET_STRING)?.content;
        parts.end()?;
        if found.iter().any(|other| other.id == id) {
            return Err(DerFault::Value);
        }
        found.push(Extension { id, critical, value });
    }
    Ok(found)
}

impl Extensions {
    pub(super) fn read(extensions: &Tlv<'_>) -> Result<Self, DerFault> {
        let mut all = Self::default();
        for extension in list(extensions)? {
            all.add(&extension)?;
        }
        Ok(all)
    }

    fn add(&mut self, extension: &Extension<'_>) -> Result<(), DerFault> {
        let value = extension.value;
        match extension.id {
            oid::BASIC_CONSTRAINTS => self.basic_constraints(value)?,
            oid::KEY_USAGE => self.key_usage = Some(key_usage(value)?),
            oid::EXTENDED_USAGE => {
                let usages = Tlv::only(value)?.tagged(tag::SEQUENCE)?.inside().all()?;
                let usages = usages.iter().map(|usage| usage.content.to_vec()).collect();
                self.extended_usage = Some((usages, extension.critical));
            }
            oid::SUBJECT_KEY => {
                self.subject_key =
                    Some(Tlv::only(value)?.tagged(tag::OCTET_STRING)?.content.to_vec());
            }
            oid::AUTHORITY_KEY => {
                let key = Tlv::only(value)?.inside().optional(tag::CONTEXT_PRIMITIVE)?;
                self.authority_key = key.map(|key| key.content.to_vec());
            }
            oid::DISTRIBUTION_POINTS => self.distribution_points(value)?,
            // Only read to ask; what cannot be read is not asked.
            oid::AUTHORITY_ACCESS => {
                self.answering = access(value, oid::OCSP).unwrap_or_default();
                self.issuing = access(value, oid::ISSUERS).unwrap_or_default();
            }
            // The alternative names and policies of a person are read by people only.
            oid::SUBJECT_NAMES | oid::ISSUER_NAMES | oid::POLICIES => {}
            oid::NAME_CONSTRAINTS => {
                self.unsupported = Some("ràng buộc tên (nameConstraints)".into());
            }
            oid::POLICY_CONSTRAINTS => {
                self.unsupported = Some("ràng buộc chính sách (policyConstraints)".into());
            }
            oid::OCSP_NO_CHECK => self.no_check = true,
            _ if extension.critical => {
                self.unsupported = Some("phần mở rộng bắt buộc không rõ của chứng thư".into());
            }
            _ => {}
        }
        Ok(())
    }

    fn basic_constraints(&mut self, value: &[u8]) -> Result<(), DerFault> {
        let mut parts = Tlv::only(value)?.tagged(tag::SEQUENCE)?.inside();
        self.authority = parts.optional(tag::BOOLEAN)?.map_or(Ok(false), |flag| flag.boolean())?;
        self.path_length =
            parts.optional(tag::INTEGER)?.map(|length| length.small()).transpose()?;
        parts.end()
    }

    fn distribution_points(&mut self, value: &[u8]) -> Result<(), DerFault> {
        for point in Tlv::only(value)?.inside().all()? {
            let names = full_names(&point)?;
            // A list by another issuer, or for some reasons only, does not say that a certificate
            // is good.
            let plain = point.inside().all()?.iter().all(|part| part.tag == tag::CONTEXT);
            self.listing.extend(
                names.iter().filter(|_| plain).filter_map(|name| address(&Tlv::only(name).ok()?)),
            );
            self.distribution_points.extend(names);
        }
        Ok(())
    }
}

/// The addresses in `AuthorityInfoAccess` for one method of access, such as OCSP.
fn access(value: &[u8], wanted: &[u8]) -> Result<Vec<String>, DerFault> {
    let mut addresses = Vec::new();
    for access in Tlv::only(value)?.inside().all()? {
        let mut parts = access.inside();
        let method = parts.expect(tag::OID)?;
        let location = parts.next()?;
        addresses.extend(address(&location).filter(|_| method.content == wanted));
    }
    Ok(addresses)
}

/// The address in a `GeneralName`, if it is one.
fn address(name: &Tlv<'_>) -> Option<String> {
    let is_address = name.tag == tag::CONTEXT_PRIMITIVE | 6 && name.content.is_ascii();
    is_address.then(|| String::from_utf8_lossy(name.content).into_owned())
}

fn key_usage(value: &[u8]) -> Result<KeyUsage, DerFault> {
    match Tlv::only(value)?.tagged(tag::BIT_STRING)?.content {
        [0..=7, first] => Ok(KeyUsage(u16::from(*first) << 8)),
        [0..=7, first, second] => Ok(KeyUsage(u16::from_be_bytes([*first, *second]))),
        _ => Err(DerFault::Value),
    }
}

/// The general names of a `DistributionPoint` or an `IssuingDistributionPoint`: `[0] { [0] { names
/// } }`.
pub(super) fn full_names(point: &Tlv<'_>) -> Result<Vec<Vec<u8>>, DerFault> {
    let Some(name) = point.inside().optional(tag::CONTEXT)? else { return Ok(Vec::new()) };
    let Some(full) = name.inside().optional(tag::CONTEXT)? else { return Ok(Vec::new()) };
    Ok(full.inside().all()?.iter().map(|name| name.whole.to_vec()).collect())
}
