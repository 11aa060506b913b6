//! The round (đợt đánh giá): everything the office itself decides and writes in `round.toml`, or in
//! `khai-bao.xlsx`, its other spelling.
//!
//! This desk reads that one declaration, and the results that earlier rounds filed
//! (`ket-qua.json`). It never reads another workbook, and it knows nothing of scores.

mod accept;
mod agenda;
mod certificate;
mod check;
mod clock;
mod council;
mod date;
mod explain;
mod model;
mod papers;
mod place;
mod previous;
mod publication;
mod rules;
mod signing;

use std::io::ErrorKind;
use std::path::Path;

pub use self::accept::{AcceptEntry, accept};
pub use self::agenda::{Agenda, AgendaFault, DayHours};
pub use self::certificate::{CertificateSettings, CertificateShift};
pub(crate) use self::clock::{ClockTime, leading_number};
pub use self::council::{
    Absence, Council, CouncilRole, Member, Person, Replacement, Session, SupportTeam,
};
pub use self::date::{PaperDate, add_months, is_known, long_date, pad_number, short_date};
pub use self::model::{
    CitedAct, Decision, District, Invitation, InviteeGroup, Invitees, Issuer, Round, RoundSettings,
    Supplement,
};
pub use self::papers::{PaperChanges, PaperKind, PaperSettings, Papers, Signer};
pub use self::place::FILE;
use self::place::line_place;
pub use self::previous::{
    PREVIOUS_BYTES, PreviousCause, PreviousFault, PreviousResult, read_previous,
};
pub use self::publication::Publication;
pub use self::rules::{
    BallotRules, BallotShare, Conflict, DossierRule, MinimaMeasure, MinimaRules, Plausibility,
    PrintFileSettings, PrintSettings, ProductVerdict, Quorum, Rules, Spread, VerdictKind,
    Withdrawn,
};
pub use self::signing::{
    FOLDER as SIGNING_FOLDER, Official, Seal, SigningSettings, WIDEST_PICTURE,
};
use crate::careful;
use crate::declaration::{self, FoundDeclaration, Spelling};
use crate::finding::{Code, Finding, Findings};
use crate::settings::{self, OpenValue, ReadSettings};

/// Beginning of a value that nobody has filled in yet; `ocop new` writes such values.
const UNFILLED: &str = "<điền";

/// Reads the declaration of the inputs folder: `round.toml` or `khai-bao.xlsx`.
///
/// The round is `None` when the declaration is missing, cannot be understood, or contradicts itself;
/// the findings then say why, with the line or the cell.
pub fn read_round(inputs: &Path) -> (Option<Round>, Findings) {
    let mut findings = Findings::default();
    let text = match declaration::find(inputs) {
        FoundDeclaration::Both => {
            findings.push(explain::both());
            return (None, findings);
        }
        FoundDeclaration::Workbook(bytes) => {
            return match bytes {
                Ok(bytes) => read_workbook(&bytes),
                Err(error) => (None, Findings::from_iter([explain::workbook_not_opened(&error)])),
            };
        }
        FoundDeclaration::Toml => careful::read_text_file(&inputs.join(FILE)),
    };
    let text = match text {
        Ok(text) => text,
        Err(error) => {
            let strange = declaration::other_form(inputs);
            findings.push(match strange.filter(|_| error.kind() == ErrorKind::NotFound) {
                Some(name) => explain::other_form(&name),
                None => explain::not_opened(&error),
            });
            return (None, findings);
        }
    };
    let round = parse(&text, &mut findings);
    (round, findings)
}

/// Reads the bytes of a `khai-bao.xlsx`, like [`read_round`].
pub fn read_workbook(bytes: &[u8]) -> (Option<Round>, Findings) {
    let declared = match declaration::read(bytes) {
        Ok(declared) => declared,
        Err(finding) => return (None, Findings::from_iter([*finding])),
    };
    let spelling = Spelling::Workbook(declared.places.into());
    let mut findings = Findings::default();
    let round = parse_as(&declared.text, &spelling, &mut findings);
    let gone = |finding: &Finding| finding.code == Code::DeclarationPartMissing;
    if declared.findings.iter().any(gone) {
        // What the deleted part would have said is told once, by the part.
        findings.retain(|finding| !explain::is_missing(finding));
    }
    spelling.move_findings(&mut findings);
    let sound = !declared.findings.has_errors();
    findings.extend(declared.findings);
    (round.filter(|_| sound), findings)
}

