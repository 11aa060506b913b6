//! The act with its criteria, as rules and tally use it.

use rust_decimal::Decimal;
use serde::Deserialize;
use time::{Date, Duration};

use super::authority::{
    Authority, PaperWording, ProposalDossier, RoundCalendar, RoundDays, YearDay, YearlyRound,
};
use super::dossier::MandatoryDossier;
use super::legal_form::LegalForm;
use super::registration::{ProductCodeForm, RegistrationTimes};
use super::set::ProductSet;

/// The letters of the three parts (phần).
pub const PARTS: [&str; 3] = ["A", "B", "C"];

/// An act of the Prime Minister with the criteria, in the version between two dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Name of its file without the ending, e.g. `1048-2019-781-2020`.
    pub id: String,
    /// Number, e.g. `1048/QĐ-TTg`.
    pub number: String,
    /// Date of issue, when it is known.
    pub issued: Option<Date>,
    /// Subject, as it follows the number: `ban hành Bộ tiêu chí …`.
    pub title: String,
    /// The acts that amended it into this version.
    pub amendments: Vec<Amendment>,
    /// First day on which this version applies to a round.
    pub in_force_from: Date,
    /// Last day on which it applies; `None` while it is in force.
    pub in_force_to: Option<Date>,
    /// Source of the text and the marks.
    pub source: String,
    /// What was verified, and how.
    pub verified: String,
    /// What was not verified.
    pub unverified: Vec<String>,
    /// The parts A, B and C.
    pub parts: [CriteriaPart; 3],
    /// Lowest score of 2, 3, 4 and 5 stars. Each band reaches up to the lowest score of the next,
    /// which it does not include.
    pub star_from: [Decimal; 4],
    /// Whether the act writes its bands with whole numbers (50–69, 70–89), so that a score of 69,5
    /// lies in no band.
    pub integer_gaps: bool,
    /// Source of the bands.
    pub stars_source: String,
    /// Levels that recognise 3, 4 and 5 stars.
    pub recognised_by: [RecognitionLevel; 3],
    /// The units that submit products to the province.
    pub units: SubmittingUnits,
    /// Validity of a certificate, in months.
    pub certificate_months: u16,
    /// Source of the levels and of the validity.
    pub levels_source: String,
    /// How long dossiers handed in before the act go on under the act before it; `None` where the
    /// act does not say.
    pub transition: Option<Transition>,
    /// The legal forms whose products may take part in every set; some sets admit more.
    pub owners: Vec<LegalForm>,
    /// Who decides on the results.
    pub authority: Authority,
    /// What the province sends to the Ministry; `None` when it is not known.
    pub proposal: Option<ProposalDossier>,
    /// The words of papers.
    pub wording: PaperWording,
    /// The days by which rounds are held; `None` where the act sets none.
    pub calendar: Option<RoundCalendar>,
    /// Items that every dossier must hold; `None` when they are not known.
    pub dossier: Option<MandatoryDossier>,
    /// Times of a re-evaluation; `None` when the act has none, or they are not known.
    pub registration: Option<RegistrationTimes>,
    /// How codes of products are built; `None` when it is not known.
    pub product_code: Option<ProductCodeForm>,
    /// The product sets (bộ sản phẩm). Empty when they are not known: then any name is accepted as
    /// a set, and only part totals are checked.
    pub sets: Vec<ProductSet>,
    /// Id of the act whose file lists the product sets; `None` where its own does.
    pub sets_of: Option<String>,
}

/// An act that amends another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Number, e.g. `781/QĐ-TTg`.
    pub number: String,
    /// Date of issue, when it is known.
    pub issued: Option<Date>,
    /// Subject.
    pub title: String,
}

/// A part of the criteria (phần).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriteriaPart {
    /// Title, e.g. `Khả năng tiếp thị`.
    pub title: String,
    /// Most points of the part.
    pub max: Decimal,
}

/// The transition (chuyển tiếp) from the act before: dossiers that were handed in before the first
/// day of this act go on under the earlier one for some days.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// Id of the earlier act.
    pub earlier: String,
    /// Days from the first day of this act within which a first evaluation or an upgrade is
    /// finished under the earlier act.
    pub days: u16,
    /// Days within which a re-evaluation (đánh giá lại) is finished under it.
    pub days_again: u16,
    /// Source of the rule.
    pub source: String,
}

/// The level of the authority that recognises a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecognitionLevel {
    /// UBND huyện.
    District,
    /// UBND tỉnh.
    Province,
    /// The Ministry (Trung ương).
    Central,
}

/// The units that submit products to the province.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubmittingUnits {
    /// UBND huyện, thị xã, thành phố.
    District,
    /// UBND xã, phường.
    Commune,
}

impl SubmittingUnits {
    /// Returns the name of all units together, as papers and messages write it.
    #[must_use]
    pub fn names(self) -> &'static str {
        match self {
            Self::District => "huyện, thành phố",
            Self::Commune => "xã, phường",
        }
    }

    /// Returns the level of the units, as papers write it.
    #[must_use]
    pub fn level(self) -> &'static str {
        match self {
            Self::District => "cấp huyện",
            Self::Commune => "cấp xã",
        }
    }
}

