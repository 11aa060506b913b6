//! Findings, in Vietnamese, about files that are not read and about what was noticed in worksheets
//! that were.

use std::collections::BTreeMap;

use careful_spreadsheet::{
    COLUMNS, CellRef, Encoding, HiddenCells, NonTable, Noticed, Place, ROWS, Refusal, Remark,
    TextTable, TooLarge, UnreadFormat, text,
};

use super::attachments::name as attachment_name;
use crate::finding::{Code, Finding, Findings};

/// Most findings of one kind about single cells of a worksheet; further cells are only counted.
const TOLD: usize = 50;
/// Most ranges of hidden rows or columns that are named; further ranges are only counted.
const NAMED: usize = 12;

const OPEN_AND_SAVE: &str = "Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại thành tệp .xlsx mới, \
                             hoặc đề nghị nơi gửi gửi lại.";
const SAVE_AS_XLSX: &str = "Mở tệp bằng Excel (Excel cảnh báo đuôi tên không khớp thì vẫn chọn \
                            mở), chọn Tệp (File), Lưu thành (Save As), kiểu “Excel Workbook \
                            (*.xlsx)”, rồi gửi tệp .xlsx thay tệp này.";
const SAVE_FROM_OLD: &str = "Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại thành tệp .xlsx.";
const SAVE_FROM_TEXT: &str = "Mở bảng tính gốc bằng Excel, chọn Tệp (File), Lưu thành (Save As), \
                              kiểu “Excel Workbook (*.xlsx)”, rồi gửi tệp .xlsx thay tệp này. \
                              Không còn bản gốc thì mở chính tệp này rồi lưu như vậy, và soát lại \
                              chữ có dấu, ngày tháng, số 0 ở đầu.";
const UNLOCK: &str = "Mở tệp bằng mật khẩu, chọn Tệp (File), Thông tin (Info), Bảo vệ sổ làm việc \
                      (Protect Workbook), Mã hóa bằng mật khẩu (Encrypt with Password), xóa mật \
                      khẩu, lưu lại rồi gửi lại.";
const SEND_THE_WORKBOOK: &str = "Đề nghị nơi gửi gửi lại chính bảng tính, lưu bằng Excel với kiểu \
                                 “Excel Workbook (*.xlsx)”; đổi đuôi tên tệp không làm tệp thành \
                                 bảng tính. Nếu tệp chỉ là tài liệu kèm theo hồ sơ thì đặt lại \
                                 đúng đuôi tên.";
const MAKE_ANEW: &str =
    "Không mở tệp này; đề nghị nơi gửi lập lại bảng tính bằng Excel hoặc LibreOffice.";
const STRUCK_REMEDY: &str =
    "Xóa hẳn phần bị gạch nếu đã bỏ, hoặc bỏ gạch ngang nếu vẫn dùng, rồi lưu lại.";
const PACK_ANEW: &str =
    "Nén lại các bảng tính, hoặc lưu lại bảng tính bằng Excel hoặc LibreOffice.";

/// Makes the finding about a file that is not read.
pub(super) fn refusal(place: Place, refusal: Refusal) -> Finding {
    let told = RefusalText::of(&refusal);
    let finding = Finding {
        allowed: told.allowed.map(str::to_owned),
        remedy: told.remedy.map(str::to_owned),
        ..Finding::new(told.code, place, format!("{}.", told.message))
    };
    match refusal {
        // The detail is English and comes from a library; it may quote the file, control characters
        // included.
        Refusal::Damaged(detail) | Refusal::Truncated(detail) | Refusal::NotOpened(detail) => {
            Finding { technical: Some(text::clean(&detail)), ..finding }
        }
        _ => finding,
    }
}

/// A refusal in Vietnamese, without its place.
struct RefusalText {
    code: Code,
    message: String,
    allowed: Option<&'static str>,
    remedy: Option<&'static str>,
}

