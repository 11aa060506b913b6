//! Finds out which field the words of a heading mean, exactly or with one letter wrong.

use super::field::ListField;
use super::vocabulary::{HeadingPhrase, PhraseMeaning, Vocabulary};
use super::words::{HeadingWords, normal};

/// What a heading means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    /// The field; `None` for a column that is known and whose values are not read.
    pub(super) field: Option<ListField>,
    /// Whether the words are weak, so that a column with better words takes the field.
    pub(super) weak: bool,
    /// What is wrong with the words, if anything.
    pub(super) doubt: Doubt,
    /// Whether the columns of all headings below it are not read either: `Điểm tự chấm` over
    /// `A | B | C`.
    pub(super) property: bool,
    /// Whether the words speak of what the product was recognised as before: `Kết quả đã đạt`.
    pub(super) past: bool,
}

/// What is wrong with a heading that was understood; the variants stand in order, from nothing to
/// the worst.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::forms) enum Doubt {
    /// Nothing.
    #[default]
    None,
    /// A strange word stands before the words of the field, `Nguồn gốc chủ thể`, or the heading
    /// names two fields.
    Strange,
    /// A letter of it is wrong.
    Misspelt,
}

/// The label of a column that is known and not read.
const UNREAD: Label =
    Label { field: None, weak: false, doubt: Doubt::None, property: false, past: false };
const PROPERTY: Label = Label { property: true, ..UNREAD };

impl Label {
    pub(super) fn sure(field: ListField, weak: bool) -> Self {
        Self { field: Some(field), weak, ..UNREAD }
    }

    fn of_meaning(meaning: PhraseMeaning) -> Self {
        Self { field: meaning.field, weak: meaning.weak, ..UNREAD }
    }

    /// What words mean that are known letter by letter; `None` for any other words.
    pub(super) fn exactly(known: &Vocabulary, words: &HeadingWords) -> Option<Self> {
        if let Some(phrase) = words.segments.first().and_then(|first| known.property(first)) {
            return Some(Self { past: known.is_past(phrase), ..PROPERTY });
        }
        let all: Vec<String> = words.outer.iter().chain(&words.inner).cloned().collect();
        if let Some(part) =
            part(&words.outer).or_else(|| part(&words.inner).and_then(|_| part(&all)))
        {
            return Some(Self::sure(part, false));
        }
        if let Some(phrase) = known.whole(&words.outer) {
            return Some(Self::of_meaning(phrase.meaning));
        }
        if let Some(place) = administrative_unit(known, &words.outer) {
            return Some(Self::sure(place, false));
        }
        of_segments(known, words)
            .or_else(|| points(known, &words.outer))
            .or_else(|| stars(&words.outer))
            .or_else(|| of_note(known, words))
    }

    /// What words mean that are known but for one wrong letter, or one space too many or too few;
    /// the longest such phrase decides. `None` where there is none, or where several as long mean
    /// different fields.
    pub(super) fn nearly(known: &Vocabulary, words: &HeadingWords) -> Option<Self> {
        let mut best: Option<&HeadingPhrase> = None;
        let mut doubtful = false;
        for phrase in known.phrases.iter().filter(|phrase| resembles(known, &words.outer, phrase)) {
            match best {
                Some(other) if other.words.len() == phrase.words.len() => {
                    doubtful |= other.meaning.field != phrase.meaning.field;
                }
                Some(other) if other.words.len() > phrase.words.len() => {}
                _ => (best, doubtful) = (Some(phrase), false),
            }
        }
        let phrase = best.filter(|_| !doubtful)?;
        Some(Self { doubt: Doubt::Misspelt, ..Self::of_meaning(phrase.meaning) })
    }
}

/// The part that a heading names: `Phần A`, `Điểm phần B (25)`, `Phần A. Sản phẩm và …`; not
/// `Tổng điểm phần A, B, C`, which names three.
fn part(words: &[String]) -> Option<ListField> {
    let letter = |word: &str| ["a", "b", "c"].iter().position(|letter| *letter == word);
    let named = words
        .windows(2)
        .find_map(|pair| if pair[0] == "phan" { letter(&pair[1]) } else { None })?;
    let others = words.iter().filter_map(|word| letter(word)).any(|other| other != named);
    (!others && !words.iter().any(|word| word.contains('+'))).then(|| ListField::PARTS[named])
}

