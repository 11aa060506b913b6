//! The figures of a paper that can be followed back, and the way of each in pieces, for a page that
//! shows them beside the paper.

use super::cells::{cell, exact, plain, spread};
use super::figures::{is_figure, position, tokens};
use super::origin::WordSources;
use super::paper::{is_result, product_of, rows_below};
use super::spots::ExplainedSpot;
use super::{rule, stated};
use crate::documents::model::PrintedRow;
use crate::documents::{FactSource, StatedFact};
use crate::finding::Place;
use crate::forms::Ballot;
use crate::round::short_date;
use crate::tally::{ProductResult, SessionResult};

/// A figure on a paper that can be followed back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperFigure {
    /// The figure as it is printed.
    pub text: String,
    /// What it is, in a few words (Vietnamese).
    pub what: String,
    /// The words of the paragraph, or of the row of a table, in which it stands.
    pub words: Vec<String>,
    /// Index of its word among them.
    pub word: usize,
    /// Index of the piece of the paper, and of the figure in it.
    at: (usize, usize),
}

/// The way of a figure, from the paper back to the cells. All words are Vietnamese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureStory {
    /// The figure as it is printed.
    pub figure: String,
    /// What it is.
    pub what: String,
    /// Number and name of the product that it is about, with its owner; `None` where it is about
    /// several or none.
    pub product: Option<(usize, String, String)>,
    /// The steps, from the cells to the figure.
    pub steps: Vec<StoryStep>,
}

/// A step on the way of a figure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoryStep {
    /// What is done.
    pub words: String,
    /// What comes out; empty where the words say all.
    pub result: String,
    /// What it was made from.
    pub rows: Vec<StoryRow>,
}

/// Something from which a figure was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoryRow {
    /// Who or what.
    pub name: String,
    /// The value; empty where it only counts.
    pub value: String,
    /// The cells; empty where there are none.
    pub from: String,
}

impl StoryStep {
    fn of(words: impl Into<String>, result: impl Into<String>) -> Self {
        Self { words: words.into(), result: result.into(), rows: Vec::new() }
    }
}

/// What stands behind a figure.
enum Behind<'f> {
    /// A fact of the round.
    Fact(&'f StatedFact),
    /// The score or star of a product, in this session or in the one that counts.
    Score(&'f ProductResult<'f>, Option<u8>),
    /// What a district proposed for a product.
    Proposed(&'f ProductResult<'f>),
    /// The number of the rows of a table that stand below.
    Below(Vec<String>),
}

