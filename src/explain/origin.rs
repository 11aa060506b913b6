//! Tells in one line where a word of a paper comes from, with its cells. The comparison of signed
//! papers uses this.

use serde::Serialize;

use super::cells::{exact, places, plain, quotient};
use super::figures::{NamedFigure, by_words, is_figure, position, tokens};
use super::paper::{is_result, product_of};
use super::spots::{self, ExplainedSpot, PrintedCell};
use super::{settings, stated};
use crate::counting::Counted;
use crate::documents::model::{PrintedRow, PrintedTable};
use crate::documents::{StatedFact, WriteUp, WrittenPaper};
use crate::finding::Place;
use crate::tally::{ProductResult, SessionResult};

/// Heading of the column with the row numbers.
const ROW_NUMBER: &str = "TT";

/// How many settings or rows are listed.
const NAMED: usize = 5;

/// Tells where a word of a paper comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordSource {
    /// Describes the word in Vietnamese, e.g. `điểm của “Trà Shan” ở lần chấm 2: 605 / 9 =
    /// 67,222…`.
    pub what: String,
    /// The cells or keys from which it was taken, one entry each.
    pub from: Vec<String>,
}

/// The pieces of text of a written paper, each of whose words can be traced to its source.
pub struct WordSources<'a> {
    pub(super) counted: &'a Counted<'a>,
    pub(super) papers: &'a WriteUp,
    written: &'a WrittenPaper,
    pub(super) spots: Vec<ExplainedSpot<'a>>,
}

impl<'a> WordSources<'a> {
    /// Cuts a paper into its pieces. `written` is one of `papers`.
    pub fn of(counted: &'a Counted<'a>, papers: &'a WriteUp, written: &'a WrittenPaper) -> Self {
        Self { counted, papers, written, spots: spots::of(&written.document) }
    }

