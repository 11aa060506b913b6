//! The ballots of the council's members (phiếu chấm điểm), however they are laid out: products
//! across or down, a sheet a product or one sheet for all, with options, parts, sums and whatever
//! else people put into such tables.
//!
//! A table is read in these steps: [`finder`] finds it, [`layout`] tells headings from rows,
//! [`columns`] and [`rows`] tell what each column and each row is, [`criteria`] which criterion a
//! row is, `columns::fill` reads a column of marks; [`whose`] and [`products`] tell whose ballot it
//! is and of which product. Every cell of a column of marks gets a role, or a finding at that cell
//! and a ballot that does not count.

mod columns;
mod criteria;
mod faults;
mod finder;
mod frame;
mod layout;
mod people;
mod products;
mod read;
mod reader;
mod record;
mod rows;
mod summary;
mod table;
#[cfg(test)]
mod tests;
mod whose;
mod words;

pub(super) use self::faults::{code_contradicts, code_of_other_round};
pub(super) use self::finder::Finder;
pub(super) use self::people::{People, Scorer, core};
pub(super) use self::read::without_criteria;
pub(super) use self::reader::BallotReader;
pub use self::record::{Ballot, Blank, CriteriaOf, Mark, MarkLine, MarkSource};
pub use self::summary::Summary;
pub(super) use self::table::readback::whose;
pub(super) use self::whose::{by_path, member_said, session_said};
pub(super) use self::words::BallotWords;
