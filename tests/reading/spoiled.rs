//! Lists of the sample round, each spoiled in one way: the finding has the right code, stands at
//! the right cell, and is the only one.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use ocop::finding::CellRef;
use ocop::returned;
use proptest::prelude::*;
use toml::Value;

use crate::support::copy::{Copy, Typed, with_sheet};
use crate::support::round::{RoundFolder, sample_folder};

const LIST: &str = "ho-so/than-uyen.xlsx";
const OTHER_LIST: &str = "ho-so/sin-ho.xlsx";

/// Two products of the list: one whose owner has no other, and the first of two of one owner.
const RICE: &str = "Gạo Séng Cù Mường Than";
const TEA: &str = "Chè xanh Phúc Than";

/// Code and place of what was told.
type Told = BTreeSet<(&'static str, String)>;

/// The lists of the sample round before the council has met.
fn lists() -> RoundFolder {
    let round = RoundFolder::settings().changing(|settings| {
        settings.insert("sessions".into(), Value::Array(Vec::new()));
    });
    let lists = fs_err::read_dir(sample_folder().join("ho-so")).unwrap();
    let mut names: Vec<_> =
        lists.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names.iter().fold(round, |round, name| round.with_sample(&format!("ho-so/{name}")))
}

fn told(round: &RoundFolder) -> Told {
    round
        .judge()
        .findings
        .iter()
        .map(|finding| (finding.code.id(), finding.place.to_string()))
        .collect()
}

/// What is told of the lists as they are, with this one written anew.
fn before() -> &'static Told {
    static BEFORE: OnceLock<Told> = OnceLock::new();
    BEFORE.get_or_init(|| told(&lists().with(LIST, Copy::of(LIST).bytes())))
}

/// Spoils the list and expects exactly these findings more.
#[track_caller]
fn spoiled(code: &'static str, spoil: impl FnOnce(&mut Copy) -> CellRef) {
    let mut copy = Copy::of(LIST);
    let at = spoil(&mut copy);
    let place = format!("{LIST} · {}!{at}", copy.sheet());
    let more: Told =
        told(&lists().with(LIST, copy.bytes())).difference(before()).cloned().collect();
    assert_eq!(more, BTreeSet::from([(code, place)]));
}

/// Changes the folder and expects exactly this finding more.
#[track_caller]
fn disturbed(code: &'static str, place: &str, disturb: impl FnOnce(RoundFolder) -> RoundFolder) {
    let round = disturb(lists().with(LIST, Copy::of(LIST).bytes()));
    let more: Told = told(&round).difference(before()).cloned().collect();
    assert_eq!(more, BTreeSet::from([(code, place.to_owned())]));
}

/// One test a spoiling.
macro_rules! cells {
    ($($name:ident: $code:literal, $spoil:expr;)+) => {
        $(#[test]
        fn $name() {
            spoiled($code, $spoil);
        })+
    };
}

#[test]
fn the_lists_as_they_are_have_no_error_and_no_warning() {
    let heavy: Vec<_> = before().iter().filter(|(code, _)| !code.starts_with('N')).collect();
    assert!(heavy.is_empty(), "{heavy:?}");
}

/// The cell of a product's total, typed as a number of its own.
fn total(copy: &mut Copy, product: &str, total: Typed) -> CellRef {
    copy.put(copy.under("Tổng điểm", product), total)
}

