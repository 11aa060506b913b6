//! Mutates sound files and values for a stated time and checks that nothing panics: the guard of
//! archives and the readers, the parsers of numbers and text, and the readers of forms with
//! everything that follows, up to the second count.
//!
//! `FUZZ_SECONDS=120 cargo test --release --test reading -- --ignored --nocapture fuzz`. The random
//! numbers are seeded, so that the same run finds the same.

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use careful_spreadsheet::{Cell, ChildReader, Merge, Value, Workbook, Worksheet, number, text};
use ocop::finding::{CellRef, Place};
use ocop::forms::FormWords;
use ocop::intake;
use ocop::templates::Templates;
use ocop::{criteria, forms, recount, round, rules, tally};
use walkdir::WalkDir;

/// Numbers by chance, the same in every run (xorshift64*).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next()).unwrap() % end.max(1)
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

#[allow(clippy::disallowed_methods, reason = "a measure of time, not of a round")]
fn now() -> Instant {
    Instant::now()
}

/// Runs one target over and over until its time is up, and says how often.
fn fuzz(target: &str, mut once: impl FnMut(&mut Chance)) {
    let seconds =
        std::env::var("FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(10);
    let (start, mut chance, mut runs) = (now(), Chance(0x0C09), 0_u64);
    while start.elapsed() < Duration::from_secs(seconds) {
        once(&mut chance);
        runs += 1;
    }
    println!("{target}: {runs} executions in {seconds} s");
}

/// The sample inputs, and the corpus where there is one.
fn seeds() -> Vec<Vec<u8>> {
    let corpus = std::env::var_os("OCOP_CORPUS");
    let sample = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/inputs")).as_os_str().to_owned();
    let folders = [Some(sample), corpus].into_iter().flatten();
    let files =
        folders.flat_map(|folder| WalkDir::new(folder).follow_links(true).sort_by_file_name());
    let files = files.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| fs_err::read(entry.path()).unwrap())
        .filter(|bytes| bytes.len() < 200_000)
        .collect()
}

/// The bytes with a few of them changed, doubled or cut off.
fn spoiled(mut bytes: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len());
        match chance.below(4) {
            0 => bytes[at] ^= 1 << chance.below(8),
            1 => bytes[at] = *chance.one(&[0, 1, 0x7F, 0x80, 0xFF]),
            2 => bytes.truncate(at.max(4)),
            _ => {
                let end = (at + chance.below(64)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, piece);
            }
        }
    }
    bytes
}

/// Most of what is spoiled lies in the tables and headers that are read before anything is
/// decrypted.
#[test]
#[ignore = "runs for as long as it is told to"]
fn what_opens_encrypted_workbooks_survives_any_bytes() {
    let samples = WalkDir::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/crates/careful-spreadsheet/tests/data/encrypted"
    ))
    .sort_by_file_name();
    let samples =
        samples.into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let seeds: Vec<_> = samples.map(|entry| fs_err::read(entry.path()).unwrap()).collect();
    let folder = tempfile::tempdir().unwrap();
    fuzz("encrypted workbooks", |chance| {
        let mut bytes = chance.one(&seeds).clone();
        let tables = [..512, ..2048, ..bytes.len()];
        let at = chance.one(&tables).end;
        let rest = bytes.split_off(at);
        let bytes = [spoiled(bytes, chance), rest].concat();
        fs_err::File::create(folder.path().join("a.xls")).unwrap().write_all(&bytes).unwrap();
        let opened = intake::open_folder(folder.path(), &ChildReader::none()).unwrap();
        assert!(!opened.workbooks.is_empty() || !opened.findings.is_empty());
    });
}

#[test]
#[ignore = "runs for as long as it is told to"]
fn the_guard_and_the_readers_survive_any_bytes() {
    let seeds = seeds();
    let folder = tempfile::tempdir().unwrap();
    fuzz("archive guard and readers", |chance| {
        let bytes = spoiled(chance.one(&seeds).clone(), chance);
        fs_err::File::create(folder.path().join("a")).unwrap().write_all(&bytes).unwrap();
        let opened = intake::open_folder(folder.path(), &ChildReader::none()).unwrap();
        assert!(!opened.workbooks.is_empty() || !opened.findings.is_empty());
        // calamine panics over damaged xlsb, which is caught; nothing of ours may.
        if bytes.windows(12).any(|window| window == b"workbook.bin") {
            return;
        }
        let damaged = opened.findings.iter().filter_map(|finding| finding.found.as_deref());
        assert!(
            damaged.into_iter().all(|detail| !detail.contains("panicked")),
            "{:?}",
            opened.findings
        );
    });
}

