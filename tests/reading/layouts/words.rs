//! How an office writes numbers, names, marks and people.

use careful_spreadsheet::Value;
use ocop::criteria::{Criterion, ProductSet};
use rust_decimal::Decimal;

use super::form::{
    CodeStyle, Form, MarkStyle, MaxStyle, NameStyle, Numbering, PartStyle, ProductStyle,
};
use super::page::{number, text};
use super::truth::{MEMBERS, Product};
use crate::support::marks::act_1048;

const ROMAN: [&str; 16] = [
    "0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV",
    "XV",
];
const LETTERS: [&str; 3] = ["A", "B", "C"];

/// The number before the first point.
pub(crate) fn major(code: &str) -> &str {
    code.split('.').next().unwrap()
}

/// A number of the act in an office's style.
pub(crate) fn code(style: CodeStyle, code: &str) -> Value {
    match style {
        CodeStyle::Plain => text(code),
        CodeStyle::Comma => text(code.replace('.', ",")),
        CodeStyle::Brackets => text(format!("({code})")),
        CodeStyle::Bracket => text(format!("{code})")),
        CodeStyle::Point => text(format!("{code}.")),
        CodeStyle::Marked(mark) => text(format!("{mark}{code}")),
        CodeStyle::Roman => {
            let (first, rest) =
                code.split_once('.').map_or((code, None), |(first, rest)| (first, Some(rest)));
            let first = ROMAN[first.parse::<usize>().unwrap()];
            text(rest.map_or_else(|| first.to_owned(), |rest| format!("{first}.{rest}")))
        }
        CodeStyle::Numeric => code.parse::<Decimal>().map_or_else(|_| text(code), number),
    }
}

/// What stands in the column of numbers beside a criterion, the so-manieth on the sheet and in its
/// group.
pub(crate) fn criterion_number(
    form: &Form,
    criterion: &Criterion,
    running: usize,
    in_group: usize,
) -> Value {
    match form.numbering {
        Numbering::None | Numbering::InName => text(""),
        Numbering::Codes(style) => code(style, &criterion.code),
        Numbering::Running if form.session_style == 0 => text((running + 1).to_string()),
        Numbering::Running => number(Decimal::from(running + 1)),
        Numbering::Letters if criterion.code.contains('.') => {
            text(char::from(b'a' + u8::try_from(in_group).unwrap()).to_string())
        }
        Numbering::Letters => text(criterion.code.clone()),
    }
}

/// The name of a criterion as the office writes it.
pub(crate) fn criterion_name(form: &Form, criterion: &Criterion) -> String {
    let name = match form.name_style {
        NameStyle::Plain => criterion.name.clone(),
        NameStyle::Capitals => criterion.name.to_uppercase(),
        NameStyle::WithMax if form.session_style < 2 => {
            format!("{} ({} điểm)", criterion.name, criterion.max)
        }
        NameStyle::WithMax => format!("{} (tối đa {} điểm)", criterion.name, criterion.max),
        NameStyle::Described => format!("{} (xem minh chứng trong hồ sơ)", criterion.name),
    };
    match form.numbering {
        Numbering::InName if form.pair as usize == 0 => format!("{}. {name}", criterion.code),
        Numbering::InName => format!("{} {name}", criterion.code),
        _ => name,
    }
}

pub(crate) fn max(form: &Form, criterion: &Criterion) -> Value {
    match form.max_style {
        MaxStyle::Number => number(Decimal::from(criterion.max)),
        MaxStyle::Points => text(format!("{} điểm", criterion.max)),
        MaxStyle::Range => text(format!("{} - {}", criterion.allowed[0], criterion.max)),
    }
}

/// A sum of maxima.
pub(crate) fn max_sum(form: &Form, sum: u8) -> Value {
    match form.max_style {
        MaxStyle::Number => number(Decimal::from(sum)),
        MaxStyle::Points => text(format!("{sum} điểm")),
        MaxStyle::Range => text(format!("0 - {sum}")),
    }
}

