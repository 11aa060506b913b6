//! How much one input file may cost, whatever it claims about itself.
//!
//! Everything in a file that can grow is charged to one [`Allowance`], which all that the file
//! contains shares: an archive of a thousand small bombs is stopped like one large bomb.

use std::cell::Cell;
use std::io::{self, Read};

use crate::exceeded::LimitExceeded;
use crate::refusal::{Refusal, TooLarge};

/// Largest size of a file on disk, or of a file inside an archive, in bytes.
pub const FILE_BYTES: u64 = 20 << 20;
/// Bytes that all containers of one input file together may unpack to.
const UNPACKED_BYTES: u64 = 200 << 20;
/// Most parts of one zip container.
pub(crate) const CONTAINER_PARTS: usize = 2_000;
/// Most times its packed size that a part may unpack to. Deflate can reach a thousand, real sheets
/// rarely fifty.
pub(crate) const UNPACKED_RATIO: u64 = 250;
/// Most bytes of one tag or one piece of text of an XML part.
pub(crate) const XML_PIECE_BYTES: usize = 4 << 20;
/// Most styles, fonts or number formats of one workbook.
pub(crate) const STYLES: usize = 200_000;
/// Unpacked size in bytes from which the ratio of a part is judged: an empty sheet of many rows
/// packs very well.
pub(crate) const RATIO_MATTERS_FROM: u64 = 10 << 20;
/// Most distinct texts of one workbook.
pub(crate) const SHARED_STRINGS: u64 = 1_000_000;
/// Most sheets of one workbook.
pub(crate) const SHEETS: usize = 500;
/// Number of rows of a worksheet that are read, from the top.
pub const ROWS: u32 = 50_000;
/// Number of columns of a worksheet that are read, from the left.
pub const COLUMNS: u32 = 200;
/// Most cells of one input file that are kept.
const CELLS: usize = 1_000_000;
/// Most bytes of text of one input file that are kept.
const TEXT_BYTES: usize = 64 << 20;

/// Most rounds of hashing that the passwords of one input file may cost; Excel writes 100,000
/// rounds for one file.
const ROUNDS: u32 = 10_000_000;

/// The remaining allowance of one input file: unpacked bytes, cells, text and rounds of hashing.
#[derive(Debug)]
pub(crate) struct Allowance {
    unpacked: Cell<u64>,
    cells: Cell<usize>,
    text: Cell<usize>,
    rounds: Cell<u32>,
}

impl Default for Allowance {
    fn default() -> Self {
        Self {
            unpacked: Cell::new(UNPACKED_BYTES),
            cells: Cell::new(CELLS),
            text: Cell::new(TEXT_BYTES),
            rounds: Cell::new(ROUNDS),
        }
    }
}

impl Allowance {
    /// Charges one cell that is to be kept, with this many bytes of text.
    ///
    /// # Errors
    ///
    /// [`TooLarge::Cells`] when the allowance does not suffice.
    pub(crate) fn spend_cell(&self, text: usize) -> Result<(), Refusal> {
        let cells = self.cells.get().checked_sub(1).ok_or_else(too_many)?;
        self.cells.set(cells);
        self.spend_text(text)
    }

    /// Charges this many bytes of text that are to be kept.
    ///
    /// # Errors
    ///
    /// [`TooLarge::Cells`] when the allowance does not suffice.
    pub(crate) fn spend_text(&self, text: usize) -> Result<(), Refusal> {
        self.text.set(self.text.get().checked_sub(text).ok_or_else(too_many)?);
        Ok(())
    }

    /// Charges this many rounds of hashing a password.
    ///
    /// # Errors
    ///
    /// [`Refusal::Locked`] when the allowance does not suffice: such a password is not tried.
    pub(crate) fn spend_rounds(&self, rounds: u32) -> Result<(), Refusal> {
        self.rounds.set(self.rounds.get().checked_sub(rounds).ok_or(Refusal::Locked)?);
        Ok(())
    }

