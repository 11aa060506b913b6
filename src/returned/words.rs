//! The words of returned workbooks: their notes and their list.

use crate::finding::{Finding, Severity};

/// Author of the notes, as Excel shows it in its status bar.
pub(super) const AUTHOR: &str = "Kiểm tra hồ sơ OCOP";

/// Most characters of a cell (Excel specifications and limits).
const CELL_CHARACTERS: usize = 32_767;

/// Name of the worksheet with the list.
pub(super) const SHEET: &str = crate::forms::FAULT_LIST;

/// Headings of the list, each with the width of its column in characters.
pub(super) const COLUMNS: [(&str, u32); 9] = [
    ("TT", 5),
    ("Mức độ", 11),
    ("Mã", 8),
    ("Trang, ô", 18),
    ("Cột, mục", 18),
    ("Nội dung", 38),
    ("Đang ghi", 20),
    ("Được phép", 24),
    ("Cần làm", 36),
];

/// Returns the note about a finding: a bold head, and the rest.
pub(super) fn note(finding: &Finding) -> [String; 2] {
    let head = format!("{} {}: ", weight(finding.severity()).to_uppercase(), finding.code.id());
    [head, body(finding)]
}

/// Returns the sentence of a note that has no room for `rest` more findings.
pub(super) fn more(rest: usize) -> String {
    format!("… và {rest} lỗi khác, xem trang “{SHEET}”.")
}

/// Returns the Vietnamese word for a severity, with its first letter a capital.
pub(super) fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Lỗi",
        Severity::Warning => "Cảnh báo",
        Severity::Note => "Ghi chú",
    }
}

/// Returns the text of a note behind its head: the message, then one line for each detail.
fn body(finding: &Finding) -> String {
    let mut lines = vec![finding.message.clone()];
    let labelled = [
        ("Cột, mục", &finding.heading),
        ("Đang ghi", &finding.found),
        ("Được phép", &finding.allowed),
        ("Cần làm", &finding.remedy),
    ];
    lines.extend(
        labelled.iter().filter_map(|(label, value)| Some(format!("{label}: {}", value.as_ref()?))),
    );
    lines.join("\n")
}

/// Returns the two lines above the table of the list: the heading, and how many findings of each
/// severity there are.
pub(super) fn lead(title: &str, findings: &[&Finding]) -> [String; 2] {
    let count = |severity| findings.iter().filter(|finding| finding.severity() == severity).count();
    let counts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| (count(severity), severity.name()))
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count:02} {name}"))
        .collect::<Vec<_>>()
        .join(", ");
    let counts = if counts.is_empty() { "không có lỗi".to_owned() } else { counts };
    [
        format!("LỖI CẦN SỬA: {title}"),
        format!("Có {counts}. Phải sửa mọi lỗi; cảnh báo thì xem lại, đúng rồi thì để nguyên."),
    ]
}

/// Advice above the list in a marked workbook.
pub(super) const MARKED: &str = "Bấm vào ô ở cột “Trang, ô” để đến chỗ cần sửa. Ô có lỗi tô màu \
                                 đỏ nhạt, ô có cảnh báo tô màu vàng nhạt, mỗi ô có ghi chú. Sửa \
                                 ngay trong tệp này rồi gửi lại; trang này xóa đi cũng được.";

/// Advice above a list that stands alone.
pub(super) const LISTED: &str = "Tệp gốc không đánh dấu trực tiếp được nên lỗi được liệt kê ở \
                                 đây. Mở tệp gốc, sửa từng ô ghi dưới đây rồi gửi lại tệp gốc.";

/// Returns the cells of a finding's row, without its number.
pub(super) fn row(finding: &Finding) -> [String; 8] {
    let optional = |value: &Option<String>| {
        value.as_deref().map(|value| cut(value, CELL_CHARACTERS)).unwrap_or_default()
    };
    [
        weight(finding.severity()).to_owned(),
        finding.code.id().to_owned(),
        place(finding),
        optional(&finding.heading),
        cut(&finding.message, CELL_CHARACTERS),
        optional(&finding.found),
        optional(&finding.allowed),
        optional(&finding.remedy),
    ]
}

/// Names the place of a finding within its file.
fn place(finding: &Finding) -> String {
    match (&finding.place.sheet, finding.place.cell, finding.place.line) {
        (Some(sheet), Some(cell), _) => format!("{sheet}!{cell}"),
        (Some(sheet), None, _) => sheet.to_string(),
        (None, _, Some(line)) => format!("dòng {line}"),
        (None, ..) => "cả tệp".to_owned(),
    }
}

/// Returns the beginning of a text, at most this many characters as Excel counts them.
fn cut(text: &str, most: usize) -> String {
    // Excel counts in UTF-16.
    let mut length = 0;
    let end = text.char_indices().find(|(_, sign)| {
        length += sign.len_utf16();
        length > most
    });
    end.map_or(text, |(end, _)| &text[..end]).to_owned()
}

/// Returns the number of lines of the highest cell of a row, from 1 to 27.
pub(super) fn height(cells: &[String]) -> u32 {
    let lines =
        COLUMNS[COLUMNS.len() - cells.len()..].iter().zip(cells).map(|((_, width), text)| {
            let width = *width as usize;
            text.split('\n').map(|line| line.chars().count() / width + 1).sum::<usize>()
        });
    u32::try_from(lines.max().unwrap_or(1)).unwrap_or(1).clamp(1, 27)
}
