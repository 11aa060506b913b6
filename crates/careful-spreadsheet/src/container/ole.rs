//! The OLE container of old Office files (compound file, MS-CFB). It is read just far enough to
//! tell what a file is, whether it is complete, and where the bytes of a stream lie.

use std::ops::Range;

use crate::refusal::Refusal;

/// First bytes of an OLE container.
pub(crate) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// First sector number with a special meaning, such as the end of a chain or a free sector.
const SPECIAL: u32 = 0xFFFF_FFFA;
/// Most directory entries that are read; a workbook has a handful.
const STREAMS: usize = 4_096;
/// Size in bytes from which a stream lies in whole sectors. Smaller streams lie in small sectors
/// inside the stream of the root.
const SMALL_STREAM: u32 = 4_096;
/// Bytes of a small sector.
const SMALL_SECTOR: usize = 64;

/// An OLE container whose tables are complete.
pub(crate) struct Ole<'b> {
    bytes: &'b [u8],
    /// Size of a sector in bytes.
    size: usize,
    /// For each sector, the number of the next sector of its chain.
    table: Vec<u32>,
    /// The first sector of the table of small sectors.
    small_table: u32,
    entries: Vec<DirectoryEntry>,
}

/// A directory entry: a stream or a folder. The first entry is the root.
struct DirectoryEntry {
    name: String,
    first: u32,
    length: u32,
}

impl<'b> Ole<'b> {
    /// Reads the tables and the directory.
    ///
    /// # Errors
    ///
    /// [`Refusal::Truncated`] when the table of sectors or the last sector lies beyond the end of
    /// the file.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        let header = bytes.get(..512).ok_or_else(cut)?;
        let power = u16::from_le_bytes([header[30], header[31]]);
        if !matches!(power, 9 | 12) {
            return Err(Refusal::damaged("the OLE container has sectors of no known size"));
        }
        let mut ole = Self {
            bytes,
            size: 1 << power,
            table: Vec::new(),
            small_table: u32_at(header, 60),
            entries: Vec::new(),
        };
        for number in ole.sectors_of_the_table(header)? {
            let sector = ole.sector(number).ok_or_else(cut)?;
            ole.table.extend(numbers(&bytes[sector]));
        }
        let last = ole.table.iter().rposition(|&next| next != u32::MAX).unwrap_or(0);
        if u32::try_from(last).ok().and_then(|last| ole.sector(last)).is_none() {
            return Err(cut());
        }
        let mut at = u32_at(header, 48);
        while at < SPECIAL && ole.entries.len() < STREAMS {
            let entries = ole.sector(at).ok_or_else(cut)?;
            ole.entries.extend(bytes[entries].chunks_exact(128).map(DirectoryEntry::read));
            at = ole.table.get(at as usize).copied().unwrap_or(u32::MAX);
        }
        Ok(ole)
    }

    /// Returns the numbers of the sectors that hold the table of sectors. The header lists the
    /// first 109, enough for seven megabytes; a chain of sectors lists the others.
    fn sectors_of_the_table(&self, header: &[u8]) -> Result<Vec<u32>, Refusal> {
        let mut listed: Vec<u32> = numbers(&header[76..]).collect();
        let (mut at, most) = (u32_at(header, 68), self.bytes.len() / self.size);
        while at < SPECIAL && listed.len() <= most {
            let sector =
                self.sector(at).filter(|sector| sector.len() == self.size).ok_or_else(cut)?;
            listed.extend(numbers(&self.bytes[sector]));
            at = listed.pop().unwrap_or(u32::MAX);
        }
        Ok(listed.into_iter().take_while(|&number| number < SPECIAL).collect())
    }

    /// Tells whether there is a stream or folder of this name, in any case.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.is_called(name))
    }

    /// Returns the byte ranges of a stream in the file, in order; `None` when there is no such
    /// stream.
    ///
    /// # Errors
    ///
    /// [`Refusal::Truncated`] when bytes of the stream are missing.
    pub(crate) fn stretches(&self, name: &str) -> Result<Option<Vec<Range<usize>>>, Refusal> {
        let Some(entry) = self.entries.iter().find(|entry| entry.is_called(name)) else {
            return Ok(None);
        };
        let mut left = entry.length as usize;
        let mut stretches = if entry.length < SMALL_STREAM {
            self.small(entry.first, left)?
        } else {
            self.chain(entry.first)?
        };
        for stretch in &mut stretches {
            stretch.end = stretch.end.min(stretch.start.saturating_add(left));
            left -= stretch.len();
        }
        if left > 0 { Err(cut()) } else { Ok(Some(stretches)) }
    }

    /// Returns the bytes of a stream; `None` when there is no such stream.
    pub(crate) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let stretches = self.stretches(name)?;
        Ok(stretches.map(|stretches| {
            stretches.into_iter().flat_map(|stretch| &self.bytes[stretch]).copied().collect()
        }))
    }

    /// Returns the byte ranges of the sectors of a chain, in order.
    fn chain(&self, first: u32) -> Result<Vec<Range<usize>>, Refusal> {
        let (mut sectors, mut at) = (Vec::new(), first);
        while at < SPECIAL {
            sectors.push(self.sector(at).ok_or_else(cut)?);
            at = self.table.get(at as usize).copied().unwrap_or(u32::MAX);
            if sectors.len() > self.table.len() {
                return Err(Refusal::damaged("a chain of sectors runs in a circle"));
            }
        }
        Ok(sectors)
    }

    /// Returns the byte ranges of the small sectors of a chain that hold its first `length` bytes,
    /// in order.
    fn small(&self, first: u32, length: usize) -> Result<Vec<Range<usize>>, Refusal> {
        let root = self.entries.first().ok_or_else(cut)?;
        let (sectors, table) = (self.chain(root.first)?, self.chain(self.small_table)?);
        let table: Vec<u32> =
            table.into_iter().flat_map(|sector| numbers(&self.bytes[sector])).collect();
        let many = self.size / SMALL_SECTOR;
        let (mut small, mut at) = (Vec::new(), first);
        while at < SPECIAL && small.len() * SMALL_SECTOR < length {
            let sector = sectors.get(at as usize / many).ok_or_else(cut)?;
            let start = sector.start + at as usize % many * SMALL_SECTOR;
            if start >= sector.end {
                return Err(cut());
            }
            small.push(start..sector.end.min(start + SMALL_SECTOR));
            at = table.get(at as usize).copied().unwrap_or(u32::MAX);
        }
        Ok(small)
    }

    /// Returns the byte range of a sector; the last sector of a file may be short.
    fn sector(&self, number: u32) -> Option<Range<usize>> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.size)?;
        let end = self.bytes.len().min(start.checked_add(self.size)?);
        (start < end).then_some(start..end)
    }
}

impl DirectoryEntry {
    /// Reads a directory entry of 128 bytes. Its name is UTF-16; the length of the name is given in
    /// bytes and includes a final zero.
    fn read(entry: &[u8]) -> Self {
        let length = usize::from(u16::from_le_bytes([entry[64], entry[65]])).clamp(2, 64) - 2;
        let units =
            entry[..length].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let name = char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        // Only the lower half of the length of a stream is read: the upper half is undefined in
        // containers with sectors of 512 bytes, and zero in any file small enough to be read.
        Self { name, first: u32_at(entry, 116), length: u32_at(entry, 120) }
    }

    fn is_called(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

fn cut() -> Refusal {
    Refusal::truncated("the sectors of the OLE container end too early")
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|four| u32_at(four, 0))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
