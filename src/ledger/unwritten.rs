//! The finding about a file that could not be written.

use std::io;

use crate::careful::{FileInUse, UnsuitableFile};
use crate::finding::{Code, Finding, Place};

/// Makes the finding about a file that could not be written, with a remedy for its cause: something
/// else stands in its place, the disk is full, or somebody has it open.
pub(super) fn not_written(file: &str, error: &io::Error) -> Finding {
    let full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
    let (message, remedy) = match UnsuitableFile::of(error) {
        Some(strange) => (
            format!(
                "Không ghi được tệp này vì ở chỗ của nó, hoặc trên đường dẫn đến nó, có một {}.",
                strange.name()
            ),
            format!(
                "Đóng tệp “{file}” nếu đang mở, chuyển thứ đang nằm ở chỗ đó đi nơi khác, rồi \
                 chạy lại."
            ),
        ),
        None if FileInUse::is_in(error) => (
            "Không ghi được tệp này vì một chương trình khác đang mở nó (thường là Excel, Word hoặc \
             trình xem PDF); bản cũ vẫn còn nguyên."
                .to_owned(),
            format!(
                "Đóng tệp “{file}” ở chương trình đang mở nó, kể cả trên máy khác nếu thư mục dùng \
                 chung, rồi chạy lại; các tệp khác vẫn được ghi."
            ),
        ),
        None if full => (
            "Không ghi được tệp này vì đĩa đã đầy; bản cũ, nếu có, vẫn còn nguyên.".to_owned(),
            format!("Xóa bớt tệp để đĩa còn chỗ trống cho “{file}”, rồi chạy lại."),
        ),
        None => (
            "Không ghi được tệp này; bản cũ, nếu có, vẫn còn nguyên.".to_owned(),
            format!(
                "Đóng tệp “{file}” nếu đang mở và kiểm tra quyền ghi vào thư mục kết quả, rồi \
                 chạy lại."
            ),
        ),
    };
    Finding::new(Code::PaperNotWritten, Place::file(file), message).remedy(remedy).technical(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_that_is_open_is_named_and_who_has_it_is_guessed() {
        let error = io::Error::new(io::ErrorKind::PermissionDenied, FileInUse("32".into()));
        let finding = not_written("06-quyet-dinh/quyet-dinh.pdf", &error);
        assert_eq!(finding.code, Code::PaperNotWritten);
        assert!(finding.message.contains("chương trình khác đang mở"), "{}", finding.message);
        let remedy = finding.remedy.unwrap_or_default();
        assert!(remedy.contains("Đóng tệp “06-quyet-dinh/quyet-dinh.pdf”"), "{remedy}");
    }
}