impl WordSources<'_> {
    /// Returns the figures that can be followed back, from top to bottom.
    #[must_use]
    pub fn figures(&self) -> Vec<PaperFigure> {
        let mut figures = Vec::new();
        for (piece, spot) in self.spots.iter().enumerate() {
            for (token, text) in tokens(&spot.text).enumerate() {
                let Some(behind) = self.behind(spot, token, text) else { continue };
                let Some((words, word)) = words_around(spot, token) else { continue };
                let (text, what, at) = (text.to_owned(), behind.what(), (piece, token));
                figures.push(PaperFigure { text, what, words, word, at });
            }
        }
        figures
    }

    /// Tells the way of a figure; `None` when it is none of this paper.
    #[must_use]
    pub fn story(&self, figure: &PaperFigure) -> Option<FigureStory> {
        let spot = self.spots.get(figure.at.0)?;
        let behind = self.behind(spot, figure.at.1, &figure.text)?;
        let (what, product, mut steps) = match &behind {
            Behind::Fact(fact) => match stated::scored(self.counted, fact)[..] {
                [(product, session)] => {
                    (fact.what.clone(), Some(product), self.score(product, Some(session)))
                }
                _ => (fact.what.clone(), None, self.made_from(fact)),
            },
            Behind::Score(product, session) => {
                let what = session.map_or_else(
                    || "kết quả chấm".to_owned(),
                    |session| format!("điểm ở lần chấm {session}"),
                );
                (what, Some(*product), self.score(product, *session))
            }
            Behind::Proposed(product) => {
                ("đề nghị của địa phương".to_owned(), Some(*product), self.proposed(product))
            }
            Behind::Below(rows) => {
                let rows =
                    rows.iter().map(|row| StoryRow { name: row.clone(), ..StoryRow::default() });
                let step = StoryStep {
                    rows: rows.collect(),
                    ..StoryStep::of("Bằng số dòng đứng dưới dòng này", "")
                };
                (behind.what(), None, vec![step])
            }
        };
        let reword = |text: &mut String| *text = self.counted.round.spelling.reword(text);
        for step in &mut steps {
            reword(&mut step.words);
            for row in &mut step.rows {
                reword(&mut row.name);
                reword(&mut row.from);
            }
        }
        let named = product.map(|product| {
            let entry = product.entry;
            (product.number, entry.product.value.clone(), entry.owner.name.value.clone())
        });
        Some(FigureStory { figure: figure.text.clone(), what, product: named, steps })
    }

    /// Returns what stands behind a figure; `None` where it cannot be followed back.
    fn behind(&self, spot: &ExplainedSpot<'_>, token: usize, figure: &str) -> Option<Behind<'_>> {
        let mut facts = spot.facts(token).filter_map(|fact| self.papers.stated.get(fact));
        if let Some(fact) = facts.find(|fact| is_figure(&fact.value, figure)) {
            let told = !fact.rows.is_empty();
            return told.then_some(Behind::Fact(fact));
        }
        let cell = spot.cell?;
        match &cell.table.rows[cell.row] {
            PrintedRow::Section { .. } => {
                let below = rows_below(cell);
                let counts = !below.is_empty() && is_figure(&below.len().to_string(), figure);
                counts.then_some(Behind::Below(below))
            }
            PrintedRow::Total { .. } => None,
            PrintedRow::Data { .. } => {
                let title = cell.table.columns[cell.column].title.as_str();
                let product = product_of(self.counted, cell).filter(|_| is_result(title))?;
                if title.starts_with("Huyện") {
                    return Some(Behind::Proposed(product));
                }
                let asked = title.rsplit_once("lần ").and_then(|(_, number)| number.parse().ok());
                product.mean().is_some().then_some(Behind::Score(product, asked))
            }
        }
    }

    /// Tells how a score comes about: the ballots of the session, their sum, the mean, the star.
    fn score(&self, product: &ProductResult<'_>, session: Option<u8>) -> Vec<StoryStep> {
        let official = product.official().map(|result| result.session);
        let found = product.sessions.iter().find(|result| Some(result.session) == session);
        let Some((result, mean)) =
            found.or_else(|| product.official()).and_then(|result| Some((result, result.mean?)))
        else {
            return vec![StoryStep::of("Chưa có phiếu nào được tính", "")];
        };
        let decimals = self.counted.round.tally.printed_decimals;
        let (exact, printed) = (exact(mean, decimals), mean.printed(decimals));
        let ballots = StoryStep {
            words: self.named_session(product, result),
            rows: self.ballot_rows(result),
            ..StoryStep::default()
        };
        let mut steps = vec![ballots];
        let without = self.without(result);
        if !without.is_empty() {
            steps.push(StoryStep { rows: without, ..StoryStep::of("Không được tính", "") });
        }
        let (sum, count) = (plain(mean.sum()), mean.count());
        steps.push(StoryStep::of(format!("Tổng {count} phiếu"), format!("{sum} điểm")));
        steps.push(StoryStep::of(format!("Trung bình: {sum} : {count} ="), exact.clone()));
        if exact != printed {
            steps.push(StoryStep::of("Làm tròn một lần khi in", printed));
        }
        if Some(result.session) == official {
            let star = product.act.star(|limit| mean.reaches(limit));
            let band = capital(&rule::band(product.act, star));
            steps.push(StoryStep::of(band, format!("{star} sao")));
            if let Some(minima) = &product.minima {
                let words = format!(
                    "Yêu cầu tối thiểu chỉ cho phép cao nhất {} sao ({})",
                    minima.highest, minima.reason
                );
                steps.push(StoryStep::of(words, format!("{} sao", minima.highest)));
            }
            steps.push(StoryStep::of(super::product::outcome(product), ""));
        }
        steps
    }

    /// Names a session with its day, and says whether it is the one that counts.
    fn named_session(&self, product: &ProductResult<'_>, result: &SessionResult<'_>) -> String {
        let number = result.session;
        let mut sessions = self.counted.round.sessions.iter();
        let date = sessions.find(|session| session.number == number).map(|session| session.date);
        let day = date.map(|date| format!(", ngày {}", short_date(date))).unwrap_or_default();
        let scored = product.sessions.iter().filter(|result| result.mean.is_some()).count();
        let counts = product.official().is_some_and(|official| official.session == number);
        let why = match (counts, scored) {
            (true, 1) => ", lần duy nhất có điểm",
            (true, _) => ", lần sau cùng có điểm, là kết quả chính thức",
            (false, _) => ", không phải lần lấy làm kết quả",
        };
        format!("Lần chấm {number}{day}{why}")
    }

    /// Lists the ballots that count, with their cells.
    fn ballot_rows(&self, result: &SessionResult<'_>) -> Vec<StoryRow> {
        let scored = result.counting().filter_map(|ballot| Some((ballot, ballot.score()?)));
        let row = |(ballot, score): (&Ballot, _)| StoryRow {
            name: self.member(ballot),
            value: format!("{} điểm", plain(score)),
            from: spread(ballot.sources()),
        };
        scored.map(row).collect()
    }

    /// Lists the ballots that do not count, each with the reason.
    fn without(&self, result: &SessionResult<'_>) -> Vec<StoryRow> {
        let left = result.casts.iter().filter(|cast| !cast.counts() && cast.is_given());
        let row = |cast: &crate::rules::Cast<'_>| StoryRow {
            name: format!("{}: {}", self.member(cast.ballot), cast.fate.told()),
            value: String::new(),
            from: cast.ballot.product.place.to_string(),
        };
        left.map(row).collect()
    }

    fn member(&self, ballot: &Ballot) -> String {
        let members = &self.counted.round.council.members;
        members.get(ballot.member).map(|member| member.person.name.clone()).unwrap_or_default()
    }

    /// Tells what a district proposed, and where.
    fn proposed(&self, product: &ProductResult<'_>) -> Vec<StoryStep> {
        let district = self.counted.round.districts.get(product.district);
        let district = district.map(|district| district.name.as_str()).unwrap_or_default();
        let (entry, score) = (product.entry, &product.entry.score);
        let row = |name: &str, value: String, place: Option<&Place>| StoryRow {
            name: name.to_owned(),
            value,
            from: place.map(cell).unwrap_or_default(),
        };
        let star = entry.star.as_ref();
        let star = star
            .map(|star| row("Hạng sao đề nghị", format!("{} sao", star.value), Some(&star.place)));
        let total = score.total.as_ref().map(|total| &total.place);
        let points =
            score.counted().map(|points| row("Điểm địa phương chấm", plain(points), total));
        let sheet = Place { cell: None, ..entry.product.place.clone() };
        let words = format!("Danh sách do {district} gửi ({sheet})");
        vec![StoryStep {
            words,
            rows: points.into_iter().chain(star).collect(),
            ..StoryStep::default()
        }]
    }

    /// Lists what a fact was made from.
    fn made_from(&self, fact: &StatedFact) -> Vec<StoryStep> {
        let rows = stated::rows(self.counted, fact).into_iter();
        let rows: Vec<_> = rows.map(|name| StoryRow { name, ..StoryRow::default() }).collect();
        let rules = fact.rows.iter().all(|row| matches!(row, FactSource::Rule { .. }));
        let words = match rows.len() {
            _ if rules => "Theo".to_owned(),
            1 => "Từ một dòng".to_owned(),
            many => format!("Từ {many} dòng"),
        };
        vec![StoryStep { words, rows, ..StoryStep::default() }]
    }
}

