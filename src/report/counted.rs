//! What a round came to, before a paper is written of it.

use crate::criteria::Act;
use crate::documents::Facts;
use crate::finding::{Code, Findings};
use crate::forms::{Ballot, Forms};
use crate::intake::{Intake, text};
use crate::round::Round;
use crate::tally::Tally;
use crate::templates::Templates;

/// Everything that was read, checked and counted.
#[derive(Debug)]
pub struct Counted<'a> {
    /// The settings of the round.
    pub round: &'a Round,
    /// The act whose criteria apply.
    pub act: &'a Act,
    /// The office's wording, layouts, fonts and criteria.
    pub templates: &'a Templates,
    /// Every file that came in.
    pub intake: &'a Intake,
    /// What was read from the workbooks.
    pub forms: &'a Forms,
    /// The results.
    pub tally: &'a Tally<'a>,
    /// The counts that the papers state.
    pub facts: &'a Facts,
    /// What was found wrong on the way, not yet in order.
    pub findings: Findings,
}

impl Counted<'_> {
    /// Why a ballot was not counted, as its rule or its finding says (Vietnamese, a sentence).
    pub(super) fn why_left_out(&self, ballot: &Ballot) -> String {
        let mut left_out =
            self.tally.products.iter().flat_map(|product| &product.sessions).flat_map(|session| &session.left_out);
        if let Some(left_out) = left_out.find(|left_out| std::ptr::eq(left_out.ballot, ballot)) {
            return format!("{}.", left_out.reason);
        }
        let total = ballot.total.as_ref().map(|total| &total.place);
        let finding = self.findings.iter().find(|finding| {
            let here = finding.place == ballot.product.place || Some(&finding.place) == total;
            here && finding.code != Code::SumDiffers
        });
        match finding {
            Some(finding) => format!("{} [{}]", finding.message, finding.code.id()),
            None if self.is_refused(&ballot.product.value) => "sản phẩm không được dự đánh giá cấp tỉnh.".into(),
            None => "quy định của đợt không cho tính phiếu này.".into(),
        }
    }

    /// Whether no product of this name goes before the council.
    fn is_refused(&self, name: &str) -> bool {
        let name = text::fold(name);
        !self
            .tally
            .products
            .iter()
            .any(|product| product.is_admitted() && text::fold(&product.entry.product.value) == name)
    }
}
