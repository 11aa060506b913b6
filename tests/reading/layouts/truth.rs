//! The truth of a made-up round: its people, its products, and the marks that the council gave.
//! Every sheet is made from it, and every result is compared with it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use ocop::criteria::{LegalForm, ProductSet};
use ocop::round::{self, Round};
use toml::Value;

use super::chance::Chance;
use crate::support::marks::set;
use crate::support::round::RoundFolder;

/// Title, name and post of the members; none of them exists.
pub(crate) const MEMBERS: [(&str, &str, &str); 5] = [
    ("Ông", "Lò Văn Chương", "Phó Giám đốc Sở Công Thương"),
    ("Bà", "Trần Thị Minh Nguyệt", "Phó Giám đốc Sở Y tế"),
    ("Ông", "Vàng A Páo", "Phó Giám đốc Sở Khoa học và Công nghệ"),
    ("Bà", "Hoàng Thị Thu Hiền", "Phó Giám đốc Sở Tài nguyên và Môi trường"),
    ("Ông", "Phạm Quốc Toàn", "Phó Giám đốc Sở Văn hóa, Thể thao và Du lịch"),
];

/// The days of the sessions in the sample's settings.
pub(crate) const DAYS: [u8; 2] = [8, 9];

/// Sets with criteria, and what people make of them.
const SETS: [(&str, [&str; 4]); 10] = [
    (
        "Chè tươi, chế biến",
        ["Chè Shan tuyết Tà Mung", "Hồng trà Tả Lèng", "Chè xanh Bản Bo", "Bạch trà Khun Há"],
    ),
    (
        "Rượu trắng",
        ["Rượu ngô Sùng Phài", "Rượu thóc Nậm Loỏng", "Rượu nếp Mường So", "Rượu Tả Ngảo"],
    ),
    (
        "Chế biến từ rau, củ, quả, hạt",
        ["Măng khô Hồ Thầu", "Bơ lạc Than Uyên", "Miến dong Bình Lư", "Mứt gừng Pa Ủ"],
    ),
    (
        "Chế biến từ thịt, trứng, sữa",
        ["Thịt trâu gác bếp", "Lạp sườn hun khói", "Bò khô Mường Than", "Giò lợn đen Nậm Manh"],
    ),
    (
        "Cà phê, Ca cao",
        [
            "Cà phê bột Nậm Sỏ",
            "Cà phê rang xay Phúc Khoa",
            "Ca cao Trung Đồng",
            "Cà phê mật Hố Mít",
        ],
    ),
    (
        "Mật ong, các sản phẩm từ mật ong, mật khác",
        ["Mật ong hoa rừng", "Mật ong bạc hà Dào San", "Sáp ong Nậm Cha", "Mật ong hoa chít"],
    ),
    (
        "Gia vị khác",
        ["Muối chẩm chéo", "Hạt dổi Tà Tổng", "Mắc khén Mù Cả", "Bột gia vị nướng Thu Lũm"],
    ),
    (
        "Rau, củ, quả, hạt tươi",
        ["Bơ sáp Mường Than", "Chuối tây Phong Thổ", "Su su Sìn Hồ", "Hạt mắc ca tươi"],
    ),
    (
        "Mỹ phẩm",
        ["Xà phòng bồ kết", "Dầu gội bồ kết sả", "Bộ dưỡng da mật ong", "Tinh dầu sả Pắc Ta"],
    ),
    (
        "Đồ uống không cồn",
        ["Nước ép chanh leo", "Nước cốt mận tam hoa", "Trà thảo mộc Sin Suối", "Nước lê Sìn Hồ"],
    ),
];

/// An owner, the words for its kind, and its legal form.
const OWNERS: [(&str, &str, LegalForm); 4] = [
    ("Hợp tác xã Mây Núi", "Hợp tác xã", LegalForm::Cooperative),
    ("Hộ kinh doanh Bếp Tả Ngảo", "Hộ kinh doanh", LegalForm::Household),
    (
        "Công ty TNHH một thành viên Đồi Xanh",
        "Công ty TNHH một thành viên",
        LegalForm::OneMemberLtd,
    ),
    ("Tổ hợp tác Nà Lúa", "Tổ hợp tác", LegalForm::CooperativeGroup),
];

#[derive(Debug, Clone)]
pub(crate) struct Product {
    pub(crate) name: &'static str,
    pub(crate) set: &'static ProductSet,
    pub(crate) owner: &'static str,
    pub(crate) kind: &'static str,
    form: LegalForm,
    pub(crate) district: &'static str,
    /// The district's score.
    pub(crate) score: u8,
}

/// Session, member, product.
pub(crate) type Key = (u8, usize, usize);

#[derive(Debug, Clone)]
pub(crate) struct Truth {
    pub(crate) members: usize,
    pub(crate) sessions: u8,
    pub(crate) products: Vec<Product>,
    /// A mark a criterion.
    pub(crate) marks: BTreeMap<Key, Vec<u8>>,
}

