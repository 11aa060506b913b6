//! The desk: a page in the browser of the clerk's own computer, on which a whole round is done
//! without a terminal.
//!
//! One folder is one round. The desk shows what the folder holds and asks [`crate::pipeline`] for
//! everything else, so that it never does a thing in a second way. It listens on the loopback
//! address only, takes no path and no command from a request, keeps no state outside the folder,
//! and never sees a secret: papers are signed in a console of their own.

mod clock;
mod diary;
mod frame;
mod fresh;
mod guard;
mod ids;
mod keys;
mod look;
mod places;
mod rooms;
mod round;
mod serve;
mod standing;
mod turn;
mod worker;

pub use self::clock::now;
pub use self::places::Places;
pub use self::serve::{Desk, DeskFault, Programs, open, router};
