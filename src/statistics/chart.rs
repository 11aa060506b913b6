//! The charts: native ones of Excel, legible in black and white.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLine, ChartMarker, ChartMarkerType,
    ChartPatternFill, ChartPatternFillType, ChartSolidFill, ChartType, Color,
};

use super::data;

/// The cells that a chart of counts shows.
pub(super) struct ChartArea<'a> {
    pub(super) sheet: &'a str,
    pub(super) title: &'a str,
    /// First and last row; the names stand in column B, the heads one row above.
    pub(super) rows: (u32, u32),
    /// Columns of the series.
    pub(super) series: Vec<u16>,
}

/// Width of a chart, and the height of its parts, in pixels.
const WIDTH: u32 = 860;
const FRAME: u32 = 150;
const BAR: u32 = 32;

const INK: Color = Color::RGB(0x0026_2626);

/// Makes a chart of stacked bars: a bar for each row, a piece for each series.
pub(super) fn stacked(area: &ChartArea<'_>) -> Chart {
    let (first, last) = area.rows;
    let mut chart = Chart::new(ChartType::BarStacked);
    for (index, column) in area.series.iter().enumerate() {
        let labels = ChartDataLabel::new().show_value().set_num_format("0;;").clone();
        chart
            .add_series()
            .set_name((area.sheet, first - 1, *column))
            .set_categories((area.sheet, first, 1, last, 1))
            .set_values((area.sheet, first, *column, last, *column))
            .set_gap(60)
            .set_overlap(100)
            .set_data_label(&labels)
            .set_format(&mut piece(index));
    }
    titled(&mut chart, area.title);
    // The values stand in the bars, so their axis says nothing more.
    chart.y_axis().set_reverse();
    chart.x_axis().set_hidden(true).set_major_gridlines(false);
    chart.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    let bars = last + 1 - first;
    chart.set_width(WIDTH).set_height(FRAME + BAR * bars.min(60));
    let alt = format!("{}: thanh ngang chồng theo kết quả; số liệu ở bảng phía trên.", area.title);
    chart.set_alt_text(alt);
    chart
}

fn titled(chart: &mut Chart, title: &str) {
    let mut font = ChartFont::new();
    font.set_name("Times New Roman").set_size(13).set_bold();
    chart.title().set_name(title).set_font(&font);
}

/// Returns the filling of the pieces of a series; neighbours differ without colour.
fn piece(index: usize) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_border(ChartLine::new().set_color(INK).set_width(0.75));
    let pattern = |kind: ChartPatternFillType| {
        let mut fill = ChartPatternFill::new();
        fill.set_pattern(kind)
            .set_foreground_color(Color::RGB(0x0080_8080))
            .set_background_color(Color::White);
        fill
    };
    let solid = |grey: u32| {
        let mut fill = ChartSolidFill::new();
        fill.set_color(Color::RGB(grey));
        fill
    };
    match index % 6 {
        0 => format.set_solid_fill(&solid(0x00A6_A6A6)),
        1 => format.set_pattern_fill(&pattern(ChartPatternFillType::DiagonalStripesWideUpwards)),
        2 => format.set_solid_fill(&solid(0x00D9_D9D9)),
        3 => format.set_solid_fill(&solid(0x00FF_FFFF)),
        4 => format.set_pattern_fill(&pattern(ChartPatternFillType::Dotted20Percent)),
        _ => format.set_pattern_fill(&pattern(ChartPatternFillType::HorizontalStripesLight)),
    };
    format
}

/// Makes the chart of both points of each product of the data sheet, in these rows; its
/// axis begins at `floor` points.
pub(super) fn pairs(title: &str, rows: (u32, u32), floor: u32) -> Chart {
    let (first, last) = rows;
    let mut chart = Chart::new(ChartType::Line);
    let series = [
        (data::UNIT_POINTS_COLUMN, ChartMarkerType::Circle, Color::RGB(0x00BF_BFBF)),
        (data::POINTS_COLUMN, ChartMarkerType::Diamond, INK),
    ];
    for (column, kind, fill) in series {
        let mut marker = ChartMarker::new();
        let mut format = ChartFormat::new();
        let mut solid = ChartSolidFill::new();
        format.set_solid_fill(solid.set_color(fill));
        format.set_border(ChartLine::new().set_color(INK).set_width(1));
        marker.set_type(kind).set_size(8).set_format(&mut format);
        chart
            .add_series()
            .set_name((data::SHEET, first - 1, column))
            .set_categories((data::SHEET, first, data::NAME_COLUMN, last, data::NAME_COLUMN))
            .set_values((data::SHEET, first, column, last, column))
            .set_marker(&marker)
            .set_format(ChartFormat::new().set_no_line());
    }
    titled(&mut chart, title);
    chart.y_axis().set_min(floor);
    chart.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    let products = last + 1 - first;
    chart.set_width(WIDTH.max(18 * products.min(150))).set_height(400);
    chart.set_alt_text(format!("{title}: hai dấu cho mỗi sản phẩm; số liệu ở trang Dữ liệu."));
    chart
}
