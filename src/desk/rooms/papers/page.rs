//! One page, large: what differs on it from the last run, and where its figures come from.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Deserialize;

use super::overview::{self, pixels};
use super::pictures::Scale;
use super::table::{PaperFace, Table};
use super::words::places;
use crate::changes::{ChangeKind, Difference};
use crate::desk::frame::{self, Room};
use crate::desk::ids;
use crate::desk::serve::{Desk, Open};
use crate::explain::{FigureStory, PaperFigure, StoryRow, StoryStep};
use crate::finding::Severity;
use crate::typeset::WordBox;

/// Which page is shown, and what on it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Number of the page, from 1.
    trang: Option<usize>,
    /// Number of a figure, from 1, whose way is told.
    so: Option<usize>,
    /// Number of a part, from 1, that was searched for.
    phan: Option<usize>,
}

/// Shows a page.
pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(look) = round.look() else { return super::not_yet(&desk, &round).into_response() };
    let shown = move |table: &mut Table<'_>| ShownPage::of(table, &id, &asked);
    let Some(page) = round.table.ask(&round.job, &look, shown).await.flatten() else {
        return frame::gone(&desk, &round, Room::Papers);
    };
    let known = super::known(&round);
    let filed = known.filed(&page.face.file);
    let errors = look.report.findings.count(Severity::Error);
    let made = filed.and_then(|_| super::made(&round));
    let values = context! {
        errors,
        lacking => known.lacking,
        state => known.state(&page.face),
        blanks => known.blanks(&page.face),
        pdf => filed.map(|filed| ids::of(&filed.file)),
        made,
        ..page.values()
    };
    frame::page(&desk, &round, Room::Papers, "van-ban-xem.html", values).into_response()
}

/// Which picture is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct AskedPicture {
    /// The key of the paper, as far as it stands in addresses.
    #[serde(default)]
    v: String,
    /// `to` for a large picture.
    #[serde(default)]
    co: String,
}

/// Hands out the picture of a page, `3.png`.
pub(super) async fn picture(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Path((id, page)): Path<(String, String)>,
    Query(asked): Query<AskedPicture>,
) -> Response {
    let gone = || frame::gone(&desk, &round, Room::Papers);
    let number = page.strip_suffix(".png").and_then(|page| page.parse::<usize>().ok());
    let Some(index) = number.and_then(|number| number.checked_sub(1)) else { return gone() };
    let scale = if asked.co == "to" { Scale::Large } else { Scale::Small };
    if let Some(drawn) = round.table.pictures.get(&(asked.v.clone(), index, scale)) {
        return drawn_once(drawn);
    }
    let Some(look) = round.look() else { return gone() };
    let draw = move |table: &mut Table<'_>| {
        let paper = table.find(&id)?;
        let drawn = table.picture(paper, index, scale)?;
        Some((table.faces[paper].version() == asked.v, drawn))
    };
    match round.table.ask(&round.job, &look, draw).await.flatten() {
        Some((true, drawn)) => drawn_once(drawn),
        // The paper changed since its page was loaded: this picture has another address now.
        Some((false, drawn)) => ([(CONTENT_TYPE, "image/png")], drawn).into_response(),
        None => gone(),
    }
}

/// Answers with a picture whose address says what it shows, so that the browser may keep it.
fn drawn_once(drawn: Bytes) -> Response {
    let headers =
        [(CONTENT_TYPE, "image/png"), (CACHE_CONTROL, "private, max-age=604800, immutable")];
    (headers, drawn).into_response()
}

/// A page with all that is shown beside it.
struct ShownPage {
    face: PaperFace,
    /// Index of the page.
    page: usize,
    sizes: Vec<(f64, f64)>,
    differences: Vec<Difference>,
    differing: Vec<WordBox>,
    figures: Vec<PaperFigure>,
    figure_boxes: Vec<WordBox>,
    /// The boxes of what was searched for.
    found: Vec<WordBox>,
    /// The way of the figure that was asked for, with its index.
    story: Option<(usize, FigureStory)>,
    /// Short names of the papers before and behind it.
    before: Option<String>,
    behind: Option<String>,
}

