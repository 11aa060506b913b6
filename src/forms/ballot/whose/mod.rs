//! Finds out who gave a ballot, and in which session.

pub(super) mod around;
mod code;

use careful_spreadsheet::{date, text};

use self::around::{Around, DateAround};
use super::faults;
use super::people::{People, Scorer};
use super::words::BallotWords;
use crate::finding::{CellRef, Finding, Findings};
use crate::forms::Sourced;
use crate::round::{Round, Session};

/// Days between a session and the signing of its ballots from which on the date is told.
const FAR: i64 = 15;

/// Finds the member and the session of the ballots in one table, and tells what it cannot find.
pub(super) struct BallotAttribution<'a, 'r> {
    pub(super) round: &'r Round,
    pub(super) words: &'a BallotWords,
    pub(super) people: &'a People<'r>,
    pub(super) around: Around<'a>,
}

impl BallotAttribution<'_, '_> {
    /// Finds the number of the session: by a label, by the title or the name of the sheet, by a
    /// date, as the only session of the round, by the printed code of a form of ours, or at last by
    /// the path of the file. `None`, with a finding, where none of these names one of the round's
    /// sessions, or where words and code contradict each other.
    pub(super) fn session(&self, findings: &mut Findings) -> Option<u8> {
        let named = self.session_by_words(findings).ok()?;
        if let Some(code) = self.code() {
            return self.session_with_code(named, &code, findings);
        }
        let sheet = self.around.sheet;
        let by_path = named.or_else(|| session_by_path(self.round, self.words, &sheet.place.file));
        match by_path {
            _ if named.is_some() => {}
            Some(number) => findings.push(faults::session_by_path(&sheet.place, number)),
            None => findings.push(faults::session_unknown(self.round, sheet.place.clone(), None)),
        }
        by_path
    }

    /// The session that the sheet names; `Err`, with a finding, where it names none of the round.
    fn session_by_words(&self, findings: &mut Findings) -> Result<Option<u8>, ()> {
        let sheet = self.around.sheet;
        let labelled: Vec<_> = self.around.labelled(&self.words.labels.session);
        let mut wrong = None;
        for typed in &labelled {
            match self.session_of_label(&typed.value) {
                Ok(Some(number)) => return Ok(Some(number)),
                Ok(None) => {}
                Err(()) => wrong = wrong.or(Some(typed)),
            }
        }
        if let Some(typed) = wrong {
            findings.push(faults::session_unknown(
                self.round,
                typed.place.clone(),
                Some(&typed.value),
            ));
            return Err(());
        }
        let titles = self
            .around
            .texts()
            .filter_map(|(at, typed)| Some((at, typed, mentioned(self.words, typed)?)));
        let titles: Vec<(CellRef, &str, u8)> = titles.collect();
        let in_title =
            titles.iter().map(|(_, _, number)| *number).find(|number| self.exists(*number));
        if let (None, Some((at, typed, _))) = (in_title, titles.first()) {
            findings.push(faults::session_unknown(self.round, sheet.place(*at), Some(typed)));
            return Err(());
        }
        let named = in_title
            .or_else(|| mentioned(self.words, sheet.name()).filter(|number| self.exists(*number)));
        if named.is_some() {
            return Ok(named);
        }
        let labelled = self.around.labelled(&self.words.labels.date);
        let by_label = labelled
            .iter()
            .filter_map(|typed| date::find(&typed.value))
            .find_map(|date| self.of_date(date));
        let by_date =
            by_label.or_else(|| self.around.dates().find_map(|dated| self.of_date(dated.date)));
        let only = match self.round.sessions.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        let dated = by_date
            .and_then(|number| self.round.sessions.iter().find(|session| session.number == number));
        if let Some(session) = dated.or(only) {
            findings.extend(self.other_date(session));
            return Ok(Some(session.number));
        }
        Ok(None)
    }

    /// The finding about a labelled date of scoring that is not the session's, or without one about
    /// a date of signature far from it.
    fn other_date(&self, session: &Session) -> Option<Finding> {
        let mut labelled = self.around.labelled(&self.words.labels.date).into_iter();
        let scored =
            labelled.find_map(|typed| Some(DateAround { date: date::find(&typed.value)?, typed }));
        let (dated, days) = match scored {
            Some(scored) => (scored, 0),
            None => (self.around.signed().next()?, FAR),
        };
        let apart = (dated.date - session.date).whole_days().abs();
        (apart > days).then(|| faults::date_of_no_session(session, &dated.typed))
    }

