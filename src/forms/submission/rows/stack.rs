//! Keeps the headings of sections that hold for a product: those above it that no later heading has
//! ended.

use super::sections::ListSection;
use crate::finding::{CellRef, Place};
use crate::forms::district::NamedDistrict;
use crate::forms::heading::ListField;
use crate::forms::{RegistrationKind, Sourced};

/// How a heading is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NumeralStyle {
    Roman,
    Letter,
    Figure,
    None,
}

impl NumeralStyle {
    fn of(numeral: &str) -> Self {
        let core = numeral.trim_end_matches(['.', ')', '/', ':']);
        match core {
            "" => Self::None,
            _ if core.len() <= 5
                && core.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X')) =>
            {
                Self::Roman
            }
            _ if core.bytes().all(|letter| letter.is_ascii_digit() || letter == b'.') => {
                Self::Figure
            }
            _ if core.len() == 1 => Self::Letter,
            _ => Self::None,
        }
    }
}

/// A heading that is in force.
struct HeadingInForce {
    section: ListSection,
    level: NumeralStyle,
    place: Place,
}

/// The headings in force, from the outermost in.
#[derive(Default)]
pub(in crate::forms::submission) struct Stack(Vec<HeadingInForce>);

impl Stack {
    /// Ends all headings.
    pub(in crate::forms::submission) fn clear(&mut self) {
        self.0.clear();
    }

    /// Puts a heading in force. It ends the first one of its kind and all that were put in force
    /// after that. A heading with any numeral also ends products that are not proposed whose
    /// heading is numbered in the same style; and one that says nothing known ends a kind of owner
    /// of that style, since it most likely names another kind.
    pub(in crate::forms::submission) fn push(
        &mut self,
        section: ListSection,
        numeral: &str,
        place: Place,
    ) {
        let level = NumeralStyle::of(numeral);
        let ended = self.0.iter().position(|heading| {
            let same_level = level != NumeralStyle::None && level == heading.level;
            let of_kind = matches!(heading.section, ListSection::Kind(_));
            heading.section.is_like(&section)
                || same_level && heading.section == ListSection::NotProposed
                || same_level && of_kind && section == ListSection::Other
        });
        if let Some(ended) = ended {
            self.0.truncate(ended);
        }
        if section != ListSection::Other {
            self.0.push(HeadingInForce { section, level, place });
        }
    }

    /// The district that the innermost heading about districts names.
    pub(in crate::forms::submission) fn district(&self) -> Option<NamedDistrict> {
        self.0.iter().rev().find_map(|heading| match heading.section {
            ListSection::District(named) => Some(named),
            _ => None,
        })
    }

    /// The heading under which products are not proposed, if one is in force.
    pub(in crate::forms::submission) fn not_proposed(&self) -> Option<&Place> {
        self.0
            .iter()
            .rev()
            .find(|heading| heading.section == ListSection::NotProposed)
            .map(|heading| &heading.place)
    }

    /// The kind of registration that a heading gives; with `titles`, the title of the table.
    pub(in crate::forms::submission) fn registration(
        &self,
        titles: bool,
    ) -> Option<Sourced<RegistrationKind>> {
        self.0.iter().rev().find_map(|heading| {
            let value = match heading.section {
                ListSection::Registration(kind) if !titles => kind,
                ListSection::TitleKind(kind) if titles => kind,
                _ => return None,
            };
            Some(Sourced { value, place: heading.place.clone() })
        })
    }

    /// Ends the headings about kinds of registration, as a new table with a title of its own does.
    pub(in crate::forms::submission) fn end_registration(&mut self) {
        self.0.retain(|heading| {
            !matches!(heading.section, ListSection::Registration(_) | ListSection::TitleKind(_))
        });
    }

    /// The value that the headings give a field; with `above`, the group above product sets counts
    /// as a set.
    pub(in crate::forms::submission) fn value(
        &self,
        field: ListField,
        above: bool,
    ) -> Option<Sourced<String>> {
        self.0.iter().rev().find_map(|heading| {
            let value = match (&heading.section, field) {
                (ListSection::Set(name), ListField::Set)
                | (ListSection::Owner(name), ListField::Owner)
                | (ListSection::Kind(name), ListField::Kind) => name,
                (ListSection::SetAbove(name), ListField::Set) if above => name,
                _ => return None,
            };
            Some(Sourced { value: value.clone(), place: heading.place.clone() })
        })
    }
}

/// The fields that headings of a table give, so that the list needs no column for them.
pub(in crate::forms::submission) fn supplied(sections: &[&ListSection]) -> Vec<ListField> {
    let any = |wanted: fn(&ListSection) -> bool| sections.iter().any(|section| wanted(section));
    let mut fields = Vec::new();
    if any(|section| matches!(section, ListSection::Set(_) | ListSection::SetAbove(_))) {
        fields.push(ListField::Set);
    }
    if any(|section| matches!(section, ListSection::Owner(_))) {
        fields.push(ListField::Owner);
    }
    if any(|section| matches!(section, ListSection::Kind(_))) {
        fields.push(ListField::Kind);
    }
    fields
}

/// The numeral of a heading that stands in cell `at`: in `before`, the first text of the row where
/// that is another cell, else the first word of the heading.
pub(in crate::forms::submission) fn numeral(
    text: &str,
    before: Option<(CellRef, &str)>,
    at: CellRef,
) -> String {
    let own = before.filter(|(cell, _)| *cell != at).map(|(_, numeral)| numeral);
    let first = text
        .split(' ')
        .next()
        .filter(|first| first.ends_with(['.', ')', '/', ':']) || first.len() <= 4);
    own.or(first).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{ListSection, Stack};
    use crate::finding::Place;
    use crate::forms::district::NamedDistrict;
    use crate::forms::heading::ListField;

    fn stack(headings: &[(&str, ListSection)]) -> Stack {
        let mut stack = Stack::default();
        for (numeral, section) in headings {
            stack.push(section.clone(), numeral, Place::file("a.xlsx"));
        }
        stack
    }

    #[test]
    fn a_heading_ends_its_like_and_what_stood_below() {
        let (owner, set) = (
            |name: &str| ListSection::Owner(name.into()),
            |name: &str| ListSection::Set(name.into()),
        );
        let value = |stack: &Stack, field| stack.value(field, false).map(|value| value.value);
        let below = stack(&[("I", set("Chè")), ("1", owner("HTX Một")), ("II", set("Gạo"))]);
        assert_eq!(
            (value(&below, ListField::Set), value(&below, ListField::Owner)),
            (Some("Gạo".into()), None)
        );
        let above = stack(&[("I", owner("HTX Một")), ("1", set("Chè")), ("2", set("Gạo"))]);
        assert_eq!(value(&above, ListField::Owner), Some("HTX Một".into()));
    }

    #[test]
    fn what_is_not_proposed_ends_with_the_next_heading_of_its_level() {
        let district = |index| ListSection::District(NamedDistrict::Known(index));
        let not = ListSection::NotProposed;
        for (headings, ended) in [
            (vec![("I", district(1)), ("b)", not.clone())], false),
            (vec![("I", district(1)), ("b)", not.clone()), ("II", district(2))], true),
            (vec![("II", not.clone()), ("1", district(1)), ("2", district(2))], false),
            (vec![("II", not.clone()), ("III", ListSection::Other)], true),
            (vec![("II", not.clone()), ("", ListSection::Other)], false),
            (vec![("I", not), ("II", ListSection::Proposed)], true),
        ] {
            assert_eq!(stack(&headings).not_proposed().is_none(), ended, "{headings:?}");
        }
    }
}