/// Reads the text of a `round.toml`, and adds everything that is wrong with it to the findings.
///
/// A value that is still to be filled in is no fault: the round then holds a stand-in for it, and
/// [`Round::still_open`] names the lines. `None` when the text has any fault.
pub fn parse(text: &str, findings: &mut Findings) -> Option<Round> {
    parse_as(text, &Spelling::Toml, findings)
}

/// Reads the text of a `round.toml`, or the canonical text of a declaration in another spelling.
fn parse_as(text: &str, spelling: &Spelling, findings: &mut Findings) -> Option<Round> {
    let ReadSettings { value, faults, open, stands_in } =
        settings::read_settings::<Round>(&explain::SETTINGS, text, UNFILLED);
    let sound = faults.is_empty();
    findings.extend(faults);
    match spelling.unfilled(&open) {
        Some(told) => findings.extend(told),
        None => findings.extend(unfilled(&open)),
    }
    let mut round = value.filter(|_| sound || !stands_in)?;
    round.spelling = spelling.clone();
    round.unfilled = open.iter().map(|open| open.line).collect();
    round.unfilled.dedup();
    round.open_cells = spelling.still_open(&open).filter(|_| !open.is_empty()).unwrap_or_default();
    for entry in &mut round.accept {
        entry.get_mut().line =
            1 + text.get(..entry.span().start).unwrap_or(text).matches('\n').count();
    }
    let is_open = |finding: &Finding| {
        open.iter().any(|open| finding.place.sheet.as_deref() == Some(open.key.as_str()))
    };
    let mut wrong = check::check(&round);
    wrong.retain(|finding| !is_open(finding));
    let sound = sound && wrong.is_empty();
    findings.extend(wrong);
    sound.then_some(round)
}

/// Makes the finding that a `round.toml` is no text.
#[must_use]
pub fn not_text() -> Finding {
    explain::SETTINGS.not_text()
}

/// Tells whether a value has been filled in.
#[must_use]
pub fn is_filled(text: &str) -> bool {
    !text.contains(UNFILLED)
}

/// Makes the findings about values that are still to be filled in: one for each section, with all
/// its lines.
fn unfilled(open: &[OpenValue]) -> impl Iterator<Item = Finding> + '_ {
    open.chunk_by(|one, next| section(&one.key) == section(&next.key)).filter_map(|open| {
        let [first, others @ ..] = open else { return None };
        let table = section(&first.key);
        let finding = match others {
            [] => Finding::new(
                Code::RoundUnfilled,
                line_place(first.line),
                "Dòng này của đợt đánh giá chưa được điền.",
            )
            .heading(&first.key)
            .found(&first.value),
            others => {
                let message = format!("{} chỗ của mục này chưa được điền.", others.len() + 1);
                let lines = open
                    .iter()
                    .map(|open| format!("dòng {} ({})", open.line, within(&open.key, &table)));
                Finding::new(Code::RoundUnfilled, line_place(first.line), message)
                    .heading(format!("[{table}]"))
                    .found(lines.collect::<Vec<_>>().join(", "))
            }
        };
        let of_act = first.key.starts_with("acts.");
        let rest = if of_act {
            "; văn bản nào không có thì xóa cả mục đó, và tên của nó ở các dòng legal_bases"
        } else {
            ""
        };
        Some(finding.remedy(format!(
            "Thay từng chỗ <điền: …> bằng giá trị thật, số và ngày không có ngoặc kép{rest}."
        )))
    })
}

/// Returns the section of a key: its first part, such as `round`, or its first two parts where
/// there are several sections of a kind, as in `acts.criteria`.
fn section(key: &str) -> String {
    let deep = ["acts.", "issuers.", "papers."].iter().any(|start| key.starts_with(start));
    let parts = key.split('.').take(if deep { 2 } else { 1 });
    parts.map(|part| part.split('[').next().unwrap_or(part)).collect::<Vec<_>>().join(".")
}

/// Returns the rest of a key behind its section.
fn within<'a>(key: &'a str, table: &str) -> &'a str {
    key.strip_prefix(table).map_or(key, |rest| rest.trim_start_matches('.'))
}
