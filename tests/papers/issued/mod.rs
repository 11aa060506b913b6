//! Tests of the papers that follow the decision: certificates, notices, excerpts.

mod certificates;
mod excerpts;
mod notices;

use toml::value::Datetime;

use crate::support::round::RoundFolder;
use crate::support::workbooks::{Product, submission, tea, unanimous};

/// A name of 121 letters.
const LONG: &str = "Sản phẩm chè Shan tuyết cổ thụ trăm năm tuổi hái tay một tôm hai lá sao suốt \
                    bằng chảo gang đun củi ở bản vùng cao Tả Ngảo";

/// Signs that mean something to Markdown, to templates or to Typst.
const HOSTILE: &str = "*Chè* $x$ #let <b> {{ x }} =1+1 [[a]] \\ _Ngảo_";

/// A round of one session in which a district sent these products, each with the parts of its
/// points.
fn scored(products: &[(&Product, [u8; 3])]) -> RoundFolder {
    let sent: Vec<Product> = products.iter().map(|(product, _)| (*product).clone()).collect();
    RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", &sent))
        .with_all(unanimous(1, products))
        .meeting_once()
}

/// A round with one product of 62 points.
fn one(name: &str) -> RoundFolder {
    scored(&[(&tea(name), [20, 12, 30])])
}

/// The round with the number and the day of its decision.
fn decided(round: RoundFolder) -> RoundFolder {
    let day: Datetime = "2020-12-11".parse().unwrap();
    round.setting("papers.decision.number", 1757).setting("papers.decision.date", day)
}

#[test]
fn sixty_one_products_have_their_certificates_notices_and_one_excerpt() {
    let products: Vec<Product> = (1..=61)
        .map(|number| Product {
            owner: format!("Hợp tác xã số {}", number % 20),
            ..tea(&format!("Chè số {number}"))
        })
        .collect();
    let all: Vec<_> = products.iter().map(|product| (product, [20, 12, 30])).collect();
    let judged = scored(&all).judge();
    let files: Vec<String> = judged.papers().map(|(file, _)| file.to_owned()).collect();
    let count = |folder: &str| files.iter().filter(|file| file.starts_with(folder)).count();
    assert_eq!(count("07-giay-chung-nhan/"), 61);
    assert_eq!(count("08-thong-bao/don-vi/"), 1);
    assert_eq!(count("08-thong-bao/chu-the/"), 20);
    assert_eq!(count("06-quyet-dinh/trich-sao/"), 1);
    let excerpt = judged.paper("06-quyet-dinh/trich-sao/");
    assert!(excerpt.contains("61 | Chè số 61"), "{excerpt}");
    assert!(excerpt.trim_end().ends_with("3 sao"), "nothing of the list is left out: {excerpt}");
}
