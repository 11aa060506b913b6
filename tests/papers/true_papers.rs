//! Tests of sentences that depend on what happened: who attended, who presided, what was granted,
//! what bodies are called.

use crate::support::judged::Judged;
use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{Product, submission, tea, totals};

const LIST: &str = "ho-so/sin-ho.xlsx";
const TEA: &str = "Chè Tả Ngảo";

fn away(numbers: &[usize]) -> String {
    let away = numbers
        .iter()
        .map(|number| format!("{{ name = \"{}\", reason = \"ốm\" }}", member(*number)));
    format!("absent = [{}]", away.collect::<Vec<_>>().join(", "))
}

/// A round of one session with a council of nine, of which these give every product this total.
fn scored(products: &[Product], total: f64, members: &[usize]) -> RoundFolder {
    let round = RoundFolder::settings()
        .meeting_once()
        .with_council(9)
        .with(LIST, submission("huyện Sìn Hồ", products));
    members.iter().fold(round, |round, number| {
        let given: Vec<_> = products.iter().map(|product| (product, Some(total))).collect();
        round.with(&format!("phieu-cham/{number:02}.xlsx"), totals(&member(*number), 1, &given))
    })
}

const ALL: [usize; 9] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

fn presided(judged: &Judged, name: &str) {
    let minutes = judged.paper("bien-ban");
    let (_, rest) = minutes.split_once("Chủ trì (chủ tọa): ").unwrap();
    assert!(rest.starts_with(&format!("Ông {name}, ")), "{minutes}");
}

#[test]
fn the_vice_chair_presides_where_the_chair_is_away_and_signs_the_minutes() {
    let chair = member(1);
    let round = scored(&[tea(TEA)], 60.0, &ALL[1..]).in_session(1, &away(&[1]));
    let judged = round.setting("papers.minutes.signer.name", chair.as_str()).judge();
    judged.told(&["W441"]);
    let finding = judged.tells("W441", "round.toml · papers.minutes.signer");
    assert_eq!(finding.found.as_deref(), Some(chair.as_str()));
    presided(&judged, &member(2));
    let minutes = judged.paper("bien-ban");
    let (there, rest) = minutes.split_once("Thành viên Hội đồng vắng mặt:").unwrap();
    assert!(
        !there.contains(&chair)
            && rest.contains(&format!("Ông {chair}, chuyên gia - Chủ tịch Hội đồng (lý do: ốm)"))
    );
    assert_eq!(judged.document("bien-ban").signatures[1].name, member(2));
}

#[test]
fn the_round_may_say_who_presided() {
    let round =
        scored(&[tea(TEA)], 60.0, &ALL).in_session(1, &format!("presiding = \"{}\"", member(5)));
    let judged = round.setting("papers.minutes.signer.name", member(5)).judge();
    judged.told(&[]);
    presided(&judged, &member(5));
}

#[test]
fn minutes_wait_for_a_name_where_a_valid_session_had_nobody_to_preside() {
    let quorum = |settings: &mut toml::Table| {
        let rules = settings["rules"].as_table_mut().unwrap();
        rules["quorum"].as_table_mut().unwrap().insert("with_chair".into(), false.into());
    };
    let round = scored(&[tea(TEA)], 60.0, &ALL[2..]).in_session(1, &away(&[1, 2])).changing(quorum);
    let judged = round.judge();
    assert!(
        judged.waits("Biên bản").starts_with("tên người chủ trì lần chấm 1"),
        "{}",
        judged.waits("Biên bản")
    );
}

#[test]
fn a_quorum_that_lacks_its_leader_is_told_with_that_reason() {
    let judged = scored(&[tea(TEA)], 60.0, &ALL[2..]).in_session(1, &away(&[1, 2])).judge();
    let finding = judged.tells("E309", "round.toml · lần chấm 1");
    assert_eq!(
        finding.found.as_deref(),
        Some("7/9 thành viên có mặt, không có Chủ tịch, Phó Chủ tịch")
    );
    let minutes = judged.paper("bien-ban");
    let reason = "bảo đảm ít nhất 07/09 nhưng không có Chủ tịch hoặc Phó Chủ tịch Hội đồng dự họp \
                  theo quy định";
    assert!(minutes.contains(reason) && !minutes.contains("không đủ 07/09"), "{minutes}");
    assert!(!minutes.contains("60,0") && !minutes.contains("Hội đồng thống nhất"), "{minutes}");
    assert_eq!(judged.document("bien-ban").signatures[1].name, "");
}

#[test]
fn a_substitute_is_listed_with_the_member_and_the_authority() {
    let instead = format!(
        "replaced = [{{ name = \"{}\", by = \"Bà Lý Thị Mẩy\", authority = \"Giấy ủy quyền số 5\" \
         }}]",
        member(9)
    );
    let round = scored(&[tea(TEA)], 60.0, &ALL[..8]).in_session(1, &instead);
    let judged = round
        .with("phieu-cham/09.xlsx", totals("Lý Thị Mẩy", 1, &[(&tea(TEA), Some(60.0))]))
        .judge();
    let minutes = judged.paper("bien-ban");
    let line = format!(
        "Bà Lý Thị Mẩy, dự thay Ông {} (Giấy ủy quyền số 5) - Thành viên Hội đồng;",
        member(9)
    );
    assert!(
        minutes.contains(&line) && !minutes.contains(&format!("- Ông {},", member(9))),
        "{minutes}"
    );
}

