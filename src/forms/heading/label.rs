//! Which field a heading means, exactly or but for one letter.

use super::field::Field;
use super::synonyms::{NEVER_MISSPELT, RIGHT, SYNONYMS, Synonyms};
use super::words::{Words, normal};

/// What a heading means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    /// The field; `None` for a column that is known and not read.
    pub(super) field: Option<Field>,
    /// Whether better words in another column take the field away.
    pub(super) weak: bool,
    /// Whether a letter of it is wrong.
    pub(super) misspelt: bool,
}

impl Label {
    fn exact(field: Option<Field>, weak: bool) -> Self {
        Self { field, weak, misspelt: false }
    }

    /// What these words mean, letter by letter; `None` when nobody knows them.
    pub(super) fn exactly(words: &Words) -> Option<Self> {
        let all: Vec<String> = words.outer.iter().chain(&words.inner).cloned().collect();
        if let Some(part) = part(&words.outer).or_else(|| part(&words.inner).and_then(|_| part(&all))) {
            return Some(Self::exact(Some(part), false));
        }
        of(&words.outer).or_else(|| of_note(words))
    }

    /// What these words mean if one letter is wrong, or one space too many or too few.
    pub(super) fn nearly(words: &Words) -> Option<Self> {
        let mut best: Option<(usize, &Synonyms)> = None;
        let mut doubtful = false;
        for known in &SYNONYMS {
            let whole = known.whole.iter().map(|phrase| (phrase, true));
            let within = known.within.iter().map(|phrase| (phrase, false));
            for (phrase, whole) in whole.chain(within) {
                let length = phrase.split(' ').count();
                if !resembles(&words.outer, phrase, length, whole) {
                    continue;
                }
                match best {
                    Some((longest, other)) if longest == length => doubtful |= other.field != known.field,
                    Some((longest, _)) if longest > length => {}
                    _ => (best, doubtful) = (Some((length, known)), false),
                }
            }
        }
        let (_, known) = best.filter(|_| !doubtful)?;
        Some(Self { field: known.field, weak: known.weak, misspelt: true })
    }
}

/// `Phần A`, `Điểm phần B (25)`, `Phần A. Sản phẩm và …`; not `Tổng điểm phần A, B, C`, which names three.
fn part(words: &[String]) -> Option<Field> {
    let letter = |word: &str| ["a", "b", "c"].iter().position(|letter| *letter == word);
    let named = words.windows(2).find_map(|pair| if pair[0] == "phan" { letter(&pair[1]) } else { None })?;
    let others = words.iter().filter_map(|word| letter(word)).any(|other| other != named);
    (!others && !words.iter().any(|word| word.contains('+'))).then(|| Field::PARTS[named])
}

/// The synonym that is the whole heading, or else begins first in it.
fn of(words: &[String]) -> Option<Label> {
    let is = |phrase: &&str| phrase.split(' ').eq(words.iter().map(String::as_str));
    if let Some(known) = SYNONYMS.iter().find(|known| known.whole.iter().any(is)) {
        return Some(Label::exact(known.field, known.weak));
    }
    if let Some(place) = administrative_unit(words) {
        return Some(Label::exact(Some(place), false));
    }
    let found = SYNONYMS.iter().flat_map(|known| known.within.iter().map(move |phrase| (known, phrase)));
    let found = found.filter_map(|(known, phrase)| Some((start(words, phrase)?, phrase.len(), known)));
    let first = found.min_by_key(|(start, length, known)| (*start, usize::MAX - length, known.weak));
    first.map(|(_, _, known)| Label::exact(known.field, known.weak)).or_else(|| stars(words))
}

/// Where these words stand in the heading.
fn start(words: &[String], phrase: &str) -> Option<usize> {
    let first = phrase.split(' ').next()?;
    let begins = |at: &usize| {
        words[*at] == first
            && phrase
                .split(' ')
                .zip(words[*at..].iter().map(Some).chain(std::iter::repeat(None)))
                .all(|(wanted, word)| word.is_some_and(|word| word == wanted))
    };
    (0..words.len()).find(begins)
}

