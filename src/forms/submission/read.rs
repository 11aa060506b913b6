//! Reads the tables of a sheet with products, row by row.

use std::collections::BTreeMap;

use careful_spreadsheet::{Cell, Worksheet, text};

use super::counts::{self, PartCounts, TotalsRow};
use super::entry;
use super::entry::withdrawn;
use super::letter;
use super::letter::TextLine;
use super::readback;
use super::registration::{self, KindSaid};
use super::rows::sections::{ListSection, ListTools};
use super::rows::stack::{self, Stack};
use super::rows::{RowClassifier, RowKind};
use super::table::ListTable;
use super::{Letter, ProductEntry, StatedCount};
use crate::finding::{CellRef, Code, Finding, Findings, Place};
use crate::forms::district::NamedDistrict;
use crate::forms::heading::{self, ListField, ListHeader};
use crate::forms::{Skipped, Sourced, TableReading, near, value};

/// The products of one district in a sheet.
pub(super) struct DistrictGroup {
    /// Index of the district in `round.toml`; `None` where none is known.
    pub(super) district: Option<usize>,
    /// Whether a section or a column names the district, rather than the sheet as a whole.
    pub(super) own: bool,
    /// Counts of products that the headings of its sections state.
    pub(super) stated: Vec<Sourced<usize>>,
    /// Counts of parts that are not those of the rows.
    pub(super) parts: Vec<StatedCount>,
    /// How many rows are products, those included that could not be read.
    pub(super) rows: usize,
    /// The products that could be read, from the top.
    pub(super) entries: Vec<ProductEntry>,
    /// Names of the products that the list withdraws.
    pub(super) withdrawn: Vec<Sourced<String>>,
    /// The covering letter that the heading of its section names.
    pub(super) letter: Option<Letter>,
}

/// Reads the tables of one sheet, and gathers what they hold.
pub(super) struct ListReader<'a, 'r> {
    pub(super) tools: ListTools<'a, 'r>,
    pub(super) sheet: &'a Worksheet,
    /// The products by district, in the order in which the sheet names the districts.
    pub(super) groups: Vec<DistrictGroup>,
    /// Counts of products in totals rows of the whole list.
    pub(super) totals: Vec<TotalsRow>,
    /// Counts of owners that totals rows of the whole list state.
    pub(super) owners: Vec<Sourced<usize>>,
    /// How each table was read.
    pub(super) tables: Vec<TableReading>,
    /// The rows that were passed over.
    pub(super) skipped: Vec<Skipped>,
    /// The names of products as they are typed, for a sheet that may only name those of another
    /// list again.
    pub(super) mentioned: Vec<String>,
    /// The districts that the cells of a column name; each text is looked up once.
    cells: BTreeMap<String, NamedDistrict>,
    /// Unknown names of districts that were reported.
    unknown: Vec<String>,
    /// How many products were read so far.
    products: usize,
    /// How many products were withdrawn so far.
    gone: usize,
    /// Where the parts of the list begin.
    parts: PartCounts,
}

impl<'a, 'r> ListReader<'a, 'r> {
    /// Makes ready to read the tables of a sheet.
    pub(super) fn new(tools: ListTools<'a, 'r>, sheet: &'a Worksheet) -> Self {
        Self {
            tools,
            sheet,
            groups: Vec::new(),
            totals: Vec::new(),
            owners: Vec::new(),
            tables: Vec::new(),
            skipped: Vec::new(),
            mentioned: Vec::new(),
            cells: BTreeMap::new(),
            unknown: Vec::new(),
            products: 0,
            gone: 0,
            parts: PartCounts::default(),
        }
    }

