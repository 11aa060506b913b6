//! Puts files of the round away into `ban-cu`, and takes them back. Nothing is ever deleted.

use std::collections::BTreeSet;
use std::io;

use time::OffsetDateTime;
use walkdir::WalkDir;

use super::filing::moved;
use super::known::standing;
use super::names;
use crate::desk::places::Places;
use crate::desk::round::OpenRound;
use crate::{careful, ledger};

/// Most files of `ban-cu` that are listed.
const MOST: usize = 2000;

/// How deep folders of `ban-cu` are nested at most.
const DEPTH: usize = 8;

/// A file that was put away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PutAway {
    /// Its path below `ban-cu`.
    pub(super) kept: String,
    /// The path below the inputs folder where it lay.
    pub(super) lay: String,
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
