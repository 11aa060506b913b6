//! The papers of the approval: what the council reports, what the standing agency reports and
//! submits, and what goes to the Ministry.

mod apart;
mod charts;
mod cited;
mod council_report;
mod proposal;
mod report;
mod submission;
mod tables;

pub(super) use self::apart::write as approval;
pub(super) use self::cited::submission as submission_cited;
pub(super) use self::council_report::write as council_report;
pub(super) use self::proposal::write as proposal;
pub(super) use self::report::write as report;
pub(super) use self::submission::write as submission;
