//! What a round costs: reading, counting, one invitation, the whole way, and a thousand
//! invitations.
//!
//! Run with `cargo bench`. Compare the figures with each other on one machine, not across machines.
#![allow(missing_docs, reason = "criterion's macros make public items")]

#[path = "../tests/support/large.rs"]
mod large;

use std::path::Path;

use careful_spreadsheet::ChildReader;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ocop::criteria::{self, RoundActs};
use ocop::documents::{self, Facts, WrittenPaper};
use ocop::forms::{FormIdentity, FormProduct, FormWords};
use ocop::ledger::Holder;
use ocop::pipeline::{self, Job};
use ocop::round::{Round, Session};
use ocop::templates::Templates;
use ocop::typeset::{self, BookletTitle, PrintFile, Typesetter};
use ocop::{blanks, forms, intake, recount, round, rules, tally};

fn inputs() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/inputs"))
}

fn templates() -> Templates {
    Templates::new(&inputs().join("templates")).expect("the templates are embedded")
}

fn sample() -> (Round, RoundActs, forms::Forms) {
    let round = round::read_round(inputs()).0.expect("the sample round is sound");
    let (criteria, _) = criteria::load_heads(&templates()).expect("the criteria are embedded");
    let acts = criteria::choose(&criteria, &round).0.expect("an act is in force");
    let opened =
        intake::open_folder(inputs(), &ChildReader::none()).expect("the sample folder is there");
    let forms = forms::read_forms(&round, &acts, &FormWords::embedded(), &opened.workbooks).0;
    (round, acts, forms)
}

fn papers((round, acts, forms): &(Round, RoundActs, forms::Forms)) -> Vec<WrittenPaper> {
    let (judgement, _) = rules::check(round, acts, None, forms);
    let tally = tally::count(round, &judgement);
    let facts = Facts::of(round, acts, &tally);
    documents::write_up(round, acts.main(), &tally, &facts, &templates())
        .expect("the wording is embedded")
        .written
}

fn read(bench: &mut Criterion) {
    let (round, acts, _) = sample();
    let words = FormWords::embedded();
    bench.bench_function("read 24 files", |bench| {
        bench.iter(|| {
            let opened = intake::open_folder(inputs(), &ChildReader::none())
                .expect("the sample folder is there");
            forms::read_forms(&round, &acts, &words, &opened.workbooks)
        });
    });
}

fn count(bench: &mut Criterion) {
    let (round, acts, forms) = sample();
    bench.bench_function("check and tally 25 products", |bench| {
        bench.iter(|| {
            let (judgement, _) = rules::check(&round, &acts, None, &forms);
            tally::count(&round, &judgement).products.len()
        });
    });
}

/// A round far larger than any: what reading, checking and counting it costs.
fn large_round(bench: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let settings =
        fs_err::read_to_string(inputs().join("round.toml")).expect("the sample round is there");
    large::write(folder.path(), &settings);
    let (criteria, _) = criteria::load_heads(&templates()).expect("the criteria are embedded");
    let round = round::read_round(folder.path()).0.expect("the settings are sound");
    let acts = criteria::choose(&criteria, &round).0.expect("an act is in force");
    let open =
        || intake::open_folder(folder.path(), &ChildReader::none()).expect("the folder is there");
    let opened = open();
    let words = FormWords::embedded();
    let forms = forms::read_forms(&round, &acts, &words, &opened.workbooks).0;
    let judgement = rules::check(&round, &acts, None, &forms).0;
    let name = format!("{} products × {} members", large::PRODUCTS, large::MEMBERS);
    let mut group = bench.benchmark_group(name);
    group.sample_size(10);
    group.bench_function("open", |bench| bench.iter(open));
    group.bench_function("understand", |bench| {
        bench.iter(|| forms::read_forms(&round, &acts, &words, &opened.workbooks));
    });
    group.bench_function("check", |bench| {
        bench.iter(|| rules::check(&round, &acts, None, &forms).0.candidates.len());
    });
    group.bench_function("tally", |bench| bench.iter(|| tally::count(&round, &judgement)));
    let tally = tally::count(&round, &judgement);
    let recount = || {
        recount::check(
            recount::RecountSettings::of(&round),
            &opened.workbooks,
            &judgement.candidates,
            &tally,
        )
    };
    group.bench_function("second count", |bench| bench.iter(recount));
    group.finish();
}

fn one_invitation(bench: &mut Criterion) {
    let papers = papers(&sample());
    let typesetter = Typesetter::new(&templates()).expect("the fonts are embedded");
    let invitations: Vec<_> = papers.iter().filter(|paper| paper.layout == "giay-moi").collect();
    let mut next = invitations.iter().cycle();
    bench.bench_function("typeset one invitation", |bench| {
        bench.iter(|| {
            let paper = next.next().expect("a cycle does not end");
            let printed = typesetter.print(paper).expect("it prints");
            typeset::forget(2);
            printed.pages
        });
    });
}

