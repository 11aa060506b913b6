//! What a run says on a terminal: findings with their cells, products by district, papers, and what
//! papers wait for.
//!
//! Plain text in columns. The weight of a finding is always told by a word, not by a colour.

mod changes;
mod districts;
mod findings;
mod forms;
mod stopped;
mod summary;

pub use self::districts::rows;
pub use self::findings::findings;
pub use self::forms::forms;
pub use self::stopped::stopped;
pub use self::summary::summary;
