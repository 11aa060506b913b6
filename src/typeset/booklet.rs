//! Booklets: pages that were typeset once, laid over each other and put in any order.
//!
//! Eleven members get the same hundred pages with other names on them. The pages are typeset once,
//! the names once a member; a booklet then only says which pages lie on which.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::TypesetFailure;

/// Typeset pages from which booklets are put together.
///
/// Each page is a form (`XObject`), so that it can be used any number of times.
#[derive(Debug, Clone)]
pub struct PageStock {
    document: Document,
    pages: Vec<ObjectId>,
    starts: Vec<usize>,
}

/// A page of a booklet: pages that lie on each other, the lowest first. Each is a stock, by its
/// index in [`bind`], and a page of it, counted from 0.
pub type Leaf = Vec<(usize, usize)>;

/// Title and author of a booklet, as the window and the properties of a PDF viewer show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookletTitle {
    /// The title.
    pub title: String,
    /// The body that issues it.
    pub author: String,
}

/// A4 in points.
pub(super) const A4: [f32; 4] = [0.0, 0.0, 595.276, 841.89];

impl PageStock {
    /// Takes the pages of a PDF that was typeset here. `starts` are pages, from 0, at which its
    /// parts begin.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure::Broken`] when it cannot be read back, which is a fault of this program.
    pub(super) fn of(pdf: &[u8], starts: Vec<usize>) -> Result<Self, TypesetFailure> {
        let mut document = Document::load_mem(pdf).map_err(|error| broken(&error))?;
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        for page in &pages {
            let form = form(&document, *page).map_err(|error| broken(&error))?;
            document.objects.insert(*page, Object::Stream(form));
        }
        let roots: Vec<Object> = pages.iter().map(|page| Object::Reference(*page)).collect();
        document.trailer = dictionary! { "Root" => roots };
        document.prune_objects();
        Ok(Self { document, pages, starts })
    }

    /// Returns how many pages there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// Returns the pages of a part, counted from 0: its first, and the one behind its last.
    #[must_use]
    pub fn part(&self, index: usize) -> std::ops::Range<usize> {
        let start = |index: usize| self.starts.get(index).copied().unwrap_or(self.count());
        start(index)..start(index + 1)
    }
}

/// Puts a booklet together from pages of these stocks. The same pages give the same bytes.
///
/// # Errors
///
/// [`TypesetFailure::Broken`] when a leaf names a page that is not there, or the PDF cannot be
/// written; both are faults of this program.
pub fn bind(
    stocks: &[&PageStock],
    leaves: &[Leaf],
    title: &BookletTitle,
) -> Result<Vec<u8>, TypesetFailure> {
    let mut booklet = Document::with_version("1.7");
    let mut forms: Vec<Vec<ObjectId>> = Vec::new();
    for stock in stocks {
        let offset = booklet.max_id;
        let mut own = stock.document.clone();
        own.renumber_objects_with(offset + 1);
        forms.push(renumbered(stock, &own)?);
        booklet.max_id = own.max_id;
        booklet.objects.extend(own.objects);
    }
    let tree = booklet.new_object_id();
    let mut kids = Vec::new();
    for leaf in leaves {
        let under = leaf
            .iter()
            .map(|(stock, page)| forms.get(*stock).and_then(|pages| pages.get(*page)).copied());
        let under: Option<Vec<ObjectId>> = under.collect();
        let under = under.ok_or_else(|| TypesetFailure::Broken("no such page".into()))?;
        kids.push(Object::Reference(page(&mut booklet, tree, &under)?));
    }
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    booklet.objects.insert(tree, pages.into());
    finish(&mut booklet, tree, title, None);
    let mut bytes = Vec::new();
    booklet.save_to(&mut bytes).map_err(|error| broken(&lopdf::Error::from(error)))?;
    Ok(bytes)
}

/// Returns the forms of a stock after its objects were numbered anew: the numbers keep their order.
fn renumbered(stock: &PageStock, own: &Document) -> Result<Vec<ObjectId>, TypesetFailure> {
    let now: Vec<ObjectId> = own.objects.keys().copied().collect();
    let before: Vec<ObjectId> = stock.document.objects.keys().copied().collect();
    let of = |page: &ObjectId| now.get(before.binary_search(page).ok()?).copied();
    let forms: Option<Vec<ObjectId>> = stock.pages.iter().map(of).collect();
    forms.ok_or_else(|| TypesetFailure::Broken("a page was lost".into()))
}

/// Makes a form of a page: its content with its own resources.
fn form(document: &Document, page: ObjectId) -> lopdf::Result<Stream> {
    let described = document.get_dictionary(page)?;
    let resources = match described.get(b"Resources")? {
        Object::Reference(id) => Object::Reference(*id),
        given => given.clone(),
    };
    let content = match described.get(b"Contents")? {
        Object::Reference(id) => document.get_object(*id)?.as_stream()?.clone(),
        _ => Stream::new(Dictionary::new(), document.get_page_content(page)),
    };
    let mut form = content;
    form.dict.set("Type", "XObject");
    form.dict.set("Subtype", "Form");
    form.dict.set("BBox", A4.map(Object::from).to_vec());
    form.dict.set("Resources", resources);
    Ok(form)
}

/// Adds a page on which these forms lie; returns its number.
fn page(
    booklet: &mut Document,
    tree: ObjectId,
    forms: &[ObjectId],
) -> Result<ObjectId, TypesetFailure> {
    let name = |index: usize| format!("P{index}");
    let mut named = Dictionary::new();
    let mut operations = Vec::new();
    for (index, form) in forms.iter().enumerate() {
        named.set(name(index), *form);
        operations.push(Operation::new("Do", vec![name(index).as_str().into()]));
    }
    let content = Content { operations }.encode().map_err(|error| broken(&error))?;
    let content = booklet.add_object(Stream::new(Dictionary::new(), content));
    Ok(booklet.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => tree,
        "MediaBox" => A4.map(Object::from).to_vec(),
        "Contents" => content,
        "Resources" => dictionary! { "XObject" => named },
    }))
}

/// Adds the catalogue and the title. `sides` is how the print dialog begins, e.g. `Simplex`.
pub(super) fn finish(
    booklet: &mut Document,
    tree: ObjectId,
    title: &BookletTitle,
    sides: Option<&str>,
) {
    let mut preferences = dictionary! { "DisplayDocTitle" => true };
    if let Some(sides) = sides {
        preferences.set("Duplex", sides);
    }
    let catalogue = booklet.add_object(dictionary! {
        "Type" => "Catalog",
        "Pages" => tree,
        "Lang" => Object::string_literal("vi-VN"),
        "ViewerPreferences" => preferences,
    });
    let information = booklet.add_object(dictionary! {
        "Title" => lopdf::text_string(&title.title),
        "Author" => lopdf::text_string(&title.author),
        "Creator" => Object::string_literal(env!("CARGO_PKG_NAME")),
    });
    booklet.trailer.set("Root", catalogue);
    booklet.trailer.set("Info", information);
}

pub(super) fn broken(error: &lopdf::Error) -> TypesetFailure {
    TypesetFailure::Broken(error.to_string())
}
