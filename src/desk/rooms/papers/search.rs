//! The search: products and owners by a part of their name, words and figures on papers, cells of
//! the files that came in.

use std::ops::Range;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use careful_spreadsheet::text;
use minijinja::{Value, context};
use serde::Deserialize;

use super::table::{PaperFace, Table};
use crate::changes::SaidPart;
use crate::desk::frame::{self, Room};
use crate::desk::serve::{Desk, Open};
use crate::explain::{self, is_figure, tokens};
use crate::finding::Place;
use crate::forms;
use crate::tally::ProductResult;

/// Most products that are listed.
const PRODUCTS: usize = 30;
/// Most places that are listed of one kind of paper, and of all.
const OF_KIND: usize = 4;
const PLACES: usize = 40;
/// Most files that are listed.
const FILES: usize = 30;
/// Most letters that are searched for.
const LETTERS: usize = 200;

/// What is searched for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    tim: String,
}

/// Shows what was found.
pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Query(asked): Query<Asked>,
) -> Html<String> {
    let Some(look) = round.look() else { return super::not_yet(&desk, &round) };
    let asked: String = asked.tim.trim().chars().take(LETTERS).collect();
    let found = if text::bare(&asked).is_empty() && tokens(&asked).next().is_none() {
        Found::default()
    } else {
        let wanted = asked.clone();
        let search = move |table: &mut Table<'_>| Found::of(table, &wanted);
        round.table.ask(&round.job, &look, search).await.unwrap_or_default()
    };
    let values = context! {
        asked,
        products => found.products,
        places => found.places,
        place_count => found.place_count,
        more => found.more.iter().map(|(_, more)| more).sum::<usize>(),
        files => found.files,
        file_count => found.file_count,
        near => found.near,
        nothing => found.product_count + found.place_count + found.file_count == 0,
        product_count => found.product_count,
    };
    frame::page(&desk, &round, Room::Papers, "tim.html", values)
}

/// Tells the way of a product: what its district sent, the ballots, the mean, the star, the outcome.
pub(super) async fn product(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Path(number): Path<String>,
) -> Response {
    let Some(look) = round.look() else { return super::not_yet(&desk, &round).into_response() };
    let asked = move |table: &mut Table<'_>| told(table, number.parse().ok()?);
    match round.table.ask(&round.job, &look, asked).await.flatten() {
        Some(values) => {
            frame::page(&desk, &round, Room::Papers, "tim-san-pham.html", values).into_response()
        }
        None => frame::gone(&desk, &round, Room::Papers),
    }
}

/// The words of `ocop explain` about a product, cut into sections and lines.
fn told(table: &Table<'_>, number: usize) -> Option<Value> {
    let counted = table.view.counted;
    let product = counted.tally.products.iter().find(|product| product.number == number)?;
    let mut out = Vec::new();
    explain::numbered(&mut out, counted, number).ok()?;
    let said = counted.round.spelling.reword(&String::from_utf8_lossy(&out));
    let mut sections: Vec<(String, Vec<Value>)> = Vec::new();
    for line in said.lines().filter(|line| !line.trim().is_empty()) {
        let numbered =
            line.split_once(". ").is_some_and(|(number, _)| number.parse::<u8>().is_ok());
        if numbered && !line.starts_with(' ') {
            sections.push((line.to_owned(), Vec::new()));
        } else if let Some((_, lines)) = sections.last_mut() {
            let depth = line.len() - line.trim_start().len();
            // Columns of the terminal are one space here.
            let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
            let words = super::words::places(&words);
            lines.push(context! { words, deep => depth > 3 });
        }
    }
    let sections = sections.into_iter().map(|(head, lines)| context! { head, lines });
    Some(context! {
        number,
        name => &product.entry.product.value,
        owner => &product.entry.owner.name.value,
        district => &counted.round.districts[product.district].name,
        sections => sections.collect::<Vec<_>>(),
    })
}

