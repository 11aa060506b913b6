//! What a text says of the kind of registration.

use super::{RegistrationKind, RegistrationWords};
use crate::forms::phrases::{Phrases, SpeltText};

/// What a text says of the kind of registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::forms::submission) enum KindSaid {
    /// Nothing.
    Nothing,
    /// This kind.
    Clear(RegistrationKind),
    /// Something about kinds that can be understood in two ways.
    Unclear,
}

impl RegistrationWords {
    /// What a text says where its heading vouches that it names a kind.
    pub(super) fn under_heading(&self, text: &str) -> KindSaid {
        if self.first_whole.are(&SpeltText::of(text)) {
            return KindSaid::Clear(RegistrationKind::First);
        }
        self.kinds(text).said
    }

    /// What a text says where it may be about anything: it is understood only where it consists of
    /// the words of one kind, words that go with them, numbers and dates.
    pub(in crate::forms::submission) fn anywhere(&self, text: &str) -> KindSaid {
        let read = self.kinds(text);
        match read.said {
            KindSaid::Clear(_) if read.strange => KindSaid::Unclear,
            said => said,
        }
    }

    /// Walks over the words of a text.
    fn kinds(&self, text: &str) -> ReadKinds {
        let mut rest = SpeltText::of(text);
        let mut kinds: Vec<RegistrationKind> = Vec::new();
        let (mut strange, mut negated, mut denied, mut past) = (false, false, false, false);
        while !rest.words().is_empty() {
            let kind = [
                (&self.first, RegistrationKind::First),
                (&self.upgrade, RegistrationKind::Upgrade),
                (&self.again, RegistrationKind::Again),
            ];
            let found = kind.iter().filter_map(|(words, kind)| Some((words.begin(&rest)?, *kind)));
            let phrase = if let Some((phrase, kind)) = found.max_by_key(|(phrase, _)| phrase.len())
            {
                kinds.push(kind);
                denied |= negated;
                negated = false;
                phrase.to_owned()
            } else if let Some(phrase) = self.negation.begin(&rest) {
                negated = true;
                phrase.to_owned()
            } else {
                past |= self.past.begin(&rest).is_some();
                let beside = self.beside.begin(&rest).map(str::to_owned);
                let word = rest.words().split(' ').next().unwrap_or_default().to_owned();
                strange |= beside.is_none() && !is_figure(&word);
                beside.unwrap_or(word)
            };
            rest = rest.behind(&phrase);
        }
        kinds.sort_unstable();
        kinds.dedup();
        let said = match kinds.as_slice() {
            [] => KindSaid::Nothing,
            // `đã được công nhận lần đầu năm 2023` is no first registration.
            [RegistrationKind::First] if past => KindSaid::Unclear,
            [kind] if !denied => KindSaid::Clear(*kind),
            _ => KindSaid::Unclear,
        };
        ReadKinds { said, strange: strange || negated }
    }
}

/// What was found in a text.
struct ReadKinds {
    said: KindSaid,
    /// Whether other words stand in it.
    strange: bool,
}

/// Whether a word holds a number: `3`, `15/06/2026`, `123/qd`.
fn is_figure(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit()) || word.len() == 1
}

/// Cuts a text where it begins to say when a certificate ends.
pub(super) fn cut<'t>(ends: &Phrases, text: &'t str) -> (&'t str, &'t str) {
    let accented = !text.is_ascii();
    let starts =
        text.char_indices().filter(|(at, _)| *at == 0 || text[..*at].ends_with([' ', '(']));
    let end = starts
        .map(|(at, _)| at)
        .find(|at| ends.begin(&SpeltText::with(&text[*at..], accented)).is_some());
    end.map_or((text, ""), |at| text.split_at(at))
}

/// The star that a text says the product had: `từ 3 sao`, `3 sao lên 4 sao`, `đã đạt 3 sao`.
pub(super) fn old_star(text: &str) -> Option<u8> {
    let bare = careful_spreadsheet::text::bare(text);
    let words: Vec<&str> = bare.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let star = |at: usize| {
        let star = words.get(at)?.trim_start_matches('0').parse::<u8>().ok()?;
        (words.get(at + 1) == Some(&"sao") && (1..=5).contains(&star)).then_some(star)
    };
    let is = |at: Option<usize>, word: &str| at.and_then(|at| words.get(at)) == Some(&word);
    (0..words.len()).find_map(|at| {
        let star = star(at)?;
        let before = |far: usize| at.checked_sub(far);
        let from = is(before(1), "tu") || is(before(1), "hang") && is(before(2), "tu");
        let has = is(before(1), "dat") && is(before(2), "da");
        let raised = is(Some(at + 2), "len");
        (from || has || raised).then_some(star)
    })
}

