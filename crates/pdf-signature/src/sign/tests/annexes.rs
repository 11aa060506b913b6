//! Annexes that other programs made, each with the habits of one: they get the seal like a paper of
//! our own, and nothing of them is touched.

use super::*;
use crate::testing::sample;
use crate::{PdfFile, State, Trust, begins_with, verify};

const CONTENT: &str = "BT /F1 12 Tf 72 720 Td (Phu luc) Tj ET";
const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>";

fn stream(keys: &str, data: &str) -> String {
    format!("<<{keys}/Length {}>>\nstream\n{data}\nendstream", data.len())
}

/// A file that is written object by object.
struct Written {
    bytes: Vec<u8>,
    /// Number and place of each object.
    places: Vec<(u32, usize)>,
}

impl Written {
    fn new(version: &str) -> Self {
        Self { bytes: format!("%PDF-{version}\n%\u{e2}\u{e3}\n").into_bytes(), places: Vec::new() }
    }

    fn put(&mut self, number: u32, body: &str) -> &mut Self {
        self.places.push((number, self.bytes.len()));
        self.bytes.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
        self
    }

    /// The table of what was put since the last one, with its trailer.
    fn table(&mut self, trailer: &str, end: &str) -> usize {
        let start = self.bytes.len();
        let mut text = "xref\n0 1\n0000000000 65535 f \n".to_owned();
        for (number, place) in std::mem::take(&mut self.places) {
            text += &format!("{number} 1\n{place:010} 00000 n \n");
        }
        text += &format!("trailer\n<<{trailer}>>\nstartxref\n{end}\n%%EOF\n");
        self.bytes.extend_from_slice(text.as_bytes());
        start
    }

    fn finish(mut self, trailer: &str) -> Vec<u8> {
        let start = self.bytes.len();
        self.table(trailer, &start.to_string());
        self.bytes
    }
}

/// LibreOffice and cairo: lengths in objects of their own, a page measured to twelve digits.
fn libre_office() -> Vec<u8> {
    let mut file = Written::new("1.6");
    file.put(1, "<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/XYZ null null 0]/Lang(vi-VN)>>")
        .put(2, "<</Type/Pages/Resources 7 0 R/MediaBox[0 0 595 841]/Kids[3 0 R]/Count 1>>")
        .put(
            3,
            "<</Type/Page/Parent 2 0 R/Resources 7 0 R/MediaBox[0 0 595.303937007874 \
             841.889763779528]/Group<</S/Transparency/CS/DeviceRGB/I true>>/Contents 4 0 R>>",
        )
        .put(4, &format!("<</Length 5 0 R>>\nstream\n{CONTENT}\nendstream"))
        .put(5, &CONTENT.len().to_string())
        .put(6, FONT)
        .put(7, "<</Font<</F1 6 0 R>>/ProcSet[/PDF/Text]>>");
    file.finish("/Size 8/Root 1 0 R/ID[<01><01>]")
}

/// Microsoft Word: a table for old readers, and a stream beside it for what is packed.
fn word() -> Vec<u8> {
    let mut file = Written::new("1.7");
    file.put(1, "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 7 0 R/MarkInfo<</Marked true>>>>")
        .put(2, "<</Type/Pages/Count 1/Kids[ 3 0 R] >>")
        .put(
            3,
            "<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>>>/MediaBox[ 0 0 595.32 \
             841.92] /Contents 4 0 R/Tabs/S/StructParents 0>>",
        )
        .put(4, &stream("", CONTENT))
        .put(5, FONT)
        .put(6, &stream("/Type/ObjStm/N 1/First 4", "7 0 <</Type/StructTreeRoot>>"));
    let beside = file.bytes.len();
    let place = u32::try_from(beside).unwrap().to_be_bytes();
    let rows = [&[2, 0, 0, 6, 0, 1][..], &place[1..], &[0]].concat();
    let head = format!(
        "8 0 obj\n<</Type/XRef/Size 9/Index[7 2]/W[1 3 1]/Root 1 0 R/Length {}>>\nstream\n",
        rows.len()
    );
    file.bytes.extend([head.as_bytes(), &rows, b"\nendstream\nendobj\n"].concat());
    file.finish(&format!("/Size 9/Root 1 0 R/XRefStm {beside}"))
}

/// Chrome: links among the annotations, several pieces of content.
fn chrome() -> Vec<u8> {
    let mut file = Written::new("1.4");
    let link = "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[72 700 200 715]/A<</Type/Action\
                /S/URI/URI(https://example.vn/)>>>>";
    file.put(1, FONT)
        .put(2, link)
        .put(3, &stream("", CONTENT))
        .put(4, &stream("", "q Q"))
        .put(
            5,
            "<</Type/Page/Resources<</ProcSet[/PDF/Text]/Font<</F1 1 0 R>>>>/MediaBox[0 0 595.91998 \
             842.88]/Annots[2 0 R]/Contents[3 0 R 4 0 R]/Parent 6 0 R>>",
        )
        .put(6, "<</Type/Pages/Count 1/Kids[5 0 R]>>")
        .put(7, "<</Type/Catalog/Pages 6 0 R>>");
    file.finish("/Size 8/Root 7 0 R")
}

