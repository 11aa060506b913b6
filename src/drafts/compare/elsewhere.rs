//! Names places of a paper, and where words are changed that stand in no wording file.

use super::words::short;
use crate::drafts::content::{FlatLine, Origin};
use crate::round::PaperKind;

/// Returns the section of `round.toml` with the settings of papers of this kind.
fn section(kind: &str) -> String {
    let found = PaperKind::ALL.iter().find(|one| one.name() == kind);
    found.map_or_else(|| "[papers]".to_owned(), |one| format!("[papers.{}]", one.key()))
}

/// What to do about words that only the program has.
const LAYOUT: &str = "cần đổi thì báo người phụ trách máy tính";

/// How many words of a line name it.
const WORDS: usize = 6;

/// Names the place of a line: its article, else its first words.
pub(super) fn place(lines: &[FlatLine], at: usize) -> String {
    let line = &lines[at];
    let fixed = match line.from {
        Origin::Issuer => "Tên cơ quan ban hành",
        Origin::Number => "Số, ký hiệu",
        Origin::PlaceDate => "Địa danh, ngày tháng",
        Origin::Name => "Tên loại",
        Origin::Subject => "Trích yếu",
        Origin::Addressee => "Kính gửi",
        Origin::Recipient(_) => "Nơi nhận",
        Origin::Signer => "Người ký",
        Origin::Annex | Origin::AnnexHead => "Phụ lục",
        Origin::Head | Origin::Form | Origin::Body(_) | Origin::Table | Origin::Sheet => "",
    };
    if !fixed.is_empty() {
        return fixed.to_owned();
    }
    let is_body = |line: &&FlatLine| matches!(line.from, Origin::Body(_));
    let article = lines[..=at].iter().rev().filter(is_body).find_map(|line| article(&line.text()));
    match article.filter(|_| matches!(line.from, Origin::Body(_))) {
        Some(article) => article,
        None => format!("Đoạn “{}”", first_words(&line.text())),
    }
}

/// Names the table of a line: by what stands above it.
pub(super) fn table(lines: &[FlatLine], at: usize) -> String {
    let above = lines[..at].iter().rev().find(|line| line.row.is_none());
    above.map_or_else(|| "Bảng".to_owned(), |line| format!("Bảng dưới “{}”", short(&line.text())))
}

/// Returns the number of the article that a line begins: `Điều 1`.
fn article(text: &str) -> Option<String> {
    let mut words = text.split(' ');
    let (first, number) = (words.next()?, words.next()?);
    let number = number.trim_end_matches(['.', ':']);
    let is_number = !number.is_empty() && number.chars().all(|sign| sign.is_ascii_digit());
    (first == "Điều" && is_number).then(|| format!("Điều {number}"))
}

fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let shown = words[..words.len().min(WORDS)].join(" ");
    if words.len() > WORDS { format!("{shown} …") } else { shown }
}

