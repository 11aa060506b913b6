//! Reads the workbook back: finds its parts by their hidden marks, and makes the tree of values
//! that `round.toml` would give, each with its cell.

mod cell;
mod grid;
mod item;
mod rows;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::{CellRef, Opener, Place, Refusal, Workbook, text};

pub(super) use self::sheet::next_row;
use self::sheet::{FoundPart, parts};
use super::FILE;
use super::form::{Items, Part, Shape, form};
use super::spot::{Places, Spot};
use super::tree::{Branch, Node, print};
use crate::finding::{Code, Finding, Findings};

/// A declaration as its workbook gives it.
#[derive(Debug)]
pub struct Declared {
    /// The canonical text: what a `round.toml` would say, each value on a line of its own. It is the
    /// same for the same values, however the workbook was saved.
    pub text: String,
    /// Where the values stand.
    pub places: Places,
    /// What cannot be read, or was left alone.
    pub findings: Findings,
}

/// Reads the bytes of a workbook. The error is the finding that says why nothing can be read.
///
/// # Errors
///
/// [`Code::DeclarationUnreadable`] when it is no workbook, or not one that this program made.
pub fn read(bytes: &[u8]) -> Result<Declared, Box<Finding>> {
    let workbook = open(bytes)?;
    let mut found: Vec<_> = workbook.sheets.iter().flat_map(parts).collect();
    // The people of sessions go to sessions that are known by then.
    found.sort_by_key(|part| part.part.shape == Shape::Presence);
    if found.is_empty() {
        let message = "Tệp khai-bao.xlsx không có các khóa ẩn mà chương trình ghi ở cột A, nên không \
                       biết ô nào là mục nào.";
        return Err(Box::new(unreadable(message).remedy(
            "Tạo tệp mới bằng `ocop new` rồi chép các giá trị sang; không xóa cột A và các dòng \
             đang ẩn.",
        )));
    }
    let mut reading = Reading { names: Names::of(&found), ..Reading::default() };
    let mut seen = BTreeSet::new();
    for part in &found {
        if !seen.insert(part.mark.clone()) {
            reading.twice(part);
            continue;
        }
        part.read(&mut reading);
    }
    reading.missing_parts(&seen);
    Ok(reading.finish())
}

/// Opens the workbook.
fn open(bytes: &[u8]) -> Result<Workbook, Box<Finding>> {
    let opened = Opener::new().open(FILE, bytes).into_iter().next();
    let why = match opened.map(|opened| (opened.workbook, opened.refusal)) {
        Some((Some(workbook), _)) => return Ok(workbook),
        Some((None, refusal)) => refusal,
        None => None,
    };
    let message = match why {
        Some(Refusal::Locked) => "Tệp khai-bao.xlsx có mật khẩu nên không đọc được.",
        _ => "Tệp khai-bao.xlsx không mở được: tệp hỏng, hoặc không phải tệp Excel.",
    };
    let finding = unreadable(message).remedy(
        "Mở tệp bằng Excel, bỏ mật khẩu nếu có, rồi lưu lại thành tệp .xlsx; không mở được thì lấy \
         bản lưu.",
    );
    Err(Box::new(match why {
        Some(why) => finding.technical(format_args!("{why:?}")),
        None => finding,
    }))
}

fn unreadable(message: &str) -> Finding {
    Finding::new(Code::DeclarationUnreadable, Place::file(FILE), message)
}

/// The short names of bodies and acts, with their ids.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<String, NamesOfTable>);

/// The short names of one table.
#[derive(Debug, Default)]
struct NamesOfTable {
    /// Ids and short names, in the order of the workbook.
    given: Vec<(String, String)>,
    /// Ids by their short names, folded. Of two items of one name the first counts.
    by_name: BTreeMap<String, String>,
}

