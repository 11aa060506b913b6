//! Certificates.

use std::sync::OnceLock;

use ocop::documents::model::Sheet;
use ocop::templates::Templates;
use ocop::typeset::Typesetter;

use super::{HOSTILE, LONG, decided, one, scored};
use crate::support::judged::Judged;
use crate::support::pdf::Page;
use crate::support::round::RoundFolder;
use crate::support::run::Run;
use crate::support::workbooks::{Product, tea};

const FOLDER: &str = "07-giay-chung-nhan/";

fn certificates(judged: &Judged) -> Vec<String> {
    let papers = judged.papers().filter(|(file, _)| file.starts_with(FOLDER));
    papers.map(|(file, _)| file.to_owned()).collect()
}

#[test]
fn a_certificate_says_product_owner_address_star_decision_and_validity() {
    let run = plain();
    run.ended(0);
    let paper = run.paper("07-giay-chung-nhan/01-che-ta-ngao");
    assert_eq!(paper.pages.len(), 1);
    let page = &paper.pages[0];
    for words in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU",
        "GIẤY CHỨNG NHẬN",
        "Chè Tả Ngảo",
        "Hợp tác xã Mây Núi",
        "Xã Tả Ngảo, huyện Sìn Hồ",
        "SẢN PHẨM ĐẠT OCOP 3 SAO CẤP TỈNH NĂM 2020",
        "Quyết định số 1757/QĐ-UBND",
        "Có giá trị đến ngày 11 tháng 12 năm 2023",
        "Lai Châu, ngày 11 tháng 12 năm 2020",
        "KT. CHỦ TỊCH",
        "Hà Trọng Hải",
    ] {
        page.piece(words);
    }
    assert!((page.width - 210.0).abs() < 0.1 && (page.height - 297.0).abs() < 0.1);
    let title = page.piece("GIẤY CHỨNG NHẬN");
    assert!((title.middle() - 105.0).abs() < 0.5 && title.size() > 30.0);
    within_the_frame(page);
    assert_eq!(paper.title, "Giấy chứng nhận sản phẩm OCOP 3 sao: Chè Tả Ngảo");
}

/// The run of a round with one product and a dated decision.
fn plain() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(|| decided(one("Chè Tả Ngảo")).run())
}

/// Nothing is printed on the frame or beyond it.
#[track_caller]
fn within_the_frame(page: &Page) {
    for glyph in page.body() {
        let (left, right) = (glyph.x, glyph.x + glyph.width);
        assert!(left > 24.0 && right < 186.0, "{} at {left:.1}–{right:.1}", glyph.text);
        assert!(glyph.y > 24.0 && glyph.y < 273.0, "{} at {:.1}", glyph.text, glyph.y);
    }
}

#[test]
fn a_certificate_before_the_decision_has_a_day_is_a_sheet_to_proof_read() {
    let judged = one("Chè Tả Ngảo").judge();
    let document = judged.document("07-giay-chung-nhan/01");
    let blanks = document.blanks();
    assert!(blanks.iter().any(|blank| blank.contains("Quyết định số")), "{blanks:?}");
    assert!(blanks.iter().any(|blank| blank.contains("Có giá trị đến")), "{blanks:?}");
    let judged = decided(one("Chè Tả Ngảo")).judge();
    assert_eq!(judged.document("07-giay-chung-nhan/01").blanks(), [""; 0]);
}

#[test]
fn certificates_come_in_the_order_of_the_annex_and_only_for_recognised_products() {
    let products = ["Chè ba sao", "Chè bốn sao", "Chè hai sao"].map(tea);
    let [three, four, two] = &products;
    let judged =
        scored(&[(three, [20, 12, 30]), (four, [30, 20, 30]), (two, [10, 10, 20])]).judge();
    assert_eq!(
        certificates(&judged),
        ["07-giay-chung-nhan/01-che-bon-sao.pdf", "07-giay-chung-nhan/02-che-ba-sao.pdf"]
    );
    let Some(Sheet::Certificate(sheet)) = &judged.document("07-giay-chung-nhan/01").sheet else {
        panic!("a certificate");
    };
    assert_eq!((sheet.star, sheet.product.as_str()), (4, "Chè bốn sao"));
}

#[test]
fn certificates_wait_for_the_decision_and_for_a_recognised_product() {
    let judged = scored(&[(&tea("Chè Tả Ngảo"), [10, 10, 20])]).judge();
    let reason = judged.waits("Giấy chứng nhận");
    assert!(reason.contains("quyết định"), "{reason}");
    assert_eq!(certificates(&judged), [""; 0]);
}

#[test]
fn very_long_names_shrink_and_stay_above_the_signature() {
    let product =
        Product { owner: format!("Hợp tác xã {LONG}"), address: LONG.into(), ..tea(LONG) };
    let run = decided(scored(&[(&product, [20, 12, 30])])).run();
    let paper = run.paper("07-giay-chung-nhan/01-");
    assert_eq!(paper.pages.len(), 1);
    let page = &paper.pages[0];
    within_the_frame(page);
    let star = page.piece("SẢN PHẨM ĐẠT OCOP 3 SAO");
    let day = page.piece("Lai Châu, ngày 11");
    assert!(star.baseline() + 3.0 < day.baseline(), "{} {}", star.baseline(), day.baseline());
    let short = plain().paper(FOLDER);
    assert!(page.piece("Sản phẩm chè Shan").size() < short.pages[0].piece("Chè Tả Ngảo").size());
}

