//! The table of scores as a paper (bảng tổng hợp điểm), A4 landscape: the annex of the minutes,
//! which the members sign by hand in boxes.
//!
//! `ocop sign` knows two places: who drew it up, and who presided, as on the minutes. Members sign
//! with the pen; their certificates are not among those of `round.toml`.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::context;

use super::{Cells, NOTHING, compose, give, mark, star};
use crate::criteria::PARTS;
use crate::documents::compose::{PaperParts, fixed, shared};
use crate::documents::facts::scores::{ProductScores, SessionScores};
use crate::documents::model::{
    Align, PrintedColumn, PrintedRow, PrintedTable, ScoreRow, ScoreTable, ScoreTables, Sheet,
    SigningBox,
};
use crate::documents::papers::meeting;
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::Findings;
use crate::round::{PaperKind, long_date};

const KIND: &str = "Bảng tổng hợp điểm để ký";

/// Most members beside each other on A4 landscape with the columns of the results; a larger council
/// gets two tables.
const MOST_MEMBERS: usize = 10;
/// Width of a member's column, in millimetres.
const MEMBER: u16 = 9;

/// Writes up the table.
pub(super) fn write(
    desk: &WritingDesk<'_>,
    scored: &[ProductScores<'_, '_>],
    papers: &mut WriteUp,
) {
    papers.add(KIND, table(desk, scored));
}

fn table(
    desk: &WritingDesk<'_>,
    scored: &[ProductScores<'_, '_>],
) -> Result<WrittenPaper, Findings> {
    let last = desk.round.sessions.last();
    let mut written = compose(
        desk,
        PaperParts {
            file: format!("{}/bang-tong-hop-diem.pdf", folders::RESULTS),
            kind: KIND,
            template: "bang-tong-hop-diem",
            layout: "bang-tong-hop-diem",
            addressees: Vec::new(),
            paper: &desk.round.printed(PaperKind::Minutes),
            facts: context! {
                meeting => last.map(|session| long_date(session.date)).unwrap_or_default(),
                decimals => desk.round.tally.printed_decimals,
                several => desk.round.sessions.len() > 1,
                marks => legend(scored),
            },
            inserts: BTreeMap::new(),
        },
    )?;
    let members = desk.round.council.members.len();
    let halves: Vec<std::ops::Range<usize>> = if members > MOST_MEMBERS {
        let first = members.div_ceil(2);
        vec![0..first, first..members]
    } else {
        vec![0..members; 1]
    };
    let count = halves.len();
    let parts = halves.into_iter().zip(1..).map(|(members, number)| {
        ScoreDesk { desk, members, results: number == count }.table(scored)
    });
    let tables = ScoreTables { parts: parts.collect(), signing: signing(desk) };
    written.document.sheet = Some(Sheet::Scores(tables));
    Ok(written)
}

/// Returns the marks that the table uses, each with what it means.
fn legend(scored: &[ProductScores<'_, '_>]) -> Vec<String> {
    let sessions = scored.iter().flat_map(|one| &one.sessions);
    let members =
        sessions.filter(|one| one.unscored.is_none()).flat_map(|session| &session.members);
    let used: BTreeSet<_> = members.filter_map(mark).collect();
    used.into_iter().map(|(mark, words)| format!("{mark}: {words}")).collect()
}

/// Returns those who sign in boxes: everybody of the council, and substitutes.
fn signing(desk: &WritingDesk<'_>) -> Vec<SigningBox> {
    let attended = desk.facts.attendees.iter().map(|one| (one, false));
    let missing = desk.facts.missing.iter().map(|one| (one, true));
    let boxed = attended.chain(missing).map(|(one, missing)| SigningBox {
        name: format!("{} {}", one.title, one.name).trim().to_owned(),
        post: format!("{}, {}", one.post, one.role_name),
        absent: missing.then(|| match one.reason.as_deref() {
            Some(reason) if !reason.is_empty() => format!("Vắng mặt: {reason}"),
            _ => "Vắng mặt".to_owned(),
        }),
    });
    boxed.collect()
}

/// Draws up one table.
struct ScoreDesk<'d, 'a> {
    desk: &'d WritingDesk<'a>,
    /// The members whose columns it has, by their index in the council.
    members: std::ops::Range<usize>,
    /// Whether it has the columns of the results.
    results: bool,
}

