//! Tests of difficult pages: words longer than their column, tables over several pages, numbers
//! that are still blank.

use std::sync::OnceLock;

use crate::support::pdf::{Glyph, Page, Pdf, Piece, Rule};
use crate::support::round::{RoundFolder, council};
use crate::support::run::Run;
use crate::support::workbooks::{Product, submission, tea, unanimous};

/// What a measure may be off.
const OFF: f64 = 0.1;
/// From a table's line to the words beside it.
const INSET: f64 = 1.5;
/// Left and right edge of the text on an upright page, and the lower edges of both kinds of pages.
const LEFT: f64 = 30.0;
const RIGHT: f64 = 190.0;
/// Where the column of the agency ends.
const AGENCY: f64 = LEFT + 62.0;

/// A word of sixty letters; each begins with other letters, so that a page tells them apart.
fn word(start: &str) -> String {
    let mut word = start.to_owned();
    word.extend("hươngnghiệp".chars().cycle().take(60 - start.chars().count()));
    word
}

/// A round of three products whose names, owners, addresses, places, guests and signers are such
/// words.
fn round_of_long_words() -> RoundFolder {
    let products = products_of_long_words();
    let scored: Vec<_> = products.iter().map(|product| (product, [20, 12, 30])).collect();
    RoundFolder::inviting(&["districts", "owners", "named"])
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", &products))
        .with_all(unanimous(1, &scored))
        .meeting_once()
        .typing("\"Báo Lai Châu\"", &format!("\"Báo {}\"", word("khách")))
        .typing("place = \"Hội trường Sở", &format!("place = \"Hội trường {} Sở", word("nơi")))
        .typing("\"OCOP TỈNH LAI CHÂU\"]", &format!("\"OCOP {}\"]", word("CƠQUAN")))
        .typing(
            "name = \"Bùi Thị Thanh Tâm (giả định)\"",
            &format!("name = \"Bùi {}\"", word("kýtên")),
        )
        .typing("\"Như Điều 4;\"", &format!("\"Như {};\"", word("nhận")))
        .typing("symbol = \"QĐ-UBND\"", &format!("symbol = \"QĐ-{}\"", word("kýhiệu")))
        .adding(&format!(
            "[[conflicts]]\nmember = \"{}\"\nowner = \"{}\"\nreason = \"vì {}\"",
            council()[2],
            products[0].owner,
            word("lýdo")
        ))
}

fn products_of_long_words() -> Vec<Product> {
    let product = |start: &str| Product {
        owner: format!("Hợp tác xã {}", word("chủthể")),
        address: format!("Xã Tả Ngảo {}", word("địachỉ")),
        ..tea(&format!("Chè {}", word(start)))
    };
    ["mộtmột", "haihai", "baba"].map(product).to_vec()
}

/// One run serves the tests of long words.
fn with_long_words() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(|| round_of_long_words().run())
}

/// The upright lines of tables, from left to right, each once.
fn uprights(page: &Page) -> Vec<f64> {
    let mut lines: Vec<f64> = page
        .rules
        .iter()
        .filter(|rule| (rule.from.0 - rule.to.0).abs() < OFF)
        .map(|rule| rule.from.0)
        .collect();
    lines.sort_by(f64::total_cmp);
    lines.dedup_by(|one, other| (*one - *other).abs() < OFF);
    lines
}

/// A piece that had to be broken, none of whose lines may leave its room.
#[track_caller]
fn stays_within(piece: &Piece<'_>, left: f64, right: f64) {
    assert!(piece.lines().len() > 1, "`{}` is not broken", piece.text());
    lies_within(piece, left, right);
}

#[track_caller]
fn lies_within(piece: &Piece<'_>, left: f64, right: f64) {
    let (from, to) = (piece.left(), piece.right());
    assert!(
        from > left - OFF && to < right + OFF,
        "`{}`: {from:.1} to {to:.1}, not {left} to {right}",
        piece.text()
    );
}

/// Every piece of these words in a cell stays between the lines of its column; tells in how many
/// cells it was found.
#[track_caller]
fn stays_in_its_column(paper: &Pdf, wanted: &str) -> usize {
    let mut found = 0;
    for page in &paper.pages {
        let lines = uprights(page);
        for piece in pieces(page, wanted) {
            // Not what stands in running text.
            let Some(first) = piece.glyphs.first() else { continue };
            let rows = level_lines(page);
            let in_table = rows
                .first()
                .zip(rows.last())
                .is_some_and(|(top, end)| (*top..*end).contains(&first.y));
            if !in_table {
                continue;
            }
            let column = lines
                .windows(2)
                .find(|column| (column[0]..column[1]).contains(&first.x))
                .expect("a column");
            stays_within(&piece, column[0] + INSET, column[1] - INSET);
            found += 1;
        }
    }
    found
}

