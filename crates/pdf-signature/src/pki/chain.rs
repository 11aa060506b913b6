//! The path from a certificate to a root that is trusted (RFC 5280, 6.1), within a budget.

use std::cell::RefCell;
use std::collections::BTreeMap;

use time::UtcDateTime;

use super::Certificate;
use super::algorithm::AlgorithmFault;
use crate::oid;

/// How many signatures of certificates are tried before the search is given up: names can be made
/// to fit endlessly.
const BUDGET: usize = 64;
/// How long a path may be, root included.
const MAX_LENGTH: usize = 8;

/// What the certificate at the end of the path is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Signing,
    Timestamping,
}

/// Extended usages with which a person's certificate may sign documents.
const SIGNING: [&[u8]; 5] =
    [oid::CLIENT, oid::MAIL, oid::DOCUMENTS, oid::DOCUMENTS_OF_MICROSOFT, oid::DOCUMENTS_OF_ADOBE];

/// Why no path was found. Each but [`ChainFault::Budget`] names the holder of the certificate at
/// fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChainFault {
    /// The certificate issued itself, or somebody took the name of a trusted root, or nobody is
    /// trusted. Holds whose.
    NoPath(String),
    /// The paths end at a root that nobody declared trusted. That is no proof against the
    /// signature, and none for it.
    OtherRoot {
        /// Whose certificate.
        holder: String,
        /// The root.
        root: String,
    },
    /// The certificate of an issuer is not at hand, so no path leads on. Whether it is one of the
    /// missing authorities between, or of somebody unknown, cannot be told.
    Missing {
        /// Whose certificate.
        holder: String,
        /// The issuer whose certificate is missing.
        issuer: String,
        /// Where that certificate is to be had, as this one says.
        addresses: Vec<String>,
    },
    /// Not yet or no longer valid at the moment in question.
    OutOfDate {
        /// Whose certificate.
        holder: String,
        /// Its first moment.
        from: UtcDateTime,
        /// Its last moment.
        to: UtcDateTime,
        /// The moment in question.
        at: UtcDateTime,
    },
    /// The key may not be used for this. Holds whose.
    Usage(String),
    /// An issuer that may not issue. Holds which.
    NotAuthority(String),
    /// More authorities in between than one of them allows. Holds which.
    TooLong(String),
    /// A constraint or algorithm that is not supported. Holds whose certificate, and what in
    /// Vietnamese.
    Unsupported(String, String),
    /// An algorithm that is no longer accepted. Holds whose certificate, and which.
    Weak(String, String),
    /// The search was given up.
    Budget,
}

impl ChainFault {
    fn algorithm(certificate: &Certificate, fault: &AlgorithmFault) -> Self {
        match fault {
            AlgorithmFault::Weak(_) | AlgorithmFault::Short(_) => {
                Self::Weak(certificate.holder(), fault.what())
            }
            AlgorithmFault::Unsupported(_) => Self::Unsupported(certificate.holder(), fault.what()),
        }
    }
}

/// Which keys signed which certificates, as far as it was tried: a sitting meets the same
/// authorities paper after paper.
#[derive(Debug, Default)]
pub(crate) struct Tried(RefCell<BTreeMap<Vec<u8>, bool>>);

impl Tried {
    fn is_signed_by(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> Result<bool, AlgorithmFault> {
        let pair = [certificate.der(), issuer.key_info()].concat();
        if let Some(outcome) = self.0.borrow().get(&pair) {
            return Ok(*outcome);
        }
        let outcome = certificate.is_signed_by(issuer)?;
        self.0.borrow_mut().insert(pair, outcome);
        Ok(outcome)
    }
}

/// Finds a path from `leaf` to one of `roots`, leaf first, all of it valid at `at`.
pub(crate) fn build<'c>(
    leaf: &'c Certificate,
    candidates: &[&'c Certificate],
    roots: &'c [Certificate],
    purpose: Purpose,
    at: UtcDateTime,
    tried: &Tried,
) -> Result<Vec<&'c Certificate>, ChainFault> {
    usable(leaf, at)?;
    if !is_meant_for(leaf, purpose) {
        return Err(ChainFault::Usage(leaf.holder()));
    }
    let mut search = Search {
        candidates,
        roots,
        purpose,
        at,
        tried,
        left: BUDGET,
        first: None,
        open: None,
        closed: false,
    };
    let mut path = vec![leaf];
    if search.extend(&mut path) {
        return Ok(path);
    }
    // Where nobody is trusted, no certificate that is missing would lead anywhere.
    let closed = search.closed || roots.is_empty();
    let nowhere = || ChainFault::NoPath(leaf.holder());
    Err(search.first.or(search.open.filter(|_| !closed)).unwrap_or_else(nowhere))
}

