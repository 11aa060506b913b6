//! Why a paper could not be typeset, and the findings that tell a clerk so.

use crate::documents::WrittenPaper;
use crate::finding::{Code, Finding, Place};

/// Why a paper could not be typeset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypesetFailure {
    /// The fonts lack these characters, which would print as blanks.
    Unprintable(Vec<String>),
    /// The layout does not compile. Holds the message of typst with file and line.
    Layout(String),
    /// The typesetter itself failed. Holds a technical message.
    Broken(String),
}

impl TypesetFailure {
    /// Turns the failure into findings. `places` returns the cells that contain a character.
    pub fn findings(
        &self,
        paper: &WrittenPaper,
        places: impl Fn(&str) -> Vec<Place>,
    ) -> Vec<Finding> {
        match self {
            Self::Unprintable(characters) => characters
                .iter()
                .flat_map(|character| unprintable(character, places(character)))
                .collect(),
            Self::Layout(words) if picture(words).is_some() => {
                let place = Place::file(picture(words).unwrap_or_default());
                let message = format!("Ảnh này không dựng được nên “{}” phải chờ.", paper.kind);
                let remedy = "Thay bằng ảnh khác, hoặc xóa tệp để dùng hình chương trình tự vẽ.";
                let finding = Finding::new(Code::TemplateBroken, place, message);
                vec![finding.technical(words).remedy(remedy)]
            }
            Self::Layout(words) => {
                let message = format!("Mẫu trình bày của “{}” không dựng được.", paper.kind);
                let finding = Finding::new(Code::TemplateBroken, layout_place(paper), message)
                    .technical(words)
                    .remedy("Sửa tệp mẫu này, hoặc xóa tệp để dùng mẫu gốc đi kèm chương trình.");
                vec![Finding { found: quoted(words), ..finding }]
            }
            Self::Broken(words) => vec![
                Finding::new(
                    Code::TemplateBroken,
                    layout_place(paper),
                    format!("Không dựng được văn bản {}.", paper.file),
                )
                .technical(words)
                .remedy("Báo cho người phát triển chương trình, kèm các tệp đầu vào."),
            ],
        }
    }
}

/// Returns the picture of the office's templates at which typst points; `None` where it points at
/// none.
fn picture(words: &str) -> Option<String> {
    let at = words.find("templates/pictures/")?;
    let path = words[at..].split([':', '\n']).next()?;
    Some(path.trim().to_owned())
}

/// Returns the lines of the layout that typst quotes (`2 │ #khong-co()`), without its English
/// message; `None` when it quotes none.
fn quoted(words: &str) -> Option<String> {
    let lines = words.lines().filter_map(|line| {
        let (number, text) = line.split_once('│')?;
        let number: usize = number.trim().parse().ok()?;
        Some(format!("dòng {number}: {}", text.trim()))
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn layout_place(paper: &WrittenPaper) -> Place {
    Place::file(format!("templates/layout/{}.typ", paper.layout))
}

fn unprintable(character: &str, places: Vec<Place>) -> Vec<Finding> {
    let codes: Vec<_> =
        character.chars().map(|sign| format!("U+{:04X}", u32::from(sign))).collect();
    // A character that is in no cell comes from the settings or from a wording file.
    let places = if places.is_empty() { vec![Place::file(crate::round::FILE)] } else { places };
    let finding = |place| {
        Finding::new(
            Code::CharacterNotPrintable,
            place,
            "Ký tự này không có trong phông chữ nên những văn bản có chữ này chưa in được.",
        )
        .found(format!("{character} ({})", codes.join(" ")))
        .allowed("chữ Việt, chữ La-tinh, chữ số và dấu câu thông thường")
        .remedy("Xóa hoặc thay ký tự này.")
    };
    places.into_iter().map(finding).collect()
}
