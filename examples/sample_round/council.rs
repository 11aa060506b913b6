//! The council of the sample round and its two sessions.

use crate::model::Date;

/// One who scores (thành viên Hội đồng).
pub(crate) struct Member {
    /// As written on the ballot.
    pub name: &'static str,
    /// File name of the ballot in either session.
    pub file: &'static str,
    /// Duty under the signature line.
    pub duty: &'static str,
    /// How many points above or below the others this one tends to be.
    pub leaning: i32,
}

/// The chair's name is real; the other people and all the marks are not.
pub(crate) const MEMBERS: [Member; 9] = [
    member("Hà Trọng Hải", "01-ha-trong-hai.xlsx", "CHỦ TỊCH HỘI ĐỒNG", 0),
    member("Nguyễn Văn Thắng (giả định)", "02-nguyen-van-thang.xlsx", MEMBER, 1),
    member("Trần Thị Minh Nguyệt (giả định)", "03-tran-thi-minh-nguyet.xlsx", MEMBER, -2),
    member("Lò Văn Chương (giả định)", "04-lo-van-chuong.xlsx", MEMBER, 2),
    member("Vàng A Páo (giả định)", "05-vang-a-pao.xlsx", MEMBER, 1),
    member("Hoàng Thị Thu Hiền (giả định)", "06-hoang-thi-thu-hien.xlsx", MEMBER, -1),
    member("Phạm Quốc Toàn (giả định)", "07-pham-quoc-toan.xlsx", MEMBER, -2),
    member("Đèo Thị Hạnh (giả định)", "08-deo-thi-hanh.xlsx", MEMBER, 1),
    member("Lê Đức Thọ Sơn (giả định)", "09-le-duc-tho-son.xlsx", MEMBER, 0),
];

const MEMBER: &str = "THÀNH VIÊN HỘI ĐỒNG";

/// A session of scoring (lần chấm).
#[derive(Clone, Copy)]
pub(crate) struct Session {
    pub number: u8,
    pub date: Date,
    /// Why the one product without marks has none.
    pub unscored: &'static str,
}

pub(crate) const SESSIONS: [Session; 2] = [
    Session {
        number: 1,
        date: Date::of_2020(8, 12),
        unscored: "Hồ sơ chưa có phiếu kết quả kiểm nghiệm chỉ tiêu an toàn thực phẩm còn hiệu lực",
    },
    Session {
        number: 2,
        date: Date::of_2020(9, 12),
        unscored: "Hồ sơ vẫn chưa bổ sung phiếu kết quả kiểm nghiệm chỉ tiêu an toàn thực phẩm \
                   còn hiệu lực",
    },
];

/// A name which one member typed a little differently in one session, as happens.
pub(crate) struct Slip {
    file: &'static str,
    session: u8,
    right: &'static str,
    typed: &'static str,
}

const SLIPS: [Slip; 3] = [
    slip("03-tran-thi-minh-nguyet.xlsx", 1, "Chè Oolong San Thàng", "Chè Oolong  San Thàng"),
    slip("06-hoang-thi-thu-hien.xlsx", 1, "Mật ong Pa Ủ", "MẬT ONG PA Ủ"),
    slip("08-deo-thi-hanh.xlsx", 2, "Hợp tác xã Rượu ngô Phìn Hồ", "Hợp tác xã rượu ngô Phìn Hồ"),
];

/// The name as this member typed it in this session.
pub(crate) fn as_typed(name: &'static str, member: &Member, session: Session) -> &'static str {
    SLIPS
        .iter()
        .find(|slip| {
            slip.right == name && slip.file == member.file && slip.session == session.number
        })
        .map_or(name, |slip| slip.typed)
}

const fn member(
    name: &'static str,
    file: &'static str,
    duty: &'static str,
    leaning: i32,
) -> Member {
    Member { name, file, duty, leaning }
}

const fn slip(file: &'static str, session: u8, right: &'static str, typed: &'static str) -> Slip {
    Slip { file, session, right, typed }
}