impl RefusalText {
    fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), allowed: None, remedy: None }
    }

    fn remedy(self, remedy: &'static str) -> Self {
        Self { remedy: Some(remedy), ..self }
    }

    fn allowed(self, allowed: &'static str) -> Self {
        Self { allowed: Some(allowed), ..self }
    }

    /// Words a refusal.
    fn of(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Damaged(_)
            | Refusal::Truncated(_)
            | Refusal::NotOpened(_)
            | Refusal::Link
            | Refusal::Locked => Self::of_unreadable(refusal),
            Refusal::TooLarge(how) => Self::new(Code::FileTooLarge, too_large(*how))
                .allowed("tối đa 20 MB một tệp, 200 MB sau khi giải nén, 1.000.000 ô có dữ liệu")
                .remedy("Xóa hình ảnh, trang tính và dòng thừa, hoặc tách thành nhiều tệp nhỏ."),
            Refusal::NotRead(format) => {
                let (message, remedy) = not_read(*format);
                Self::new(Code::FormatNotRead, message).remedy(remedy)
            }
            Refusal::TextTable(how) => Self::new(
                Code::FormatNotRead,
                format!(
                    "Tệp này là bảng lưu dạng văn bản ({}) nên không được đọc",
                    text_table(*how)
                ),
            )
            .remedy(SAVE_FROM_TEXT),
            Refusal::Empty => Self::empty("Tệp rỗng (0 byte) nên không có gì để đọc"),
            Refusal::EmptyArchive => Self::empty("Tệp nén không chứa tệp nào"),
            Refusal::Misnamed { ending, instead } => Self::new(
                Code::NameMisleads,
                format!(
                    "Tên tệp có đuôi “.{ending}” nhưng nội dung là {}, nên không đọc được",
                    what(*instead)
                ),
            )
            .remedy(SEND_THE_WORKBOOK),
            Refusal::Bomb
            | Refusal::XmlEntities
            | Refusal::XmlExternal
            | Refusal::SameName
            | Refusal::SharedBytes
            | Refusal::UnsafeName => Self::of_hostile(refusal),
            Refusal::NoTable(_)
            | Refusal::LockFile
            | Refusal::Temporary
            | Refusal::Hidden
            | Refusal::OwnWorkbook
            | Refusal::OwnFolder => Self::of_harmless(refusal),
        }
    }

    fn empty(message: &str) -> Self {
        Self::new(Code::FileEmpty, message)
            .remedy("Chép hoặc tải lại tệp; vẫn rỗng thì đề nghị nơi gửi gửi lại.")
    }

    /// Words a refusal of a file that cannot be opened here, or only by somebody who has its
    /// password.
    fn of_unreadable(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Truncated(_) => Self::new(
                Code::FileTruncated,
                "Tệp bị cắt cụt, thiếu phần cuối, nên không đọc được",
            )
            .remedy("Chép hoặc tải lại tệp từ nơi gửi."),
            Refusal::NotOpened(_) => Self::new(Code::FileNotOpened, "Không mở được tệp")
                .remedy("Kiểm tra quyền đọc tệp, đóng chương trình đang giữ tệp, rồi chạy lại."),
            Refusal::Link => Self::new(
                Code::FileNotOpened,
                "Đây là liên kết đến nơi khác, không phải tệp thật, nên không được mở",
            )
            .remedy("Chép chính tệp đó vào thư mục."),
            Refusal::Locked => {
                Self::new(Code::FileLocked, "Tệp được bảo vệ bằng mật khẩu nên không mở được")
                    .remedy(UNLOCK)
            }
            _ => {
                Self::new(Code::FileDamaged, "Tệp bị hỏng nên không đọc được").remedy(OPEN_AND_SAVE)
            }
        }
    }

    /// Words a refusal of a file that may be an attack, or that contradicts itself.
    fn of_hostile(refusal: &Refusal) -> Self {
        let inconsistent = |what: &str| {
            Self::new(
                Code::ArchiveInconsistent,
                format!("Tệp nén tự mâu thuẫn: {what}, nên không được đọc"),
            )
            .remedy(PACK_ANEW)
        };
        match refusal {
            Refusal::XmlEntities => Self::new(
                Code::XmlBomb,
                "Tệp khai báo thực thể XML (có thể là bom XML) nên không được đọc",
            )
            .remedy(MAKE_ANEW),
            Refusal::XmlExternal => Self::new(
                Code::XmlExternal,
                "Tệp trỏ đến dữ liệu bên ngoài (XXE) nên không được đọc",
            )
            .remedy(MAKE_ANEW),
            Refusal::SameName => inconsistent("có hai tệp cùng tên"),
            Refusal::SharedBytes => inconsistent("có hai tệp chung một đoạn dữ liệu"),
            Refusal::UnsafeName => Self::new(
                Code::ArchiveNameUnsafe,
                "Tên tệp trong tệp nén trỏ ra ngoài tệp nén nên tệp này không được đọc",
            )
            .allowed("tên không bắt đầu bằng “/” hay ổ đĩa và không có “..”")
            .remedy("Kiểm tra nguồn gốc tệp nén, rồi nén lại các bảng tính."),
            _ => Self::new(
                Code::ArchiveBomb,
                "Tệp nén bung ra lớn bất thường (bom nén) nên không được đọc",
            )
            .allowed("tối đa gấp 250 lần khi giải nén")
            .remedy("Không mở tệp này; hỏi lại nơi gửi và đề nghị gửi tệp khác."),
        }
    }

    /// Words a refusal of a file that nobody misses.
    fn of_harmless(refusal: &Refusal) -> Self {
        let left_alone = |message: String| Self::new(Code::FileLeftAlone, message);
        match refusal {
            Refusal::NoTable(instead) => left_alone(format!(
                "Tệp này là {}, không phải bảng tính, nên được để nguyên",
                what(*instead)
            )),
            Refusal::LockFile => left_alone(
                "Tệp tạm này cho biết bảng tính đang được mở ở một máy nào đó".to_owned(),
            )
            .remedy("Lưu và đóng bảng tính trước khi chạy, để số liệu là bản mới nhất."),
            Refusal::Temporary => {
                left_alone("Đây là tệp tạm của một chương trình nên được để nguyên".to_owned())
            }
            Refusal::OwnWorkbook => Self::new(
                Code::OwnWorkbook,
                "Bảng tính này do chương trình tự lập, không phải hồ sơ hoặc phiếu chấm, nên \
                 không được đọc",
            ),
            Refusal::OwnFolder => Self::new(
                Code::OwnFolder,
                "Thư mục này là thư mục kết quả của một lần chạy nên không tệp nào trong đó được \
                 đọc",
            ),
            _ => left_alone("Đây là tệp hoặc thư mục ẩn nên được để nguyên".to_owned()),
        }
    }
}

