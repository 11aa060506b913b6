//! What the sample round is made of: districts, their owners, the owners' products.

use serde::Deserialize;

pub(crate) use crate::value::{Date, Points};

/// A district (huyện, thành phố) with the letter that brought its list.
#[derive(Deserialize)]
pub(crate) struct District {
    /// File name without extension.
    pub file: String,
    /// `huyện Sìn Hồ`, as inside a sentence.
    pub name: String,
    /// The letter's number (số, ký hiệu); invented.
    pub letter: String,
    /// The day the letter and the list were signed.
    pub date: Date,
    /// Where it was signed, as the date line begins.
    pub seat: String,
    /// The deputy chair who signs; fictitious.
    pub signer: String,
    /// In the order of the list.
    pub owners: Vec<Owner>,
}

/// An owner of products (chủ thể).
#[derive(Deserialize)]
pub(crate) struct Owner {
    pub name: String,
    pub kind: OwnerKind,
    /// With its class: `Xã Lê Lợi`.
    pub commune: String,
    /// Fictitious.
    pub representative: String,
    pub products: Vec<Product>,
}

/// A product (sản phẩm) with what the district and the council gave it.
#[derive(Deserialize)]
pub(crate) struct Product {
    pub name: String,
    pub set: ProductSet,
    /// The district council's averages of parts A, B and C.
    pub district: [Points; 3],
    /// The star the district proposes.
    pub star: u8,
    /// The sum of the nine members' totals, a session each; `None` when nobody scored it.
    pub sums: Option<[u16; 2]>,
    /// Ghi chú in the district's list; mostly empty.
    #[serde(default)]
    pub note: String,
}

/// A product with those it belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub district: &'static District,
    pub owner: &'static Owner,
    pub product: &'static Product,
}

impl District {
    /// `HUYỆN SÌN HỒ`, as in the letterhead.
    pub(crate) fn capitals(&self) -> String {
        self.name.to_uppercase()
    }

    /// Its products, in the order of the list.
    pub(crate) fn entries(&'static self) -> impl Iterator<Item = Entry> {
        self.owners.iter().flat_map(move |owner| {
            owner.products.iter().map(move |product| Entry { district: self, owner, product })
        })
    }
}

/// The kind of an owner (loại hình), as far as the sample has it.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum OwnerKind {
    Cooperative,
    Household,
    OneMember,
    TwoMembers,
    JointStock,
}

impl OwnerKind {
    /// As the districts write it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Cooperative => "Hợp tác xã",
            Self::Household => "Hộ kinh doanh",
            Self::OneMember => "Công ty TNHH một thành viên",
            Self::TwoMembers => "Công ty TNHH hai thành viên trở lên",
            Self::JointStock => "Công ty cổ phần",
        }
    }

    /// The one mark criterion 3.1 (loại hình tổ chức) leaves it. The joint stock company of the
    /// sample has less than 51 % of its capital from the community.
    pub(crate) const fn mark_of_kind(self) -> u8 {
        match self {
            Self::Household | Self::OneMember => 1,
            Self::TwoMembers | Self::JointStock => 2,
            Self::Cooperative => 3,
        }
    }

    /// The marks criterion 3.2 (sự tham gia của cộng đồng) leaves it.
    pub(crate) const fn marks_of_participation(self) -> [u8; 2] {
        match self {
            Self::Household | Self::OneMember => [0, 1],
            Self::TwoMembers | Self::JointStock | Self::Cooperative => [1, 2],
        }
    }
}

/// A product set (bộ sản phẩm) of Quyết định 1048, as far as the sample has it.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum ProductSet {
    Tea,
    ProcessedVegetable,
    ProcessedMeat,
    ProcessedFish,
    Rice,
    Spirit,
    Honey,
    FreshVegetable,
    OtherTea,
}

impl ProductSet {
    /// In the order of the ballots' sheets.
    pub(crate) const ALL: [Self; 9] = [
        Self::Tea,
        Self::OtherTea,
        Self::ProcessedVegetable,
        Self::ProcessedMeat,
        Self::ProcessedFish,
        Self::Rice,
        Self::Honey,
        Self::FreshVegetable,
        Self::Spirit,
    ];

    /// The name in the decision.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Tea => "Chè tươi, chế biến",
            Self::ProcessedVegetable => "Chế biến từ rau, củ, quả, hạt",
            Self::ProcessedMeat => "Chế biến từ thịt, trứng, sữa",
            Self::ProcessedFish => "Chế biến từ thủy, hải sản",
            Self::Rice => "Gạo, ngũ cốc",
            Self::Spirit => "Rượu trắng",
            Self::Honey => "Mật ong, các sản phẩm từ mật ong, mật khác",
            Self::FreshVegetable => "Rau, củ, quả, hạt tươi",
            Self::OtherTea => "Các sản phẩm khác từ chè, trà",
        }
    }

    /// The name within the 31 characters Excel allows a sheet.
    pub(crate) const fn sheet_name(self) -> &'static str {
        match self {
            Self::Honey => "Mật ong, sản phẩm từ mật ong",
            other => other.name(),
        }
    }
}
