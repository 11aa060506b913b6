//! Charts, drawn by the layout with shapes of Typst: legible in black and white, with every value
//! printed. The table beside a chart holds the same numbers.
//!
//! The layout cuts a chart of many rows into parts that fit on a page.

use serde::Serialize;

/// A chart of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Chart {
    /// A bar a row, cut into one piece for each series.
    Stack(StackChart),
    /// A bar a row, with its value and its share.
    Bars(BarChart),
    /// Two marks a row on one scale, with the borders of the stars.
    Pairs(PairChart),
}

/// What a piece of a bar stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChartSeries {
    /// Name in the legend.
    pub name: String,
    /// Pattern: `dots`, `lines`, `cross`, `grey`, `black` or `white`.
    pub pattern: &'static str,
}

/// A chart of stacked bars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StackChart {
    /// Title; the layout puts `Biểu đồ 1.` before it.
    pub caption: String,
    /// Alternative text without full stop: what the chart shows. The layout adds the numbers of
    /// every row.
    pub alt: String,
    /// Name of the unit at the axis.
    pub unit: String,
    /// Marks on the axis; the last is its end.
    pub ticks: Vec<u32>,
    /// The series, in the order of the pieces.
    pub series: Vec<ChartSeries>,
    /// The bars.
    pub rows: Vec<StackRow>,
}

/// A bar of a [`StackChart`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StackRow {
    /// Label at the left.
    pub label: String,
    /// One value for each series.
    pub values: Vec<u32>,
}

/// A chart of plain bars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarChart {
    /// Title; the layout puts `Biểu đồ 1.` before it.
    pub caption: String,
    /// Alternative text without full stop: what the chart shows. The layout adds the numbers of
    /// every row.
    pub alt: String,
    /// Name of the unit at the axis.
    pub unit: String,
    /// Marks on the axis; the last is its end.
    pub ticks: Vec<u32>,
    /// The bars.
    pub rows: Vec<BarRow>,
}

/// A bar of a [`BarChart`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarRow {
    /// Label at the left.
    pub label: String,
    /// Its value.
    pub value: u32,
    /// Its share as printed: `61,7 %`.
    pub share: String,
}

/// A chart of two points a product on one scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PairChart {
    /// Title; the layout puts `Biểu đồ 1.` before it.
    pub caption: String,
    /// Alternative text without full stop: what the chart shows. The layout adds the numbers of
    /// every row.
    pub alt: String,
    /// Names of the two points: the hollow one, then the full one.
    pub series: [String; 2],
    /// Headings of the printed columns: the two points, then their difference.
    pub heads: [String; 3],
    /// Marks on the axis; the first and the last are its ends.
    pub ticks: Vec<u32>,
    /// Borders of stars.
    pub borders: Vec<ChartBorder>,
    /// The products.
    pub rows: Vec<PairRow>,
}

/// A border on the axis of a [`PairChart`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChartBorder {
    /// Where it stands on the axis.
    pub at: u32,
    /// Name, e.g. `3 sao`.
    pub name: String,
}

/// A row of a [`PairChart`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PairRow {
    /// Label at the left.
    pub label: String,
    /// The two points in hundredths, for drawing.
    pub values: [i64; 2],
    /// The two points and their difference as printed.
    pub printed: [String; 3],
}
