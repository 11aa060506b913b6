//! Puts an entry into the declaration, in either spelling: whole or not at all, and with nothing else
//! changed.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use careful_spreadsheet::CellRef;
use marked_workbook::{Input, Workbook};
use time::{Date, Month};
use toml::{Table, Value};

use crate::careful::{self, FileInUse};
use crate::declaration::{self, FoundDeclaration};
use crate::desk::look::Look;
use crate::desk::round::OpenRound;
use crate::finding::Findings;
use crate::fingerprint::sha256;
use crate::ledger;
use crate::round::{self, AcceptEntry};

/// Most bytes of a declaration.
const BYTES: u64 = 64 << 20;

/// An entry stands in the declaration.
#[derive(Debug)]
pub(super) struct Added {
    /// The name under which the declaration of before is kept.
    pub(super) earlier: String,
}

/// Why an entry was not added. The declaration is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotAdded {
    /// Another program has it open.
    Open,
    /// It changed since it was looked at.
    Changed,
    /// The sheet has no blank row.
    Full,
    /// It could not be added without a change elsewhere.
    Unlike,
    /// It cannot be read or written.
    Io,
}

impl From<io::Error> for NotAdded {
    fn from(error: io::Error) -> Self {
        if FileInUse::is_in(&error) { Self::Open } else { Self::Io }
    }
}

/// Adds an entry to the declaration of which this look was taken.
pub(super) fn add(round: &OpenRound, look: &Look, entry: &AcceptEntry) -> Result<Added, NotAdded> {
    let inputs = &round.places.inputs;
    let name = match declaration::find(inputs) {
        FoundDeclaration::Toml => round::FILE,
        FoundDeclaration::Workbook(_) => declaration::FILE,
        FoundDeclaration::Both => return Err(NotAdded::Changed),
    };
    let path = inputs.join(name);
    if is_open(&path) {
        return Err(NotAdded::Open);
    }
    let before = careful::read_file(&path, BYTES)?;
    let looked_at = look.read.as_ref().and_then(|read| {
        read.files.iter().find(|file| file.path == name).map(|file| file.sha256.clone())
    });
    let is_workbook = name == declaration::FILE;
    let meaning =
        if is_workbook { declaration::fingerprint(&before) } else { Some(sha256(&before)) };
    if looked_at.is_none() || looked_at != meaning {
        return Err(NotAdded::Changed);
    }
    let after = if is_workbook { in_workbook(&before, entry)? } else { in_toml(&before, entry)? };
    let earlier = keep(round, name, &before)?;
    // Somebody may have saved it in the meantime.
    if careful::read_file(&path, BYTES)? != before {
        return Err(NotAdded::Changed);
    }
    ledger::store(&path, &after)?;
    round.arrivals.filed(name, &after, BTreeSet::new());
    Ok(Added { earlier })
}

/// Tells whether Excel or LibreOffice say that they have the file open.
fn is_open(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    [format!("~${name}"), format!(".~lock.{name}#")]
        .iter()
        .any(|lock| fs_err::symlink_metadata(path.with_file_name(lock)).is_ok())
}

/// Keeps the declaration of before. Returns where.
fn keep(round: &OpenRound, name: &str, bytes: &[u8]) -> Result<String, NotAdded> {
    let folder = round.places.earlier();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let now = crate::desk::now();
    let stamp = format!("{} {:02}.{:02}", now.date(), now.hour(), now.minute());
    let names = (1..1000).map(|number: u32| match number {
        1 => format!("{stem} {stamp}.{ending}"),
        more => format!("{stem} {stamp} ({more}).{ending}"),
    });
    for name in names {
        let path: PathBuf = folder.join(&name);
        if ledger::store_new(&path, bytes)? {
            return Ok(name);
        }
    }
    Err(NotAdded::Io)
}

/// Adds the entry behind the text of a `round.toml`, as people do; every byte before it stays.
fn in_toml(before: &[u8], entry: &AcceptEntry) -> Result<Vec<u8>, NotAdded> {
    let text = std::str::from_utf8(before).map_err(|_| NotAdded::Unlike)?;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut after = text.to_owned();
    if !after.is_empty() && !after.ends_with('\n') {
        after += end;
    }
    let string = |text: &str| Value::String(text.to_owned()).to_string();
    let pairs = [
        ("code", Some(string(&entry.code))),
        ("file", entry.file.as_deref().map(string)),
        ("product", entry.product.as_deref().map(string)),
        ("cell", entry.cell.as_deref().map(string)),
        ("reason", Some(string(&entry.reason))),
        ("by", Some(string(&entry.by))),
        ("date", Some(entry.date.to_string())),
    ];
    after += &format!("{end}[[accept]]{end}");
    for (key, value) in pairs {
        after.extend(value.map(|value| format!("{key} = {value}{end}")));
    }
    let parsed = |text: &str| {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        (text.parse::<Table>().ok(), round::parse(text, &mut Findings::default()))
    };
    let is_added = is_added(parsed(text), parsed(&after), entry);
    is_added.then(|| after.into_bytes()).ok_or(NotAdded::Unlike)
}

