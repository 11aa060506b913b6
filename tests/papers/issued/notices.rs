//! Notices of the results to units and owners.

use std::path::Path;

use ocop::criteria::LegalForm;

use super::{HOSTILE, LONG, decided, one, scored};
use crate::support::judged::Judged;
use crate::support::marks::{Marks, full_ballot, set};
use crate::support::round::{RoundFolder, council};
use crate::support::workbooks::{Product, submission, tea, unanimous};

const OWNER: &str = "08-thong-bao/chu-the/01";
const UNIT: &str = "08-thong-bao/don-vi/01";

#[track_caller]
fn says(text: &str, words: &[&str]) {
    for words in words {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn an_owner_reads_the_star_its_term_and_what_the_next_star_needs() {
    let judged = decided(one("Chè Tả Ngảo")).judge();
    let notice = judged.paper(OWNER);
    says(
        &notice,
        &[
            "Kết quả đánh giá, phân hạng sản phẩm OCOP của Hợp tác xã Mây Núi",
            "Quyết định số 1757/QĐ-UBND ngày 11 tháng 12 năm 2020",
            "Chè Tả Ngảo: được công nhận hạng 3 sao",
            "Sản phẩm được 62,0 điểm.",
            "có giá trị 36 tháng, đến ngày 11 tháng 12 năm 2023",
            "cần từ 70 điểm, tức là thêm 8,0 điểm",
        ],
    );
    // 1048/QĐ-TTg sets no days for a new evaluation, and no rounds in the year.
    assert!(!notice.contains("công nhận lại") && !notice.contains("đợt tới"), "{notice}");
    let document = judged.document(OWNER);
    assert_eq!(document.recipients[..2], ["Hợp tác xã Mây Núi;", "UBND huyện Sìn Hồ;"]);
    assert_eq!(document.blanks(), ["số văn bản", "ngày ban hành"]);
}

#[test]
fn a_product_below_three_stars_learns_how_many_points_it_lacks_and_where_they_are() {
    let product = tea("Chè Tả Ngảo");
    let set = set(&product.set);
    let marks = Marks::middling(set, LegalForm::Cooperative);
    // The lowest marks where no other criterion depends on them: the product falls below 50 points.
    let free = |position: usize| {
        let criterion = &set.criteria[position];
        let needed = set.criteria.iter().any(|other| other.needs == Some(position));
        criterion.knock_out.is_none() && criterion.needs.is_none() && !needed
    };
    let marks = (0..set.criteria.len()).filter(|at| free(*at)).take(20).fold(marks, |marks, at| {
        let allowed = set.criteria[at].allowed_for(&[LegalForm::Cooperative]);
        let least = allowed.into_iter().find(|mark| *mark > 0).unwrap();
        marks.with(&set.criteria[at].code, f64::from(least))
    });
    let other = tea("Chè bốn sao");
    let high = Marks::highest(set, LegalForm::Cooperative).with("4.1", 1.0);
    let round = RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", &[product.clone(), other.clone()]))
        .meeting_once();
    let round = (1..).zip(council()).fold(round, |round, (number, member): (usize, _)| {
        let ballot = full_ballot(&member, 1, &[(&product, &marks), (&other, &high)]);
        round.with(&format!("phieu-cham/{number:02}.xlsx"), ballot)
    });
    let judged = round.judge();
    let sum = marks.sum();
    assert!(sum < 50.0, "{sum}");
    let notice = judged.paper(OWNER);
    let lacks = format!("còn thiếu {:.1} điểm", 50.0 - sum).replace('.', ",");
    says(
        &notice,
        &[
            "1. Chè Tả Ngảo: chưa được công nhận",
            "phải có từ 50 điểm trở lên",
            &lacks,
            "Tiêu chí còn có thể tăng điểm nhiều nhất:",
            "Tiêu chí | Điểm trung bình | Điểm tối đa | Còn có thể tăng",
            "nộp hồ sơ của sản phẩm chưa được công nhận cho UBND huyện Sìn Hồ",
        ],
    );
    let rows: Vec<f64> = notice
        .lines()
        .filter(|line| line.matches(" | ").count() == 3 && !line.starts_with("Tiêu chí"))
        .map(|line| line.rsplit(" | ").next().unwrap().replace(',', ".").parse().unwrap())
        .collect();
    assert_eq!(rows.len(), 6);
    assert!(rows.is_sorted_by(|one, next| one >= next), "{rows:?}");
}

#[test]
fn the_decision_without_number_and_day_leaves_blanks_on_the_notice() {
    let judged = one("Chè Tả Ngảo").judge();
    let blanks = judged.document(OWNER).blanks();
    assert_eq!(
        blanks.len(),
        4,
        "number and day of the notice, of the decision, the end: {blanks:?}"
    );
    assert!(judged.paper(OWNER).contains("/QĐ-UBND"));
}

#[test]
fn where_nothing_is_recognised_the_notice_tells_what_the_council_found() {
    let judged = scored(&[(&tea("Chè Tả Ngảo"), [10, 10, 20])]).judge();
    assert!(judged.waits("Quyết định").contains("ít nhất một sản phẩm"));
    for start in [OWNER, UNIT] {
        let notice = judged.paper(start);
        says(&notice, &["không có sản phẩm nào đủ hạng để công nhận"]);
        assert!(!notice.contains("đã ban hành"), "{notice}");
    }
    says(&judged.paper(UNIT), &["Chưa có sản phẩm nào của huyện Sìn Hồ được công nhận"]);
}

#[test]
fn notices_wait_while_nothing_is_decided_and_a_product_may_still_be() {
    let product = tea("Chè Tả Ngảo");
    let round = RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&product)))
        .meeting_once()
        .with_all(unanimous(1, &[(&product, [20, 12, 30])]));
    let ballot = walk(&round.input("phieu-cham")).pop().unwrap();
    fs_err::remove_file(ballot).unwrap();
    let judged = round.judge();
    assert!(judged.waits("Thông báo kết quả").contains("còn chờ phiếu chấm"));
}

