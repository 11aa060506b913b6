//! The words by which ballots are understood, as `templates/words/ballots.toml` has them.

use careful_spreadsheet::text;
use serde::{Deserialize, Deserializer};

/// The words by which ballots and summaries are understood. Each field of these types is a list of
/// the same name in `templates/words/ballots.toml`, where a comment (in Vietnamese) explains it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::forms) struct BallotWords {
    pub(super) columns: ColumnWords,
    pub(super) rows: BallotRowWords,
    pub(super) labels: LabelWords,
    pub(super) titles: TitleWords,
    pub(super) signs: SignWords,
}

/// Words of headings over columns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnWords {
    pub(super) criteria: BarePhrases,
    pub(super) criteria_weak: BarePhrases,
    pub(super) number: BarePhrases,
    pub(super) maximum: BarePhrases,
    pub(super) marks: BarePhrases,
    pub(super) choice: BarePhrases,
    pub(super) self_score: BarePhrases,
    pub(super) other_score: BarePhrases,
    pub(super) average: BarePhrases,
    pub(super) remark: BarePhrases,
    pub(super) evidence: BarePhrases,
    pub(super) star: BarePhrases,
    pub(super) product: BarePhrases,
    pub(super) owner: BarePhrases,
    pub(super) other: BarePhrases,
    pub(super) of_list: BarePhrases,
}

/// Words with which the names of rows begin.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BallotRowWords {
    pub(super) sum: BarePhrases,
    pub(super) no_sum: BarePhrases,
    pub(super) reason: BarePhrases,
    pub(super) remark: BarePhrases,
    pub(super) star: BarePhrases,
    pub(super) carried: BarePhrases,
    pub(super) average: BarePhrases,
}

/// Labels before what a sheet says about itself: its member, session, date, product.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelWords {
    pub(super) member: BarePhrases,
    pub(super) session: BarePhrases,
    pub(super) date: BarePhrases,
    pub(super) product: BarePhrases,
    pub(super) owner: BarePhrases,
    pub(super) set: BarePhrases,
    pub(super) before_product: BarePhrases,
}

/// Words by which titles of ballots are recognised, and headings of members who are only numbered.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TitleWords {
    /// Words with which the title of a ballot begins: `Phiếu chấm điểm`.
    pub(super) ballot: BarePhrases,
    /// Words before the number in the heading of a member: `TV` in `TV1`.
    pub(super) member: BarePhrases,
}

/// Signs in the cells of options, compared as they stand.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignWords {
    pub(super) tick: Vec<String>,
    pub(super) no_tick: Vec<String>,
}

/// A list of phrases, compared without diacritics, case and punctuation, and as whole words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BarePhrases(Vec<String>);

impl BarePhrases {
    /// Whether bare words are exactly one of the phrases.
    pub(super) fn are(&self, bare: &str) -> bool {
        self.0.iter().any(|phrase| phrase == bare)
    }

    /// The longest phrase with which bare words begin.
    pub(super) fn start<'a>(&'a self, bare: &str) -> Option<&'a str> {
        let begins = |phrase: &&String| {
            bare.strip_prefix(phrase.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-']))
        };
        self.0.iter().filter(begins).max_by_key(|phrase| phrase.len()).map(String::as_str)
    }

    /// Whether one of the phrases stands anywhere in bare words.
    pub(super) fn within(&self, bare: &str) -> bool {
        self.0.iter().any(|phrase| holds(bare, phrase))
    }

    /// Whether bare words are one of the phrases with exactly one letter wrong. Phrases of fewer
    /// than seven letters must be right.
    pub(super) fn nearly(&self, bare: &str) -> bool {
        let near = |phrase: &String| {
            phrase.len() >= 7
                && phrase.len().abs_diff(bare.len()) <= 1
                && strsim::osa_distance(phrase, bare) == 1
        };
        self.0.iter().any(near)
    }
}

/// Whether `words` stand, as whole words, in a line of bare words.
pub(super) fn holds(line: &str, words: &str) -> bool {
    let ends = |at: usize| {
        at + words.len() == line.len() || line[at + words.len()..].starts_with([' ', '-'])
    };
    let begins = |at: usize| at == 0 || line[..at].ends_with([' ', '-']);
    !words.is_empty() && line.match_indices(words).any(|(at, _)| begins(at) && ends(at))
}

impl<'de> Deserialize<'de> for BarePhrases {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let typed = Vec::<String>::deserialize(deserializer)?;
        let mut bare: Vec<String> = typed
            .iter()
            .map(|phrase| text::bare(phrase))
            .filter(|phrase| !phrase.is_empty())
            .collect();
        bare.sort_unstable();
        bare.dedup();
        Ok(Self(bare))
    }
}

impl BallotWords {
    /// Whether a typed text is a sign that ticks an option.
    pub(super) fn ticks(&self, typed: &str) -> bool {
        let typed = typed.trim();
        self.signs.tick.iter().any(|sign| sign == typed)
    }

    /// Whether the name of a row begins with words of a sum.
    pub(super) fn adds_up(&self, name: &str) -> bool {
        self.bare_adds_up(&text::bare(name), name)
    }

    /// Does the same for a name whose bare form is known.
    pub(super) fn bare_adds_up(&self, bare: &str, name: &str) -> bool {
        let known = self.rows.sum.start(bare).is_some() && self.rows.no_sum.start(bare).is_none();
        if !known {
            return false;
        }
        // Only the diacritics tell `Công ty`, `Công bố` from `Cộng …`.
        let folded = text::fold(name);
        let first = folded.split([' ', '-']).next().unwrap_or_default();
        name.is_ascii() || !first.starts_with("công")
    }

    /// Whether a text is one that stands where a ballot is signed: `NGƯỜI CHẤM ĐIỂM`,
    /// `(Ký, ghi rõ họ tên)`.
    pub(super) fn is_of_signature(&self, typed: &str) -> bool {
        let bare = text::bare(typed);
        self.labels.member.start(&bare).is_some() || self.rows.remark.start(&bare).is_some()
    }

    /// Whether a typed text is an empty box.
    pub(super) fn leaves_blank(&self, typed: &str) -> bool {
        let typed = typed.trim();
        self.signs.no_tick.iter().any(|sign| sign == typed)
    }
}
