//! The forms of the six offices: one idea, six habits.

/// How an office lays out its list.
pub(crate) struct Form {
    pub drawn: Drawn,
    pub packing: Packing,
    pub habit: Habit,
    /// Name of the sheet.
    pub sheet: &'static str,
    /// The columns of products and scores; those of the dossier and the notes follow.
    pub columns: &'static [Column],
    pub dossier: &'static [Column],
    /// How the office says that something is there.
    pub tick: &'static str,
    pub bands: &'static [Band],
}

/// Who drew the form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Drawn {
    /// The district's office; the rest says how.
    ByHand,
    /// The province's office, with this program. Only the packing is the district's own.
    OnOurForm,
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
    /// Neighbours, from left to right; a form without them has no band.
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
    /// An item of the dossier.
    Item,
    /// The number of samples.
    Samples,
    /// The whole dossier.
    Papers,
    Note,
}

use Field::{
    Address, Item, Kind, Note, Ordinal, Owner, Papers, PartA, PartB, PartC, Product,
    Representative, Samples, Set, Star, Total,
};

/// The form of each office, by the name of its file.
pub(crate) static FORMS: [(&str, &Form); 6] = [
    ("thanh-pho-lai-chau", &ours(Packing::Xlsx)),
    (
        "than-uyen",
        &Form { dossier: &WHOLE_DOSSIER, ..usual(Packing::Xlsx, Habit::OwnersMerged, "đủ") },
    ),
    ("sin-ho", &usual(Packing::Xlsx, Habit::SectionsByKind, "x")),
    ("phong-tho", &ours(Packing::Xlsx)),
    ("muong-te", &REORDERED),
    ("nam-nhun", &ours(Packing::Zip("Ho so OCOP huyen Nam Nhun"))),
];

/// The program's own form.
const fn ours(packing: Packing) -> Form {
    Form { drawn: Drawn::OnOurForm, ..usual(packing, Habit::Plain, "Có") }
}

/// The form most offices fill in.
const fn usual(packing: Packing, habit: Habit, tick: &'static str) -> Form {
    let (columns, dossier, bands) = (&USUAL_COLUMNS, &DOSSIER, &USUAL_BANDS);
    Form {
        drawn: Drawn::ByHand, packing, habit, sheet: "Danh sách", columns, dossier, tick, bands
    }
}

static USUAL_COLUMNS: [Column; 12] = [
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
];

/// The five mandatory items, a column each.
static DOSSIER: [Column; 5] = [
    column(Item, "Phiếu đăng ký", 8),
    column(Item, "Phương án KD", 8),
    column(Item, "Bộ máy tổ chức", 8),
    column(Item, "Giấy ĐKKD", 8),
    column(Samples, "SP mẫu", 8),
];

/// All of them in one column.
static WHOLE_DOSSIER: [Column; 1] = [column(Papers, "Hồ sơ", 9)];

static NOTE: Column = column(Note, "Ghi chú", 15);

static USUAL_BANDS: [Band; 3] = [
    band("Chủ thể", &[Owner, Kind, Address, Representative]),
    band("Điểm đánh giá của Hội đồng cấp huyện", &[PartA, PartB, PartC, Total]),
    band("Thành phần hồ sơ", &[Item, Samples]),
];

/// An office's own form: the owner before the product, and other words.
static REORDERED: Form = Form {
    drawn: Drawn::ByHand,
    packing: Packing::Ods,
    habit: Habit::NumbersAsText,
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
    ],
    dossier: &WHOLE_DOSSIER,
    tick: "Đủ",
    bands: &[
        band("Thông tin cơ sở sản xuất", &[Owner, Kind, Representative, Address]),
        band("Kết quả chấm điểm của Hội đồng cấp huyện", &[PartA, PartB, PartC, Total]),
    ],
};

const fn column(field: Field, heading: &'static str, width: u16) -> Column {
    Column { field, heading, width }
}

const fn band(heading: &'static str, fields: &'static [Field]) -> Band {
    Band { heading, fields }
}

impl Form {
    /// All columns, from left to right.
    pub(crate) fn all_columns(&self) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().chain(self.dossier).chain([&NOTE])
    }

    /// The first column that holds a field; `None` where the form has none.
    pub(crate) fn find(&self, field: Field) -> Option<u16> {
        (0..).zip(self.all_columns()).find(|(_, column)| column.field == field).map(|(col, _)| col)
    }

    /// The column that holds a field which every form has.
    pub(crate) fn position(&self, field: Field) -> u16 {
        self.find(field).unwrap_or_default()
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
