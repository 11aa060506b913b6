//! Lists as they are written, for rounds under each act.

use std::path::Path;

use super::list;
use crate::criteria::RoundActs;
use crate::forms::FormIdentity;
use crate::round::Round;
use crate::templates::Templates;

/// A round in a folder of the project, with the act of this id, or the one that it chooses itself.
fn round_of(folder: &str, act: Option<&str>) -> (Round, RoundActs) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let round = crate::round::read_round(&folder).0.expect("the round is sound");
    let templates = Templates::new(Path::new("no/such/folder")).expect("no folder is no fault");
    let criteria = crate::criteria::load(&templates).expect("they are embedded").0;
    let acts = match act {
        Some(id) => {
            RoundActs::only(criteria.whole(id).0.expect("the act is there"), round.round.from)
        }
        None => crate::criteria::choose(&criteria, &round).0.expect("an act is in force"),
    };
    (round, acts)
}

/// The rounds of the four times.
fn rounds() -> Vec<(Round, RoundActs)> {
    vec![
        round_of("inputs", Some("1048-2019")),
        round_of("inputs", Some("1048-2019-781-2020")),
        round_of("inputs", Some("148-2023")),
        round_of("examples/round_2026/inputs", None),
    ]
}

#[test]
fn the_same_round_gives_the_same_bytes() {
    for (round, acts) in rounds() {
        let identity = FormIdentity::of_list(&round, &acts, 0);
        let [one, other] = [(); 2].map(|()| list(&identity, &round, &acts, None).unwrap());
        assert!(one == other);
    }
}
