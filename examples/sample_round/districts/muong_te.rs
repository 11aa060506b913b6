//! Huyện Mường Tè: honey of Pa Ủ, bamboo shoots and taro of Bum Nưa.

use super::product;
use crate::model::{Date, District, Owner, OwnerKind, ProductSet};

pub(crate) static MUONG_TE: District = District {
    file: "muong-te",
    name: "huyện Mường Tè",
    letter: "1128/UBND-NN",
    date: Date::of_2020(24, 11),
    seat: "Mường Tè",
    signer: "Lỳ Xuân Phù (giả định)",
    owners: &[
        Owner {
            name: "Hợp tác xã Ong rừng Pa Ủ",
            kind: OwnerKind::Cooperative,
            commune: "Xã Pa Ủ",
            representative: "Vàng Xạ Hừ (giả định)",
            products: &[product("Mật ong Pa Ủ", ProductSet::Honey, [25_86, 15_71, 29_57], 4, Some([591, 588]), "")],
        },
        Owner {
            name: "Hợp tác xã Nông lâm sản Bum Nưa",
            kind: OwnerKind::Cooperative,
            commune: "Xã Bum Nưa",
            representative: "Pờ Văn Hạnh (giả định)",
            products: &[
                product(
                    "Măng khô Bum Nưa",
                    ProductSet::ProcessedVegetable,
                    [22_29, 11_43, 24_14],
                    3,
                    Some([492, 498]),
                    "",
                ),
                product(
                    "Khoai sọ nương Bum Nưa",
                    ProductSet::FreshVegetable,
                    [21_14, 10_57, 23_71],
                    3,
                    Some([475, 481]),
                    "Sản phẩm theo mùa vụ",
                ),
            ],
        },
    ],
};
