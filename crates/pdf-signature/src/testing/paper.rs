//! Small PDF files and updates of them, written byte by byte so that tests know where everything
//! is.

/// The object numbers of the paper.
pub(crate) const CATALOG: u32 = 1;
pub(crate) const PAGE: u32 = 3;
pub(crate) const CONTENT: u32 = 4;
pub(crate) const FONT: u32 = 5;
pub(crate) const INFO: u32 = 6;
/// Those that the first signature adds.
pub(crate) const FORM: u32 = 7;
pub(crate) const OFFICIAL: u32 = 8;
pub(crate) const SEAL: u32 = 9;
pub(crate) const EMPTY: u32 = 10;
pub(crate) const FIRST_SIGNATURE: u32 = 11;
/// The first number that is free after it.
pub(crate) const FREE: u32 = 12;

/// A file that grows by incremental updates.
#[derive(Clone)]
pub(crate) struct HandmadePaper {
    pub(crate) bytes: Vec<u8>,
    /// The highest number of an object, plus one.
    pub(crate) size: u32,
}

pub(crate) fn stream(content: &str) -> String {
    format!("<</Length {}>>stream\n{content}\nendstream", content.len())
}

/// A drawing with a box of its own, as an appearance.
pub(crate) fn drawing(bounds: &str, content: &str) -> String {
    let head = format!("<</Type/XObject/Subtype/Form/BBox[{bounds}]");
    stream(content).replacen("<<", &head, 1)
}

/// A paper of one page without signatures.
pub(crate) fn paper() -> HandmadePaper {
    let mut paper = HandmadePaper { bytes: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(), size: 1 };
    paper.save(&[
        (CATALOG, "<</Type/Catalog/Pages 2 0 R>>".into()),
        (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>".into()),
        (PAGE, page("")),
        (CONTENT, stream("BT /F 12 Tf 72 720 Td (Decision) Tj ET")),
        (FONT, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".into()),
        (INFO, "<</Title(A)>>".into()),
    ]);
    paper
}

/// The dictionary of the page, with more keys.
pub(crate) fn page(more: &str) -> String {
    format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {CONTENT} 0 \
         R/Resources<</Font<</F {FONT} 0 R>>>>{more}>>"
    )
}

/// The dictionary of a signature field.
pub(crate) fn field(name: &str, rect: &str, more: &str) -> String {
    format!("<</Type/Annot/Subtype/Widget/FT/Sig/T({name})/F 132/P {PAGE} 0 R/Rect[{rect}]{more}>>")
}

impl HandmadePaper {
    /// Appends objects as one update with a table of its own.
    pub(crate) fn save(&mut self, objects: &[(u32, String)]) {
        let objects: Vec<_> =
            objects.iter().map(|(number, body)| (*number, body.clone().into_bytes())).collect();
        self.save_with(&objects, &format!("/Root {CATALOG} 0 R/Info {INFO} 0 R"));
    }

    /// The same with other keys in the trailer.
    pub(crate) fn save_with(&mut self, objects: &[(u32, Vec<u8>)], trailer: &str) {
        let mut entries = Vec::new();
        for (number, body) in objects {
            entries.push((*number, format!("{:010} 00000 n \n", self.bytes.len())));
            self.bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            self.bytes.extend_from_slice(body);
            self.bytes.extend_from_slice(b"\nendobj\n");
        }
        self.finish(&entries, trailer);
    }

    /// Appends a table of these lines and the end of the update.
    pub(crate) fn finish(&mut self, entries: &[(u32, String)], trailer: &str) {
        let highest = entries.iter().map(|(number, _)| number + 1).max().unwrap_or(0);
        self.size = self.size.max(highest);
        let prev = match self.last_table() {
            Some(at) => format!("/Prev {at}"),
            None => String::new(),
        };
        let start = self.bytes.len();
        let lines: Vec<String> =
            entries.iter().map(|(number, line)| format!("{number} 1\n{line}")).collect();
        let lines = lines.concat();
        let tail = format!(
            "xref\n{lines}trailer\n<</Size {}{prev}{trailer}>>\nstartxref\n{start}\n%%EOF\n",
            self.size
        );
        self.bytes.extend_from_slice(tail.as_bytes());
    }

    /// The byte where the newest table begins.
    pub(crate) fn last_table(&self) -> Option<usize> {
        let text = String::from_utf8_lossy(&self.bytes);
        let (_, tail) = text.rsplit_once("startxref\n")?;
        tail.lines().next()?.parse().ok()
    }
}

/// Replaces the last occurrence of some bytes by as many others.
pub(crate) fn replace_once(bytes: &mut [u8], from: &[u8], to: &[u8]) {
    assert_eq!(from.len(), to.len());
    let at = bytes.windows(from.len()).rposition(|window| window == from).unwrap();
    bytes[at..at + to.len()].copy_from_slice(to);
}