    /// The district that lines name: that of an office (`UBND …`) first, then one named with its
    /// kind, then one named without.
    pub(super) fn of_lines(
        &mut self,
        lines: &[TextLine<'_>],
        findings: &mut Findings,
    ) -> NamedDistrict {
        let districts = self.tools.districts;
        let cells = || lines.iter().flat_map(TextLine::cells);
        let office = |shown: &str| {
            ["ubnd", "uy ban nhan dan"].iter().any(|start| text::bare(shown).starts_with(start))
        };
        let full = |shown: &str| districts.by_full_name(shown);
        let by_office =
            cells().filter(|(_, shown)| office(shown)).find_map(|(_, shown)| full(shown));
        if let Some(index) = by_office {
            return NamedDistrict::Known(index);
        }
        // An office of an unknown district weighs more than a known district that another line
        // mentions.
        let of_office = cells().find(|(_, shown)| office(shown) && districts.is_unknown_in(shown));
        if let Some(index) =
            cells().find_map(|(_, shown)| full(shown)).filter(|_| of_office.is_none())
        {
            return NamedDistrict::Known(index);
        }
        let unknown =
            of_office.or_else(|| cells().find(|(_, shown)| districts.is_unknown_in(shown)));
        if let Some((at, shown)) = unknown {
            self.report_unknown(self.sheet.place(at), shown, findings);
            return NamedDistrict::Unknown;
        }
        cells()
            .find_map(|(_, shown)| districts.by_own_name(shown))
            .map_or(NamedDistrict::Nothing, NamedDistrict::Known)
    }

    /// The district that the name of the sheet, or the path of the file, names.
    fn of_names(&self) -> Option<usize> {
        let place = &self.sheet.place;
        self.tools
            .districts
            .of_name(self.sheet.name())
            .or_else(|| self.tools.districts.of_path(&place.file))
    }

    /// Reads one table. `outside` is the district that the lines around it name, `stack` the
    /// headings of groups in force above it. Returns the first row below the table, and the
    /// headings in force there.
    pub(super) fn table(
        &mut self,
        header: &'a ListHeader,
        outside: NamedDistrict,
        stack: Stack,
        findings: &mut Findings,
    ) -> (u32, Stack) {
        let home = match outside {
            NamedDistrict::Known(index) => Some(index),
            NamedDistrict::Unknown => None,
            NamedDistrict::Nothing => self.of_names(),
        };
        let below_header = self.sheet.rows().skip_while(|row| *row < header.body);
        let body: Vec<u32> = below_header.take_while(|row| *row < header.end).collect();
        let mut rows = RowClassifier::new(self.sheet, header, self.tools);
        let kinds: Vec<RowKind> = body.iter().map(|row| rows.next(*row)).collect();
        let end = end(&body, &kinds);
        let below = body.get(end).copied().unwrap_or(header.end);
        for kind in &kinds[end..] {
            let RowKind::Section(at, ListSection::Other) = kind else { break };
            self.perhaps_registered(*at, findings);
        }
        let sections = kinds[..end].iter().filter_map(|kind| match kind {
            RowKind::Section(_, section) => Some(section),
            _ => None,
        });
        let sections: Vec<&ListSection> = sections.collect();
        let sets = sections.iter().any(|section| matches!(section, ListSection::Set(_)));
        let mut supplied = stack::supplied(&sections);
        supplied.extend(
            ListField::NEEDED.into_iter().filter(|field| stack.value(*field, true).is_some()),
        );
        if !heading::report(self.sheet, header, &supplied, findings) {
            return (below, stack);
        }
        let mut table = ListTable::new(self.sheet, header, self.tools, stack, supplied);
        table.set_above = !sets;
        self.parts.mark(self.products, self.gone);
        let before = self.products;
        let mut scores = 0;
        for (row, kind) in body.iter().copied().zip(kinds).take(end) {
            scores += self.row(&mut table, home, (row, kind), findings);
        }
        let columns = readback::columns(&self.tools.words.headings, self.sheet, header);
        let place =
            columns.first().map_or_else(|| self.sheet.place.clone(), |column| column.place.clone());
        self.tables.push(TableReading {
            place,
            of: None,
            columns,
            rows: self.products - before,
            marks: scores,
        });
        (below, table.stack)
    }

    /// Reads one row of a table; returns how many scores it has, 0 or 1. `home` is the district of
    /// rows that name none.
    fn row(
        &mut self,
        table: &mut ListTable<'a, 'r>,
        home: Option<usize>,
        (row, kind): (u32, RowKind),
        findings: &mut Findings,
    ) -> usize {
        match kind {
            RowKind::Product => return self.product(table, home, row, findings),
            RowKind::Section(at, section) => self.section(table, row, at, section, findings),
            RowKind::Totals => self.total(table.header, row),
            RowKind::Continued(at) => {
                self.hold_last(table.products.last().copied());
                findings.push(continued(self.sheet, row, at));
            }
            RowKind::Perhaps(at) => findings.push(perhaps(self.sheet, row, at)),
            RowKind::Unknown | RowKind::Signature => findings.push(not_read(self.sheet, row)),
            RowKind::Carried => self.skip(row, "dòng cộng chuyển trang"),
            RowKind::Repeated => self.skip(row, "tiêu đề lặp lại"),
            RowKind::Idle => self.skip(row, "dòng số cột hoặc dòng trống đã đánh số"),
        }
        0
    }

    /// Notes a row that is passed over, with the reason for the read-back.
    fn skip(&mut self, row: u32, why: &str) {
        self.skipped.push(readback::skipped(self.sheet, row, why));
    }

    /// Reads the product of a row into the group of its district; returns how many scores it has, 0
    /// or 1.
    fn product(
        &mut self,
        table: &mut ListTable<'a, 'r>,
        home: Option<usize>,
        row: u32,
        findings: &mut Findings,
    ) -> usize {
        let of_column = self.of_column(table.header, row, findings);
        let of_section = table.stack.district().unwrap_or(NamedDistrict::Nothing);
        let (district, own) = match [of_column, of_section]
            .into_iter()
            .find(|named| *named != NamedDistrict::Nothing)
        {
            Some(NamedDistrict::Known(index)) => (Some(index), true),
            Some(_) => (None, true),
            None => (home, false),
        };
        if table.header.column(ListField::Set).is_none() {
            self.mentioned.extend(withdrawn::name(table, row).map(|name| name.value));
        }
        if let Some(reason) = withdrawn::why(table, row) {
            findings.push(withdrawn::finding(table, row, &reason));
            self.gone += 1;
            self.group(district, own).withdrawn.extend(withdrawn::name(table, row));
            self.skip(row, reason.why());
            table.products.push(row);
            return 0;
        }
        let entry = entry::read_entry(table, row, findings);
        table.products.push(row);
        self.products += 1;
        let scored = entry.as_ref().is_some_and(|entry| entry.score.counted().is_some());
        let group = self.group(district, own);
        group.rows += 1;
        group.entries.extend(entry);
        usize::from(scored)
    }

    /// Lets the product of this row wait, since the row below seems to continue its name.
    fn hold_last(&mut self, row: Option<u32>) {
        let of_row =
            |entry: &&mut ProductEntry| entry.product.place.cell.map(|cell| cell.row) == row;
        let mut entries = self.groups.iter_mut().filter_map(|group| group.entries.last_mut());
        if let Some(entry) = entries.find(of_row) {
            entry
                .doubt
                .get_or_insert_with(|| "tên trong danh sách bị tách thành hai dòng".to_owned());
        }
    }

    /// The district that the column of districts names in a row.
    fn of_column(
        &mut self,
        header: &ListHeader,
        row: u32,
        findings: &mut Findings,
    ) -> NamedDistrict {
        let column = header.column(ListField::District);
        let cell = column.and_then(|column| value::cell(self.sheet, CellRef::new(row, column)));
        let typed = cell
            .and_then(|(at, cell)| Some((at, cell.text().filter(|typed| !value::is_dash(typed))?)));
        let Some((at, typed)) = typed else { return NamedDistrict::Nothing };
        let known = match self.cells.get(typed) {
            Some(known) => *known,
            None => *self
                .cells
                .entry(typed.to_owned())
                .or_insert(self.tools.districts.of_heading(typed)),
        };
        if let NamedDistrict::Known(index) = known {
            return NamedDistrict::Known(index);
        }
        self.report_unknown(self.sheet.place(at), typed, findings);
        NamedDistrict::Unknown
    }

    /// Puts the heading of a section in force; from that of a district, takes the letter and the
    /// count of products that it states.
    fn section(
        &mut self,
        table: &mut ListTable<'a, 'r>,
        row: u32,
        at: CellRef,
        section: ListSection,
        findings: &mut Findings,
    ) {
        let heading = self.sheet.cell(at).and_then(Cell::text).unwrap_or_default();
        let place = self.sheet.place(at);
        self.parts.mark(self.products, self.gone);
        match section {
            ListSection::District(NamedDistrict::Known(index)) => {
                let letter = TextLine::of(self.sheet, row).map(|line| letter::letter(&[line]));
                self.group(Some(index), true).letter =
                    letter.filter(|letter| letter.number.is_some());
                if let Some(value) = letter::products(&text::bare(heading)) {
                    let place = place.clone();
                    self.group(Some(index), true).stated.push(Sourced { value, place });
                }
            }
            ListSection::District(_) => self.report_unknown(place.clone(), heading, findings),
            ListSection::Registration(_) => {}
            _ => self.perhaps_registered(at, findings),
        }
        self.skip(row, section.why());
        let first = self.sheet.row(row).find_map(|(at, cell)| Some((at, cell.text()?)));
        table.stack.push(section, &stack::numeral(heading, first, at), place);
    }

    /// Tells the heading in a cell where it speaks of a kind of registration among other things.
    fn perhaps_registered(&self, at: CellRef, findings: &mut Findings) {
        let heading = self.sheet.cell(at).and_then(Cell::text).unwrap_or_default();
        if self.tools.words.registration.anywhere(heading) != KindSaid::Nothing {
            let said = Sourced { value: heading.to_owned(), place: self.sheet.place(at) };
            findings.push(registration::perhaps(&said));
        }
    }

    /// Reads a totals row. The count of a part is compared with the rows at once, that of the whole
    /// list when all rows are read.
    fn total(&mut self, header: &ListHeader, row: u32) {
        let total = counts::total(self.sheet, header, row);
        if total.as_ref().is_none_or(|total| total.grand) {
            self.owners.extend(counts::grand_owners(self.sheet, row));
        }
        self.skip(row, "dòng cộng");
        let Some(total) = total else { return self.parts.mark(self.products, self.gone) };
        if total.grand {
            self.totals.push(total);
        } else {
            let Sourced { value, place } = total.stated;
            if let Err(rows) = self.parts.fits(value, self.products, self.gone)
                && let Some(group) = self.groups.last_mut()
            {
                group.parts.push(StatedCount { value, place, rows, withdrawn: 0 });
            }
        }
        self.parts.mark(self.products, self.gone);
    }

    /// The group of a district; a new one comes behind those of the districts named before.
    fn group(&mut self, district: Option<usize>, own: bool) -> &mut DistrictGroup {
        let index =
            self.groups.iter().position(|group| group.district == district).unwrap_or_else(|| {
                self.groups.push(DistrictGroup {
                    district,
                    own,
                    stated: Vec::new(),
                    parts: Vec::new(),
                    rows: 0,
                    entries: Vec::new(),
                    withdrawn: Vec::new(),
                    letter: None,
                });
                self.groups.len() - 1
            });
        &mut self.groups[index]
    }

    /// Tells the name of a district that the round does not have, once a sheet.
    fn report_unknown(&mut self, place: Place, typed: &str, findings: &mut Findings) {
        if self.unknown.iter().any(|reported| reported == typed) {
            return;
        }
        self.unknown.push(typed.to_owned());
        let districts = self.tools.districts;
        let meant = districts.nearest(crate::forms::district::without_numeral(&text::bare(typed)));
        let remedy = "Sửa tên đơn vị, hoặc thêm đơn vị vào round.toml.";
        findings.push(
            Finding::new(
                Code::DistrictUnknown,
                place,
                format!("Đợt đánh giá không có {} tên như vậy.", self.tools.units.names()),
            )
            .found(typed)
            .allowed(districts.names().collect::<Vec<_>>().join("; "))
            .remedy(near::asking(meant, remedy)),
        );
    }
}

/// Counts the rows of the table: those up to the last product or totals row, and the rows right
/// below that continue it.
fn end(body: &[u32], kinds: &[RowKind]) -> usize {
    let last = kinds.iter().rposition(|kind| matches!(kind, RowKind::Product | RowKind::Totals));
    let mut end = last.map_or(0, |last| last + 1);
    while end > 0
        && matches!(
            kinds.get(end),
            Some(RowKind::Continued(_) | RowKind::Perhaps(_) | RowKind::Carried)
        )
        && body[end] == body[end - 1] + 1
    {
        end += 1;
    }
    end
}

/// A finding about a row, with the texts of its first cells.
fn row_finding(sheet: &Worksheet, row: u32, at: CellRef, code: Code, message: &str) -> Finding {
    let shown: Vec<String> = sheet.row(row).map(|(_, cell)| cell.shown()).take(4).collect();
    Finding::new(code, sheet.place(at), message).found(shown.join(" | "))
}

/// The finding about a row that may continue the product above.
fn continued(sheet: &Worksheet, row: u32, at: CellRef) -> Finding {
    let message = "Dòng này có thể là phần tiếp theo của dòng trên, hoặc là một sản phẩm ghi \
                   thiếu; sản phẩm ở dòng trên phải chờ.";
    row_finding(sheet, row, at, Code::RowPerhapsProduct, message).remedy(
        "Nếu chữ bị ngắt thành hai dòng thì gộp lại vào một ô; nếu là sản phẩm khác thì đánh số \
         và điền đủ các ô.",
    )
}

/// The finding about a row that may be a product and says too little.
fn perhaps(sheet: &Worksheet, row: u32, at: CellRef) -> Finding {
    let message = "Dòng này có thể là một sản phẩm nhưng ghi thiếu; dòng không được đọc.";
    row_finding(sheet, row, at, Code::RowPerhapsProduct, message).remedy(
        "Nếu là sản phẩm, đánh số và điền đủ các ô của dòng; nếu không, xóa dòng hoặc chuyển ra \
         ngoài bảng.",
    )
}

/// The finding about a row in the table that is nothing known.
fn not_read(sheet: &Worksheet, row: u32) -> Finding {
    let first = sheet.row(row).next().map_or(CellRef::new(row, 0), |(at, _)| at);
    let message = "Dòng này nằm trong bảng nhưng không phải sản phẩm, mục hay dòng tổng; dòng \
                   không được đọc.";
    row_finding(sheet, row, first, Code::RowNotRead, message)
        .remedy("Nếu là sản phẩm, điền đủ các ô của dòng; nếu không, chuyển dòng ra ngoài bảng.")
}
