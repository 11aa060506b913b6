//! Tests of what is published: the announcement, the page, the workbook, the CSV; and of the tables
//! of the summary report in Excel.

use careful_spreadsheet::Opener;
use serde_json::Value;
use toml::value::Datetime;

use crate::support::round::RoundFolder;
use crate::support::run::Run;
use crate::support::workbooks::{Product, submission, tea, unanimous};

const FILES: [&str; 4] = [
    "09-cong-bo/cong-bo.html",
    "09-cong-bo/cong-bo.pdf",
    "09-cong-bo/san-pham.csv",
    "09-cong-bo/san-pham.xlsx",
];

/// Marks of 3 stars, of 4 stars, and too low.
const THREE: [u8; 3] = [20, 12, 30];
const FOUR: [u8; 3] = [25, 18, 32];
const LOW: [u8; 3] = [10, 8, 20];

fn round(products: &[(&Product, [u8; 3])]) -> RoundFolder {
    let listed: Vec<_> = products.iter().map(|(product, _)| (*product).clone()).collect();
    RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", &listed))
        .with_all(unanimous(1, products))
        .meeting_once()
}

fn dated(round: RoundFolder) -> RoundFolder {
    let day: Datetime = "2020-12-11".parse().unwrap();
    round.setting("papers.decision.number", 1757).setting("papers.decision.date", day)
}

/// A published text file.
fn text(run: &Run, name: &str) -> String {
    String::from_utf8(run.files()[name].clone()).unwrap()
}

/// Every text of a workbook: shared strings, sheets, properties, as they stand in its parts.
fn parts(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for index in 0..archive.len() {
        std::io::Read::read_to_string(&mut archive.by_index(index).unwrap(), &mut all).unwrap();
    }
    all
}

/// The cells of a sheet as a person sees them, row by row.
fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let opened = Opener::new().open("a.xlsx", bytes);
    let workbook = opened.into_iter().find_map(|file| file.workbook).unwrap();
    let sheet = workbook.sheets.iter().find(|one| one.name() == sheet).unwrap();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (place, cell) in sheet.cells() {
        let (row, column) = (place.row as usize, place.column as usize);
        rows.resize(rows.len().max(row + 1), Vec::new());
        let line = &mut rows[row];
        line.resize(line.len().max(column + 1), String::new());
        line[column] = cell.shown();
    }
    rows
}

/// The data of the page for search engines.
fn linked(page: &str) -> Value {
    let start = page.find("application/ld+json\">").unwrap() + "application/ld+json\">".len();
    let end = start + page[start..].find("</script>").unwrap();
    serde_json::from_str(&page[start..end]).unwrap()
}

#[test]
fn only_what_the_decision_recognises_is_published() {
    let (good, better, bad) = (tea("Chè Tả Ngảo"), tea("Trà Shan Cổ Thụ"), tea("Chè Bị Loại"));
    let run = dated(round(&[(&good, THREE), (&better, FOUR), (&bad, LOW)])).run();
    // The council and the unit differ widely on the last one.
    run.ended(1);
    let announcement = run.paper("09-cong-bo/cong-bo").text();
    let source = "Quyết định số 1757/QĐ-UBND ngày 11 tháng 12 năm 2020";
    assert!(announcement.contains(source), "{announcement}");
    assert!(announcement.contains("02 sản phẩm của 01 chủ thể"), "{announcement}");
    assert!(announcement.contains("I. Hạng 4 sao (01 sản phẩm)"), "{announcement}");

    let csv = text(&run, FILES[2]);
    let lines: Vec<_> = csv.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert_eq!(
        lines[0],
        "TT,Sản phẩm,Hạng sao,Kết quả,Chủ thể,Loại hình,Địa chỉ,Địa phương,Bộ sản phẩm,Số quyết \
         định,Ngày quyết định,Có giá trị đến"
    );
    assert_eq!(
        lines[1],
        "1,Trà Shan Cổ Thụ,4,Được công nhận,Hợp tác xã Mây Núi,hợp tác xã,\"Xã Tả Ngảo, huyện Sìn \
         Hồ\",Huyện Sìn Hồ,\"Chè tươi, chế biến\",1757/QĐ-UBND,2020-12-11,2023-12-11"
    );
    assert_eq!(lines.len(), 4, "{csv}");

    let sheet = cells(&run.files()[FILES[3]], "Sản phẩm");
    assert_eq!(sheet[4][1..4], ["Trà Shan Cổ Thụ", "4", "Được công nhận"]);
    assert_eq!(sheet.len(), 6);

    let page = text(&run, FILES[0]);
    assert_eq!(linked(&page)["numberOfItems"], 2);
    let award = &linked(&page)["itemListElement"][0]["item"]["award"];
    assert_eq!(award, "OCOP 4 sao, Quyết định số 1757/QĐ-UBND ngày 2020-12-11");
    assert!(page.contains("Giấy chứng nhận có giá trị đến ngày 11&#x2f;12&#x2f;2023."));
    assert!(!page.contains("Bản dự thảo"));
    for name in FILES {
        let said = match name.rsplit_once('.').unwrap().1 {
            "pdf" => announcement.clone(),
            "xlsx" => parts(&run.files()[name]),
            _ => text(&run, name),
        };
        assert!(said.contains("Trà Shan Cổ Thụ") && !said.contains("Bị Loại"), "{name}");
    }
}

