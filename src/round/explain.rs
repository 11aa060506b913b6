//! Findings, in Vietnamese, about a `round.toml` that cannot be read.

use std::io;

use super::place::FILE;
use crate::careful::UnsuitableFile;
use crate::declaration;
use crate::finding::{Code, Finding, Place};
use crate::settings::SettingsFile;

/// Makes the finding that the file is missing or cannot be opened.
pub(super) fn not_opened(error: &io::Error) -> Finding {
    let place = Place::file(FILE);
    if let Some(strange) = UnsuitableFile::of(error) {
        let message = format!("Không đọc tệp round.toml vì đó là một {}.", strange.name());
        return Finding::new(Code::RoundUnreadable, place, message)
            .remedy("Đặt vào đó tệp round.toml thật, do `ocop new` tạo ra hoặc chép từ bản lưu.");
    }
    match error.kind() {
        io::ErrorKind::NotFound => Finding::new(
            Code::RoundMissing,
            place,
            "Không có tệp khai báo của đợt (khai-bao.xlsx hoặc round.toml) trong thư mục đầu vào.",
        )
        .remedy(
            "Tạo một đợt mới bằng lệnh `ocop new THƯ-MỤC`, rồi điền tệp khai-bao.xlsx trong đó; tệp \
             đã có thì để nguyên tên khai-bao.xlsx, lưu dạng .xlsx.",
        ),
        io::ErrorKind::InvalidData => {
            Finding::new(Code::RoundUnreadable, place, "Tệp round.toml không phải văn bản UTF-8.")
                .remedy("Mở bằng Notepad, chọn Lưu thành (Save as), mã hóa UTF-8.")
        }
        _ => Finding::new(Code::RoundMissing, place, "Không mở được tệp round.toml.")
            .technical(error)
            .remedy("Kiểm tra quyền đọc tệp."),
    }
}

/// Makes the finding that both spellings of the declaration lie in the folder.
pub(super) fn both() -> Finding {
    Finding::new(
        Code::DeclarationBoth,
        Place::file(declaration::FILE),
        "Thư mục đầu vào có cả khai-bao.xlsx và round.toml nên không biết tệp nào đúng.",
    )
    .remedy(
        "Giữ một tệp, chuyển tệp kia ra khỏi thư mục. Muốn đổi khai báo từ tệp này sang tệp kia thì \
         dùng lệnh `ocop declare`.",
    )
}

/// Tells whether a finding says that the settings lack a key or a section.
pub(super) fn is_missing(finding: &Finding) -> bool {
    finding.code == Code::RoundUnreadable && finding.message.starts_with("Thiếu mục")
}

/// Makes the finding that there is a declaration, but not under its name or in its format.
pub(super) fn other_form(name: &str) -> Finding {
    let message = "Có tệp khai báo trong thư mục đầu vào, nhưng không đúng tên khai-bao.xlsx.";
    Finding::new(Code::RoundMissing, Place::file(name), message)
        .found(name)
        .allowed(declaration::FILE)
        .remedy(
            "Mở tệp bằng Excel, chọn Lưu thành (Save as), loại Excel Workbook (.xlsx), đặt tên \
             khai-bao.xlsx.",
        )
}

/// Makes the finding that the declaration in Excel cannot be opened.
pub(super) fn workbook_not_opened(error: &io::Error) -> Finding {
    let place = Place::file(declaration::FILE);
    if let Some(strange) = UnsuitableFile::of(error) {
        let message = format!("Không đọc tệp khai-bao.xlsx vì đó là một {}.", strange.name());
        return Finding::new(Code::DeclarationUnreadable, place, message).remedy(
            "Đặt vào đó tệp khai-bao.xlsx thật, do `ocop new` tạo ra hoặc chép từ bản lưu.",
        );
    }
    Finding::new(Code::DeclarationUnreadable, place, "Không mở được tệp khai-bao.xlsx.")
        .technical(error)
        .remedy("Đóng tệp trong Excel nếu đang mở, và kiểm tra quyền đọc tệp.")
}

/// Name, code and remedy of the findings about faults of the file.
pub(super) const SETTINGS: SettingsFile<'_> = SettingsFile {
    name: FILE,
    code: Code::RoundUnreadable,
    remedy: "So lại với tệp mẫu mà `ocop new` tạo ra.",
};

#[cfg(test)]
mod tests {
    use crate::finding::{Code, Findings};

    fn finding(text: &str) -> crate::finding::Finding {
        let mut findings = Findings::default();
        assert!(crate::round::parse(text, &mut findings).is_none());
        findings.into_iter().next().unwrap()
    }

    #[test]
    fn an_unknown_key_is_told_with_its_line() {
        let finding = finding("[round]\nprovince = \"Lai Châu\"\nprovnce = \"Lai Châu\"\n");
        assert_eq!(finding.code, Code::RoundUnreadable);
        assert_eq!(finding.place.line, Some(3));
        assert_eq!(finding.message, "Mục `provnce` không có ở chỗ này trong mẫu round.toml.");
        assert!(finding.allowed.unwrap().contains("province"));
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_told_with_what_belongs_there() {
        let finding = finding("[round]\nprovince = \"Lai Châu\"\nyear = \"2020\"\n");
        assert_eq!(finding.place.line, Some(3));
        assert_eq!(finding.message, "Giá trị không đúng kiểu.");
        assert_eq!(finding.allowed.as_deref(), Some("số nguyên không âm"));
    }

    #[test]
    fn a_date_with_slashes_is_told_how_to_be_written() {
        let finding = finding(
            "[round]\nprovince = \"Lai Châu\"\nyear = 2020\nnumber = 2\nfrom = 08/12/2020\n",
        );
        assert_eq!(finding.place.line, Some(5));
        assert!(finding.allowed.unwrap().contains("2020-12-08"));
    }

    #[test]
    fn a_broken_line_is_told() {
        assert_eq!(
            finding("[round]\nprovince = Lai Châu\n").message,
            "Dòng này không đúng cú pháp."
        );
    }
}
