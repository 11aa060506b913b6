//! Writes the forms of a round, as far as they are due and not there already, and tells how they
//! stand.

mod alone;
mod made_from;
mod told;

pub use self::alone::forms;
use self::made_from::MadeFrom;
use crate::blanks::{FormRegister, FormStage, FormVersion, REGISTER, RoundForm, RoundForms};
use crate::counting::Counted;
use crate::finding::{Code, Finding, Place};
use crate::job::{FormsReport, Job, RunFault};
use crate::ledger::{Filed, FiledPaper, Ledger};
use crate::own::RECORD_BYTES;
use crate::typeset;

/// Which forms are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WantedForms {
    /// Those that are due.
    Due,
    /// All that can be written.
    All,
}

/// The forms after they were written.
#[derive(Debug, Default)]
pub(super) struct IssuedForms {
    /// The files for the run record: every form that stands there, and the register.
    pub(super) data: Vec<FiledPaper>,
    /// What was found on the way.
    pub(super) findings: Vec<Finding>,
    /// How the forms stand.
    pub(super) report: FormsReport,
}

/// A form that was looked at.
struct FormDone {
    /// Whether its file was written just now; `None` where it is not as it should be, or nobody
    /// knows.
    written: Option<bool>,
    /// SHA-256 of its file, and of what it was made from, where it is as it should be.
    hashes: Option<(String, String)>,
    finding: Option<Finding>,
}

/// Tells how the forms of a round stand, without writing any.
pub(super) fn look(ledger: &Ledger, counted: &Counted<'_>) -> FormsReport {
    let (all, register) = (RoundForms::of(counted), read(ledger));
    told::report(counted, &all, &register, &[])
}

/// Writes the forms of a round that are wanted and not there already, on all threads, and keeps the
/// register. Forms that were written before and are not wanted now stay as they are.
///
/// # Errors
///
/// When a file of criteria cannot be read again.
pub(super) fn issue(
    job: &Job,
    ledger: &Ledger,
    counted: &Counted<'_>,
    wanted: WantedForms,
) -> Result<IssuedForms, RunFault> {
    let (all, mut register) = (RoundForms::of(counted), read(ledger));
    let is_wanted =
        |form: &&RoundForm<'_>| wanted == WantedForms::All || form.stage == FormStage::Due;
    let forms: Vec<_> = all.forms.iter().filter(is_wanted).collect();
    let mut issued = IssuedForms::default();
    if forms.is_empty() && register.is_empty() {
        issued.report = told::report(counted, &all, &register, &[]);
        return Ok(issued);
    }
    let made_from = MadeFrom::of(counted)?;
    let desk = FormDesk { ledger, counted, register: &register, made_from: &made_from };
    let done = typeset::in_parallel(
        job.threads,
        forms.len(),
        |index| desk.one(forms[index]),
        |index| FormDone::failed(not_made(&forms[index].file, "panic")),
    );
    let before = register.clone();
    let mut written = Vec::new();
    for (form, done) in forms.iter().zip(done) {
        if let Some((sha256, made_from)) = done.hashes {
            register.note(&form.file, sha256, made_from, FormVersion::of(form));
        }
        written.extend(done.written.map(|written| (*form, written)));
        issued.findings.extend(done.finding);
    }
    issued.report = told::report(counted, &all, &register, &written);
    forget_gone(ledger, &all, &mut register);
    issued.data = standing(ledger, &register);
    if register != before || ledger.content(REGISTER, RECORD_BYTES).is_some() {
        match ledger.file_data(REGISTER, &register.to_json()?) {
            Ok(filed) => issued.data.push(filed),
            Err(wrong) => issued.findings.push(*wrong),
        }
    }
    Ok(issued)
}

fn read(ledger: &Ledger) -> FormRegister {
    let bytes = ledger.content(REGISTER, RECORD_BYTES);
    bytes.map(|bytes| FormRegister::read(&bytes)).unwrap_or_default()
}

/// Forgets the forms that the round has no more and that somebody took away. While forms of a kind
/// cannot be written, none of them is forgotten.
fn forget_gone(ledger: &Ledger, all: &RoundForms<'_>, register: &mut FormRegister) {
    let files: Vec<String> = register.forms().map(|(file, _)| file.to_owned()).collect();
    for file in files {
        let is_of_round = all.forms.iter().any(|form| form.file == file);
        if !is_of_round && all.waiting.is_empty() && !ledger.stands(&file) {
            register.forget(&file);
        }
    }
}

/// Returns the forms of the register that stand there, for the run record. Those that could not be
/// written are left to the ledger.
fn standing(ledger: &Ledger, register: &FormRegister) -> Vec<FiledPaper> {
    let files = register.forms().filter(|(file, _)| ledger.stands(file) && !ledger.failed(file));
    let filed = files.map(|(file, form)| FiledPaper {
        file: file.to_owned(),
        sha256: form.sha256.clone(),
        pages: None,
        to_sign: None,
        key: None,
    });
    filed.collect()
}

/// Everything that is needed to write one form.
struct FormDesk<'a> {
    ledger: &'a Ledger,
    counted: &'a Counted<'a>,
    register: &'a FormRegister,
    made_from: &'a MadeFrom,
}

impl FormDesk<'_> {
    /// Writes a form, unless it stands there already, or somebody changed it there.
    fn one(&self, form: &RoundForm<'_>) -> FormDone {
        let file = form.file.as_str();
        let (made_from, known) = (self.made_from.of_form(form), self.register.form(file));
        // What else may stand there is told when the form is written.
        let stands = self.ledger.standing(file).ok().flatten();
        if let (Some(known), Some(stands)) = (known, &stands)
            && (&known.sha256, &known.made_from) == (stands, &made_from)
        {
            return FormDone::stands(false, stands.clone(), made_from);
        }
        let ours = |sha256: &String| {
            known.is_some_and(|known| known.sha256 == *sha256)
                || self.ledger.has_filed(file, sha256)
        };
        let changed = stands.is_some_and(|sha256| !ours(&sha256));
        let bytes = match form.workbook(self.counted) {
            Ok(bytes) => bytes,
            Err(error) => return FormDone::failed(not_made(file, &error.to_string())),
        };
        if changed && !self.ledger.holds(file, &bytes) {
            return FormDone::failed(changed_in_place(file));
        }
        match self.ledger.file_workbook(form.identity.code.kind.name(), file, &bytes) {
            Ok(Filed { changed, sha256, .. }) => FormDone::stands(changed, sha256, made_from),
            Err(wrong) => FormDone::failed(*wrong),
        }
    }
}

impl FormDone {
    fn stands(written: bool, sha256: String, made_from: String) -> Self {
        Self { written: Some(written), hashes: Some((sha256, made_from)), finding: None }
    }

    fn failed(finding: Finding) -> Self {
        Self { written: None, hashes: None, finding: Some(finding) }
    }
}

fn not_made(file: &str, why: &str) -> Finding {
    Finding::new(Code::FormNotMade, Place::file(file), "Không tạo được biểu mẫu này.")
        .remedy("Gửi cho người phát triển chương trình, kèm các tệp đầu vào.")
        .technical(why)
}

fn changed_in_place(file: &str) -> Finding {
    let message = "Biểu mẫu này đã bị sửa ngay trong thư mục kết quả nên được giữ nguyên; bản mới \
                   chưa ghi được.";
    Finding::new(Code::FormChangedInPlace, Place::file(file), message).remedy(
        "Nếu đã điền vào đây thì chuyển tệp sang thư mục đầu vào; nếu không thì xóa tệp. Sau đó \
         chạy lại để có bản mới.",
    )
}
