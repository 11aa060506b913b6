//! The question about a file that may come in the place of one that is there: both versions side by
//! side, and what each answer does.

use std::collections::BTreeSet;
use std::path::Path;

use careful_spreadsheet::FILE_BYTES;
use minijinja::{Value, context};

use super::arrivals::Whose;
use super::compare::{self, Differences};
use super::known::{self, KnownFiles};
use super::page::{counts, moment, size};
use super::reading::{ReadFile, Reader};
use super::waiting::{self, Waiting};
use super::{names, said};
use crate::desk::ids;
use crate::desk::look::Look;
use crate::desk::round::OpenRound;
use crate::desk::standing::{self, Stage};
use crate::finding::FindingCounts;
use crate::job::Job;
use crate::ledger;
use crate::{careful, counting, declaration, round as settings};

/// The two versions.
struct Versions {
    before: Vec<u8>,
    now: Vec<u8>,
    old: ReadFile,
    new: ReadFile,
}

/// What the page asks about a file; `None` when the file cannot be read any more.
pub(super) fn asked(round: &OpenRound, id: &str, waiting: &Waiting) -> Option<Value> {
    let look = round.look();
    let reader = Reader::of(round);
    let now = careful::read_file(&waiting::path(&round.places, id), FILE_BYTES).ok()?;
    let new_read = reader.read(&waiting.name, &now);
    let new_whose = said::whose(&new_read.forms, &waiting.name);
    let known = KnownFiles::of(round);
    let against = known.rivals(&waiting.folder, &waiting.name, &new_whose).files;
    // Of several files in whose place it may come, the one that has its name is compared.
    let key = names::key(&known::joined(&waiting.folder, &waiting.name));
    let same_name = against.iter().find(|path| names::key(path) == key);
    let Some(old) = same_name.or(against.first()) else { return Some(free(id, waiting)) };
    let there = round.places.inputs.join(old);
    let before = careful::read_file(&there, FILE_BYTES).unwrap_or_default();
    let old_read = reader.read(old, &before);
    let versions = Versions { before, now, old: old_read, new: new_read };
    let (rows, differing) =
        if waiting.is_declaration() { of_declaration(&versions) } else { of_cells(&versions) };
    let sentences = |read: &ReadFile, file: &str| {
        reader.round().and_then(|round| said::sentence(round, &read.forms, file))
    };
    let there_whose = whose_lie(&reader, round, &against);
    let title = reader
        .round()
        .and_then(|known| {
            said::short(known, &there_whose.intersection(&new_whose).cloned().collect())
        })
        .map_or_else(|| head(waiting, old), |whose| format!("Đã có {whose}"));
    let left: BTreeSet<Whose> = there_whose.difference(&new_whose).cloned().collect();
    let others = reader.round().and_then(|round| said::short(round, &left));
    let products: usize = versions.new.forms.submissions.iter().map(|list| list.rows).sum();
    let next = (2..).map(|number| names::numbered(&waiting.name, number));
    // Of a declaration, the whole round counts on both sides.
    let there_counts = look.as_ref().map(|look| {
        let findings = &look.report.findings;
        if waiting.is_declaration() {
            FindingCounts::of(findings)
        } else {
            let mut all = FindingCounts::default();
            for told in against.iter().map(|path| said::faults(findings, path)) {
                all.errors += told.errors;
                all.warnings += told.warnings;
                all.notes += told.notes;
            }
            all
        }
    });
    let new_counts = checked(round, look.as_deref(), waiting, (&against, &versions.now));
    let keep = there_counts.as_ref().zip(new_counts.as_ref());
    let keep = keep.and_then(|(old, new)| better_kept(waiting, (old, new)));
    let free =
        next.into_iter().find(|free| known::standing(round, &waiting.folder, free).is_none());
    Some(context! {
        id,
        old => ids::of(old),
        free => false,
        title,
        why => why(waiting, (old, same_name.is_some()), (differing, &versions)),
        declaration => waiting.is_declaration(),
        unread => [is_unread(&versions.old), is_unread(&versions.new)],
        // Which of two files that cannot be read is the right one, only people can tell.
        undecided => is_unread(&versions.old)
            && is_unread(&versions.new)
            && versions.before != versions.now,
        against => against.len(),
        names => [last(old).to_owned(), waiting.sent().to_owned()],
        same_name => last(old) == waiting.sent(),
        issued => handed_over(round),
        changed => [changed(&there), Some(moment_of(&waiting.at))],
        sizes => [size(versions.before.len() as u64), size(versions.now.len() as u64)],
        read => [sentences(&versions.old, old), sentences(&versions.new, &waiting.name)],
        checked => [
            there_counts.map(|told| counts(told, None)),
            new_counts.map(|told| counts(told, None)),
        ],
        keep,
        rows,
        more => differing.saturating_sub(compare::MOST),
        others,
        both => same_name.is_some().then_some(free).flatten().unwrap_or_else(|| waiting.name.clone()),
        twice => products,
    })
}

