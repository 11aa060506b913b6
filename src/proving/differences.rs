//! Describes what differs between a signed paper and the paper that the inputs give now, and where
//! the new words come from.

use std::collections::BTreeMap;

use pdf_signature::PdfFile;

use super::compare::{self, DifferingPlace};
use super::proof::{Proof, ProofOutcome, WordDifference};
use super::signed::SignedFile;
use super::text::{self, PaperWord};
use crate::counting::Counted;
use crate::documents::{WriteUp, WrittenPaper};
use crate::explain::{WordSource, WordSources};

/// How many words are quoted before and after a difference.
const AROUND: usize = 8;

/// How many words of a difference are quoted.
const QUOTED: usize = 16;

/// Describes the differences of a signed file whose bytes differ from `now`, the paper that the
/// inputs give.
pub(super) fn tell(
    counted: &Counted<'_>,
    papers: &WriteUp,
    written: &WrittenPaper,
    signed: &SignedFile<'_>,
    now: &[u8],
) -> Proof {
    let (Some(signed), Ok(now)) = (signed.unsigned(), PdfFile::from_bytes(now)) else {
        return unreadable();
    };
    for decoration in [false, true] {
        let (Some(old), Some(new)) =
            (text::words(&signed, decoration), text::words(&now, decoration))
        else {
            return unreadable();
        };
        if !decoration && compare::are_strangers(&old, &new) {
            return strangers(counted);
        }
        let places = compare::places(&old, &new);
        if !places.is_empty() {
            return words_differ(counted, papers, written, (&old, &new), &places);
        }
    }
    bytes_differ(&signed, &now)
}

/// Describes the differences between a file of another program and the paper that the inputs give
/// now, by the words that are visible on both.
pub(super) fn tell_seen(
    counted: &Counted<'_>,
    papers: &WriteUp,
    written: &WrittenPaper,
    signed: &[PaperWord],
    now: &[PaperWord],
) -> Proof {
    let letters =
        |words: &[PaperWord]| words.iter().map(|word| word.text.as_str()).collect::<String>();
    if letters(signed) == letters(now) {
        return Proof::told(ProofOutcome::SameWords, SAME_WORDS, SAME_WORDS_REMEDY);
    }
    let proof =
        words_differ(counted, papers, written, (signed, now), &compare::places(signed, now));
    Proof { sentence: format!("{OTHER_PROGRAM} {}", proof.sentence), ..proof }
}

const OTHER_PROGRAM: &str = "Tệp này do phần mềm khác in hoặc lưu lại, không phải tệp do chương \
                             trình lập, nên chỉ so được chữ và số.";

const SAME_WORDS: &str = "Tệp này do phần mềm khác in hoặc lưu lại, không phải tệp do chương \
                          trình lập, nên không so được từng byte. Mọi chữ và số đọc được trên tệp \
                          đều như đầu vào hiện nay; hình vẽ, ảnh chữ ký và con dấu trên tệp thì \
                          không chứng minh được gì.";

const SAME_WORDS_REMEDY: &str = "Cần bằng chứng thì dùng tệp đã ký số gốc, không dùng bản in lại.";

/// Lists places at which the words of two papers differ, and counts those beyond
/// [`Proof::MOST`].
pub(super) fn listed(
    counted: &Counted<'_>,
    papers: &WriteUp,
    written: &WrittenPaper,
    (old, new): (&[PaperWord], &[PaperWord]),
    places: &[DifferingPlace],
) -> (Vec<WordDifference>, usize) {
    let trail = WordTrail::of(WordSources::of(counted, papers, written), new);
    // When a row is missing, the numbers of all later rows change too; only the first is reported.
    let mut renumbered =
        places.iter().filter(|place| trail.is_row_number(place)).skip(1).peekable();
    let told = places.iter().filter(|place| renumbered.next_if(|again| again == place).is_none());
    let differences: Vec<_> = told
        .take(Proof::MOST)
        .map(|place| {
            let before = &old[place.signed.start.saturating_sub(AROUND)..place.signed.start];
            let after = &old[place.signed.end..(place.signed.end + AROUND).min(old.len())];
            let (gone, here) = (&old[place.signed.clone()], &new[place.now.clone()]);
            let at = gone.first().or(before.last()).or(after.first());
            WordDifference {
                page: at.map_or(1, |word| word.page),
                before: compare::quoted(before, AROUND),
                signed: compare::quoted(gone, QUOTED),
                now: compare::quoted(here, QUOTED),
                after: compare::quoted(after, AROUND),
                sources: trail.sources(gone, place),
            }
        })
        .collect();
    let more = places.len() - differences.len();
    (differences, more)
}

