//! Reads how a product is registered (lần đầu, nâng hạng, đánh giá lại), and what it was recognised
//! as before: wherever a list says so, in columns, in remarks, in headings of sections or in titles.

mod columns;
mod days;
mod read;
mod said;
mod titles;
mod words;

use serde::Serialize;
use time::Date;

pub(super) use self::columns::settle;
pub(super) use self::days::{day, serialize as day_json};
pub(super) use self::read::{perhaps, read, received};
pub(super) use self::said::KindSaid;
pub(super) use self::titles::of_table;
pub(in crate::forms) use self::words::RegistrationWords;
use crate::forms::Sourced;

/// How a product is registered, and what it was recognised as before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Registration {
    /// The kind of registration; `None` where the list says nothing, which means the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Sourced<RegistrationKind>>,
    /// The star that the product has (hạng sao đã đạt), from 1 to 5.
    #[serde(rename = "old_star", skip_serializing_if = "Option::is_none")]
    pub star: Option<Sourced<u8>>,
    /// Number of the decision or the certificate that it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Sourced<String>>,
    /// Day of that decision or certificate.
    #[serde(
        rename = "decision_day",
        skip_serializing_if = "Option::is_none",
        serialize_with = "day_json"
    )]
    pub decided: Option<Sourced<Date>>,
    /// Last day on which the certificate is valid, as the list gives it.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day_json")]
    pub valid_to: Option<Sourced<Date>>,
}

/// A kind of registration, as the registration form (phiếu đăng ký) has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationKind {
    /// Lần đầu.
    First,
    /// Nâng hạng.
    Upgrade,
    /// Đánh giá lại (phân hạng lại, công nhận lại).
    Again,
}

impl Registration {
    /// The kind as it counts: the first where the list says nothing.
    #[must_use]
    pub fn kind(&self) -> RegistrationKind {
        self.kind.as_ref().map_or(RegistrationKind::First, |kind| kind.value)
    }

    /// Whether the list says nothing at all.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        *self == Self::default()
    }
}

impl RegistrationKind {
    /// All kinds, in the order of the registration form.
    pub const ALL: [Self; 3] = [Self::First, Self::Upgrade, Self::Again];

    /// The kind as it stands in a sentence about the list, in Vietnamese.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "đăng ký lần đầu",
            Self::Upgrade => "nâng hạng",
            Self::Again => "đánh giá lại",
        }
    }

    /// The kind as papers count what was recognised, in Vietnamese.
    #[must_use]
    pub fn recognition(self) -> &'static str {
        match self {
            Self::First => "công nhận mới",
            Self::Upgrade => "nâng hạng",
            Self::Again => "công nhận lại",
        }
    }
}