/// Pieces of values as people type them, and of what they never type.
const PIECES: [&str; 40] = [
    "7",
    "2,5",
    "72.5",
    " ",
    "\u{a0}",
    "điểm",
    "%",
    "-",
    "–",
    "1.000",
    ",",
    ".",
    "e5",
    "9999999999999999999999999999",
    "½",
    "٣",
    "08/12/2020",
    "/",
    "ngày",
    "II",
    "Tên sản phẩm",
    "Điểm",
    "(",
    ")",
    "\n",
    "ChÌ",
    "§iÓm",
    "Ñieåm",
    "Ã\u{a0}",
    "ủ",
    "\u{302}",
    "\u{301}",
    "ố",
    "a",
    "\u{200b}",
    "Ủy",
    "hoà",
    "А",
    "😀",
    "\u{ad}",
];

fn typed(chance: &mut Chance) -> String {
    (0..chance.below(7)).map(|_| *chance.one(&PIECES)).collect()
}

#[test]
#[ignore = "runs for as long as it is told to"]
fn the_parsers_survive_any_text() {
    fuzz("numbers and text", |chance| {
        let typed = typed(chance);
        let _ = number::parse(&typed);
        let clean = text::clean(&typed);
        assert_eq!(text::clean(&clean), clean, "{typed:?}");
        let folded = text::fold(&typed);
        assert_eq!(text::fold(&clean), folded, "{typed:?}");
        let _ = text::bare(&typed);
    });
}

#[test]
#[ignore = "runs for as long as it is told to"]
fn the_readers_of_forms_survive_any_sheet_and_the_second_count_agrees() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let round = round::read_round(&root.join("inputs")).0.unwrap();
    let open = |folder: &str| {
        intake::open_folder(&root.join(folder), &ChildReader::none()).unwrap().workbooks
    };
    let seeds = [open("inputs"), open("tests/reading/cases")].concat();
    let lists: Vec<Workbook> =
        open("inputs").into_iter().filter(|book| book.place.file.starts_with("ho-so/")).collect();
    let criteria = criteria::load(&Templates::new(Path::new("no/such/folder")).unwrap()).unwrap().0;
    let (acts, words) = (criteria::choose(&criteria, &round).0.unwrap(), FormWords::embedded());
    fuzz("readers of forms", |chance| {
        let seed = chance.one(&chance_sheets(&seeds)).to_owned();
        let mut cells: Vec<_> = seed.cells().map(|(at, cell)| (at, cell.clone())).collect();
        for _ in 0..=chance.below(12) {
            let at = CellRef::new(
                u32::try_from(chance.below(20)).unwrap(),
                u32::try_from(chance.below(12)).unwrap(),
            );
            let text = typed(chance);
            match chance.below(3) {
                0 if !cells.is_empty() => drop(cells.swap_remove(chance.below(cells.len()))),
                1 if !cells.is_empty() => {
                    let from = chance.below(cells.len());
                    cells.push((at, cells[from].1.clone()));
                }
                _ if !text::clean(&text).is_empty() => {
                    cells.push((at, Cell::typed(Value::Text(text::clean(&text)))));
                }
                _ => {}
            }
        }
        let merges = (0..chance.below(4)).map(|_| {
            let mut corner = || {
                CellRef::new(
                    u32::try_from(chance.below(12)).unwrap(),
                    u32::try_from(chance.below(12)).unwrap(),
                )
            };
            Merge { first: corner(), last: corner() }
        });
        let merges: Vec<_> = merges.collect();
        let place = Place::file("a.xlsx");
        let sheet = Worksheet::from_cells(place.sheet("S"), cells, merges);
        let mut workbooks = lists.clone();
        workbooks.push(Workbook::of_sheets(place, vec![sheet]));
        let (forms, _) = forms::read_forms(&round, &acts, &words, &workbooks);
        let (judgement, _) = rules::check(&round, &acts, None, &forms);
        let tally = tally::count(&round, &judgement);
        let counted = recount::check(
            recount::RecountSettings::of(&round),
            &workbooks,
            &judgement.candidates,
            &tally,
        );
        assert_eq!(counted, Ok(()));
    });
}

fn chance_sheets(workbooks: &[Workbook]) -> Vec<&Worksheet> {
    workbooks.iter().flat_map(|workbook| &workbook.sheets).collect()
}
