//! The number that the register gave a paper: a paper keeps it, whether the file that carries it is
//! still in its place or not.

use super::NumberObstacle;
use crate::ledger::{Ledger, RegisteredPaper, SignedPaper};
use crate::signing::{Obstacle, is_issue};

/// Checks that a paper has no number yet, however it got there: no other one than `entry` where the
/// file that carried it is gone, and none but `replaced`, which was given by mistake and not issued.
/// `paper` is its name and its SHA-256 before anybody signed it. `entry` is none while it is not
/// known.
pub(super) fn may_have_number(
    ledger: &Ledger,
    paper: (&str, &str),
    entry: Option<&RegisteredPaper>,
    replaced: Option<u32>,
) -> Result<(), Obstacle> {
    let given = given_number(ledger, paper)?;
    if let Some(replaced) = replaced {
        let given = given.filter(|given| given.entry.number == replaced);
        let Some(given) = given else { return Err(NumberObstacle::NotGiven(replaced).into()) };
        if given.is_issued {
            return Err(NumberObstacle::Issued(given.entry.shown(), given.file).into());
        }
        if entry.is_some_and(|entry| given.is_of(entry)) {
            return Err(NumberObstacle::SameNumber(given.entry.shown()).into());
        }
        return Ok(());
    }
    match given {
        Some(RegisteredNumber { entry, file, stands: true, is_issued: true }) => {
            Err(NumberObstacle::Issued(entry.shown(), file).into())
        }
        Some(RegisteredNumber { entry, file, stands: true, .. }) => {
            Err(NumberObstacle::Numbered(entry.shown(), Some(file)).into())
        }
        Some(given) => given.may_be(entry),
        None => Ok(()),
    }
}

/// The number that the register gave a paper.
pub(in crate::signing) struct RegisteredNumber {
    pub(super) entry: RegisteredPaper,
    /// The file that carries it.
    file: String,
    /// Whether the file is in its place.
    stands: bool,
    /// Whether the paper was issued with it.
    is_issued: bool,
}

impl RegisteredNumber {
    /// Returns the file that carries the number, where it is in its place.
    pub(super) fn into_file(self) -> Option<String> {
        self.stands.then_some(self.file)
    }

    /// Tells whether an entry has this number and day.
    fn is_of(&self, entry: &RegisteredPaper) -> bool {
        (entry.number, &entry.date) == (self.entry.number, &self.entry.date)
    }

    /// Checks that a paper whose number is known gets no other one.
    pub(in crate::signing) fn may_be(
        self,
        entry: Option<&RegisteredPaper>,
    ) -> Result<(), Obstacle> {
        if entry.is_none_or(|entry| self.is_of(entry)) {
            Ok(())
        } else if self.is_issued && self.stands {
            Err(NumberObstacle::Issued(self.entry.shown(), self.file).into())
        } else if self.stands {
            Err(NumberObstacle::Numbered(self.entry.shown(), Some(self.file)).into())
        } else {
            Err(NumberObstacle::NumberedBefore(Box::new(self.entry), self.file).into())
        }
    }
}

/// Returns the number that the register gave a paper, the last one where it was replaced. The file
/// may be gone: its number is known to whoever got it.
pub(in crate::signing) fn given_number(
    ledger: &Ledger,
    (paper, original): (&str, &str),
) -> Result<Option<RegisteredNumber>, Obstacle> {
    let book = ledger.signatures()?;
    let lines = || book.of_paper(paper).filter(|line| line.original == original);
    let Some(entry) = lines().filter_map(|line| line.registered.clone()).last() else {
        return Ok(None);
    };
    let has_it = |line: &&SignedPaper| {
        let own = line.registered.as_ref();
        own.is_some_and(|own| (own.number, &own.date) == (entry.number, &entry.date))
    };
    let carriers = || lines().filter(|line| has_it(line) || is_issue(&line.file));
    let standing = carriers().filter(|line| ledger.still_holds(line)).last();
    let file = standing.or_else(|| carriers().last()).map(|line| line.file.clone());
    Ok(Some(RegisteredNumber {
        entry,
        file: file.unwrap_or_default(),
        stands: standing.is_some(),
        is_issued: lines().any(|line| is_issue(&line.file)),
    }))
}