    /// The session that the value of a label names; `Ok(None)` where the value is blank or names
    /// the round, `Err` where it names no session of the round.
    fn session_of_label(&self, typed: &str) -> Result<Option<u8>, ()> {
        if let Some(date) = date::find(typed)
            && let Some(number) = self.of_date(date)
        {
            return Ok(Some(number));
        }
        let bare = text::bare(typed);
        let of_round = bare.starts_with("dot ");
        let number = mentioned(self.words, typed).or_else(|| ordinal(&bare).filter(|_| !of_round));
        match number {
            Some(number) if self.exists(number) => Ok(Some(number)),
            None if of_round || bare.is_empty() => Ok(None),
            _ => Err(()),
        }
    }

    /// Whether the round has a session of this number.
    fn exists(&self, number: u8) -> bool {
        self.round.sessions.iter().any(|session| session.number == number)
    }

    /// The only session of this date.
    fn of_date(&self, date: time::Date) -> Option<u8> {
        let mut sessions = self.round.sessions.iter().filter(|session| session.date == date);
        sessions.next().filter(|_| sessions.next().is_none()).map(|session| session.number)
    }

    /// Finds who gave the ballots: by a label, by the title or the signature, by the name of the
    /// sheet, by the signature at the foot of the sheet, by the printed code of a form of ours, or
    /// at last by the path of the file. `None`, with a finding, where nobody of the council is
    /// named, or where two places name two people.
    pub(super) fn member(&self, session: Option<u8>, findings: &mut Findings) -> Option<Scorer> {
        let named = self.member_by_words(session, findings).ok()?;
        if let Some(code) = self.code() {
            return self.member_with_code(named, &code, findings);
        }
        if named.is_some() {
            return named;
        }
        let sheet = self.around.sheet;
        let by_path = member_by_path(self.people, session, &sheet.place.file);
        match by_path {
            Some(member) => {
                let name = self.people.names().nth(member.member).unwrap_or_default();
                findings.push(faults::member_by_path(&sheet.place, name));
            }
            None => findings.push(faults::member_unknown(self.people, sheet.place.clone(), None)),
        }
        by_path
    }

    /// The member whom the sheet names; `Err`, with a finding, where it names nobody of the council
    /// or two people.
    fn member_by_words(
        &self,
        session: Option<u8>,
        findings: &mut Findings,
    ) -> Result<Option<Scorer>, ()> {
        let labelled = self.around.labelled(&self.words.labels.member);
        let known =
            labelled.iter().find_map(|typed| Some((self.in_words(session, &typed.value)?, typed)));
        let signed = self.signature(session, self.around.below());
        if let Some((member, typed)) = known {
            if let Some((other, at)) = signed.filter(|(other, _)| *other != member) {
                let names = [member, other]
                    .map(|person| self.people.names().nth(person.member).unwrap_or_default());
                findings.push(faults::member_doubtful(
                    self.around.sheet.place(at),
                    names,
                    &typed.place,
                ));
                return Err(());
            }
            return Ok(Some(member));
        }
        if let Some(typed) = labelled.first() {
            findings.push(faults::member_unknown(
                self.people,
                typed.place.clone(),
                Some(&typed.value),
            ));
            return Err(());
        }
        let title = self.title(session);
        if let (Some((titled, at)), Some((other, signed))) = (title, signed)
            && titled != other
        {
            let names = [titled, other]
                .map(|person| self.people.names().nth(person.member).unwrap_or_default());
            let (titled, signed) = (self.around.sheet.place(at), self.around.sheet.place(signed));
            findings.push(faults::member_doubtful(signed, names, &titled));
            return Err(());
        }
        let sheet = self.around.sheet;
        let of_sheet = || self.people.within(session, sheet.name());
        // The signature at the foot stands for a form only where no other member signs in the
        // sheet.
        let at_foot = || {
            let alone = self.signature(session, sheet.rows()).map(|(member, _)| member);
            self.signature(session, self.around.foot())
                .map(|(member, _)| member)
                .filter(|member| alone == Some(*member))
        };
        Ok(title.or(signed).map(|(member, _)| member).or_else(of_sheet).or_else(at_foot))
    }

    /// The person whom a text names, alone or among other words.
    fn in_words(&self, session: Option<u8>, typed: &str) -> Option<Scorer> {
        self.people.named(session, typed).or_else(|| self.people.within(session, typed))
    }

    /// The person whom a title above the table names, with its cell. Below another table, a cell
    /// that holds nothing but a name is the signature under that table.
    fn title(&self, session: Option<u8>) -> Option<(Scorer, CellRef)> {
        self.around.texts().find_map(|(at, typed)| {
            let is_signature =
                at.row > self.around.head && self.people.named(session, typed).is_some();
            if is_signature { None } else { Some((self.people.within(session, typed)?, at)) }
        })
    }

