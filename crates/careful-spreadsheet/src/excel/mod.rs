//! Reads the workbooks of Excel: xlsx as streams of XML, xlsb with calamine, cell by cell.
//!
//! Never through calamine's `worksheet_range`: that allocates the rectangle between the outermost
//! cells, and a single cell at `XFD1048576` ends the whole program.

mod xlsb;
mod xlsx;

use calamine::ExcelDateTime;
use time::{Date, Month};

pub(super) use self::xlsb::read_xlsb;
pub(super) use self::xlsx::read_xlsx;

/// The day of a serial date; `None` for a duration, a time of day, and the days Excel made up
/// (1900-02-29).
pub(super) fn date(value: ExcelDateTime) -> Option<Date> {
    if value.is_duration() || value.as_f64() < 1.0 {
        return None;
    }
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    Date::from_calendar_date(i32::from(year), Month::try_from(month).ok()?, day).ok()
}
