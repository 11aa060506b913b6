//! Writes the workbooks of the sample of 2026: Lai Châu, đợt 2 năm 2026, under Quyết định
//! 26/2026/QĐ-TTg.
//!
//! ```text
//! cargo run --example round_2026 -- examples/round_2026/inputs
//! ```
//!
//! The communes and the law are real. Owners, people, letters and every mark are invented, and each
//! sheet says so. The criteria are those of the act that the program loads. Two runs write the same
//! bytes: no clock, no chance.

mod ballot;
#[path = "../sample_round/letterhead.rs"]
mod letterhead;
mod list;
#[path = "../sample_round/look.rs"]
#[expect(dead_code, reason = "the lists of 2020 have points, those of communes have none")]
mod look;
mod marks;
mod round;
#[path = "../sample_round/sheet.rs"]
mod sheet;
#[path = "../sample_round/value.rs"]
#[expect(dead_code, reason = "the other sample has points of districts")]
mod value;
#[path = "../sample_round/xlsx.rs"]
mod xlsx;

use std::env;
use std::path::{Path, PathBuf};

use ocop::criteria::{self, Act};
use ocop::templates::Templates;

use self::round::{MEETING, MEMBERS, ROUND};

/// The example only has to say what went wrong.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let inputs = env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from("examples/round_2026/inputs"), PathBuf::from);
    let (criteria, _) = criteria::load(&Templates::new(Path::new("no such folder"))?)?;
    let act = criteria.by_id("26-2026").ok_or("the act 26-2026 cannot be used")?;
    write_lists(&inputs.join("ho-so"))?;
    write_ballots(&inputs.join("phieu-cham"), act)
}

/// One workbook a commune.
fn write_lists(folder: &Path) -> Result<()> {
    fs_err::create_dir_all(folder)?;
    for commune in &ROUND.communes {
        let bytes = xlsx::workbook(&[list::sheet(commune)], commune.date)?;
        fs_err::write(folder.join(&commune.file).with_extension("xlsx"), bytes)?;
    }
    Ok(())
}

/// One workbook a member.
fn write_ballots(folder: &Path, act: &Act) -> Result<()> {
    fs_err::create_dir_all(folder)?;
    for member in &MEMBERS {
        let bytes = xlsx::workbook(&ballot::sheets(act, member)?, MEETING)?;
        fs_err::write(folder.join(member.file), bytes)?;
    }
    Ok(())
}
