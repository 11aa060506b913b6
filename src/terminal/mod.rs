//! What a run says on a terminal: findings with their cells, products by district, papers, what is
//! waiting.
//!
//! Plain text in columns; weight is told by a word, never by colour alone.

mod districts;
mod findings;
mod summary;

pub use self::districts::rows;
pub use self::findings::findings;
pub use self::summary::summary;
