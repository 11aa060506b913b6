//! Who gave a ballot, and in which session.

use std::collections::BTreeMap;

use super::grid::Grid;
use crate::criteria::Act;
use crate::finding::{Code, Finding, Findings};
use crate::forms::{Sourced, near};
use crate::intake::{Sheet, text};
use crate::round::Round;

pub(super) const MEMBER: [&str; 8] = [
    "thanh vien hoi dong",
    "ho va ten thanh vien",
    "ho ten thanh vien",
    "nguoi cham",
    "nguoi danh gia",
    "thanh vien hd",
    "thanh vien cham",
    "ten thanh vien",
];
pub(super) const SESSION: [&str; 5] = ["lan cham", "lan danh gia", "lan thu", "phien cham", "phien hop"];
pub(super) const SET: [&str; 3] = ["bo san pham", "nhom san pham", "bo sp"];
pub(super) const OWNER: [&str; 4] = ["chu the", "ten chu the", "co so san xuat", "don vi san xuat"];

/// Titles before a name.
const TITLES: [&str; 12] = ["ông", "bà", "đồng chí", "đ/c", "đc", "anh", "chị", "ts", "ths", "pgs", "gs", "bs"];
/// What the sample data puts behind the names of people who do not exist.
const INVENTED: &str = " giả định";

/// The value beside or behind one of these labels, above the grid.
pub(super) fn label(sheet: &Sheet, header: u32, labels: &[&str]) -> Option<Sourced<String>> {
    for row in sheet.rows().take_while(|row| *row < header) {
        let cells: Vec<_> = sheet.row(row).collect();
        for (index, (at, cell)) in cells.iter().enumerate() {
            let Some(words) = cell.text() else { continue };
            if !is_label(words, labels) {
                continue;
            }
            let behind = words.split_once(':').map(|(_, behind)| behind.trim()).filter(|behind| !behind.is_empty());
            if let Some(behind) = behind {
                return Some(Sourced { value: behind.to_owned(), place: sheet.place(*at) });
            }
            let beside = cells[index + 1..].iter().find(|(_, cell)| !cell.shown().is_empty());
            if let Some((at, cell)) = beside {
                return Some(Sourced { value: cell.shown(), place: sheet.place(*at) });
            }
        }
    }
    None
}

/// Whether a cell begins with a label, or is one but for a letter.
fn is_label(words: &str, labels: &[&str]) -> bool {
    let name = words.split(':').next().unwrap_or_default();
    let bare = text::bare(name);
    let near = |label: &&str| {
        label.len() >= 8 && label.len().abs_diff(bare.len()) <= 1 && strsim::osa_distance(label, &bare) <= 1
    };
    labels.iter().any(|label| bare.starts_with(label)) || name.len() <= 40 && labels.iter().any(near)
}

/// Index of a member, and whether it is that of somebody who replaces them.
type Giver = Option<(usize, bool)>;

/// The people of a round, ready to be found by what a ballot calls them.
pub(in crate::forms) struct Known<'a> {
    round: &'a Round,
    /// Members by folded name, and by name without what may stand around it.
    members: BTreeMap<String, usize>,
    /// Members by session and by the name of those who replace them.
    replaced: BTreeMap<(u8, String), usize>,
    /// What was asked before, as it was typed.
    asked: BTreeMap<(Option<u8>, String), Giver>,
}

impl<'a> Known<'a> {
    pub(in crate::forms) fn new(round: &'a Round, _act: &'a Act) -> Self {
        let mut members = BTreeMap::new();
        for (index, member) in round.council.members.iter().enumerate().rev() {
            members.insert(core(&member.person.name), index);
        }
        // Full names win over what is left of others without their additions.
        for (index, member) in round.council.members.iter().enumerate().rev() {
            members.insert(text::fold(&member.person.name), index);
        }
        let mut replaced = BTreeMap::new();
        for session in &round.sessions {
            for replacement in &session.replaced {
                if let Some(index) = members.get(&text::fold(&replacement.name)) {
                    replaced.insert((session.number, core(&replacement.by)), *index);
                    replaced.insert((session.number, text::fold(&replacement.by)), *index);
                }
            }
        }
        Self { round, members, replaced, asked: BTreeMap::new() }
    }

    /// The member of the council, or the one whom the named person replaces in this session, and whether it is the latter.
    pub(super) fn member(&mut self, session: Option<u8>, sheet: &Sheet, grid: &Grid, findings: &mut Findings) -> Giver {
        let Some(typed) = label(sheet, grid.header, &MEMBER) else {
            let message = "Phiếu không ghi tên người chấm; phiếu không được tính.";
            findings.push(self.unknown(Finding::new(Code::MemberUnknown, sheet.place.clone(), message), None));
            return None;
        };
        let key = (session, typed.value);
        if !self.asked.contains_key(&key) {
            let found = self.find(session, &key.1);
            self.asked.insert(key.clone(), found);
        }
        let found = self.asked.get(&key).copied().flatten();
        if found.is_none() {
            let message = "Người chấm không có trong danh sách Hội đồng; phiếu không được tính.";
            let finding = Finding::new(Code::MemberUnknown, typed.place, message).found(&key.1);
            findings.push(self.unknown(finding, Some(&key.1)));
        }
        found
    }

    fn find(&self, session: Option<u8>, typed: &str) -> Giver {
        let names = [text::fold(typed), core(typed)];
        let replaced = |name: &String| Some((*self.replaced.get(&(session?, name.clone()))?, true));
        let member = |name: &String| Some((*self.members.get(name)?, false));
        names.iter().find_map(replaced).or_else(|| names.iter().find_map(member))
    }

