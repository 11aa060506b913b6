//! What the page of the room says: what just came in, and the files of the round by whose they are.

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::{FileRole, Workbook};
use minijinja::{Value, context};
use time::{OffsetDateTime, UtcOffset};

use super::arrivals::{Arrival, Fate, SETTINGS};
use super::said;
use crate::desk::look::{Look, ReadRound};
use crate::desk::round::OpenRound;
use crate::desk::{clock, ids};
use crate::finding::{FindingCounts, Findings, Severity};
use crate::forms::TakenFor;
use crate::{declaration, round as settings};

/// Most arrivals that the page shows.
const ARRIVALS: usize = 30;

/// How many arrivals stand before those that are folded away.
const OPEN: usize = 4;

/// Most files without a place in the lists that the page shows.
const OTHERS: usize = 60;

/// Says how a file stands: the worst of what is wrong with it. `file` leads to its faults.
pub(super) fn counts(counts: FindingCounts, file: Option<&str>) -> Value {
    let all = [
        (counts.errors, "E", "■", "lỗi"),
        (counts.warnings, "W", "▲", "cảnh báo"),
        (counts.notes, "N", "●", "ghi chú"),
    ];
    let signs = all.into_iter().filter(|(count, ..)| *count > 0).take(2);
    let signs: Vec<Value> = signs
        .filter(|(_, class, ..)| *class != "N" || counts.errors + counts.warnings == 0)
        .map(|(count, class, mark, words)| context! { count, class, mark, words })
        .collect();
    context! { signs, faults => file.map(ids::of) }
}

/// Says how a file of the round stands.
fn standing(findings: &Findings, file: &str) -> Value {
    let worst = said::of_file(findings, file)
        .filter(|one| one.accepted.is_none())
        .max_by_key(|one| one.severity())
        .map(|one| one.place.file.as_str());
    counts(said::faults(findings, file), worst)
}

/// Writes a moment: `25/11/2020, 15:40`.
pub(super) fn moment(at: OffsetDateTime) -> String {
    let at = local(at);
    let (day, month) = (at.day(), u8::from(at.month()));
    format!("{day:02}/{month:02}/{}, {}", at.year(), clock::hour(at))
}

/// Writes a moment shortly: `hôm nay, 16:31`, `27/11`, `27/11/2019`.
fn short_moment(at: OffsetDateTime) -> String {
    let (at, today) = (local(at), crate::desk::now().date());
    let (day, month) = (at.day(), u8::from(at.month()));
    match at.date() {
        date if date == today => format!("hôm nay, {}", clock::hour(at)),
        date if date.year() == today.year() => format!("{day:02}/{month:02}"),
        date => format!("{day:02}/{month:02}/{}", date.year()),
    }
}

fn local(at: OffsetDateTime) -> OffsetDateTime {
    let offset: UtcOffset = crate::desk::now().offset();
    at.to_offset(offset)
}

/// Writes a size: `18 KB`, `2,4 MB`.
pub(super) fn size(bytes: u64) -> String {
    const MB: u64 = 1 << 20;
    if bytes >= MB {
        let tenths = bytes * 10 / MB;
        format!("{},{} MB", tenths / 10, tenths % 10)
    } else {
        format!("{} KB", bytes.div_ceil(1024))
    }
}

/// When a file of the inputs folder was last changed, shortly; empty where it is gone.
fn changed(round: &OpenRound, file: &str) -> String {
    let found = fs_err::metadata(round.places.inputs.join(said::outer(file)));
    let changed = found.ok().and_then(|found| found.modified().ok());
    changed.map(|at| short_moment(at.into())).unwrap_or_default()
}

/// A file without the folder that its kind lies in.
fn shown(file: &str) -> &str {
    let path = file.strip_prefix("ho-so/").or_else(|| file.strip_prefix("phieu-cham/"));
    path.unwrap_or(file)
}

