//! The papers of the approval: reports, submission with drafts, the decision that approves apart, the
//! letter to the Ministry. What they say, that their sums are those of `ket-qua.json`, and how their
//! pages look.

mod dates;
mod pages;
mod sums;
mod words;

use crate::support::round::{RoundFolder, council};
use crate::support::workbooks::{Product, ballot, submission, tea};

const REPORT: &str = "05-trinh-phe-duyet/bao-cao-tong-hop";
const COUNCIL: &str = "04-ket-qua-cham/bao-cao-hoi-dong";
const SUBMISSION: &str = "05-trinh-phe-duyet/to-trinh";

/// Sets of three groups.
const SETS: [&str; 3] = ["Chè tươi, chế biến", "Rượu trắng", "Rau, củ, quả, hạt tươi"];

/// The sample's council scores these products of Sìn Hồ once; every member gives the same parts.
fn scored(products: &[(Product, [u8; 3])]) -> RoundFolder {
    let listed: Vec<_> = products.iter().map(|(product, _)| product.clone()).collect();
    let given: Vec<_> = products.iter().map(|(product, parts)| (product, *parts)).collect();
    let round = RoundFolder::settings()
        .meeting_once()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", &listed));
    council().iter().enumerate().fold(round, |round, (index, member)| {
        round.with(&format!("phieu-cham/{index:02}.xlsx"), ballot(member, 1, &given))
    })
}

/// 61 products of four districts and three sets, of every star and two to an owner.
fn sixty_one() -> RoundFolder {
    let districts = ["thành phố Lai Châu", "huyện Sìn Hồ", "huyện Than Uyên", "huyện Tam Đường"];
    let products: Vec<_> = (0..61_u8)
        .map(|number| {
            let parts = [5 + number % 31, 10 + number % 16, 15 + number % 26];
            let product = Product {
                owner: format!("Hợp tác xã số {}", number / 2),
                score: f64::from(50 + number % 40),
                star: if number % 40 < 20 { 3 } else { 4 },
                set: SETS[usize::from(number) % SETS.len()].into(),
                ..tea(&format!("Chè Shan tuyết đặc sản số {number:02}"))
            };
            (product, parts)
        })
        .collect();
    let round = districts.iter().enumerate().fold(
        RoundFolder::settings().meeting_once(),
        |round, (index, district)| {
            let own: Vec<_> = products
                .iter()
                .skip(index)
                .step_by(4)
                .map(|(product, _)| product.clone())
                .collect();
            round.with(&format!("ho-so/{index}.xlsx"), submission(district, &own))
        },
    );
    let given: Vec<_> = products.iter().map(|(product, parts)| (product, *parts)).collect();
    council().iter().enumerate().fold(round, |round, (index, member)| {
        round.with(&format!("phieu-cham/{index:02}.xlsx"), ballot(member, 1, &given))
    })
}
