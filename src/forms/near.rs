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
