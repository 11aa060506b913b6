//! The forms of the six offices: one idea, six habits.

use crate::districts::{LAI_CHAU, MUONG_TE, NAM_NHUN, PHONG_THO, SIN_HO, THAN_UYEN};
use crate::model::District;

/// How an office lays out its list.
pub(crate) struct Form {
    pub packing: Packing,
    pub habit: Habit,
    /// Name of the sheet.
    pub sheet: &'static str,
    pub columns: &'static [Column],
    pub bands: &'static [Band],
}

/// In what the list comes.
#[derive(Clone, Copy)]
pub(crate) enum Packing {
    Xlsx,
    Ods,
    /// A folder of this name with the workbook and a text, zipped.
    Zip(&'static str),
}

/// What is peculiar to an office's list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Habit {
    Plain,
    /// The owner's cells are merged over its products.
    OwnersMerged,
    /// A row above the products of each kind of owner.
    SectionsByKind,
    /// Points typed as text, with a decimal comma.
    NumbersAsText,
    /// An empty `Sheet2` and a hidden sheet are left in the workbook.
    SpareSheets,
}

/// A column of the list.
pub(crate) struct Column {
    pub field: Field,
    pub heading: &'static str,
    /// In characters.
    pub width: u16,
}

/// A heading over several columns.
pub(crate) struct Band {
    pub heading: &'static str,
    /// Neighbours, from left to right.
    pub fields: &'static [Field],
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Ordinal,
    Product,
    Set,
    Owner,
    Kind,
    Address,
    Representative,
    PartA,
    PartB,
    PartC,
    Total,
    Star,
    Note,
}

use Field::{Address, Kind, Note, Ordinal, Owner, PartA, PartB, PartC, Product, Representative, Set, Star, Total};

/// Each district with its office's form.
pub(crate) static FORMS: [(&District, &Form); 6] = [
    (&LAI_CHAU, &REORDERED),
    (&THAN_UYEN, &usual(Packing::Xlsx, Habit::OwnersMerged)),
    (&SIN_HO, &usual(Packing::Xlsx, Habit::SectionsByKind)),
    (&PHONG_THO, &usual(Packing::Xlsx, Habit::NumbersAsText)),
    (&MUONG_TE, &usual(Packing::Ods, Habit::Plain)),
    (&NAM_NHUN, &usual(Packing::Zip("Ho so OCOP huyen Nam Nhun"), Habit::SpareSheets)),
];

/// The form most offices fill in.
const fn usual(packing: Packing, habit: Habit) -> Form {
    Form { packing, habit, sheet: "Danh sách", columns: &USUAL_COLUMNS, bands: &USUAL_BANDS }
}

static USUAL_COLUMNS: [Column; 13] = [
    column(Ordinal, "TT", 5),
    column(Product, "Tên sản phẩm", 21),
    column(Set, "Bộ sản phẩm", 20),
    column(Owner, "Tên chủ thể", 24),
    column(Kind, "Loại hình", 15),
    column(Address, "Địa chỉ", 21),
    column(Representative, "Người đại diện", 18),
    column(PartA, "Phần A", 8),
    column(PartB, "Phần B", 8),
    column(PartC, "Phần C", 8),
    column(Total, "Tổng điểm", 9),
    column(Star, "Hạng sao đề nghị", 10),
    column(Note, "Ghi chú", 15),
];

static USUAL_BANDS: [Band; 2] = [
    band("Chủ thể", &[Owner, Kind, Address, Representative]),
    band("Điểm đánh giá của Hội đồng cấp huyện", &[PartA, PartB, PartC, Total]),
];

/// The city's own form: the owner before the product, and other words.
static REORDERED: Form = Form {
    packing: Packing::Xlsx,
    habit: Habit::Plain,
    sheet: "OCOP dot 2",
    columns: &[
        column(Ordinal, "STT", 5),
        column(Owner, "Tên cơ sở (chủ thể)", 24),
        column(Kind, "Loại hình tổ chức", 15),
        column(Representative, "Họ tên người đại diện", 18),
        column(Address, "Địa chỉ sản xuất", 21),
        column(Product, "Sản phẩm", 21),
        column(Set, "Nhóm/Bộ sản phẩm", 20),
        column(PartA, "Điểm phần A", 8),
        column(PartB, "Điểm phần B", 8),
        column(PartC, "Điểm phần C", 8),
        column(Total, "Tổng", 9),
        column(Star, "Xếp hạng đề nghị", 10),
        column(Note, "Ghi chú", 15),
    ],
    bands: &[
        band("Thông tin cơ sở sản xuất", &[Owner, Kind, Representative, Address]),
        band("Kết quả chấm điểm của Hội đồng cấp thành phố", &[PartA, PartB, PartC, Total]),
    ],
};

const fn column(field: Field, heading: &'static str, width: u16) -> Column {
    Column { field, heading, width }
}

const fn band(heading: &'static str, fields: &'static [Field]) -> Band {
    Band { heading, fields }
}

impl Form {
    /// The column that holds a field. Every form has them all.
    pub(crate) fn position(&self, field: Field) -> u16 {
        (0..).zip(self.columns).find(|(_, column)| column.field == field).map_or(0, |(col, _)| col)
    }
}

impl Band {
    pub(crate) fn covers(&self, field: Field) -> bool {
        self.fields.contains(&field)
    }
}

impl Field {
    /// Whether it is the same for all products of an owner.
    pub(crate) fn is_of_owner(self) -> bool {
        matches!(self, Owner | Kind | Address | Representative)
    }
}
