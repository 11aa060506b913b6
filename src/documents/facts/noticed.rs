//! What becomes of one product, in the words of a notice (thông báo) to its owner: the verdict, the
//! points, and what is missing to a star.

use careful_spreadsheet::number;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::criteria::RecognitionLevel;
use crate::documents::compose::capitalised;
use crate::documents::traced::{FactSource, StatedFact, Traced};
use crate::forms::RegistrationKind;
use crate::round::Round;
use crate::tally::{MissedMinimum, ProductOutcome, ProductResult, SessionResult};

/// What a notice says of a product. Its fields are values of the wording file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::documents) struct NoticedProduct {
    /// Number of the product in the round's list.
    #[serde(skip)]
    pub(in crate::documents) number: usize,
    /// Name of the product.
    pub(in crate::documents) name: String,
    /// What became of it: `recognised`, `proposed`, `kept`, `district`, `low`, `knocked_out`,
    /// `supplement`, `not_scored`, `held`, `withdrawn` or `not_admitted`.
    pub(in crate::documents) outcome: &'static str,
    /// The verdict as the end of a heading: `được công nhận hạng 4 sao`.
    pub(in crate::documents) verdict: String,
    /// The mean as printed; `None` where the product has none that may be told.
    pub(in crate::documents) mean: Option<StatedFact>,
    /// The star that the province certifies.
    pub(in crate::documents) star: Option<u8>,
    /// The star by points, where people or least marks lowered it.
    pub(in crate::documents) by_points: Option<u8>,
    /// The star that it keeps, where it was registered for a higher one.
    pub(in crate::documents) kept: Option<u8>,
    /// Why it came so (Vietnamese, a clause).
    pub(in crate::documents) reason: Option<String>,
    /// The star that it could reach next.
    pub(in crate::documents) next: Option<NextStar>,
}

/// What a product lacks of a star.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::documents) struct NextStar {
    /// The star.
    star: u8,
    /// Whether the Ministry recognises it.
    central: bool,
    /// Lowest score of the star.
    from: String,
    /// The points that are missing; `None` where the score reaches the star.
    missing: Option<StatedFact>,
    /// The criteria whose marks are below what the star asks, one clause each.
    minima: Vec<String>,
}

impl NoticedProduct {
    /// Puts the result of a product into the words of a notice.
    pub(in crate::documents) fn of(round: &Round, product: &ProductResult<'_>) -> Self {
        let next = next(product).map(|star| NextStar::of(round, product, star));
        let limit = next.as_ref().map(|next| product.act.lowest(next.star));
        let (outcome, verdict) = verdict(product);
        let lowered = product.by_points.filter(|points| Some(*points) > product.star());
        Self {
            number: product.number,
            name: product.entry.product.value.clone(),
            outcome,
            verdict,
            mean: is_told(product).then(|| mean(round, product, limit)).flatten(),
            star: product.certified(),
            by_points: lowered.filter(|_| product.star().is_some()),
            kept: match product.outcome {
                ProductOutcome::NotRecognised { kept, .. } => kept,
                _ => None,
            },
            reason: reason(product),
            next,
        }
    }
}

impl NoticedProduct {
    /// Writes the verdict with what was decisive, for the cell of a table: `Chưa được công nhận:
    /// còn thiếu 2,7 điểm để đạt 3 sao`.
    pub(in crate::documents) fn in_short(&self) -> String {
        let missing = self.next.as_ref().and_then(|next| Some((next.missing.as_ref()?, next.star)));
        let why = match (self.outcome, &self.reason, missing) {
            ("recognised" | "proposed", ..) => None,
            (_, Some(reason), _) => Some(reason.clone()),
            (_, None, Some((missing, star))) => {
                Some(format!("còn thiếu {} điểm để đạt {star} sao", missing.value))
            }
            _ => None,
        };
        let verdict = capitalised(&self.verdict);
        match why {
            Some(why) => format!("{verdict}: {why}"),
            None => verdict,
        }
    }
}

/// Tells whether the score of a product may be told: it has a result.
fn is_told(product: &ProductResult<'_>) -> bool {
    product.star().is_some()
}

/// Returns the mean as printed, with as many decimals as show that it does not reach the limit.
fn mean(round: &Round, product: &ProductResult<'_>, limit: Option<Decimal>) -> Option<StatedFact> {
    let official = product.official()?;
    let mean = official.mean?;
    let decimals = round.tally.printed_decimals;
    let value = match limit {
        Some(limit) => mean.printed_beside(limit, decimals),
        None => mean.printed(decimals),
    };
    let what = format!("điểm của sản phẩm “{}”", product.entry.product.value);
    Some(Traced { value, what, rows: vec![of_session(product, official)] })
}

fn of_session(product: &ProductResult<'_>, session: &SessionResult<'_>) -> FactSource {
    FactSource::Product {
        product: product.number,
        session: Some(session.session),
        detail: String::new(),
    }
}

