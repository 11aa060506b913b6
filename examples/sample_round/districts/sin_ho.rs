//! Huyện Sìn Hồ: the high plain's old tea, artichoke and greens, maize spirit, fish of the Nậm Mạ.

use super::product;
use crate::model::{Date, District, Owner, OwnerKind, ProductSet};

pub(crate) static SIN_HO: District = District {
    file: "sin-ho",
    name: "huyện Sìn Hồ",
    letter: "1215/UBND-NN",
    date: Date::of_2020(27, 11),
    seat: "Sìn Hồ",
    signer: "Tẩn Láo Lở (giả định)",
    owners: &[
        Owner {
            name: "Hợp tác xã Trà và Dược liệu Mây Núi",
            kind: OwnerKind::Cooperative,
            commune: "Xã Tả Ngảo",
            representative: "Chẻo A Sơn (giả định)",
            products: &[
                product("Chè cổ thụ Tả Ngảo", ProductSet::Tea, [24_60, 13_80, 27_20], 3, Some([555, 561]), ""),
                product(
                    "Trà actisô túi lọc Sìn Hồ",
                    ProductSet::OtherTea,
                    [23_40, 14_20, 25_80],
                    3,
                    Some([537, 532]),
                    "Sản phẩm mới",
                ),
            ],
        },
        Owner {
            name: "Hợp tác xã Rượu ngô Phìn Hồ",
            kind: OwnerKind::Cooperative,
            commune: "Xã Phìn Hồ",
            representative: "Sùng A Vảng (giả định)",
            products: &[product(
                "Rượu ngô men lá Phìn Hồ",
                ProductSet::Spirit,
                [22_80, 12_40, 24_60],
                3,
                Some([501, 509]),
                "",
            )],
        },
        Owner {
            name: "Hợp tác xã Rau hoa Phăng Sô Lin",
            kind: OwnerKind::Cooperative,
            commune: "Xã Phăng Sô Lin",
            representative: "Hạng Thị Dua (giả định)",
            products: &[product(
                "Rau cải mèo Phăng Sô Lin",
                ProductSet::FreshVegetable,
                [21_60, 11_20, 24_40],
                3,
                Some([489, 494]),
                "",
            )],
        },
        Owner {
            name: "Hộ kinh doanh Cá Sông Nậm Mạ",
            kind: OwnerKind::Household,
            commune: "Xã Nậm Mạ",
            representative: "Lò Văn Sọi (giả định)",
            products: &[product(
                "Cá nướng sấy khô Nậm Mạ",
                ProductSet::ProcessedFish,
                [18_40, 11_60, 24_80],
                3,
                Some([483, 480]),
                "",
            )],
        },
    ],
};
