//! Makes the folder of a new round: its declaration, filled in with what follows from the place and
//! the time, and the wording of that time.

mod acts;
mod asked;
mod known;
#[cfg(test)]
mod tests;
mod text;

use std::io;
use std::path::Path;

use self::asked::Asked;
use self::text::RoundText;
use crate::templates::{Template, Templates};
use crate::{declaration, documents, ledger, round};

/// The `round.toml` of a new round, with comments and values to be filled in.
const ROUND: &str = include_str!("../../templates/new/round.toml");

/// The folders for the files of a round. Their names have no meaning for the program: it recognises
/// a file by its content.
const FOLDERS: [&str; 2] = ["ho-so", "phieu-cham"];

/// What the folder of a new round is filled with.
struct Contents {
    round: String,
    wording: Vec<Template>,
}

/// What is known of a new round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRound {
    /// The province, as typed.
    pub province: String,
    /// The month or the first day of the round, as typed: `2026-09`, `15/9/2026`.
    pub date: String,
}

/// Why the folder of a new round was not made.
#[derive(Debug, thiserror::Error)]
pub enum NotMade {
    /// The folder holds something already. It was left as it is.
    #[error("the folder is not empty")]
    NotEmpty,
    /// Nothing follows from what is known. Says why, and what is possible (Vietnamese).
    #[error("{0}")]
    Unknown(String),
    /// The templates cannot be read.
    #[error(transparent)]
    Templates(io::Error),
    /// The folder cannot be written.
    #[error(transparent)]
    Folder(io::Error),
}

/// Makes the folder. With the province and the date of the round, everything that follows from them
/// is filled in; `office` is the folder of the office's own templates that count for this. With
/// `toml`, the round is declared in `round.toml`, else in Excel.
///
/// # Errors
///
/// [`NotMade`]; a folder that holds something is never touched.
pub fn make(
    folder: &Path,
    known: Option<&KnownRound>,
    office: &Path,
    toml: bool,
) -> Result<(), NotMade> {
    if fs_err::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(NotMade::NotEmpty);
    }
    let contents =
        contents(known, office).map_err(NotMade::Templates)?.map_err(NotMade::Unknown)?;
    fill(folder, &contents, toml).map_err(NotMade::Folder)
}

/// Makes the folder as [`make`] does, declared in Excel, with the number that the round has in its
/// year.
///
/// # Errors
///
/// As [`make`].
pub fn make_numbered(
    folder: &Path,
    (known, number): (&KnownRound, u8),
    office: &Path,
) -> Result<(), NotMade> {
    if fs_err::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(NotMade::NotEmpty);
    }
    let contents =
        contents(Some(known), office).map_err(NotMade::Templates)?.map_err(NotMade::Unknown)?;
    let mut text = RoundText::new(&contents.round);
    text.set("round", "number", &number.to_string()).map_err(NotMade::Templates)?;
    let contents = Contents { round: text.into_text(), ..contents };
    fill(folder, &contents, false).map_err(NotMade::Folder)
}

/// Makes what the folder is filled with; or says why nothing follows from what is known.
fn contents(known: Option<&KnownRound>, office: &Path) -> io::Result<Result<Contents, String>> {
    let templates = Templates::new(office)?;
    let Some(known) = known else {
        return Ok(Ok(Contents { round: ROUND.to_owned(), wording: templates.folder("wording")? }));
    };
    Ok(match Asked::read(&known.province, &known.date, &templates)? {
        Ok(asked) => Ok(Contents {
            round: known::fill_in(ROUND, &asked)?,
            wording: documents::wording_under(&templates, &asked.act)?,
        }),
        Err(told) => Err(told),
    })
}

fn fill(folder: &Path, contents: &Contents, toml: bool) -> io::Result<()> {
    for name in FOLDERS {
        fs_err::create_dir_all(folder.join(name))?;
    }
    // The office may edit these copies of the wording. When it deletes one, the program uses its
    // own wording again.
    let templates = folder.join("templates");
    for template in &contents.wording {
        let path = templates.join(&template.name);
        path.parent().map_or(Ok(()), fs_err::create_dir_all)?;
        ledger::store(&path, &template.bytes)?;
    }
    if toml {
        return ledger::store(&folder.join(round::FILE), contents.round.as_bytes()).map(|_| ());
    }
    let workbook =
        declaration::to_workbook(&with_all_units(&contents.round)).map_err(io::Error::other)?;
    ledger::store(&folder.join(declaration::FILE), &workbook).map(|_| ())
}

/// Returns the text of a round with all units that it offers in comments, in place of the one that is
/// still to be chosen: in a workbook, units that send nothing are cleared, not uncommented.
fn with_all_units(text: &str) -> String {
    const OFFERED: &str = "# [[districts]]";
    if !text.lines().any(|line| line == OFFERED) {
        return text.to_owned();
    }
    let (mut all, mut lines) = (String::new(), text.lines().peekable());
    while let Some(line) = lines.next() {
        let open = |next: &&str| next.starts_with("name = \"<điền");
        if line == "[[districts]]" && lines.next_if(open).is_some() {
            continue;
        }
        let shown = match lines.peek() {
            Some(next) if line == OFFERED && next.starts_with("# name = ") => "[[districts]]",
            _ if all.ends_with("[[districts]]\n") => line.strip_prefix("# ").unwrap_or(line),
            _ => line,
        };
        all.push_str(shown);
        all.push('\n');
    }
    all
}
