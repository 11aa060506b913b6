//! The turn: one program at a time works in an outputs folder.
//!
//! The turn is a lock of the operating system on an empty file, [`LOCK`]. Such a lock ends with the
//! process that has it, so a dead process never keeps it. Beside it, whoever has the turn writes
//! down who that is ([`HOLDER`]), so that others can be told. Both files are removed with the turn;
//! under Windows the empty one stays, because nobody can tell there whether a file that was waited
//! for is still the one in the folder.
//!
//! Some network folders support no locks. There [`HOLDER`] itself is the lock: it is created only
//! where none exists. When a dead process of this machine left it, it is taken over; for another
//! machine nobody can tell whether the process is dead, so people are asked.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::careful;

/// The file that is locked. It is empty.
pub const LOCK: &str = ".ocop-khoa";
/// The file that says who has the turn; it exists only while somebody has it.
pub const HOLDER: &str = ".ocop-dang-chay.json";

/// How long somebody who waits pauses between two attempts.
const PAUSE: Duration = Duration::from_millis(100);
const HOLDER_BYTES: u64 = 16 << 10;

/// Somebody who works in an outputs folder, or wants to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Holder {
    /// Name of the user on the machine; empty when unknown.
    #[serde(default)]
    pub user: String,
    /// Name of the machine; empty when unknown.
    #[serde(default)]
    pub host: String,
    /// Number of the process.
    #[serde(default)]
    pub process: u32,
    /// When the work began, as people write it: `09:15 ngày 08/12/2020`.
    #[serde(default)]
    pub since: String,
    /// The command that is running.
    #[serde(default)]
    pub command: String,
    /// When the process began, in ticks since the machine was started. This tells a process from a
    /// later one with the same number.
    #[serde(default)]
    pub began: Option<u64>,
}

/// Why the turn cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum TurnFault {
    /// Somebody else has the turn. Holds who, when that is known.
    #[error("another run works in the folder: {0:?}")]
    Taken(Option<Box<Holder>>),
    /// The folder or the lock cannot be used.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The turn of a folder. It ends when it is dropped or the process ends.
#[derive(Debug)]
pub struct Turn {
    /// The open lock file and its path; `None` where locks are not supported.
    lock: Option<(File, PathBuf)>,
    holder: PathBuf,
}

impl Drop for Turn {
    fn drop(&mut self) {
        // The name is removed before the lock ends: a name without lock belongs to nobody.
        let _ = fs_err::remove_file(&self.holder);
        if let Some((lock, path)) = self.lock.take() {
            if cfg!(unix) {
                let _ = fs_err::remove_file(path);
            }
            drop(lock);
        }
    }
}

impl Turn {
    /// Takes the turn in this folder, which must exist, waiting for it at most this long.
    ///
    /// # Errors
    ///
    /// [`TurnFault::Taken`] when somebody else has it all the time.
    pub fn take(outputs: &Path, who: &Holder, patience: Duration) -> Result<Self, TurnFault> {
        let mut left = patience.as_millis() / PAUSE.as_millis() + 1;
        loop {
            match Self::try_take(outputs, who) {
                Ok(Some(turn)) => return Ok(turn),
                // Whoever had the turn before removed the file in the meantime.
                Ok(None) if left > 0 => left -= 1,
                Ok(None) => return Err(TurnFault::Taken(None)),
                Err(TurnFault::Taken(_)) if left > 0 => {
                    left -= 1;
                    thread::sleep(PAUSE);
                }
                Err(fault) => return Err(fault),
            }
        }
    }

