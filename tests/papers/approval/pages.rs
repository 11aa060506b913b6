//! How the pages look. Positions in millimetres.

use super::{COUNCIL, REPORT, SUBMISSION, scored, sixty_one};
use crate::support::pdf::{Pdf, alternatives};
use crate::support::run::Run;
use crate::support::workbooks::{Product, tea};
use crate::today;

/// Everything lies between the margins of Nghị định 30/2020/NĐ-CP; the number of the page and the
/// mark of a draft stand above.
#[track_caller]
fn lies_within_margins(name: &str, pdf: &Pdf) {
    for (index, page) in pdf.pages.iter().enumerate() {
        let right = page.width - 20.0 + 0.7;
        for glyph in page.body() {
            let at = (glyph.x, glyph.y);
            assert!(glyph.x >= 28.0 && glyph.x <= right, "{name}, page {}: {at:?}", index + 1);
            assert!(glyph.y <= page.height - 19.0, "{name}, page {}: {at:?}", index + 1);
        }
    }
}

#[track_caller]
fn all_within_margins(run: &Run) {
    for paper in [COUNCIL, REPORT, SUBMISSION] {
        lies_within_margins(paper, &run.paper(&format!("{paper}.pdf")));
    }
}

#[test]
fn charts_of_sixty_one_products_are_cut_into_parts_that_fit() {
    let run = sixty_one().run();
    all_within_margins(&run);
    let report = run.paper(REPORT);
    let text = report.text();
    for part in ["Biểu đồ 3. Điểm của cấp huyện và điểm của Hội đồng", "(tiếp theo)"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("Biểu đồ 4."), "{text}");
    // What a part of a chart shows stands in its alternative text, product by product.
    let told = alternatives(&run.files()[&format!("{REPORT}.pdf")]);
    assert_eq!(told.len(), 5, "{told:?}");
    for number in 0..61 {
        let name = format!("Chè Shan tuyết đặc sản số {number:02}");
        assert!(text.contains(&name), "{name}");
        let points = format!("{name}: Cấp huyện {},0, Hội đồng ", 50 + number % 40);
        assert!(told.iter().any(|alternative| alternative.contains(&points)), "{points}");
    }
}

#[test]
fn the_papers_of_2026_keep_their_margins_and_are_marked_as_drafts_where_they_are() {
    let run = today::round().run();
    all_within_margins(&run);
    let pages = |start: &str| run.paper(start).pages.len();
    assert!(pages(REPORT) <= 5 && pages(SUBMISSION) == 2 && pages(COUNCIL) <= 3);
    for draft in ["quyet-dinh.pdf", "quyet-dinh-phe-duyet-ket-qua.pdf"] {
        let pdf = run.paper(&format!("05-trinh-phe-duyet/du-thao-{draft}"));
        assert!(pdf.pages[0].text().contains("DỰ THẢO"), "{}", pdf.pages[0].text());
        assert!(!pdf.pages[1].text().contains("DỰ THẢO"));
        assert!(!run.paper(&format!("06-quyet-dinh/{draft}")).text().contains("DỰ THẢO"));
    }
    let captions = ["Bảng 1. Kết quả đánh giá, phân hạng", "Bảng 2.", "Bảng 4.", "Biểu đồ 3."];
    let text = run.paper(REPORT).text();
    for caption in captions {
        assert!(text.contains(caption), "{caption}\n{text}");
    }
}

/// Nghị định 30/2020/NĐ-CP, Phụ lục I, mục V: sizes and styles of the parts that these papers add.
#[test]
fn the_parts_of_a_submission_are_set_as_the_decree_asks() {
    let run = scored(&[(tea("Chè Tả Ngảo"), [25, 15, 20])]).run();
    let paper = run.paper(SUBMISSION);
    for (text, size, style) in [
        ("TỜ TRÌNH", 14.0, "bold"),
        ("Kính gửi: Ủy ban nhân dân tỉnh Lai Châu", 14.0, "upright"),
        ("I. KẾT QUẢ CỦA HỘI ĐỒNG", 14.0, "bold"),
        ("GIÁM ĐỐC", 14.0, "bold"),
        ("Nơi nhận:", 12.0, "bold italic"),
    ] {
        let piece = paper.piece(text);
        assert!((piece.size() - size).abs() < 0.05, "{text}: {}", piece.size());
        assert_eq!(piece.style(), style, "{text}");
    }
    let report = run.paper(REPORT);
    let caption = report.piece("Bảng 1. Kết quả đánh giá, phân hạng");
    assert_eq!((caption.size().round(), caption.style()), (12.0, "bold"));
    let total = report.piece("Tổng cộng");
    assert_eq!((total.size().round(), total.style()), (12.0, "bold"));
}

#[test]
fn a_very_long_name_breaks_in_tables_and_is_cut_in_charts() {
    let long = "Chè Shan tuyết cổ thụ ướp hương sen, hương nhài và mật ong hoa rừng nguyên chất \
                vùng cao Mồ Sì San, Sì Lở Lầu, Dào San, Pa Vây Sử";
    let unbroken = "X".repeat(120);
    let products = [
        (tea(long), [25, 15, 20]),
        (Product { owner: unbroken.clone(), ..tea(&unbroken) }, [20, 15, 20]),
    ];
    all_within_margins(&scored(&products).run());
}

#[test]
fn a_number_of_the_report_is_explained_to_the_products_it_counts() {
    let round =
        scored(&[(tea("Chè Tả Ngảo"), [25, 15, 20]), (tea("Chè Sà Dề Phìn"), [25, 15, 21])]);
    round.run();
    let told = round.explain(&["--paper", "05-trinh-phe-duyet/bao-cao-tong-hop.pdf", "02"]);
    assert!(told.said.contains("Chè Sà Dề Phìn"), "{}\n{}", told.said, told.complained);
}
