//! The results of earlier rounds (`ket-qua.json` of an earlier run): which products were recognised,
//! with which star, by which decision.

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use time::Date;

use super::date::{PaperDate, add_months};
use super::model::RoundSettings;
use crate::careful;

/// Most bytes of the results of one round.
pub const PREVIOUS_BYTES: u64 = 256 << 20;

/// A product that an earlier round recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviousResult {
    /// Name of the product as it was printed.
    pub product: String,
    /// Name of its owner.
    pub owner: String,
    /// The star that it was recognised with.
    pub star: u8,
    /// Number and symbol of the decision; `None` where the results do not have it.
    pub decision: Option<String>,
    /// Day of the decision.
    pub decided: Option<Date>,
    /// Last day on which its certificate is valid.
    pub valid_to: Option<Date>,
    /// The round in words (Vietnamese), e.g. `đợt 1 năm 2023`.
    pub round: String,
    /// Name of the file of results.
    pub file: String,
}

/// Why a file of results cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("`{path}`")]
pub struct PreviousFault {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    #[source]
    pub cause: PreviousCause,
}

/// Why the results of an earlier round (`ket-qua.json`, given by `--previous`) cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PreviousCause {
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is not a `ket-qua.json`.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// It holds the results of another province.
    #[error("results of {0}")]
    OtherProvince(String),
    /// It holds the results of the round itself.
    #[error("results of this round")]
    SameRound,
}

/// The part of `ket-qua.json` that is read.
#[derive(Deserialize)]
struct ResultsFile {
    round: RoundHead,
    decision: Option<DecisionHead>,
    products: Vec<ProductRow>,
}

#[derive(Deserialize)]
struct RoundHead {
    province: String,
    year: u16,
    number: u8,
    to: PaperDate,
}

#[derive(Deserialize)]
struct DecisionHead {
    number: String,
    date: PaperDate,
    valid_months: u16,
}

#[derive(Deserialize)]
struct ProductRow {
    product: Text,
    owner: OwnerName,
    outcome: OutcomeRow,
}

#[derive(Deserialize)]
struct OwnerName {
    name: Text,
}

#[derive(Deserialize)]
struct Text {
    value: String,
}

#[derive(Deserialize)]
struct OutcomeRow {
    kind: String,
    star: Option<u8>,
    meanwhile: Option<u8>,
}

/// Reads the products that earlier rounds of this province recognised, the latest round first.
///
/// # Errors
///
/// The first file that cannot be read, is no `ket-qua.json`, or is of another province or of the
/// round itself.
pub fn read_previous(
    files: &[PathBuf],
    round: &RoundSettings,
) -> Result<Vec<PreviousResult>, PreviousFault> {
    let mut rounds = Vec::new();
    for path in files {
        let fault = |cause| PreviousFault { path: path.clone(), cause };
        let file = read(path).map_err(fault)?;
        if round.province.to_lowercase() != file.round.province.to_lowercase() {
            return Err(fault(PreviousCause::OtherProvince(file.round.province)));
        }
        if (file.round.year, file.round.number) == (round.year, round.number) {
            return Err(fault(PreviousCause::SameRound));
        }
        rounds.push((path.display().to_string(), file));
    }
    rounds.sort_by_key(|(path, file)| (std::cmp::Reverse(file.round.to.last_day()), path.clone()));
    Ok(rounds.into_iter().flat_map(|(path, file)| results(&path, file)).collect())
}

fn read(path: &Path) -> Result<ResultsFile, PreviousCause> {
    let bytes = careful::read_named_file(path, PREVIOUS_BYTES)?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// The recognised products of a file of results.
fn results(path: &str, file: ResultsFile) -> Vec<PreviousResult> {
    let round = format!("đợt {} năm {}", file.round.number, file.round.year);
    let decision = file.decision.as_ref();
    let decided = decision.and_then(|decision| decision.date.date());
    let ends = |decision: &DecisionHead| Some(add_months(decided?, decision.valid_months));
    let valid_to = decision.and_then(ends);
    let recognised = file.products.into_iter().filter_map(|row| {
        let star = match row.outcome.kind.as_str() {
            "recognised" => row.outcome.star?,
            "proposed_to_ministry" => row.outcome.meanwhile?,
            _ => return None,
        };
        Some((row, star))
    });
    recognised
        .map(|(row, star)| PreviousResult {
            product: row.product.value,
            owner: row.owner.name.value,
            star,
            decision: decision.map(|decision| decision.number.clone()),
            decided,
            valid_to,
            round: round.clone(),
            file: path.to_owned(),
        })
        .collect()
}