struct Search<'s, 'c> {
    candidates: &'s [&'c Certificate],
    roots: &'c [Certificate],
    purpose: Purpose,
    at: UtcDateTime,
    tried: &'s Tried,
    left: usize,
    /// The first thing that was wrong with a path that otherwise fits.
    first: Option<ChainFault>,
    /// Where a path ends for want of an issuer.
    open: Option<ChainFault>,
    /// Whether a path ended at a root that is not trusted, or at a name that somebody else bears.
    closed: bool,
}

impl<'c> Search<'_, 'c> {
    fn extend(&mut self, path: &mut Vec<&'c Certificate>) -> bool {
        let Some(&last) = path.last() else { return false };
        if self.roots.contains(last) {
            return true;
        }
        if path.len() >= MAX_LENGTH {
            return false;
        }
        // A name that only a trusted root may bear, or a certificate that vouches for itself alone.
        self.closed |= last.is_self_issued() && path.len() == 1;
        self.closed |= self.roots.iter().any(|root| root.subject == last.issuer);
        if last.is_self_issued() && path.len() > 1 {
            let holder = path[0].holder();
            self.open.get_or_insert(ChainFault::OtherRoot { holder, root: last.holder() });
        }
        let mut named = false;
        let issuers: Vec<&'c Certificate> =
            self.roots.iter().chain(self.candidates.iter().copied()).collect();
        for issuer in issuers {
            if !last.is_named_as_issued_by(issuer) || path.contains(&issuer) {
                continue;
            }
            named = true;
            if self.left == 0 {
                self.first = Some(ChainFault::Budget);
                return false;
            }
            self.left -= 1;
            match self.issues(issuer, last, path) {
                Ok(false) => {
                    self.closed = true;
                    continue;
                }
                Ok(true) => {}
                Err(fault) => {
                    self.first.get_or_insert(fault);
                    continue;
                }
            }
            path.push(issuer);
            if self.extend(path) {
                return true;
            }
            path.pop();
        }
        if !named {
            self.open.get_or_insert(ChainFault::Missing {
                holder: last.holder(),
                issuer: last.issuer_name(),
                addresses: last.issuer_addresses(),
            });
        }
        false
    }

    /// Whether `issuer` signed `last` and may do so below which stands `path`.
    fn issues(
        &self,
        issuer: &Certificate,
        last: &Certificate,
        path: &[&Certificate],
    ) -> Result<bool, ChainFault> {
        match self.tried.is_signed_by(last, issuer) {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(fault) => return Err(ChainFault::algorithm(last, &fault)),
        }
        let holder = || issuer.holder();
        if !issuer.may_issue() {
            return Err(ChainFault::NotAuthority(holder()));
        }
        usable(issuer, self.at)?;
        if !may_issue_for(issuer, self.purpose) {
            return Err(ChainFault::Usage(holder()));
        }
        let between = path[1..].iter().filter(|authority| !authority.is_self_issued()).count();
        if issuer
            .extensions
            .path_length
            .is_some_and(|most| between > usize::try_from(most).unwrap_or(usize::MAX))
        {
            return Err(ChainFault::TooLong(holder()));
        }
        Ok(true)
    }
}

/// What must hold for every certificate of a path.
fn usable(certificate: &Certificate, at: UtcDateTime) -> Result<(), ChainFault> {
    let (from, to) = (certificate.not_before(), certificate.not_after());
    if at < from || at > to {
        return Err(ChainFault::OutOfDate { holder: certificate.holder(), from, to, at });
    }
    if let Some(what) = &certificate.extensions.unsupported {
        return Err(ChainFault::Unsupported(certificate.holder(), what.clone()));
    }
    certificate.key().map(|_| ()).map_err(|fault| ChainFault::algorithm(certificate, fault))
}

/// Whether the certificate's key may be used for this, as its extensions say.
pub(crate) fn is_meant_for(certificate: &Certificate, purpose: Purpose) -> bool {
    let extended = match purpose {
        Purpose::Signing => may_be_used(certificate, &SIGNING),
        // RFC 3161, 2.3: critical, and nothing else beside it.
        Purpose::Timestamping => {
            certificate.extensions.extended_usage.as_ref().is_some_and(|(usages, critical)| {
                *critical && matches!(&usages[..], [only] if only == oid::TIMESTAMPING)
            })
        }
    };
    extended && certificate.may_sign()
}

/// Whether the extended usages of an authority leave room for those below it.
fn may_issue_for(authority: &Certificate, purpose: Purpose) -> bool {
    match purpose {
        Purpose::Signing => may_be_used(authority, &SIGNING),
        Purpose::Timestamping => may_be_used(authority, &[oid::TIMESTAMPING]),
    }
}

/// Whether one of these is among the extended usages; without the extension everything is.
fn may_be_used(certificate: &Certificate, wanted: &[&[u8]]) -> bool {
    certificate.extensions.extended_usage.as_ref().is_none_or(|(usages, _)| {
        usages.iter().any(|usage| wanted.contains(&&**usage) || usage == oid::ANY_USAGE)
    })
}
