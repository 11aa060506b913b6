//! Puts files of the round away into `ban-cu`, and takes them back. Nothing is ever deleted.

use std::collections::BTreeSet;
use std::io;

use time::OffsetDateTime;
use walkdir::WalkDir;

use super::filing::{LISTS, moved};
use super::known::standing;
use super::names;
use crate::desk::diary::Event;
use crate::desk::look::Look;
use crate::desk::places::Places;
use crate::desk::round::OpenRound;
use crate::finding::{Code, Finding};
use crate::{careful, ledger};

/// Most files of `ban-cu` that are listed.
const MOST: usize = 2000;

/// How deep folders of `ban-cu` are nested at most.
const DEPTH: usize = 8;

/// A file that was put away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::desk) struct PutAway {
    /// Its path below `ban-cu`.
    pub(super) kept: String,
    /// The path below the inputs folder where it lay.
    pub(in crate::desk) lay: String,
    /// Until when it counted, in words; empty where its name does not say so.
    pub(super) until: String,
    /// Its size in bytes, and when it was last changed.
    pub(super) size: u64,
    pub(super) changed: Option<OffsetDateTime>,
}

/// Puts a file of the inputs folder away. Returns its path below `ban-cu`.
///
/// # Errors
///
/// When it cannot be moved; it then lies where it lay.
pub(super) fn put_away(round: &OpenRound, path: &str) -> io::Result<String> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let until = names::until(name, crate::desk::now());
    let from = ledger::below(&round.places.inputs, path)?;
    if !fs_err::symlink_metadata(&from)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    for number in 1.. {
        let kept = format!("{folder}/{}", names::numbered(&until, number));
        let kept = kept.trim_start_matches('/');
        if moved(&from, &ledger::below(&round.places.earlier(), kept)?)? {
            round.arrivals.put_away(path);
            return Ok(kept.to_owned());
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Puts several files away, all or none. A file that is gone is passed over. Returns where each lay
/// and where it is kept.
///
/// # Errors
///
/// When one cannot be moved; those before it lie again where they lay.
pub(super) fn put_away_all(
    round: &OpenRound,
    paths: &[String],
) -> io::Result<Vec<(String, String)>> {
    let mut done = Vec::new();
    for path in paths.iter().filter(|path| round.places.inputs.join(path).is_file()) {
        match put_away(round, path) {
            Ok(kept) => done.push((path.clone(), kept)),
            Err(error) => {
                put_back(round, &done);
                return Err(error);
            }
        }
    }
    Ok(done)
}

/// Undoes what [`put_away_all`] did. What cannot be moved back stays in `ban-cu`.
pub(super) fn put_back(round: &OpenRound, done: &[(String, String)]) {
    for (path, kept) in done {
        let _ = ledger::below(&round.places.earlier(), kept)
            .and_then(|from| moved(&from, &ledger::below(&round.places.inputs, path)?));
    }
}

/// Takes a file back to where it lay. Returns `false` when another file lies there by now.
///
/// # Errors
///
/// When it cannot be moved.
pub(super) fn take_back(round: &OpenRound, file: &PutAway) -> io::Result<bool> {
    let (folder, name) = file.lay.rsplit_once('/').unwrap_or(("", &file.lay));
    if standing(round, folder, name).is_some() {
        return Ok(false);
    }
    let from = ledger::below(&round.places.earlier(), &file.kept)?;
    let bytes = careful::read_file(&from, careful_spreadsheet::FILE_BYTES)?;
    let is_back = moved(&from, &ledger::below(&round.places.inputs, &file.lay)?)?;
    if is_back {
        round.arrivals.filed(&file.lay, &bytes, BTreeSet::new());
    }
    Ok(is_back)
}

/// How the diary begins to tell where a file is kept that people put away.
const KEPT: &str = "Giữ trong thư mục tệp cũ: ";

/// Tells the diary where a file is kept that people put away.
pub(super) fn kept_at(kept: &str) -> String {
    format!("{KEPT}{kept}")
}

/// How the diary begins to tell whose lists a file held that people put away.
const LISTED: &str = "Tệp có danh sách của: ";

/// Between the names of units in the diary.
const BETWEEN: &str = "; ";

/// Tells the diary whose lists a file held that people put away; `None` when it held none.
pub(super) fn lists_of(units: &[String]) -> Option<String> {
    (!units.is_empty()).then(|| format!("{LISTED}{}", units.join(BETWEEN)))
}

/// The units whose lists people put away, as long as these are kept and nothing came in their place.
pub(in crate::desk) fn away_units(places: &Places, events: &[Event]) -> BTreeSet<String> {
    let detail = |event: &Event, head: &str| {
        event.details.iter().find_map(|line| line.strip_prefix(head)).map(str::to_owned)
    };
    let put_away: Vec<(String, String)> = events
        .iter()
        .filter_map(|event| Some((detail(event, KEPT)?, detail(event, LISTED)?)))
        .collect();
    if put_away.is_empty() {
        return BTreeSet::new();
    }
    let all = all(places);
    let is_away = |(kept, _): &&(String, String)| {
        let file = all.iter().find(|one| one.kept == *kept);
        file.is_some_and(|file| !places.inputs.join(&file.lay).exists())
    };
    let away = put_away.iter().filter(is_away);
    away.flat_map(|(_, units)| units.split(BETWEEN)).map(str::to_owned).collect()
}

/// A file that people put away, and that nothing has come in the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::desk) struct MissedFile {
    pub(in crate::desk) file: PutAway,
    /// When it was put away, as the diary has it.
    pub(in crate::desk) at: String,
    /// Whether it is a list, and ballots have products that are in no list now.
    pub(in crate::desk) list: bool,
}

/// The files that people put away since papers were made last, and the lists that are missed however
/// long they are away: the last one first.
pub(in crate::desk) fn missed(
    places: &Places,
    events: &[Event],
    look: Option<&Look>,
) -> Vec<MissedFile> {
    let kept = |event: &Event| {
        let mut details = event.details.iter();
        details.find_map(|line| line.strip_prefix(KEPT)).map(str::to_owned)
    };
    let put_away: Vec<(usize, String)> = events
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(at, event)| Some((at, kept(event)?)))
        .collect();
    if put_away.is_empty() {
        return Vec::new();
    }
    let issued = events.iter().rposition(Event::is_issue);
    let is_unlisted = |one: &Finding| one.code == Code::ProductUnknown && one.accepted.is_none();
    let unlisted = look.is_some_and(|look| look.report.findings.iter().any(is_unlisted));
    let all = all(places);
    let mut missed: Vec<MissedFile> = Vec::new();
    for (at, kept) in put_away {
        let Some(file) = all.iter().find(|one| one.kept == kept) else { continue };
        let list = unlisted && file.lay.starts_with(&format!("{LISTS}/"));
        let is_replaced = places.inputs.join(&file.lay).exists();
        let is_told = missed.iter().any(|one| one.file.lay == file.lay);
        if (list || Some(at) > issued) && !is_replaced && !is_told {
            missed.push(MissedFile { file: file.clone(), at: events[at].at.clone(), list });
        }
    }
    missed
}

/// All files that were put away, by path.
pub(super) fn all(places: &Places) -> Vec<PutAway> {
    let root = places.earlier();
    let entries = WalkDir::new(&root).max_depth(DEPTH).follow_links(false).sort_by_file_name();
    let entries = entries.into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let known = |entry: walkdir::DirEntry| {
        let below = entry.path().strip_prefix(&root).ok()?;
        let parts: Option<Vec<&str>> =
            below.components().map(|part| part.as_os_str().to_str()).collect();
        let kept = parts?.join("/");
        let (folder, name) = kept.rsplit_once('/').unwrap_or(("", &kept));
        let (had, until) = names::before(name).unwrap_or_else(|| (name.to_owned(), String::new()));
        let lay = format!("{folder}/{had}").trim_start_matches('/').to_owned();
        let found = entry.metadata().ok()?;
        let changed = found.modified().ok().map(OffsetDateTime::from);
        Some(PutAway { lay, until, size: found.len(), changed, kept })
    };
    entries.filter_map(known).take(MOST).collect()
}
