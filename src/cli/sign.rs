//! `ocop sign`: shows what will be signed, asks for the secret, and tells what came of it.

mod place;
mod told;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use pdf_signature::Role;
use pdf_signature::keys::{Module, P12, Plugged, Signer};
use pdf_signature::sign::{Expected, Settings, SigningDesk, check_certificate};
use time::OffsetDateTime;

use self::place::Found;
pub(super) use self::told::{Tally, Work, no_secret};
use self::told::{holder, show};
use super::Exit;
use super::args::{Folders, Sign};
use super::secret::{self, Source};
use super::who;
use crate::ledger::Ledger;
use crate::proving;
use crate::round::{self, Round};
use crate::signing::{self, Obstacle, Sheet, Table};
use crate::templates::Templates;
use crate::typeset::Typesetter;
use crate::{pipeline, terminal};

const SIGN: Work = Work { done: "Đã ký", undone: "Không ký" };

/// What lies ready before the table is laid.
pub(super) struct Office {
    round: Round,
    folders: Found,
    ledger: Ledger,
    typesetter: Typesetter,
}

/// Signs papers.
pub(super) fn sign(asked: &Sign, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let mut source = match prepare(asked.secret_fd, err)? {
        Ok(source) => source,
        Err(exit) => return Ok(exit),
    };
    let main = asked.annex_of.iter();
    let papers = || {
        asked
            .papers
            .iter()
            .filter(|_| asked.annex_of.is_none())
            .chain(main.clone())
            .map(PathBuf::as_path)
    };
    let Some(office) = open((&SIGN, "ocop sign"), &asked.folders, papers(), err)? else {
        return Ok(Exit::Nothing);
    };
    let table = match office.table(asked.role(), &asked.trust.roots) {
        Ok(table) => table,
        Err(obstacle) => return SIGN.refused(None, &obstacle, err),
    };
    let mut sheets = Vec::new();
    for path in &asked.papers {
        let sheet = match &asked.annex_of {
            Some(main) => table.lay_annex(path, main),
            None => table.lay(path, now()),
        };
        match sheet {
            Ok(sheet) => sheets.push(sheet),
            Err(obstacle) => drop(SIGN.refused(Some(path), &obstacle, err)?),
        }
    }
    office.leave_out_made_anew(&mut sheets, err)?;
    if sheets.is_empty() {
        return Ok(Exit::Nothing);
    }
    let settings = match table.settings(&sheets, asked.without_timestamp) {
        Ok(settings) => settings,
        Err(obstacle) => return SIGN.refused(None, &obstacle, err),
    };
    show(&sheets, &settings, (&office.folders.inputs, &office.folders.outputs), now(), out)?;
    let Opened { signer, shown } = match open_key(asked, &settings, &mut source, out) {
        Ok(opened) => opened,
        Err(Stopped::Refused(refusal)) => return SIGN.refused(None, &refusal, err),
        Err(Stopped::Io(error)) => return no_secret(&error, err),
    };
    drop(source);
    let desk = match SigningDesk::open(&settings, &*signer, now()) {
        Ok(desk) => desk,
        Err(refusal) => return SIGN.refused(None, &refusal.into(), err),
    };
    if !shown {
        holder(desk.identity(), now(), out)?;
    }
    let mut tally = Tally::new(&SIGN, asked.papers.len());
    for sheet in &sheets {
        let done = table.sign(&desk, sheet, now());
        if tally.note(done, &sheet.path, &office.folders.outputs, out, err)? {
            break;
        }
    }
    tally.conclude(out)
}

/// Opens the way of the secret, then closes the process to others.
pub(super) fn prepare(
    descriptor: Option<u32>,
    err: &mut dyn Write,
) -> io::Result<Result<Source, Exit>> {
    let source = match Source::open(descriptor) {
        Ok(source) => source,
        Err(error) => return no_secret(&error, err).map(Err),
    };
    if !secret::harden() {
        writeln!(
            err,
            "Không ký: không khóa được bộ nhớ của chương trình trước các chương trình khác.\n  \
             Cách xử lý: đóng công cụ gỡ lỗi đang bám vào chương trình rồi chạy lại."
        )?;
        return Ok(Err(Exit::Fault));
    }
    Ok(Ok(source))
}

/// Reads the settings, the record and the fonts; tells why there are none.
pub(super) fn open<'p>(
    (work, command): (&Work, &str),
    typed: &Folders,
    papers: impl IntoIterator<Item = &'p Path>,
    err: &mut dyn Write,
) -> io::Result<Option<Office>> {
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
    Ok(Some(Office { round, folders, ledger, typesetter }))
}

