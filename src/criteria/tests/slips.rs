//! The eleven slips of 26/2026, put back one by one: the self-test finds each.

use super::load;
use crate::finding::{Code, Finding};

const ACT: &str = include_str!("../../../templates/criteria/26-2026.toml");

/// The text of the act, split before and behind what stands between two marks, first found after
/// `from`.
fn between(text: &str, from: usize, begin: &str, end: &str) -> (usize, usize) {
    let start = from + text[from..].find(begin).unwrap_or_else(|| panic!("{begin}"));
    (start, start + text[start..].find(end).unwrap() + end.len())
}

/// Where the line of a criterion stands.
fn line_of(text: &str, set: &str, code: &str) -> (usize, usize) {
    let set = text.find(&format!("\nname = \"{set}\"")).unwrap();
    let criteria = set + text[set..].find("\nA = [").unwrap();
    between(text, criteria, &format!("    {{ code = \"{code}\""), "\n")
}

/// The act in which a criterion has a scale of its own, changed from the one it had.
fn with_scale(set: &str, code: &str, change: impl Fn(&str) -> String) -> String {
    let (start, end) = line_of(ACT, set, code);
    let line = &ACT[start..end];
    let name = line.split("scale = \"").nth(1).unwrap().split('"').next().unwrap();
    let (from, to) = between(ACT, 0, &format!("\n{name} = [\n"), "\n]\n");
    let scale = ACT[from..to].replacen(name, "thang-thu", 1);
    let changed = change(&scale);
    assert_ne!(changed, scale, "{set} {code}");
    let line = line.replace(&format!("scale = \"{name}\""), "scale = \"thang-thu\"");
    format!("{}{line}{}{changed}", &ACT[..start], &ACT[end..])
}

/// The act without the slip of a criterion.
fn without_slip(set: &str, code: &str) -> String {
    let at = ACT.find(&format!("\nname = \"{set}\"")).unwrap();
    let slips = at + ACT[at..].find("\nslips = [").unwrap();
    let (start, end) = between(ACT, slips, &format!("    {{ code = \"{code}\""), "\n");
    format!("{}{}", &ACT[..start], &ACT[end..])
}

/// What the self-test says of the act; it must not be used.
fn told(text: &str) -> Vec<Finding> {
    let (criteria, findings) = load(&[("26-2026.toml", text)]);
    assert!(criteria.by_id("26-2026").is_none(), "{findings:#?}");
    findings.into_iter().collect()
}

#[track_caller]
fn is_found(text: &str, at: &str, message: &str) {
    let findings = told(text);
    let found = findings.iter().any(|finding| {
        finding.code == Code::CriteriaInvalid
            && finding.heading.as_deref().is_some_and(|heading| heading.starts_with(at))
            && finding.message.contains(message)
    });
    assert!(found, "{findings:#?}");
}

const HONEY: &str = "Mật ong, mật khác và nông sản thực phẩm khác";
const VEGETABLES: &str = "Chế biến từ rau, củ, quả, hạt";
const SPICES: &str = "Gia vị khác (muối, hành, tỏi, tiêu,...)";
const TEA: &str = "Chè tươi, chè chế biến";

#[test]
fn a_star_that_is_not_read_is_found() {
    let text = with_scale("Gạo, ngũ cốc, hạt sơ chế khác", "5.1", |scale| {
        scale.replace("star = 4, ", "")
    });
    is_found(&text, "5.1.", "Mức tối thiểu");
}

#[test]
fn an_option_without_its_mark_is_found() {
    for set in [HONEY, VEGETABLES, SPICES, TEA] {
        let text = with_scale(set, "1.2", |scale| scale.replace("mark = 0, ", ""));
        let findings = told(&text);
        assert_eq!(findings[0].code, Code::CriteriaUnreadable, "{findings:#?}");
        assert!(findings[0].message.contains("mark") && findings[0].place.line.is_some());
        // Without the option the marks differ.
        let text = with_scale(set, "1.2", |scale| {
            scale
                .lines()
                .filter(|line| !line.contains("mark = 0"))
                .fold(String::new(), |all, line| all + line + "\n")
        });
        is_found(&text, "1.2.", "khác với điểm của các lựa chọn");
    }
}

