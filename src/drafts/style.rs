//! The named styles of a draft. A program that checks the form of papers finds the zones of Nghị
//! định 30/2020/NĐ-CP by them, and whoever writes in Word finds them in the list of styles.

use super::measures::Measures;

/// How a paragraph looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// Quốc hiệu.
    Nation,
    /// Tiêu ngữ.
    Motto,
    /// Cơ quan chủ quản.
    Parent,
    /// Cơ quan ban hành.
    Issuer,
    /// Số, ký hiệu.
    Number,
    /// Địa danh, thời gian ban hành.
    PlaceDate,
    /// Tên loại.
    Name,
    /// Trích yếu.
    Subject,
    /// Trích yếu of a letter, below its number.
    LetterSubject,
    /// Kính gửi, one line in the middle.
    Addressee,
    /// Kính gửi, several lines.
    Addressees,
    /// A bold line in the middle.
    Centered,
    /// Heading of level 1 or 2.
    Heading,
    /// Heading of level 3.
    Point,
    /// Running text.
    Text,
    /// Title above a table or below a chart.
    Caption,
    /// Heading of a column.
    TableHead,
    /// Cell, aligned left.
    CellLeft,
    /// Cell in the middle.
    CellCenter,
    /// Cell, aligned right.
    CellRight,
    /// Heading of a column of a wide table.
    SmallHead,
    /// Cell of a wide table, aligned left.
    SmallLeft,
    /// Cell of a wide table in the middle.
    SmallCenter,
    /// Cell of a sum, or a line across the table.
    CellBold,
    /// “Nơi nhận:”.
    RecipientsHead,
    /// A recipient.
    Recipient,
    /// Quyền hạn, chức vụ của người ký.
    Capacity,
    /// Họ tên người ký.
    Signer,
    /// “Phụ lục”.
    Annex,
    /// Title of an annex.
    AnnexTitle,
    /// The line that names the paper of an annex.
    AnnexReference,
    /// A line of a sheet in the middle, large.
    Large,
    /// A rule below a line.
    Rule,
    /// Nothing: ends a section or a cell.
    Empty,
}

/// Where the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
    /// From margin to margin.
    Both,
}

/// What a style says. Lengths are twentieths of a point, sizes half points.
pub(super) struct Look {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) size: u32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) side: Side,
    pub(super) before: u32,
    pub(super) after: u32,
    pub(super) first: u32,
    /// Height of a line in 240ths.
    pub(super) line: u32,
    /// Whether it stays on one page with what follows.
    pub(super) keep: bool,
}

/// Size of the letters of wide tables.
const SMALL: u32 = 20;

impl Style {
    /// All styles.
    pub(super) const ALL: [Self; 34] = [
        Self::Nation,
        Self::Motto,
        Self::Parent,
        Self::Issuer,
        Self::Number,
        Self::PlaceDate,
        Self::Name,
        Self::Subject,
        Self::LetterSubject,
        Self::Addressee,
        Self::Addressees,
        Self::Centered,
        Self::Heading,
        Self::Point,
        Self::Text,
        Self::Caption,
        Self::TableHead,
        Self::CellLeft,
        Self::CellCenter,
        Self::CellRight,
        Self::SmallHead,
        Self::SmallLeft,
        Self::SmallCenter,
        Self::CellBold,
        Self::RecipientsHead,
        Self::Recipient,
        Self::Capacity,
        Self::Signer,
        Self::Annex,
        Self::AnnexTitle,
        Self::AnnexReference,
        Self::Large,
        Self::Rule,
        Self::Empty,
    ];

