//! Makes tables with the criteria downwards: products across, one product, or options under each
//! criterion.

use careful_spreadsheet::Value;
use ocop::criteria::ProductSet;
use rust_decimal::Decimal;

use super::chance::Chance;
use super::form::{
    Blocks, Chosen, Extra, Filled, Form, MaxAt, NumberAt, PartStyle, Shape, SubColumns, Subtotals,
};
use super::page::{Page, What, number, text};
use super::truth::Truth;
use super::words;

/// What one column holds; products by their place on the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Number,
    Criterion,
    Max,
    Points,
    Mark(usize),
    Choice(usize),
    SubMax(usize),
    SubSelf(usize),
    Extra(Extra),
    Gap,
}

/// What one row holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    Part(usize),
    Group(String),
    Criterion(usize),
    Half(usize, usize),
    Option(usize, usize),
    Subtotal(usize),
    Total,
    Rank,
    CarryOut,
    Heading,
    CarryIn,
    Blank,
}

/// A table to be written: whose marks, of which products, all of one set.
pub(crate) struct Table<'a> {
    pub(crate) form: &'a Form,
    pub(crate) truth: &'a Truth,
    pub(crate) session: u8,
    pub(crate) member: usize,
    pub(crate) products: &'a [usize],
}

/// Writes the table, or the blocks of it, from this row on.
pub(crate) fn write(table: &Table<'_>, page: &mut Page, row: u32, chance: &mut Chance) {
    let form = table.form;
    let lines = lines(table, chance);
    let splits = form.is_across() && table.products.len() > 1;
    match form.blocks {
        Blocks::Below if splits => {
            let (first, second) = table.products.split_at(table.products.len().div_ceil(2));
            block(&Table { products: first, ..*table }, &lines, 0, page, (row, form.left), chance);
            let next = page.end() + 1 + u32::from(form.blank_rows);
            block(
                &Table { products: second, ..*table },
                &lines,
                first.len(),
                page,
                (next, form.left),
                chance,
            );
        }
        Blocks::Beside if splits => {
            let (first, second) = table.products.split_at(table.products.len().div_ceil(2));
            let left = block(
                &Table { products: first, ..*table },
                &lines,
                0,
                page,
                (row, form.left),
                chance,
            );
            block(
                &Table { products: second, ..*table },
                &lines,
                first.len(),
                page,
                (row, left + 1),
                chance,
            );
        }
        _ => {
            block(table, &lines, 0, page, (row, form.left), chance);
        }
    }
}

fn columns(form: &Form, products: usize) -> Vec<Column> {
    let mut columns = Vec::new();
    if !form.has_no_number_column() && form.number_at == NumberAt::Left {
        columns.push(Column::Number);
    }
    columns.push(Column::Criterion);
    if !form.has_no_number_column() && form.number_at == NumberAt::BesideName {
        columns.push(Column::Number);
    }
    if form.is_options() && form.points_column.is_some() {
        columns.push(Column::Points);
    }
    if form.max_at == MaxAt::BeforeMarks {
        columns.push(Column::Max);
    }
    columns.extend(form.extras_before.iter().map(|extra| Column::Extra(*extra)));
    for product in 0..products {
        if form.is_options() {
            columns.push(Column::Choice(product));
            if form.also_mark {
                columns.push(Column::Mark(product));
            }
            continue;
        }
        columns.extend(match form.sub_columns {
            SubColumns::None => vec![Column::Mark(product)],
            SubColumns::MaxMark => vec![Column::SubMax(product), Column::Mark(product)],
            SubColumns::MarkMax => vec![Column::Mark(product), Column::SubMax(product)],
            SubColumns::MaxSelfMark => {
                vec![Column::SubMax(product), Column::SubSelf(product), Column::Mark(product)]
            }
            SubColumns::SelfMark => vec![Column::SubSelf(product), Column::Mark(product)],
        });
    }
    if form.max_at == MaxAt::AfterMarks {
        columns.push(Column::Max);
    }
    let extras = form
        .extras_after
        .iter()
        .filter(|extra| products > 1 || !matches!(extra, Extra::Average(_)));
    columns.extend(extras.map(|extra| Column::Extra(*extra)));
    if !form.has_no_number_column() && form.number_at == NumberAt::FarRight {
        columns.push(Column::Number);
    }
    // A gap within the columns of one product would widen its heading.
    let apart = form.sub_columns == SubColumns::None;
    if form.blank_rows && form.number_at == NumberAt::BesideName && apart {
        columns.insert(columns.len() - 1, Column::Gap);
    }
    columns
}