fn words_differ(
    counted: &Counted<'_>,
    papers: &WriteUp,
    written: &WrittenPaper,
    words: (&[PaperWord], &[PaperWord]),
    places: &[DifferingPlace],
) -> Proof {
    let (differences, more_differences) = listed(counted, papers, written, words, places);
    let sentence = match places.len() {
        1 => "Có 1 chỗ trên văn bản khác với đầu vào hiện nay.".to_owned(),
        count => format!("Có {count} chỗ trên văn bản khác với đầu vào hiện nay."),
    };
    let remedy = "Nếu đầu vào mới là đúng: xuất văn bản mới rồi trình ký lại. Nếu đầu vào bị sửa \
                  nhầm: khôi phục đầu vào. Nếu đầu vào không hề bị sửa: văn bản được ký không \
                  phải bản do chương trình lập, không dùng.";
    Proof {
        differences,
        more_differences,
        ..Proof::told(ProofOutcome::WordsDiffer, sentence, remedy)
    }
}

/// Leads from the words of a typeset paper back to the written pieces of text.
struct WordTrail<'a> {
    sources: WordSources<'a>,
    /// For each word of the written pieces: index of the piece, and first byte there.
    pieces: Vec<(usize, usize)>,
    /// For each word of the typeset paper: index of the same word in `pieces`.
    aligned: BTreeMap<usize, usize>,
}

impl<'a> WordTrail<'a> {
    fn of(sources: WordSources<'a>, now: &[PaperWord]) -> Self {
        let (mut words, mut pieces) = (Vec::new(), Vec::new());
        for (piece, text) in sources.texts().enumerate() {
            let mut end = 0;
            for (word, _) in text::split(text) {
                let start = end + text[end..].find(&word).unwrap_or_default();
                pieces.push((piece, start));
                end = (start + word.len()).min(text.len());
                while !text.is_char_boundary(end) {
                    end -= 1;
                }
                words.push(word);
            }
        }
        let aligned = compare::aligned(&words, now);
        Self { sources, pieces, aligned }
    }

    /// Tells whether the only new word at a place is a row number.
    fn is_row_number(&self, place: &DifferingPlace) -> bool {
        let piece = |word| self.aligned.get(&word).map(|word| self.pieces[*word].0);
        place.now.len() == 1
            && piece(place.now.start).is_some_and(|piece| self.sources.is_row_number(piece))
    }

    /// Returns where the new words at a place come from: the source of the first figure, or else of
    /// the first word. When all words are gone: what became of the products that they name.
    fn sources(&self, gone: &[PaperWord], place: &DifferingPlace) -> Vec<WordSource> {
        let traced = || {
            place
                .now
                .clone()
                .filter_map(|word| self.aligned.get(&word))
                .map(|word| self.pieces[*word])
        };
        let is_figure = |&(piece, at): &(usize, usize)| {
            let text = self.sources.texts().nth(piece).unwrap_or_default();
            text[at..].starts_with(|sign: char| sign.is_ascii_digit())
        };
        match traced().find(is_figure).or_else(|| traced().next()) {
            Some((piece, at)) => vec![self.sources.source(piece, at)],
            None => self.sources.named_in(&compare::quoted(gone, usize::MAX)),
        }
    }
}

fn unreadable() -> Proof {
    let sentence =
        "Tệp đã ký không trùng với văn bản lập từ đầu vào, và bị hỏng nên không so được từng chữ.";
    Proof::told(
        ProofOutcome::BytesDiffer,
        sentence,
        "Không dùng tệp này; xin lại tệp gốc từ nơi phát hành.",
    )
}

fn strangers(counted: &Counted<'_>) -> Proof {
    let round = &counted.round.round;
    let sentence = format!(
        "Quá nửa số chữ trên tệp đã ký không có trên văn bản lập từ đầu vào hiện nay (đợt {} năm \
         {}).",
        round.number, round.year
    );
    let remedy = "Kiểm tra thư mục sau --inputs có đúng là của đợt này không; nếu đúng, tệp đã ký \
                  không phải văn bản do chương trình lập.";
    Proof::told(ProofOutcome::WordsDiffer, sentence, remedy)
}

/// Describes what else differs when all words are the same.
fn bytes_differ(signed: &PdfFile<'_>, now: &PdfFile<'_>) -> Proof {
    let contents = |paper: &PdfFile<'_>| {
        let pages = paper.pages().unwrap_or_default();
        pages.iter().map(text::content).collect::<Vec<_>>()
    };
    let what = if contents(signed) == contents(now) {
        "Khác ở phần không nằm trên trang: phông chữ kèm theo, thông tin mô tả hoặc cấu trúc tệp"
    } else {
        "Khác ở cách trình bày: vị trí, cỡ chữ, nét kẻ hoặc hình"
    };
    let sentence = format!(
        "Mọi chữ và số, theo mã chữ trong tệp, đều như đầu vào hiện nay, nhưng tệp không trùng \
         từng byte. {what}."
    );
    let remedy = "Lập lại bằng đúng phiên bản chương trình, mẫu trình bày và phông chữ đã dùng \
                  khi xuất văn bản (so-ket-xuat.json ghi các thứ đó). Nếu vẫn khác thì không dùng \
                  tệp đã ký này.";
    Proof::told(ProofOutcome::BytesDiffer, sentence, remedy)
}
