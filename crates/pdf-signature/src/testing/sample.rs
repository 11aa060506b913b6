//! Small PDFs as `lopdf` writes them, and a way to read a signed file back that shares nothing with
//! writing it.

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// A paper of two pages; with `modern`, its objects are packed and its references are a stream.
pub(crate) fn paper(modern: bool) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let content = document.add_object(Stream::new(Dictionary::new(), b"0 0 100 100 re f".to_vec()));
    let kids: Vec<Object> = (0..2)
        .map(|_| {
            let page = dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content };
            document.add_object(page).into()
        })
        .collect();
    let size = vec![0.into(), 0.into(), Object::Real(595.276), Object::Real(841.89)];
    let tree = dictionary! { "Type" => "Pages", "Count" => 2, "Kids" => kids, "MediaBox" => size };
    document.objects.insert(pages, tree.into());
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", root);
    document.trailer.set("ID", vec![Object::string_literal("one"), Object::string_literal("two")]);
    let mut bytes = Vec::new();
    if modern {
        document.save_modern(&mut bytes).expect("a file");
    } else {
        document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
        document.save_to(&mut bytes).expect("a file");
    }
    bytes
}

/// A picture of a signature: a page of this size with a resource that is an object of its own.
pub(crate) fn picture(width: f32, height: f32) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let content = document
        .add_object(Stream::new(Dictionary::new(), b"/G0 gs 0 0 1 rg 2 2 20 10 re f".to_vec()));
    let state =
        document.add_object(dictionary! { "Type" => "ExtGState", "ca" => Object::Real(0.5) });
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "Resources" => dictionary! { "ExtGState" => dictionary! { "G0" => state } },
        "MediaBox" => vec![0.into(), 0.into(), Object::Real(width), Object::Real(height)],
    });
    let tree =
        dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => vec![Object::Reference(page)] };
    document.objects.insert(pages, tree.into());
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a file");
    bytes
}

/// A picture of a text: a page of this size with a font of its own.
pub(crate) fn written(width: f32, height: f32, text: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let drawn = format!("BT /F0 10 Tf 2 3 Td ({text}) Tj ET").into_bytes();
    let content = document.add_object(Stream::new(Dictionary::new(), drawn));
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding",
    });
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F0" => font } },
        "MediaBox" => vec![0.into(), 0.into(), Object::Real(width), Object::Real(height)],
    });
    let tree =
        dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => vec![Object::Reference(page)] };
    document.objects.insert(pages, tree.into());
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a file");
    bytes
}

/// A signature as it stands in a file.
pub(crate) struct Found {
    /// The four numbers of `/ByteRange`.
    pub(crate) range: [usize; 4],
    /// The bytes of `/Contents`, with the zeros behind.
    pub(crate) contents: Vec<u8>,
    /// The value of the field.
    pub(crate) value: Dictionary,
    /// The field.
    pub(crate) field: Dictionary,
}

impl Found {
    /// What is signed.
    pub(crate) fn signed(&self, file: &[u8]) -> Vec<u8> {
        let [first, length, second, rest] = self.range;
        [&file[first..first + length], &file[second..second + rest]].concat()
    }
}

/// The signature fields of a file in their order; `None` for one without a value.
pub(crate) fn signatures(file: &[u8]) -> Vec<Option<Found>> {
    let document = Document::load_mem(file).expect("a PDF");
    let form = document
        .catalog()
        .and_then(|catalog| document.get_dict_in_dict(catalog, b"AcroForm"))
        .expect("a form");
    let fields = document.dereference(form.get(b"Fields").expect("fields")).expect("fields").1;
    let found = fields.as_array().expect("fields").iter().map(|field| {
        let field = document
            .get_dictionary(field.as_reference().expect("a reference"))
            .expect("a field")
            .clone();
        let value = document.get_dict_in_dict(&field, b"V").ok()?.clone();
        let range = value.get(b"ByteRange").and_then(Object::as_array).expect("a range");
        let range: Vec<usize> = range
            .iter()
            .map(|n| usize::try_from(n.as_i64().expect("a number")).expect("positive"))
            .collect();
        let contents =
            value.get(b"Contents").and_then(Object::as_str).expect("a signature").to_vec();
        Some(Found { range: range.try_into().expect("four numbers"), contents, value, field })
    });
    found.collect()
}
