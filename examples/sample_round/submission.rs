//! A district's list of proposed products (danh sách đề nghị), as its office would type it.

mod form;

use self::form::{Band, Field, Habit};
pub(crate) use self::form::{Drawn, FORMS, Form, Packing};
use crate::letterhead::{letterhead, line, signature};
use crate::look::{self, Look};
use crate::model::{District, Entry, Points};
use crate::sheet::{At, Formula, Sheet, Value, at};

const TITLE: &str =
    "DANH SÁCH SẢN PHẨM ĐỀ NGHỊ ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP CẤP TỈNH NĂM 2020 (ĐỢT 2)";
const FOOTNOTE: &str = "Dữ liệu minh họa: số công văn, chủ thể, người đại diện, người ký và điểm \
                        trong bảng này là giả định, không phải số liệu thật.";

/// First row of the table's two-row head.
const HEAD: u32 = 6;

/// The sheets of a district's workbook.
pub(crate) fn sheets(district: &'static District, form: &'static Form) -> Vec<Sheet> {
    vec![List::new(district, form).draw()]
}

/// The list being drawn.
struct List {
    district: &'static District,
    form: &'static Form,
    sheet: Sheet,
    /// The next free row.
    row: u32,
    /// The last column.
    last: u16,
}

impl List {
    fn new(district: &'static District, form: &'static Form) -> Self {
        let widths: Vec<u16> = form.all_columns().map(|column| column.width).collect();
        let last = (0..).zip(&widths).last().map_or(0, |(col, _)| col);
        let name = form.sheet.to_owned();
        let sheet = Sheet {
            name,
            widths,
            landscape: true,
            head: Some((HEAD, HEAD + 1)),
            ..Sheet::default()
        };
        Self { district, form, sheet, row: HEAD + 2, last }
    }

    fn draw(mut self) -> Sheet {
        self.top();
        self.head();
        match self.form.habit {
            Habit::SectionsByKind => self.sections(),
            _ => self.rows((1..).zip(self.district.entries())),
        }
        if self.form.habit == Habit::OwnersMerged {
            self.owners_merged();
        }
        self.totals();
        self.bottom();
        self.sheet
    }

    fn top(&mut self) {
        let body = format!("UBND {}", self.district.capitals());
        let middle = self.last / 2;
        letterhead(&mut self.sheet, &body, 2, middle, self.last);
        line(&mut self.sheet, 3, self.last, TITLE, look::TITLE);
        let District { letter, name, date, .. } = self.district;
        let reference =
            format!("(Kèm theo Công văn số {letter} ngày {} của UBND {name})", date.short());
        line(&mut self.sheet, 4, self.last, &reference, look::REFERENCE);
    }

    /// Columns under a band have their heading in the second row, the others in both.
    fn head(&mut self) {
        for (col, column) in (0..).zip(self.form.all_columns()) {
            let first = if self.form.bands.iter().any(|band| band.covers(column.field)) {
                HEAD + 1
            } else {
                HEAD
            };
            self.sheet.merge(at(first, col), at(HEAD + 1, col), column.heading, look::HEAD);
        }
        for Band { heading, fields } in self.form.bands {
            let (first, last) =
                (self.form.find(fields[0]), self.form.find(fields[fields.len() - 1]));
            let (Some(first), Some(last)) = (first, last) else { continue };
            self.sheet.merge(at(HEAD, first), at(HEAD, last), *heading, look::HEAD);
        }
        self.sheet.height(HEAD, 32);
        self.sheet.height(HEAD + 1, 32);
    }

    fn rows(&mut self, entries: impl Iterator<Item = (u8, Entry)>) {
        for (ordinal, entry) in entries {
            let mut lines = 1;
            for (col, column) in (0..).zip(self.form.all_columns()) {
                let (value, look) = self.cell(column.field, ordinal, entry);
                lines = lines.max(value.lines(column.width));
                let merged_later =
                    self.form.habit == Habit::OwnersMerged && column.field.is_of_owner();
                if !merged_later {
                    self.sheet.put(at(self.row, col), value, look);
                }
            }
            self.sheet.height(self.row, lines * 15 + 5);
            self.row += 1;
        }
    }

