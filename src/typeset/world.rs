//! The world that a layout can see: the templates, one data file, the fonts, and nothing else.

use std::io;

use time::Date;
use typst::diag::{FileError, FileResult, PackageError, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Label, Smart, Value};
use typst::introspection::{Introspector, MetadataElem, PagedPosition};
use typst::layout::{Abs, Frame, FrameItem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, PicoStr};
use typst::{Library, LibraryExt, World};
use typst_kit::diagnostics::termcolor::NoColor;
use typst_kit::diagnostics::{DiagnosticFormat, DiagnosticWorld, emit};
use typst_kit::files::{FileLoader, FileStore};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::fonts::LoadedFonts;
use super::{BlankKind, BlankSpot, SignatureSpot, TypesetFailure, TypesetPaper};
use crate::templates::Templates;

/// Name under which a layout reads its document: `json("/data.json")`.
const DATA: &str = "data.json";
/// Name under which the layout of a signature reads its picture: `image("/picture.png")`.
pub(super) const PICTURE: &str = "picture.png";

/// The PDF standards that papers conform to: PDF/A-2a (archivable) and PDF/UA-1 (accessible).
/// Checking them costs no time and turns a missing glyph into an error.
const STANDARDS: [PdfStandard; 2] = [PdfStandard::A_2a, PdfStandard::Ua_1];

/// The library, fonts and files that all papers of a run share.
pub(super) struct Engine {
    library: LazyHash<Library>,
    fonts: FontStore,
    files: FileStore<Layouts>,
    data: Option<FileId>,
    picture: Option<FileId>,
}

/// Serves the templates to typst. Packages and paths outside the templates are refused.
struct Layouts(Templates);

impl FileLoader for Layouts {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        if let VirtualRoot::Package(_) = id.root() {
            return Err(FileError::Package(PackageError::Other(Some(
                "packages are switched off".into(),
            ))));
        }
        let name = id.vpath().get_without_slash();
        match self.0.read_template(name) {
            Ok(Some(template)) => Ok(Bytes::new(template.bytes)),
            Ok(None) => Err(FileError::NotFound(name.into())),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Err(FileError::AccessDenied)
            }
            Err(error) => Err(FileError::from_io(error, name.as_ref())),
        }
    }
}

