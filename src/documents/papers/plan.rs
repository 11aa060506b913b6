//! Kế hoạch (Mẫu 1.4): the plan of the round. Needs nothing but `round.toml`.

use std::collections::BTreeMap;

use minijinja::context;

use crate::documents::compose::Parts;
use crate::documents::{Desk, WriteUp};

const KIND: &str = "Kế hoạch";

pub(super) fn write(desk: &Desk<'_>, papers: &mut WriteUp) {
    let parts = Parts {
        file: "ke-hoach.pdf".into(),
        kind: KIND,
        template: "ke-hoach",
        paper: &desk.round.papers.plan,
        facts: context! {},
        tables: BTreeMap::new(),
    };
    papers.add(KIND, desk.compose(parts));
}
