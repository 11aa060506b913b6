//! Typst: a [`Document`](crate::documents::Document) and a layout become PDF bytes.
//!
//! The only desk that knows typst. It does not know what a product is; it does not write files.

mod appearance;
mod batch;
mod booklet;
mod failure;
mod fonts;
mod gathered;
mod picture;
mod printed;
mod world;

use std::io;

use serde::Serialize;

pub use self::appearance::{Appearance, AppearanceKind};
pub use self::batch::{forget, in_parallel};
pub use self::booklet::{BookletTitle, Leaf, PageStock, bind};
pub use self::failure::TypesetFailure;
pub use self::gathered::PrintFile;
pub use self::picture::{LaidPaper, MarkedWords, PagePicture, RESOLUTION, WordBox};
pub use self::printed::{BlankKind, BlankSpot, SignatureSpot, TypesetPaper};
use self::world::Engine;
use crate::documents::{CERTIFICATE_PICTURES, WrittenPaper};
use crate::finding::Findings;
use crate::fingerprint::sha256;
use crate::templates::Templates;

/// Typesets papers with the fonts and layouts of a run. They are loaded once and shared by all
/// threads.
pub struct Typesetter {
    engine: Engine,
    /// Fingerprint of the layouts, fonts and pictures.
    templates: String,
    findings: Findings,
}

impl Typesetter {
    /// Loads the fonts and layouts.
    ///
    /// # Errors
    ///
    /// When the office's templates folder cannot be read.
    pub fn new(templates: &Templates) -> io::Result<Self> {
        let (fonts, findings) = fonts::load(templates)?;
        let engine = Engine::new(templates.clone(), fonts);
        Ok(Self { engine, templates: fingerprint(templates)?, findings })
    }

    /// Returns the faults of the office's fonts.
    #[must_use]
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// Returns the name with `_` for every character that no font has; `None` when the fonts have
    /// them all.
    ///
    /// This is for names that the office cannot change, such as the name of a received file: they
    /// must not keep a paper from being printed.
    #[must_use]
    pub fn printable(&self, name: &str) -> Option<String> {
        let missing = |sign: &char| !self.engine.has(*sign);
        name.chars()
            .any(|sign| missing(&sign))
            .then(|| name.chars().map(|sign| if missing(&sign) { '_' } else { sign }).collect())
    }

    /// Returns the fingerprint of this program's typesetter, its layouts and fonts.
    #[must_use]
    pub fn version(&self) -> String {
        sha256(format!("{TYPESETTER} {}", self.templates).as_bytes())
    }

    /// Returns the fingerprint of everything that decides the bytes of a paper: its content, the
    /// layouts, the fonts and this program. Papers with the same key are the same PDF.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure::Broken`] when the content cannot be put into JSON, a fault of this program.
    pub fn key(&self, paper: &WrittenPaper) -> Result<String, TypesetFailure> {
        let WrittenPaper { file, layout, date, document, .. } = paper;
        let parts = (TYPESETTER, &self.templates, file, layout, date.to_string(), document);
        serde_json::to_vec(&parts)
            .map(|bytes| sha256(&bytes))
            .map_err(|error| TypesetFailure::Broken(error.to_string()))
    }

    /// Typesets one paper. The same paper, layout and fonts always give the same bytes.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure`], which says whether the fonts or the layout are to blame.
    pub fn print(&self, paper: &WrittenPaper) -> Result<TypesetPaper, TypesetFailure> {
        let data = serde_json::to_vec(&paper.document)
            .map_err(|error| TypesetFailure::Broken(error.to_string()))?;
        self.engine.print(&format!("layout/{}.typ", paper.layout), data, paper.date, &paper.file)
    }

    /// Typesets a paper with other data in the place of its document, e.g. a part of it, and drops
    /// the result.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure`], as [`print`](Self::print).
    pub fn try_out(
        &self,
        paper: &WrittenPaper,
        data: &serde_json::Value,
    ) -> Result<(), TypesetFailure> {
        let data =
            serde_json::to_vec(data).map_err(|error| TypesetFailure::Broken(error.to_string()))?;
        let layout = format!("layout/{}.typ", paper.layout);
        self.engine.print(&layout, data, paper.date, &paper.file).map(|_| ())
    }

    /// Typesets pages from which booklets are put together. `layout` is the name of a layout file
    /// without folder and extension, `data` what it reads.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure`], as [`print`](Self::print).
    pub fn pages(&self, layout: &str, data: &impl Serialize) -> Result<PageStock, TypesetFailure> {
        let data =
            serde_json::to_vec(data).map_err(|error| TypesetFailure::Broken(error.to_string()))?;
        let (pdf, starts) = self.engine.pages(&format!("layout/{layout}.typ"), data)?;
        PageStock::of(&pdf, starts)
    }
}

/// Names the version of this program's typesetter and of the libraries below it.
pub const TYPESETTER: &str = env!("OCOP_TYPESETTER");

/// Returns the fingerprint of all layouts, fonts and pictures, with their names.
fn fingerprint(templates: &Templates) -> io::Result<String> {
    let mut named = String::new();
    for folder in ["layout", "fonts", CERTIFICATE_PICTURES] {
        for template in templates.folder(folder)? {
            named.extend([&sha256(&template.bytes), " ", &template.name, "\n"]);
        }
    }
    Ok(sha256(named.as_bytes()))
}
