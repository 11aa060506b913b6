//! Which words over a column mean which field, as officials write them.
//!
//! All without diacritics, abbreviations written out. The words that begin first in a heading decide, so `Địa chỉ cơ sở sản
//! xuất` is an address and `Tên chủ thể, địa chỉ` an owner; of those that begin together, the longest.

use super::field::Field::{
    self, Address, Commune, District, Item, Kind, Order, Owner, Papers, PartA, PartB, PartC, Phone, Product,
    Representative, Set, Star, TaxCode, Total,
};

/// Words that mean a field.
pub(super) struct Synonyms {
    /// The field; `None` for columns that are known and not read.
    pub(super) field: Option<Field>,
    /// Whether better words in another column take the field away.
    pub(super) weak: bool,
    /// Words that may stand anywhere in the heading.
    pub(super) within: &'static [&'static str],
    /// Words that must be the whole heading.
    pub(super) whole: &'static [&'static str],
}

const fn known(field: Field, weak: bool, within: &'static [&'static str], whole: &'static [&'static str]) -> Synonyms {
    Synonyms { field: Some(field), weak, within, whole }
}

const STRONG: bool = false;
const WEAK: bool = true;

/// All synonyms.
pub(super) const SYNONYMS: [Synonyms; 36] = [
    known(Order, STRONG, &[], &["tt", "stt", "so tt", "so thu tu", "thu tu"]),
    known(
        Product,
        STRONG,
        &["ten san pham", "ten cac san pham", "ten goi san pham", "san pham dang ky", "san pham de nghi"],
        &["san pham tham gia", "san pham du thi", "san pham ocop", "ten hang hoa", "san pham danh gia"],
    ),
    known(Product, WEAK, &[], &["san pham", "ten", "ten hang"]),
    known(
        Set,
        STRONG,
        &["bo san pham", "bo tieu chi", "phan nhom", "thuoc bo"],
        &["bo", "ten bo", "nhom bo", "nhom bo nganh"],
    ),
    known(
        Set,
        WEAK,
        &["nhom san pham", "nganh hang", "nhom hang", "nhom nganh", "nganh san pham"],
        &["nhom", "nganh", "loai san pham", "phan loai san pham", "thuoc nhom"],
    ),
    known(
        Owner,
        STRONG,
        &["chu the", "ten va dia chi chu the"],
        &["ten chu so huu", "chu so huu", "chu san pham", "ten chu the"],
    ),
    known(
        Owner,
        WEAK,
        &[
            "co so san xuat",
            "ten co so",
            "don vi san xuat",
            "don vi dang ky",
            "don vi tham gia",
            "don vi kinh doanh",
            "to chuc ca nhan",
            "nha san xuat",
            "co so dang ky",
            "ten don vi",
            "ten doanh nghiep",
            "ten to chuc",
            "ten htx",
        ],
        &["don vi", "co so", "to chuc", "doanh nghiep"],
    ),
    known(
        Kind,
        STRONG,
        &[
            "loai hinh",
            "hinh thuc to chuc",
            "hinh thuc phap ly",
            "loai chu the",
            "phan loai chu the",
            "tu cach phap nhan",
        ],
        &["hinh thuc", "loai to chuc"],
    ),
    known(Address, STRONG, &["dia chi"], &[]),
    known(Address, WEAK, &["dia diem", "noi san xuat", "tru so", "noi o"], &[]),
    known(Commune, STRONG, &["xa phuong"], &[]),
    known(District, STRONG, &["huyen thanh pho"], &["huyen", "huyen tp"]),
    known(District, WEAK, &[], &["dia ban", "dia phuong", "don vi trinh", "don vi gui", "don vi de nghi"]),
    known(Representative, STRONG, &["dai dien", "nguoi dai dien"], &[]),
    known(
        Representative,
        WEAK,
        &["chu co so", "chu ho", "giam doc", "nguoi dung dau", "nguoi lien he", "chu nhiem"],
        &["ho ten", "ho va ten"],
    ),
    known(Phone, STRONG, &["dien thoai", "so dien thoai", "di dong"], &["dt", "so dt", "dtdd", "hotline"]),
    known(TaxCode, STRONG, &["ma so thue", "ma so doanh nghiep", "ma thue"], &[]),
    known(PartA, STRONG, &["suc manh cong dong"], &["diem a", "a", "p a", "tong a"]),
    known(PartB, STRONG, &["kha nang tiep thi"], &["diem b", "b", "p b", "tong b", "tiep thi"]),
    known(PartC, STRONG, &[], &["diem c", "c", "p c", "tong c", "chat luong san pham", "diem chat luong san pham"]),
    known(
        Total,
        STRONG,
        &[
            "tong diem",
            "tong so diem",
            "tong cong diem",
            "diem trung binh",
            "diem binh quan",
            "diem danh gia",
            "diem cap huyen",
            "diem huyen",
            "diem dat",
            "diem cham",
            "so diem",
            "diem tong",
        ],
        &["tong", "tong cong", "cong", "diem", "trung binh", "tong diem"],
    ),
    known(
        Star,
        STRONG,
        &["hang sao", "so sao", "xep hang", "hang de nghi", "sao de nghi", "de nghi sao", "de nghi xep hang"],
        &["phan hang", "xep loai", "ket qua xep loai", "ket qua phan hang", "phan hang san pham", "hang", "sao"],
    ),
    known(
        Star,
        WEAK,
        &["phan hang", "xep loai", "dat sao", "sao dat", "muc sao", "cap sao", "dat hang"],
        &["de nghi cong nhan"],
    ),
    known(
        Item(0),
        STRONG,
        &["phieu dang ky", "don dang ky", "giay dang ky san pham", "bieu 01", "bieu 02", "mau 01", "mau 02"],
        &["dang ky san pham"],
    ),
    known(
        Item(1),
        STRONG,
        &["phuong an", "ke hoach kinh doanh", "ke hoach san xuat", "bieu 03", "mau 03"],
        &["ke hoach"],
    ),
    known(
        Item(2),
        STRONG,
        &["gioi thieu bo may", "bo may to chuc", "gioi thieu to chuc", "to chuc bo may", "bieu 04", "mau 04"],
        &["bo may", "gioi thieu"],
    ),
    known(
        Item(3),
        STRONG,
        &[
            "dang ky kinh doanh",
            "phieu dang ky kinh doanh",
            "giay dang ky kinh doanh",
            "giay phep kinh doanh",
            "giay kinh doanh",
            "dang ky doanh nghiep",
            "dang ky hop tac xa",
            "dang ky htx",
            "dang ky ho kinh doanh",
            "dang ky hkd",
        ],
        &["giay phep"],
    ),
    known(Item(4), STRONG, &["san pham mau", "mau san pham", "so luong san pham mau", "mau vat"], &["mau"]),
    known(Papers, STRONG, &["thanh phan ho so", "tinh trang ho so", "tinh hinh ho so", "kiem tra ho so"], &["ho so"]),
    known(
        Papers,
        WEAK,
        &[],
        &[
            "ho so kem theo",
            "ho so san pham",
            "ho so bat buoc",
            "ho so gui kem",
            "ho so ocop",
            "giay to kem theo",
            "ho so giay to",
        ],
    ),
    unread(&["ghi chu", "ma so", "ma san pham", "ma ho so", "so ho so", "so bo ho so", "ma vach"], &[]),
    unread(&["tu cham", "tu danh gia", "diem toi da", "thang diem", "diem chuan"], &[]),
    unread(&["don vi tinh", "dang san pham", "san pham mau ma"], &["so luong", "so san pham", "so chu the"]),
    unread(&["danh sach", "bang tong hop", "bieu tong hop", "phu luc", "kem theo cong van"], &[]),
    unread(&["ngay cap", "noi cap", "sao y", "sao chep"], &["nguoi cham", "tieu chi"]),
    unread(&["dien tich", "doanh thu", "gia ban", "san luong"], &["thon", "ban", "thon ban"]),
];

/// Words of columns that are known and not read.
const fn unread(within: &'static [&'static str], whole: &'static [&'static str]) -> Synonyms {
    Synonyms { field: None, weak: false, within, whole }
}

/// Words of headings that are right as they are, and no misspelling of another word.
pub(super) const RIGHT: [&str; 27] = [
    "dien", "tich", "tem", "ban", "gia", "the", "ngay", "thang", "nam", "khu", "vuc", "thon", "quy", "mo", "doanh",
    "thu", "lao", "dong", "von", "chung", "nhan", "luong", "chat", "cong", "khac", "nguon", "xuat",
];

/// Words that are never taken to be misspelt: too many others look like them.
pub(super) const NEVER_MISSPELT: [&str; 7] = ["phan", "tong", "ten", "bo", "ma", "so", "nhom"];
