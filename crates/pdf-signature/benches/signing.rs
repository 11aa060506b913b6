//! What signing costs: the bare signature, signing a paper as either role, verifying it, and
//! reading its structure alone.
//!
//! Run with `cargo bench -p pdf-signature`. Signing a paper may cost four times the bare signature
//! and hashing, not more.
#![allow(missing_docs, reason = "criterion's macros make public items")]

#[path = "../tests/support/pki/mod.rs"]
mod pki;

use criterion::{Criterion, criterion_group, criterion_main};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use pdf_signature::keys::{Hash, P12, Signer as _};
use pdf_signature::sign::{FieldBox, Paper, Settings, SigningDesk};
use pdf_signature::{Issuers, PdfFile, Role, State, Trust, verify};
use pki::{Key, Pki, now};

const PLACES: [(Role, FieldBox); 2] = [
    (Role::Official, FieldBox { page: 1, rectangle: [330.0, 200.0, 430.0, 260.0] }),
    (Role::Seal, FieldBox { page: 1, rectangle: [290.0, 190.0, 400.0, 300.0] }),
];

/// A paper of thirty full pages.
fn thirty_pages() -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let font = document.add_object(
        dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" },
    );
    let kids: Vec<Object> = (0..30)
        .map(|page| {
            let line = |line| format!("BT /F 10 Tf 72 {} Td (Page {page}, line {line}) Tj ET", 780 - 12 * line);
            let lines: Vec<_> = (0..60).map(line).collect();
            let content = document.add_object(Stream::new(Dictionary::new(), lines.join("\n").into_bytes()));
            let resources = dictionary! { "Font" => dictionary! { "F" => font } };
            let page =
                dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources };
            document.add_object(page).into()
        })
        .collect();
    let size = vec![0.into(), 0.into(), 595.into(), 842.into()];
    let tree = dictionary! { "Type" => "Pages", "Count" => 30, "Kids" => kids, "MediaBox" => size };
    document.objects.insert(pages, tree.into());
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", root);
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a file");
    bytes
}

fn settings(pki: &Pki, role: Role) -> Settings {
    Settings::new(
        role,
        Issuers::from_pem_or_der(&pki.roots(), &pki.between()).expect("they were just made"),
    )
}

fn signing(bench: &mut Criterion) {
    let pki = Pki::new();
    let key = pki.leaf("Nguyễn Văn A", Key::Rsa2048).p12("1", &[]);
    let key = P12::open(&key, &"1".into()).expect("it was just made");
    let (official, seal) = (settings(&pki, Role::Official), settings(&pki, Role::Seal));
    let official = SigningDesk::open(&official, &key, now()).expect("the certificate is sound");
    let seal = SigningDesk::open(&seal, &key, now()).expect("the certificate is sound");
    let unsigned = thirty_pages();
    let sign = |desk: &SigningDesk<'_>, pdf: &[u8]| {
        let paper = Paper { pdf, places: &PLACES, blanks: &[], appearance: None };
        desk.sign(&paper, now()).expect("it can be signed").pdf
    };
    let once = sign(&official, &unsigned);
    let twice = sign(&seal, &once);
    let trust = Trust { roots: roots(&pki), crls: Vec::new(), time: now().into() };

    let mut group = bench.benchmark_group("thirty pages, RSA 2048");
    group.bench_function("hash and bare signature", |bench| {
        bench.iter(|| key.sign(&Hash::Sha256.digest(&[&unsigned])));
    });
    group.bench_function("sign as the official", |bench| bench.iter(|| sign(&official, &unsigned)));
    group.bench_function("sign as the office", |bench| bench.iter(|| sign(&seal, &once)));
    group.bench_function("verify both", |bench| {
        bench.iter(|| {
            assert_eq!(
                verify(&twice, &trust).state,
                State::Undetermined,
                "there is no revocation list"
            );
        });
    });
    group.bench_function("read", |bench| bench.iter(|| PdfFile::from_bytes(&unsigned).is_ok()));
    group.finish();
}

fn roots(pki: &Pki) -> Vec<pdf_signature::Certificate> {
    Issuers::from_pem_or_der(&pki.roots(), b"").expect("they were just made").roots().to_vec()
}

criterion_group!(benches, signing);
criterion_main!(benches);
