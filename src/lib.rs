//! Issues the official papers of one OCOP evaluation round (đợt đánh giá) from the spreadsheets it
//! is made of.
//!
//! The desks stand here in the way of the paper; [`pipeline`] is the story. `ARCHITECTURE.md` walks
//! through the house.

pub mod careful;
pub mod device;
pub mod finding;
pub mod fingerprint;
pub mod own;
#[cfg(windows)]
mod processes;
pub mod settings;
pub mod shared;
pub mod sheet_look;
pub mod templates;

pub mod declaration;

pub mod round;

pub mod criteria;

pub mod intake;

pub mod communes;

pub mod forms;

pub mod truth;

pub mod rules;

pub mod tally;

pub mod recount;

pub mod documents;

pub mod changes;

pub mod typeset;

pub mod ledger;

mod job;

pub mod counting;

pub mod score_sheet;

pub mod statistics;

pub mod publication;

pub mod page;

pub mod terminal;

pub mod explain;

pub mod drafts;

pub mod submission;

pub mod law_table;

pub mod blanks;

pub mod returned;

pub mod preview;

pub mod pipeline;

pub mod signing;

pub mod proving;

pub mod verdict;

pub mod archive;

pub mod new_round;

pub mod desk;

pub mod cli;
