//! What a reader of a draft sees and the official paper cannot take: struck words, notes in boxes,
//! footnotes, symbols.

use crate::drafts::content::Letter;

/// Something that is seen on a draft and not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What it is.
    pub kind: SeenKind,
    /// Its words.
    pub words: String,
    /// The first words of its paragraph; empty where it stands in none.
    pub at: String,
    /// The number of its paragraph.
    pub(super) paragraph: usize,
}

/// The kinds of what is seen and not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenKind {
    /// Words with a line through them.
    Struck,
    /// Words that are not shown.
    Hidden,
    /// Words on a coloured ground.
    Highlighted,
    /// Words with a line below them.
    Underlined,
    /// Words that are shown in capitals.
    Capitals,
    /// Words above or below the line.
    Raised,
    /// A sign of a font of pictures.
    Symbol,
    /// A line break within a paragraph.
    Break,
    /// A list that Word numbers or marks by itself.
    List,
    /// A footnote or endnote.
    Footnote,
    /// A box with text.
    TextBox,
    /// A picture or drawing.
    Picture,
    /// Words at the top or the foot of the pages.
    Margin,
}

impl SeenKind {
    /// Says what it is, and what to do (Vietnamese).
    #[must_use]
    pub fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Struck => (
                "chữ gạch ngang",
                "muốn bỏ thì xóa hẳn các chữ ấy trên bản thảo rồi so lại; đoạn này giữ như cũ",
            ),
            Self::Hidden => (
                "chữ ẩn",
                "muốn bỏ thì xóa hẳn, muốn giữ thì thôi ẩn, rồi so lại; đoạn này giữ như cũ",
            ),
            Self::Highlighted => ("chữ tô màu", "hỏi người sửa muốn gì ở chỗ này"),
            Self::Underlined => (
                "chữ gạch chân",
                "văn bản không in gạch chân; hỏi người sửa, cần nhấn mạnh thì in đậm hoặc nghiêng",
            ),
            Self::Capitals => (
                "chữ hiện thành chữ hoa",
                "muốn chữ hoa thì gõ lại bằng chữ hoa trên bản thảo rồi so lại",
            ),
            Self::Raised => (
                "chữ nâng lên hoặc hạ xuống",
                "được đọc như chữ thường; dùng được ký tự ¹ ² ³ gõ thẳng vào đoạn",
            ),
            Self::Symbol => {
                ("ký hiệu của phông chữ hình", "thay bằng chữ rồi so lại; đoạn này giữ như cũ")
            }
            Self::Break => (
                "xuống dòng trong đoạn (Shift+Enter)",
                "được đọc như dấu cách; muốn thành đoạn mới thì nhấn Enter trên bản thảo rồi so lại",
            ),
            Self::List => (
                "danh sách tự động của Word",
                "được đọc là gạch đầu dòng “- ”; muốn đánh số thì gõ số vào đầu đoạn",
            ),
            Self::Footnote => {
                ("cước chú", "văn bản không in cước chú; cần thì viết vào trong đoạn rồi so lại")
            }
            Self::TextBox => ("hộp chữ", "không phải lời văn; đọc và làm theo nếu cần"),
            Self::Picture => ("hình vẽ", "mở bản thảo để xem; văn bản không lấy hình vào"),
            Self::Margin => (
                "chữ ở đầu trang, chân trang",
                "đầu trang do chương trình lập; cần thì viết vào trong văn bản",
            ),
        }
    }

    /// Whether the words of its paragraph cannot be taken as they stand.
    pub(super) fn bars(self) -> bool {
        matches!(self, Self::Struck | Self::Hidden | Self::Symbol)
    }
}

/// How many words of a paragraph name it.
const WORDS: usize = 6;

/// Returns the first words of a paragraph.
pub(super) fn first_words(letters: &[Letter]) -> String {
    let text: String = letters.iter().map(|letter| letter.sign).collect();
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let shown = words[..words.len().min(WORDS)].join(" ");
    if words.len() > WORDS { format!("{shown} …") } else { shown }
}

/// Writes a raised figure as the sign that stands for it; `None` where there is none.
pub(super) fn raised(text: &str) -> Option<String> {
    let sign = |sign: char| match sign {
        '1' => Some('¹'),
        '2' => Some('²'),
        '3' => Some('³'),
        _ => None,
    };
    text.chars().map(sign).collect()
}
