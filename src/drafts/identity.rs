//! What a draft says of itself: which paper it is, and the fingerprints of its facts and words.
//! Nothing is trusted that it says; a wrong name only finds no paper.

use std::collections::BTreeSet;

use super::content::{Content, lines};
use super::write::escaped;
use crate::documents::WrittenPaper;
use crate::fingerprint::sha256;

/// Namespace of the part in which it stands.
pub(super) const NAMESPACE: &str = "urn:ocop:ban-thao";
/// Name of the property in which it stands once more.
pub(super) const PROPERTY: &str = "ocop.ban-thao";

/// What a draft says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    /// Path of the paper below the outputs folder.
    pub(super) paper: String,
    /// Fingerprint of its facts: of everything that is held.
    pub(super) facts: String,
    /// Fingerprint of its words.
    pub(super) words: String,
    /// Short fingerprints of its lines; none where a program dropped them.
    pub(super) lines: BTreeSet<String>,
}

/// What separates the fields where they stand on one line; no path of a paper holds it.
const BETWEEN: char = '|';

impl Identity {
    /// Returns the identity of the draft of a paper.
    pub(super) fn of(paper: &WrittenPaper, content: &Content<'_>) -> Self {
        let (mut facts, mut words) = (String::new(), String::new());
        for held in content.held.iter().filter(|held| !held.kind.is_open()) {
            facts.extend([held.tag.as_str(), "=", held.text.as_str(), "\n"]);
        }
        for line in lines(content) {
            words.push_str(&line.text());
            words.push('\n');
        }
        let (facts, words) = (sha256(facts.as_bytes()), sha256(words.as_bytes()));
        let lines = lines(content).iter().map(|line| fingerprint(&line.text())).collect();
        Self { paper: paper.file.clone(), facts, words, lines }
    }

    /// Tells whether the draft was written with a line that says this; without fingerprints, none
    /// is known.
    pub(super) fn has(&self, line: &str) -> bool {
        self.lines.contains(&fingerprint(line))
    }

    /// Returns it as a part of XML.
    pub(super) fn to_xml(&self) -> String {
        let Self { paper, facts, words, lines } = self;
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><banThao xmlns="{NAMESPACE}" vanBan="{}" soLieu="{facts}" loiVan="{words}" cacDong="{}"/>"#,
            escaped(paper),
            lines.join(" ")
        )
    }

    /// Returns it as one line.
    pub(super) fn to_line(&self) -> String {
        let Self { paper, facts, words, .. } = self;
        format!("{paper}{BETWEEN}{facts}{BETWEEN}{words}")
    }

    /// Reads such a line.
    pub(super) fn of_line(line: &str) -> Option<Self> {
        let mut fields = line.rsplitn(3, BETWEEN).map(str::to_owned);
        let (words, facts, paper) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Self { paper, facts, words, lines: BTreeSet::new() })
    }
}

/// How many letters of a fingerprint stand for a line.
const LETTERS: usize = 10;

/// Returns the short fingerprint of a line: of what it says, without white space.
fn fingerprint(line: &str) -> String {
    let bare: String = line.chars().filter(|sign| !sign.is_whitespace()).collect();
    sha256(bare.as_bytes())[..LETTERS].to_owned()
}