cells! {
    a_total_without_its_decimal_comma: "E302", |copy| total(copy, RICE, Typed::Number(6829.0));
    a_negative_total: "E302", |copy| total(copy, RICE, Typed::Number(-5.0));
    a_total_that_is_no_number: "E206", |copy| total(copy, RICE, Typed::Text("đạt yêu cầu".into()));
    a_total_that_is_true: "E206", |copy| total(copy, RICE, Typed::Bool(true));
    a_total_that_is_a_day: "E206", |copy| total(copy, RICE, Typed::Day(8));
    a_total_that_is_a_fraction_of_one: "E206", |copy| total(copy, RICE, Typed::Text("68,29%".into()));
    a_total_with_a_broken_reference: "E212", |copy| total(copy, RICE, Typed::Formula("=#REF!".into(), "#REF!".into()));
    a_total_that_was_never_calculated: "E207", |copy| total(copy, RICE, Typed::Formula("=SUM(H9:J9)".into(), String::new()));
    a_total_typed_by_hand_and_wrong: "E360", |copy| total(copy, RICE, Typed::Number(69.29));
    a_total_that_an_old_calculation_left: "W213", |copy| total(copy, RICE, Typed::Formula("=SUM(H9:J9)".into(), "69.29".into()));
    a_part_that_is_no_number: "E206", |copy| copy.write(copy.under("Phần A", RICE), "hai mươi lăm");
    a_part_with_a_broken_reference: "E212", |copy| {
        copy.put(copy.under("Phần B", RICE), Typed::Formula("=#N/A".into(), "#N/A".into()))
    };
    a_star_that_is_too_high: "W304", |copy| copy.write(copy.under("Hạng sao đề nghị", RICE), "4 sao");
    a_star_that_cannot_be_read: "E206", |copy| copy.write(copy.under("Hạng sao đề nghị", RICE), "đạt");
    a_product_without_a_name: "E205", |copy| copy.clear(copy.find(RICE));
    a_product_without_a_number_and_a_name: "E205", |copy| {
        copy.clear(CellRef::new(copy.find(RICE).row, 0));
        copy.clear(copy.find(RICE))
    };
    a_product_without_a_set: "E205", |copy| copy.clear(copy.under("Bộ sản phẩm", RICE));
    a_product_without_an_owner: "E205", |copy| copy.clear(copy.under("Tên chủ thể", RICE));
    a_product_without_a_kind_of_owner: "E205", |copy| copy.clear(copy.under("Loại hình", RICE));
    a_name_with_a_broken_reference: "E212", |copy| {
        copy.put(copy.find(RICE), Typed::Formula("=#REF!".into(), "#REF!".into()))
    };
    a_set_that_does_not_exist: "E317", |copy| copy.write(copy.under("Bộ sản phẩm", RICE), "Gạo, ngũ kốc");
    a_kind_of_owner_that_does_not_exist: "E215", |copy| copy.write(copy.under("Loại hình", RICE), "Hợp đồng xã");
    a_product_that_stands_there_twice: "E305", |copy| named_like_the_one_above(copy, TEA);
    a_product_with_nearly_the_name_of_another: "W325", |copy| named_like_the_one_above(copy, "Chè xanh Phúc Thân");
    a_mandatory_item_of_the_dossier_that_is_missing: "E329", |copy| {
        copy.write(copy.under("Hồ sơ", RICE), "Thiếu giấy đăng ký kinh doanh")
    };
    a_commune_that_does_not_exist: "W327", |copy| address(copy, "Xã Mường Thám, huyện Than Uyên");
    a_commune_of_another_district: "W328", |copy| address(copy, "Xã Tả Ngảo, huyện Than Uyên");
    a_letter_without_a_number: "W330", |copy| {
        let at = copy.beginning("(Kèm theo Công văn");
        copy.write(at, "(Kèm theo Công văn số       /UBND-NN ngày 25/11/2020 của UBND huyện Than Uyên)")
    };
    a_letter_without_a_date: "W330", |copy| {
        let at = copy.beginning("(Kèm theo Công văn");
        copy.write(at, "(Kèm theo Công văn số 1486/UBND-NN của UBND huyện Than Uyên)")
    };
    a_count_that_is_not_that_of_the_rows: "W331", |copy| copy.write(copy.beginning("Tổng cộng"), "Tổng cộng: 7 sản phẩm");
    a_heading_that_is_missing: "E202", |copy| copy.write(copy.find("Loại hình"), "Vùng nguyên liệu");
    a_heading_that_stands_twice: "E203", |copy| {
        let at = copy.find("Ghi chú");
        for product in [RICE, TEA] {
            copy.write(CellRef::new(copy.find(product).row, at.column), "Chè tươi, chế biến");
        }
        let last = copy.find("Tép dầu sấy khô hồ Bản Chát").row;
        copy.clear(CellRef::new(last, at.column));
        copy.write(at, "Bộ sản phẩm")
    };
    a_name_that_goes_on_in_the_next_row: "E217", |copy| {
        let [row, last] = ["Cá lăng một nắng hồ Bản Chát", RICE].map(|product| copy.find(product));
        copy.clear_row(row.row);
        copy.clear_row(row.row + 1);
        copy.write(copy.beginning("Tổng cộng"), "Tổng cộng: 4 sản phẩm");
        copy.write(CellRef::new(row.row, last.column), "hồ Bản Chát")
    };
    a_product_that_is_withdrawn: "W220", |copy| {
        let at = CellRef::new(copy.find(RICE).row, copy.find("Ghi chú").column);
        copy.write(at, "Chủ thể xin rút hồ sơ")
    };
    two_products_in_one_cell: "E218", |copy| copy.write(copy.find(RICE), "1. Gạo Séng Cù 2. Gạo tẻ râu");
    a_dossier_that_says_both: "E206", |copy| copy.write(copy.under("Hồ sơ", RICE), "Đủ, sẽ bổ sung sau");
    an_owner_that_is_a_number: "E206", |copy| copy.put(copy.under("Tên chủ thể", RICE), Typed::Number(1980.0));
    a_kind_that_the_name_contradicts: "E361", |copy| copy.write(copy.under("Loại hình", RICE), "Hộ kinh doanh");
    a_heading_that_is_misspelt: "W211", |copy| copy.write(copy.find("Bộ sản phẩm"), "Bộ sản phảmm");
    a_name_in_a_font_of_tcvn3: "W115", |copy| {
        let at = copy.write(copy.under("Người đại diện", RICE), "Hµ V¨n Ng©n");
        copy.font(at, ".VnTime");
        at
    };
    a_name_in_a_font_of_vni: "W115", |copy| {
        let at = copy.write(copy.under("Người đại diện", RICE), "Haø Vaên Ngaân");
        copy.font(at, "VNI-Times");
        at
    };
    a_name_whose_bytes_were_misread: "W116", |copy| {
        copy.write(copy.under("Người đại diện", RICE), "HÃ\u{a0} VÄƒn NgÃ¢n")
    };
    a_name_with_a_letter_of_another_script: "W119", |copy| {
        copy.write(copy.under("Người đại diện", RICE), "Hà Văn Ng\u{430}n")
    };
    a_row_that_is_hidden: "N114", |copy| {
        let row = copy.find(RICE).row;
        copy.hide(row);
        CellRef::new(row, 0)
    };
    a_cell_far_from_the_table: "W106", |copy| copy.write(CellRef::new(0, 300), "x");
    a_row_that_belongs_to_nothing: "W214", |copy| {
        let totals = copy.beginning("Tổng cộng");
        copy.clear_row(totals.row);
        let row = copy.find(RICE).row;
        copy.clear_row(row);
        copy.write(CellRef::new(row, copy.find("Ghi chú").column), "Xem lại phụ lục")
    };
}

