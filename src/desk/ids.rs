//! Short names for files, papers and findings in addresses. A request brings such a name and never a
//! path; the page looks it up in what it lists.

use crate::fingerprint::sha256;

/// Number of hexadecimal digits: enough for every file of a round to have its own.
const DIGITS: usize = 16;

/// The short name of something with this text, e.g. a path below a folder.
pub(super) fn of(text: &str) -> String {
    sha256(text.as_bytes()).chars().take(DIGITS).collect()
}

/// What a request brings as a short name, without anything that could not be one.
pub(super) fn short(id: &str) -> String {
    id.chars().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '-').take(DIGITS).collect()
}

/// Finds what has this short name.
pub(super) fn find<'a, T>(
    id: &str,
    all: impl IntoIterator<Item = &'a T>,
    text: impl Fn(&T) -> &str,
) -> Option<&'a T> {
    all.into_iter().find(|one| of(text(one)) == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_listed_is_found_by_its_short_name_and_nothing_else_is() {
        let files = ["ho-so/a.xlsx".to_owned(), "ho-so/b.xlsx".to_owned()];
        let id = of(&files[1]);
        assert_eq!(find(&id, &files, String::as_str), Some(&files[1]));
        assert_eq!(find("../../etc/passwd", &files, String::as_str), None);
        assert_eq!(id.len(), DIGITS);
        assert_eq!(short(&id), id);
        assert_eq!(short("a\r\nb#/../c"), "abc");
    }
}
