//! `ocop verify`: checks whether signed papers are valid, and whether they say what the inputs say.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use pdf_signature::{
    Certificate, PkiFault, RevocationList, State, Trust, blank_fields, verify_with,
};
use time::UtcDateTime;

use super::Exit;
use super::args::VerifyArgs;
use crate::careful::{self, CERTIFICATE_BYTES, PAPER_BYTES};
use crate::pipeline::{Job, RunFault};
use crate::proving::{self, Proof, ProofOutcome};
use crate::round::{self, Round};
use crate::signing::{self, RedrawnBlank};
use crate::templates::Templates;
use crate::typeset::Typesetter;
use crate::verdict::{self, VerifiedFile};

/// Verifies the files one after the other. `job` tells from which inputs papers are typeset again;
/// with `None` nothing is compared.
pub(super) fn run(
    args: &VerifyArgs,
    job: Option<&Job>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let TrustedFiles { trust, between, unusable } = match trust(args) {
        Ok(trusted) => trusted,
        Err(UnreadableFile { file, what, why }) => {
            writeln!(err, "Không đọc được {what}: {}\n  {why}", file.display())?;
            return Ok(Exit::Nothing);
        }
    };
    let read: Vec<_> = args
        .files
        .iter()
        .map(|file| (file.display().to_string(), careful::read_named_file(file, PAPER_BYTES)))
        .collect();
    let files: Vec<_> = read
        .iter()
        .filter_map(|(name, bytes)| Some((name.as_str(), bytes.as_deref().ok()?)))
        .collect();
    let mut proofs = job.map(|job| prove(job, &files)).unwrap_or_default().into_iter();
    let verified: Vec<_> = read
        .iter()
        .map(|(name, bytes)| match bytes {
            Ok(bytes) => {
                let verdict = verify_with(bytes, &trust, &between);
                let rooted = !trust.roots.is_empty();
                let filled = filled(bytes, job)?;
                let file = VerifiedFile::of(name, bytes, verdict, rooted, filled, proofs.next());
                Ok(file.with_unusable_lists(&unusable))
            }
            Err(error) => Ok(VerifiedFile::unopened(name, error)),
        })
        .collect::<io::Result<_>>()?;
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &verified)?;
        writeln!(out)?;
    } else {
        for (index, file) in verified.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            verdict::verified(out, file, args.inputs.as_deref())?;
        }
        if verified.len() > 1 {
            verdict::verified_files(out, &verified)?;
        }
    }
    Ok(exit(verified.iter().map(|file| file.state).max().unwrap_or_default()))
}

/// Returns what was filled into the blanks of a file, drawn again with the templates of the job.
fn filled(bytes: &[u8], job: Option<&Job>) -> io::Result<Vec<RedrawnBlank>> {
    if blank_fields(bytes).unwrap_or_default().is_empty() {
        return Ok(Vec::new());
    }
    // Without a round there is no folder of its own, and the embedded templates are taken.
    let own = job.map_or(Path::new(""), |job| &job.templates);
    Ok(signing::redrawn(bytes, &Typesetter::new(&Templates::new(own)?)?))
}

fn exit(state: State) -> Exit {
    match state {
        State::Valid => Exit::Clean,
        State::Invalid => Exit::Warnings,
        State::Unreadable => Exit::Refused,
        State::Undetermined => Exit::Nothing,
    }
}

/// Returns the proof of each file, in order. When the inputs cannot be read at all, every proof
/// says so.
fn prove(job: &Job, files: &[(&str, &[u8])]) -> Vec<Proof> {
    proving::against_inputs(job, files).unwrap_or_else(|fault| {
        let sentence = match &fault {
            RunFault::Intake(_) => "Không mở được thư mục đầu vào.".to_owned(),
            fault => format!("Chưa lập lại được văn bản từ đầu vào: {fault}."),
        };
        let remedy = "Kiểm tra tên thư mục sau --inputs và quyền đọc, rồi kiểm tra lại.";
        vec![Proof::told(ProofOutcome::NoInputs, sentence, remedy); files.len()]
    })
}

/// A certificate or revocation list that was named but cannot be read.
struct UnreadableFile {
    file: PathBuf,
    what: &'static str,
    why: String,
}

/// Returns what the verdict rests on: trusted roots, revocation lists and the present time; and the
/// intermediate certificates. Without roots in the arguments, those of the round are taken.
fn trust(args: &VerifyArgs) -> Result<TrustedFiles, UnreadableFile> {
    let named = args.inputs.as_deref().map(of_round).unwrap_or_default();
    let files = if args.trust.is_empty() { named.roots } else { args.trust.clone() };
    let roots = read_all(&files, "tệp chứng thư gốc", Certificate::from_pem_or_der)?;
    // Missing certificates of the round are no fault here: the verdict says what is missing.
    let of_round = named.intermediates.into_iter().filter(|file| file.is_file());
    let between: Vec<_> = args.intermediate.iter().cloned().chain(of_round).collect();
    let between = read_all(&between, "tệp chứng thư trung gian", Certificate::from_pem_or_der)?;
    let now = UtcDateTime::now();
    let authorities = [roots.as_slice(), between.as_slice()].concat();
    let (mut crls, mut unusable) = (Vec::new(), Vec::new());
    for file in &args.crl {
        let one = std::slice::from_ref(file);
        let lists = read_all(one, "danh sách thu hồi", RevocationList::from_pem_or_der)?;
        let faults = lists.iter().filter_map(|list| list.unusable(&authorities, now));
        unusable.extend(faults.map(|why| format!("{}: {why}", file.display())));
        crls.extend(lists);
    }
    Ok(TrustedFiles { trust: Trust { roots, crls, time: now }, between, unusable })
}

/// What the verdict rests on.
struct TrustedFiles {
    trust: Trust,
    between: Vec<Certificate>,
    /// The lists of what was revoked that say nothing, each with the reason (Vietnamese).
    unusable: Vec<String>,
}

/// The certificate files that `round.toml` names.
#[derive(Default)]
struct NamedCertificates {
    roots: Vec<PathBuf>,
    intermediates: Vec<PathBuf>,
}

/// Returns the certificate files of `round.toml`; none when it cannot be understood, which the
/// comparison reports.
fn of_round(inputs: &Path) -> NamedCertificates {
    let signing = round::read_round(inputs).0.map(|round: Round| round.signing).unwrap_or_default();
    let below = |files: &[PathBuf]| {
        files.iter().map(|file| inputs.join(round::SIGNING_FOLDER).join(file)).collect()
    };
    NamedCertificates { roots: below(&signing.roots), intermediates: below(&signing.intermediates) }
}

fn read_all<T>(
    files: &[PathBuf],
    what: &'static str,
    read: impl Fn(&[u8]) -> Result<Vec<T>, PkiFault>,
) -> Result<Vec<T>, UnreadableFile> {
    let mut all = Vec::new();
    for file in files {
        let not_read = |why: String| UnreadableFile { file: file.clone(), what, why };
        let bytes = careful::read_named_file(file, CERTIFICATE_BYTES).map_err(|error| {
            let why = verdict::opening(&error);
            not_read(format!("Không mở được: {why}.\n  Cần làm: Kiểm tra tên tệp và quyền đọc."))
        })?;
        all.extend(read(&bytes).map_err(|fault| {
            not_read(format!("{}\n  Cần làm: {}", fault.sentence(), fault.remedy()))
        })?);
    }
    Ok(all)
}
