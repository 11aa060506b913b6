//! Tests of the ballot as other programs read it.

use std::io::Read;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};

use super::*;
use crate::criteria::{self, Act, Criteria};
use crate::forms::{FormProduct, form_keys};
use crate::templates::Templates;

/// The sample round of the law of today.
fn round() -> Round {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/round_2026/inputs");
    crate::round::read_round(&folder).0.expect("the sample round is sound")
}

fn criteria() -> Criteria {
    criteria::load(&Templates::new(Path::new("no/such/folder")).unwrap()).unwrap().0
}

fn acts(id: &str) -> RoundActs {
    let act = criteria().by_id(id).unwrap().clone();
    let day = act.in_force_from;
    RoundActs::only(act, day)
}

/// A product of each set of an act.
fn products(act: &Act) -> Vec<FormProduct> {
    let product = |(number, set)| {
        let name = format!("Sản phẩm thử của bộ {number}");
        FormProduct::new(&name, "Hợp tác xã Mây Núi (giả định)", "xã Sìn Hồ", act, set)
    };
    (1..).zip(&act.sets).map(product).collect()
}

/// The ballot of the third member for the first session.
fn written(acts: &RoundActs, products: Vec<FormProduct>) -> (FormIdentity, Vec<u8>) {
    let round = round();
    let session = &round.sessions[0];
    let identity = FormIdentity::of_ballot(&round, acts, session, 2, products);
    let bytes = ballot(&identity, &round, session, acts).unwrap();
    (identity, bytes)
}

/// Writes ballots for the oracles that look at forms with other programs.
#[test]
#[ignore = "writes files to FORMS for tests/oracles/forms.sh"]
fn ballots_for_the_oracles() {
    let folder = std::env::var("FORMS").expect("FORMS names a folder");
    for id in criteria().ids() {
        let acts = acts(id);
        let mut products = products(acts.main());
        if let Some(product) = products.get_mut(1) {
            product.closed = Some("Bà ngoại của thành viên là chủ cơ sở (giả định)".into());
        }
        let (_, bytes) = written(&acts, products);
        fs_err::write(Path::new(&folder).join(format!("phieu-{id}.xlsx")), bytes).unwrap();
    }
}