    /// `I. Hợp tác xã (04 sản phẩm)`, the rows of that kind, then the next kind.
    fn sections(&mut self) {
        let mut entries: Vec<_> = (1..).zip(self.district.entries()).collect();
        for numeral in ["I", "II", "III"] {
            let Some(kind) = entries.first().map(|(_, entry)| entry.owner.kind) else { break };
            let later =
                entries.split_off(entries.partition_point(|(_, entry)| entry.owner.kind == kind));
            let heading = format!("{numeral}. {} ({:02} sản phẩm)", kind.label(), entries.len());
            self.sheet.merge(at(self.row, 0), at(self.row, self.last), heading, look::STRONG);
            self.row += 1;
            self.rows(entries.into_iter());
            entries = later;
        }
    }

    /// What is known of an owner once, beside all its products.
    fn owners_merged(&mut self) {
        let mut row = HEAD + 2;
        for owner in &self.district.owners {
            let Some(product) = owner.products.first() else { continue };
            let entry = Entry { district: self.district, owner, product };
            let last = (row..).zip(&owner.products).last().map_or(row, |(row, _)| row);
            for (col, column) in (0..).zip(self.form.all_columns()) {
                if column.field.is_of_owner() {
                    let (value, look) = self.cell(column.field, 1, entry);
                    self.sheet.merge(at(row, col), at(last, col), value, look);
                }
            }
            row = last + 1;
        }
    }

    fn cell(&self, field: Field, ordinal: u8, entry: Entry) -> (Value, Look) {
        let Entry { district, owner, product } = entry;
        let [a, b, c] = product.district;
        match field {
            Field::Ordinal => (ordinal.into(), look::CENTRED),
            Field::Product => (product.name.as_str().into(), look::TEXT),
            Field::Set => (product.set.name().into(), look::TEXT),
            Field::Owner => (owner.name.as_str().into(), look::TEXT),
            Field::Kind => (owner.kind.label().into(), look::CENTRED),
            Field::Address => (format!("{}, {}", owner.commune, district.name).into(), look::TEXT),
            Field::Representative => (owner.representative.as_str().into(), look::TEXT),
            Field::PartA => (self.points(a), look::POINTS),
            Field::PartB => (self.points(b), look::POINTS),
            Field::PartC => (self.points(c), look::POINTS),
            Field::Total => (self.total(product.district), look::POINTS_BOLD),
            Field::Star => (format!("{} sao", product.star).into(), look::CENTRED),
            Field::Item | Field::Papers => (self.form.tick.into(), look::CENTRED),
            Field::Samples => ("05 mẫu".into(), look::CENTRED),
            Field::Note => (product.note.as_str().into(), look::TEXT),
        }
    }

    fn points(&self, points: Points) -> Value {
        if self.form.habit == Habit::NumbersAsText { points.typed().into() } else { points.into() }
    }

    /// A formula, unless the parts are texts, which no program adds up everywhere.
    fn total(&self, parts: [Points; 3]) -> Value {
        let total = parts.into_iter().sum();
        if self.form.habit == Habit::NumbersAsText {
            return self.points(total);
        }
        let at = |field| -> At { at(self.row, self.form.position(field)) };
        Value::Formula(Formula::Sum(at(Field::PartA), at(Field::PartC)), Some(total))
    }

    fn totals(&mut self) {
        let text = format!("Tổng cộng: {} sản phẩm", self.district.entries().count());
        let before_points = self.form.position(Field::PartA) - 1;
        self.sheet.merge(at(self.row, 0), at(self.row, before_points), text, look::STRONG_CENTRED);
        for col in before_points + 1..=self.last {
            self.sheet.put(at(self.row, col), Value::Blank, look::STRONG);
        }
        self.row += 2;
    }

    fn bottom(&mut self) {
        let place = format!("{}, {}", self.district.seat, self.district.date.long());
        let duty = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"];
        let cols = (self.last / 2 + 1, self.last);
        let row = signature(&mut self.sheet, self.row, cols, &place, &duty, &self.district.signer);
        line(&mut self.sheet, row + 1, self.last, FOOTNOTE, look::FOOTNOTE);
    }
}
