//! Finds names that are nearly the same: one name that was typed twice, once with a slip.
//!
//! A slip is a diacritic, a space, the order of words, or a letter in a word; a number, a size or a
//! letter that tells variants apart (`Trà 100g`, `Chè loại A`) is no slip. How much may differ is a
//! setting, default chosen by us.
//!
//! Words that are near each other are found once for all names. A name is then looked up as it
//! would be with such words in place of its own, so that no two names need be compared letter by
//! letter.

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::text;

/// The words of all names, and which of them are near each other.
#[derive(Debug, Default)]
pub(super) struct WordIndex {
    ids: BTreeMap<String, usize>,
    /// By word, the near words and how many letters differ.
    near: Vec<Vec<(usize, usize)>>,
}

/// A name, taken apart for comparing.
#[derive(Debug)]
pub(super) struct Spelling {
    /// Its words without diacritics, as [`WordIndex`] numbers them.
    words: Vec<usize>,
    /// The same words in the order of the alphabet; behind them those that tell variants apart, in
    /// their own order.
    sorted: Vec<String>,
    /// All letters, with spaces between numbers only (`2,5 kg` is not `25 kg`).
    letters: String,
    /// How many letters may differ.
    slips: usize,
}

/// Measures, which tell variants apart.
const MEASURES: [&str; 12] =
    ["g", "gr", "gram", "gam", "kg", "mg", "ml", "lit", "l", "cl", "do", "loai"];

/// Letters of a name from which on one letter may differ, and from which on two may.
const LONG: usize = 8;
const LONGER: usize = 18;

/// Letters of a word from which on one may differ: a shorter word with another letter is another
/// word (`bò`, `gà`, `ngô`, `nho`).
const WORD: usize = 4;

/// Letters of a word from which on two may differ (`Curcumin`, `Cucurmin`): hardly any Vietnamese
/// syllable has as many.
const LONG_WORD: usize = 7;

/// Limits on the letters of a word, the words of a name, and the near words of a word. Beyond these
/// only diacritics, spaces and the order of words may differ.
const LONGEST_WORD: usize = 20;
const MOST_WORDS: usize = 30;
const MOST_NEAR: usize = 8;

impl WordIndex {
    /// Takes names apart, and finds which of their words are near each other.
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n str>) -> (Self, Vec<Spelling>) {
        let mut words = Self::default();
        let spellings = names.map(|name| words.spelling(name)).collect();
        words.near = words.find_near();
        (words, spellings)
    }

    fn spelling(&mut self, name: &str) -> Spelling {
        let bare = text::bare(name);
        let words: Vec<&str> = bare.split([' ', '-']).filter(|word| !word.is_empty()).collect();
        let (variant, mut sorted): (Vec<&str>, Vec<&str>) =
            words.iter().copied().partition(|word| is_variant(word));
        sorted.sort_unstable();
        sorted.extend(variant);
        let mut letters = String::new();
        for word in &words {
            let between = letters.ends_with(char::is_numeric) && word.starts_with(char::is_numeric);
            letters.extend(between.then_some(' '));
            letters.push_str(word);
        }
        let slips = match letters.chars().count() {
            _ if words.len() > MOST_WORDS => 0,
            0..LONG => 0,
            LONG..LONGER => 1,
            _ => 2,
        };
        Spelling {
            sorted: sorted.into_iter().map(str::to_owned).collect(),
            words: words.into_iter().map(|word| self.id(word)).collect(),
            letters,
            slips,
        }
    }

    fn id(&mut self, word: &str) -> usize {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = self.ids.len();
        self.ids.insert(word.to_owned(), id);
        id
    }

    /// The near words of each word. Words that differ in one or two letters leave the same rest
    /// when as many letters are taken out of each; only such words are compared.
    fn find_near(&self) -> Vec<Vec<(usize, usize)>> {
        let mut left_over: BTreeMap<String, Vec<(&str, usize)>> = BTreeMap::new();
        for (word, id) in
            self.ids.iter().filter(|(word, _)| word.len() <= LONGEST_WORD && !is_variant(word))
        {
            let mut shorter = BTreeSet::from([word.clone()]);
            for _ in 0..slips_of_word(word.len() + 1) {
                shorter
                    .extend(shorter.iter().flat_map(|word| without_one(word)).collect::<Vec<_>>());
            }
            for rest in shorter {
                left_over.entry(rest).or_default().push((word, *id));
            }
        }
        let mut near = vec![BTreeSet::new(); self.ids.len()];
        for words in left_over.values() {
            for (place, (one, id)) in words.iter().enumerate() {
                for (other, other_id) in &words[place + 1..] {
                    let distance = strsim::osa_distance(one, other);
                    if distance <= slips_of_word(one.len().max(other.len())) {
                        near[*id].insert((distance, *other_id));
                        near[*other_id].insert((distance, *id));
                    }
                }
            }
        }
        let nearest = |near: BTreeSet<(usize, usize)>| {
            near.into_iter().take(MOST_NEAR).map(|(slips, id)| (id, slips)).collect()
        };
        near.into_iter().map(nearest).collect()
    }

    /// Calls `found` with the words of a name as they would be with near words in place of some,
    /// from index `from` on, and with no more than `slips` letters different.
    fn respelt(
        &self,
        words: &mut [usize],
        from: usize,
        slips: usize,
        found: &mut impl FnMut(&[usize]),
    ) {
        for at in from..words.len() {
            let word = words[at];
            for (near, taken) in self.near[word].iter().filter(|(_, taken)| *taken <= slips) {
                words[at] = *near;
                found(words);
                self.respelt(words, at + 1, slips - taken, found);
            }
            words[at] = word;
        }
    }
}