/// The name of a file without its folders.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// How many papers were handed over, signed or sent as they are now.
fn handed_over(round: &OpenRound) -> usize {
    let papers = standing::known(round).papers;
    papers.iter().filter(|one| one.stage >= Stage::Submitted).count()
}

fn head(waiting: &Waiting, old: &str) -> String {
    if waiting.is_declaration() {
        "Thay khai báo của đợt?".to_owned()
    } else {
        format!("Đã có tệp {}", last(old))
    }
}

/// Whether a file holds nothing that is read: a PDF, a picture.
fn is_unread(read: &ReadFile) -> bool {
    read.intake.workbooks.is_empty()
}

fn why(
    waiting: &Waiting,
    (old, same_name): (&str, bool),
    (differing, versions): (usize, &Versions),
) -> String {
    let is_unread = is_unread(&versions.old) && is_unread(&versions.new);
    let differs = match (differing, waiting.is_declaration()) {
        (_, false) if is_unread && versions.before == versions.now => {
            "giống hệt, không khác một chữ".to_owned()
        }
        (_, false) if is_unread => {
            "chương trình không đọc nội dung loại tệp này nên không biết tệp nào đúng; bấm hai nút “Mở” dưới đây mà xem".to_owned()
        }
        (0, _) => "nội dung đọc được không khác".to_owned(),
        (count, true) => format!("khác ở {count} mục"),
        (count, false) => format!("khác ở {count} ô"),
    };
    if waiting.is_declaration() {
        format!(
            "Tệp vừa thả là một khai báo khác, {differs}. Cả đợt được đọc lại theo khai báo mới."
        )
    } else if same_name {
        format!("Tệp vừa thả vào trùng tên với tệp đang có, và {differs}. Dùng tệp nào?")
    } else {
        format!("Tệp đang có tên là {old}. Tệp vừa thả {differs}. Dùng tệp nào?")
    }
}

/// Says that what is there is the better one; `None` when the new file has no more errors, and no
/// more warnings where it has as many.
fn better_kept(
    waiting: &Waiting,
    (there, new): (&FindingCounts, &FindingCounts),
) -> Option<String> {
    let worse = (new.errors, new.warnings) > (there.errors, there.warnings);
    worse.then(|| {
        let with_warnings = new.errors == there.errors;
        let told = |one: &FindingCounts| match (one.errors, one.warnings) {
            (0, _) if !with_warnings => "không có lỗi".to_owned(),
            (errors, _) if !with_warnings => format!("có {errors} lỗi"),
            (0, 0) => "không có lỗi, không có cảnh báo".to_owned(),
            (0, warnings) => format!("không có lỗi, có {warnings} cảnh báo"),
            (errors, 0) => format!("có {errors} lỗi, không có cảnh báo"),
            (errors, warnings) => format!("có {errors} lỗi và {warnings} cảnh báo"),
        };
        let (there, new) = (told(there), told(new));
        if waiting.is_declaration() {
            format!(
                "Theo khai báo vừa thả thì cả đợt {new}, theo khai báo đang có thì {there}. Nên giữ khai báo đang có."
            )
        } else {
            format!("Tệp vừa thả {new}, tệp đang có {there}. Nên giữ tệp đang có.")
        }
    })
}