/// What was found.
#[derive(Default)]
struct Found {
    products: Vec<Value>,
    product_count: usize,
    places: Vec<Value>,
    place_count: usize,
    /// Places that are not listed, by kind of paper: its name, and how many.
    more: Vec<(&'static str, usize)>,
    files: Vec<Value>,
    file_count: usize,
    /// The name that was most likely meant.
    near: Option<String>,
}

impl Found {
    fn of(table: &mut Table<'_>, asked: &str) -> Self {
        let counted = table.view.counted;
        let all = &counted.tally.products;
        let names = |product: &'_ ProductResult<'_>| -> Vec<String> {
            let entry = product.entry;
            vec![entry.product.value.clone(), entry.owner.name.value.clone()]
        };
        let wanted = Wanted::of(asked);
        let mut found = Self::default();
        let products: Vec<&ProductResult<'_>> = match wanted {
            Wanted::Figure(_) => Vec::new(),
            Wanted::Words(_) => forms::called(
                all,
                |product| {
                    vec![
                        product.entry.product.value.as_str(),
                        product.entry.owner.name.value.as_str(),
                    ]
                },
                asked,
            ),
        };
        found.product_count = products.len();
        let decimals = counted.round.tally.printed_decimals;
        found.products = products
            .iter()
            .take(PRODUCTS)
            .map(|product| {
                let score = product.mean().map(|mean| mean.printed(decimals));
                context! {
                    number => product.number,
                    name => wanted.marked(&product.entry.product.value),
                    owner => wanted.marked(&product.entry.owner.name.value),
                    district => &counted.round.districts[product.district].name,
                    score,
                    outcome => product.outcome.remark(),
                }
            })
            .collect();
        found.search_papers(table, &wanted);
        found.search_files(table, &wanted);
        if found.product_count + found.place_count + found.file_count == 0 {
            let known: Vec<String> = all.iter().flat_map(names).collect();
            let near = forms::nearest(known.iter().map(String::as_str), asked);
            found.near = near.map(str::to_owned);
        }
        found
    }

