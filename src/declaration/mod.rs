//! The declaration in Excel (`khai-bao.xlsx`): the other spelling of `round.toml`.
//!
//! One table of fields ([`form`], `form.toml`) says what stands on which sheet for which key. The
//! workbook is written from it ([`write`]) and read back by it into the canonical text of a
//! `round.toml` ([`read`]). The settings desk reads that text like any other, so there is one set of
//! rules; [`Spelling`] moves what it finds from lines and keys to cells.
//!
//! This desk knows neither dates in order nor who may chair a council: it judges no value.

mod blank;
mod changes;
mod convert;
mod file;
mod form;
mod read;
mod spelling;
mod spot;
mod told;
mod tree;
mod wording;
mod write;

pub use self::blank::{BlankRow, blank_row};
pub use self::changes::{Change, changes};
pub use self::convert::{ConversionFault, canonical, to_toml, to_workbook};
pub use self::file::{ASIDE, FILE, FoundDeclaration, find, fingerprint, is_set_aside, other_form};
pub use self::read::{Declared, read};
pub use self::spelling::Spelling;
pub use self::spot::Places;
pub(crate) use self::wording::worded;
pub use self::write::{WriteFault, write};
