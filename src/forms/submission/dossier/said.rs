//! Splits the words about a dossier into statements, and tells what each says.

use crate::forms::phrases::SpeltText;
use crate::forms::submission::DossierWords;

/// What a statement says of the items it names, or of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing: the statement only names items.
    Nothing,
    /// The items are there.
    There,
    /// Everything is there.
    Complete,
    /// The items are missing.
    Missing,
    /// Both, or nothing that can be understood.
    Unclear,
}

/// A statement in the words about a dossier.
#[derive(Debug)]
pub(super) struct DossierStatement {
    pub(super) text: String,
    pub(super) said: Said,
}

/// The statements of a text, which end at commas, other signs, and before words such as `nhưng`.
pub(super) fn statements<'w>(
    words: &'w DossierWords,
    typed: &str,
) -> impl Iterator<Item = DossierStatement> + use<'w> {
    let mut pieces = vec![String::new()];
    for part in typed.split([',', ';', '+', '&', ':', '(', ')']).flat_map(|part| part.split(". ")) {
        pieces.push(String::new());
        let mut negated = false;
        for word in part.split_whitespace() {
            let spelt = SpeltText::with(word, !typed.is_ascii());
            // A word that separates statements begins the next one: `trừ SP mẫu` says what is
            // missing. Behind a negation it does not separate: `không còn thiếu` is one statement.
            if !negated && words.breaks.are(&spelt) {
                pieces.push(String::new());
            }
            negated = words.negation.are(&spelt);
            if let Some(piece) = pieces.last_mut() {
                piece.push_str(if piece.is_empty() { "" } else { " " });
                piece.push_str(word);
            }
        }
    }
    let accented = !typed.is_ascii();
    pieces.into_iter().filter(|piece| !piece.is_empty()).filter_map(move |text| {
        let said = said(words, &text, accented);
        let only_break = words.breaks.are(&SpeltText::of(&text)) && said == Said::Nothing;
        (!only_break).then_some(DossierStatement { text, said })
    })
}

/// What one statement says. A negation reverses the word behind it: `không thiếu`, `chưa có`.
fn said(words: &DossierWords, text: &str, accented: bool) -> Said {
    let spelt = SpeltText::with(text, accented);
    let mut rest = spelt;
    let (mut there, mut full, mut missing, mut unclear) = (false, false, false, false);
    let mut negated = false;
    while !rest.words().is_empty() {
        if let Some(negation) = words.negation.begin(&rest) {
            missing |= negated;
            negated = true;
            rest = rest.behind(negation);
        } else if let Some(lack) = words.lack.begin(&rest) {
            match negated {
                true if words.cannot_be_negated.begin(&rest).is_some() => unclear = true,
                true => (there, full) = (true, true),
                false => missing = true,
            }
            negated = false;
            rest = rest.behind(lack);
        } else if let Some(yes) = words.yes.begin(&rest) {
            let complete = words.full.begin(&rest).is_some();
            if negated {
                missing = true;
            } else {
                (there, full) = (true, full || complete);
            }
            negated = false;
            rest = rest.behind(yes);
        } else {
            let word = rest.words().split(' ').next().unwrap_or_default().to_owned();
            rest = rest.behind(&word);
        }
    }
    missing |= negated;
    match (there, missing) {
        _ if unclear => Said::Unclear,
        (true, true) => Said::Unclear,
        (true, false) if full => Said::Complete,
        (true, false) => Said::There,
        (false, true) => Said::Missing,
        (false, false) => Said::Nothing,
    }
}