#[test]
fn a_decision_that_only_proposes_speaks_of_no_certificate() {
    let judged = scored(&[tea(TEA)], 92.0, &ALL).judge();
    let decision = judged.paper("quyet-dinh");
    assert!(decision.contains("và đề nghị đánh giá, phân hạng cấp quốc gia"), "{decision}");
    assert!(
        decision.contains("Điều 3.")
            && !decision.contains("Điều 4.")
            && !decision.contains("Giấy chứng nhận"),
        "{decision}"
    );
    assert_eq!(judged.document("quyet-dinh").recipients[0], "Như Điều 3;");
    assert!(decision.contains("Chủ tịch UBND huyện Sìn Hồ;"), "{decision}");
    let minutes = judged.paper("bien-ban");
    assert!(
        minutes.contains("01 sản phẩm đề nghị Trung ương đánh giá, phân hạng;")
            && !minutes.contains("cấp Giấy chứng nhận")
    );
}

#[test]
fn what_the_province_certifies_in_the_meantime_is_counted_once() {
    let judged = scored(&[tea(TEA)], 92.0, &ALL).setting("decision.meanwhile_star", 4).judge();
    let minutes = judged.paper("bien-ban");
    assert!(!minutes.contains("đạt 4 sao;"), "{minutes}");
    assert!(
        minutes.contains("đánh giá, phân hạng; trong khi chờ, tỉnh công nhận hạng 4 sao;"),
        "{minutes}"
    );
    let decision = judged.paper("quyet-dinh");
    assert!(
        decision.contains("trong đó 01 sản phẩm được công nhận trong khi chờ Trung ương đánh giá"),
        "{decision}"
    );
}

#[test]
fn the_chairs_ballots_are_left_out_in_one_sentence() {
    let products = [tea(TEA), tea("Chè Suối Thầu"), tea("Chè Mây Núi")];
    let judged = scored(&products, 60.0, &ALL).setting("rules.chair_ballot_counts", false).judge();
    let minutes = judged.paper("bien-ban");
    let sentence = format!(
        "Phiếu chấm của Ông {} không tính vào điểm của sản phẩm nào (03 phiếu): theo quy định của \
         đợt, phiếu của Chủ tịch Hội đồng không tính vào điểm.",
        member(1)
    );
    assert_eq!(minutes.matches(&sentence).count(), 1, "{minutes}");
    assert_eq!(minutes.matches("không tính").count(), 2, "{minutes}");
}

#[test]
fn a_product_whose_row_holds_an_error_is_recognised_nowhere() {
    let sound = tea("Chè Suối Thầu");
    let faulty =
        Product { kind: "Cơ sở SX".into(), owner: "Cơ sở Bếp Lửa".into(), ..tea(TEA) };
    let judged = scored(&[faulty, sound], 60.0, &ALL).judge();
    assert!(!judged.findings("E215").is_empty(), "{:#?}", judged.codes());
    assert_eq!((judged.outcome(TEA), judged.outcome("Chè Suối Thầu")), ("held", "recognised"));
    assert!(
        judged.reason(TEA).starts_with("danh sách của đơn vị có lỗi phải sửa ở ô "),
        "{}",
        judged.reason(TEA)
    );
    assert!(!judged.paper("quyet-dinh").contains(TEA));
}

#[test]
fn kinds_of_owners_add_up_to_the_owners() {
    let of = |name: &str, owner: &str, kind: &str| Product {
        owner: owner.into(),
        kind: kind.into(),
        ..tea(name)
    };
    let products = [
        of(TEA, "HTX Một", "Hợp tác xã"),
        of("Chè Mây Núi", "HTX Một", "Tổ hợp tác"),
        of("Chè Suối Thầu", "Cơ sở Hai", "Hộ kinh doanh"),
    ];
    let minutes = scored(&products, 60.0, &ALL).judge().paper("bien-ban");
    let counts =
        "03 hồ sơ sản phẩm của 02 chủ thể (01 hộ kinh doanh, 01 chủ thể chưa rõ loại hình)";
    assert!(minutes.contains(counts), "{minutes}");
}

#[test]
fn a_body_that_no_longer_exists_is_told_where_it_is_named() {
    let dated = |settings: &mut toml::Table| {
        for paper in ["plan", "minutes", "decision", "invitation"] {
            settings["papers"][paper]
                .as_table_mut()
                .unwrap()
                .insert("date".into(), "2026-11".into());
        }
    };
    let judged = scored(&[tea(TEA)], 92.0, &ALL).changing(dated).judge();
    let places: Vec<String> =
        judged.findings("W440").iter().map(|finding| finding.place.to_string()).collect();
    assert!(places.iter().any(|place| place == "round.toml · round.standing_agency"), "{places:?}");
    assert!(places.iter().all(|place| !place.starts_with("templates/")), "{places:?}");
    assert!(
        judged
            .paper("quyet-dinh")
            .contains("đề nghị Bộ Nông nghiệp và Môi trường tổ chức đánh giá")
    );
}

#[test]
fn the_annex_names_the_set_as_the_act_does() {
    let typed = Product { set: "CHÈ TƯƠI,  chế biến".into(), ..tea(TEA) };
    let decision = scored(&[typed], 60.0, &ALL).judge().paper("quyet-dinh");
    assert!(decision.contains("| Chè tươi, chế biến |"), "{decision}");
}