    fn unknown(&self, finding: Finding, typed: Option<&str>) -> Finding {
        let names = || self.round.council.members.iter().map(|member| member.person.name.as_str());
        // Compared without titles and additions, told as the round has it.
        let cores: Vec<String> = names().map(core).collect();
        let meant = typed.and_then(|typed| near::nearest(cores.iter().map(String::as_str), &core(typed)));
        let meant = meant.and_then(|core| cores.iter().position(|known| known == core));
        let meant = meant.and_then(|index| names().nth(index));
        let remedy = "Sửa họ tên trong phiếu, hoặc bổ sung người này vào [[council.members]] của round.toml.";
        finding
            .heading("Thành viên Hội đồng")
            .allowed(names().collect::<Vec<_>>().join("; "))
            .remedy(near::asking(meant, remedy))
    }

    /// The session that the ballot names.
    pub(super) fn session(&self, sheet: &Sheet, grid: &Grid, findings: &mut Findings) -> Option<u8> {
        let typed = label(sheet, grid.header, &SESSION);
        let number = typed.as_ref().and_then(|typed| ordinal(&typed.value));
        let known = number.filter(|number| self.round.sessions.iter().any(|session| session.number == *number));
        if known.is_none() {
            let place = typed.as_ref().map_or_else(|| sheet.place.clone(), |typed| typed.place.clone());
            let numbers: Vec<_> = self.round.sessions.iter().map(|session| session.number.to_string()).collect();
            let message = "Phiếu không ghi rõ lần chấm nào của đợt; phiếu không được tính.";
            let finding = Finding::new(Code::SessionUnknown, place, message)
                .heading("Lần chấm")
                .allowed(match numbers.as_slice() {
                    [] => "(round.toml chưa có lần chấm nào)".to_owned(),
                    some => some.join(", "),
                })
                .remedy(match numbers.as_slice() {
                    [only] => format!("Có phải lần {only} không? Sửa ô “Lần chấm” của phiếu."),
                    _ => "Sửa ô “Lần chấm”, hoặc bổ sung mục [[sessions]] trong round.toml.".to_owned(),
                });
            findings.push(match typed {
                Some(typed) => finding.found(typed.value),
                None => finding,
            });
        }
        known
    }
}

/// A name without title, post and notes: `Ông Hà Trọng Hải - Phó Chủ tịch` and `Hà Trọng Hải (giả định)` alike.
fn core(name: &str) -> String {
    let name = name.split([',', '(', ';']).next().unwrap_or(name);
    let name = name.split(" - ").next().unwrap_or(name).split(" – ").next().unwrap_or(name);
    let mut lower = name.trim().to_lowercase();
    while let Some(rest) = TITLES.iter().find_map(|title| behind_title(&lower, title)) {
        lower = rest;
    }
    let folded = text::fold(&lower);
    folded.strip_suffix(INVENTED).map_or_else(|| folded.clone(), ToOwned::to_owned)
}

/// The name behind a title and its stop.
fn behind_title(name: &str, title: &str) -> Option<String> {
    let rest = name.strip_prefix(title)?;
    let name = rest.trim_start_matches(['.', ':', ' ']);
    (rest.starts_with(['.', ':', ' ']) && !name.is_empty()).then(|| name.to_owned())
}

/// `1`, `01`, `Lần 2`, `thứ nhất`, `II`, `2 (ngày 09/12/2020)`: the first number that is named.
fn ordinal(typed: &str) -> Option<u8> {
    const WORDS: [(&str, u8); 12] = [
        ("nhat", 1),
        ("mot", 1),
        ("i", 1),
        ("hai", 2),
        ("nhi", 2),
        ("ii", 2),
        ("ba", 3),
        ("iii", 3),
        ("tu", 4),
        ("bon", 4),
        ("iv", 4),
        ("nam", 5),
    ];
    let bare = text::bare(typed);
    bare.split([' ', '-']).find_map(|word| {
        let named = WORDS.iter().find(|(known, _)| *known == word).map(|(_, number)| *number);
        named.or_else(|| word.parse().ok())
    })
}

#[cfg(test)]
mod tests {
    use super::{core, ordinal};

    #[test]
    fn a_name_is_the_same_with_title_post_and_note() {
        for name in [
            "Hà Trọng Hải",
            "Ông Hà Trọng Hải",
            "ông: Hà Trọng Hải",
            "Đ/c Hà Trọng Hải",
            "TS. Hà Trọng Hải",
            "Hà Trọng Hải (giả định)",
            "Hà Trọng Hải - Phó Chủ tịch UBND tỉnh",
            "HÀ TRỌNG HẢI, Chủ tịch Hội đồng",
            "Ông TS. Hà Trọng Hải",
        ] {
            assert_eq!(core(name), "hà trọng hải", "{name}");
        }
        assert_eq!(core("Bàn Văn Ông"), "bàn văn ông");
    }

    #[test]
    fn a_session_is_read_as_people_count() {
        for (typed, number) in [
            ("1", Some(1)),
            ("01", Some(1)),
            ("Lần 2", Some(2)),
            ("thứ nhất", Some(1)),
            ("Lần thứ hai", Some(2)),
            ("II", Some(2)),
            ("2 (ngày 09/12/2020)", Some(2)),
            ("sáng", None),
            ("999", None),
        ] {
            assert_eq!(ordinal(typed), number, "{typed}");
        }
    }
}
