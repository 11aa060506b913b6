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
mod issued;
mod letterhead;
mod look;
mod marks;
mod model;
mod ods;
mod pack;
mod sheet;
mod submission;
mod typed;
mod value;
mod xlsx;

use std::env;
use std::path::{Path, PathBuf};

use self::issued::Office;
use self::submission::Drawn;

/// The example only has to say what went wrong.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let inputs = env::args_os().nth(1).map_or_else(|| PathBuf::from("inputs"), PathBuf::from);
    let office = Office::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs"))?;
    write_submissions(&office, &inputs.join("ho-so"))?;
    write_ballots(&office, &inputs.join("phieu-cham"))
}

/// One file a district: on our form, or in the format that the district's office happens to use.
fn write_submissions(office: &Office, folder: &Path) -> Result<()> {
    fs_err::create_dir_all(folder)?;
    for district in districts::ALL.iter() {
        let form = submission::FORMS.iter().find(|(file, _)| *file == district.file);
        let (_, form) = form.ok_or_else(|| format!("{} has no form", district.file))?;
        let sheets = match form.drawn {
            Drawn::ByHand => Some(submission::sheets(district, form)),
            Drawn::OnOurForm => None,
        };
        let workbook = || office.list(district);
        let (extension, bytes) = pack::pack(district, form.packing, sheets.as_deref(), workbook)?;
        fs_err::write(folder.join(&district.file).with_extension(extension), bytes)?;
    }
    Ok(())
}

/// One workbook a council member and session: made by themselves for the first, on our form for the
/// second.
fn write_ballots(office: &Office, folder: &Path) -> Result<()> {
    for session in council::SESSIONS {
        let folder = folder.join(format!("lan-{}", session.number));
        fs_err::create_dir_all(&folder)?;
        for member in &council::MEMBERS {
            let bytes = match session.number {
                1 => xlsx::workbook(&ballot::sheets(member, session)?, session.date)?,
                _ => office.ballot(member, session)?,
            };
            fs_err::write(folder.join(member.file), bytes)?;
        }
    }
    Ok(())
}
