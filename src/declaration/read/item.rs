//! One item of a part, such as a member or a paper: its cells, and the table that they make.

use careful_spreadsheet::Cell;
use toml::Value;

use super::Reading;
use super::cell::{Said, said, says_none};
use super::sheet::FoundPart;
use crate::declaration::form::{Field, join};
use crate::declaration::spot::Spot;
use crate::declaration::tree::{Branch, Leaf, Node};
use crate::finding::{Code, Finding};

/// The cells of one item, by field.
#[derive(Debug, Default)]
pub(super) struct ItemCells<'a> {
    /// The id of the item; empty where it has none.
    pub(super) id: String,
    pub(super) cells: Vec<(&'static Field, Spot, Option<&'a Cell>)>,
}

impl<'a> ItemCells<'a> {
    /// Tells whether something stands in it that makes it an item.
    pub(super) fn is_filled(&self) -> bool {
        self.cells.iter().any(|(field, _, cell)| cell.is_some() && !field.lone)
    }

    fn of(&self, field: &Field) -> impl Iterator<Item = &(&'static Field, Spot, Option<&'a Cell>)> {
        self.cells.iter().filter(move |(known, ..)| known.key == field.key)
    }
}

impl FoundPart<'_> {
    /// Makes the table of an item; `None` when it is blank and need not be there.
    pub(super) fn item(
        &self,
        item: &ItemCells<'_>,
        must: bool,
        reading: &mut Reading,
    ) -> Option<Branch> {
        let key = join(&self.part.key, &item.id);
        let filled = item.is_filled();
        let mut branch = Branch::default();
        branch.spot = item.cells.first().map(|(_, spot, _)| Spot { field: None, ..spot.clone() });
        for field in self.part.fields.iter().filter(|field| !field.name().is_empty()) {
            let whole = join(&key, field.name());
            let blank = item.of(field).filter(|(_, _, cell)| cell.is_none());
            reading.blank.extend(blank.map(|(_, spot, _)| (whole.clone(), spot.clone())));
            if (filled || must) && !field.name().starts_with('@') {
                if field.list {
                    self.list(item, field, &mut branch, reading);
                } else {
                    self.single(item, (&key, field), &mut branch, reading);
                }
            }
        }
        (filled || must).then_some(branch)
    }

    fn list(
        &self,
        item: &ItemCells<'_>,
        field: &'static Field,
        branch: &mut Branch,
        reading: &mut Reading,
    ) {
        let typed: Vec<_> =
            item.of(field).filter_map(|(_, spot, cell)| Some((spot, (*cell)?))).collect();
        if let [(_, cell)] = typed.as_slice()
            && says_none(cell)
        {
            branch.put(field.name(), Node::List(Vec::new()));
            return;
        }
        let values: Vec<_> =
            typed.into_iter().filter_map(|(spot, cell)| leaf(field, spot, cell, reading)).collect();
        if !values.is_empty() {
            branch.put(field.name(), Node::List(values));
        } else if field.needed && !self.part.is_optional(&item.id) {
            let leaf = self.open(item, field, reading);
            branch.put(field.name(), Node::List(vec![leaf]));
        }
    }

    fn single(
        &self,
        item: &ItemCells<'_>,
        (key, field): (&str, &'static Field),
        branch: &mut Branch,
        reading: &mut Reading,
    ) {
        let mut typed = item.of(field).filter_map(|(_, spot, cell)| Some((spot, (*cell)?)));
        let first = typed.next();
        if let Some((spot, _)) = typed.next() {
            let message = "Mục này đứng ở hai dòng và cả hai dòng đều có giá trị.";
            reading.told(
                Finding::new(Code::DeclarationTwice, spot.place(), message)
                    .heading(&spot.heading)
                    .found(&spot.shown)
                    .remedy("Giữ giá trị đúng ở dòng trên, xóa dòng này."),
            );
        }
        let other = field.key.contains('@') && branch.get(field.name()).is_some();
        match first {
            Some((spot, cell)) if other => {
                against(field, spot, cell, branch, reading);
            }
            Some((_, cell)) if field.asked && says_none(cell) => {}
            Some((spot, cell)) => match leaf(field, spot, cell, reading) {
                Some(leaf) => branch.put(field.name(), Node::Leaf(leaf)),
                None => reading.blank.push((join(key, field.name()), spot.clone())),
            },
            None if other => {}
            None if self.part.is_optional(&item.id) => {}
            None if field.needed || field.asked && !has_none(branch) => {
                let leaf = self.open(item, field, reading);
                branch.put(field.name(), Node::Leaf(leaf));
            }
            None => {}
        }
    }

    /// Makes the stand-in for a value that must still be filled in, and reports a field that is no
    /// longer on the sheet.
    fn open(&self, item: &ItemCells<'_>, field: &'static Field, reading: &mut Reading) -> Leaf {
        let spot = item.of(field).next().map(|(_, spot, _)| spot.clone());
        if spot.is_none() {
            let message = format!("Không thấy mục “{}” trên trang này.", field.head);
            let known = reading.findings.iter().any(|finding| finding.message == message);
            if !known {
                reading.told(
                    Finding::new(Code::DeclarationPartMissing, self.place(), message)
                        .heading(&field.head)
                        .remedy(
                            "Dòng hoặc cột của mục này đã bị xóa: chép lại từ bản lưu, hoặc từ tệp \
                             mới do `ocop new` tạo ra, cùng với ô ẩn của nó.",
                        ),
                );
            }
        }
        Leaf { value: unfilled(field), spot }
    }
}

