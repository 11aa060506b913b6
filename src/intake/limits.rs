//! How much one input file may cost, whatever it claims about itself.
//!
//! Everything that a file can make grow is paid for from one [`Allowance`], shared by all that the file contains: an archive
//! of a thousand small bombs is stopped like one large one.

use std::io::{self, Read};

use super::refusal::Refusal;

/// Bytes of a file on disk, or of a file inside an archive.
pub(super) const FILE_BYTES: u64 = 20 << 20;
/// Bytes that may come out of all containers of one input file.
const UNPACKED_BYTES: u64 = 200 << 20;
/// Parts of one zip container.
pub(super) const CONTAINER_PARTS: usize = 2_000;
/// A part may unpack to this many times its packed size; deflate can do a thousand, real sheets rarely reach fifty.
const UNPACKED_RATIO: u64 = 250;
/// Parts smaller than this are never judged by their ratio: an empty sheet of many rows packs very well.
const RATIO_MATTERS_FROM: u64 = 10 << 20;
/// Distinct texts of one workbook.
pub(super) const SHARED_STRINGS: u64 = 1_000_000;
/// Sheets of one workbook.
pub(super) const SHEETS: usize = 500;
/// Rows of a sheet that are read.
pub(super) const ROWS: u32 = 50_000;
/// Columns of a sheet that are read.
pub(super) const COLUMNS: u32 = 200;
/// Cells of one input file that are kept.
const CELLS: usize = 1_000_000;
/// Bytes of text of one input file that are kept.
const TEXT_BYTES: usize = 64 << 20;

/// What is left for one input file to spend.
#[derive(Debug)]
pub(super) struct Allowance {
    unpacked: u64,
    cells: usize,
    text: usize,
}

impl Default for Allowance {
    fn default() -> Self {
        Self { unpacked: UNPACKED_BYTES, cells: CELLS, text: TEXT_BYTES }
    }
}

impl Allowance {
    /// Pays for a cell that is to be kept, with this many bytes of text.
    pub(super) fn spend_cell(&mut self, text: usize) -> Result<(), Refusal> {
        let left = self.cells.checked_sub(1).zip(self.text.checked_sub(text));
        (self.cells, self.text) =
            left.ok_or_else(|| Refusal::too_large("Bảng tính có quá nhiều ô hoặc quá nhiều chữ"))?;
        Ok(())
    }

    /// Pays for what a part of a container really unpacks to while it is copied to `out`, whatever its header declares.
    pub(super) fn unpack(&mut self, part: impl Read, packed: u64, out: &mut impl io::Write) -> Result<(), Refusal> {
        let by_ratio = packed.saturating_mul(UNPACKED_RATIO).max(RATIO_MATTERS_FROM);
        let limit = by_ratio.min(self.unpacked);
        let copied = io::copy(&mut part.take(limit + 1), out).map_err(Refusal::damaged)?;
        self.unpacked = self.unpacked.saturating_sub(copied);
        if copied > limit { Err(Refusal::too_large("Tệp nén bung ra quá lớn")) } else { Ok(()) }
    }

    /// Whether nothing more may be unpacked.
    pub(super) fn is_spent(&self) -> bool {
        self.unpacked == 0
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::{Allowance, CELLS, TEXT_BYTES, UNPACKED_BYTES};

    #[test]
    fn a_part_that_grows_beyond_reason_is_refused() {
        let mut allowance = Allowance::default();
        assert!(allowance.unpack(io::repeat(b' '), 100, &mut io::sink()).is_err());
        assert!(!allowance.is_spent());
        assert!(allowance.unpack(io::repeat(b' '), u64::MAX, &mut io::sink()).is_err());
        assert!(allowance.is_spent());
    }

    #[test]
    fn all_parts_of_a_file_share_one_allowance() {
        let mut allowance = Allowance::default();
        assert!(allowance.unpack(io::repeat(b' ').take(UNPACKED_BYTES), 100 << 20, &mut io::sink()).is_ok());
        assert!(allowance.unpack(&b"x"[..], 1, &mut io::sink()).is_err());
    }

    #[test]
    fn cells_and_their_text_are_counted() {
        let mut allowance = Allowance::default();
        assert!(allowance.spend_cell(TEXT_BYTES + 1).is_err());
        for _ in 0..CELLS {
            allowance.spend_cell(0).expect("there is room");
        }
        assert!(allowance.spend_cell(0).is_err());
    }
}