#[test]
fn on_stock_the_fill_ins_stand_where_the_whole_page_has_them() {
    let stock = decided(one("Chè Tả Ngảo")).setting("certificate.stock", true).run();
    let (whole, stock) = (plain().paper(FOLDER), stock.paper(FOLDER));
    let (whole, stock) = (&whole.pages[0], &stock.pages[0]);
    for words in ["Chè Tả Ngảo", "Hợp tác xã Mây Núi", "SẢN PHẨM ĐẠT OCOP 3 SAO", "Hà Trọng Hải"]
    {
        let (here, there) = (whole.piece(words), stock.piece(words));
        assert!((here.left() - there.left()).abs() < 0.01, "{words}");
        assert!((here.baseline() - there.baseline()).abs() < 0.01, "{words}");
    }
    assert!(!stock.shows("GIẤY CHỨNG NHẬN") && !stock.shows("CỘNG HÒA XÃ HỘI"));
}

#[test]
fn the_office_moves_the_words_to_meet_its_stock() {
    let shift: toml::Table = "right = 2.5\ndown = -1.5".parse().unwrap();
    let moved = decided(one("Chè Tả Ngảo"))
        .setting("certificate.stock", true)
        .setting("certificate.shift", shift)
        .run();
    let (straight, moved) = (plain().paper(FOLDER), moved.paper(FOLDER));
    let (here, there) = (straight.piece("Chè Tả Ngảo"), moved.piece("Chè Tả Ngảo"));
    assert!((there.left() - here.left() - 2.5).abs() < 0.01);
    assert!((there.baseline() - here.baseline() + 1.5).abs() < 0.01);
    let far: toml::Table = "right = 40".parse().unwrap();
    one("Chè Tả Ngảo")
        .setting("certificate.shift", far)
        .judge()
        .tells("E003", "round.toml · certificate.shift.right");
}

#[test]
fn numbers_are_given_where_the_office_gives_them() {
    let products = ["Chè một", "Chè hai"].map(tea);
    let parts = [20, 12, 30];
    let round = scored(&[(&products[0], parts), (&products[1], parts)]);
    let judged = round.setting("certificate.numbers_from", 9).judge();
    let number = |start| judged.document(start).header.number.clone().unwrap().value.unwrap();
    assert_eq!(number("07-giay-chung-nhan/01"), "09");
    assert_eq!(number("07-giay-chung-nhan/02"), "10");
}

#[test]
fn hostile_names_print_literally() {
    let product = Product { owner: format!("HTX {HOSTILE}"), ..tea(HOSTILE) };
    let run = decided(scored(&[(&product, [20, 12, 30])])).run();
    let paper = run.paper(FOLDER);
    paper.piece(HOSTILE);
    paper.piece(&format!("HTX {HOSTILE}"));
}

/// A picture of four pixels.
fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 2, 2);
    encoder.set_color(png::ColorType::Rgba);
    encoder.write_header().unwrap().write_image_data(&[200; 16]).unwrap();
    bytes
}

const PICTURES: &str = "templates/pictures/giay-chung-nhan";

#[test]
fn the_office_brings_its_own_frame_and_emblem() {
    let emblem = |shape: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 2\">{shape}</svg>")
    };
    let quoc_huy = format!("{PICTURES}/quoc-huy.svg");
    let round = decided(one("Chè Tả Ngảo"))
        .with(&quoc_huy, emblem("<circle cx=\"1\" cy=\"1\" r=\"1\"/>"))
        .with(&format!("{PICTURES}/khung.png"), picture());
    let run = round.run();
    run.ended(0);
    let own = &run.files()["07-giay-chung-nhan/01-che-ta-ngao.pdf"];
    let drawn = &plain().files()["07-giay-chung-nhan/01-che-ta-ngao.pdf"];
    let pictures = |pdf: &[u8]| pdf.windows(8).filter(|bytes| bytes == b"/XObject").count();
    assert!(pictures(own) > pictures(drawn), "the frame is a picture");
    within_the_frame(&run.paper(FOLDER).pages[0]);
    let version = |round: &RoundFolder| {
        let templates = Templates::new(&round.input("templates")).unwrap();
        Typesetter::new(&templates).unwrap().version()
    };
    let before = version(&round);
    let round = round.with(&quoc_huy, emblem("<rect width=\"2\" height=\"1\"/>"));
    assert_ne!(before, version(&round), "another emblem is another certificate");
}

#[test]
fn a_broken_picture_is_told_and_the_certificate_goes_without() {
    let mut cut = picture();
    cut.truncate(40);
    let round = decided(one("Chè Tả Ngảo"))
        .with(&format!("{PICTURES}/quoc-huy.png"), cut)
        .with(&format!("{PICTURES}/logo.jpg"), "JFIF")
        .with(&format!("{PICTURES}/anh.png"), picture());
    let judged = round.judge();
    for file in ["quoc-huy.png", "logo.jpg", "anh.png"] {
        judged.tells("W426", &format!("{PICTURES}/{file}"));
    }
    let Some(Sheet::Certificate(sheet)) = &judged.document(FOLDER).sheet else {
        panic!("a certificate");
    };
    assert_eq!((&sheet.emblem, &sheet.logo, &sheet.frame), (&None, &None, &None));
}

#[test]
fn a_picture_that_only_typesetting_finds_broken_is_told_at_its_file() {
    let half = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 2\"><circle";
    let round = one("Chè Tả Ngảo").with(&format!("{PICTURES}/quoc-huy.svg"), half);
    let run = round.run();
    run.tells("E401", &format!("{PICTURES}/quoc-huy.svg"));
    run.waits_for("Giấy chứng nhận");
}

#[test]
fn every_recognised_product_of_the_sample_has_its_certificate() {
    let judged = RoundFolder::sample(&[]).judge();
    let products = judged.results["products"].as_array().unwrap();
    let recognised =
        products.iter().filter(|product| product["outcome"]["kind"] == "recognised").count();
    assert_eq!(certificates(&judged).len(), recognised);
    assert!(recognised > 20);
}
