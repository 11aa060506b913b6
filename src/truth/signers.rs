//! Checks that the decision is signed for the authority that decides under the act.

use careful_spreadsheet::text::bare;

use super::told::{TruthFindings, at};
use crate::criteria::{Act, Decider};
use crate::finding::{Code, Finding};
use crate::round::{Round, is_filled};

/// The authority for which a signature block is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SignedFor {
    /// The chair, or a deputy in the chair's place (KT. CHỦ TỊCH).
    Chair,
    /// The committee as a body, by its chair or a deputy (TM. ỦY BAN NHÂN DÂN).
    Committee,
}

/// Checks the signature block of the decision.
pub(super) fn check(round: &Round, act: &Act, told: &mut TruthFindings) {
    let capacity = &round.papers.decision.signer.capacity;
    if capacity.is_empty() || !capacity.iter().all(|line| is_filled(line)) {
        return;
    }
    let signed = signed_for(capacity);
    let message = match (act.authority.decided_by, signed) {
        (Decider::Chair, Some(SignedFor::Chair))
        | (Decider::Committee, Some(SignedFor::Committee)) => return,
        (Decider::Chair, Some(SignedFor::Committee)) => format!(
            "Quyết định ký thay mặt (TM.) Ủy ban nhân dân, trong khi theo {} thì Chủ tịch Ủy ban \
             nhân dân quyết định.",
            act.cited()
        ),
        (Decider::Committee, Some(SignedFor::Chair)) => format!(
            "Quyết định không ghi TM. ỦY BAN NHÂN DÂN, trong khi quyết định theo {} là của Ủy ban \
             nhân dân.",
            act.cited()
        ),
        (_, None) => "Người ký quyết định không ký với chức vụ Chủ tịch, hoặc Phó Chủ tịch ký \
                      thay Chủ tịch (KT.)."
            .to_owned(),
    };
    told.doubt(
        Finding::new(Code::SignerForOther, at("papers.decision.signer"), message)
            .found(capacity.join(" / "))
            .allowed(forms(act.authority.decided_by))
            .remedy(
                "Sửa capacity ở dòng signer của mục [papers.decision]; tỉnh có quy định khác thì \
                 chấp nhận ở [[accept]].",
            ),
    );
}

/// The signature blocks that fit, as they are shown.
fn forms(decider: Decider) -> &'static str {
    match decider {
        Decider::Chair => "CHỦ TỊCH; hoặc KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
        Decider::Committee => {
            "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH; hoặc TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"
        }
    }
}

/// Finds for whom a signature block is written; `None` when neither the chair nor a deputy signs.
///
/// Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7.
fn signed_for(capacity: &[String]) -> Option<SignedFor> {
    let words: Vec<String> = capacity
        .iter()
        .flat_map(|line| {
            let bare = bare(line);
            let words = bare.split(|sign: char| !sign.is_alphanumeric());
            words.filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    let text = words.join(" ");
    let rest = ["tm uy ban nhan dan", "tm ubnd", "t m uy ban nhan dan", "t m ubnd"]
        .iter()
        .find_map(|start| text.strip_prefix(start));
    let signed = if rest.is_some() { SignedFor::Committee } else { SignedFor::Chair };
    // The name of the province may stand behind that of the committee.
    let post = match rest {
        Some(rest) => &rest[post_at(rest)?..],
        None => &text,
    };
    is_chair(post).then_some(signed)
}

/// Returns where the post begins behind the name of the committee.
fn post_at(rest: &str) -> Option<usize> {
    let starts = [" kt chu tich", " q chu tich", " quyen chu tich", " chu tich"];
    starts.iter().filter_map(|post| rest.find(post)).min().map(|at| at + 1)
}

/// Tells whether this post is that of the chair, or of a deputy in the chair's place.
fn is_chair(post: &str) -> bool {
    let begins = |start: &str| {
        post.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    if begins("kt chu tich") {
        return post.contains(" pho chu tich");
    }
    let of_council = post.contains("hoi dong");
    !of_council && ["chu tich", "q chu tich", "quyen chu tich"].into_iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::{SignedFor, signed_for};

    fn signed(lines: &[&str]) -> Option<SignedFor> {
        signed_for(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_block_of_the_chair_is_known_as_people_write_it() {
        for lines in [
            &["CHỦ TỊCH"] as &[&str],
            &["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            &["KT.CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"],
            &["KT. CHỦ TỊCH PHÓ CHỦ TỊCH"],
            &["Kt. Chủ tịch", "Phó Chủ tịch"],
            &["Q. CHỦ TỊCH"],
            &["QUYỀN CHỦ TỊCH"],
            &["CHỦ TỊCH ỦY BAN NHÂN DÂN"],
        ] {
            assert_eq!(signed(lines), Some(SignedFor::Chair), "{lines:?}");
        }
    }

    #[test]
    fn the_block_of_the_committee_is_known_as_people_write_it() {
        for lines in [
            &["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"] as &[&str],
            &["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            &["TM. UỶ BAN NHÂN DÂN TỈNH LAI CHÂU", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            &["TM.UBND TỈNH", "CHỦ TỊCH"],
            &["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"],
            &["T.M ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        ] {
            assert_eq!(signed(lines), Some(SignedFor::Committee), "{lines:?}");
        }
    }

    #[test]
    fn others_do_not_sign_the_decision() {
        for lines in [
            &["TL. CHỦ TỊCH", "GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"] as &[&str],
            &["TUQ. CHỦ TỊCH", "GIÁM ĐỐC"],
            &["KT. CHỦ TỊCH"],
            &["PHÓ CHỦ TỊCH"],
            &["GIÁM ĐỐC"],
            &["TM. HỘI ĐỒNG", "CHỦ TỊCH"],
            &["CHỦ TỊCH HỘI ĐỒNG"],
            &["TM. ỦY BAN NHÂN DÂN", "CHÁNH VĂN PHÒNG"],
        ] {
            assert_eq!(signed(lines), None, "{lines:?}");
        }
    }
}
