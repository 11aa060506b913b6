//! One sitting: papers that are signed one after the other.

use time::OffsetDateTime;

use super::certificate::{check_time, examine};
use super::error::{CertificateError, SignError};
use super::paper::{Paper, references, signature_dictionary};
use super::settings::Settings;
use crate::cms::Draft;
use crate::keys::{Identity, Signer};
use crate::moment;
use crate::pdf::{Dict, Notation, PdfFile, Update, Value, encode_text};
use crate::pki::{Certificate, Tried};
use crate::timestamp::TimestampError;
use crate::verify::{self, Trust};

/// Room for a signature without certificates and time stamp, in bytes.
const ROOM: usize = 3 * 1024;
/// Room for a time stamp with its certificates, in bytes.
const TIMESTAMP_ROOM: usize = 12 * 1024;

/// A signed paper.
#[derive(Debug)]
pub struct Signed {
    /// The whole file. It begins with the bytes of the paper as it was.
    pub pdf: Vec<u8>,
    /// Whether it is stamped.
    pub stamp: Stamp,
}

/// Whether a signature has a time stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stamp {
    /// It has.
    Stamped,
    /// None was asked for.
    NotAsked,
    /// There was none to be had, and it was waived.
    Waived(TimestampError),
}

/// One sitting: one role, one certificate.
pub struct SigningDesk<'a> {
    settings: &'a Settings,
    signer: &'a dyn Signer,
    identity: Identity,
    /// The certificates that go along: the signer's and those between it and the root.
    certificates: Vec<Certificate>,
    tried: Tried,
}

impl<'a> SigningDesk<'a> {
    /// Opens the sitting after [`check_certificate`](super::check_certificate) has found nothing
    /// against the certificate.
    ///
    /// # Errors
    /// [`CertificateError`]: the certificate may not sign.
    pub fn open(
        settings: &'a Settings,
        signer: &'a dyn Signer,
        at: OffsetDateTime,
    ) -> Result<Self, CertificateError> {
        let tried = Tried::default();
        let (identity, certificates) = examine(settings, signer.chain(), at, &tried)?;
        Ok(Self { settings, signer, identity, certificates, tried })
    }

    /// Whose certificate it is.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Signs one paper at a time. Signatures it already has are verified before, and all of them
    /// after; nothing is handed out that does not hold, and that a certificate was not revoked need
    /// not be known yet.
    ///
    /// # Errors
    /// [`SignError`]; nothing was changed. Ask [`SignError::ends_the_session`] before the next
    /// paper.
    pub fn sign(&self, paper: &Paper<'_>, at: OffsetDateTime) -> Result<Signed, SignError> {
        check_time(&self.identity, at)?;
        let reserve = self.reserve();
        match self.try_sign(paper, at, reserve)? {
            Ok(signed) => Ok(signed),
            // A time stamp longer than ever seen: once more, with the room it needs and some to
            // spare.
            Err(needed) => {
                let signed = self.try_sign(paper, at, needed + TIMESTAMP_ROOM)?;
                signed.map_err(|_| SignError::DoesNotHold("Dấu thời gian dài bất thường.".into()))
            }
        }
    }

    /// The signed paper, or the bytes a signature needs that did not fit.
    fn try_sign(
        &self,
        paper: &Paper<'_>,
        at: OffsetDateTime,
        reserve: usize,
    ) -> Result<Result<Signed, usize>, SignError> {
        let mut update = Update::open(paper.pdf)?;
        let prepared = paper.prepare(&mut update, self.settings.role)?;
        let is_first = !update.is_signed()?;
        let trust = Trust {
            roots: self.settings.issuers.roots().to_vec(),
            crls: Vec::new(),
            time: at.into(),
        };
        if !is_first {
            verify::holds(update.file(), &trust, self.settings.issuers.between(), &self.tried)
                .map_err(SignError::EarlierSignature)?;
        }
        let mut value = self.dictionary(at);
        let references = references(prepared.lock.as_ref(), is_first, update.catalog()?);
        if !references.is_empty() {
            value.set("Reference", references);
        }
        let gapped = update.sign(prepared.field, &value, is_first, reserve)?;
        let draft = Draft::sign(&gapped.signed(), self.signer, &self.certificates)?;
        let (token, stamp) = self.stamp(&draft)?;
        let signature = draft.finish(token.as_deref());
        let Some(pdf) = gapped.fill(&signature) else { return Ok(Err(signature.len())) };
        self.check(&pdf, is_first.then_some(paper.pdf), &trust).map_err(SignError::DoesNotHold)?;
        Ok(Ok(Signed { pdf, stamp }))
    }

    fn reserve(&self) -> usize {
        let certificates: usize =
            self.certificates.iter().map(|certificate| certificate.der().len()).sum();
        let stamp = if self.settings.timestamp.is_some() { TIMESTAMP_ROOM } else { 0 };
        (ROOM + certificates + stamp).next_multiple_of(1024)
    }

    fn stamp(&self, draft: &Draft) -> Result<(Option<Vec<u8>>, Stamp), SignError> {
        let Some(timestamp) = &self.settings.timestamp else { return Ok((None, Stamp::NotAsked)) };
        match timestamp.authority.stamp(&[&draft.signature], self.signer.algorithm().hash()) {
            Ok(token) => Ok((Some(token), Stamp::Stamped)),
            Err(refusal) if timestamp.waived => Ok((None, Stamp::Waived(refusal))),
            Err(refusal) => Err(refusal.into()),
        }
    }

    fn dictionary(&self, at: OffsetDateTime) -> Dict<'static> {
        let mut value = signature_dictionary("Sig", "ETSI.CAdES.detached");
        let moment = moment::write_pdf(at.into()).into_bytes();
        value.set("M", Value::Text(moment.into(), Notation::Literal));
        for (key, text) in [
            ("Name", Some(&self.identity.name)),
            ("Reason", self.settings.reason.as_ref()),
            ("Location", self.settings.location.as_ref()),
        ] {
            if let Some(text) = text {
                value.set(key, encode_text(text));
            }
        }
        value
    }

    /// What a stranger will find: every signature holds, and an unsigned paper has become nothing
    /// but signed. In Vietnamese, what does not hold.
    fn check(&self, pdf: &[u8], unsigned: Option<&[u8]>, trust: &Trust) -> Result<(), String> {
        let file = PdfFile::from_bytes(pdf).map_err(|fault| fault.sentence())?;
        verify::holds(&file, trust, self.settings.issuers.between(), &self.tried)
            .map_err(|reason| reason.sentence())?;
        match unsigned {
            Some(original) => {
                verify::file_begins_with(&file, original).map_err(|fault| fault.sentence())
            }
            None => Ok(()),
        }
    }
}
