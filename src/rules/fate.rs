//! What became of each ballot, in the same words for every report and paper.

use crate::finding::{Code, Place};
use crate::forms::Ballot;

/// A ballot that was read, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cast<'a> {
    /// The ballot.
    pub ballot: &'a Ballot,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a ballot: whether it counts, and why not. Every ballot that was read has exactly
/// one fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It counts.
    Counts,
    /// It has no marks; the member may give a reason for that.
    Blank {
        /// The reason, as the ballot writes it.
        reason: Option<String>,
    },
    /// It has no marks, and another ballot of the same member stands beside it.
    Spare,
    /// A rule leaves it out, although nothing is wrong with it.
    LeftOut(Rule),
    /// Something in it is wrong.
    Faulty {
        /// What is wrong (Vietnamese, what is said of “phiếu”).
        wrong: &'static str,
        /// Codes of the findings in it; none where the reader of the forms told them.
        codes: Vec<Code>,
    },
    /// The member gave another ballot that differs, so that neither counts.
    Contradicts {
        /// Where the other one stands.
        other: Place,
    },
    /// The member gave the same ballot twice, and the other one stands for both.
    Repeated {
        /// Where the other one stands.
        of: Place,
    },
    /// The member did not attend.
    Absent {
        /// The declared reason.
        reason: String,
    },
    /// Somebody replaced the member, and that person's ballot counts.
    Replaced {
        /// Name of the person.
        by: String,
    },
    /// Most members gave the product no ballot in this session, and more did in another.
    Stray {
        /// How many members who owed a ballot gave none. Blank ballots, and those of members whom
        /// somebody replaced, count as none.
        without: usize,
        /// How many members owed one.
        of: usize,
    },
    /// The session had no quorum.
    Void,
    /// The product is not admitted to the council.
    NotAdmitted,
    /// The product was taken out of the round.
    Withdrawn,
    /// No list has a product of this name.
    UnknownProduct,
    /// Several owners have a product of this name, and the ballot does not say whose it is.
    UnclearProduct,
}

/// A rule by which a sound ballot does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// The member declared a conflict of interest with the owner, for this reason.
    Conflict(String),
    /// The member attended and abstains, for this reason.
    Abstains(String),
    /// The chair's ballot does not count in this round.
    Chair,
}

impl Rule {
    /// The rule in words (Vietnamese, a clause).
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Conflict(reason) => format!("xung đột lợi ích: {reason}"),
            Self::Abstains(reason) => format!("thành viên không chấm: {reason}"),
            Self::Chair => {
                "theo quy định của đợt, phiếu của Chủ tịch Hội đồng không tính vào điểm".into()
            }
        }
    }
}