    /// The only person who signs in these rows, with the cell.
    fn signature(
        &self,
        session: Option<u8>,
        rows: impl Iterator<Item = u32>,
    ) -> Option<(Scorer, CellRef)> {
        let cells = rows.flat_map(|row| self.around.sheet.row(row));
        let mut names =
            cells.filter_map(|(at, cell)| Some((self.people.named(session, cell.text()?)?, at)));
        let first = names.next()?;
        names.all(|(other, _)| other == first.0).then_some(first)
    }
}

/// The member and the session that the path of a file names. The only session of a round need not
/// be named.
pub(in crate::forms) fn by_path(
    round: &Round,
    words: &BallotWords,
    path: &str,
) -> (Option<usize>, Option<u8>) {
    let session = session_by_path(round, words, path).or(match round.sessions.as_slice() {
        [only] => Some(only.number),
        _ => None,
    });
    (member_by_path(&People::of(round), session, path).map(|person| person.member), session)
}

/// The person whom a line of a sheet names behind a label: `Người đánh giá: …`.
pub(in crate::forms) fn member_said(
    words: &BallotWords,
    people: &People<'_>,
    session: Option<u8>,
    typed: &str,
) -> Option<Scorer> {
    let (label, name) = typed.split_once(':')?;
    words.labels.member.start(&text::bare(label))?;
    people.within(session, name)
}

/// The number of the session that a line of a sheet mentions.
pub(in crate::forms) fn session_said(words: &BallotWords, typed: &str) -> Option<u8> {
    mentioned(words, typed)
}

/// The session of the round that the path of a file names, the file's own name first.
fn session_by_path(round: &Round, words: &BallotWords, path: &str) -> Option<u8> {
    let path = path.replace(['-', '_', '.'], " ");
    let number = path.rsplit('/').find_map(|part| mentioned(words, part))?;
    round.sessions.iter().any(|session| session.number == number).then_some(number)
}

/// The person whom the name of a file, or of the folder around it, names.
fn member_by_path(people: &People<'_>, session: Option<u8>, path: &str) -> Option<Scorer> {
    path.rsplit('/')
        .take(2)
        .find_map(|part| people.within(session, &part.replace(['-', '_', '.'], " ")))
}

/// The number of the session that a text mentions: 2 in `PHIẾU CHẤM ĐIỂM (LẦN 2)`, 1 in
/// `Đợt 2, lần 1`.
fn mentioned(words: &BallotWords, typed: &str) -> Option<u8> {
    let bare = text::bare(typed).replace('-', " ");
    let parts: Vec<&str> = bare.split(' ').collect();
    (0..parts.len()).find_map(|start| {
        let rest = parts[start..].join(" ");
        let known = words.labels.session.start(&rest)?;
        let behind = rest[known.len()..].trim_start();
        let behind = ["cham ", "danh gia ", "thu "]
            .iter()
            .fold(behind, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
        behind.split(' ').next().and_then(number_word)
    })
}

/// The product set that a label above the table names, as the ballot writes it.
pub(super) fn set(around: Around<'_>, words: &BallotWords) -> Option<Sourced<String>> {
    around.first(&words.labels.set)
}

/// The first number in bare words, however it is written: `1`, `01`, `thứ nhất`, `II`,
/// `2 (ngày 09/12/2020)`.
fn ordinal(bare: &str) -> Option<u8> {
    bare.split([' ', '-']).find_map(number_word)
}

/// The number that a bare word is.
fn number_word(word: &str) -> Option<u8> {
    const WORDS: [(&str, u8); 12] = [
        ("nhat", 1),
        ("mot", 1),
        ("i", 1),
        ("hai", 2),
        ("nhi", 2),
        ("ii", 2),
        ("ba", 3),
        ("iii", 3),
        ("tu", 4),
        ("bon", 4),
        ("iv", 4),
        ("nam", 5),
    ];
    let named = WORDS.iter().find(|(known, _)| *known == word).map(|(_, number)| *number);
    named.or_else(|| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use careful_spreadsheet::text;

    use super::ordinal;

    #[test]
    fn a_session_is_read_as_people_count() {
        for (typed, number) in [
            ("1", Some(1)),
            ("01", Some(1)),
            ("Lần 2", Some(2)),
            ("thứ nhất", Some(1)),
            ("Lần thứ hai", Some(2)),
            ("II", Some(2)),
            ("2 (ngày 09/12/2020)", Some(2)),
            ("sáng", None),
            ("999", None),
        ] {
            assert_eq!(ordinal(&text::bare(typed)), number, "{typed}");
        }
    }
}
