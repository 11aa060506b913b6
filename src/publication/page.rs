//! Fills `cong-bo.html`: one page that needs no other file and calls nothing.
//!
//! Names come from files of strangers. The template escapes each of them for HTML, and the content
//! security policy of the page allows only its own script and style, which it names by their
//! hashes. The page can be read, searched by the browser and printed without its script.

use std::collections::BTreeSet;
use std::fmt::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use careful_spreadsheet::text::bare;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, context};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::linked::linked;
use super::{DRAFT, Said};
use crate::documents::{Published, PublishedProduct};
use crate::round::Publication;

const PAGE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/report/cong-bo.html"));
const STYLE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/report/cong-bo.css"));
const SCRIPT: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/report/cong-bo.js"));

/// A product as the page shows it.
#[derive(Serialize)]
struct ShownProduct<'a> {
    name: &'a str,
    star: Option<u8>,
    /// What became of it, where that is not plain recognition.
    result: Option<&'static str>,
    owner: &'a str,
    address: &'a str,
    /// Index of its unit, set and grade in the filters.
    unit: usize,
    set: usize,
    grade: usize,
    recognition: Option<&'a str>,
    phone: Option<&'a str>,
    tax_code: Option<&'a str>,
    representative: Option<&'a str>,
}

/// A grade (hạng) of the page: a star, or the products that are only proposed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Grade(Option<u8>);

impl Grade {
    fn name(self) -> String {
        self.0.map_or_else(|| "Đề nghị Trung ương".to_owned(), |star| format!("{star} sao"))
    }

    /// The class of its bars.
    fn class(self) -> String {
        self.0.map_or_else(|| "s0".to_owned(), |star| format!("s{star}"))
    }
}

/// A grade as the page shows it.
#[derive(Serialize)]
struct ShownGrade {
    name: String,
    /// Class of its bars.
    class: String,
    /// How many products have it.
    count: usize,
}

/// Returns the bytes of the page.
pub(super) fn page(said: &Said<'_>, published: &Published) -> Vec<u8> {
    let products = &published.products;
    let units = in_order(said, products);
    let sets = sorted(products.iter().map(|product| product.set.as_str()));
    let grades: BTreeSet<_> = products.iter().map(|product| Grade(product.star)).collect();
    let grades: Vec<_> = grades.into_iter().rev().collect();
    let counts = counts(products, &units, &grades);
    let style = format!("{STYLE}{}", widths(&counts));
    let shown: Vec<_> =
        products.iter().map(|product| shown(product, &units, &sets, &grades)).collect();
    let owners: BTreeSet<_> = products.iter().map(|product| &product.owner_key).collect();
    let filled = context! {
        title => &said.title,
        source => &said.source,
        draft => published.is_draft().then_some(DRAFT),
        remark => &said.round.round.remark,
        unit_word => upper_first(said.act.units.names()),
        products => Serde(&shown),
        owners => owners.len(),
        proposed => products.iter().any(|product| product.proposed),
        units => Serde(&units),
        sets => Serde(&sets),
        grades => Serde(&shown_grades(products, &grades)),
        counts => Serde(&counts),
        kept => Serde(&kept(said.round.publication)),
        linked => linked(said, published),
        style_hash => hash(&style),
        style,
        script => SCRIPT,
        script_hash => hash(SCRIPT),
    };
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // The extension `.html` of the name switches the escaping on.
    let text = environment.render_named_str("cong-bo.html", PAGE, filled);
    text.expect("the template fits the list, which tests hold").into_bytes()
}

/// Names the data of owners that the page does not give.
fn kept(published: Publication) -> Vec<&'static str> {
    let all = [
        (published.phone, "số điện thoại"),
        (published.tax_code, "mã số thuế"),
        (published.representative, "họ tên người đại diện"),
    ];
    all.into_iter().filter(|(given, _)| !given).map(|(_, what)| what).collect()
}

fn shown_grades(products: &[PublishedProduct], grades: &[Grade]) -> Vec<ShownGrade> {
    let shown = |grade: &Grade| ShownGrade {
        name: grade.name(),
        class: grade.class(),
        count: products.iter().filter(|product| product.star == grade.0).count(),
    };
    grades.iter().map(shown).collect()
}

fn shown<'a>(
    product: &'a PublishedProduct,
    units: &[&str],
    sets: &[&str],
    grades: &[Grade],
) -> ShownProduct<'a> {
    let place = |names: &[&str], name: &str| {
        names.iter().position(|known| *known == name).unwrap_or_default()
    };
    ShownProduct {
        name: &product.name,
        star: product.star,
        result: product.proposed.then(|| product.result()),
        owner: &product.owner,
        address: &product.address,
        unit: place(units, &product.unit),
        set: place(sets, &product.set),
        grade: grades.iter().position(|grade| grade.0 == product.star).unwrap_or_default(),
        recognition: product.recognition.as_deref(),
        phone: product.phone.as_deref(),
        tax_code: product.tax_code.as_deref(),
        representative: product.representative.as_deref(),
    }
}

/// Returns the units with products, in the order of the round.
fn in_order<'a>(said: &Said<'_>, products: &'a [PublishedProduct]) -> Vec<&'a str> {
    let named = |index: usize| {
        products.iter().find(move |product| product.owner_key.0 == index).map(|one| &*one.unit)
    };
    (0..said.round.districts.len()).filter_map(named).collect()
}

/// Returns each name once, in the order of its letters without diacritics.
fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let names: BTreeSet<_> = names.map(|name| (bare(name), name)).collect();
    names.into_iter().map(|(_, name)| name).collect()
}

/// Counts the products of each unit by grade.
fn counts(products: &[PublishedProduct], units: &[&str], grades: &[Grade]) -> Vec<Vec<usize>> {
    let of = |unit: &str, grade: Grade| {
        products.iter().filter(|one| one.unit == unit && one.star == grade.0).count()
    };
    units.iter().map(|unit| grades.iter().map(|grade| of(unit, *grade)).collect()).collect()
}

/// Returns a rule of style for the width of each piece of a bar. The policy of the page allows no
/// style on the elements themselves.
fn widths(counts: &[Vec<usize>]) -> String {
    let longest = counts.iter().map(|unit| unit.iter().sum::<usize>()).max().unwrap_or(1).max(1);
    let values: BTreeSet<usize> = counts.iter().flatten().copied().filter(|one| *one > 0).collect();
    values.into_iter().fold(String::new(), |mut rules, count| {
        // Hundredths of a percent; the longest bar leaves room for its sum.
        let share = count * 8_800 / longest;
        let _ = writeln!(rules, ".w{count}{{width:{}.{:02}%}}", share / 100, share % 100);
        rules
    })
}

/// Returns the hash of a script or style in the form of a content security policy.
fn hash(source: &str) -> String {
    STANDARD.encode(Sha256::digest(source))
}

fn upper_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
