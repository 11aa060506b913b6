//! The account of how each sheet was read, for people to check: the marks came from column D, row
//! 31 was passed over because it repeats the headings.

use serde::Serialize;

use crate::finding::Place;

/// How one sheet was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetReading {
    /// The sheet.
    pub place: Place,
    /// What it was taken for.
    pub taken_for: TakenFor,
    /// Its tables, from the top.
    pub tables: Vec<TableReading>,
    /// Rows that were passed over, from the top.
    pub skipped: Vec<Skipped>,
}

impl SheetReading {
    /// The account of a sheet that the program wrote itself.
    pub(super) fn of_own(place: &Place) -> Self {
        Self {
            place: place.clone(),
            taken_for: TakenFor::OwnSheet,
            tables: Vec::new(),
            skipped: Vec::new(),
        }
    }
}

/// What a sheet is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TakenFor {
    /// A district's list of products.
    List,
    /// What goes with a list on a sheet of its own: dossiers, owners.
    ListDetails,
    /// Ballots of one member.
    Ballots,
    /// A ballot form that nobody filled in.
    BlankBallot,
    /// A summary of the members' scores.
    Summary,
    /// A sheet that this program wrote itself, such as the list of faults.
    OwnSheet,
    /// A sheet about something else: contacts, another year, a cover page.
    Aside,
    /// Nothing that is known.
    Unknown,
}

impl TakenFor {
    /// The Vietnamese words a clerk reads.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "danh sách sản phẩm",
            Self::ListDetails => "hồ sơ, chủ thể kèm danh sách",
            Self::Ballots => "phiếu chấm điểm",
            Self::BlankBallot => "mẫu phiếu chưa ghi điểm",
            Self::Summary => "bảng tổng hợp điểm",
            Self::OwnSheet => "trang do chương trình lập",
            Self::Aside => "trang khác, không phải danh sách của đợt",
            Self::Unknown => "không nhận ra",
        }
    }
}

/// How one table was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableReading {
    /// Where its headings begin.
    pub place: Place,
    /// Whose table it is, in Vietnamese: `huyện Than Uyên`, `Hà Trọng Hải, lần chấm 2`; `None`
    /// where that is not known.
    pub of: Option<String>,
    /// Its columns from the left (rows from the top, where products stand in rows and criteria in
    /// columns).
    pub columns: Vec<ColumnReading>,
    /// How many products of a list, or criteria of a ballot, were read.
    pub rows: usize,
    /// How many scores of a list, or marks of a ballot, were read; the sums of a ballot that has no
    /// marks.
    pub marks: usize,
}

/// What one column was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnReading {
    /// The cell of its heading.
    pub place: Place,
    /// The heading as it stands there.
    pub heading: String,
    /// What the column was taken for, in Vietnamese: `điểm của “Chè Tả Ngảo”`, `điểm tối đa`,
    /// `không đọc: năm sinh`.
    pub role: String,
    /// The kind of what it was taken for.
    pub kind: ColumnKind,
}

/// The kind of what a column is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Marks of a member.
    Marks,
    /// The most points of each criterion.
    Maximum,
    /// Points or stars that a district's council gave.
    Score,
    /// Anything else that is read.
    Read,
    /// Something known that is not read.
    Unread,
    /// Something that is not clear; nothing is read from it.
    Doubtful,
}

/// Marks that came in and count for nothing, since their sheet does not say whose they are, of
/// which session, or which column holds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclaimed {
    /// The sheet.
    pub place: Place,
    /// Index of the member in `round.toml`, where the sheet names one.
    pub member: Option<usize>,
    /// Number of the session, where the sheet names one.
    pub session: Option<u8>,
    /// The products, as their lists write them.
    pub products: Vec<String>,
}

/// What the path of a file names, whether the file could be read or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NamedByPath {
    /// Index in `round.toml` of the member that it names.
    pub member: Option<usize>,
    /// Number of the session that it names.
    pub session: Option<u8>,
    /// Index in `round.toml` of the district that it names.
    pub district: Option<usize>,
}

/// A row that was passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Its first cell.
    pub place: Place,
    /// What stands there, shortened.
    pub shown: String,
    /// Why it was passed over, in Vietnamese: `tiêu đề lặp lại ở trang sau`.
    pub why: String,
}