impl Engine {
    /// Prepares templates and fonts for all papers of a run.
    pub(super) fn new(templates: Templates, fonts: LoadedFonts) -> Self {
        let mut inputs = Dict::new();
        inputs.insert("font".into(), Value::Str(fonts.family.into()));
        Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            fonts: fonts.store,
            files: FileStore::new(Layouts(templates)),
            data: file_id(DATA),
            picture: file_id(PICTURE),
        }
    }

    /// Tells whether any font has this character.
    pub(super) fn has(&self, sign: char) -> bool {
        let book = self.fonts.book();
        let fonts = (0..).map_while(|index| book.info(index));
        fonts.into_iter().any(|font| font.coverage.contains(sign.into()))
    }

    /// Typesets `layout` with `document` as its data. `ident` becomes the identity of the PDF, so
    /// it must not change from run to run.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure`] when the fonts lack a character or the layout does not compile.
    pub(super) fn print(
        &self,
        layout: &str,
        document: Vec<u8>,
        date: Date,
        ident: &str,
    ) -> Result<TypesetPaper, TypesetFailure> {
        let today = Datetime::from_ymd(date.year(), date.month().into(), date.day());
        let job = LayoutWorld {
            engine: self,
            main: main_file(layout)?,
            data: Bytes::new(document),
            picture: None,
            today,
        };
        let document = job.lay_out()?;
        let options = PdfOptions {
            ident: Smart::Custom(ident.into()),
            creator: Smart::Custom(Some(env!("CARGO_PKG_NAME").into())),
            timestamp: today.map(Timestamp::new_utc),
            standards: standards(&STANDARDS)?,
            ..PdfOptions::default()
        };
        let pdf = job.export(&document, &options)?;
        Ok(TypesetPaper {
            pdf,
            pages: document.pages().len(),
            spots: spots(&document),
            blanks: blanks(&document),
        })
    }

    /// Lays out `layout` with `document` as its data: the pages that [`print`](Self::print) exports.
    ///
    /// # Errors
    ///
    /// As [`print`](Self::print).
    pub(super) fn laid_out(
        &self,
        layout: &str,
        document: Vec<u8>,
        date: Date,
    ) -> Result<PagedDocument, TypesetFailure> {
        let today = Datetime::from_ymd(date.year(), date.month().into(), date.day());
        let main = main_file(layout)?;
        let world =
            LayoutWorld { engine: self, main, data: Bytes::new(document), picture: None, today };
        world.lay_out()
    }

    /// Typesets pages from which booklets are put together: forms to be filled in by hand, which
    /// have neither tags nor a date. Returns the PDF, and the pages, from 0, at which the layout
    /// labels `phan-1`, `phan-2` and so on stand.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure`] when the fonts lack a character or the layout does not compile.
    pub(super) fn pages(
        &self,
        layout: &str,
        data: Vec<u8>,
    ) -> Result<(Vec<u8>, Vec<usize>), TypesetFailure> {
        let data = Bytes::new(data);
        let main = main_file(layout)?;
        let job = LayoutWorld { engine: self, main, data, picture: None, today: None };
        let document = job.lay_out()?;
        let options = PdfOptions { tagged: false, ..PdfOptions::default() };
        let starts = labelled(&document, "phan").map(|at| at.page.get() - 1).collect();
        Ok((job.export(&document, &options)?, starts))
    }

    /// Typesets the visible form of a signature. The page becomes part of a paper, so it has
    /// neither tags nor a date of its own.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure`] when the layout does not compile or the picture is not a PNG.
    pub(super) fn draw(
        &self,
        layout: &str,
        data: Vec<u8>,
        picture: Option<Vec<u8>>,
    ) -> Result<Vec<u8>, TypesetFailure> {
        let picture = picture.map(Bytes::new);
        let job = LayoutWorld {
            engine: self,
            main: main_file(layout)?,
            data: Bytes::new(data),
            picture,
            today: None,
        };
        job.export(&job.lay_out()?, &PdfOptions { tagged: false, ..PdfOptions::default() })
    }
}

fn main_file(layout: &str) -> Result<FileId, TypesetFailure> {
    file_id(layout).ok_or_else(|| TypesetFailure::Broken(format!("{layout}: no path")))
}

fn standards(list: &[PdfStandard]) -> Result<PdfStandards, TypesetFailure> {
    PdfStandards::new(list).map_err(|error| TypesetFailure::Broken(error.message().to_string()))
}

fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

/// The world of one paper: its layout, its data, the picture of a signature, and the only date that
/// the layout may know.
struct LayoutWorld<'a> {
    engine: &'a Engine,
    main: FileId,
    data: Bytes,
    picture: Option<Bytes>,
    today: Option<Datetime>,
}

impl World for LayoutWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.engine.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.engine.fonts.book()
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.engine.fonts.font(index)
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.engine.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match &self.picture {
            _ if Some(id) == self.engine.data => Ok(self.data.clone()),
            Some(picture) if Some(id) == self.engine.picture => Ok(picture.clone()),
            _ => self.engine.files.file(id),
        }
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

impl DiagnosticWorld for LayoutWorld<'_> {
    fn name(&self, id: FileId) -> String {
        format!("templates/{}", id.vpath().get_without_slash())
    }
}