/// What came in since the desk was opened, the latest first.
pub(super) fn arrivals(round: &OpenRound, look: Option<&Look>) -> Option<Value> {
    let all = round.arrivals.all();
    let (first, last) = (all.first()?, all.last()?);
    let (from, to) = (clock::hour(first.at), clock::hour(last.at));
    // Of several versions of a file, only the latest counts and is checked.
    let mut latest = BTreeSet::new();
    let mut with_age: Vec<(&Arrival, bool)> = Vec::with_capacity(all.len());
    for one in all.iter().rev() {
        let is_older = match &one.fate {
            Fate::Filed(path) | Fate::Kept(path) => !latest.insert(path.as_str()),
            _ => false,
        };
        with_age.push((one, is_older));
    }
    let counted = || with_age.iter().filter(|(_, is_older)| !is_older).map(|(one, _)| one);
    let count = |is: fn(&Fate) -> bool| counted().filter(|one| is(&one.fate)).count();
    let rows = with_age.iter().take(ARRIVALS).enumerate();
    // What was not taken, or is asked about, is never folded away.
    let is_open = |at: usize, one: &Arrival| {
        at < OPEN || matches!(one.fate, Fate::Failed | Fate::Asks(_)) || with_age.len() <= OPEN + 2
    };
    let (open, folded): (Vec<_>, Vec<_>) = rows.partition(|(at, (one, _))| is_open(*at, one));
    let shown = |rows: Vec<(usize, &(&Arrival, bool))>| -> Vec<Value> {
        let row =
            |(_, (one, is_older)): (usize, &(&Arrival, bool))| arrival(round, one, *is_older, look);
        rows.into_iter().map(row).collect()
    };
    Some(context! {
        count => counted().count(),
        is_span => from != to,
        from,
        to,
        more => all.len().saturating_sub(ARRIVALS),
        filed => count(|fate| matches!(fate, Fate::Filed(_) | Fate::Kept(_))),
        same => count(|fate| matches!(fate, Fate::Same(_))),
        refused => count(|fate| matches!(fate, Fate::Refused)),
        failed => count(|fate| matches!(fate, Fate::Failed)),
        older => with_age.iter().filter(|(_, is_older)| *is_older).count(),
        rows => shown(open),
        folded => shown(folded),
    })
}

fn arrival(round: &OpenRound, one: &Arrival, is_older: bool, look: Option<&Look>) -> Value {
    let path = one.fate.path().filter(|_| !is_older);
    let read = look.and_then(|look| look.read.as_ref());
    // What the last look says goes before what was said when the file came.
    let is_looked_at = |path: &str| {
        let looked = read.is_some_and(|read| read.files.iter().any(|file| file.path == path));
        looked && !round.arrivals.is_unseen(path)
    };
    let now = path.filter(|path| is_looked_at(path)).and_then(|path| {
        let read = read?;
        said::sentence(&read.round, &read.forms, path)
    });
    let what = now.map_or_else(|| one.what.clone(), |now| format!("Đây là {now}."));
    // A declaration that cannot be used leaves no other account of the files.
    let is_unused = |path: &str| {
        look.is_some()
            && read.is_none()
            && path == declaration::FILE
            && round.state().doing.is_none()
    };
    let stands = match &one.fate {
        Fate::Filed(path) if is_looked_at(path) || is_unused(path) => {
            look.map(|look| standing(&look.report.findings, path))
        }
        _ => None,
    };
    let is_gone = |path: &str| {
        look.is_some()
            && crate::ledger::below(&round.places.inputs, path).is_ok_and(|it| !it.exists())
    };
    let kind = match &one.fate {
        Fate::Filed(_) | Fate::Kept(_) if is_older => "older",
        Fate::Filed(path) if is_gone(path) => "gone",
        Fate::Filed(_) => "filed",
        Fate::Kept(_) => "kept",
        Fate::Same(_) => "same",
        Fate::Refused => "refused",
        Fate::Failed => "failed",
        Fate::Asks(_) => "asks",
    };
    context! { name => &one.name, what, told => &one.told, kind, stands }
}

/// The declaration of the round.
pub(super) fn declared(round: &OpenRound, look: Option<&Look>) -> Option<Value> {
    let file = [declaration::FILE, settings::FILE]
        .into_iter()
        .find(|name| round.places.inputs.join(name).is_file())?;
    let stands = look.map(|look| standing(&look.report.findings, file));
    let is_table = file == declaration::FILE;
    Some(context! { file, id => ids::of(file), changed => changed(round, file), stands, is_table })
}

