//! No text about the declaration speaks of TOML to somebody who uses Excel.

use std::path::Path;

use super::*;

/// The texts between quotes of a source file, without those of its tests.
fn texts(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let (mut texts, mut text) = (Vec::new(), None::<String>);
    let mut signs = source.chars().peekable();
    while let Some(sign) = signs.next() {
        match (&mut text, sign) {
            (None, '"') => text = Some(String::new()),
            (None, '\'') if signs.peek() == Some(&'"') => {
                signs.next();
            }
            (None, '/') if signs.peek() == Some(&'/') => {
                while signs.next().is_some_and(|sign| sign != '\n') {}
            }
            (None, _) => {}
            (Some(_), '"') => texts.extend(text.take()),
            (Some(text), '\\') => match signs.next() {
                Some('\n') => while signs.next_if(|sign| sign.is_whitespace()).is_some() {},
                Some(sign) => text.push(sign),
                None => {}
            },
            (Some(text), sign) => text.push(sign),
        }
    }
    texts
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs_err::read_to_string(&path).unwrap();
            found.extend(texts(&text).into_iter().map(|text| (path.display().to_string(), text)));
        }
    }
}

/// Whoever words a new finding about the declaration sees here that it must be reworded too.
#[test]
fn no_text_about_the_declaration_speaks_of_toml_to_somebody_who_uses_excel() {
    let mut all = Vec::new();
    for desk in ["criteria", "documents", "forms", "round", "rules", "tally", "truth"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(desk), &mut all);
    }
    let speaks = |text: &str| ["round.toml", "[["].iter().any(|word| text.contains(word));
    let told: Vec<_> = all
        .iter()
        // The declaration's own refusals name both files.
        .filter(|(file, text)| {
            speaks(text)
                && !text.is_ascii()
                && !file.ends_with("round/explain.rs")
                && !text.contains("{0}")
        })
        .map(|(file, text)| (file, text, Places::default().reword(text)))
        .collect();
    assert!(told.len() > 30, "{}", told.len());
    let wrong = told.iter().filter(|(.., told)| speaks(told) || told.contains(" = \""));
    let wrong: Vec<_> =
        wrong.map(|(file, text, told)| format!("{file}: {text}\n  becomes: {told}")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn days_are_written_as_people_write_them() {
    assert_eq!(days("từ 2020-12-08 trở đi"), "từ 08/12/2020 trở đi");
    assert_eq!(days("148-2023-1489-2025 và 12-2020-12-08"), "148-2023-1489-2025 và 12-2020-12-08");
}

#[test]
fn sections_become_sheets() {
    let places = Places::default();
    let told = |text: &str| places.reword(text);
    assert_eq!(told("Mục [[verdicts]] này không ứng"), "Dòng này của trang “Kết luận” không ứng");
    assert_eq!(
        told("thêm mục [acts.Luật Đất đai] hoặc"),
        "thêm trang “Căn cứ” (“Luật Đất đai”) hoặc"
    );
    assert_eq!(told("[1] không phải mục"), "[1] không phải mục");
}
