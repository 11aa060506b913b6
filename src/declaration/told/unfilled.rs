//! Tells which cells are still to be filled in.

use crate::declaration::FILE;
use crate::declaration::form::form;
use crate::declaration::spot::{Places, Spot};
use crate::finding::{Code, Finding};
use crate::settings::OpenValue;

impl Places {
    /// Makes the findings about cells that are still to be filled in, one a sheet.
    pub(crate) fn unfilled(&self, open: &[OpenValue]) -> Vec<Finding> {
        let spots: Vec<_> = self.open(open).collect();
        let sheets = spots.chunk_by(|one, next| one.sheet == next.sheet);
        let told = sheets.filter_map(|spots| {
            let first = *spots.first()?;
            let finding = if spots.len() == 1 {
                Finding::new(Code::RoundUnfilled, first.place(), "Ô này chưa được điền.")
                    .heading(&first.heading)
            } else {
                let message = format!("{} ô của trang này chưa được điền.", spots.len());
                let named = spots.iter().map(|spot| spot.named()).collect::<Vec<_>>();
                Finding::new(Code::RoundUnfilled, first.place(), message).found(named.join(", "))
            };
            let acts = spots.iter().any(|spot| spot.sheet.as_str() == "Căn cứ");
            let rest = if acts {
                " Văn bản nào không có thì xóa trắng các ô bên phải tên của nó, và xóa trắng cả dòng \
                 nếu tên ấy không có sẵn; xóa cả tên của nó ở các ô Căn cứ của trang “Văn bản”."
            } else {
                ""
            };
            Some(finding.remedy(format!("Điền các ô nền vàng, và thay chỗ ghi <điền: …>.{rest}")))
        });
        told.collect()
    }

    /// Says which cells are still to be filled in, sheet by sheet (in Vietnamese, to follow “chờ”).
    pub(crate) fn still_open(&self, open: &[OpenValue]) -> String {
        let spots: Vec<_> = self.open(open).collect();
        let sheets = spots.chunk_by(|one, next| one.sheet == next.sheet).map(|spots| {
            let cells: Vec<_> = spots.iter().map(|spot| spot.at.to_string()).collect();
            format!("{} ({})", spots[0].sheet, cells.join(", "))
        });
        format!(
            "điền nốt {} ô còn trống trong {FILE}: {}",
            spots.len(),
            sheets.collect::<Vec<_>>().join("; ")
        )
    }

    /// Returns the cells of open values in the order of the sheets, each once.
    fn open<'a>(&'a self, open: &'a [OpenValue]) -> impl Iterator<Item = &'a Spot> {
        let mut spots: Vec<&Spot> =
            open.iter().filter_map(|open| self.of_line(open.line)).collect();
        let order = |spot: &Spot| form().sheets.iter().position(|sheet| sheet.name == *spot.sheet);
        spots.sort_by_key(|spot| (order(spot), spot.sheet.clone(), spot.at));
        spots.dedup();
        spots.into_iter()
    }
}
