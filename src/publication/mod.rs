//! What is published for press and web, beside the announcement on paper: one page that needs no
//! other file, the list as a workbook, and the same list as CSV.
//!
//! All three say what [`Published`] holds: the products that the decision recognises or proposes to
//! the Ministry, and nothing of any other product. Telephone numbers, tax codes and representatives
//! are in it only where the office publishes them. The owner's name is always the one that the
//! decision gives, also where a household is called by the name of a person.

mod columns;
mod csv;
mod linked;
mod page;
mod workbook;

use rust_xlsxwriter::XlsxError;

use crate::criteria::Act;
use crate::documents::Published;
use crate::round::{Round, short_date};

/// Name of the page in the summary.
pub const PAGE_KIND: &str = "Trang công bố";

/// Name of the lists in the summary.
pub const LIST_KIND: &str = "Danh sách công bố";

/// Name of the page in the outputs folder.
pub const PUBLIC_PAGE: &str = "09-cong-bo/cong-bo.html";

/// Name of the workbook in the outputs folder.
pub const PUBLIC_WORKBOOK: &str = "09-cong-bo/san-pham.xlsx";

/// Name of the CSV file in the outputs folder.
pub const PUBLIC_CSV: &str = "09-cong-bo/san-pham.csv";

/// A file that is published: its kind in the summary, its path below the outputs folder, its bytes.
pub type PublishedFile = (&'static str, &'static str, Vec<u8>);

/// Makes the published files of a round: each with its kind, its name, its bytes.
///
/// # Errors
///
/// When there are more products than a workbook can hold.
pub fn files(
    round: &Round,
    act: &Act,
    published: &Published,
) -> Result<[PublishedFile; 3], XlsxError> {
    let said = Said::of(round, act, published);
    Ok([
        (PAGE_KIND, PUBLIC_PAGE, page::page(&said, published)),
        (LIST_KIND, PUBLIC_WORKBOOK, workbook::workbook(&said, published)?),
        (LIST_KIND, PUBLIC_CSV, csv::csv(published)),
    ])
}

/// The sentences about the round that stand above the products.
struct Said<'a> {
    round: &'a Round,
    act: &'a Act,
    /// `Sản phẩm OCOP tỉnh Lai Châu năm 2020 (đợt 2)`.
    title: String,
    /// By which decision, and until when certificates are valid.
    source: String,
}

impl<'a> Said<'a> {
    fn of(round: &'a Round, act: &'a Act, published: &Published) -> Self {
        let settings = &round.round;
        let title = format!(
            "Sản phẩm OCOP {} năm {} (đợt {})",
            settings.province, settings.year, settings.number
        );
        Self { round, act, title, source: source(published) }
    }
}

/// Says by which decision the products are recognised; a decision that has no number or day yet is
/// said to have none.
fn source(published: &Published) -> String {
    let cited = published.decisions().map(|decision| {
        let number = decision.number.as_ref().map(|number| format!(" số {number}"));
        let day = decision.date.map(|date| format!(" ngày {}", short_date(date)));
        format!("Quyết định{}{}", number.unwrap_or_default(), day.unwrap_or_default())
    });
    let mut cited: Vec<_> = cited.collect();
    cited.dedup();
    let mut source = format!("Theo {} của {}.", cited.join(" và "), published.authority);
    if let Some(last) = published.valid_to {
        source.extend([" Giấy chứng nhận có giá trị đến ngày ", &short_date(last), "."]);
    }
    source
}

/// What a draft says of itself.
const DRAFT: &str = "Bản dự thảo, chưa công bố: Quyết định chưa có số hoặc chưa có ngày.";
