//! Makes the workbooks of a round: the districts' lists, and the ballots as an office hands them
//! in.

use std::collections::BTreeMap;

use careful_spreadsheet::Workbook;
use ocop::finding::Place;
use rust_decimal::Decimal;

use super::chance::Chance;
use super::down::Table;
use super::form::{Books, Form, MemberAt, Shape};
use super::page::{Page, What, number};
use super::truth::{Key, MEMBERS, Truth};
use super::{down, head, rows};

/// A workbook of ballots.
#[derive(Debug, Clone)]
pub(crate) struct Book {
    pub(crate) file: String,
    pub(crate) pages: Vec<Page>,
}

/// A round on paper, and what is true of it.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) truth: Truth,
    pub(crate) books: Vec<Book>,
    /// The forms that were used.
    pub(crate) forms: Vec<Form>,
    /// The criteria in the order of the sheet; empty where only parts are given.
    pub(crate) orders: BTreeMap<Key, Vec<usize>>,
}

impl Case {
    pub(crate) fn draw(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let truth = Truth::draw(&mut chance);
        let common = Form::draw(&mut chance, truth.sessions);
        let same = chance.of(85);
        Self::on_paper(truth, &common, same, &mut chance)
    }

    /// Another round, on the form that the program has always read.
    pub(crate) fn plain(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let truth = Truth::draw(&mut chance);
        let form = Form::plain(&mut chance);
        Self::on_paper(truth, &form, true, &mut chance)
    }

    fn on_paper(truth: Truth, common: &Form, same: bool, chance: &mut Chance) -> Self {
        let mut case =
            Self { truth, books: Vec::new(), forms: Vec::new(), orders: BTreeMap::new() };
        for _ in 0..case.truth.members {
            let mut form =
                if same { common.clone() } else { Form::draw(chance, case.truth.sessions) };
            form.books = common.books;
            if form.books == Books::Session && form.member_at == MemberAt::FileName {
                form.member_at = MemberAt::SheetName;
            }
            case.forms.push(form);
        }
        for session in 1..=case.truth.sessions {
            for member in 0..case.truth.members {
                case.hand_in(session, member, chance);
            }
        }
        case
    }

    /// The ballots of one member and session.
    fn hand_in(&mut self, session: u8, member: usize, chance: &mut Chance) {
        let form = self.forms[member].clone();
        let truth = self.truth.clone();
        let mut pages = Vec::new();
        for products in sheets(&form, &truth) {
            let table = Table { form: &form, truth: &truth, session, member, products: &products };
            pages.push(page(&table, chance));
            for product in &products {
                self.orders.insert((session, member, *product), order(&form, &truth, *product));
            }
        }
        let file = file(&form, session, member);
        let known = self.books.iter().position(|book| book.file == file);
        let index = known.unwrap_or_else(|| {
            self.books.push(Book { file, pages: Vec::new() });
            self.books.len() - 1
        });
        for mut page in pages {
            page.name = sheet_name(&form, member, &self.books[index].pages);
            self.books[index].pages.push(page);
        }
    }

    /// Every workbook of the round.
    pub(crate) fn workbooks(&self) -> Vec<Workbook> {
        lists(&self.truth).into_iter().chain(self.books.iter().map(Book::workbook)).collect()
    }

    pub(crate) fn dump(&self, file: &str) -> String {
        let books = self.books.iter().filter(|book| book.file == file);
        books.flat_map(|book| book.pages.iter().map(Page::dump)).collect::<Vec<_>>().join("\n")
    }
}

impl Book {
    fn workbook(&self) -> Workbook {
        let place = Place::file(self.file.clone());
        let sheets = self.pages.iter().map(|page| page.sheet(&place)).collect();
        Workbook::of_sheets(place, sheets)
    }
}

/// Which products stand together on a sheet.
fn sheets(form: &Form, truth: &Truth) -> Vec<Vec<usize>> {
    let all: Vec<usize> = (0..truth.products.len()).collect();
    match form.shape {
        Shape::RowsOfParts => vec![all],
        Shape::Single | Shape::OptionsSingle if form.stacked => vec![all],
        Shape::Single | Shape::OptionsSingle => {
            all.into_iter().map(|product| vec![product]).collect()
        }
        _ => {
            let mut sheets: Vec<Vec<usize>> = Vec::new();
            for product in all {
                let set = &truth.products[product].set.name;
                match sheets.iter_mut().find(|sheet| truth.products[sheet[0]].set.name == *set) {
                    Some(sheet) => sheet.push(product),
                    None => sheets.push(vec![product]),
                }
            }
            sheets
        }
    }
}

