//! The short code of a form, as its pages print it.

use std::fmt;
use std::str::FromStr;

/// The kinds of forms that the office sends out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormKind {
    /// The list of products of a unit (danh sách).
    List,
    /// The ballot of a member for a session (phiếu chấm).
    Ballot,
    /// The attendance of a session (điểm danh).
    Attendance,
    /// The support team's check-list of dossiers (kiểm tra hồ sơ).
    CheckList,
}

impl FormKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::List, Self::Ballot, Self::Attendance, Self::CheckList];

    /// Returns the letter with which its codes begin.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::List => 'D',
            Self::Ballot => 'P',
            Self::Attendance => 'A',
            Self::CheckList => 'H',
        }
    }

    /// Returns its name in the hidden sheet.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::List => "danh-sach",
            Self::Ballot => "phieu-cham",
            Self::Attendance => "diem-danh",
            Self::CheckList => "kiem-tra-ho-so",
        }
    }

    /// Returns its Vietnamese name in running text.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "biểu danh sách sản phẩm",
            Self::Ballot => "phiếu chấm điểm",
            Self::Attendance => "bảng điểm danh",
            Self::CheckList => "bảng kiểm tra hồ sơ",
        }
    }
}

/// The code of a form: `P-1-2026-L2-03-7F3A`.
///
/// Kind, round, year, session, number of the member or unit, and four hexadecimal digits of
/// everything that the form was made from. Whoever types a printed form into another file can type
/// the code too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormCode {
    /// The kind of the form.
    pub kind: FormKind,
    /// Number of the round within its year.
    pub round: u8,
    /// Year of the round.
    pub year: u16,
    /// Number of the session, of ballots and attendance.
    pub session: Option<u8>,
    /// Number of the member or of the unit, counted from 1, of ballots and lists.
    pub who: Option<u16>,
    /// What the form was made from, shortened; another version of the same form has another mark.
    pub mark: u16,
}

impl FormCode {
    /// Tells whether both are codes of the same form, in this version or another.
    #[must_use]
    pub fn is_same_form(&self, other: &Self) -> bool {
        Self { mark: 0, ..self.clone() } == Self { mark: 0, ..other.clone() }
    }

    /// Finds the code in a text, as `Mã biểu: P-1-2026-L2-03-7F3A`; `None` where it has none.
    #[must_use]
    pub fn within(text: &str) -> Option<Self> {
        let is_inside = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '–';
        text.split(|sign| !is_inside(sign))
            .filter(|word| word.len() >= SHORTEST)
            .find_map(|word| word.parse().ok())
    }
}

/// Bytes of the shortest code.
const SHORTEST: usize = "H-1-2026-7F3A".len();

impl fmt::Display for FormCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}-{}", self.kind.letter(), self.round, self.year)?;
        if let Some(session) = self.session {
            write!(formatter, "-L{session}")?;
        }
        if let Some(who) = self.who {
            write!(formatter, "-{who:02}")?;
        }
        write!(formatter, "-{:04X}", self.mark)
    }
}

/// Why a text is no code of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no code of a form")]
pub struct NoFormCode;

impl FromStr for FormCode {
    type Err = NoFormCode;

    /// Reads a code; capitals and small letters are the same, and so are hyphens and dashes.
    fn from_str(text: &str) -> Result<Self, NoFormCode> {
        let text = text.trim().replace('–', "-").to_ascii_uppercase();
        let mut parts = text.split('-');
        let mut next = || parts.next().ok_or(NoFormCode);
        let letter = next()?;
        let kind = FormKind::ALL.into_iter().find(|kind| letter == kind.letter().to_string());
        let kind = kind.ok_or(NoFormCode)?;
        let round = next()?.parse().map_err(|_| NoFormCode)?;
        let year = next()?.parse().map_err(|_| NoFormCode)?;
        let session = match kind {
            FormKind::Ballot | FormKind::Attendance => {
                let number = next()?.strip_prefix('L').ok_or(NoFormCode)?;
                Some(number.parse().map_err(|_| NoFormCode)?)
            }
            FormKind::List | FormKind::CheckList => None,
        };
        let who = match kind {
            FormKind::Ballot | FormKind::List => Some(next()?.parse().map_err(|_| NoFormCode)?),
            FormKind::Attendance | FormKind::CheckList => None,
        };
        let mark = next()?;
        let mark = (mark.len() == 4).then(|| u16::from_str_radix(mark, 16).ok()).flatten();
        let code = Self { kind, round, year, session, who, mark: mark.ok_or(NoFormCode)? };
        parts.next().is_none().then_some(code).ok_or(NoFormCode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> FormCode {
        FormCode {
            kind: FormKind::Ballot,
            round: 1,
            year: 2026,
            session: Some(2),
            who: Some(3),
            mark: 0x7F3A,
        }
    }

    #[test]
    fn a_code_is_printed_and_read_back() {
        assert_eq!(code().to_string(), "P-1-2026-L2-03-7F3A");
        assert_eq!("p-1-2026–l2-03-7f3a".parse(), Ok(code()));
        for (kind, session, who) in [
            (FormKind::List, None, Some(38)),
            (FormKind::Attendance, Some(1), None),
            (FormKind::CheckList, None, None),
        ] {
            let code = FormCode { kind, session, who, ..code() };
            assert_eq!(code.to_string().parse(), Ok(code));
        }
    }

    #[test]
    fn a_code_is_found_in_a_line_of_text() {
        let line = format!("Phiếu chấm điểm. Mã biểu: {}.", code());
        assert_eq!(FormCode::within(&line), Some(code()));
        assert_eq!(FormCode::within("Công văn 12-CV-2026-L2 ngày 05-12-2026"), None);
    }

    #[test]
    fn a_code_with_a_part_too_few_or_too_many_is_none() {
        for wrong in
            ["P-1-2026-03-7F3A", "P-1-2026-L2-03", "P-1-2026-L2-03-7F3A-1", "D-1-2026-L1-03-7F3A"]
        {
            assert_eq!(wrong.parse::<FormCode>(), Err(NoFormCode), "{wrong}");
        }
    }

    #[test]
    fn another_version_is_the_same_form() {
        let older = FormCode { mark: 1, ..code() };
        assert!(code().is_same_form(&older));
        assert!(!code().is_same_form(&FormCode { who: Some(4), ..code() }));
    }
}