/// A note in brackets that says what the words before it leave open: `Kết quả cấp huyện (sao)`, `Sản vật (tên sản phẩm)`.
fn of_note(words: &Words) -> Option<Label> {
    let result = ["qua", "gia", "cham"].iter().any(|word| words.outer.iter().any(|outer| outer == word));
    let points_or_stars = result && words.inner.len() == 1;
    of(&words.inner).filter(|_| points_or_stars || words.inner.len() > 1)
}

/// `Hạng mấy sao`; not `Bản sao`, and no value such as `4 sao`.
fn stars(words: &[String]) -> Option<Label> {
    let at = words.iter().position(|word| word == "sao")?;
    let copy = at > 0 && words[at - 1] == "ban";
    let value = words.iter().any(|word| word.contains(|sign: char| sign.is_ascii_digit()));
    (!copy && !value).then(|| Label::exact(Some(Field::Star), true))
}

/// `Xã`, `Xã/phường/thị trấn`, `Địa bàn xã`, `Huyện/thị xã/TP`; an address when both are named.
fn administrative_unit(words: &[String]) -> Option<Field> {
    const BESIDE: [&str; 17] = [
        "ten", "thuoc", "cap", "don", "vi", "noi", "san", "xuat", "dat", "o", "dia", "ban", "de", "nghi", "gui", "va",
        "trinh",
    ];
    let (mut commune, mut district) = (false, false);
    let mut rest = words.iter().map(String::as_str).peekable();
    while let Some(word) = rest.next() {
        let pair = rest.peek().copied().unwrap_or_default();
        match (word, pair) {
            ("thi", "xa") | ("thanh", "pho") => {
                district = true;
                rest.next();
            }
            ("thi", "tran") => {
                commune = true;
                rest.next();
            }
            ("huyen" | "quan", _) => district = true,
            ("xa" | "phuong" | "tt", _) => commune = true,
            _ if BESIDE.contains(&word) => {}
            _ => return None,
        }
    }
    match (commune, district) {
        (true, true) => Some(Field::Address),
        (true, false) => Some(Field::Commune),
        (false, true) => Some(Field::District),
        (false, false) => None,
    }
}

/// Whether the heading is this phrase, or holds it, but for one letter or one space.
fn resembles(words: &[String], phrase: &str, length: usize, whole: bool) -> bool {
    if whole && words.len() != length || words.is_empty() {
        return spaced_otherwise(words, phrase, length);
    }
    let close = |window: &[String]| {
        let mut wrong = phrase.split(' ').zip(window).filter(|(wanted, word)| *wanted != word.as_str());
        match (wrong.next(), wrong.next()) {
            (Some((wanted, word)), None) => one_letter_wrong(wanted, word, length, words.len()),
            _ => false,
        }
    };
    words.windows(length).any(close) || spaced_otherwise(words, phrase, length)
}

/// `Tênsản phẩm`, `Tên sản ph ẩm`.
fn spaced_otherwise(words: &[String], phrase: &str, length: usize) -> bool {
    let joined = |mut words: std::slice::Iter<'_, String>| {
        let mut rest = phrase.split(' ').flat_map(str::chars);
        words.all(|word| word.chars().all(|letter| rest.next() == Some(letter))) && rest.next().is_none()
    };
    length > 1 && phrase.len() >= 8 && words.len().abs_diff(length) == 1 && joined(words.iter())
}

/// Whether `word` is `wanted` with one letter wrong, missing, too many, or two exchanged.
///
/// Short words need company: of three letters only in a phrase of three words, or where the heading has no other words.
/// A word that is right elsewhere is taken for a misspelling only in such a long phrase.
fn one_letter_wrong(wanted: &str, word: &str, phrase: usize, heading: usize) -> bool {
    let enough = wanted.len() >= 4 || wanted.len() == 3 && (phrase >= 3 || phrase == heading && phrase == 2);
    let alone = phrase > 1 || wanted.len() >= 5;
    enough
        && alone
        && word.len() >= 2
        && word.bytes().all(|letter| letter.is_ascii_lowercase())
        && !NEVER_MISSPELT.contains(&wanted)
        && (phrase >= 3 || !is_right(word))
        && !RIGHT.contains(&word)
        && strsim::osa_distance(wanted, word) == 1
}

