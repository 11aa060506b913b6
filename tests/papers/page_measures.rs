//! Measures the pages against Nghị định 30/2020/NĐ-CP, Phụ lục I. Sizes are in points, positions in
//! millimetres.

use std::ops::RangeInclusive;
use std::sync::OnceLock;

use crate::support::pdf::{Glyph, Page, Pdf, Piece};
use crate::support::round::RoundFolder;
use crate::support::run::Run;

/// What differs from kind to kind.
struct Kind {
    file: &'static str,
    symbol: &'static str,
    name: &'static str,
    subject: &'static str,
    /// How a paragraph of its body begins.
    paragraph: &'static str,
    /// First line of the signer's authority.
    capacity: &'static str,
}

const KINDS: [Kind; 4] = [
    Kind {
        file: "01-ke-hoach/ke-hoach.pdf",
        symbol: "/KH-UBND",
        name: "KẾ HOẠCH",
        subject: "Tổ chức đánh giá, phân hạng và công nhận sản phẩm OCOP tỉnh Lai Châu năm 2020 \
                  (đợt 2)",
        paragraph: "Cấp tỉnh tổ chức đánh giá, phân hạng",
        capacity: "KT. CHỦ TỊCH",
    },
    Kind {
        file: "02-giay-moi/01-",
        symbol: "/GM-HĐOCOP",
        name: "GIẤY MỜI",
        subject: "Dự họp Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Lai Châu năm 2020 (đợt 2)",
        paragraph: "Thời gian:",
        capacity: "CHỦ TỊCH",
    },
    Kind {
        file: "04-ket-qua-cham/bien-ban.pdf",
        symbol: "/BB-HĐOCOP",
        name: "BIÊN BẢN",
        subject: "Họp Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Lai Châu năm 2020 (đợt 2)",
        paragraph: "Hội đồng tiếp nhận",
        capacity: "CHỦ TỌA",
    },
    Kind {
        file: "06-quyet-dinh/quyet-dinh.pdf",
        symbol: "/QĐ-UBND",
        name: "QUYẾT ĐỊNH",
        subject: "Về việc phê duyệt kết quả đánh giá, phân hạng và cấp Giấy chứng nhận sản phẩm \
                  OCOP tỉnh Lai Châu năm 2020 (đợt 2)",
        paragraph: "Điều 2.",
        capacity: "TM. ỦY BAN NHÂN DÂN",
    },
];

const A4: (f64, f64) = (210.0, 297.0);
/// Mục I.3.
const TOP: RangeInclusive<f64> = 20.0..=25.0;
const BOTTOM: RangeInclusive<f64> = 20.0..=25.0;
const LEFT: RangeInclusive<f64> = 30.0..=35.0;
const RIGHT: RangeInclusive<f64> = 15.0..=20.0;
/// What a measure may be off.
const OFF: f64 = 0.1;
/// A point in millimetres.
const POINT: f64 = 25.4 / 72.0;
/// Ascender and descender of Times New Roman, in its size.
const ASCENDER: f64 = 0.891;
const DESCENDER: f64 = 0.216;

/// One run of the sample round serves all tests.
fn issued() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(|| RoundFolder::sample(&["districts"]).run())
}

/// Every kind of paper.
fn papers() -> impl Iterator<Item = (&'static Kind, Pdf)> {
    KINDS.iter().map(|kind| (kind, issued().paper(kind.file)))
}

fn decision() -> Pdf {
    issued().paper("06-quyet-dinh/quyet-dinh.pdf")
}

/// How many pages stand before the annex.
fn annex_start(paper: &Pdf) -> usize {
    let starts = |page: &Page| page.text().starts_with("Phụ lục");
    paper.pages.iter().position(starts).unwrap_or(paper.pages.len())
}

fn is_upright(page: &Page) -> bool {
    (page.width - A4.0).abs() < OFF && (page.height - A4.1).abs() < OFF
}

fn is_lying(page: &Page) -> bool {
    (page.width - A4.1).abs() < OFF && (page.height - A4.0).abs() < OFF
}

/// Everything printed but the page number.
fn type_area(page: &Page) -> impl Iterator<Item = &Glyph> {
    let inked = page.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty());
    inked.filter(|glyph| !(glyph.artifact && glyph.y < *TOP.start()))
}

