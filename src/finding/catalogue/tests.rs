use std::collections::BTreeSet;
use std::path::Path;

use super::{ALL, Code, markdown};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn every_code_is_explained_once() {
    let mut explained: Vec<_> = ALL.iter().copied().flatten().map(|told| told.code).collect();
    explained.sort_unstable();
    assert_eq!(explained, Code::ALL);
}

#[test]
fn explanations_are_whole_sentences_under_a_short_title() {
    for told in ALL.iter().copied().flatten() {
        let id = told.code.id();
        assert!(
            told.title.chars().count() <= 60 && !told.title.ends_with('.'),
            "{id}: {}",
            told.title
        );
        for text in [told.meaning, told.remedy] {
            assert!(text.ends_with(['.', '*']) && !text.is_ascii(), "{id}: {text}");
        }
        let all = [told.title, told.meaning, told.example, told.remedy].concat();
        assert!(!all.contains("  ") && !all.contains('\n'), "{id}: {all}");
    }
}

/// `UPDATE=1` writes the document instead.
#[test]
fn the_document_is_what_the_catalogue_says() {
    let path = Path::new(ROOT).join("docs/loi.md");
    if std::env::var_os("UPDATE").is_some() {
        fs_err::write(&path, markdown()).unwrap();
    }
    let written = fs_err::read_to_string(&path).unwrap();
    assert!(
        written == markdown(),
        "docs/loi.md is out of date; run: UPDATE=1 cargo test --lib catalogue"
    );
}

#[test]
fn a_test_notices_every_code() {
    let mut words = BTreeSet::new();
    for folder in ["src", "tests"] {
        test_words(&Path::new(ROOT).join(folder), folder == "tests", &mut words);
    }
    let tested = |code: &&Code| !words.contains(code.id()) && !words.contains(&format!("{code:?}"));
    let missing: Vec<_> =
        Code::ALL.iter().filter(tested).map(|code| format!("{} {code:?}", code.id())).collect();
    assert!(missing.is_empty(), "no test names these codes:\n{}", missing.join("\n"));
}

/// Gathers the words of test code: whole files of tests, and of other files what stands under
/// `#[cfg(test)]`.
fn test_words(folder: &Path, tests: bool, words: &mut BTreeSet<String>) {
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            test_words(&path, tests || name == "tests", words);
        } else if let (Some(_), false) =
            (name.strip_suffix(".rs"), path.ends_with("catalogue/tests.rs"))
        {
            let text = fs_err::read_to_string(&path).unwrap();
            let whole = tests || name == "tests.rs";
            let from = if whole { Some(0) } else { text.find("#[cfg(test)]") };
            let code = text[from.unwrap_or(text.len())..]
                .lines()
                .map(|line| line.split("//").next().unwrap_or_default());
            code.for_each(|line| {
                words.extend(line.split(|sign: char| !sign.is_alphanumeric()).map(str::to_owned));
            });
        }
    }
}

#[test]
fn words_of_comments_and_of_other_code_are_no_tests() {
    let folder = tempfile::tempdir().unwrap();
    let file = "fn work() { Code::SumDiffers }\n#[cfg(test)]\nmod tests {\n  // E101\n  fn a() { \
                tells(\"W304\") }\n}\n";
    fs_err::write(folder.path().join("work.rs"), file).unwrap();
    fs_err::create_dir(folder.path().join("tests")).unwrap();
    fs_err::write(folder.path().join("tests/made.rs"), "Code::RoundMissing").unwrap();
    let mut words = BTreeSet::new();
    test_words(folder.path(), false, &mut words);
    for (word, noticed) in
        [("W304", true), ("RoundMissing", true), ("E101", false), ("SumDiffers", false)]
    {
        assert_eq!(words.contains(word), noticed, "{word}");
    }
}