fn lines(table: &Table<'_>, chance: &mut Chance) -> Vec<Line> {
    let (form, set) = (table.form, set(table));
    let mut lines = Vec::new();
    let halved = halved(table, chance);
    if form.total_first && form.total.is_some() {
        lines.push(Line::Total);
    }
    for part in form.part_order {
        if form.parts != PartStyle::None {
            lines.push(Line::Part(part));
        }
        let mut group = "";
        for (index, criterion) in
            set.criteria.iter().enumerate().filter(|(_, criterion)| criterion.part == part)
        {
            let major = words::major(&criterion.code);
            if form.groups && major != group && words::group_title(set, major).is_some() {
                lines.push(Line::Group(major.to_owned()));
            }
            group = major;
            lines.push(Line::Criterion(index));
            if halved.contains(&index) {
                lines.extend([Line::Half(index, 0), Line::Half(index, 1)]);
            }
            if form.is_options() {
                lines
                    .extend((0..criterion.allowed.len()).map(|option| Line::Option(index, option)));
            }
        }
        if matches!(form.subtotals, Subtotals::After(_)) {
            lines.push(Line::Subtotal(part));
        }
        if form.blank_rows && part != form.part_order[2] {
            lines.push(Line::Blank);
        }
    }
    if form.page_break {
        // Before a criterion in the middle.
        let criteria: Vec<_> =
            (4..lines.len() - 4).filter(|at| matches!(lines[*at], Line::Criterion(_))).collect();
        let at = chance.pick(&criteria);
        let break_ = match form.carry {
            Some(_) => vec![Line::CarryOut, Line::Heading, Line::CarryIn],
            None => vec![Line::Heading],
        };
        lines.splice(at..at, break_);
    }
    if form.total.is_some() && !form.total_first {
        lines.push(Line::Total);
    }
    if form.rank {
        lines.push(Line::Rank);
    }
    lines
}

/// The criteria whose marks stand in rows a) and b).
fn halved(table: &Table<'_>, chance: &mut Chance) -> Vec<usize> {
    if !table.form.halves {
        return Vec::new();
    }
    let criteria: Vec<usize> = (0..set(table).criteria.len())
        .filter(|index| set(table).criteria[*index].max >= 2)
        .collect();
    (0..chance.between(1, 3)).map(|_| chance.pick(&criteria)).collect()
}

fn set<'a>(table: &Table<'a>) -> &'a ProductSet {
    table.truth.products[table.products[0]].set
}

/// Writes one block; the column behind it comes back.
fn block(
    table: &Table<'_>,
    lines: &[Line],
    first: usize,
    page: &mut Page,
    (row, left): (u32, u32),
    chance: &mut Chance,
) -> u32 {
    let form = table.form;
    let columns = columns(form, table.products.len());
    let mut writer = Writer {
        table,
        lines,
        columns: &columns,
        page,
        left,
        first,
        row,
        running: 0,
        in_group: 0,
        so_far: Vec::new(),
    };
    writer.heading();
    let body = writer.row;
    for line in lines {
        writer.line(line, chance);
    }
    let last = writer.row - 1;
    page.body =
        Some(page.body.map_or((body, last), |(first, end)| (first.min(body), end.max(last))));
    left + u32::try_from(columns.len()).unwrap()
}

struct Writer<'a> {
    table: &'a Table<'a>,
    lines: &'a [Line],
    columns: &'a [Column],
    page: &'a mut Page,
    left: u32,
    /// Place of the block's first product on the sheet.
    first: usize,
    row: u32,
    running: usize,
    in_group: usize,
    /// The criteria written so far.
    so_far: Vec<usize>,
}

