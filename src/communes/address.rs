//! Finds the commune in what people write: `Bản Lùng Chù, xã Tả Ngảo, huyện Sìn Hồ`, `TT. Than
//! Uyên`, `P.Tân Phong`, `P.12`.

use careful_spreadsheet::text;

use super::kind::CommuneKind;
use super::names;

/// A commune as somebody wrote its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCommune {
    /// Its kind, where one was written.
    pub kind: Option<CommuneKind>,
    /// Whether the kind was only an abbreviation of one or two letters (`x.`, `P.`, `TT`), which
    /// may mean something else.
    pub abbreviated: bool,
    /// Its name as typed, without the kind, up to the next administrative unit.
    pub name: String,
    /// Whether it probably means something else (`xã hội`, `P. 203`), and is a commune only if the
    /// province has one of that name.
    pub(super) tentative: bool,
    /// All words behind the kind, up to the next comma, as they are compared.
    words: Vec<String>,
}

/// A word of an address, as typed and as it is compared.
struct AddressWord {
    typed: String,
    folded: String,
}

impl AddressWord {
    fn new(typed: &str) -> Self {
        Self { typed: typed.to_owned(), folded: text::fold(typed) }
    }

    fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.folded.as_str())
    }

    fn is_number(&self) -> bool {
        self.folded.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn is_capitalised(&self) -> bool {
        self.typed.starts_with(char::is_uppercase)
    }
}

/// What begins at a word of an address.
struct Beginning {
    kind: CommuneKind,
    /// How many words the kind takes.
    length: usize,
    abbreviated: bool,
    tentative: bool,
}

impl NamedCommune {
    /// Cuts the name of the first commune out of an address, by its kind (`xã`, `phường`, `thị
    /// trấn`); no list of communes is asked. `None` when no word says that a commune is meant.
    #[must_use]
    pub fn in_address(address: &str) -> Option<Self> {
        let all = Self::all_in_address(address);
        all.into_iter().find(|named| !named.tentative)
    }

    /// Reads the name in a cell of a column for communes, where the kind may be left out: `xã Sìn Hồ`
    /// and `Sìn Hồ`. `None` for a cell that holds no name.
    #[must_use]
    pub fn in_column(cell: &str) -> Option<Self> {
        Self::in_address(cell).or_else(|| Self::without_kind(cell))
    }

    /// Finds everything in an address that may be the name of a commune with its kind, in order.
    pub(super) fn all_in_address(address: &str) -> Vec<Self> {
        let accented = !address.is_ascii();
        let mut all = Vec::new();
        for part in parts(address) {
            for (index, words) in part.iter().enumerate() {
                for at in 0..words.len() {
                    let Some(beginning) = kind_at(words, at, accented) else { continue };
                    let rest = &words[at + beginning.length..];
                    all.extend(Self::of(Some(&beginning), rest, &part[index + 1..], accented));
                }
            }
        }
        all
    }

    /// Takes a cell as a name without its kind.
    pub(super) fn without_kind(cell: &str) -> Option<Self> {
        let part = parts(cell).find(|part| part.iter().any(|words| !words.is_empty()))?;
        let first = part.iter().position(|words| !words.is_empty())?;
        Self::of(None, &part[first], &part[first + 1..], !cell.is_ascii())
    }

    /// Takes the words up to the next administrative unit as the name; `None` when there are none.
    /// The name may go on behind a dash.
    fn of(
        beginning: Option<&Beginning>,
        words: &[AddressWord],
        behind: &[Vec<AddressWord>],
        accented: bool,
    ) -> Option<Self> {
        let ends = |at: &usize| {
            *at > 0 && (is_higher_unit(words, *at, accented) || is_firm(words, *at, accented))
        };
        let end = (0..words.len()).find(ends).unwrap_or(words.len());
        // `xã huyện …` names none, and `xa Quan Son` one.
        let no_name = !words.is_empty() && is_higher_unit(words, 0, accented);
        let name =
            words[..end].iter().map(|word| word.typed.as_str()).collect::<Vec<_>>().join(" ");
        let name = name.trim_end_matches(['.', ':']).to_owned();
        let all = words.iter().chain(behind.iter().flatten());
        let all = all.map(|word| word.typed.as_str()).collect::<Vec<_>>().join(" ");
        (!name.is_empty()).then(|| Self {
            kind: beginning.map(|beginning| beginning.kind),
            abbreviated: beginning.is_some_and(|beginning| beginning.abbreviated),
            name,
            tentative: no_name || beginning.is_some_and(|beginning| beginning.tentative),
            words: names::words(&all),
        })
    }

