//! The result of comparing a signed paper with the inputs, as plain data.

use pdf_signature::sign::ExpectedCertificate;
use pdf_signature::{Role, State};
use serde::Serialize;

use crate::documents::WrittenPaper;
use crate::explain::WordSource;

/// The result of comparing a signed paper with the inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// The outcome in one word, for machines.
    pub outcome: ProofOutcome,
    /// Name under which the paper is filed: `06-quyet-dinh/quyet-dinh.pdf`; `None` when no paper was recognised.
    pub paper: Option<String>,
    /// Name of the kind of paper: `Quyết định`.
    pub kind: Option<String>,
    /// SHA-256 of the paper that the inputs give now.
    pub original_sha256: Option<String>,
    /// The outcome as sentences for a clerk (Vietnamese).
    pub sentence: String,
    /// What a clerk can do (Vietnamese); `None` when nothing is to be done.
    pub remedy: Option<String>,
    /// The places at which the words differ, from top to bottom; at most [`Proof::MOST`].
    pub differences: Vec<WordDifference>,
    /// How many further places differ.
    pub more_differences: usize,
    /// Who must sign the paper, as far as the round names certificates. When the paper was not
    /// recognised: everybody whom the round names.
    #[serde(skip)]
    pub signers: Vec<NamedSigner>,
    /// The signers of whom the round names no certificate, each with the names of whom they may
    /// bear.
    #[serde(skip)]
    pub unnamed: Vec<(Role, Vec<String>)>,
}

/// The outcome of comparing a signed paper with the inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofOutcome {
    /// The signed file begins with exactly the bytes of the paper that the inputs give, and what
    /// follows them only signs.
    Proven,
    /// Another program wrote the file, but all words and figures on it are as the inputs give them.
    SameWords,
    /// Words of the paper differ from what the inputs give now.
    WordsDiffer,
    /// The bytes differ, but all words are the same, or the words could not be compared.
    BytesDiffer,
    /// The file begins with the paper that the inputs give, but what follows does more than sign.
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
pub struct WordDifference {
    /// The page of the signed file, from 1.
    pub page: usize,
    /// Some words before the place.
    pub before: String,
    /// The signed words; empty when the signed paper has none there.
    pub signed: String,
    /// The words that the inputs give now; empty when they give none there.
    pub now: String,
    /// Some words after the place.
    pub after: String,
    /// Where the words come from that the inputs give now.
    pub sources: Vec<WordSource>,
}

/// A certificate that the round names for a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedSigner {
    /// The role.
    pub role: Role,
    /// The certificate that must be used. When several are named for a role, any of them may be
    /// used.
    pub certificate: ExpectedCertificate,
}

impl Proof {
    /// Most differences between a signed paper and its inputs that a proof lists; more are counted.
    pub const MOST: usize = 12;

    /// Makes a proof with one outcome and its sentences, before it is known which paper it is
    /// about.
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
            unnamed: Vec::new(),
        }
    }

    /// Returns the proof as one about this paper.
    pub(super) fn of(self, written: &WrittenPaper) -> Self {
        Self { paper: Some(written.file.clone()), kind: Some(written.kind.to_owned()), ..self }
    }
}

impl ProofOutcome {
    /// Returns what the comparison alone makes of the verdict.
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

    /// Says in Vietnamese how the signed paper compares with the one made from the inputs.
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
