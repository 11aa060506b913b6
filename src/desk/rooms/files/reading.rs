//! Reads a file that was sent, before it lies among the inputs, with the declaration of the round.

use careful_spreadsheet::{ChildReader, text};

use super::said;
use crate::criteria::{self, RoundActs};
use crate::desk::round::OpenRound;
use crate::forms::{self, FormWords, Forms};
use crate::intake::{self, Intake};
use crate::round::Round;
use crate::templates::Templates;
use crate::{declaration, ledger};

/// Reads files as a check would.
pub(super) struct Reader {
    /// The declaration and what goes with it; `None` while the declaration cannot be used.
    known: Option<(Round, RoundActs, FormWords)>,
    child: ChildReader,
}

/// A file that was read.
pub(super) struct ReadFile {
    /// What it consists of, and why something was not opened.
    pub(super) intake: Intake,
    /// What its workbooks say.
    pub(super) forms: Forms,
}

/// What a file is.
pub(super) enum Kind {
    /// The declaration of a round.
    Declaration,
    /// A paper that bears a signature.
    Signed,
    /// Workbooks.
    Workbooks,
    /// Nothing that is read, but of use to people. Says what (Vietnamese).
    Attachment(String),
    /// Nothing that can be used: why, and what to do (Vietnamese).
    Useless(String, String),
}

impl Reader {
    /// A reader that knows what the last look of the round knows.
    pub(super) fn of(round: &OpenRound) -> Self {
        let known = || {
            let look = round.look()?;
            let declared = &look.read.as_ref()?.round;
            let templates = Templates::new(&round.job.templates).ok()?;
            let (criteria, _) = criteria::load_heads(&templates).ok()?;
            let acts = criteria::choose(&criteria, declared).0?;
            let (words, _) = forms::read_words(&templates).ok()?;
            Some((declared.clone(), acts, words))
        };
        Self { known: known(), child: round.job.reader.clone() }
    }

    /// The declaration; `None` while it cannot be used.
    pub(super) fn round(&self) -> Option<&Round> {
        self.known.as_ref().map(|(round, ..)| round)
    }

    /// Reads a file as it would be read under this path.
    pub(super) fn read(&self, path: &str, bytes: &[u8]) -> ReadFile {
        let intake = intake::open_file(path, bytes, &self.child);
        let read = self
            .known
            .as_ref()
            .map(|(round, acts, words)| forms::read_forms(round, acts, words, &intake.workbooks).0);
        ReadFile { intake, forms: read.unwrap_or_default() }
    }
}

impl ReadFile {
    /// Tells what the file of these bytes is.
    pub(super) fn kind(&self, name: &str, bytes: &[u8]) -> Kind {
        if ledger::is_signed(bytes) {
            return Kind::Signed;
        }
        let bare = text::bare(name).replace(['-', '_', ' '], "");
        let may_be = bare.starts_with("khaibao") || said::holds(&self.forms, name).is_empty();
        // The intake leaves a declaration alone: it bears the mark of the program's own files.
        if may_be && declaration::read(bytes).is_ok() {
            return Kind::Declaration;
        }
        if !self.intake.workbooks.is_empty() {
            return Kind::Workbooks;
        }
        let kinds = self.intake.attachments.iter().flat_map(|one| &one.kinds);
        let kinds: Vec<String> = kinds.map(|(kind, count)| counted(kind, *count)).collect();
        if !kinds.is_empty() {
            return Kind::Attachment(kinds.join(", "));
        }
        let worst = self.intake.findings.iter().max_by_key(|one| one.severity());
        let said = worst.map(|one| one.message.clone());
        let remedy = worst.and_then(|one| one.remedy.clone()).unwrap_or_default();
        Kind::Useless(said.unwrap_or_else(|| "Tệp này không phải bảng tính.".into()), remedy)
    }
}

fn counted(kind: &str, count: usize) -> String {
    if count == 1 { kind.to_owned() } else { format!("{count} {kind}") }
}