    /// Tries once to take the turn. `None` when the locked file was removed in the meantime.
    fn try_take(outputs: &Path, who: &Holder) -> Result<Option<Self>, TurnFault> {
        let (path, holder) = (outputs.join(LOCK), outputs.join(HOLDER));
        let lock = open_lock(&path).map_err(|error| careful::of_path(&path, error))?;
        match lock.try_lock() {
            Ok(()) if !still_stands(&lock, &path) => Ok(None),
            Ok(()) => {
                // Only people read the file, so a failure here does not end the run.
                let _ = write_down(&holder, who, OpenOptions::create);
                Ok(Some(Self { lock: Some((lock, path)), holder }))
            }
            Err(TryLockError::WouldBlock) => {
                Err(TurnFault::Taken(read_holder(&holder).map(Box::new)))
            }
            Err(TryLockError::Error(_)) => {
                drop(lock);
                let turn = Self::without_locks(holder, who)?;
                if cfg!(unix) {
                    let _ = fs_err::remove_file(path);
                }
                Ok(Some(turn))
            }
        }
    }

    /// Takes the turn in a folder that supports no locks.
    fn without_locks(holder: PathBuf, who: &Holder) -> Result<Self, TurnFault> {
        if read_holder(&holder).is_some_and(|other| other.is_dead(who)) {
            fs_err::remove_file(&holder)?;
        }
        match write_down(&holder, who, OpenOptions::create_new) {
            Ok(()) => Ok(Self { lock: None, holder }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(TurnFault::Taken(read_holder(&holder).map(Box::new)))
            }
            Err(error) => Err(careful::of_path(&holder, error).into()),
        }
    }
}

/// Tells whether an open file is still the one at this path.
#[cfg(unix)]
fn still_stands(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let number = |found: std::fs::Metadata| (found.dev(), found.ino());
    match (file.metadata(), fs_err::symlink_metadata(path)) {
        (Ok(open), Ok(named)) => number(open) == number(named),
        _ => false,
    }
}

/// Under other systems the file is never removed.
#[cfg(not(unix))]
fn still_stands(_: &File, _: &Path) -> bool {
    true
}

fn open_lock(path: &Path) -> io::Result<File> {
    if let Ok(found) = fs_err::symlink_metadata(path)
        && let Some(strange) = careful::UnsuitableFile::of_type(found.file_type())
    {
        return Err(strange.into());
    }
    careful::hidden().read(true).write(true).create(true).truncate(false).open(path)
}

/// Writes down who has the turn. `how` says whether the file may exist already.
fn write_down(
    path: &Path,
    who: &Holder,
    how: impl Fn(&mut OpenOptions, bool) -> &mut OpenOptions,
) -> io::Result<()> {
    let mut options = careful::hidden();
    options.write(true);
    how(&mut options, true);
    let mut file = options.open(path)?;
    file.set_len(0)?;
    file.write_all(&serde_json::to_vec(who)?)
}

fn read_holder(path: &Path) -> Option<Holder> {
    serde_json::from_slice(&careful::read_file(path, HOLDER_BYTES).ok()?).ok()
}

impl Holder {
    /// Says who works there, where and since when (Vietnamese, part of a sentence).
    #[must_use]
    pub fn sentence(&self) -> String {
        let known = |text: &str| careful_spreadsheet::text::clean(text);
        let (user, host, since, command) =
            (known(&self.user), known(&self.host), known(&self.since), known(&self.command));
        let user = if user.is_empty() {
            "một người chưa rõ tên".to_owned()
        } else {
            format!("“{user}”")
        };
        let host =
            if host.is_empty() { String::new() } else { format!(" trên máy “{host}”") };
        let since = if since.is_empty() { String::new() } else { format!(", từ {since}") };
        let command =
            if command.is_empty() { String::new() } else { format!(", lệnh `{command}`") };
        format!("{user}{host}{since}{command}")
    }

    /// Tells whether this holder is certainly gone: a process of the same machine as `asking` that
    /// has ended, or whose number another process has now.
    fn is_dead(&self, asking: &Self) -> bool {
        let here = !self.host.is_empty() && self.host == asking.host;
        here && match runs(self.process) {
            Some(false) => true,
            Some(true) => {
                self.began.zip(began(self.process)).is_some_and(|(one, other)| one != other)
            }
            None => false,
        }
    }
}