/// Returns the sentence for a limit that a file exceeds, without full stop.
fn too_large(how: TooLarge) -> &'static str {
    match how {
        TooLarge::File => "Tệp quá lớn nên không được đọc",
        TooLarge::Packed => "Tệp quá lớn",
        TooLarge::Unpacked => "Tệp bung ra quá lớn",
        TooLarge::Rest => "Tệp nén bung ra quá lớn nên phần còn lại không được đọc",
        TooLarge::Piece => "Tệp có một ô hoặc một đoạn chữ quá dài",
        TooLarge::Files => "Tệp nén chứa quá nhiều tệp",
        TooLarge::Sheets => "Bảng tính có quá nhiều trang tính",
        TooLarge::Cells => "Bảng tính có quá nhiều ô hoặc quá nhiều chữ",
        TooLarge::Texts => "Bảng tính có quá nhiều chữ",
        TooLarge::Styles => "Bảng tính có quá nhiều kiểu định dạng",
        TooLarge::Parts => "Bảng tính có quá nhiều thành phần",
    }
}

/// Returns the sentence and the remedy for a format that is not read.
fn not_read(format: UnreadFormat) -> (&'static str, &'static str) {
    match format {
        UnreadFormat::NestedArchive => (
            "Tệp nén nằm trong quá nhiều lớp tệp nén khác",
            "Giải nén rồi chép các bảng tính vào thư mục.",
        ),
        UnreadFormat::OtherArchive => (
            "Loại tệp nén này không được đọc, chỉ đọc được tệp .zip",
            "Giải nén rồi chép các bảng tính vào thư mục, hoặc nén lại thành tệp .zip.",
        ),
        UnreadFormat::AncientExcel => {
            ("Bảng tính của Excel đời rất cũ không được đọc", SAVE_AS_XLSX)
        }
        UnreadFormat::WebPage => {
            ("Bảng tính này thực ra là trang web hoặc tệp XML nên không được đọc", SAVE_AS_XLSX)
        }
        UnreadFormat::Xls => {
            ("Bảng tính kiểu cũ (.xls, trước Excel 2007) không được đọc", SAVE_FROM_OLD)
        }
        UnreadFormat::XlsbFormula => (
            "Bảng tính kiểu nhị phân (.xlsb) này có công thức không đọc được",
            "Mở tệp bằng Excel rồi lưu lại thành tệp .xlsx.",
        ),
    }
}

