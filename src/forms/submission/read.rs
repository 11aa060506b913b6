//! Reads a sheet with products: its tables, and what stands around them.

use rust_decimal::prelude::ToPrimitive;

use super::kinds::Forms;
use super::rows::{Kind, Rows};
use super::{Entry, Letter, Sourced, Submission, entry};
use crate::finding::{CellRef, Code, Finding, Findings, Place};
use crate::forms::district::{Gazetteer, Named};
use crate::forms::heading::{Field, Header};
use crate::forms::letter::{self, Line};
use crate::forms::{near, value};
use crate::intake::{Cell, Sheet, Value, text};

/// Lines above or below the tables that are looked at.
const LINES: usize = 200;

/// Reads the products under these headers, one submission a district in the order in which the sheet names them.
pub(in crate::forms) fn read(
    districts: &Gazetteer<'_>,
    sheet: &Sheet,
    headers: &[Header],
    findings: &mut Findings,
) -> Vec<Submission> {
    let mut reader = Reader { districts, sheet, groups: Vec::new(), totals: Vec::new(), unknown: Vec::new() };
    let mut outside = Outside { district: Named::Nothing, lines: Vec::new() };
    let mut from = 0;
    for header in headers {
        let above: Vec<Line<'_>> = lines(sheet, from, header.top);
        match reader.of_lines(&above, findings) {
            Named::Nothing => {}
            named => outside.district = named,
        }
        outside.lines.extend(above);
        from = reader.table(header, outside.district, findings);
    }
    outside.lines.extend(lines(sheet, from, u32::MAX));
    reader.finish(&outside, findings)
}

/// What stands around the tables.
struct Outside<'a> {
    district: Named,
    lines: Vec<Line<'a>>,
}

fn lines(sheet: &Sheet, from: u32, to: u32) -> Vec<Line<'_>> {
    let rows = sheet.rows().skip_while(|row| *row < from).take_while(|row| *row < to);
    rows.take(LINES).filter_map(|row| Line::of(sheet, row)).collect()
}

/// The products of one district, and how many a section of the sheet says it has.
struct Group {
    district: Option<usize>,
    /// Whether a section or a column named the district, rather than the sheet as a whole.
    own: bool,
    stated: Vec<Sourced<usize>>,
    rows: usize,
    entries: Vec<Entry>,
}

/// How many products a totals row says there are.
struct Total {
    stated: Sourced<usize>,
    /// Whether it says `tổng cộng`, and is no total of a part.
    grand: bool,
}

struct Reader<'a, 'r> {
    districts: &'a Gazetteer<'r>,
    sheet: &'a Sheet,
    groups: Vec<Group>,
    totals: Vec<Total>,
    /// Names of districts that were reported once.
    unknown: Vec<String>,
}

