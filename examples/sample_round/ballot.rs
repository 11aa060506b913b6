//! A council member's ballot of one session (phiếu đánh giá): a sheet for each product set.

use crate::Result;
use crate::council::{self, Member, Session};
use crate::criteria::{self, Criterion, Part};
use crate::districts;
use crate::letterhead::{letterhead, line, signature};
use crate::look;
use crate::marks;
use crate::model::{Entry, Points, ProductSet};
use crate::sheet::{At, Formula, Sheet, Value, at};

const COUNCIL: &str = "HỘI ĐỒNG ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP TỈNH LAI CHÂU";
const TITLE: &str = "PHIẾU ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP NĂM 2020 (ĐỢT 2)";
const NOTE: &str = "Điểm trong phiếu là dữ liệu minh họa, không phải điểm thật của Hội đồng.";
const FOOTNOTE: &str = "Dữ liệu minh họa: chủ thể, người có chữ (giả định) sau tên và mọi điểm \
                        trong phiếu này đều không có thật.";

// Columns: TT, Tiêu chí, Điểm tối đa, then one for each product.
const CODE: u16 = 0;
const NAME: u16 = 1;
const MAX: u16 = 2;
const FIRST_PRODUCT: u16 = 3;

/// First row of the table's two-row head.
const HEAD: u32 = 9;

/// The sheets of one member's workbook.
pub(crate) fn sheets(member: &Member, session: Session) -> Result<Vec<Sheet>> {
    ProductSet::ALL.into_iter().map(|set| draw(set, member, session)).collect()
}

fn draw(set: ProductSet, member: &Member, session: Session) -> Result<Sheet> {
    let criteria = criteria::of_set(set)?;
    let columns: Vec<Column> = (FIRST_PRODUCT..)
        .zip(districts::entries_of(set))
        .map(|(col, entry)| {
            Ok(Column { col, entry, marks: marks::given(entry, &criteria, member, session)? })
        })
        .collect::<Result<_>>()?;
    let mut ballot = Ballot::new(set, columns);
    ballot.top(member, session);
    ballot.head(member, session);
    let parts = Part::ALL.map(|part| ballot.part(part, &criteria));
    ballot.total(&parts);
    ballot.reasons(session);
    ballot.bottom(member, session);
    Ok(ballot.sheet)
}

/// A product's column with the marks in the order of the criteria.
struct Column {
    col: u16,
    entry: Entry,
    marks: Option<Vec<u8>>,
}

/// The sheet being drawn.
struct Ballot {
    set: ProductSet,
    columns: Vec<Column>,
    sheet: Sheet,
    /// The next free row.
    row: u32,
    /// The last column.
    last: u16,
}

impl Ballot {
    fn new(set: ProductSet, columns: Vec<Column>) -> Self {
        let last = columns.last().map_or(FIRST_PRODUCT, |column| column.col);
        let products = last - MAX;
        // Few products leave room for the right half of the letterhead.
        let width = (42 / products).max(17);
        let mut widths = vec![7, 44, 9];
        widths.extend(columns.iter().map(|_| width));
        let name = set.sheet_name().to_owned();
        let head = Some((HEAD, HEAD + 1));
        let sheet = Sheet { name, widths, landscape: products > 3, head, ..Sheet::default() };
        Self { set, columns, sheet, row: HEAD + 2, last }
    }

    fn top(&mut self, member: &Member, session: Session) {
        letterhead(&mut self.sheet, COUNCIL, NAME, MAX, self.last);
        self.sheet.height(0, 34);
        line(&mut self.sheet, 3, self.last, TITLE, look::TITLE);
        self.sheet.height(3, 24);
        let labels: [(&str, Value); 3] = [
            ("Thành viên Hội đồng:", member.name.into()),
            ("Lần chấm:", session.number.into()),
            ("Bộ sản phẩm:", self.set.name().into()),
        ];
        for (row, (label, value)) in (4..).zip(labels) {
            self.sheet.put(at(row, NAME), label, look::LABEL);
            self.sheet.merge(at(row, MAX), at(row, self.last), value, look::ANSWER);
        }
        line(&mut self.sheet, 7, self.last, NOTE, look::FOOTNOTE);
    }

