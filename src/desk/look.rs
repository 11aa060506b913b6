//! What the desk knows of a round: the result of its last check.

use careful_spreadsheet::Workbook;
use serde_json::Value;
use time::OffsetDateTime;

use crate::counting::Counted;
use crate::forms::Forms;
use crate::intake::InputFile;
use crate::job::RunReport;
use crate::round::Round;
use crate::tally::{ProductOutcome, ProductResult};

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
    /// How each product came out, in the order of the tally.
    pub(super) outcomes: Vec<ProductOutcome>,
    /// The products without a result.
    pub(super) waiting: Vec<WaitingProduct>,
}

/// A product without a result.
#[derive(Debug, Clone)]
pub(super) struct WaitingProduct {
    /// Its number in the list of the round.
    pub(super) number: usize,
    /// Its name.
    pub(super) name: String,
    /// Why it has none (Vietnamese).
    pub(super) why: String,
}

/// Most characters of a reason that somebody wrote.
const REASON: usize = 140;

fn shortened(reason: &str) -> String {
    match reason.char_indices().nth(REASON) {
        Some((end, _)) => format!("{}…", reason[..end].trim_end()),
        None => reason.trim_end_matches('.').to_owned(),
    }
}

impl WaitingProduct {
    fn of(result: &ProductResult<'_>) -> Option<Self> {
        let why = match &result.outcome {
            ProductOutcome::NotScored { reason: Some(reason) } => {
                format!("Hội đồng không chấm: {}", shortened(reason))
            }
            ProductOutcome::NotScored { reason: None } => "chưa có ai chấm".to_owned(),
            ProductOutcome::Held { reason } => shortened(reason),
            ProductOutcome::NeedsSupplement { .. } => {
                "chờ bổ sung hồ sơ hoặc kiểm nghiệm".to_owned()
            }
            _ => return None,
        };
        Some(Self { number: result.number, name: result.entry.product.value.clone(), why })
    }
}

impl ReadRound {
    /// Keeps what pages need of a count.
    pub(super) fn of(counted: &Counted<'_>) -> Self {
        let outcomes = counted.tally.products.iter().map(|result| result.outcome.clone());
        Self {
            round: counted.round.clone(),
            forms: counted.forms.clone(),
            workbooks: counted.intake.workbooks.clone(),
            files: counted.intake.files.clone(),
            outcomes: outcomes.collect(),
            waiting: counted.tally.products.iter().filter_map(WaitingProduct::of).collect(),
        }
    }
}