/// Names the separator of a table written as text.
fn text_table(how: TextTable) -> &'static str {
    match how {
        TextTable::UnicodeText => "“Unicode Text”, các cột cách nhau bằng dấu Tab",
        TextTable::Tabs => "các cột cách nhau bằng dấu Tab",
        TextTable::Semicolons => "CSV, các cột cách nhau bằng dấu chấm phẩy",
        TextTable::Commas => "CSV, các cột cách nhau bằng dấu phẩy",
        TextTable::NameOnly => "CSV",
    }
}

/// Names the content of a file that holds no table.
fn what(instead: NonTable) -> &'static str {
    match instead {
        NonTable::Attachment(kind) => attachment_name(kind),
        NonTable::Nothing => "tệp rỗng",
        NonTable::Text => "tệp văn bản",
        NonTable::Other => "tệp của một chương trình khác",
        NonTable::Archive => "tệp nén không chứa bảng tính nào",
    }
}

/// Adds the findings about remarks: for each kind and worksheet the first [`TOLD`] at their cells,
/// then one with the number of further cells.
pub(super) fn remarks(remarks: Vec<Remark>, findings: &mut Findings) {
    let mut counts: BTreeMap<(Place, Code), usize> = BTreeMap::new();
    for Remark { place, noticed } in remarks {
        let sheet = Place { cell: None, ..place.clone() };
        let finding = remark(place, noticed);
        let count = counts.entry((sheet, finding.code)).or_default();
        *count += 1;
        if *count <= TOLD {
            findings.push(finding);
        }
    }
    findings.extend(counts.into_iter().filter(|(_, count)| *count > TOLD).map(
        |((sheet, code), count)| {
            let more = count - TOLD;
            match code {
                Code::TextStruckInPart => {
                    let message = format!(
                        "Trang tính còn {more} ô khác có một phần chữ bị gạch ngang, không liệt \
                         kê hết."
                    );
                    Finding::new(code, sheet, message).remedy(STRUCK_REMEDY)
                }
                _ => Finding::new(
                    code,
                    sheet,
                    format!("Trang tính còn {more} ô khác như vậy, không liệt kê hết."),
                ),
            }
        },
    ));
}

/// Makes the finding about one remark.
fn remark(place: Place, noticed: Noticed) -> Finding {
    match noticed {
        Noticed::FarCells { count } => {
            let first = place.cell.map(|cell| cell.to_string()).unwrap_or_default();
            let message =
                format!("Có {count} ô nằm quá xa bảng nên không được đọc, ô đầu tiên là {first}.");
            Finding::new(Code::CellTooFar, place, message)
                .allowed(format!("{ROWS} dòng và {COLUMNS} cột đầu của trang tính"))
                .remedy(
                    "Xóa các dòng, cột thừa ở cuối trang tính nếu chúng không chứa số liệu cần \
                     dùng.",
                )
        }
        Noticed::Hidden(cells) => {
            let message =
                format!("Số liệu bị ẩn vẫn được đọc như số liệu nhìn thấy: {}.", hidden(&cells));
            Finding::new(Code::HiddenRead, place, message)
                .remedy("Bỏ ẩn để kiểm tra; xóa đi nếu không dùng đến.")
        }
        Noticed::StruckInPart { shown } => {
            let message = "Một phần chữ trong ô bị gạch ngang; ô được đọc cả phần bị gạch.";
            Finding::new(Code::TextStruckInPart, place, message).remedy(STRUCK_REMEDY).found(shown)
        }
        Noticed::Mended { encoding, typed, meant } => mended(place, encoding, &typed, &meant),
        Noticed::LookAlike { typed, letter } => {
            let latin = text::in_latin(&letter.to_string());
            let message = format!(
                "Trong từ có chữ “{letter}” của bảng chữ cái khác, trông giống chữ “{latin}”."
            );
            Finding::new(Code::LetterLookAlike, place, message)
                .found(&typed)
                .allowed(text::in_latin(&typed))
                .remedy("Gõ lại từ đó bằng bộ gõ tiếng Việt, vì in ra có thể khác phông.")
        }
    }
}

