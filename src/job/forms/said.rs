//! The report of the forms in sentences, the same on the terminal and on the page.

use super::{AwaitedForms, FormsReport, OutdatedForms, StandingForms};

/// Most changes of one kind of form that are told, and most names.
const MOST: usize = 12;

/// A sentence about forms, with what it lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidOfForms {
    /// The sentence (Vietnamese).
    pub sentence: String,
    /// What this run did, for the terminal only: a second run leaves the page as it is.
    pub done: Option<String>,
    /// What it lists, an entry each.
    pub list: Vec<String>,
}

impl FormsReport {
    /// Returns the report in sentences: where the forms lie that people fill in, which of those in
    /// their hands are out of date, and which have not come back.
    #[must_use]
    pub fn said(&self) -> Vec<SaidOfForms> {
        let mut said: Vec<SaidOfForms> = self.standing.iter().map(standing).collect();
        said.extend(self.outdated.iter().map(outdated));
        said.extend(self.awaited.iter().map(awaited));
        if !self.unused.is_empty() {
            said.push(only(format!("Không còn dùng, đừng gửi: {}.", some(&self.unused))));
        }
        said.extend(self.waiting.iter().map(|waiting| {
            only(format!("Chưa ghi được {}: chờ {}.", waiting.what, waiting.reason))
        }));
        said
    }
}

fn only(sentence: String) -> SaidOfForms {
    SaidOfForms { sentence, done: None, list: Vec::new() }
}

fn standing(forms: &StandingForms) -> SaidOfForms {
    let StandingForms { place, files, written, recipients, .. } = forms;
    let what = if place.ends_with('/') {
        format!("{files} {} trong {place}", forms.forms)
    } else {
        format!("{}: {place}", forms.forms)
    };
    let done = match written {
        0 => "không đổi so với lần trước".to_owned(),
        written if written == files => "mới ghi".to_owned(),
        written => format!("{written} tệp mới ghi"),
    };
    let sentence = format!("Có {what}; gửi {recipients}.");
    SaidOfForms { sentence, done: Some(done), list: Vec::new() }
}

fn outdated(forms: &OutdatedForms) -> SaidOfForms {
    let OutdatedForms { files, codes, changes, has_older, .. } = forms;
    let which = match codes.first().filter(|_| files.len() == 1) {
        Some(code) => format!("{} ({code})", forms.forms),
        None => format!("{} {}", files.len(), forms.forms),
    };
    let older = if *has_older { " Còn có bản cũ hơn nữa." } else { "" };
    let mut list: Vec<String> = changes.iter().take(MOST).cloned().collect();
    if let Some(more @ 1..) = changes.len().checked_sub(MOST) {
        list.push(format!("… và {more} chỗ khác"));
    }
    let sentence =
        format!("Bản cũ của {which} không còn đúng, ai đã nhận thì gửi lại bản mới.{older}");
    SaidOfForms { sentence, done: None, list }
}

fn awaited(forms: &AwaitedForms) -> SaidOfForms {
    let AwaitedForms { forms, of, all, told } = forms;
    let who = match (all, told) {
        (true, _) => format!("cả {} tệp", of.len()),
        (false, true) => format!("{} tệp; tên đã nêu ở các lỗi, ghi chú", of.len()),
        (false, false) => some(of),
    };
    only(format!("Chưa gửi về {forms}: {who}."))
}

/// Lists the first names, and counts the rest.
fn some(names: &[String]) -> String {
    let first = names.iter().take(MOST).cloned().collect::<Vec<_>>().join("; ");
    match names.len().saturating_sub(MOST) {
        0 => first,
        more => format!("{first}; … và {more} nữa"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::WaitingForms;

    fn told(report: &FormsReport) -> String {
        let said = report.said();
        let lines = said.into_iter().flat_map(|said| [vec![said.sentence], said.list].concat());
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn of_one_form_the_old_code_is_named_and_of_many_their_number() {
        let one = OutdatedForms {
            forms: "phiếu chấm điểm lần 1".into(),
            files: vec!["bieu-mau/a.xlsx".into()],
            codes: vec!["P-1-2026-L1-03-7F3A".into()],
            changes: (1..15).map(|number| format!("thêm sản phẩm “{number}”")).collect(),
            has_older: true,
        };
        let files = vec!["bieu-mau/a.xlsx".into(), "bieu-mau/b.xlsx".into()];
        let many = OutdatedForms { files, has_older: false, ..one.clone() };
        let said = told(&FormsReport { outdated: vec![one, many], ..FormsReport::default() });
        assert!(said.contains("phiếu chấm điểm lần 1 (P-1-2026-L1-03-7F3A) không còn đúng"));
        assert!(said.contains("bản mới. Còn có bản cũ hơn nữa."), "{said}");
        assert!(said.contains("Bản cũ của 2 phiếu chấm điểm lần 1 không còn đúng"), "{said}");
        assert!(said.contains("\n… và 2 chỗ khác"), "{said}");
    }

    #[test]
    fn who_was_named_before_is_not_named_again() {
        let some = AwaitedForms {
            forms: "phiếu chấm điểm lần 1".into(),
            of: vec!["Bà A".into(), "Ông B".into()],
            all: false,
            told: false,
        };
        let told_before = AwaitedForms { told: true, ..some.clone() };
        let all = AwaitedForms { all: true, ..some.clone() };
        let said = told(&FormsReport {
            awaited: vec![some, told_before, all],
            unused: vec!["bieu-mau/cu.xlsx".into()],
            waiting: vec![WaitingForms {
                what: "phiếu chấm điểm".into(), reason: "đủ".into()
            }],
            ..FormsReport::default()
        });
        assert_eq!(
            said.lines().collect::<Vec<_>>(),
            [
                "Chưa gửi về phiếu chấm điểm lần 1: Bà A; Ông B.",
                "Chưa gửi về phiếu chấm điểm lần 1: 2 tệp; tên đã nêu ở các lỗi, ghi chú.",
                "Chưa gửi về phiếu chấm điểm lần 1: cả 2 tệp.",
                "Không còn dùng, đừng gửi: bieu-mau/cu.xlsx.",
                "Chưa ghi được phiếu chấm điểm: chờ đủ.",
            ]
        );
    }
}
