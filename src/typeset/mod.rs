//! Typst: a [`Document`](crate::documents::Document) and a layout become PDF bytes.
//!
//! The only desk that knows typst. It does not know what a product is; it does not write files.

mod appearance;
mod batch;
mod fonts;
mod world;

use std::io;

use serde::{Deserialize, Serialize};

use crate::documents::Written;
use crate::finding::{Code, Finding, Findings, Place};
use crate::templates::Templates;

pub use self::appearance::{Appearance, AppearanceKind};
pub use self::batch::{forget, in_parallel};
use self::world::Engine;

/// Fonts and layouts of a run, loaded once and shared by all threads.
pub struct Typesetter {
    engine: Engine,
    findings: Findings,
}

/// Why a paper could not be typeset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Characters that the fonts do not have. They would print as blanks.
    Unprintable(Vec<String>),
    /// The layout does not work; typst's own words, with file and line.
    Layout(String),
    /// The typesetter itself broke down.
    Broken(String),
}

/// A typeset paper.
#[derive(Debug, Clone)]
pub struct Printed {
    /// The PDF: PDF/A-2a and PDF/UA-1.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The places for signatures, in the order in which the layout numbers them.
    pub spots: Vec<Spot>,
}

/// The middle of a place for a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Spot {
    /// The page, from 1.
    pub page: usize,
    /// Hundredths of a millimetre from the left edge of the page.
    pub x: i32,
    /// Hundredths of a millimetre from its bottom edge, as PDF measures.
    pub y: i32,
}

impl Typesetter {
    /// Loads the fonts and layouts.
    ///
    /// # Errors
    ///
    /// When the office's templates folder cannot be read.
    pub fn new(templates: &Templates) -> io::Result<Self> {
        let (fonts, findings) = fonts::load(templates)?;
        Ok(Self { engine: Engine::new(templates.clone(), fonts), findings })
    }

    /// What is wrong with the office's fonts.
    #[must_use]
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// A name with `_` for every character that no font has; `None` when all of it can be printed. What is not ours to mend, such
    /// as the name of a file, is shown so and holds no paper back.
    #[must_use]
    pub fn printable(&self, name: &str) -> Option<String> {
        let missing = |sign: &char| !self.engine.has(*sign);
        name.chars()
            .any(|sign| missing(&sign))
            .then(|| name.chars().map(|sign| if missing(&sign) { '_' } else { sign }).collect())
    }

    /// Typesets one paper. The same paper, layout and fonts always give the same bytes.
    ///
    /// # Errors
    ///
    /// [`Failure`], which says whether the fonts or the layout are to blame.
    pub fn print(&self, paper: &Written) -> Result<Printed, Failure> {
        let data = serde_json::to_vec(&paper.document).map_err(|error| Failure::Broken(error.to_string()))?;
        self.engine.print(&format!("layout/{}.typ", paper.layout), data, paper.date, &paper.file)
    }
}

impl Failure {
    /// The failure as findings; `places` names the cells that hold a character.
    pub fn findings(&self, paper: &Written, places: impl Fn(&str) -> Vec<Place>) -> Vec<Finding> {
        match self {
            Self::Unprintable(characters) => {
                characters.iter().flat_map(|character| unprintable(character, places(character))).collect()
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

/// The lines that typst quotes (`2 │ #khong-co()`), without its words about them.
fn quoted(words: &str) -> Option<String> {
    let lines = words.lines().filter_map(|line| {
        let (number, text) = line.split_once('│')?;
        let number: usize = number.trim().parse().ok()?;
        Some(format!("dòng {number}: {}", text.trim()))
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn layout_place(paper: &Written) -> Place {
    Place::file(format!("templates/layout/{}.typ", paper.layout))
}

fn unprintable(character: &str, places: Vec<Place>) -> Vec<Finding> {
    let codes: Vec<_> = character.chars().map(|sign| format!("U+{:04X}", u32::from(sign))).collect();
    // Whatever stands in no cell stands in the settings or in a wording file.
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
