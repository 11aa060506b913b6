//! What annotations show, where they stand on the page (ISO 32000-1, 12.5.5).

use super::artist::{Artist, draw_content};
use super::canvas::Canvas;
use super::colour::Sight;
use super::geometry::{Area, EVERYWHERE, matrix_of, turned};
use super::layers::sight_of;
use super::mark::{Drawn, MarkKind};
use super::painted::Coat;
use super::pen::DrawingState;
use crate::pdf::reading::{View, corners, has_no_area, place};
use crate::pdf::syntax::{Dict, Object, Value, decode_text};

/// Where an appearance is drawn of which only is asked whether it shows anything.
const SOMEWHERE: Area = [0.0, 0.0, 100.0, 100.0];
/// Flags of annotations.
const HIDDEN: i64 = 1 << 1;
const PRINTED: i64 = 1 << 2;
const NOT_ON_SCREEN: i64 = 1 << 5;

/// What a page shows, with its annotations; `number` is the page's object.
pub(crate) fn draw_page(view: View<'_, '_>, number: u32) -> Drawn {
    let mut artist = Artist::new(view, Canvas::paper(draw_content(view, number)));
    let annotations =
        view.target(number).and_then(Object::dict).map(|page| view.array(page, b"Annots"));
    for annotation in annotations.unwrap_or_default() {
        if let Some(annotation) = view.resolve(annotation).dict() {
            artist.annotation(annotation);
        }
    }
    artist.finish()
}

/// What the appearance of an annotation shows, where it stands on the page.
pub(crate) fn draw_appearance(view: View<'_, '_>, annotation: &Dict<'_>) -> Drawn {
    let mut artist = Artist::new(view, Canvas::glass());
    artist.appearance(annotation);
    artist.finish()
}

/// Whether every drawing of an annotation has a box of its own, written in itself, and a matrix that
/// can be undone: then all programs draw it within the place of the annotation.
pub(crate) fn is_boxed(view: View<'_, '_>, annotation: &Dict<'_>) -> bool {
    let Some(appearance) = view.dict(annotation, b"AP") else { return true };
    let is_form = |look: &Value<'_>| {
        let form = look.reference().and_then(|number| view.target(number));
        form.is_some_and(|form| form.stream.is_some() && form.dict().is_some_and(has_box))
    };
    appearance.iter().all(|(_, look)| {
        is_form(look)
            || view.resolve(look).dict().is_some_and(|states| {
                let is_stream = look.reference().is_some_and(|number| {
                    view.target(number).is_some_and(|object| object.stream.is_some())
                });
                !is_stream && states.iter().all(|(_, look)| is_form(look))
            })
    })
}

/// Whether a form has a box with an area, and a matrix that can be undone if it has one.
fn has_box(form: &Dict<'_>) -> bool {
    let numbers = |key: &[u8]| {
        let list = form.get(key)?.array()?.iter();
        list.map(Value::points).collect::<Option<Vec<f64>>>()
    };
    let bounds = numbers(b"BBox").and_then(|bounds| <[f64; 4]>::try_from(bounds).ok());
    let has_area = bounds.is_some_and(|[a, b, c, d]| {
        let area = (a - c) * (b - d);
        area.is_finite() && area != 0.0
    });
    let can_be_undone = form.get(b"Matrix").is_none()
        || numbers(b"Matrix").and_then(|matrix| <[f64; 6]>::try_from(matrix).ok()).is_some_and(
            |[a, b, c, d, ..]| {
                let size = a * d - b * c;
                size.is_finite() && size != 0.0
            },
        );
    has_area && can_be_undone
}

impl<'f, 'a> Artist<'f, 'a> {
    fn annotation(&mut self, annotation: &'f Dict<'a>) {
        let flags = self.view.lookup(annotation, b"F").and_then(Value::integer).unwrap_or(0);
        let kind = self.view.lookup(annotation, b"Subtype").and_then(Value::name);
        let is_hidden = flags & HIDDEN != 0 || flags & NOT_ON_SCREEN != 0 && flags & PRINTED == 0;
        let only_leads = kind == Some(b"Link") && annotation.get(b"AP").is_none();
        if is_hidden || only_leads || kind == Some(b"Popup") {
            return;
        }
        if self.view.lookup(annotation, b"FT").and_then(Value::name) == Some(b"Sig") {
            let shown = draw_appearance(self.view, annotation);
            if shown.is_empty() {
                return;
            }
            if let Some(area) = place(self.view, annotation) {
                let name = self
                    .view
                    .lookup(annotation, b"T")
                    .and_then(Value::text)
                    .map(decode_text)
                    .unwrap_or_default();
                self.canvas.mark(MarkKind::Signature(name), area, EVERYWHERE, Sight::Plain);
            } else {
                self.canvas.drawn.unsure = true;
            }
        } else {
            self.appearance(annotation);
        }
    }

