//! Draws the form of an office: how it lays out a ballot, from what offices do. A careful person
//! reads every form without doubt; where two choices together would leave one, the second is
//! dropped.

use super::chance::Chance;

/// What runs where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Criteria down, products across.
    Across,
    /// One product a table, its name above.
    Single,
    /// One product a table, the options under each criterion.
    OptionsSingle,
    /// Options under each criterion, products across.
    OptionsAcross,
    /// Products down, A | B | C | Tổng across.
    RowsOfParts,
    /// Products down, criteria across.
    RowsOfCriteria,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// No numbers at all.
    None,
    /// Written before the name, in its cell.
    InName,
    /// As the act has them, in this style.
    Codes(CodeStyle),
    /// 1, 2, 3 … down the sheet.
    Running,
    /// a, b, c … under each group.
    Letters,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeStyle {
    Plain,
    Comma,
    Brackets,
    Bracket,
    Point,
    Marked(&'static str),
    Roman,
    Numeric,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberAt {
    Left,
    BesideName,
    FarRight,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MaxAt {
    Nowhere,
    BeforeMarks,
    AfterMarks,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MaxStyle {
    Number,
    Points,
    Range,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartStyle {
    None,
    /// The letter in the column of numbers.
    Letter,
    /// “Phần A” in the column of numbers.
    WordAndLetter,
    /// “PHẦN A: …” or “A. …” in the column of criteria.
    InText(&'static str),
    /// I, II, III in the column of numbers.
    Roman,
    RomanInText(&'static str),
    /// Only what the part is about.
    Words,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subtotals {
    None,
    /// In the row of the part.
    Before,
    /// In a row of their own, with these words; `{}` is the part.
    After(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filled {
    Typed,
    Calculated,
    Blank,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SubColumns {
    None,
    MaxMark,
    MarkMax,
    MaxSelfMark,
    SelfMark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blocks {
    One,
    Below,
    Beside,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkStyle {
    Number,
    Text,
    Comma,
    Points,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameStyle {
    Plain,
    Capitals,
    WithMax,
    Described,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProductStyle {
    Plain,
    Capitals,
    Numbered(&'static str),
    WithOwner,
}

/// A column that is no mark of the council.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extra {
    Evidence(&'static str),
    Remark(&'static str),
    Average(&'static str),
    /// Marks of somebody else.
    Others(&'static str),
}

/// How an option is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chosen {
    Tick(&'static str),
    Points,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MemberAt {
    Label(&'static str),
    Title(&'static str),
    Signature,
    SheetName,
    FileName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SessionAt {
    Nowhere,
    Label(&'static str, &'static str),
    Title(&'static str),
    DateLabel(&'static str),
    SignatureDate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pair {
    OneCell,
    NextCell,
    Gap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Books {
    /// A workbook a member and session.
    Member,
    /// A workbook a session, all members in it.
    Session,
    /// A workbook a member, all sessions in it.
    Whole,
}

/// Everything an office decides about its form.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "an office decides about each on its own")]
pub(crate) struct Form {
    pub(crate) shape: Shape,
    pub(crate) numbering: Numbering,
    pub(crate) number_at: NumberAt,
    pub(crate) number_heading: &'static str,
    pub(crate) criterion_heading: &'static str,
    pub(crate) mark_heading: &'static str,
    pub(crate) max_heading: &'static str,
    pub(crate) max_at: MaxAt,
    pub(crate) max_style: MaxStyle,
    pub(crate) name_style: NameStyle,
    pub(crate) mark_style: MarkStyle,
    pub(crate) parts: PartStyle,
    pub(crate) part_order: [usize; 3],
    pub(crate) part_points: bool,
    pub(crate) groups: bool,
    pub(crate) group_sums: bool,
    pub(crate) subtotals: Subtotals,
    pub(crate) sums: Filled,
    pub(crate) total: Option<&'static str>,
    pub(crate) total_first: bool,
    pub(crate) rank: bool,
    pub(crate) sub_columns: SubColumns,
    pub(crate) product_style: ProductStyle,
    pub(crate) owner_row: bool,
    pub(crate) over: Option<&'static str>,
    pub(crate) merged_heads: bool,
    pub(crate) merged_labels: bool,
    pub(crate) column_numbers: Option<bool>,
    pub(crate) extras_before: Vec<Extra>,
    pub(crate) extras_after: Vec<Extra>,
    pub(crate) page_break: bool,
    pub(crate) carry: Option<(&'static str, &'static str)>,
    pub(crate) blocks: Blocks,
    pub(crate) stacked: bool,
    pub(crate) halves: bool,
    pub(crate) halves_summed: bool,
    pub(crate) chosen: Chosen,
    pub(crate) bullet: &'static str,
    pub(crate) points_column: Option<&'static str>,
    pub(crate) also_mark: bool,
    pub(crate) blank_rows: bool,
    // Who and when.
    pub(crate) books: Books,
    pub(crate) member_at: MemberAt,
    pub(crate) member_style: usize,
    pub(crate) session_at: SessionAt,
    pub(crate) session_style: usize,
    pub(crate) round_named: bool,
    pub(crate) pair: Pair,
    pub(crate) left: u32,
    pub(crate) letterhead: bool,
    pub(crate) title: Option<&'static str>,
    pub(crate) cites_act: bool,
    pub(crate) post_line: bool,
    pub(crate) set_line: Option<&'static str>,
    pub(crate) product_label: &'static str,
    pub(crate) owner_label: Option<&'static str>,
    pub(crate) address_line: bool,
    pub(crate) signature: bool,
    pub(crate) note: bool,
    pub(crate) sheet_names: usize,
}

impl Form {
    /// Any form, for so many sessions.
    pub(crate) fn draw(chance: &mut Chance, sessions: u8) -> Self {
        let shape = draw_shape(chance);
        let mut form = Self {
            shape,
            numbering: draw_numbering(chance),
            number_at: [
                NumberAt::Left,
                NumberAt::Left,
                NumberAt::Left,
                NumberAt::BesideName,
                NumberAt::FarRight,
            ][chance.below(5)],
            number_heading: chance.pick(NUMBER_HEADINGS),
            criterion_heading: chance.pick(CRITERION_HEADINGS),
            mark_heading: chance.pick(MARK_HEADINGS),
            max_heading: chance.pick(MAX_HEADINGS),
            max_at: [MaxAt::Nowhere, MaxAt::BeforeMarks, MaxAt::BeforeMarks, MaxAt::AfterMarks]
                [chance.below(4)],
            max_style: [
                MaxStyle::Number,
                MaxStyle::Number,
                MaxStyle::Number,
                MaxStyle::Points,
                MaxStyle::Range,
            ][chance.below(5)],
            name_style: [
                NameStyle::Plain,
                NameStyle::Plain,
                NameStyle::Capitals,
                NameStyle::WithMax,
                NameStyle::Described,
            ][chance.below(5)],
            mark_style: draw_mark_style(chance),
            parts: draw_parts(chance),
            part_order: [0, 1, 2],
            part_points: chance.of(50),
            groups: chance.of(35),
            group_sums: chance.of(20),
            subtotals: match chance.below(3) {
                0 => Subtotals::None,
                1 => Subtotals::Before,
                _ => Subtotals::After(chance.pick(SUBTOTALS)),
            },
            sums: [Filled::Typed, Filled::Calculated, Filled::Blank][chance.below(3)],
            total: chance.maybe(75, TOTALS),
            total_first: chance.of(6),
            rank: chance.of(8),
            sub_columns: SubColumns::None,
            product_style: match chance.below(8) {
                0 => ProductStyle::Capitals,
                1 | 2 => ProductStyle::Numbered(chance.pick(PRODUCT_NUMBERS)),
                3 => ProductStyle::WithOwner,
                _ => ProductStyle::Plain,
            },
            owner_row: chance.of(45),
            over: chance.maybe(30, OVER_PRODUCTS),
            merged_heads: chance.of(50),
            merged_labels: chance.of(30),
            column_numbers: chance.of(20).then(|| chance.of(50)),
            extras_before: Vec::new(),
            extras_after: Vec::new(),
            page_break: chance.of(12),
            carry: chance.maybe(50, CARRIES),
            blocks: Blocks::One,
            stacked: chance.of(15),
            halves: chance.of(15),
            halves_summed: chance.of(50),
            chosen: if chance.of(70) { Chosen::Tick(chance.pick(TICKS)) } else { Chosen::Points },
            bullet: chance.pick(BULLETS),
            points_column: chance.maybe(65, POINTS_HEADINGS),
            also_mark: chance.of(15),
            blank_rows: chance.of(10),
            books: [Books::Member, Books::Member, Books::Session, Books::Whole][chance.below(4)],
            member_at: draw_member(chance),
            member_style: chance.below(6),
            session_at: draw_session(chance, sessions),
            session_style: chance.below(4),
            round_named: chance.of(25),
            pair: [Pair::OneCell, Pair::NextCell, Pair::Gap][chance.below(3)],
            left: chance.pick(&[0, 0, 0, 1]),
            letterhead: chance.of(50),
            title: chance.maybe(85, TITLES),
            cites_act: chance.of(25),
            post_line: chance.of(25),
            set_line: chance.maybe(60, SET_LABELS),
            product_label: chance.pick(PRODUCT_LABELS),
            owner_label: chance.maybe(60, OWNER_LABELS),
            address_line: chance.of(20),
            signature: chance.of(50),
            note: chance.of(20),
            sheet_names: chance.below(4),
        };
        form.draw_columns(chance);
        form.settle(chance);
        form
    }

    /// The form that the program has read from the beginning: criteria down, products across,
    /// everything labelled.
    pub(crate) fn plain(chance: &mut Chance) -> Self {
        let form = Self::draw(chance, 1);
        Self {
            shape: Shape::Across,
            numbering: Numbering::Codes(CodeStyle::Plain),
            number_at: NumberAt::Left,
            number_heading: "TT",
            criterion_heading: "Tiêu chí",
            max_at: MaxAt::Nowhere,
            max_style: MaxStyle::Number,
            name_style: NameStyle::Plain,
            mark_style: MarkStyle::Number,
            parts: PartStyle::Letter,
            part_order: [0, 1, 2],
            groups: false,
            subtotals: Subtotals::None,
            sums: Filled::Typed,
            total: Some("Tổng điểm"),
            total_first: false,
            rank: false,
            sub_columns: SubColumns::None,
            product_style: ProductStyle::Plain,
            owner_row: true,
            over: None,
            column_numbers: None,
            extras_before: Vec::new(),
            extras_after: Vec::new(),
            page_break: false,
            blocks: Blocks::One,
            halves: false,
            also_mark: false,
            blank_rows: false,
            books: Books::Member,
            member_at: MemberAt::Label("Thành viên Hội đồng"),
            member_style: 4,
            session_at: SessionAt::Label("Lần chấm", "{}"),
            pair: Pair::NextCell,
            set_line: Some("Bộ sản phẩm"),
            ..form
        }
    }

    fn draw_columns(&mut self, chance: &mut Chance) {
        if self.is_across() {
            self.sub_columns = match chance.below(12) {
                0 => SubColumns::MaxMark,
                1 => SubColumns::MarkMax,
                2 => SubColumns::MaxSelfMark,
                3 => SubColumns::SelfMark,
                _ => SubColumns::None,
            };
            self.blocks = [Blocks::One, Blocks::One, Blocks::One, Blocks::Below, Blocks::Beside]
                [chance.below(5)];
            self.extras_after.extend(chance.maybe(12, AVERAGES).map(Extra::Average));
        }
        if self.shape == Shape::Single && chance.of(30) {
            let mut others = OTHERS.to_vec();
            chance.shuffle(&mut others);
            for words in others.into_iter().take(chance.between(1, 2)) {
                let side =
                    if chance.of(60) { &mut self.extras_before } else { &mut self.extras_after };
                side.push(Extra::Others(words));
            }
        }
        for (percent, extra) in [
            (20, Extra::Evidence(chance.pick(EVIDENCE))),
            (25, Extra::Remark(chance.pick(REMARKS))),
        ] {
            if chance.of(percent) {
                let side =
                    if chance.of(25) { &mut self.extras_before } else { &mut self.extras_after };
                side.push(extra);
            }
        }
    }

    /// Lets give way what together with another choice would leave a doubt.
    fn settle(&mut self, chance: &mut Chance) {
        if self.is_options() {
            self.page_break = false;
            self.halves = false;
            self.sub_columns = SubColumns::None;
            self.extras_before.clear();
            self.extras_after.retain(|extra| matches!(extra, Extra::Remark(_)));
            self.column_numbers = None;
            // What an option gives stands in a column or behind its words; and what the criterion
            // gives at most nowhere else.
            self.max_at = MaxAt::Nowhere;
            self.also_mark &=
                self.shape == Shape::OptionsSingle && matches!(self.chosen, Chosen::Tick(_));
            if matches!(self.chosen, Chosen::Points) && self.shape == Shape::OptionsSingle {
                self.mark_heading = chance.pick(&["Điểm chấm", "Điểm đạt", "Điểm đánh giá"]);
            }
            if matches!(self.numbering, Numbering::Letters) {
                self.numbering = Numbering::Codes(CodeStyle::Plain);
            }
        } else {
            self.also_mark = false;
        }
        if !self
            .extras_before
            .iter()
            .chain(&self.extras_after)
            .all(|extra| !matches!(extra, Extra::Others(_)))
        {
            self.mark_heading = chance.pick(COUNCIL_MARK_HEADINGS);
        }
        if self.sub_columns != SubColumns::None {
            self.max_at = MaxAt::Nowhere;
            self.mark_heading = chance.pick(&["Chấm", "Điểm chấm", "Hội đồng chấm"]);
        }
        if self.numbering == Numbering::Letters {
            self.groups = true;
        }
        if self.parts == PartStyle::None {
            if self.subtotals == Subtotals::Before {
                self.subtotals = Subtotals::None;
            }
        } else if self.has_no_number_column() {
            self.parts = match self.parts {
                PartStyle::Letter | PartStyle::WordAndLetter => PartStyle::InText("PHẦN {}: "),
                PartStyle::Roman => PartStyle::RomanInText("{}. "),
                kept => kept,
            };
        }
        if self.is_roman() && self.numbering == Numbering::Codes(CodeStyle::Roman) {
            self.numbering = Numbering::Codes(CodeStyle::Plain);
        }
        if matches!(self.parts, PartStyle::Words | PartStyle::None)
            && matches!(self.subtotals, Subtotals::After(words) if words.contains("{}"))
        {
            self.subtotals =
                Subtotals::After(chance.pick(&["Cộng", "Cộng điểm phần", "Tổng điểm của phần"]));
        }
        // Another order of the parts only where the numbers tell which criterion is which.
        let codes = matches!(self.numbering, Numbering::Codes(_) | Numbering::InName);
        if codes && !self.is_roman() && chance.of(20) {
            chance.shuffle(&mut self.part_order);
        }
        if self.name_style == NameStyle::Described && !codes {
            self.name_style = NameStyle::Plain;
        }
        if self.numbering == Numbering::Letters {
            self.halves = false;
        }
        if self.halves && self.max_at == MaxAt::Nowhere {
            self.max_at = MaxAt::BeforeMarks;
        }
        if self.halves {
            self.max_style = MaxStyle::Number;
            self.sub_columns = SubColumns::None;
        }
        if self.max_style == MaxStyle::Range {
            self.max_heading = chance.pick(&["Thang điểm", "Khung điểm", "Mức điểm"]);
        }
        if self.total_first {
            self.page_break = false;
        }
        if self.blocks == Blocks::Beside {
            self.page_break = false;
            self.merged_labels = false;
        }
        if self.sums == Filled::Blank {
            self.group_sums = false;
        }
        if self.product_style == ProductStyle::WithOwner {
            self.owner_row = false;
        }
        self.settle_people();
    }

    /// The same of who and when.
    fn settle_people(&mut self) {
        if self.books == Books::Session && self.member_at == MemberAt::FileName {
            self.member_at = MemberAt::Label("Thành viên Hội đồng");
        }
        if matches!(self.member_at, MemberAt::Title(_)) {
            self.title = None;
        }
        if matches!(self.session_at, SessionAt::Title(_)) && self.title.is_none() {
            self.title = Some(TITLES[0]);
            if matches!(self.member_at, MemberAt::Title(_)) {
                self.member_at = MemberAt::Label("Thành viên Hội đồng");
            }
        }
        if self.member_at == MemberAt::Signature || self.session_at == SessionAt::SignatureDate {
            self.signature = true;
        }
        // Something must say that this is a ballot and no district's list.
        if matches!(self.shape, Shape::RowsOfParts | Shape::RowsOfCriteria) {
            self.title = self.title.or_else(|| {
                let has_title = matches!(self.member_at, MemberAt::Title(_));
                (!has_title).then_some(TITLES[0])
            });
        }
    }

    pub(crate) fn is_across(&self) -> bool {
        matches!(self.shape, Shape::Across | Shape::OptionsAcross)
    }

    pub(crate) fn is_options(&self) -> bool {
        matches!(self.shape, Shape::OptionsSingle | Shape::OptionsAcross)
    }

    pub(crate) fn has_no_number_column(&self) -> bool {
        matches!(self.numbering, Numbering::None | Numbering::InName)
    }

    pub(crate) fn is_roman(&self) -> bool {
        matches!(self.parts, PartStyle::Roman | PartStyle::RomanInText(_))
    }
}

fn draw_shape(chance: &mut Chance) -> Shape {
    match chance.below(100) {
        0..34 => Shape::Across,
        34..66 => Shape::Single,
        66..78 => Shape::OptionsSingle,
        78..84 => Shape::OptionsAcross,
        84..92 => Shape::RowsOfParts,
        _ => Shape::RowsOfCriteria,
    }
}

fn draw_numbering(chance: &mut Chance) -> Numbering {
    match chance.below(12) {
        0 => Numbering::None,
        1 | 2 => Numbering::InName,
        3 => Numbering::Running,
        4 => Numbering::Letters,
        _ => Numbering::Codes(chance.pick(CODES)),
    }
}

fn draw_mark_style(chance: &mut Chance) -> MarkStyle {
    match chance.below(10) {
        0 => MarkStyle::Text,
        1 => MarkStyle::Comma,
        2 => MarkStyle::Points,
        _ => MarkStyle::Number,
    }
}

fn draw_parts(chance: &mut Chance) -> PartStyle {
    match chance.below(9) {
        0 => PartStyle::None,
        1 | 2 => PartStyle::Letter,
        3 => PartStyle::WordAndLetter,
        4 | 5 => PartStyle::InText(chance.pick(&["PHẦN {}: ", "{}. ", "Phần {} - ", "Phần {}. "])),
        6 => PartStyle::Roman,
        7 => PartStyle::RomanInText(chance.pick(&["{}. ", "{} - ", "PHẦN {}: "])),
        _ => PartStyle::Words,
    }
}

fn draw_member(chance: &mut Chance) -> MemberAt {
    match chance.below(12) {
        0 | 1 => MemberAt::Title(chance.pick(MEMBER_TITLES)),
        2 => MemberAt::Signature,
        3 => MemberAt::SheetName,
        4 => MemberAt::FileName,
        _ => MemberAt::Label(chance.pick(MEMBER_LABELS)),
    }
}

fn draw_session(chance: &mut Chance, sessions: u8) -> SessionAt {
    match chance.below(10) {
        0..4 if sessions == 1 => SessionAt::Nowhere,
        0..4 => SessionAt::Label("Lần chấm", "{}"),
        4 | 5 => {
            let (label, value) = chance.pick(SESSION_LABELS);
            SessionAt::Label(label, value)
        }
        6 => SessionAt::Title(chance.pick(&["LẦN {}", "(LẦN {})", "LẦN CHẤM {}", "- VÒNG {}"])),
        7 => {
            SessionAt::DateLabel(chance.pick(&["Ngày chấm", "Ngày", "Ngày đánh giá", "Thời gian"]))
        }
        8 => SessionAt::SignatureDate,
        _ => SessionAt::Label("Lần", "{}"),
    }
}

const CODES: &[CodeStyle] = &[
    CodeStyle::Plain,
    CodeStyle::Plain,
    CodeStyle::Plain,
    CodeStyle::Numeric,
    CodeStyle::Numeric,
    CodeStyle::Comma,
    CodeStyle::Brackets,
    CodeStyle::Bracket,
    CodeStyle::Point,
    CodeStyle::Marked("TC "),
    CodeStyle::Marked("TC"),
    CodeStyle::Marked("Tiêu chí "),
    CodeStyle::Roman,
];
const NUMBER_HEADINGS: &[&str] = &[
    "TT",
    "TT",
    "STT",
    "T.T",
    "Mục",
    "Mã TC",
    "Ký hiệu",
    "Số TT",
    "Mã số",
    "Số thứ tự",
    "Mã tiêu chí",
    "",
];
const CRITERION_HEADINGS: &[&str] = &[
    "Tiêu chí",
    "Tiêu chí",
    "Tiêu chí đánh giá",
    "Các tiêu chí",
    "Nội dung đánh giá",
    "Nội dung",
    "Chỉ tiêu",
    "Chỉ tiêu đánh giá",
    "Tên tiêu chí",
    "Nội dung tiêu chí",
    "Nội dung chấm điểm",
    "TIÊU CHÍ CHẤM ĐIỂM",
];
const MARK_HEADINGS: &[&str] = &[
    "Điểm chấm",
    "Điểm chấm",
    "Điểm",
    "Điểm đạt",
    "Điểm đạt được",
    "Điểm đánh giá",
    "Chấm điểm",
    "Số điểm",
    "Kết quả chấm",
    "Điểm của thành viên",
    "ĐIỂM CHẤM",
    "Điểm số",
];
/// Where somebody else's marks stand beside.
const COUNCIL_MARK_HEADINGS: &[&str] = &[
    "Điểm chấm của thành viên Hội đồng",
    "Điểm Hội đồng chấm",
    "Thành viên Hội đồng chấm",
    "Điểm chấm",
    "Điểm Hội đồng cấp tỉnh chấm",
];
const OTHERS: &[&str] = &[
    "Tự chấm",
    "Điểm tự chấm",
    "Điểm chủ thể tự chấm",
    "Chủ thể tự đánh giá",
    "Điểm cấp huyện chấm",
    "Điểm huyện chấm",
    "Điểm của Hội đồng cấp huyện",
    "Tổ giúp việc chấm",
    "Điểm Tổ giúp việc đề xuất",
    "Điểm tổ tư vấn",
];
const MAX_HEADINGS: &[&str] = &[
    "Điểm tối đa",
    "Điểm tối đa",
    "Thang điểm",
    "Điểm chuẩn",
    "Khung điểm",
    "Mức điểm tối đa",
    "Tối đa",
    "Điểm cao nhất",
    "Số điểm tối đa",
    "ĐIỂM TỐI ĐA",
    "Điểm tối đa theo Bộ tiêu chí",
];
const EVIDENCE: &[&str] =
    &["Minh chứng", "Hồ sơ minh chứng", "Tài liệu kiểm chứng", "Căn cứ chấm điểm"];
const REMARKS: &[&str] =
    &["Nhận xét", "Ghi chú", "Ý kiến", "Lý do trừ điểm", "Ghi chú của thành viên"];
const AVERAGES: &[&str] = &["Trung bình", "Điểm trung bình", "Điểm TB", "Bình quân"];
const SUBTOTALS: &[&str] = &[
    "Cộng phần {}",
    "Cộng {}",
    "Cộng ({})",
    "Tổng điểm phần {}",
    "Tổng {}",
    "Điểm phần {}",
    "Tổng cộng phần {}",
    "Cộng điểm phần {}",
    "Tổng số điểm phần {}",
    "Cộng",
    "Cộng điểm phần",
    "Tổng phần {}",
    "Cộng mục {}",
];
const TOTALS: &[&str] = &[
    "Tổng điểm",
    "Tổng cộng",
    "TỔNG CỘNG",
    "TỔNG ĐIỂM (A+B+C)",
    "Tổng cộng (A + B + C)",
    "Tổng số điểm",
    "Tổng điểm đánh giá",
    "Tổng",
    "TỔNG ĐIỂM TOÀN BỘ",
    "Tổng điểm đạt được",
    "CỘNG TOÀN BỘ",
    "Điểm tổng",
];
const PRODUCT_NUMBERS: &[&str] =
    &["{}. ", "{}) ", "({}) ", "SP{}: ", "SP0{} - ", "Sản phẩm {}: ", "0{}. "];
const OVER_PRODUCTS: &[&str] = &[
    "Tên sản phẩm",
    "Sản phẩm",
    "Điểm chấm cho từng sản phẩm",
    "TÊN SẢN PHẨM",
    "Điểm các sản phẩm",
    "Điểm chấm",
];
const CARRIES: &[(&str, &str)] = &[
    ("Cộng chuyển trang sau", "Trang trước chuyển sang"),
    ("Cộng trang 1", "Mang sang"),
    ("Chuyển sang trang sau", "Cộng trang trước chuyển sang"),
    ("Cộng mang sang", "Mang sang"),
];
const TICKS: &[&str] = &["x", "x", "X", "✓", "☑"];
const BULLETS: &[&str] = &["- ", "• ", "□ ", "+ ", "a", ""];
const POINTS_HEADINGS: &[&str] = &["Thang điểm", "Điểm", "Mức điểm", "Số điểm", "Điểm của mức"];
const MEMBER_LABELS: &[&str] = &[
    "Thành viên Hội đồng",
    "Thành viên Hội đồng",
    "Thành viên",
    "Họ và tên",
    "Họ và tên người chấm",
    "Họ tên thành viên",
    "Họ và tên thành viên Hội đồng",
    "Giám khảo",
    "Ủy viên",
    "Ông (bà)",
    "Ông/bà",
    "Người chấm",
    "Người đánh giá",
    "Người chấm điểm",
];
const MEMBER_TITLES: &[&str] = &[
    "PHIẾU CHẤM ĐIỂM CỦA {}",
    "PHIẾU ĐÁNH GIÁ CỦA THÀNH VIÊN {}",
    "Phiếu chấm điểm - {}",
    "PHIẾU CHẤM: {}",
];
const SESSION_LABELS: &[(&str, &str)] = &[
    ("Lần chấm", "Lần {}"),
    ("Lần chấm thứ", "{}"),
    ("Lần chấm điểm", "0{}"),
    ("Phiên", "{}"),
    ("Phiên chấm", "{}"),
    ("Phiên họp", "{}"),
    ("Vòng", "{}"),
    ("Vòng chấm", "{}"),
    ("Lần chấm", "Đợt 2, lần {}"),
    ("Lần đánh giá", "{}"),
];
const TITLES: &[&str] = &[
    "PHIẾU CHẤM ĐIỂM",
    "PHIẾU CHẤM ĐIỂM SẢN PHẨM OCOP",
    "PHIẾU ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP NĂM 2020",
    "PHIẾU CHẤM ĐIỂM CỦA THÀNH VIÊN HỘI ĐỒNG",
    "BẢNG CHẤM ĐIỂM SẢN PHẨM",
    "PHIẾU ĐÁNH GIÁ SẢN PHẨM",
];
const SET_LABELS: &[&str] =
    &["Bộ sản phẩm", "Bộ sản phẩm", "Nhóm sản phẩm", "Phân nhóm", "Bộ tiêu chí"];
const PRODUCT_LABELS: &[&str] = &[
    "Tên sản phẩm",
    "Tên sản phẩm",
    "Sản phẩm",
    "Tên sản phẩm đánh giá",
    "Sản phẩm đánh giá",
    "Sản phẩm tham gia đánh giá",
    "TÊN SẢN PHẨM",
];
const OWNER_LABELS: &[&str] = &[
    "Chủ thể",
    "Tên chủ thể",
    "Tên chủ thể sản xuất",
    "Chủ thể sản xuất",
    "Đơn vị sản xuất",
    "Cơ sở sản xuất",
];
