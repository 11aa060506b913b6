//! The six districts which sent products, from `districts.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{District, Entry, ProductSet};

/// The districts, in the order of the round's report.
pub(crate) static ALL: LazyLock<Vec<District>> = LazyLock::new(|| {
    let data: Data =
        toml::from_str(include_str!("districts.toml")).expect("the data of the sample is sound");
    data.districts
});

#[derive(Deserialize)]
struct Data {
    districts: Vec<District>,
}

/// The products of a set, from all districts.
pub(crate) fn entries_of(set: ProductSet) -> Vec<Entry> {
    ALL.iter().flat_map(District::entries).filter(|entry| entry.product.set == set).collect()
}
