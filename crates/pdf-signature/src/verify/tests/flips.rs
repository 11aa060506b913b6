use super::*;

/// What became of flips at some bytes: the places where the verdict was still "valid".
fn accepted(bytes: &[u8], trust: &Trust, places: &[usize], flips: &[u8]) -> Vec<(usize, u8)> {
    let halves = places.split_at(places.len() / 2);
    let half = |places: &[usize]| {
        let mut copy = bytes.to_vec();
        let mut accepted = Vec::new();
        for &at in places {
            for &flip in flips {
                copy[at] ^= flip;
                if verify(&copy, trust).state == State::Valid {
                    accepted.push((at, flip));
                }
                copy[at] ^= flip;
            }
        }
        accepted
    };
    std::thread::scope(|scope| {
        let second = scope.spawn(|| half(halves.1));
        let mut all = half(halves.0);
        all.extend(second.join().unwrap());
        all
    })
}

fn gaps(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let text = String::from_utf8_lossy(bytes);
    assert_eq!(text.len(), bytes.len() + 8, "four bytes of the file are no UTF-8");
    let starts = bytes
        .windows(10)
        .enumerate()
        .filter(|(_, window)| *window == b"/Contents<")
        .map(|(at, _)| at + 10);
    starts
        .map(|start| start..start + bytes[start..].iter().position(|byte| *byte == b'>').unwrap())
        .collect()
}

/// The lowest bit, and all bits at once.
const FLIPS: [u8; 2] = [0x01, 0xFF];

#[test]
fn every_flipped_byte_outside_the_gaps_is_detected() {
    let office = Office::new();
    let (paper, trust) = (office.twice(), office.trust());
    assert_valid(&paper.bytes, &trust);
    let gaps = gaps(&paper.bytes);
    assert_eq!(gaps.len(), 2);
    let outside: Vec<usize> =
        (0..paper.bytes.len()).filter(|at| !gaps.iter().any(|gap| gap.contains(at))).collect();
    assert_eq!(accepted(&paper.bytes, &trust, &outside, &FLIPS), []);
}

/// With [`every_flipped_byte_outside_the_gaps_is_detected`] every byte of the file is flipped. What
/// is let through is named one by one: the case of a hexadecimal digit of the last signature, which
/// no signature can cover and which says the same.
#[test]
fn every_flipped_byte_in_the_gaps_of_a_signed_and_sealed_file_is_detected_but_for_the_last_case() {
    let office = Office::new();
    let (paper, trust) = (office.twice(), office.trust());
    let [first, last] = &gaps(&paper.bytes)[..] else { panic!("two signatures") };
    let inside: Vec<usize> = first.clone().chain(last.clone()).collect();
    let mut found = accepted(&paper.bytes, &trust, &inside, &[0x01, 0x20]);
    found.sort_unstable();
    let letters = last.clone().filter(|&at| paper.bytes[at].is_ascii_alphabetic());
    let expected: Vec<(usize, u8)> = letters.map(|at| (at, 0x20)).collect();
    assert!(!expected.is_empty());
    assert_eq!(found, expected);
}

#[test]
fn every_flipped_digit_of_the_last_signature_is_detected_but_for_its_case() {
    let office = Office::new();
    let (paper, trust) = (office.once(), office.trust());
    let gap = gaps(&paper.bytes)[0].clone();
    // Bits that turn a hexadecimal digit into another one, or change its case.
    let places: Vec<usize> = gap.collect();
    let accepted = accepted(&paper.bytes, &trust, &places, &[0x01, 0x02, 0x04, 0x20]);
    for (at, flip) in accepted {
        let (before, after) = (paper.bytes[at], paper.bytes[at] ^ flip);
        assert_eq!(before.to_ascii_lowercase(), after.to_ascii_lowercase(), "byte {at}");
    }
}

#[test]
fn flips_in_a_certificate_that_no_path_needs_change_nothing() {
    let office = Office::new();
    let mut cms = office.official_cms();
    let unused = Spec { subject: "Thừa", serial: 99, ..Spec::default() }
        .issue(&office.seal, ("Thừa", &office.seal));
    cms.certificates.push(unused.clone());
    let mut paper = paper();
    sign(&mut paper, first(ROOM + 500), &cms);
    let digits = crate::hex::hex(&unused);
    let start =
        paper.bytes.windows(digits.len()).position(|window| window == digits.as_bytes()).unwrap();
    // The last digit of its signature.
    paper.bytes[start + digits.len() - 1] =
        if paper.bytes[start + digits.len() - 1] == b'0' { b'1' } else { b'0' };
    assert_valid(&paper.bytes, &office.trust());
}

#[test]
fn every_flipped_byte_of_a_timestamp_is_detected() {
    let office = Office::new();
    let mut cms = office.official_cms();
    // The authority's certificate stands in the signature already; a second copy would be one that
    // no path needs.
    let mut tsa = office.tsa_cms();
    tsa.certificates.truncate(1);
    cms.stamp = Some((Box::new(tsa), "20260702000000Z"));
    let (paper, trust) = (once_with(&cms), office.trust());
    assert_valid(&paper.bytes, &trust);
    let places: Vec<usize> = gaps(&paper.bytes)[0].clone().collect();
    for (at, flip) in accepted(&paper.bytes, &trust, &places, &[0x01]) {
        let (before, after) = (paper.bytes[at], paper.bytes[at] ^ flip);
        assert_eq!(before.to_ascii_lowercase(), after.to_ascii_lowercase(), "byte {at}");
    }
}
