//! Rounds in the time of transition from 148/QĐ-TTg to 26/2026/QĐ-TTg: by which act each product is
//! evaluated, and what is told where nobody says when its dossier was handed in.

use ocop::criteria::{LegalForm, ProductSet};
use rust_xlsxwriter::Workbook;

use super::other_acts::{tea_of, under_26_in};
use crate::support::marks::{Marks, criteria, full_sheet};
use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::Product;

const SET: &str = "Rau, củ, quả, hạt tươi";

/// The set of this name in an act.
fn set_of(act: &str) -> &'static ProductSet {
    criteria().by_id(act).unwrap().set(|name| name == SET).unwrap()
}

fn product(name: &str) -> Product {
    Product { set: SET.into(), ..tea_of("Xã Sin Suối Hồ", name) }
}

/// A list that says of each product when its dossier was handed in; not at all where that is empty.
fn list(products: &[(&Product, &str)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Danh sách").unwrap();
    sheet.write(0, 0, "UBND xã Sin Suối Hồ").unwrap();
    sheet.write(1, 0, "(Kèm theo Công văn số 112/UBND-KT ngày 22/5/2026)").unwrap();
    let heads = ["TT", "Tên sản phẩm", "Bộ sản phẩm", "Chủ thể", "Loại hình", "Địa chỉ"];
    sheet.write_row(2, 0, heads).unwrap();
    sheet.write(2, 6, "Ngày nộp hồ sơ").unwrap();
    for (row, (product, received)) in (3..).zip(products) {
        let cells = [&product.name, &product.set, &product.owner, &product.kind, &product.address];
        sheet.write_row(row, 1, cells).unwrap();
        sheet.write(row, 0, row - 2).unwrap();
        sheet.write(row, 6, *received).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

/// Five members give each product the highest marks of the set of its act, a sheet an act.
fn scored(round: RoundFolder, products: &[(&Product, &str)]) -> RoundFolder {
    (1..=5).fold(round, |round, number| {
        let mut workbook = Workbook::new();
        for (index, (product, act)) in products.iter().enumerate() {
            let sheet = workbook.add_worksheet();
            sheet.set_name(format!("Phiếu {index}")).unwrap();
            let marks = Marks::highest(set_of(act), LegalForm::Cooperative);
            full_sheet(sheet, &member(number), 1, &[(product, &marks)]);
        }
        let ballot = workbook.save_to_buffer().unwrap();
        round.with(&format!("phieu-cham/{number:02}.xlsx"), ballot)
    })
}

const OLD: &str = "148-2023-1489-2025";
const NEW: &str = "26-2026";

#[test]
fn one_round_holds_products_of_both_acts_each_counted_under_its_own() {
    let (old, new) = (product("Rau bò khai"), product("Măng sặt"));
    let round = under_26_in("2026-06")
        .with("ho-so/sin-suoi-ho.xlsx", list(&[(&old, "20/5/2026"), (&new, "22/5/2026")]));
    let judged = scored(round, &[(&old, OLD), (&new, NEW)]).judge();
    judged.told_for_sure(&["N332"]);
    assert_eq!(judged.product("Rau bò khai")["act"], OLD);
    assert_eq!(judged.product("Măng sặt")["act"], NEW);
    for name in ["Rau bò khai", "Măng sặt"] {
        assert_eq!(judged.outcome(name), "proposed_to_ministry", "{name}");
    }
    assert_eq!((&judged.results["act"], &judged.results["other_act"]), (&NEW.into(), &OLD.into()));
    let minutes = judged.paper("bien-ban");
    assert!(minutes.contains("26/2026/QĐ-TTg; hồ sơ nộp trước ngày 22/5/2026"), "{minutes}");
    assert!(minutes.contains("148/QĐ-TTg (sửa đổi, bổ sung theo Quyết định số 1489"), "{minutes}");
}

#[test]
fn a_ballot_of_the_other_act_is_not_taken_for_one_of_its_own() {
    let old = product("Rau bò khai");
    let round = under_26_in("2026-06").with("ho-so/sin-suoi-ho.xlsx", list(&[(&old, "20/5/2026")]));
    let judged = scored(round, &[(&old, NEW)]).judge();
    let finding = judged.findings("E241")[0];
    assert!(finding.found.as_deref().unwrap().contains("Bộ tiêu chí khác"), "{finding:?}");
    assert!(finding.remedy.as_deref().unwrap().contains("ngày nộp hồ sơ"), "{finding:?}");
    assert_eq!(judged.outcome("Rau bò khai"), "held");
    let reason = judged.reason("Rau bò khai");
    assert!(reason.contains("chấm theo mẫu của văn bản khác"), "{reason}");
}

#[test]
fn without_a_day_the_product_waits_and_the_round_may_say_it_for_all() {
    let tea = product("Rau bò khai");
    let round = under_26_in("2026-06").with("ho-so/sin-suoi-ho.xlsx", list(&[(&tea, "")]));
    let judged = scored(round, &[(&tea, OLD)]).judge();
    judged.told_for_sure(&["E508", "N332"]);
    assert!(judged.reason("Rau bò khai").contains("nộp trước hay từ ngày 22/5/2026"));

    let round = under_26_in("2026-06")
        .typing("days = 1", "received = 2026-05-18\ndays = 1")
        .with("ho-so/sin-suoi-ho.xlsx", list(&[(&tea, "")]));
    let judged = scored(round, &[(&tea, OLD)]).judge();
    // The earlier act lets the committee decide, and the round names the chair.
    judged.told_for_sure(&["W462"]);
    assert_eq!(judged.results["act"], OLD, "all dossiers came before the new act");
    assert_eq!(judged.outcome("Rau bò khai"), "proposed_to_ministry");
}

#[test]
fn after_sixty_days_an_old_dossier_is_evaluated_under_the_new_act_and_told() {
    let old = product("Rau bò khai");
    for month in ["2026-07", "2026-09"] {
        let round = under_26_in(month).with("ho-so/sin-suoi-ho.xlsx", list(&[(&old, "20/5/2026")]));
        let (act, told) =
            if month == "2026-07" { (OLD, ["N026", "N332"]) } else { (NEW, ["N332", "W509"]) };
        let judged = scored(round, &[(&old, act)]).judge();
        judged.told_for_sure(&told);
    }
}
