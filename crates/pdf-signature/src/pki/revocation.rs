//! Revocation lists (RFC 5280, 5), their signatures checked.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use time::UtcDateTime;

use super::algorithm::{AlgorithmFault, Scheme};
use super::certificate::Certificate;
use super::extensions::{KeyUsage, full_names, list};
use super::fault::PkiFault;
use super::pem;
use super::statement::Statement;
use crate::der::{DerFault, Reader, Tlv, tag};
use crate::{moment, oid};

/// A revocation list, read but not yet trusted.
#[derive(Debug, Clone)]
pub struct RevocationList {
    signed: Vec<u8>,
    scheme: Result<Scheme, AlgorithmFault>,
    signature: Vec<u8>,
    issuer: Vec<u8>,
    this_update: UtcDateTime,
    next_update: Option<UtcDateTime>,
    /// Serial number and when it was revoked.
    revoked: BTreeMap<Vec<u8>, UtcDateTime>,
    scope: Scope,
    /// The key that was tried first, and whether it signed the list: large lists are hashed once.
    tried: OnceLock<(Vec<u8>, bool)>,
}

/// Which certificates a list speaks of.
#[derive(Debug, Clone, Default)]
struct Scope {
    /// The list is delta, indirect or partial in a way that is not supported: it says nothing.
    unusable: bool,
    points: Vec<Vec<u8>>,
    only_users: bool,
    only_authorities: bool,
}

impl RevocationList {
    /// Reads one list in DER.
    ///
    /// # Errors
    ///
    /// [`PkiFault::Damaged`] when the bytes are no revocation list.
    pub fn from_der(der: &[u8]) -> Result<Self, PkiFault> {
        let mut outer = Tlv::only(der)?.tagged(tag::SEQUENCE)?.inside();
        let signed = outer.expect(tag::SEQUENCE)?;
        let algorithm = outer.expect(tag::SEQUENCE)?;
        let signature = outer.next()?.bits()?;
        outer.end()?;

        let mut fields = signed.inside();
        fields.optional(tag::INTEGER)?;
        let inner_algorithm = fields.expect(tag::SEQUENCE)?;
        let issuer = fields.expect(tag::SEQUENCE)?;
        let this_update = moment::read(&fields.next()?)?;
        let next = [fields.optional(tag::UTC_TIME)?, fields.optional(tag::GENERALIZED_TIME)?];
        let next_update =
            next.into_iter().flatten().next().map(|next| moment::read(&next)).transpose()?;
        let entries = fields.optional(tag::SEQUENCE)?;
        let extensions = fields.optional(tag::CONTEXT)?;
        fields.end()?;
        if inner_algorithm.whole != algorithm.whole {
            return Err(PkiFault::Damaged("two signature algorithms".into()));
        }
        let mut scope = Scope::default();
        if let Some(extensions) = extensions {
            scope.read(&Tlv::only(extensions.content)?)?;
        }
        let mut revoked = BTreeMap::new();
        for entry in entries.map_or(Ok(Vec::new()), |entries| entries.inside().all())? {
            let mut parts = entry.inside();
            let serial = parts.expect(tag::INTEGER)?;
            let date = moment::read(&parts.next()?)?;
            scope.unusable |= has_unknown_critical(&mut parts)?;
            revoked.insert(serial.content.to_vec(), date);
        }
        Ok(Self {
            signed: signed.whole.to_vec(),
            scheme: Scheme::of(&algorithm, None),
            signature: signature.to_vec(),
            issuer: issuer.whole.to_vec(),
            this_update,
            next_update,
            revoked,
            scope,
            tried: OnceLock::new(),
        })
    }

    /// All lists of a PEM file, or the one of a DER file.
    ///
    /// # Errors
    ///
    /// When one of them is damaged, or there is none.
    pub fn from_pem_or_der(file: &[u8]) -> Result<Vec<Self>, PkiFault> {
        pem::blocks(file, "X509 CRL")?.iter().map(|der| Self::from_der(der)).collect()
    }