impl Fate {
    /// Its name in JSON, e.g. `left_out`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::Blank { .. } => "blank",
            Self::Spare => "spare",
            Self::LeftOut(_) => "left_out",
            Self::Faulty { .. } => "faulty",
            Self::Contradicts { .. } => "contradicts",
            Self::Repeated { .. } => "repeated",
            Self::Absent { .. } => "absent",
            Self::Replaced { .. } => "replaced",
            Self::Stray { .. } => "stray",
            Self::Void => "void",
            Self::NotAdmitted => "not_admitted",
            Self::Withdrawn => "withdrawn",
            Self::UnknownProduct => "unknown_product",
            Self::UnclearProduct => "unclear_product",
        }
    }

    /// The fate as papers print it (Vietnamese, a clause).
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Counts => "được tính".into(),
            Self::Blank { reason: Some(reason) } => {
                format!("không chấm điểm, lý do ghi trong phiếu: {reason}")
            }
            Self::Blank { reason: None } => "phiếu để trống, không ghi lý do".into(),
            Self::Spare => "không có điểm, thành viên đã có phiếu khác".into(),
            Self::LeftOut(rule) => rule.words(),
            Self::Faulty { wrong, .. } => format!("phiếu {wrong}"),
            Self::Contradicts { .. } => {
                "thành viên có hai phiếu khác nhau cho cùng sản phẩm".into()
            }
            Self::Repeated { .. } => {
                "phiếu giống hệt một phiếu khác; chỉ một phiếu được tính".into()
            }
            Self::Absent { reason } => format!("thành viên vắng mặt: {reason}"),
            Self::Replaced { by } => format!("thành viên đã ủy quyền cho {by} dự thay"),
            Self::Stray { without, of } => {
                format!("{without} trong {of} thành viên không chấm sản phẩm này ở lần chấm đó")
            }
            Self::Void => "lần chấm không đủ thành phần dự họp".into(),
            Self::NotAdmitted => "sản phẩm không được dự đánh giá cấp tỉnh".into(),
            Self::Withdrawn => "sản phẩm đã rút khỏi đợt đánh giá".into(),
            Self::UnknownProduct => {
                "sản phẩm không có trong danh sách đề nghị của đơn vị nào".into()
            }
            Self::UnclearProduct => {
                "nhiều chủ thể có sản phẩm tên này, phiếu không ghi rõ của chủ thể nào".into()
            }
        }
    }

    /// The fate as a clerk is told it: in words, with the codes of the findings that explain it.
    #[must_use]
    pub fn told(&self) -> String {
        let codes: Vec<_> = self.codes().into_iter().map(Code::id).collect();
        if codes.is_empty() {
            self.words()
        } else {
            format!("{} [{}]", self.words(), codes.join(", "))
        }
    }

    /// The codes of the findings that explain it.
    #[must_use]
    pub fn codes(&self) -> Vec<Code> {
        match self {
            Self::Faulty { codes, .. } => codes.clone(),
            Self::LeftOut(_) => vec![Code::BallotLeftOut],
            Self::Contradicts { .. } => vec![Code::BallotContradicts],
            Self::Repeated { .. } => vec![Code::BallotTwice],
            Self::Absent { .. } => vec![Code::AbsentMemberScored],
            Self::Replaced { .. } => vec![Code::ReplacedMemberScored],
            Self::Stray { .. } => vec![Code::BallotStray],
            Self::Void => vec![Code::QuorumNotMet],
            Self::UnknownProduct => vec![Code::ProductUnknown],
            Self::UnclearProduct => vec![Code::ProductUnclear],
            Self::Counts
            | Self::Blank { .. }
            | Self::Spare
            | Self::NotAdmitted
            | Self::Withdrawn => Vec::new(),
        }
    }
}

impl<'a> Cast<'a> {
    /// Whether the ballot counts.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.fate == Fate::Counts
    }

    /// Whether the ballot is the member's answer: it counts, or was handed in without marks.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        matches!(self.fate, Fate::Counts | Fate::Blank { .. })
    }

    /// Whether anything was put into the form: a mark, a sum, a reason, or what could not be read.
    #[must_use]
    pub fn is_given(&self) -> bool {
        is_given(self.ballot)
    }

    /// Whether the member filled the ballot in and it is not taken. Empty forms, and copies of a
    /// ballot that is judged by itself, are not lost.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        !self.is_taken()
            && !matches!(self.fate, Fate::Spare | Fate::Repeated { .. })
            && is_given(self.ballot)
    }

    /// The ballot with the rule that leaves it out; `None` where none does.
    #[must_use]
    pub fn left_out(&self) -> Option<(&'a Ballot, &Rule)> {
        match &self.fate {
            Fate::LeftOut(rule) => Some((self.ballot, rule)),
            _ => None,
        }
    }
}

/// Whether anything was put into the form: a mark, a sum, a reason, or what could not be read.
pub(super) fn is_given(ballot: &Ballot) -> bool {
    ballot.unreadable || ballot.reason.is_some() || is_begun(ballot)
}

/// Whether the ballot has any mark or sum.
pub(super) fn is_begun(ballot: &Ballot) -> bool {
    !ballot.marks.is_empty() || ballot.parts.iter().any(Option::is_some) || ballot.total.is_some()
}

/// Whether [`Ballot::score`] gives a score, without adding up the marks.
pub(super) fn gives_score(ballot: &Ballot) -> bool {
    !ballot.unreadable && !ballot.marks.is_empty() || ballot.score().is_some()
}
