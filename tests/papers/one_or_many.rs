//! Papers speak of one owner or product as one, and of several as several; they cite acts in one
//! way; and what begins a line, or a cell, begins with a capital.

use ocop::documents::model::{BodyBlock, PrintedTable};

use crate::rounds_of_each_time::one_of_2026;
use crate::support::judged::Judged;
use crate::support::round::RoundFolder;
use crate::support::workbooks::{Product, submission, tea, unanimous};
use crate::today;

const MINUTES: &str = "04-ket-qua-cham/bien-ban";
const DECISION: &str = "06-quyet-dinh/quyet-dinh.pdf";
const REPORT: &str = "05-trinh-phe-duyet/bao-cao-tong-hop";
const COUNCIL: &str = "04-ket-qua-cham/bao-cao-hoi-dong";
const EXCERPT: &str = "06-quyet-dinh/trich-sao/";
const AGENDA: &str = "03-hop-hoi-dong/chuong-trinh-hop";

/// Papers that speak of all owners of the province, or in words that the office typed.
const OF_ALL: [&str; 2] = ["01-ke-hoach/ke-hoach", "02-giay-moi/"];

fn round(products: &[(&Product, [u8; 3])]) -> Judged {
    let sent: Vec<Product> = products.iter().map(|(product, _)| (*product).clone()).collect();
    RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", &sent))
        .with_all(unanimous(1, products))
        .meeting_once()
        .in_session(1, "course = []")
        .judge()
}

/// No paper speaks of several where there is one product of one owner.
#[track_caller]
fn speaks_of_one(judged: &Judged) {
    let mut papers = 0;
    for (file, text) in judged.papers() {
        if OF_ALL.iter().any(|start| file.starts_with(start)) {
            continue;
        }
        papers += 1;
        let text = text.to_lowercase();
        for several in ["các chủ thể", "các sản phẩm được", "kết quả từng sản phẩm", "các nội dung"]
        {
            assert!(!text.contains(several), "{file}: {several}\n{text}");
        }
        let items = text.lines().filter(|line| line.starts_with("2. ") || line.starts_with("1. "));
        let mut items = items.filter(|line| line.contains("kết quả đánh giá, phân hạng"));
        assert_eq!(items.next(), None, "{file}: a single item has no number");
    }
    assert!(papers > 10, "{papers}");
}

#[track_caller]
fn says(judged: &Judged, paper: &str, words: &str) {
    let text = judged.paper(paper);
    assert!(text.contains(words), "{words}\n{text}");
}

#[test]
fn one_product_of_one_owner_is_spoken_of_as_one() {
    for parts in [[20, 12, 30], [10, 5, 20], [33, 23, 36]] {
        speaks_of_one(&round(&[(&tea("Chè Tả Ngảo"), parts)]));
    }
    speaks_of_one(&one_of_2026(64));
    speaks_of_one(&one_of_2026(92));
    let low = round(&[(&tea("Chè Tả Ngảo"), [10, 5, 20])]);
    assert!(!low.paper(REPORT).contains("của sản phẩm được công nhận"), "none is recognised");
}

#[test]
fn two_products_of_one_owner_are_of_one_owner() {
    let [one, two] = [tea("Chè Tả Ngảo"), tea("Chè xanh")];
    for parts in [[20, 12, 30], [33, 23, 36]] {
        let judged = round(&[(&one, [20, 12, 30]), (&two, parts)]);
        for (file, text) in judged.papers() {
            let is_of_all = OF_ALL.iter().any(|start| file.starts_with(start));
            assert!(is_of_all || !text.to_lowercase().contains("các chủ thể"), "{file}\n{text}");
        }
    }
    let judged = round(&[(&one, [20, 12, 30]), (&two, [18, 12, 24])]);
    says(&judged, DECISION, "của các sản phẩm được công nhận");
    says(&judged, EXCERPT, "Chủ thể có sản phẩm");
}

