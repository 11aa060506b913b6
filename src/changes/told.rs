//! A difference, and its sentence.

use super::compare::Spot;
use super::words::without_common_signs;

/// One thing that differs between two versions of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Where (Vietnamese): `Điều 1`, `Phụ lục, dòng “Trà Shan”, Điểm`.
    pub at: String,
    /// What was there; empty where something was added.
    pub old: String,
    /// What is there now; empty where something was taken out.
    pub new: String,
    /// What kind of thing was added or taken out, with a space (`dòng `); empty for words.
    pub noun: &'static str,
    /// Words of the new text before the place.
    pub before: String,
    /// Words of the new text after the place.
    pub after: String,
    /// A sentence in place of old and new, e.g. that rows are in another order.
    pub says: Option<&'static str>,
    /// Where it is in the new paper.
    pub spots: Vec<Spot>,
}

/// How many letters of a text are quoted.
const QUOTED: usize = 160;

/// Up to so many new words are shown once more among the words around them.
const FEW: usize = 6;

impl Difference {
    /// Tells the difference in one line (Vietnamese).
    #[must_use]
    pub fn told(&self) -> String {
        let said = if let Some(says) = self.says {
            says.to_owned()
        } else if self.old.is_empty() {
            let few = self.new.split(' ').count() <= FEW;
            let place = if few { self.around(&self.new) } else { self.behind() };
            format!("thêm {}“{}”{place}", self.noun, cut(&self.new))
        } else if self.new.is_empty() {
            format!("bỏ {}“{}”{}", self.noun, cut(&self.old), self.behind())
        } else {
            let (old, new) = without_common_signs(&self.old, &self.new);
            format!("“{}” → “{}”{}", cut(old), cut(new), self.around(&self.new))
        };
        if self.at.is_empty() { said } else { format!("{}: {said}", self.at) }
    }

    /// Shows new words among the words around them; nothing where there are none.
    fn around(&self, new: &str) -> String {
        let Self { before, after, .. } = self;
        if before.is_empty() && after.is_empty() {
            return String::new();
        }
        let words = [before.as_str(), &cut(new), after.as_str()];
        let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
        format!(" ({})", words.join(" "))
    }

    /// Says behind which words something stands, or stood.
    fn behind(&self) -> String {
        match (self.before.as_str(), self.after.as_str()) {
            ("", "") => String::new(),
            ("", after) => format!(" trước “{after}”"),
            (before, _) => format!(" sau “{before}”"),
        }
    }
}

/// Cuts a long text at a word.
fn cut(text: &str) -> String {
    if text.chars().count() <= QUOTED {
        return text.to_owned();
    }
    let end = text.char_indices().nth(QUOTED).map_or(text.len(), |(at, _)| at);
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{} …", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_one_line() {
        let of = |old: &str, new: &str| Difference {
            at: "Điều 1".into(),
            old: old.into(),
            new: new.into(),
            before: "… Công nhận".into(),
            after: "sản phẩm …".into(),
            ..Difference::default()
        };
        assert_eq!(of("24", "23").told(), "Điều 1: “24” → “23” (… Công nhận 23 sản phẩm …)");
        assert_eq!(of("", "23").told(), "Điều 1: thêm “23” (… Công nhận 23 sản phẩm …)");
        assert_eq!(of("24", "").told(), "Điều 1: bỏ “24” sau “… Công nhận”");
        let long = Difference {
            before: String::new(),
            after: String::new(),
            ..of("", &"rất dài ".repeat(60))
        };
        let long = long.told();
        assert!(long.chars().count() < 190 && long.ends_with(" …”"), "{long}");
    }
}
