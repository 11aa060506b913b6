//! The papers of the scoring: the table of scores, which is the annex of the minutes; a sheet for
//! each product; the products to be checked in the field.
//!
//! They are issued when the minutes are, and state the same figures.

mod checks;
mod sheets;
mod table;

use super::minutes;
use crate::documents::compose::PaperParts;
use crate::documents::facts::scores::{self, Figure, MemberScore, MemberStanding, ProductScores};
use crate::documents::model::{CellFact, SignatureBlock};
use crate::documents::{WriteUp, WritingDesk, WrittenPaper};
use crate::finding::Findings;
use crate::tally::ProductResult;

/// What all of them are called together while they wait.
const KINDS: &str = "Bảng tổng hợp điểm để ký, phiếu tổng hợp sản phẩm, danh sách kiểm tra thực tế";

/// What is printed where there is no figure.
const NOTHING: &str = "–";

/// Writes up the papers of the scoring, or lists them as waiting.
pub(super) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    if let Some(reason) = minutes::missing(desk) {
        papers.wait(KINDS, reason);
        return;
    }
    let admitted = desk.tally.products.iter().filter(|product| product.is_admitted());
    let scored: Vec<ProductScores<'_, '_>> =
        admitted.map(|product| scores::of(desk.round, product, &mut papers.stated)).collect();
    table::write(desk, &scored, papers);
    sheets::write(desk, &scored, papers);
    checks::write(desk, papers);
}

/// Composes a paper of the scoring: without number, place and date, which its minutes have, and
/// signed by who drew it up and by who presided.
///
/// # Errors
///
/// The findings of [`WritingDesk::compose`].
fn compose(desk: &WritingDesk<'_>, parts: PaperParts<'_>) -> Result<WrittenPaper, Findings> {
    let mut written = desk.compose(parts)?;
    let (presiding, _) = minutes::presiding(desk);
    let document = &mut written.document;
    (document.header.number, document.header.place) = (None, None);
    document.recipients.clear();
    document.signatures = vec![
        SignatureBlock {
            capacity: vec!["NGƯỜI LẬP BẢNG".into()],
            post: None,
            name: desk.round.council.secretary.name.clone(),
        },
        presiding,
    ]
    .into();
    Ok(written)
}

/// Collects the cells of a row with the facts that they state.
#[derive(Default)]
struct Cells {
    texts: Vec<String>,
    stated: Vec<CellFact>,
}

impl Cells {
    /// Adds a cell of words.
    fn text(&mut self, text: impl Into<String>) {
        self.texts.push(text.into());
    }

    /// Adds a figure, or `–` where there is none.
    fn figure(&mut self, figure: Option<&Figure>) {
        self.marked(figure, "");
    }

    /// Adds a figure with a mark behind it.
    fn marked(&mut self, figure: Option<&Figure>, mark: &str) {
        let Some(figure) = figure else { return self.text(NOTHING) };
        self.stated.push(CellFact { column: self.texts.len(), fact: figure.fact });
        self.text(format!("{}{mark}", figure.text));
    }
}

/// The star of a product in a few words: `3 sao`, or what it waits for.
fn star(product: &ProductResult<'_>) -> String {
    use crate::tally::ProductOutcome as Outcome;
    match &product.outcome {
        Outcome::Recognised { star } | Outcome::NotRecognised { star, .. } => format!("{star} sao"),
        Outcome::ProposedToMinistry { meanwhile: Some(star) } => {
            format!("{star} sao, đề nghị Trung ương")
        }
        Outcome::ProposedToMinistry { meanwhile: None } => "Đề nghị Trung ương".into(),
        Outcome::KnockedOut { .. } => "Dừng đánh giá".into(),
        Outcome::NeedsSupplement { .. } => "Cần bổ sung".into(),
        Outcome::NotScored { .. } => "Chưa đánh giá".into(),
        Outcome::Held { .. } if product.awaited_minima().is_some() => "Chờ kết luận".into(),
        Outcome::Held { .. } => "Chờ làm rõ".into(),
        Outcome::Withdrawn { .. } | Outcome::NotAdmitted { .. } => NOTHING.into(),
    }
}

/// A mark in the cell of a member whose ballot does not count or is not there, with what it means
/// (Vietnamese). `None` for a ballot that counts.
fn mark(member: &MemberScore) -> Option<(&'static str, &'static str)> {
    match member.standing {
        MemberStanding::Counts => None,
        MemberStanding::NotCounted(_) => Some(("*", "phiếu không được tính")),
        MemberStanding::Blank(_) => Some(("KC", "phiếu không chấm điểm sản phẩm này")),
        MemberStanding::Absent => Some(("V", "thành viên vắng mặt")),
        MemberStanding::Abstains => Some(("K", "thành viên có mặt, không chấm điểm")),
        MemberStanding::Conflict => Some(("X", "xung đột lợi ích, không chấm điểm")),
        MemberStanding::None => Some((NOTHING, "không có phiếu")),
    }
}

/// Writes what a member gave: the total, marked where it does not count; else why there is none.
fn give(cells: &mut Cells, member: &MemberScore) {
    match (&member.total, mark(member)) {
        (total @ Some(_), None) => cells.figure(total.as_ref()),
        (total @ Some(_), Some(("*", _))) => cells.marked(total.as_ref(), "*"),
        (_, mark) => cells.text(mark.map_or(NOTHING, |(mark, _)| mark)),
    }
}
