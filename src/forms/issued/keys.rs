//! The hidden keys of forms: what stands in the hidden column A of each row, and in the hidden row
//! that names the columns. The desk `blanks` writes them, this one reads them.
//!
//! A key has parts joined by `|`: `tc|12|B.4.1` is the criterion of index 12 in its set.

/// Name of the hidden sheet with the identity, the products and the drop-down lists.
///
/// Column A holds a key and column B its value; where A is [`PRODUCT`], the cells from B on are
/// those of a product. The drop-down lists stand from column [`LISTS_FROM`] on.
pub const SHEET: &str = "_ocop";

/// First column (from 0) of the drop-down lists on the hidden sheet.
pub const LISTS_FROM: u16 = 12;

/// A product: on the hidden sheet, on the cover of a ballot (`sp|<product>`), in a check-list.
pub const PRODUCT: &str = "sp";

/// Words before the printed code.
pub const CODE_LABEL: &str = "Mã biểu: ";

/// The hidden row that names the columns: `cot|<table>` in column A, and in each other column the
/// name of what stands in it.
pub const COLUMNS: &str = "cot";

/// Tables, as the row of column names calls them.
pub mod table {
    /// The products on the cover of a ballot.
    pub const COVER: &str = "bia";
    /// The criteria of a product on a ballot.
    pub const BALLOT: &str = "phieu";
    /// The products of a list.
    pub const LIST: &str = "danh-sach";
    /// The dossiers of a list.
    pub const DOSSIERS: &str = "ho-so";
    /// The owners of a list.
    pub const OWNERS: &str = "chu-the";
    /// The people of an attendance.
    pub const ATTENDANCE: &str = "diem-danh";
    /// The dossiers of a check-list.
    pub const CHECK_LIST: &str = "kiem-tra";
}

/// Columns of a ballot.
pub mod ballot_column {
    /// Number of the criterion, as printed.
    pub const ORDER: &str = "tt";
    /// Wording of the criterion or option.
    pub const WORDING: &str = "noi-dung";
    /// Points: the most of a criterion, those of an option.
    pub const POINTS: &str = "thang-diem";
    /// The star for which an option is the least.
    pub const STAR: &str = "sao";
    /// The mark, typed by the member in the rows of criteria.
    pub const MARK: &str = "diem";
    /// The member's remark.
    pub const REMARK: &str = "ghi-chu";
}

/// Columns of the cover of a ballot. The rows of its products have the key `sp|<product>`.
pub mod cover_column {
    /// Number of the product in the form, with the link to its sheet.
    pub const ORDER: &str = "tt";
    /// Name of the product.
    pub const NAME: &str = "san-pham";
    /// Its owner.
    pub const OWNER: &str = "chu-the";
    /// Its product set.
    pub const SET: &str = "bo";
}

/// Rows of a product's sheet in a ballot. The values of [`REASON`](ballot_row::REASON) and
/// [`OPINION`](ballot_row::OPINION) stand in the column [`POINTS`](ballot_column::POINTS).
pub mod ballot_row {
    /// `phieu|<product>`: stands in A1 and names the product of the sheet.
    pub const SHEET: &str = "phieu";
    /// Name of the product and its owner.
    pub const SUBJECT: &str = "san-pham";
    /// Why the member does not score the product.
    pub const REASON: &str = "ly-do";
    /// `phan|A`: heading and sum of a part; where the criteria are not known, its open mark.
    pub const PART: &str = "phan";
    /// `nhom|<code>`: heading and sum of a group.
    pub const GROUP: &str = "nhom";
    /// `tc|<index>|<code>`: a criterion, with the cell of its mark.
    pub const CRITERION: &str = "tc";
    /// `muc|<index>|<number>|<points>`: an option of the criterion of this index; numbers count
    /// through all scales of the criterion from 1.
    pub const OPTION: &str = "muc";
    /// `loai|<index>`: the knock-out of the criterion; the cell of the mark says `Có` or is blank.
    pub const KNOCK_OUT: &str = "loai";
    /// What is printed below a criterion beside its options: notes, cases, knock-outs that follow
    /// from a mark.
    pub const NOTE: &str = "chu";
    /// The total.
    pub const TOTAL: &str = "tong";
    /// The member's opinion.
    pub const OPINION: &str = "y-kien";
    /// The end of the table; nothing below is read.
    pub const END: &str = "het";
}

/// Rows of an attendance.
pub mod attendance_row {
    /// `tv|<number>`: a member of the council, by the number in the declaration.
    pub const MEMBER: &str = "tv";
    /// `khach|<number>`: somebody else who is there.
    pub const GUEST: &str = "khach";
    /// Beginning and end of the meeting, right of the label.
    pub const TIME: &str = "gio";
    /// The place of the meeting, right of the label.
    pub const PLACE: &str = "noi";
}

/// Columns of an attendance.
pub mod attendance_column {
    /// Number of the row.
    pub const ORDER: &str = "tt";
    /// Title and name.
    pub const NAME: &str = "ten";
    /// Post and unit.
    pub const POST: &str = "chuc-vu";
    /// Role in the council.
    pub const ROLE: &str = "vai-tro";
    /// Whether the member is there.
    pub const PRESENCE: &str = "du-hop";
    /// Why not, or by which written authority somebody else is.
    pub const REASON: &str = "ly-do";
    /// Who replaces the member.
    pub const SUBSTITUTE: &str = "nguoi-thay";
    /// The signature.
    pub const SIGNATURE: &str = "ky-ten";
}

/// Columns of a check-list; those of the items bear the names of their fields in the file of words.
pub mod check_list_column {
    /// Number of the row.
    pub const ORDER: &str = "tt";
    /// Product, owner and unit.
    pub const PRODUCT: &str = "san-pham";
    /// The conclusion, by a formula.
    pub const CONCLUSION: &str = "ket-luan";
    /// What must be supplemented.
    pub const SUPPLEMENT: &str = "bo-sung";
    /// Who checked.
    pub const CHECKER: &str = "nguoi";
    /// When.
    pub const DAY: &str = "ngay";
}

/// Rows of a list.
pub mod list_row {
    /// `dong|<number>`: a row for a product; the same number on all sheets of the list.
    pub const ROW: &str = "dong";
    /// The unit whose list it is, in the head of the sheet.
    pub const UNIT: &str = "don-vi";
    /// A title or explanation.
    pub const TITLE: &str = "tieu-de";
    /// The covering letter: `cong-van|so` its number, `cong-van|ngay` its day, each right of its
    /// label.
    pub const LETTER: &str = "cong-van";
    /// The number of the letter.
    pub const LETTER_NUMBER: &str = "so";
    /// The day of the letter.
    pub const LETTER_DAY: &str = "ngay";
    /// The headings, right below the names of the columns.
    pub const HEADINGS: &str = "dau-cot";
    /// The counts below the products.
    pub const TOTALS: &str = "cong";
    /// Places to sign.
    pub const SIGNATURE: &str = "ky";
    /// A sheet that explains the form: stands in its first row.
    pub const GUIDE: &str = "huong-dan";
    /// The end of the table; nothing below is read.
    pub const END: &str = "het";
}

/// Joins the parts of a key.
#[must_use]
pub fn join(parts: &[&str]) -> String {
    parts.join("|")
}

/// Splits a key into its first part and the others.
#[must_use]
pub fn split(key: &str) -> (&str, Vec<&str>) {
    let mut parts = key.trim().split('|');
    (parts.next().unwrap_or_default(), parts.collect())
}
