//! Writes up the papers: one small file for each kind of paper takes the facts of the round and
//! fills a [`Document`] through the wording file of that kind.
//!
//! This desk knows what a paper must say. It knows no font size and no margin: how a paper looks is
//! decided by its layout.

mod authority;
mod bodies;
mod compose;
mod desk;
mod ended;
pub mod facts;
pub mod folders;
mod markdown;
pub mod model;
mod names;
mod papers;
mod pictures;
mod published;
mod traced;
mod unbroken;
mod units;
mod wording;
mod written;

use std::collections::BTreeMap;
use std::io;

use time::Date;

use self::bodies::Bodies;
use self::desk::WritingDesk;
pub use self::facts::Facts;
pub use self::model::Document;
pub use self::names::{returned_folder, slug};
pub use self::papers::{DistrictFaults, supplements};
pub use self::pictures::CERTIFICATE_PICTURES;
pub use self::published::{Published, PublishedDecision, PublishedProduct};
pub use self::traced::{FactSource, PlacedFact, StatedFact, Traced, TracedText};
use self::wording::Wording;
pub use self::wording::{LetterOrigin, PaperOrigin};
pub(crate) use self::wording::{SourcePiece, pieces};
pub use self::written::{WaitingPaper, WriteUp, WrittenPaper};
use crate::communes::{self, PlacesOfToday};
use crate::criteria::Act;
use crate::round::{PaperKind, Round};
use crate::tally::Tally;
use crate::templates::{Template, Templates};

/// Writes up every paper that can be issued with the data of the round.
///
/// Papers that must wait are listed in [`WriteUp::waiting`] with the reason. While `round.toml`
/// still has values to be filled in, every paper waits.
///
/// # Errors
///
/// When a wording file cannot be read from the disk.
pub fn write_up(
    round: &Round,
    act: &Act,
    tally: &Tally<'_>,
    facts: &Facts,
    templates: &Templates,
) -> io::Result<WriteUp> {
    write_all(round, act, tally, facts, templates, false)
}

/// Writes up the papers like [`write_up`], and tells of each where its words stand in its wording
/// file.
///
/// # Errors
///
/// As [`write_up`].
pub fn write_up_traced(
    round: &Round,
    act: &Act,
    tally: &Tally<'_>,
    facts: &Facts,
    templates: &Templates,
) -> io::Result<WriteUp> {
    write_all(round, act, tally, facts, templates, true)
}

fn write_all(
    round: &Round,
    act: &Act,
    tally: &Tally<'_>,
    facts: &Facts,
    templates: &Templates,
    follows: bool,
) -> io::Result<WriteUp> {
    let mut papers = WriteUp::default();
    if let Some(open) = round.still_open(|lines| format!(": dòng {}", ranges(lines))) {
        papers.wait("Tất cả văn bản", open);
        return Ok(papers);
    }
    let (wording, told) = Wording::load(templates, act)?;
    papers.findings.extend(told);
    let (bodies, wrong) = Bodies::load(templates)?;
    papers.findings.extend(wrong);
    let (pictures, wrong) = pictures::CertificatePictures::load(templates)?;
    papers.findings.extend(wrong);
    let (common, stated) = compose::common_facts(round, act, facts);
    papers.stated.clone_from(&stated);
    // What is wrong with the lists was told when addresses were checked.
    let (communes, _) = communes::load(templates)?;
    let places = PlacesOfToday::of(&communes, &round.round.province, round.round.from);
    let (wording, bodies) = (&wording, &bodies);
    let desk = WritingDesk {
        round,
        act,
        tally,
        facts,
        wording,
        bodies,
        places,
        pictures,
        common,
        stated,
        follows,
    };
    for (kind, write) in papers::WRITERS.iter().copied() {
        match round.untrue(kind).or_else(|| withdrawal(tally, kind)) {
            Some(reason) => papers.wait(kind.name(), reason),
            None => write(&desk, &mut papers),
        }
    }
    papers.findings.extend(ended::check(&desk, &papers.written));
    Ok(papers.spelled(round))
}

/// Returns the names of public bodies on a day by their role, e.g. `ministry`. Empty when the
/// office's own file of names cannot be understood.
///
/// # Errors
///
/// When the office's templates folder cannot be read.
pub fn bodies_on(templates: &Templates, day: Date) -> io::Result<BTreeMap<String, String>> {
    let (bodies, _) = Bodies::load(templates)?;
    let named = bodies.on(day).into_iter();
    Ok(named.map(|(role, name)| (role.to_owned(), name.to_owned())).collect())
}

/// Returns the wording files of papers under an act, ordered by name.
///
/// # Errors
///
/// When the office's templates folder cannot be read.
pub fn wording_under(templates: &Templates, act: &Act) -> io::Result<Vec<Template>> {
    Ok(wording::choose(templates, act)?.files.into_values().collect())
}

/// Tells why a paper about products must wait: a product that `round.toml` takes out of the round
/// was not found in any list, so it is not clear yet which products remain. `None` when the paper
/// need not wait.
fn withdrawal(tally: &Tally<'_>, kind: PaperKind) -> Option<String> {
    let about_products = !matches!(kind, PaperKind::Plan | PaperKind::Supplement);
    let named =
        || tally.unmatched.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
    (about_products && !tally.unmatched.is_empty())
        .then(|| format!("sửa lỗi E363: chưa rõ sản phẩm nào đã rút ({})", named()))
}

/// Writes ascending numbers as a list in which neighbours are joined to ranges: `7–12, 20`.
fn ranges(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|one, next| *next == one + 1);
    let shown = runs.filter_map(|run| match run {
        [] => None,
        [one] => Some(one.to_string()),
        [first, .., last] => Some(format!("{first}–{last}")),
    });
    shown.collect::<Vec<_>>().join(", ")
}