#[test]
fn several_owners_are_spoken_of_as_several() {
    let other = Product { owner: "Hợp tác xã Hai".into(), ..tea("Chè xanh") };
    let judged = round(&[(&tea("Chè Tả Ngảo"), [20, 12, 30]), (&other, [33, 23, 36])]);
    says(&judged, MINUTES, "và các chủ thể có sản phẩm tham gia đánh giá");
    says(&judged, DECISION, "các chủ thể có sản phẩm tại Điều 1");
    says(&judged, REPORT, "và các chủ thể");
    says(&judged, COUNCIL, "1. Phê duyệt kết quả đánh giá, phân hạng và cấp");
    says(&judged, COUNCIL, "2. Phê duyệt kết quả");
    let both = round(&[(&tea("Chè Tả Ngảo"), [20, 12, 30]), (&other, [20, 12, 30])]);
    assert!(both.document(EXCERPT).recipients[1] == "Các chủ thể có sản phẩm nêu trên;");
    let one = round(&[(&tea("Chè Tả Ngảo"), [20, 12, 30])]);
    assert_eq!(one.document(EXCERPT).recipients[1], "Chủ thể có sản phẩm nêu trên;");
    assert_eq!(one.document(AGENDA).recipients[1], "Chủ thể có sản phẩm;");
}

#[test]
fn an_act_is_cited_with_the_word_before_its_number() {
    for judged in [RoundFolder::sample(&[]).judge(), today::round().judge()] {
        let mut cited = 0;
        for (file, text) in judged.papers() {
            for kind in ["Quyết định ", "quyết định ", "Kế hoạch ", "Nghị định "]
            {
                for behind in text.split(kind).skip(1) {
                    let is_bare = behind.starts_with(|sign: char| sign.is_ascii_digit());
                    assert!(!is_bare, "{file}: {kind}{behind:.40}");
                    cited += usize::from(behind.starts_with("số "));
                }
            }
        }
        assert!(cited > 20, "{cited}");
    }
}

#[test]
fn units_begin_a_cell_with_a_capital_and_stand_small_in_a_sentence() {
    for (judged, unit) in [
        (RoundFolder::sample(&[]).judge(), "uyện Than Uyên"),
        (today::round().judge(), "ã Dào San"),
    ] {
        let report = judged.paper(REPORT);
        let (capital, small) = if unit.starts_with('u') { ("H", "h") } else { ("X", "x") };
        assert!(report.contains(&format!("\n{capital}{unit} | ")), "{report}");
        assert!(!report.contains(&format!("\n{small}{unit} | ")), "{report}");
        assert!(report.contains(&format!("{small}{unit} (0")), "{report}");
    }
}

/// The tables of the annex of an excerpt, or of its text.
fn tables(judged: &Judged, file: &str) -> Vec<PrintedTable> {
    let document = judged.document(file);
    let blocks = document.annexes.iter().flat_map(|annex| &annex.body).chain(document.body.iter());
    let table = |block: &BodyBlock| match block {
        BodyBlock::Table(table) => Some(table.clone()),
        _ => None,
    };
    blocks.filter_map(table).collect()
}

#[test]
fn an_excerpt_stands_upright_with_room_for_addresses() {
    let judged = today::round().judge();
    let files: Vec<String> = judged.papers().map(|(file, _)| file.to_owned()).collect();
    let mut addresses = 0;
    for file in files.iter().filter(|file| file.starts_with(EXCERPT)) {
        for table in tables(&judged, file) {
            let fixed: u16 = table.columns.iter().map(|column| column.millimetres).sum();
            let shares: u16 = table.columns.iter().map(|column| column.share).sum();
            for (at, column) in table.columns.iter().enumerate().filter(|(_, one)| one.share > 0) {
                let width = f64::from(160 - fixed) * f64::from(column.share) / f64::from(shares);
                let longest = table.rows.iter().filter_map(|row| row.texts().get(at));
                let longest = longest.map(|cell| cell.chars().count()).max().unwrap();
                let longest = u32::try_from(longest).unwrap();
                // A letter of 12 points is about two millimetres wide.
                let lines = f64::from(longest) * 2.1 / (width - 3.0);
                assert!(width > 19.0 && lines < 5.5, "{file}: {} {width:.0} mm", column.title);
                addresses += usize::from(column.title == "Địa chỉ");
            }
        }
    }
    assert!(addresses > 4, "{addresses}");
}