impl ShownPage {
    /// Lays out the paper with this short name and gathers what its page shows.
    fn of(table: &mut Table<'_>, id: &str, asked: &Asked) -> Option<Self> {
        let index = table.find(id)?;
        let (view, paper) = (table.view, table.written(index));
        let (compared, figures) = (view.compared(paper), view.figures(paper));
        let part = asked.phan.and_then(|part| compared.said.parts.get(part.checked_sub(1)?));
        let (sizes, differing, figure_boxes, found) = match table.laid(index) {
            Some(pages) => (
                pages.sizes(),
                view.differing(&compared, pages),
                view.figured(&figures, pages),
                part.map(|part| view.boxed(part, pages)).unwrap_or_default(),
            ),
            None => Default::default(),
        };
        let story = asked.so.and_then(|so| {
            let index = so.checked_sub(1)?;
            Some((index, view.story(paper, figures.get(index)?)?))
        });
        let of_story = || {
            let (index, _) = story.as_ref()?;
            figure_boxes.iter().find(|found| found.of == *index).map(|found| found.page)
        };
        let of_part = || found.first().map(|found| found.page);
        let page = asked.trang.map(|page| page.saturating_sub(1));
        let page = page.or_else(of_story).or_else(of_part).unwrap_or(0);
        let id = |index: usize| table.faces.get(index).map(|face| face.id.clone());
        Some(Self {
            page: page.min(sizes.len().saturating_sub(1)),
            face: table.faces[index].clone(),
            before: index.checked_sub(1).and_then(id),
            behind: id(index + 1),
            differences: compared.found,
            sizes,
            differing,
            figures,
            figure_boxes,
            found,
            story,
        })
    }

    /// What the template gets.
    fn values(&self) -> Value {
        let size = self.sizes.get(self.page).copied();
        let frame = size.map(Frame::of);
        let (width, height) = size.map(|size| pixels(size, Scale::Large)).unwrap_or_default();
        let number = self.page + 1;
        let face = &self.face;
        let pages = self.sizes.iter().zip(1..).map(|(size, number)| {
            let mut here: Vec<_> =
                self.differing.iter().filter(|found| found.page + 1 == number).collect();
            here.dedup_by_key(|found| found.of);
            overview::page(face, number, *size, here.len())
        });
        let on_page = |boxes: &[WordBox]| -> Vec<WordBox> {
            boxes.iter().filter(|found| found.page == self.page).cloned().collect()
        };
        let boxes = |boxes: &[WordBox], shown: &dyn Fn(&Frame, &WordBox) -> Value| -> Vec<Value> {
            let Some(frame) = &frame else { return Vec::new() };
            on_page(boxes).iter().map(|found| shown(frame, found)).collect()
        };
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            self.differences.iter().enumerate().partition(|(index, _)| {
                self.differing.iter().any(|found| found.of == *index && found.page == self.page)
            });
        let link = |page: usize| format!("/van-ban/{}?trang={page}", face.id);
        let previous = match (self.page, &self.before) {
            (0, before) => before.as_ref().map(|id| format!("/van-ban/{id}")),
            (page, _) => Some(link(page)),
        };
        let is_last = number >= self.sizes.len();
        let next = match (is_last, &self.behind) {
            (true, behind) => behind.as_ref().map(|id| format!("/van-ban/{id}")),
            (false, _) => Some(link(number + 1)),
        };
        context! {
            id => &face.id,
            kind => face.kind,
            about => &face.about,
            is_new => face.what == Some(ChangeKind::New),
            number,
            count => self.sizes.len(),
            upright => height >= width,
            width,
            height,
            picture => format!("/van-ban/anh/{}/{number}.png?v={}&co=to", face.id, face.version()),
            pages => pages.collect::<Vec<_>>(),
            box_height => frame.as_ref().map(|frame| one_decimal(frame.height)),
            figures => boxes(&self.figure_boxes, &|frame, found| self.figure(frame, found)),
            differing => boxes(&self.differing, &|frame, found| self.mark(frame, found)),
            found => boxes(&self.found, &|frame, found| frame.values(found)),
            story => self.story.as_ref().map(|(_, story)| told(story)),
            differences => here.iter().map(|(at, one)| difference(*at, one)).collect::<Vec<_>>(),
            elsewhere => elsewhere.iter().map(|(at, one)| difference(*at, one)).collect::<Vec<_>>(),
            previous,
            next,
            previous_paper => self.page == 0,
            next_paper => is_last,
        }
    }