/// Writes the first letter small, for the middle of a sentence; that of an article stays.
pub(super) fn small(words: &str) -> String {
    if words.starts_with("Điều ") {
        return words.to_owned();
    }
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Says where words of this origin are changed, on a paper of this kind.
pub(super) fn told(from: Origin, kind: &str) -> String {
    let section = section(kind);
    match from {
        Origin::Issuer => "tên cơ quan lấy từ mục [issuers] của round.toml, sửa ở đó".to_owned(),
        Origin::Number => format!("số và ký hiệu lấy từ number, symbol ở mục {section} của round.toml, sửa ở đó"),
        Origin::PlaceDate => format!("ngày lấy từ date ở mục {section} của round.toml, địa danh lấy từ mục [issuers], sửa ở đó"),
        Origin::Addressee => "nơi “Kính gửi” do chương trình lập theo khai báo; sửa tên cơ quan ở round.toml hoặc templates/bodies.toml".to_owned(),
        Origin::Recipient(_) => format!("nơi nhận lấy từ recipients ở mục {section} của round.toml, sửa ở đó"),
        Origin::Signer => format!("người ký lấy từ signer ở mục {section} của round.toml, sửa ở đó"),
        Origin::Form if kind == PaperKind::Certificate.name() => format!("chữ cố định của mẫu giấy chứng nhận; {LAYOUT}"),
        Origin::Form => "chữ cố định theo thể thức của Nghị định 30/2020/NĐ-CP, không sửa".to_owned(),
        Origin::Head => format!("tên cột, tên bảng do chương trình đặt, không có trong hồ sơ hay khai báo; {LAYOUT}"),
        Origin::AnnexHead => format!("tiêu đề phụ lục do chương trình đặt, không có trong hồ sơ hay khai báo; {LAYOUT}"),
        Origin::Table | Origin::Annex | Origin::Sheet => {
            "bảng, phụ lục do chương trình lập từ hồ sơ; sửa trong hồ sơ hoặc khai báo của đợt".to_owned()
        }
        Origin::Name | Origin::Subject | Origin::Body(_) => String::new(),
    }
}

/// Says where the words are changed that a placeholder of a wording file prints.
pub(super) fn of_placeholder(tag: &str, file: &str, line: usize) -> String {
    let inner = tag.trim_start_matches(['{', '-']).trim_end_matches(['}', '-']).trim();
    let name: &str = inner.split([' ', '|', '[', '(']).next().unwrap_or_default();
    let spot = format!("dòng {line} của templates/{file}, chỗ {tag}");
    let by_hand = format!("chỉ văn bản này cần nói khác thì sửa bằng tay ở {spot}");
    match name.split_once('.') {
        Some((section @ ("round" | "council" | "support_team" | "invitation"), key)) => format!(
            "lấy từ {key} ở mục [{section}] của round.toml; sai ở mọi văn bản thì sửa ở đó, {by_hand}"
        ),
        Some(("act" | "acts" | "paper", _)) => format!(
            "văn bản căn cứ lấy từ mục [acts] và legal_bases của round.toml, sửa ở đó ({spot})"
        ),
        Some(("bodies", _)) => format!(
            "tên cơ quan do chương trình điền theo ngày của văn bản; muốn nói đến cơ quan khác thì \
             sửa bằng tay ở {spot}"
        ),
        Some(("session", key)) => {
            format!("lấy từ {key} ở mục [[sessions]] của round.toml, sửa ở đó ({spot})")
        }
        Some(("member" | "chair", _)) => format!(
            "họ tên, chức vụ lấy từ mục [[council.members]] của round.toml, sửa ở đó ({spot})"
        ),
        Some(("issuer", _)) => {
            format!("tên cơ quan lấy từ mục [issuers] của round.toml, sửa ở đó ({spot})")
        }
        Some(("invitee", _)) => format!(
            "người được mời lấy từ mục [[invitation.invitees]] của round.toml và danh sách sản \
             phẩm, sửa ở đó ({spot})"
        ),
        Some(("terms" | "authority" | "units" | "calendar" | "rules", _)) => {
            format!("theo Bộ tiêu chí và khai báo của đợt; {by_hand}")
        }
        Some(("decision", key)) => format!(
            "lấy từ {key} ở mục [decision] hoặc từ mục [papers] của round.toml, sửa ở đó ({spot})"
        ),
        _ if name.starts_with("sessions[") => {
            format!("ngày, giờ, nơi họp lấy từ mục [[sessions]] của round.toml, sửa ở đó ({spot})")
        }
        _ if name == "request" => format!(
            "việc đề nghị chuẩn bị lấy từ requests ở mục [[invitation.invitees]] của round.toml, \
             sửa ở đó ({spot})"
        ),
        _ if name == "line" && file.ends_with("bien-ban.md") => {
            format!("diễn biến lấy từ course ở mục [[sessions]] của round.toml, sửa ở đó ({spot})")
        }
        _ => format!("do chương trình điền theo hồ sơ và khai báo của đợt ({spot})"),
    }
}

/// Tells whether a placeholder prints a whole line that the round gives: words put in beside it
/// belong there, too.
pub(super) fn is_whole_line(tag: &str) -> bool {
    let inner = tag.trim_start_matches(['{', '-', ' ']);
    ["act.", "request ", "line "].iter().any(|name| inner.starts_with(name))
}