/// Left and right edge of the text of some pages.
fn edges<'a>(pages: impl IntoIterator<Item = &'a Page>) -> (f64, f64) {
    let glyphs = pages.into_iter().flat_map(type_area);
    glyphs.fold((f64::INFINITY, 0.0), |(left, right), glyph| {
        (left.min(glyph.x), right.max(glyph.x + glyph.width))
    })
}

fn middle((left, right): (f64, f64)) -> f64 {
    f64::midpoint(left, right)
}

#[track_caller]
fn within(range: &RangeInclusive<f64>, value: f64, what: &str) {
    let near = range.start() - OFF..=range.end() + OFF;
    assert!(near.contains(&value), "{what}: {value:.2}, not {range:?}");
}

#[track_caller]
fn level(one: f64, other: f64, what: &str) {
    assert!((one - other).abs() < 0.5, "{what}: {one:.2} and {other:.2}");
}

#[track_caller]
fn set(piece: &Piece<'_>, sizes: RangeInclusive<f64>, style: &str) {
    within(&sizes, piece.size(), &piece.text());
    assert_eq!(piece.style(), style, "{}", piece.text());
}

#[test]
fn all_pages_are_a4_and_only_the_annex_lies_on_its_side() {
    for (kind, paper) in papers() {
        let (body, annex) = paper.pages.split_at(annex_start(&paper));
        assert!(!body.is_empty() && body.iter().all(is_upright), "{}", kind.file);
        assert!(annex.iter().all(is_lying), "{}", kind.file);
        assert_eq!(annex.is_empty(), kind.name != "QUYẾT ĐỊNH", "{}", kind.file);
    }
}

#[test]
fn nothing_but_the_page_number_stands_in_the_margins() {
    for (kind, paper) in papers() {
        let start = annex_start(&paper);
        for pages in [&paper.pages[..start], &paper.pages[start..]]
            .into_iter()
            .filter(|pages| !pages.is_empty())
        {
            let (left, right) = edges(pages);
            // Table cells stand a little inside their lines.
            let lines =
                pages.iter().flat_map(|page| &page.rules).flat_map(|rule| [rule.from.0, rule.to.0]);
            let (left, right) =
                lines.fold((left, right), |(left, right), x| (left.min(x), right.max(x)));
            within(&LEFT, left, &format!("{}: left margin", kind.file));
            within(&RIGHT, pages[0].width - right, &format!("{}: right margin", kind.file));
        }
        for (index, page) in paper.pages.iter().enumerate() {
            let reach = |glyph: &Glyph, share: f64| glyph.y + share * glyph.size * POINT;
            let top =
                type_area(page).map(|glyph| reach(glyph, -ASCENDER)).fold(f64::INFINITY, f64::min);
            let bottom = type_area(page).map(|glyph| reach(glyph, DESCENDER)).fold(0.0, f64::max);
            let what = format!("{} page {}", kind.file, index + 1);
            // A table begins with its line, two millimetres above its words at most.
            within(&(*TOP.start()..=TOP.end() + 2.0), top, &format!("{what}: top margin"));
            assert!(
                page.height - bottom > BOTTOM.start() - OFF,
                "{what}: bottom margin {}",
                page.height - bottom
            );
        }
    }
}

#[test]
fn a_full_page_is_filled_down_to_its_margin() {
    let plan = issued().paper("01-ke-hoach/ke-hoach.pdf");
    let bottom = plan.pages[1].body().map(|glyph| glyph.y).fold(0.0, f64::max);
    // Room for less than two more lines.
    within(
        &(*BOTTOM.start()..=BOTTOM.end() + 2.0 * 14.0 * 1.5 * POINT),
        A4.1 - bottom,
        "bottom of page 2",
    );
}

