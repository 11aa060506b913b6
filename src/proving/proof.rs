//! What comparing a signed paper with the inputs came to. Plain data.

use pdf_signature::sign::Expected;
use pdf_signature::{Role, State};
use serde::Serialize;

use crate::documents::WrittenPaper;
use crate::explain::WordSource;

/// What comparing a signed paper with the inputs came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// In one word, for machines.
    pub outcome: ProofOutcome,
    /// The paper of the round, as it is filed: `quyet-dinh.pdf`; absent when none was recognised.
    pub paper: Option<String>,
    /// What the paper is called: `Quyết định`.
    pub kind: Option<String>,
    /// SHA-256 of the paper as the inputs give it now.
    pub original_sha256: Option<String>,
    /// What a clerk reads.
    pub sentence: String,
    /// What a clerk can do; absent when there is nothing to do.
    pub remedy: Option<String>,
    /// Where the words differ, from top to bottom; at most [`Proof::MOST`].
    pub differences: Vec<Difference>,
    /// How many more places differ.
    pub more_differences: usize,
    /// Who must sign the paper, as far as the round names certificates; of a paper that was not
    /// recognised, everybody named.
    #[serde(skip)]
    pub signers: Vec<NamedSigner>,
}

/// What comparing came to, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofOutcome {
    /// The signed file begins, byte for byte, with the paper that the inputs give, and what follows
    /// only signs.
    Proven,
    /// Another program wrote the file; every word and figure on it is as the inputs give it.
    SameWords,
    /// Words of the paper differ from what the inputs give now.
    WordsDiffer,
    /// The bytes differ, and no word could be found that does.
    BytesDiffer,
    /// The paper is the one that the inputs give, but what follows does more than sign.
    Changed,
    /// The file is no paper of this round.
    UnknownPaper,
    /// The inputs do not allow the paper to be issued now.
    NotIssued,
    /// The inputs could not be read.
    NoInputs,
    /// The signed file could not be read, so nothing was compared.
    NotCompared,
}

/// A place at which the words of a signed paper differ from what the inputs give now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The page of the signed file, from 1.
    pub page: usize,
    /// Some words before the place.
    pub before: String,
    /// What was signed; empty when nothing stood there.
    pub signed: String,
    /// What the inputs give now; empty when nothing does.
    pub now: String,
    /// Some words behind the place.
    pub after: String,
    /// Where the words come from that the inputs give now.
    pub sources: Vec<WordSource>,
}

/// Who the round says must sign a paper in a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedSigner {
    /// The role.
    pub role: Role,
    /// The certificate that must be used; any of these where it is not known which paper it is.
    pub certificate: Expected,
}

impl Proof {
    /// How many differences are told one by one.
    pub const MOST: usize = 12;

    /// A proof that says one sentence, before it is known which paper it is about.
    pub fn told(
        outcome: ProofOutcome,
        sentence: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            outcome,
            paper: None,
            kind: None,
            original_sha256: None,
            sentence: sentence.into(),
            remedy: Some(remedy.into()).filter(|remedy| !remedy.is_empty()),
            differences: Vec::new(),
            more_differences: 0,
            signers: Vec::new(),
        }
    }

    /// The proof as one about this paper.
    pub(super) fn of(self, written: &WrittenPaper) -> Self {
        Self { paper: Some(written.file.clone()), kind: Some(written.kind.to_owned()), ..self }
    }
}

impl ProofOutcome {
    /// What the comparison alone makes of the verdict.
    pub fn state(self) -> State {
        match self {
            Self::Proven => State::Valid,
            Self::WordsDiffer | Self::BytesDiffer | Self::Changed => State::Invalid,
            Self::SameWords
            | Self::UnknownPaper
            | Self::NotIssued
            | Self::NoInputs
            | Self::NotCompared => State::Undetermined,
        }
    }

    /// The outcome in plain words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Proven => "khớp từng byte",
            Self::SameWords => "mọi chữ và số đều khớp, nhưng không phải tệp gốc",
            Self::WordsDiffer => "có chỗ khác",
            Self::BytesDiffer => "không trùng từng byte",
            Self::Changed => "bị sửa sau khi lập",
            Self::UnknownPaper => "không phải văn bản của đợt này",
            Self::NotIssued => "chưa lập lại được văn bản",
            Self::NoInputs => "chưa đọc được đầu vào",
            Self::NotCompared => "chưa so được",
        }
    }
}