    /// The normal appearance, fitted into the rectangle.
    fn appearance(&mut self, annotation: &'f Dict<'a>) {
        match place(self.view, annotation) {
            Some(area) => self.appearance_in(annotation, area),
            // Programs differ on where they draw what has no place.
            None if self.view.dict(annotation, b"AP").is_some() => {
                let mut somewhere = Artist::new(self.view, self.canvas.beside());
                somewhere.appearance_in(annotation, SOMEWHERE);
                self.canvas.share(&somewhere.canvas);
                let shows = !somewhere.canvas.drawn.is_empty();
                self.canvas.drawn.unsure |= shows;
                if shows && !has_no_area(self.view, annotation) {
                    self.canvas.cover(EVERYWHERE, EVERYWHERE, Coat::ANY);
                }
            }
            None => {}
        }
    }

    fn appearance_in(&mut self, annotation: &'f Dict<'a>, area: Area) {
        let Some(appearance) = self.view.dict(annotation, b"AP") else {
            // A program may make one up, but for a field that is empty.
            let is_empty = annotation.is(b"Subtype", b"Widget") && annotation.get(b"V").is_none();
            if !is_empty {
                self.canvas.mark(MarkKind::Other, area, EVERYWHERE, Sight::Plain);
            }
            return;
        };
        // What is shown under the mouse may look different.
        if appearance.iter().any(|(key, _)| key != b"N") {
            self.canvas.mark(MarkKind::Other, area, EVERYWHERE, Sight::Plain);
        }
        let normal = appearance.get(b"N");
        let states =
            normal.map(|normal| self.view.resolve(normal)).and_then(Value::dict).filter(|_| {
                normal.and_then(Value::reference).is_none_or(|number| !self.is_stream(number))
            });
        let chosen: Vec<&Value<'a>> = match states {
            Some(states) => {
                if let Some(state) = self.view.lookup(annotation, b"AS").and_then(Value::name) {
                    states.get(state).into_iter().collect()
                } else {
                    // Programs differ on which they show.
                    self.canvas.drawn.unsure |= states.iter().next().is_some();
                    states.iter().map(|(_, look)| look).collect()
                }
            }
            None => normal.into_iter().collect(),
        };
        for look in chosen {
            self.look(annotation, look, area);
        }
    }

    /// One look of an annotation.
    fn look(&mut self, annotation: &Dict<'a>, look: &Value<'a>, area: Area) {
        let form = look.reference().and_then(|number| self.view.target(number));
        let Some((form, dict)) = form.and_then(|form| Some((form, form.dict()?))) else { return };
        let (Some(matrix), Some(bounds)) =
            (matrix_of(self.view, dict), corners(self.view, dict, b"BBox"))
        else {
            // Without a box some programs draw it over the whole page.
            if form.stream.is_none_or(|stream| !stream.is_empty()) {
                self.canvas.drawn.unsure = true;
                self.canvas.cover(EVERYWHERE, EVERYWHERE, Coat::ANY);
            }
            return;
        };
        let bounds = turned(matrix, bounds);
        let fit = |from: f64, to: f64| if from > 0.0 { to / from } else { 1.0 };
        let (across, up) = (
            fit(bounds[2] - bounds[0], area[2] - area[0]),
            fit(bounds[3] - bounds[1], area[3] - area[1]),
        );
        let place = [across, 0.0, 0.0, up, area[0] - bounds[0] * across, area[1] - bounds[1] * up];
        let sight = sight_of(self.view, annotation);
        let state = DrawingState { matrix: place, clip: area, sight, ..DrawingState::default() };
        self.form(form, dict, &Dict::default(), state, 0);
    }

    fn is_stream(&self, number: u32) -> bool {
        self.view.target(number).is_some_and(|object| object.stream.is_some())
    }
}