impl Writer<'_> {
    fn at(&self, index: usize) -> u32 {
        self.left + u32::try_from(index).unwrap()
    }

    fn product(&self, place: usize) -> usize {
        self.table.products[place]
    }

    fn mark(&self, place: usize, criterion: usize) -> u8 {
        let key = (self.table.session, self.table.member, self.product(place));
        self.table.truth.marks[&key][criterion]
    }

    // ---- Headings
    // ----------------------------------------------------------------------------------------------

    fn heading(&mut self) {
        let (form, top) = (self.table.form, self.row);
        let is_single = matches!(form.shape, Shape::Single | Shape::OptionsSingle);
        let marks: Vec<usize> = (0..self.columns.len())
            .filter(|index| product_of(self.columns[*index]).is_some())
            .collect();
        let (first, last) = (self.at(marks[0]), self.at(*marks.last().unwrap()));
        let contiguous = last - first + 1 == u32::try_from(marks.len()).unwrap();
        if let Some(over) = form.over.filter(|_| form.is_across() && contiguous) {
            self.page.plain(self.row, first, over);
            self.page.merge((self.row, first), (self.row, last));
            self.row += 1;
        }
        if is_single {
            self.single_headings();
        } else {
            self.product_headings();
        }
        let end = self.row;
        let span = |page: &mut Page, column: u32, with: bool| {
            if with && end > top + 1 {
                page.merge((top, column), (end - 1, column));
            }
        };
        for (index, column) in self.columns.iter().enumerate() {
            let (words, what) = match column {
                Column::Number => (form.number_heading, What::NumberHeading),
                Column::Criterion => (form.criterion_heading, What::CriterionHeading),
                Column::Max => (form.max_heading, What::MaxHeading),
                Column::Points => (form.points_column.unwrap_or_default(), What::MaxHeading),
                Column::Extra(extra) => (extra_words(*extra), What::Plain),
                _ => continue,
            };
            let at = self.at(index);
            self.page.put(top, at, text(words), what);
            span(self.page, at, form.merged_heads && !form.owner_row);
        }
        if let Some(as_text) = form.column_numbers {
            for index in 0..self.columns.len() {
                let count = Decimal::from(index + 1);
                let value = if as_text { text(format!("({count})")) } else { number(count) };
                self.page.put(self.row, self.at(index), value, What::Plain);
            }
            self.row += 1;
        }
    }

    fn single_headings(&mut self) {
        let form = self.table.form;
        for (index, column) in self.columns.iter().enumerate() {
            let words = match column {
                Column::Mark(_) if form.also_mark => "Điểm chấm",
                Column::Choice(_) if matches!(form.chosen, Chosen::Tick(_)) => {
                    ["Đánh dấu", "Chọn", "Đánh dấu (x)", "Lựa chọn"][form.session_style]
                }
                Column::Mark(_) | Column::Choice(_) => form.mark_heading,
                _ => continue,
            };
            self.page.put(self.row, self.at(index), text(words), What::MarkHeading);
        }
        self.row += 1;
    }

    fn product_headings(&mut self) {
        let form = self.table.form;
        let mut named = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let Some(place) = product_of(*column) else { continue };
            if named.contains(&place) {
                continue;
            }
            named.push(place);
            let product = &self.table.truth.products[self.product(place)];
            let words = words::product(form, product, self.first + place);
            let at = self.at(index);
            let wide =
                self.columns.iter().filter(|other| product_of(**other) == Some(place)).count();
            let end = at + u32::try_from(wide).unwrap() - 1;
            self.page.put(self.row, at, text(words), What::Product(self.product(place)));
            self.page.merge((self.row, at), (self.row, end));
            if form.owner_row {
                self.page.put(
                    self.row + 1,
                    at,
                    text(product.owner),
                    What::Owner(self.product(place)),
                );
                self.page.merge((self.row + 1, at), (self.row + 1, end));
            }
        }
        self.row += 1;
        if form.owner_row {
            let criterion =
                self.columns.iter().position(|column| *column == Column::Criterion).unwrap();
            if form.pair as usize == 1 {
                self.page.plain(self.row, self.at(criterion), "Chủ thể");
            }
            self.row += 1;
        }
        if form.sub_columns != SubColumns::None {
            for (index, column) in self.columns.iter().enumerate() {
                let (words, what) = match column {
                    Column::Mark(_) => (form.mark_heading, What::MarkHeading),
                    Column::SubMax(_) => ("Tối đa", What::MaxHeading),
                    Column::SubSelf(_) => ("Tự chấm", What::Plain),
                    _ => continue,
                };
                self.page.put(self.row, self.at(index), text(words), what);
            }
            self.row += 1;
        }
    }

    // ---- Rows
    // --------------------------------------------------------------------------------------------------

    fn line(&mut self, line: &Line, chance: &mut Chance) {
        let (form, set) = (self.table.form, set(self.table));
        match line {
            Line::Part(part) => {
                let (sign, title) = words::part_head(form, *part);
                self.label(text(sign), title, What::PartLabel, false);
                let inside = of_part(set, *part);
                if form.part_points || form.subtotals == Subtotals::Before {
                    self.maxima(&inside);
                }
                if form.subtotals == Subtotals::Before {
                    self.sums(&inside, |product| What::Part(product, *part));
                }
            }
            Line::Group(number) => {
                let title = words::group_title(set, number).unwrap_or_default();
                let title = if form.part_points { title.to_uppercase() } else { title.to_owned() };
                let inside: Vec<usize> = (0..set.criteria.len())
                    .filter(|index| words::major(&set.criteria[*index].code) == number)
                    .collect();
                self.group(number, title);
                if form.merged_heads {
                    self.maxima(&inside);
                }
                if form.group_sums {
                    self.sums(&inside, |_| What::Plain);
                }
                self.in_group = 0;
            }
            Line::Criterion(index) => self.criterion(*index, chance),
            Line::Half(index, half) => self.half(*index, *half),
            Line::Option(index, option) => self.option(*index, *option),
            Line::Subtotal(part) => {
                let Subtotals::After(words) = form.subtotals else { return };
                let words = words.replace("{}", words::part_sign(form, *part));
                self.label(text(""), words, What::PartLabel, form.merged_labels);
                self.maxima(&of_part(set, *part));
                self.sums(&of_part(set, *part), |product| What::Part(product, *part));
            }
            Line::Total => {
                let words = form.total.unwrap_or_default();
                let words = if form.is_roman() {
                    words.replace("A+B+C", "I+II+III").replace("A + B + C", "I + II + III")
                } else {
                    words.to_owned()
                };
                self.label(text(""), words, What::TotalLabel, form.merged_labels);
                let all: Vec<usize> = (0..set.criteria.len()).collect();
                self.maxima(&all);
                self.sums(&all, What::Total);
            }
            Line::Rank => {
                self.label(
                    text(""),
                    ["Xếp hạng", "Hạng sao", "Xếp loại", "Đề nghị xếp hạng"][form.session_style]
                        .to_owned(),
                    What::Plain,
                    false,
                );
                for (index, column) in self.columns.iter().enumerate() {
                    if let Column::Mark(place) | Column::Choice(place) = column {
                        let score = self.table.truth.score((
                            self.table.session,
                            self.table.member,
                            self.product(*place),
                        ));
                        let star = if score >= 70 { "4 sao" } else { "3 sao" };
                        let at = self.at(index);
                        if !form.also_mark || matches!(column, Column::Mark(_)) {
                            self.page.plain(self.row, at, star);
                        }
                    }
                }
            }
            Line::CarryOut | Line::CarryIn => {
                let (out, back) = form.carry.unwrap_or_default();
                let words = if *line == Line::CarryOut { out } else { back };
                self.label(text(""), words.to_owned(), What::Plain, form.merged_labels);
                let so_far = self.so_far.clone();
                self.sums_as(&so_far, |_| What::Plain, Filled::Typed);
            }
            Line::Heading => {
                self.heading();
                return;
            }
            Line::Blank => {}
        }
        self.row += 1;
    }

    /// Number and words of a row.
    fn label(&mut self, sign: Value, words: String, what: What, merged: bool) {
        let number = self.columns.iter().position(|column| *column == Column::Number);
        let criterion =
            self.columns.iter().position(|column| *column == Column::Criterion).unwrap();
        if let Some(number) = number {
            self.page.put(self.row, self.at(number), sign, what);
        }
        if merged && number == Some(0) && criterion == 1 {
            self.page.put(self.row, self.at(0), text(words), what);
            self.page.merge((self.row, self.at(0)), (self.row, self.at(1)));
        } else {
            self.page.put(self.row, self.at(criterion), text(words), what);
        }
    }

    fn group(&mut self, number: &str, title: String) {
        use super::form::{CodeStyle, Numbering};
        let form = self.table.form;
        match form.numbering {
            Numbering::Codes(style) => {
                let style =
                    if matches!(style, CodeStyle::Marked(_)) { CodeStyle::Plain } else { style };
                self.label(words::code(style, number), title, What::Plain, false);
            }
            Numbering::InName => {
                self.label(text(""), format!("{number}. {title}"), What::Plain, false);
            }
            Numbering::Letters => self.label(text(number), title, What::Plain, false),
            Numbering::None | Numbering::Running => self.label(text(""), title, What::Plain, false),
        }
    }

    fn criterion(&mut self, index: usize, chance: &mut Chance) {
        let (form, set) = (self.table.form, set(self.table));
        let criterion = &set.criteria[index];
        let sign = words::criterion_number(form, criterion, self.running, self.in_group);
        self.running += 1;
        self.in_group += 1;
        let halved = self.is_halved(index);
        for (place, column) in self.columns.iter().enumerate() {
            let at = self.at(place);
            match column {
                Column::Number => self.page.put(self.row, at, sign.clone(), What::Number(index)),
                Column::Criterion => {
                    self.page.put(
                        self.row,
                        at,
                        text(words::criterion_name(form, criterion)),
                        What::Name(index),
                    );
                }
                Column::Max | Column::SubMax(_) => {
                    self.page.put(self.row, at, words::max(form, criterion), What::Max(index));
                }
                Column::Points => {
                    self.page.put(
                        self.row,
                        at,
                        number(Decimal::from(criterion.max)),
                        What::Max(index),
                    );
                }
                Column::Mark(product) => {
                    let mark = self.mark(*product, index);
                    if !halved {
                        self.page.put(
                            self.row,
                            at,
                            words::mark(form, mark),
                            What::Mark(self.product(*product), index),
                        );
                    } else if form.halves_summed {
                        self.page.calculated(
                            self.row,
                            at,
                            number(Decimal::from(mark)),
                            What::Plain,
                        );
                    }
                }
                Column::SubSelf(_) | Column::Extra(Extra::Others(_)) => {
                    self.page.put(
                        self.row,
                        at,
                        number(Decimal::from(chance.pick(&criterion.allowed))),
                        What::Plain,
                    );
                }
                Column::Extra(Extra::Evidence(_)) if chance.of(40) => {
                    let words = [
                        "Hợp đồng thu mua",
                        "Có giấy chứng nhận",
                        "Ảnh chụp bao bì",
                        "Biên bản kiểm tra",
                        "Mục 3 hồ sơ",
                    ];
                    self.page.plain(self.row, at, chance.pick(&words));
                }
                Column::Extra(Extra::Remark(_)) if chance.of(12) => {
                    self.page.plain(
                        self.row,
                        at,
                        chance.pick(&[
                            "Cần bổ sung minh chứng",
                            "Đạt",
                            "Đã khắc phục",
                            "Xem lại nhãn",
                        ]),
                    );
                }
                Column::Extra(Extra::Average(_)) => {
                    let sum: u32 = (0..self.table.products.len())
                        .map(|product| u32::from(self.mark(product, index)))
                        .sum();
                    let count = Decimal::from(self.table.products.len());
                    let mean = (Decimal::from(sum) / count).round_dp(2).normalize();
                    self.page.calculated(self.row, at, number(mean), What::Plain);
                }
                _ => {}
            }
        }
        self.so_far.push(index);
    }

    /// Whether rows a) and b) follow.
    fn is_halved(&self, index: usize) -> bool {
        self.lines.contains(&Line::Half(index, 0))
    }

    fn half(&mut self, index: usize, half: usize) {
        let form = self.table.form;
        let criterion = &set(self.table).criteria[index];
        let (sign, words) =
            [("a)", "Có kế hoạch, phương án thực hiện"), ("b)", "Có kết quả, minh chứng cụ thể")]
                [half];
        let max = split(criterion.max)[half];
        for (place, column) in self.columns.iter().enumerate() {
            let at = self.at(place);
            match column {
                Column::Number => self.page.plain(self.row, at, sign),
                Column::Criterion if form.has_no_number_column() => {
                    self.page.plain(self.row, at, format!("{sign} {words}"));
                }
                Column::Criterion => self.page.plain(self.row, at, words),
                Column::Max | Column::SubMax(_) => {
                    self.page.put(self.row, at, number(Decimal::from(max)), What::Plain);
                }
                Column::Mark(product) => {
                    let mark = self.mark(*product, index);
                    let first = mark.min(split(criterion.max)[0]);
                    let mark = [first, mark - first][half];
                    self.page.put(
                        self.row,
                        at,
                        words::mark(form, mark),
                        What::Mark(self.product(*product), index),
                    );
                }
                _ => {}
            }
        }
    }

    fn option(&mut self, index: usize, option: usize) {
        let form = self.table.form;
        let criterion = &set(self.table).criteria[index];
        let points = criterion.allowed[option];
        let words = words::option(criterion.allowed.len(), option);
        let bullet = match form.bullet {
            "a" => format!("{}) ", char::from(b'a' + u8::try_from(option).unwrap())),
            bullet => bullet.to_owned(),
        };
        let behind = match form.points_column {
            Some(_) => String::new(),
            None if form.part_points => format!(" ({points} điểm)"),
            None => format!(": {points} điểm"),
        };
        for (place, column) in self.columns.iter().enumerate() {
            let at = self.at(place);
            match column {
                Column::Criterion => {
                    self.page.plain(self.row, at, format!("{bullet}{words}{behind}"));
                }
                Column::Points => {
                    self.page.put(self.row, at, number(Decimal::from(points)), What::Plain);
                }
                Column::Choice(product) if self.mark(*product, index) == points => {
                    let value = match form.chosen {
                        Chosen::Tick(sign) => text(sign),
                        Chosen::Points => words::mark(form, points),
                    };
                    self.page.put(
                        self.row,
                        at,
                        value,
                        What::Choice(self.product(*product), index, option),
                    );
                }
                _ => {}
            }
        }
    }

    /// Maxima of a part, a group or all.
    fn maxima(&mut self, criteria: &[usize]) {
        let form = self.table.form;
        let sum = criteria.iter().map(|index| set(self.table).criteria[*index].max).sum();
        for (index, column) in self.columns.iter().enumerate() {
            let at = self.at(index);
            match column {
                Column::Max | Column::SubMax(_) => {
                    self.page.put(self.row, at, words::max_sum(form, sum), What::Plain);
                }
                Column::Points => {
                    self.page.put(self.row, at, number(Decimal::from(sum)), What::Plain);
                }
                _ => {}
            }
        }
    }

    fn sums(&mut self, criteria: &[usize], what: impl Fn(usize) -> What) {
        self.sums_as(criteria, what, self.table.form.sums);
    }

    fn sums_as(&mut self, criteria: &[usize], what: impl Fn(usize) -> What, filled: Filled) {
        let form = self.table.form;
        for (index, column) in self.columns.iter().enumerate() {
            let at = self.at(index);
            let product = match column {
                Column::Mark(product) => *product,
                Column::Choice(product) if !form.also_mark => *product,
                _ => continue,
            };
            let sum: u8 = criteria.iter().map(|criterion| self.mark(product, *criterion)).sum();
            let what = what(self.product(product));
            match filled {
                Filled::Typed => self.page.put(self.row, at, words::mark(form, sum), what),
                Filled::Calculated => {
                    self.page.calculated(self.row, at, number(Decimal::from(sum)), what);
                }
                Filled::Blank => {}
            }
        }
    }
}

fn product_of(column: Column) -> Option<usize> {
    match column {
        Column::Mark(product)
        | Column::Choice(product)
        | Column::SubMax(product)
        | Column::SubSelf(product) => Some(product),
        _ => None,
    }
}

fn of_part(set: &ProductSet, part: usize) -> Vec<usize> {
    (0..set.criteria.len()).filter(|index| set.criteria[*index].part == part).collect()
}

/// The most points of rows a) and b).
fn split(max: u8) -> [u8; 2] {
    [max.div_ceil(2), max / 2]
}

fn extra_words(extra: Extra) -> &'static str {
    match extra {
        Extra::Evidence(words)
        | Extra::Remark(words)
        | Extra::Average(words)
        | Extra::Others(words) => words,
    }
}
