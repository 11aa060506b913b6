//! What the sample is made of: communes, their owners, the owners' products; and the council.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ocop::criteria::LegalForm;
use serde::Deserialize;

use crate::value::Date;

/// The communes that sent products, from `products.toml`.
pub(crate) static ROUND: LazyLock<Round> = LazyLock::new(|| {
    toml::from_str(include_str!("products.toml")).expect("the data of the sample is sound")
});

/// The day of the meeting.
pub(crate) const MEETING: Date = Date { year: 2026, month: 11, day: 18 };

#[derive(Deserialize)]
pub(crate) struct Round {
    pub communes: Vec<Commune>,
}

/// A commune with the letter that brought its list.
#[derive(Deserialize)]
pub(crate) struct Commune {
    /// `xã Dào San`, as inside a sentence.
    pub name: String,
    /// File name without extension.
    pub file: String,
    /// The letter's number; invented.
    pub letter: String,
    pub date: Date,
    /// Where it was signed.
    pub seat: String,
    /// The deputy chair who signs; fictitious.
    pub signer: String,
    pub owners: Vec<Owner>,
}

/// An owner of products (chủ thể).
#[derive(Deserialize)]
pub(crate) struct Owner {
    pub name: String,
    /// Loại hình, as the lists write it.
    pub kind: String,
    pub form: LegalForm,
    pub address: String,
    pub representative: String,
    pub products: Vec<Product>,
}

/// A product with what the council gives it.
#[derive(Deserialize)]
pub(crate) struct Product {
    pub name: String,
    pub set: String,
    /// The mean of the members' totals.
    pub mean: i32,
    /// The lowest mark of a criterion, by its code.
    #[serde(default)]
    pub least: BTreeMap<String, u8>,
}

/// A product with its owner.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub owner: &'static Owner,
    pub product: &'static Product,
}

impl Commune {
    /// Its products, in the order of the list.
    pub(crate) fn entries(&'static self) -> impl Iterator<Item = Entry> {
        self.owners
            .iter()
            .flat_map(|owner| owner.products.iter().map(move |product| Entry { owner, product }))
    }
}

/// All products, in the order of the communes.
pub(crate) fn entries() -> impl Iterator<Item = Entry> {
    ROUND.communes.iter().flat_map(Commune::entries)
}

/// A member of the council.
pub(crate) struct Member {
    pub name: &'static str,
    pub file: &'static str,
    /// Duty under the signature line.
    pub duty: &'static str,
    /// How many points above or below the mean this one gives; those of all members add up to 0.
    pub leaning: i32,
}

const CHAIR: &str = "CHỦ TỊCH HỘI ĐỒNG";
const MEMBER: &str = "THÀNH VIÊN HỘI ĐỒNG";

/// The council; its people are fictitious.
pub(crate) const MEMBERS: [Member; 7] = [
    member("Lò Minh Khang (giả định)", "01-lo-minh-khang.xlsx", CHAIR, 0),
    member("Trần Đức Lợi (giả định)", "02-tran-duc-loi.xlsx", MEMBER, 1),
    member("Vũ Thị Hải Yến (giả định)", "03-vu-thi-hai-yen.xlsx", MEMBER, -2),
    member("Giàng A Dơ (giả định)", "04-giang-a-do.xlsx", MEMBER, 2),
    member("Nguyễn Quang Huy (giả định)", "05-nguyen-quang-huy.xlsx", MEMBER, -1),
    member("Hà Thị Duyên (giả định)", "06-ha-thi-duyen.xlsx", MEMBER, 1),
    member("Tẩn A Sinh (giả định)", "07-tan-a-sinh.xlsx", MEMBER, -1),
];

const fn member(
    name: &'static str,
    file: &'static str,
    duty: &'static str,
    leaning: i32,
) -> Member {
    Member { name, file, duty, leaning }
}
