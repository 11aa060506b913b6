//! The districts' submissions (hồ sơ đề nghị): lists of the products that a district proposes, with
//! the scores of its own council.

mod aside;
mod counts;
mod dossier;
mod entry;
mod kinds;
mod known;
mod letter;
mod lists;
mod parsed;
mod previous;
mod read;
mod readback;
mod record;
mod registration;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub(super) use self::known::{
    KnownColumns, KnownRow, count_typed, day_typed, known_columns, letter_typed,
};
pub(super) use self::lists::Lists;
pub(super) use self::parsed::ParsedSheet;
pub use self::previous::complete;
pub use self::record::{
    DistrictScore, Dossier, Letter, Owner, OwnerKind, ProductEntry, StatedCount, Submission,
};
pub(super) use self::registration::RegistrationWords;
pub use self::registration::{Registration, RegistrationKind};
pub(super) use self::rows::sections::ListTools;
pub(super) use self::words::{DossierWords, ListWords};