/// All pieces of a page that are this word, broken or not.
fn pieces<'a>(page: &'a Page, wanted: &str) -> Vec<Piece<'a>> {
    let glyphs: Vec<&Glyph> = page.body().collect();
    let text: Vec<char> = glyphs.iter().filter_map(|glyph| glyph.text.chars().next()).collect();
    let wanted: Vec<char> = wanted.chars().collect();
    let starts = (0..text.len().saturating_sub(wanted.len() - 1))
        .filter(|at| text[*at..*at + wanted.len()] == wanted);
    starts.map(|at| Piece { glyphs: glyphs[at..at + wanted.len()].to_vec() }).collect()
}

/// Where the level lines of tables stand, from top to bottom. Rules below words are short and not
/// among them.
fn level_lines(page: &Page) -> Vec<f64> {
    let level = |rule: &&Rule| (rule.from.1 - rule.to.1).abs() < OFF && !uprights(page).is_empty();
    let touches = |rule: &&Rule| {
        uprights(page).iter().any(|x| (rule.from.0 - x).abs() < OFF || (rule.to.0 - x).abs() < OFF)
    };
    let mut lines: Vec<f64> =
        page.rules.iter().filter(level).filter(touches).map(|rule| rule.from.1).collect();
    lines.sort_by(f64::total_cmp);
    lines.dedup_by(|one, other| (*one - *other).abs() < OFF);
    lines
}

#[test]
fn a_word_longer_than_its_column_breaks_inside_it() {
    let run = with_long_words();
    let products = products_of_long_words();
    let minutes = run.paper("bien-ban");
    let decision = run.paper("quyet-dinh");
    let district = run.paper("02-giay-moi/01-");
    for (paper, words) in [
        (&minutes, &[word("mộtmột"), word("baba"), word("chủthể")][..]),
        (&decision, &[word("mộtmột"), word("chủthể"), word("địachỉ")]),
        (&district, &[word("haihai"), word("chủthể")]),
    ] {
        for word in words {
            assert!(
                stays_in_its_column(paper, word) > 0,
                "`{word}` stands in a table of {}",
                paper.title
            );
        }
    }
    assert_eq!(stays_in_its_column(&decision, &word("chủthể")), products.len());
}

#[test]
fn a_long_word_outside_of_tables_stays_in_its_column_too() {
    let run = with_long_words();
    let minutes = run.paper("bien-ban");
    let page = &minutes.pages[0];
    stays_within(&pieces(page, &word("CƠQUAN"))[0], LEFT, AGENCY);
    let place: Vec<_> = minutes.pages.iter().flat_map(|page| pieces(page, &word("nơi"))).collect();
    assert!(!place.is_empty());
    for piece in &place {
        lies_within(piece, LEFT, RIGHT);
    }
    let signed = minutes.pages.last().unwrap();
    stays_within(pieces(signed, &word("kýtên")).last().unwrap(), LEFT, f64::midpoint(LEFT, RIGHT));
    let decision = run.paper("quyet-dinh");
    stays_within(&pieces(&decision.pages[0], &word("kýhiệu"))[0], LEFT, AGENCY);
    let recipients: Vec<_> =
        decision.pages.iter().flat_map(|page| pieces(page, &word("nhận"))).collect();
    stays_within(&recipients[0], LEFT, AGENCY);
    let guests: Vec<_> =
        run.papers().into_iter().filter(|name| name.ends_with("-bao.pdf")).collect();
    let [guest] = guests.as_slice() else { panic!("one invitation: {guests:?}") };
    for piece in pieces(&run.paper(guest).pages[0], &word("khách")) {
        lies_within(&piece, LEFT, RIGHT);
    }
}

#[test]
fn nothing_of_a_long_word_leaves_the_text_area_or_stands_on_other_words() {
    let run = with_long_words();
    // Cards and certificates have margins of their own; their tests look at them.
    let usual = |name: &String| !name.contains("the-trung-bay") && !name.starts_with("07-");
    for name in run.papers().into_iter().filter(usual) {
        let paper = Pdf::read(&run.files()[&name]);
        for (number, page) in (1..).zip(&paper.pages) {
            let glyphs: Vec<&Glyph> = page.body().collect();
            for glyph in &glyphs {
                let end = glyph.x + glyph.width;
                // Two millimetres more for the line of place and date.
                assert!(
                    glyph.x > LEFT - OFF && end < page.width - 18.0 + OFF,
                    "{name}, page {number}: {glyph:?}"
                );
            }
            for (one, other) in glyphs.iter().zip(glyphs.iter().skip(1)) {
                let level = (one.y - other.y).abs() < OFF;
                let deep = 0.3 * one.size * 25.4 / 72.0;
                let apart =
                    one.x + one.width - deep < other.x || other.x + other.width - deep < one.x;
                assert!(!level || apart, "{name}, page {number}: {one:?} over {other:?}");
            }
        }
    }
}

