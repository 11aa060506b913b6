//! Products that were taken out of the round after their district had sent them.

use crate::support::copy::Copy;
use crate::support::judged::Judged;
use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{Product, submission, tea, totals};

const LIST: &str = "ho-so/sin-ho.xlsx";
const TEA: &str = "Chè Tả Ngảo";
const HONEY: &str = "Mật ong Tả Ngảo";
const REASON: &str = "chủ thể đề nghị rút ngày 05/12/2020";

/// A round of one session with a council of nine and these products, of which members score those
/// that they are given.
fn round(products: &[Product]) -> RoundFolder {
    RoundFolder::inviting(&["owners", "districts"])
        .with_council(9)
        .meeting_once()
        .with(LIST, submission("huyện Sìn Hồ", products))
}

fn scored(round: RoundFolder, given: &[(&Product, Option<f64>)]) -> RoundFolder {
    (1..=9).fold(round, |round, number| {
        round.with(&format!("phieu-cham/{number:02}.xlsx"), totals(&member(number), 1, given))
    })
}

fn withdrawing(round: RoundFolder, product: &str, more: &str) -> RoundFolder {
    round.adding(&format!("[[withdrawn]]\nproduct = \"{product}\"\n{more}\nreason = \"{REASON}\""))
}

fn both() -> RoundFolder {
    round(&[tea(TEA), tea(HONEY)])
}

#[track_caller]
fn is_withdrawn(judged: &Judged, product: &str) {
    assert_eq!(
        (judged.outcome(product), judged.reason(product)),
        ("withdrawn", REASON),
        "{:#?}",
        judged.findings
    );
}

#[test]
fn a_withdrawn_product_is_in_the_minutes_and_nowhere_else() {
    let judged = withdrawing(
        scored(both(), &[(&tea(TEA), Some(60.0)), (&tea(HONEY), Some(75.0))]),
        HONEY,
        "",
    )
    .judge();
    judged.told_for_sure(&[]);
    is_withdrawn(&judged, HONEY);
    assert_eq!(judged.outcome(TEA), "recognised");
    let minutes = judged.paper("bien-ban");
    let told = format!(
        "Có 01 sản phẩm đã rút khỏi đợt đánh giá: “{HONEY}” của Hợp tác xã Mây Núi ({REASON})."
    );
    assert!(minutes.contains(&told), "{minutes}");
    assert!(
        minutes.contains("Hội đồng đánh giá 01 sản phẩm") && minutes.contains("Tính 09 phiếu chấm"),
        "{minutes}"
    );
    assert!(!minutes.contains("không đủ điều kiện dự đánh giá"), "{minutes}");
    // Lists, reports and notices name it apart, with the reason.
    let telling = ["bien-ban", "danh-sach-du-danh-gia", "bao-cao", "to-trinh", "08-thong-bao"];
    let others = judged.papers().filter(|(file, _)| !telling.iter().any(|one| file.contains(one)));
    for (file, text) in others {
        assert!(!text.contains(HONEY), "{file} names it");
    }
    assert!(judged.paper("quyet-dinh").contains(TEA));
}

#[test]
fn its_ballots_are_given_and_not_counted() {
    let judged = withdrawing(
        scored(both(), &[(&tea(TEA), Some(60.0)), (&tea(HONEY), Some(75.0))]),
        HONEY,
        "",
    )
    .judge();
    assert!(judged.counted(HONEY, 1).is_empty());
    let told = judged.product(HONEY).to_string();
    assert!(told.contains("withdrawn") && told.contains("đã rút khỏi đợt đánh giá"), "{told}");
}

#[test]
fn nothing_about_it_is_missed() {
    // Without the declaration each of these is told.
    let odd = Product { set: "Bộ không có".into(), score: 45.0, star: 2, ..tea(HONEY) };
    let half = |products: &[Product]| scored(round(products), &[(&tea(TEA), Some(60.0))]);
    for products in [
        [tea(TEA), tea(HONEY)],
        [tea(TEA), odd],
        [tea(TEA), Product { score: 162.0, ..tea(HONEY) }],
        [tea(TEA), Product { star: 4, ..tea(HONEY) }],
        [tea(TEA), Product { kind: "Doanh nghiệp".into(), ..tea(HONEY) }],
        [tea(TEA), Product { kind: "Không rõ".into(), ..tea(HONEY) }],
        [tea(TEA), Product { address: "Xã Không Có".into(), ..tea(HONEY) }],
    ] {
        assert!(!half(&products).judge().codes().is_empty(), "{products:?}");
        let judged = withdrawing(half(&products), HONEY, "").judge();
        judged.told_for_sure(&[]);
        is_withdrawn(&judged, HONEY);
        assert_eq!(judged.outcome(TEA), "recognised");
    }
}

