//! Folders below the outputs folder in which signed papers lie.

/// For papers that somebody signed before the official.
pub const PARTLY_SIGNED: &str = "cho-ky-tiep";
/// For papers that the official signed.
pub const SIGNED: &str = "da-ky";
/// For papers with number and day filled in.
pub const NUMBERED: &str = "da-cap-so";
/// For papers with the seal.
pub const SEALED: &str = "ban-hanh";
/// For papers with evidence for later years.
pub const ARCHIVED: &str = "luu-tru";
/// For everything that a rehearsal signs, apart from signatures with legal force.
pub const REHEARSAL: &str = "ban-thu";

/// All folders of papers whose signatures have legal force.
pub const OF_SIGNED: [&str; 5] = [PARTLY_SIGNED, SIGNED, NUMBERED, SEALED, ARCHIVED];
