//! Reads the workbooks of Excel: xlsx as streams of XML, xlsb with calamine, cell by cell.
//!
//! calamine's `worksheet_range` is never used: it allocates the rectangle between the outermost
//! cells, and a single cell at `XFD1048576` would end the whole program.

mod part_name;
mod xlsb;
mod xlsx;

use calamine::ExcelDateTime;
use time::{Date, Month};

pub use self::part_name::part_name;
pub(super) use self::xlsb::read_xlsb;
pub(super) use self::xlsx::read_xlsx;

/// Returns the day of a date in calamine's form; `None` for a duration, for a time of day, and for
/// the day that Excel invented (1900-02-29).
pub(super) fn date(value: ExcelDateTime) -> Option<Date> {
    if value.is_duration() || value.as_f64() < 1.0 {
        return None;
    }
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    Date::from_calendar_date(i32::from(year), Month::try_from(month).ok()?, day).ok()
}