/// Makes the finding about a text that was read otherwise than it stands in the file.
fn mended(place: Place, encoding: Encoding, typed: &str, meant: &str) -> Finding {
    let finding =
        |code, message: String| Finding::new(code, place, message).found(typed).allowed(meant);
    let (table, fonts) = match encoding {
        Encoding::Garbled => {
            let message = format!(
                "Chữ trong ô bị vỡ phông (UTF-8 bị đọc sai bảng mã), được đọc lại là “{meant}”."
            );
            return finding(Code::TextGarbled, message)
                .remedy("Kiểm tra cách đọc lại, rồi gõ lại ô này.");
        }
        Encoding::Tcvn3 => ("TCVN3", ".VnTime"),
        Encoding::Vni => ("VNI", "VNI-Times"),
    };
    let message =
        format!("Chữ trong ô gõ theo bảng mã cũ {table} (phông {fonts}…), được đọc là “{meant}”.");
    finding(Code::TextLegacy, message)
        .remedy("Kiểm tra cách đọc, rồi gõ lại bằng bảng mã Unicode, phông Times New Roman.")
}

/// Lists what is hidden: `cả trang tính; dòng 3–7, 9; cột C`.
fn hidden(cells: &HiddenCells) -> String {
    let mut what = Vec::new();
    if cells.sheet {
        what.push("cả trang tính".to_owned());
    }
    if !cells.rows.is_empty() {
        what.push(format!(
            "dòng {}",
            stretches(&cells.rows, |row| (u64::from(row) + 1).to_string())
        ));
    }
    if !cells.columns.is_empty() {
        what.push(format!("cột {}", stretches(&cells.columns, column)));
    }
    what.join("; ")
}

/// Returns the letters of a column, counted from 0.
fn column(column: u32) -> String {
    CellRef::new(0, column).to_string().trim_end_matches('1').to_owned()
}