    /// Looks through what the papers say.
    fn search_papers(&mut self, table: &Table<'_>, wanted: &Wanted) {
        let mut kinds: Vec<(&'static str, usize)> = Vec::new();
        // The last place that is listed of each kind.
        let mut last: Vec<(&'static str, usize)> = Vec::new();
        for (index, face) in table.faces.iter().enumerate() {
            let paper = table.written(index);
            let said = table.view.compared(paper).said;
            let parts = said.parts.iter().map(|part| &**part);
            let hits: Vec<(usize, &SaidPart)> =
                parts.enumerate().filter(|(_, part)| wanted.is_in(part)).collect();
            if hits.is_empty() {
                continue;
            }
            self.place_count += hits.len();
            let known = kinds.iter().position(|(kind, _)| *kind == face.kind);
            let known = known.unwrap_or_else(|| {
                kinds.push((face.kind, 0));
                kinds.len() - 1
            });
            let figures = wanted.is_figure().then(|| table.view.figures(paper));
            for (part, said) in hits {
                if kinds[known].1 >= OF_KIND || self.places.len() >= PLACES {
                    match self.more.iter_mut().find(|(kind, _)| *kind == face.kind) {
                        Some((_, more)) => *more += 1,
                        None => self.more.push((face.kind, 1)),
                    }
                    continue;
                }
                kinds[known].1 += 1;
                let figure = figures.as_ref().and_then(|figures| {
                    let words: Vec<&str> =
                        said.texts.iter().flat_map(|text| text.split_whitespace()).collect();
                    figures
                        .iter()
                        .position(|figure| wanted.is(&figure.text) && figure.words == words)
                });
                last.retain(|(kind, _)| *kind != face.kind);
                last.push((face.kind, self.places.len()));
                self.places.push(place(face, part, figure, said, wanted));
            }
        }
        // What is left out of a kind is told behind its last place, else at the end.
        self.more.retain(|(kind, more)| {
            let Some((_, at)) = last.iter().find(|(known, _)| known == kind) else { return true };
            let listed = self.places[*at].clone();
            self.places[*at] = context! { more, ..listed };
            false
        });
    }

    /// Looks through the cells of the files that hold names of products and owners.
    fn search_files(&mut self, table: &Table<'_>, wanted: &Wanted) {
        let forms = table.view.counted.forms;
        let lists =
            forms.submissions.iter().flat_map(|list| &list.entries).flat_map(|entry| {
                [&entry.product, &entry.owner.name].map(|name| ("Danh sách", name))
            });
        let ballots = forms.ballots.iter().flat_map(|ballot| {
            [Some(&ballot.product), ballot.owner.as_ref()]
                .into_iter()
                .flatten()
                .map(|name| ("Phiếu chấm", name))
        });
        let mut sheets: Vec<(&str, Place, Vec<String>)> = Vec::new();
        for (what, name) in lists.chain(ballots).filter(|(_, name)| wanted.is_within(&name.value)) {
            self.file_count += 1;
            let sheet = Place { cell: None, ..name.place.clone() };
            let cell = name.place.cell.map(|cell| cell.to_string()).unwrap_or_default();
            match sheets.iter_mut().find(|(_, known, _)| *known == sheet) {
                Some((_, _, cells)) if cells.contains(&cell) => {}
                Some((_, _, cells)) => cells.push(cell),
                None => sheets.push((what, sheet, vec![cell])),
            }
        }
        let shown = sheets.iter().take(FILES).map(|(what, sheet, cells)| {
            let named: &str = sheet.sheet.as_deref().unwrap_or_default();
            let file: &str = &sheet.file;
            context! { what => *what, file, sheet => named, cells => cells.join(", ") }
        });
        self.files = shown.collect();
        self.file_count = sheets.len();
    }
}

/// A place on a paper.
fn place(
    face: &PaperFace,
    part: usize,
    figure: Option<usize>,
    said: &SaidPart,
    wanted: &Wanted,
) -> Value {
    let address = match figure {
        Some(figure) => format!("/van-ban/{}?so={}", face.id, figure + 1),
        None => format!("/van-ban/{}?phan={}", face.id, part + 1),
    };
    let told: Vec<&str> =
        said.texts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    context! {
        kind => face.kind,
        about => &face.about,
        at => &said.at,
        words => wanted.marked(&told.join(" · ")),
        address,
        explained => figure.is_some(),
        more => 0,
    }
}

/// What is searched for: a figure as papers print it, or words.
enum Wanted {
    Figure(String),
    /// Without diacritics.
    Words(String),
}

impl Wanted {
    fn of(asked: &str) -> Self {
        let is_sign = |sign: char| sign.is_ascii_digit() || ['.', ',', '/'].contains(&sign);
        if asked.chars().all(is_sign) && tokens(asked).next().is_some() {
            Self::Figure(asked.to_owned())
        } else {
            Self::Words(text::bare(asked))
        }
    }

    fn is_figure(&self) -> bool {
        matches!(self, Self::Figure(_))
    }

    /// Tells whether a figure is the one that was asked for.
    fn is(&self, figure: &str) -> bool {
        match self {
            Self::Figure(wanted) => is_figure(figure, wanted),
            Self::Words(_) => false,
        }
    }

    fn is_in(&self, part: &SaidPart) -> bool {
        part.texts.iter().any(|text| match self {
            Self::Figure(_) => tokens(text).any(|token| self.is(token)),
            Self::Words(_) => self.is_within(text),
        })
    }

    /// Tells whether words stand in a text.
    fn is_within(&self, text: &str) -> bool {
        match self {
            Self::Figure(_) => false,
            Self::Words(wanted) => !wanted.is_empty() && text::bare(text).contains(wanted),
        }
    }

    /// Cuts a text into what stands before the first hit, the hit, and what stands behind it. Long
    /// texts are shortened around it.
    fn marked(&self, text: &str) -> Value {
        let hit = match self {
            Self::Figure(_) => tokens(text).find(|token| self.is(token)).and_then(|token| {
                // A token is a piece of the text.
                let start = text.find(token)?;
                Some(start..start + token.len())
            }),
            Self::Words(wanted) => stretch(text, wanted),
        };
        let hit = hit.unwrap_or(0..0);
        let (before, behind) = (&text[..hit.start], &text[hit.end..]);
        context! { before => ending(before), hit => &text[hit], behind => beginning(behind) }
    }
}

/// Finds the first stretch of a text that is these words but for case and diacritics.
fn stretch(text: &str, wanted: &str) -> Option<Range<usize>> {
    let contains = |range: Range<usize>| text::bare(&text[range]).contains(wanted);
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let ends: Vec<usize> = text.char_indices().map(|(at, sign)| at + sign.len_utf8()).collect();
    let end = *ends.get(ends.partition_point(|end| !contains(0..*end)))?;
    let starts = starts.into_iter().take_while(|start| *start < end).collect::<Vec<_>>();
    let behind = starts.partition_point(|start| contains(*start..end));
    Some(*starts.get(behind.checked_sub(1)?)?..end)
}

/// How many letters stand on either side of a hit.
const AROUND: usize = 70;

fn ending(text: &str) -> String {
    let skipped = text.chars().count().saturating_sub(AROUND);
    if skipped == 0 {
        return text.to_owned();
    }
    let kept: String = text.chars().skip(skipped).collect();
    format!("… {}", kept.split_once(' ').map_or("", |(_, words)| words))
}

fn beginning(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(AROUND) else { return text.to_owned() };
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{} …", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(asked: &str, text: &str) -> String {
        Wanted::of(asked).marked(text).get_attr("hit").unwrap().to_string()
    }

    #[test]
    fn words_are_found_without_diacritics_and_case_and_figures_with_and_without_zero() {
        assert_eq!(hit("tra shan", "Sản phẩm Trà  Shan Tuyết"), "Trà  Shan");
        assert_eq!(hit("dau", "Đậu tương"), "Đậu");
        assert_eq!(hit("3", "hạng 03 sao, 13 sản phẩm"), "03");
        assert_eq!(hit("67.2", "từ 52,8 đến 67,2 điểm"), "67,2");
        assert_eq!(hit("không có", "Trà"), "");
        assert!(matches!(Wanted::of("21/8"), Wanted::Figure(_)));
        assert!(matches!(Wanted::of("4 sao"), Wanted::Words(_)));
        assert!(matches!(Wanted::of(",."), Wanted::Words(_)));
    }

    #[test]
    fn of_several_hits_the_first_is_marked() {
        assert_eq!(stretch("a Chè b Chè c", "che"), Some(2..6));
        assert_eq!(stretch("a Chè", "b"), None);
        assert_eq!(stretch("", "b"), None);
    }
}
