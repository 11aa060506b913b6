//! Pages that are drawn once and looked at often.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::pdf::page::{Drawn, Overlap, draw_content, draw_page};
use crate::pdf::reading::View;

/// How many pages are kept at once.
const MOST: usize = 16;
/// How much work is done for one file, in bytes that are drawn or looked through; what comes after
/// is not looked at.
const MOST_WORK: usize = 512 << 20;
/// How much work it is to look for one mark of a page.
const LOOK: usize = 4;

/// A page of one revision: the number of the revision and that of the page's object.
type PageKey = (usize, u32);

/// A place on a page: the page, the corners as bits, and the field whose own picture does not count.
type PlaceKey = (PageKey, [u64; 4], String);

/// What pages of a file show, as far as it was asked for.
#[derive(Debug, Default)]
pub(crate) struct DrawnPages {
    pages: RefCell<BTreeMap<PageKey, Rc<Drawn>>>,
    contents: RefCell<BTreeMap<PageKey, Rc<Drawn>>>,
    met: RefCell<BTreeMap<PlaceKey, Overlap>>,
    work: Cell<usize>,
}

impl DrawnPages {
    /// A page with its annotations; `number` is its object.
    pub(super) fn page(&self, view: View<'_, '_>, number: u32) -> Rc<Drawn> {
        self.kept(&self.pages, (view.revision(), number), || draw_page(view, number))
    }

    /// A page without annotations.
    pub(super) fn content(&self, view: View<'_, '_>, number: u32) -> Rc<Drawn> {
        self.kept(&self.contents, (view.revision(), number), || draw_content(view, number))
    }

    /// What an area meets on a page; see [`Drawn::meets`].
    pub(super) fn meets(
        &self,
        view: View<'_, '_>,
        number: u32,
        area: [f64; 4],
        own: &str,
    ) -> Overlap {
        let key = ((view.revision(), number), area.map(f64::to_bits), own.to_owned());
        if let Some(known) = self.met.borrow().get(&key) {
            return known.clone();
        }
        let page = self.page(view, number);
        let overlap = if self.spend(LOOK * page.marks.len()) {
            page.meets(area, own)
        } else {
            Drawn::unread().meets(area, own)
        };
        self.met.borrow_mut().insert(key, overlap.clone());
        overlap
    }

    /// What is kept under a key, or what `draw` makes of it. Only pages of one revision are kept:
    /// what follows a signature is compared with it at one go.
    fn kept(
        &self,
        pages: &RefCell<BTreeMap<PageKey, Rc<Drawn>>>,
        key: PageKey,
        draw: impl FnOnce() -> Drawn,
    ) -> Rc<Drawn> {
        let mut pages = pages.borrow_mut();
        if let Some(known) = pages.get(&key) {
            return Rc::clone(known);
        }
        if pages.len() >= MOST || pages.keys().any(|(revision, _)| *revision != key.0) {
            pages.clear();
        }
        let drawn = if self.spend(0) { draw() } else { Drawn::unread() };
        self.spend(drawn.work());
        let drawn = Rc::new(drawn);
        pages.insert(key, Rc::clone(&drawn));
        drawn
    }

    /// Counts work; whether it may still be done.
    fn spend(&self, work: usize) -> bool {
        self.work.set(self.work.get().saturating_add(work));
        self.work.get() <= MOST_WORK
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PdfFile;
    use crate::testing::paper::{CONTENT, PAGE, paper, stream};

    #[test]
    fn a_page_is_drawn_once_for_each_revision() {
        let mut paper = paper();
        paper.save(&[(CONTENT, stream("BT /F 12 Tf 72 720 Td (Other) Tj ET"))]);
        let file = PdfFile::from_bytes(&paper.bytes).unwrap();
        let pages = DrawnPages::default();
        let first = pages.page(file.view(0), PAGE);
        assert!(Rc::ptr_eq(&first, &pages.page(file.view(0), PAGE)));
        let words = |drawn: &Drawn| drawn.text().collect::<String>();
        assert_eq!(words(&first), "Decision");
        assert_eq!(words(&pages.page(file.view(1), PAGE)), "Other");
        assert_eq!(words(&pages.page(file.view(0), PAGE)), "Decision");
        let area = [70.0, 715.0, 140.0, 730.0];
        for _ in 0..2 {
            let met = pages.meets(file.view(0), PAGE, area, "");
            assert!(matches!(met, Overlap::Covers(words) if words == "Decision"), "words");
        }
    }

    #[test]
    fn what_costs_too_much_is_not_looked_at() {
        let paper = paper();
        let file = PdfFile::from_bytes(&paper.bytes).unwrap();
        let pages = DrawnPages::default();
        assert!(pages.spend(MOST_WORK) && !pages.spend(1));
        assert!(pages.page(file.view(0), PAGE).unsure);
        let met = pages.meets(file.view(0), PAGE, [70.0, 715.0, 140.0, 730.0], "");
        assert!(matches!(met, Overlap::May(_)));
    }
}
