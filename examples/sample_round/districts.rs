//! The six districts which sent products, in the order of the round's report, one file each.
//!
//! Communes are real. Products follow what the places are known for; owners, representatives, signers, letter numbers
//! and points are invented.

mod lai_chau;
mod muong_te;
mod nam_nhun;
mod phong_tho;
mod sin_ho;
mod than_uyen;

pub(crate) use self::lai_chau::LAI_CHAU;
pub(crate) use self::muong_te::MUONG_TE;
pub(crate) use self::nam_nhun::NAM_NHUN;
pub(crate) use self::phong_tho::PHONG_THO;
pub(crate) use self::sin_ho::SIN_HO;
pub(crate) use self::than_uyen::THAN_UYEN;
use crate::model::{District, Entry, Points, Product, ProductSet};

pub(crate) static ALL: [&District; 6] = [&LAI_CHAU, &THAN_UYEN, &SIN_HO, &PHONG_THO, &MUONG_TE, &NAM_NHUN];

/// The products of a set, from all districts.
pub(crate) fn entries_of(set: ProductSet) -> Vec<Entry> {
    ALL.into_iter().flat_map(District::entries).filter(|entry| entry.product.set == set).collect()
}

/// A row of the tables: the district's points in hundredths, the proposed star, the council's sums of both sessions.
const fn product(
    name: &'static str,
    set: ProductSet,
    district: [u32; 3],
    star: u8,
    sums: Option<[u16; 2]>,
    note: &'static str,
) -> Product {
    let [a, b, c] = district;
    Product { name, set, district: [Points(a), Points(b), Points(c)], star, sums, note }
}
