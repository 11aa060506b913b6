//! Lists, attendances and check-lists that the program wrote and that come back: filled in, saved by
//! other programs, altered.

mod altered;
mod beside;
mod filled;
mod free;
mod oracle;

use std::path::Path;

use careful_spreadsheet::{Cell, Value, Workbook};
use ocop::blanks;
use ocop::criteria::RoundActs;
use ocop::finding::{CellRef, Finding, Findings};
use ocop::forms::{self, FormIdentity, FormWords, Forms, ProductEntry};
use ocop::round::{self, Round};
use rust_decimal::Decimal;
use time::Date;

use super::office::{Book, Page};
use crate::support::marks::criteria;

/// A round whose lists go out to its units.
pub(super) struct Sender {
    pub(super) round: Round,
    pub(super) acts: RoundActs,
}

impl Sender {
    /// The sample round under this act; for the act of today the sample of today.
    pub(super) fn under(act: &str) -> Self {
        let folder = if act == "26-2026" { "examples/round_2026/inputs" } else { "inputs" };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let round = round::read_round(&folder).0.unwrap();
        let act = criteria().whole(act).0.unwrap();
        let acts = RoundActs::only(act, round.round.from);
        Self { round, acts }
    }

    /// A round of today.
    pub(super) fn today() -> Self {
        Self::under("26-2026")
    }

    /// A round whose districts score.
    pub(super) fn scoring() -> Self {
        Self::under("1048-2019-781-2020")
    }

    /// The bytes of the list of the first unit.
    pub(super) fn written(&self) -> Vec<u8> {
        let identity = FormIdentity::of_list(&self.round, &self.acts, 0);
        blanks::list(&identity, &self.round, &self.acts, None).unwrap()
    }

    /// The list of the first unit, to be filled in.
    pub(super) fn list(&self) -> Book {
        Book::opened("ho-so/danh-sach.xlsx", &self.written())
    }

    /// The list with two products.
    pub(super) fn filled(&self) -> Book {
        let mut book = self.list();
        for (number, values) in (1..).zip(self.products()) {
            fill(&mut book, number, &values);
        }
        book.page("Danh sách").letter();
        book
    }

    /// What a clerk types about two products: for each sheet, columns and values.
    pub(super) fn products(&self) -> [Typed; 2] {
        let sets = &self.acts.main().sets;
        let product = |name: &'static str, set: usize, number: u8| {
            let day = Date::from_calendar_date(2023, time::Month::December, 10 + number).unwrap();
            let again = number == 2;
            let old = |value: Value| if again { Some(value) } else { None };
            let text = |text: &str| Some(Value::Text(text.to_owned()));
            let points = |points: &str| Some(Value::Number(points.parse().unwrap()));
            Typed {
                list: vec![
                    ("product", text(name)),
                    ("set", text(&sets[set].name)),
                    (
                        "owner",
                        text(if again {
                            "Hợp tác xã Mây Núi"
                        } else {
                            "Hộ kinh doanh Bếp Lửa"
                        }),
                    ),
                    ("kind", text(if again { "hợp tác xã" } else { "hộ kinh doanh" })),
                    ("commune", text("xã Sùng Phài")),
                    ("address", text("bản Sùng Chô")),
                    ("registration_kind", text(if again { "Đánh giá lại" } else { "Lần đầu" })),
                    ("old_star", old(Value::Text("3 sao".into()))),
                    ("old_decision", old(Value::Text("1234/QĐ-UBND".into()))),
                    ("old_day", old(Value::Date(day))),
                    ("valid_to", old(Value::Date(day))),
                    ("part_a", points("30.5")),
                    ("part_b", points("18")),
                    ("part_c", points("27")),
                    ("code", text(&format!("12-03388-0{number}-2026"))),
                    ("received", Some(Value::Date(day))),
                ],
                items: vec![if again { "Thiếu" } else { "Có" }],
                samples: 3 + number,
                contact: [
                    ("representative", format!("Lò Thị Mây {number} (giả định)")),
                    ("phone", format!("091200000{number}")),
                    ("tax_code", if again { "6200000002".into() } else { String::new() }),
                ],
            }
        };
        [product("Chè Sùng Phài", 3, 1), product("=Mật ong - bạc hà", 5, 2)]
    }

    /// What is read of these books.
    pub(super) fn reads(&self, books: &[&Book]) -> Came {
        let workbooks: Vec<_> = books.iter().map(|book| book.workbook()).collect();
        self.reads_workbooks(&workbooks)
    }

    /// What is read of these workbooks.
    pub(super) fn reads_workbooks(&self, workbooks: &[Workbook]) -> Came {
        let words = FormWords::embedded();
        let (forms, findings) = forms::read_forms(&self.round, &self.acts, &words, workbooks);
        let (_, judged) = ocop::rules::check(&self.round, &self.acts, None, &forms);
        Came { forms, findings, judged }
    }
}

