//! Reads parts with one column an item, and parts with single values, which have one column.

use super::item::ItemCells;
use super::sheet::{FoundPart, own_id};
use super::{Reading, at};
use crate::declaration::form::{Field, Items, VALUE, form};
use crate::declaration::tree::{Branch, Leaf, Node};
use crate::finding::{Code, Finding};

impl FoundPart<'_> {
    pub(super) fn read_grid(&self, reading: &mut Reading) {
        let rows = self.rows_of_fields();
        for (column, key) in &self.columns {
            let single = key == VALUE;
            let cells = rows.iter().map(|(row, field)| {
                let heading = self.row_heading(*row, field);
                let above =
                    self.headings.filter(|_| !single).and_then(|row| self.cell(row, *column));
                let heading = above
                    .map_or_else(|| heading.clone(), |cell| format!("{}: {heading}", cell.shown()));
                (
                    *field,
                    self.spot(at(*row, *column), heading, Some(field)),
                    self.cell(*row, *column),
                )
            });
            let mut item = ItemCells { id: String::new(), cells: cells.collect() };
            match self.part.items {
                Items::Map => {
                    let name = item.cells.iter().find(|(field, ..)| field.key == "@name");
                    let name = name.map(|(_, spot, _)| spot.shown.clone()).unwrap_or_default();
                    let id = reading.names.own(&self.part.key, &name).unwrap_or(own_id(key));
                    id.clone_into(&mut item.id);
                }
                Items::Fixed => item.id.clone_from(key),
                Items::None | Items::List | Items::One => {}
            }
            let must = self.part.must(key);
            let Some(branch) = self.item(&item, must, reading) else { continue };
            match self.part.items {
                Items::None => merge(&mut reading.root, branch),
                Items::List | Items::One => reading.root.add(&self.part.key, branch),
                Items::Map | Items::Fixed => self.put(&item, branch, reading),
            }
        }
        self.note_strays(&rows, reading);
        self.note_missing_columns(reading);
    }

    /// Reports columns that were deleted although their values are needed.
    fn note_missing_columns(&self, reading: &mut Reading) {
        let stands = |key: &str| self.columns.values().any(|known| known == key);
        let values = (self.part.items == Items::None && !stands(VALUE)).then_some("Giá trị");
        let items = self.part.ids.iter().filter(|id| self.part.must(id) && !stands(id));
        let gone = values.into_iter().chain(items.map(|id| form().name(&self.part.key, id)));
        for name in gone {
            let message = format!("Không thấy cột “{name}” trên trang này.");
            reading.told(
                Finding::new(Code::DeclarationPartMissing, self.place(), message)
                    .heading(name)
                    .remedy(
                        "Cột này hoặc ô khóa ẩn ở đầu cột đã bị xóa: chép lại từ bản lưu, hoặc từ tệp \
                         mới do `ocop new` tạo ra, cùng với ô ẩn của nó.",
                    ),
            );
        }
    }

    /// Puts an item under its id.
    pub(super) fn put(&self, item: &ItemCells<'_>, branch: Branch, reading: &mut Reading) {
        let table = reading.root.table(&self.part.key);
        let spot = branch.spot.clone();
        if item.id.is_empty() {
            reading.findings.extend(spot.map(|spot| {
                Finding::new(Code::DeclarationCell, spot.place(), "Mục này chưa có tên gọi tắt.")
                    .heading(&spot.heading)
                    .remedy("Ghi tên gọi tắt: các trang khác nhận ra mục này bằng tên đó.")
            }));
        } else if table.get(&item.id).is_some() {
            reading.findings.extend(spot.map(|spot| {
                Finding::new(Code::DeclarationTwice, spot.place(), "Hai mục có cùng tên gọi tắt.")
                    .heading(&spot.heading)
                    .found(&spot.shown)
                    .remedy("Đặt cho mỗi mục một tên gọi tắt riêng, hoặc xóa mục thừa.")
            }));
        } else {
            table.put_item(&item.id, branch);
        }
    }

    /// Returns the rows of values, from the top. A row without a key continues the list above it.
    fn rows_of_fields(&self) -> Vec<(u32, &'static Field)> {
        let mut rows = Vec::new();
        let mut list: Option<&'static Field> = None;
        for row in &self.rows {
            match self.field(self.key(*row)) {
                Some(field) => {
                    list = field.list.then_some(field);
                    rows.push((*row, field));
                }
                None if self.key(*row).is_empty() => {
                    let holds =
                        self.columns.keys().any(|column| self.cell(*row, *column).is_some());
                    rows.extend(list.filter(|_| holds).map(|field| (*row, field)));
                }
                None => list = None,
            }
        }
        rows
    }

    /// Notes cells in the columns of values that belong to no item.
    fn note_strays(&self, rows: &[(u32, &'static Field)], reading: &mut Reading) {
        let known = |row: u32| rows.iter().any(|(known, _)| *known == row);
        let columns = || self.columns.keys().copied();
        let first = columns().next().unwrap_or(0);
        let beside = |row: u32| {
            self.sheet.row(row).filter(|(at, _)| {
                self.part.items != Items::None
                    && at.column > first
                    && !self.columns.contains_key(&at.column)
            })
        };
        let without_row =
            self.rows.iter().filter(|row| !known(**row) && self.key(**row).is_empty());
        let without_row = without_row
            .flat_map(|row| columns().map(move |column| at(*row, column)))
            .filter(|at| self.sheet.cell(*at).is_some());
        let without_column = rows.iter().flat_map(|(row, _)| beside(*row).map(|(at, _)| at));
        let mut strays: Vec<_> = without_row.chain(without_column).collect();
        strays.sort();
        self.left_alone(&strays, reading);
    }

    /// Reports cells that were not read, in one finding.
    pub(super) fn left_alone(
        &self,
        strays: &[careful_spreadsheet::CellRef],
        reading: &mut Reading,
    ) {
        let Some(first) = strays.first() else { return };
        let named = strays.iter().take(8).map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let more = if strays.len() > 8 { ", …" } else { "" };
        reading.told(
            Finding::new(
                Code::DeclarationLeftAlone,
                self.place().cell(*first),
                "Ô này không thuộc mục nào của khai báo nên không được đọc.",
            )
            .found(format!("{named}{more}"))
            .remedy(
                "Là ghi chú riêng thì không phải làm gì; là giá trị thì ghi vào ô của mục tương ứng.",
            ),
        );
    }
}

/// Puts the values of a part with single values into the tree.
fn merge(root: &mut Branch, values: Branch) {
    for (key, node) in values.into_entries() {
        match node {
            Node::Leaf(Leaf { .. }) | Node::List(_) | Node::Items(_) => root.put(&key, node),
            Node::Table(table) => merge(root.table(&key), table),
        }
    }
}
