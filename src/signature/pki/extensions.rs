//! The extensions of a certificate (RFC 5280, 4.2), as far as they decide what it may do.

use super::super::der::{DerFault, Tlv, tag};

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
    /// id-pkix-ocsp-nocheck.
    pub(super) no_check: bool,
    /// Critical extensions that this program does not know, or constraints that it does not apply.
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

const NO_CHECK: &[u8] = &[0x2B, 6, 1, 5, 5, 7, 0x30, 1, 5];

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
            [0x55, 0x1D, 19] => self.basic_constraints(value)?,
            [0x55, 0x1D, 15] => self.key_usage = Some(key_usage(value)?),
            [0x55, 0x1D, 37] => {
                let usages = Tlv::only(value)?.tagged(tag::SEQUENCE)?.inside().all()?;
                let usages = usages.iter().map(|usage| usage.content.to_vec()).collect();
                self.extended_usage = Some((usages, extension.critical));
            }
            [0x55, 0x1D, 14] => self.subject_key = Some(Tlv::only(value)?.tagged(tag::OCTET_STRING)?.content.to_vec()),
            [0x55, 0x1D, 35] => {
                let key = Tlv::only(value)?.inside().optional(tag::CONTEXT_PRIMITIVE)?;
                self.authority_key = key.map(|key| key.content.to_vec());
            }
            [0x55, 0x1D, 31] => self.distribution_points = distribution_points(value)?,
            // The alternative names and policies of a person are read by people only.
            [0x55, 0x1D, 17 | 18 | 32] => {}
            [0x55, 0x1D, 30] => self.unsupported = Some("ràng buộc tên (nameConstraints)".into()),
            [0x55, 0x1D, 36] => self.unsupported = Some("ràng buộc chính sách (policyConstraints)".into()),
            NO_CHECK => self.no_check = true,
            _ if extension.critical => self.unsupported = Some("phần mở rộng bắt buộc không rõ của chứng thư".into()),
            _ => {}
        }
        Ok(())
    }

    fn basic_constraints(&mut self, value: &[u8]) -> Result<(), DerFault> {
        let mut parts = Tlv::only(value)?.tagged(tag::SEQUENCE)?.inside();
        self.authority = parts.optional(tag::BOOLEAN)?.map_or(Ok(false), |flag| flag.boolean())?;
        self.path_length = parts.optional(tag::INTEGER)?.map(|length| length.small()).transpose()?;
        parts.end()
    }
}

fn key_usage(value: &[u8]) -> Result<KeyUsage, DerFault> {
    match Tlv::only(value)?.tagged(tag::BIT_STRING)?.content {
        [0..=7, first] => Ok(KeyUsage(u16::from(*first) << 8)),
        [0..=7, first, second] => Ok(KeyUsage(u16::from_be_bytes([*first, *second]))),
        _ => Err(DerFault::Value),
    }
}

fn distribution_points(value: &[u8]) -> Result<Vec<Vec<u8>>, DerFault> {
    let mut names = Vec::new();
    for point in Tlv::only(value)?.inside().all()? {
        names.extend(full_names(&point)?);
    }
    Ok(names)
}

/// The general names of a `DistributionPoint` or an `IssuingDistributionPoint`: `[0] { [0] { names } }`.
pub(super) fn full_names(point: &Tlv<'_>) -> Result<Vec<Vec<u8>>, DerFault> {
    let Some(name) = point.inside().optional(tag::CONTEXT)? else { return Ok(Vec::new()) };
    let Some(full) = name.inside().optional(tag::CONTEXT)? else { return Ok(Vec::new()) };
    Ok(full.inside().all()?.iter().map(|name| name.whole.to_vec()).collect())
}
