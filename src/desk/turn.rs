//! Whose turn it is at the desk of a folder, which may lie on a drive that several people use.
//!
//! The turn is that of [`crate::ledger::Turn`], taken in the desk's own folder for as long as the
//! desk is open. Whoever comes second sees everything and changes nothing. They may ask for the
//! turn: the first desk sees the wish within a few seconds, gives the turn up and only looks on.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::careful;
use crate::ledger::{self, Holder, Turn, TurnFault};

/// Name of the file with a wish.
const WISH: &str = ".ocop-xin.json";

const WISH_BYTES: u64 = 16 << 10;

/// Whether the desk may write.
#[derive(Debug, Clone)]
pub(super) enum Hand {
    /// It may: it has the turn.
    Ours(#[expect(dead_code, reason = "the turn is held, not read")] Arc<Turn>),
    /// Somebody else may; `None` when nobody knows who.
    Theirs(Option<Box<Holder>>),
    /// The folder can be read and not written.
    Nobody(String),
}

/// What somebody asks of the desk that has the turn.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Wish {
    /// Who asks.
    pub(super) who: Holder,
    /// What.
    pub(super) what: Wished,
}

/// What may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub(super) enum Wished {
    /// To give up the turn.
    #[serde(rename = "nhan-viec")]
    Turn,
    /// To show the page once more: the program was started again on the same computer.
    #[serde(rename = "mo-trang")]
    Page,
}

impl Hand {
    /// Takes the turn of the desk in this folder, if it is free.
    pub(super) fn take(own: &Path, who: &Holder, patience: Duration) -> Self {
        let taken = fs_err::create_dir_all(own)
            .map_err(TurnFault::Io)
            .and_then(|()| Turn::take(own, who, patience));
        match taken {
            Ok(turn) => Self::Ours(Arc::new(turn)),
            Err(TurnFault::Taken(holder)) => Self::Theirs(holder),
            Err(TurnFault::Io(error)) => Self::Nobody(error.to_string()),
        }
    }

    /// Who has the turn, when it is somebody else and known.
    pub(super) fn holder(&self) -> Option<&Holder> {
        match self {
            Self::Theirs(holder) => holder.as_deref(),
            Self::Ours(_) | Self::Nobody(_) => None,
        }
    }
}

/// Says who has the turn, in words for people who use no command line.
pub(super) fn told(holder: &Holder) -> String {
    Holder { command: String::new(), ..holder.clone() }.sentence()
}

fn path(own: &Path) -> PathBuf {
    own.join(WISH)
}

/// Leaves a wish for the desk that has the turn.
///
/// # Errors
///
/// When the file cannot be written.
pub(super) fn wish(own: &Path, wish: &Wish) -> std::io::Result<()> {
    ledger::store(&path(own), &serde_json::to_vec(wish)?).map(|_| ())
}

/// Takes a wish away and returns it; `None` when there is none.
pub(super) fn wished(own: &Path) -> Option<Wish> {
    let bytes = careful::read_file(&path(own), WISH_BYTES).ok()?;
    let _ = fs_err::remove_file(path(own));
    serde_json::from_slice(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_looks_on_until_the_first_gives_up_the_turn() {
        let folder = tempfile::tempdir().unwrap();
        let who = |user: &str| Holder { user: user.into(), ..Holder::default() };
        let first = Hand::take(folder.path(), &who("Tâm"), Duration::ZERO);
        assert!(matches!(first, Hand::Ours(_)));
        let second = Hand::take(folder.path(), &who("Mẩy"), Duration::ZERO);
        assert_eq!(second.holder(), Some(&who("Tâm")));
        assert_eq!(wished(folder.path()), None);
        let asks = Wish { who: who("Mẩy"), what: Wished::Turn };
        wish(folder.path(), &asks).unwrap();
        assert_eq!(wished(folder.path()), Some(asks));
        assert_eq!(wished(folder.path()), None, "it is taken away");
        drop(first);
        assert!(matches!(Hand::take(folder.path(), &who("Mẩy"), Duration::ZERO), Hand::Ours(_)));
    }
}
