//! What signing costs: the bare signature, signing a paper as either role, verifying it, and reading its structure alone.
//!
//! Run with `cargo bench --bench signing`. Signing a paper may cost four times the bare signature and hashing, not more.
#![allow(missing_docs, reason = "criterion's macros make public items")]

#[path = "../tests/support/pki/mod.rs"]
mod pki;

use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use ocop::intake::ChildReader;
use ocop::ledger::Holder;
use ocop::pipeline::{self, Job};
use pdf_signature::keys::{Hash, P12, Signer as _};
use pdf_signature::sign::{Paper, Place, Settings, SigningDesk};
use pdf_signature::{Issuers, Role, State, Trust, load, verify};
use pki::{Key, Pki, now};

const PLACES: [(Role, Place); 2] = [
    (Role::Official, Place { page: 1, rectangle: [330.0, 200.0, 430.0, 260.0] }),
    (Role::Seal, Place { page: 1, rectangle: [290.0, 190.0, 400.0, 300.0] }),
];

/// The decision of the sample round.
fn decision() -> Vec<u8> {
    let inputs = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/inputs"));
    let outputs = tempfile::tempdir().expect("a temporary folder");
    let job = Job {
        inputs: inputs.to_owned(),
        outputs: outputs.path().to_owned(),
        templates: inputs.join("templates"),
        threads: 2,
        reader: ChildReader::none(),
        who: Holder::default(),
    };
    pipeline::run(&job, &|_| {}).expect("the sample round runs");
    fs_err::read(outputs.path().join("quyet-dinh.pdf")).expect("the decision is issued")
}

fn settings(pki: &Pki, role: Role) -> Settings {
    let issuers = Issuers::from_pem_or_der(&pki.roots(), &pki.between()).expect("they were just made");
    Settings { role, issuers, expected: None, timestamp: None, reason: None, location: None }
}

fn signing(bench: &mut Criterion) {
    let pki = Pki::new();
    let key = pki.leaf("Nguyễn Văn A", Key::Rsa2048).p12("1", &[]);
    let key = P12::open(&key, &"1".into()).expect("it was just made");
    let (official, seal) = (settings(&pki, Role::Official), settings(&pki, Role::Seal));
    let official = SigningDesk::open(&official, &key, now()).expect("the certificate is sound");
    let seal = SigningDesk::open(&seal, &key, now()).expect("the certificate is sound");
    let unsigned = decision();
    let sign = |desk: &SigningDesk<'_>, pdf: &[u8]| {
        let paper = Paper { pdf, places: &PLACES, appearance: None };
        desk.sign(&paper, now()).expect("it can be signed").pdf
    };
    let once = sign(&official, &unsigned);
    let twice = sign(&seal, &once);
    let trust = Trust { roots: roots(&pki), crls: Vec::new(), time: now().into() };

    let mut group = bench.benchmark_group("one decision, RSA 2048");
    group.bench_function("hash and bare signature", |bench| {
        bench.iter(|| key.sign(&Hash::Sha256.digest(&[&unsigned])));
    });
    group.bench_function("sign as the official", |bench| bench.iter(|| sign(&official, &unsigned)));
    group.bench_function("sign as the office", |bench| bench.iter(|| sign(&seal, &once)));
    group.bench_function("verify both", |bench| {
        bench.iter(|| assert_eq!(verify(&twice, &trust).state, State::Undetermined, "there is no revocation list"));
    });
    group.bench_function("read twice, by two readers", |bench| bench.iter(|| load(&unsigned).is_ok()));
    group.finish();
}

fn roots(pki: &Pki) -> Vec<pdf_signature::Certificate> {
    Issuers::from_pem_or_der(&pki.roots(), b"").expect("they were just made").roots().to_vec()
}

criterion_group!(benches, signing);
criterion_main!(benches);
