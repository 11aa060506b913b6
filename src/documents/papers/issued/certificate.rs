//! The certificates (Giấy chứng nhận): one for each product that the decision recognises, in the
//! order of its annex. No act prescribes their form.
//!
//! While the decision has no number or day, they are made with blanks, to be proof-read; a paper
//! with blanks is not signed.

use std::collections::BTreeSet;

use minijinja::context;

use super::term::Term;
use super::{NO_PRODUCT, day, file, issued, listed, number, product};
use crate::documents::compose::PaperParts;
use crate::documents::model::{CertificateSheet, PaperNumber, Sheet};
use crate::documents::papers::decision::address;
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::Findings;
use crate::round::{PaperKind, PaperSettings, pad_number};
use crate::tally::ProductResult;

const KIND: &str = "Giấy chứng nhận";

/// Writes up the certificates, or lists them as waiting.
pub(in crate::documents::papers) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    let listed: Vec<usize> = match issued(papers, PaperKind::Decision) {
        Ok(decision) => listed(&decision.document).collect(),
        Err(reason) => return papers.wait(KIND, reason),
    };
    let settings = match desk.settings(PaperKind::Certificate) {
        Ok(settings) => settings,
        Err(reason) => return papers.wait(KIND, reason),
    };
    let certified: Vec<_> = listed
        .into_iter()
        .filter_map(|number| product(desk, number))
        .filter_map(|product| Some((product, product.certified()?)))
        .collect();
    if certified.is_empty() {
        return papers.wait(KIND, NO_PRODUCT);
    }
    let press = CertificatePress { desk, settings: &settings };
    let mut done = BTreeSet::new();
    let each = certified.into_iter().filter(|(product, _)| done.insert(product.number));
    for (index, (product, star)) in (1..).zip(each) {
        papers.add(KIND, press.certificate(index, product, star));
    }
}

/// What all certificates of a decision share.
struct CertificatePress<'p, 'a> {
    desk: &'p WritingDesk<'a>,
    settings: &'p PaperSettings,
}

impl CertificatePress<'_, '_> {
    /// Writes up the certificate of one product; `index` counts them from 1.
    fn certificate(
        &self,
        index: usize,
        product: &ProductResult<'_>,
        star: u8,
    ) -> Result<WrittenPaper, Findings> {
        let desk = self.desk;
        let name = &product.entry.product.value;
        let mut written = desk.compose(PaperParts {
            layout: "giay-chung-nhan",
            facts: context! {
                certificate => context! { star },
                decision => context! {
                    number => number(&desk.round.papers.decision),
                    day => day(&desk.round.papers.decision),
                },
                term => Term::of(desk).values(desk),
            },
            ..PaperParts::new(
                KIND,
                "giay-chung-nhan",
                file(folders::CERTIFICATES, index, name),
                self.settings,
            )
        })?;
        let document = &mut written.document;
        document.title = format!("Giấy chứng nhận sản phẩm OCOP {star} sao: {name}");
        document.header.number = self.number(index);
        document.sheet = Some(Sheet::Certificate(self.sheet(product, star)));
        Ok(written)
    }

    /// Returns the number of a certificate; `None` where the office gives them none.
    fn number(&self, index: usize) -> Option<PaperNumber> {
        let first = u64::from(self.desk.round.certificate.numbers_from?);
        let number = first + (index as u64).saturating_sub(1);
        let symbol = self.settings.symbol.clone();
        Some(PaperNumber { value: Some(pad_number(number)), symbol })
    }

    fn sheet(&self, product: &ProductResult<'_>, star: u8) -> CertificateSheet {
        let settings = &self.desk.round.certificate;
        let pictures = &self.desk.pictures;
        let entry = product.entry;
        let code = entry.code.as_ref().filter(|_| settings.product_code);
        CertificateSheet {
            star,
            product: entry.product.value.clone(),
            owner: entry.owner.name.value.clone(),
            address: address(self.desk, product),
            code: code.map(|code| code.value.clone()),
            stock: settings.stock,
            shift: settings.shift,
            emblem: pictures.emblem.clone(),
            logo: pictures.logo.clone(),
            frame: pictures.frame.clone(),
        }
    }
}
