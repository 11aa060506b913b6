//! Tests of `ocop preview`: pictures of the pages, and the contact sheet.

use std::path::Path;

use crate::support::round::{RoundFolder, member};
use crate::support::run::Run;
use crate::support::workbooks::{Product, submission, tea, totals};

const LIST: &str = "ho-so/sin-ho.xlsx";
const SHEET: &str = "xem-truoc/index.html";
const DECISION: &str = "xem-truoc/06-quyet-dinh_quyet-dinh_trang-1.png";

fn product() -> Product {
    tea("Chè Tả Ngảo")
}

/// A round with one product, that a council of three gives these points.
fn scored(round: RoundFolder, product: &Product, points: f64) -> RoundFolder {
    let round = round.with(LIST, submission("huyện Sìn Hồ", std::slice::from_ref(product)));
    (1..=9).fold(round, |round, number| {
        let given = totals(&member(number), 1, &[(product, Some(points))]);
        round.with(&format!("phieu-cham/{number:02}.xlsx"), given)
    })
}

fn round(groups: &[&str]) -> RoundFolder {
    scored(RoundFolder::inviting(groups).meeting_once().with_council(9), &product(), 62.0)
}

fn sheet(run: &Run) -> String {
    String::from_utf8(run.files()[SHEET].clone()).unwrap()
}

/// Width and height of a PNG, and whether a pixel of it has a colour.
fn picture(run: &Run, name: &str) -> (u32, u32, bool) {
    let mut reader =
        png::Decoder::new(std::io::Cursor::new(run.files()[name].clone())).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let coloured = info.color_type == png::ColorType::Rgb
        && pixels.chunks_exact(3).any(|pixel| pixel.iter().any(|byte| *byte != pixel[0]));
    (info.width, info.height, coloured)
}

fn is_picture(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "png")
}

#[test]
fn every_page_is_a_picture_at_96_dots_an_inch_and_no_paper_is_filed() {
    let run = round(&["districts"]).preview(&[]);
    run.ended(0);
    assert_eq!(run.papers(), [""; 0], "a preview files no paper");
    let sheet = sheet(&run);
    let pictures: Vec<_> = run.files().into_keys().filter(|name| is_picture(name)).collect();
    assert_eq!(pictures.len(), sheet.matches("<img ").count());
    assert!(pictures.len() >= 9, "{pictures:?}");
    for name in pictures.iter().filter(|name| !name.contains("bien-ban")) {
        let (width, height, coloured) = picture(&run, name);
        assert!(
            [(794, 1123), (1123, 794)].contains(&(width, height)),
            "{name}: {width} × {height}"
        );
        assert_eq!(coloured, name.contains("giay-chung-nhan"), "{name}");
    }
    assert!(run.said.contains("Mở bằng trình duyệt: outputs/xem-truoc/index.html"), "{}", run.said);
    assert!(sheet.contains("Chưa có lần chạy trước để so."));
}

#[test]
fn the_sheet_needs_no_script_and_no_network_and_names_every_picture() {
    let sheet = sheet(&round(&["districts"]).preview(&[]));
    assert!(!sheet.contains("<script") && !sheet.contains("http:") && !sheet.contains("https:"));
    assert!(sheet.contains("default-src 'none'"));
    assert_eq!(sheet.matches("<img ").count(), sheet.matches("loading=\"lazy\"").count());
    assert_eq!(sheet.matches("<img ").count(), sheet.matches("alt=\"").count());
    for shown in ["Giấy mời, 02-giay-moi&#x2f;01-", "trang 1 trên 1", "<h2>Quyết định "] {
        assert!(sheet.contains(shown), "{shown}");
    }
}

#[test]
fn what_differs_from_the_last_run_is_boxed_and_told_and_nothing_else_is() {
    let round = round(&[]);
    round.run();
    let same = round.preview(&[]);
    assert!(sheet(&same).contains("Không văn bản nào khác lần xuất trước."));
    let round = scored(round, &product(), 63.0);
    let run = round.preview(&[]);
    let page = sheet(&run);
    assert!(page.contains("“62,0” → “63,0”") && page.contains("chỗ được khoanh"), "{page}");
    let marked = run.files().into_keys().filter(|name| is_picture(name) && picture(&run, name).2);
    let marked: Vec<_> = marked.collect();
    assert!(marked.iter().any(|name| name.contains("quyet-dinh")), "{marked:?}");
    assert!(marked.iter().all(|name| !name.contains("ke-hoach")), "{marked:?}");
    // A run makes these papers; the pictures are gone with it.
    let after = round.run();
    assert!(
        after.files().keys().all(|name| !name.starts_with("xem-truoc")),
        "{:?}",
        after.files().keys()
    );
}

#[test]
fn only_papers_that_are_named_are_drawn_and_earlier_pictures_go() {
    let round = round(&["districts"]);
    round.preview(&[]);
    let run = round.preview(&["06-quyet-dinh"]);
    let files = run.files();
    let pictures: Vec<_> = files.keys().filter(|name| name.starts_with("xem-truoc/")).collect();
    assert!(
        pictures.iter().all(|name| name.contains("quyet-dinh") || *name == SHEET),
        "{pictures:?}"
    );
    assert!(files.contains_key(DECISION));
    let record: serde_json::Value = serde_json::from_slice(&files["so-ket-xuat.json"]).unwrap();
    let recorded = record["outputs"].as_array().unwrap();
    assert_eq!(recorded.len(), pictures.len(), "{recorded:#?}");
    let none = round.preview(&["quyet-dinh-khac.pdf"]);
    none.ended(1);
    assert!(none.complained.contains("“quyet-dinh-khac.pdf”"), "{}", none.complained);
    assert!(none.complained.contains("06-quyet-dinh/quyet-dinh.pdf"), "{}", none.complained);
    assert!(none.files() == files);
}

#[test]
fn a_preview_leaves_papers_records_and_what_is_told_later_as_they_were() {
    let round = round(&[]);
    let before = round.run().files();
    let mut after = round.preview(&[]).files();
    after.retain(|name, _| !name.starts_with("xem-truoc/") && name != "so-ket-xuat.json");
    for (name, bytes) in &after {
        assert!(Some(bytes) == before.get(name), "{name}");
    }
    assert!(round.run().files() == before);
}

#[test]
fn hostile_names_are_shown_literally() {
    let hostile = Product {
        name: "Chè <script>alert(1)</script> \" ' & {{ x }}".into(),
        owner: "Hợp tác xã <b>đậm</b> *#$".into(),
        ..product()
    };
    let round = round(&["owners"]);
    round.run();
    let run = scored(round, &hostile, 62.0).preview(&[]);
    let page = sheet(&run);
    assert!(!page.contains("<script") && !page.contains("<b>đậm"));
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt; &quot; &#x27; &amp; {{ x }}"),
        "{page}"
    );
}

#[test]
fn a_round_without_declaration_draws_nothing() {
    let run = RoundFolder::empty().preview(&[]);
    run.ended(3);
    assert!(run.said.contains("E001"), "{}", run.said);
}