/// Lists the first [`NAMED`] ranges, each by the names of its ends, then the number of further
/// ranges: `3–7, 9`.
fn stretches(stretches: &[(u32, u32)], name: impl Fn(u32) -> String) -> String {
    let named = stretches.iter().take(NAMED).map(|&(first, last)| {
        if first == last { name(first) } else { format!("{}–{}", name(first), name(last)) }
    });
    let more = stretches.len().checked_sub(NAMED).filter(|more| *more > 0);
    named.chain(more.map(|more| format!("và {more} chỗ khác"))).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    fn at(cell: &str) -> Place {
        Place::file("a").sheet("S").cell(cell.parse().expect("a cell"))
    }

    fn told(all: Vec<Remark>) -> Vec<Finding> {
        let mut findings = Findings::default();
        remarks(all, &mut findings);
        findings.into_iter().collect()
    }

    #[test]
    fn hidden_cells_are_named_by_rows_and_columns() {
        let cells = HiddenCells {
            sheet: false,
            rows: vec![(2, 3), (9, 9)],
            columns: vec![(2, 2), (30, 30)],
        };
        let told = told(vec![Remark { place: at("A3"), noticed: Noticed::Hidden(cells) }]);
        assert_eq!(told[0].place.to_string(), "a · S!A3");
        assert_eq!(
            told[0].message,
            "Số liệu bị ẩn vẫn được đọc như số liệu nhìn thấy: dòng 3–4, 10; cột C, AE."
        );
        let many: Vec<_> = (0..20).map(|row| (2 * row, 2 * row)).collect();
        assert!(
            hidden(&HiddenCells { rows: many, ..HiddenCells::default() })
                .ends_with("23, và 8 chỗ khác")
        );
        assert_eq!(hidden(&HiddenCells { sheet: true, ..HiddenCells::default() }), "cả trang tính");
    }

    #[test]
    fn far_cells_and_look_alikes_are_told_at_their_cells() {
        let far = Remark { place: at("GS1"), noticed: Noticed::FarCells { count: 1_997_154 } };
        let look = Remark {
            place: at("B1"),
            noticed: Noticed::LookAlike { typed: "Trà Shаn".into(), letter: 'а' },
        };
        let told = told(vec![far, look]);
        assert_eq!(
            told[0].message,
            "Có 1997154 ô nằm quá xa bảng nên không được đọc, ô đầu tiên là GS1."
        );
        assert_eq!(told[1].allowed.as_deref(), Some("Trà Shan"));
    }

    #[test]
    fn a_sheet_full_of_old_text_is_told_of_in_fifty_lines_and_one() {
        let mended = |row| Remark {
            place: Place::file("a").sheet("S").cell(CellRef::new(row, 0)),
            noticed: Noticed::Mended {
                encoding: Encoding::Vni,
                typed: "Cheø".into(),
                meant: "Chè".into(),
            },
        };
        let told = told((0..60).map(mended).collect());
        assert_eq!(told.len(), TOLD + 1);
        let last = told.last().expect("a finding");
        assert_eq!(last.message, "Trang tính còn 10 ô khác như vậy, không liệt kê hết.");
        assert_eq!(last.place.cell, None);
        assert_eq!(told[0].found.as_deref(), Some("Cheø"));
    }

    #[test]
    fn every_refusal_has_its_code() {
        for (why, code) in [
            (Refusal::Damaged("x".into()), Code::FileDamaged),
            (Refusal::Truncated("x".into()), Code::FileTruncated),
            (Refusal::NotOpened("x".into()), Code::FileNotOpened),
            (Refusal::Link, Code::FileNotOpened),
            (Refusal::Locked, Code::FileLocked),
            (Refusal::TooLarge(TooLarge::Cells), Code::FileTooLarge),
            (Refusal::Bomb, Code::ArchiveBomb),
            (Refusal::XmlEntities, Code::XmlBomb),
            (Refusal::XmlExternal, Code::XmlExternal),
            (Refusal::SameName, Code::ArchiveInconsistent),
            (Refusal::SharedBytes, Code::ArchiveInconsistent),
            (Refusal::UnsafeName, Code::ArchiveNameUnsafe),
            (Refusal::NotRead(UnreadFormat::WebPage), Code::FormatNotRead),
            (Refusal::TextTable(TextTable::Commas), Code::FormatNotRead),
            (Refusal::Empty, Code::FileEmpty),
            (Refusal::EmptyArchive, Code::FileEmpty),
            (Refusal::Misnamed { ending: "xlsx", instead: NonTable::Text }, Code::NameMisleads),
            (Refusal::NoTable(NonTable::Text), Code::FileLeftAlone),
            (Refusal::LockFile, Code::FileLeftAlone),
            (Refusal::Temporary, Code::FileLeftAlone),
            (Refusal::Hidden, Code::FileLeftAlone),
            (Refusal::OwnWorkbook, Code::OwnWorkbook),
            (Refusal::OwnFolder, Code::OwnFolder),
        ] {
            let harmless = why.is_harmless();
            let finding = refusal(Place::file("a"), why);
            assert_eq!(finding.code, code, "{}", finding.message);
            assert_eq!(finding.severity() == Severity::Note, harmless, "{}", finding.message);
        }
    }

    #[test]
    fn text_that_is_struck_in_part_is_told_with_what_it_says() {
        let struck =
            Remark { place: at("E1"), noticed: Noticed::StruckInPart { shown: "20 25".into() } };
        let told = told(vec![struck]);
        assert_eq!(
            (told[0].code, told[0].found.as_deref()),
            (Code::TextStruckInPart, Some("20 25"))
        );
    }
}