impl ScoreDesk<'_, '_> {
    fn table(&self, scored: &[ProductScores<'_, '_>]) -> ScoreTable {
        let mut rows = Vec::new();
        let mut looks = Vec::new();
        let numbers: BTreeMap<usize, usize> =
            scored.iter().zip(1..).map(|(one, number)| (one.product.number, number)).collect();
        let products = scored.iter().map(|one| (numbers[&one.product.number], one.product));
        // The lines of the units stand where the lists of the meeting have them.
        let lines = meeting::by_unit(self.desk, products, |number, product| {
            PrintedRow::about(product.number, vec![number.to_string()])
        });
        for line in lines {
            let PrintedRow::Data { cells, product: Some(product), .. } = &line else {
                rows.push(line);
                looks.push(ScoreRow::default());
                continue;
            };
            let own = scored.iter().find(|one| one.product.number == *product);
            for (row, look) in own.map(|one| self.product(&cells[0], one)).unwrap_or_default() {
                rows.push(row);
                looks.push(look);
            }
        }
        let columns = self.columns();
        let upright = (0..columns.len()).map(|column| self.is_upright(column)).collect();
        let table = PrintedTable::new(self.summary(), columns, rows);
        ScoreTable { table, upright, rows: looks }
    }

    fn summary(&self) -> String {
        let all = self.desk.round.council.members.len();
        let members = &self.members;
        if members.len() == all {
            "Điểm của từng thành viên cho từng sản phẩm và lần chấm".to_owned()
        } else {
            format!("Điểm của các thành viên từ {} đến {}", members.start + 1, members.end)
        }
    }

    fn columns(&self) -> Vec<PrintedColumn> {
        let mut columns = vec![
            fixed("TT", 8, Align::Center),
            shared("Tên sản phẩm", 11),
            shared("Chủ thể", 10),
            fixed("Lần chấm", 10, Align::Center),
        ];
        let council = &self.desk.round.council.members;
        columns.extend(self.members.clone().map(|index| {
            let name = &council[index].person.name;
            fixed(&format!("{}. {name}", index + 1), MEMBER, Align::Center)
        }));
        if self.results {
            let parts = PARTS.iter().map(|part| format!("Điểm trung bình phần {part}"));
            columns.extend(parts.map(|title| fixed(&title, 11, Align::Center)));
            columns.extend([
                fixed("Điểm trung bình", 12, Align::Center),
                fixed("Chênh lệch", 10, Align::Center),
                fixed("Hạng sao", 18, Align::Center),
            ]);
        }
        columns
    }

    /// Tells whether the heading of a column stands upright: the members and the figures.
    fn is_upright(&self, column: usize) -> bool {
        let figures = if self.results { PARTS.len() + 2 } else { 0 };
        (4..4 + self.members.len() + figures).contains(&column)
    }

    /// Returns the rows of a product: one for each session with ballots, at least one.
    fn product(&self, number: &str, scored: &ProductScores<'_, '_>) -> Vec<(PrintedRow, ScoreRow)> {
        if scored.sessions.is_empty() {
            let why = scored.product.outcome.remark();
            let look = ScoreRow { spans: 1, bold: false, across: self.width() };
            return vec![(
                self.row(number, scored, NOTHING, |cells| self.across(cells, &why)),
                look,
            )];
        }
        let official = scored.product.official().map(|official| official.session);
        let several = scored.sessions.len() > 1;
        let row = |(index, session): (usize, &SessionScores)| {
            let name = session.session.to_string();
            let row = self.row(number, scored, &name, |cells| match &session.unscored {
                Some(why) => self.across(cells, &format!("Không chấm điểm: {why}")),
                None => self.figures(cells, session),
            });
            let look = ScoreRow {
                spans: if index == 0 { scored.sessions.len() } else { 0 },
                bold: several && session.mean.is_some() && official == Some(session.session),
                across: if session.unscored.is_some() { self.width() } else { 0 },
            };
            (row, look)
        };
        scored.sessions.iter().enumerate().map(row).collect()
    }

    /// How many columns of figures there are.
    fn width(&self) -> usize {
        self.members.len() + if self.results { PARTS.len() + 2 } else { 0 }
    }

    fn row(
        &self,
        number: &str,
        scored: &ProductScores<'_, '_>,
        session: &str,
        fill: impl FnOnce(&mut Cells),
    ) -> PrintedRow {
        let entry = scored.product.entry;
        let mut cells = Cells::default();
        for text in [number, &entry.product.value, &entry.owner.name.value, session] {
            cells.text(text);
        }
        fill(&mut cells);
        if self.results {
            cells.text(star(scored.product));
        }
        PrintedRow::Data {
            cells: cells.texts,
            product: Some(scored.product.number),
            stated: cells.stated,
        }
    }

    /// Writes why there are no figures, across their columns.
    fn across(&self, cells: &mut Cells, why: &str) {
        cells.text(why);
        (1..self.width()).for_each(|_| cells.text(""));
    }

    fn figures(&self, cells: &mut Cells, session: &SessionScores) {
        session.members[self.members.clone()].iter().for_each(|member| give(cells, member));
        if self.results {
            session.parts.iter().for_each(|part| cells.figure(part.as_ref()));
            cells.figure(session.mean.as_ref());
            cells.figure(session.spread.as_ref());
        }
    }
}