    /// Returns the words from the name on, as they are compared.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }
}

/// Splits an address at commas, brackets and the like, and each part at dashes, into words.
fn parts(address: &str) -> impl Iterator<Item = Vec<Vec<AddressWord>>> {
    address
        .split([',', ';', '(', ')', '/', '\n'])
        .map(|part| part.split(['–', '—']).flat_map(|part| part.split(" - ")).map(words).collect())
}

/// Splits a part of an address into words; an abbreviation that is attached to a word or number is
/// a word of its own (`P.Tân Phong`, `P12`).
fn words(segment: &str) -> Vec<AddressWord> {
    let mut words = Vec::new();
    for typed in segment.split_whitespace().flat_map(|word| word.split_inclusive('.')) {
        let digits = typed.trim_start_matches(['P', 'p', 'F', 'f', 'Q', 'q']);
        let attached = typed.len() == digits.len() + 1
            && !digits.is_empty()
            && digits.len() <= 2
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        if attached {
            words.push(AddressWord::new(&format!("{}.", &typed[..1])));
            words.push(AddressWord::new(digits));
        } else {
            words.push(AddressWord::new(typed));
        }
    }
    words.retain(|word| !word.folded.is_empty());
    words
}

/// Returns the kind of commune that begins at this word; `None` when none begins here or nothing
/// follows.
///
/// `xã` stands in other words too: hợp tác xã, thị xã, xã hội, xã viên. Without diacritics a word
/// counts only in an address that has none at all.
fn kind_at(words: &[AddressWord], at: usize, accented: bool) -> Option<Beginning> {
    let word = words.get(at)?;
    let next = words.get(at + 1)?;
    let full =
        |with: &str, without: &str| word.folded == with || (!accented && word.folded == without);
    let begins =
        |kind, length, tentative| Some(Beginning { kind, length, abbreviated: false, tentative });
    if full("xã", "xa") {
        let before = at.checked_sub(1).map(|before| &words[before]);
        if before.is_some_and(|word| word.is(&["tác", "tac", "thị", "thi"])) {
            return None;
        }
        return begins(CommuneKind::Rural, 1, next.is(&["hội", "hoi", "viên", "vien"]));
    }
    if full("phường", "phuong") {
        return begins(CommuneKind::Ward, 1, false);
    }
    let pair = |kind, second: [&str; 2]| {
        (next.is(&second) && words.len() > at + 2).then(|| begins(kind, 2, false)).flatten()
    };
    if full("thị", "thi") {
        return pair(CommuneKind::Town, ["trấn", "tran"]);
    }
    if full("đặc", "dac") {
        return pair(CommuneKind::Special, ["khu", "khu"]);
    }
    abbreviation_at(words, at)
}

/// Returns the kind whose abbreviation stands at this word. It is sure only at the beginning or
/// with a full stop, and before a name; before a number it may be a room.
fn abbreviation_at(words: &[AddressWord], at: usize) -> Option<Beginning> {
    let (word, next) = (&words[at], words.get(at + 1)?);
    let kind = match word.folded.as_str() {
        "x" => CommuneKind::Rural,
        "p" | "ph" | "f" => CommuneKind::Ward,
        "tt" => CommuneKind::Town,
        "đk" => CommuneKind::Special,
        _ => return None,
    };
    let marked = at == 0 || word.typed.ends_with('.');
    let capital = word.is_capitalised() && next.is_capitalised();
    let named = next.folded.starts_with(char::is_alphabetic);
    let numbered = kind == CommuneKind::Ward && next.is_number() && next.folded.len() <= 2;
    let tentative = numbered || !marked;
    ((named && (marked || capital)) || (numbered && marked)).then_some(Beginning {
        kind,
        length: 1,
        abbreviated: true,
        tentative,
    })
}

