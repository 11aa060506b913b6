//! The pictures of new signatures: where they stand, and what they meet there.

use super::change::Doubt;
use super::compare::Comparer;
use crate::pdf::page::{Overlap, common, draw_appearance, is_boxed, overlap};
use crate::pdf::reading::{SignatureField, pages, quarters};
use crate::pdf::syntax::Value;
use crate::role::Role;

/// Where a field may stand that is added to a paper before the first signature. Several may be of
/// one field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldPlace {
    /// The name of the field.
    pub field: String,
    /// The page, from 1.
    pub page: usize,
    /// The area in which it must lie: left, bottom, right, top in points.
    pub area: [f64; 4],
}

/// How far a field may stand out of its place, in points: programs round.
const SLACK: f64 = 1.0;

/// How wide and high the picture of a seal may be, in points: 60 millimetres.
const LARGEST_SEAL: f64 = 170.0;

/// What stands on the seal of a rehearsal, without spaces.
const REHEARSAL: &str = "BẢNTHỬ";

/// Flags of annotations that are not enlarged, or not turned, with the page (ISO 32000-1, 12.5.3).
const NO_ZOOM: i64 = 1 << 3;
const NO_ROTATE: i64 = 1 << 4;

impl Comparer<'_, '_> {
    /// Whether a field stands on a page and its widget draws something, wherever programs may put
    /// what has no place.
    pub(super) fn shows(&self, field: &SignatureField) -> bool {
        let widget = self.new.get(field.widget).and_then(|object| object.dict());
        field.page.is_some()
            && widget.is_some_and(|widget| !draw_appearance(self.new, widget).is_empty())
    }

    /// Whether a field is a place for a seal beside a signature of before: as large as a seal, and
    /// partly over the picture of the signature.
    fn seals_a_signature(&self, field: &SignatureField) -> bool {
        let beside = |area| {
            self.old_fields.values().any(|old| {
                old.is_signed()
                    && old.page == field.page
                    && old.rect.is_some_and(|signature| overlap(signature, area))
            })
        };
        field.rect.is_some_and(|area| is_as_small_as_a_seal(area) && beside(area))
    }

    /// The picture of a new signature may stand on paper only. A place that was kept free for it
    /// was seen by whoever signed before, and a seal belongs over the left of a signature: what
    /// these meet is told, and not held against them. A timestamp needs no picture.
    pub(super) fn placed(&mut self, field: &SignatureField, kept_free: bool) {
        if !self.shows(field) {
            return;
        }
        let Some(area) = field.rect else {
            let what = format!("hình ký ở ô {} không rõ nằm ở đâu trên trang", field.name);
            return self.doubt(what);
        };
        let is_seal = self.seals_a_signature(field);
        let kept_free = kept_free || is_seal;
        for (page, overlap) in self.overlaps(field.widget, area, &field.name) {
            let place = format!("hình ký ở ô {} trên trang {page}", field.name);
            match overlap {
                Overlap::Nothing if self.is_timestamp(field) => self
                    .doubt(format!("dấu thời gian ở ô {} có hình trên trang {page}", field.name)),
                Overlap::Nothing => {}
                Overlap::Touches(_) if kept_free => {}
                Overlap::Signature(_) if kept_free && self.hidden_signature(field).is_none() => {}
                Overlap::Covers(words) if kept_free => {
                    let what = format!("{place} nằm lên chữ “{words}”");
                    let is_clear = is_seal && self.wiped_out(field).is_empty();
                    let seal = is_clear.then(|| field.name.clone());
                    self.outcome.doubts.insert(Doubt { what, seal });
                }
                Overlap::Covers(words) => {
                    self.forbid(format!("{place} che lên chữ đã ký “{words}”"));
                }
                Overlap::Signature(other) => {
                    self.doubt(format!("{place} chạm vào hình ký ở ô {other}"));
                }
                Overlap::Touches(what) | Overlap::May(what) => {
                    self.doubt(format!("{place} chạm vào {what}"));
                }
            }
        }
    }

    /// The picture of a seal in its place on a paper of ours, over the left of a signature: what
    /// lies below is seen through it, and it says nothing itself, but that it is none.
    pub(super) fn sealed(&mut self, field: &SignatureField, role: Role) {
        if !self.shows(field) {
            return;
        }
        for what in self.wiped_out(field) {
            self.doubt(what);
        }
        if let Some(other) = self.hidden_signature(field) {
            self.doubt(format!("hình ký ở ô {} che mất hình ký ở ô {other}", field.name));
        }
        let widget = self.new.get(field.widget).and_then(|object| object.dict());
        let said = widget.map(|widget| draw_appearance(self.new, widget).letters());
        let speaks = said.is_some_and(|said| !said.is_empty() && said != REHEARSAL);
        if speaks && role == Role::Seal {
            self.doubt(format!("hình ký ở ô {} có chữ riêng của nó", field.name));
        }
    }

