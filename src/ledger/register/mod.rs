//! The register of papers (sổ đăng ký văn bản đi): which number each paper got, in one series a body
//! and year. Its entries stand in the lines of the book of signatures, so that a number is taken in
//! the same step in which its paper is filed (Nghị định 30/2020/NĐ-CP, Điều 15, 16; Phụ lục IV).

mod declared;
mod standing;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::declared::DeclaredNumbers;
pub use self::standing::RegisterFault;
use super::book::{SignatureBook, SignedPaper};

/// Name of the register in the outputs folder, as a workbook to print.
pub const REGISTER: &str = "so-van-ban.xlsx";

/// A paper in the register.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct RegisteredPaper {
    /// Key of the issuing body in `round.toml`.
    pub issuer: String,
    /// The number.
    pub number: u32,
    /// What follows it: `QĐ-UBND`.
    pub symbol: String,
    /// The date of issue, `YYYY-MM-DD`.
    pub date: String,
    /// Type and subject.
    pub title: String,
    /// Who signed.
    pub signer: String,
    /// Who gets the paper.
    pub recipients: Vec<String>,
}

/// Why a number cannot be given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// Another paper of the series has it. Holds the title of that paper.
    #[error("number {0} is taken by {1}")]
    Taken(u32, String),
    /// The dates of a series do not go backwards: number and date of the paper next to it that they
    /// would pass.
    #[error("number {0} is dated {1}")]
    Backwards(u32, String),
}

impl RegisteredPaper {
    /// Whether both are papers of one series: of one body, in one year.
    fn is_beside(&self, issuer: &str, date: &str) -> bool {
        self.issuer == issuer && year(&self.date) == year(date)
    }
}

fn year(date: &str) -> &str {
    date.split('-').next().unwrap_or_default()
}

impl SignatureBook {
    /// Yields the lines that gave a paper its number, without rehearsals, and without numbers that
    /// were given by mistake and replaced.
    pub fn registered(&self) -> impl Iterator<Item = (&SignedPaper, &RegisteredPaper)> {
        let lines = || self.signed.iter().filter(|line| !line.rehearsal);
        let given = || lines().filter_map(|line| Some((line, line.registered.as_ref()?)));
        let last: BTreeMap<_, _> = given()
            .map(|(line, entry)| ((&line.paper, &line.original), (entry.number, &entry.date)))
            .collect();
        given().filter(move |(line, entry)| {
            last.get(&(&line.paper, &line.original)) == Some(&(entry.number, &entry.date))
        })
    }

    /// Returns the number after the highest one of a series; `None` when the series is empty here.
    #[must_use]
    pub fn next_number(&self, issuer: &str, date: &str) -> Option<u32> {
        let series = self.registered().filter(|(_, entry)| entry.is_beside(issuer, date));
        series.map(|(_, entry)| entry.number).max()?.checked_add(1)
    }

    /// Checks that a paper may get its number and date: no other paper of the series has the number,
    /// and dates follow numbers. `paper` is its name in the record; its own entries do not count.
    ///
    /// # Errors
    ///
    /// [`NumberFault`].
    pub fn may_register(&self, paper: &str, new: &RegisteredPaper) -> Result<(), NumberFault> {
        let others = self
            .registered()
            .filter(|(line, entry)| line.paper != paper && entry.is_beside(&new.issuer, &new.date));
        for (_, other) in others {
            if other.number == new.number {
                return Err(NumberFault::Taken(new.number, other.title.clone()));
            }
            let backwards = if other.number < new.number {
                other.date > new.date
            } else {
                other.date < new.date
            };
            if backwards {
                return Err(NumberFault::Backwards(other.number, other.date.clone()));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(issuer: &str, number: u32, date: &str) -> RegisteredPaper {
        RegisteredPaper {
            issuer: issuer.into(),
            number,
            symbol: "QĐ-UBND".into(),
            date: date.into(),
            title: format!("Quyết định {number}"),
            signer: String::new(),
            recipients: Vec::new(),
        }
    }

    fn book(entries: &[RegisteredPaper]) -> SignatureBook {
        let line = |entry: &RegisteredPaper| SignedPaper {
            paper: format!("{}.pdf", entry.number),
            role: "number".into(),
            registered: Some(entry.clone()),
            ..SignedPaper::default()
        };
        SignatureBook { signed: entries.iter().map(line).collect() }
    }

    #[test]
    fn a_number_is_given_once_in_a_series_and_each_body_and_year_has_its_own() {
        let book = book(&[entry("province", 1757, "2026-12-10")]);
        let may = |paper: &str, issuer: &str, number, date: &str| {
            book.may_register(paper, &entry(issuer, number, date))
        };
        let taken = NumberFault::Taken(1757, "Quyết định 1757".into());
        assert_eq!(may("a.pdf", "province", 1757, "2026-12-10"), Err(taken));
        assert_eq!(may("a.pdf", "council", 1757, "2026-12-10"), Ok(()));
        assert_eq!(may("a.pdf", "province", 1757, "2027-01-04"), Ok(()));
        assert_eq!(may("1757.pdf", "province", 1757, "2026-12-11"), Ok(()), "the same paper");
    }

    #[test]
    fn dates_follow_numbers() {
        let book =
            book(&[entry("province", 10, "2026-12-10"), entry("province", 20, "2026-12-14")]);
        let may = |number, date: &str| {
            book.may_register("a.pdf", &entry("province", number, date)).map_err(
                |fault| match fault {
                    NumberFault::Backwards(number, _) | NumberFault::Taken(number, _) => number,
                },
            )
        };
        assert_eq!(may(21, "2026-12-14"), Ok(()));
        assert_eq!(may(21, "2026-12-11"), Err(20));
        assert_eq!(may(9, "2026-12-11"), Err(10));
        assert_eq!(may(15, "2026-12-12"), Ok(()));
        assert_eq!(may(15, "2026-12-15"), Err(20));
    }

    #[test]
    fn the_next_number_follows_the_highest_and_an_empty_series_has_none() {
        let mut book =
            book(&[entry("council", 7, "2026-12-10"), entry("council", 5, "2026-12-01")]);
        assert_eq!(book.next_number("council", "2026-12-31"), Some(8));
        assert_eq!(book.next_number("council", "2027-01-02"), None);
        assert_eq!(book.next_number("province", "2026-12-31"), None);
        book.signed.iter_mut().for_each(|line| line.rehearsal = true);
        assert_eq!(book.next_number("council", "2026-12-31"), None, "rehearsals take no number");
    }

    #[test]
    fn a_number_that_was_given_by_mistake_is_free_again() {
        let [wrong, right] = [9757, 1757].map(|number| entry("province", number, "2026-12-11"));
        let mut book = book(&[wrong.clone(), right.clone()]);
        for line in &mut book.signed {
            line.paper = "a.pdf".into();
        }
        assert_eq!(book.registered().map(|(_, entry)| entry).collect::<Vec<_>>(), [&right]);
        assert_eq!(book.next_number("province", "2026-12-12"), Some(1758));
        assert_eq!(book.may_register("b.pdf", &entry("province", 1758, "2026-12-12")), Ok(()));
        assert_eq!(book.may_register("b.pdf", &wrong), Ok(()));
    }
}
