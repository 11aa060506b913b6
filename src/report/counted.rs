//! What a round came to, before a paper is written of it.

use crate::criteria::Act;
use crate::documents::Facts;
use crate::finding::Findings;
use crate::forms::Forms;
use crate::intake::Intake;
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