#[test]
fn a_mark_that_is_printed_too_large_is_found() {
    for (set, code, read, printed) in [(HONEY, "7", 3, 13), (TEA, "6.1.1", 1, 11)] {
        let text = with_scale(set, code, |scale| {
            scale.replace(&format!("mark = {read},"), &format!("mark = {printed},"))
        });
        is_found(&text, &format!("{code}."), "khác với điểm của các lựa chọn");
    }
}

#[test]
fn an_option_that_is_not_seen_as_one_is_found() {
    let text = with_scale(VEGETABLES, "7", |scale| {
        let all = |all: String, line: &str| all + line + "\n";
        scale.lines().filter(|line| !line.contains("mark = 5")).fold(String::new(), all)
    });
    is_found(&text, "7.", "khác với điểm của các lựa chọn");
}

#[test]
fn two_options_of_one_mark_are_found_where_no_slip_says_so() {
    is_found(&without_slip(VEGETABLES, "3.1"), "3.1.", "tăng dần");
    is_found(&without_slip("Hoa", "6.2"), "6.2.", "tăng dần");
}

#[test]
fn a_maximum_that_is_not_printed_is_found() {
    let (start, end) = line_of(ACT, "Hoa", "9");
    let line = ACT[start..end].replace("max = 4, ", "");
    let findings = told(&format!("{}{line}{}", &ACT[..start], &ACT[end..]));
    assert_eq!(findings[0].code, Code::CriteriaUnreadable);
    assert!(findings[0].message.contains("max"), "{findings:#?}");
    // Typed as anything else than 4 it upsets the sums.
    let line = ACT[start..end].replace("max = 4, allowed = [2, 4]", "max = 2, allowed = [2]");
    let findings = told(&format!("{}{line}{}", &ACT[..start], &ACT[end..]));
    assert!(findings.iter().any(|finding| finding.found.as_deref() == Some("33")), "{findings:#?}");
}

#[test]
fn a_criterion_that_says_something_else_than_its_group_or_slip_is_found() {
    let told = |from: &str, to: &str| {
        assert!(ACT.contains(from), "{from}");
        told(&ACT.replacen(from, to, 1)).into_iter().map(|one| one.message).collect::<Vec<_>>()
    };
    let group = "{ code = \"1\", name = \"Tổ chức sản xuất\", max = 18 }";
    let found = told(group, &group.replace("18", "19"));
    assert!(found[0].contains("mục ở `groups`"), "{found:?}");
    let found = told("also_allowed = [2]", "also_allowed = [4]");
    assert!(found.iter().any(|one| one.contains("cao nhất phải bằng")), "{found:?}");
    let found = told(
        "text = \"Có năng lực, quy mô sản xuất trung bình\"",
        "text = \"Có năng lực, quy mô sản xuất mức độ nhỏ\"",
    );
    assert!(found[0].contains("cùng một lời"), "{found:?}");
    let found = told(", scale = \"gia-tang-gia-tri\"", "");
    assert_eq!(found, ["Tiêu chí chưa có thang điểm, trong khi các tiêu chí khác đã có."]);
    let found = told(", also_allowed = [0]", "");
    assert!(found.iter().any(|one| one.contains("mức điểm mà tiêu chí không có")), "{found:?}");
    let found = told("excluded_when = \"my-pham\"", "excluded_when = \"my-phm\"");
    assert_eq!(found, ["`excluded_when` nêu một tên không có ở mục [exclusions]."]);
}

#[test]
fn an_office_that_holds_the_gazette_corrects_a_doubtful_mark_with_two_lines() {
    let text = without_slip(VEGETABLES, "3.1");
    let (start, end) = line_of(&text, VEGETABLES, "3.1");
    let others = &text[line_of(&text, HONEY, "3.1").0..line_of(&text, HONEY, "3.1").1];
    let corrected = format!("{}{others}{}", &text[..start], &text[end..]);
    let (criteria, findings) = load(&[("26-2026.toml", &corrected)]);
    assert!(findings.is_empty(), "{findings:#?}");
    let set = super::set(super::act_of(&criteria, "26-2026"), VEGETABLES);
    let criterion = set.criteria.iter().find(|one| one.code == "3.1").unwrap();
    assert_eq!((criterion.allowed.as_slice(), criterion.slips.len()), (&[1, 2, 3][..], 0));
}