/// The number of a decision in a text: `123/QĐ-UBND`.
pub(super) fn decision(text: &str) -> Option<String> {
    let text = text.replace(" /", "/").replace("/ ", "/");
    let words =
        text.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', ';', '.', ':']));
    let is_number = |word: &&str| {
        let Some((number, symbol)) = word.split_once('/') else { return false };
        let numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        numbered && symbol.starts_with(|letter: char| letter.is_alphabetic())
    };
    words.into_iter().find(is_number).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{KindSaid, RegistrationKind, decision, old_star};
    use crate::forms::FormWords;

    #[test]
    fn a_cell_under_its_heading_says_the_kind_as_people_write_it() {
        let words = FormWords::embedded().lists.registration;
        for (text, kind) in [
            ("Lần đầu", Some(RegistrationKind::First)),
            ("lan dau", Some(RegistrationKind::First)),
            ("Mới", Some(RegistrationKind::First)),
            ("Đánh giá, phân hạng (lần đầu)", Some(RegistrationKind::First)),
            ("Đánh giá, phân hạng", Some(RegistrationKind::First)),
            ("Nâng hạng", Some(RegistrationKind::Upgrade)),
            ("Nâng hạng sao từ 3 lên 4", Some(RegistrationKind::Upgrade)),
            ("ĐÁNH GIÁ LẠI", Some(RegistrationKind::Again)),
            ("Đánh giá, phân hạng lại", Some(RegistrationKind::Again)),
            ("công nhận lại (hết hạn 20/12/2026)", Some(RegistrationKind::Again)),
            ("Lần 2", None),
            ("Đánh giá lại và nâng hạng", None),
            ("Không nâng hạng", None),
            ("Lần đầu/Nâng hạng", None),
            ("x", None),
        ] {
            let said = words.under_heading(text);
            let expected = kind.map_or(said, KindSaid::Clear);
            assert_eq!(said, expected, "{text}");
            assert_eq!(matches!(said, KindSaid::Clear(_)), kind.is_some(), "{text}");
        }
    }

    #[test]
    fn a_remark_is_understood_only_where_it_says_nothing_else() {
        let words = FormWords::embedded().lists.registration;
        for (text, said) in [
            ("Sản phẩm nâng hạng", KindSaid::Clear(RegistrationKind::Upgrade)),
            ("Nâng hạng từ 3 sao lên 4 sao", KindSaid::Clear(RegistrationKind::Upgrade)),
            (
                "Đã đạt 3 sao năm 2023 (QĐ số 123/QĐ-UBND ngày 15/3/2023), đề nghị nâng hạng",
                KindSaid::Clear(RegistrationKind::Upgrade),
            ),
            ("Đánh giá lại, hết hạn 20/12/2026", KindSaid::Clear(RegistrationKind::Again)),
            ("Đăng ký lần đầu", KindSaid::Clear(RegistrationKind::First)),
            ("Đề nghị Hội đồng đánh giá lại phần B", KindSaid::Unclear),
            ("Đã được công nhận lần đầu năm 2023", KindSaid::Unclear),
            ("Chưa nâng hạng", KindSaid::Unclear),
            ("Bổ sung hồ sơ", KindSaid::Nothing),
            ("Bao bì mới", KindSaid::Nothing),
        ] {
            assert_eq!(words.anywhere(text), said, "{text}");
        }
    }

    #[test]
    fn the_old_star_and_the_decision_stand_in_the_words() {
        for (text, star) in [
            ("Nâng hạng từ 3 sao lên 4 sao", Some(3)),
            ("Nâng hạng 03 sao lên 04 sao", Some(3)),
            ("Đã đạt 4 sao năm 2023", Some(4)),
            ("Đăng ký 4 sao", None),
            ("Nâng hạng", None),
        ] {
            assert_eq!(old_star(text), star, "{text}");
        }
        assert_eq!(decision("QĐ số 123/QĐ-UBND, ngày 15/3/2023").as_deref(), Some("123/QĐ-UBND"));
        assert_eq!(decision("ngày 15/3/2023"), None);
    }
}
