//! The arguments of `ocop criteria`.

use std::path::PathBuf;

use clap::Args;

use super::CommonArgs;

#[derive(Debug, PartialEq, Eq, Args)]
pub(in crate::cli) struct CriteriaArgs {
    /// Tên hoặc số của văn bản, ví dụ 26-2026, 26/2026/QĐ-TTg, 148. Không ghi thì kê các văn bản mà
    /// chương trình biết.
    #[arg(value_name = "VĂN-BẢN", num_args = 0.., help_heading = "Tham số")]
    act: Vec<String>,
    /// Chỉ một bộ sản phẩm: tên, không cần đủ chữ, không cần dấu; hoặc số thứ tự của bộ.
    #[arg(long, value_name = "BỘ", requires = "act", help_heading = "Tùy chọn")]
    pub(in crate::cli) set: Option<String>,
    /// Ghi ra tệp: .html để in (khổ A4, mỗi bộ bắt đầu ở trang mới), .csv để mở bằng Excel.
    #[arg(long, value_name = "TỆP", requires = "act", help_heading = "Tùy chọn")]
    pub(in crate::cli) to: Option<PathBuf>,
    /// Chép tệp của văn bản vào thư mục của đợt để sửa; không ghi đè tệp đã có.
    #[arg(
        long,
        value_name = "THƯ-MỤC",
        requires = "act",
        conflicts_with_all = ["set", "to"],
        help_heading = "Tùy chọn"
    )]
    pub(in crate::cli) copy: Option<PathBuf>,
    /// Thư mục chứa Bộ tiêu chí riêng của cơ quan, ví dụ dot-1-2026/templates.
    #[arg(long, value_name = "THƯ-MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) templates: Option<PathBuf>,
    #[command(flatten)]
    common: CommonArgs,
}

impl CriteriaArgs {
    /// The act that was asked for, as typed; `None` for all.
    pub(in crate::cli) fn act(&self) -> Option<String> {
        (!self.act.is_empty()).then(|| self.act.join(" "))
    }
}
