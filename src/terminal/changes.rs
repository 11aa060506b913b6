//! What changed in the papers since the last run, in a few lines. The page tells all of it.

use std::io::{self, Write};

use crate::changes::{ChangeKind, ChangedPapers, PaperChanges};
use crate::page::CHECKED_PAGE;

/// Most groups of papers, and most lines of each, that are shown.
const MOST_GROUPS: usize = 8;
const MOST_LINES: usize = 4;

/// Prints which papers changed and what in them; nothing when none did.
pub(super) fn changes(out: &mut dyn Write, changes: &PaperChanges) -> io::Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nVăn bản đã đổi so với lần chạy trước:")?;
    let said: Vec<_> = of(changes, ChangeKind::Content).collect();
    for group in said.iter().take(MOST_GROUPS) {
        writeln!(out, "  {}:", group.named())?;
        group.told.iter().take(MOST_LINES).try_for_each(|line| writeln!(out, "    {line}"))?;
        let more = (group.told.len() + group.more).saturating_sub(MOST_LINES);
        if more > 0 {
            writeln!(out, "    … và {more} chỗ khác, xem {CHECKED_PAGE}")?;
        }
    }
    let more: usize = said.iter().skip(MOST_GROUPS).map(|group| group.files.len()).sum();
    if more > 0 {
        writeln!(out, "  … và {more} văn bản khác, xem {CHECKED_PAGE}")?;
    }
    for what in [ChangeKind::Unknown, ChangeKind::New, ChangeKind::Gone, ChangeKind::Look] {
        let named: Vec<_> = of(changes, what).map(with_reason).collect();
        if !named.is_empty() {
            writeln!(out, "  {}: {}", capital(what.told()), named.join("; "))?;
        }
    }
    Ok(())
}

fn of(changes: &PaperChanges, what: ChangeKind) -> impl Iterator<Item = &ChangedPapers> {
    changes.groups.iter().filter(move |group| group.what == what)
}

/// Names papers; those that are gone with what they wait for.
fn with_reason(group: &ChangedPapers) -> String {
    match group.told.as_slice() {
        [] => group.named(),
        told => format!("{}, {}", group.named(), told.join(", ")),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
