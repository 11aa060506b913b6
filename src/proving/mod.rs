//! The proof that a signed paper says what the inputs say: the paper is typeset again from the
//! inputs, and its bytes must be the beginning of the signed file.
//!
//! A signature proves who signed, and that nothing was changed since. Only the workbooks can prove
//! that the signed text is what the council decided. Where the bytes differ, this desk finds the
//! words that differ and the cells from which they come. It judges no signature
//! ([`pdf_signature::verify`] does) and writes no file.

mod compare;
mod differences;
mod layout;
mod lot;
mod pictures;
mod proof;
mod returned;
mod signed;
mod text;

use std::io;

use pdf_signature::{OriginalFault, Role, begins_with_places};

use self::lot::PaperLot;
pub use self::proof::{NamedSigner, Proof, ProofOutcome, WordDifference};
pub use self::returned::{ReturnedPaper, returned};
use self::signed::SignedFile;
use crate::counting::{self, Counted};
use crate::declaration;
use crate::documents::{self, WaitingPaper, WriteUp};
use crate::finding::{Finding, Findings, Severity};
use crate::fingerprint::sha256;
use crate::intake;
use crate::job::{Job, RunFault};
use crate::ledger::{HashedFile, Record};
use crate::pipeline;
use crate::round::{self, PaperKind};
use crate::signing::{self, Obstacle};
use crate::templates::Templates;
use crate::terminal;
use crate::typeset::{self, BlankKind, Typesetter};

/// Compares signed files with the inputs of their round. Returns one proof for each `(name,
/// bytes)`, in order.
///
/// It writes nothing and does not look at the outputs folder of the job.
///
/// # Errors
///
/// [`RunFault`] when the inputs or templates cannot be read at all.
pub fn against_inputs(job: &Job, files: &[(&str, &[u8])]) -> Result<Vec<Proof>, RunFault> {
    let proofs = counting::with_results(job, &|_| {}, |counted| {
        let papers = papers_of(&counted)?;
        let typesetter = Typesetter::new(counted.templates)?;
        let desk = ProvingDesk { job, counted: &counted, typesetter: &typesetter, papers: &papers };
        let signed: Vec<_> =
            files.iter().map(|(name, bytes)| SignedFile::of(name, bytes)).collect();
        let own = desk.prove(&papers, &signed);
        if own.iter().all(Option::is_some) {
            return Ok(own.into_iter().flatten().map(|proof| desk.with_signers(proof)).collect());
        }
        // Letters depend on all findings, also on those of typesetting, so they are written only
        // when a file is none of the other papers.
        let letters = pipeline::letters(job, &typesetter, &counted, &papers)?;
        let others = desk.prove(&letters, &signed);
        let either = own.into_iter().zip(others).zip(&signed);
        let told = either.map(|((own, other), signed)| {
            own.or(other).unwrap_or_else(|| desk.none(signed, &letters))
        });
        Ok(told.map(|proof| desk.with_signers(proof)).collect())
    })?;
    Ok(proofs.unwrap_or_else(|(_, findings)| vec![unusable(&findings); files.len()]))
}

/// Writes up the papers of a round, but for the letters.
fn papers_of(counted: &Counted<'_>) -> io::Result<WriteUp> {
    let Counted { round, acts, tally, facts, templates, .. } = counted;
    documents::write_up(round, acts.main(), tally, facts, templates)
}

/// Papers of the record, held against what a run would make now: what would come out differently is
/// neither signed nor numbered.
#[derive(Debug)]
pub struct HeldPapers(Result<MadeAnew, String>);

impl Default for HeldPapers {
    fn default() -> Self {
        Self(Ok(MadeAnew::default()))
    }
}

impl HeldPapers {
    /// Holds papers against the inputs, templates and program as they are now. `papers` are names of
    /// the record. Writes nothing.
    #[must_use]
    pub fn of(job: &Job, record: &Record, papers: &[&str]) -> Self {
        Self(made_anew(job, record, papers).map_err(|fault| terminal::stopped(&fault)))
    }

    /// Refuses a paper that a run would make differently, or that could not be compared.
    ///
    /// # Errors
    ///
    /// [`Obstacle`].
    pub fn allow(&self, paper: &str) -> Result<(), Obstacle> {
        match &self.0 {
            Ok(anew) if anew.papers.iter().any(|one| one == paper) => {
                Err(Obstacle::MadeAnew(anew.changed.clone()))
            }
            Ok(_) => Ok(()),
            Err(why) => Err(Obstacle::NotCompared(why.clone())),
        }
    }
}

