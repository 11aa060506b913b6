//! Whatever comes in, a verdict comes out.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::*;

fn sample() -> &'static (Vec<u8>, Trust) {
    static SAMPLE: OnceLock<(Vec<u8>, Trust)> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let office = Office::new();
        let mut cms = office.official_cms();
        // No certificate stands in it twice: a copy would be one that nobody vouches for.
        let mut tsa = office.tsa_cms();
        tsa.certificates.truncate(1);
        cms.stamp = Some((Box::new(tsa), "20260702000000Z"));
        (once_with(&cms).bytes, office.trust())
    })
}

proptest! {
    #[test]
    fn truncated_files_give_a_verdict(length in 0..sample().0.len()) {
        prop_assert_ne!(verify(&sample().0[..length], &sample().1).state, State::Valid);
    }

    #[test]
    fn insertions_give_a_verdict(at in 0..=sample().0.len(), more in prop::collection::vec(any::<u8>(), 1..9)) {
        let mut bytes = sample().0.clone();
        // White space behind the end is no insertion into anything.
        let is_padding = at == bytes.len() && more.iter().all(|byte| b"\0\t\n\x0C\r ".contains(byte));
        bytes.splice(at..at, more);
        prop_assert_eq!(verify(&bytes, &sample().1).state == State::Valid, is_padding);
    }

    #[test]
    fn removed_pieces_give_a_verdict(at in 0..sample().0.len() - 9, length in 1..9_usize) {
        let mut bytes = sample().0.clone();
        bytes.drain(at..at + length);
        prop_assert_ne!(verify(&bytes, &sample().1).state, State::Valid);
    }

    #[test]
    fn any_bytes_give_a_verdict(tail in prop::collection::vec(any::<u8>(), 0..300)) {
        let bytes = [b"%PDF-1.7\n1 0 obj\n", &tail[..], b"\nstartxref\n9\n%%EOF\n"].concat();
        prop_assert_ne!(verify(&bytes, &sample().1).state, State::Valid);
        let _ = crate::Certificate::from_der(&tail);
        let _ = crate::RevocationList::from_der(&tail);
        let _ = crate::der::definite(&tail);
    }

    #[test]
    fn random_values_in_the_gap_give_a_verdict(at in 0..1400_usize, value in any::<[u8; 3]>()) {
        let mut bytes = sample().0.clone();
        let start = bytes.windows(10).position(|window| window == b"/Contents<").unwrap() + 10 + 2 * at;
        let digits = crate::hex::hex(&value);
        if bytes[start..start + 6] != *digits.as_bytes() {
            bytes[start..start + 6].copy_from_slice(digits.as_bytes());
            let same_meaning = bytes.eq_ignore_ascii_case(&sample().0);
            prop_assert!(verify(&bytes, &sample().1).state != State::Valid || same_meaning);
        }
    }
}
