//! Tells whether the papers that stand in the outputs folder are still those of what came in, and
//! what changed since they were made.

use super::look::{Look, ReadRound};
use super::round::OpenRound;
use crate::declaration::{self, Change};
use crate::ledger::{HashedFile, Ledger, RunState};
use crate::pipeline;
use crate::round as settings;
use crate::templates::Templates;

/// Most files, and most values of the declaration, that are named.
const MOST: usize = 5;

/// Whether the papers are still those of what came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Freshness {
    /// There are none: nobody made any, or a run came to no end.
    Unmade,
    /// They are.
    Same,
    /// Something changed since they were made, or they were made by another version of the program.
    Changed(ChangedSince),
}

/// What changed since papers were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ChangedSince {
    /// The files that changed, came or went; the declaration first. Empty when only the program did.
    pub(super) files: Vec<String>,
    /// The values of the declaration that changed, a sentence each (Vietnamese).
    pub(super) declared: Vec<String>,
    /// Whether the files are only kept with the others, and no paper says anything from them.
    pub(super) attached: bool,
}

impl Freshness {
    /// Compares the papers of the last run with what a look saw.
    pub(super) fn of(round: &OpenRound, look: &Look) -> Self {
        let compared = || {
            let read = look.read.as_ref()?;
            let ledger = Ledger::open(&round.places.outputs).ok()?;
            let record = ledger.record()?.clone();
            let has_papers = record.outputs.iter().any(|one| one.to_sign.is_some());
            if !has_papers || record.state == RunState::Begun {
                return None;
            }
            let templates = Templates::new(&round.job.templates).ok()?;
            let previous = HashedFile::previous(&round.job.previous).ok()?;
            let files = record.changed(&read.files, &templates, &previous).ok()?;
            if files.is_empty() && record.is_of_this_program() {
                return Some(Self::Same);
            }
            let declared = pipeline::declared_since(&ledger, &read.round);
            let declared = declared.iter().map(Change::told_to_clerks).collect();
            // Beside files that papers are made from, those that nobody reads are not named.
            let (kept, read): (Vec<_>, Vec<_>) =
                files.into_iter().partition(|file| is_attached(read, file));
            let attached = read.is_empty() && !kept.is_empty();
            let files = declaration_first(if attached { kept } else { read });
            Some(Self::Changed(ChangedSince { files, declared, attached }))
        };
        compared().unwrap_or(Self::Unmade)
    }

    /// What changed since papers were made; `None` when nothing did, or there are none.
    pub(super) fn changed(&self) -> Option<&ChangedSince> {
        match self {
            Self::Changed(changed) => Some(changed),
            Self::Unmade | Self::Same => None,
        }
    }
}

/// Tells whether a run would make other papers than those that stand there.
pub(super) fn differs(round: &OpenRound, look: &Look) -> bool {
    Freshness::of(round, look) != Freshness::Same
}

/// Tells whether a file lies beside lists or ballots and holds no workbook.
fn is_attached(read: &ReadRound, file: &str) -> bool {
    let is_beside = ["ho-so/", "phieu-cham/"].iter().any(|folder| file.starts_with(folder));
    let is_there = read.files.iter().any(|one| one.path == file);
    let outer = |path: &str| path.split("!/").next().is_some_and(|outer| outer == file);
    is_beside && is_there && !read.workbooks.iter().any(|one| outer(&one.place.file))
}

fn is_declaration(file: &str) -> bool {
    [declaration::FILE, settings::FILE].contains(&file)
}

fn declaration_first(mut files: Vec<String>) -> Vec<String> {
    files.sort_by_key(|file| !is_declaration(file));
    files
}

impl ChangedSince {
    /// Names what changed: `khai báo (khai-bao.xlsx), ho-so/a.xlsx và 3 tệp nữa`.
    pub(super) fn named(&self) -> String {
        if self.files.is_empty() {
            return "bản mới của chương trình".to_owned();
        }
        let named = |file: &String| {
            if is_declaration(file) { format!("khai báo ({file})") } else { file.clone() }
        };
        let shown = self.files.iter().take(MOST).map(named).collect::<Vec<_>>().join(", ");
        match self.files.len().saturating_sub(MOST) {
            0 => shown,
            more => format!("{shown} và {more} tệp nữa"),
        }
    }

    /// What pages show of it.
    pub(super) fn shown(&self) -> minijinja::Value {
        let declared: Vec<String> = self.declared.iter().take(MOST).cloned().collect();
        let more = self.declared.len() - declared.len();
        minijinja::context! { named => self.named(), declared, more, attached => self.attached }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_named_with_the_declaration_first() {
        let files = ["ho-so/a.xlsx", "ho-so/b.xlsx", "khai-bao.xlsx", "p/1", "p/2", "p/3", "p/4"];
        let files = declaration_first(files.map(str::to_owned).to_vec());
        let changed = ChangedSince { files, ..ChangedSince::default() };
        assert_eq!(
            changed.named(),
            "khai báo (khai-bao.xlsx), ho-so/a.xlsx, ho-so/b.xlsx, p/1, p/2 và 2 tệp nữa"
        );
        assert_eq!(ChangedSince::default().named(), "bản mới của chương trình");
    }
}
