//! `ocop sign`: shows what will be signed, asks for the secret, signs, and reports the result.

mod doubts;
mod key;
mod number;
mod place;
mod receive;
mod report;

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use pdf_signature::Role;
use pdf_signature::keys::{Module, P12, Plugged, Signer, Wanted};
use pdf_signature::sign::{Settings, SigningDesk, check_certificate};
use time::OffsetDateTime;

pub(super) use self::number::number;
use self::place::RoundFolders;
pub(super) use self::receive::receive;
pub(super) use self::report::{PaperTally, WorkWords, no_secret};
use self::report::{holder, register_unwritten, show};
use super::Exit;
use super::args::{FolderArgs, KeyArgs, SignArgs, TrustArgs};
use super::console::secret::{self, SecretSource};
use super::console::who;
use super::tokens;
use crate::careful::{self, CERTIFICATE_BYTES};
use crate::ledger::Ledger;
use crate::proving::HeldPapers;
use crate::round::{self, Round};
use crate::signing::{self, Obstacle, SignablePaper, SigningTable};
use crate::templates::Templates;
use crate::typeset::Typesetter;
use crate::{pipeline, terminal};

const SIGN: WorkWords = WorkWords { done: "Đã ký", undone: "Không ký" };

/// The round, folders, ledger and fonts that are loaded before papers are signed.
pub(super) struct SigningOffice {
    round: Round,
    folders: RoundFolders,
    ledger: Ledger,
    typesetter: Typesetter,
}

/// Performs `ocop sign`.
pub(super) fn sign(asked: &SignArgs, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let mut source = match prepare(asked.secret_fd, err)? {
        Ok(source) => source,
        Err(exit) => return Ok(exit),
    };
    let is_asked = source.is_typed() && io::stdin().is_terminal();
    if !asked.key.is_named() && !is_asked {
        writeln!(err, "Không ký: chưa rõ khóa.\n  Cần làm: thêm --p12 TỆP hoặc --token THƯ-VIỆN.")?;
        return Ok(Exit::Nothing);
    }
    let main = asked.annex_of.iter();
    let papers = || {
        asked
            .papers
            .iter()
            .filter(|_| asked.annex_of.is_none() && asked.copy().is_none())
            .chain(main.clone())
            .map(PathBuf::as_path)
    };
    let Some(office) = open((&SIGN, "ocop sign"), &asked.folders, papers(), err)? else {
        return Ok(Exit::Nothing);
    };
    let table = match office.table(asked.role(), &asked.trust) {
        Ok(table) => table,
        Err(obstacle) => return SIGN.refused(None, &obstacle, err),
    };
    let mut signables = prepare_papers(&table, asked, err)?;
    office.leave_out_made_anew(&mut signables, err)?;
    if signables.is_empty() {
        return Ok(Exit::Nothing);
    }
    let settings = match table.settings(&signables, asked.without_timestamp) {
        Ok(settings) => settings,
        Err(obstacle) => return SIGN.refused(None, &obstacle, err),
    };
    show(&signables, &settings, (&office.folders.inputs, &office.folders.outputs), now(), out)?;
    let key = if asked.key.is_named() {
        asked.key.clone()
    } else {
        KeyArgs::ask(&mut io::stdin().lock(), out)?
    };
    let label = asked.token_label.as_deref();
    let OpenedKey { signer, shown } = match open_key((&key, label), &settings, &mut source, out) {
        Ok(opened) => opened,
        Err(NoSigner::Refused(refusal)) => return SIGN.refused(None, &refusal, err),
        Err(NoSigner::Io(error)) => return no_secret(&error, err),
    };
    drop(source);
    let desk = match SigningDesk::open(&settings, &*signer, now()) {
        Ok(desk) => desk,
        Err(refusal) => return SIGN.refused(None, &refusal.into(), err),
    };
    if !shown {
        holder(desk.identity(), now(), out)?;
    }
    if !doubts::agreed(
        &table,
        &signables,
        desk.identity(),
        (asked.other_signer, is_asked),
        (out, err),
    )? {
        return Ok(Exit::Nothing);
    }
    let mut tally = PaperTally::new(&SIGN, asked.papers.len());
    for signable in &signables {
        let done = table.sign(&desk, signable, now());
        if tally.note(done, &signable.path, &office.folders.outputs, out, err)? {
            break;
        }
    }
    let mut unwritten = None;
    if tally.is_any_done()
        && signables.iter().any(SignablePaper::is_registered_by_seal)
        && let Err(obstacle) = table.write_register()
    {
        unwritten = Some(register_unwritten(&obstacle, err)?);
    }
    let concluded = tally.conclude(out)?;
    Ok(unwritten.filter(|_| concluded == Exit::Clean).unwrap_or(concluded))
}

