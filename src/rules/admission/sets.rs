//! Finds the product sets of the act by the names that lists give them, and proposes the nearest
//! for a name that does not exist.

use std::collections::BTreeMap;

use careful_spreadsheet::text;

use crate::criteria::{Act, ProductSet};
use crate::finding::{Code, Finding};
use crate::forms::{ProductEntry, called, set_key};

/// The product sets of an act by folded name.
pub(super) struct ActSets<'a> {
    act: &'a Act,
    by_name: BTreeMap<String, &'a ProductSet>,
}

/// How alike two names must be, from 0 to 1, for one to be proposed for the other; a setting,
/// default chosen by us.
const ALIKE: f64 = 0.6;

/// How many sets are proposed at most for a word of their names; a setting, default chosen by us.
const MOST_CALLED: usize = 4;

impl<'a> ActSets<'a> {
    /// Indexes the product sets of an act.
    pub(super) fn of(act: &'a Act) -> Self {
        let mut by_name = BTreeMap::new();
        for set in &act.sets {
            for name in set.names() {
                by_name.entry(set_key(name)).or_insert(set);
            }
        }
        Self { act, by_name }
    }

    /// The product set of this folded name; `None` where the act has none of it, and always where
    /// the sets of the act are not known.
    pub(super) fn find(&self, folded: &str) -> Option<&'a ProductSet> {
        self.by_name.get(folded).copied()
    }

    /// Whether the sets of the act are not known, so that any name may be one.
    pub(super) fn are_unknown(&self) -> bool {
        self.act.sets.is_empty()
    }

    /// The finding about a product set that the act does not have, so that no mark could be
    /// checked.
    pub(super) fn unknown(&self, entry: &ProductEntry) -> Finding {
        let message = "Bộ sản phẩm này không có trong Bộ tiêu chí đang áp dụng.";
        let all = self.act.sets.iter().map(|set| set.name.as_str()).collect::<Vec<_>>().join("; ");
        let mut near = self.nearest(&entry.set.value);
        if near.is_empty() {
            near = self.called(&entry.set.value);
        }
        let allowed = if near.is_empty() {
            all
        } else {
            format!("gần giống nhất: {}", near.join(", "))
        };
        Finding::new(Code::SetUnknown, entry.set.place.clone(), message)
            .heading("Bộ sản phẩm")
            .found(&entry.set.value)
            .allowed(allowed)
            .remedy(format!("Ghi đúng tên một bộ sản phẩm của {}.", self.act.cited()))
    }

    /// The names of the sets that somebody may call so (`Chè`), in quotation marks; none where that
    /// may be too many.
    fn called(&self, wanted: &str) -> Vec<String> {
        let found = called(&self.act.sets, |set| set.names().collect(), wanted);
        let few = found.into_iter().take(MOST_CALLED + 1).map(|set| format!("“{}”", set.name));
        let few: Vec<String> = few.collect();
        if few.len() > MOST_CALLED { Vec::new() } else { few }
    }

    /// The names of the nearest sets, two at most, in quotation marks, the nearest first.
    fn nearest(&self, wanted: &str) -> Vec<String> {
        let wanted = text::bare(wanted);
        let mut near: Vec<(f64, &str)> = Vec::new();
        for set in &self.act.sets {
            let alike =
                set.names().map(|name| alike(&text::bare(name), &wanted)).fold(0.0, f64::max);
            if alike >= ALIKE {
                near.push((alike, &set.name));
            }
        }
        near.sort_by(|one, other| other.0.total_cmp(&one.0));
        near.iter().take(2).map(|(_, name)| format!("“{name}”")).collect()
    }
}

/// How alike two bare names are, from 0 to 1: by their letters, or by the share of the shorter
/// one's words that stand in the other.
fn alike(name: &str, wanted: &str) -> f64 {
    let words = |text: &str| text.split([' ', '-']).map(str::to_owned).collect::<Vec<_>>();
    let (name_words, wanted_words) = (words(name), words(wanted));
    let (short, long) = if name_words.len() < wanted_words.len() {
        (&name_words, &wanted_words)
    } else {
        (&wanted_words, &name_words)
    };
    let shared = short.iter().filter(|word| long.contains(word)).count();
    let ratio = |part: usize, whole: usize| {
        u16::try_from(part).map_or(0.0, f64::from)
            / u16::try_from(whole.max(1)).map_or(1.0, f64::from)
    };
    // Shared words are a strong sign, but a weaker one than the same letters.
    let by_words = if short.len() >= 2 { ratio(shared, short.len()) * 0.9 } else { 0.0 };
    strsim::normalized_levenshtein(name, wanted).max(by_words)
}