#[test]
fn quoc_hieu_and_tieu_ngu_stand_one_under_the_other_in_the_right_half() {
    for (_, paper) in papers() {
        let page = &paper.pages[0];
        let nation = page.piece("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        let motto = page.piece("Độc lập - Tự do - Hạnh phúc");
        set(&nation, 12.0..=13.0, "bold");
        set(&motto, 13.0..=14.0, "bold");
        assert_eq!((nation.lines().len(), motto.lines().len()), (1, 1));
        level(nation.middle(), motto.middle(), "centres");
        assert!(nation.middle() > A4.0 / 2.0);
        within(
            &(0.0..=1.5 * 1.15 * motto.size() * POINT),
            motto.baseline() - nation.baseline(),
            "line distance",
        );
        let rule = rule_under(page, &motto);
        level(rule.1 - rule.0, motto.right() - motto.left(), "the line is as long as the Tiêu ngữ");
        level(middle(rule), motto.middle(), "the line is centred");
    }
}

/// Left and right end of the line ruled under a piece.
#[track_caller]
fn rule_under(page: &Page, piece: &Piece<'_>) -> (f64, f64) {
    let lines = piece.lines();
    let last = lines.last().unwrap();
    let flat = page.rules.iter().filter(|rule| (rule.from.1 - rule.to.1).abs() < OFF);
    let mut below = flat.filter(|rule| (0.5..5.0).contains(&(rule.from.1 - last.baseline())));
    let overlaps =
        |rule: &&crate::support::pdf::Rule| rule.from.0 < last.right() && rule.to.0 > last.left();
    let rule = below.find(overlaps).unwrap_or_else(|| panic!("no line under `{}`", piece.text()));
    (rule.from.0, rule.to.0)
}

#[test]
fn the_number_stands_under_the_agency_and_level_with_the_date() {
    for (kind, paper) in papers() {
        let page = &paper.pages[0];
        let number = page.piece(&format!("Số: {}", kind.symbol));
        set(&number, 13.0..=13.0, "upright");
        let agency = page.piece(if kind.symbol.ends_with("UBND") {
            "TỈNH LAI CHÂU"
        } else {
            "OCOP TỈNH LAI CHÂU"
        });
        set(&agency, 12.0..=13.0, "bold");
        level(number.middle(), agency.middle(), "number under the agency");
        let (left, right) = rule_under(page, &agency);
        let share = (right - left) / (agency.right() - agency.left());
        within(&(1.0 / 3.0..=0.5), share, "line under the agency, as a share of it");
        if kind.name == "BIÊN BẢN" {
            continue;
        }
        let date = page.piece("Lai Châu, ngày tháng 12 năm 2020");
        set(&date, 13.0..=14.0, "italic");
        assert!(
            (date.baseline() - number.baseline()).abs() < OFF,
            "{}: number and date on one line",
            kind.file
        );
        level(
            date.middle(),
            page.piece("Độc lập - Tự do - Hạnh phúc").middle(),
            "date under the Tiêu ngữ",
        );
    }
}

#[test]
fn a_parent_agency_is_not_bold() {
    let invitation = issued().paper("02-giay-moi/01-");
    set(&invitation.pages[0].piece("UBND TỈNH LAI CHÂU"), 12.0..=13.0, "upright");
}

#[test]
fn minutes_have_no_place_and_date_line() {
    let minutes = issued().paper("04-ket-qua-cham/bien-ban.pdf");
    assert!(!minutes.text().contains("Lai Châu, ngày"));
}

#[test]
fn the_type_name_and_the_subject_stand_bold_in_the_middle() {
    for (kind, paper) in papers() {
        let page = &paper.pages[0];
        let centre = middle(edges(&paper.pages[..annex_start(&paper)]));
        let name = page.piece(kind.name);
        set(&name, 13.0..=14.0, "bold");
        level(name.middle(), centre, kind.name);
        let subject = page.piece(kind.subject);
        set(&subject, 13.0..=14.0, "bold");
        assert!(subject.baseline() > name.baseline());
        for line in subject.lines() {
            level(line.middle(), centre, &line.text());
        }
        let (left, right) = rule_under(page, &subject);
        level(middle((left, right)), centre, "line under the subject");
        let longest =
            subject.lines().iter().map(|line| line.right() - line.left()).fold(0.0, f64::max);
        within(
            &(1.0 / 3.0..=0.5),
            (right - left) / longest,
            "line under the subject, as a share of it",
        );
    }
}

#[test]
fn body_text_is_thirteen_or_fourteen_with_its_first_line_indented() {
    for (kind, paper) in papers() {
        let (left, _) = edges(&paper.pages[..annex_start(&paper)]);
        let paragraph = paper.piece(kind.paragraph);
        within(&(13.0..=14.0), paragraph.size(), kind.paragraph);
        let indent = paragraph.left() - left;
        assert!(
            [10.0, 12.7].iter().any(|allowed| (indent - allowed).abs() < OFF),
            "{}: {indent:.2} mm",
            kind.file
        );
    }
}

#[test]
fn lines_stand_single_to_one_and_a_half_apart_and_paragraphs_six_points_more() {
    let plan = issued().paper("01-ke-hoach/ke-hoach.pdf");
    let first = plan.pages[0].piece(
        "Căn cứ Quyết định số 781/QĐ-TTg ngày 08/6/2020 của Thủ tướng Chính phủ Sửa đổi, bổ sung \
         một số Phụ lục tại Quyết định số 1048/QĐ-TTg ngày 21/8/2019 của Thủ tướng Chính phủ về \
         việc ban hành Bộ tiêu chí về đánh giá, phân hạng sản phẩm Chương trình Mỗi xã một sản \
         phẩm;",
    );
    let next = plan.pages[0].piece("Căn cứ Quyết định số 542/QĐ-UBND");
    let baselines: Vec<_> = first.lines().iter().map(Piece::baseline).collect();
    let single = 1.15 * first.size() * POINT;
    let pitch = baselines[1] - baselines[0];
    within(&(single..=1.5 * single), pitch, "line distance");
    let gap = next.baseline() - baselines.last().unwrap() - pitch;
    assert!(gap > 6.0 * POINT - OFF, "paragraph gap {:.1} pt", gap / POINT);
}

#[test]
fn noi_nhan_stands_level_with_the_signers_authority() {
    for (kind, paper) in papers().filter(|(kind, _)| kind.name != "BIÊN BẢN") {
        let page = paper.pages.iter().find(|page| page.shows("Nơi nhận:")).unwrap();
        let heading = page.piece("Nơi nhận:");
        set(&heading, 12.0..=12.0, "bold italic");
        let capacity = page.piece(kind.capacity);
        set(&capacity, 13.0..=14.0, "bold");
        let apart = heading.baseline() - capacity.baseline();
        assert!(apart.abs() < 0.5, "{}: {apart:.2} mm apart", kind.file);
        assert!(heading.right() < capacity.left());
        let name = page.piece("Hà Trọng Hải");
        let name = if name.baseline() < capacity.baseline() {
            last_piece(page, "Hà Trọng Hải")
        } else {
            name
        };
        set(&name, 13.0..=14.0, "bold");
        level(name.middle(), capacity.middle(), "name under the authority");
    }
}

#[test]

fn noi_nhan_shares_its_baseline_with_the_signers_authority_in_the_invitation_too() {
    let invitation = issued().paper("02-giay-moi/01-");
    let apart = invitation.piece("Nơi nhận:").baseline() - invitation.piece("CHỦ TỊCH").baseline();
    assert!(apart.abs() < OFF, "{apart:.2} mm apart");
}

/// The piece among the last glyphs of a page.
fn last_piece<'a>(page: &'a Page, text: &str) -> Piece<'a> {
    let glyphs: Vec<_> = page.glyphs.iter().filter(|glyph| !glyph.artifact).collect();
    let start = glyphs.len() - text.chars().count();
    let piece = Piece { glyphs: glyphs[start..].to_vec() };
    assert_eq!(piece.text(), text);
    piece
}

