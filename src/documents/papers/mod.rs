//! One small file for each kind of paper: which facts it states, which tables it has, and what it
//! waits for.

mod address;
mod address_today;
mod awaited;
mod decision;
mod invitation;
mod minutes;
mod plan;
mod publication;
mod supplement;

pub use self::supplement::{DistrictFaults, supplements};
use super::desk::WritingDesk;
use super::written::WriteUp;
use crate::round::PaperKind;

/// A function that writes up all papers of one kind.
type PaperWriter = fn(&WritingDesk<'_>, &mut WriteUp);

/// The writers of all kinds of papers, in the order in which the papers are issued.
pub(super) const WRITERS: [(PaperKind, PaperWriter); 5] = [
    (PaperKind::Plan, plan::write),
    (PaperKind::Invitation, invitation::write),
    (PaperKind::Minutes, minutes::write),
    (PaperKind::Decision, decision::write),
    (PaperKind::Publication, publication::write),
];
