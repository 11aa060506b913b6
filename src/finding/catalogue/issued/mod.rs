//! Codes of the program's own forms that came back.

mod ballots;
mod lists;

pub(super) use self::ballots::ISSUED_BALLOTS;
pub(super) use self::lists::ISSUED_LISTS;
use super::Explanation;
