//! One small file for each kind of paper: which facts it states, which tables it has, and what it
//! waits for.

mod address;
mod address_today;
mod approval;
mod awaited;
mod decision;
mod invitation;
mod issued;
mod meeting;
mod minutes;
mod plan;
mod publication;
mod scores;
mod supplement;

pub use self::supplement::{DistrictFaults, supplements};
use super::desk::WritingDesk;
use super::written::WriteUp;
use crate::round::PaperKind;

/// A function that writes up all papers of one kind.
type PaperWriter = fn(&WritingDesk<'_>, &mut WriteUp);

/// The writers of all kinds of papers, in the order in which the papers are issued.
pub(super) const WRITERS: &[(PaperKind, PaperWriter)] = &[
    (PaperKind::Plan, plan::write),
    (PaperKind::Agenda, meeting::list),
    (PaperKind::Invitation, invitation::write),
    (PaperKind::Agenda, meeting::write),
    (PaperKind::Minutes, minutes::write),
    (PaperKind::Minutes, scores::write),
    (PaperKind::CouncilReport, approval::council_report),
    (PaperKind::Report, approval::report),
    (PaperKind::Submission, approval::submission),
    (PaperKind::Decision, decision::write),
    (PaperKind::Approval, approval::approval),
    (PaperKind::Proposal, approval::proposal),
    (PaperKind::Certificate, issued::certificates),
    (PaperKind::Notice, issued::notices),
    (PaperKind::Excerpt, issued::excerpts),
    (PaperKind::Publication, publication::write),
];
