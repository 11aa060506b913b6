//! The items of dossiers about which lists are asked, as the act names them.

use std::borrow::Cow;

use crate::criteria::{Act, DossierItem};
use crate::forms::heading::ListField;
use crate::forms::submission::ListWords;

/// For each item of [`DossierItem::ALL`], whether something holds for it.
pub(in crate::forms::submission) type Items = [bool; DossierItem::ALL.len()];

/// The items about which lists are asked under an act.
pub(in crate::forms) struct AskedItems {
    /// The items that the act makes mandatory or lets follow.
    asked: Items,
    /// The items whose names are understood in the words about a whole dossier.
    known: Items,
    /// How many items must be there: `5/5`.
    count: u8,
    /// Names of printed forms, each with the item that it means.
    forms: Vec<(String, DossierItem)>,
}

impl AskedItems {
    /// The items of an act; those of Quyết định 1048/QĐ-TTg where its own are not known.
    pub(in crate::forms) fn of(act: &Act) -> Self {
        let first = std::array::from_fn(|index| index < DossierItem::OF_1048);
        let Some(dossier) = &act.dossier else {
            return Self { asked: first, known: first, count: 5, forms: Vec::new() };
        };
        let mut asked = Items::default();
        for item in dossier.asked() {
            asked[item.index()] = true;
        }
        let later = (DossierItem::OF_1048..asked.len()).any(|index| asked[index]);
        // Under an act that asks for none of the later items, words that name one are told.
        let known = if later { [true; DossierItem::ALL.len()] } else { first };
        Self {
            asked: if later { asked } else { first },
            known,
            count: if later { u8::try_from(dossier.mandatory.len()).unwrap_or(5) } else { 5 },
            forms: dossier.forms.iter().map(|(name, item)| (name.clone(), *item)).collect(),
        }
    }

    /// Whether the column of an item is read: a later item only where the act asks for it.
    pub(in crate::forms::submission) fn reads(&self, index: usize) -> bool {
        index < DossierItem::OF_1048 || self.asked[index]
    }

    /// Whether the act asks for an item.
    pub(super) fn has(&self, index: usize) -> bool {
        self.asked[index]
    }

    /// Whether the name of an item is understood.
    pub(super) fn knows(&self, index: usize) -> bool {
        self.known[index]
    }

    /// Whether a number counts one set of papers, or all that must be there.
    pub(super) fn is_all(&self, number: u8) -> bool {
        number == 1 || number == self.count
    }

    /// Whether something holds for every item that the act asks for.
    pub(super) fn all(&self, holds: impl Fn(usize) -> bool) -> bool {
        (0..self.asked.len()).filter(|index| self.asked[*index]).all(holds)
    }

    /// The words with the names of the act's printed forms put in their place: `Mẫu 02` is another
    /// paper under each act.
    pub(in crate::forms::submission) fn named_in<'w>(
        &self,
        words: &'w ListWords,
    ) -> Cow<'w, ListWords> {
        let mut named = Cow::Borrowed(words);
        for (form, item) in &self.forms {
            named.to_mut().headings.name_form(form, ListField::Item(item.index()));
        }
        named
    }
}
