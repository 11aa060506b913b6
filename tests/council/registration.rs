//! Products that were recognised before: registered for a higher star, or to be evaluated again.

use rust_xlsxwriter::Workbook;

use crate::other_acts::{scored, under_26};
use crate::support::run::Run;
use crate::support::workbooks::{Product, tea};

const LIST: &str = "ho-so/sin-suoi-ho.xlsx";

/// A commune's list in the words of Mẫu 01 and Điều 6, the products from row 4 on: each with the
/// cells from column G on: kind, old star, decision, end, received, code; then the five items of
/// the dossier.
fn list(products: &[(&Product, [&str; 6])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Danh sách").unwrap();
    sheet.write(0, 0, "UBND XÃ SIN SUỐI HỒ").unwrap();
    sheet.write(1, 0, "(Kèm theo Công văn số 12/UBND-KT ngày 28/4/2026)").unwrap();
    let headings = [
        "TT",
        "Tên sản phẩm",
        "Bộ sản phẩm",
        "Tên chủ thể",
        "Loại hình",
        "Địa chỉ",
        "Lần đăng ký",
        "Hạng sao đã đạt",
        "Quyết định công nhận",
        "Ngày hết hạn GCN",
        "Ngày nộp hồ sơ",
        "Mã số sản phẩm",
        "Phiếu đăng ký (Mẫu 01)",
        "Báo cáo tự đánh giá (Mẫu 02)",
        "Văn bản đề nghị của UBND xã",
        "Báo cáo của UBND xã (Mẫu 03)",
        "Sản phẩm mẫu",
    ];
    sheet.write_row(2, 0, headings).unwrap();
    for (row, (product, cells)) in (3..).zip(products) {
        let named = [&product.name, &product.set, &product.owner, &product.kind];
        sheet.write(row, 0, row - 2).unwrap();
        sheet.write_row(row, 1, named).unwrap();
        sheet.write(row, 5, "Bản Chin Chu, xã Sin Suối Hồ").unwrap();
        for (column, cell) in (6..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(row, column, *cell).unwrap();
        }
        sheet.write_row(row, 12, ["x", "x", "x", "x", "05"]).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

/// The only product that has this name.
fn product(run: &Run, name: &str) -> serde_json::Value {
    let results = run.results();
    let products = results["products"].as_array().unwrap();
    products.iter().find(|product| product["product"]["value"] == name).unwrap().clone()
}

const NEW: [&str; 6] = ["Lần đầu", "", "", "", "", ""];
const UPGRADE: [&str; 6] = ["Nâng hạng", "3 sao", "123/QĐ-UBND ngày 20/12/2024", "", "", ""];

#[test]
fn an_upgrade_is_recognised_only_above_the_old_star_and_papers_count_the_kinds() {
    let (new, raised, stays) = (tea("Trà Shan"), tea("Hồng trà"), tea("Bạch trà"));
    let again = tea("Trà xanh");
    let filed = ["Đánh giá lại", "3 sao", "88/QĐ-UBND", "15/10/2026", "12/6/2026", ""];
    let products = [(&new, NEW), (&raised, UPGRADE), (&stays, UPGRADE), (&again, filed)];
    let round = under_26().with(LIST, list(&products));
    let run = scored(
        round,
        &[
            (&new, [30, 15, 20]),
            (&raised, [38, 20, 20]),
            (&stays, [30, 15, 20]),
            (&again, [30, 15, 20]),
        ],
    )
    .run();
    run.ended(1);
    let told = run.tells("W387", &format!("{LIST} · Danh sách!B6"));
    assert!(
        told.contains("kết quả 3 sao, đã đạt 3 sao") && told.contains("[[verdicts]]"),
        "{told}"
    );
    run.tells("N385", &format!("{LIST} · Danh sách!B7"));
    let stays = product(&run, "Bạch trà");
    assert_eq!(stays["outcome"]["kind"], "not_recognised");
    assert_eq!((&stays["outcome"]["kept"], &stays["star"]), (&3.into(), &3.into()));

    let decision = run.paper("quyet-dinh").text();
    let counted = "trong đó 01 công nhận mới, 01 nâng hạng, 01 công nhận lại";
    assert!(decision.contains(counted), "{decision}");
    let (_, annex) = decision.split_once("DANH SÁCH SẢN PHẨM").unwrap();
    assert!(annex.contains("Nâng hạng từ 3 sao") && annex.contains("Công nhận lại"), "{annex}");
    assert!(!annex.contains("Bạch trà"), "{annex}");
    let minutes = run.paper("bien-ban").text();
    for words in [
        "Theo lần đăng ký: 01 đăng ký lần đầu, 02 nâng hạng, 01 đánh giá lại",
        "Không nâng hạng, giữ hạng 3 sao",
        "01 sản phẩm đăng ký nâng hạng có kết quả không cao hơn hạng đã được công nhận",
        "Sản phẩm đề nghị tỉnh công nhận có 01 công nhận mới, 01 nâng hạng, 01 công nhận lại",
    ] {
        assert!(minutes.contains(words), "{words}\n{minutes}");
    }
}

#[test]
fn what_a_list_says_is_told_where_it_is_out_of_time_or_wrong() {
    let (late, coded) = (tea("Trà Shan"), tea("Hồng trà"));
    let filed = ["Đánh giá lại", "3 sao", "88/QĐ-UBND", "30/8/2026", "12/6/2026", ""];
    let products = [(&late, filed), (&coded, ["Lần đầu", "", "", "", "", "12-03394-02-2025"])];
    let round = under_26().with(LIST, list(&products));
    let run = scored(round, &[(&late, [30, 15, 20]), (&coded, [30, 15, 20])]).run();
    run.ended(1);
    let told = run.tells("W382", &format!("{LIST} · Danh sách!K4"));
    assert!(told.contains("trước ngày hết hạn 30/8/2026 79 ngày"), "{told}");
    let told = run.tells("W388", &format!("{LIST} · Danh sách!L5"));
    assert!(told.contains("12-03394-02-2026"), "{told}");
    assert_eq!(product(&run, "Trà Shan")["received"]["value"], "2026-06-12");
}

#[test]
fn results_of_an_earlier_round_complete_a_list_and_contradict_it() {
    let earlier = r#"{
        "round": {"province": "tỉnh Lai Châu", "year": 2024, "number": 1, "to": "2024-12-10"},
        "decision": {"number": "123/QĐ-UBND", "date": "2024-12-20", "valid_months": 36},
        "products": [
            {"product": {"value": "HỒNG TRÀ"}, "owner": {"name": {"value": "HTX Mây Núi"}},
             "outcome": {"kind": "recognised", "star": 3}},
            {"product": {"value": "Bạch trà"}, "owner": {"name": {"value": "Hợp tác xã Mây Núi"}},
             "outcome": {"kind": "recognised", "star": 3}},
            {"product": {"value": "Trà Shan"}, "owner": {"name": {"value": "Hợp tác xã Mây Núi"}},
             "outcome": {"kind": "not_recognised", "star": 2}}
        ]
    }"#;
    let (new, silent, wrong) = (tea("Trà Shan"), tea("Hồng trà"), tea("Bạch trà"));
    let products = [
        (&new, NEW),
        (&silent, ["Nâng hạng", "", "", "", "", ""]),
        (&wrong, ["Đánh giá lại", "4 sao", "124/QĐ-UBND", "", "", ""]),
    ];
    let round = under_26().with(LIST, list(&products)).with("truoc.json", earlier);
    let scores = [(&new, [30, 15, 20]), (&silent, [38, 20, 20]), (&wrong, [30, 15, 20])];
    let round = scored(round, &scores);
    let alone = round.run();
    alone.ended(2);
    alone.tells("E380", &format!("{LIST} · Danh sách!G5"));
    assert_eq!(product(&alone, "Hồng trà")["outcome"]["kind"], "held");

    let run = round.run_with(&["--previous", "inputs/truoc.json"]);
    run.ended(1);
    let told = run.tells("N284", &format!("{LIST} · Danh sách!B5"));
    assert!(
        told.contains("3 sao, quyết định 123/QĐ-UBND") && told.contains("20/12/2027"),
        "{told}"
    );
    let told: Vec<String> = run.findings("W285");
    assert!(
        told.iter().any(|told| told.contains("Danh sách!H6") && told.contains("đợt 1 năm 2024"))
    );
    assert!(told.iter().any(|told| told.contains("Danh sách!I6") && told.contains("124/QĐ-UBND")));
    assert_eq!(told.len(), 2, "{told:#?}");
    assert_eq!(product(&run, "Hồng trà")["registration"]["old_star"]["value"], 3);
    assert_eq!(product(&run, "Hồng trà")["outcome"]["kind"], "recognised");
    let record = String::from_utf8(run.files()["so-ket-xuat.json"].clone()).unwrap();
    assert!(record.contains("\"file\": \"inputs/truoc.json\""), "{record}");
}

#[test]
fn a_product_recognised_before_is_no_first_registration() {
    let earlier = r#"{"round": {"province": "tỉnh Lai Châu", "year": 2024, "number": 1,
        "to": "2024-12-10"}, "products": [{"product": {"value": "Trà Shan"},
        "owner": {"name": {"value": "Hợp tác xã Mây Núi"}},
        "outcome": {"kind": "recognised", "star": 3}}]}"#;
    let product = tea("Trà Shan");
    let round = under_26().with(LIST, list(&[(&product, NEW)])).with("truoc.json", earlier);
    let run =
        scored(round, &[(&product, [30, 15, 20])]).run_with(&["--previous", "inputs/truoc.json"]);
    run.ended(1);
    let told = run.tells("W285", &format!("{LIST} · Danh sách!G4"));
    assert!(told.contains("đợt 1 năm 2024: 3 sao"), "{told}");
}

#[test]
fn a_file_of_results_that_cannot_be_used_stops_the_run_and_is_told() {
    let other = r#"{"round": {"province": "tỉnh Lào Cai", "year": 2024, "number": 1,
        "to": "2024-12-10"}, "products": []}"#;
    let same = r#"{"round": {"province": "tỉnh Lai Châu", "year": 2026, "number": 2,
        "to": "2026-12-10"}, "products": []}"#;
    let round = under_26().with("khac.json", other).with("cung.json", same).with("hong.json", "{");
    for (file, words) in [
        ("inputs/khong-co.json", "không đọc được tệp kết quả của đợt trước"),
        ("inputs/hong.json", "không phải là ket-qua.json"),
        ("inputs/khac.json", "là kết quả của tỉnh Lào Cai"),
        ("inputs/cung.json", "là kết quả của chính đợt này"),
    ] {
        let run = round.run_with(&["--previous", file]);
        run.ended(3);
        assert!(run.complained.contains(words), "{file}: {}", run.complained);
    }
}
