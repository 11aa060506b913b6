//! What may stand in an update of a signed paper, and how its pictures are drawn.

mod repair;
mod seals;
mod spelling;
