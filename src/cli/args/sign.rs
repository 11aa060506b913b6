//! What is typed behind `ocop sign`, `ocop number`, `ocop ltv` and `ocop keys`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use pdf_signature::Role;
use time::{Date, Month};

use super::{CommonArgs, HELP};
use crate::signing::{self, CopyKind};

/// `ocop sign`.
#[derive(Debug, PartialEq, Eq, Args)]
pub(in crate::cli) struct SignArgs {
    /// Các văn bản cần ký; mỗi lần chạy chỉ ký những văn bản của cùng một người, một con dấu.
    #[arg(value_name = "VĂN-BẢN", required = true, num_args = 1.., help_heading = "Tham số")]
    pub(in crate::cli) papers: Vec<PathBuf>,
    /// Vai ký: cosigner (người ký cùng, như thư ký của biên bản, ký trước tiên), official (người có
    /// thẩm quyền) hoặc seal (con dấu của cơ quan, ký sau cùng).
    #[arg(long, value_name = "VAI", hide_possible_values = true, help_heading = "Tùy chọn")]
    role: RoleName,
    #[command(flatten)]
    pub(in crate::cli) key: KeyArgs,
    /// Đọc mật khẩu hoặc mã PIN từ cổng vào đã mở sẵn mang số này, thay vì gõ ở màn hình; 0 là đầu
    /// vào chuẩn, số duy nhất dùng được trên Windows.
    #[arg(long, value_name = "SỐ", help_heading = "Tùy chọn")]
    pub(in crate::cli) secret_fd: Option<u32>,
    /// Ký không kèm dấu thời gian khi máy chủ dấu thời gian không đáp ứng.
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) without_timestamp: bool,
    /// Tệp cần ký là phụ lục tách rời của văn bản này; chỉ dùng với --role seal.
    #[arg(long, value_name = "VĂN-BẢN-CHÍNH", help_heading = "Tùy chọn")]
    pub(in crate::cli) annex_of: Option<PathBuf>,
    /// Tệp cần ký là bản sao của văn bản khác (bản quét, hoặc phần trích): sao-y hoặc trich-sao; chỉ
    /// dùng với --role seal.
    #[arg(
        long,
        value_name = "HÌNH-THỨC",
        hide_possible_values = true,
        conflicts_with = "annex_of",
        help_heading = "Tùy chọn"
    )]
    copy: Option<CopyName>,
    /// Cơ quan thực hiện sao, theo tên gọi tắt ở mục [issuers] (mặc định: cơ quan ban hành quyết
    /// định).
    #[arg(long, value_name = "CƠ-QUAN", requires = "copy", help_heading = "Tùy chọn")]
    pub(in crate::cli) issuer: Option<String>,
    /// Vẫn ký khi chứng thư số không mang tên người ký, cơ quan, hoặc đã ký văn bản này ở vai khác;
    /// chỉ cần khi không có ai ở màn hình để trả lời.
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) other_signer: bool,
    /// Giữ cửa sổ mở khi xong, cho đến khi nhấn phím Enter; bàn làm việc ghi thêm khi mở cửa sổ ký.
    #[arg(long, hide = true)]
    pub(in crate::cli) stay: bool,
    /// Tên thiết bị ký cần dùng khi cắm nhiều thiết bị.
    #[arg(long, value_name = "TÊN", requires = "token", help_heading = "Tùy chọn")]
    pub(in crate::cli) token_label: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) trust: TrustArgs,
    #[command(flatten)]
    pub(in crate::cli) folders: FolderArgs,
    #[command(flatten)]
    common: CommonArgs,
}

/// Where the key is. Without either, whoever sits at the terminal is asked.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[group(required = false, multiple = false)]
pub(in crate::cli) struct KeyArgs {
    /// Ký bằng tệp khóa .p12 hoặc .pfx.
    #[arg(long, value_name = "TỆP", help_heading = "Tùy chọn")]
    pub(in crate::cli) p12: Option<PathBuf>,
    /// Ký bằng thiết bị (USB token), qua thư viện PKCS#11 này; ghi đường dẫn đầy đủ, hoặc auto để
    /// chương trình tìm ở những chỗ thường có.
    #[arg(long, value_name = "THƯ-VIỆN", help_heading = "Tùy chọn")]
    pub(in crate::cli) token: Option<PathBuf>,
}

/// Whom to trust besides the certificates of `round.toml`.
#[derive(Debug, PartialEq, Eq, Args)]
pub(in crate::cli) struct TrustArgs {
    /// Tin thêm các chứng thư gốc trong tệp này (ghi được nhiều lần), ngoài những tệp nêu ở mục
    /// [signing].
    #[arg(long = "trust", value_name = "TỆP", help_heading = "Tùy chọn")]
    pub(in crate::cli) roots: Vec<PathBuf>,
    /// Chứng thư trung gian (PEM hoặc DER) nối từ người ký, nơi cấp dấu thời gian lên chứng thư gốc
    /// (ghi được nhiều lần), ngoài những tệp nêu ở mục [signing].
    #[arg(long, value_name = "TỆP", help_heading = "Tùy chọn")]
    pub(in crate::cli) intermediate: Vec<PathBuf>,
}

