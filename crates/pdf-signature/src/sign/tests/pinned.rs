//! Signed files, byte for byte: the same paper, key and time give the same file in every version.

use std::collections::BTreeSet;

use super::*;
use crate::hex::sha256;
use crate::testing::paper::{CATALOG, HandmadePaper, stream};

/// A paper whose objects hold values of every kind, written in every way.
fn paper_of_all_kinds(form: &str, annotations: &str) -> Vec<u8> {
    let mut paper = HandmadePaper { bytes: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(), size: 1 };
    let odd = "/Odd<</Z[null true -0.50 +7 .25 595.303937007874 /A#20b(a\\)b)]/A<</R 6 0 \
               R/E[]>>/T<4a4B4>/B[/x/y(z)<<>>1 0 R]>>";
    paper.save(&[
        (CATALOG, format!("<</Type/Catalog/Pages 2 0 R{form}/Lang(vi\\055VN){odd}>>")),
        (2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595.276 841.890]>>".into()),
        (3, format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Rotate 0{annotations}{odd}>>")),
        (4, stream("BT ET")),
        (5, "[]".into()),
        (6, "<</Title(A)>>".into()),
        (7, "<</Fields[]/DA(/Helv 0 Tf 0 g)/Q 0>>".into()),
    ]);
    paper.bytes
}

/// A picture whose resources hold values of every kind, refer to themselves and have streams of
/// every kind.
fn picture_of_all_kinds() -> Vec<u8> {
    let mut paper = HandmadePaper { bytes: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(), size: 1 };
    let lines: Vec<_> = (0..40).map(|line| format!("{line} 0 0 1 rg 2 2 20 10 re f\n")).collect();
    let map = "1 beginbfchar\n<0003> <1EC7>\nendbfchar";
    paper.save(&[
        (CATALOG, "<</Type/Catalog/Pages 2 0 R>>".into()),
        (
            2,
            "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 100.0000001 60]/Resources 8 0 R>>"
                .into(),
        ),
        (
            3,
            "<</Type/Page/Parent 2 0 R/Contents[4 0 R 5 0 R]/StructParents \
             0/Group<</S/Transparency/CS/DeviceRGB/K false>>>>"
                .into(),
        ),
        (4, stream(&lines.concat())),
        (5, stream("0 0 1 rg")),
        (
            8,
            "<</XObject<</I 11 0 R>>/Font<</F 9 0 R/G#20x 9 0 R>>/ExtGState<</a 10 0 \
             R>>/ProcSet[/PDF/Text]>>"
                .into(),
        ),
        (
            9,
            "<</Type/Font/Subtype/Type0/BaseFont/AB#2BC/Parent 3 0 R/ToUnicode 12 0 \
             R/DescendantFonts[13 0 R]>>"
                .into(),
        ),
        (
            10,
            "<</ca .5/CA 1.0/AIS false/BM[/Normal null 16/y]/Self 10 0 \
             R/T(a\\\\b\\rc(d)e\\)f)/N/a#28b/Big 2147483647/Neg -0.000001>>"
                .into(),
        ),
        (
            11,
            "<</Length 4/Type/XObject/Subtype/Image/Metadata 6 0 R/Height \
             1>>stream\nabcd\nendstream"
                .into(),
        ),
        (12, format!("<</K 12 0 R/Length 14 0 R/Q[1 2(x)]>>stream\n{map}\nendstream")),
        (
            13,
            "<</W[0[500.123456 600 -0.5]3 5 \
             1000]/CIDSystemInfo<</Registry(Adobe)/Ordering<4964656E74697479>/Supplement 0>>/DW \
             0.0>>"
                .into(),
        ),
        (14, map.len().to_string()),
        (6, stream("<x/>")),
    ]);
    paper.bytes
}

/// Both roles sign a paper, one after the other; the official's picture is of all kinds.
fn both_signed(unsigned: &[u8]) -> String {
    let pki = Pki::new();
    let rich = picture_of_all_kinds();
    let plain = picture(110.0, 110.0);
    let mut signed = unsigned.to_vec();
    let official = FieldBox { page: 1, ..OFFICIAL };
    let seal = FieldBox { page: 1, ..SEAL };
    for (role, key, look) in [
        (Role::Official, super::key(&pki, "A", Key::Rsa2048), &rich),
        (Role::Seal, super::key(&pki, "UBND", Key::P256), &plain),
    ] {
        let settings = Settings { reason: Some("Ban hành (1)".into()), ..settings(&pki, role) };
        let places = [(Role::Official, official), (Role::Seal, seal)];
        let paper = Paper { pdf: &signed, places: &places, blanks: &[], appearance: Some(look) };
        signed = sign(&settings, &key, &paper).unwrap().pdf;
    }
    sha256(&signed)
}

#[test]
fn papers_signed_twice_are_the_same_to_the_last_byte() {
    let form = "/AcroForm<</SigFlags 1/Fields 5 0 R>>";
    let files = [
        ("classic", paper(false)),
        ("modern", paper(true)),
        ("without a form", paper_of_all_kinds("", "/Annots 5 0 R")),
        ("with a form inside the catalog", paper_of_all_kinds(form, "")),
        ("with a form of its own", paper_of_all_kinds("/AcroForm 7 0 R", "/Annots[]")),
    ];
    let found: BTreeSet<_> =
        files.iter().map(|(name, file)| format!("{name}: {}", both_signed(file))).collect();
    let pinned = [
        "classic: 08d8ae3774ff5f606003a9187d67a7cc0d075e91e4d93a22b0fdb1f3f900b441",
        "modern: e2d6c9fb14f230fc808e6d86a1e06b7d6c0e15c4da12a16181a7c3dc8c60b84f",
        "with a form inside the catalog: \
         9ea1c7b321981d4b9209f87962370a9147ab50bf502136811f6b954c7951a4da",
        "with a form of its own: e6d057e6b0689c9cdfc1d5b77bb4f98cc678daa88e5e5976eb0d8fc8d2b9ad70",
        "without a form: a1a2819124635adf1827bd7a5182063c59c7bb811f294a04d36b4467a58dd715",
    ];
    assert_eq!(Vec::from_iter(found), pinned);
}