/// What the page asks when nothing lies there any more.
fn free(id: &str, waiting: &Waiting) -> Value {
    context! { id, free => true, title => format!("Cất tệp {}?", waiting.sent()), what => &waiting.what }
}

/// Whose papers lie in these files.
fn whose_lie(reader: &Reader, round: &OpenRound, against: &[String]) -> BTreeSet<Whose> {
    let whose = |path: &String| {
        let bytes = careful::read_file(&round.places.inputs.join(path), FILE_BYTES).ok()?;
        Some(said::whose(&reader.read(path, &bytes).forms, path))
    };
    against.iter().filter_map(whose).flatten().collect()
}

fn of_cells(versions: &Versions) -> (Vec<Value>, usize) {
    let all = Differences::of(&versions.old, &versions.new);
    let row = |one: &compare::Differing| {
        context! { at => &one.at, of => &one.of, before => &one.before, now => &one.now }
    };
    (all.told.iter().map(row).collect(), all.count)
}

/// The values in which two declarations differ.
fn of_declaration(versions: &Versions) -> (Vec<Value>, usize) {
    let before = declaration::read(&versions.before).map(|declared| declared.text);
    let before =
        before.ok().or_else(|| declaration::canonical(careful::text(&versions.before).ok()?).ok());
    let (Some(before), Ok(now)) = (before, declaration::read(&versions.now)) else {
        return (Vec::new(), 0);
    };
    let all = declaration::changes(&before, &now.text, &now.places);
    let row = |one: &declaration::Change| {
        context! { at => &one.spot, of => &one.heading, before => &one.before, now => &one.now }
    };
    (all.iter().take(compare::MOST).map(row).collect(), all.len())
}

fn changed(path: &Path) -> Option<String> {
    Some(moment(fs_err::metadata(path).ok()?.modified().ok()?.into()))
}

/// Writes `2020-12-09T16:22` as people do.
fn moment_of(at: &str) -> String {
    let told = || {
        let (day, hour) = at.split_once('T')?;
        let mut parts = day.split('-').rev();
        let day = [parts.next()?, parts.next()?, parts.next()?].join("/");
        Some(format!("{day}, {hour}"))
    };
    told().unwrap_or_else(|| at.to_owned())
}

/// Checks the round with the new file in the place of those that are there, in a folder of its own,
/// and counts what is wrong with the new file. `None` where that cannot be done.
fn checked(
    round: &OpenRound,
    look: Option<&Look>,
    waiting: &Waiting,
    (against, now): (&[String], &[u8]),
) -> Option<FindingCounts> {
    let scratch = tempfile::tempdir().ok()?;
    let inputs = scratch.path().join("inputs");
    let put =
        |path: &str, bytes: &[u8]| ledger::store(&ledger::below(&inputs, path).ok()?, bytes).ok();
    let read = look?.read.as_ref()?;
    let workbooks: BTreeSet<&str> =
        read.workbooks.iter().map(|one| said::outer(&one.place.file)).collect();
    let declared = [settings::FILE, declaration::FILE];
    for path in workbooks.into_iter().chain(declared) {
        if against.iter().any(|gone| gone == path) {
            continue;
        }
        if let Ok(bytes) = careful::read_file(&round.places.inputs.join(path), FILE_BYTES) {
            put(path, &bytes)?;
        }
    }
    let path = format!("{}/{}", waiting.folder, waiting.name);
    let path = path.trim_start_matches('/');
    put(path, now)?;
    let job = Job { inputs, outputs: scratch.path().join("outputs"), ..round.job.clone() };
    let counted = counting::with_results(&job, &|_| {}, |counted| Ok(counted.findings)).ok()?;
    let mut findings = counted.unwrap_or_else(|(_, findings)| findings);
    // What is told twice is dropped.
    findings.sort();
    let all = if waiting.is_declaration() {
        FindingCounts::of(&findings)
    } else {
        said::faults(&findings, path)
    };
    Some(all)
}
