//! What may be published of a round: the decision, and the products that it recognises or proposes
//! to the Ministry. Every published file says this and nothing else.

use time::Date;

/// What may be published. At least one of the two decisions is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Who decides, e.g. `Ủy ban nhân dân tỉnh Lai Châu`.
    pub authority: String,
    /// The decision that recognises products; it also proposes some, where no decision apart does.
    pub recognition: Option<PublishedDecision>,
    /// The decision that approves the results of the products that are proposed to the Ministry,
    /// where the act asks for one apart.
    pub approval: Option<PublishedDecision>,
    /// Last day on which the certificates are valid; `None` while the decision has no day, and
    /// where it recognises nothing.
    pub valid_to: Option<Date>,
    /// The products: first the recognised ones, highest star first, then those that are only
    /// proposed; each in the order of the round.
    pub products: Vec<PublishedProduct>,
}

/// A decision on what is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedDecision {
    /// Name of its kind of paper, as the summary of a run gives it.
    pub kind: &'static str,
    /// Number and symbol; `None` while it has no number.
    pub number: Option<String>,
    /// Its day; `None` while it has none.
    pub date: Option<Date>,
}

/// A product as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedProduct {
    /// Name of the product.
    pub name: String,
    /// The star that the province certifies, 3 or 4; `None` where the product is only proposed.
    pub star: Option<u8>,
    /// Whether it is proposed to the Ministry as one of 5 stars.
    pub proposed: bool,
    /// Name of the owner, as the decision gives it.
    pub owner: String,
    /// Key that is the same for all products of an owner.
    pub owner_key: (usize, String),
    /// Kind of the owner; `None` where it could not be read.
    pub owner_kind: Option<&'static str>,
    /// Full address of the owner.
    pub address: String,
    /// The unit that submitted the product.
    pub unit: String,
    /// Product set, as the act names it.
    pub set: String,
    /// How it is recognised: `Công nhận mới`, `Nâng hạng từ 3 sao`; `None` where all products of
    /// the round are registered for the first time.
    pub recognition: Option<String>,
    /// Telephone number, where the office publishes it.
    pub phone: Option<String>,
    /// Tax code, where the office publishes it.
    pub tax_code: Option<String>,
    /// The representative, where the office publishes the name.
    pub representative: Option<String>,
}

impl Published {
    /// The decisions, in the order in which they are cited.
    pub fn decisions(&self) -> impl Iterator<Item = &PublishedDecision> {
        self.recognition.iter().chain(&self.approval)
    }

    /// The decision on a product.
    #[must_use]
    pub fn decision(&self, product: &PublishedProduct) -> Option<&PublishedDecision> {
        let apart = self.approval.as_ref().filter(|_| product.star.is_none());
        apart.or(self.recognition.as_ref())
    }

    /// Whether a decision still lacks its number or its day: the files are then drafts.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.decisions().any(|decision| decision.number.is_none() || decision.date.is_none())
    }
}

impl PublishedProduct {
    /// What became of the product, in Vietnamese.
    #[must_use]
    pub fn result(&self) -> &'static str {
        match (self.star, self.proposed) {
            (Some(_), false) => "Được công nhận",
            (Some(_), true) => "Được công nhận trong khi chờ Trung ương đánh giá",
            (None, _) => "Đề nghị Trung ương đánh giá",
        }
    }
}
