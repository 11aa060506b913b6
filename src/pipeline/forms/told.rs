//! Gathers what is told of the forms of a round.

use std::path::Path;

use crate::blanks::{FormRegister, FormStage, FormVersion, RoundForm, RoundForms};
use crate::counting::Counted;
use crate::forms::FormKind;
use crate::job::{AwaitedForms, FormsReport, OutdatedForms, StandingForms};

/// Tells how forms stand: `standing` are those that are as they should be, each with whether it was
/// written just now.
pub(super) fn report(
    counted: &Counted<'_>,
    all: &RoundForms<'_>,
    register: &FormRegister,
    standing: &[(&RoundForm<'_>, bool)],
) -> FormsReport {
    let is_of_round = |file: &str| all.forms.iter().any(|form| form.has_file(file));
    // A ballot to print goes with its workbook.
    let workbooks = register.forms().map(|(file, _)| file).filter(|file| is_workbook(file));
    let unused = workbooks.filter(|file| !is_of_round(file));
    FormsReport {
        standing: gathered(standing),
        outdated: outdated(all, register),
        awaited: awaited(counted, all),
        unused: if all.waiting.is_empty() {
            unused.map(str::to_owned).collect()
        } else {
            Vec::new()
        },
        waiting: all.waiting.clone(),
    }
}

/// Names the kind of a form, with its session: `phiếu chấm điểm lần 1`.
fn called(form: &RoundForm<'_>) -> String {
    let name = form.identity.code.kind.name();
    form.session.map_or_else(|| name.to_owned(), |session| format!("{name} lần {}", session.number))
}

/// Gathers the forms of one kind and session, which stand one after the other.
fn gathered(standing: &[(&RoundForm<'_>, bool)]) -> Vec<StandingForms> {
    let alike = standing.chunk_by(|(one, _), (other, _)| called(one) == called(other));
    let gather = |forms: &[(&RoundForm<'_>, bool)]| {
        let (first, _) = forms.first()?;
        let folder = first.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let single = matches!(first.identity.code.kind, FormKind::Attendance | FormKind::CheckList);
        Some(StandingForms {
            forms: called(first),
            recipients: recipients(first.identity.code.kind).into(),
            place: if single { first.file.clone() } else { format!("{folder}/") },
            files: forms.len(),
            written: forms.iter().filter(|(_, written)| *written).count(),
        })
    };
    alike.filter_map(gather).collect()
}

fn is_workbook(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|ending| ending == "xlsx")
}

fn recipients(kind: FormKind) -> &'static str {
    match kind {
        FormKind::List => "từng đơn vị gửi hồ sơ",
        FormKind::Ballot => "từng thành viên Hội đồng (bản Excel để điền, bản PDF cùng tên để in)",
        FormKind::Attendance => "thư ký Hội đồng",
        FormKind::CheckList => "Tổ giúp việc",
    }
}

/// Finds the due forms of which an older version was written before, and gathers those that changed
/// alike.
fn outdated(all: &RoundForms<'_>, register: &FormRegister) -> Vec<OutdatedForms> {
    let mut told: Vec<OutdatedForms> = Vec::new();
    for form in all.forms.iter().filter(|form| form.stage == FormStage::Due) {
        let now = FormVersion::of(form);
        let older = register.form(&form.file).and_then(|known| known.older_than(&now));
        let Some((before, others)) = older else { continue };
        let (forms, changes) = (called(form), now.changes_since(before));
        if changes.is_empty() {
            continue;
        }
        let code = before.identity.code.to_string();
        let alike = |known: &&mut OutdatedForms| known.forms == forms && known.changes == changes;
        if let Some(known) = told.iter_mut().find(alike) {
            known.files.push(form.file.clone());
            known.codes.push(code);
            known.has_older |= others > 0;
        } else {
            let (files, codes) = (vec![form.file.clone()], vec![code]);
            told.push(OutdatedForms { forms, files, codes, changes, has_older: others > 0 });
        }
    }
    told
}

/// Finds the lists and ballots that have not come back.
fn awaited(counted: &Counted<'_>, all: &RoundForms<'_>) -> Vec<AwaitedForms> {
    let mut told: Vec<AwaitedForms> = Vec::new();
    for form in all.forms.iter().filter(|form| form.stage == FormStage::Due) {
        let Some(whose) = whose(form) else { continue };
        let forms = called(form);
        match told.iter_mut().find(|known| known.forms == forms) {
            Some(known) => known.of.push(whose),
            None => told.push(AwaitedForms {
                forms,
                of: vec![whose],
                all: false,
                told: match form.session {
                    Some(session) => counted.tally.has_ballots(session.number),
                    None => !counted.forms.submissions.is_empty(),
                },
            }),
        }
    }
    for forms in &mut told {
        let of_kind = all.forms.iter().filter(|form| called(form) == forms.forms).count();
        forms.all = forms.of.len() == of_kind && of_kind > 1;
    }
    told
}

/// Names the member, or the unit, who fills a form in; `None` for forms of the office itself.
fn whose(form: &RoundForm<'_>) -> Option<String> {
    let identity = &form.identity;
    match (&identity.member, &identity.unit) {
        (Some(member), _) => Some(match &member.substitute {
            Some(by) => format!("{by} (dự thay {})", member.name),
            None => member.name.clone(),
        }),
        (None, unit) => unit.as_ref().map(|unit| unit.name.clone()),
    }
}