/// Whether headings are made of this word too.
fn is_right(word: &str) -> bool {
    let phrases = SYNONYMS.iter().flat_map(|known| known.within.iter().chain(known.whole));
    phrases.flat_map(|phrase| phrase.split(' ')).any(|known| known == word)
}

/// What a phrase alone means; for pieces of text that are no headings, such as the items of `thiếu GPKD, SP mẫu`.
pub(in crate::forms) fn field_of(phrase: &str) -> Option<Field> {
    of(&normal(phrase))?.field
}

#[cfg(test)]
mod tests {
    use super::super::field::Field::{self, *};
    use super::super::words::Words;
    use super::Label;

    fn field(heading: &str) -> Option<Field> {
        Label::exactly(&Words::of(heading)?)?.field
    }

    /// Headings that were seen or are likely, by what they mean.
    const WRITTEN: [(Field, &[&str]); 22] = [
        (Order, &["TT", "STT", "Số TT", "Số thứ tự", "stt."]),
        (
            Product,
            &[
                "Tên sản phẩm",
                "Sản phẩm",
                "Tên SP",
                "SP",
                "Sản phẩm đăng ký",
                "Tên sản phẩm đăng ký đánh giá",
                "Tên sản phẩm\n(theo phiếu đăng ký)",
                "TEN SAN PHAM",
                "Sản phẩm đề nghị",
                "Tên",
                "Tên gọi sản phẩm",
            ],
        ),
        (
            Set,
            &[
                "Bộ sản phẩm",
                "Bộ SP",
                "Thuộc bộ SP",
                "Nhóm/bộ sản phẩm",
                "Nhóm/Bộ sản phẩm",
                "Phân nhóm",
                "Nhóm sản phẩm",
                "Ngành hàng",
                "Tên bộ sản phẩm",
                "Bộ tiêu chí",
                "Phân nhóm sản phẩm",
            ],
        ),
        (
            Owner,
            &[
                "Tên chủ thể",
                "Chủ thể",
                "Chủ thể SX",
                "Chủ thể sản xuất",
                "Đơn vị đăng ký",
                "Tên cơ sở (chủ thể)",
                "Cơ sở sản xuất",
                "Đơn vị sản xuất",
                "Tên chủ thể, địa chỉ",
                "Tên cơ sở SXKD",
                "Chủ thể OCOP",
            ],
        ),
        (Kind, &["Loại hình", "Loại hình tổ chức", "Loại hình chủ thể", "Hình thức tổ chức", "Phân loại chủ thể"]),
        (Address, &["Địa chỉ", "Địa chỉ sản xuất", "Địa chỉ chủ thể", "Xã, huyện", "Địa điểm sản xuất"]),
        (Commune, &["Xã", "Xã/phường", "Xã, phường, thị trấn", "Phường/xã", "Tên xã", "Địa bàn xã", "Xã (phường)"]),
        (District, &["Huyện", "Huyện/TP", "Huyện, thành phố", "Huyện/thị xã/thành phố", "Địa phương"]),
        (Representative, &["Người đại diện", "Họ tên người đại diện", "Đại diện pháp luật", "Giám đốc"]),
        (Phone, &["Điện thoại", "SĐT", "Số điện thoại", "ĐT", "Điện thoại liên hệ"]),
        (TaxCode, &["MST", "Mã số thuế", "Mã số doanh nghiệp"]),
        (PartA, &["Phần A", "A", "Điểm phần A", "Phần A (35 điểm)", "Điểm (phần A)", "Phần A: Sức mạnh cộng đồng"]),
        (PartB, &["phần b", "Điểm B", "Khả năng tiếp thị"]),
        (PartC, &["Phần C/40", "Chất lượng sản phẩm", "Phần C. Chất lượng sản phẩm"]),
        (
            Total,
            &[
                "Tổng điểm",
                "Điểm TB",
                "Tổng điểm đánh giá",
                "Điểm trung bình của Hội đồng cấp huyện",
                "Tổng",
                "Điểm",
                "Tổng điểm (A+B+C)",
                "Tổng điểm phần A, B, C",
                "Tổng số điểm",
                "Điểm đánh giá",
                "Điểm huyện chấm",
            ],
        ),
        (
            Star,
            &[
                "Hạng sao",
                "Số sao",
                "Kết quả xếp hạng",
                "Xếp loại",
                "Phân hạng",
                "Hạng sao đề nghị",
                "Sao",
                "Xếp hạng đề nghị",
                "Đề nghị xếp hạng",
                "Đạt mấy sao",
                "Kết quả đánh giá (sao)",
            ],
        ),
        (Item(0), &["Phiếu đăng ký sản phẩm", "Phiếu ĐK SP", "Biểu 01"]),
        (Item(1), &["Phương án, kế hoạch kinh doanh", "PA KD", "Kế hoạch kinh doanh", "PAKD"]),
        (Item(2), &["Giới thiệu bộ máy tổ chức", "Giới thiệu bộ máy"]),
        (Item(3), &["Giấy đăng ký kinh doanh", "GPKD", "GCN ĐKKD", "ĐKKD", "Giấy phép KD", "Bản sao giấy ĐKKD"]),
        (Item(4), &["Sản phẩm mẫu", "Mẫu sản phẩm", "SP mẫu", "Số lượng SP mẫu"]),
        (Papers, &["Hồ sơ", "Thành phần hồ sơ", "Tình trạng hồ sơ"]),
    ];

