//! Measures the pages: A4, margins, columns of names that rise, room to sign, cards to cut.

use std::sync::OnceLock;

use super::{
    AGENDA, ATTENDANCE, CARDS, CHECKS, DISPLAY, HOSTILE, LIST, SCORES, SHEETS, before_the_meeting,
};
use crate::support::pdf::{Page, Pdf};
use crate::support::round::{RoundFolder, member};
use crate::support::run::Run;
use crate::support::workbooks::{Product, ballot, tea};

/// One run of the sample round serves all tests.
fn issued() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(|| RoundFolder::sample(&[]).run())
}

const LYING: [&str; 3] = [LIST, CHECKS, SCORES];
const STANDING: [&str; 5] = [AGENDA, ATTENDANCE, DISPLAY, CARDS, SHEETS];

/// Left and right edge of everything printed on a page, lines of tables too.
fn edges(page: &Page) -> (f64, f64) {
    let glyphs = page.body().map(|glyph| {
        if glyph.turned { (glyph.x, glyph.x) } else { (glyph.x, glyph.x + glyph.width) }
    });
    let lines =
        page.rules.iter().map(|rule| (rule.from.0.min(rule.to.0), rule.from.0.max(rule.to.0)));
    glyphs
        .chain(lines)
        .fold((f64::INFINITY, 0.0), |(left, right), (from, to)| (left.min(from), right.max(to)))
}

#[track_caller]
fn keeps_its_margins(file: &str, paper: &Pdf, left: f64, right: f64) {
    for (number, page) in (1..).zip(&paper.pages) {
        let (from, to) = edges(page);
        assert!(from >= left - 0.2, "{file} page {number}: {from:.1} mm from the left");
        assert!(to <= page.width - right + 0.2, "{file} page {number}: to {to:.1} mm");
    }
}

#[test]
fn pages_are_a4_and_tables_of_many_columns_lie() {
    for file in LYING {
        let paper = issued().paper(file);
        assert!(paper.pages.iter().all(|page| (page.width - 297.0).abs() < 0.1), "{file}");
        keeps_its_margins(file, &paper, 30.0, 20.0);
    }
    for file in STANDING {
        let paper = issued().paper(file);
        assert!(paper.pages.iter().all(|page| (page.width - 210.0).abs() < 0.1), "{file}");
        if file != CARDS {
            keeps_its_margins(file, &paper, 30.0, 20.0);
        }
    }
}

#[test]
fn members_names_rise_above_their_columns_on_every_page_with_scores() {
    let paper = issued().paper(SCORES);
    let page = &paper.pages[0];
    let name = page.piece("1. Hà Trọng Hải");
    assert!(name.glyphs.iter().all(|glyph| glyph.turned));
    // The total stands below the name.
    let below = page.body().filter(|glyph| !glyph.turned && (glyph.x - name.left()).abs() < 5.0);
    assert!(below.count() > 6);
    // A repeated heading is an artifact.
    assert!(paper.pages[1].shows("1. Hà Trọng Hải"));
}

#[test]
fn no_member_signs_alone_on_a_page() {
    let paper = issued().paper(SCORES);
    let pages = &paper.pages;
    let last = pages.last().unwrap();
    assert!(last.shows("CHỦ TỌA") && !last.shows("CÁC THÀNH VIÊN HỘI ĐỒNG KÝ XÁC NHẬN"));
    // The last two rows of cells stand with those who sign below; the others go with their heading.
    for member in 4..=9 {
        assert!(last.shows(&signed(member)), "{}", signed(member));
    }
    let headed = pages.iter().find(|page| page.shows("CÁC THÀNH VIÊN HỘI ĐỒNG KÝ XÁC NHẬN"));
    assert!(headed.unwrap().shows(&signed(1)));
}

/// A member as the cell to sign names him or her.
fn signed(number: usize) -> String {
    let settings: toml::Table = crate::support::round::sample_settings(&[]).parse().unwrap();
    let one = &settings["council"]["members"][number - 1];
    format!("{} {}", one["title"].as_str().unwrap(), one["name"].as_str().unwrap())
}