/// The lists by unit, also the units that sent none. `away` are the units whose lists were put away.
pub(super) fn lists(
    round: &OpenRound,
    look: &Look,
    read: &ReadRound,
    away: &BTreeSet<String>,
) -> Value {
    let mut files: BTreeMap<Option<usize>, BTreeMap<&str, usize>> = BTreeMap::new();
    for list in &read.forms.submissions {
        let of_unit = files.entry(list.district).or_default();
        *of_unit.entry(list.place.file.as_str()).or_default() += list.rows;
    }
    let row = |(file, products): (&&str, &usize)| {
        let notes = said::columns(&read.forms, file).map(|told| format!(", {told}"));
        context! {
            id => ids::of(said::outer(file)),
            file => shown(said::outer(file)),
            inner => file.split_once("!/").map(|(_, inner)| inner),
            products,
            sheet => list_sheet(read, file),
            columns => notes,
            hidden => has_hidden(&read.workbooks, file),
            changed => changed(round, file),
            stands => standing(&look.report.findings, said::outer(file)),
        }
    };
    let unit = |name: &str, district: Option<usize>| {
        let rows = files.get(&district).into_iter().flatten().map(row);
        context! { name, files => rows.collect::<Vec<_>>(), away => away.contains(name) }
    };
    let districts = read.round.districts.iter().enumerate();
    let mut units: Vec<Value> =
        districts.map(|(index, one)| unit(&one.name, Some(index))).collect();
    if files.contains_key(&None) {
        units.push(unit("Chưa rõ đơn vị", None));
    }
    context! {
        kinds => if look.report.units.is_empty() { "đơn vị" } else { &*look.report.units },
        sent => files.keys().flatten().count(),
        all => read.round.districts.len(),
        products => read.forms.submissions.iter().map(|list| list.rows).sum::<usize>(),
        away => !away.is_empty(),
        units,
    }
}

/// The sheet of a list, where its workbook has several.
fn list_sheet(read: &ReadRound, file: &str) -> Option<String> {
    let workbook = read.workbooks.iter().find(|one| one.place.file == *file)?;
    let sheets = workbook.sheets.iter().filter(|sheet| !sheet.is_empty()).count();
    let list = read.forms.submissions.iter().find(|list| list.place.file == *file)?;
    list.place.sheet.as_ref().map(std::string::ToString::to_string).filter(|_| sheets > 1)
}

fn has_hidden(workbooks: &[Workbook], file: &str) -> bool {
    let of_file = workbooks.iter().filter(|one| one.place.file == *file);
    of_file.flat_map(|one| &one.sheets).any(|sheet| sheet.hidden().sheet)
}

/// The ballots by member and session, and their files.
pub(super) fn ballots(look: &Look, read: &ReadRound) -> Option<Value> {
    let sessions = &read.round.sessions;
    let findings = &look.report.findings;
    let people = read.round.council.members.iter().enumerate().map(|(index, member)| {
        let given = sessions.iter().map(|session| {
            let number = session.number;
            let of_both =
                read.forms.ballots.iter().filter(|one| {
                    one.member == index && one.session == number && !one.from_summary
                });
            let sheets: BTreeSet<(&str, Option<&str>)> = of_both
                .map(|one| &one.product.place)
                .map(|place| (place.file.as_str(), place.sheet.as_deref()))
                .collect();
            let wrong = findings.iter().filter(|one| {
                one.accepted.is_none()
                    && one.severity() > Severity::Note
                    && sheets.contains(&(one.place.file.as_str(), one.place.sheet.as_deref()))
            });
            let worst = wrong.clone().max_by_key(|one| one.severity());
            let name = &member.person.name;
            let excused = !session.attends(name) || session.abstains(name);
            context! {
                number,
                given => !sheets.is_empty(),
                excused,
                stands => counts(
                    FindingCounts::of(wrong),
                    worst.map(|one| one.place.file.as_str()),
                ),
            }
        });
        context! {
            name => said::bare_name(&member.person.name),
            given => given.collect::<Vec<_>>(),
        }
    });
    let people: Vec<Value> = people.collect();
    let files: BTreeSet<&str> =
        files_of(read, &[TakenFor::Ballots, TakenFor::BlankBallot, TakenFor::Summary]);
    (!sessions.is_empty() || !files.is_empty()).then(|| {
        context! {
            people,
            many => sessions.len() != 2,
            told => told(read),
            files => files.iter().map(|file| file_row(look, read, file)).collect::<Vec<_>>(),
        }
    })
}

