//! How near a name that does not exist is to one that does.

use super::address::NamedCommune;
use super::kind::CommuneKind;
use super::names;

/// How near two names are; less is nearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Nearness {
    /// Letters, diacritics and tones that differ; a letter counts three times a diacritic or tone.
    pub cost: usize,
    /// Whether another kind was written.
    other_kind: bool,
}

/// A name that was typed, in the forms that are compared.
pub(super) struct Wanted {
    kind: Option<CommuneKind>,
    /// The name as it was cut from its address, and as far as it goes; without diacritics, and
    /// spelt.
    forms: Vec<(String, String)>,
}

impl Wanted {
    pub(super) fn of(named: &NamedCommune) -> Self {
        let short = names::words(&named.name);
        let mut forms = vec![(names::bare(&short), names::spelt(&short))];
        if short.as_slice() != named.words() {
            forms.push((names::bare(named.words()), names::spelt(named.words())));
        }
        Self { kind: named.kind, forms }
    }

    /// Returns how near a name is; `None` when it is far. One letter may differ, two in a name of
    /// more than nine letters.
    pub(super) fn nearness(&self, bare: &str, spelt: &str, kind: CommuneKind) -> Option<Nearness> {
        let other_kind = self.kind.is_some_and(|wanted| wanted != kind);
        let near = self.forms.iter().filter_map(|(wanted_bare, wanted_spelt)| {
            let most = if wanted_bare.len() > 9 { 2 } else { 1 };
            if wanted_bare.len().abs_diff(bare.len()) > most {
                return None;
            }
            let letters = strsim::osa_distance(bare, wanted_bare);
            let signs = || strsim::osa_distance(spelt, wanted_spelt);
            (letters <= most).then(|| Nearness { cost: 2 * letters + signs(), other_kind })
        });
        near.min()
    }
}