/// Prepares the papers for signing. A paper that cannot be signed is left out, and the reason is
/// printed.
fn prepare_papers(
    table: &SigningTable<'_>,
    asked: &SignArgs,
    err: &mut dyn Write,
) -> io::Result<Vec<SignablePaper>> {
    let mut signables = Vec::new();
    for path in &asked.papers {
        let signable = match (&asked.annex_of, asked.copy()) {
            (Some(main), _) => table.prepare_annex(path, main, now()),
            (None, Some(kind)) => {
                let decision = &table.round.papers.decision.issuer;
                let issuer = asked.issuer.as_deref().unwrap_or(decision);
                table.prepare_copy(path, kind, issuer, now())
            }
            (None, None) => table.prepare(path, now()),
        };
        match signable {
            Ok(signable) => signables.push(signable),
            Err(obstacle) => drop(SIGN.refused(Some(path), &obstacle, err)?),
        }
    }
    Ok(signables)
}

/// Opens the source of the secret, then protects the memory of the process. The inner error is the
/// exit code when there is no source, or the memory is not protected and nobody wants to go on.
pub(super) fn prepare(
    descriptor: Option<u32>,
    err: &mut dyn Write,
) -> io::Result<Result<SecretSource, Exit>> {
    let source = match SecretSource::open(descriptor) {
        Ok(source) => source,
        Err(error) => return no_secret(&error, err).map(Err),
    };
    let hardened = secret::harden();
    let goes_on = secret::goes_on(hardened, source.is_typed(), &mut io::stdin().lock(), err)?;
    Ok(if goes_on { Ok(source) } else { Err(Exit::Fault) })
}

/// Loads the settings, the record and the fonts. `None` when that is not possible; the reason is
/// printed.
pub(super) fn open<'p>(
    (work, command): (&WorkWords, &str),
    typed: &FolderArgs,
    papers: impl IntoIterator<Item = &'p Path>,
    err: &mut dyn Write,
) -> io::Result<Option<SigningOffice>> {
    let folders = match place::find(typed, papers) {
        Ok(folders) => folders,
        Err(obstacle) => return work.refused(None, &obstacle, err).map(|_| None),
    };
    if let Err(fault) = pipeline::check_folders(&folders.inputs, &folders.outputs) {
        super::fault::failed(&fault, err)?;
        return Ok(None);
    }
    let (round, findings) = round::read_round(&folders.inputs);
    let Some(round) = round else {
        terminal::findings(err, &findings)?;
        return Ok(None);
    };
    let typesetter = Typesetter::new(&Templates::new(&folders.templates)?)?;
    let ledger = Ledger::open_for(&folders.outputs, who::now(command))?;
    Ok(Some(SigningOffice { round, folders, ledger, typesetter }))
}