/// Returns the outcome as a key of the wording, and as the end of a heading.
fn verdict(product: &ProductResult<'_>) -> (&'static str, String) {
    let words = |outcome, words: &str| (outcome, words.to_owned());
    match &product.outcome {
        ProductOutcome::Recognised { star } => {
            let how = match product.entry.registration.kind() {
                RegistrationKind::First => "được công nhận hạng",
                RegistrationKind::Again => "được công nhận lại hạng",
                RegistrationKind::Upgrade => "được nâng lên hạng",
            };
            ("recognised", format!("{how} {star} sao"))
        }
        ProductOutcome::ProposedToMinistry { meanwhile: Some(star) } => (
            "proposed",
            format!("được đề nghị Trung ương đánh giá, trong khi chờ công nhận hạng {star} sao"),
        ),
        ProductOutcome::ProposedToMinistry { meanwhile: None } => {
            words("proposed", "được đề nghị Trung ương đánh giá hạng 5 sao")
        }
        ProductOutcome::NotRecognised { kept: Some(kept), .. } => {
            ("kept", format!("không nâng hạng, giữ hạng {kept} sao"))
        }
        ProductOutcome::NotRecognised { star, kept: None } if is_of_district(product, *star) => {
            ("district", format!("đạt hạng {star} sao, thuộc thẩm quyền công nhận của cấp huyện"))
        }
        ProductOutcome::NotRecognised { .. } => words("low", "chưa được công nhận"),
        ProductOutcome::KnockedOut { .. } => words("knocked_out", "bị dừng đánh giá"),
        ProductOutcome::NeedsSupplement { .. } => {
            words("supplement", "chưa kết luận, cần kiểm nghiệm hoặc bổ sung hồ sơ")
        }
        ProductOutcome::NotScored { .. } => words("not_scored", "chưa được đánh giá"),
        ProductOutcome::Held { .. } => words("held", "chưa kết luận"),
        ProductOutcome::Withdrawn { .. } => words("withdrawn", "đã rút khỏi đợt đánh giá"),
        ProductOutcome::NotAdmitted { .. } => {
            words("not_admitted", "không đủ điều kiện dự đánh giá")
        }
    }
}

fn is_of_district(product: &ProductResult<'_>, star: u8) -> bool {
    product.act.level(star) == Some(RecognitionLevel::District)
}

/// Returns why it came so. What the council still has to clear up among its ballots is no matter of
/// the owner.
fn reason(product: &ProductResult<'_>) -> Option<String> {
    match &product.outcome {
        ProductOutcome::KnockedOut { reason }
        | ProductOutcome::NeedsSupplement { reason }
        | ProductOutcome::Withdrawn { reason }
        | ProductOutcome::NotAdmitted { reason } => Some(clause(reason)),
        ProductOutcome::NotScored { reason } => reason.as_deref().map(clause),
        ProductOutcome::Held { reason } => product.awaited_minima().map(|_| clause(reason)),
        ProductOutcome::Recognised { .. } | ProductOutcome::NotRecognised { .. } => {
            product.minima.as_ref().map(|minima| clause(&minima.reason))
        }
        ProductOutcome::ProposedToMinistry { .. } => None,
    }
}

/// Returns a reason without blanks and a full stop at its end: a sentence goes on behind it.
fn clause(reason: &str) -> String {
    reason.trim().trim_end_matches('.').to_owned()
}

/// Returns the star that a product could reach next; `None` where there is none to strive for.
fn next(product: &ProductResult<'_>) -> Option<u8> {
    let lowest = (3..=5).find(|star| product.act.level(*star) == Some(RecognitionLevel::Province));
    let star = match product.outcome {
        ProductOutcome::Recognised { star } => Some(star + 1),
        ProductOutcome::NotRecognised { kept: Some(kept), .. } => Some(kept + 1),
        ProductOutcome::NotRecognised { star, kept: None } => {
            lowest.map(|lowest| lowest.max(star + 1))
        }
        _ => None,
    };
    star.filter(|star| *star <= 5)
}

impl NextStar {
    fn of(round: &Round, product: &ProductResult<'_>, star: u8) -> Self {
        let missed = product.missed_for(round.rules.minima, star).unwrap_or_default();
        Self {
            star,
            central: product.act.level(star) == Some(RecognitionLevel::Central),
            from: number::vietnamese(product.act.lowest(star)),
            missing: missing(round, product, star),
            minima: missed.iter().map(|missed| below(round, missed)).collect(),
        }
    }
}

/// Returns the points that the score lacks of a star. They are the difference to the printed score,
/// so that a reader can add them up.
fn missing(round: &Round, product: &ProductResult<'_>, star: u8) -> Option<StatedFact> {
    let official = product.official()?;
    let limit = product.act.lowest(star);
    let mean = official.mean.filter(|mean| !mean.reaches(limit))?;
    let printed = mean.rounded_beside(limit, round.tally.printed_decimals);
    Some(Traced {
        value: number::vietnamese(limit - printed),
        what: format!(
            "số điểm còn thiếu để “{}” đạt {star} sao: {} trừ điểm của sản phẩm",
            product.entry.product.value,
            number::vietnamese(limit)
        ),
        rows: vec![of_session(product, official)],
    })
}

/// Says by how much a criterion is below what a star asks: `tiêu chí 1.5 Liên kết sản xuất: được
/// 1,6 điểm, cần từ 2 điểm`.
fn below(round: &Round, missed: &MissedMinimum<'_>) -> String {
    let &MissedMinimum { criterion, minimum, measured, .. } = missed;
    let points = measured.printed_beside(minimum.into(), round.tally.printed_decimals.max(1));
    format!("{} {}: được {points} điểm, cần từ {minimum} điểm", criterion.code, criterion.name)
}
