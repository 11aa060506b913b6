//! Gathers the papers of a folder into files to print in one go, from the pages that were typeset.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{PaperPile, Press};
use crate::careful::PAPER_BYTES;
use crate::documents::folders;
use crate::finding::{Code, Finding, Place};
use crate::fingerprint::sha256;
use crate::job::Job;
use crate::ledger::{Filed, Ledger};
use crate::round::Round;
use crate::typeset::{self, BookletTitle, PrintFile, TYPESETTER};

/// How many papers stand in one file at most: what a drawer of paper takes. It bounds the memory,
/// too.
const IN_ONE_FILE: usize = 200;

/// Name of a file to print in the summary.
const KIND: &str = "Tệp để in một lượt";

/// A paper that goes into a file to print.
pub(in crate::pipeline) struct Part {
    /// Path below the outputs folder.
    pub(in crate::pipeline) file: String,
    /// SHA-256 of the file.
    pub(in crate::pipeline) sha256: String,
}

/// A file to print that is to be made.
struct ToGather<'a> {
    file: String,
    title: BookletTitle,
    parts: &'a [Part],
}

impl Press<'_> {
    /// Gathers the papers of each folder that has a file to print.
    pub(in crate::pipeline) fn gather(&self, filed: &[Filed], round: &Round) -> PaperPile {
        let mut pile = PaperPile::default();
        let Some(ledger) = self.ledger else { return pile };
        for folder in folders::PRINTED {
            // A paper without a key is a signed one that was kept: it is not what was typeset.
            let of_folder = |paper: &&Filed| {
                paper.file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
                    && paper.key.is_some()
            };
            let papers: Vec<&Filed> = filed.iter().filter(of_folder).collect();
            let Some(kind) = papers.first().map(|paper| &paper.kind) else { continue };
            let part =
                |paper: &&Filed| Part { file: paper.file.clone(), sha256: paper.sha256.clone() };
            let parts: Vec<Part> = papers.iter().map(part).collect();
            pile.add(gather(self.job, ledger, round, folder, kind, &parts));
        }
        pile
    }
}

/// Makes the files to print of a folder, as far as they do not stand there already. `kind` names
/// what is in it.
pub(in crate::pipeline) fn gather(
    job: &Job,
    ledger: &Ledger,
    round: &Round,
    folder: &str,
    kind: &str,
    parts: &[Part],
) -> PaperPile {
    let single = parts.len() <= IN_ONE_FILE;
    let file = |(number, parts): (usize, _)| ToGather {
        file: if single {
            format!("{folder}/{}.pdf", folders::TOGETHER)
        } else {
            format!("{folder}/{}-{number}.pdf", folders::TOGETHER)
        },
        title: title(round, kind, parts),
        parts,
    };
    let files: Vec<_> = (1..).zip(parts.chunks(IN_ONE_FILE)).map(file).collect();
    let duplex = round.print.duplex;
    let one = |index: usize| one(job, ledger, &files[index], duplex);
    let broken = |index: usize| Err(not_made(&files[index].file, "panic"));
    let mut pile = PaperPile::default();
    for filed in typeset::in_parallel(job.threads, files.len(), one, broken) {
        pile.file(filed);
    }
    pile
}

/// Says what the file is, and that it is for printing only.
fn title(round: &Round, kind: &str, parts: &[Part]) -> BookletTitle {
    let count = parts.len();
    let title = format!(
        "{kind}: tệp để in một lượt {count} văn bản (không gắn thẻ cho trình đọc màn hình)"
    );
    BookletTitle { title, author: round.council.name.clone() }
}

/// Makes one file to print, unless it stands there already.
fn one(
    job: &Job,
    ledger: &Ledger,
    to_gather: &ToGather<'_>,
    duplex: bool,
) -> Result<Filed, Box<Finding>> {
    let ToGather { file, title, parts } = to_gather;
    let key = key(to_gather, duplex);
    if let Some(standing) = ledger.unchanged(KIND, file, &key).filter(|_| !job.fresh) {
        return Ok(standing);
    }
    let made = catch_unwind(AssertUnwindSafe(|| gathered(ledger, parts, title, duplex)));
    let made = made.unwrap_or_else(|_| Err("panic".into()));
    let (bytes, pages) = made.map_err(|why| not_made(file, &why))?;
    ledger.file_made(KIND, file, &bytes, Some(key), Some(pages))
}

/// Puts the parts together; returns the file with the number of its pages, or what is wrong with a
/// part.
fn gathered(
    ledger: &Ledger,
    parts: &[Part],
    title: &BookletTitle,
    duplex: bool,
) -> Result<(Vec<u8>, usize), String> {
    let mut gathered = PrintFile::new(duplex);
    for part in parts {
        let bytes = ledger.content(&part.file, PAPER_BYTES);
        let bytes = bytes.filter(|bytes| sha256(bytes) == part.sha256);
        let bytes = bytes.ok_or_else(|| format!("{}: changed", part.file))?;
        gathered.add(&bytes).map_err(|failure| format!("{}: {failure:?}", part.file))?;
    }
    gathered.finish(title).map_err(|failure| format!("{failure:?}"))
}

/// Returns the fingerprint of everything that decides the bytes of a file to print.
fn key(to_gather: &ToGather<'_>, duplex: bool) -> String {
    let ToGather { title: BookletTitle { title, author }, parts, .. } = to_gather;
    let mut facts = format!("{TYPESETTER}\n{duplex}\n{title}\n{author}");
    parts.iter().for_each(|part| facts.extend(["\n", &part.sha256]));
    sha256(facts.as_bytes())
}

fn not_made(file: &str, why: &str) -> Box<Finding> {
    let message = "Không tạo được tệp để in một lượt này; từng văn bản vẫn có đủ.";
    Box::new(
        Finding::new(Code::PrintFileNotMade, Place::file(file), message)
            .remedy("Chạy lại; nếu vẫn vậy thì in từng tệp.")
            .technical(why),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_is_not_as_it_was_filed_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path()).unwrap();
        let part = Part { file: "02-giay-moi/01.pdf".into(), sha256: "0".into() };
        let title = BookletTitle { title: "Giấy mời".into(), author: "Hội đồng".into() };
        let why = gathered(&ledger, &[part], &title, true).unwrap_err();
        let finding = not_made("02-giay-moi/tat-ca.pdf", &why);
        assert_eq!(finding.code.id(), "E604");
        assert_eq!(finding.technical.as_deref(), Some("02-giay-moi/01.pdf: changed"));
    }
}
