//! How a signature looks on the paper: a page of its own, as large as its place, that the signature
//! desk puts in.

use serde::Serialize;

use super::world::PICTURE;
use super::{Failure, Typesetter};

/// The layout of every signature.
const LAYOUT: &str = "layout/chu-ky.typ";

/// What is seen of a signature (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7.d, II.8, III.1.d).
#[derive(Debug, Clone, PartialEq)]
pub struct Appearance {
    /// What kind of signature it is.
    pub kind: AppearanceKind,
    /// Width in millimetres.
    pub width: f64,
    /// Height in millimetres.
    pub height: f64,
    /// The picture of a hand signature or of a seal (PNG); it fills the place as far as its
    /// proportions allow.
    pub picture: Option<Vec<u8>>,
    /// The line on a separate annex.
    pub line: Option<String>,
    /// Made with a rehearsal certificate: “BẢN THỬ” stands across it.
    pub rehearsal: bool,
}

/// The kinds of signatures that can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AppearanceKind {
    /// A person's hand signature.
    Official,
    /// A body's seal.
    Seal,
    /// The line of text on a separate annex.
    Annex,
}

#[derive(Serialize)]
struct AppearanceData<'a> {
    kind: AppearanceKind,
    width: f64,
    height: f64,
    picture: Option<String>,
    line: Option<&'a str>,
    rehearsal: bool,
}

impl Typesetter {
    /// Typesets what is seen of a signature: a PDF of one page without tags. The same appearance
    /// always gives the same bytes.
    ///
    /// # Errors
    ///
    /// [`Failure`], most often because the picture is no PNG.
    pub fn draw(&self, appearance: &Appearance) -> Result<Vec<u8>, Failure> {
        let data = AppearanceData {
            kind: appearance.kind,
            width: appearance.width,
            height: appearance.height,
            picture: appearance.picture.as_ref().map(|_| format!("/{PICTURE}")),
            line: appearance.line.as_deref(),
            rehearsal: appearance.rehearsal,
        };
        let data = serde_json::to_vec(&data).map_err(|error| Failure::Broken(error.to_string()))?;
        self.engine.draw(LAYOUT, data, appearance.picture.clone())
    }
}
