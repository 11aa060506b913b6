//! Huyện Nậm Nhùn: fish of the Đà river.

use super::product;
use crate::model::{Date, District, Owner, OwnerKind, ProductSet};

pub(crate) static NAM_NHUN: District = District {
    file: "nam-nhun",
    name: "huyện Nậm Nhùn",
    letter: "974/UBND-NN",
    date: Date::of_2020(26, 11),
    seat: "Nậm Nhùn",
    signer: "Lùng Văn Tuấn (giả định)",
    owners: &[Owner {
        name: "Hợp tác xã Thủy sản Sông Đà Lê Lợi",
        kind: OwnerKind::Cooperative,
        commune: "Xã Lê Lợi",
        representative: "Điêu Văn Quý (giả định)",
        products: &[product(
            "Cá lăng sấy Lê Lợi",
            ProductSet::ProcessedFish,
            [22_40, 12_60, 25_20],
            3,
            Some([517, 525]),
            "",
        )],
    }],
};
