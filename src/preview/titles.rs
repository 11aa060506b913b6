//! Names of the folders of the round for people.

use crate::documents::folders;

/// Returns what the papers of a folder are (Vietnamese).
#[must_use]
pub fn title(folder: &str) -> &str {
    match folder {
        folders::PLAN => "Kế hoạch",
        folders::INVITATIONS => "Giấy mời",
        folders::MEETING => "Họp Hội đồng",
        folders::RESULTS => "Kết quả chấm",
        folders::SUBMISSION => "Trình phê duyệt",
        folders::DECISION => "Quyết định",
        folders::CERTIFICATES => "Giấy chứng nhận",
        folders::NOTICES => "Thông báo",
        folders::PUBLICATION => "Công bố",
        folders::ARCHIVE => "Lưu trữ",
        "trinh-ky" => "Phiếu trình ký",
        "tra-lai" => "Công văn trả lại hồ sơ",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_of_the_round_has_a_name_for_people() {
        for folder in folders::ALL {
            assert!(title(folder).starts_with(char::is_uppercase), "{folder}");
        }
    }
}
