//! Proposes the known name that somebody most likely meant.

use careful_spreadsheet::text;

/// How many letters in a hundred may be wrong for a name to be proposed.
const WRONG_PERCENT: usize = 34;

/// Finds the name that is nearest to what was typed, compared without diacritics; `None` when none
/// is near. Of names that are equally near, the first.
pub(crate) fn nearest<'a>(
    names: impl IntoIterator<Item = &'a str>,
    typed: &str,
) -> Option<&'a str> {
    let wanted = text::bare(typed);
    let limit = (wanted.chars().count() * WRONG_PERCENT / 100).max(1);
    let near =
        names.into_iter().map(|name| (strsim::osa_distance(&text::bare(name), &wanted), name));
    near.filter(|(distance, _)| !wanted.is_empty() && *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Finds what somebody calls `asked`, among things with one or more names each.
///
/// The names are compared in several ways, from strict to loose: without regard to case and
/// spelling of tones; without diacritics; as words of the name in a row; as its words in any order;
/// as any part of it. The first way that finds something decides.
pub(crate) fn called<'a, T>(
    all: &'a [T],
    names: impl Fn(&'a T) -> Vec<&'a str>,
    asked: &str,
) -> Vec<&'a T> {
    let (folded, bare) = (text::fold(asked), text::bare(asked));
    if bare.is_empty() {
        return Vec::new();
    }
    let within = |name: &str, phrase: &str| spaced(name).contains(&spaced(phrase));
    let word_by_word = |name: &str| words(&bare).all(|word| within(name, word));
    let ways: [&dyn Fn(&str) -> bool; 6] = [
        &|name| text::fold(name) == folded,
        &|name| text::bare(name) == bare,
        &|name| within(&text::fold(name), &folded),
        &|name| within(&text::bare(name), &bare),
        &|name| word_by_word(&text::bare(name)),
        &|name| text::bare(name).contains(&bare),
    ];
    let found =
        ways.iter().map(|is| all.iter().filter(|one| names(one).into_iter().any(is)).collect());
    found.into_iter().find(|found: &Vec<_>| !found.is_empty()).unwrap_or_default()
}

/// Returns the edit distance to the name, or to a group of its words in a row that is about as long
/// as what was asked for. Both are without diacritics.
pub(crate) fn distance(name: &str, wanted: &str) -> usize {
    let all: Vec<_> = words(name).collect();
    let asked = words(wanted).count();
    let lengths = asked.saturating_sub(1).max(1)..=asked + 1;
    let parts = lengths.flat_map(|length| all.windows(length)).map(|part| part.join(" "));
    parts
        .chain([name.to_owned()])
        .map(|part| strsim::osa_distance(&part, wanted))
        .min()
        .unwrap_or(usize::MAX)
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split([' ', '-', ',', '(', ')', '/', '.', ';']).filter(|word| !word.is_empty())
}

/// Returns the words with a space on either side, so that `che` is not found in `chep`.
fn spaced(name: &str) -> String {
    words(name).fold(String::from(" "), |spaced, word| spaced + word + " ")
}

/// Puts the question `Có phải “huyện Sìn Hồ” không?` before a remedy, where a name is proposed.
pub(crate) fn asking(name: Option<&str>, remedy: &str) -> String {
    match name {
        Some(name) => format!("Có phải “{name}” không? {remedy}"),
        None => remedy.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{asking, nearest};

    #[test]
    fn the_nearest_name_is_proposed_and_a_far_one_is_not() {
        let names = ["huyện Sìn Hồ", "huyện Tam Đường", "huyện Tân Uyên", "huyện Than Uyên"];
        for (typed, meant) in [
            ("Huyện Sìm Hồ", Some("huyện Sìn Hồ")),
            ("HUYEN TAM DUONG", Some("huyện Tam Đường")),
            ("huyện Tan Uyen", Some("huyện Tân Uyên")),
            ("huyện Điện Biên Đông", None),
            ("", None),
        ] {
            assert_eq!(nearest(names, typed), meant, "{typed}");
        }
        assert_eq!(asking(Some("a"), "b"), "Có phải “a” không? b");
        assert_eq!(asking(None, "b"), "b");
    }
}