impl LayoutWorld<'_> {
    fn lay_out(&self) -> Result<PagedDocument, TypesetFailure> {
        let Warned { output, warnings } = typst::compile::<PagedDocument>(self);
        let document = output.map_err(|errors| self.explain(&errors))?;
        let mut missing = Vec::new();
        document.pages().iter().for_each(|page| missing_glyphs(&page.frame, &mut missing));
        if !missing.is_empty() {
            missing.sort();
            missing.dedup();
            return Err(TypesetFailure::Unprintable(missing));
        }
        // Our own layouts cause no warnings. In a layout of the office, an unknown font or a
        // deprecated call is better reported than printed.
        if !warnings.is_empty() {
            return Err(self.explain(&warnings));
        }
        Ok(document)
    }

    fn export(
        &self,
        document: &PagedDocument,
        options: &PdfOptions,
    ) -> Result<Vec<u8>, TypesetFailure> {
        typst_pdf::pdf(document, options).map_err(|errors| self.explain(&errors))
    }

    fn explain(&self, diagnostics: &[SourceDiagnostic]) -> TypesetFailure {
        let mut out = NoColor::new(Vec::new());
        TypesetFailure::Layout(match emit(&mut out, self, diagnostics, DiagnosticFormat::Human) {
            Ok(()) => String::from_utf8_lossy(&out.into_inner()).trim().to_owned(),
            Err(error) => format!("{diagnostics:?} ({error})"),
        })
    }
}

/// Iterates over the positions of the labels `name-1`, `name-2` and so on, as far as they go.
fn labelled(document: &PagedDocument, name: &str) -> impl Iterator<Item = PagedPosition> {
    let introspector = document.introspector();
    (1..).map_while(move |number: usize| {
        let label = Label::new(PicoStr::intern(&format!("{name}-{number}")))?;
        introspector.position(introspector.query_label(label).ok()?.location()?)
    })
}

/// Returns the places for signatures. Layouts label their centres `ky-1`, `ky-2` and so on.
fn spots(document: &PagedDocument) -> Vec<SignatureSpot> {
    let spot = |at: PagedPosition| {
        // A page is a few hundred millimetres wide.
        #[allow(clippy::cast_possible_truncation, reason = "a cast of a float saturates")]
        let hundredths = |length: Abs| (length.to_mm() * 100.0).round() as i32;
        let height = document.pages().get(at.page.get() - 1)?.frame.height();
        Some(SignatureSpot {
            page: at.page.get(),
            x: hundredths(at.point.x),
            y: hundredths(height - at.point.y),
        })
    };
    labelled(document, "ky").map_while(spot).collect()
}

/// Returns the blanks of number and day. Layouts label their ends `so-1`, `so-2`, `ngay-1`,
/// `ngay-2`; one that stands on two lines or twice on the paper is left out.
fn blanks(document: &PagedDocument) -> Vec<BlankSpot> {
    #[allow(clippy::cast_possible_truncation, reason = "a cast of a float saturates")]
    let hundredths = |number: f64| (number * 100.0).round() as i32;
    let blank = |(kind, name): (BlankKind, &str)| {
        let ends: Vec<_> = labelled(document, name).collect();
        let [first, last] = ends.as_slice() else { return None };
        if first.page != last.page || first.point.y != last.point.y {
            return None;
        }
        let height = document.pages().get(first.page.get() - 1)?.frame.height();
        let label = Label::new(PicoStr::intern(&format!("{name}-1")))?;
        let mark = document.introspector().query_label(label).ok()?.to_packed::<MetadataElem>()?;
        let Value::Float(size) = mark.value else { return None };
        Some(BlankSpot {
            kind,
            page: first.page.get(),
            left: hundredths(first.point.x.to_mm()),
            right: hundredths(last.point.x.to_mm()),
            base: hundredths((height - first.point.y).to_mm()),
            size: hundredths(size),
        })
    };
    [(BlankKind::Number, "so"), (BlankKind::Day, "ngay")].into_iter().filter_map(blank).collect()
}

/// Collects the characters for which the font has no glyph.
fn missing_glyphs(frame: &Frame, missing: &mut Vec<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => missing_glyphs(&group.frame, missing),
            FrameItem::Text(text) => {
                missing.extend(
                    text.glyphs
                        .iter()
                        .filter(|glyph| glyph.id == 0)
                        .map(|glyph| text.text[glyph.range()].into()),
                );
            }
            _ => {}
        }
    }
}
