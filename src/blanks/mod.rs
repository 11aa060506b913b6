//! The forms that go out: the lists for the units, the ballots for the members, attendance and the
//! support team's check-list, each tied to its round by [`FormIdentity`](crate::forms::FormIdentity).
//!
//! This desk writes forms and never reads one: that is the desk `forms`. It keeps the register of
//! what was written, so that a later run knows which forms in people's hands are out of date.

mod attendance;
mod ballot;
mod book;
mod check_list;
mod due;
mod list;
mod lists;
mod look;
mod names;
mod register;

pub use self::attendance::attendance;
pub use self::ballot::{ballot, ballots};
pub use self::check_list::check_list;
pub use self::due::{FormStage, RoundForm, RoundForms};
pub use self::list::list;
pub use self::names::FOLDER;
pub use self::register::{FormRegister, FormVersion, REGISTER, RegisteredForm};