/// Names the second product of an owner like this, with the set of the first.
fn named_like_the_one_above(copy: &mut Copy, name: &str) -> CellRef {
    let set = copy.text(copy.under("Bộ sản phẩm", TEA)).to_owned();
    copy.write(copy.under("Bộ sản phẩm", "Hạt mắc ca sấy Phúc Than"), &set);
    copy.write(copy.find("Hạt mắc ca sấy Phúc Than"), name)
}

fn address(copy: &mut Copy, address: &str) -> CellRef {
    copy.write(copy.under("Địa chỉ", RICE), address)
}

#[test]
fn an_address_that_is_a_dash_is_told_with_what_papers_print_in_its_place() {
    let mut copy = Copy::of(LIST);
    let at = address(&mut copy, "-");
    let place = |at: CellRef| format!("{LIST} · {}!{at}", copy.sheet());
    let wanted = [("W226", place(at)), ("N276", place(CellRef::new(at.row, 1)))];
    let more: Told =
        told(&lists().with(LIST, copy.bytes())).difference(before()).cloned().collect();
    assert_eq!(more, BTreeSet::from(wanted));
}

#[test]
fn a_product_of_two_districts() {
    let rice = Copy::of(LIST);
    let [set, owner] = ["Bộ sản phẩm", "Tên chủ thể"]
        .map(|heading| rice.text(rice.under(heading, RICE)).to_owned());
    let mut other = Copy::of(OTHER_LIST);
    let at = other.beginning("Rượu ngô men lá");
    other.write(other.under("Bộ sản phẩm", "Rượu ngô men lá Phìn Hồ"), &set);
    other.write(other.under("Tên chủ thể", "Rượu ngô men lá Phìn Hồ"), &owner);
    other.write(at, RICE);
    // The list of Sìn Hồ comes first in the order of districts.
    disturbed("E326", &format!("{LIST} · {}!{}", rice.sheet(), rice.find(RICE)), |round| {
        round.with(OTHER_LIST, other.bytes())
    });
}