/// Says how many ballots of each session are there.
fn told(read: &ReadRound) -> String {
    let given: BTreeSet<(u8, usize)> =
        read.forms.ballots.iter().map(|one| (one.session, one.member)).collect();
    let session = |session: &crate::round::Session| {
        let wanted = read.round.council.members.iter().enumerate().filter(|(_, member)| {
            session.attends(&member.person.name) && !session.abstains(&member.person.name)
        });
        let wanted: Vec<usize> = wanted.map(|(index, _)| index).collect();
        let there =
            wanted.iter().filter(|member| given.contains(&(session.number, **member))).count();
        let (number, all) = (session.number, wanted.len());
        if there == all {
            format!("lần {number} đủ {all} phiếu")
        } else {
            format!("lần {number} có {there} trong {all} phiếu")
        }
    };
    read.round.sessions.iter().map(session).collect::<Vec<_>>().join(", ")
}

/// The files of the folder with sheets that were taken for this.
fn files_of<'a>(read: &'a ReadRound, wanted: &[TakenFor]) -> BTreeSet<&'a str> {
    let readings = read.forms.readings.iter();
    readings
        .filter(|one| wanted.contains(&one.taken_for))
        .map(|one| said::outer(one.place.file.as_str()))
        .collect()
}

fn file_row(look: &Look, read: &ReadRound, file: &str) -> Value {
    context! {
        id => ids::of(file),
        file,
        what => said::sentence(&read.round, &read.forms, file),
        stands => standing(&look.report.findings, file),
    }
}

/// Files that are neither lists nor ballots, each with the reason.
pub(super) fn others(look: &Look, read: &ReadRound) -> Option<Value> {
    let mut told = files_of(read, &[TakenFor::Ballots, TakenFor::BlankBallot, TakenFor::Summary]);
    told.extend(read.forms.submissions.iter().map(|list| said::outer(&list.place.file)));
    let others: Vec<&str> = listed(read).filter(|path| !told.contains(path)).collect();
    let row = |path: &&str| {
        let finding = said::of_file(&look.report.findings, path).max_by_key(|one| one.severity());
        let what =
            said::sentence(&read.round, &read.forms, path).map(|what| format!("Đây là {what}."));
        let why = what.or_else(|| finding.map(|one| one.message.clone()));
        context! {
            id => ids::of(path),
            file => *path,
            why => why.unwrap_or_else(|| "Tệp kèm theo, không phải bảng tính, được để nguyên.".into()),
            stands => finding.map(|_| standing(&look.report.findings, path)),
        }
    };
    (!others.is_empty()).then(|| {
        context! {
            count => others.len(),
            more => others.len().saturating_sub(OTHERS),
            files => others.iter().take(OTHERS).map(row).collect::<Vec<_>>(),
        }
    })
}

/// The files of the folder that can be put away: all but the declaration and what belongs to it.
pub(super) fn listed(read: &ReadRound) -> impl Iterator<Item = &str> {
    let is_listed = |path: &&str| {
        ![settings::FILE, declaration::FILE].contains(path)
            && !declaration::is_set_aside(path)
            && !SETTINGS.iter().any(|folder| path.starts_with(folder))
            && FileRole::of(path) == FileRole::Paper
    };
    read.files.iter().map(|file| file.path.as_str()).filter(is_listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_as_people_read_them() {
        assert_eq!(size(1), "1 KB");
        assert_eq!(size(18 << 10), "18 KB");
        assert_eq!(size((2 << 20) + (400 << 10)), "2,3 MB");
    }
}