impl Behind<'_> {
    /// What the figure is, in a few words.
    fn what(&self) -> String {
        match self {
            Self::Fact(fact) => fact.what.clone(),
            Self::Score(product, Some(session)) => {
                format!("điểm của {} ở lần chấm {session}", product.entry.product.value)
            }
            Self::Score(product, None) => {
                format!("kết quả chấm của {}", product.entry.product.value)
            }
            Self::Proposed(product) => {
                format!("đề nghị của địa phương cho {}", product.entry.product.value)
            }
            Self::Below(_) => "số dòng của phần này trong bảng".to_owned(),
        }
    }
}

/// Returns the words of the paragraph or row in which a figure stands, and the index of its word.
fn words_around(spot: &ExplainedSpot<'_>, token: usize) -> Option<(Vec<String>, usize)> {
    let start = position(&spot.text, token)?.start;
    let split = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let before = &spot.text[..start];
    let opens = before.is_empty() || before.ends_with(char::is_whitespace);
    let within = split(before).len() - usize::from(!opens);
    let Some(cell) = spot.cell else { return Some((split(&spot.text), within)) };
    let texts = cell.table.rows[cell.row].texts();
    let left: usize = texts.iter().take(cell.column).map(|text| split(text).len()).sum();
    Some((texts.iter().flat_map(|text| split(text)).collect(), left + within))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_a_figure_is_found_among_the_words_around_it() {
        let spot = |text: &str| ExplainedSpot {
            place: String::new(),
            text: text.to_owned(),
            cell: None,
            statements: Vec::new(),
        };
        let word = |text: &str, token: usize| {
            let (words, word) = words_around(&spot(text), token).unwrap();
            words[word].clone()
        };
        assert_eq!(word("Có 24 sản phẩm (02 hạng 4\u{a0}sao)", 0), "24");
        assert_eq!(word("Có 24 sản phẩm (02 hạng 4\u{a0}sao)", 1), "(02");
        assert_eq!(word("Có 24 sản phẩm (02 hạng 4\u{a0}sao)", 2), "4");
        assert_eq!(word("24", 0), "24");
        assert!(words_around(&spot("không có số"), 0).is_none());
    }
}