#[test]
fn recipients_are_eleven_points_and_flush_left() {
    for (kind, paper) in papers() {
        let (left, _) = edges(&paper.pages[..annex_start(&paper)]);
        let page = paper.pages.iter().find(|page| page.shows("Nơi nhận:")).unwrap();
        let filed = page.piece("- Lưu: VT,");
        set(&filed, 11.0..=11.0, "upright");
        assert!((filed.left() - left).abs() < OFF, "{}: dash flush left", kind.file);
        set(&page.piece("Nơi nhận:"), 12.0..=12.0, "bold italic");
    }
}

#[test]
fn a_signature_never_stands_on_a_page_without_text() {
    for (kind, paper) in papers() {
        let page = paper.pages.iter().find(|page| page.shows("Nơi nhận:")).unwrap();
        let signed =
            page.piece(if kind.name == "BIÊN BẢN" { "THƯ KÝ" } else { "Nơi nhận:" }).baseline();
        assert!(page.body().any(|glyph| glyph.y < signed - 1.0), "{}", kind.file);
    }
}

#[test]
fn minutes_are_signed_in_two_columns() {
    let minutes = issued().paper("04-ket-qua-cham/bien-ban.pdf");
    let secretary = minutes.piece("THƯ KÝ");
    let chair = minutes.piece("CHỦ TỌA");
    set(&secretary, 13.0..=14.0, "bold");
    set(&chair, 13.0..=14.0, "bold");
    assert!((secretary.baseline() - chair.baseline()).abs() < OFF);
    let centre = middle(edges(&minutes.pages));
    assert!(secretary.right() < centre && chair.left() > centre);
}