fn many_invitations(bench: &mut Criterion) {
    let papers = papers(&sample());
    let typesetter = Typesetter::new(&templates()).expect("the fonts are embedded");
    let invitations: Vec<_> = papers.iter().filter(|paper| paper.layout == "giay-moi").collect();
    let mut group = bench.benchmark_group("1,000 invitations");
    group.throughput(Throughput::Elements(1000)).sample_size(10);
    for threads in [1, 2] {
        group.bench_function(format!("{threads} threads"), |bench| {
            bench.iter(|| {
                let print = |index: usize| {
                    // Another day each time, so that no paper is the same as one before.
                    let mut paper = invitations[index % invitations.len()].clone();
                    paper.document.subject = format!("{} {index}", paper.document.subject);
                    typesetter.print(&paper).map_or(0, |printed| printed.pages)
                };
                typeset::in_parallel(threads, 1000, print, |_| 0).len()
            });
        });
    }
    group.finish();
}

/// What a file to print costs beside its papers.
fn print_file(bench: &mut Criterion) {
    let papers = papers(&sample());
    let typesetter = Typesetter::new(&templates()).expect("the fonts are embedded");
    let invitations = papers.iter().filter(|paper| paper.layout == "giay-moi");
    let printed: Vec<_> = invitations
        .map(|paper| typesetter.print(paper).expect("it prints").pdf)
        .cycle()
        .take(200)
        .collect();
    let title = BookletTitle { title: "Giấy mời".into(), author: "Hội đồng".into() };
    bench.bench_function("gather 200 invitations", |bench| {
        bench.iter(|| {
            let mut file = PrintFile::new(true);
            for pdf in &printed {
                file.add(pdf).expect("it was typeset here");
            }
            file.finish(&title).expect("it is written").1
        });
    });
}

fn whole_round(bench: &mut Criterion) {
    let outputs = tempfile::tempdir().expect("a temporary folder");
    let mut group = bench.benchmark_group("whole round");
    group.sample_size(10);
    group.bench_function("2 threads", |bench| {
        bench.iter(|| {
            let job = Job {
                inputs: inputs().to_owned(),
                outputs: outputs.path().to_owned(),
                templates: inputs().join("templates"),
                previous: Vec::new(),
                threads: 2,
                fresh: true,
                reader: ChildReader::none(),
                who: Holder::default(),
            };
            pipeline::run(&job, &|_| {}).expect("the sample round runs").filed.len()
        });
    });
    group.finish();
}

/// The ballots that go out: 61 products, 11 members, two sessions; three members have a conflict of
/// interest.
fn ballots(bench: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/round_2026/inputs");
    let mut round = round::read_round(&folder).0.expect("the sample round is sound");
    let (criteria, _) = criteria::load_heads(&templates()).expect("the criteria are embedded");
    let acts = criteria::choose(&criteria, &round).0.expect("an act is in force");
    let act = acts.main();
    let members = round.council.members.clone();
    round.council.members = members.into_iter().cycle().take(11).collect();
    let session = round.sessions[0].clone();
    let sessions = [session.clone(), Session { number: 2, ..session }];
    let product = |(number, set)| {
        let (name, owner) = (format!("Sản phẩm {number}"), format!("Hợp tác xã {number}"));
        FormProduct::new(&name, &owner, "xã Sìn Hồ", act, set)
    };
    let products: Vec<_> = (1..=61).zip(act.sets.iter().cycle()).map(product).collect();
    let mut forms = Vec::new();
    for session in &sessions {
        for member in 0..11 {
            let mut products = products.clone();
            if member < 3 {
                products[member].closed = Some("Xung đột lợi ích".into());
            }
            forms
                .push((FormIdentity::of_ballot(&round, &acts, session, member, products), session));
        }
    }
    let mut group = bench.benchmark_group("61 products, 11 members, 2 sessions");
    group.sample_size(10);
    group.bench_function("one ballot", |bench| {
        bench
            .iter(|| blanks::ballot(&forms[21].0, &round, forms[21].1, &acts).map(|one| one.len()));
    });
    group.bench_function("all ballots", |bench| {
        bench.iter(|| blanks::ballots(&forms, &round, &acts).map(|all| all.len()));
    });
    group.finish();
}

criterion_group!(
    benches,
    read,
    count,
    large_round,
    ballots,
    one_invitation,
    many_invitations,
    print_file,
    whole_round
);
criterion_main!(benches);
