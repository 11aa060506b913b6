//! The pictures of new signatures: where they stand, and what they meet there.

use super::compare::Comparer;
use crate::pdf::page::{Overlap, draw_appearance, draw_page, overlap};
use crate::pdf::reading::{SignatureField, pages};

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
            _ = self.outcome.doubts.insert(what);
            return;
        };
        let kept_free = kept_free || self.seals_a_signature(field);
        for (page, overlap) in self.overlaps(field.widget, area, &field.name) {
            let place = format!("hình ký ở ô {} trên trang {page}", field.name);
            match overlap {
                Overlap::Nothing if self.is_timestamp(field) => {
                    let what =
                        format!("dấu thời gian ở ô {} có hình trên trang {page}", field.name);
                    _ = self.outcome.doubts.insert(what);
                }
                Overlap::Nothing => {}
                Overlap::Touches(_) if kept_free => {}
                Overlap::Covers(words) if kept_free => {
                    _ = self.outcome.doubts.insert(format!("{place} nằm lên chữ “{words}”"));
                }
                Overlap::Covers(words) => {
                    self.forbid(format!("{place} che lên chữ đã ký “{words}”"));
                }
                Overlap::Touches(what) | Overlap::May(what) => {
                    _ = self.outcome.doubts.insert(format!("{place} chạm vào {what}"));
                }
            }
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
        pages.map(|(page, number)| (page, draw_page(self.old, number).meets(area, own))).collect()
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
