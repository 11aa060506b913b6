//! Huyện Than Uyên: tea and macadamia of Phúc Than, rice of the Mường Than field, fish of the Bản Chát lake.

use super::product;
use crate::model::{Date, District, Owner, OwnerKind, ProductSet};

pub(crate) static THAN_UYEN: District = District {
    file: "than-uyen",
    name: "huyện Than Uyên",
    letter: "1486/UBND-NN",
    date: Date::of_2020(25, 11),
    seat: "Than Uyên",
    signer: "Lò Văn Hưởng (giả định)",
    owners: &[
        Owner {
            name: "Hợp tác xã Nông nghiệp Cánh Đồng Mường Than",
            kind: OwnerKind::Cooperative,
            commune: "Xã Mường Than",
            representative: "Hà Văn Ngân (giả định)",
            products: &[product(
                "Gạo Séng Cù Mường Than",
                ProductSet::Rice,
                [25_29, 15_57, 27_43],
                3,
                Some([569, 573]),
                "",
            )],
        },
        Owner {
            name: "Công ty TNHH MTV Đồi Xanh Phúc Than",
            kind: OwnerKind::OneMember,
            commune: "Xã Phúc Than",
            representative: "Vũ Đình Khiêm (giả định)",
            products: &[
                product("Chè xanh Phúc Than", ProductSet::Tea, [20_71, 14_29, 26_57], 3, Some([515, 521]), ""),
                product(
                    "Hạt mắc ca sấy Phúc Than",
                    ProductSet::ProcessedVegetable,
                    [21_29, 14_43, 27_71],
                    3,
                    Some([533, 538]),
                    "",
                ),
            ],
        },
        Owner {
            name: "Hợp tác xã Thủy sản Hồ Bản Chát",
            kind: OwnerKind::Cooperative,
            commune: "Xã Mường Mít",
            representative: "Lò Thị Phương (giả định)",
            products: &[
                product(
                    "Cá chép Than Uyên sấy khô",
                    ProductSet::ProcessedFish,
                    [24_43, 13_71, 26_29],
                    3,
                    Some([549, 543]),
                    "",
                ),
                product(
                    "Cá lăng một nắng hồ Bản Chát",
                    ProductSet::ProcessedFish,
                    [23_57, 12_71, 25_43],
                    3,
                    Some([509, 518]),
                    "",
                ),
                product(
                    "Tép dầu sấy khô hồ Bản Chát",
                    ProductSet::ProcessedFish,
                    [22_71, 11_57, 22_14],
                    3,
                    None,
                    "Đã gửi mẫu kiểm nghiệm lại, chưa có kết quả",
                ),
            ],
        },
    ],
};
