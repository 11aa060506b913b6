//! Parses the arguments and tells what they ask for. Help and messages are Vietnamese.

mod criteria;
mod sign;
mod verify;
mod wrong;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

pub(super) use self::criteria::CriteriaArgs;
pub(super) use self::sign::{
    FolderArgs, KeyArgs, KeysCommand, LtvArgs, NewKeysArgs, NumberArgs, ReceiveArgs, SignArgs,
    TrustArgs,
};
pub(super) use self::verify::VerifyArgs;
use crate::new_round::KnownRound;

/// The result of parsing the arguments.
pub(super) enum ParsedArgs {
    /// A command to perform.
    Do(Command),
    /// Help or the version, to be printed.
    Show(String),
    /// The arguments cannot be understood. Holds the message (Vietnamese).
    Wrong(String),
}

/// A command with its arguments.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// `ocop run`: issues all papers.
    Run(IssueArgs),
    /// `ocop check`: reports findings on the screen and as a page, and issues nothing.
    Check(RunArgs),
    /// `ocop forms`: writes the forms that units and members fill in.
    Forms(RunArgs),
    /// `ocop preview`: draws the papers as pictures; all of them, or those that are named.
    Preview { asked: Vec<String>, run: RunArgs },
    /// `ocop desk`: opens the page on which a round is done.
    Desk { folder: Option<PathBuf> },
    /// `ocop archive`: packs the last run of a round into one file.
    Archive(RunArgs),
    /// `ocop replay`: makes the papers of an archive again.
    Replay { file: PathBuf, into: PathBuf },
    /// `ocop explain`: explains a product, or with `paper` a figure on that paper.
    Explain { asked: String, paper: Option<String>, from: InputArgs },
    /// `ocop compare`: what was changed on a draft for Word; with `take`, words are taken into the
    /// wording.
    Compare { draft: PathBuf, take: bool, from: InputArgs },
    /// `ocop verify`: checks signed papers.
    Verify(VerifyArgs),
    /// `ocop new`: makes the folder of a new round.
    New { folder: PathBuf, known: Option<KnownRound>, templates: Option<PathBuf>, toml: bool },
    /// `ocop criteria`: shows the criteria, or copies them.
    Criteria(CriteriaArgs),
    /// `ocop declare`: converts the declaration of a round into the other spelling.
    Declare { to: DeclaredIn, inputs: PathBuf },
    /// `ocop sign`: signs papers.
    Sign(Box<SignArgs>),
    /// `ocop number`: gives signed papers number and day.
    Number(NumberArgs),
    /// `ocop receive`: takes back papers that were signed elsewhere.
    Receive(ReceiveArgs),
    /// `ocop ltv`: adds evidence for later years to signed papers.
    Ltv(LtvArgs),
    /// `ocop keys`: makes keys for rehearsals, lists tokens.
    Keys(KeysCommand),
    /// Reads an old workbook from the standard input. The program calls this itself; it is not for
    /// people.
    ReadXls,
}

/// The spelling into which a declaration is converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum DeclaredIn {
    /// `khai-bao.xlsx`.
    Excel,
    /// `round.toml`.
    Toml,
}

const HELP: &str = "\
{before-help}{about}

Cách dùng: {usage}

{all-args}{after-help}
";

