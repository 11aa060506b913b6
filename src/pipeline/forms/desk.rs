//! Writes forms on all threads, each unless it stands there already or somebody changed it there.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::made_from::MadeFrom;
use crate::blanks::{self, FormRegister, RoundForm};
use crate::counting::Counted;
use crate::finding::{Code, Finding, Place};
use crate::forms::FormKind;
use crate::job::Job;
use crate::ledger::{Filed, Ledger};
use crate::typeset;

/// How many ballots are made at a time. It bounds the memory: a ballot has a few hundred kB.
const AT_A_TIME: usize = 48;

/// Everything that is needed to write forms.
pub(super) struct FormDesk<'a> {
    pub(super) job: &'a Job,
    pub(super) ledger: &'a Ledger,
    pub(super) counted: &'a Counted<'a>,
    /// The register as the last run left it.
    pub(super) register: &'a FormRegister,
    pub(super) made_from: &'a MadeFrom,
}

/// What became of a form.
pub(super) enum FormDone {
    /// It stands there as it should be.
    Stands {
        /// Whether it was written just now.
        written: bool,
        /// SHA-256 of its file.
        sha256: String,
        /// Fingerprint of what it was made from.
        made_from: String,
    },
    /// It is not as it should be.
    Failed(Box<Finding>),
}

/// A form that must be made.
pub(super) struct FormToMake<'a> {
    /// Its place among all forms.
    pub(super) index: usize,
    pub(super) form: &'a RoundForm<'a>,
    /// Path of its file below the outputs folder.
    pub(super) file: String,
    made_from: String,
    /// Whether something stands in its place that no run filed.
    is_taken: bool,
}

impl FormDesk<'_> {
    /// Writes forms, as far as they do not stand there already. The result is in their order.
    pub(super) fn write(&self, forms: &[&RoundForm<'_>]) -> Vec<FormDone> {
        let threads = self.job.threads;
        let looked = typeset::in_parallel(
            threads,
            forms.len(),
            |index| {
                let form = forms[index];
                self.look_at(index, form, &form.file, self.made_from.of_form(form))
            },
            |index| Err(failed(not_made(&forms[index].file, "panic"))),
        );
        let (mut done, mut ballots, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for looked in looked {
            done.push(match looked {
                Ok(one) if one.form.identity.code.kind == FormKind::Ballot => {
                    ballots.push(one);
                    None
                }
                Ok(one) => {
                    others.push(one);
                    None
                }
                Err(ready) => Some(ready),
            });
        }
        for chunk in ballots.chunks(AT_A_TIME) {
            let made = self.ballots(chunk);
            self.file(chunk, &made, &mut done);
        }
        self.file(&others, &[], &mut done);
        done.into_iter().flatten().collect()
    }

    /// Looks whether a file of a form must be made. An error is what became of one that must not.
    pub(super) fn look_at<'f>(
        &self,
        index: usize,
        form: &'f RoundForm<'f>,
        file: &str,
        made_from: String,
    ) -> Result<FormToMake<'f>, FormDone> {
        let known = self.register.form(file);
        // What else may stand there is told when the form is filed.
        let Some(sha256) = self.ledger.standing(file).ok().flatten() else {
            return Ok(FormToMake { index, form, file: file.into(), made_from, is_taken: false });
        };
        let is_ours = known.is_some_and(|known| known.sha256 == sha256);
        if is_ours && known.is_some_and(|known| known.made_from == made_from) {
            return Err(FormDone::Stands { written: false, sha256, made_from });
        }
        let is_taken = !is_ours && !self.ledger.has_filed(file, &sha256);
        Ok(FormToMake { index, form, file: file.into(), made_from, is_taken })
    }

    /// Makes ballots, what they have in common once; none where one of them cannot be made.
    fn ballots(&self, forms: &[FormToMake<'_>]) -> Vec<Vec<u8>> {
        let Counted { round, acts, .. } = self.counted;
        let of_sessions =
            forms.iter().filter_map(|one| Some((one.form.identity.clone(), one.form.session?)));
        let of_sessions: Vec<_> = of_sessions.collect();
        let made = catch_unwind(AssertUnwindSafe(|| blanks::ballots(&of_sessions, round, acts)));
        made.ok().and_then(Result::ok).unwrap_or_default()
    }

    /// Files forms; those that are not made yet are made one by one.
    fn file(&self, forms: &[FormToMake<'_>], made: &[Vec<u8>], done: &mut [Option<FormDone>]) {
        let file = |at: usize| match (&forms[at], made.get(at)) {
            (one, Some(bytes)) => self.one(one, bytes),
            (one, None) => match one.form.workbook(self.counted) {
                Ok(bytes) => self.one(one, &bytes),
                Err(error) => failed(not_made(&one.form.file, &error.to_string())),
            },
        };
        let broken = |at: usize| failed(not_made(&forms[at].form.file, "panic"));
        let filed = typeset::in_parallel(self.job.threads, forms.len(), file, broken);
        for (one, filed) in forms.iter().zip(filed) {
            done[one.index] = Some(filed);
        }
    }

    /// Files a form, unless something else stands in its place.
    pub(super) fn one(&self, to_make: &FormToMake<'_>, bytes: &[u8]) -> FormDone {
        let FormToMake { form, file, made_from, is_taken, .. } = to_make;
        let kind = form.identity.code.kind.name();
        if *is_taken && !self.ledger.holds(file, bytes) {
            return failed(changed_in_place(file));
        }
        match self.ledger.file_workbook(kind, file, bytes) {
            Ok(Filed { changed: written, sha256, .. }) => {
                FormDone::Stands { written, sha256, made_from: made_from.clone() }
            }
            Err(wrong) => FormDone::Failed(wrong),
        }
    }
}

pub(super) fn failed(finding: Finding) -> FormDone {
    FormDone::Failed(Box::new(finding))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_cannot_be_made_is_told_and_the_reason_is_kept_for_the_record() {
        let FormDone::Failed(told) = failed(not_made("bieu-mau/a.xlsx", "too long")) else {
            panic!("failed")
        };
        assert_eq!(
            (told.code, told.place.to_string()),
            (Code::FormNotMade, "bieu-mau/a.xlsx".into())
        );
        assert!(told.remedy.is_some() && told.technical.as_deref() == Some("too long"));
    }
}
