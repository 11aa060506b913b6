//! Reads the attendance of a session that came back: who was there, who was not, who came in whose
//! place. The declaration stays what counts; the rules compare the two.

use careful_spreadsheet::{Cell, Worksheet, text};

use super::KnownForm;
use super::keys::{attendance_column as column, attendance_row, table};
use super::list::keyed::KeyedTable;
use crate::finding::{CellRef, Code, Finding, Findings, Place};
use crate::forms::{Sourced, person_key};
use crate::round::Round;

/// The attendance of a session as it came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendance {
    /// The sheet.
    pub place: Place,
    /// Number of the session.
    pub session: u8,
    /// The members of whom it says something, from the top.
    pub members: Vec<AttendedMember>,
    /// Beginning and end of the meeting, where they were written.
    pub time: Option<Sourced<String>>,
    /// Place of the meeting, where it was written.
    pub venue: Option<Sourced<String>>,
}

/// What an attendance says of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendedMember {
    /// Index of the member in the declaration.
    pub member: usize,
    /// Whether the member was there.
    pub presence: Sourced<Presence>,
    /// Who came in place of the member.
    pub substitute: Option<Sourced<String>>,
}

/// Whether a member was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Có mặt.
    Present,
    /// Vắng mặt.
    Absent,
    /// Có mặt nhưng không chấm.
    Abstaining,
    /// Được thay.
    Replaced,
}

impl Presence {
    /// All of them, as the drop-down list has them.
    pub const ALL: [Self; 4] = [Self::Present, Self::Absent, Self::Abstaining, Self::Replaced];

    /// Returns the word in the drop-down list.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Present => "Có mặt",
            Self::Absent => "Vắng mặt",
            Self::Abstaining => "Có mặt nhưng không chấm",
            Self::Replaced => "Được thay",
        }
    }

    /// Returns what a cell says, also as people type it; `None` for other words.
    fn of(typed: &str) -> Option<Self> {
        let typed = text::fold(typed);
        let same = |one: &Self| text::fold(one.word()) == typed;
        Self::ALL.into_iter().find(same).or(match typed.as_str() {
            "có" | "x" | "dự" | "đủ" => Some(Self::Present),
            "vắng" | "không" | "vắng có lý do" => Some(Self::Absent),
            "không chấm" => Some(Self::Abstaining),
            "ủy quyền" | "thay" => Some(Self::Replaced),
            _ => None,
        })
    }
}

/// Reads an attendance from the sheet that has its keys; `None` for any other sheet.
pub(in crate::forms) fn read(
    round: &Round,
    form: &KnownForm<'_>,
    sheet: &Worksheet,
    findings: &mut Findings,
) -> Option<Attendance> {
    let keyed = KeyedTable::of(sheet, table::ATTENDANCE)?;
    let mut members = Vec::new();
    for (row, number) in keyed.rows_of(attendance_row::MEMBER) {
        let Some((at, presence)) = presence(&keyed, row, findings) else { continue };
        match member(round, &keyed, row, number) {
            Some(member) => {
                let presence = Sourced { value: presence, place: sheet.place(at) };
                let substitute = said(&keyed, row, column::SUBSTITUTE);
                members.push(AttendedMember { member, presence, substitute });
            }
            None => findings.push(member_unknown(sheet.place(at), &keyed, row)),
        }
    }
    let typed = |key: &str| {
        let row = keyed.row_of(key)?;
        let is_label = |cell: &Cell| cell.text().is_some_and(|text| text.ends_with(':'));
        let (at, cell) = keyed.beside(row).find(|(_, cell)| !is_label(cell))?;
        Some(Sourced { value: cell.shown(), place: sheet.place(at) })
    };
    Some(Attendance {
        place: sheet.place.clone(),
        session: form.code.session.unwrap_or_default(),
        members,
        time: typed(attendance_row::TIME),
        venue: typed(attendance_row::PLACE),
    })
}

/// Whether the member of a row was there, with the cell; `None` where the row says nothing, or,
/// with a finding, where it is not clear.
fn presence(
    keyed: &KeyedTable<'_>,
    row: u32,
    findings: &mut Findings,
) -> Option<(CellRef, Presence)> {
    let Some((at, cell)) = keyed.cell(row, column::PRESENCE) else {
        let mut more = [column::REASON, column::SUBSTITUTE].into_iter();
        if let Some((at, cell)) = more.find_map(|key| keyed.cell(row, key)) {
            findings.push(unread(keyed.sheet.place(at), "Dự họp", cell));
        }
        return None;
    };
    let presence = cell.text().and_then(Presence::of);
    if presence.is_none() {
        findings.push(unread(keyed.sheet.place(at), "Dự họp", cell));
    }
    presence.map(|presence| (at, presence))
}

/// The member of a row: the one of its number, where the name is still the same; else the one of
/// its name.
fn member(round: &Round, keyed: &KeyedTable<'_>, row: u32, number: &str) -> Option<usize> {
    let members = &round.council.members;
    let named = said(keyed, row, column::NAME).map(|name| person_key(&name.value));
    let is = |index: usize| {
        let own = members.get(index).map(|own| person_key(&own.person.name));
        own.is_some() && own == named
    };
    let numbered = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    numbered.filter(|index| is(*index)).or_else(|| (0..members.len()).find(|index| is(*index)))
}

/// What a cell says.
fn said(keyed: &KeyedTable<'_>, row: u32, key: &str) -> Option<Sourced<String>> {
    let (at, cell) = keyed.cell(row, key)?;
    Some(Sourced { value: cell.shown(), place: keyed.sheet.place(at) })
}

/// The finding about a cell that says something else than the words of its list.
fn unread(place: Place, heading: &str, cell: &Cell) -> Finding {
    let words = Presence::ALL.map(Presence::word).join("; ");
    let message = "Không rõ thành viên có dự họp hay không; dòng này không được đối chiếu với khai \
                   báo.";
    Finding::new(Code::CheckedCellUnread, place, message)
        .heading(heading)
        .found(cell.shown())
        .allowed(words)
        .remedy("Chọn một giá trị trong danh sách ở cột Dự họp.")
}

/// The finding about a row whose member the council does not have.
fn member_unknown(place: Place, keyed: &KeyedTable<'_>, row: u32) -> Finding {
    let name = said(keyed, row, column::NAME).map(|name| name.value).unwrap_or_default();
    let message = "Hội đồng trong khai báo không có người này; dòng không được đối chiếu.";
    Finding::new(Code::CheckedCellUnread, place, message)
        .heading("Họ và tên")
        .found(name)
        .remedy("Sửa tên theo khai báo, hoặc lập lại bảng điểm danh nếu Hội đồng đã thay đổi.")
}
