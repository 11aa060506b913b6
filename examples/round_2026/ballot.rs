//! A member's ballot (phiếu đánh giá): a sheet for each product set.

use ocop::criteria::{Act, Criterion, PARTS, ProductSet};

use crate::Result;
use crate::letterhead::{letterhead, line, signature};
use crate::look;
use crate::marks;
use crate::round::{self, Entry, MEETING, Member};
use crate::sheet::{At, Formula, Sheet, Value, at};
use crate::value::Points;

const COUNCIL: &str = "HỘI ĐỒNG ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP TỈNH LAI CHÂU";
const TITLE: &str = "PHIẾU ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP NĂM 2026 (ĐỢT 2)";
const FOOTNOTE: &str = "Dữ liệu minh họa: chủ thể, người có chữ (giả định) sau tên và mọi điểm \
                        trong phiếu này đều không có thật.";

// Columns: TT, Tiêu chí, Điểm tối đa, then one for each product.
const CODE: u16 = 0;
const NAME: u16 = 1;
const MAX: u16 = 2;
const FIRST_PRODUCT: u16 = 3;

/// First row of the table's two-row head.
const HEAD: u32 = 8;

/// The sheets of one member's workbook.
pub(crate) fn sheets(act: &Act, member: &Member) -> Result<Vec<Sheet>> {
    let mut sets: Vec<&str> = Vec::new();
    for entry in round::entries() {
        if !sets.contains(&entry.product.set.as_str()) {
            sets.push(&entry.product.set);
        }
    }
    (1..).zip(sets).map(|(number, name)| draw(act, number, name, member)).collect()
}

fn draw(act: &Act, number: u8, name: &str, member: &Member) -> Result<Sheet> {
    let set = act.set(|own| own == name).ok_or_else(|| format!("no criteria of {name}"))?;
    let columns: Vec<Column> = (FIRST_PRODUCT..)
        .zip(round::entries().filter(|entry| entry.product.set == name))
        .map(|(col, entry)| Ok(Column { col, entry, marks: given(entry, set, member)? }))
        .collect::<Result<_>>()?;
    let last = columns.last().map_or(FIRST_PRODUCT, |column| column.col);
    let mut widths = vec![7, 48, 9];
    widths.extend(columns.iter().map(|_| (42 / (last - MAX)).max(17)));
    let sheet = Sheet {
        // The names of sets are longer than Excel allows for sheets.
        name: format!("Bộ {number}"),
        widths,
        head: Some((HEAD, HEAD + 1)),
        ..Sheet::default()
    };
    let mut ballot = Ballot { set, columns, sheet, row: HEAD + 2, last };
    ballot.top(member);
    let parts = [0, 1, 2].map(|part| ballot.part(act, part));
    ballot.total(&parts);
    ballot.bottom(member);
    Ok(ballot.sheet)
}

/// The marks of a member for a product.
fn given(Entry { owner, product }: Entry, set: &ProductSet, member: &Member) -> Result<Vec<u8>> {
    let total = product.mean + member.leaning;
    let least =
        |criterion: &Criterion| product.least.get(&criterion.code).copied().unwrap_or_default();
    marks::given(set, owner.form, least, total, &[&product.name, member.name])
        .ok_or_else(|| format!("{}: no marks add up to {total}", product.name).into())
}

/// A product's column with the marks in the order of the criteria.
struct Column {
    col: u16,
    entry: Entry,
    marks: Vec<u8>,
}

/// The sheet being drawn.
struct Ballot<'a> {
    set: &'a ProductSet,
    columns: Vec<Column>,
    sheet: Sheet,
    /// The next free row.
    row: u32,
    /// The last column.
    last: u16,
}

