//! The words of ballots: `templates/words/ballots.toml`.

use serde::Deserialize;

/// The words by which ballots and summaries are understood, all compared without diacritics.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::forms) struct BallotWords {
    /// Labels before the name of the member.
    pub(in crate::forms) member: Vec<String>,
}