impl Names {
    fn of(found: &[FoundPart<'_>]) -> Self {
        let mut names = Self::default();
        for part in found.iter().filter(|part| part.part.items == Items::Map) {
            let table = names.0.entry(part.part.key.clone()).or_default();
            for (id, name) in part.names() {
                table.by_name.entry(text::fold(&name)).or_insert_with(|| id.clone());
                table.given.push((id, name));
            }
        }
        names
    }

    /// Returns the id of an item by its short name; `None` where no item is called so.
    fn own(&self, table: &str, name: &str) -> Option<&str> {
        self.0.get(table)?.by_name.get(&text::fold(name)).map(String::as_str)
    }

    /// Returns the id that is meant by a short name or an id; the text itself where nothing is
    /// called so.
    fn id(&self, table: &str, typed: &str) -> String {
        let is_id = || {
            let given = &self.0.get(table)?.given;
            given.iter().find(|(id, _)| id == typed).map(|(id, _)| id.as_str())
        };
        let known = self.own(table, typed).or_else(is_id).or_else(|| form().id(table, typed));
        known.unwrap_or(typed).to_owned()
    }
}

/// What has been read so far.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) root: Branch,
    pub(super) names: Names,
    pub(super) findings: Findings,
    /// Cells of values that were left blank.
    pub(super) blank: Vec<(String, Spot)>,
}

impl Reading {
    /// Makes a finding about a cell.
    pub(super) fn told(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Reports a part that stands in the workbook twice, e.g. because its sheet was copied.
    fn twice(&mut self, part: &FoundPart<'_>) {
        let message = format!(
            "Trang này là bản chép của trang “{}”: một phần của khai báo đứng ở hai chỗ.",
            part.form.name
        );
        self.told(
            Finding::new(Code::DeclarationTwice, part.place(), message)
                .remedy("Xóa một trong hai trang, giữ trang đúng."),
        );
    }

    /// Reports parts that were deleted although they hold values that are needed.
    fn missing_parts(&mut self, seen: &BTreeSet<String>) {
        for sheet in &form().sheets {
            let gone: Vec<_> = sheet
                .parts
                .iter()
                .filter(|part| !seen.contains(&sheet.mark(part)) && is_needed(part))
                .collect();
            if !gone.is_empty() {
                let message =
                    format!("Không thấy trang “{}”, hoặc một phần của trang.", sheet.name);
                self.told(
                    Finding::new(Code::DeclarationPartMissing, Place::file(FILE), message)
                        .heading(&sheet.name)
                        .remedy(
                            "Chép lại trang đó từ bản lưu, hoặc từ tệp mới do `ocop new` tạo ra, cùng \
                             với cột A và các dòng ẩn của nó.",
                        ),
                );
            }
        }
    }

    fn finish(mut self) -> Declared {
        self.root_tables();
        let printed = print(&self.root);
        let mut keys = printed.keys;
        keys.extend(self.blank);
        let names = self.names.0.into_iter().flat_map(|(table, names)| {
            names.given.into_iter().map(move |(id, name)| (table.clone(), id, name))
        });
        let names = names.collect();
        let places = Places { text: printed.text.clone(), lines: printed.lines, keys, names };
        Declared { text: printed.text, places, findings: self.findings }
    }

    /// Adds the lists that `round.toml` must have even when they are empty.
    fn root_tables(&mut self) {
        if let Some(Node::Table(table)) = self.root.get("invitation")
            && table.get("invitees").is_none()
        {
            self.root.put("invitation.invitees", Node::Items(Vec::new()));
        }
    }
}

/// Tells whether a part holds values without which there is no declaration.
fn is_needed(part: &Part) -> bool {
    match part.shape {
        Shape::Single => part.fields.iter().any(|field| field.needed),
        Shape::Rows => part.always > 0,
        Shape::Grid => part.ids.iter().any(|id| part.must(id)),
        Shape::Presence | Shape::Groups => false,
    }
}

/// Returns the cell in a row and column, counted from 0.
fn at(row: u32, column: u32) -> CellRef {
    CellRef::new(row, column)
}