#[test]
fn a_district_that_the_round_does_not_have() {
    let mut copy = Copy::of(LIST);
    for at in [copy.beginning("UBND HUYỆN"), copy.beginning("(Kèm theo")] {
        let text = copy
            .text(at)
            .replace("HUYỆN THAN UYÊN", "HUYỆN MƯỜNG LA")
            .replace("huyện Than Uyên", "huyện Mường La");
        copy.write(at, &text);
    }
    let round = lists().with(LIST, copy.bytes());
    assert!(told(&round).iter().any(|(code, place)| *code == "E204" && place.starts_with(LIST)));
}

#[test]
fn a_marked_workbook_that_is_sent_again_is_read_like_the_first() {
    let mut copy = Copy::of(LIST);
    total(&mut copy, RICE, Typed::Text("đạt yêu cầu".into()));
    let round = lists().with(LIST, copy.bytes());
    let findings = round.judge().findings;
    let own: Vec<_> = findings.iter().filter(|finding| finding.place.file == *LIST).collect();
    assert!(!own.is_empty());
    let marked = returned::mark(&copy.bytes(), "than-uyen.xlsx", &own).unwrap();
    assert_eq!(told(&lists().with(LIST, marked.bytes)), told(&round));
}

#[test]
fn a_file_that_came_in_twice() {
    let bytes = Copy::of(LIST).bytes();
    // A copy that is made a second later has other bytes.
    disturbed("W117", "ho-so/than-uyen2.xlsx", |round| {
        round.with(LIST, &bytes).with("ho-so/than-uyen2.xlsx", &bytes)
    });
}

#[test]
fn a_file_that_was_cut_off() {
    let bytes = Copy::of(LIST).bytes();
    disturbed("E112", "ho-so/cat.xlsx", |round| {
        round.with("ho-so/cat.xlsx", &bytes[..bytes.len() / 2])
    });
}

#[test]
fn a_file_that_points_outside_itself() {
    let doctype = "<!DOCTYPE worksheet SYSTEM \"http://example.org/x.dtd\"><worksheet";
    let bytes =
        with_sheet(&Copy::of(LIST).bytes(), |xml| *xml = xml.replacen("<worksheet", doctype, 1));
    disturbed("E111", "ho-so/ngoai.xlsx", |round| round.with("ho-so/ngoai.xlsx", bytes));
}

