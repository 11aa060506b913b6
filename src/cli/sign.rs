//! `ocop sign` and `ocop ltv`: shows what will be signed, asks for the secret, and tells what came of it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use time::OffsetDateTime;

use super::Exit;
use super::args::{Ltv, RunArgs, Sign};
use super::secret::{self, Source};
use crate::ledger::Ledger;
use crate::report;
use crate::round::{self, Round};
use crate::signature::keys::{Identity, Module, P12, Plugged, Signer};
use crate::signature::sign::{Expected, Settings, SigningDesk, Stamp, check_certificate};
use crate::signature::{Refusal, Role};
use crate::signing::{self, Done, Obstacle, Sheet, Table};
use crate::templates::Templates;
use crate::typeset::Typesetter;

/// What lies ready before the table is laid.
struct Office {
    round: Round,
    inputs: PathBuf,
    ledger: Ledger,
    typesetter: Typesetter,
}

/// Signs papers.
pub(super) fn sign(asked: &Sign, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let mut source = match prepare(asked.secret_fd, err)? {
        Ok(source) => source,
        Err(exit) => return Ok(exit),
    };
    let Some(office) = open(&asked.run, err)? else { return Ok(Exit::Nothing) };
    let table = match office.table(asked.role(), &asked.trust.roots) {
        Ok(table) => table,
        Err(obstacle) => return refused(None, &obstacle, err),
    };
    let mut sheets = Vec::new();
    for path in &asked.papers {
        let sheet = match &asked.annex_of {
            Some(main) => table.lay_annex(path, main),
            None => table.lay(path, now()),
        };
        match sheet {
            Ok(sheet) => sheets.push(sheet),
            Err(obstacle) => drop(refused(Some(path), &obstacle, err)?),
        }
    }
    if sheets.is_empty() {
        return Ok(Exit::Nothing);
    }
    let settings = match table.settings(&sheets, asked.without_timestamp) {
        Ok(settings) => settings,
        Err(obstacle) => return refused(None, &obstacle, err),
    };
    show(&sheets, asked.role(), out)?;
    let signer = match signer(asked, &settings, &mut source, out) {
        Ok(signer) => signer,
        Err(Stopped::Refused(refusal)) => return refused(None, &*refusal, err),
        Err(Stopped::Io(error)) => return no_secret(&error, err),
    };
    drop(source);
    let desk = match SigningDesk::open(&settings, &*signer, now()) {
        Ok(desk) => desk,
        Err(refusal) => return refused(None, &refusal, err),
    };
    if asked.key.p12.is_some() {
        holder(desk.identity(), out)?;
    }
    let mut tally = Tally { asked: asked.papers.len(), ..Tally::default() };
    for sheet in &sheets {
        let done = table.sign(&desk, sheet, now());
        if tally.note(done, &sheet.path, &asked.run.outputs, out, err)? {
            break;
        }
    }
    tally.conclude(out)
}

/// Adds evidence for later years to signed papers.
pub(super) fn ltv(asked: &Ltv, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let Some(office) = open(&asked.run, err)? else { return Ok(Exit::Nothing) };
    let table = match office.table(Role::Official, &asked.roots) {
        Ok(table) => table,
        Err(obstacle) => return refused(None, &obstacle, err),
    };
    let mut tally = Tally { asked: asked.papers.len(), ..Tally::default() };
    for path in &asked.papers {
        let done = table.lay_signed(path).and_then(|sheet| table.archive(&sheet, now()));
        if tally.note(done, path, &asked.run.outputs, out, err)? {
            break;
        }
    }
    tally.conclude(out)
}

/// Opens the way of the secret, then closes the process to others.
pub(super) fn prepare(descriptor: Option<u32>, err: &mut dyn Write) -> io::Result<Result<Source, Exit>> {
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

fn open(run: &RunArgs, err: &mut dyn Write) -> io::Result<Option<Office>> {
    let inputs = run.from.inputs.clone();
    let (round, findings) = round::read(&inputs);
    let Some(round) = round else {
        report::findings(err, &findings)?;
        return Ok(None);
    };
    let templates = Templates::new(&run.from.templates.clone().unwrap_or_else(|| inputs.join("templates")))?;
    let typesetter = Typesetter::new(&templates)?;
    Ok(Some(Office { round, ledger: Ledger::open(&run.outputs)?, typesetter, inputs }))
}

impl Office {
    fn table(&self, role: Role, more_roots: &[PathBuf]) -> Result<Table<'_>, Obstacle> {
        let issuers = signing::issuers(&self.round.signing, &self.inputs, more_roots)?;
        let Self { round, inputs, ledger, typesetter } = self;
        Ok(Table { round, inputs, ledger, typesetter, role, issuers })
    }
}

fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

/// What will be signed, so that it can be compared before the secret is typed.
fn show(sheets: &[Sheet], role: Role, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Sẽ ký {} văn bản, vai: {}.", sheets.len(), role.title())?;
    for sheet in sheets {
        writeln!(out, "  {}\n    SHA-256 {}", sheet.path.display(), sheet.sha256)?;
        if let Some(official) = &sheet.signed_by {
            writeln!(out, "    đã có chữ ký của {official}")?;
        }
    }
    out.flush()
}