/// Where the round is. Without these it is found from where the paper lies.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub(in crate::cli) struct FolderArgs {
    /// Thư mục chứa round.toml và các tệp Excel (mặc định: theo sổ kết xuất của thư mục kết quả,
    /// không có thì inputs).
    #[arg(long, value_name = "THƯ-MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) inputs: Option<PathBuf>,
    /// Thư mục kết quả, có sổ kết xuất so-ket-xuat.json (mặc định: thư mục chứa văn bản, không có
    /// sổ thì outputs).
    #[arg(long, value_name = "THƯ-MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) outputs: Option<PathBuf>,
    /// Thư mục chứa lời văn, mẫu trình bày và phông chữ riêng của cơ quan (mặc định: templates
    /// trong thư mục đầu vào).
    #[arg(long, value_name = "THƯ-MỤC", help_heading = "Tùy chọn")]
    pub(in crate::cli) templates: Option<PathBuf>,
    /// Tệp ket-qua.json của một đợt trước, như khi xuất văn bản; ghi được nhiều lần.
    #[arg(long, value_name = "TỆP", help_heading = "Tùy chọn")]
    pub(in crate::cli) previous: Vec<PathBuf>,
}

/// `ocop number`.
#[derive(Debug, PartialEq, Eq, Args)]
pub(in crate::cli) struct NumberArgs {
    /// Các văn bản người có thẩm quyền đã ký (trong da-ky), theo thứ tự cấp số.
    #[arg(value_name = "VĂN-BẢN", required = true, num_args = 1.., help_heading = "Tham số")]
    pub(in crate::cli) papers: Vec<PathBuf>,
    /// Số của văn bản thứ nhất, các văn bản sau nối tiếp (mặc định: số tiếp theo trong sổ).
    #[arg(
        long,
        value_name = "SỐ",
        value_parser = paper_number,
        allow_negative_numbers = true,
        help_heading = "Tùy chọn"
    )]
    pub(in crate::cli) number: Option<u32>,
    /// Số đã cấp nhầm cho chính văn bản này mà chưa đóng dấu, nay thay bằng số khác.
    #[arg(
        long,
        value_name = "SỐ",
        requires = "number",
        value_parser = paper_number,
        allow_negative_numbers = true,
        help_heading = "Tùy chọn"
    )]
    pub(in crate::cli) instead_of: Option<u32>,
    /// Ngày ban hành, viết ngày/tháng/năm (mặc định: hôm nay).
    #[arg(long, value_name = "NGÀY", value_parser = written_day, help_heading = "Tùy chọn")]
    pub(in crate::cli) date: Option<Date>,
    #[command(flatten)]
    pub(in crate::cli) trust: TrustArgs,
    #[command(flatten)]
    pub(in crate::cli) folders: FolderArgs,
    #[command(flatten)]
    common: CommonArgs,
}

/// `ocop receive`.
#[derive(Debug, PartialEq, Eq, Args)]
pub(in crate::cli) struct ReceiveArgs {
    /// Các văn bản đã ký đem về: ký ở máy khác bằng chương trình này, hay bằng phần mềm khác.
    #[arg(value_name = "TỆP", required = true, num_args = 1.., help_heading = "Tham số")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Cất vào ban-hanh và ghi sổ văn bản; không ghi thì chỉ so.
    #[arg(long, help_heading = "Tùy chọn")]
    pub(in crate::cli) take: bool,
    /// Số của văn bản, khi không đọc được trên tệp; chỉ dùng với một tệp.
    #[arg(
        long,
        value_name = "SỐ",
        value_parser = paper_number,
        allow_negative_numbers = true,
        help_heading = "Tùy chọn"
    )]
    pub(in crate::cli) number: Option<u32>,
    /// Ngày ban hành, viết ngày/tháng/năm, khi không đọc được trên tệp.
    #[arg(long, value_name = "NGÀY", value_parser = written_day, help_heading = "Tùy chọn")]
    pub(in crate::cli) date: Option<Date>,
    /// Vẫn cất khi chứng thư số không mang đúng họ tên người ký, tên cơ quan; chỉ cần khi không có
    /// ai ở màn hình để trả lời.
    #[arg(long, requires = "take", help_heading = "Tùy chọn")]
    pub(in crate::cli) other_signer: bool,
    #[command(flatten)]
    pub(in crate::cli) trust: TrustArgs,
    #[command(flatten)]
    pub(in crate::cli) folders: FolderArgs,
    #[command(flatten)]
    common: CommonArgs,
}

/// Reads the number of a paper.
fn paper_number(text: &str) -> Result<u32, String> {
    let wanted = "ghi số từ 1 đến 99999, chỉ gồm chữ số, không ghi ký hiệu";
    signing::typed_number(text).ok_or_else(|| wanted.to_owned())
}