/// Tells which of these papers of the record a run would make differently, because inputs,
/// templates or the program changed. `papers` are names of the record. Writes nothing.
///
/// # Errors
///
/// [`RunFault`] when the inputs or templates cannot be read at all.
fn made_anew(job: &Job, record: &Record, papers: &[&str]) -> Result<MadeAnew, RunFault> {
    let files = intake::fingerprints(&job.inputs)?;
    let previous = HashedFile::previous(&job.previous)?;
    let changed = record.changed(&files, &Templates::new(&job.templates)?, &previous)?;
    if changed.is_empty() && record.is_of_this_program() {
        return Ok(MadeAnew::default());
    }
    let before = |paper: &str| {
        record.outputs.iter().find(|output| output.file == paper).map(|output| &output.sha256)
    };
    let now = counting::with_results(job, &|_| {}, |counted| {
        let own = papers_of(&counted)?;
        let typesetter = Typesetter::new(counted.templates)?;
        let is_other = |paper: &&&str| own.written.iter().all(|written| written.file != **paper);
        let letters = match papers.iter().find(is_other) {
            Some(_) => pipeline::letters(job, &typesetter, &counted, &own)?.written,
            None => Vec::new(),
        };
        let same = |paper: &&&str| {
            let written =
                own.written.iter().chain(&letters).find(|written| written.file == **paper);
            let printed = written.and_then(|written| typesetter.print(written).ok());
            printed.is_some_and(|printed| Some(&sha256(&printed.pdf)) == before(paper))
        };
        Ok(papers.iter().filter(|paper| !same(paper)).map(|paper| (*paper).to_owned()).collect())
    })?;
    // From unusable inputs no paper is made, so all of them would be missing.
    let papers = now.unwrap_or_else(|_| papers.iter().map(|paper| (*paper).to_owned()).collect());
    Ok(MadeAnew { papers, changed })
}

/// What a run would make differently.
#[derive(Debug, Default)]
struct MadeAnew {
    /// Papers that would be different, or would not be issued.
    papers: Vec<String>,
    /// Input files and templates that changed.
    changed: Vec<String>,
}

/// Everything that is needed to compare signed files with the inputs.
struct ProvingDesk<'a> {
    /// The folders and the number of threads.
    job: &'a Job,
    /// Everything that was read and counted from the inputs.
    counted: &'a Counted<'a>,
    /// Typesets the papers again.
    typesetter: &'a Typesetter,
    /// The papers of the round, without the letters to districts.
    papers: &'a WriteUp,
}

impl ProvingDesk<'_> {
    /// Returns the proof of each file; `None` for a file that is not one of these papers.
    fn prove(&self, papers: &WriteUp, signed: &[SignedFile<'_>]) -> Vec<Option<Proof>> {
        let lot = PaperLot::new(self.typesetter, &papers.written);
        let one = |index: usize| self.one(papers, &lot, &signed[index]);
        let broken = |_| {
            Some(Proof::told(
                ProofOutcome::NotCompared,
                "Chương trình gặp lỗi khi so tệp này.",
                REPORT,
            ))
        };
        typeset::in_parallel(self.job.threads, signed.len(), one, broken)
    }

    /// Adds those who must sign the paper to the proof. When the paper was not recognised, these
    /// are all whom the round names.
    fn with_signers(&self, proof: Proof) -> Proof {
        let round = self.counted.round;
        let named = |role: Role, signer: &str| {
            signing::expected(round, role, signer)
                .map(|certificate| NamedSigner { role, certificate })
        };
        let paper = proof
            .paper
            .as_ref()
            .and_then(|file| self.papers.written.iter().find(|paper| paper.file == *file));
        let mut unnamed = Vec::new();
        let signers = if let Some(paper) = paper {
            let printed = paper.document.signatures.iter().map(|one| &*one.name);
            let people = signing::roles_of(round, printed).into_iter();
            let people = people.map(|(role, name)| (role, name, vec![name.to_owned()]));
            let body = round.issuer(&paper.issuer);
            let body = body.map(|body| vec![body.name.clone(), body.short_name.clone()]);
            let seal = body.map(|names| (Role::Seal, paper.issuer.as_str(), names));
            let open =
                people.chain(seal).filter(|(role, signer, _)| named(*role, signer).is_none());
            unnamed.extend(open.map(|(role, _, names)| (role, names)));
            let people =
                signing::roles_of(round, paper.document.signatures.iter().map(|one| &*one.name));
            let people = people.into_iter().filter_map(|(role, name)| named(role, name));
            people.chain(named(Role::Seal, &paper.issuer)).collect()
        } else {
            let officials =
                round.signing.officials.iter().filter_map(|one| named(Role::Official, &one.name));
            officials
                .chain(round.signing.seals.iter().filter_map(|one| named(Role::Seal, &one.issuer)))
                .collect()
        };
        Proof { signers, unnamed, ..proof }
    }

    /// Returns the proof of one file; `None` when it is not one of these papers.
    fn one(&self, papers: &WriteUp, lot: &PaperLot<'_>, signed: &SignedFile<'_>) -> Option<Proof> {
        let Some(index) = lot.recognise(signed) else { return self.by_words(papers, lot, signed) };
        let written = &lot.written[index];
        let printed = match lot.printed(index) {
            Ok(printed) => printed,
            Err(failure) => {
                let told = failure.findings(written, |text| self.counted.forms.places_of(text));
                return Some(not_issued(&written.file, told.first()).of(written));
            }
        };
        if !signed.readable {
            return Some(unreadable().of(written));
        }
        let is_excerpt = written.kind == PaperKind::Excerpt.name();
        let rooms = signing::rooms(&printed.pdf, &printed.spots, &printed.blanks, is_excerpt);
        let proof = match begins_with_places(signed.bytes, &printed.pdf, &rooms) {
            Ok(()) => Proof::told(ProofOutcome::Proven, PROVEN, ""),
            Err(OriginalFault::OtherBeginning { .. } | OriginalFault::NotARevision) => {
                differences::tell(self.counted, papers, written, signed, &printed.pdf)
            }
            Err(fault) => Proof::told(ProofOutcome::Changed, fault.sentence(), fault.remedy()),
        };
        Some(Proof { original_sha256: Some(sha256(&printed.pdf)), ..proof.of(written) })
    }

    /// Proves a file that another program wrote, e.g. by printing it: the paper with most of its
    /// words is taken.
    fn by_words(
        &self,
        papers: &WriteUp,
        lot: &PaperLot<'_>,
        signed: &SignedFile<'_>,
    ) -> Option<Proof> {
        let words = text::seen(signed.bytes)?;
        let (index, now) = lot.with_most_words(&words)?;
        let written = &lot.written[index];
        // What was filled into the blanks is no difference.
        let blanks = lot.printed(index).map(|one| one.blanks.as_slice()).unwrap_or_default();
        let areas: Vec<_> = blanks.iter().map(returned::area).collect();
        let (words, filled) = text::seen_and_digits(signed.bytes, &areas)?;
        let mut proof = differences::tell_seen(self.counted, papers, written, &words, &now);
        let filled = blanks.iter().zip(&filled).filter(|(_, digits)| !digits.is_empty());
        for (blank, digits) in filled {
            let name = if blank.kind == BlankKind::Number { "số" } else { "ngày" };
            proof.sentence.push_str(&format!(" Chỗ trống của {name} ghi {digits}."));
        }
        Some(proof.of(written))
    }

    /// Makes the proof of a file that is no paper of the round as the inputs are now.
    fn none(&self, signed: &SignedFile<'_>, letters: &WriteUp) -> Proof {
        let waiting = self.papers.waiting.iter().chain(&letters.waiting);
        let is_meant = |waiting: &&WaitingPaper| {
            waiting.paper == ALL
                || signed.title.as_ref().is_some_and(|title| title.starts_with(&waiting.paper))
        };
        match waiting.clone().find(is_meant) {
            Some(waiting) => {
                let sentence = format!(
                    "Theo đầu vào hiện nay chưa lập được {}: đang chờ {}.",
                    waiting.paper, waiting.reason
                );
                Proof::told(ProofOutcome::NotIssued, sentence, CHECK)
            }
            None if !signed.readable => unreadable(),
            None => Proof::told(
                ProofOutcome::UnknownPaper,
                format!(
                    "Đợt đánh giá {}/{} không có văn bản nào như tệp này.",
                    self.counted.round.round.number, self.counted.round.round.year
                ),
                "Kiểm tra thư mục sau --inputs có đúng là của đợt này không; tệp do nơi khác lập \
                 thì không đối chiếu được.",
            ),
        }
    }
}