    /// What the list says of a certificate; `None` if it does not speak of it or is not signed by
    /// its issuer.
    pub(super) fn says(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> Option<Statement> {
        let speaks = self.issuer == certificate.issuer
            && issuer.may(KeyUsage::CRL_SIGN)
            && self.scope.covers(certificate);
        if !speaks || !self.is_signed_by(issuer) {
            return None;
        }
        let revoked = self.revoked.get(&certificate.serial).copied();
        Some(Statement { revoked, this_update: self.this_update, next_update: self.next_update })
    }

    /// Why the list says nothing of what these authorities issued (Vietnamese); `None` when it
    /// may. `now` is the present time.
    pub fn unusable(&self, authorities: &[Certificate], now: UtcDateTime) -> Option<String> {
        let mut own = authorities.iter().filter(|one| one.subject == self.issuer).peekable();
        if own.peek().is_none() {
            return Some("không có chứng thư của nơi phát hành danh sách để kiểm tra.".into());
        }
        let may_sign = |one: &Certificate| one.may(KeyUsage::CRL_SIGN) && self.is_signed_by(one);
        if !own.any(may_sign) {
            return Some("mang tên nơi cấp chứng thư nhưng không phải nơi đó ký.".into());
        }
        if self.this_update > now {
            let from = moment::day(self.this_update);
            return Some(format!("ghi ngày phát hành {from}, chưa tới."));
        }
        match self.next_update.filter(|next| *next < now) {
            Some(next) => {
                Some(format!("đã quá hạn từ ngày {}; tải danh sách mới hơn.", moment::day(next)))
            }
            None if self.scope.unusable => {
                Some("thuộc loại (từng phần, gián tiếp) mà chương trình chưa hỗ trợ.".into())
            }
            None => None,
        }
    }

    fn is_signed_by(&self, issuer: &Certificate) -> bool {
        let check = || match (&self.scheme, issuer.key()) {
            (Ok(scheme), Ok(key)) => key.verifies(*scheme, &[&self.signed], &self.signature),
            _ => false,
        };
        let (key, outcome) = self.tried.get_or_init(|| (issuer.der().to_vec(), check()));
        if key == issuer.der() { *outcome } else { check() }
    }
}

impl Scope {
    fn read(&mut self, extensions: &Tlv<'_>) -> Result<(), DerFault> {
        for extension in list(extensions)? {
            match extension.id {
                oid::ISSUING_POINT => self.issuing_point(&Tlv::only(extension.value)?)?,
                // A delta list is not the whole list.
                oid::DELTA_LIST => self.unusable = true,
                _ => self.unusable |= extension.critical,
            }
        }
        Ok(())
    }

    fn issuing_point(&mut self, point: &Tlv<'_>) -> Result<(), DerFault> {
        self.points = full_names(point)?;
        for part in point.inside().all()? {
            match part.tag {
                0xA0 => self.unusable |= self.points.is_empty(),
                0x81 => self.only_users = part.content == [0xFF],
                0x82 => self.only_authorities = part.content == [0xFF],
                _ => self.unusable = true,
            }
        }
        Ok(())
    }

    fn covers(&self, certificate: &Certificate) -> bool {
        let published = &certificate.extensions.distribution_points;
        let kind = if certificate.extensions.authority {
            !self.only_users
        } else {
            !self.only_authorities
        };
        !self.unusable
            && kind
            && (self.points.is_empty() || self.points.iter().any(|point| published.contains(point)))
    }
}

fn has_unknown_critical(entry: &mut Reader<'_>) -> Result<bool, DerFault> {
    match entry.optional(tag::SEQUENCE)? {
        Some(extensions) => Ok(list(&extensions)?.iter().any(|extension| extension.critical)),
        None => Ok(false),
    }
}
