//! Reading `SignedData` with one signer.

use super::fault::CmsFault;
use crate::der::{DerFault, Reader, Tlv, tag};
use crate::oid;
use crate::pki::{AlgorithmFault, Certificate, Hash, Scheme};

/// One attribute: its object identifier and one of its values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute<'a> {
    pub(crate) id: &'a [u8],
    pub(crate) value: Tlv<'a>,
}

/// How a `SignerInfo` names the certificate of the signer.
#[derive(Debug, Clone, Copy)]
enum SignerName<'a> {
    /// Issuer and serial number, as DER.
    Number(&'a [u8], &'a [u8]),
    /// The identifier of the key.
    Key(&'a [u8]),
}

impl<'a> SignerName<'a> {
    fn read(name: &Tlv<'a>) -> Result<Self, DerFault> {
        if name.tag == tag::CONTEXT_PRIMITIVE {
            return Ok(Self::Key(name.content));
        }
        let mut parts = name.tagged(tag::SEQUENCE)?.inside();
        let named =
            Self::Number(parts.expect(tag::SEQUENCE)?.whole, parts.expect(tag::INTEGER)?.content);
        parts.end()?;
        Ok(named)
    }
}

/// A `SignedData` with one signer.
#[derive(Debug)]
pub(crate) struct SignedData<'a> {
    /// The object identifier of what is signed.
    pub(crate) content_type: &'a [u8],
    /// What is signed, if it stands inside.
    pub(crate) content: Option<&'a [u8]>,
    /// The DER of each certificate; nothing vouches for them.
    certificates: Vec<&'a [u8]>,
    /// The DER of each revocation list.
    pub(crate) lists: Vec<&'a [u8]>,
    name: SignerName<'a>,
    pub(super) hash: Result<Hash, AlgorithmFault>,
    pub(super) scheme: Result<Scheme, AlgorithmFault>,
    /// The content of the set of signed attributes, as it stands in the file.
    pub(super) signed_bytes: &'a [u8],
    pub(crate) signed: Vec<Attribute<'a>>,
    pub(crate) signature: &'a [u8],
    pub(crate) unsigned: Vec<Attribute<'a>>,
}

impl<'a> SignedData<'a> {
    /// Reads a `ContentInfo` in DER (see [`crate::der::definite`] for BER).
    pub(crate) fn read(der: &'a [u8]) -> Result<Self, CmsFault> {
        let mut outer = Tlv::only(der)?.tagged(tag::SEQUENCE)?.inside();
        if outer.expect(tag::OID)?.content != oid::SIGNED_DATA {
            return Err(CmsFault::Unsupported("loại CMS khác SignedData".into()));
        }
        let data = outer.expect(tag::CONTEXT)?;
        outer.end()?;

        let mut parts = Tlv::only(data.content)?.tagged(tag::SEQUENCE)?.inside();
        let version = parts.expect(tag::INTEGER)?.small()?;
        let digests = parts.expect(tag::SET)?.inside().all()?;
        let mut content = parts.expect(tag::SEQUENCE)?.inside();
        let content_type = content.expect(tag::OID)?.content;
        let inner = content.optional(tag::CONTEXT)?;
        content.end()?;
        let inner =
            inner.map(|inner| Tlv::only(inner.content)?.tagged(tag::OCTET_STRING)).transpose()?;
        let bag = |parts: &mut Reader<'a>, number: u8| -> Result<Vec<&'a [u8]>, DerFault> {
            let Some(bag) = parts.optional(tag::CONTEXT | number)? else { return Ok(Vec::new()) };
            Ok(bag.inside().all()?.iter().map(|item| item.whole).collect())
        };
        let certificates = bag(&mut parts, 0)?;
        let lists = bag(&mut parts, 1)?;
        let signers = parts.expect(tag::SET)?.inside().all()?;
        parts.end()?;

        let only = match &signers[..] {
            [only] => only,
            [] => return Err(CmsFault::Unsupported("chữ ký không ghi ai ký".into())),
            _ => return Err(CmsFault::Unsupported("một chữ ký có nhiều người ký".into())),
        };
        let mut fields = only.tagged(tag::SEQUENCE)?.inside();
        let signer_version = fields.expect(tag::INTEGER)?.small()?;
        let name = SignerName::read(&fields.next()?)?;
        // RFC 5652, 5.1 and 5.3: what the versions must be for a signer named in this way.
        let right = match name {
            SignerName::Number(..) if content_type == oid::DATA => (1, 1),
            SignerName::Number(..) => (3, 1),
            SignerName::Key(_) => (3, 3),
        };
        if (version, signer_version) != right {
            return Err(CmsFault::Unsupported("phiên bản CMS".into()));
        }
        let digest = fields.expect(tag::SEQUENCE)?;
        let hash = Hash::of(&digest);
        if !digests.iter().any(|other| Hash::of(other) == hash) {
            return Err(DerFault::Value.into());
        }
        let signed = fields.optional(tag::CONTEXT)?;
        let signed =
            signed.ok_or(CmsFault::Unsupported("chữ ký không có thuộc tính được ký".into()))?;
        let scheme = Scheme::of(&fields.expect(tag::SEQUENCE)?, hash.as_ref().ok().copied());
        let signature = fields.expect(tag::OCTET_STRING)?.content;
        let unsigned = fields.optional(tag::CONTEXT | 1)?;
        fields.end()?;
        Ok(Self {
            content_type,
            content: inner.map(|inner| inner.content),
            certificates,
            lists,
            name,
            hash,
            scheme,
            signed_bytes: signed.content,
            signed: signed_attributes(&signed)?,
            signature,
            unsigned: unsigned.as_ref().map_or(Ok(Vec::new()), attributes)?,
        })
    }

