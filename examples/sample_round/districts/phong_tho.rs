//! Huyện Phong Thổ: old tea of Mồ Sì San, bananas of Huổi Luông.

use super::product;
use crate::model::{Date, District, Owner, OwnerKind, ProductSet};

pub(crate) static PHONG_THO: District = District {
    file: "phong-tho",
    name: "huyện Phong Thổ",
    letter: "1397/UBND-NN",
    date: Date::of_2020(26, 11),
    seat: "Phong Thổ",
    signer: "Mào Văn Thẳng (giả định)",
    owners: &[
        Owner {
            name: "Hợp tác xã Trà Núi Mồ Sì San",
            kind: OwnerKind::Cooperative,
            commune: "Xã Mồ Sì San",
            representative: "Phàn A Mẩy (giả định)",
            products: &[
                product(
                    "Chè Shan tuyết cổ thụ Mồ Sì San",
                    ProductSet::Tea,
                    [26_50, 16_20, 30_10],
                    4,
                    Some([597, 602]),
                    "",
                ),
                product("Hồng trà cổ thụ Mồ Sì San", ProductSet::Tea, [25_40, 15_10, 28_30], 3, Some([581, 586]), ""),
            ],
        },
        Owner {
            name: "Công ty TNHH Nông sản Biên Cương Huổi Luông",
            kind: OwnerKind::TwoMembers,
            commune: "Xã Huổi Luông",
            representative: "Ngô Thị Thanh Vân (giả định)",
            products: &[
                product(
                    "Chuối sấy dẻo Huổi Luông",
                    ProductSet::ProcessedVegetable,
                    [22_60, 14_40, 25_90],
                    3,
                    Some([528, 536]),
                    "Sản phẩm mới",
                ),
                product(
                    "Chuối tiêu Huổi Luông",
                    ProductSet::FreshVegetable,
                    [21_80, 12_70, 25_20],
                    3,
                    Some([505, 500]),
                    "",
                ),
            ],
        },
    ],
};