/// Tells whether a process with this number runs on this machine; `None` when the system does not
/// tell.
#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "other systems do not tell")]
fn runs(process: u32) -> Option<bool> {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    let Some(process) = i32::try_from(process).ok().and_then(Pid::from_raw) else {
        return Some(false);
    };
    match test_kill_process(process) {
        Err(Errno::SRCH) => Some(false),
        _ => Some(true),
    }
}

#[cfg(windows)]
fn runs(process: u32) -> Option<bool> {
    Some(crate::processes::running()?.iter().any(|running| running.id == process))
}

#[cfg(not(any(unix, windows)))]
fn runs(_: u32) -> Option<bool> {
    None
}

/// Returns when a process began, in ticks since the machine was started; `None` when the system
/// does not tell.
#[must_use]
pub fn began(process: u32) -> Option<u64> {
    // The name of the program may hold anything, so the fields are counted from its end
    // (proc_pid_stat(5): the 22nd of all).
    let stat = fs_err::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO_WAIT: Duration = Duration::ZERO;

    fn who(user: &str) -> Holder {
        let process = std::process::id();
        let (host, since) = ("may-1".to_owned(), "09:15 ngày 08/12/2020".to_owned());
        Holder {
            user: user.into(),
            host,
            process,
            since,
            command: "ocop run".into(),
            began: began(process),
        }
    }

    #[test]
    fn the_second_is_told_whose_turn_it_is_and_gets_it_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let first = Turn::take(folder.path(), &who("Lò Thị Hoa"), NO_WAIT).unwrap();
        let TurnFault::Taken(Some(holder)) =
            Turn::take(folder.path(), &who("B"), NO_WAIT).unwrap_err()
        else {
            panic!("taken")
        };
        assert_eq!(*holder, who("Lò Thị Hoa"));
        drop(first);
        Turn::take(folder.path(), &who("B"), NO_WAIT).unwrap();
        assert!(
            !folder.path().join(HOLDER).exists()
                && (cfg!(windows) || !folder.path().join(LOCK).exists())
        );
    }

    #[test]
    fn a_name_left_behind_by_the_dead_is_nobodys_turn() {
        let folder = tempfile::tempdir().unwrap();
        fs_err::write(folder.path().join(HOLDER), b"{ torn").unwrap();
        let turn = Turn::take(folder.path(), &who("A"), NO_WAIT).unwrap();
        assert_eq!(read_holder(&folder.path().join(HOLDER)), Some(who("A")));
        drop(turn);
    }

    #[test]
    fn of_many_at_the_same_time_one_has_the_turn() {
        use std::sync::atomic::{AtomicUsize, Ordering};

        let folder = tempfile::tempdir().unwrap();
        let (inside, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let turn =
                            Turn::take(folder.path(), &who("A"), Duration::from_mins(1)).unwrap();
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(turn);
                        done.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(done.load(Ordering::SeqCst), 200);
    }

    #[cfg(unix)]
    #[test]
    fn where_there_are_no_locks_only_a_dead_process_of_this_machine_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(HOLDER);
        let take = |who: &Holder| Turn::without_locks(path.clone(), who);
        let leave =
            |left: &Holder| fs_err::write(&path, serde_json::to_vec(left).unwrap()).unwrap();
        let mut ended = std::process::Command::new("true").spawn().unwrap();
        let dead = Holder { process: ended.id(), began: None, ..who("A") };
        ended.wait().unwrap();

        leave(&who("A"));
        assert!(matches!(take(&who("B")), Err(TurnFault::Taken(Some(_)))), "it runs");
        leave(&Holder { host: "may-2".into(), ..dead.clone() });
        assert!(matches!(take(&who("B")), Err(TurnFault::Taken(Some(_)))), "nobody can tell");
        leave(&dead);
        drop(take(&who("B")).unwrap());
        leave(&Holder { began: Some(1), ..who("A") });
        drop(take(&who("B")).unwrap());
        assert!(!path.exists());
    }
}
