//! The tables of the reports. Every cell with a number states a fact.

use crate::criteria::SubmittingUnits;
use crate::documents::WritingDesk;
use crate::documents::compose::{capitalised, fixed, numbered, shared};
use crate::documents::facts::report::{Breakdown, BreakdownRow, Comparison, ComparisonRow};
use crate::documents::model::{Align, CellFact, PrintedColumn, PrintedRow, PrintedTable};
use crate::documents::traced::{Traced, TracedText};
use crate::tally::{ProductOutcome, ProductResult};

/// Width of a column of counts, in millimetres.
const COUNT: u16 = 17;

/// The cells of a row, with the facts that they state.
struct CellRow<'d, 'a> {
    desk: &'d WritingDesk<'a>,
    cells: Vec<String>,
    stated: Vec<CellFact>,
}

impl<'d, 'a> CellRow<'d, 'a> {
    fn new(desk: &'d WritingDesk<'a>, name: &str) -> Self {
        Self { desk, cells: vec![name.to_owned()], stated: Vec::new() }
    }

    fn words(mut self, words: impl Into<String>) -> Self {
        self.cells.push(words.into());
        self
    }

    fn fact<T: ToString>(mut self, fact: &Traced<T>) -> Self {
        let column = self.cells.len();
        self.stated.extend(self.desk.fact(fact).map(|fact| CellFact { column, fact }));
        self.words(fact.value.to_string())
    }

    fn facts<'t>(self, facts: impl IntoIterator<Item = &'t Traced<usize>>) -> Self {
        facts.into_iter().fold(self, Self::fact)
    }

    fn mean(self, mean: Option<&Traced<String>>) -> Self {
        match mean {
            Some(mean) => self.fact(mean),
            None => self.words("–"),
        }
    }

    fn row(self) -> PrintedRow {
        PrintedRow::Data { cells: self.cells, product: None, stated: self.stated }
    }

    fn total(self) -> PrintedRow {
        PrintedRow::Total { cells: self.cells, stated: self.stated }
    }
}

fn count(title: &str) -> PrintedColumn {
    fixed(title, COUNT, Align::Center)
}

/// Makes the table of all products by result.
pub(super) fn results(desk: &WritingDesk<'_>) -> PrintedTable {
    let report = &desk.facts.report;
    let rows = report.results.iter().map(|result| {
        let row = CellRow::new(desk, &result.name).fact(&result.products).words(&result.share);
        row.mean(result.lowest.as_ref()).mean(result.highest.as_ref()).row()
    });
    let total = &report.units.total;
    let all = CellRow::new(desk, &total.name).fact(&total.products).words(&total.share);
    let bound = |text: &TracedText| text.facts.first().map(|one| one.fact.clone());
    let (lowest, highest) = (bound(&report.lowest), bound(&report.highest));
    let all = all.mean(lowest.as_ref()).mean(highest.as_ref()).total();
    let columns = vec![
        shared("Kết quả", 1),
        fixed("Số sản phẩm", 24, Align::Center),
        fixed("Tỷ lệ", 24, Align::Center),
        fixed("Điểm thấp nhất", 24, Align::Center),
        fixed("Điểm cao nhất", 24, Align::Center),
    ];
    PrintedTable::new("Số sản phẩm theo kết quả", columns, rows.chain([all]).collect())
        .titled("Kết quả đánh giá, phân hạng")
}

