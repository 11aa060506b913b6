//! The fields of a list of products: what its columns may hold.

use crate::criteria::DossierItem;
use crate::forms::RegistrationKind;

/// What a column of a district's list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::forms) enum ListField {
    Order,
    Product,
    Set,
    Owner,
    Kind,
    Address,
    Commune,
    District,
    Representative,
    Phone,
    TaxCode,
    PartA,
    PartB,
    PartC,
    Total,
    Star,
    /// An item of the dossier, by its index in [`ITEMS`].
    Item(usize),
    /// The whole dossier in one column.
    Papers,
    /// The kind of registration, in words.
    RegistrationKind,
    /// A column to tick for one kind of registration.
    Registered(RegistrationKind),
    /// The star that the product has.
    OldStar,
    /// Number of the decision or certificate that it has, perhaps with the day.
    OldDecision,
    /// Day of that decision or certificate.
    OldDay,
    /// Day on which the validity of that certificate ends.
    ValidTo,
    /// Day on which the dossier was handed in.
    Received,
    /// Code of the product.
    Code,
    /// Remarks, in which a product may be withdrawn or registered.
    Remark,
}

/// The items of a dossier, as headings name them, in the order of [`DossierItem::ALL`].
pub(in crate::forms) const ITEMS: [&str; DossierItem::ALL.len()] = [
    "Phiếu đăng ký sản phẩm",
    "Phương án, kế hoạch kinh doanh",
    "Giới thiệu bộ máy tổ chức",
    "Giấy đăng ký kinh doanh",
    "Sản phẩm mẫu",
    "Báo cáo tự đánh giá",
    "Văn bản đề nghị của UBND xã",
    "Báo cáo đánh giá của UBND xã",
    "Phiếu kiểm nghiệm",
];

/// The fields by their names in the file of words.
const KEYS: [(&str, ListField); 37] = [
    ("order", ListField::Order),
    ("product", ListField::Product),
    ("set", ListField::Set),
    ("owner", ListField::Owner),
    ("kind", ListField::Kind),
    ("address", ListField::Address),
    ("commune", ListField::Commune),
    ("district", ListField::District),
    ("representative", ListField::Representative),
    ("phone", ListField::Phone),
    ("tax_code", ListField::TaxCode),
    ("part_a", ListField::PartA),
    ("part_b", ListField::PartB),
    ("part_c", ListField::PartC),
    ("total", ListField::Total),
    ("star", ListField::Star),
    ("registration", ListField::Item(0)),
    ("plan", ListField::Item(1)),
    ("organisation", ListField::Item(2)),
    ("licence", ListField::Item(3)),
    ("sample", ListField::Item(4)),
    ("self_assessment", ListField::Item(5)),
    ("commune_request", ListField::Item(6)),
    ("commune_report", ListField::Item(7)),
    ("test_results", ListField::Item(8)),
    ("dossier", ListField::Papers),
    ("registration_kind", ListField::RegistrationKind),
    ("registered_first", ListField::Registered(RegistrationKind::First)),
    ("registered_upgrade", ListField::Registered(RegistrationKind::Upgrade)),
    ("registered_again", ListField::Registered(RegistrationKind::Again)),
    ("old_star", ListField::OldStar),
    ("old_decision", ListField::OldDecision),
    ("old_day", ListField::OldDay),
    ("valid_to", ListField::ValidTo),
    ("received", ListField::Received),
    ("code", ListField::Code),
    ("remark", ListField::Remark),
];

impl ListField {
    /// The field of this name in the file of words.
    pub(in crate::forms) fn of_key(key: &str) -> Option<Self> {
        KEYS.iter().find(|(known, _)| *known == key).map(|(_, field)| *field)
    }