pub(crate) fn mark(form: &Form, mark: u8) -> Value {
    match form.mark_style {
        MarkStyle::Number => number(Decimal::from(mark)),
        MarkStyle::Text => text(mark.to_string()),
        MarkStyle::Comma => text(format!("{mark},0")),
        MarkStyle::Points => text(format!("{mark} điểm")),
    }
}

/// Letter or Roman number of a part, as the form calls it.
pub(crate) fn part_sign(form: &Form, part: usize) -> &'static str {
    if form.is_roman() { ROMAN[part + 1] } else { LETTERS[part] }
}

/// What stands in the columns of numbers and of criteria in the row of a part.
pub(crate) fn part_head(form: &Form, part: usize) -> (String, String) {
    let data = &act_1048().parts[part];
    let points = if form.part_points {
        format!(" ({} điểm)", data.max.normalize())
    } else {
        String::new()
    };
    let title = if form.blank_rows { data.title.clone() } else { data.title.to_uppercase() };
    let title = format!("{title}{points}");
    let sign = part_sign(form, part);
    match form.parts {
        PartStyle::None => (String::new(), String::new()),
        PartStyle::Letter | PartStyle::Roman => (sign.to_owned(), title),
        PartStyle::WordAndLetter => (format!("Phần {sign}"), title),
        PartStyle::InText(pattern) | PartStyle::RomanInText(pattern) => {
            (String::new(), format!("{}{title}", pattern.replace("{}", sign)))
        }
        PartStyle::Words => (String::new(), title),
    }
}

/// What a group of criteria is about; `None` for a criterion that stands alone.
pub(crate) fn group_title(set: &ProductSet, number: &str) -> Option<&'static str> {
    let mut inside = set.criteria.iter().filter(|criterion| major(&criterion.code) == number);
    if inside.all(|criterion| !criterion.code.contains('.')) {
        return None;
    }
    Some(match number {
        "1" => "Tổ chức sản xuất",
        "2" => "Phát triển sản phẩm",
        "3" => "Sức mạnh cộng đồng",
        "4" => "Tiếp thị",
        "5" => "Câu chuyện về sản phẩm",
        "6" => "Chỉ tiêu cảm quan",
        "8" | "9" if set.sector != "Thảo dược" => "Công bố chất lượng sản phẩm",
        _ => "Hiệu quả sử dụng",
    })
}

/// A product as the office writes it, the so-manieth on the sheet.
pub(crate) fn product(form: &Form, product: &Product, place: usize) -> String {
    match form.product_style {
        ProductStyle::Plain => product.name.to_owned(),
        ProductStyle::Capitals => product.name.to_uppercase(),
        ProductStyle::Numbered(pattern) => {
            format!("{}{}", pattern.replace("{}", &(place + 1).to_string()), product.name)
        }
        ProductStyle::WithOwner => format!("{} ({})", product.name, product.owner),
    }
}

/// A member as the office writes him or her behind a label.
pub(crate) fn member(style: usize, member: usize) -> String {
    let (title, name, post) = MEMBERS[member];
    match style {
        0 => format!("{title} {name}"),
        1 => name.to_uppercase(),
        2 => format!("{name} - {post}"),
        3 => format!("{title} {name}, {post}"),
        _ => name.to_owned(),
    }
}

/// Texts for the options of a criterion that has so many.
pub(crate) fn option(of: usize, option: usize) -> &'static str {
    match of {
        1 => "Có",
        2 => ["Không đáp ứng", "Đáp ứng yêu cầu"][option],
        3 => ["Chưa đáp ứng", "Đáp ứng một phần yêu cầu", "Đáp ứng đầy đủ yêu cầu"][option],
        _ => [
            "Không đáp ứng",
            "Đáp ứng ở mức thấp",
            "Đáp ứng ở mức trung bình",
            "Đáp ứng ở mức khá",
            "Đáp ứng ở mức tốt",
            "Đáp ứng vượt trội, có chứng nhận",
        ][option],
    }
}
