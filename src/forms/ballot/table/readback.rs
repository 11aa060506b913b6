//! The read-back of a table of marks, for people to check: what each column was taken for, which
//! rows were passed over and why.

use super::MarkTable;
use crate::forms::Sourced;
use crate::forms::ballot::columns::fill::MarkColumn;
use crate::forms::ballot::columns::{BallotColumn, ColumnRole};
use crate::forms::ballot::people::{People, Scorer};
use crate::forms::ballot::rows::{BallotRows, MarkRow, RowRole};
use crate::forms::reading::{ColumnKind, ColumnReading, Skipped, TableReading};

/// How many characters of a row that was passed over are shown.
const SHOWN: usize = 60;

impl MarkTable<'_, '_, '_> {
    /// How the table was read; whose it is, is not known yet.
    pub(super) fn reading(
        &self,
        columns: &[BallotColumn],
        rows: &BallotRows,
        filled: &[(usize, MarkColumn)],
        only: Option<&Sourced<String>>,
    ) -> TableReading {
        let reading_of = |column: &BallotColumn| ColumnReading {
            place: column.heading.place.clone(),
            heading: column.heading.value.clone(),
            role: self.role(column, only),
            kind: kind(column),
        };
        let is_criterion = |row: &&MarkRow| matches!(row.role, RowRole::Criterion { .. });
        TableReading {
            place: self.frame.place(self.frame.top, self.frame.criterion),
            of: None,
            columns: columns.iter().map(reading_of).collect(),
            rows: rows.lines.iter().filter(is_criterion).count(),
            marks: filled.iter().map(|(_, marks)| marks.numbers()).sum(),
        }
    }

    /// What a column was taken for, in Vietnamese.
    fn role(&self, column: &BallotColumn, only: Option<&Sourced<String>>) -> String {
        match &column.role {
            ColumnRole::Maximum => "điểm tối đa".to_owned(),
            ColumnRole::Marks(product) => {
                format!("điểm của “{}”", self.reader.products.get(product.product).name)
            }
            ColumnRole::MarksOfOnly => match only {
                Some(product) => format!("điểm của “{}”", product.value),
                None => "điểm chấm".to_owned(),
            },
            ColumnRole::MarksOfUnknown => {
                format!("điểm của “{}”, sản phẩm không có trong danh sách", column.heading.value)
            }
            ColumnRole::MarksOf(member) => {
                format!("điểm của {}", self.reader.people.names().nth(*member).unwrap_or_default())
            }
            ColumnRole::Unread(what) => format!("không đọc: {what}"),
            ColumnRole::Doubtful => "chưa rõ, không tính".to_owned(),
            ColumnRole::Nothing => "không đọc".to_owned(),
        }
    }

    /// The rows that were passed over, with the reason.
    pub(super) fn skipped(&self, rows: &BallotRows) -> Vec<Skipped> {
        let skipped = |row: &MarkRow| {
            let why = why_skipped(row.role)?.to_owned();
            let at = self.frame.view.row(row.row).next().map(|(at, _)| at)?;
            let text = format!("{} {}", row.shown, row.name);
            let shown = text.trim().chars().take(SHOWN).collect();
            Some(Skipped { place: self.frame.place(at.row, at.column), shown, why })
        };
        rows.lines.iter().filter_map(skipped).collect()
    }
}

/// The kind of what a column was taken for.
fn kind(column: &BallotColumn) -> ColumnKind {
    match &column.role {
        ColumnRole::Maximum => ColumnKind::Maximum,
        ColumnRole::Unread(_) | ColumnRole::Nothing => ColumnKind::Unread,
        ColumnRole::Doubtful => ColumnKind::Doubtful,
        _ => ColumnKind::Marks,
    }
}

/// Why a row with this role was passed over, in Vietnamese; `None` for a row that was read, or that
/// holds nothing that could count.
fn why_skipped(role: RowRole) -> Option<&'static str> {
    match role {
        RowRole::Repeated => Some("tiêu đề, số cột hoặc số mang sang lặp lại ở trang sau"),
        RowRole::Group => Some("dòng chia nhóm hoặc cộng nhóm tiêu chí"),
        RowRole::Remark => Some("dòng ghi chú, nhận xét, xếp hạng"),
        _ => None,
    }
}

/// Whose ballots a table holds, in Vietnamese: `Hà Trọng Hải, lần chấm 2`; `None` where neither the
/// member nor the session is known.
pub(in crate::forms) fn whose(
    people: &People<'_>,
    member: Option<Scorer>,
    session: Option<u8>,
) -> Option<String> {
    let name = member.and_then(|person| people.names().nth(person.member));
    let session = session.map(|session| format!("lần chấm {session}"));
    match (name, session) {
        (Some(name), Some(session)) => Some(format!("{name}, {session}")),
        (Some(name), None) => Some(name.to_owned()),
        (None, session) => session,
    }
}