fn page(table: &Table<'_>, chance: &mut Chance) -> Page {
    let mut page = Page::default();
    let mut row = head::write(table, &mut page, chance);
    match table.form.shape {
        Shape::RowsOfParts | Shape::RowsOfCriteria => rows::write(table, &mut page, row),
        Shape::Across | Shape::OptionsAcross => down::write(table, &mut page, row, chance),
        Shape::Single | Shape::OptionsSingle => {
            for place in 0..table.products.len() {
                let one = Table { products: &table.products[place..=place], ..*table };
                row = head::product(&one, place, &mut page, row);
                down::write(&one, &mut page, row, chance);
                row = page.end() + 1;
            }
        }
    }
    head::foot(table, &mut page, chance);
    page
}

fn order(form: &Form, truth: &Truth, product: usize) -> Vec<usize> {
    let criteria = &truth.products[product].set.criteria;
    let of_part =
        |part: usize| (0..criteria.len()).filter(move |index| criteria[*index].part == part);
    match form.shape {
        Shape::RowsOfParts => Vec::new(),
        Shape::RowsOfCriteria => (0..criteria.len()).collect(),
        _ => form.part_order.into_iter().flat_map(of_part).collect(),
    }
}

fn file(form: &Form, session: u8, member: usize) -> String {
    const PLAIN: [&str; 5] = [
        "lo-van-chuong",
        "tran-thi-minh-nguyet",
        "vang-a-pao",
        "hoang-thi-thu-hien",
        "pham-quoc-toan",
    ];
    let name = match (form.member_at, form.session_style) {
        (MemberAt::FileName, 0) => MEMBERS[member].1.to_owned(),
        (MemberAt::FileName, 1) => format!("Phiếu chấm - {}", MEMBERS[member].1),
        (MemberAt::FileName, 2) => format!("{:02}-{}", member + 1, PLAIN[member]),
        (MemberAt::FileName, _) => PLAIN[member].to_owned(),
        _ => format!("{:02}", member + 1),
    };
    match form.books {
        Books::Member => format!("phieu-cham/{}/{name}.xlsx", ["a", "b"][usize::from(session) - 1]),
        Books::Session => {
            format!("phieu-cham/{}.xlsx", ["sang", "chieu"][usize::from(session) - 1])
        }
        Books::Whole => format!("phieu-cham/{name}.xlsx"),
    }
}

/// A name that the workbook does not have yet.
fn sheet_name(form: &Form, member: usize, before: &[Page]) -> String {
    let first = match (form.member_at, form.sheet_names) {
        (MemberAt::SheetName, _) => MEMBERS[member].1,
        (_, 0) => "Phiếu chấm",
        (_, 1) => "Sheet1",
        (_, 2) => "Biểu",
        _ => "Trang tính",
    };
    let taken = |name: &str| before.iter().any(|page| page.name == name);
    if !taken(first) {
        return first.to_owned();
    }
    (2..=before.len() + 2)
        .map(|count| format!("{first} ({count})"))
        .find(|name| !taken(name))
        .unwrap()
}

/// The districts' lists, in the layout that the program has always read.
fn lists(truth: &Truth) -> Vec<Workbook> {
    let mut lists = Vec::new();
    for district in ["huyện Sìn Hồ", "huyện Mường Tè"] {
        let products: Vec<_> =
            truth.products.iter().filter(|product| product.district == district).collect();
        if products.is_empty() {
            continue;
        }
        let mut page = Page { name: "Danh sách".to_owned(), ..Page::default() };
        page.plain(0, 0, format!("UBND {}", district.to_uppercase()));
        page.plain(
            1,
            0,
            format!("(Kèm theo Tờ trình số 12/TTr-UBND ngày 20/11/2020 của UBND {district})"),
        );
        let headings = [
            "TT",
            "Tên sản phẩm",
            "Bộ sản phẩm",
            "Tên chủ thể",
            "Loại hình",
            "Tổng điểm",
            "Hạng sao đề nghị",
        ];
        for (column, heading) in (0..).zip(headings) {
            page.plain(3, column, heading);
        }
        for (row, product) in (4..).zip(products) {
            let texts = [
                &(row - 3).to_string(),
                product.name,
                &product.set.name,
                product.owner,
                product.kind,
            ];
            for (column, words) in (0..).zip(texts) {
                page.plain(row, column, words);
            }
            page.put(row, 5, number(Decimal::from(product.score)), What::Plain);
            page.put(
                row,
                6,
                number(Decimal::from(if product.score >= 70 { 4 } else { 3 })),
                What::Plain,
            );
        }
        lists.push(Book { file: format!("ho-so/{district}.xlsx"), pages: vec![page] }.workbook());
    }
    lists
}
