//! Reading `SignedData` with one signer.

use super::super::der::{DerFault, Reader, Tlv, tag};
use super::super::pki::algorithm::{AlgorithmFault, Hash, Scheme};
use super::CmsFault;

/// Object identifiers, without tag and length.
pub(super) mod oid {
    pub(super) const DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1];
    pub(super) const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2];
}

/// One attribute: its object identifier and its only value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute<'a> {
    pub(crate) id: &'a [u8],
    pub(crate) value: Tlv<'a>,
}

/// A `SignedData` whose only signer is named by issuer and serial number.
#[derive(Debug)]
pub(crate) struct SignedData<'a> {
    /// The object identifier of what is signed.
    pub(crate) content_type: &'a [u8],
    /// What is signed, if it stands inside.
    pub(crate) content: Option<&'a [u8]>,
    /// The DER of each certificate; nothing vouches for them.
    pub(crate) certificates: Vec<&'a [u8]>,
    /// The DER of each revocation list.
    pub(crate) lists: Vec<&'a [u8]>,
    /// The issuer of the signer's certificate, as DER.
    pub(super) issuer: &'a [u8],
    /// Its serial number.
    pub(super) serial: &'a [u8],
    pub(super) hash: Result<Hash, AlgorithmFault>,
    pub(super) scheme: Result<Scheme, AlgorithmFault>,
    /// The content of the set of signed attributes, as it stands in the file.
    pub(super) signed_bytes: &'a [u8],
    pub(crate) signed: Vec<Attribute<'a>>,
    pub(crate) signature: &'a [u8],
    pub(crate) unsigned: Vec<Attribute<'a>>,
}

impl<'a> SignedData<'a> {
    /// Reads a `ContentInfo` in DER (see [`super::super::der::definite`] for BER).
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
        let inner = inner.map(|inner| Tlv::only(inner.content)?.tagged(tag::OCTET_STRING)).transpose()?;
        let bag = |parts: &mut Reader<'a>, number: u8| -> Result<Vec<&'a [u8]>, DerFault> {
            let Some(bag) = parts.optional(tag::CONTEXT | number)? else { return Ok(Vec::new()) };
            Ok(bag.inside().all()?.iter().map(|item| item.whole).collect())
        };
        let certificates = bag(&mut parts, 0)?;
        let lists = bag(&mut parts, 1)?;
        let signers = parts.expect(tag::SET)?.inside().all()?;
        parts.end()?;

        let [only] = &signers[..] else {
            return Err(CmsFault::Unsupported("một chữ ký có nhiều người ký".into()));
        };
        let mut fields = only.tagged(tag::SEQUENCE)?.inside();
        let signer_version = fields.expect(tag::INTEGER)?.small()?;
        let name = fields.next()?;
        if name.tag != tag::SEQUENCE {
            return Err(CmsFault::Unsupported("người ký chỉ được nêu bằng mã khoá (subjectKeyIdentifier)".into()));
        }
        let mut named = name.inside();
        let (issuer, serial) = (named.expect(tag::SEQUENCE)?.whole, named.expect(tag::INTEGER)?.content);
        named.end()?;
        // RFC 5652, 5.1 and 5.3: what the versions must be for a signer named in this way.
        let right = if content_type == oid::DATA { 1 } else { 3 };
        if version != right || signer_version != 1 {
            return Err(CmsFault::Unsupported("phiên bản CMS".into()));
        }
        let digest = fields.expect(tag::SEQUENCE)?;
        let hash = Hash::of(&digest);
        if !digests.iter().any(|other| Hash::of(other) == hash) {
            return Err(DerFault::Value.into());
        }
        let signed = fields.optional(tag::CONTEXT)?;
        let signed = signed.ok_or(CmsFault::Unsupported("chữ ký không có thuộc tính được ký".into()))?;
        let scheme = Scheme::of(&fields.expect(tag::SEQUENCE)?, hash.as_ref().ok().copied());
        let signature = fields.expect(tag::OCTET_STRING)?.content;
        let unsigned = fields.optional(tag::CONTEXT | 1)?;
        fields.end()?;
        Ok(Self {
            content_type,
            content: inner.map(|inner| inner.content),
            certificates,
            lists,
            issuer,
            serial,
            hash,
            scheme,
            signed_bytes: signed.content,
            signed: attributes(&signed)?,
            signature,
            unsigned: unsigned.as_ref().map_or(Ok(Vec::new()), attributes)?,
        })
    }

    /// The value of a signed attribute.
    pub(crate) fn attribute(&self, id: &[u8]) -> Option<Tlv<'a>> {
        self.signed.iter().find(|attribute| attribute.id == id).map(|attribute| attribute.value)
    }
}

/// Reads a set of attributes; each stands in it once and has one value.
fn attributes<'a>(set: &Tlv<'a>) -> Result<Vec<Attribute<'a>>, DerFault> {
    let mut found: Vec<Attribute<'a>> = Vec::new();
    for attribute in set.inside().all()? {
        let mut parts = attribute.tagged(tag::SEQUENCE)?.inside();
        let id = parts.expect(tag::OID)?.content;
        let mut values = parts.expect(tag::SET)?.inside();
        let value = values.next()?;
        values.end()?;
        parts.end()?;
        if found.iter().any(|other| other.id == id) {
            return Err(DerFault::Value);
        }
        found.push(Attribute { id, value });
    }
    Ok(found)
}
