//! The decisions on the results, as notices cite them.

use super::{cited, issued};
use crate::documents::facts::NoticedProduct;
use crate::documents::{WriteUp, WritingDesk};
use crate::round::PaperKind;
use crate::tally::{ProductOutcome, ProductResult};

/// The decisions on the results; none in a round in which there is nothing to decide.
pub(super) struct Decided {
    /// The decision that recognises, and also approves where there is no other.
    main: Option<String>,
    /// The decision that approves the results of products of 5 stars by points.
    apart: Option<String>,
}

impl Decided {
    /// Finds the decisions of this run.
    ///
    /// # Errors
    ///
    /// Why notices must wait (Vietnamese): a decision cannot be issued, or in a round with nothing
    /// to decide the minutes, or a product that may still be decided on waits.
    pub(super) fn of(desk: &WritingDesk<'_>, papers: &WriteUp) -> Result<Self, String> {
        let proposed = !desk.facts.proposed.is_empty();
        let apart = proposed && desk.act.authority.approves_apart;
        let recognised = desk.facts.recognised.products.value > 0;
        if !recognised && !proposed {
            let is_held = |product: &ProductResult<'_>| {
                matches!(product.outcome, ProductOutcome::Held { .. })
            };
            if desk.tally.products.iter().any(is_held) {
                return Err("kết luận về các sản phẩm còn chờ phiếu chấm hoặc chờ làm rõ".into());
            }
            issued(papers, PaperKind::Minutes)?;
        }
        let decision = |is_due: bool, kind| {
            let paper = is_due.then(|| issued(papers, kind)).transpose()?;
            Ok::<_, String>(paper.map(|_| cited(&desk.round.paper(kind))))
        };
        Ok(Self {
            main: decision(recognised || proposed && !apart, PaperKind::Decision)?,
            apart: decision(apart, PaperKind::Approval)?,
        })
    }

    /// Returns the decisions that concern these products.
    pub(super) fn on(&self, products: &[&NoticedProduct]) -> Vec<String> {
        let proposed = products.iter().any(|product| product.outcome == "proposed");
        let other =
            products.iter().any(|product| product.outcome != "proposed" || product.star.is_some());
        let apart = self.apart.as_deref().filter(|_| proposed || self.main.is_none());
        let main = self.main.as_deref().filter(|_| other || apart.is_none());
        main.into_iter().chain(apart).map(str::to_owned).collect()
    }
}
