//! What the desk knows of a round: the result of its last check.

use careful_spreadsheet::Workbook;
use serde_json::Value;
use time::OffsetDateTime;

use crate::counting::Counted;
use crate::forms::Forms;
use crate::intake::InputFile;
use crate::job::RunReport;
use crate::round::Round;
use crate::tally::ProductOutcome;

/// The round as it was when its folder was last looked at. A look never changes; the next one takes
/// its place.
#[derive(Debug)]
pub(super) struct Look {
    /// Number of the look since the desk was opened, from 1.
    pub(super) number: u64,
    /// When it was taken.
    pub(super) at: OffsetDateTime,
    /// The report of the check: findings, what waits, how the forms stand.
    pub(super) report: RunReport,
    /// The same as `kiem-tra.json` has it, with groups by origin and the read-back.
    pub(super) checked: Value,
    /// What was read; `None` while the declaration cannot be used.
    pub(super) read: Option<ReadRound>,
}

/// What was read of a round.
#[derive(Debug, Clone)]
pub(super) struct ReadRound {
    /// The declaration.
    pub(super) round: Round,
    /// What the workbooks say, with the account of how each sheet was read.
    pub(super) forms: Forms,
    /// The workbooks, cell by cell.
    pub(super) workbooks: Vec<Workbook>,
    /// Every file that came in.
    pub(super) files: Vec<InputFile>,
    /// The products in the order of the tally.
    pub(super) products: Vec<ReadProduct>,
}

/// A product, as far as pages name it.
#[derive(Debug, Clone)]
pub(super) struct ReadProduct {
    /// Number in the order of the papers.
    pub(super) number: usize,
    /// Its name.
    pub(super) name: String,
    /// Its owner.
    pub(super) owner: String,
    /// Index of its district in the declaration.
    pub(super) district: usize,
    /// How it came out.
    pub(super) outcome: ProductOutcome,
}

impl ReadRound {
    /// Keeps what pages need of a count.
    pub(super) fn of(counted: &Counted<'_>) -> Self {
        let products = counted.tally.products.iter().map(|result| ReadProduct {
            number: result.number,
            name: result.entry.product.value.clone(),
            owner: result.entry.owner.name.value.clone(),
            district: result.district,
            outcome: result.outcome.clone(),
        });
        Self {
            round: counted.round.clone(),
            forms: counted.forms.clone(),
            workbooks: counted.intake.workbooks.clone(),
            files: counted.intake.files.clone(),
            products: products.collect(),
        }
    }
}
