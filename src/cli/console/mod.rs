//! The console: what is shown while the program works, what is asked there, and who sits at it.

mod progress;
pub(super) mod secret;
mod steady;
pub(super) mod who;
pub(super) mod window;

pub(super) use self::progress::Progress;
pub(super) use self::steady::SteadyStream;