impl Truth {
    pub(crate) fn draw(chance: &mut Chance) -> Self {
        let members = chance.between(2, 4);
        let sessions = if chance.of(65) { 1 } else { 2 };
        let mut products = Vec::new();
        let mut sets = SETS;
        chance.shuffle(&mut sets);
        let how_many = if chance.of(65) { 1 } else { 2 };
        for (name, mut names) in sets.into_iter().take(how_many) {
            chance.shuffle(&mut names);
            for product in names.into_iter().take(chance.pick(&[1, 2, 2, 3])) {
                let (owner, kind, form) = chance.pick(&OWNERS);
                let district =
                    if chance.of(70) { "huyện Sìn Hồ" } else { "huyện Mường Tè" };
                products.push(Product {
                    name: product,
                    set: set(name),
                    owner,
                    kind,
                    form,
                    district,
                    score: 0,
                });
            }
        }
        let mut marks = BTreeMap::new();
        for (index, product) in products.iter_mut().enumerate() {
            let common = agreed(chance, product);
            product.score = sum(&common);
            for session in 1..=sessions {
                let mut given: Vec<Vec<u8>> = Vec::new();
                while given.len() < members {
                    let own = varied(chance, product, &common);
                    if !given.contains(&own) {
                        given.push(own);
                    }
                }
                marks.extend(
                    given
                        .into_iter()
                        .enumerate()
                        .map(|(member, own)| ((session, member, index), own)),
                );
            }
        }
        Self { members, sessions, products, marks }
    }

    pub(crate) fn score(&self, key: Key) -> u8 {
        sum(&self.marks[&key])
    }

    pub(crate) fn round(&self) -> &'static Round {
        static ROUNDS: OnceLock<BTreeMap<(usize, u8), Round>> = OnceLock::new();
        let rounds = || {
            let sizes = (2..=4).flat_map(|members| [(members, 1), (members, 2)]);
            sizes
                .map(|(members, sessions)| ((members, sessions), settings(members, sessions)))
                .collect()
        };
        &ROUNDS.get_or_init(rounds)[&(self.members, self.sessions)]
    }
}

fn settings(members: usize, sessions: u8) -> Round {
    let folder = RoundFolder::settings();
    let folder = if sessions == 1 { folder.meeting_once() } else { folder };
    let people: Vec<Value> = MEMBERS[..members]
        .iter()
        .zip(["chair", "vice_chair", "member", "member", "member"])
        .map(|((title, name, post), role)| {
            let words = [("title", *title), ("name", *name), ("post", *post), ("role", role)];
            Value::Table(
                words.map(|(key, word)| (key.to_owned(), Value::from(word))).into_iter().collect(),
            )
        })
        .collect();
    round::read_round(&folder.setting("council.members", people).input("")).0.unwrap()
}

fn sum(marks: &[u8]) -> u8 {
    marks.iter().sum()
}

/// The marks that may be given here and stop nothing; 0 only where nothing hangs on it.
fn free(product: &Product, criterion: usize) -> Vec<u8> {
    let mut allowed = product.set.criteria[criterion].allowed_for(&[product.form]);
    let stops = product.set.criteria[criterion]
        .knock_out
        .as_ref()
        .is_some_and(|knock_out| knock_out.at_mark.is_some());
    let is_base = product.set.criteria.iter().any(|other| other.needs == Some(criterion));
    if stops || is_base {
        allowed.retain(|mark| *mark > 0);
    }
    allowed
}

/// Marks well inside a band of stars from 3 to 4.
fn agreed(chance: &mut Chance, product: &Product) -> Vec<u8> {
    let mut marks: Vec<u8> = (0..product.set.criteria.len())
        .map(|criterion| chance.pick(&free(product, criterion)))
        .collect();
    let band = if chance.of(50) { 55..=65 } else { 75..=84 };
    while !band.contains(&sum(&marks)) {
        let criterion = chance.below(marks.len());
        let low = sum(&marks) < *band.start();
        let better: Vec<u8> = free(product, criterion)
            .into_iter()
            .filter(|mark| (*mark > marks[criterion]) == low)
            .collect();
        if !better.is_empty() {
            marks[criterion] = chance.pick(&better);
        }
        if !low
            && marks
                .iter()
                .enumerate()
                .all(|(criterion, mark)| *mark == free(product, criterion)[0])
        {
            break;
        }
    }
    marks
}

/// Marks of one member: a few differ, and the total by no more than four points.
fn varied(chance: &mut Chance, product: &Product, common: &[u8]) -> Vec<u8> {
    loop {
        let mut marks = common.to_vec();
        for _ in 0..chance.between(1, 5) {
            let criterion = chance.below(marks.len());
            marks[criterion] = chance.pick(&free(product, criterion));
        }
        if sum(&marks).abs_diff(sum(common)) <= 4 {
            return marks;
        }
    }
}
