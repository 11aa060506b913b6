use std::path::{Path, PathBuf};

use super::*;
use crate::criteria;
use crate::round;
use crate::templates::Templates;

/// The round of 2026 in `examples/`.
fn example() -> (Round, RoundActs, Templates) {
    let templates = Templates::new(Path::new("no/templates")).expect("the embedded ones");
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/round_2026/inputs");
    let (round, _) = round::read_round(&folder);
    let round = round.expect("the example has a declaration");
    let (criteria, _) = criteria::load(&templates).expect("the program's own criteria");
    let (acts, _) = criteria::choose(&criteria, &round);
    (round, acts.expect("an act of the example"), templates)
}

/// Three products of three sets; the second is closed for the member.
fn products(acts: &RoundActs) -> Vec<FormProduct> {
    let act = acts.main();
    let named = |set| FormProduct::new("Chè Shan (giả định)", "HTX Mây Núi", "xã Sìn Hồ", act, set);
    let mut products: Vec<_> = act.sets.iter().take(3).map(named).collect();
    products[1].closed = Some("chủ thể là người thân của thành viên".into());
    products
}

/// How many pages lie on each other on each page of a PDF.
fn layers(pdf: &[u8]) -> Vec<usize> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let layers = |page: lopdf::ObjectId| {
        let (resources, _) = document.get_page_resources(page).unwrap();
        resources.unwrap().get(b"XObject").unwrap().as_dict().unwrap().len()
    };
    document.get_pages().into_values().map(layers).collect()
}

#[test]
fn a_booklet_has_its_cover_then_every_product_under_the_members_name() {
    let (round, acts, templates) = example();
    let typesetter = Typesetter::new(&templates).unwrap();
    let products = products(&acts);
    let ballots = PaperBallots::new(&typesetter, &round, &acts, &products).unwrap();
    let session = &round.sessions[0];
    let identity = FormIdentity::of_ballot(&round, &acts, session, 2, products);
    let pdf = ballots.booklet(&identity, session).unwrap();
    // The cover; the pages of the first product; the closed one; the pages of the third.
    assert_eq!(layers(&pdf), [1, 3, 3, 3, 3, 3, 1, 3, 3, 3, 3, 3]);
    assert_eq!(ballots.booklet(&identity, session).unwrap(), pdf);
}

#[test]
fn products_of_one_set_share_its_pages() {
    let (round, acts, templates) = example();
    let typesetter = Typesetter::new(&templates).unwrap();
    let act = acts.main();
    let named = |number| {
        FormProduct::new(&format!("Chè {number}"), "HTX Mây Núi", "xã Sìn Hồ", act, &act.sets[0])
    };
    let size = |count: usize| {
        let products: Vec<_> = (0..count).map(named).collect();
        let ballots = PaperBallots::new(&typesetter, &round, &acts, &products).unwrap();
        let session = &round.sessions[0];
        let identity = FormIdentity::of_ballot(&round, &acts, session, 0, products);
        let pdf = ballots.booklet(&identity, session).unwrap();
        (layers(&pdf).len(), pdf.len())
    };
    let ((one_pages, one), (ten_pages, ten)) = (size(1), size(10));
    assert_eq!(ten_pages - 1, 10 * (one_pages - 1));
    assert!(ten < 2 * one, "{one} bytes for one product, {ten} for ten");
}

#[test]
fn every_act_has_pages_for_its_sets() {
    let (round, _, templates) = example();
    let typesetter = Typesetter::new(&templates).unwrap();
    let (criteria, _) = criteria::load(&templates).unwrap();
    for act in &criteria {
        let acts = RoundActs::only(act.clone(), act.in_force_from);
        let products: Vec<_> = act
            .sets
            .iter()
            .step_by(9)
            .map(|set| FormProduct::new(&set.name, "HTX Mây Núi", "xã Sìn Hồ", act, set))
            .collect();
        let ballots = PaperBallots::new(&typesetter, &round, &acts, &products).unwrap();
        for (set, product) in products.iter().enumerate() {
            assert!(!ballots.pages_of(set).1.is_empty(), "{} {}", act.id, product.set);
        }
    }
}