    #[test]
    fn headings_are_known_as_officials_write_them() {
        for (field_, headings) in WRITTEN {
            for heading in headings {
                assert_eq!(field(heading), Some(field_), "{heading}");
            }
        }
    }

    #[test]
    fn other_columns_and_values_are_no_fields() {
        for heading in [
            "Ghi chú",
            "Mã số",
            "Mã sản phẩm",
            "Điểm tối đa",
            "Điểm tự chấm",
            "Đơn vị tính",
            "Số lượng",
            "4 sao",
            "Bản sao",
            "Doanh thu (tổng)",
            "Số lượng (sản phẩm)",
            "Chè Tả Ngảo",
            "Số sản phẩm",
            "DANH SÁCH SẢN PHẨM ĐỀ NGHỊ PHÂN HẠNG",
            "1",
            "(2)",
            "Ngày cấp GPKD",
        ] {
            assert_eq!(field(heading), None, "{heading}");
        }
    }

    #[test]
    fn a_letter_may_be_wrong_but_not_the_meaning() {
        let nearly = |heading: &str| Label::nearly(&Words::of(heading)?)?.field;
        for (heading, field) in [
            ("Tên sản phẩn", Product),
            ("Tên sảm phẩm", Product),
            ("Tên sản pẩhm", Product),
            ("Tênsản phẩm", Product),
            ("Bộ sản hẩm", Set),
            ("Tên chủ thẻe", Owner),
            ("Chủ thr", Owner),
            ("Laoi hình", Kind),
            ("Loại hìn", Kind),
            ("Tổng đểm", Total),
            ("Hạng saoo", Star),
            ("Điện thoạii", Phone),
            ("Địa chhỉ", Address),
        ] {
            assert_eq!(nearly(heading), Some(field), "{heading}");
        }
        for heading in ["Phấn A", "Tem sản phẩm", "Tổng diện tích", "Mã", "Ten", "Tổn", "Số sản phẩm", "Loại hàng"]
        {
            assert_eq!(nearly(heading), None, "{heading}");
        }
    }
}