impl Office {
    /// The table of a role, trusting these roots as well.
    pub(super) fn table(&self, role: Role, more_roots: &[PathBuf]) -> Result<Table<'_>, Obstacle> {
        let issuers = signing::issuers(&self.round.signing, &self.folders.inputs, more_roots)?;
        let Self { round, folders, ledger, typesetter } = self;
        Ok(Table { round, inputs: &folders.inputs, ledger, typesetter, role, issuers })
    }

    /// Where the outputs are.
    pub(super) fn outputs(&self) -> &Path {
        &self.folders.outputs
    }

    /// Leaves out the papers that a run would make anew from the inputs and templates as they are
    /// now, and tells so.
    fn leave_out_made_anew(&self, sheets: &mut Vec<Sheet>, err: &mut dyn Write) -> io::Result<()> {
        let Some(record) = self.ledger.record() else { return Ok(()) };
        let Found { inputs, outputs, templates } = self.folders.clone();
        let job = super::job::job(inputs, outputs, Some(templates));
        let papers: BTreeSet<_> = sheets.iter().map(|sheet| sheet.says.paper.clone()).collect();
        let papers: Vec<_> = papers.iter().map(String::as_str).collect();
        let outcome = proving::made_anew(&job, record, &papers);
        let mut kept = Vec::new();
        for sheet in sheets.drain(..) {
            let obstacle = match &outcome {
                Ok(anew) if anew.papers.contains(&sheet.says.paper) => {
                    Obstacle::MadeAnew(anew.changed.clone())
                }
                Ok(_) => {
                    kept.push(sheet);
                    continue;
                }
                Err(fault) => Obstacle::NotCompared(super::fault::vietnamese(fault)),
            };
            SIGN.refused(Some(&sheet.path), &obstacle, err)?;
        }
        *sheets = kept;
        Ok(())
    }
}

/// The only clock of signing.
pub(super) fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

/// Why there is no signer.
enum Stopped {
    Refused(Box<Obstacle>),
    Io(io::Error),
}

impl<R: Into<Obstacle>> From<R> for Stopped {
    fn from(refusal: R) -> Self {
        Self::Refused(Box::new(refusal.into()))
    }
}

/// A key that can be used.
struct Opened {
    signer: Box<dyn Signer>,
    /// Whether its holder was told before the secret was asked for. A key file tells it only
    /// afterwards.
    shown: bool,
}

/// Opens the key, once.
fn open_key(
    asked: &Sign,
    settings: &Settings,
    source: &mut Source,
    out: &mut dyn Write,
) -> Result<Opened, Stopped> {
    if let Some(module) = &asked.key.token {
        let plugged = Module::load(module)?.token(asked.trust.token_label.as_deref())?;
        return unlock(plugged, settings, source, out);
    }
    let path = asked.key.p12.as_deref().unwrap_or(Path::new(""));
    let file = fs_err::read(path).map_err(Stopped::Io)?;
    let prompt = format!("Mật khẩu của tệp khóa {}: ", path.display());
    let secret = source.ask(&prompt).map_err(Stopped::Io)?;
    Ok(Opened { signer: Box::new(P12::open(&file, &secret)?), shown: false })
}

/// Looks at the token first: whose certificate it holds and whether it may sign; then sends the
/// PIN, once.
fn unlock(
    plugged: Plugged,
    settings: &Settings,
    source: &mut Source,
    out: &mut dyn Write,
) -> Result<Opened, Stopped> {
    let fingerprint = match &settings.expected {
        Some(Expected::Fingerprint(written)) => Some(written.as_str()),
        _ => None,
    };
    let chain = plugged.chain(fingerprint)?;
    if let Some(chain) = &chain {
        let (identity, _) = check_certificate(settings, chain, now())?;
        holder(&identity, now(), out).map_err(Stopped::Io)?;
    }
    if let Some(warning) = plugged.tries().warning() {
        writeln!(out, "CHÚ Ý: {warning}").map_err(Stopped::Io)?;
    }
    let label = plugged.label().to_owned();
    let pin = if plugged.has_own_keypad() {
        writeln!(out, "Nhập mã PIN trên bàn phím của thiết bị “{label}”.").map_err(Stopped::Io)?;
        None
    } else {
        Some(source.ask(&format!("Mã PIN của thiết bị “{label}”: ")).map_err(Stopped::Io)?)
    };
    Ok(Opened { signer: Box::new(plugged.unlock(pin, fingerprint)?), shown: chain.is_some() })
}
