//! What a clerk is told when something cannot be signed: one sentence, and what to do about it.

/// An error a clerk can do something about. `Display` is the English line for the developer.
pub trait Refusal: std::error::Error {
    /// One Vietnamese sentence: what is wrong. Never holds a secret.
    fn sentence(&self) -> String;

    /// One Vietnamese sentence: what to do.
    fn remedy(&self) -> String;
}