/// Types the entry into the first blank row of its sheet; every other cell and byte stays.
fn in_workbook(before: &[u8], entry: &AcceptEntry) -> Result<Vec<u8>, NotAdded> {
    let row = declaration::blank_row(before, "accept").ok_or(NotAdded::Full)?;
    let texts = [
        ("code", Some(entry.code.as_str())),
        ("file", entry.file.as_deref()),
        ("product", entry.product.as_deref()),
        ("cell", entry.cell.as_deref()),
        ("reason", Some(entry.reason.as_str())),
        ("by", Some(entry.by.as_str())),
    ];
    // A day is a number in a cell that shows days; elsewhere it is typed in letters.
    let day = entry.date;
    let letters = format!("{:02}/{:02}/{:04}", day.day(), u8::from(day.month()), day.year());
    for date in [serial(day).map(Input::Number), Some(Input::Text(letters))].into_iter().flatten() {
        let mut cells: Vec<(CellRef, Input)> = Vec::new();
        for (key, text) in texts {
            if let Some(text) = text {
                cells.push((row.cell(key).ok_or(NotAdded::Unlike)?, Input::Text(text.to_owned())));
            }
        }
        cells.push((row.cell("date").ok_or(NotAdded::Unlike)?, date));
        let workbook = Workbook::open(before).map_err(|_| NotAdded::Unlike)?;
        let sheet =
            workbook.sheets().find(|name| careful_spreadsheet::text::clean(name) == row.sheet);
        let sheet = sheet.ok_or(NotAdded::Unlike)?.to_owned();
        let after = workbook.typed(&sheet, &cells).map_err(|_| NotAdded::Unlike)?;
        let parsed = |bytes: &[u8]| {
            let table = declaration::read(bytes).ok().and_then(|read| read.text.parse().ok());
            (table, round::read_workbook(bytes).0)
        };
        if is_added(parsed(before), parsed(&after), entry) {
            return Ok(after);
        }
    }
    Err(NotAdded::Unlike)
}

/// The number of a day in Excel.
fn serial(date: Date) -> Option<i64> {
    let first = Date::from_calendar_date(1899, Month::December, 30).ok()?;
    Some((date - first).whole_days())
}

/// A declaration as text and as it is understood.
type Parsed = (Option<Table>, Option<round::Round>);

/// Tells whether a declaration says what it said before, and the entry.
fn is_added(before: Parsed, after: Parsed, entry: &AcceptEntry) -> bool {
    let (Some(before_table), Some(mut after_table)) = (before.0, after.0) else { return false };
    let (Some(before), Some(after)) = (before.1, after.1) else { return false };
    let none = Value::Array(Vec::new());
    let mut before_table = before_table;
    let old = before_table.remove("accept").unwrap_or_else(|| none.clone());
    let mut new = after_table.remove("accept").unwrap_or(none);
    if let Some(entries) = new.as_array_mut() {
        entries.pop();
    }
    let last = after.acceptances().last().map(|last| AcceptEntry { line: 0, ..last.clone() });
    before_table == after_table
        && old == new
        && before.unfilled == after.unfilled
        && before.acceptances().count() + 1 == after.acceptances().count()
        && last.as_ref() == Some(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(reason: &str) -> AcceptEntry {
        AcceptEntry {
            code: "W303".into(),
            file: Some("ho-so/a \"b\".xlsx".into()),
            product: None,
            cell: Some("Danh sách!K13".into()),
            reason: reason.into(),
            by: "Bùi Thị Thanh Tâm (giả định)".into(),
            date: Date::from_calendar_date(2020, Month::December, 9).unwrap(),
            line: 0,
        }
    }

    fn sample() -> String {
        fs_err::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/inputs/round.toml")).unwrap()
    }

    #[test]
    fn an_entry_stands_behind_the_text_whatever_is_in_it() {
        for text in [sample(), sample().replace('\n', "\r\n"), sample().trim_end().to_owned()] {
            for reason in ["Đã xem lại biên bản", "\"\"\" ''' \\u0041 # [[accept]]", "a = 1 ] }"]
            {
                let after = in_toml(text.as_bytes(), &entry(reason)).unwrap();
                assert!(after.starts_with(text.as_bytes()), "every byte before stays");
            }
        }
        let twice =
            in_toml(&in_toml(sample().as_bytes(), &entry("một hai ba")).unwrap(), &entry("x"));
        assert_eq!(twice.unwrap().windows(10).filter(|part| part == b"[[accept]]").count(), 2);
    }

    #[test]
    fn nothing_is_added_to_a_text_that_would_not_say_the_same() {
        let inline = format!("accept = []\n{}", sample());
        assert_eq!(in_toml(inline.as_bytes(), &entry("một hai ba")), Err(NotAdded::Unlike));
        assert_eq!(in_toml(sample().as_bytes(), &entry("<điền sau>")), Err(NotAdded::Unlike));
        assert_eq!(in_toml(b"\xFF", &entry("một hai ba")), Err(NotAdded::Unlike));
    }

    #[test]
    fn days_are_counted_as_excel_counts_them() {
        assert_eq!(serial(entry("").date), Some(44_174));
    }
}
