//! Texts that go to units and members by Zalo or e-mail: what is to be mended, in plain words.

use super::subject::{file_name, lower, spot, upper};
use crate::finding::{Finding, Severity};
use crate::round::Person;

/// Most characters of a text.
const MOST: usize = 2000;

/// Characters that are kept for what stands behind the faults.
const TAIL: usize = 260;

/// Most characters of what is told of one fault.
const ONE: usize = 420;

/// A text to be pasted, and how many faults have no room in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) text: String,
    pub(super) rest: usize,
}

/// The text for a unit. `round` names the round, `files` are its files with their findings.
pub(super) fn to_unit(unit: &str, round: &str, files: &[(&str, Vec<&Finding>)]) -> Told {
    let count = |severity: Severity| {
        let all = files.iter().flat_map(|(_, findings)| findings);
        all.filter(|finding| finding.severity() == severity).count()
    };
    let head = format!(
        "Kính gửi UBND {unit},\n\nHồ sơ OCOP {round} của đơn vị {}. Chi tiết:\n",
        counted(count(Severity::Error), count(Severity::Warning))
    );
    let doubts = if count(Severity::Warning) > 0 {
        " Điều “cần xem lại” nếu đã đúng thì để nguyên và trả lời giúp."
    } else {
        ""
    };
    let tail =
        format!("\nĐề nghị đơn vị sửa ngay trong tệp rồi gửi lại cả tệp.{doubts}\nXin cảm ơn.");
    let more = |rest: usize| format!("\n… và {rest} chỗ nữa, đã đánh dấu đủ trong tệp gửi kèm.\n");
    filled(&head, files, &tail, false, more)
}

/// The text for a member of the council about one file of ballots; `member` is who scored, and in
/// which session, where that is known.
pub(super) fn to_member(member: Option<(&Person, u8)>, file: &str, findings: &[&Finding]) -> Told {
    let count = |severity| findings.iter().filter(|one| one.severity() == severity).count();
    let counted = counted(count(Severity::Error), count(Severity::Warning));
    let title = member.map_or_else(|| "ông/bà".to_owned(), |(person, _)| lower(&person.title));
    let head = match member {
        Some((person, session)) => format!(
            "Kính gửi {title} {},\n\nPhiếu chấm lần {session} của {title} {counted}. Chi tiết:\n",
            person.name
        ),
        None => format!(
            "Kính gửi thành viên Hội đồng,\n\nPhiếu chấm của {title} {counted}. Chi tiết:\n"
        ),
    };
    let tail = format!(
        "\nĐề nghị {title} xem lại, sửa ngay trong tệp rồi gửi lại. Chỗ nào đã đúng ý {title} thì trả \
         lời giúp.\nXin cảm ơn."
    );
    let more = |rest: usize| format!("\n… và {rest} chỗ nữa, xin xem khi mở tệp.\n");
    filled(&head, &[(file, findings.to_vec())], &tail, true, more)
}

/// Says how much there is: `có 3 lỗi phải sửa và 1 điều cần xem lại`.
fn counted(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, warnings) => format!("có {warnings} điều cần xem lại"),
        (errors, 0) => format!("có {errors} lỗi phải sửa"),
        (errors, warnings) => format!("có {errors} lỗi phải sửa và {warnings} điều cần xem lại"),
    }
}

/// Puts as many faults between head and tail as there is room for; `to_scorer` when whoever reads it
/// wrote the file.
fn filled(
    head: &str,
    files: &[(&str, Vec<&Finding>)],
    tail: &str,
    to_scorer: bool,
    more: impl Fn(usize) -> String,
) -> Told {
    let mut text = head.to_owned();
    let all: usize = files.iter().map(|(_, findings)| findings.len()).sum();
    let mut told = 0;
    'files: for (file, findings) in files {
        let title = format!("\nTệp {}:\n", file_name(file));
        for (index, finding) in findings.iter().enumerate() {
            let line = format!("{}. {}\n", told + 1, sentence(finding, to_scorer));
            let title = if index == 0 { title.as_str() } else { "" };
            let length = |part: &str| part.chars().count();
            if length(&text) + length(title) + length(&line) + TAIL > MOST {
                break 'files;
            }
            text += title;
            text += &line;
            told += 1;
        }
    }
    let rest = all - told;
    if rest > 0 {
        text += &more(rest);
    }
    text += tail;
    Told { text, rest }
}

/// A remedy for whoever wrote the file: without the request to ask that person.
fn for_scorer(remedy: &str) -> &str {
    let asked = ["Hỏi lại thành viên Hội đồng", "Hỏi lại thành viên", "Hỏi lại người ghi"];
    let rest = asked.iter().find_map(|asked| remedy.strip_prefix(asked)).unwrap_or(remedy);
    let joints = [", rồi ", " rồi ", " và ", ", ", "; ", ": "];
    joints.iter().find_map(|joint| rest.strip_prefix(joint)).unwrap_or(rest)
}

