//! Reads tables: one row an item, some rows an item, and the people of sessions.

use toml::Value;

use super::item::ItemCells;
use super::sheet::FoundPart;
use super::{Reading, at};
use crate::declaration::form::{Items, form};
use crate::declaration::spot::Spot;
use crate::declaration::tree::{Branch, Leaf, Node};
use crate::finding::{Code, Finding};

impl FoundPart<'_> {
    pub(super) fn read_rows(&self, reading: &mut Reading) {
        let rows: Vec<_> = self.rows.iter().map(|row| (*row, self.row_cells(&[*row]))).collect();
        let filled = rows.iter().filter(|(_, item)| item.is_filled()).count();
        // Where items are missing, the first blank rows stand for them.
        let mut lacking = self.part.always.saturating_sub(filled);
        let mut taken = 0;
        for (row, mut item) in rows {
            let must = !item.is_filled() && lacking > 0;
            if must {
                lacking -= 1;
            }
            if self.part.items == Items::Map {
                let name = item.cells.iter().find(|(field, ..)| field.key == "@name");
                let name = name.map(|(_, spot, _)| spot.shown.clone()).unwrap_or_default();
                let id = reading.names.own(&self.part.key, &name).unwrap_or_default();
                id.clone_into(&mut item.id);
                self.check_name(row, &name, &item, reading);
            }
            let Some(branch) = self.item(&item, must, reading) else { continue };
            taken += 1;
            match self.part.items {
                Items::Map | Items::Fixed => self.put(&item, branch, reading),
                Items::One if taken > 1 => reading.findings.extend(branch.spot.map(|spot| {
                    Finding::new(Code::DeclarationTwice, spot.place(), "Chỗ này chỉ ghi một người.")
                        .heading(&spot.heading)
                        .found(&spot.shown)
                        .remedy("Giữ một dòng, xóa dòng kia.")
                })),
                Items::One => reading.root.put(&self.part.key, Node::Table(branch)),
                Items::None | Items::List => add(&mut reading.root, &self.part.key, branch),
            }
        }
    }

    /// Warns when a row whose id the wording knows bears another name than the known one: it may
    /// have been renamed, or another act may have been written over it.
    fn check_name(&self, row: u32, name: &str, item: &ItemCells<'_>, reading: &mut Reading) {
        let hidden = self.key(row);
        let Some((_, known)) = form().known(&self.part.key).find(|(id, _)| *id == hidden) else {
            return;
        };
        if item.id != hidden || !item.is_filled() || form().id(&self.part.key, name).is_some() {
            return;
        }
        let Some((_, spot, _)) = item.cells.iter().find(|(field, ..)| field.key == "@name") else {
            return;
        };
        let message = format!("Dòng này vốn dành cho “{known}”, nay mang tên khác.");
        reading.told(
            Finding::new(Code::DeclarationRenamed, spot.place(), message)
                .heading(&spot.heading)
                .found(&spot.shown)
                .allowed(known)
                .remedy(format!(
                    "Vẫn là văn bản đó thì ghi lại tên “{known}”; là văn bản khác thì chuyển xuống \
                     một dòng trống bên dưới."
                )),
        );
    }

    /// Returns the cells of an item in these rows; a field of single values has the first row only.
    fn row_cells(&self, rows: &[u32]) -> ItemCells<'_> {
        let mut item = ItemCells::default();
        for (column, field) in self.field_columns() {
            for row in rows.iter().take(if field.list { usize::MAX } else { 1 }) {
                let spot =
                    self.spot(at(*row, column), self.column_heading(column, field), Some(field));
                item.cells.push((field, spot, self.cell(*row, column)));
            }
        }
        item.cells.sort_by_key(|(field, spot, _)| (self.position(field), spot.at.row));
        item
    }

    fn position(&self, field: &crate::declaration::form::Field) -> usize {
        self.part.fields.iter().position(|known| known.key == field.key).unwrap_or(usize::MAX)
    }

    /// Reads groups: a row that names a group begins one, the rows below it continue it.
    pub(super) fn read_groups(&self, reading: &mut Reading) {
        let columns = self.field_columns();
        let group = columns.iter().find(|(_, field)| !field.list).map(|(column, _)| *column);
        let mut groups: Vec<Vec<u32>> = Vec::new();
        for row in &self.rows {
            let filled = columns.iter().any(|(column, _)| self.cell(*row, *column).is_some());
            let begins = group.is_some_and(|column| self.cell(*row, column).is_some());
            match groups.last_mut() {
                Some(rows) if filled && !begins => rows.push(*row),
                _ if filled => groups.push(vec![*row]),
                _ => {}
            }
        }
        for rows in groups {
            let item = self.row_cells(&rows);
            if let Some(branch) = self.item(&item, false, reading) {
                add(&mut reading.root, &self.part.key, branch);
            }
        }
    }

    /// Reads the people of sessions: each row goes to the list of its session that its state names.
    pub(super) fn read_presence(&self, reading: &mut Reading) {
        for row in &self.rows {
            let item = self.row_cells(&[*row]);
            if !item.is_filled() {
                continue;
            }
            let Some(mut branch) = self.item(&item, false, reading) else { continue };
            let spot = |key: &str| {
                let found = item.cells.iter().find(|(field, ..)| field.key == key);
                found.map(|(_, spot, _)| spot.clone())
            };
            let (session, kind) = (branch.take("session"), branch.take("kind"));
            let number = session.and_then(|leaf| leaf.value.as_integer());
            let kind = kind.and_then(|leaf| Some(leaf.value.as_str()?.to_owned()));
            let known = |kind: &String| LISTS.contains(&kind.as_str());
            let Some(list) = kind.filter(known) else {
                let remedy = "Chọn trong danh sách: Vắng mặt, Có mặt nhưng không chấm, Được thay.";
                unclear(
                    spot("kind"),
                    "Chưa rõ người này vắng mặt, không chấm hay được thay.",
                    remedy,
                    reading,
                );
                continue;
            };
            as_kind(&list, &mut branch, spot("by"));
            if list != "replaced" && branch.take("by").is_some() {
                unclear(
                    spot("by"),
                    "Chỉ người được thay mới có người dự và chấm thay.",
                    "Chọn tình trạng “Được thay”, hoặc xóa tên ở ô này.",
                    reading,
                );
            }
            let sessions = reading.root.items("sessions");
            let found = sessions.and_then(|sessions| {
                let is_it = |session: &&mut Branch| session.number() == number && number.is_some();
                sessions.iter_mut().find(is_it)
            });
            match found {
                Some(session) => session.add(&list, branch),
                None => unclear(
                    spot("session"),
                    "Không có lần chấm mang số này ở bảng trên.",
                    "Ghi số của một lần chấm đã khai ở bảng trên.",
                    reading,
                ),
            }
        }
    }
}

/// The lists of a session to which its people may belong.
const LISTS: [&str; 3] = ["absent", "abstaining", "replaced"];

/// Gives the table of a person the keys of its list.
fn as_kind(list: &str, branch: &mut Branch, by: Option<Spot>) {
    if list == "replaced" {
        if let Some(reason) = branch.take("reason") {
            branch.put("authority", Node::Leaf(reason));
        }
        if branch.get("by").is_none() {
            let value = Value::String("<điền: người dự và chấm thay>".into());
            branch.put("by", Node::Leaf(Leaf { value, spot: by }));
        }
    }
}

/// Adds an item to the list at a dotted key.
fn add(root: &mut Branch, key: &str, item: Branch) {
    match key.split_once('.') {
        Some((first, rest)) => add(root.table(first), rest, item),
        None => root.add(key, item),
    }
}

/// Reports that a row cannot be assigned.
fn unclear(spot: Option<Spot>, message: &str, remedy: &str, reading: &mut Reading) {
    reading.findings.extend(spot.map(|spot| {
        let finding = Finding::new(Code::DeclarationCell, spot.place(), message)
            .heading(&spot.heading)
            .remedy(remedy);
        if spot.shown.is_empty() { finding } else { finding.found(&spot.shown) }
    }));
}
