//! Files the workbooks and pages that are made from the results: the tables of the summary report,
//! and what is published where the decision stands in the outputs folder.

use super::press::PaperPile;
use crate::counting::Counted;
use crate::documents::{Published, WaitingPaper};
use crate::job::RunFault;
use crate::ledger::Ledger;
use crate::{publication, statistics};

/// Files the tables of the summary report as a workbook; nothing while nothing is scored.
pub(super) fn tables(
    ledger: &Ledger,
    counted: &Counted<'_>,
    pile: &mut PaperPile,
) -> Result<(), RunFault> {
    if let Some(workbook) = statistics::statistics(counted)? {
        pile.file(ledger.file_workbook(
            statistics::STATISTICS_KIND,
            statistics::STATISTICS,
            &workbook,
        ));
    }
    Ok(())
}

/// Files the published page and lists beside the announcement; nothing while nothing is recognised.
/// They wait where a decision could not be filed, so that nobody publishes what is not decided.
pub(super) fn file(
    ledger: &Ledger,
    counted: &Counted<'_>,
    published: Option<&Published>,
    pile: &mut PaperPile,
) -> Result<(), RunFault> {
    let Some(published) = published else { return Ok(()) };
    let stands = |kind: &str| pile.filed.iter().any(|filed| filed.kind == kind);
    if !published.decisions().all(|decision| stands(decision.kind)) {
        let paper = publication::LIST_KIND.to_owned();
        pile.waiting
            .push(WaitingPaper { paper, reason: "có Quyết định về kết quả".into() });
        return Ok(());
    }
    let files = publication::files(counted.round, counted.acts.main(), published)?;
    for (kind, name, bytes) in files {
        pile.file(ledger.file_workbook(kind, name, &bytes));
    }
    Ok(())
}