#[test]
fn breaking_a_word_adds_no_sign_to_what_is_copied() {
    let run = with_long_words();
    for name in run.papers() {
        let paper = Pdf::read(&run.files()[&name]);
        for glyph in paper.pages.iter().flat_map(|page| &page.glyphs) {
            assert!(!glyph.text.contains(['\u{200B}', '\u{AD}']), "{name}: {glyph:?}");
        }
    }
}

/// A round of so many products of one district, 3 stars each.
fn round_of(products: usize) -> RoundFolder {
    let products: Vec<_> =
        (1..=products).map(|number| tea(&format!("Chè số {number:03}"))).collect();
    let scored: Vec<_> = products.iter().map(|product| (product, [20, 12, 30])).collect();
    RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", &products))
        .with_all(unanimous(1, &scored))
        .meeting_once()
}

/// How many rows of products stand on each page of a paper's table, pages without a table left out.
fn rows(paper: &Pdf) -> Vec<usize> {
    let on = |page: &Page| page.text().matches("Chè số ").count();
    paper.pages.iter().filter(|page| !uprights(page).is_empty()).map(on).collect()
}

#[test]
fn the_last_row_of_a_table_takes_the_one_before_along() {
    let mut first_pages = Vec::new();
    // Twelve fill the first page of the annex; the thirteenth would stand alone on the second.
    for products in 12..=14 {
        let run = round_of(products).run();
        for paper in ["bien-ban", "quyet-dinh"] {
            let rows = rows(&run.paper(paper));
            assert_eq!(rows.iter().sum::<usize>(), products, "{paper}: {rows:?}");
            assert!(rows.last().is_some_and(|last| *last >= 2), "{paper} of {products}: {rows:?}");
            if paper == "quyet-dinh" {
                first_pages.push(rows[0]);
            }
        }
    }
    assert_eq!(first_pages, [12, 11, 12], "a full page gives up a row only for the last one");
}

#[test]
fn the_blank_for_the_number_holds_five_digits_and_reads_as_one_line() {
    let run = round_of(2).run();
    for (paper, symbol) in
        [("ke-hoach", "KH-UBND"), ("bien-ban", "BB-HĐOCOP"), ("quyet-dinh", "QĐ-UBND")]
    {
        let paper = run.paper(paper);
        let number = paper.pages[0].piece(&format!("Số: /{symbol}"));
        assert_eq!(number.lines().len(), 1);
        let signs = number.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty());
        let colon = signs.clone().find(|glyph| glyph.text == ":").unwrap();
        let slash = signs.clone().find(|glyph| glyph.text == "/").unwrap();
        // A digit of Times New Roman is half as wide as its size.
        let digits = (slash.x - colon.x - colon.width) / (0.5 * colon.size * 25.4 / 72.0);
        assert!((5.0..8.0).contains(&digits), "{symbol}: {digits:.1} digits");
    }
}

#[test]
fn a_reason_of_many_words_stands_in_few_lines() {
    let product = tea("Chè Tả Ngảo");
    let other = tea("Chè Shan");
    let ballots = unanimous(1, &[(&product, [20, 12, 30]), (&other, [20, 12, 30])]);
    // Two members give nothing for the first product.
    let partial = unanimous(1, &[(&other, [20, 12, 30])]);
    let ballots: Vec<_> = ballots
        .into_iter()
        .zip(partial)
        .enumerate()
        .map(|(at, (both, one))| if at < 3 { one } else { both })
        .collect();
    let run = RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", &[product, other]))
        .with_all(ballots)
        .meeting_once()
        .run();
    let minutes = run.paper("bien-ban");
    let remark = minutes.piece("Chờ làm rõ:");
    let page = minutes.pages.iter().find(|page| page.shows("Chờ làm rõ:")).unwrap();
    let lines = uprights(page);
    let [.., left, right] = lines.as_slice() else { panic!("a table") };
    assert!(
        remark.left() > *left && right - left > 30.0,
        "the remarks are {:.1} mm wide",
        right - left
    );
}
