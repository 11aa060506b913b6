//! The diary of a round: who did what on the desk, and when. One line of JSON an event; lines are
//! added and never changed.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::places::Places;
use crate::careful;

/// Most bytes of a diary that are read.
const BYTES: u64 = 64 << 20;

/// Something that happened on the desk.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Event {
    /// When, `2020-12-09T16:46`.
    pub(super) at: String,
    /// The kind.
    pub(super) kind: EventKind,
    /// What happened, in one or two sentences (Vietnamese).
    pub(super) what: String,
    /// Details, a line each (Vietnamese).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) details: Vec<String>,
    /// The step that papers took, with their files and hashes; empty for everything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) step: Option<PaperStep>,
    /// Who did it: the name of the user on this computer, or the name that was typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) who: String,
}

/// A step of papers that only people know of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct PaperStep {
    /// The step.
    pub(super) to: Step,
    /// The papers: path below the outputs folder, and SHA-256.
    pub(super) papers: Vec<(String, String)>,
}

/// The steps that only people know of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub(super) enum Step {
    /// Handed to the leader to be signed.
    #[serde(rename = "trinh-ky")]
    Submitted,
    /// Sent out.
    #[serde(rename = "da-gui")]
    Sent,
    /// The step before was written down by mistake and does not count.
    #[serde(rename = "lui-lai")]
    Undone,
}

/// The kinds of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub(super) enum EventKind {
    /// Files came in, were replaced or put away.
    #[serde(rename = "tep")]
    File,
    /// Papers were made, or changed.
    #[serde(rename = "van-ban")]
    Paper,
    /// A warning was accepted.
    #[serde(rename = "chap-nhan")]
    Accepted,
    /// A paper was signed, filed or archived.
    #[serde(rename = "ky")]
    Signed,
    /// The desk was opened, closed or taken over.
    #[serde(rename = "ban")]
    Desk,
}

impl EventKind {
    /// All kinds, in the order of the page's filters.
    pub(super) const ALL: [Self; 5] =
        [Self::File, Self::Paper, Self::Accepted, Self::Signed, Self::Desk];

    /// The word in addresses.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::File => "tep",
            Self::Paper => "van-ban",
            Self::Accepted => "chap-nhan",
            Self::Signed => "ky",
            Self::Desk => "ban",
        }
    }

    /// The word that people read.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::File => "Tệp",
            Self::Paper => "Văn bản",
            Self::Accepted => "Chấp nhận cảnh báo",
            Self::Signed => "Ký, phát hành",
            Self::Desk => "Bàn làm việc",
        }
    }
}

impl Event {
    /// An event of this moment.
    pub(super) fn now(kind: EventKind, what: impl Into<String>, who: &str) -> Self {
        let (what, who) = (what.into(), who.to_owned());
        Self { at: stamp(super::now()), kind, what, details: Vec::new(), step: None, who }
    }

    /// Adds details, a line each.
    pub(super) fn with(self, details: Vec<String>) -> Self {
        Self { details, ..self }
    }

    /// Adds the step that papers took.
    pub(super) fn step(self, to: Step, papers: Vec<(String, String)>) -> Self {
        Self { step: Some(PaperStep { to, papers }), ..self }
    }

    /// Whether it tells that papers were made.
    pub(super) fn is_issue(&self) -> bool {
        self.kind == EventKind::Paper && self.what.starts_with("Soạn ")
    }

    /// Whether it tells that the round was archived.
    pub(super) fn is_archive(&self) -> bool {
        self.kind == EventKind::Signed && self.what.starts_with("Lưu hồ sơ ")
    }

    /// The day, `2020-12-09`, and the time of day, `16:46`.
    pub(super) fn day_and_hour(&self) -> (&str, &str) {
        self.at.split_once('T').unwrap_or((&self.at, ""))
    }
}

/// Writes a moment as the diary does: `2020-12-09T16:46`.
fn stamp(at: OffsetDateTime) -> String {
    format!("{}T{}", at.date(), super::clock::hour(at))
}

/// The diary of a round.
#[derive(Debug, Clone)]
pub(super) struct Diary {
    path: PathBuf,
}

impl Diary {
    /// The diary of the round at these places.
    pub(super) fn of(places: &Places) -> Self {
        Self { path: places.diary() }
    }

    /// Adds an event.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub(super) fn write(&self, event: &Event) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs_err::create_dir_all(folder)?;
        }
        let mut line = serde_json::to_vec(event)?;
        line.push(b'\n');
        let file = careful::unfollowing().append(true).create(true).open(&self.path);
        file.and_then(|mut file| file.write_all(&line).and_then(|()| file.sync_data()))
            .map_err(|error| careful::of_path(&self.path, error))
    }

    /// Reads all events, the oldest first. A line that was cut off is passed over.
    ///
    /// # Errors
    ///
    /// When the file is there and cannot be read.
    pub(super) fn read(&self) -> io::Result<Vec<Event>> {
        match careful::read_file(&self.path, BYTES) {
            Ok(bytes) => Ok(bytes
                .split(|byte| *byte == b'\n')
                .filter_map(|line| serde_json::from_slice(line).ok())
                .collect()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_back_in_order_and_a_line_that_was_cut_off_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let diary = Diary::of(&Places::of(folder.path()));
        assert_eq!(diary.read().unwrap(), []);
        let one = Event::now(EventKind::File, "Nhận 1 tệp.", "Tâm").with(vec!["a.xlsx".into()]);
        let two = Event::now(EventKind::Signed, "Ký “kế hoạch”.", "");
        diary.write(&one).unwrap();
        let cut = b"{\"at\":\"2020-\n";
        careful::unfollowing().append(true).open(&diary.path).unwrap().write_all(cut).unwrap();
        diary.write(&two).unwrap();
        assert_eq!(diary.read().unwrap(), [one.clone(), two]);
        assert_eq!(one.day_and_hour().0.len(), 10);
    }
}
