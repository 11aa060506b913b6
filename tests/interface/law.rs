//! `ocop criteria`, and the way to correct a value as `docs/luat.md` tells it, step by step.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::judged::Judged;

const DOCUMENT: &str = include_str!("../../docs/luat.md");
const ACT: &str = include_str!("../../templates/criteria/26-2026.toml");

/// Runs the program in this folder; returns its exit code and what it said.
fn ocop(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_ocop"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    (done.status.code().unwrap(), String::from_utf8([done.stdout, done.stderr].concat()).unwrap())
}

/// A folder with the round of which the document speaks.
fn office() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let new = ["new", "dot-1-2026", "--province", "Lai Châu", "--date", "2026-11", "--toml"];
    assert_eq!(ocop(folder.path(), &new).0, 0);
    folder
}

/// The line of the document that begins with these words, under step 2 or 3.
fn typed(begin: &str) -> &'static str {
    let line = DOCUMENT.lines().find(|line| line.trim_start().starts_with(begin));
    line.unwrap_or_else(|| panic!("{begin}"))
}

/// Replaces the line of the act that begins so behind the first place of `after`.
fn replaced(text: &str, after: &str, begin: &str, line: Option<&str>) -> String {
    let from = text.find(after).unwrap();
    let start = from + text[from..].find(begin).unwrap();
    let end = start + text[start..].find('\n').unwrap() + 1;
    let line = line.map(|line| format!("{}\n", line.trim_start())).unwrap_or_default();
    format!("{}{line}{}", &text[..start], &text[end..])
}

#[test]
fn the_steps_of_the_document_correct_a_value() {
    let office = office();
    let here = office.path();
    let copy = ["criteria", "26-2026", "--copy", "dot-1-2026"];
    assert!(DOCUMENT.contains(&format!("\nocop {}\n", copy.join(" "))));
    let (code, said) = ocop(here, &copy);
    assert_eq!(code, 0, "{said}");
    let file = here.join("dot-1-2026/templates/criteria/26-2026.toml");
    assert_eq!(fs_err::read_to_string(&file).unwrap(), ACT);

    // Step 2 alone: the scale still prints 1.
    let criterion = typed("{ code = \"6.2\", name = \"Màu sắc\"");
    let half = replaced(ACT, "name = \"Hoa\"", "{ code = \"6.2\", name", Some(criterion));
    fs_err::write(&file, &half).unwrap();
    let show = ["criteria", "26-2026", "--set", "Hoa", "--templates", "dot-1-2026/templates"];
    let (code, said) = ocop(here, &show);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("E502") && said.contains("Hoa") && said.contains("6.2"), "{said}");
    assert!(said.contains("`also_allowed`"), "the slip that is left is told: {said}");
    let judged = Judged::of(&here.join("dot-1-2026"));
    assert_eq!(judged.findings("E502").len(), 1, "the check tells it too");

    // Steps 3 to 5.
    let option = typed("{ mark = 0, text = \"Chấp nhận được\"");
    let scale = replaced(&half, "\nmau-sac-10 = [", "{ mark = 1", Some(option));
    let whole = replaced(&scale, "name = \"Hoa\"", "{ code = \"6.2\", marks", None);
    let open = typed("\"Một mức điểm còn ngờ");
    let whole = replaced(&whole, "unverified = [", "    \"Hai mức điểm còn ngờ", Some(open));
    fs_err::write(&file, &whole).unwrap();
    let (code, said) = ocop(here, &show);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("(tệp của cơ quan)"), "{said}");
    assert!(said.contains("Một mức điểm còn ngờ") && !said.contains("bộ “Hoa”"), "{said}");
    let row = said.lines().find(|line| line.starts_with("6.2 ")).unwrap();
    assert!(row.ends_with("Màu sắc (các mức: 0 · 1 · 3 · 5)"), "nothing open is left: {row}");

    let (code, said) = ocop(here, &copy);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("giữ nguyên"), "{said}");
    assert_eq!(fs_err::read_to_string(&file).unwrap(), whole, "a corrected file stays");
}

#[test]
fn an_amended_act_is_copied_with_the_act_that_has_its_criteria() {
    let office = office();
    let (code, said) =
        ocop(office.path(), &["criteria", "148-2023-1489-2025", "--copy", "dot-1-2026"]);
    assert_eq!(code, 0, "{said}");
    for name in ["148-2023-1489-2025.toml", "148-2023.toml"] {
        assert!(office.path().join("dot-1-2026/templates/criteria").join(name).is_file());
        assert!(said.contains(name), "{said}");
    }
}

#[test]
fn what_cannot_be_shown_is_told_with_what_is_possible() {
    let folder = tempfile::tempdir().unwrap();
    fs_err::write(folder.path().join("co-roi.csv"), "cũ").unwrap();
    for (arguments, code, words) in [
        (&["99/QĐ-TTg"] as &[&str], 1, &["99/QĐ-TTg", "26-2026", "1048-2019"] as &[&str]),
        (&["26-2026", "--set", "Mật ôn khác"], 1, &["gần giống nhất", "Mật ong"]),
        (&["26-2026", "--set", "xe đạp điện Thống Nhất"], 1, &["23. Hoa"]),
        (&["26-2026", "--templates", "khong-co"], 3, &["khong-co", "--templates"]),
        (&["26-2026", "--copy", "khong-co"], 3, &["khong-co", "--copy"]),
        (&["26-2026", "--to", "bang.pdf"], 3, &[".html", ".csv"]),
        (&["26-2026", "--to", "co-roi.csv"], 3, &["co-roi.csv", "giữ nguyên"]),
        (&["--set", "Hoa"], 3, &["còn thiếu"]),
        (&["26-2026", "--copy", ".", "--to", "a.csv"], 3, &["không đi cùng với"]),
    ] {
        let (done, said) = ocop(folder.path(), &[&["criteria"], arguments].concat());
        assert_eq!(done, code, "{arguments:?}: {said}");
        for word in words {
            assert!(said.contains(word), "{arguments:?}: {word}: {said}");
        }
    }
    assert!(!folder.path().join("khong-co").exists(), "no folder is made by mistake");
    assert_eq!(fs_err::read_to_string(folder.path().join("co-roi.csv")).unwrap(), "cũ");
}

#[test]
fn the_page_and_the_rows_are_written_where_they_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["hoa.html", "hoa.csv"] {
        let (code, said) =
            ocop(folder.path(), &["criteria", "26/2026/QĐ-TTg", "--set", "hoa", "--to", name]);
        assert_eq!(code, 0, "{said}");
        assert!(fs_err::metadata(folder.path().join(name)).unwrap().len() > 10_000, "{name}");
    }
    let (code, said) = ocop(folder.path(), &["criteria", "148/QĐ-TTg", "--set", "Hoa"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("148-2023-1489-2025"), "the other version is named: {said}");
}
