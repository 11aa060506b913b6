//! A figure or a name of each kind of paper is changed: the auditor notices.

/// Paper, what stands on it, and a wrong text instead: the sample round.
pub(crate) const SAMPLE: &[(&str, &str, &str)] = &[
    ("01-ke-hoach/danh-sach-du-danh-gia.pdf", "của 15 chủ thể", "của 14 chủ thể"),
    ("01-ke-hoach/danh-sach-du-danh-gia.pdf", "2 Chè Oolong San Thàng", "2 Chè San Thàng"),
    ("03-hop-hoi-dong/chuong-trinh-hop.pdf", "08 giờ 40", "08 giờ 20"),
    ("03-hop-hoi-dong/chuong-trinh-hop.pdf", "2 Chè Oolong San Thàng", "1 Chè Oolong San Thàng"),
    ("03-hop-hoi-dong/diem-danh.pdf", "Vàng A Páo", "Vàng A Sáo"),
    ("03-hop-hoi-dong/danh-sach-trung-bay.pdf", "Có 25 sản phẩm", "Có 24 sản phẩm"),
    ("03-hop-hoi-dong/the-trung-bay.pdf", "4 Trà xanh hương nhài", "5 Trà xanh hương nhài"),
    ("04-ket-qua-cham/bang-tong-hop-diem.pdf", "67,7", "67,8"),
    ("04-ket-qua-cham/bang-tong-hop-diem.pdf", "64 61 62 64 61", "64 61 63 64 61"),
    ("04-ket-qua-cham/bang-tong-hop-diem.xlsx", "\t561\t561\t", "\t562\t562\t"),
    ("04-ket-qua-cham/phieu-tong-hop-san-pham.pdf", "Đạt 3 sao", "Đạt 4 sao"),
    ("04-ket-qua-cham/phieu-tong-hop-san-pham.pdf", "67,7", "67,8"),
    ("04-ket-qua-cham/kiem-tra-thuc-te.pdf", "độc lập 01 sản phẩm", "độc lập 02 sản phẩm"),
    ("04-ket-qua-cham/bao-cao-hoi-dong.pdf", "67,7 điểm", "67,8 điểm"),
    ("04-ket-qua-cham/bao-cao-hoi-dong.pdf", "62,8 Công nhận", "62,9 Công nhận"),
    ("04-ket-qua-cham/bieu-tong-hop.xlsx", "\t3 sao\t24\t", "\t3 sao\t23\t"),
    ("04-ket-qua-cham/bieu-tong-hop.xlsx", "\t62.8\t", "\t62.9\t"),
    ("05-trinh-phe-duyet/bao-cao-tong-hop.pdf", "đã chấm 24/25", "đã chấm 23/25"),
    ("05-trinh-phe-duyet/bao-cao-tong-hop.pdf", "Huyện Mường Tè 2 3 3 0", "Huyện Mường Tè 2 3 2 1"),
    ("05-trinh-phe-duyet/bao-cao-tong-hop.pdf", "Tổng cộng 15 25 24 1", "Tổng cộng 15 25 23 2"),
    ("05-trinh-phe-duyet/bao-cao-tong-hop.pdf", "96,0 % 53,3", "96,0 % 53,4"),
    ("05-trinh-phe-duyet/to-trinh.pdf", "đối với 24 sản phẩm", "đối với 23 sản phẩm"),
    ("05-trinh-phe-duyet/du-thao-quyet-dinh.pdf", "đối với 24 sản phẩm", "đối với 23 sản phẩm"),
    ("05-trinh-phe-duyet/du-thao-quyet-dinh.pdf", "62,8", "62,9"),
    ("06-quyet-dinh/trich-sao/01-thanh-pho-lai-chau.pdf", "62,8", "62,9"),
    (
        "06-quyet-dinh/trich-sao/01-thanh-pho-lai-chau.pdf",
        "2 Chè Oolong",
        "2 Tép dầu sấy khô hồ Bản Chát",
    ),
    ("07-giay-chung-nhan/01-che-kim-tuyen-san-thang.pdf", "3 SAO", "4 SAO"),
    ("08-thong-bao/don-vi/01-thanh-pho-lai-chau.pdf", "62,8", "62,9"),
    ("08-thong-bao/don-vi/01-thanh-pho-lai-chau.pdf", "có 06 sản phẩm", "có 05 sản phẩm"),
    ("09-cong-bo/cong-bo.pdf", "Hạng 3 sao: 24", "Hạng 3 sao: 23"),
    ("09-cong-bo/cong-bo.pdf", "2 Chè Oolong San Thàng", "2 Tép dầu sấy khô hồ Bản Chát"),
    ("09-cong-bo/san-pham.csv", "Chè Oolong San Thàng,3", "Chè Oolong San Thàng,4"),
    ("09-cong-bo/san-pham.xlsx", "Chè Oolong San Thàng", "Chè Oolong"),
    ("09-cong-bo/cong-bo.html", "</body>", "Tép dầu sấy khô hồ Bản Chát</body>"),
];

/// The same on the papers that there are only under the act of 2026.
pub(crate) const OF_2026: &[(&str, &str, &str)] = &[
    (
        "06-quyet-dinh/quyet-dinh-phe-duyet-ket-qua.pdf",
        "đối với 01 sản phẩm",
        "đối với 02 sản phẩm",
    ),
    ("06-quyet-dinh/quyet-dinh-phe-duyet-ket-qua.pdf", "92,0", "91,0"),
    ("06-quyet-dinh/cong-van-de-nghi-trung-uong.pdf", "đã chấm 07 sản phẩm", "đã chấm 06 sản phẩm"),
    ("06-quyet-dinh/cong-van-de-nghi-trung-uong.pdf", "92,0", "91,0"),
];