#[test]
fn a_file_that_declares_entities() {
    let doctype = "<!DOCTYPE worksheet [<!ENTITY a \"aaaaaaaaaa\">]><worksheet";
    let bytes =
        with_sheet(&Copy::of(LIST).bytes(), |xml| *xml = xml.replacen("<worksheet", doctype, 1));
    disturbed("E110", "ho-so/thuc-the.xlsx", |round| round.with("ho-so/thuc-the.xlsx", bytes));
}

#[test]
fn a_file_that_is_no_workbook_but_says_so() {
    disturbed("E101", "ho-so/hong.xlsx", |round| round.with("ho-so/hong.xlsx", [0_u8; 600]));
}

#[test]
fn a_file_somebody_has_open() {
    disturbed("N107", "ho-so/~$than-uyen.xlsx", |round| {
        round.with("ho-so/~$than-uyen.xlsx", b"admin")
    });
}

#[test]
fn a_web_page_called_a_workbook() {
    disturbed("E104", "ho-so/trang.xls", |round| {
        round.with("ho-so/trang.xls", "<html><table></table></html>")
    });
}

/// Ways to spoil the list that do not touch each other, each told at the cell that was spoiled.
const WAYS: [fn(&mut Copy) -> CellRef; 10] = [
    |copy| total(copy, RICE, Typed::Text("đạt yêu cầu".into())),
    |copy| address(copy, "Xã Tả Ngảo, huyện Sìn Hồ"),
    |copy| copy.write(copy.under("Hồ sơ", RICE), "Thiếu giấy đăng ký kinh doanh"),
    |copy| copy.write(copy.under("Hạng sao đề nghị", TEA), "4 sao"),
    |copy| copy.write(copy.under("Bộ sản phẩm", TEA), "Chè tươi, chế biếm"),
    |copy| copy.write(copy.under("Phần A", "Hạt mắc ca sấy Phúc Than"), "hai mươi"),
    |copy| total(copy, "Cá lăng một nắng hồ Bản Chát", Typed::Number(69.5)),
    |copy| copy.write(copy.under("Hạng sao đề nghị", "Tép dầu sấy khô hồ Bản Chát"), "đạt"),
    |copy| copy.write(copy.beginning("Tổng cộng"), "Tổng cộng: 9 sản phẩm"),
    |copy| {
        copy.write(
            copy.beginning("(Kèm theo Công văn"),
            "(Kèm theo Công văn số 1486/UBND-NN của UBND huyện Than Uyên)",
        )
    },
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mending_the_cells_that_were_told_removes_their_findings_and_no_other(
        ways in prop::collection::vec(any::<(bool, bool)>(), WAYS.len()),
    ) {
        let sound = Copy::of(LIST);
        let mut copy = sound.clone();
        let spoiled: Vec<_> = WAYS.iter().zip(&ways).filter(|(_, (spoil, _))| *spoil).collect();
        let cells: Vec<_> = spoiled.into_iter().map(|(spoil, (_, mend))| (spoil(&mut copy), *mend)).collect();
        let place = |at: &CellRef| format!("{LIST} · {}!{at}", copy.sheet());
        let told_first = told(&lists().with(LIST, copy.bytes()));
        for (at, _) in &cells {
            prop_assert!(told_first.iter().any(|(_, told)| *told == place(at)), "nothing is told of {at}");
        }
        let mended: BTreeSet<_> = cells.iter().filter(|(_, mend)| *mend).map(|(at, _)| place(at)).collect();
        let left: Told = told_first.iter().filter(|(_, told)| !mended.contains(told)).cloned().collect();
        let mut better = copy.clone();
        cells.iter().filter(|(_, mend)| *mend).for_each(|(at, _)| better.mend(*at, &sound));
        prop_assert_eq!(told(&lists().with(LIST, better.bytes())), left);
    }
}
