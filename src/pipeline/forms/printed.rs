//! Writes ballots to print and write on, each beside the ballot as a workbook.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::desk::{FormDesk, FormDone, FormToMake, failed};
use crate::blanks::{PaperBallots, RoundForm};
use crate::finding::{Code, Finding, Place};
use crate::forms::FormProduct;
use crate::typeset::{self, TypesetFailure, Typesetter};

/// A ballot to print, and what became of it.
pub(super) struct PrintedForm<'a> {
    /// The ballot.
    pub(super) form: &'a RoundForm<'a>,
    /// Path of the PDF below the outputs folder.
    pub(super) file: String,
    /// What became of it.
    pub(super) done: FormDone,
}

impl FormDesk<'_> {
    /// Writes the ballots among these forms as PDF, as far as they do not stand there already.
    pub(super) fn print<'f>(
        &self,
        typesetter: &Typesetter,
        forms: &[&'f RoundForm<'f>],
    ) -> Vec<PrintedForm<'f>> {
        let files = forms.iter().filter_map(|form| Some((*form, form.print_file()?)));
        let files: Vec<(&RoundForm<'_>, String)> = files.collect();
        let version = typesetter.version();
        let looked = typeset::in_parallel(
            self.job.threads,
            files.len(),
            |index| {
                let (form, file) = &files[index];
                let made_from = self.made_from.of_printed(form, &version);
                self.look_at(index, form, file, made_from)
            },
            |index| Err(failed(not_printed(&files[index].1, "panic"))),
        );
        let (mut done, mut to_make) = (Vec::new(), Vec::new());
        for looked in looked {
            match looked {
                Ok(one) => {
                    to_make.push(one);
                    done.push(None);
                }
                Err(ready) => done.push(Some(ready)),
            }
        }
        self.bind(typesetter, &to_make, &mut done);
        let printed = files.into_iter().zip(done);
        printed
            .filter_map(|((form, file), done)| Some(PrintedForm { form, file, done: done? }))
            .collect()
    }

    /// Typesets what ballots have in common, then binds and files each.
    fn bind(
        &self,
        typesetter: &Typesetter,
        to_make: &[FormToMake<'_>],
        done: &mut [Option<FormDone>],
    ) {
        if to_make.is_empty() {
            return;
        }
        let (round, acts) = (self.counted.round, self.counted.acts);
        let products = products(to_make);
        let shared = catch_unwind(AssertUnwindSafe(|| {
            PaperBallots::new(typesetter, round, acts, &products)
        }));
        let shared = shared.unwrap_or_else(|_| Err(TypesetFailure::Broken("panic".into())));
        let file = |at: usize| {
            let FormToMake { form, file, .. } = &to_make[at];
            let Some(session) = form.session else { return failed(not_printed(file, "session")) };
            let bound = match &shared {
                Ok(shared) => shared.booklet(&form.identity, session),
                Err(failure) => Err(failure.clone()),
            };
            match bound {
                Ok(bytes) => self.one(&to_make[at], &bytes),
                Err(failure) => failed(told(file, &failure)),
            }
        };
        let broken = |at: usize| failed(not_printed(&to_make[at].file, "panic"));
        let filed = typeset::in_parallel(self.job.threads, to_make.len(), file, broken);
        for (one, filed) in to_make.iter().zip(filed) {
            done[one.index] = Some(filed);
        }
    }
}

/// Returns the products of all ballots, each once, in the order of the ballots.
fn products(to_make: &[FormToMake<'_>]) -> Vec<FormProduct> {
    let mut known = BTreeSet::new();
    let all = to_make.iter().flat_map(|one| &one.form.identity.products);
    all.filter(|product| known.insert(&product.key)).cloned().collect()
}

fn told(file: &str, failure: &TypesetFailure) -> Finding {
    match failure {
        TypesetFailure::Unprintable(characters) => {
            let message = "Phiếu này không in được vì phông chữ không có một số ký tự; phiếu Excel \
                           vẫn dùng được.";
            Finding::new(Code::FormNotMade, Place::file(file), message)
                .found(characters.join(" "))
                .remedy("Sửa ký tự đó trong tên người, tên sản phẩm hoặc chủ thể rồi chạy lại.")
        }
        TypesetFailure::Layout(words) => {
            let message =
                "Mẫu trình bày của phiếu để in không dựng được; phiếu Excel vẫn dùng được.";
            Finding::new(Code::FormNotMade, Place::file(file), message)
                .technical(words)
                .remedy("Sửa, hoặc xóa các tệp phieu-cham….typ trong templates/layout của cơ quan.")
        }
        TypesetFailure::Broken(words) => not_printed(file, words),
    }
}

fn not_printed(file: &str, why: &str) -> Finding {
    let message = "Không tạo được phiếu để in này; phiếu Excel vẫn dùng được.";
    Finding::new(Code::FormNotMade, Place::file(file), message)
        .remedy("Gửi cho người phát triển chương trình, kèm các tệp đầu vào.")
        .technical(why)
}
