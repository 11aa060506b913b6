//! Typesets the visible form of a signature: a page of its own, as large as its place on the paper,
//! which the signature library embeds there.

use serde::Serialize;

use super::world::PICTURE;
use super::{TypesetFailure, Typesetter};

/// The layout of all signatures.
const LAYOUT: &str = "layout/chu-ky.typ";

/// The visible form of a signature, or of what is filled in after it (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7.d, II.8, III.1.d).
#[derive(Debug, Clone, PartialEq)]
pub struct Appearance {
    /// The kind of signature.
    pub kind: AppearanceKind,
    /// Width in millimetres.
    pub width: f64,
    /// Height in millimetres.
    pub height: f64,
    /// The picture of a hand signature or of a seal (PNG). It is scaled to fit the page; its
    /// proportions are kept.
    pub picture: Option<Vec<u8>>,
    /// The line of text on a separate annex; the number or the day.
    pub line: Option<String>,
    /// Size of the letters of number or day, in points.
    pub size: f64,
    /// Whether it is made with a rehearsal certificate: “BẢN THỬ” is then printed across it.
    pub rehearsal: bool,
}

/// The kinds of visible signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AppearanceKind {
    /// The hand signature of a person.
    Official,
    /// The seal of a body.
    Seal,
    /// The line of text on a separate annex.
    Annex,
    /// The number of the paper, filled in after signing.
    Number,
    /// The day of issue, filled in after signing.
    Day,
}

/// The data that the layout receives.
#[derive(Serialize)]
struct AppearanceData<'a> {
    kind: AppearanceKind,
    width: f64,
    height: f64,
    picture: Option<String>,
    line: Option<&'a str>,
    size: f64,
    rehearsal: bool,
}

impl Typesetter {
    /// Typesets the visible form of a signature: a PDF of one page without tags. The same
    /// appearance always gives the same bytes.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure`], most often because the picture is not a PNG.
    pub fn draw(&self, appearance: &Appearance) -> Result<Vec<u8>, TypesetFailure> {
        let data = AppearanceData {
            kind: appearance.kind,
            width: appearance.width,
            height: appearance.height,
            picture: appearance.picture.as_ref().map(|_| format!("/{PICTURE}")),
            line: appearance.line.as_deref(),
            size: appearance.size,
            rehearsal: appearance.rehearsal,
        };
        let data =
            serde_json::to_vec(&data).map_err(|error| TypesetFailure::Broken(error.to_string()))?;
        self.engine.draw(LAYOUT, data, appearance.picture.clone())
    }
}