/// The name under which `documents` lists all papers as waiting, when none can be written.
const ALL: &str = "Tất cả văn bản";

const PROVEN: &str = "Văn bản được lập lại từ đầu vào và trùng từng byte với tệp này trước khi \
                      ký: những gì ghi trên đó đúng như đầu vào.";

const CHECK: &str =
    "Chạy `ocop check` với thư mục đầu vào này để xem còn thiếu gì, bổ sung rồi kiểm tra lại.";

const REPORT: &str = "Báo cho người phát triển chương trình, kèm tệp này và các tệp đầu vào.";

fn unreadable() -> Proof {
    let remedy = "Xin lại tệp gốc từ nơi phát hành.";
    Proof::told(
        ProofOutcome::NotCompared,
        "Tệp không đọc được nên không so được với văn bản lập từ đầu vào.",
        remedy,
    )
}

fn not_issued(file: &str, finding: Option<&Finding>) -> Proof {
    let why = finding.map(|finding| format!(" {}", finding.message)).unwrap_or_default();
    Proof::told(
        ProofOutcome::NotIssued,
        format!("Theo đầu vào hiện nay chưa dựng lại được {file}.{why}"),
        CHECK,
    )
}

/// Tells whether a finding is about the declaration of the round.
fn is_declaration(finding: &Finding) -> bool {
    [round::FILE, declaration::FILE].contains(&finding.place.file.as_str())
}

/// Makes the proof for inputs from which no paper can be written.
fn unusable(findings: &Findings) -> Proof {
    let errors = || findings.iter().filter(|finding| finding.severity() == Severity::Error);
    let heavy = errors().find(|finding| is_declaration(finding)).or_else(|| errors().next());
    let why = heavy
        .map(|finding| format!(" {} ({})", finding.message, finding.place))
        .unwrap_or_default();
    let remedy = "Sửa đầu vào theo thông báo của `ocop check`, hoặc ghi đúng thư mục sau \
                  --inputs, rồi kiểm tra lại.";
    Proof::told(
        ProofOutcome::NoInputs,
        format!("Chưa lập lại được văn bản từ đầu vào.{why}"),
        remedy,
    )
}