/// Reads a value; `None` for a choice that leaves the key out.
fn leaf(field: &'static Field, spot: &Spot, cell: &Cell, reading: &mut Reading) -> Option<Leaf> {
    if cell.struck {
        let message = "Ô này bị gạch ngang, nhưng vẫn được đọc.";
        reading.told(
            Finding::new(Code::DeclarationStruck, spot.place(), message)
                .heading(&spot.heading)
                .found(&spot.shown)
                .remedy("Đã bỏ thì xóa hẳn chữ trong ô; còn dùng thì bỏ gạch ngang."),
        );
    }
    let spot = Some(spot.clone());
    match said(field, cell, &reading.names) {
        Said::Value(value) => Some(Leaf { value, spot }),
        Said::Nothing => None,
        Said::Unreadable(message) => {
            let spot = spot?;
            reading.told(
                Finding::new(Code::DeclarationCell, spot.place(), message)
                    .heading(&spot.heading)
                    .found(&spot.shown)
                    .remedy("Gõ giá trị vào ô thay cho công thức, rồi lưu lại."),
            );
            Some(Leaf { value: unfilled(field), spot: None })
        }
    }
}

/// Checks a month against the day that stands above it.
fn against(
    field: &'static Field,
    spot: &Spot,
    cell: &Cell,
    branch: &Branch,
    reading: &mut Reading,
) {
    let Some(Node::Leaf(day)) = branch.get(field.name()) else { return };
    let Said::Value(Value::String(month)) = said(field, cell, &reading.names) else { return };
    if !day.value.to_string().starts_with(&month) && matches!(day.value, Value::Datetime(_)) {
        let above = day.spot.as_ref().map_or("", |spot| spot.shown.as_str());
        reading.told(
            Finding::new(
                Code::DeclarationContradicts,
                spot.place(),
                "Tháng dự kiến khác tháng của ngày văn bản.",
            )
            .heading(&spot.heading)
            .found(&spot.shown)
            .allowed(format!("để trống, hoặc tháng của ngày {above}"))
            .remedy("Đã có ngày thì xóa trắng ô tháng; gõ nhầm ngày thì sửa ngày."),
        );
    }
}

/// Tells whether an act is one that bears no number: a law.
fn has_none(branch: &Branch) -> bool {
    let Some(Node::Leaf(kind)) = branch.get("kind") else { return false };
    kind.value.as_str().is_some_and(|kind| {
        ["Luật", "Bộ luật", "Hiến pháp", "Pháp lệnh"].iter().any(|law| kind.starts_with(law))
    })
}

/// The text that stands for a value that must still be filled in.
fn unfilled(field: &Field) -> Value {
    Value::String(format!("<điền: {}>", field.head.to_lowercase()))
}