    /// The certificates that can be read.
    pub(crate) fn certificates(&self) -> Vec<Certificate> {
        self.certificates.iter().filter_map(|der| Certificate::from_der(der).ok()).collect()
    }

    /// The certificate that the signer is said to have.
    pub(super) fn signer(&self) -> Option<Certificate> {
        self.certificates().into_iter().find(|certificate| match self.name {
            SignerName::Number(issuer, serial) => certificate.is_named(issuer, serial),
            SignerName::Key(identifier) => certificate.has_key_identifier(identifier),
        })
    }

    /// The value of a signed attribute.
    pub(crate) fn attribute(&self, id: &[u8]) -> Option<Tlv<'a>> {
        self.signed.iter().find(|attribute| attribute.id == id).map(|attribute| attribute.value)
    }
}

/// Reads the attributes that are signed; each that says what was signed, and by whom, stands among
/// them once and has one value.
fn signed_attributes<'a>(set: &Tlv<'a>) -> Result<Vec<Attribute<'a>>, DerFault> {
    const ONCE: [&[u8]; 4] = [
        oid::CONTENT_TYPE,
        oid::MESSAGE_DIGEST,
        oid::SIGNING_CERTIFICATE,
        oid::SIGNING_CERTIFICATE_V2,
    ];
    let found = attributes(set)?;
    let count = |id: &[u8]| found.iter().filter(|attribute| attribute.id == id).count();
    if ONCE.iter().any(|id| count(id) > 1) { Err(DerFault::Value) } else { Ok(found) }
}

/// Reads a set of attributes, one for each value.
fn attributes<'a>(set: &Tlv<'a>) -> Result<Vec<Attribute<'a>>, DerFault> {
    let mut found = Vec::new();
    for attribute in set.inside().all()? {
        let mut parts = attribute.tagged(tag::SEQUENCE)?.inside();
        let id = parts.expect(tag::OID)?.content;
        let values = parts.expect(tag::SET)?.inside().all()?;
        parts.end()?;
        if values.is_empty() {
            return Err(DerFault::Value);
        }
        found.extend(values.into_iter().map(|value| Attribute { id, value }));
    }
    Ok(found)
}
