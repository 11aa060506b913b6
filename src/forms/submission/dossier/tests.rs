use std::path::Path;

use super::{AskedItems, DossierReader, is_there};
use crate::criteria;
use crate::finding::Findings;
use crate::forms::FormWords;
use crate::forms::tests::{at, sample_acts, sheet};
use crate::templates::Templates;

#[test]
fn a_cell_says_yes_or_no_as_people_write_it() {
    let known = FormWords::embedded();
    for (words, there) in [
        ("x", Some(true)),
        ("X", Some(true)),
        ("có", Some(true)),
        ("Đủ", Some(true)),
        ("✓", Some(true)),
        ("√", Some(true)),
        ("v", Some(true)),
        ("1", Some(true)),
        ("05", Some(true)),
        ("5 mẫu", Some(true)),
        ("08/12/2020", Some(true)),
        ("Số 17A8001234", Some(true)),
        ("Đã nộp", Some(true)),
        ("có bản sao", Some(true)),
        ("Không thiếu", Some(true)),
        ("không còn thiếu gì", Some(true)),
        ("co", Some(true)),
        ("chua co", Some(false)),
        ("không", Some(false)),
        ("Chưa có", Some(false)),
        ("chưa đủ", Some(false)),
        ("không có", Some(false)),
        ("thiếu", Some(false)),
        ("đang bổ sung", Some(false)),
        ("sẽ nộp sau", Some(false)),
        ("chờ cấp", Some(false)),
        ("0", Some(false)),
        ("00", Some(false)),
        ("- -", Some(false)),
        ("-", Some(false)),
        ("Có nhưng hết hạn", None),
        ("đã nộp, chưa ký", None),
        ("Đã bổ sung", None),
        ("không yêu cầu", None),
        ("xem phụ lục", None),
        ("?", None),
    ] {
        assert_eq!(is_there(&known.lists.dossier, words), there, "{words}");
    }
}

/// Registration, samples, self-assessment, request and report of the commune, tests.
const ASKED: [usize; 6] = [0, 4, 5, 6, 7, 8];

#[test]
fn the_items_of_the_later_act_are_known_by_name_and_by_their_printed_forms() {
    let templates = Templates::new(Path::new("no/such/folder")).expect("none is no fault");
    let act = criteria::load(&templates).expect("they are embedded").0;
    let asked = AskedItems::of(act.by_id("26-2026").expect("it is embedded"));
    let known = FormWords::embedded();
    let named = asked.named_in(&known.lists);
    for (words, missing) in [
        ("đủ", Some(&[][..])),
        ("5/5", Some(&[])),
        ("01 bộ", Some(&[])),
        ("thiếu Mẫu 03", Some(&[7])),
        ("thiếu mẫu số 2", Some(&[5])),
        ("Chưa có báo cáo của UBND xã, SP mẫu", Some(&[7, 4])),
        ("Đủ, chưa có phiếu kiểm nghiệm", Some(&[8])),
        ("Có phiếu đăng ký, báo cáo tự đánh giá", Some(&[4, 6, 7, 8])),
        ("Đủ; 03 SP mẫu", Some(&[])),
        ("4/5", None),
        ("thiếu", None),
    ] {
        let sheet = sheet(&[&[words]], &[]);
        let mut findings = Findings::default();
        let reader = DossierReader::new(&sheet, &named, &asked);
        let told = reader.papers(at("A1"), &mut findings).map(|item| item.map(|item| item.value));
        let lacking = |item: usize| missing.map(|missing| !missing.contains(&item));
        for (item, told) in told.into_iter().enumerate() {
            let expected = if ASKED.contains(&item) { lacking(item) } else { None };
            assert_eq!(told, expected, "{words}: item {item}");
        }
        assert_eq!(findings.iter().count(), usize::from(missing.is_none()), "{words}");
    }
    for (typed, whole, count) in [
        ("03", false, Some(3)),
        ("'05 mẫu", false, Some(5)),
        ("5", false, Some(5)),
        ("x", false, None),
        ("Đủ; 03 SP mẫu", true, Some(3)),
        ("Đủ 5/5", true, None),
        ("đã gửi ngày 01/6/2026", false, None),
    ] {
        let sheet = sheet(&[&[typed]], &[]);
        let reader = DossierReader::new(&sheet, &named, &asked);
        let read = reader.samples(at("A1"), whole).map(|samples| samples.value);
        assert_eq!(read, count, "{typed}");
    }
}

#[test]
fn one_column_may_tell_all_items() {
    let known = FormWords::embedded();
    let but = |missing: &[usize]| {
        let mut items = [true; 5];
        for item in missing {
            items[*item] = false;
        }
        Some(items)
    };
    for (words, expected) in [
        ("đủ", but(&[])),
        ("Đầy đủ", but(&[])),
        ("Đủ 5/5", but(&[])),
        ("5/5", but(&[])),
        ("01 bộ", but(&[])),
        ("Không thiếu", but(&[])),
        ("Hồ sơ đầy đủ, không thiếu giấy tờ nào", but(&[])),
        ("Đủ, có GPKD", but(&[])),
        ("thiếu GPKD, SP mẫu", but(&[3, 4])),
        ("Chưa có giấy ĐKKD", but(&[3])),
        ("Đủ, thiếu giấy ĐKKD", but(&[3])),
        ("Đủ, GPKD đang làm lại", but(&[3])),
        ("thiếu GPKD SP mẫu", but(&[3, 4])),
        ("Có đủ, trừ SP mẫu", but(&[4])),
        ("Đã nộp đủ, còn thiếu phương án KD", but(&[1])),
        ("Đủ nhưng thiếu GPKD và sản phẩm mẫu", but(&[3, 4])),
        ("Có phiếu đăng ký, phương án kinh doanh", but(&[2, 3, 4])),
        ("Phiếu ĐK; PA KD; giới thiệu bộ máy", but(&[3, 4])),
        ("không", Some([false; 5])),
        ("chưa nộp", Some([false; 5])),
        ("thiếu", None),
        ("chưa đủ", None),
        ("đang bổ sung", None),
        ("4/5", None),
        ("3 loại giấy tờ", None),
        ("chưa rõ", None),
        ("Đủ, sẽ nộp bổ sung sau", None),
        ("Có phiếu ĐK; thiếu GPKD", None),
        ("thiếu một số giấy tờ", None),
        ("xem file", None),
    ] {
        let sheet = sheet(&[&[words]], &[]);
        let mut findings = Findings::default();
        let asked = AskedItems::of(sample_acts().main());
        let reader = DossierReader::new(&sheet, &known.lists, &asked);
        let told = reader.papers(at("A1"), &mut findings).map(|item| item.map(|item| item.value));
        assert_eq!(told[..5], expected.map_or([None; 5], |items| items.map(Some)), "{words}");
        assert_eq!(told[5..], [None; 4], "{words}");
        assert_eq!(findings.iter().count(), usize::from(expected.is_none()), "{words}");
    }
}