/// Whose certificate it is.
fn holder(identity: &Identity, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "Chứng thư số: {}\n    nơi cấp {}\n    dấu vân tay {}",
        identity.subject, identity.issuer, identity.fingerprint
    )?;
    if identity.rehearsal {
        writeln!(out, "    CHỨNG THƯ THỬ: trang ký sẽ có chữ “BẢN THỬ”; văn bản không có giá trị.")?;
    }
    out.flush()
}

/// Why there is no signer.
enum Stopped {
    Refused(Box<dyn Refusal>),
    Io(io::Error),
}

impl<R: Refusal + 'static> From<R> for Stopped {
    fn from(refusal: R) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

/// Opens the key, once.
fn signer(
    asked: &Sign,
    settings: &Settings,
    source: &mut Source,
    out: &mut dyn Write,
) -> Result<Box<dyn Signer>, Stopped> {
    if let Some(module) = &asked.key.token {
        let plugged = Module::load(module)?.token(asked.trust.token_label.as_deref())?;
        return unlock(plugged, settings, source, out);
    }
    let path = asked.key.p12.as_deref().unwrap_or(Path::new(""));
    let file = fs_err::read(path).map_err(Stopped::Io)?;
    let prompt = format!("Mật khẩu của tệp khóa {}: ", path.display());
    let secret = source.ask(&prompt).map_err(Stopped::Io)?;
    Ok(Box::new(P12::open(&file, &secret)?))
}

/// Looks at the token first: whose certificate it holds and whether it may sign; then sends the PIN, once.
fn unlock(
    plugged: Plugged,
    settings: &Settings,
    source: &mut Source,
    out: &mut dyn Write,
) -> Result<Box<dyn Signer>, Stopped> {
    let fingerprint = match &settings.expected {
        Some(Expected::Fingerprint(written)) => Some(written.as_str()),
        _ => None,
    };
    if let Some(chain) = plugged.chain(fingerprint)? {
        let (identity, _) = check_certificate(settings, &chain, now())?;
        holder(&identity, out).map_err(Stopped::Io)?;
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
    Ok(Box::new(plugged.unlock(pin, fingerprint)?))
}

/// What came of the papers.
#[derive(Default)]
struct Tally {
    asked: usize,
    done: usize,
    waived: usize,
    faults: usize,
}

impl Tally {
    /// Tells what came of one paper, and whether the sitting ends here.
    fn note(
        &mut self,
        done: Result<Done, Obstacle>,
        path: &Path,
        outputs: &Path,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> io::Result<bool> {
        match done {
            Ok(done) => {
                self.done += 1;
                write!(out, "Đã ký: {}", outputs.join(&done.file).display())?;
                match done.stamp {
                    Stamp::Stamped => write!(out, " (có dấu thời gian)")?,
                    Stamp::NotAsked => {}
                    Stamp::Waived(refusal) => {
                        self.waived += 1;
                        write!(out, " (KHÔNG có dấu thời gian: {})", refusal.sentence())?;
                    }
                }
                writeln!(out)?;
                Ok(false)
            }
            Err(obstacle) => {
                self.faults += usize::from(matches!(obstacle, Obstacle::NotWritten(_) | Obstacle::NotNoted { .. }));
                refused(Some(path), &obstacle, err)?;
                Ok(obstacle.ends_the_sitting())
            }
        }
    }

    fn conclude(self, out: &mut dyn Write) -> io::Result<Exit> {
        writeln!(out, "Xong {}/{} văn bản.", self.done, self.asked)?;
        Ok(match self {
            Self { faults: 1.., .. } => Exit::Fault,
            Self { done: 0, .. } => Exit::Nothing,
            Self { done, asked, .. } if done < asked => Exit::Refused,
            Self { waived: 1.., .. } => Exit::Warnings,
            _ => Exit::Clean,
        })
    }
}

/// Tells what stands against signing, and what to do.
fn refused(path: Option<&Path>, refusal: &dyn Refusal, err: &mut dyn Write) -> io::Result<Exit> {
    match path {
        Some(path) => write!(err, "Không ký {}: ", path.display())?,
        None => write!(err, "Không ký: ")?,
    }
    writeln!(err, "{}\n  Cách xử lý: {}", refusal.sentence(), refusal.remedy())?;
    Ok(Exit::Nothing)
}

/// There was no secret to be had.
pub(super) fn no_secret(error: &io::Error, err: &mut dyn Write) -> io::Result<Exit> {
    writeln!(
        err,
        "Không ký: không đọc được tệp khóa hoặc mật khẩu.\n  {error}\n  \
         Cách xử lý: kiểm tra tên tệp khóa; chạy lệnh trong cửa sổ lệnh để gõ được mật khẩu, hoặc dùng --secret-fd."
    )?;
    Ok(Exit::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signature::keys::KeyError;

    #[test]
    fn a_refusal_of_a_key_is_told_with_its_remedy() {
        let mut told = Vec::new();
        refused(Some(Path::new("a.pdf")), &KeyError::NoToken, &mut told).unwrap();
        let told = String::from_utf8(told).unwrap();
        assert!(told.starts_with("Không ký a.pdf: Không thấy thiết bị ký nào.\n  Cách xử lý: Cắm"), "{told}");
    }
}
