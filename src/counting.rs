//! Reads, checks and counts a round: the first four steps of a run, up to where papers are written.

use crate::communes::{self, Communes};
use crate::criteria::{self, Criteria, RoundActs};
use crate::documents::Facts;
use crate::finding::Findings;
use crate::forms::{self, Forms};
use crate::intake::{self, Intake};
use crate::job::{Job, RunFault, Step};
use crate::round::{self, Round};
use crate::tally::{self, Tally};
use crate::templates::Templates;
use crate::{recount, rules, truth};

/// Everything that was read, checked and counted in a round.
#[derive(Debug)]
pub struct Counted<'a> {
    /// The settings of the round.
    pub round: &'a Round,
    /// The acts whose criteria apply.
    pub acts: &'a RoundActs,
    /// The templates: the program's own, and the office's in their place.
    pub templates: &'a Templates,
    /// Every file that came in.
    pub intake: &'a Intake,
    /// What was read from the workbooks.
    pub forms: &'a Forms,
    /// The results.
    pub tally: &'a Tally<'a>,
    /// The communes of the provinces.
    pub communes: &'a Communes,
    /// The facts that several papers state.
    pub facts: &'a Facts,
    /// All findings so far, not yet sorted.
    pub findings: Findings,
}

/// Reads, checks and counts a round, and hands everything to `then`. It files nothing; `watch` is
/// told when each step begins.
///
/// Returns `Ok(Err(…))`, with what came in and what is wrong, when there is no usable `round.toml`,
/// or no act to count by.
///
/// # Errors
///
/// [`RunFault`] when the inputs or templates cannot be read, when the two counts differ, and whatever
/// error `then` returns.
pub fn with_results<T>(
    job: &Job,
    watch: &(dyn Fn(Step) + Sync),
    then: impl FnOnce(Counted<'_>) -> Result<T, RunFault>,
) -> Result<Result<T, (Intake, Findings)>, RunFault> {
    watch(Step::Read);
    let OpenedRound { round, criteria, communes, intake, templates, mut findings } = open(job)?;
    let Some(mut round) = round else { return Ok(Err((intake, findings))) };
    let (acts, wrong) = criteria::choose(&criteria, &round);
    findings.extend(wrong);
    let (untrue, wrong) =
        truth::check(&round, &criteria, &communes, acts.as_ref().map(RoundActs::main));
    round.untrue = untrue;
    findings.extend(wrong);
    let Some(acts) = acts else {
        round.spelling.move_findings(&mut findings);
        return Ok(Err((intake, findings)));
    };
    let previous = round::read_previous(&job.previous, &round.round)?;

    watch(Step::Understand);
    let (words, wrong) = forms::read_words(&templates)?;
    findings.extend(wrong);
    let (mut forms, wrong) = forms::read_forms(&round, &acts, &words, &intake.workbooks);
    findings.extend(wrong);
    findings.extend(forms::complete(&previous, &mut forms));

    watch(Step::Check);
    let (mut judgement, wrong) = rules::check(&round, &acts, Some(&communes), &forms);
    findings.extend(wrong);
    rules::hold_faulty_rows(&mut judgement, &forms, &findings);

    watch(Step::Tally);
    let tally = tally::count(&round, &judgement);
    recount::check(
        recount::RecountSettings::of(&round),
        &intake.workbooks,
        &judgement.candidates,
        &tally,
    )?;
    findings.extend(tally::remarks(&round, &tally));
    rules::trace(&round, &words, &forms, &judgement, &mut findings);
    findings.extend(acts.iter().filter_map(|act| {
        let of_act = tally.products.iter().filter(|product| product.act.id == act.id);
        let named = of_act.map(|one| (&*one.entry.product.value, &*one.entry.set.value));
        truth::unverified(act, &named.collect::<Vec<_>>())
    }));
    findings.extend(rules::silent(&round, &forms));
    round.spelling.move_findings(&mut findings);
    let facts = Facts::of(&round, &acts, &tally);

    then(Counted {
        round: &round,
        acts: &acts,
        intake: &intake,
        templates: &templates,
        forms: &forms,
        tally: &tally,
        communes: &communes,
        facts: &facts,
        findings,
    })
    .map(Ok)
}

/// What came in, and the data by which it is read.
struct OpenedRound {
    round: Option<Round>,
    criteria: Criteria,
    communes: Communes,
    intake: Intake,
    templates: Templates,
    findings: Findings,
}

/// Opens the inputs and loads the data.
fn open(job: &Job) -> Result<OpenedRound, RunFault> {
    let intake = intake::open_folder(&job.inputs, &job.reader)?;
    let templates = Templates::new(&job.templates)?;
    let (round, mut findings) = round::read_round(&job.inputs);
    let (criteria, wrong) = criteria::load_heads(&templates)?;
    findings.extend(wrong);
    let (communes, wrong) = communes::load(&templates)?;
    findings.extend(wrong);
    findings.extend(intake.findings.clone());
    findings.sort();
    Ok(OpenedRound { round, criteria, communes, intake, templates, findings })
}