    fn head(&mut self, member: &Member, session: Session) {
        for (col, heading) in [(CODE, "TT"), (NAME, "Tiêu chí"), (MAX, "Điểm tối đa")] {
            self.sheet.merge(at(HEAD, col), at(HEAD + 1, col), heading, look::HEAD);
        }
        for Column { col, entry, .. } in &self.columns {
            let product = council::as_typed(&entry.product.name, member, session);
            let owner = council::as_typed(&entry.owner.name, member, session);
            self.sheet.put(at(HEAD, *col), product, look::HEAD);
            self.sheet.put(at(HEAD + 1, *col), owner, look::SUBHEAD);
        }
        self.sheet.height(HEAD, 46);
        self.sheet.height(HEAD + 1, 54);
    }

    /// The part's row and those of its criteria; returns the row of the part's points.
    fn part(&mut self, part: Part, criteria: &[Criterion]) -> u32 {
        let row = self.row;
        self.lead(part.letter(), part.title(), part.max());
        self.row += 1;
        let of_part = |i: usize| criteria[i].part == part;
        if criteria::is_known(self.set) {
            for i in (0..criteria.len()).filter(|&i| of_part(i)) {
                self.criterion(i, &criteria[i]);
            }
        }
        let (first, last) = (row + 1, self.row - 1);
        for column in &self.columns {
            let points = column.points(of_part);
            let value = match points {
                _ if first <= last => Value::Formula(
                    Formula::Sum(at(first, column.col), at(last, column.col)),
                    points,
                ),
                Some(points) => Value::Number(points),
                None => Value::Blank,
            };
            self.sheet.put(at(row, column.col), value, look::STRONG_CENTRED);
        }
        row
    }

    fn criterion(&mut self, i: usize, criterion: &Criterion) {
        let row = self.row;
        self.sheet.put(at(row, CODE), criterion.code, look::CENTRED);
        self.sheet.put(at(row, NAME), criterion.name, look::TEXT);
        self.sheet.put(at(row, MAX), criterion.max(), look::CENTRED);
        for Column { col, marks, .. } in &self.columns {
            let mark = marks.as_ref().map_or(Value::Blank, |marks| marks[i].into());
            self.sheet.put(at(row, *col), mark, look::CENTRED);
        }
        self.row += 1;
    }

    fn total(&mut self, parts: &[u32; 3]) {
        let row = self.row;
        self.lead("", "TỔNG ĐIỂM (A + B + C)", 100);
        for column in &self.columns {
            let cells: Vec<At> = parts.iter().map(|&row| at(row, column.col)).collect();
            let value = Value::Formula(Formula::Plus(cells), column.points(|_| true));
            self.sheet.put(at(row, column.col), value, look::STRONG_CENTRED);
        }
        self.row += 1;
    }

    /// The three cells before the points of a part or of the whole.
    fn lead(&mut self, code: &str, name: &str, max: u8) {
        self.sheet.put(at(self.row, CODE), code, look::STRONG_CENTRED);
        self.sheet.put(at(self.row, NAME), name, look::STRONG);
        self.sheet.put(at(self.row, MAX), max, look::STRONG_CENTRED);
    }

    fn reasons(&mut self, session: Session) {
        self.sheet.put(at(self.row, CODE), Value::Blank, look::TEXT);
        self.sheet.merge(
            at(self.row, NAME),
            at(self.row, MAX),
            "Lý do chưa chấm (nếu có)",
            look::TEXT,
        );
        for Column { col, marks, .. } in &self.columns {
            let reason = if marks.is_none() { session.unscored } else { "" };
            self.sheet.put(at(self.row, *col), reason, look::REMARK);
        }
        if self.columns.iter().any(|column| column.marks.is_none()) {
            self.sheet.height(self.row, 96);
        }
        self.row += 2;
    }

    fn bottom(&mut self, member: &Member, session: Session) {
        let place = format!("Lai Châu, {}", session.date.long());
        let row = signature(
            &mut self.sheet,
            self.row,
            (MAX, self.last),
            &place,
            &[member.duty],
            member.name,
        );
        line(&mut self.sheet, row + 1, self.last, FOOTNOTE, look::FOOTNOTE);
    }
}

impl Column {
    /// The points of those criteria that count; `None` when the product was not scored.
    fn points(&self, counts: impl Fn(usize) -> bool) -> Option<Points> {
        let marks = self.marks.as_ref()?.iter().enumerate();
        Some(marks.filter(|(i, _)| counts(*i)).map(|(_, &mark)| Points::whole(mark)).sum())
    }
}