/// iText: measure, resources and rotation are those of the tree; nothing of them in the page.
fn itext() -> Vec<u8> {
    let mut file = Written::new("1.7");
    file.put(1, &stream("", CONTENT))
        .put(2, FONT)
        .put(4, "<</Type/Pages/Count 1/Kids[3 0 R]/Parent 5 0 R/Rotate 0>>")
        .put(
            5,
            "<</Type/Pages/Count 1/Kids[4 0 R]/MediaBox[0 0 595 842]/Resources<</Font<</F1 2 0 R>>>>>>",
        )
        .put(3, "<</Type/Page/Parent 4 0 R/Contents 1 0 R>>")
        .put(6, "<</Type/Catalog/Pages 5 0 R>>");
    file.finish("/Root 6 0 R/Size 7/ID[<0a0b><0c0d>]")
}

/// `PDFBox`: the annotations and the fields of a form in arrays of their own, the form in the catalog.
fn pdfbox() -> Vec<u8> {
    let mut file = Written::new("1.4");
    file.put(
        1,
        "<</Type/Catalog/Version/1.6/Pages 2 0 R/AcroForm<</Fields 8 0 R/DR<<>>/DA(/Helv 0 Tf 0 g)>>>>",
    )
    .put(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
    .put(
        3,
        "<</Type/Page/MediaBox 9 0 R/Parent 2 0 R/Contents 4 0 R/Annots 7 0 R/Resources 6 0 R>>",
    )
    .put(4, &stream("", CONTENT))
    .put(5, FONT)
    .put(6, "<</Font<</F1 5 0 R>>>>")
    .put(7, "[]")
    .put(8, "[]")
    .put(9, "[0 0 595 842]");
    file.finish("/Root 1 0 R/Size 10")
}

/// Acrobat: what the first page needs comes first, with a table of its own before that of the rest.
fn acrobat() -> Vec<u8> {
    let (bytes, first, second) = linearised(0, 0, 0);
    linearised(bytes.len(), first, second).0
}

/// Such a file, given its length and where its tables begin; and where they do.
fn linearised(length: usize, first: usize, second: usize) -> (Vec<u8>, usize, usize) {
    let mut file = Written::new("1.6");
    file.put(
        5,
        &format!(
            "<</Linearized 1/L {length:010}/H[0000000500 0000000010]/O 7/E 0000000900/N 1/T \
             {second:010}>>"
        ),
    );
    let parameters = file.places.remove(0);
    let table = file.bytes.len();
    // Its own table stands before the objects that it names, so their places are told beforehand.
    let mut behind = Written { bytes: vec![0; table + LINEARISED_TABLE], places: Vec::new() };
    behind
        .put(6, "<</Type/Catalog/Pages 2 0 R>>")
        .put(
            7,
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 8 0 R/Resources<</Font<</F1 9 \
             0 R>>>>>>",
        )
        .put(8, &stream("", CONTENT))
        .put(9, FONT);
    file.places = [&[parameters], &behind.places[..]].concat();
    file.table(&format!("/Size 10/Root 6 0 R/Prev {second:010}"), "0");
    assert_eq!(file.bytes.len(), table + LINEARISED_TABLE);
    file.bytes.extend_from_slice(&behind.bytes[table + LINEARISED_TABLE..]);
    file.put(2, "<</Type/Pages/Kids[7 0 R]/Count 1>>");
    let rest = file.table("/Size 5", &first.to_string());
    (file.bytes, table, rest)
}

/// How long the table of the first page is.
const LINEARISED_TABLE: usize = 215;

/// Every annex, with what a page of it is known by.
fn annexes() -> [(&'static str, Vec<u8>, bool); 8] {
    [
        ("LibreOffice", libre_office(), true),
        ("Word", word(), true),
        ("Chrome", chrome(), true),
        ("iText", itext(), true),
        ("PDFBox", pdfbox(), true),
        ("Acrobat", acrobat(), true),
        ("a table", sample::paper(false), false),
        ("object streams", sample::paper(true), false),
    ]
}

#[test]
fn annexes_of_other_programs_are_sealed_and_verified_and_nothing_of_them_is_touched() {
    let pki = Pki::new();
    let seal = key(&pki, "UBND tỉnh", Key::P256);
    let look = picture(110.0, 110.0);
    let places = [(Role::Seal, FieldBox { page: 1, ..SEAL })];
    let trust = Trust {
        roots: Issuers::from_pem_or_der(&pki.roots(), &pki.between()).unwrap().roots().to_vec(),
        crls: Vec::new(),
        time: now().into(),
    };
    for (program, annex, has_words) in annexes() {
        let words = |pdf: &[u8]| PdfFile::from_bytes(pdf).unwrap().pages().unwrap()[0].lines();
        assert_eq!(!words(&annex).is_empty(), has_words, "{program}");
        let paper = Paper { places: &places, appearance: Some(&look), ..on(&annex) };
        let sealed = match sign(&settings(&pki, Role::Seal), &seal, &paper) {
            Ok(sealed) => sealed.pdf,
            Err(refusal) => panic!("{program}: {refusal}"),
        };
        assert_eq!(begins_with(&sealed, &annex), Ok(()), "{program}");
        assert_eq!(words(&sealed), words(&annex), "{program}");
        let verdict = verify(&sealed, &trust);
        let reasons: Vec<_> =
            verdict.signatures[0].reasons.iter().map(crate::Reason::code).collect();
        assert!(
            verdict.state == State::Undetermined
                && reasons.iter().all(|code| *code == "revocation_unknown"),
            "{program}: {verdict:#?}"
        );
        assert_eq!(verdict.signatures[0].page, Some(1), "{program}");
        // Another reader finds the signature too.
        check_found(signatures(&sealed)[0].as_ref().unwrap(), &sealed);
    }
}

/// A page that is turned by so many degrees when it is shown, and cut to a part of it.
fn turned(degrees: u16) -> Vec<u8> {
    let mut file = Written::new("1.7");
    file.put(1, "<</Type/Catalog/Pages 2 0 R>>")
        .put(2, &format!("<</Type/Pages/Kids[3 0 R]/Count 1/Rotate {degrees}>>"))
        .put(
            3,
            "<</Type/Page/Parent 2 0 R/MediaBox[10 20 610 820]/CropBox[10 20 510 720]/Contents 4 0 \
             R/Resources<</Font<</F1 5 0 R>>>>>>",
        )
        .put(4, &stream("", CONTENT))
        .put(5, FONT);
    file.finish("/Size 6/Root 1 0 R")
}

#[test]
fn on_a_turned_or_cut_page_the_seal_stands_upright_where_it_is_seen() {
    let pki = Pki::new();
    let seal = key(&pki, "UBND tỉnh", Key::P256);
    let look = picture(110.0, 40.0);
    // What is seen is 500 wide and 700 high, or the other way round.
    for (degrees, seen, rectangle, matrix) in [
        (0, [500.0, 700.0], [380.0, 660.0, 490.0, 700.0], None),
        (90, [700.0, 500.0], [30.0, 590.0, 70.0, 700.0], Some([0, 1, -1, 0, 0, 0])),
        (180, [500.0, 700.0], [30.0, 40.0, 140.0, 80.0], Some([-1, 0, 0, -1, 0, 0])),
        (270, [700.0, 500.0], [450.0, 40.0, 490.0, 150.0], Some([0, -1, 1, 0, 0, 0])),
    ] {
        let annex = turned(degrees);
        let file = PdfFile::from_bytes(&annex).unwrap();
        let page = &file.pages().unwrap()[0];
        let near = |one: &[f64], other: &[f64]| {
            one.iter().zip(other).all(|(one, other)| (one - other).abs() < 0.001)
        };
        assert!(near(&page.seen_size().unwrap(), &seen), "{degrees}");
        // At the upper right, twenty points from both edges.
        let corner = [seen[0] - 130.0, seen[1] - 60.0, seen[0] - 20.0, seen[1] - 20.0];
        let found = page.on_page(corner).unwrap();
        assert!(near(&found, &rectangle), "{degrees}: {found:?}");
        #[expect(clippy::cast_possible_truncation, reason = "whole points")]
        let place = FieldBox { page: 1, rectangle: found.map(|corner| corner as f32) };
        let places = [(Role::Seal, place)];
        let paper = Paper { places: &places, appearance: Some(&look), ..on(&annex) };
        let sealed = sign(&settings(&pki, Role::Seal), &seal, &paper).unwrap().pdf;
        assert_eq!(begins_with(&sealed, &annex), Ok(()), "{degrees}");
        let document = read_alike(&sealed).unwrap();
        let fields = signatures(&sealed);
        let field = &fields[0].as_ref().unwrap().field;
        let look = field.get(b"AP").unwrap().as_dict().unwrap().get(b"N").unwrap();
        let look = document.dereference(look).unwrap().1.as_stream().unwrap();
        let turned: Option<Vec<i64>> = look.dict.get(b"Matrix").ok().map(|matrix| {
            matrix.as_array().unwrap().iter().map(|one| one.as_i64().unwrap()).collect()
        });
        assert_eq!(turned, matrix.map(|matrix| matrix.to_vec()), "{degrees}");
    }
}