    /// Its name in the file of words.
    pub(in crate::forms) fn key(self) -> &'static str {
        KEYS.iter().find(|(_, field)| *field == self).map_or("", |(key, _)| key)
    }

    /// The parts A, B and C.
    pub(in crate::forms) const PARTS: [Self; 3] = [Self::PartA, Self::PartB, Self::PartC];

    /// The fields that a list must have, in columns or in headings of groups.
    pub(in crate::forms) const NEEDED: [Self; 4] =
        [Self::Product, Self::Set, Self::Owner, Self::Kind];

    /// Whether the field is about registration, or about what the product was recognised as.
    pub(super) fn is_registration(self) -> bool {
        matches!(
            self,
            Self::RegistrationKind
                | Self::Registered(_)
                | Self::OldStar
                | Self::OldDecision
                | Self::OldDay
                | Self::ValidTo
                | Self::Received
                | Self::Code
        )
    }

    /// Whether tables of every kind have such columns, so that they do not make a table a list.
    pub(super) fn is_aside(self) -> bool {
        let later = matches!(self, Self::Item(index) if index >= DossierItem::OF_1048);
        later || self.is_registration() || self == Self::Remark
    }

    /// The heading as a clerk knows it, in Vietnamese.
    pub(in crate::forms) fn name(self) -> &'static str {
        match self {
            Self::Order => "TT",
            Self::Product => "Tên sản phẩm",
            Self::Set => "Bộ sản phẩm",
            Self::Owner => "Tên chủ thể",
            Self::Kind => "Loại hình",
            Self::Address => "Địa chỉ",
            Self::Commune => "Xã, phường, thị trấn",
            Self::District => "Huyện, thành phố",
            Self::Representative => "Người đại diện",
            Self::Phone => "Điện thoại",
            Self::TaxCode => "Mã số thuế",
            Self::PartA => "Phần A",
            Self::PartB => "Phần B",
            Self::PartC => "Phần C",
            Self::Total => "Tổng điểm",
            Self::Star => "Hạng sao đề nghị",
            Self::Item(index) => ITEMS.get(index).copied().unwrap_or("Hồ sơ"),
            Self::Papers => "Thành phần hồ sơ",
            Self::RegistrationKind => "Lần đăng ký",
            Self::Registered(RegistrationKind::First) => "Lần đầu",
            Self::Registered(RegistrationKind::Upgrade) => "Nâng hạng",
            Self::Registered(RegistrationKind::Again) => "Đánh giá lại",
            Self::OldStar => "Hạng sao đã đạt",
            Self::OldDecision => "Quyết định công nhận",
            Self::OldDay => "Ngày quyết định công nhận",
            Self::ValidTo => "Ngày hết hạn giấy chứng nhận",
            Self::Received => "Ngày nộp hồ sơ",
            Self::Code => "Mã số sản phẩm",
            Self::Remark => "Ghi chú",
        }
    }

    /// What a column with this field was taken for, in the words of the read-back.
    pub(in crate::forms) fn role(self) -> String {
        match self {
            Self::Order => "số thứ tự".to_owned(),
            Self::Total => "tổng điểm của đơn vị gửi".to_owned(),
            Self::PartA | Self::PartB | Self::PartC => {
                format!("điểm {} của đơn vị gửi", lower(self.name()))
            }
            Self::Remark => "ghi chú (chỉ xem có rút hồ sơ và lần đăng ký không)".to_owned(),
            Self::Registered(_) => format!("lần đăng ký: {}", lower(self.name())),
            Self::Item(_) => format!("hồ sơ: {}", lower(self.name())),
            _ => lower(self.name()),
        }
    }

    /// Whether the field is printed or counted, so that a heading understood in spite of a strange
    /// word deserves a warning.
    pub(super) fn is_weighty(self) -> bool {
        self.must_be_one()
            || matches!(self, Self::Address | Self::Representative | Self::District | Self::Commune)
    }

    /// Whether a second column with this field leaves a doubt. For other fields, such as the
    /// telephone, the leftmost column is read.
    pub(super) fn must_be_one(self) -> bool {
        Self::NEEDED.contains(&self)
            || Self::PARTS.contains(&self)
            || matches!(self, Self::Total | Self::Star | Self::RegistrationKind)
    }

    /// Other headings that a clerk may write over the column; empty for fields that a list need not
    /// have.
    pub(in crate::forms) fn other_names(self) -> &'static str {
        match self {
            Self::Product => "Sản phẩm; Tên SP; Sản phẩm đăng ký; Sản phẩm đề nghị",
            Self::Set => "Bộ SP; Nhóm/bộ sản phẩm; Thuộc bộ sản phẩm; Phân nhóm; Ngành hàng",
            Self::Owner => "Chủ thể; Chủ thể sản xuất; Tên cơ sở; Cơ sở sản xuất; Đơn vị đăng ký",
            Self::Kind => "Loại hình tổ chức; Loại hình chủ thể; Hình thức tổ chức",
            _ => "",
        }
    }
}

/// The text with a small first letter, as inside a sentence.
fn lower(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
