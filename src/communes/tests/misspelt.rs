//! Misspelt names: how often the first hint is the commune that was meant.

use super::all::provinces;
use crate::communes::Province;
use time::Month;

/// A small generator of numbers with a fixed seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// Letters beside each letter on the keyboard.
const KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// Letters that differ only in a diacritic, tones apart.
const FAMILIES: [&str; 5] = ["aăâ", "eê", "oôơ", "uư", "dđ"];

/// The vowels with their tones.
const TONES: [&str; 12] = [
    "aàáảãạ",
    "ăằắẳẵặ",
    "âầấẩẫậ",
    "eèéẻẽẹ",
    "êềếểễệ",
    "iìíỉĩị",
    "oòóỏõọ",
    "ôồốổỗộ",
    "ơờớởỡợ",
    "uùúủũụ",
    "ưừứửữự",
    "yỳýỷỹỵ",
];

const SLIPS: [&str; 7] = [
    "dropped",
    "doubled",
    "swapped",
    "neighbouring key",
    "wrong tone",
    "wrong diacritic",
    "syllable without accents",
];

/// The row of a table that a letter stands in, and its place there.
fn place(table: &[&str], letter: char) -> Option<(Vec<char>, usize)> {
    table.iter().find_map(|row| {
        let row: Vec<char> = row.chars().collect();
        row.iter().position(|other| *other == letter).map(|at| (row.clone(), at))
    })
}

/// A letter without tone and diacritic.
fn plain(letter: char) -> char {
    let toneless = place(&TONES, letter).map_or(letter, |(row, _)| row[0]);
    place(&FAMILIES, toneless).map_or(toneless, |(row, _)| row[0])
}

/// Another letter of a row.
fn other(dice: &mut Dice, row: &[char], at: usize) -> char {
    row[(at + 1 + dice.below(row.len() - 1)) % row.len()]
}

/// Misspells a name in one way; `None` when it cannot be here.
fn misspell(dice: &mut Dice, name: &str, slip: usize) -> Option<String> {
    let mut letters: Vec<char> = name.to_lowercase().chars().collect();
    let at = dice.below(letters.len());
    let letter = letters[at];
    if !letter.is_alphabetic() {
        return None;
    }
    match slip {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letter),
        2 => {
            let next = *letters.get(at + 1)?;
            if next == letter || !next.is_alphabetic() {
                return None;
            }
            letters.swap(at, at + 1);
        }
        3 => {
            let (row, key) = place(&KEYS, plain(letter))?;
            let beside: Vec<char> = [key.checked_sub(1), Some(key + 1)]
                .into_iter()
                .flatten()
                .filter_map(|key| row.get(key).copied())
                .collect();
            letters[at] = beside[dice.below(beside.len())];
        }
        4 => {
            let (row, tone) = place(&TONES, letter)?;
            letters[at] = other(dice, &row, tone);
        }
        5 => {
            let (row, tone) = place(&TONES, letter).unwrap_or((vec![letter], 0));
            let (family, member) = place(&FAMILIES, row[0])?;
            let changed = other(dice, &family, member);
            letters[at] = place(&TONES, changed).map_or(changed, |(row, _)| row[tone]);
        }
        _ => {
            let start = letters[..at].iter().rposition(|it| *it == ' ').map_or(0, |at| at + 1);
            let end =
                letters[at..].iter().position(|it| *it == ' ').map_or(letters.len(), |it| at + it);
            letters[start..end].iter_mut().for_each(|letter| *letter = plain(*letter));
        }
    }
    let misspelt: String = letters.into_iter().collect();
    (misspelt != name.to_lowercase() && misspelt.chars().count() > 2).then_some(misspelt)
}

/// How many of `count` misspelt names have the right first hint. A name that became that of
/// another commune is no misspelt name, and is drawn again.
fn hinted(provinces: &[Province], count: usize) -> usize {
    let mut dice = Dice(20_250_701);
    let (mut drawn, mut right) = (0, 0);
    let mut by_slip = [(0, 0); SLIPS.len()];
    while drawn < count {
        let province = &provinces[dice.below(provinces.len())];
        let commune = &province.communes[dice.below(province.communes.len())];
        let slip = drawn % SLIPS.len();
        let Some(name) = misspell(&mut dice, commune.short_name(), slip) else { continue };
        let text = format!("Thôn 2, {} {name}", commune.kind.name());
        let Some(named) = province.named_in_address(&text) else { panic!("{text}") };
        if !province.meant(&named).is_empty() {
            continue;
        }
        let near = province.nearest(&named, commune.district);
        let is_right = near.first().is_some_and(|first| *first == commune);
        if !is_right {
            let near: Vec<_> = near.iter().map(|commune| province.in_full(commune)).collect();
            println!("{}: {} > {name}: {near:?}", province.name, province.in_full(commune));
        }
        drawn += 1;
        right += usize::from(is_right);
        by_slip[slip].0 += usize::from(is_right);
        by_slip[slip].1 += 1;
    }
    for (slip, (right, of)) in SLIPS.iter().zip(by_slip) {
        println!("{slip}: {right} of {of}");
    }
    println!("right first hint: {right} of {count}");
    right
}

#[test]
fn misspelt_names_of_today_get_the_right_hint_first() {
    let today = provinces((2026, Month::November, 29));
    assert!(hinted(&today, 500) >= 475);
}

#[test]
fn misspelt_names_of_before_get_the_right_hint_first_in_the_list_of_their_district() {
    let before = provinces((2025, Month::June, 30));
    assert!(hinted(&before, 500) >= 475);
}