impl Ballot<'_> {
    fn top(&mut self, member: &Member) {
        letterhead(&mut self.sheet, COUNCIL, NAME, MAX, self.last);
        self.sheet.height(0, 34);
        line(&mut self.sheet, 3, self.last, TITLE, look::TITLE);
        let labels: [(&str, Value); 3] = [
            ("Thành viên Hội đồng:", member.name.into()),
            ("Lần chấm:", 1.into()),
            ("Bộ sản phẩm:", self.set.name.as_str().into()),
        ];
        for (row, (label, value)) in (4..).zip(labels) {
            self.sheet.put(at(row, NAME), label, look::LABEL);
            self.sheet.merge(at(row, MAX), at(row, self.last), value, look::ANSWER);
        }
        self.sheet.height(6, 34);
        for (col, heading) in [(CODE, "TT"), (NAME, "Tiêu chí"), (MAX, "Điểm tối đa")] {
            self.sheet.merge(at(HEAD, col), at(HEAD + 1, col), heading, look::HEAD);
        }
        for Column { col, entry, .. } in &self.columns {
            self.sheet.put(at(HEAD, *col), entry.product.name.as_str(), look::HEAD);
            self.sheet.put(at(HEAD + 1, *col), entry.owner.name.as_str(), look::SUBHEAD);
        }
        self.sheet.height(HEAD, 46);
        self.sheet.height(HEAD + 1, 54);
    }

    /// The part's row and those of its criteria; returns the row of the part's points.
    fn part(&mut self, act: &Act, part: usize) -> u32 {
        let row = self.row;
        let title = format!("PHẦN {}. {}", PARTS[part], act.parts[part].title.to_uppercase());
        let set = self.set;
        let max = set.part(part).map(|criterion| criterion.max).sum();
        self.lead(PARTS[part], &title, max);
        self.row += 1;
        for (index, criterion) in set.criteria.iter().enumerate() {
            if criterion.part == part {
                self.criterion(index, criterion);
            }
        }
        let (first, last) = (row + 1, self.row - 1);
        for column in &self.columns {
            let points = column.points(|index| set.criteria[index].part == part);
            let sum = Formula::Sum(at(first, column.col), at(last, column.col));
            let value = Value::Formula(sum, Some(points));
            self.sheet.put(at(row, column.col), value, look::STRONG_CENTRED);
        }
        row
    }

    fn criterion(&mut self, index: usize, criterion: &Criterion) {
        let row = self.row;
        let name = Value::from(criterion.name.as_str());
        self.sheet.height(row, name.lines(48) * 15 + 3);
        self.sheet.put(at(row, CODE), criterion.code.as_str(), look::CENTRED);
        self.sheet.put(at(row, NAME), name, look::TEXT);
        self.sheet.put(at(row, MAX), criterion.max, look::CENTRED);
        for Column { col, marks, .. } in &self.columns {
            self.sheet.put(at(row, *col), marks[index], look::CENTRED);
        }
        self.row += 1;
    }

    fn total(&mut self, parts: &[u32; 3]) {
        let row = self.row;
        self.lead("", "TỔNG ĐIỂM (A + B + C)", 100);
        for column in &self.columns {
            let cells: Vec<At> = parts.iter().map(|&row| at(row, column.col)).collect();
            let value = Value::Formula(Formula::Plus(cells), Some(column.points(|_| true)));
            self.sheet.put(at(row, column.col), value, look::STRONG_CENTRED);
        }
        self.row += 2;
    }

    /// The three cells before the points of a part or of the whole.
    fn lead(&mut self, code: &str, name: &str, max: u8) {
        self.sheet.put(at(self.row, CODE), code, look::STRONG_CENTRED);
        self.sheet.put(at(self.row, NAME), name, look::STRONG);
        self.sheet.put(at(self.row, MAX), max, look::STRONG_CENTRED);
    }

    fn bottom(&mut self, member: &Member) {
        let place = format!("Lai Châu, {}", MEETING.long());
        let cols = (MAX, self.last);
        let duty = [member.duty];
        let row = signature(&mut self.sheet, self.row, cols, &place, &duty, member.name);
        line(&mut self.sheet, row + 1, self.last, FOOTNOTE, look::FOOTNOTE);
    }
}

impl Column {
    /// The points of those criteria that count.
    fn points(&self, counts: impl Fn(usize) -> bool) -> Points {
        let marks = self.marks.iter().enumerate();
        marks.filter(|(index, _)| counts(*index)).map(|(_, mark)| Points::whole(*mark)).sum()
    }
}