/// What a clerk types about one product.
pub(super) struct Typed {
    pub(super) list: Vec<(&'static str, Option<Value>)>,
    /// The words for the items of the dossier, again from the first where there are more items.
    pub(super) items: Vec<&'static str>,
    pub(super) samples: u8,
    pub(super) contact: [(&'static str, String); 3],
}

/// Types a product into the rows of this number.
pub(super) fn fill(book: &mut Book, number: u32, typed: &Typed) {
    let list = book.page("Danh sách");
    let row = list.row(&format!("dong|{number:02}"));
    for (key, value) in &typed.list {
        if let (Some(column), Some(value)) = (list.perhaps(key), value) {
            list.value(CellRef::new(row, column), Cell::typed(value.clone()));
        }
    }
    let items = book.page("Hồ sơ");
    let row = items.row(&format!("dong|{number:02}"));
    for (column, said) in items.items().into_iter().zip(typed.items.iter().cycle()) {
        items.value(CellRef::new(row, column), word(said));
    }
    if let Some(column) = items.perhaps("so-mau") {
        let count = Value::Number(Decimal::from(typed.samples));
        items.value(CellRef::new(row, column), Cell::typed(count));
    }
    let owners = book.page("Chủ thể");
    let row = owners.row(&format!("dong|{number:02}"));
    for (key, value) in typed.contact.iter().filter(|(_, value)| !value.is_empty()) {
        let column = owners.column(key);
        owners.value(CellRef::new(row, column), word(value));
    }
}

/// A cell with a text.
pub(super) fn word(text: &str) -> Cell {
    Cell::typed(Value::Text(text.to_owned()))
}

impl Page {
    /// Types number and day of the covering letter.
    fn letter(&mut self) {
        let at = |page: &Self, key: &str| CellRef::new(page.row(key), 3);
        let number = at(self, "cong-van|so");
        self.value(number, word("115/UBND-KT"));
        let day = at(self, "cong-van|ngay");
        let typed = Date::from_calendar_date(2026, time::Month::October, 5).unwrap();
        self.value(day, Cell::typed(Value::Date(typed)));
    }

    /// The column of this name, if the sheet has it.
    pub(super) fn perhaps(&self, name: &str) -> Option<u32> {
        let names = self.row("cot");
        let mut row = self.cells.range(CellRef::new(names, 1)..CellRef::new(names + 1, 0));
        row.find(|(_, cell)| cell.text() == Some(name)).map(|(at, _)| at.column)
    }

    /// The columns of the items of a dossier.
    fn items(&self) -> Vec<u32> {
        let names = self.row("cot");
        let row = self.cells.range(CellRef::new(names, 1)..CellRef::new(names + 1, 0));
        let other = ["order", "product", "so-mau"];
        row.filter(|(_, cell)| !other.contains(&cell.text().unwrap()))
            .map(|(at, _)| at.column)
            .collect()
    }

    /// Exchanges two columns as a whole.
    fn exchange_columns(&mut self, one: u32, other: u32) {
        let cells = std::mem::take(&mut self.cells);
        self.cells = cells
            .into_iter()
            .map(|(at, cell)| {
                let column = match at.column {
                    column if column == one => other,
                    column if column == other => one,
                    column => column,
                };
                (CellRef::new(at.row, column), cell)
            })
            .collect();
    }

    /// Deletes a column; those right of it move up.
    fn delete_column(&mut self, column: u32) {
        let cells = std::mem::take(&mut self.cells);
        let kept = cells.into_iter().filter(|(at, _)| at.column != column);
        self.cells = kept
            .map(|(at, cell)| {
                let left = u32::from(at.column > column);
                (CellRef::new(at.row, at.column - left), cell)
            })
            .collect();
    }
}

/// What came back.
pub(super) struct Came {
    pub(super) forms: Forms,
    /// What the reader tells.
    pub(super) findings: Findings,
    /// What the rules tell.
    pub(super) judged: Findings,
}

impl Came {
    /// The products of the only list.
    #[track_caller]
    pub(super) fn products(&self) -> &[ProductEntry] {
        let [list] = self.forms.submissions.as_slice() else {
            panic!("{:#?}", self.findings);
        };
        &list.entries
    }

    /// Codes and cells of what the reader tells: `E264 Hồ sơ!C5`.
    pub(super) fn told(&self) -> Vec<String> {
        let mut findings = self.findings.clone();
        findings.sort();
        findings.iter().map(line).collect()
    }

    /// The finding with this code, of reader or rules.
    #[track_caller]
    pub(super) fn only(&self, code: &str) -> &Finding {
        let all = self.findings.iter().chain(self.judged.iter());
        let found: Vec<_> = all.filter(|finding| finding.code.id() == code).collect();
        assert_eq!(found.len(), 1, "{code}: {:#?} {:#?}", self.findings, self.judged);
        found[0]
    }
}

/// Code and cell of a finding.
pub(super) fn line(finding: &Finding) -> String {
    let sheet = finding.place.sheet.as_deref().unwrap_or("(tệp)");
    let cell = finding.place.cell.map(|cell| format!("!{cell}")).unwrap_or_default();
    format!("{} {sheet}{cell}", finding.code.id())
}