    /// A figure that can be followed back.
    fn figure(&self, frame: &Frame, found: &WordBox) -> Value {
        let figure = &self.figures[found.of];
        let here = self.story.as_ref().is_some_and(|(index, _)| *index == found.of);
        context! {
            number => found.of + 1,
            label => format!("{}, {}: từ đâu ra?", figure.text, figure.what),
            here,
            ..frame.values(found)
        }
    }

    /// The mark of a difference. Where a row is gone, it is a line across the page.
    fn mark(&self, frame: &Frame, found: &WordBox) -> Value {
        let is_row = found.gone && !self.differences[found.of].noun.is_empty();
        let mut first = self.differing.iter().filter(|one| one.of == found.of);
        let is_first = first.next() == Some(found);
        context! {
            number => found.of + 1,
            is_first,
            row => is_row,
            gone => found.gone,
            ..frame.values(found)
        }
    }
}

/// The measures of a page in which boxes are drawn: 1000 wide.
struct Frame {
    height: f64,
}

impl Frame {
    const WIDTH: f64 = 1000.0;

    fn of((width, height): (f64, f64)) -> Self {
        Self { height: Self::WIDTH * height / width }
    }

    /// The place of a box, and of the number beside it.
    fn values(&self, found: &WordBox) -> Value {
        let (x, y) = (found.left * Self::WIDTH, found.top * self.height);
        let (width, height) = (found.width * Self::WIDTH, found.height * self.height);
        context! {
            x => one_decimal(x),
            y => one_decimal(y),
            right => one_decimal(x + width),
            bottom => one_decimal(y + height),
            middle => one_decimal(y + height / 2.0),
            width => one_decimal(width),
            height => one_decimal(height),
        }
    }
}

fn one_decimal(number: f64) -> String {
    format!("{number:.1}")
}

/// How many letters of a text are shown.
const SHOWN: usize = 160;

/// A difference in pieces, for a page that strikes out and underlines.
fn difference(index: usize, one: &Difference) -> Value {
    context! {
        number => index + 1,
        at => &one.at,
        says => &one.says,
        noun => one.noun.trim_end(),
        old => cut(&one.old),
        new => cut(&one.new),
        before => &one.before,
        after => &one.after,
    }
}

/// Cuts a long text at a word.
fn cut(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(SHOWN) else { return text.to_owned() };
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{} …", &text[..end])
}

/// The way of a figure.
fn told(story: &FigureStory) -> Value {
    let row = |row: &StoryRow| context! { name => &row.name, value => &row.value, from => places(&row.from) };
    let step = |step: &StoryStep| {
        let rows: Vec<_> = step.rows.iter().map(row).collect();
        context! {
            words => places(&step.words),
            result => &step.result,
            valued => step.rows.iter().any(|row| !row.value.is_empty()),
            rows,
        }
    };
    context! {
        figure => &story.figure,
        what => &story.what,
        product => Serde(&story.product),
        steps => story.steps.iter().map(step).collect::<Vec<_>>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_lies_where_its_words_are_on_the_page() {
        let frame = Frame::of((595.0, 842.0));
        let found =
            WordBox { of: 0, page: 0, left: 0.5, top: 0.25, width: 0.1, height: 0.02, gone: false };
        let values = frame.values(&found);
        let at = |key: &str| values.get_attr(key).unwrap().to_string();
        assert_eq!((at("x"), at("y")), ("500.0".to_owned(), "353.8".to_owned()));
        assert_eq!((at("right"), at("height")), ("600.0".to_owned(), "28.3".to_owned()));
    }

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        assert_eq!(cut("24 sản phẩm"), "24 sản phẩm");
        let long = cut(&"sản phẩm ".repeat(60));
        assert!(long.ends_with(" …") && long.chars().count() <= SHOWN + 2, "{long}");
    }
}