#[test]
fn pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin() {
    for (kind, paper) in papers() {
        let start = annex_start(&paper);
        for pages in [&paper.pages[..start], &paper.pages[start..]]
            .into_iter()
            .filter(|pages| !pages.is_empty())
        {
            assert!(pages[0].number().is_none(), "{}: the first page has no number", kind.file);
            for (number, page) in (2..).zip(&pages[1..]) {
                let printed =
                    page.number().unwrap_or_else(|| panic!("{}: no number {number}", kind.file));
                assert_eq!(printed.text(), number.to_string(), "{}", kind.file);
                set(&printed, 13.0..=14.0, "upright");
                let centred = [middle(edges(pages)), page.width / 2.0];
                assert!(
                    centred.iter().any(|centre| (printed.middle() - centre).abs() < 1.0),
                    "{}",
                    kind.file
                );
            }
        }
    }
}

#[test]
fn the_annex_has_its_heading_its_title_and_its_reference() {
    let decision = decision();
    let page = &decision.pages[annex_start(&decision)];
    let centre = page.width / 2.0 + 5.0;
    let heading = page.piece("Phụ lục");
    set(&heading, 14.0..=14.0, "bold");
    let title = page.piece("DANH SÁCH SẢN PHẨM OCOP TỈNH LAI CHÂU ĐƯỢC CÔNG NHẬN NĂM 2020 (ĐỢT 2)");
    set(&title, 13.0..=14.0, "bold");
    let reference = page.piece(
        "(Kèm theo Quyết định số /QĐ-UBND ngày tháng 12 năm 2020 của Ủy ban nhân dân tỉnh Lai \
         Châu)",
    );
    set(&reference, 13.0..=14.0, "italic");
    for piece in [&heading, &title, &reference] {
        assert!((piece.middle() - centre).abs() < 3.0, "`{}` is centred", piece.text());
    }
    assert!(heading.baseline() < title.baseline() && title.baseline() < reference.baseline());
}

#[test]
fn a_table_repeats_its_headings_on_every_page() {
    let decision = decision();
    let annex = &decision.pages[annex_start(&decision)..];
    assert!(annex.len() > 1, "the sample fills two pages of annex");
    for page in annex {
        for heading in
            ["TT", "Tên sản phẩm", "Bộ sản phẩm", "Chủ thể", "Địa chỉ", "Điểm", "Hạng sao"]
        {
            assert!(page.shows(heading), "{heading}");
        }
    }
    let minutes = issued().paper("04-ket-qua-cham/bien-ban.pdf");
    let with_rows =
        minutes.pages.iter().filter(|page| page.shows("Hợp tác xã") && page.rules.len() > 10);
    let with_rows: Vec<_> = with_rows.collect();
    assert!(with_rows.len() > 1, "the sample's table of results is longer than a page");
    assert!(with_rows.iter().all(|page| page.shows("Tên sản phẩm") && page.shows("Ghi chú")));
}

#[test]
fn every_font_is_embedded_and_comes_from_the_program() {
    for (kind, paper) in papers() {
        assert!(!paper.fonts.is_empty());
        for font in &paper.fonts {
            assert!(font.embedded, "{}: {}", kind.file, font.name);
            let family = font.name.split('-').next();
            assert_eq!(family, Some("Tinos"), "{}", kind.file);
        }
    }
}

#[test]
fn the_file_says_what_it_is_in_vietnamese() {
    for (kind, paper) in papers() {
        assert!(paper.language.starts_with("vi"), "{}", paper.language);
        assert!(paper.title.to_uppercase().starts_with(kind.name), "{}", paper.title);
        assert!(paper.title.ends_with(kind.subject), "{}", paper.title);
        assert!(paper.author.contains("tỉnh Lai Châu"), "{}", paper.author);
    }
}

#[test]
fn every_paper_is_archivable_and_accessible() {
    for (kind, paper) in papers() {
        for mark in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
            assert!(paper.xmp.contains(mark), "{}: {mark}", kind.file);
        }
    }
}
