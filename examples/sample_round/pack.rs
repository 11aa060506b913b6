//! Puts a district's workbook in the file it comes in.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::Result;
use crate::model::{Date, District};
use crate::sheet::Sheet;
use crate::submission::Packing;
use crate::{ods, xlsx};

/// The file's extension and its bytes: of these sheets, or, without any, of the form that `filled`
/// gives.
pub(crate) fn pack(
    district: &District,
    packing: Packing,
    sheets: Option<&[Sheet]>,
    filled: impl FnOnce() -> Result<Vec<u8>>,
) -> Result<(&'static str, Vec<u8>)> {
    let workbook = match (sheets, packing) {
        (Some(sheets), Packing::Ods) => return Ok(("ods", ods::workbook(sheets, district.date)?)),
        (Some(sheets), _) => xlsx::workbook(sheets, district.date)?,
        (None, _) => filled()?,
    };
    Ok(match packing {
        Packing::Zip(name) => ("zip", folder(name, district, workbook)?),
        Packing::Xlsx | Packing::Ods => ("xlsx", workbook),
    })
}

/// A folder as an office would zip it, with names without diacritics, as old archivers want them.
fn folder(name: &str, district: &District, workbook: Vec<u8>) -> Result<Vec<u8>> {
    let text = format!(
        "Hồ sơ đề nghị đánh giá, phân hạng sản phẩm OCOP năm 2020 (đợt 2) của UBND {}.\r\nKèm \
         theo Công văn số {} ngày {}.\r\nBản giấy gửi qua đường bưu điện.\r\n(Dữ liệu minh họa, \
         không phải hồ sơ thật.)\r\n",
        district.name,
        district.letter,
        district.date.short()
    );
    let list = format!("{name}/Danh sach san pham OCOP.xlsx");
    let read_first = format!("{name}/Doc truoc.txt");
    archive(district.date, &[(&list, workbook), (&read_first, text.into_bytes())])
}

/// A zip archive whose files all date from `day`. A file called `mimetype` is stored as it is.
pub(crate) fn archive(day: Date, files: &[(&str, Vec<u8>)]) -> Result<Vec<u8>> {
    let time = DateTime::from_date_and_time(day.year, day.month, day.day, 8, 0, 0)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let method = if *name == "mimetype" {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        zip.start_file(
            *name,
            SimpleFileOptions::default().last_modified_time(time).compression_method(method),
        )?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
