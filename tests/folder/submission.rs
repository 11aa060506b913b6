//! Tests of what goes along when papers are handed over to be signed.

use std::collections::BTreeMap;

use calamine::{Data, Reader as _, Xlsx};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::support::round::RoundFolder;

/// The rows of the first sheet, each with its cells by their headings.
fn rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |cell: &Data| cell.to_string();
    let mut rows = range.rows();
    let head: Vec<String> = rows.next().unwrap().iter().map(text).collect();
    rows.map(|row| head.iter().cloned().zip(row.iter().map(text)).collect()).collect()
}

#[test]
fn every_paper_that_somebody_signs_has_its_row_with_what_an_office_system_asks_for() {
    let files = RoundFolder::sample(&["districts"]).run().files();
    let rows = rows(&files["trinh-ky/phieu-trinh.xlsx"]);
    let decision =
        rows.iter().find(|row| row["Tệp trình ký (PDF)"] == "06-quyet-dinh/quyet-dinh.pdf");
    let decision = decision.unwrap();
    let expected = [
        ("Tên loại", "QUYẾT ĐỊNH"),
        ("Số", ""),
        ("Ký hiệu", "QĐ-UBND"),
        ("Ngày ban hành", "…/12/2020"),
        ("Nơi ban hành", "Lai Châu"),
        ("Người ký", "Hà Trọng Hải"),
        ("Bản thảo (Word)", "ban-thao/06-quyet-dinh/quyet-dinh.docx"),
        ("Tên tệp khi ban hành", "QD-SO-UBND-202012NGAY.pdf"),
    ];
    for (heading, value) in expected {
        assert_eq!(decision[heading], value, "{heading}");
    }
    let sum = ocop::fingerprint::sha256(&files["06-quyet-dinh/quyet-dinh.pdf"]);
    assert_eq!(decision["Mã SHA-256 của tệp trình ký"], sum);
    let agency = "Sở Nông nghiệp và Phát triển nông thôn";
    let submitted = rows.iter().find(|row| row["Tên loại"] == "TỜ TRÌNH").unwrap();
    assert_eq!(submitted["Cơ quan ban hành"], agency, "also where [issuers] does not describe it");
    for row in &rows {
        assert!(!row["Cơ quan ban hành"].is_empty(), "{row:?}");
        assert!(files.contains_key(row["Tệp trình ký (PDF)"].as_str()), "{row:?}");
        assert!(!row["Người ký"].is_empty() && !row["Số trang"].is_empty(), "{row:?}");
    }
}

#[test]
fn the_heads_for_office_systems_are_sound_whatever_a_paper_says() {
    let files = RoundFolder::inviting(&["named"])
        .setting("round.standing_agency", "Sở <b>&amp; “A” ]]>")
        .setting("papers.plan.recipients", vec!["Như <b>trên</b> & ]]>".to_owned()])
        .run()
        .files();
    let Some(xml) = files.get("trinh-ky/thong-tin.xml") else { panic!("{:?}", files.keys()) };
    let text = String::from_utf8(xml.clone()).unwrap();
    let mut reader = Reader::from_str(&text);
    let (mut heads, mut depth) = (0, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                heads += usize::from(start.name().as_ref() == "MessageHeader");
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    assert!(heads > 0);
    assert!(!text.contains("<b>") && text.contains("Như &lt;b&gt;trên"), "{text}");
}
