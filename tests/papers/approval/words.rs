//! What the papers say.

use super::{COUNCIL, REPORT, SUBMISSION, scored};
use crate::support::judged::Judged;
use crate::support::round::RoundFolder;
use crate::support::workbooks::{Product, tea};
use crate::today;

#[track_caller]
fn says(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "{words}\n---\n{text}");
    }
}

fn paper_is_there(judged: &Judged, start: &str) -> bool {
    judged.papers().any(|(file, _)| file.starts_with(start))
}

#[test]
fn the_council_reports_to_the_one_who_decides() {
    let judged = today::round().judge();
    let document = judged.document(COUNCIL);
    assert_eq!(document.addressees, ["Chủ tịch Ủy ban nhân dân tỉnh Lai Châu"]);
    assert_eq!(document.signatures[0].capacity, ["CHỦ TỊCH"]);
    assert_eq!(document.header.number.as_ref().unwrap().symbol, "BC-HĐOCOP");
    says(
        &judged.paper(COUNCIL),
        &[
            "Thực hiện Quyết định số 26/2026/QĐ-TTg ngày 22/5/2026 của Thủ tướng Chính phủ",
            "Hội đồng đã chấm 07 sản phẩm, điểm trung bình thấp nhất 46,0 điểm (“Rượu ngô men lá \
             Dền Thàng”), cao nhất 92,0 điểm (“Trà Ô long Sương Tím”)",
            "1. Công nhận kết quả đánh giá, phân hạng và cấp Giấy chứng nhận sản phẩm OCOP đối \
             với 05 sản phẩm của 05 chủ thể, gồm: 02 sản phẩm 4 sao; 03 sản phẩm 3 sao.",
            "2. Phê duyệt kết quả đánh giá, phân hạng đối với 01 sản phẩm đạt từ 90 điểm trở lên",
            "1 | Trà Ô long Sương Tím | Hợp tác xã Chè Sương Tím Đoàn Kết | 92,0 | Đề nghị Trung \
             ương đánh giá",
            "Đạt 2 sao, chưa đủ hạng để tỉnh công nhận",
        ],
    );
    let earlier = RoundFolder::sample(&[]).judge();
    assert_eq!(earlier.document(COUNCIL).addressees, ["Ủy ban nhân dân tỉnh Lai Châu"]);
    says(&earlier.paper(COUNCIL), &["đều được chấm lại ở lần sau", "24 sản phẩm của 15 chủ thể"]);
}

#[test]
fn the_report_makes_no_remarks_of_its_own() {
    let round = || scored(&[(tea("Chè Tả Ngảo"), [25, 15, 20])]);
    let without = round().judge().paper(REPORT);
    assert!(!without.contains("NHẬN XÉT"), "{without}");
    says(&without, &["III. ĐỀ XUẤT, KIẾN NGHỊ"]);
    let remarks = "[report]\nremarks = [\"Bao bì còn đơn giản *{{ x }}*.\", \"#Hai\"]";
    let with = round().adding(remarks).judge().paper(REPORT);
    says(
        &with,
        &["III. NHẬN XÉT", "Bao bì còn đơn giản *{{ x }}*.", "#Hai", "IV. ĐỀ XUẤT, KIẾN NGHỊ"],
    );
}

#[test]
fn the_submission_encloses_what_the_round_has() {
    let judged = today::round().judge();
    let text = judged.paper(SUBMISSION);
    let at = text.find("III. HỒ SƠ TRÌNH KÈM").unwrap();
    let numbered = |line: &&str| line.starts_with(|sign: char| sign.is_ascii_digit());
    let enclosed: Vec<_> = text[at..].lines().skip(1).filter(numbered).map(until_gap).collect();
    assert_eq!(
        enclosed,
        [
            "1. Biên bản họp Hội đồng số",
            "2. Bảng tổng hợp điểm của Hội đồng;",
            "3. Báo cáo kết quả của Hội đồng số",
            "4. Báo cáo tổng hợp số",
            "5. Dự thảo quyết định;",
            "6. Dự thảo quyết định phê duyệt kết quả;",
            "7. Dự thảo công văn đề nghị Trung ương đánh giá.",
        ]
    );
    for draft in ["quyet-dinh", "quyet-dinh-phe-duyet-ket-qua", "cong-van-de-nghi-trung-uong"] {
        let document = judged.document(&format!("05-trinh-phe-duyet/du-thao-{draft}.pdf"));
        assert!(document.draft && document.title.starts_with("Dự thảo"), "{}", document.title);
        assert_eq!(document.header.number.as_ref().unwrap().value, None);
        assert!(!judged.document(&format!("06-quyet-dinh/{draft}.pdf")).draft);
    }
    let sample = RoundFolder::sample(&[]).judge().paper(SUBMISSION);
    says(&sample, &["5. Dự thảo quyết định.", "24 sản phẩm của 15 chủ thể, hạng 3 sao."]);
}

/// A line up to its first gap.
fn until_gap(line: &str) -> &str {
    line.split("  ").next().unwrap_or_default()
}