    /// Returns its identifier in the file and its name for people.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Nation => ("VBQuocHieu", "VB_QuocHieu"),
            Self::Motto => ("VBTieuNgu", "VB_TieuNgu"),
            Self::Parent => ("VBCoQuanChuQuan", "VB_CoQuanChuQuan"),
            Self::Issuer => ("VBCoQuan", "VB_CoQuan"),
            Self::Number => ("VBSoKyHieu", "VB_SoKyHieu"),
            Self::PlaceDate => ("VBDiaDanhNgay", "VB_DiaDanhNgay"),
            Self::Name => ("VBTenLoai", "VB_TenLoai"),
            Self::Subject => ("VBTrichYeu", "VB_TrichYeu"),
            Self::LetterSubject => ("VBTrichYeuCongVan", "VB_TrichYeuCongVan"),
            Self::Addressee => ("VBKinhGui", "VB_KinhGui"),
            Self::Addressees => ("VBKinhGuiNhieuNoi", "VB_KinhGuiNhieuNoi"),
            Self::Centered => ("VBDongGiua", "VB_DongGiua"),
            Self::Heading => ("VBDeMuc", "VB_DeMuc"),
            Self::Point => ("VBDiem", "VB_Diem"),
            Self::Text => ("VBNoiDung", "VB_NoiDung"),
            Self::Caption => ("VBTenBang", "VB_TenBang"),
            Self::TableHead => ("VBDauBang", "VB_DauBang"),
            Self::CellLeft => ("VBO", "VB_O"),
            Self::CellCenter => ("VBOGiua", "VB_OGiua"),
            Self::CellRight => ("VBOPhai", "VB_OPhai"),
            Self::SmallHead => ("VBDauBangNho", "VB_DauBangNho"),
            Self::SmallLeft => ("VBONho", "VB_ONho"),
            Self::SmallCenter => ("VBONhoGiua", "VB_ONhoGiua"),
            Self::CellBold => ("VBODam", "VB_ODam"),
            Self::RecipientsHead => ("VBNoiNhanDau", "VB_NoiNhanDau"),
            Self::Recipient => ("VBNoiNhan", "VB_NoiNhan"),
            Self::Capacity => ("VBQuyenHan", "VB_QuyenHan"),
            Self::Signer => ("VBHoTen", "VB_HoTen"),
            Self::Annex => ("VBPhuLuc", "VB_PhuLuc"),
            Self::AnnexTitle => ("VBTenPhuLuc", "VB_TenPhuLuc"),
            Self::AnnexReference => ("VBKemTheo", "VB_KemTheo"),
            Self::Large => ("VBChuLon", "VB_ChuLon"),
            Self::Rule => ("VBNet", "VB_Net"),
            Self::Empty => ("VBTrong", "VB_Trong"),
        }
    }

    /// Returns the style of this identifier.
    pub(super) fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.names().0 == id)
    }

    /// Tells whether its letters are bold, then whether they are italic.
    pub(super) fn face(self) -> (bool, bool) {
        let bold = matches!(
            self,
            Self::Nation
                | Self::Motto
                | Self::Issuer
                | Self::Name
                | Self::Subject
                | Self::Centered
                | Self::Heading
                | Self::Caption
                | Self::TableHead
                | Self::SmallHead
                | Self::CellBold
                | Self::RecipientsHead
                | Self::Capacity
                | Self::Signer
                | Self::Annex
                | Self::AnnexTitle
                | Self::Large
        );
        let italic = matches!(self, Self::PlaceDate | Self::RecipientsHead | Self::AnnexReference);
        (bold, italic)
    }

    /// Returns what it says in these measures.
    pub(super) fn look(self, measures: &Measures) -> Look {
        let (id, name) = self.names();
        let (bold, italic) = self.face();
        let Measures { text, head, table, .. } = *measures;
        let mut look = Look {
            id,
            name,
            size: text,
            bold,
            italic,
            side: Side::Center,
            before: 0,
            after: 0,
            first: 0,
            line: 240,
            keep: false,
        };
        match self {
            Self::Nation | Self::Parent | Self::Issuer => look.size = head,
            Self::Number => (look.size, look.before) = (head, 120),
            Self::PlaceDate => look.before = 120,
            Self::Motto | Self::AnnexTitle | Self::AnnexReference | Self::Signer => {}
            Self::Name => (look.before, look.keep) = (400, true),
            Self::LetterSubject => (look.size, look.before) = (24, 120),
            Self::Addressee => (look.before, look.after) = (280, 280),
            Self::Addressees => (look.side, look.first) = (Side::Left, 2_000),
            Self::Centered => (look.before, look.after, look.keep) = (120, 120, true),
            Self::Heading | Self::Point => {
                (look.side, look.first, look.after) = (Side::Both, measures.first, measures.gap);
                (look.line, look.keep) = (measures.line, true);
            }
            Self::Text => {
                (look.side, look.first, look.after) = (Side::Both, measures.first, measures.gap);
                look.line = measures.line;
            }
            Self::Caption => {
                (look.size, look.before, look.after, look.keep) = (table, 160, 80, true);
            }
            Self::TableHead | Self::CellCenter => look.size = table,
            Self::SmallHead | Self::SmallCenter => look.size = SMALL,
            Self::SmallLeft => (look.size, look.side) = (SMALL, Side::Left),
            Self::CellLeft | Self::CellBold => (look.size, look.side) = (table, Side::Left),
            Self::CellRight => (look.size, look.side) = (table, Side::Right),
            Self::RecipientsHead => (look.size, look.side) = (24, Side::Left),
            Self::Recipient => (look.size, look.side) = (22, Side::Left),
            Self::Subject | Self::Capacity | Self::Annex => look.keep = true,
            Self::Large => (look.size, look.before) = (40, 120),
            Self::Rule => (look.size, look.line, look.before) = (4, 80, 40),
            Self::Empty => (look.size, look.line) = (4, 20),
        }
        look
    }
}
