//! Ballots that the program wrote and that come back: filled in, saved by other programs, altered.

mod alterations;
mod office;
mod retyped;
mod round_trip;
mod whose;
