//! Ballots that the program wrote and that come back: filled in, saved by other programs, altered.

mod alterations;
mod lists;
mod office;
mod oracle;
mod retyped;
mod round_trip;
mod whose;
