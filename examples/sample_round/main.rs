//! Writes the workbooks of the sample round: Lai Châu, December 2020, đợt 2.
//!
//! ```text
//! cargo run --example sample_round -- inputs
//! ```
//!
//! What is known of the round is kept: 25 products of 15 owners, their spread over districts and
//! product sets, the stars the districts proposed, the two sessions and the range of the averages.
//! Owners, people (save the chair) and every single mark are invented, and each sheet says so. Two
//! runs write the same bytes: no clock, no chance.

mod ballot;
mod council;
mod criteria;
mod districts;
mod letterhead;
mod look;
mod marks;
mod model;
mod ods;
mod pack;
mod sheet;
mod submission;
mod value;
mod xlsx;

use std::env;
use std::path::{Path, PathBuf};

/// The example only has to say what went wrong.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let inputs = env::args_os().nth(1).map_or_else(|| PathBuf::from("inputs"), PathBuf::from);
    write_submissions(&inputs.join("ho-so"))?;
    write_ballots(&inputs.join("phieu-cham"))
}

/// One file a district, in the format that district's office happens to use.
fn write_submissions(folder: &Path) -> Result<()> {
    fs_err::create_dir_all(folder)?;
    for district in districts::ALL.iter() {
        let form = submission::FORMS.iter().find(|(file, _)| *file == district.file);
        let (_, form) = form.ok_or_else(|| format!("{} has no form", district.file))?;
        let sheets = submission::sheets(district, form);
        let (extension, bytes) = pack::pack(district, form.packing, &sheets)?;
        fs_err::write(folder.join(&district.file).with_extension(extension), bytes)?;
    }
    Ok(())
}

/// One workbook a council member and session.
fn write_ballots(folder: &Path) -> Result<()> {
    for session in council::SESSIONS {
        let folder = folder.join(format!("lan-{}", session.number));
        fs_err::create_dir_all(&folder)?;
        for member in &council::MEMBERS {
            let bytes = xlsx::workbook(&ballot::sheets(member, session)?, session.date)?;
            fs_err::write(folder.join(member.file), bytes)?;
        }
    }
    Ok(())
}
