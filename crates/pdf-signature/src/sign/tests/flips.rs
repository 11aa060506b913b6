//! Every byte of a paper that was signed, numbered and sealed is flipped, and found out.

use std::ops::Range;

use super::*;
use crate::fill_in::FillIn;
use crate::testing::sample::written;
use crate::verify::{State, Trust, verify};

/// Of the zeros behind a signature, which are looked at all together, one in so many is flipped.
const STEP: usize = 61;

/// A paper of ours with number and day between its two signatures, and who is trusted.
fn issued() -> (Vec<u8>, Trust) {
    let pki = Pki::new();
    let blanks = [
        (FillIn::Number, FieldBox { page: 1, rectangle: [100.0, 700.0, 140.0, 714.0] }),
        (FillIn::Day, FieldBox { page: 1, rectangle: [300.0, 700.0, 322.0, 714.0] }),
    ];
    let unsigned = paper(false);
    let first = Paper { blanks: &blanks, ..on(&unsigned) };
    let official = key(&pki, "Nguyễn Văn Ký", Key::P256);
    let signed = sign(&settings(&pki, Role::Official), &official, &first).unwrap().pdf;
    let looks = [written(40.0, 14.0, "1757"), written(22.0, 14.0, "11")];
    let filled = |blank, value, appearance| FilledBlank { blank, value, appearance };
    let values = [filled(FillIn::Number, "1757", &looks[0]), filled(FillIn::Day, "11", &looks[1])];
    let numbered = fill_in(&signed, &values).unwrap();
    let seal = key(&pki, "UBND tỉnh", Key::P256);
    let sealed = sign(&settings(&pki, Role::Seal), &seal, &on(&numbered)).unwrap().pdf;
    let roots = settings(&pki, Role::Seal).issuers.roots().to_vec();
    (sealed, Trust { roots, crls: Vec::new(), time: now().into() })
}

/// Where the digits of each signature stand, with the zeros behind.
fn gaps(pdf: &[u8]) -> Vec<Range<usize>> {
    let found = signatures(pdf).into_iter().flatten();
    found.map(|found| found.range[1] + 1..found.range[2] - 1).collect()
}

/// What stands against a file: the worst state, and the codes.
fn verdict(pdf: &[u8], trust: &Trust) -> (State, Vec<&'static str>) {
    let verdict = verify(pdf, trust);
    let reasons = verdict.signatures.iter().flat_map(|entry| &entry.reasons);
    let mut codes: Vec<_> =
        verdict.reasons.iter().chain(reasons).map(crate::Reason::code).collect();
    codes.dedup();
    (verdict.state, codes)
}

#[test]
fn every_flipped_byte_of_a_signed_numbered_and_sealed_paper_is_found_out() {
    let (pdf, trust) = issued();
    // Nobody tells of revocation here, and nothing else stands against it.
    assert_eq!(verdict(&pdf, &trust), (State::Undetermined, vec!["revocation_unknown"]));
    let gaps = gaps(&pdf);
    assert_eq!(gaps.len(), 2);
    let is_zero_behind = |at: usize| {
        gaps.iter()
            .any(|gap| gap.contains(&at) && pdf[at..gap.end].iter().all(|byte| *byte == b'0'))
    };
    let places: Vec<usize> =
        (0..pdf.len()).filter(|&at| at % STEP == 0 || !is_zero_behind(at)).collect();
    let halves = places.split_at(places.len() / 2);
    let half = |places: &[usize]| {
        let mut copy = pdf.clone();
        let mut missed = Vec::new();
        for &at in places {
            copy[at] ^= 1;
            let (state, codes) = verdict(&copy, &trust);
            // What says less than before is found out as well as what says worse.
            if state <= State::Undetermined && codes == ["revocation_unknown"] {
                missed.push(at);
            }
            copy[at] ^= 1;
        }
        missed
    };
    let missed = std::thread::scope(|scope| {
        let second = scope.spawn(|| half(halves.1));
        [half(halves.0), second.join().unwrap()].concat()
    });
    assert!(missed.is_empty(), "{missed:?} of {} bytes", places.len());
}