/// What the first segment with a meaning means. A later segment that means the same in better words
/// makes it sure; one that means something else leaves a doubt.
fn of_segments(known: &Vocabulary, words: &HeadingWords) -> Option<Label> {
    let labels: Vec<Label> =
        words.segments.iter().filter_map(|segment| of_segment(known, segment)).collect();
    // `Lần đầu/Nâng hạng/Đánh giá lại`: each cell says which.
    let kinds = labels.iter().filter(|label| matches!(label.field, Some(ListField::Registered(_))));
    if kinds.count() > 1 {
        return Some(Label::sure(ListField::RegistrationKind, false));
    }
    let (first, others) = labels.split_first()?;
    // `Tên chủ thể, địa chỉ`: each cell holds both.
    if first.field.is_some_and(ListField::is_weighty)
        && others.iter().any(|other| other.field != first.field)
    {
        return Some(Label { doubt: Doubt::Strange, ..*first });
    }
    let same = others.iter().filter(|other| other.field == first.field);
    same.chain([first]).min_by_key(|label| (label.doubt, label.weak)).copied()
}

/// What one segment of a heading means.
fn of_segment(known: &Vocabulary, words: &[String]) -> Option<Label> {
    if known.property(words).is_some() {
        return Some(PROPERTY);
    }
    let (at, phrase) = known.within(words)?;
    let neutral = |field: ListField| !field.is_weighty() || known.are_neutral(&words[..at], field);
    let strange = phrase.meaning.field.is_some_and(|field| !neutral(field));
    let doubt = if strange { Doubt::Strange } else { Doubt::None };
    Some(Label { doubt, ..Label::of_meaning(phrase.meaning) })
}

/// The total, for a heading that consists of words about the council's points:
/// `Điểm HĐ huyện chấm`.
fn points(known: &Vocabulary, words: &[String]) -> Option<Label> {
    let all = words.first().is_some_and(|first| first == "diem")
        && words.iter().all(|word| known.points.contains(word));
    all.then(|| Label::sure(ListField::Total, true))
}

/// What a note in brackets means, where the words before it mean nothing:
/// `Kết quả cấp huyện (sao)`, `Sản vật (tên sản phẩm)`.
fn of_note(known: &Vocabulary, words: &HeadingWords) -> Option<Label> {
    let kind = |at: usize| known.starting(&words.inner[at..])?.meaning.field;
    let kinds = (0..words.inner.len()).filter_map(kind);
    if kinds.filter(|field| matches!(field, ListField::Registered(_))).count() > 1 {
        return Some(Label::sure(ListField::RegistrationKind, false));
    }
    let result =
        ["qua", "gia", "cham"].iter().any(|word| words.outer.iter().any(|outer| outer == word));
    let points_or_stars = result && words.inner.len() == 1;
    if !points_or_stars && words.inner.len() < 2 {
        return None;
    }
    let whole = known.whole(&words.inner).map(|phrase| Label::of_meaning(phrase.meaning));
    whole.or_else(|| of_segment(known, &words.inner)).or_else(|| stars(&words.inner))
}

/// The star, for a heading that speaks of stars: `Hạng mấy sao`; not `Bản sao`, nor a value such as
/// `4 sao`.
fn stars(words: &[String]) -> Option<Label> {
    let at = words.iter().position(|word| word == "sao")?;
    let copy = at > 0 && words[at - 1] == "ban";
    let value = words.iter().any(|word| word.contains(|sign: char| sign.is_ascii_digit()));
    (!copy && !value).then(|| Label::sure(ListField::Star, true))
}