/// Tells one fault: where, what is wrong, what stands there, what to do.
fn sentence(finding: &Finding, to_scorer: bool) -> String {
    let sheet = finding.place.cell.and(finding.place.sheet.as_deref());
    let sheet = sheet.map(|sheet| format!(", trang {}", plain(sheet))).unwrap_or_default();
    let weight = if finding.severity() == Severity::Warning { " (cần xem lại)" } else { "" };
    let ended = |text: &str| format!("{}.", plain(text).trim_end_matches(['.', ' ']));
    let mut told =
        format!("{}{sheet}{weight}: {}", upper(&spot(&finding.place)), ended(&finding.message));
    if let Some(found) = &finding.found {
        told += &format!(" Đang ghi: {}", ended(found));
    }
    if let Some(remedy) = &finding.remedy {
        let remedy = if to_scorer { for_scorer(remedy) } else { remedy };
        told += &format!(" Cần làm: {}", ended(&lower(remedy)));
    }
    super::subject::cut(&told, ONE)
}

/// A text on one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{CellRef, Code, Place};

    fn fault(row: u32, message: &str) -> Finding {
        let place = Place::file("ho-so/a.xlsx").sheet("Danh sách").cell(CellRef::new(row, 10));
        Finding::new(Code::SumDiffers, place, message)
            .found("54.825")
            .remedy("Gõ lại số vào ô K9, rồi lưu tệp.")
    }

    #[test]
    fn each_fault_is_told_with_its_cell_and_its_remedy() {
        let fault = fault(8, "Tổng điểm phải là một số.");
        let told = to_unit("huyện Than Uyên", "đợt 2 năm 2020", &[("ho-so/a.xlsx", vec![&fault])]);
        assert_eq!(told.rest, 0);
        for part in [
            "Kính gửi UBND huyện Than Uyên,",
            "có 1 điều cần xem lại",
            "Tệp a.xlsx:",
            "1. Ô K9, trang Danh sách (cần xem lại): Tổng điểm phải là một số. Đang ghi: 54.825.",
            "Cần làm: gõ lại số vào ô K9, rồi lưu tệp.",
        ] {
            assert!(told.text.contains(part), "{part}\n{}", told.text);
        }
    }

    #[test]
    fn a_unit_is_told_of_doubts_only_where_there_are_some() {
        let place = Place::file("a.xlsx").sheet("Danh sách").cell(CellRef::new(8, 10));
        let error = Finding::new(Code::BelowThreeStars, place, "Ô này phải là một số.");
        assert_eq!(error.severity(), Severity::Error);
        let to = |fault: &Finding| to_unit("xã A", "đợt 1", &[("a.xlsx", vec![fault])]).text;
        assert!(!to(&error).contains("cần xem lại"), "{}", to(&error));
        assert!(to(&fault(8, "x")).contains("Điều “cần xem lại” nếu đã đúng thì để nguyên"));
    }

    #[test]
    fn a_ballot_goes_back_to_a_member_also_when_nobody_knows_whose_it_is() {
        let (fault, file) = (fault(8, "Phiếu chưa ghi tên người chấm."), "ho-so/than-uyen.xlsx");
        let told = to_member(None, file, &[&fault]);
        assert!(told.text.starts_with("Kính gửi thành viên Hội đồng,\n"), "{}", told.text);
        assert!(!told.text.contains("huyện") && told.text.contains("Phiếu chấm của ông/bà có"));
    }

    #[test]
    fn nobody_is_told_to_ask_himself() {
        let told = |remedy: &str| {
            let fault = fault(8, "Ô này phải là một số.").remedy(remedy);
            to_member(None, "a.xlsx", &[&fault]).text
        };
        for (remedy, left) in [
            ("Hỏi lại thành viên Hội đồng và điền điểm vào ô.", "Cần làm: điền điểm vào ô."),
            ("Hỏi lại người ghi, rồi gõ số bằng chữ số.", "Cần làm: gõ số bằng chữ số."),
            ("Hỏi lại thành viên: điền điểm.", "Cần làm: điền điểm."),
            ("Ghi lần chấm.", "Cần làm: ghi lần chấm."),
        ] {
            assert!(told(remedy).contains(left), "{}", told(remedy));
        }
        let fault = fault(8, "Ô này phải là một số.").remedy("Hỏi lại thành viên rồi sửa.");
        let to_unit = to_unit("xã A", "đợt 1", &[("a.xlsx", vec![&fault])]).text;
        assert!(to_unit.contains("hỏi lại thành viên rồi sửa."), "{to_unit}");
    }

    #[test]
    fn no_text_is_longer_than_a_message_may_be() {
        let faults: Vec<Finding> = (0..90).map(|row| fault(row, &"dài ".repeat(60))).collect();
        let told = to_unit("xã A", "đợt 1", &[("ho-so/a.xlsx", faults.iter().collect())]);
        assert!(told.rest > 0 && told.text.contains(&format!("và {} chỗ nữa", told.rest)));
        assert!(told.text.chars().count() <= MOST, "{}", told.text.chars().count());
    }
}
