//! Fills the gap of a signature with a CMS of any kind.

use super::paper::{self, HandmadePaper, drawing, field, page, stream};
use crate::test_pki::Cms;

/// How a signature is put into a paper.
pub(crate) struct SignatureSpec<'s> {
    /// The objects that are saved along with the signature.
    pub(crate) objects: Vec<(u32, String)>,
    /// The number of the signature's own object.
    pub(crate) number: u32,
    /// The sub-filter and further keys of its dictionary.
    pub(crate) keys: &'s str,
    /// How many bytes the gap holds.
    pub(crate) room: usize,
}

/// Saves an update with a signature in it.
pub(crate) fn sign(paper: &mut HandmadePaper, spec: SignatureSpec<'_>, cms: &Cms<'_>) {
    sign_bytes(paper, spec, |parts| cms.make(&parts.concat()));
}

/// The same with anything for a signature.
pub(crate) fn sign_bytes(
    paper: &mut HandmadePaper,
    spec: SignatureSpec<'_>,
    make: impl Fn([&[u8]; 2]) -> Vec<u8>,
) {
    const RANGE: &str = "[0000000000 0000000000 0000000000 0000000000]";
    let gap = "0".repeat(2 * spec.room);
    let mut objects = spec.objects;
    let body =
        format!("<</Type/Sig/Filter/Adobe.PPKLite{}/ByteRange{RANGE}/Contents<{gap}>>>", spec.keys);
    objects.push((spec.number, body));
    let before = paper.bytes.len();
    paper.save(&objects);
    let find = |word: &str| {
        let tail = &paper.bytes[before..];
        before + tail.windows(word.len()).rposition(|window| window == word.as_bytes()).unwrap()
    };
    let start = find("/Contents<") + "/Contents".len();
    let end = start + gap.len() + 2;
    let range = format!("[{:010} {start:010} {end:010} {:010}]", 0, paper.bytes.len() - end);
    let at = find(RANGE);
    paper.bytes[at..at + range.len()].copy_from_slice(range.as_bytes());
    let value = make([&paper.bytes[..start], &paper.bytes[end..]]);
    let digits = crate::hex::hex(&value);
    assert!(digits.len() <= gap.len(), "{} bytes do not fit", value.len());
    paper.bytes[start + 1..start + 1 + digits.len()].copy_from_slice(digits.as_bytes());
}

/// The update of the first signature: form, both fields, the empty appearance of the seal.
pub(crate) fn first_update() -> Vec<(u32, String)> {
    use paper::{CATALOG, EMPTY, FIRST_SIGNATURE, FORM, OFFICIAL, PAGE, SEAL};
    vec![
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {FORM} 0 R>>")),
        (PAGE, page(&format!("/Annots[{OFFICIAL} 0 R {SEAL} 0 R]"))),
        (FORM, format!("<</Fields[{OFFICIAL} 0 R {SEAL} 0 R]/SigFlags 3>>")),
        (
            OFFICIAL,
            field("ChuKyNguoiCoThamQuyen", "300 100 450 150", &format!("/V {FIRST_SIGNATURE} 0 R")),
        ),
        (SEAL, field("ConDauCoQuan", "280 90 350 160", &format!("/AP<</N {EMPTY} 0 R>>"))),
        (EMPTY, stream("")),
    ]
}

/// The update of the second signature, with its appearance.
pub(crate) fn second_update(signature: u32, appearance: u32) -> Vec<(u32, String)> {
    let more = format!("/AP<</N {appearance} 0 R>>/V {signature} 0 R");
    vec![
        (paper::SEAL, field("ConDauCoQuan", "280 90 350 160", &more)),
        (appearance, drawing("0 0 70 70", "1 0 0 RG 10 10 50 50 re S")),
    ]
}
