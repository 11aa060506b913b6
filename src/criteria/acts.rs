//! The acts by which the products of one round are evaluated: one, and in a time of transition two.

use time::Date;

use super::{Act, LegalForm};

/// The acts of a round.
///
/// While the transition of a new act lasts, a dossier that was handed in before the act goes on
/// under the act before it, and one round may hold products of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundActs {
    /// The act of the round: who decides, which units submit, what papers are called.
    main: Act,
    /// The other act of a transition that still lasts on the first day of the round.
    other: Option<Act>,
    /// The first day of the round.
    first_day: Date,
    /// The day on which the dossiers of the round were handed in, as `round.toml` says.
    received: Option<Date>,
}

/// The act of one dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActOfDossier<'a> {
    /// This act.
    Of(&'a Act),
    /// This act, although the dossier was handed in before it: the days in which such a dossier
    /// goes on under the earlier act are over. The date is the last of them.
    Late(&'a Act, Date),
    /// Not known: the round lies in a time of transition, and nobody says when the dossier was
    /// handed in.
    Unknown,
}

impl RoundActs {
    /// Makes the acts of a round that lies in no transition.
    #[must_use]
    pub fn only(act: Act, first_day: Date) -> Self {
        Self { main: act, other: None, first_day, received: None }
    }

    /// Makes the acts of a round in the transition from `earlier` to `newer`.
    pub(super) fn in_transition(
        newer: Act,
        earlier: Act,
        first_day: Date,
        received: Option<Date>,
    ) -> Self {
        let all_before = received.is_some_and(|day| day < newer.in_force_from);
        let (main, other) = if all_before { (earlier, newer) } else { (newer, earlier) };
        Self { main, other: Some(other), first_day, received }
    }

    /// Returns the act of the round itself.
    #[must_use]
    pub fn main(&self) -> &Act {
        &self.main
    }

    /// Returns the newer act of a transition that still lasts; `None` in any other round.
    #[must_use]
    pub fn newer(&self) -> Option<&Act> {
        let other = self.other.as_ref()?;
        Some(if other.in_force_from > self.main.in_force_from { other } else { &self.main })
    }

    /// Returns the earlier act of a transition that still lasts; `None` in any other round.
    #[must_use]
    pub fn earlier(&self) -> Option<&Act> {
        let newer = self.newer()?;
        self.iter().find(|act| act.id != newer.id)
    }

    /// Iterates over the acts, that of the round first.
    pub fn iter(&self) -> impl Iterator<Item = &Act> {
        std::iter::once(&self.main).chain(&self.other)
    }

    /// Returns the act of a dossier that was handed in on this day, or on the day that the round
    /// says where `received` is `None`; `again` for a re-evaluation.
    #[must_use]
    pub fn of(&self, received: Option<Date>, again: bool) -> ActOfDossier<'_> {
        let Some(day) = received.or(self.received) else {
            return if self.other.is_some() {
                ActOfDossier::Unknown
            } else {
                ActOfDossier::Of(&self.main)
            };
        };
        let newer = self.newer().unwrap_or(&self.main);
        let Some(last) = newer.transition_ends(again).filter(|_| day < newer.in_force_from) else {
            return ActOfDossier::Of(newer);
        };
        match self.earlier().filter(|_| self.first_day <= last) {
            Some(earlier) => ActOfDossier::Of(earlier),
            None => ActOfDossier::Late(newer, last),
        }
    }

    /// Returns the legal forms that any product set of the acts admits.
    #[must_use]
    pub fn owner_forms(&self) -> Vec<LegalForm> {
        let mut forms = Vec::new();
        for form in self.iter().flat_map(Act::owner_forms) {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        forms
    }

    /// Names the act of the round with its amendments, in Vietnamese. In a time of transition names
    /// both acts: `Quyết định …; hồ sơ nộp trước ngày … theo Quyết định …`.
    #[must_use]
    pub fn cited(&self) -> String {
        let (Some(newer), Some(earlier)) = (self.newer(), self.earlier()) else {
            return self.main.cited();
        };
        let day = crate::round::short_date(newer.in_force_from);
        format!("{}; hồ sơ nộp trước ngày {day} theo {}", newer.cited(), earlier.cited())
    }
}

impl<'a> ActOfDossier<'a> {
    /// Returns the act; `None` where it is not known.
    #[must_use]
    pub fn act(self) -> Option<&'a Act> {
        match self {
            Self::Of(act) | Self::Late(act, _) => Some(act),
            Self::Unknown => None,
        }
    }
}
