//! Adds what a signature needs to be checked in later years: certificates, proof that none was
//! revoked, and a time stamp over the whole file (PAdES B-LT and B-LTA, EN 319 142-1). Needs the
//! network, and so is a step of its own after signing.

mod error;
mod evidence;
mod renewal;

use std::collections::BTreeSet;
use std::time::Duration;

pub use error::{EvidenceError, LtvError};
use evidence::{Outcome, RevocationProof, ask};
pub use renewal::{Archived, RENEWAL, archived};
use time::OffsetDateTime;

use super::cms::certificates_of;
use super::issuers::Issuers;
use super::pdf::{Dict, NewStream, PdfFile, SignatureField, Update};
use super::pki::{Certificate, Hash, Tried};
use super::sign::signature_dictionary;
use super::timestamp::TimestampAuthority;
use super::verify::{self, Trust};

/// Room for a document time stamp, in bytes.
const ROOM: usize = 16 * 1024;

/// How the evidence is gathered.
#[derive(Debug, Clone)]
pub struct LtvSettings {
    /// Whom to trust; the issuers of the time stamp authority belong here too.
    pub issuers: Issuers,
    /// Who stamps the whole file.
    pub authority: TimestampAuthority,
    /// How long to wait for one answer about a certificate.
    pub wait: Duration,
}

/// A paper with its evidence.
#[derive(Debug)]
pub struct Extended {
    /// The whole file. It begins with the bytes of the paper as it was.
    pub pdf: Vec<u8>,
    /// How many certificates went in.
    pub certificates: usize,
    /// How many answers and revocation lists went in.
    pub proofs: usize,
}

/// What goes into the `/DSS`, each once and in a settled order.
#[derive(Default)]
struct NewEvidence {
    certificates: BTreeSet<Vec<u8>>,
    answers: BTreeSet<Vec<u8>>,
    lists: BTreeSet<Vec<u8>>,
}

/// Adds evidence about every certificate of every signature and time stamp, and a document time
/// stamp over all of it.
///
/// # Errors
/// [`LtvError`]; a paper gets all of it or nothing. The signatures are verified before and after.
pub fn extend(
    pdf: &[u8],
    settings: &LtvSettings,
    at: OffsetDateTime,
) -> Result<Extended, LtvError> {
    let update = Update::open(pdf)?;
    let trust =
        Trust { roots: settings.issuers.roots().to_vec(), crls: Vec::new(), time: at.into() };
    let (between, tried) = (settings.issuers.between(), Tried::default());
    let mut store = NewEvidence::default();
    let held = held_certificates(&update)?;
    verify::holds(update.file(), &trust, between, &tried).map_err(LtvError::DoesNotHold)?;
    gather(&held, settings, at, &mut store)?;
    let (certificates, proofs) =
        (store.certificates.len(), store.answers.len() + store.lists.len());
    let pdf = stamp(pdf, &store, &settings.authority)?;
    let extended = PdfFile::from_bytes(&pdf).map_err(verify::Reason::Structure);
    extended
        .and_then(|file| verify::holds(&file, &trust, between, &tried))
        .map_err(LtvError::NewDoesNotHold)?;
    Ok(Extended { pdf, certificates, proofs })
}

fn held_certificates(update: &Update<'_>) -> Result<Vec<Certificate>, LtvError> {
    let mut held = Vec::new();
    for field in update.signature_fields()?.iter().filter(|field| field.is_signed()) {
        let certificates =
            update.contents_of(field).and_then(|contents| certificates_of(contents).ok());
        held.extend(certificates.ok_or_else(|| LtvError::Unreadable(field.name.clone()))?);
    }
    if held.is_empty() { Err(LtvError::Unsigned) } else { Ok(held) }
}

/// Goes up from each certificate to its root and asks about every step once.
fn gather(
    held: &[Certificate],
    settings: &LtvSettings,
    at: OffsetDateTime,
    store: &mut NewEvidence,
) -> Result<(), LtvError> {
    let mut todo: Vec<&Certificate> = held.iter().collect();
    while let Some(certificate) = todo.pop() {
        let is_new = store.certificates.insert(certificate.der().to_vec());
        if !is_new || settings.issuers.roots().contains(certificate) || certificate.is_self_issued()
        {
            continue;
        }
        let name = || certificate.holder();
        let issuer = settings
            .issuers
            .issuer_of(certificate, held)
            .ok_or_else(|| LtvError::NoIssuer(name()))?;
        match ask(certificate, issuer, settings.wait, at.into()) {
            Outcome::Good(RevocationProof::Answer(answer)) => store.answers.insert(answer),
            Outcome::Good(RevocationProof::List(list)) => store.lists.insert(list),
            Outcome::Revoked => return Err(LtvError::Revoked(name())),
            Outcome::NobodyToAsk => return Err(LtvError::NoService(name())),
            Outcome::Failed(cause) => return Err(LtvError::NoEvidence { name: name(), cause }),
        };
        todo.push(issuer);
    }
    Ok(())
}

/// Writes the evidence and, in the same update, an invisible field with a time stamp over
/// everything.
fn stamp(
    pdf: &[u8],
    store: &NewEvidence,
    authority: &TimestampAuthority,
) -> Result<Vec<u8>, LtvError> {
    let mut reserve = ROOM;
    loop {
        let mut update = Update::open(pdf)?;
        write_store(&mut update, store)?;
        let fields = update.signature_fields()?;
        let taken: BTreeSet<&str> =
            fields.iter().map(|field: &SignatureField| field.name.as_str()).collect();
        let names = (1..).map(|number| format!("DauThoiGian{number}"));
        let name = { names }.find(|name| !taken.contains(name.as_str())).unwrap_or_default();
        let field = update.add_unseen_field(&name)?;
        let value = signature_dictionary("DocTimeStamp", "ETSI.RFC3161");
        let gapped = update.sign(field, &value, false, reserve)?;
        let answer = authority.stamp(&gapped.signed(), Hash::Sha256)?;
        if answer.len() <= reserve {
            return Ok(gapped.fill(&answer).unwrap_or_default());
        }
        reserve = answer.len() + ROOM;
    }
}

/// Adds to the `/DSS` of the catalog what it does not hold yet.
fn write_store(update: &mut Update<'_>, store: &NewEvidence) -> Result<(), LtvError> {
    let catalog = update.catalog()?;
    let mut dictionary = update.store();
    for (key, values) in
        [("Certs", &store.certificates), ("OCSPs", &store.answers), ("CRLs", &store.lists)]
    {
        let old: BTreeSet<Vec<u8>> = update.stored(key.as_bytes()).into_iter().collect();
        let mut references = update.store_list(key.as_bytes());
        for value in values.difference(&old) {
            let stream = NewStream::new(Dict::default(), value.clone()).compressed();
            references.push(update.add(stream).into());
        }
        if !references.is_empty() {
            dictionary.set(key, references);
        }
    }
    let id = update.add(dictionary);
    update.change(catalog)?.set("DSS", id);
    Ok(())
}

#[cfg(test)]
mod tests;
