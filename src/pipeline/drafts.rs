//! Files the drafts of the papers that are not signed yet. A draft that somebody changed where it
//! lies stays as it is.

use super::press::PaperPile;
use crate::counting::Counted;
use crate::documents::{StatedFact, WrittenPaper};
use crate::drafts::{self, DraftDesk};
use crate::finding::{Code, Finding, Place};
use crate::fingerprint::sha256;
use crate::job::{Job, RunFault};
use crate::ledger::{Filed, Ledger};
use crate::typeset;

/// Files the drafts of these papers. `filed` are the papers as they stand in the folder.
///
/// # Errors
///
/// [`RunFault`] when the measures of the layouts cannot be read.
pub(super) fn file(
    job: &Job,
    ledger: &Ledger,
    counted: &Counted<'_>,
    (written, stated): (&[WrittenPaper], &[StatedFact]),
    filed: &[Filed],
) -> Result<PaperPile, RunFault> {
    let mut pile = PaperPile::default();
    let signed = signed(ledger);
    let goes_out = |paper: &&WrittenPaper| {
        let stands = filed.iter().find(|filed| filed.file == paper.file);
        stands.is_some_and(|filed| filed.key.is_some() && !signed.contains(&filed.sha256))
    };
    let papers: Vec<&WrittenPaper> = drafts::wanted(written).into_iter().filter(goes_out).collect();
    let desk = DraftDesk::new(stated, counted.tally, counted.templates)?;
    let write = |index: usize| desk.write(papers[index]).map_err(|error| error.to_string());
    let broken = |_: usize| Err("panic".to_owned());
    let made = typeset::in_parallel(job.threads, papers.len(), write, broken);
    let mut made_files = Vec::new();
    for (paper, made) in papers.iter().zip(made) {
        let file = drafts::file_of(&paper.file);
        match made {
            Ok(bytes) if is_kept(ledger, &file, &bytes) => {
                pile.findings.push(kept(&file));
                pile.kept.push(file);
            }
            Ok(bytes) => made_files.push((file, bytes)),
            Err(why) => pile.findings.push(not_made(&file, &why)),
        }
    }
    ledger.file_all_data(&made_files).into_iter().for_each(|filed| pile.data(filed));
    Ok(pile)
}

/// Returns the fingerprints of the papers that are signed: those from which a signed file was made
/// that still stands in the folder. A rehearsal is no signature.
fn signed(ledger: &Ledger) -> Vec<String> {
    let lines = ledger.signatures().map(|book| book.signed).unwrap_or_default().into_iter();
    let real = lines.filter(|line| !line.rehearsal && ledger.still_holds(line));
    real.map(|line| line.original).collect()
}

/// Tells whether something else stands there than this program filed.
fn is_kept(ledger: &Ledger, file: &str, bytes: &[u8]) -> bool {
    match ledger.standing(file) {
        Ok(Some(standing)) => standing != sha256(bytes) && !ledger.has_filed(file, &standing),
        Ok(None) | Err(_) => false,
    }
}

fn kept(file: &str) -> Finding {
    let message = "Bản thảo này đã bị sửa ngay trong thư mục kết quả, nên được giữ nguyên; bản thảo \
                   mới không được ghi.";
    Finding::new(Code::DraftKept, Place::file(file), message).remedy(
        "Chạy `ocop compare` với tệp này để lấy lời đã sửa, rồi xóa hoặc chuyển nó đi nơi khác và \
         chạy lại.",
    )
}

fn not_made(file: &str, why: &str) -> Finding {
    let message = "Không ghi được bản thảo Word này; văn bản PDF vẫn có đủ.";
    Finding::new(Code::PaperNotWritten, Place::file(file), message)
        .remedy("Chạy lại; nếu vẫn vậy thì báo cho người phát triển.")
        .technical(why)
}