/// Returns the head of the column of units.
fn unit_head(desk: &WritingDesk<'_>) -> &'static str {
    match desk.act.units {
        SubmittingUnits::District => "Huyện, thành phố",
        SubmittingUnits::Commune => "Xã, phường",
    }
}

/// Makes the table of all products by unit.
pub(super) fn units(desk: &WritingDesk<'_>) -> PrintedTable {
    let report = &desk.facts.report;
    let head = unit_head(desk);
    let caption = format!("Kết quả theo {}", head.to_lowercase());
    breakdown(desk, head, report.kinds.len() < 5, &report.units).titled(caption)
}

/// Makes the table of all products by group.
pub(super) fn groups(desk: &WritingDesk<'_>) -> PrintedTable {
    let table = breakdown(desk, "Nhóm sản phẩm", false, &desk.facts.report.groups);
    table.titled("Kết quả theo nhóm sản phẩm")
}

/// Makes the table of all products by legal form of the owner.
pub(super) fn owner_kinds(desk: &WritingDesk<'_>) -> PrintedTable {
    let table = breakdown(desk, "Loại hình", true, &desk.facts.report.owner_kinds);
    table.titled("Kết quả theo loại hình chủ thể")
}

/// Makes the table of all products by kind of registration.
pub(super) fn registrations(desk: &WritingDesk<'_>) -> PrintedTable {
    let table = breakdown(desk, "Lần đăng ký", false, &desk.facts.report.registrations);
    table.titled("Kết quả theo lần đăng ký")
}

/// Makes the table of a breakdown: a row a group, a column a kind of result, sums in the last row.
fn breakdown(
    desk: &WritingDesk<'_>,
    head: &str,
    owners: bool,
    breakdown: &Breakdown,
) -> PrintedTable {
    let mut columns = vec![shared(head, 1)];
    columns.extend(owners.then(|| count("Số chủ thể")));
    columns.push(count("Số sản phẩm"));
    columns.extend(desk.facts.report.kinds.iter().map(|kind| count(kind)));
    let cells = |row: &BreakdownRow| {
        let own = owners.then_some(&row.owners);
        let name = capitalised(&row.name);
        CellRow::new(desk, &name).facts(own).fact(&row.products).facts(&row.kinds)
    };
    let rows = breakdown.rows.iter().map(|row| cells(row).row());
    let rows = rows.chain([cells(&breakdown.total).total()]).collect();
    PrintedTable::new(format!("Số sản phẩm theo {}", head.to_lowercase()), columns, rows)
}

/// Makes the table of the points of the units beside those of the council.
pub(super) fn comparison(desk: &WritingDesk<'_>, compared: &Comparison) -> PrintedTable {
    let wide = |title: &str| fixed(title, 20, Align::Center);
    let columns = vec![
        shared(unit_head(desk), 1),
        wide("Số sản phẩm"),
        wide("Hội đồng thấp hơn"),
        wide("Bằng nhau"),
        wide("Hội đồng cao hơn"),
        wide("Chênh lệch bình quân"),
        wide("Khác hạng đề nghị"),
    ];
    let cells = |row: &ComparisonRow| {
        CellRow::new(desk, &capitalised(&row.name))
            .facts([&row.products, &row.lower, &row.same, &row.higher])
            .fact(&row.mean)
            .fact(&row.star_differs)
    };
    let rows = compared.units.iter().map(|row| cells(row).row());
    let rows = rows.chain([cells(&compared.total).total()]).collect();
    let caption = format!("Điểm của Hội đồng so với điểm của {}", desk.act.units.level());
    PrintedTable::new(caption.clone(), columns, rows).titled(caption)
}

/// Makes the table of the products that came before the council, with mean, star and what the
/// council proposes.
pub(super) fn products(desk: &WritingDesk<'_>) -> PrintedTable {
    let admitted: Vec<_> =
        desk.tally.products.iter().filter(|product| product.is_admitted()).collect();
    let rows = admitted.iter().zip(1..).map(|(product, number)| row(desk, product, number));
    let columns = vec![
        numbered(admitted.len(), 11),
        shared("Tên sản phẩm", 5),
        shared("Chủ thể", 5),
        fixed("Điểm", 17, Align::Center),
        shared("Kết quả, đề xuất", 4),
    ];
    PrintedTable::new("Kết quả đánh giá từng sản phẩm", columns, rows.collect())
}

fn row(desk: &WritingDesk<'_>, product: &ProductResult<'_>, number: usize) -> PrintedRow {
    let decimals = desk.round.tally.printed_decimals;
    let mean = product.mean().filter(|_| !product.is_unclear());
    let proposal = match &product.outcome {
        ProductOutcome::Recognised { star } => format!("Công nhận {star} sao"),
        ProductOutcome::ProposedToMinistry { meanwhile: Some(star) } => {
            format!("Đề nghị Trung ương đánh giá; công nhận {star} sao trong khi chờ")
        }
        outcome => outcome.remark(),
    };
    PrintedRow::about(
        product.number,
        vec![
            number.to_string(),
            product.entry.product.value.clone(),
            product.entry.owner.name.value.clone(),
            mean.map_or_else(|| "–".to_owned(), |mean| mean.printed(decimals)),
            proposal,
        ],
    )
}
