//! The program's own forms (biểu mẫu) when they come back: what ties a form to its round, and how
//! it is read by place, whatever its headings have become.
//!
//! A form is known three ways: by its hidden sheet, by a property of the workbook, by the code that
//! every page prints. Its rows and columns bear hidden keys. Nothing here is guessed from words; a
//! form that lost its keys is left to the reader of forms that people lay out themselves.
//!
//! The desk `blanks` writes these forms.

mod attendance;
pub(super) mod ballot;
mod by_keys;
mod check_list;
mod code;
mod identity;
pub mod keys;
pub mod list;
mod recognise;
mod returned;

pub use self::attendance::{Attendance, AttendedMember, Presence};
pub(in crate::forms) use self::by_keys::{read_by_keys, tie_by_code};
pub use self::check_list::{CheckList, CheckedDossier, CheckedItem};
pub use self::code::{FormCode, FormKind};
pub use self::identity::{FormIdentity, FormMember, FormProduct, FormUnit, product_mark};
pub(in crate::forms) use self::recognise::{KnownForm, recognise};
pub use self::returned::{KnownBy, ReturnedForm};