/// Reads a day as people write it, `11/12/2026`, or as files do, `2026-12-11`.
fn written_day(text: &str) -> Result<Date, String> {
    let parts: Vec<&str> = text.split(['/', '-']).collect();
    let [first, month, last] = parts.as_slice() else { return Err(not_a_day()) };
    let (day, year) =
        if text.contains('-') && first.len() == 4 { (last, first) } else { (first, last) };
    let number = |part: &str| part.parse::<u16>().map_err(|_| not_a_day());
    let (day_number, month_number, year_number) = (number(day)?, number(month)?, number(year)?);
    if year.len() != 4 {
        return Err("ghi đủ bốn chữ số của năm, như 05/12/2026".to_owned());
    }
    let date = || {
        let month = Month::try_from(u8::try_from(month_number).ok()?).ok()?;
        let day = u8::try_from(day_number).ok()?;
        Date::from_calendar_date(i32::from(year_number), month, day).ok()
    };
    date().ok_or_else(|| format!("không có ngày {day}/{month}/{year} trong lịch"))
}

fn not_a_day() -> String {
    "viết ngày như 11/12/2026".to_owned()
}

/// `ocop ltv`.
#[derive(Debug, PartialEq, Eq, Args)]
pub(in crate::cli) struct LtvArgs {
    /// Các văn bản đã ký.
    #[arg(value_name = "VĂN-BẢN", required = true, num_args = 1.., help_heading = "Tham số")]
    pub(in crate::cli) papers: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) trust: TrustArgs,
    #[command(flatten)]
    pub(in crate::cli) folders: FolderArgs,
    #[command(flatten)]
    common: CommonArgs,
}

/// `ocop keys`.
#[derive(Debug, PartialEq, Eq, Subcommand)]
pub(in crate::cli) enum KeysCommand {
    /// Tạo tệp khóa và chứng thư thử để diễn tập; không có giá trị pháp lý.
    #[command(help_template = HELP, override_usage = "ocop keys new TỆP.p12 --name TÊN", disable_help_flag = true)]
    New(NewKeysArgs),
    /// Kê các thiết bị ký (USB token) đang cắm và chứng thư số trên đó; không hỏi mã PIN.
    #[command(
        help_template = HELP,
        override_usage = "ocop keys list [--module THƯ-VIỆN]",
        disable_help_flag = true,
        after_help = "Mã kết thúc: 0 có thiết bị đang cắm · 1 có thư viện, không có thiết bị · 3 không có thư viện nào dùng được."
    )]
    List(ListKeysArgs),
}

/// `ocop keys list`.
#[derive(Debug, PartialEq, Eq, Args)]
pub(in crate::cli) struct ListKeysArgs {
    /// Chỉ hỏi thư viện PKCS#11 này; ghi đường dẫn đầy đủ (mặc định: mọi thư viện ở những chỗ
    /// thường có).
    #[arg(long, value_name = "THƯ-VIỆN", help_heading = "Tùy chọn")]
    pub(in crate::cli) module: Option<PathBuf>,
    #[command(flatten)]
    common: CommonArgs,
}

/// `ocop keys new`.
#[derive(Debug, PartialEq, Eq, Args)]
pub(in crate::cli) struct NewKeysArgs {
    /// Tệp khóa sẽ tạo; chứng thư gốc thử được ghi cạnh đó, tên thêm -goc.pem.
    #[arg(value_name = "TỆP.p12", help_heading = "Tham số")]
    pub(in crate::cli) file: PathBuf,
    /// Tên người hoặc cơ quan sẽ ký thử.
    #[arg(long, value_name = "TÊN", help_heading = "Tùy chọn")]
    pub(in crate::cli) name: String,
    /// Đọc mật khẩu từ cổng vào đã mở sẵn mang số này, thay vì gõ ở màn hình; 0 là đầu vào chuẩn,
    /// số duy nhất dùng được trên Windows.
    #[arg(long, value_name = "SỐ", help_heading = "Tùy chọn")]
    pub(in crate::cli) secret_fd: Option<u32>,
    #[command(flatten)]
    common: CommonArgs,
}

/// The form of a copy as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CopyName {
    SaoY,
    TrichSao,
}

/// The role as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RoleName {
    Cosigner,
    Official,
    Seal,
}

impl SignArgs {
    /// The form of the copy that is sealed; `None` when it is no copy.
    pub(in crate::cli) fn copy(&self) -> Option<CopyKind> {
        self.copy.map(|copy| match copy {
            CopyName::SaoY => CopyKind::Whole,
            CopyName::TrichSao => CopyKind::Excerpt,
        })
    }

    /// Who signs.
    pub(in crate::cli) fn role(&self) -> Role {
        match self.role {
            // Which of them it is follows from who signed already.
            RoleName::Cosigner => Role::CoSigner(0),
            RoleName::Official => Role::Official,
            RoleName::Seal => Role::Seal,
        }
    }
}
