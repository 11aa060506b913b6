//! The forms that go out: the lists for the units, the ballots for the members, attendance and the
//! support team's check-list, each tied to its round by [`FormIdentity`](crate::forms::FormIdentity).
//!
//! This desk writes forms and never reads one: that is the desk `forms`.

mod attendance;
mod ballot;
mod book;
mod check_list;
mod list;
mod lists;
mod look;

pub use self::attendance::attendance;
pub use self::ballot::{ballot, ballots};
pub use self::check_list::check_list;
pub use self::list::list;
