//! Heads first, and the rest of an act when it is chosen.

use std::io::Write;

use super::{act_of, embedded};
use crate::criteria::{Criteria, load_heads};
use crate::finding::{Code, Findings};
use crate::templates::Templates;

/// The heads for an office with these files in its folder.
fn heads(files: &[(&str, &str)]) -> (Criteria, Findings) {
    let office = tempfile::tempdir().unwrap();
    let folder = office.path().join("criteria");
    fs_err::create_dir(&folder).unwrap();
    for (name, text) in files {
        fs_err::File::create(folder.join(name)).unwrap().write_all(text.as_bytes()).unwrap();
    }
    load_heads(&Templates::new(office.path()).unwrap()).unwrap()
}

#[test]
fn a_completed_head_is_the_act_that_is_loaded_whole() {
    let (heads, findings) = heads(&[]);
    assert!(findings.is_empty());
    let whole = embedded();
    assert!(heads.ids().eq(whole.ids()));
    for id in whole.ids() {
        let head = act_of(&heads, id);
        assert!(head.sets.is_empty(), "{id}");
        let (act, findings) = heads.whole(id);
        assert!(findings.is_empty(), "{id}");
        let act = act.unwrap();
        assert_eq!(act, *act_of(&whole, id));
        assert_eq!(crate::criteria::Act { sets: Vec::new(), ..act }, *head);
        assert_eq!(whole.whole(id).0.as_ref(), whole.by_id(id), "{id}");
    }
    assert_eq!(heads.whole("9-2027").0, None);
}

#[test]
fn the_files_of_an_office_are_read_whole_at_once() {
    let text = super::office::ACT_26.replacen("max = 18", "max = 19", 1);
    let (criteria, findings) = heads(&[("26-2026.toml", &text)]);
    assert_eq!(criteria.by_id("26-2026"), None);
    let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::CriteriaInvalid]);
}

#[test]
fn an_act_borrows_the_sets_of_the_office_s_file_or_falls_with_it() {
    let own = include_str!("../../../templates/criteria/148-2023.toml");
    let own = own.replace("\"Mỹ phẩm có thành phần từ dược liệu\"", "\"Mỹ phẩm\"");
    let (criteria, findings) = heads(&[("148-2023.toml", &own)]);
    assert!(findings.is_empty());
    let (act, findings) = criteria.whole("148-2023-1489-2025");
    assert!(findings.is_empty());
    assert!(act.unwrap().set(|name| name == "Mỹ phẩm").is_some());
    let (criteria, _) = heads(&[("148-2023.toml", "số = 1\n")]);
    let (act, findings) = criteria.whole("148-2023-1489-2025");
    assert_eq!(act, None);
    assert_eq!(findings.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::CriteriaInvalid]);
}

#[test]
fn an_act_of_the_office_borrows_the_sets_of_one_in_the_program() {
    let text = include_str!("../../../templates/criteria/148-2023-1489-2025.toml");
    let text = text.replace("in_force_from = 2025-07-06", "in_force_from = 2025-07-07");
    let (criteria, findings) = heads(&[("148-2023-1489-2025.toml", &text)]);
    assert!(findings.is_empty());
    assert_eq!(act_of(&criteria, "148-2023-1489-2025").sets.len(), 26);
    assert_eq!(act_of(&criteria, "148-2023").sets.len(), 0);
}