/// Xuất các văn bản của một đợt đánh giá, phân hạng sản phẩm OCOP từ các tệp Excel của đợt.
#[derive(Debug, Parser)]
#[command(
    name = "ocop",
    version,
    help_template = HELP,
    override_usage = "ocop [LỆNH] [TÙY CHỌN]",
    subcommand_help_heading = "Lệnh",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    args_conflicts_with_subcommands = true,
    after_help = "Mã kết thúc: 0 không có lỗi · 1 đã xuất, có cảnh báo · 2 một số tệp hoặc sản phẩm bị từ chối, phần còn lại đã xuất ·\n             3 không xuất được gì · 4 lỗi của chương trình hoặc của máy."
)]
struct TypedArgs {
    #[command(subcommand)]
    command: Option<TypedCommand>,
    #[command(flatten)]
    run: IssueArgs,
    #[command(flatten)]
    common: CommonArgs,
    /// In phiên bản của chương trình.
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = "Tùy chọn")]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum TypedCommand {
    /// Đọc, kiểm tra, tính điểm và xuất mọi văn bản xuất được (cũng là việc mặc định khi không ghi
    /// lệnh).
    #[command(help_template = HELP, override_usage = "ocop run [TÙY CHỌN]", disable_help_flag = true)]
    Run {
        #[command(flatten)]
        run: IssueArgs,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// Chỉ kiểm tra và báo lỗi tại từng ô; ghi báo cáo kiem-tra.html, không xuất văn bản nào.
    #[command(help_template = HELP, override_usage = "ocop check [TÙY CHỌN]", disable_help_flag = true)]
    Check {
        #[command(flatten)]
        run: RunArgs,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// Ghi các biểu mẫu Excel để gửi đi điền: danh sách cho từng đơn vị, phiếu chấm cho từng thành
    /// viên, bảng điểm danh, bảng kiểm tra hồ sơ.
    #[command(
        help_template = HELP,
        override_usage = "ocop forms [TÙY CHỌN]",
        disable_help_flag = true,
        after_help = "Biểu mẫu nằm trong bieu-mau của thư mục kết quả. `ocop run` cũng ghi những biểu mẫu đến lúc cần; lệnh này ghi\nmọi biểu mẫu ghi được.\n\nMã kết thúc: 0 đã ghi · 1 có tệp được giữ nguyên vì đã bị sửa · 2 một số tệp không ghi được · 3 không ghi được tệp nào ·\n             4 lỗi của chương trình hoặc của máy."
    )]
    Forms {
        #[command(flatten)]
        run: RunArgs,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// Chụp các văn bản thành ảnh để xem trước, đúng như `ocop run` sẽ lập lúc này; chỗ khác với lần
    /// xuất trước được khoanh lại.
    #[command(
        help_template = HELP,
        override_usage = "ocop preview [VĂN-BẢN…] [TÙY CHỌN]",
        disable_help_flag = true,
        after_help = "Mở xem-truoc/index.html trong thư mục kết quả bằng trình duyệt. Không văn bản nào được ghi hay thay.\n\nVí dụ:  ocop preview\n        ocop preview 06-quyet-dinh\n        ocop preview quyet-dinh.pdf bien-ban.pdf\n\nMã kết thúc: 0 đã chụp · 1 không có văn bản đó · 2 có văn bản không dựng được · 3 không chụp được gì ·\n             4 lỗi của chương trình hoặc của máy."
    )]
    Preview {
        /// Chỉ chụp những văn bản này: đường dẫn, tên tệp hoặc thư mục như trong thư mục kết quả (mặc
        /// định: tất cả).
        #[arg(value_name = "VĂN-BẢN", help_heading = "Tham số")]
        asked: Vec<String>,
        #[command(flatten)]
        run: RunArgs,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// Mở bàn làm việc: một trang trên máy này để làm cả đợt, không cần gõ lệnh.
    #[command(
        help_template = HELP,
        override_usage = "ocop desk [THƯ-MỤC]",
        disable_help_flag = true,
        after_help = "Không ghi thư mục thì trang đầu cho tạo đợt mới hoặc mở một đợt nằm cạnh chương trình.\nKhông có gì ra khỏi máy: trang chỉ mở được trên máy này, mã PIN không bao giờ gõ vào trang.\n\nMã kết thúc: 0 đã đóng bàn làm việc · 3 không mở được · 4 lỗi của chương trình hoặc của máy."
    )]
    Desk {
        /// Thư mục của đợt.
        #[arg(value_name = "THƯ-MỤC", help_heading = "Tham số")]
        folder: Option<PathBuf>,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// Lưu hồ sơ của đợt vào một tệp .zip: mọi tệp gửi đến, mẫu riêng, văn bản, bản đã ký, mục lục.
    #[command(
        help_template = HELP,
        override_usage = "ocop archive [TÙY CHỌN]",
        disable_help_flag = true,
        after_help = "Hồ sơ nằm trong 10-luu-tru của thư mục kết quả. Khóa bí mật không bao giờ vào hồ sơ.\n\nMã kết thúc: 0 đã lưu · 3 chưa lưu được · 4 lỗi của chương trình hoặc của máy."
    )]
    Archive {
        #[command(flatten)]
        run: RunArgs,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// Lập lại mọi văn bản từ một hồ sơ lưu và so từng byte với bản đã lưu.
    #[command(
        help_template = HELP,
        override_usage = "ocop replay TỆP.zip --into THƯ-MỤC",
        disable_help_flag = true,
        after_help = "Mã kết thúc: 0 giống từng byte · 1 chỉ khác ở báo cáo kể về các lần chạy trước · 2 có văn bản khác · 3 không phải\n             hồ sơ lưu, hoặc đã hỏng · 4 lỗi của chương trình hoặc của máy."
    )]
    Replay {
        /// Tệp .zip do `ocop archive` ghi.
        #[arg(value_name = "TỆP.zip", help_heading = "Tham số")]
        file: PathBuf,
        /// Thư mục sẽ giải nén và lập lại; phải chưa có hoặc còn trống.
        #[arg(long, value_name = "THƯ-MỤC", help_heading = "Tùy chọn")]
        into: PathBuf,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// Giải thích một con số: từ văn bản về đến từng ô của phiếu chấm và của danh sách huyện gửi.
    #[command(
        help_template = HELP,
        override_usage = "ocop explain TÊN-SẢN-PHẨM [TÙY CHỌN]\n            ocop explain --paper VĂN-BẢN CON-SỐ [TÙY CHỌN]",
        disable_help_flag = true,
        after_help = "Ví dụ:  ocop explain \"Trà Shan\"\n        ocop explain --paper quyet-dinh.pdf 67,2\n\nMã kết thúc: 0 đã giải thích · 1 không tìm thấy, hoặc phải ghi rõ hơn · 3 không đọc được round.toml · 4 lỗi của chương trình."
    )]
    Explain {
        /// Tên sản phẩm, hoặc con số đúng như in trên văn bản khi có --paper. Tên không cần đủ chữ,
        /// không cần dấu.
        #[arg(value_name = "TÊN|CON-SỐ", required = true, num_args = 1.., help_heading = "Tham số")]
        asked: Vec<String>,
        /// Văn bản có con số đó, gọi bằng tên tệp như trong thư mục kết quả, ví dụ quyet-dinh.pdf.
        #[arg(long, value_name = "VĂN-BẢN", help_heading = "Tùy chọn")]
        paper: Option<String>,
        #[command(flatten)]
        from: InputArgs,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// So một bản thảo Word gửi về với văn bản hiện nay: lời văn đã sửa, số liệu bị đổi, dấu vết sửa
    /// và chú thích; lấy lời văn đã sửa vào mẫu riêng của cơ quan.
    #[command(
        help_template = HELP,
        override_usage = "ocop compare BẢN-THẢO.docx [--take] [TÙY CHỌN]",
        disable_help_flag = true,
        after_help = "Bản thảo nằm trong ban-thao của thư mục kết quả. Số liệu, tên, hạng sao luôn lấy từ hồ sơ, không lấy từ bản thảo.\n\nVí dụ:  ocop compare quyet-dinh-da-sua.docx\n        ocop compare quyet-dinh-da-sua.docx --take\n\nMã kết thúc: 0 không có gì khác, hoặc đã lấy hết vào · 1 có chỗ khác cần xem · 2 không đọc được tệp, hoặc không phải bản thảo\n             của đợt · 3 không đọc được khai báo của đợt · 4 lỗi của chương trình hoặc của máy."
    )]
    Compare {
        /// Tệp .docx gửi về, của Word hoặc LibreOffice.
        #[arg(value_name = "BẢN-THẢO.docx", help_heading = "Tham số")]
        draft: PathBuf,
        /// Ghi lời văn đã sửa vào thư mục mẫu riêng của cơ quan; mẫu riêng cũ được giữ với đuôi .cu.
        #[arg(long, help_heading = "Tùy chọn")]
        take: bool,
        #[command(flatten)]
        from: InputArgs,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// Kiểm tra văn bản đã ký số: ai ký, lúc nào, có bị sửa không, và có đúng với đầu vào không.
    #[command(
        help_template = HELP,
        override_usage = "ocop verify TỆP-PDF… [TÙY CHỌN]",
        disable_help_flag = true,
        after_help = "Ví dụ:  ocop verify quyet-dinh.pdf --trust goc.pem --crl thu-hoi.crl\n        ocop verify quyet-dinh.pdf --trust goc.pem --inputs inputs\n\nMã kết thúc: 0 hợp lệ · 1 không hợp lệ · 2 không đọc được tệp · 3 chưa kết luận được. Nhiều tệp: lấy tệp xấu nhất, theo thứ tự 1, 2, 3, 0."
    )]
    Verify {
        #[command(flatten)]
        verify: VerifyArgs,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// Tạo thư mục cho một đợt mới, với tệp khai-bao.xlsx để điền bằng Excel.
    #[command(
        help_template = HELP,
        override_usage = "ocop new THƯ-MỤC [--province TỈNH --date NĂM-THÁNG]",
        disable_help_flag = true,
        after_help = "Có tỉnh và thời gian thì khai báo được ghi sẵn: Bộ tiêu chí, cơ quan, các xã hoặc huyện, người ký theo thời gian đó.\n\nVí dụ:  ocop new dot-2-2026 --province \"Lai Châu\" --date 2026-09"
    )]
    New {
        /// Thư mục sẽ tạo; phải chưa có hoặc còn trống.
        #[arg(value_name = "THƯ-MỤC", help_heading = "Tham số")]
        folder: PathBuf,
        /// Tỉnh, thành phố của đợt.
        #[arg(long, value_name = "TỈNH", requires = "date", help_heading = "Tùy chọn")]
        province: Option<String>,
        /// Tháng hoặc ngày đầu của đợt, ví dụ 2026-09 hoặc 2026-09-15.
        #[arg(long, value_name = "NĂM-THÁNG", requires = "province", help_heading = "Tùy chọn")]
        date: Option<String>,
        /// Thư mục chứa lời văn, Bộ tiêu chí, danh mục xã riêng của cơ quan, dùng khi ghi sẵn.
        #[arg(long, value_name = "THƯ-MỤC", help_heading = "Tùy chọn")]
        templates: Option<PathBuf>,
        /// Khai báo bằng tệp văn bản round.toml thay cho khai-bao.xlsx.
        #[arg(long, help_heading = "Tùy chọn")]
        toml: bool,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// Đổi khai báo của đợt từ round.toml sang Excel (khai-bao.xlsx), hoặc ngược lại.
    #[command(
        help_template = HELP,
        override_usage = "ocop declare --to excel|toml [TÙY CHỌN]",
        disable_help_flag = true,
        after_help = "Tệp cũ được giữ lại với tên thêm đuôi .cu. Chú thích trong round.toml không đi theo.\n\nMã kết thúc: 0 đã đổi · 3 không đổi được."
    )]
    Declare {
        /// Đổi sang: excel hoặc toml.
        #[arg(
            long,
            value_name = "excel|toml",
            required = true,
            hide_possible_values = true,
            help_heading = "Tùy chọn"
        )]
        to: DeclaredIn,
        /// Thư mục chứa khai báo (mặc định: inputs).
        #[arg(
            long,
            value_name = "THƯ-MỤC",
            default_value = "inputs",
            hide_default_value = true,
            help_heading = "Tùy chọn"
        )]
        inputs: PathBuf,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// Kê các văn bản về Bộ tiêu chí mà chương trình biết; in một văn bản thành bảng để đối chiếu với
    /// bản đăng Công báo; chép tệp của nó ra để sửa.
    #[command(
        help_template = HELP,
        override_usage = "ocop criteria [VĂN-BẢN] [TÙY CHỌN]",
        disable_help_flag = true,
        after_help = "Ví dụ:  ocop criteria\n        ocop criteria 26-2026 --set \"Chè\"\n        ocop criteria 26-2026 --to bo-tieu-chi.html\n        ocop criteria 26-2026 --copy dot-1-2026\n\nMã kết thúc: 0 đã in · 1 không có văn bản hoặc bộ đó · 2 đã in, nhưng một tệp Bộ tiêu chí khác có lỗi · 3 không in, không ghi được gì · 4 lỗi của chương trình hoặc của máy."
    )]
    Criteria(CriteriaArgs),
    /// Ký số văn bản: người có thẩm quyền ký trước, cơ quan đóng dấu sau.
    #[command(
        help_template = HELP,
        override_usage = "ocop sign VĂN-BẢN… --role cosigner|official|seal --p12 TỆP | --token THƯ-VIỆN [TÙY CHỌN]",
        disable_help_flag = true,
        after_help = "Mật khẩu và mã PIN chỉ được gõ ở màn hình khi chương trình hỏi, không bao giờ ghi trong lệnh.\nTrong thư mục kết quả: cho-ky-tiep là bản người ký cùng đã ký, da-ky là bản người có thẩm quyền đã ký, da-cap-so là bản đã có số và ngày, ban-hanh là bản đã đóng dấu, ban-thu là bản ký thử.\n\nVí dụ:  ocop sign outputs/06-quyet-dinh/quyet-dinh.pdf --role official --p12 khoa.p12\n        ocop sign outputs/da-ky/06-quyet-dinh/quyet-dinh.pdf --role seal --token auto\n\nMã kết thúc: 0 đã ký hết · 1 đã ký, có chữ ký không kèm dấu thời gian hoặc chưa ghi được sổ in ·\n             2 chỉ ký được một phần · 3 không ký được gì · 4 lỗi của chương trình hoặc của máy."
    )]
    Sign(Box<SignArgs>),
    /// Cấp số, ngày cho văn bản người có thẩm quyền đã ký, trước khi đóng dấu; ghi sổ văn bản.
    #[command(
        help_template = HELP,
        override_usage = "ocop number VĂN-BẢN… [--number SỐ] [--date NGÀY] [TÙY CHỌN]",
        disable_help_flag = true,
        after_help = "Số và ngày được điền vào chỗ văn bản để trống khi ký, không làm hỏng chữ ký; bản đã có số nằm trong da-cap-so.\nSổ văn bản để in: so-van-ban.xlsx trong thư mục kết quả, mỗi cơ quan mỗi năm một sổ.\n\nVí dụ:  ocop number outputs/da-ky/06-quyet-dinh/quyet-dinh.pdf --number 1757 --date 11/12/2026\n\nMã kết thúc: 0 đã cấp hết · 1 đã cấp hết, chưa ghi được sổ in · 2 chỉ cấp được một phần · 3 không cấp được gì · 4 lỗi của chương trình hoặc của máy."
    )]
    Number(NumberArgs),
    /// So văn bản ký ở nơi khác đem về với bản đã trình; khớp thì cất và ghi sổ văn bản.
    #[command(
        help_template = HELP,
        override_usage = "ocop receive TỆP… [--take] [TÙY CHỌN]",
        disable_help_flag = true,
        after_help = "Văn bản ký bằng phần mềm khác được so từng chữ với bản đã trình: chỉ được thêm số, ngày, hình chữ ký và con dấu.\nXem kỹ những gì được thêm, rồi chạy lại với --take để cất vào ban-hanh.\n\nMã kết thúc: 0 khớp (đã cất, nếu có --take) · 1 có tệp khác bản đã trình, chưa đủ để ban hành, hoặc chưa ghi được sổ in · 3 không nhận ra tệp nào · 4 lỗi của chương trình hoặc của máy."
    )]
    Receive(ReceiveArgs),
    /// Bổ sung vào văn bản đã ký bằng chứng để còn kiểm tra được sau nhiều năm; cần có mạng.
    #[command(help_template = HELP, override_usage = "ocop ltv VĂN-BẢN… [TÙY CHỌN]", disable_help_flag = true)]
    Ltv(LtvArgs),
    /// Khóa thử để diễn tập việc ký số; các thiết bị ký đang cắm.
    #[command(
        help_template = HELP,
        override_usage = "ocop keys new TỆP.p12 --name TÊN\n            ocop keys list",
        disable_help_flag = true,
        disable_help_subcommand = true,
        subcommand_help_heading = "Lệnh"
    )]
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
        #[command(flatten)]
        common: CommonArgs,
    },
    /// Đọc một tệp .xls từ đầu vào chuẩn; chương trình tự gọi.
    #[command(name = careful_spreadsheet::COMMAND, hide = true, disable_help_flag = true)]
    ReadXls,
}