    /// Wraps a part so that its unpacked bytes are charged while they are read, whatever its header
    /// declares. `packed` is the packed size of the part in bytes.
    ///
    /// Reading fails with a [`LimitExceeded`] inside the error when the part, or the file as a
    /// whole, exceeds its limits.
    pub(crate) fn meter<R: Read>(&self, part: R, packed: u64) -> Metered<'_, R> {
        Metered {
            part,
            left: packed.saturating_mul(UNPACKED_RATIO).max(RATIO_MATTERS_FROM),
            allowance: self,
        }
    }

    /// Checks the packed and unpacked sizes that a directory declares, in bytes.
    ///
    /// # Errors
    ///
    /// [`Refusal::Bomb`] or [`Refusal::TooLarge`] when unpacking would exceed the limits.
    pub(crate) fn declared(&self, packed: u64, unpacked: u64) -> Result<(), Refusal> {
        if unpacked > packed.saturating_mul(UNPACKED_RATIO).max(RATIO_MATTERS_FROM) {
            Err(LimitExceeded::Ratio.into())
        } else if unpacked > self.unpacked.get() {
            Err(LimitExceeded::Size.into())
        } else {
            Ok(())
        }
    }

    /// Tells whether nothing more may be unpacked.
    pub(crate) fn is_spent(&self) -> bool {
        self.unpacked.get() == 0
    }
}

fn too_many() -> Refusal {
    Refusal::TooLarge(TooLarge::Cells)
}

/// A part of a container whose unpacked bytes are charged to an [`Allowance`] while they are read.
#[derive(Debug)]
pub(crate) struct Metered<'a, R> {
    part: R,
    left: u64,
    allowance: &'a Allowance,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.part.read(buffer)?;
        let bytes = count as u64;
        let whole = self.allowance.unpacked.get();
        self.allowance.unpacked.set(whole.saturating_sub(bytes));
        if bytes > whole {
            return Err(LimitExceeded::Size.into());
        }
        self.left = self.left.checked_sub(bytes).ok_or(LimitExceeded::Ratio)?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::{Allowance, CELLS, TEXT_BYTES, UNPACKED_BYTES};
    use crate::exceeded::LimitExceeded;

    /// How reading a part of so many packed bytes to its end went wrong.
    fn read(allowance: &Allowance, part: impl Read, packed: u64) -> Option<LimitExceeded> {
        let error = io::copy(&mut allowance.meter(part, packed), &mut io::sink()).err()?;
        LimitExceeded::of(&error)
    }

    #[test]
    fn a_part_that_grows_beyond_reason_is_refused() {
        let allowance = Allowance::default();
        assert_eq!(read(&allowance, io::repeat(b' '), 100), Some(LimitExceeded::Ratio));
        assert!(!allowance.is_spent());
        assert_eq!(read(&allowance, io::repeat(b' '), u64::MAX), Some(LimitExceeded::Size));
        assert!(allowance.is_spent());
    }

    #[test]
    fn all_parts_of_a_file_share_one_allowance() {
        let allowance = Allowance::default();
        assert_eq!(read(&allowance, io::repeat(b' ').take(UNPACKED_BYTES), 100 << 20), None);
        assert_eq!(read(&allowance, &b"x"[..], 1), Some(LimitExceeded::Size));
    }

    #[test]
    fn cells_and_their_text_are_counted() {
        let allowance = Allowance::default();
        assert!(allowance.spend_cell(TEXT_BYTES + 1).is_err());
        let allowance = Allowance::default();
        for _ in 0..CELLS {
            allowance.spend_cell(0).expect("there is room");
        }
        assert!(allowance.spend_cell(0).is_err());
    }

    #[test]
    fn a_password_that_costs_too_much_is_not_tried() {
        let allowance = Allowance::default();
        assert!(allowance.spend_rounds(u32::MAX).is_err());
        assert!((0..100).all(|_| allowance.spend_rounds(100_000).is_ok()));
        assert!(allowance.spend_rounds(1).is_err());
    }
}
