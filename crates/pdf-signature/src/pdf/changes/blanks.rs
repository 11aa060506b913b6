//! Blanks that are filled in after a signature: number and day, each once, in the place that was
//! kept free for it, and shown as what it is.

use super::added::{appearance_is_empty, is_fresh_appearance};
use super::change::{Change, Since};
use super::compare::Comparer;
use crate::pdf::page::{MarkKind, Overlap, PaintedMark, draw_appearance};
use crate::pdf::reading::FillInField;
use crate::pdf::syntax::Dict;

/// What a new field for a blank may hold; no actions among it.
const BLANK_KEYS: [&[u8]; 17] = [
    b"AP",
    b"AS",
    b"DA",
    b"F",
    b"FT",
    b"Ff",
    b"MK",
    b"MaxLen",
    b"P",
    b"Q",
    b"Rect",
    b"StructParent",
    b"Subtype",
    b"T",
    b"TU",
    b"Type",
    b"V",
];

impl<'a> Comparer<'_, 'a> {
    /// A field for a blank that was not there before. It may come with the first signature only.
    pub(super) fn new_blank(&mut self, field: &FillInField) {
        let title = format!("ô {}", field.blank.title());
        let Some(dict) = self.new.get(field.number).and_then(|object| object.dict()) else {
            return self.forbid(title);
        };
        if self.since == Since::Signature {
            return self.forbid(format!("thêm {title}"));
        }
        self.stands_in_its_place(field.blank.field(), field.number, field.rect);
        self.stays_in_its_box(field.number, &title);
        let twice = self.new_blanks.values().filter(|other| other.blank == field.blank).count() > 1;
        self.must(dict.iter().all(|(key, _)| BLANK_KEYS.contains(&key)) && !twice, &title);
        match &field.value {
            None => {
                self.must(appearance_is_empty(self.new, dict), &title);
                self.note(Change::BlankAdded { blank: field.blank });
            }
            Some(value) => self.shown(field, dict, value),
        }
    }

    /// An empty blank that was filled in: its value and its appearance may be set, to a new object.
    pub(super) fn filled_in(&mut self, number: u32, old: &Dict<'a>, new: &Dict<'a>) {
        let Some(field) = self.new_blanks.get(&number).cloned() else {
            return self.forbid("ô để điền số, ngày");
        };
        let title = format!("ô {}", field.blank.title());
        self.others_same(old, new, &[b"V", b"AP"], &title);
        if self.lock.locks(field.blank.field()) {
            return self.forbid(format!("điền {} sau khi đã khóa", field.blank.title()));
        }
        self.must(is_fresh_appearance(self.old, new), &title);
        self.stays_in_its_box(number, &title);
        match &field.value {
            Some(value) => self.shown(&field, new, value),
            None => self.forbid(title),
        }
    }

    /// The appearance shows the value, and nothing that was signed lies below it.
    fn shown(&mut self, field: &FillInField, widget: &Dict<'a>, value: &str) {
        let title = field.blank.title();
        let drawn = draw_appearance(self.new, widget);
        let shown: String = drawn.text().collect();
        let more = |mark: &PaintedMark| mark.text().is_none() && mark.kind != MarkKind::Line;
        if drawn.unsure || drawn.marks.iter().any(more) {
            self.forbid(format!("chỗ {title} có hình khác ngoài chữ, hoặc chữ khó nhìn"));
        }
        if value.is_empty() || shown.trim() != value {
            return self.forbid(format!(
                "chỗ {title} hiện ra “{}” mà giá trị ghi trong tệp là “{value}”",
                shown.trim()
            ));
        }
        self.note(Change::FilledIn { blank: field.blank, value: value.to_owned() });
        let Some(area) = field.rect else {
            return self.forbid(format!("chỗ {title} không rõ nằm ở đâu trên trang"));
        };
        for (page, overlap) in self.overlaps(field.number, area, "") {
            if let Overlap::Covers(words) = overlap {
                self.forbid(format!("{title} trên trang {page} che lên chữ đã ký “{words}”"));
            }
        }
    }
}