#[test]
fn faults_in_its_ballots_are_nobodys_and_those_beside_them_stay() {
    let given = [(&tea(TEA), Some(60.0)), (&tea(HONEY), Some(160.0))];
    scored(both(), &given).judge().tells("E302", "phieu-cham/01.xlsx · Phiếu chấm!D6");
    withdrawing(scored(both(), &given), HONEY, "").judge().told_for_sure(&[]);
    let judged = withdrawing(scored(both(), &given), TEA, "").judge();
    assert_eq!(judged.findings("E302").len(), 9);
    is_withdrawn(&judged, TEA);
    assert_eq!(judged.outcome(HONEY), "held");
}

#[test]
fn one_that_nobody_knows_keeps_the_papers_about_products() {
    let judged = withdrawing(
        scored(both(), &[(&tea(TEA), Some(60.0)), (&tea(HONEY), Some(60.0))]),
        "Mật ong Ta Ngảo",
        "",
    )
    .judge();
    judged.told_for_sure(&["E363"]);
    let finding = judged.tells("E363", "round.toml · withdrawn");
    assert!(
        finding.remedy.as_ref().unwrap().starts_with(&format!("Có phải “{HONEY}” không?")),
        "{finding:?}"
    );
    for paper in ["Giấy mời", "Biên bản", "Quyết định"] {
        assert_eq!(
            judged.waits(paper),
            "sửa lỗi E363: chưa rõ sản phẩm nào đã rút (“Mật ong Ta Ngảo”)"
        );
    }
    assert!(judged.papers().any(|(file, _)| file == "01-ke-hoach/ke-hoach.pdf"));
}

#[test]
fn of_two_owners_the_declaration_says_whose_it_is() {
    let other = Product { owner: "Hợp tác xã Đồi Xanh".into(), ..tea(TEA) };
    let two = || {
        let round = round(&[tea(TEA), other.clone()]);
        scored(round, &[(&tea(TEA), Some(60.0)), (&other, Some(60.0))])
    };
    let judged = withdrawing(two(), TEA, "").judge();
    judged.told_for_sure(&["E363"]);
    assert_eq!(
        judged.findings("E363")[0].allowed.as_deref(),
        Some("Hợp tác xã Mây Núi; Hợp tác xã Đồi Xanh"),
        "{:#?}",
        judged.findings
    );
    let judged = withdrawing(two(), "chè  tả ngảo", "owner = \"HTX Đồi Xanh\"").judge();
    judged.told_for_sure(&[]);
    let outcomes: Vec<_> = judged.results["products"].as_array().unwrap().iter().collect();
    let kinds: Vec<_> =
        outcomes.iter().map(|product| product["outcome"]["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["recognised", "withdrawn"]);
    let decision = judged.paper("quyet-dinh");
    assert!(
        decision.contains("Hợp tác xã Mây Núi") && !decision.contains("Đồi Xanh"),
        "{decision}"
    );
}

#[test]
fn an_owner_whose_only_product_is_withdrawn_is_not_invited() {
    let other = Product { owner: "Hợp tác xã Đồi Xanh".into(), ..tea(HONEY) };
    let judged = withdrawing(round(&[tea(TEA), other]), HONEY, "").judge();
    judged.told(&[]);
    let invited: Vec<_> = judged
        .papers()
        .map(|(file, _)| file)
        .filter(|file| file.starts_with("02-giay-moi/"))
        .collect();
    assert_eq!(invited.len(), 2, "{invited:?}");
    assert!(invited.iter().all(|file| !file.contains("doi-xanh")), "{invited:?}");
}

#[test]
fn one_that_its_list_withdraws_itself_needs_no_other_product() {
    let mut list = Copy::of("ho-so/than-uyen.xlsx");
    let named = list.text(list.beginning("Gạo")).to_owned();
    let at = list.under("Ghi chú", &named);
    list.write(at, "Đã rút");
    let folder = RoundFolder::settings().with("ho-so/than-uyen.xlsx", list.bytes());
    let judged = withdrawing(folder, &named, "").judge();
    assert!(judged.findings("E363").is_empty(), "{:#?}", judged.findings);
    assert_eq!(judged.findings("W220").len(), 1);
}

#[test]
fn the_summary_has_a_column_for_it_only_where_there_is_one() {
    let given = [(&tea(TEA), Some(60.0)), (&tea(HONEY), Some(60.0))];
    let run = withdrawing(scored(both(), &given), HONEY, "").run();
    assert!(run.said.contains("Không đủ ĐK  Đã rút"), "{}", run.said);
    assert_eq!(run.results()["products"][1]["outcome"]["kind"], "withdrawn");
    let explained = withdrawing(scored(both(), &given), HONEY, "").explain(&[HONEY]);
    assert!(explained.said.contains("Đã rút khỏi đợt đánh giá"), "{}", explained.said);
    let run = scored(both(), &given).run();
    assert!(!run.said.contains("Đã rút"), "{}", run.said);
}