impl Act {
    /// Tells whether the act applies on this day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.in_force_from <= day && self.in_force_to.is_none_or(|last| day <= last)
    }

    /// Returns the last day on which a dossier handed in before this act is still evaluated under
    /// the earlier one; `again` for a re-evaluation. `None` where the act has no transition.
    #[must_use]
    pub fn transition_ends(&self, again: bool) -> Option<Date> {
        let transition = self.transition.as_ref()?;
        let days = if again { transition.days_again } else { transition.days };
        self.in_force_from.checked_add(Duration::days(i64::from(days)))
    }

    /// Returns the star of a score, from 1 to 5. `reaches` tells whether the score reaches a limit;
    /// limits are compared exactly, without rounding. A score in a gap of
    /// [`integer_gaps`](Self::integer_gaps) belongs to the band below.
    ///
    /// Half-open as Quyết định 148/QĐ-TTg writes it (“đến dưới”); for 1048/QĐ-TTg a setting,
    /// default chosen by us.
    pub fn star(&self, reaches: impl Fn(Decimal) -> bool) -> u8 {
        self.star_from
            .iter()
            .zip(2..=5)
            .rev()
            .find(|(limit, _)| reaches(**limit))
            .map_or(1, |(_, star)| star)
    }

    /// Returns the limit of 3, 4 or 5 stars that a score misses by one point or less; such a score
    /// deserves a second look. `reaches` tells whether the score reaches a limit.
    ///
    /// A setting, default chosen by us: it takes in the gaps that 1048/QĐ-TTg leaves (49–50, 69–70,
    /// 89–90).
    pub fn just_below(&self, reaches: impl Fn(Decimal) -> bool) -> Option<Decimal> {
        let [_, limits @ ..] = self.star_from;
        limits.into_iter().find(|limit| reaches(*limit - Decimal::ONE) && !reaches(*limit))
    }

    /// Returns the level that recognises this star; `None` for 1 and 2 stars, which nobody
    /// recognises.
    #[must_use]
    pub fn level(&self, star: u8) -> Option<RecognitionLevel> {
        self.recognised_by.get(usize::from(star).checked_sub(3)?).copied()
    }

    /// Returns the highest star that the province itself certifies; 0 when there is none.
    #[must_use]
    pub fn province_up_to_star(&self) -> u8 {
        (3..=5)
            .rev()
            .find(|star| self.level(*star) == Some(RecognitionLevel::Province))
            .unwrap_or(0)
    }

    /// Returns the fewest stars in the submitting unit's scoring with which a product goes to the
    /// province: the lowest star that the province recognises, or 0 where the submitting units do
    /// not score.
    #[must_use]
    pub fn admitted_from_star(&self) -> u8 {
        match self.units {
            SubmittingUnits::Commune => 0,
            SubmittingUnits::District => (3..=5)
                .find(|star| self.level(*star) == Some(RecognitionLevel::Province))
                .unwrap_or(0),
        }
    }

    /// Returns the lowest score of a star; 0 for 1 star.
    #[must_use]
    pub fn lowest(&self, star: u8) -> Decimal {
        usize::from(star)
            .checked_sub(2)
            .and_then(|index| self.star_from.get(index))
            .copied()
            .unwrap_or_default()
    }

    /// Returns the most points of each part.
    #[must_use]
    pub fn part_max(&self) -> [Decimal; 3] {
        self.parts.each_ref().map(|part| part.max)
    }

    /// Returns the days that the act sets for the round of this number in a year, from 1. `None`
    /// where it sets none, as for a round that a province holds beside those, and where the day was
    /// over when the act came into force: nobody could keep it.
    #[must_use]
    pub fn days_of_round(&self, number: u8, year: i32) -> RoundDays {
        let yearly = self.calendar.as_ref().and_then(|calendar| calendar.round(number));
        let day = |of: fn(YearlyRound) -> YearDay| {
            yearly.and_then(|yearly| of(yearly).of(year)).filter(|day| *day > self.in_force_from)
        };
        RoundDays {
            proposed_before: day(|yearly| yearly.proposed_before),
            held_before: day(|yearly| yearly.held_before),
        }
    }

    /// Finds the product set with a name for which `is` returns true. `None` when there is none,
    /// and always when the sets of the act are not known.
    ///
    /// The caller compares names, because this desk stands before `intake`: `act.set(|name|
    /// text::fold(name) == wanted)`.
    pub fn set(&self, is: impl Fn(&str) -> bool) -> Option<&ProductSet> {
        self.sets.iter().find(|set| set.names().any(&is))
    }

    /// Returns the legal forms that any product set admits, those of every set first.
    #[must_use]
    pub fn owner_forms(&self) -> Vec<LegalForm> {
        let mut forms = self.owners.clone();
        for form in self.sets.iter().flat_map(|set| &set.owners) {
            if !forms.contains(form) {
                forms.push(*form);
            }
        }
        forms
    }

    /// Names the act with its amendments, as a report does.
    #[must_use]
    pub fn cited(&self) -> String {
        let amendments: Vec<_> =
            self.amendments.iter().map(|act| format!("Quyết định số {}", act.number)).collect();
        match amendments.as_slice() {
            [] => format!("Quyết định số {}", self.number),
            some => {
                format!("Quyết định số {} (sửa đổi, bổ sung theo {})", self.number, some.join(", "))
            }
        }
    }
}