impl SigningOffice {
    /// Gathers what is needed to sign in a role. The certificates that `trust` names are taken
    /// besides those of the round.
    pub(super) fn table(
        &self,
        role: Role,
        trust: &TrustArgs,
    ) -> Result<SigningTable<'_>, Obstacle> {
        let issuers = signing::issuers(&self.round.signing, &self.folders.inputs, &trust.roots)?;
        let between = trust.intermediate.iter().map(|path| signing::read_certificates(path));
        let issuers = issuers.and_between(between.collect::<Result<Vec<_>, _>>()?.concat());
        let Self { round, folders, ledger, typesetter } = self;
        Ok(SigningTable { round, inputs: &folders.inputs, ledger, typesetter, role, issuers })
    }

    /// Returns the outputs folder.
    pub(super) fn outputs(&self) -> &Path {
        &self.folders.outputs
    }

    /// Returns the job that gives the papers of the round.
    fn job(&self) -> pipeline::Job {
        let RoundFolders { inputs, outputs, templates, previous } = self.folders.clone();
        super::job::job(inputs, outputs, Some(templates), previous)
    }

    /// Removes the papers that a run would make differently from the current inputs and templates,
    /// and prints why.
    fn leave_out_made_anew(
        &self,
        signables: &mut Vec<SignablePaper>,
        err: &mut dyn Write,
    ) -> io::Result<()> {
        // A copy is no paper of the round.
        let papers: BTreeSet<_> = signables
            .iter()
            .map(|signable| signable.recorded.paper.clone())
            .filter(|paper| !paper.is_empty())
            .collect();
        let held = self.held(&papers);
        let mut kept = Vec::new();
        for signable in signables.drain(..) {
            match held.allow(&signable.recorded.paper) {
                Ok(()) => kept.push(signable),
                Err(obstacle) => drop(SIGN.refused(Some(&signable.path), &obstacle, err)?),
            }
        }
        *signables = kept;
        Ok(())
    }

    /// Holds papers of the record against what a run would make now.
    fn held(&self, papers: &BTreeSet<String>) -> HeldPapers {
        let papers: Vec<_> = papers.iter().map(String::as_str).collect();
        let held = self.ledger.record().map(|record| HeldPapers::of(&self.job(), record, &papers));
        held.unwrap_or_default()
    }
}

/// Returns the present time. This is the only clock of signing.
pub(super) fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

/// Why the key cannot be used.
enum NoSigner {
    Refused(Box<Obstacle>),
    Io(io::Error),
}

impl<R: Into<Obstacle>> From<R> for NoSigner {
    fn from(refusal: R) -> Self {
        Self::Refused(Box::new(refusal.into()))
    }
}

/// A key that is ready to sign.
struct OpenedKey {
    signer: Box<dyn Signer>,
    /// Whether its holder was printed before the secret was asked for. A key file names its holder
    /// only after it is opened.
    shown: bool,
}

/// Opens the key with one attempt at its secret.
fn open_key(
    (key, label): (&KeyArgs, Option<&str>),
    settings: &Settings,
    source: &mut SecretSource,
    out: &mut dyn Write,
) -> Result<OpenedKey, NoSigner> {
    if let Some(module) = &key.token {
        let plugged = Module::load(&tokens::module(module, label)?)?.token(label)?;
        return unlock(plugged, settings, source, out);
    }
    let path = key.p12.as_deref().unwrap_or(Path::new(""));
    let file = careful::read_named_file(path, CERTIFICATE_BYTES).map_err(NoSigner::Io)?;
    let prompt = format!("Mật khẩu của tệp khóa {}: ", path.display());
    let secret = source.ask(&prompt).map_err(NoSigner::Io)?;
    Ok(OpenedKey { signer: Box::new(P12::open(&file, &secret)?), shown: false })
}

/// Unlocks a token. It first checks which certificate the token holds and whether it may sign; then
/// the PIN is sent, once.
fn unlock(
    plugged: Plugged,
    settings: &Settings,
    source: &mut SecretSource,
    out: &mut dyn Write,
) -> Result<OpenedKey, NoSigner> {
    let wanted = Wanted { expected: settings.expected.as_ref(), at: now() };
    let chain = plugged.chain(wanted)?;
    if let Some(chain) = &chain {
        let (identity, _) = check_certificate(settings, chain, now())?;
        holder(&identity, now(), out).map_err(NoSigner::Io)?;
    }
    if let Some(warning) = plugged.tries().warning() {
        writeln!(out, "CHÚ Ý: {warning}").map_err(NoSigner::Io)?;
    }
    let label = plugged.label().to_owned();
    let pin = if plugged.has_own_keypad() {
        writeln!(out, "Nhập mã PIN trên bàn phím của thiết bị “{label}”.").map_err(NoSigner::Io)?;
        None
    } else {
        Some(source.ask(&format!("Mã PIN của thiết bị “{label}”: ")).map_err(NoSigner::Io)?)
    };
    Ok(OpenedKey { signer: Box::new(plugged.unlock(pin, wanted)?), shown: chain.is_some() })
}