#[derive(Debug, PartialEq, Eq, Args)]
pub(super) struct IssueArgs {
    #[command(flatten)]
    pub(super) folders: RunArgs,
    /// Dựng lại mọi văn bản, kể cả văn bản không có gì thay đổi (kết quả vẫn như cũ từng byte).
    #[arg(long, help_heading = "Tùy chọn")]
    pub(super) fresh: bool,
}

#[derive(Debug, PartialEq, Eq, Args)]
pub(super) struct RunArgs {
    #[command(flatten)]
    pub(super) from: InputArgs,
    /// Thư mục nhận báo cáo kiểm tra và các văn bản (mặc định: outputs).
    #[arg(
        long,
        value_name = "THƯ-MỤC",
        default_value = "outputs",
        hide_default_value = true,
        help_heading = "Tùy chọn"
    )]
    pub(super) outputs: PathBuf,
}

#[derive(Debug, PartialEq, Eq, Args)]
pub(super) struct InputArgs {
    /// Thư mục chứa khai báo của đợt và các tệp Excel (mặc định: inputs).
    #[arg(
        long,
        value_name = "THƯ-MỤC",
        default_value = "inputs",
        hide_default_value = true,
        help_heading = "Tùy chọn"
    )]
    pub(super) inputs: PathBuf,
    /// Thư mục chứa lời văn, mẫu trình bày và phông chữ riêng của cơ quan (mặc định: templates
    /// trong thư mục đầu vào).
    #[arg(long, value_name = "THƯ-MỤC", help_heading = "Tùy chọn")]
    pub(super) templates: Option<PathBuf>,
    /// Tệp ket-qua.json của một đợt trước: tìm ở đó hạng sao và quyết định đã có của sản phẩm; ghi
    /// được nhiều lần.
    #[arg(long, value_name = "TỆP", help_heading = "Tùy chọn")]
    pub(super) previous: Vec<PathBuf>,
}

