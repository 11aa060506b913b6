//! How the verdict on signed files is told, to people and to machines.
//!
//! For machines, [`VerifiedFile`] is serialised, one object a file:
//!
//! - `file`: as it was named; `sha256`: of its bytes, `null` when it could not be opened;
//! - `state`: `valid`, `undetermined`, `unreadable` or `invalid`, the worst of all that follows;
//!   `rehearsal`: whether any certificate is one for a rehearsal; `warnings`: sentences on who
//!   signed, which make no signature wrong;
//! - `reasons`: what concerns the file as a whole, each with `code`, `state`, `sentence` and
//!   `remedy`;
//! - `signatures`: in the order in which they were made, each with `field`, `role` (`official`,
//!   `seal` or `null`), `kind` (`signature`, `document_timestamp`), `state`, `rehearsal`,
//!   `subject`, `holder`, `issuer`, `serial`, `certificate` (SHA-256), `algorithm`, `claimed_time`,
//!   `timestamp` (`time`, `authority`, `trusted`), `judged_at`, `covers_whole_file`, `changes`,
//!   `page`, `rect`, `printed` (the name below the official's signature), `reasons`;
//! - `unsigned`: fields nobody signed yet, each with `field` and `role`;
//! - `filled`: number and day that were filled in after the first signature, each with `blank`,
//!   `value` and `drawn_alike`;
//! - `proof`: [`Proof`], or `null` when no inputs were given: `outcome` (`proven`, `same_words`,
//!   `words_differ`, `bytes_differ`, `changed`, `unknown_paper`, `not_issued`, `no_inputs`,
//!   `not_compared`), `paper`, `kind`, `original_sha256`, `sentence`, `remedy`, `differences`
//!   (`page`, `before`, `signed`, `now`, `after`, `sources` with `what` and `from`),
//!   `more_differences`.
//!
//! Times are ISO 8601 in the time of Việt Nam. Keys and codes never change their meaning; new ones
//! may be added.

mod reason;
mod signature;
mod signers;
mod terminal;

use pdf_signature::{FillIn, State, UnsignedField, Verdict};
use serde::Serialize;

pub use self::reason::{ToldReason, opening};
pub use self::signature::VerifiedSignature;
pub use self::terminal::{verified, verified_files};
use crate::fingerprint::sha256;
use crate::proving::Proof;
use crate::signing::RedrawnBlank;

/// A file with its verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerifiedFile {
    /// Name of the file as it was given.
    pub file: String,
    /// SHA-256 of its bytes; `None` when it could not be opened.
    pub sha256: Option<String>,
    /// The worst state of its reasons, its signatures and the comparison with the inputs.
    pub state: State,
    /// Whether somebody signed with a rehearsal certificate, which has no legal force.
    pub rehearsal: bool,
    /// What somebody who relies on the file must know although it makes no signature invalid
    /// (Vietnamese).
    pub warnings: Vec<String>,
    /// Reasons that concern the file as a whole.
    pub reasons: Vec<ToldReason>,
    /// All signatures and document timestamps.
    pub signatures: Vec<VerifiedSignature>,
    /// The signature fields that nobody has signed yet.
    pub unsigned: Vec<UnsignedField>,
    /// What was filled into its blanks after the first signature.
    pub filled: Vec<FilledIn>,
    /// The result of the comparison with the inputs; `None` when none were given.
    pub proof: Option<Proof>,
}

/// A blank that was filled in after the first signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FilledIn {
    /// Which one: `number` or `day`.
    pub blank: FillIn,
    /// What was filled in.
    pub value: String,
    /// Whether the page shows exactly what this program draws for this value.
    pub drawn_alike: bool,
}

impl VerifiedFile {
    /// Makes the verdict of a file that was read. `rooted` tells whether any root certificate is
    /// trusted.
    pub fn of(
        file: &str,
        bytes: &[u8],
        verdict: Verdict,
        rooted: bool,
        filled: Vec<RedrawnBlank>,
        proof: Option<Proof>,
    ) -> Self {
        let mut reasons: Vec<_> =
            verdict.reasons.iter().map(|reason| ToldReason::of(reason, rooted)).collect();
        reasons.extend(filled.iter().filter(|blank| !blank.is_ours).map(reason::drawn_otherwise));
        let filled = filled.into_iter().map(|blank| FilledIn {
            blank: blank.blank,
            value: blank.value,
            drawn_alike: blank.is_ours,
        });
        let expected = proof.as_ref().map(|proof| &proof.signers[..]).unwrap_or_default();
        let unnamed = proof.as_ref().map(|proof| &proof.unnamed[..]).unwrap_or_default();
        let signatures: Vec<_> = verdict
            .signatures
            .into_iter()
            .map(|entry| VerifiedSignature::of(entry, rooted, expected))
            .collect();
        let entries: Vec<_> = signatures.iter().map(|signature| &signature.entry).collect();
        let states =
            reasons.iter().map(|reason| reason.state).chain(signatures.iter().map(|one| one.state));
        let state = states
            .chain(proof.as_ref().map(|proof| proof.outcome.state()))
            .max()
            .unwrap_or_default();
        Self {
            file: file.to_owned(),
            sha256: Some(sha256(bytes)),
            state,
            rehearsal: signatures.iter().any(|signature| signature.rehearsal),
            warnings: signers::warnings(&entries, unnamed),
            reasons,
            signatures,
            unsigned: verdict.unsigned,
            filled: filled.collect(),
            proof,
        }
    }

    /// Says which of the given lists of what was revoked cannot be used and why, where it is not
    /// known whether a certificate was revoked.
    #[must_use]
    pub fn with_unusable_lists(mut self, unusable: &[String]) -> Self {
        let open = |one: &VerifiedSignature| {
            one.reasons.iter().any(|reason| reason.code == "revocation_unknown")
        };
        if self.signatures.iter().any(open) {
            let told =
                unusable.iter().map(|why| format!("Danh sách thu hồi không dùng được: {why}"));
            self.warnings.extend(told);
        }
        self
    }

    /// Makes the verdict of a file that could not be opened. `why` is the error of the system.
    pub fn unopened(file: &str, why: &std::io::Error) -> Self {
        let reason = ToldReason {
            code: "not_opened",
            state: State::Unreadable,
            sentence: format!("Không mở được tệp: {}.", reason::opening(why)),
            remedy: "Kiểm tra tên tệp, thư mục và quyền đọc.".into(),
        };
        Self {
            file: file.to_owned(),
            sha256: None,
            state: State::Unreadable,
            rehearsal: false,
            warnings: Vec::new(),
            reasons: vec![reason],
            signatures: Vec::new(),
            unsigned: Vec::new(),
            filled: Vec::new(),
            proof: None,
        }
    }

    /// Tells whether nobody has signed the file yet.
    fn is_unsigned(&self) -> bool {
        self.reasons.iter().any(|reason| reason.code == "no_signature")
    }
}
