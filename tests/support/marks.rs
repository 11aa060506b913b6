//! Ballots in full: every criterion of a product set, as Quyết định 1048/QĐ-TTg has it.

use std::sync::OnceLock;

use ocop::criteria::{self, Act, Criteria, LegalForm, PARTS, ProductSet, RoundActs};
use ocop::templates::Templates;
use rust_xlsxwriter::{Workbook, Worksheet};

use super::workbooks::Product;

/// The criteria in the program.
pub(crate) fn criteria() -> &'static Criteria {
    static CRITERIA: OnceLock<Criteria> = OnceLock::new();
    CRITERIA.get_or_init(|| {
        criteria::load(&Templates::new("no such folder".as_ref()).unwrap()).unwrap().0
    })
}

/// Quyết định 1048/QĐ-TTg as amended by 781/QĐ-TTg.
pub(crate) fn act_1048() -> &'static Act {
    criteria().by_id("1048-2019-781-2020").unwrap()
}

/// The acts of a round under 1048/QĐ-TTg.
pub(crate) fn acts_1048() -> &'static RoundActs {
    static ACTS: OnceLock<RoundActs> = OnceLock::new();
    ACTS.get_or_init(|| RoundActs::only(act_1048().clone(), act_1048().in_force_from))
}

/// A product set of 1048/QĐ-TTg.
pub(crate) fn set(name: &str) -> &'static ProductSet {
    act_1048().set(|known| known == name).unwrap()
}

/// First row of the criteria, under headings and owner; counted from 0.
const FIRST: usize = 6;

/// The marks of one product, a place a criterion; `None` is a blank cell.
#[derive(Debug, Clone)]
pub(crate) struct Marks {
    pub(crate) set: &'static ProductSet,
    pub(crate) marks: Vec<Option<f64>>,
}

impl Marks {
    /// Marks from the middle of each list, which an owner of this form may have: about 60 points.
    pub(crate) fn middling(set: &'static ProductSet, form: LegalForm) -> Self {
        Self::picked(set, form, |allowed| allowed[allowed.len() / 2])
    }

    /// The highest marks that an owner of this form may have.
    pub(crate) fn highest(set: &'static ProductSet, form: LegalForm) -> Self {
        Self::picked(set, form, |allowed| *allowed.last().unwrap())
    }

    fn picked(set: &'static ProductSet, form: LegalForm, pick: impl Fn(&[u8]) -> u8) -> Self {
        let marks = set
            .criteria
            .iter()
            .map(|criterion| Some(f64::from(pick(&criterion.allowed_for(&[form])))));
        Self { set, marks: marks.collect() }
    }

    /// Gives the first criterion of this number another mark.
    pub(crate) fn with(mut self, code: &str, mark: f64) -> Self {
        let position = self.position(code);
        self.marks[position] = Some(mark);
        self
    }

    /// Leaves the first criterion of this number blank.
    pub(crate) fn without(mut self, code: &str) -> Self {
        let position = self.position(code);
        self.marks[position] = None;
        self
    }

    /// Leaves everything below the first criterion of this number blank.
    pub(crate) fn only_up_to(mut self, code: &str) -> Self {
        let position = self.position(code);
        self.marks[position + 1..].fill(None);
        self
    }

    pub(crate) fn position(&self, code: &str) -> usize {
        self.set
            .criteria
            .iter()
            .position(|criterion| criterion.code == code)
            .expect("a criterion of this number")
    }

    /// The cell of the criterion in the first product's column.
    pub(crate) fn cell(&self, code: &str) -> String {
        format!("C{}", row(self.set, self.position(code)) + 1)
    }

    pub(crate) fn sum(&self) -> f64 {
        self.marks.iter().flatten().sum()
    }
}

/// Row of a criterion, counted from 0: the parts' lines stand between.
fn row(set: &ProductSet, position: usize) -> usize {
    FIRST + position + set.criteria[position].part + 1
}

/// A ballot workbook with one sheet, named after the set.
pub(crate) fn full_ballot(member: &str, session: u8, products: &[(&Product, &Marks)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    full_sheet(workbook.add_worksheet().set_name("Phiếu chấm").unwrap(), member, session, products);
    workbook.save_to_buffer().unwrap()
}

/// Fills one sheet with the ballots of products of one set.
pub(crate) fn full_sheet(
    sheet: &mut Worksheet,
    member: &str,
    session: u8,
    products: &[(&Product, &Marks)],
) {
    let set = products[0].1.set;
    sheet.write_row(0, 1, ["Thành viên Hội đồng:", member]).unwrap();
    sheet.write(1, 1, "Lần chấm:").unwrap();
    sheet.write(1, 2, session).unwrap();
    sheet.write_row(2, 1, ["Bộ sản phẩm:", &set.name]).unwrap();
    sheet.write_row(4, 0, ["TT", "Tiêu chí"]).unwrap();
    let at = |row: usize| u32::try_from(row).unwrap();
    let mut part = None;
    for (position, criterion) in set.criteria.iter().enumerate() {
        let row = row(set, position);
        if part.replace(criterion.part) != Some(criterion.part) {
            let letter = PARTS[criterion.part];
            sheet.write_row(at(row - 1), 0, [letter.to_owned(), format!("Phần {letter}")]).unwrap();
        }
        sheet.write_row(at(row), 0, [&criterion.code, &criterion.name]).unwrap();
    }
    for (column, (product, marks)) in (2..).zip(products) {
        sheet.write(4, column, &product.name).unwrap();
        sheet.write(5, column, &product.owner).unwrap();
        for (position, mark) in marks.marks.iter().enumerate() {
            if let Some(mark) = mark {
                sheet.write(at(row(set, position)), column, *mark).unwrap();
            }
        }
    }
}
