//! Verdicts on papers that the tests make, sign and tamper with themselves.

mod appended;
mod filled;
mod flips;
mod foreign;
mod good;
mod later;
mod original;
mod pictures;
mod robust;
mod shadow;
mod shown;
mod times;
mod trust;
mod untidy;
mod widgets;

use super::{State, Trust, Verdict, verify};
use crate::test_pki::certificate::{Spec, TIMESTAMPING};
use crate::test_pki::{Cms, Pair};
use crate::testing::paper::{FIRST_SIGNATURE, FREE};
use crate::testing::pki::AUTHORITY;
use crate::testing::signer::{first_update, second_update};
use crate::testing::{HandmadePaper, SignatureSpec, World, paper, sign};

/// What a gap holds in these tests, in bytes: enough for a leaf and its authority.
const ROOM: usize = 1400;
/// The same with a timestamp.
const ROOM_WITH_STAMP: usize = 3000;

const OFFICIAL_SERIAL: u64 = 11;
const SEAL_SERIAL: u64 = 12;
const TSA_SERIAL: u64 = 13;

/// An office: its infrastructure and its two keys.
struct Office {
    world: World,
    official: Pair,
    seal: Pair,
    tsa: Pair,
}

impl Office {
    fn new() -> Self {
        Self {
            world: World::new(),
            official: Pair::p256(11),
            seal: Pair::p256(12),
            tsa: Pair::p256(13),
        }
    }

    fn trust(&self) -> Trust {
        self.world.trust()
    }

    fn cms<'c>(&self, key: &'c Pair, spec: &Spec<'_>) -> Cms<'c> {
        let leaf = self.world.issue(spec, key);
        Cms::new(key, AUTHORITY, spec.serial, vec![leaf, self.world.authority.clone()])
    }

    fn official_cms(&self) -> Cms<'_> {
        self.cms(
            &self.official,
            &Spec { subject: "Nguyễn Văn A", serial: OFFICIAL_SERIAL, ..Spec::default() },
        )
    }

    fn seal_cms(&self) -> Cms<'_> {
        self.cms(&self.seal, &Spec { subject: "UBND tỉnh", serial: SEAL_SERIAL, ..Spec::default() })
    }

    fn tsa_cms(&self) -> Cms<'_> {
        let extended = Some((TIMESTAMPING, true));
        self.cms(
            &self.tsa,
            &Spec { subject: "TSA thử", serial: TSA_SERIAL, extended, ..Spec::default() },
        )
    }

    /// A paper signed by the official.
    fn once(&self) -> HandmadePaper {
        once_with(&self.official_cms())
    }

    /// A paper signed by both.
    fn twice(&self) -> HandmadePaper {
        let mut paper = self.once();
        sign(&mut paper, second(ROOM), &self.seal_cms());
        paper
    }
}

/// A paper with this as its first signature.
fn once_with(cms: &Cms<'_>) -> HandmadePaper {
    let mut paper = paper();
    let room = if cms.stamp.is_some() { ROOM_WITH_STAMP } else { ROOM };
    sign(&mut paper, first(room), cms);
    paper
}

fn first(room: usize) -> SignatureSpec<'static> {
    let keys = "/SubFilter/ETSI.CAdES.detached/M(D:20260701080000+07'00')";
    SignatureSpec { objects: first_update(), number: FIRST_SIGNATURE, keys, room }
}

fn second(room: usize) -> SignatureSpec<'static> {
    let objects = second_update(FREE, FREE + 1);
    SignatureSpec { objects, number: FREE, keys: "/SubFilter/ETSI.CAdES.detached", room }
}

/// The codes of all reasons, those of the file first.
fn codes(verdict: &Verdict) -> Vec<&'static str> {
    let entries = verdict.signatures.iter().flat_map(|entry| &entry.reasons);
    verdict.reasons.iter().chain(entries).map(super::Reason::code).collect()
}

#[track_caller]
fn assert_verdict(bytes: &[u8], trust: &Trust, state: State, code: &str) -> Verdict {
    let verdict = verify(bytes, trust);
    assert!(verdict.state == state && codes(&verdict).contains(&code), "{verdict:#?}");
    verdict
}

#[track_caller]
fn assert_valid(bytes: &[u8], trust: &Trust) -> Verdict {
    let verdict = verify(bytes, trust);
    assert!(verdict.state == State::Valid && codes(&verdict).is_empty(), "{verdict:#?}");
    verdict
}
