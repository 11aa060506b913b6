//! A round that is open on the desk.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use time::OffsetDateTime;

use super::diary::{Diary, Event};
use super::look::Look;
use super::places::Places;
use super::rooms::{Arrivals, LightTable};
use super::turn::Hand;
use super::worker::Task;
use crate::job::Job;

/// A round that is open on the desk: its folder, what was last seen in it, and what is being done.
#[derive(Debug)]
pub(super) struct OpenRound {
    /// Where its files lie.
    pub(super) places: Places,
    /// What runs of it read and write.
    pub(super) job: Job,
    /// What came in since it was opened.
    pub(super) arrivals: Arrivals,
    /// What is known and done at the moment.
    state: RwLock<State>,
    /// Asks for the next task.
    tasks: Sender<Task>,
    /// The papers, while somebody looks at them.
    pub(super) table: LightTable,
    /// Files of the book of signatures that this desk filed itself, and told the diary of.
    told: Mutex<BTreeSet<String>>,
}

/// What is known and done at one moment.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// The last look; `None` until the first was taken.
    pub(super) look: Option<Arc<Look>>,
    /// What is being done; `None` while nothing is.
    pub(super) doing: Option<Doing>,
    /// Why the last task came to no end; `None` when it did.
    pub(super) trouble: Option<Trouble>,
    /// Whether the desk may write, or who else does.
    pub(super) hand: Hand,
    /// When the folder was last looked through.
    pub(super) seen: OffsetDateTime,
    /// Number of changes of anything that a page shows.
    pub(super) version: u64,
}

/// What is being done.
#[derive(Debug, Clone)]
pub(super) struct Doing {
    /// In words: `Đang soạn văn bản`.
    pub(super) what: &'static str,
    /// How many of how many papers, while papers are made.
    pub(super) papers: Option<(usize, usize)>,
}

/// Why a task came to no end.
#[derive(Debug, Clone)]
pub(super) struct Trouble {
    /// What happened (Vietnamese).
    pub(super) what: String,
    /// What to do (Vietnamese).
    pub(super) remedy: String,
    /// What the system said, for whoever looks after the computer.
    pub(super) technical: String,
    /// When.
    pub(super) at: OffsetDateTime,
}

impl OpenRound {
    /// Opens a round, before anything of it was looked at.
    pub(super) fn new(places: Places, job: Job, hand: Hand, tasks: Sender<Task>) -> Self {
        let seen = super::now();
        let (look, doing, trouble, version) = (None, None, None, 0);
        let state = RwLock::new(State { look, doing, trouble, hand, seen, version });
        let (arrivals, table) = (Arrivals::default(), LightTable::default());
        let told = Mutex::default();
        Self { places, job, arrivals, state, tasks, table, told }
    }

    /// What is known and done at the moment.
    pub(super) fn state(&self) -> State {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The last look; `None` until the first was taken.
    pub(super) fn look(&self) -> Option<Arc<Look>> {
        self.state().look
    }

    /// Changes what is known or done.
    pub(super) fn change(&self, how: impl FnOnce(&mut State)) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        how(&mut state);
        state.version += 1;
    }

    /// Notes when the folder was looked through, which no page waits for.
    pub(super) fn seen(&self, at: OffsetDateTime) {
        self.state.write().unwrap_or_else(PoisonError::into_inner).seen = at;
    }

    /// Asks for a task. It is done when those before it are.
    pub(super) fn ask(&self, task: Task) {
        // The worker ends with the round, which this desk holds; then nobody asks any more.
        let _ = self.tasks.send(task);
    }

    /// Tells whether this desk may write in the folder.
    pub(super) fn may_write(&self) -> bool {
        matches!(self.state().hand, Hand::Ours(_))
    }

    /// The diary of the round.
    pub(super) fn diary(&self) -> Diary {
        Diary::of(&self.places)
    }

    /// Notes that this desk filed a signed file itself and tells the diary of it.
    pub(super) fn tells(&self, file: &str) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).insert(file.to_owned());
    }

    /// Tells whether this desk filed a signed file itself.
    pub(super) fn is_told(&self, file: &str) -> bool {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).contains(file)
    }

    /// Writes down an event in the diary. What cannot be written there is told on the page.
    pub(super) fn note(&self, event: impl Borrow<Event>) {
        if let Err(error) = self.diary().write(event.borrow()) {
            self.change(|state| {
                state.trouble = Some(Trouble {
                    what: "Không ghi được vào nhật ký.".into(),
                    remedy: "Xem ổ đĩa còn chỗ và còn vào được không.".into(),
                    technical: error.to_string(),
                    at: super::now(),
                });
            });
        }
    }
}