impl Reader<'_, '_> {
    /// The district that these lines name.
    fn of_lines(&mut self, lines: &[Line<'_>], findings: &mut Findings) -> Named {
        let cells = || lines.iter().flat_map(Line::cells);
        let office = |shown: &str| ["ubnd", "uy ban nhan dan"].iter().any(|start| text::bare(shown).starts_with(start));
        let full = |shown: &str| self.districts.by_full_name(shown);
        let by_office = cells().filter(|(_, shown)| office(shown)).find_map(|(_, shown)| full(shown));
        if let Some(index) = by_office.or_else(|| cells().find_map(|(_, shown)| full(shown))) {
            return Named::Known(index);
        }
        let unknown = cells().find(|(_, shown)| self.districts.is_unknown_in(shown));
        if let Some((at, shown)) = unknown {
            self.report_unknown(self.sheet.place(at), shown, findings);
            return Named::Unknown;
        }
        cells().find_map(|(_, shown)| self.districts.by_own_name(shown)).map_or(Named::Nothing, Named::Known)
    }

    /// The district that the name of the sheet, or the path of the file, gives.
    fn of_names(&self) -> Option<usize> {
        let place = &self.sheet.place;
        self.districts.of_name(self.sheet.name()).or_else(|| self.districts.of_path(&place.file))
    }

    /// Reads one table; returns the first row below it.
    fn table(&mut self, header: &Header, outside: Named, findings: &mut Findings) -> u32 {
        let (mut district, mut own) = match outside {
            Named::Known(index) => (Some(index), false),
            Named::Unknown => (None, false),
            Named::Nothing => (self.of_names(), false),
        };
        let body = self.sheet.rows().skip_while(|row| *row < header.body).take_while(|row| *row < header.end);
        let body: Vec<u32> = body.collect();
        let mut rows = Rows::new(self.sheet, header);
        let kinds: Vec<Kind> = body.iter().map(|row| rows.next(*row)).collect();
        let end =
            kinds.iter().rposition(|kind| matches!(kind, Kind::Product | Kind::Totals)).map_or(0, |last| last + 1);
        let mut forms = Forms::default();
        for (row, kind) in body.iter().copied().zip(kinds).take(end) {
            match kind {
                Kind::Product => {
                    let (district, own) = match self.of_column(header, row, findings) {
                        Named::Known(index) => (Some(index), true),
                        Named::Unknown => (None, true),
                        Named::Nothing => (district, own),
                    };
                    let entry = entry::read(self.sheet, header, row, &mut forms, findings);
                    let group = self.group(district, own);
                    group.rows += 1;
                    group.entries.extend(entry);
                }
                Kind::Section(at) => match self.of_section(at, findings) {
                    Named::Known(index) => (district, own) = (Some(index), true),
                    Named::Unknown => (district, own) = (None, true),
                    Named::Nothing => {}
                },
                Kind::Totals => self.totals.extend(total(self.sheet, header, row)),
                Kind::Unknown | Kind::Signature => findings.push(not_read(self.sheet, row)),
                Kind::Idle => {}
            }
        }
        body.get(end).copied().unwrap_or(header.end)
    }

    /// What the row's own column says about its district.
    fn of_column(&mut self, header: &Header, row: u32, findings: &mut Findings) -> Named {
        let column = header.column(Field::District);
        let cell = column.and_then(|column| value::cell(self.sheet, CellRef::new(row, column)));
        let typed = cell.and_then(|(at, cell)| Some((at, cell.text().filter(|typed| !value::is_dash(typed))?)));
        let Some((at, typed)) = typed else { return Named::Nothing };
        if let Named::Known(index) = self.districts.of_heading(typed) {
            return Named::Known(index);
        }
        self.report_unknown(self.sheet.place(at), typed, findings);
        Named::Unknown
    }

    /// The district that the heading of a section names, with the products it says it has.
    fn of_section(&mut self, at: CellRef, findings: &mut Findings) -> Named {
        let Some(heading) = self.sheet.cell(at).and_then(Cell::text) else { return Named::Nothing };
        let named = self.districts.of_heading(heading);
        if named == Named::Unknown {
            self.report_unknown(self.sheet.place(at), heading, findings);
        }
        if let (Named::Known(index), Some(value)) = (named, letter::products(&text::bare(heading))) {
            let place = self.sheet.place(at);
            self.group(Some(index), true).stated.push(Sourced { value, place });
        }
        named
    }

    /// The products of this district, after those of the districts named before.
    fn group(&mut self, district: Option<usize>, own: bool) -> &mut Group {
        let index = self.groups.iter().position(|group| group.district == district).unwrap_or_else(|| {
            self.groups.push(Group { district, own, stated: Vec::new(), rows: 0, entries: Vec::new() });
            self.groups.len() - 1
        });
        &mut self.groups[index]
    }

    fn report_unknown(&mut self, place: Place, typed: &str, findings: &mut Findings) {
        if self.unknown.iter().any(|reported| reported == typed) {
            return;
        }
        self.unknown.push(typed.to_owned());
        let meant = self.districts.nearest(crate::forms::district::without_numeral(&text::bare(typed)));
        let remedy = "Sửa tên đơn vị, hoặc thêm đơn vị vào round.toml.";
        findings.push(
            Finding::new(Code::DistrictUnknown, place, "Đợt đánh giá không có huyện, thành phố tên như vậy.")
                .found(typed)
                .allowed(self.districts.names().collect::<Vec<_>>().join("; "))
                .remedy(near::asking(meant, remedy)),
        );
    }

    fn finish(mut self, outside: &Outside<'_>, findings: &mut Findings) -> Vec<Submission> {
        self.groups.retain(|group| !group.entries.is_empty());
        let letter = letter::letter(&outside.lines);
        if let [only] = self.groups.as_mut_slice() {
            only.stated.extend(outside.lines.iter().filter_map(letter::stated));
            only.stated.extend(grand_totals(self.totals));
        }
        let nowhere = |group: &Group| group.district.is_none() && !group.own;
        if outside.district != Named::Unknown && self.groups.iter().any(nowhere) {
            findings.push(district_missing(self.districts, self.sheet));
        }
        let submission = |group: Group| Submission {
            district: group.district,
            place: self.sheet.place.clone(),
            letter: Letter::clone(&letter),
            stated: group.stated,
            rows: group.rows,
            entries: group.entries,
        };
        self.groups.into_iter().map(submission).collect()
    }
}

/// The totals that count the whole list: those that say so, or the only one.
fn grand_totals(totals: Vec<Total>) -> Vec<Sourced<usize>> {
    let grand = totals.iter().any(|total| total.grand);
    let only = totals.len() == 1;
    totals.into_iter().filter(|total| total.grand || !grand && only).map(|total| total.stated).collect()
}

/// The count of a totals row: in its words, in the column of the products, or in the next cell that is no score.
fn total(sheet: &Sheet, header: &Header, row: u32) -> Option<Total> {
    let cells: Vec<(CellRef, &Cell)> = sheet.row(row).collect();
    let (index, at, words) =
        cells.iter().enumerate().find_map(|(index, (at, cell))| Some((index, *at, text::bare(cell.text()?))))?;
    let grand = ["tong cong", "tong so"].iter().any(|start| words.starts_with(start)) || words == "tong";
    let last = words.rsplit(' ').next().filter(|word| word.len() <= 4).and_then(|word| word.parse().ok());
    if let Some(value) = letter::products(&words).or(last) {
        return Some(Total { stated: Sourced { value, place: sheet.place(at) }, grand });
    }
    let is_score = |column: u32| {
        let scores = Field::PARTS.into_iter().chain([Field::Total, Field::Star]);
        scores.filter_map(|field| header.column(field)).any(|score| score == column)
    };
    let (at, cell) = cells[index + 1..].iter().find(|(at, _)| !is_score(at.column))?;
    let value = match &cell.value {
        Value::Number(number) if number.is_integer() => number.to_usize(),
        Value::Text(text) => {
            let bare = text::bare(text);
            letter::products(&bare).or_else(|| bare.parse().ok())
        }
        _ => None,
    };
    Some(Total { stated: Sourced { value: value?, place: sheet.place(*at) }, grand })
}

fn not_read(sheet: &Sheet, row: u32) -> Finding {
    let shown: Vec<String> = sheet.row(row).map(|(_, cell)| cell.shown()).take(4).collect();
    let first = sheet.row(row).next().map_or(CellRef::new(row, 0), |(at, _)| at);
    let message = "Dòng này nằm trong bảng nhưng không phải sản phẩm, mục hay dòng tổng; dòng không được đọc.";
    Finding::new(Code::RowNotRead, sheet.place(first), message)
        .found(shown.join(" | "))
        .remedy("Nếu là sản phẩm, điền đủ các ô của dòng; nếu không, chuyển dòng ra ngoài bảng.")
}

fn district_missing(districts: &Gazetteer<'_>, sheet: &Sheet) -> Finding {
    Finding::new(Code::DistrictUnknown, sheet.place.clone(), "Phía trên bảng không có tên huyện, thành phố gửi hồ sơ.")
        .allowed(districts.names().collect::<Vec<_>>().join("; "))
        .remedy("Ghi tên đơn vị ở đầu trang tính, ví dụ “UBND HUYỆN SÌN HỒ”, hoặc thêm đơn vị vào round.toml.")
}
