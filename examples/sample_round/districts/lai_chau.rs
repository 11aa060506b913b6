//! Thành phố Lai Châu: teas of San Thàng, smoked buffalo, maize spirit of Sùng Phài.

use super::product;
use crate::model::{Date, District, Owner, OwnerKind, ProductSet};

pub(crate) static LAI_CHAU: District = District {
    file: "thanh-pho-lai-chau",
    name: "thành phố Lai Châu",
    letter: "1652/UBND-KT",
    date: Date::of_2020(27, 11),
    seat: "Thành phố Lai Châu",
    signer: "Đỗ Quang Minh (giả định)",
    owners: &[
        Owner {
            name: "Công ty cổ phần Trà Sương Mai San Thàng",
            kind: OwnerKind::JointStock,
            commune: "Xã San Thàng",
            representative: "Bùi Thị Hương Lan (giả định)",
            products: &[
                product("Chè Kim tuyên San Thàng", ProductSet::Tea, [23_78, 15_44, 27_22], 3, Some([561, 565]), ""),
                product("Chè Oolong San Thàng", ProductSet::Tea, [24_22, 15_78, 28_33], 3, Some([574, 571]), ""),
                product(
                    "Bột trà xanh Matcha San Thàng",
                    ProductSet::OtherTea,
                    [25_56, 17_33, 29_44],
                    4,
                    Some([605, 609]),
                    "",
                ),
                product(
                    "Trà xanh hương nhài túi lọc",
                    ProductSet::OtherTea,
                    [22_89, 15_22, 26_56],
                    3,
                    Some([541, 547]),
                    "Sản phẩm mới",
                ),
            ],
        },
        Owner {
            name: "Hộ kinh doanh Bếp Lửa Tân Phong",
            kind: OwnerKind::Household,
            commune: "Phường Tân Phong",
            representative: "Lường Thị Pâng (giả định)",
            products: &[product(
                "Thịt trâu gác bếp Tân Phong",
                ProductSet::ProcessedMeat,
                [19_56, 13_67, 26_22],
                3,
                Some([497, 503]),
                "",
            )],
        },
        Owner {
            name: "Hợp tác xã Nông sản Suối Thầu Sùng Phài",
            kind: OwnerKind::Cooperative,
            commune: "Xã Sùng Phài",
            representative: "Giàng A Chu (giả định)",
            products: &[product(
                "Rượu ngô Sùng Phài",
                ProductSet::Spirit,
                [23_22, 13_56, 25_44],
                3,
                Some([523, 519]),
                "",
            )],
        },
    ],
};