/// Commune or district, for a heading made of kinds of units: `Xã`, `Xã/phường/thị trấn`,
/// `Địa bàn xã`, `Huyện/thị xã/TP`; the address where both are named.
fn administrative_unit(known: &Vocabulary, words: &[String]) -> Option<ListField> {
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
            _ if known.beside_unit.contains(word) => {}
            _ => return None,
        }
    }
    match (commune, district) {
        (true, true) => Some(ListField::Address),
        (true, false) => Some(ListField::Commune),
        (false, true) => Some(ListField::District),
        (false, false) => None,
    }
}

/// Whether the heading is, or holds, this phrase with one letter or one space wrong.
fn resembles(known: &Vocabulary, words: &[String], phrase: &HeadingPhrase) -> bool {
    let length = phrase.words.len();
    if phrase.whole && words.len() != length || words.is_empty() {
        return spaced_otherwise(words, phrase);
    }
    let close = |window: &[String]| {
        let mut wrong = phrase.words.iter().zip(window).filter(|(wanted, word)| wanted != word);
        match (wrong.next(), wrong.next()) {
            (Some((wanted, word)), None) => {
                one_letter_wrong(known, wanted, word, length, words.len())
            }
            _ => false,
        }
    };
    words.windows(length.max(1)).any(close) || spaced_otherwise(words, phrase)
}

/// Whether the heading is this phrase with one space too few or too many: `Tênsản phẩm`,
/// `Tên sản ph ẩm`.
fn spaced_otherwise(words: &[String], phrase: &HeadingPhrase) -> bool {
    let length = phrase.words.len();
    let letters: usize = phrase.words.iter().map(String::len).sum();
    length > 1
        && letters + length > 8
        && words.len().abs_diff(length) == 1
        && words
            .iter()
            .flat_map(|word| word.chars())
            .eq(phrase.words.iter().flat_map(|word| word.chars()))
}

/// Whether `word` is `wanted` with one letter replaced, missing or added, or with two neighbouring
/// letters exchanged. `false` when both are equal.
///
/// `phrase` is the number of words of the known phrase that has `wanted`, `heading` that of the
/// whole heading. `word` has two letters or more, from a to z alone.
///
/// `wanted` has four letters or more; three are enough in a phrase of three words or more, or in a
/// phrase of two words that is the whole heading. A phrase of one word needs five letters.
///
/// A word that stands in some phrase of a field (`Vocabulary::right`) is taken for a misspelling
/// only in a phrase of three words or more. A word of `Vocabulary::other_words` never is, and a
/// word of `Vocabulary::never_misspelt` is never taken to be misspelt.
fn one_letter_wrong(
    known: &Vocabulary,
    wanted: &str,
    word: &str,
    phrase: usize,
    heading: usize,
) -> bool {
    let enough =
        wanted.len() >= 4 || wanted.len() == 3 && (phrase >= 3 || phrase == heading && phrase == 2);
    let alone = phrase > 1 || wanted.len() >= 5;
    enough
        && alone
        && word.len() >= 2
        && word.bytes().all(|letter| letter.is_ascii_lowercase())
        && !known.never_misspelt.contains(wanted)
        && (phrase >= 3 || !known.right.contains(word))
        && !known.other_words.contains(word)
        && strsim::osa_distance(wanted, word) == 1
}

