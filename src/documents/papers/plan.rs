//! The plan of the round (Kế hoạch, Mẫu 1.4). It needs nothing but `round.toml`.

use std::collections::BTreeMap;

use minijinja::context;

use crate::documents::compose::PaperParts;
use crate::documents::{WriteUp, WritingDesk, folders};

const KIND: &str = "Kế hoạch";

/// Writes up the plan.
pub(super) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    let parts = PaperParts {
        file: format!("{}/ke-hoach.pdf", folders::PLAN),
        kind: KIND,
        template: "ke-hoach",
        paper: &desk.round.papers.plan,
        facts: context! {},
        inserts: BTreeMap::new(),
    };
    papers.add(KIND, desk.compose(parts));
}