#[derive(Debug, PartialEq, Eq, Args)]
struct CommonArgs {
    /// In hướng dẫn này.
    #[arg(short, long, action = clap::ArgAction::Help, help_heading = "Tùy chọn")]
    help: Option<bool>,
}

/// Parses the arguments; the first one is the name of the program.
pub(super) fn parse(args: impl IntoIterator<Item = OsString>) -> ParsedArgs {
    let typed = TypedArgs::command()
        .try_get_matches_from(args)
        .and_then(|matches| TypedArgs::from_arg_matches(&matches));
    match typed {
        Ok(typed) => ParsedArgs::Do(command(typed)),
        Err(error)
            if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) =>
        {
            ParsedArgs::Show(error.to_string())
        }
        Err(error) => ParsedArgs::Wrong(wrong::told(&error)),
    }
}

fn command(typed: TypedArgs) -> Command {
    match typed.command {
        None => Command::Run(typed.run),
        Some(TypedCommand::Run { run, .. }) => Command::Run(run),
        Some(TypedCommand::Check { run, .. }) => Command::Check(run),
        Some(TypedCommand::Forms { run, .. }) => Command::Forms(run),
        Some(TypedCommand::Preview { asked, run, .. }) => Command::Preview { asked, run },
        Some(TypedCommand::Desk { folder, .. }) => Command::Desk { folder },
        Some(TypedCommand::Archive { run, .. }) => Command::Archive(run),
        Some(TypedCommand::Replay { file, into, .. }) => Command::Replay { file, into },
        Some(TypedCommand::Explain { asked, paper, from, .. }) => {
            Command::Explain { asked: asked.join(" "), paper, from }
        }
        Some(TypedCommand::Compare { draft, take, from, .. }) => {
            Command::Compare { draft, take, from }
        }
        Some(TypedCommand::Criteria(criteria)) => Command::Criteria(criteria),
        Some(TypedCommand::Sign(sign)) => Command::Sign(sign),
        Some(TypedCommand::Number(number)) => Command::Number(number),
        Some(TypedCommand::Receive(receive)) => Command::Receive(receive),
        Some(TypedCommand::Ltv(ltv)) => Command::Ltv(ltv),
        Some(TypedCommand::Keys { command, .. }) => Command::Keys(command),
        Some(TypedCommand::Verify { verify, .. }) => Command::Verify(verify),
        Some(TypedCommand::ReadXls) => Command::ReadXls,
        Some(TypedCommand::New { folder, province, date, templates, toml, .. }) => {
            let known = province.zip(date).map(|(province, date)| KnownRound { province, date });
            Command::New { folder, known, templates, toml }
        }
        Some(TypedCommand::Declare { to, inputs, .. }) => Command::Declare { to, inputs },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(args: &str) -> ParsedArgs {
        parse(args.split(' ').map(OsString::from))
    }

    #[test]
    fn no_command_means_run() {
        let ParsedArgs::Do(plain) = ask("ocop") else { panic!("understood") };
        let ParsedArgs::Do(named) = ask("ocop run --inputs inputs --outputs outputs") else {
            panic!("understood")
        };
        assert_eq!(plain, named);
    }

    #[test]
    fn help_is_vietnamese_throughout() {
        for args in [
            "ocop --help",
            "ocop run --help",
            "ocop check --help",
            "ocop forms --help",
            "ocop preview --help",
            "ocop explain --help",
            "ocop compare --help",
            "ocop sign --help",
            "ocop ltv --help",
            "ocop keys --help",
            "ocop keys new --help",
            "ocop keys list --help",
            "ocop verify --help",
            "ocop new --help",
            "ocop criteria --help",
            "ocop declare --help",
        ] {
            let ParsedArgs::Show(help) = ask(args) else { panic!("help") };
            assert!(
                !help.contains(careful_spreadsheet::COMMAND),
                "a command for the program itself is not shown"
            );
            for word in
                ["Usage", "Options", "Commands", "Print", "default", "Arguments", "possible"]
            {
                assert!(!help.contains(word), "{args}: {word}\n{help}");
            }
        }
    }
}
