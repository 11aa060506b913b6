//! The council, its support team, and the sessions in which it scores.

use serde::{Deserialize, Serialize};
use time::Date;

use super::date::calendar;

/// The council (Hội đồng).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Council {
    /// Full name in running text.
    pub name: String,
    /// Members who score, in the order of the deciding act.
    pub members: Vec<Member>,
    /// The secretary (thư ký), who keeps the minutes.
    pub secretary: Person,
}

impl Council {
    /// Returns the chair (Chủ tịch Hội đồng). A checked round has exactly one.
    #[must_use]
    pub fn chair(&self) -> Option<&Member> {
        self.members.iter().find(|member| member.role == CouncilRole::Chair)
    }
}

/// A member of the council.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(from = "MemberFields")]
pub struct Member {
    /// The person.
    #[serde(flatten)]
    pub person: Person,
    /// Role in the council.
    pub role: CouncilRole,
}

/// A member as `round.toml` writes one: the keys of a person and the role, and no others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberFields {
    title: String,
    name: String,
    post: String,
    phone: Option<String>,
    tax_code: Option<String>,
    address: Option<String>,
    #[serde(default)]
    role: CouncilRole,
}

impl From<MemberFields> for Member {
    fn from(fields: MemberFields) -> Self {
        let MemberFields { title, name, post, phone, tax_code, address, role } = fields;
        Self { person: Person { title, name, post, phone, tax_code, address }, role }
    }
}

/// Role in the council.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CouncilRole {
    /// Chủ tịch Hội đồng.
    Chair,
    /// Phó Chủ tịch Hội đồng.
    ViceChair,
    /// Thành viên.
    #[default]
    Member,
}

impl CouncilRole {
    /// Returns the role as minutes write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chair => "Chủ tịch Hội đồng",
            Self::ViceChair => "Phó Chủ tịch Hội đồng",
            Self::Member => "Thành viên Hội đồng",
        }
    }
}

/// A person named in a paper.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// `Ông` or `Bà`.
    pub title: String,
    /// Full name without `Ông` or `Bà`, e.g. `Hà Trọng Hải`.
    pub name: String,
    /// Post (chức vụ) with its unit, e.g. `Phó Giám đốc Sở Y tế`.
    pub post: String,
    /// Telephone number. It is compared with those of owners and never printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Tax code. It is compared with those of owners and never printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_code: Option<String>,
    /// Home address. It is compared with those of owners and never printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// The support team (Tổ giúp việc).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SupportTeam {
    /// Full name in running text.
    pub name: String,
    /// Its members.
    pub members: Vec<Person>,
}

/// A session (lần chấm): a meeting in which the council scores.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Number of the session, from 1.
    pub number: u8,
    /// Day.
    #[serde(with = "calendar")]
    pub date: Date,
    /// Time of the beginning, as printed: `08 giờ 00`.
    pub start: String,
    /// Time of the end, as printed: `17 giờ 00`.
    pub end: String,
    /// Place of the meeting.
    pub place: String,
    /// Members who did not attend.
    #[serde(default)]
    pub absent: Vec<Absence>,
    /// Members who attended but gave no marks.
    #[serde(default)]
    pub abstaining: Vec<Absence>,
    /// Members who sent a replacement by written authority (ủy quyền); the replacement attends and
    /// scores in their place.
    #[serde(default)]
    pub replaced: Vec<Replacement>,
    /// The person who presided, when it was neither the chair nor, in the chair's absence, the
    /// first vice-chair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presiding: Option<String>,
    /// Course of business (diễn biến), one sentence an entry.
    pub course: Vec<String>,
}

impl Session {
    /// Tells whether this member, or a replacement, attended. `member` is the full name.
    #[must_use]
    pub fn attends(&self, member: &str) -> bool {
        self.absent.iter().all(|absence| absence.name != member)
    }

    /// Tells whether this member attended but gave no marks.
    #[must_use]
    pub fn abstains(&self, member: &str) -> bool {
        self.abstaining.iter().any(|absence| absence.name == member)
    }
}

/// A member who was replaced by written authority (ủy quyền bằng văn bản).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// Full name of the member, as among the council's members.
    pub name: String,
    /// Full name of the replacement.
    pub by: String,
    /// The written authority, as printed.
    pub authority: String,
}

/// A member who did not attend, or who gave no marks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// Full name, as among the council's members.
    pub name: String,
    /// The reason.
    pub reason: String,
}
