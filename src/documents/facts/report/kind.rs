//! The kinds of results by which products are counted.

use crate::tally::{ProductOutcome, ProductResult};

/// A kind of result. Each product has exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultKind {
    /// Proposed to the Ministry, whatever the province certifies until it decides.
    Proposed,
    /// Recognised by the province with this star.
    Star(u8),
    /// Not recognised by the province.
    NotRecognised,
    /// Not concluded: not scored, to be supplemented or cleared up.
    Open,
    /// Did not come before the council.
    Out,
}

impl ResultKind {
    /// All kinds, in the order of the columns.
    const ALL: [Self; 9] = [
        Self::Proposed,
        Self::Star(5),
        Self::Star(4),
        Self::Star(3),
        Self::Star(2),
        Self::Star(1),
        Self::NotRecognised,
        Self::Open,
        Self::Out,
    ];

    /// Returns the kind of the result of a product.
    #[must_use]
    pub fn of(product: &ProductResult<'_>) -> Self {
        match product.outcome {
            ProductOutcome::ProposedToMinistry { .. } => Self::Proposed,
            ProductOutcome::Recognised { star } => Self::Star(star),
            ProductOutcome::NotRecognised { .. } | ProductOutcome::KnockedOut { .. } => {
                Self::NotRecognised
            }
            ProductOutcome::NeedsSupplement { .. }
            | ProductOutcome::NotScored { .. }
            | ProductOutcome::Held { .. } => Self::Open,
            ProductOutcome::Withdrawn { .. } | ProductOutcome::NotAdmitted { .. } => Self::Out,
        }
    }

    /// Returns the kinds that these products have, in the order of the columns.
    pub(super) fn occurring(products: &[&ProductResult<'_>]) -> Vec<Self> {
        let occurs = |kind: &Self| products.iter().any(|product| Self::of(product) == *kind);
        Self::ALL.into_iter().filter(occurs).collect()
    }

    /// Returns its name as the head of a column.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Proposed => "Đề nghị 5 sao".to_owned(),
            Self::Star(star) => format!("{star} sao"),
            Self::NotRecognised => "Tỉnh chưa công nhận".to_owned(),
            Self::Open => "Chưa kết luận".to_owned(),
            Self::Out => "Không đánh giá".to_owned(),
        }
    }

    /// Describes products of this kind (Vietnamese, behind `số sản phẩm`).
    pub(super) fn which(self) -> String {
        match self {
            Self::Proposed => "đề nghị Trung ương đánh giá".to_owned(),
            Self::Star(star) => format!("tỉnh công nhận {star} sao"),
            Self::NotRecognised => "tỉnh chưa công nhận".to_owned(),
            Self::Open => "chưa kết luận".to_owned(),
            Self::Out => "không đưa ra Hội đồng đánh giá".to_owned(),
        }
    }
}
