//! The points of the units beside those of the council.
//!
//! Points are compared as papers print them, rounded to the decimals of the round: what a reader
//! subtracts is what stands there.

use careful_spreadsheet::number;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use crate::documents::traced::{FactSource, Traced, TracedText};
use crate::round::Round;
use crate::tally::ProductResult;

/// All products with points of their unit and of the council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The units, in the order of `round.toml`.
    pub units: Vec<ComparisonRow>,
    /// All units together.
    pub total: ComparisonRow,
    /// The widest difference: `“Trà Shan” (−5,2 điểm)`; empty where there is none.
    pub widest: TracedText,
    /// The products with both points, in order.
    #[serde(skip)]
    pub pairs: Vec<PairedPoints>,
}

/// The comparison for one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparisonRow {
    /// Name of the unit.
    pub name: String,
    /// How many products have both points.
    pub products: Traced<usize>,
    /// To how many the council gave less.
    pub lower: Traced<usize>,
    /// To how many it gave the same.
    pub same: Traced<usize>,
    /// To how many it gave more.
    pub higher: Traced<usize>,
    /// Mean of the differences, the council's points less the unit's: `−1,3`.
    pub mean: Traced<String>,
    /// How many have another star than the unit proposed.
    pub star_differs: Traced<usize>,
}

/// The points of one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairedPoints {
    /// Number of the product in the round's list.
    pub product: usize,
    /// Index of the unit.
    pub unit: usize,
    /// Name of the product.
    pub name: String,
    /// Points of the unit, rounded.
    pub of_unit: Decimal,
    /// Points of the council, rounded.
    pub of_council: Decimal,
    /// Decimals of both.
    decimals: u32,
    /// Whether the star differs from the one that the unit proposed.
    star_differs: bool,
}

impl PairedPoints {
    fn of(round: &Round, product: &ProductResult<'_>) -> Option<Self> {
        let decimals = round.tally.printed_decimals;
        let rounded = |points: Decimal| {
            points.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        };
        let proposed = product.entry.star.as_ref().map(|star| star.value);
        Some(Self {
            product: product.number,
            unit: product.district,
            name: product.entry.product.value.clone(),
            of_unit: rounded(product.entry.score.counted()?),
            of_council: rounded(product.mean()?.value()),
            decimals,
            star_differs: proposed
                .zip(product.star())
                .is_some_and(|(proposed, star)| proposed != star),
        })
    }

    /// Returns the council's points less the unit's.
    #[must_use]
    pub fn difference(&self) -> Decimal {
        self.of_council - self.of_unit
    }

    /// Returns the unit's points, the council's and their difference, as printed.
    #[must_use]
    pub fn printed(&self) -> [String; 3] {
        let plain = |points: Decimal| {
            let mut points = points;
            points.rescale(self.decimals);
            number::vietnamese(points)
        };
        [plain(self.of_unit), plain(self.of_council), signed(self.difference(), self.decimals)]
    }
}

/// Writes a difference with its sign: `+1,3`, `−0,5`, `0,0`. Rounded half away from zero.
fn signed(difference: Decimal, decimals: u32) -> String {
    let mut rounded =
        difference.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(decimals);
    let sign = match rounded {
        zero if zero.is_zero() => "",
        below if below.is_sign_negative() => "−",
        _ => "+",
    };
    format!("{sign}{}", number::vietnamese(rounded.abs()))
}

impl Comparison {
    /// Compares the points of these scored products; `None` where no unit gave points.
    pub(super) fn of(round: &Round, scored: &[&ProductResult<'_>]) -> Option<Self> {
        let pairs: Vec<_> =
            scored.iter().filter_map(|product| PairedPoints::of(round, product)).collect();
        if pairs.is_empty() {
            return None;
        }
        let row = |name: &str, which: &str, own: Vec<&PairedPoints>| {
            ComparisonRow::of(round, name, which, &own)
        };
        let units = round.districts.iter().enumerate().filter_map(|(index, unit)| {
            let own: Vec<_> = pairs.iter().filter(|pair| pair.unit == index).collect();
            let which = format!(" của “{}”", unit.name);
            (!own.is_empty()).then(|| row(&unit.name, &which, own))
        });
        Some(Self {
            units: units.collect(),
            total: row("Tổng cộng", "", pairs.iter().collect()),
            widest: widest(round, &pairs),
            pairs,
        })
    }
}

impl ComparisonRow {
    fn of(round: &Round, name: &str, which: &str, own: &[&PairedPoints]) -> Self {
        let count = |what: &str, wanted: &dyn Fn(&PairedPoints) -> bool| {
            let own: Vec<_> = own.iter().copied().filter(|pair| wanted(pair)).collect();
            Traced::count(format!("số sản phẩm{which} {what}"), sources(&own))
        };
        let sum: Decimal = own.iter().map(|pair| pair.difference()).sum();
        let decimals = round.tally.printed_decimals;
        Self {
            name: name.to_owned(),
            products: count("có đủ điểm của nơi gửi và của Hội đồng", &|_| {
                true
            }),
            lower: count(
                "mà điểm của Hội đồng thấp hơn điểm của nơi gửi",
                &|pair| pair.difference() < Decimal::ZERO,
            ),
            same: count("mà hai số điểm bằng nhau", &|pair| pair.difference().is_zero()),
            higher: count(
                "mà điểm của Hội đồng cao hơn điểm của nơi gửi",
                &|pair| pair.difference() > Decimal::ZERO,
            ),
            mean: Traced {
                value: signed(sum / Decimal::from(own.len().max(1)), decimals),
                what: format!("chênh lệch bình quân của các sản phẩm{which}"),
                rows: sources(own),
            },
            star_differs: count("có hạng sao khác hạng nơi gửi đề nghị", &|pair| {
                pair.star_differs
            }),
        }
    }
}

/// Returns one row for each product, with its points: `nơi gửi 62,0, Hội đồng 60,3`.
fn sources(pairs: &[&PairedPoints]) -> Vec<FactSource> {
    let row = |pair: &&PairedPoints| {
        let [of_unit, of_council, _] = pair.printed();
        FactSource::Product {
            product: pair.product,
            session: None,
            detail: format!("nơi gửi {of_unit}, Hội đồng {of_council}"),
        }
    };
    pairs.iter().map(row).collect()
}

/// Names the first product with the widest difference; empty where all points agree.
fn widest(round: &Round, pairs: &[PairedPoints]) -> TracedText {
    let most = pairs.iter().rev().max_by_key(|pair| pair.difference().abs());
    let Some(pair) = most.filter(|pair| !pair.difference().is_zero()) else {
        return TracedText::default();
    };
    let fact = Traced {
        value: signed(pair.difference(), round.tally.printed_decimals),
        what: "chênh lệch lớn nhất".to_owned(),
        rows: sources(&[pair]),
    };
    let named = TracedText::default().words(&format!("“{}” (", pair.name));
    named.value(&fact).words(" điểm)")
}
