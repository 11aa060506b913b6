//! Says of the values of `round.toml` what the workbook calls them.

use super::form::form;

/// Adds to each of these values, `chair, vice_chair, member`, the word that the workbook has for it:
/// `chair (Chủ tịch), …`. Anything else stays as it is.
pub(crate) fn worded(values: &str) -> String {
    let all: Vec<&str> = values.split(", ").collect();
    let told = form().choices.values().find_map(|choices| {
        let word = |value: &&str| {
            let choice = choices.iter().find(|one| one.means(value))?;
            let is_same = choice.word == *value;
            Some(if is_same { choice.word.clone() } else { format!("{value} ({})", choice.word) })
        };
        all.iter().map(word).collect::<Option<Vec<_>>>()
    });
    told.map_or_else(|| values.to_owned(), |told| told.join(", "))
}

#[cfg(test)]
mod tests {
    use super::worded;

    #[test]
    fn values_get_the_words_of_the_workbook() {
        assert_eq!(
            worded("chair, vice_chair, member"),
            "chair (Chủ tịch), vice_chair (Phó Chủ tịch), member (Thành viên)"
        );
        assert_eq!(worded("số từ 1 đến 9"), "số từ 1 đến 9");
    }
}
