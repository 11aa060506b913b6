//! Finds where lost votes may have come in: sheets whose ballots could not be put to a member, a
//! session or a column, and files that could not be read at all.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding, Findings, Place, Severity};
use crate::forms::{self, FormWords, Forms, NamedByPath, TakenFor, Unclaimed, product_key};
use crate::round::Round;
use crate::rules::{Candidate, LostVote};

/// A sheet or a file in which votes may have come in that were not counted.
#[derive(Debug)]
pub(super) struct VoteSource {
    /// The sheet, or the whole file.
    pub(super) place: Place,
    /// The member, where that is known.
    pub(super) member: Option<usize>,
    /// The session, where that is known.
    pub(super) session: Option<u8>,
    /// Indices of the products among the candidates; `None` where it may hold any product.
    products: Option<BTreeSet<usize>>,
}

impl VoteSource {
    /// Whether a lost vote may have come in here.
    pub(super) fn may_hold(&self, vote: &LostVote) -> bool {
        self.member.is_none_or(|member| member == vote.member)
            && self.session.is_none_or(|session| session == vote.session)
            && self.may_be_about(vote.candidate)
    }

    /// Whether a vote for the product of this candidate may have come in here.
    pub(super) fn may_be_about(&self, candidate: usize) -> bool {
        self.products.as_ref().is_none_or(|products| products.contains(&candidate))
    }

    /// Whether a finding says why the votes of this source were not counted.
    pub(super) fn is_kept_by(&self, finding: &Finding) -> bool {
        let place = &finding.place;
        if finding.severity() != Severity::Error || place.file != self.place.file {
            return false;
        }
        match &self.place.sheet {
            Some(sheet) => place.sheet.as_ref() == Some(sheet) && unclaims(finding.code),
            None => refuses(finding.code),
        }
    }
}

/// Whether a code says why the marks of a sheet could not be put to anybody.
fn unclaims(code: Code) -> bool {
    matches!(
        code,
        Code::MemberUnknown | Code::SessionUnknown | Code::MarksDoubtful | Code::HeadingMissing
    )
}

/// Whether a code says why nothing was read from a file.
fn refuses(code: Code) -> bool {
    code.id().starts_with("E1")
        || matches!(code, Code::FormUnknown | Code::HeadingMissing | Code::SessionUnknown)
}

/// The sheets and files of ballots from which votes could not be counted, as far as a finding says
/// so.
pub(super) fn of_votes(
    round: &Round,
    words: &FormWords,
    forms: &Forms,
    candidates: &[Candidate<'_>],
    findings: &Findings,
) -> Vec<VoteSource> {
    let known = known(candidates);
    let sheets = forms.unclaimed.iter().map(|unclaimed| of_sheet(unclaimed, &known));
    let files = unread(forms, findings, TakenFor::Ballots);
    let files = files.into_iter().filter_map(|file| {
        let NamedByPath { member, session, .. } = forms::named_by_path(round, words, file);
        Some(VoteSource {
            place: Place::file(file),
            member: Some(member?),
            session,
            products: None,
        })
    });
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_file.entry(finding.place.file.as_str()).or_default().push(finding);
    }
    let told = |source: &VoteSource| {
        let of_file = by_file.get(source.place.file.as_str());
        of_file.is_some_and(|findings| findings.iter().any(|finding| source.is_kept_by(finding)))
    };
    sheets.chain(files).filter(told).collect()
}

/// The files that could not be read as a finding says, and of which no sheet was taken for what is
/// wanted.
pub(super) fn unread<'f>(
    forms: &Forms,
    findings: &'f Findings,
    wanted: TakenFor,
) -> BTreeSet<&'f str> {
    let of_use = forms.readings.iter().filter(|reading| reading.taken_for == wanted);
    let of_use: BTreeSet<&str> = of_use.map(|reading| reading.place.file.as_str()).collect();
    let errors = findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Error && refuses(finding.code));
    errors
        .map(|finding| finding.place.file.as_str())
        .filter(|file| !of_use.contains(file))
        .collect()
}

/// Indices of candidates by folded name of the product; several where owners have products of one
/// name.
type KnownProducts = BTreeMap<String, Vec<usize>>;

fn known(candidates: &[Candidate<'_>]) -> KnownProducts {
    let mut known = KnownProducts::new();
    for (index, candidate) in candidates.iter().enumerate() {
        known.entry(product_key(&candidate.entry.product.value)).or_default().push(index);
    }
    known
}

fn of_sheet(unclaimed: &Unclaimed, known: &KnownProducts) -> VoteSource {
    // Where two owners have a product of this name, whose it is cannot be known.
    let only = |name: &String| match known.get(&product_key(name)).map(Vec::as_slice) {
        Some([only]) => Some(*only),
        _ => None,
    };
    VoteSource {
        place: unclaimed.place.clone(),
        member: unclaimed.member,
        session: unclaimed.session,
        products: Some(unclaimed.products.iter().filter_map(only).collect()),
    }
}
