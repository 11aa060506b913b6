//! Papers of the round that another program printed or saved anew: their bytes are others, but they
//! show the same.

use std::collections::BTreeMap;

use pdf_signature::{Page, PdfFile};

use super::SigningTable;
use crate::ledger::{FiledPaper, ToSign};

/// Pages with fewer words say too little to be taken for one of ours.
const FEWEST: usize = 40;
/// Most pages of a file that are held against ours.
const MOST_PAGES: usize = 200;

/// How often each word stands on a page.
type Words = BTreeMap<String, usize>;

impl SigningTable<'_> {
    /// Returns the paper of the record that a file shows: one with its title, or with nearly all
    /// words of its first page on one of the file's pages. Papers that nobody signs do not count.
    pub(super) fn shown_paper(&self, pdf: &[u8]) -> Option<&FiledPaper> {
        let file = PdfFile::from_bytes(pdf).ok()?;
        let is_signed = |own: &ToSign| !own.signatories.is_empty() || own.is_draft();
        let record = self.ledger.record()?;
        let papers = || {
            let papers = record.outputs.iter();
            papers.filter_map(|paper| Some((paper, paper.to_sign.as_ref()?)))
        };
        let titled = file.title().filter(|title| !title.trim().is_empty());
        let same = |own: &ToSign| titled.is_some() && own.title == titled;
        let by_title = papers().filter(|(_, own)| is_signed(own) && same(own));
        if let Some((paper, _)) = by_title.min_by_key(|(_, own)| own.is_draft()) {
            return Some(paper);
        }
        let pages = file.pages().ok()?;
        let pages: Vec<Words> = pages
            .iter()
            .take(MOST_PAGES)
            .map(words)
            .filter(|words| count(words) >= FEWEST)
            .collect();
        // The files of the record are read only for something that could be one of them.
        let papers = papers().filter(|(_, own)| !pages.is_empty() && is_signed(own));
        let shown = papers.filter_map(|(paper, own)| {
            let first = first_page(&self.ledger.filed_bytes(paper)?)?;
            let alike = pages.iter().filter(|page| are_alike(page, &first));
            let most = alike.map(|page| common(page, &first)).max()?;
            Some((most, !own.is_draft(), paper))
        });
        // A draft has the words of its paper.
        shown.max_by_key(|(most, is_paper, _)| (*most, *is_paper)).map(|(_, _, paper)| paper)
    }
}

fn first_page(pdf: &[u8]) -> Option<Words> {
    let file = PdfFile::from_bytes(pdf).ok()?;
    let pages = file.pages().ok()?;
    pages.first().map(words).filter(|words| count(words) >= FEWEST)
}

fn words(page: &Page<'_, '_>) -> Words {
    let mut words = Words::new();
    for line in page.lines() {
        for word in line.split_whitespace() {
            *words.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    words
}

fn count(words: &Words) -> usize {
    words.values().sum()
}

/// How many words two pages have in common.
fn common(one: &Words, other: &Words) -> usize {
    one.iter().map(|(word, times)| (*times).min(other.get(word).copied().unwrap_or(0))).sum()
}

/// Tells whether two pages have nearly all their words in common: four of five.
fn are_alike(one: &Words, other: &Words) -> bool {
    5 * common(one, other) >= 4 * count(one).max(count(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Words {
        let mut words = Words::new();
        for word in text.split(' ') {
            *words.entry(word.to_owned()).or_default() += 1;
        }
        words
    }

    #[test]
    fn a_page_is_known_by_four_of_five_words_and_a_part_of_it_is_not() {
        let page = words("a b c d e f g h i k");
        assert!(are_alike(&page, &words("k i h g f e d c b x")), "a word is another one");
        assert!(!are_alike(&page, &words("a b c d e f g x y z")));
        assert!(!are_alike(&page, &words("a b c d e")));
        assert!(!are_alike(&words("a a a a a"), &words("a b c d e")));
    }
}
