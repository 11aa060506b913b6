//! The folders of the papers below the outputs folder, numbered in the order of the round, so that
//! a clerk finds each paper where its turn is.

/// The plan, and the list of products and owners.
pub const PLAN: &str = "01-ke-hoach";
/// The invitations.
pub const INVITATIONS: &str = "02-giay-moi";
/// What the meeting needs: agenda, attendance, lists and cards of the display.
pub const MEETING: &str = "03-hop-hoi-dong";
/// What the council found: scores, minutes, its report, products to be checked in the field.
pub const RESULTS: &str = "04-ket-qua-cham";
/// What the standing agency submits: its report and the submission.
pub const SUBMISSION: &str = "05-trinh-phe-duyet";
/// The decisions, the letter to the Ministry, and the excerpts.
pub const DECISION: &str = "06-quyet-dinh";
/// The certificates.
pub const CERTIFICATES: &str = "07-giay-chung-nhan";
/// The notices to units and owners.
pub const NOTICES: &str = "08-thong-bao";
/// What is published.
pub const PUBLICATION: &str = "09-cong-bo";
/// The archive of the round.
pub const ARCHIVE: &str = "10-luu-tru";

/// Folders whose papers also stand together in one file to print, [`TOGETHER`].
pub const PRINTED: [&str; 2] = [INVITATIONS, CERTIFICATES];
/// Name of the file to print in its folder, without its extension.
pub const TOGETHER: &str = "tat-ca";

/// All of them, in the order of the round.
pub const ALL: [&str; 10] = [
    PLAN,
    INVITATIONS,
    MEETING,
    RESULTS,
    SUBMISSION,
    DECISION,
    CERTIFICATES,
    NOTICES,
    PUBLICATION,
    ARCHIVE,
];