/// The fields that any text names, in order, such as the items in `thiếu GPKD, SP mẫu`.
pub(in crate::forms) fn fields_of(known: &Vocabulary, typed: &str) -> Vec<ListField> {
    let words = normal(&known.abbreviations, typed);
    let mut fields = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let (phrase, length) = match known.whole(rest) {
            Some(phrase) => (Some(phrase), rest.len()),
            None => {
                known.starting(rest).map_or((None, 1), |phrase| (Some(phrase), phrase.words.len()))
            }
        };
        fields.extend(phrase.and_then(|phrase| phrase.meaning.field));
        at += length.max(1);
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::{Doubt, Label};
    use crate::forms::FormWords;
    use crate::forms::RegistrationKind::{Again, First, Upgrade};
    use crate::forms::heading::field::ListField::{self, *};

    fn label(heading: &str) -> Option<Label> {
        let known = FormWords::embedded();
        Label::exactly(&known.lists.headings, &known.lists.headings.words(heading)?)
    }

    fn field(heading: &str) -> Option<ListField> {
        label(heading)?.field
    }

    /// Headings that were seen or are likely, by what they mean.
    const WRITTEN: [(ListField, &[&str]); 36] = [
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
        (
            Kind,
            &[
                "Loại hình",
                "Loại hình tổ chức",
                "Loại hình chủ thể",
                "Hình thức tổ chức",
                "Phân loại chủ thể",
            ],
        ),
        (
            Address,
            &["Địa chỉ", "Địa chỉ sản xuất", "Địa chỉ chủ thể", "Xã, huyện", "Địa điểm sản xuất"],
        ),
        (
            Commune,
            &[
                "Xã",
                "Xã/phường",
                "Xã, phường, thị trấn",
                "Phường/xã",
                "Tên xã",
                "Địa bàn xã",
                "Xã (phường)",
            ],
        ),
        (
            District,
            &["Huyện", "Huyện/TP", "Huyện, thành phố", "Huyện/thị xã/thành phố", "Địa phương"],
        ),
        (
            Representative,
            &["Người đại diện", "Họ tên người đại diện", "Đại diện pháp luật", "Giám đốc"],
        ),
        (Phone, &["Điện thoại", "SĐT", "Số điện thoại", "ĐT", "Điện thoại liên hệ"]),
        (TaxCode, &["MST", "Mã số thuế", "Mã số doanh nghiệp"]),
        (
            PartA,
            &[
                "Phần A",
                "A",
                "Điểm phần A",
                "Phần A (35 điểm)",
                "Điểm (phần A)",
                "Phần A: Sức mạnh cộng đồng",
            ],
        ),
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
        (
            Item(3),
            &[
                "Giấy đăng ký kinh doanh",
                "GPKD",
                "GCN ĐKKD",
                "ĐKKD",
                "Giấy phép KD",
                "Bản sao giấy ĐKKD",
            ],
        ),
        (Item(4), &["Sản phẩm mẫu", "Mẫu sản phẩm", "SP mẫu", "Số lượng SP mẫu"]),
        (Papers, &["Hồ sơ", "Thành phần hồ sơ", "Tình trạng hồ sơ"]),
        (
            Item(5),
            &["Báo cáo tự đánh giá", "BC tự đánh giá sản phẩm", "Bản tự đánh giá của chủ thể"],
        ),
        (Item(6), &["Văn bản đề nghị của UBND xã", "Công văn đề nghị", "Tờ trình của UBND xã"]),
        (Item(7), &["Báo cáo của UBND xã", "Báo cáo đánh giá của UBND xã", "BC của UBND phường"]),
        (Item(8), &["Phiếu kiểm nghiệm", "Kết quả kiểm nghiệm", "Phiếu kết quả kiểm nghiệm"]),
        (
            RegistrationKind,
            &[
                "Lần đăng ký",
                "Lần đăng ký đánh giá",
                "Hình thức đăng ký",
                "Hình thức đăng ký đánh giá",
                "Đăng ký đánh giá",
                "Lần đầu/Nâng hạng/Đánh giá lại",
                "Đăng ký (lần đầu, nâng hạng, đánh giá lại)",
                "Lần đầu, nâng hạng hay công nhận lại",
                "Diện đăng ký",
            ],
        ),
        (Registered(First), &["Lần đầu", "Đăng ký lần đầu", "Đánh giá lần đầu", "Công nhận mới"]),
        (Registered(Upgrade), &["Nâng hạng", "Đăng ký nâng hạng", "Đánh giá nâng hạng"]),
        (
            Registered(Again),
            &["Đánh giá lại", "Phân hạng lại", "Đánh giá, phân hạng lại", "Công nhận lại"],
        ),
        (
            OldStar,
            &[
                "Hạng sao đã đạt",
                "Hạng sao đã được công nhận",
                "Hạng sao hiện có",
                "Hạng sao cũ",
                "Sao đã đạt",
                "Đã đạt hạng sao",
                "Hạng sao lần trước",
            ],
        ),
        (
            OldDecision,
            &[
                "Quyết định công nhận",
                "Số quyết định công nhận",
                "Số QĐ công nhận",
                "Số, ký hiệu quyết định công nhận",
                "Số quyết định đã công nhận",
                "Giấy chứng nhận OCOP",
                "Số GCN OCOP",
                "Số giấy chứng nhận hạng sao",
            ],
        ),
        (OldDay, &["Ngày quyết định công nhận", "Ngày công nhận", "Ngày cấp GCN OCOP"]),
        (ValidTo, &["Ngày hết hạn", "GCN có giá trị đến", "Ngày hết hạn giấy chứng nhận OCOP"]),
        (Received, &["Ngày nộp hồ sơ", "Ngày nộp", "Ngày nhận hồ sơ", "Ngày tiếp nhận hồ sơ"]),
        (Code, &["Mã số sản phẩm", "Mã sản phẩm", "Mã số", "Mã SP"]),
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
            "Mã vùng trồng",
            "Mã sản phẩm nội bộ",
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
    fn properties_are_known_and_not_read_wherever_they_stand() {
        for heading in [
            "Giới tính chủ thể",
            "Giới tính",
            "Năm sinh người đại diện",
            "Ngày, tháng, năm sinh của chủ thể",
            "Số CCCD người đại diện",
            "CMND/CCCD",
            "Dân tộc",
            "Trình độ chủ thể",
            "Chức vụ người đại diện",
            "Chức danh của người đại diện pháp luật",
            "Email chủ thể",
            "Địa chỉ email",
            "Website, địa chỉ bán hàng",
            "Fax",
            "Vốn điều lệ của chủ thể",
            "Doanh thu của cơ sở sản xuất",
            "Số lao động",
            "Sản lượng sản phẩm đăng ký",
            "Giá bán sản phẩm",
            "Điểm chủ thể tự chấm",
            "Điểm tự đánh giá của cơ sở sản xuất",
            "Điểm phần A tự chấm",
            "Điểm tối đa phần A",
            "Năm công nhận hạng sao",
            "Doanh thu đã đạt",
            "Ngày cấp",
            "Mã vạch sản phẩm",
            "Số điểm chấm của các thành viên",
        ] {
            assert_eq!(label(heading).map(|label| label.field), Some(None), "{heading}");
        }
    }

    #[test]
    fn points_of_the_council_are_the_score() {
        for heading in [
            "Điểm HĐ huyện chấm",
            "Điểm của Hội đồng cấp huyện",
            "Điểm HĐ cấp xã",
            "Điểm chính thức",
        ] {
            assert_eq!(field(heading), Some(Total), "{heading}");
        }
    }

    #[test]
    fn a_strange_word_before_the_meaning_and_a_second_meaning_leave_a_doubt() {
        for (heading, doubtful) in [
            ("Tên đầy đủ của chủ thể", false),
            ("Thông tin về chủ thể", false),
            ("Nguồn gốc chủ thể", true),
            ("Danh xưng chủ thể", true),
            ("Tên chủ thể, địa chỉ", true),
            ("Chủ thể/cơ sở sản xuất", false),
        ] {
            let label = label(heading).expect("it holds a known word");
            assert_eq!(
                (label.field, label.doubt == Doubt::Strange),
                (Some(Owner), doubtful),
                "{heading}"
            );
        }
    }

    #[test]
    fn a_letter_may_be_wrong_but_not_the_meaning() {
        let known = FormWords::embedded();
        let known = &known.lists.headings;
        let nearly = |heading: &str| Label::nearly(known, &known.words(heading)?)?.field;
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
        for heading in [
            "Phấn A",
            "Tem sản phẩm",
            "Tổng diện tích",
            "Mã",
            "Ten",
            "Tổn",
            "Số sản phẩm",
            "Loại hàng",
        ] {
            assert_eq!(nearly(heading), None, "{heading}");
        }
    }
}
