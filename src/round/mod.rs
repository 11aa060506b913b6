//! The round (đợt đánh giá): everything the office itself decides and writes in `round.toml`.
//!
//! This desk reads that one file. It never reads a workbook, and it knows nothing of scores.

mod accept;
mod check;
mod council;
mod date;
mod explain;
mod model;
mod rules;
mod signing;

use std::path::Path;

pub use self::accept::{Accept, accept};
pub use self::council::{Absence, Council, Member, Person, Replacement, Role, Session, Team};
pub use self::date::{PaperDate, add_months, long_date, pad_number, short_date};
pub use self::model::{
    Act, Decision, District, Invitation, InviteeGroup, Invitees, Issuer, Paper, Papers, Round, RoundSettings, Signer,
    Supplement,
};
pub use self::rules::{
    Ballots, Conflict, DossierRule, Least, Plausibility, Quorum, Rules, Spread, Tally, Verdict, VerdictKind,
};
pub use self::signing::{FOLDER as SIGNING_FOLDER, Official, Seal, Signing};
use crate::careful;
use crate::finding::{Code, Finding, Findings, Place};

/// Name of the settings file inside the inputs folder.
pub const FILE: &str = "round.toml";

/// Marks a value that nobody has filled in yet; `ocop new` writes such values.
const UNFILLED: &str = "<điền";

/// Reads `round.toml` of this folder.
///
/// `None` comes back when the file is missing or cannot be understood; the findings then say why, with the line.
pub fn read(inputs: &Path) -> (Option<Round>, Findings) {
    let mut findings = Findings::default();
    let text = match careful::read_text(&inputs.join(FILE)) {
        Ok(text) => text,
        Err(error) => {
            findings.push(explain::not_opened(&error));
            return (None, findings);
        }
    };
    let round = parse(&text, &mut findings);
    (round, findings)
}

/// Understands the text of a `round.toml`, adding what is wrong with it to the findings.
pub fn parse(text: &str, findings: &mut Findings) -> Option<Round> {
    match toml::from_str::<Round>(text) {
        Ok(mut round) => {
            let unfilled: Vec<_> = unfilled(text).collect();
            round.unfilled = unfilled.len();
            for entry in &mut round.accept {
                entry.get_mut().line = 1 + text.get(..entry.span().start).unwrap_or(text).matches('\n').count();
            }
            findings.extend(unfilled);
            let wrong = check::check(&round);
            let sound = wrong.is_empty();
            findings.extend(wrong);
            sound.then_some(round)
        }
        Err(error) => {
            findings.push(explain::not_understood(text, &error));
            None
        }
    }
}

/// One finding a line that still holds a value to be filled in.
fn unfilled(text: &str) -> impl Iterator<Item = Finding> + '_ {
    let open = |line: &str| line.split('#').next().unwrap_or_default().contains(UNFILLED);
    text.lines().enumerate().filter(move |(_, line)| open(line)).map(|(index, _)| {
        Finding::new(Code::RoundUnfilled, line_place(index + 1), "Dòng này của đợt đánh giá chưa được điền.")
            .remedy("Tìm chữ <điền trong tệp round.toml, thay bằng giá trị thật rồi chạy lại.")
    })
}

/// A line of `round.toml`, counted from 1.
fn line_place(line: usize) -> Place {
    Place::file(FILE).line(line)
}