/// Tells whether the kind of a commune surely begins at this word.
fn is_firm(words: &[AddressWord], at: usize, accented: bool) -> bool {
    kind_at(words, at, accented).is_some_and(|beginning| !beginning.tentative)
}

/// Tells whether the name of a district or province begins at this word.
fn is_higher_unit(words: &[AddressWord], at: usize, accented: bool) -> bool {
    higher_unit(words, at, accented).is_some()
}

/// Returns the kind of district or province that begins at this word, and how many words it takes.
///
/// Without diacritics a word counts only in an address that has none at all: `xã Liên Quan`.
fn higher_unit(words: &[AddressWord], at: usize, accented: bool) -> Option<(&'static str, usize)> {
    let word = &words[at];
    let one =
        |with: &str, without: &str| word.folded == with || (!accented && word.folded == without);
    let pair = |first: [&str; 2], second: [&str; 2]| {
        one(first[0], first[1]) && words.get(at + 1).is_some_and(|next| next.is(&second))
    };
    let short = word.typed.ends_with('.');
    if one("huyện", "huyen") || short && word.is(&["h"]) {
        Some(("huyện", 1))
    } else if one("quận", "quan") || short && word.is(&["q"]) {
        Some(("quận", 1))
    } else if one("tỉnh", "tinh") || short && word.is(&["t"]) {
        Some(("tỉnh", 1))
    } else if word.is(&["tp"]) {
        Some(("thành phố", 1))
    } else if word.is(&["tx"]) {
        Some(("thị xã", 1))
    } else if pair(["thành", "thanh"], ["phố", "pho"]) {
        Some(("thành phố", 2))
    } else if pair(["thị", "thi"], ["xã", "xa"]) {
        Some(("thị xã", 2))
    } else {
        None
    }
}

/// Finds the districts that an address names with their kind, written out: `H. Than Uyên` becomes
/// `huyện Than Uyên`. A `thành phố` may be a province.
#[must_use]
pub fn districts_in_address(address: &str) -> Vec<String> {
    let accented = !address.is_ascii();
    let mut all = Vec::new();
    for words in parts(address).flatten() {
        let mut at = 0;
        while at < words.len() {
            let Some((kind, length)) = higher_unit(&words, at, accented) else {
                at += 1;
                continue;
            };
            let rest = &words[at + length..];
            let ends =
                |at: &usize| is_higher_unit(rest, *at, accented) || is_firm(rest, *at, accented);
            let end = (0..rest.len()).find(ends).unwrap_or(rest.len());
            let name: Vec<_> = rest[..end].iter().map(|word| word.typed.as_str()).collect();
            if kind != "tỉnh" && end > 0 {
                all.push(format!("{kind} {}", name.join(" ").trim_end_matches(['.', ':'])));
            }
            at += length + end;
        }
    }
    all
}

/// Splits an address into what stays of it when every part that is only the name of a district
/// (huyện, quận, thị xã) is taken away, and those parts as typed. A `thành phố` stays: it may be a
/// province.
#[must_use]
pub fn split_districts(address: &str) -> (String, Vec<&str>) {
    let accented = !address.is_ascii();
    let is_district = |part: &&str| {
        let words = words(part);
        let kind = words.first().and_then(|_| higher_unit(&words, 0, accented));
        kind.is_some_and(|(kind, length)| {
            let name = words.len() - length;
            let is_name = words.get(length).is_some_and(AddressWord::is_capitalised) || !accented;
            matches!(kind, "huyện" | "quận" | "thị xã") && is_name && (1..=4).contains(&name)
        })
    };
    let mut kept = String::new();
    let mut taken = Vec::new();
    for piece in address.split_inclusive([',', ';']) {
        let part = piece.trim_end_matches([',', ';']);
        if is_district(&part) {
            taken.push(part.trim());
        } else {
            kept.push_str(piece);
        }
    }
    (kept, taken)
}
