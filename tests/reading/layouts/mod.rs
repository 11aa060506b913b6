//! Ballots laid out as offices lay them out, at random and with known marks: what is read is right,
//! or it waits and is told at its workbook. The layouts come from what offices do and from nothing
//! in the reader.
//!
//! `cargo test --test reading layouts` judges a fixed few. For more, and for the figures:
//!
//! ```text
//! LAYOUTS=2000 cargo test --release --test reading -- --ignored --nocapture two_thousand
//! LAYOUT=17 cargo test --test reading -- --ignored --nocapture one_layout       a must-read layout, shown and judged
//! SPOILED=17 cargo test --test reading -- --ignored --nocapture one_layout      a spoiled one
//! ```

mod book;
pub(crate) mod chance;
mod down;
mod form;
mod head;
mod judge;
mod page;
mod rows;
mod spoil;
mod truth;
mod words;

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;

use self::book::Case;
use self::chance::Chance;
use self::judge::{Verdict, judge};
use self::spoil::Spoiled;

/// How many layouts of each family an ordinary run judges.
const FEW: u64 = 100;

/// One layout, judged.
struct Judged {
    seed: u64,
    case: Case,
    spoiled: Vec<Spoiled>,
    verdict: Verdict,
}

fn must_read(seed: u64) -> Judged {
    let case = Case::draw(seed);
    let verdict = judge(&case, &[]);
    Judged { seed, case, spoiled: Vec::new(), verdict }
}

fn plain(seed: u64) -> Judged {
    let case = Case::plain(seed);
    let verdict = judge(&case, &[]);
    Judged { seed, case, spoiled: Vec::new(), verdict }
}

fn spoiled(seed: u64) -> Judged {
    spoil_case(seed, Case::draw(seed.wrapping_add(1_000_000)))
}

fn plain_spoiled(seed: u64) -> Judged {
    spoil_case(seed, Case::plain(seed.wrapping_add(1_000_000)))
}

fn spoil_case(seed: u64, mut case: Case) -> Judged {
    let spoiled = spoil::spoil(&mut case, &mut Chance::new(seed ^ 0x5EED));
    let files: Vec<&str> = spoiled.iter().map(|spoiled| spoiled.file.as_str()).collect();
    let verdict = judge(&case, &files);
    Judged { seed, case, spoiled, verdict }
}

impl Judged {
    /// Whether the law was kept.
    fn is_good(&self) -> bool {
        match &self.verdict {
            Verdict::Right => !self.must_be_told(),
            Verdict::Accused(_) | Verdict::Told(_) => !self.spoiled.is_empty(),
            Verdict::Silent(_) => false,
        }
    }

    /// Whether a clerk has to hear of it though no mark differs.
    fn must_be_told(&self) -> bool {
        self.spoiled.len() == 1 && self.spoiled[0].must_be_told
    }

    fn name(&self) -> &'static str {
        match &self.verdict {
            Verdict::Right if self.must_be_told() => "untold",
            Verdict::Accused(_) if self.spoiled.is_empty() => "accused",
            Verdict::Right | Verdict::Accused(_) => "right",
            Verdict::Told(_) => "told",
            Verdict::Silent(_) => "SILENT",
        }
    }

    /// The first workbook of ballots of which something was told.
    fn told_at(&self) -> &str {
        let told = match &self.verdict {
            Verdict::Right => "",
            Verdict::Accused(told) | Verdict::Told(told) | Verdict::Silent(told) => told,
        };
        let books = self.case.books.iter().map(|book| book.file.as_str());
        books.clone().find(|file| told.contains(file)).or_else(|| books.clone().next()).unwrap()
    }

    /// Everything needed to see what went wrong: the seed, what was spoiled, the verdict, and the
    /// sheets concerned.
    fn report(&self) -> String {
        let (kind, files) = match self.spoiled.first() {
            None => ("LAYOUT", vec![self.told_at()]),
            Some(_) => {
                ("SPOILED", self.spoiled.iter().map(|spoiled| spoiled.file.as_str()).collect())
            }
        };
        let mut report = format!("---- {kind}={} {}", self.seed, self.name());
        for spoiled in &self.spoiled {
            write!(report, "\n  {}: {} · {}", spoiled.what, spoiled.file, spoiled.sheet).unwrap();
        }
        if let Verdict::Accused(why) | Verdict::Told(why) | Verdict::Silent(why) = &self.verdict {
            write!(report, "\n  {why}").unwrap();
        }
        let mut files = files;
        files.dedup();
        for file in files {
            write!(report, "\n{file}\n{}", self.case.dump(file)).unwrap();
        }
        report
    }
}