#[test]
fn while_the_decision_has_no_number_the_files_say_that_they_are_drafts() {
    let product = tea("Chè Tả Ngảo");
    let run = round(&[(&product, THREE)]).run();
    let page = text(&run, FILES[0]);
    assert!(page.contains("Bản dự thảo") && page.contains("noindex"));
    assert_eq!(linked(&page)["itemListElement"][0]["item"]["award"], Value::Null);
    assert!(parts(&run.files()[FILES[3]]).contains("Bản dự thảo"));
}

#[test]
fn nothing_is_published_where_nothing_is_recognised() {
    let bad = tea("Chè Bị Loại");
    let run = round(&[(&bad, LOW)]).run();
    assert!(!run.files().keys().any(|name| name.starts_with("09-cong-bo/")));
    run.waits_for("Công bố kết quả");
    let run = round(&[]).run();
    assert!(!run.files().contains_key("04-ket-qua-cham/bieu-tong-hop.xlsx"));
}

/// A product with the data of persons.
fn with_contact(name: &str) -> Product {
    Product {
        representative: "Lò Thị Kín Đáo".into(),
        phone: "0912345678".into(),
        tax_code: "6200012345".into(),
        ..tea(name)
    }
}

#[test]
fn phone_tax_code_and_representative_stay_at_the_office_unless_it_publishes_them() {
    const SECRETS: [&str; 3] = ["0912345678", "6200012345", "Lò Thị Kín Đáo"];
    let product = with_contact("Chè Tả Ngảo");
    let quiet = round(&[(&product, THREE)]);
    let told = |run: &Run, secret: &str| -> Vec<String> {
        let told = |(name, bytes): (String, Vec<u8>)| {
            let text = match name.rsplit_once('.').unwrap().1 {
                "pdf" => run.paper(name.trim_end_matches(".pdf")).text(),
                "xlsx" => parts(&bytes),
                _ => String::from_utf8(bytes).unwrap(),
            };
            (FILES.contains(&name.as_str()) && text.contains(secret)).then_some(name)
        };
        let published = run.files().into_iter().filter(|(name, _)| name.starts_with("09-"));
        published.filter_map(told).collect()
    };
    let run = quiet.run();
    for secret in SECRETS {
        assert_eq!(told(&run, secret), [""; 0], "{secret}");
    }
    let keys = ["phone", "tax_code", "representative"];
    for (key, secret) in keys.iter().zip(SECRETS) {
        let run = round(&[(&product, THREE)]).setting(&format!("publication.{key}"), true).run();
        assert_eq!(told(&run, secret), [FILES[0], FILES[2], FILES[3]], "{key}");
        for other in SECRETS.iter().filter(|other| **other != secret) {
            assert_eq!(told(&run, other), [""; 0], "{key} publishes {other}");
        }
    }
}

#[test]
fn hostile_names_stand_there_as_they_are() {
    let long = format!("Chè {}", "dài ".repeat(28).trim_end());
    let names = [
        "-1+1 chè",
        "@SUM(A1)",
        "+Chè <b>đậm</b> & “ngon”",
        "{{ 7 * 7 }} *sao* $x$ #tên",
        "</script><script>alert(1)</script>",
        "Chè, \"ngoặc\"",
        &long,
    ];
    let products: Vec<_> = names.iter().map(|name| tea(name)).collect();
    let marked: Vec<_> = products.iter().map(|product| (product, THREE)).collect();
    let run = dated(round(&marked)).run();
    let csv = text(&run, FILES[2]);
    for line in ["1,'-1+1 chè,3,", "2,'@SUM(A1),3,", "6,\"Chè, \"\"ngoặc\"\"\",3,"] {
        assert!(csv.contains(&format!("\r\n{line}")), "{line}\n{csv}\n{}", run.said);
    }
    let sheet = cells(&run.files()[FILES[3]], "Sản phẩm");
    let shown: Vec<_> = sheet[4..].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(shown, names);
    let table = cells(&run.files()["04-ket-qua-cham/bieu-tong-hop.xlsx"], "Dữ liệu");
    let shown: Vec<_> = table[4..].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(shown, names);
    assert!(!parts(&run.files()[FILES[3]]).contains("<f>"), "no formula in the published list");

    let page = text(&run, FILES[0]);
    let data = linked(&page);
    for (index, name) in names.iter().enumerate() {
        assert_eq!(&data["itemListElement"][index]["item"]["name"], name);
    }
    assert_eq!(page.matches("<script").count(), 2, "data and one script");
    assert!(page.contains("&lt;&#x2f;script&gt;") && page.contains("{{ 7 * 7 }}"));
    let signs = |text: &str| -> String {
        text.chars().filter(|sign| !sign.is_whitespace() && *sign != '\u{2060}').collect()
    };
    let list = signs(&run.paper("09-cong-bo/cong-bo").text());
    for name in names {
        assert!(list.contains(&signs(name)), "{name}\n{list}");
    }
}