#[test]
fn there_is_room_to_sign() {
    let paper = issued().paper(ATTENDANCE);
    let mut flat: Vec<f64> = paper.pages[0]
        .rules
        .iter()
        .filter(|rule| (rule.from.1 - rule.to.1).abs() < 0.1)
        .map(|rule| rule.from.1)
        .collect();
    flat.sort_by(f64::total_cmp);
    flat.dedup_by(|one, other| (*one - *other).abs() < 0.1);
    let top = paper.pages[0].piece("Ông Hà Trọng Hải").baseline();
    let above = flat.iter().rev().find(|line| **line < top).unwrap();
    let below = flat.iter().find(|line| **line > top).unwrap();
    assert!(below - above >= 11.0, "{:.1} mm", below - above);
}

#[test]
fn two_cards_share_a_page_and_are_read_from_afar() {
    let paper = issued().paper(CARDS);
    assert_eq!(paper.pages.len(), 13);
    let page = &paper.pages[0];
    let (upper, lower) =
        (page.piece("Chè Kim tuyên San Thàng"), page.piece("Chè Oolong San Thàng"));
    assert!(upper.baseline() < 148.5 && lower.baseline() > 148.5);
    assert!(upper.size() >= 26.0, "{} pt", upper.size());
    assert_eq!(upper.style(), "bold");
    assert!((upper.middle() - 105.0).abs() < 0.5);
}

#[test]
fn each_sheet_of_the_sample_takes_one_page() {
    let paper = issued().paper(SHEETS);
    assert_eq!(paper.pages.len(), 25);
    assert!(paper.pages.iter().all(|page| page.shows("Kết luận:")));
}

#[test]
fn the_record_has_two_places_to_sign_the_table_of_scores() {
    let record: serde_json::Value =
        serde_json::from_slice(&issued().files()["so-ket-xuat.json"]).unwrap();
    let outputs = record["outputs"].as_array().unwrap();
    let of = |name: &str| outputs.iter().find(|one| one["file"] == format!("{name}.pdf")).unwrap();
    let names = |name: &str| -> Vec<String> {
        let signatories = of(name)["to_sign"]["signatories"].as_array().unwrap();
        signatories.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(SCORES), ["Bùi Thị Thanh Tâm (giả định)", "Hà Trọng Hải"]);
    assert_eq!(names(AGENDA), ["Hà Trọng Hải"]);
    assert_eq!(names(CARDS), [""; 0]);
}

/// A council of fifteen with names as long as they come, hostile products, and owners of 120 letters.
#[test]
fn long_and_hostile_names_stay_within_the_pages() {
    let long = Product { owner: "W".repeat(120), ..tea(&"Ệ".repeat(120)) };
    let hostile = Product { owner: HOSTILE.into(), ..tea(HOSTILE) };
    let all = [long, hostile];
    let ballots = (1..=15).map(|number| {
        let given = all.each_ref().map(|product| (product, [20, 12, 30]));
        (format!("phieu-cham/lan-1/{number:02}.xlsx"), ballot(&member(number), 1, &given))
    });
    let run =
        before_the_meeting(&all).with_council(15).with_all(ballots.collect()).meeting_once().run();
    for file in LYING {
        keeps_its_margins(file, &run.paper(file), 30.0, 20.0);
    }
    for file in [AGENDA, ATTENDANCE, DISPLAY, SHEETS] {
        keeps_its_margins(file, &run.paper(file), 30.0, 20.0);
    }
    let cards = run.paper(CARDS);
    let page = &cards.pages[0];
    let inside =
        |glyph: &crate::support::pdf::Glyph| glyph.x > 21.0 && glyph.x + glyph.width < 189.0;
    assert!(page.body().all(inside), "the frame of the card holds all");
    let letters = page.body().filter(|glyph| glyph.text == "Ệ");
    let bottom = letters.map(|glyph| glyph.y).fold(0.0, f64::max);
    assert!(bottom < 148.5 - 8.0, "{bottom:.1} mm");
    assert!(cards.text().contains(HOSTILE));
}
