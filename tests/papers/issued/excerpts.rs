//! Excerpts of the decision.

use ocop::documents::model::{BodyBlock, PrintedRow};

use super::{decided, one};
use crate::support::round::RoundFolder;
use crate::support::workbooks::{submission, tea, unanimous};

const FOLDER: &str = "06-quyet-dinh/trich-sao/";

#[test]
fn an_excerpt_holds_the_products_of_its_unit_in_the_words_of_the_decision() {
    let judged = RoundFolder::sample(&[]).judge();
    let decision = judged.document("06-quyet-dinh/quyet-dinh");
    let rows = |document: &ocop::documents::Document| -> Vec<Vec<String>> {
        let tables = document.annexes[0].body.iter().filter_map(|block| match block {
            BodyBlock::Table(table) => Some(&table.rows),
            _ => None,
        });
        let rows = tables.flatten().filter(|row| matches!(row, PrintedRow::Data { .. }));
        rows.map(|row| row.texts().to_vec()).collect()
    };
    let all = rows(decision);
    let mut found = Vec::new();
    let files: Vec<_> = judged.papers().map(|(file, _)| file.to_owned()).collect();
    for file in files.iter().filter(|file| file.starts_with(FOLDER)) {
        let excerpt = judged.document(file);
        assert_eq!((&excerpt.name, &excerpt.subject), (&decision.name, &decision.subject));
        assert_eq!(excerpt.header, decision.header);
        for block in &excerpt.body {
            let is_sign = matches!(block, BodyBlock::Paragraph { runs } if runs[0].text == "(…)");
            assert!(is_sign || decision.body.iter().any(|one| one == block), "{block:?}");
        }
        found.extend(rows(excerpt));
    }
    found.sort();
    let mut wanted = all;
    wanted.sort();
    assert_eq!(found, wanted, "every row of the decision stands in one excerpt");
}

#[test]
fn an_excerpt_has_the_form_of_a_copy() {
    let run = decided(one("Chè Tả Ngảo"))
        .setting("papers.excerpt.number", 12)
        .setting("papers.excerpt.date", "2020-12-14".parse::<toml::value::Datetime>().unwrap())
        .run();
    run.ended(0);
    let paper = run.paper("06-quyet-dinh/trich-sao/01-huyen-sin-ho");
    let text = paper.text();
    for words in [
        "Số: 1757/QĐ-UBND",
        "Điều 1.",
        "có giá trị 36 tháng",
        "(…)",
        "TRÍCH SAO",
        "Số: 12/TrS-UBND",
        "Lai Châu, ngày 14 tháng 12 năm 2020",
        "UBND huyện Sìn Hồ;",
        "Phan Thị Lan (giả định)",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(!text.contains("Điều 3."), "{text}");
    let last = paper.pages.last().unwrap();
    let (form, row) = (last.piece("TRÍCH SAO"), last.piece("Chè Tả Ngảo"));
    assert!(row.baseline() < form.baseline());
}

#[test]
fn an_excerpt_waits_until_its_signer_is_known() {
    let round = one("Chè Tả Ngảo").changing(|settings| {
        settings["papers"].as_table_mut().unwrap().remove("excerpt");
    });
    let judged = round.judge();
    let reason = judged.waits("Trích sao");
    assert!(reason.contains("[papers.excerpt]"), "{reason}");
}

#[test]
fn an_excerpt_is_not_made_before_the_decision() {
    let day = "2020-12-10".parse::<toml::value::Datetime>().unwrap();
    let judged = decided(one("Chè Tả Ngảo")).setting("papers.excerpt.date", day).judge();
    let finding = judged.tells("E010", "round.toml · papers.excerpt.date");
    assert!(finding.message.contains("trước ngày của quyết định"), "{}", finding.message);
    assert!(judged.waits("Trích sao").contains("E010"));
}

#[test]
fn blanks_of_the_copy_are_told_before_those_of_the_original() {
    let judged = one("Chè Tả Ngảo").judge();
    let blanks = judged.document(FOLDER).blanks();
    assert_eq!(blanks[0], "số văn bản của bản trích sao");
    assert!(blanks.contains(&"ngày ban hành".to_owned()), "{blanks:?}");
}

#[test]
fn a_unit_without_a_product_in_the_decision_gets_no_excerpt() {
    let (good, low) = (tea("Chè Tả Ngảo"), tea("Chè thấp điểm"));
    let judged = RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&good)))
        .with("ho-so/than-uyen.xlsx", submission("huyện Than Uyên", std::slice::from_ref(&low)))
        .with_all(unanimous(1, &[(&good, [20, 12, 30]), (&low, [10, 10, 20])]))
        .meeting_once()
        .judge();
    let files = judged.papers().filter(|(file, _)| file.starts_with(FOLDER)).count();
    assert_eq!(files, 1);
}