    /// Yields the text of every piece, from top to bottom.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.spots.iter().map(|spot| spot.text.as_str())
    }

    /// Tells where a word comes from. `piece` is the index of its piece, `at` its first byte there.
    #[must_use]
    pub fn source(&self, piece: usize, at: usize) -> WordSource {
        let Some(spot) = self.spots.get(piece) else { return self.wording() };
        match spot.cell {
            Some(cell) => self.in_table(spot, cell),
            None => self.in_text(spot, at),
        }
    }

    /// Tells whether a piece is the number of a table row.
    pub fn is_row_number(&self, piece: usize) -> bool {
        let cell = self.spots.get(piece).and_then(|spot| spot.cell);
        cell.is_some_and(|cell| {
            let is_row = matches!(cell.table.rows[cell.row], PrintedRow::Data { .. });
            is_row && cell.table.columns[cell.column].title == ROW_NUMBER
        })
    }

    fn wording(&self) -> WordSource {
        let from =
            vec![format!("lời văn templates/{}", self.written.wording), "round.toml".to_owned()];
        WordSource { what: "lời văn của mẫu hoặc thông tin của đợt".into(), from }
    }

    fn in_table(&self, spot: &ExplainedSpot<'_>, cell: PrintedCell<'_>) -> WordSource {
        let PrintedRow::Data { .. } = &cell.table.rows[cell.row] else {
            return WordSource {
                what: format!("dòng “{}” của bảng “{}”", spot.text, cell.table.summary),
                from: Vec::new(),
            };
        };
        let title = cell.table.columns[cell.column].title.as_str();
        if title == ROW_NUMBER {
            return WordSource {
                what: "số thứ tự của dòng trong bảng".into(), from: Vec::new()
            };
        }
        let Some(product) = product_of(self.counted, cell) else {
            return WordSource {
                what: format!("cột “{title}” của bảng “{}”", cell.table.summary),
                from: Vec::new(),
            };
        };
        if is_result(title) && !title.starts_with("Huyện") {
            let asked = title.rsplit_once("lần ").and_then(|(_, number)| number.parse().ok());
            return self.result(product, asked);
        }
        let entry = product.entry;
        let name = &entry.product.value;
        let owner = &entry.owner;
        let known =
            [Some(&entry.product), Some(&owner.name), Some(&entry.set), owner.address.as_ref()];
        let own = known.into_iter().flatten().chain(&owner.representative);
        let mut cells: Vec<_> =
            own.filter(|known| known.value == spot.text).map(|known| &known.place).collect();
        if title == "Hình thức" {
            let registration = &entry.registration;
            cells.extend(registration.kind.as_ref().map(|kind| &kind.place));
            cells.extend(registration.star.as_ref().map(|star| &star.place));
        }
        if cells.is_empty() {
            cells.push(&entry.product.place);
        }
        WordSource {
            what: format!("cột “{title}” của “{name}” trong danh sách gửi đến"),
            from: vec![places(cells)],
        }
    }

    /// Tells the source of a score or star: the ballots of the session that was asked for, or else
    /// of the session that counts.
    fn result(&self, product: &ProductResult<'_>, session: Option<u8>) -> WordSource {
        let name = &product.entry.product.value;
        let found = product.sessions.iter().find(|result| Some(result.session) == session);
        let Some((result, mean)) =
            found.or_else(|| product.official()).and_then(|result| Some((result, result.mean?)))
        else {
            let what = format!("“{name}” trong danh sách gửi đến; chưa có phiếu nào được tính");
            return WordSource { what, from: vec![places([&product.entry.product.place])] };
        };
        let exact = exact(mean, self.counted.round.tally.printed_decimals);
        let what = format!(
            "điểm của “{name}” ở lần chấm {}: {} = {exact}",
            result.session,
            quotient(mean)
        );
        WordSource { what, from: self.ballots(result) }
    }

    fn ballots(&self, result: &SessionResult<'_>) -> Vec<String> {
        let scored = result.counting().filter_map(|ballot| Some((ballot, ballot.score()?)));
        let line = |(ballot, score): (&crate::forms::Ballot, _)| {
            let member = &self.counted.round.council.members[ballot.member].person.name;
            format!("{member} {} điểm: {}", plain(score), places(ballot.sources()))
        };
        scored.map(line).collect()
    }

    fn in_text(&self, spot: &ExplainedSpot<'_>, at: usize) -> WordSource {
        let found = tokens(&spot.text).enumerate().find(|(index, _)| {
            position(&spot.text, *index).is_some_and(|range| range.contains(&at))
        });
        let Some((token, figure)) = found else { return self.wording() };
        if let Some(source) = self.fact(spot, token, figure) {
            return source;
        }
        match by_words(&spot.text, token) {
            Some(NamedFigure::Section) => WordSource {
                what: "số của điều, mục trong văn bản".into(),
                ..self.wording()
            },
            Some(NamedFigure::Time) => WordSource { what: "ngày, giờ".into(), ..self.wording() },
            _ => {
                let held = settings::holding(self.counted.round, figure);
                let held: Vec<_> =
                    held.into_iter().take(NAMED).map(|key| format!("round.toml: {key}")).collect();
                if held.is_empty() {
                    self.wording()
                } else {
                    WordSource { what: "thông tin của đợt".into(), from: held }
                }
            }
        }
    }

    /// Returns the source of the fact that a figure in running text states; `None` when it states
    /// none.
    fn fact(&self, spot: &ExplainedSpot<'_>, token: usize, figure: &str) -> Option<WordSource> {
        let mut facts = spot.facts(token).filter_map(|fact| self.papers.stated.get(fact));
        let fact = facts.find(|fact| is_figure(&fact.value, figure))?;
        Some(self.told(fact))
    }

    /// Tells the source of a fact by its index in the list of the papers; `None` where there is
    /// none.
    #[must_use]
    pub fn of_fact(&self, fact: usize) -> Option<WordSource> {
        self.papers.stated.get(fact).map(|fact| self.told(fact))
    }

    /// Tells the source of a cell of a table.
    #[must_use]
    pub fn of_cell(&self, table: &PrintedTable, row: usize, column: usize) -> WordSource {
        let text = table.rows.get(row).and_then(|row| row.texts().get(column));
        let Some(text) = text.cloned() else { return self.wording() };
        let cell = PrintedCell { table, row, column };
        let (place, statements) = (String::new(), Vec::new());
        self.in_table(&ExplainedSpot { place, text, cell: Some(cell), statements }, cell)
    }

    fn told(&self, fact: &StatedFact) -> WordSource {
        if let [(product, session)] = stated::scored(self.counted, fact)[..] {
            let WordSource { what, from } = self.result(product, Some(session));
            return WordSource { what: format!("{}; đó là {what}", fact.what), from };
        }
        let (what, from) = (fact.what.clone(), stated::rows(self.counted, fact));
        match from.len() {
            0..=NAMED => WordSource { what, from },
            many => WordSource {
                what: format!("{what}, đếm được {many} dòng"), from: Vec::new()
            },
        }
    }

    /// Tells what became of the products that these words name. This is for words that stand on no
    /// current paper.
    pub fn named_in(&self, words: &str) -> Vec<WordSource> {
        let named = self
            .counted
            .tally
            .products
            .iter()
            .filter(|product| words.contains(&product.entry.product.value));
        let source = |product: &ProductResult<'_>| {
            let (name, place) = (&product.entry.product.value, &product.entry.product.place);
            let place: &Place = place;
            let what = format!(
                "“{name}” hiện nay: {}",
                super::product::outcome(product).trim_end_matches('.')
            );
            WordSource { what, from: vec![places([place])] }
        };
        named.map(source).collect()
    }
}