/// How many letters of a word of this length may differ.
fn slips_of_word(letters: usize) -> usize {
    match letters {
        0..WORD => 0,
        WORD..LONG_WORD => 1,
        _ => 2,
    }
}

/// What is left of a word when one letter is taken out, for each letter.
fn without_one(word: &str) -> impl Iterator<Item = String> {
    word.char_indices()
        .map(move |(at, letter)| format!("{}{}", &word[..at], &word[at + letter.len_utf8()..]))
}

/// Whether a word tells variants apart: `100g`, `2`, `ml`, `A`, `II`.
fn is_variant(word: &str) -> bool {
    word.contains(|sign: char| sign.is_numeric())
        || word.chars().count() == 1
        || MEASURES.contains(&word)
        || word.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'))
}

/// Finds the names of a group that are nearly those of earlier ones, each with the first such:
/// `(later, earlier)`.
///
/// Names that are letter for letter the same are nearly the same too. A group holds indices of the
/// names, ascending.
pub(super) fn twins(group: &[usize], words: &WordIndex, names: &[Spelling]) -> Vec<(usize, usize)> {
    let mut letters: BTreeMap<&str, usize> = BTreeMap::new();
    let mut orders: BTreeMap<&[String], usize> = BTreeMap::new();
    let mut exact: BTreeMap<&[usize], usize> = BTreeMap::new();
    let mut twins = Vec::new();
    for &later in group {
        let name = &names[later];
        let same = letters
            .get(name.letters.as_str())
            .or_else(|| orders.get(name.sorted.as_slice()))
            .copied();
        let mut earlier = same;
        if same.is_none() {
            words.respelt(&mut name.words.clone(), 0, name.slips, &mut |respelt| {
                let known = exact.get(respelt).copied();
                earlier = known.into_iter().chain(earlier).min();
            });
        }
        twins.extend(earlier.map(|earlier| (later, earlier)));
        letters.entry(&name.letters).or_insert(later);
        orders.entry(&name.sorted).or_insert(later);
        exact.entry(&name.words).or_insert(later);
    }
    twins
}

#[cfg(test)]
mod tests {
    use super::{WordIndex, twins};

    fn near(one: &str, other: &str) -> bool {
        let (words, names) = WordIndex::of([one, other].into_iter());
        !twins(&[0, 1], &words, &names).is_empty()
    }

    #[test]
    fn a_slip_of_the_hand_is_noticed() {
        for (one, other) in [
            ("Mật ong Pa Ủ", "Mật ong Pa ử"),
            ("Chè Ô long", "Chè Olong"),
            ("Chè cổ thụ Tả Ngảo", "Chè  cổ thụ Tả Ngão"),
            ("Tinh bột nghệ Curcumin", "Tinh bột nghệ Cucurmin"),
            ("Chè Shan tuyết cổ thụ", "Chè San tuyết cổ thụ"),
            ("Sấy khô cá chép", "Cá chép sấy khô"),
            ("Trà actisô túi lọc", "Trà acti sô túi lọc"),
            ("Thịt trâu gác bếp Tân Phong", "Thịt trâu gắc bếp Tân Phông"),
            ("Măng khô Bum Nưa 500g", "Măng kho Bum Nưa 500g"),
            ("Chè Shan tuyết Mồ Sì San", "Chè Shann tuyếtt Mồ Sì San"),
        ] {
            assert!(near(one, other) && near(other, one), "{one} | {other}");
        }
    }

    #[test]
    fn variants_and_other_products_are_not() {
        for (one, other) in [
            ("Trà 100g", "Trà 200g"),
            ("Trà Shan tuyết Tả Ngảo 100 g", "Trà Shan tuyết Tả Ngảo 200 g"),
            ("Chè xanh loại A", "Chè xanh loại B"),
            ("Rượu ngô Phìn Hồ I", "Rượu ngô Phìn Hồ II"),
            ("Rượu ngô Phìn Hồ", "Rượu ngô Phìn Hồ 2"),
            ("Mật ong 2,5 kg", "Mật ong 25 kg"),
            ("Rượu ngô men lá", "Rượu nho men lá"),
            ("Thịt bê sấy khô", "Thịt dê sấy khô"),
            ("Chè xanh Phúc Than đặc biệt", "Chè vàng Phúc Than đặc biệt"),
            ("Chuối sấy dẻo Huổi Luông", "Chuối sấy giòn Huổi Luông"),
            ("Chè Kim tuyên San Thàng", "Chè Oolong San Thàng"),
            ("Trà đen", "Trà xen"),
            ("Chè xanh", "Trà xanh"),
            ("Đặc sản số 001", "Đặc sản số 011"),
        ] {
            assert!(!near(one, other) && !near(other, one), "{one} | {other}");
        }
    }

    #[test]
    fn each_name_is_told_once_with_the_first_it_resembles() {
        let names = ["Chè cổ thụ", "Mật ong", "Che co thu", "Cổ thụ chè", "Mắt ong"];
        let (words, names) = WordIndex::of(names.into_iter());
        assert_eq!(twins(&[0, 1, 2, 3, 4], &words, &names), [(2, 0), (3, 0), (4, 1)]);
    }
}