#[test]
fn notices_wait_while_ballots_are_to_come() {
    let product = tea("Chè Tả Ngảo");
    let judged = RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&product)))
        .judge();
    assert_eq!(judged.waits("Thông báo kết quả"), "biên bản, đang chờ phiếu chấm của Hội đồng");
}

#[test]
fn withdrawn_refused_stopped_and_waiting_products_read_well() {
    let products = ["Chè một", "Chè hai", "Chè ba", "Chè bốn", "Chè năm"].map(tea);
    let [good, stopped, waiting, gone, refused] = &products;
    let refused = &Product { score: 40.0, star: 2, ..refused.clone() };
    let parts = [20, 12, 30];
    let all = [good, stopped, waiting, gone, refused].map(|product| (product, parts));
    let judged = scored(&all)
        .adding(
            "[[verdicts]]\nproduct = \"Chè hai\"\nverdict = \"knocked_out\"\nreason = \"nguyên \
             liệu nhập khẩu\"\n[[verdicts]]\nproduct = \"Chè ba\"\nverdict = \
             \"supplement\"\nreason = \"kiểm nghiệm vi sinh.\"\n[[withdrawn]]\nproduct = \"Chè \
             bốn\"\nreason = \"chủ thể đề nghị rút\"",
        )
        .judge();
    let notice = judged.paper(OWNER);
    says(
        &notice,
        &[
            "1. Chè một: được công nhận hạng 3 sao",
            "2. Chè hai: bị dừng đánh giá",
            "Sản phẩm bị dừng đánh giá vì: nguyên liệu nhập khẩu.",
            "3. Chè ba: chưa kết luận, cần kiểm nghiệm hoặc bổ sung hồ sơ",
            "kiểm nghiệm hoặc bổ sung: kiểm nghiệm vi sinh. Chủ thể gửi",
            "4. Chè bốn: đã rút khỏi đợt đánh giá",
            "đã rút khỏi đợt này: chủ thể đề nghị rút.",
            "5. Chè năm: không đủ điều kiện dự đánh giá",
        ],
    );
    let unit = judged.paper(UNIT);
    says(&unit, &["có 05 sản phẩm", "01 sản phẩm được công nhận;", "62,0"]);
}

#[test]
fn hostile_and_long_names_print_literally() {
    let product = Product { owner: format!("HTX {HOSTILE}"), ..tea(HOSTILE) };
    let long = Product { owner: LONG.into(), ..tea(LONG) };
    let parts = [20, 12, 30];
    let run = decided(scored(&[(&product, parts), (&long, parts)])).run();
    let notice = run.paper("08-thong-bao/chu-the/01");
    assert!(notice.text().contains(HOSTILE), "{}", notice.text());
    run.paper("08-thong-bao/chu-the/02");
    let unit = run.paper("08-thong-bao/don-vi/01");
    assert!(unit.pages.iter().all(|page| page.body().all(|glyph| glyph.x + glyph.width < 191.0)));
}

/// The example round under 26/2026/QĐ-TTg.
fn today() -> RoundFolder {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/round_2026/inputs");
    let mut round = RoundFolder::empty();
    for file in walk(&folder) {
        let name = file.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
        round = round.with(&name, fs_err::read(&file).unwrap());
    }
    round
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

#[test]
fn today_a_notice_names_the_days_of_the_next_evaluation_and_of_the_next_round() {
    let judged = today().judge();
    let notices: Vec<_> = owners(&judged).collect();
    assert!(notices.len() > 1);
    let recognised = notices.iter().find(|text| text.contains("được công nhận hạng")).unwrap();
    says(
        recognised,
        &["nộp hồ sơ cho UBND", "trong khoảng từ 180 đến 120 ngày trước khi Giấy chứng nhận hết"],
    );
    let open = notices.iter().find(|text| text.contains("chưa được công nhận")).unwrap();
    says(open, &["UBND cấp xã đề nghị lên tỉnh trước ngày 30/4/2027"]);
    let proposed =
        notices.iter().find(|text| text.contains("đề nghị Trung ương đánh giá hạng 5 sao"));
    says(proposed.unwrap(), &["Hạng 5 sao do Trung ương đánh giá, công nhận"]);
    let judged = today().setting("papers.decision.date", day("2026-11-27")).judge();
    let dated = owners(&judged).find(|text| text.contains("được công nhận hạng")).unwrap();
    says(&dated, &["từ ngày 31/5/2029 đến ngày 30/7/2029"]);
}

fn day(text: &str) -> toml::value::Datetime {
    text.parse().unwrap()
}

fn owners(judged: &Judged) -> impl Iterator<Item = String> {
    judged
        .papers()
        .filter(|(file, _)| file.starts_with("08-thong-bao/chu-the/"))
        .map(|(_, text)| text)
}

#[test]
fn a_figure_of_a_notice_is_explained() {
    let round = decided(one("Chè Tả Ngảo"));
    let told = round.explain(&["--paper", "08-thong-bao/chu-the/01-hop-tac-xa-may-nui.pdf", "8,0"]);
    says(&told.said, &["số điểm còn thiếu để “Chè Tả Ngảo” đạt 4 sao"]);
}