#[test]
fn the_tables_of_the_workbook_hold_the_facts_of_the_results() {
    for (round, units) in [(RoundFolder::sample(&[]), 6), (round_of_2026(), 5)] {
        let run = round.run();
        let report = &run.results()["facts"]["report"];
        let workbook = &run.files()["04-ket-qua-cham/bieu-tong-hop.xlsx"];
        let sheets = [
            ("Theo địa phương", "units"),
            ("Theo nhóm", "groups"),
            ("Theo loại hình", "owner_kinds"),
            ("Theo lần đăng ký", "registrations"),
        ];
        for (sheet, key) in sheets {
            let (table, facts) = (cells(workbook, sheet), report[key]["rows"].as_array().unwrap());
            for (row, fact) in table[4..].iter().zip(facts) {
                let name = fact["name"].as_str().unwrap();
                assert_eq!(row[1].to_lowercase(), name.to_lowercase());
                let kinds = fact["kinds"].as_array().unwrap();
                let counts = [&fact["products"], &fact["owners"]].into_iter().chain(kinds);
                let counts: Vec<_> = counts.map(|count| count["value"].to_string()).collect();
                let shown = [&row[2..3], &row[4..]].concat();
                assert_eq!(shown, counts, "{sheet}: {name}");
            }
            let total = &report[key]["total"]["products"]["value"];
            assert_eq!(table.last().unwrap()[2], total.to_string());
        }
        assert_eq!(report["units"]["rows"].as_array().unwrap().len(), units);
        let products = run.results()["products"].as_array().unwrap().len();
        assert_eq!(cells(workbook, "Dữ liệu").len(), 4 + products);
    }
}

/// The sample round of 2026, inviting nobody.
fn round_of_2026() -> RoundFolder {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/round_2026/inputs");
    let files = walkdir::WalkDir::new(&root).into_iter().flatten();
    let files = files.filter(|one| one.file_type().is_file());
    let round = files.fold(RoundFolder::empty(), |round, file| {
        let name = file.path().strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        round.with(&name, fs_err::read(file.path()).unwrap())
    });
    round.changing(|settings| {
        settings["invitation"]["invitees"] = toml::Value::Array(Vec::new());
    })
}

#[test]
fn sixty_one_products_are_published_and_counted() {
    let products: Vec<_> = (1..=61)
        .map(|number| Product {
            owner: format!("Hợp tác xã số {:02}", number / 2),
            ..tea(&format!("Chè số {number:02}"))
        })
        .collect();
    let marks = |number: usize| [THREE, FOUR, LOW][number % 3];
    let marked: Vec<_> =
        products.iter().enumerate().map(|(number, product)| (product, marks(number))).collect();
    let run = dated(round(&marked)).run();
    let announcement = run.paper("09-cong-bo/cong-bo");
    assert!(announcement.text().contains("41 sản phẩm"), "{}", announcement.text());
    assert!((3..=6).contains(&announcement.pages.len()), "{}", announcement.pages.len());
    assert_eq!(cells(&run.files()[FILES[3]], "Sản phẩm").len(), 4 + 41);
    assert_eq!(linked(&text(&run, FILES[0]))["numberOfItems"], 41);
    let table = cells(&run.files()["04-ket-qua-cham/bieu-tong-hop.xlsx"], "Theo kết quả");
    assert_eq!(table.last().unwrap()[2], "61");
}

#[test]
fn the_page_allows_nothing_but_its_own_script_and_style() {
    let product = tea("Chè Tả Ngảo");
    let page = text(&round(&[(&product, THREE)]).run(), FILES[0]);
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    for outside in ["http://", "https://", "src=", "url(", "@import"] {
        let found = page.replace("https://schema.org", "").contains(outside);
        assert!(!found || outside == "src=", "{outside}");
    }
    assert!(!page.contains(" style=\"") && !page.contains(" onclick"));
}