/// The figures of a family, and the reports of those that failed.
fn figures(judged: &[Judged]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for judged in judged {
        *counts.entry(judged.name()).or_default() += 1;
    }
    counts.iter().map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
}

#[track_caller]
fn all_good(judged: &[Judged]) {
    let failed: Vec<&Judged> = judged.iter().filter(|judged| !judged.is_good()).collect();
    let reports: Vec<_> = failed.iter().take(3).map(|judged| judged.report()).collect();
    let seeds: Vec<_> = failed.iter().map(|judged| judged.seed).collect();
    assert!(
        failed.is_empty(),
        "{}\n{} failed: {seeds:?}\n{}",
        figures(judged),
        failed.len(),
        reports.join("\n")
    );
}

#[test]
fn a_ballot_on_the_form_that_was_always_read_is_read_right_whatever_was_given() {
    all_good(&(0..FEW / 3).map(plain).collect::<Vec<_>>());
}

#[test]
fn a_ballot_that_a_careful_clerk_reads_without_doubt_is_read_right_and_nobody_is_accused() {
    all_good(&(0..FEW).map(must_read).collect::<Vec<_>>());
}

#[test]
fn a_ballot_that_went_wrong_on_its_way_is_read_right_or_waits_and_is_told() {
    all_good(&(0..FEW).map(spoiled).collect::<Vec<_>>());
}

#[test]
#[ignore = "takes minutes; LAYOUTS says how many"]
fn two_thousand_layouts() {
    let count = env::var("LAYOUTS").map_or(2_000, |count| count.parse().unwrap());
    let first = env::var("FIRST").map_or(0, |first| first.parse().unwrap());
    let shown = env::var("SHOWN").map_or(5, |shown| shown.parse().unwrap());
    let mut good = true;
    for (family, judge) in [
        ("must be read", must_read as fn(u64) -> Judged),
        ("spoiled", spoiled),
        ("plain form, spoiled", plain_spoiled),
    ] {
        let judged: Vec<_> = (first..first + count).map(judge).collect();
        println!("{family}: {count} layouts: {}", figures(&judged));
        let failed: Vec<_> = judged.iter().filter(|judged| !judged.is_good()).collect();
        if !failed.is_empty() {
            println!("  seeds: {:?}", failed.iter().map(|judged| judged.seed).collect::<Vec<_>>());
            println!("  {}", causes(&judged).replace('\n', "\n  "));
        }
        for judged in failed.iter().take(shown) {
            println!("{}", judged.report());
        }
        good &= failed.is_empty();
    }
    assert!(good, "see above");
}

/// How many failed of each shape and of each spoiling, the worst first.
fn causes(judged: &[Judged]) -> String {
    let mut causes: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for judged in judged {
        let form = &judged.case.forms[0];
        let kinds = judged.spoiled.iter().map(|spoiled| spoiled.what.to_owned());
        let shape = format!("{:?}", form.shape);
        for cause in kinds.chain([shape]) {
            let count = causes.entry(cause).or_default();
            count.0 += usize::from(!judged.is_good());
            count.1 += 1;
        }
    }
    let mut causes: Vec<_> = causes.into_iter().filter(|(_, (failed, _))| *failed > 0).collect();
    causes.sort_by_key(|(_, (failed, _))| std::cmp::Reverse(*failed));
    causes
        .iter()
        .map(|(cause, (failed, all))| format!("{failed} of {all}: {cause}"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
#[ignore = "shows one layout; LAYOUT or SPOILED names it"]
fn one_layout() {
    let seed = |name: &str| env::var(name).ok().map(|seed| seed.parse::<u64>().unwrap());
    let judged = seed("LAYOUT")
        .map(must_read)
        .or_else(|| seed("SPOILED").map(spoiled))
        .expect("LAYOUT or SPOILED");
    println!("{}\n{:#?}", judged.report(), judged.case.forms[0]);
    let file = judged.spoiled.first().map_or_else(|| judged.told_at(), |spoiled| &spoiled.file);
    judge::show_reading(&judged.case, file);
    assert!(judged.is_good());
}
