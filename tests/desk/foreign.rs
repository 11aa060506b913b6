//! Papers as another program signs them: in a field of its own, behind what is there or in a file
//! that it writes anew.

use lopdf::{
    Dictionary, Document, IncrementalDocument, Object, ObjectId, StringFormat, dictionary,
};

use crate::support::pki::{Cms, Key, Pki};

/// Hexadecimal digits.
const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
/// Room for the signature, in bytes.
const ROOM: usize = 12_000;
/// Stands in the place of the numbers of what is signed.
const RANGE: [i64; 4] = [0, 1_111_111_111, 1_222_222_222, 1_333_333_333];

/// Signs a file with a certificate of this name; behind what is there with `keep`.
pub(crate) fn signed(pki: &Pki, name: &str, pdf: &[u8], keep: bool) -> Vec<u8> {
    let mut before = Document::load_mem(pdf).unwrap();
    let page = before.get_pages()[&1];
    let catalog = before.trailer.get(b"Root").unwrap().as_reference().unwrap();
    let mut bytes = Vec::new();
    if keep {
        let mut after = IncrementalDocument::create_from(pdf.to_vec(), before.clone());
        after.opt_clone_object_to_new_document(page).unwrap();
        after.opt_clone_object_to_new_document(catalog).unwrap();
        with_field(&mut after.new_document, &before, (page, catalog));
        after.save_to(&mut bytes).unwrap();
    } else {
        let old = before.clone();
        with_field(&mut before, &old, (page, catalog));
        before.save_to(&mut bytes).unwrap();
    }
    sign(pki, name, &mut bytes);
    bytes
}

/// Adds an empty signature in a field of its own.
fn with_field(new: &mut Document, old: &Document, (page, catalog): (ObjectId, ObjectId)) {
    let signature = new.add_object(dictionary! {
        "Type" => "Sig", "Filter" => "Adobe.PPKLite", "SubFilter" => "ETSI.CAdES.detached",
        "ByteRange" => RANGE.map(Object::from).to_vec(),
        "Contents" => Object::String(vec![0xEE; ROOM], StringFormat::Hexadecimal),
    });
    let field = new.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "F" => 132, "P" => page,
        "T" => Object::string_literal("Signature1"), "V" => signature,
        "Rect" => vec![0.into(), 0.into(), 0.into(), 0.into()],
    });
    let listed = |dictionary: &Dictionary, key: &[u8]| {
        let list = dictionary.get(key).ok().map(|list| old.dereference(list).unwrap().1.clone());
        let mut list = list.map(|list| list.as_array().unwrap().clone()).unwrap_or_default();
        list.push(field.into());
        list
    };
    let on_page = new.get_dictionary_mut(page).unwrap();
    on_page.set("Annots", listed(on_page, b"Annots"));
    let root = new.get_dictionary_mut(catalog).unwrap();
    let form = root.get(b"AcroForm").ok().map(|form| old.dereference(form).unwrap().1.clone());
    let mut form = form.map(|form| form.as_dict().unwrap().clone()).unwrap_or_default();
    form.set("Fields", listed(&form, b"Fields"));
    form.set("SigFlags", 3);
    root.set("AcroForm", form);
}

/// Fills in what is signed, and the signature.
fn sign(pki: &Pki, name: &str, bytes: &mut [u8]) {
    let find = |bytes: &[u8], words: &[u8]| {
        bytes.windows(words.len()).rposition(|one| one == words).unwrap()
    };
    let hole = find(bytes, b"<EEEEEEEE").min(bytes.len());
    let end = hole + 2 * ROOM + 2;
    let written = RANGE.map(|number| number.to_string()).join(" ");
    let at = find(bytes, written.as_bytes());
    let range = format!("0 {hole} {end} {}", bytes.len() - end);
    let range = format!("{range:<width$}", width = written.len());
    bytes[at..at + written.len()].copy_from_slice(range.as_bytes());
    let content = [&bytes[..hole], &bytes[end..]].concat();
    let leaf = pki.leaf(name, Key::P256);
    let certificates = vec![leaf.certificate.clone(), pki.sub.certificate.clone()];
    let cms = Cms::new(&leaf.key, &pki.sub.name, leaf.serial, certificates).make(&content);
    let mut digits: Vec<u8> = cms
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .collect();
    digits.resize(2 * ROOM, b'0');
    bytes[hole + 1..end - 1].copy_from_slice(&digits);
}