    /// The signed words that are no longer seen below the picture of a field, in Vietnamese.
    fn wiped_out(&mut self, field: &SignatureField) -> Vec<String> {
        let Some(widget) = self.new.get(field.widget).and_then(|object| object.dict()) else {
            return Vec::new();
        };
        let look = draw_appearance(self.new, widget);
        let pages = self.pages_with(field.widget).into_iter();
        let wiped = pages.filter_map(|(page, number)| {
            let words = self.pages.page(self.old, number).wiped_out_by(&look).join(" ");
            let what =
                format!("hình ký ở ô {} trên trang {page} che mất chữ “{words}”", field.name);
            (!words.is_empty()).then_some(what)
        });
        wiped.collect()
    }

    /// The signature of before whose picture is no longer seen below that of a field.
    fn hidden_signature(&self, field: &SignatureField) -> Option<String> {
        let widget = self.new.get(field.widget)?.dict()?;
        let (area, look) = (field.rect?, draw_appearance(self.new, widget));
        let below = self
            .old_fields
            .values()
            .filter(|old| old.is_signed() && old.number != field.number && old.page == field.page);
        let mut hidden = below.filter(|old| {
            old.rect.is_some_and(|rect| overlap(rect, area) && look.hides(common(rect, area)))
                && self.shows(old)
        });
        hidden.next().map(|old| old.name.clone())
    }

    /// The picture of a field that was signed stays in its place in every program: its drawing has
    /// a box of its own, and it is turned and enlarged with the page.
    pub(super) fn stays_in_its_box(&mut self, widget: u32, what: &str) {
        let Some(dict) = self.new.get(widget).and_then(|object| object.dict()) else { return };
        if draw_appearance(self.new, dict).is_empty() {
            return;
        }
        let flags = self.new.lookup(dict, b"F").and_then(Value::integer).unwrap_or(0);
        let pages = self.pages_with(widget);
        if pages.is_empty() {
            return;
        }
        let is_turned = pages.iter().any(|(_, page)| quarters(self.new, *page) != 0);
        if !is_boxed(self.new, dict) {
            self.suspect(format!("{what} không có khung riêng, có phần mềm vẽ tràn ra cả trang"));
        }
        if flags & NO_ZOOM != 0 || flags & NO_ROTATE != 0 && is_turned {
            self.suspect(format!(
                "{what} không xoay hoặc không phóng to theo trang, nên không rõ nằm ở đâu"
            ));
        }
    }

    fn doubt(&mut self, what: String) {
        self.outcome.doubts.insert(Doubt { what, seal: None });
    }

    /// Something that nobody needs: on a paper of ours it may not be, on others nobody can tell.
    pub(super) fn suspect(&mut self, what: String) {
        if self.is_ours() {
            self.forbid(what);
        } else {
            self.doubt(what);
        }
    }

    /// What a widget meets on the pages that show it, which are numbered from 1. `own` names the
    /// signature field that it is of.
    pub(super) fn overlaps(
        &mut self,
        widget: u32,
        area: [f64; 4],
        own: &str,
    ) -> Vec<(usize, Overlap)> {
        let pages = self.pages_with(widget).into_iter();
        let meets = |number| self.pages.meets(self.old, number, area, own);
        pages.map(|(page, number)| (page, meets(number))).collect()
    }

    /// The pages that list a widget, with the numbers of their objects.
    fn pages_with(&mut self, widget: u32) -> Vec<(usize, u32)> {
        let Ok(pages) = pages(self.new) else {
            self.forbid("cây trang");
            return Vec::new();
        };
        let shows = |number: u32| {
            let page = self.new.get(number).and_then(|object| object.dict());
            let annotations = page.map(|page| self.new.array(page, b"Annots")).unwrap_or_default();
            annotations.iter().any(|item| item.reference() == Some(widget))
        };
        (1..).zip(pages).filter(|(_, number)| shows(*number)).collect()
    }

    /// A new field may not stand elsewhere than in its place, where places are known.
    pub(super) fn stands_in_its_place(&mut self, field: &str, widget: u32, rect: Option<[f64; 4]>) {
        let Some(places) = self.places else { return };
        let stands = |area: &[f64; 4], [left, bottom, right, top]: [f64; 4]| {
            left >= area[0] - SLACK
                && bottom >= area[1] - SLACK
                && right <= area[2] + SLACK
                && top <= area[3] + SLACK
        };
        let may = |page: usize| {
            let own = places.iter().filter(|place| place.field == field && place.page == page);
            rect.is_some_and(|rect| own.into_iter().any(|place| stands(&place.area, rect)))
        };
        let pages = self.pages_with(widget);
        let holds = rect.is_some() && pages.iter().all(|(page, _)| may(*page));
        self.must(holds, format!("ô {field} nằm ngoài chỗ dành cho nó"));
    }
}

/// Tells whether an area (left, bottom, right, top in points) is no larger than a seal.
pub(super) fn is_as_small_as_a_seal([left, bottom, right, top]: [f64; 4]) -> bool {
    right - left <= LARGEST_SEAL && top - bottom <= LARGEST_SEAL
}
