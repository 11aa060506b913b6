//! Finds the commune in what people write: `Bản Lùng Chù, xã Tả Ngảo, huyện Sìn Hồ`, `TT. Than
//! Uyên`, `P.Tân Phong`.

use careful_spreadsheet::text;

use super::kind::CommuneKind;

/// A commune as somebody wrote its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCommune {
    /// Its kind, where one was written.
    pub kind: Option<CommuneKind>,
    /// Whether the kind was only an abbreviation of one or two letters (`x.`, `P.`, `TT`), which
    /// may mean something else.
    pub abbreviated: bool,
    /// Its name as typed, without the kind.
    pub name: String,
}

/// A word of an address, as typed and as it is compared.
struct AddressWord<'a> {
    typed: &'a str,
    folded: String,
}

impl AddressWord<'_> {
    fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.folded.as_str())
    }
}

impl NamedCommune {
    /// Finds the first commune that an address names; `None` when no word says that a commune is
    /// meant.
    #[must_use]
    pub fn in_address(address: &str) -> Option<Self> {
        let accented = !address.is_ascii();
        segments(address).find_map(|segment| {
            let words = words(segment);
            let (at, length, kind) = (0..words.len()).find_map(|at| {
                kind_at(&words, at, accented).map(|(kind, length)| (at, length, kind))
            })?;
            let abbreviated = words[at].folded.chars().count() <= 2 && !words[at].is(&["xã", "xa"]);
            Self::from(Some(kind), abbreviated, &words[at + length..], accented)
        })
    }

    /// Finds the commune in a cell of a column for communes, where the kind may be left out.
    #[must_use]
    pub fn in_column(cell: &str) -> Option<Self> {
        Self::in_address(cell).or_else(|| {
            let first = segments(cell).map(words).find(|words| !words.is_empty())?;
            Self::from(None, false, &first, !cell.is_ascii())
        })
    }

    /// Takes the words up to the next administrative unit as the name; `None` when there are none.
    fn from(
        kind: Option<CommuneKind>,
        abbreviated: bool,
        words: &[AddressWord<'_>],
        accented: bool,
    ) -> Option<Self> {
        let ends = |at: usize| is_higher_unit(words, at) || kind_at(words, at, accented).is_some();
        let end = (0..words.len()).find(|at| ends(*at)).unwrap_or(words.len());
        let name = words[..end].iter().map(|word| word.typed).collect::<Vec<_>>().join(" ");
        let name = name.trim_end_matches(['.', ':']).to_owned();
        (!name.is_empty()).then_some(Self { kind, abbreviated, name })
    }

    /// Iterates over the words of the name, without case and diacritics.
    pub(super) fn words(&self) -> impl Iterator<Item = String> {
        text::bare(&self.name).split([' ', '-']).map(str::to_owned).collect::<Vec<_>>().into_iter()
    }
}

/// Splits an address at commas, brackets, dashes and the like.
fn segments(address: &str) -> impl Iterator<Item = &str> {
    address.split([',', ';', '(', ')', '/', '\n', '–', '—']).flat_map(|part| part.split(" - "))
}

/// Splits a part of an address into words; an abbreviation that is attached to a word is a word of
/// its own (`P.Tân Phong`).
fn words(segment: &str) -> Vec<AddressWord<'_>> {
    let split = segment.split_whitespace().flat_map(|word| word.split_inclusive('.'));
    let folded = split.map(|typed| AddressWord { typed, folded: text::fold(typed) });
    folded.filter(|word| !word.folded.is_empty()).collect()
}

/// Returns the kind of commune that begins at this word, and how many words it takes; `None` when
/// none begins here or nothing follows.
///
/// `xã` stands in other words too: hợp tác xã, thị xã, xã hội, xã viên. Without diacritics a word
/// counts only in an address that has none at all.
fn kind_at(words: &[AddressWord<'_>], at: usize, accented: bool) -> Option<(CommuneKind, usize)> {
    let word = words.get(at)?;
    let next = words.get(at + 1)?;
    let full =
        |with: &str, without: &str| word.folded == with || (!accented && word.folded == without);
    let before = at.checked_sub(1).map(|before| &words[before]);
    if full("xã", "xa") {
        let other = before.is_some_and(|word| word.is(&["tác", "tac", "thị", "thi"]))
            || next.is(&["hội", "hoi", "viên", "vien"]);
        return (!other).then_some((CommuneKind::Rural, 1));
    }
    if full("phường", "phuong") {
        return Some((CommuneKind::Ward, 1));
    }
    let pair =
        |kind, second: [&str; 2]| (next.is(&second) && words.len() > at + 2).then_some((kind, 2));
    if full("thị", "thi") {
        return pair(CommuneKind::Town, ["trấn", "tran"]);
    }
    if full("đặc", "dac") {
        return pair(CommuneKind::Special, ["khu", "khu"]);
    }
    let begins = at == 0 || word.typed.ends_with('.');
    let named = next.folded.starts_with(char::is_alphabetic);
    match word.folded.as_str() {
        "x" if begins && named => Some((CommuneKind::Rural, 1)),
        "p" if begins && named => Some((CommuneKind::Ward, 1)),
        "tt" if begins && named => Some((CommuneKind::Town, 1)),
        _ => None,
    }
}

/// Tells whether the name of a district or province begins at this word.
fn is_higher_unit(words: &[AddressWord<'_>], at: usize) -> bool {
    let word = &words[at];
    let pair = |first: &[&str], second: &[&str]| {
        word.is(first) && words.get(at + 1).is_some_and(|next| next.is(second))
    };
    word.is(&["huyện", "huyen", "tỉnh", "tinh", "tp", "tx", "quận", "quan"])
        || word.typed.ends_with('.') && word.is(&["h", "t", "q"])
        || pair(&["thành", "thanh"], &["phố", "pho"])
        || pair(&["thị", "thi"], &["xã", "xa"])
}
