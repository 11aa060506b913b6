//! The arguments of `ocop verify`.

use std::path::PathBuf;

use clap::Args;

/// What is verified, and what the verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub(in crate::cli) struct VerifyArgs {
    /// Tệp PDF đã ký, một hoặc nhiều tệp.
    #[arg(value_name = "TỆP-PDF", required = true, num_args = 1.., help_heading = "Tham số")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Tệp chứng thư gốc (PEM hoặc DER) của nơi cấp chứng thư và nơi cấp dấu thời gian được tin
    /// cậy; ghi được nhiều lần. Không ghi mà có --inputs thì lấy các tệp ở mục [signing] của
    /// round.toml.
    #[arg(long, value_name = "TỆP", help_heading = "Tùy chọn")]
    pub(in crate::cli) trust: Vec<PathBuf>,
    /// Chứng thư trung gian (PEM hoặc DER) nối từ người ký lên chứng thư gốc, khi trong tệp không
    /// có; ghi được nhiều lần. Có --inputs thì dùng cả các tệp ở mục [signing] của round.toml.
    #[arg(long, value_name = "TỆP", help_heading = "Tùy chọn")]
    pub(in crate::cli) intermediate: Vec<PathBuf>,
    /// Danh sách chứng thư bị thu hồi (CRL, PEM hoặc DER); ghi được nhiều lần.
    #[arg(long, value_name = "TỆP", help_heading = "Tùy chọn")]
    pub(in crate::cli) crl: Vec<PathBuf>,
    /// Thư mục đầu vào của đợt: văn bản được lập lại từ đó và phải trùng từng byte với phần được
    /// ký; khác chỗ nào thì nêu chỗ đó.
    #[arg(long, value_name = "THƯ-MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) inputs: Option<PathBuf>,
    /// Thư mục chứa lời văn, mẫu trình bày và phông chữ riêng của cơ quan (mặc định: templates
    /// trong thư mục đầu vào).
    #[arg(long, value_name = "THƯ-MỤC", requires = "inputs", help_heading = "Tùy chọn")]
    pub(in crate::cli) templates: Option<PathBuf>,
    /// Tệp ket-qua.json của một đợt trước, như khi xuất văn bản; ghi được nhiều lần.
    #[arg(long, value_name = "TỆP", requires = "inputs", help_heading = "Tùy chọn")]
    pub(in crate::cli) previous: Vec<PathBuf>,
    /// In kết quả dạng JSON cho máy đọc.
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) json: bool,
}