#[test]
fn numbers_and_days_are_cited_once_they_are_known() {
    let dated = |kind: &str, number: u16, day: u8| {
        format!("[papers.{kind}]\nnumber = {number}\ndate = 2026-11-{day}\n")
    };
    let papers = [
        dated("council_report", 4, 19),
        dated("report", 85, 20),
        dated("submission", 86, 20),
        dated("approval", 2107, 24),
        dated("proposal", 3310, 25),
    ];
    let judged = today::round().adding(&papers.concat()).judge();
    says(
        &judged.paper(SUBMISSION),
        &[
            "Báo cáo kết quả của Hội đồng số 04/BC-HĐOCOP ngày 19 tháng 11 năm 2026;",
            "Báo cáo tổng hợp số 85/BC-SNNMT ngày 20 tháng 11 năm 2026;",
        ],
    );
    let submission = "tại Tờ trình số 86/TTr-SNNMT ngày 20/11/2026.";
    says(&judged.paper("quyet-dinh"), &[submission]);
    says(&judged.paper("quyet-dinh-phe-duyet-ket-qua"), &[submission]);
    says(
        &judged.paper("cong-van-de-nghi-trung-uong"),
        &["tại Quyết định số 2107/QĐ-UBND ngày 24 tháng 11 năm 2026, gồm:"],
    );
    assert_eq!(judged.results["approval"]["number"], "2107/QĐ-UBND");
    assert_eq!(judged.results["approval"]["date"], "2026-11-24");
}

#[test]
fn the_letter_to_the_ministry_lists_the_dossier_of_the_act() {
    let judged = today::round().judge();
    let letter = judged.document("cong-van-de-nghi-trung-uong");
    assert_eq!(letter.addressees, ["Bộ Nông nghiệp và Môi trường"]);
    assert_eq!(
        letter.signatures[0].capacity,
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    );
    says(
        &judged.paper("cong-van-de-nghi-trung-uong"),
        &[
            "Hội đồng cấp tỉnh đã chấm 07 sản phẩm, trong đó 01 sản phẩm đạt từ 90 điểm trở lên.",
            "Hồ sơ gửi kèm gồm 01 bộ hồ sơ giấy và 01 bộ hồ sơ điện tử:",
            "1. Báo cáo đánh giá của Tổ tư vấn Hội đồng cấp tỉnh;",
            "6. 05 sản phẩm mẫu do chủ thể cung cấp",
        ],
    );
}

#[test]
fn nothing_is_said_of_the_ministry_where_no_product_is_proposed() {
    let judged = scored(&[(tea("Chè Tả Ngảo"), [25, 15, 20])]).judge();
    for paper in ["06-quyet-dinh/cong-van", "06-quyet-dinh/quyet-dinh-phe-duyet"] {
        assert!(!paper_is_there(&judged, paper), "{paper}");
    }
    let text = judged.paper(SUBMISSION);
    assert!(!text.contains("Trung ương") && !text.contains("90 điểm"), "{text}");
}

#[test]
fn before_2026_one_decision_proposes_and_the_letter_cites_it() {
    let judged = scored(&[(tea("Chè Tả Ngảo"), [33, 23, 38])]).judge();
    assert!(!paper_is_there(&judged, "06-quyet-dinh/quyet-dinh-phe-duyet"));
    says(&judged.paper("quyet-dinh"), &["tổ chức đánh giá, phân hạng cấp quốc gia đối với 01"]);
    says(
        &judged.paper("cong-van-de-nghi-trung-uong"),
        &["Hồ sơ của sản phẩm được gửi kèm Công văn này theo quy định."],
    );
}

#[test]
fn a_star_meanwhile_stays_in_the_decision_that_recognises() {
    let judged = today::round().typing("[decision]\n", "[decision]\nmeanwhile_star = 4\n").judge();
    says(
        &judged.paper("quyet-dinh"),
        &[
            "Hạng 4 sao: 03 sản phẩm của 02 chủ thể, trong đó 01 sản phẩm được công nhận trong \
             khi chờ Trung ương đánh giá, phân hạng",
            "Trà Ô long Sương Tím",
        ],
    );
    says(&judged.paper("quyet-dinh-phe-duyet-ket-qua"), &["Trà Ô long Sương Tím"]);
    says(
        &judged.paper(SUBMISSION),
        &["03 sản phẩm 4 sao (trong đó 01 sản phẩm được công nhận trong khi chờ Trung ương"],
    );
}

#[test]
fn nobody_is_made_to_sign_who_is_not_known() {
    let judged =
        scored(&[(tea("Chè Tả Ngảo"), [25, 15, 20])]).member_with(2, "post", "chuyên gia").judge();
    for paper in ["Báo cáo tổng hợp", "Tờ trình"] {
        assert!(judged.waits(paper).contains("người ký (signer)"), "{}", judged.waits(paper));
    }
    assert!(paper_is_there(&judged, COUNCIL));
}

#[test]
fn hostile_names_stand_on_the_papers_as_they_are() {
    let name = "*Chè* #1 $x$ <b> {{ 7 * 7 }} =1+1 [[bang-nhom]]";
    let long = "Chè Shan tuyết cổ thụ ướp hương sen, hương nhài và mật ong hoa rừng nguyên chất \
                vùng cao Mồ Sì San, Sì Lở Lầu, Dào San";
    let products = [
        (Product { owner: "Hợp tác xã <i>*A*</i> #B".into(), ..tea(name) }, [25, 15, 20]),
        (tea(long), [10, 5, 8]),
    ];
    let judged = scored(&products).judge();
    for paper in [COUNCIL, REPORT, SUBMISSION] {
        let text = judged.paper(paper);
        assert!(text.contains(long), "{paper}\n{text}");
    }
    says(&judged.paper(COUNCIL), &[name, "Hợp tác xã <i>*A*</i> #B"]);
    says(&judged.paper(REPORT), &[&format!("cao nhất là 60,0 điểm (“{name}”)")]);
}
