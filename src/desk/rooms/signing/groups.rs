//! Papers that take their steps together: fifty invitations are one card, until somebody opens it.

use super::blanks::{self, MadeKinds};
use crate::desk::diary::{Event, Step};
use crate::desk::standing::{Overtaken, PaperStanding, Stage, filled_later};
use crate::desk::{clock, ids};
use crate::preview::folder_title;
use crate::round::Round;

/// From how many papers of one folder on they are shown as one card.
const MANY: usize = 4;

/// Name of the kind of list that people sign at the meeting.
const ATTENDANCE: &str = "Danh sách điểm danh";

/// Papers that are shown on one card.
pub(super) struct PaperGroup<'a> {
    pub(super) papers: Vec<&'a PaperStanding>,
}

/// Puts papers into groups, in the order of the round: folders of many papers together, but for the
/// folder that is `opened`. Those that wait for the least come first.
pub(super) fn grouped<'a>(
    papers: &'a [PaperStanding],
    opened: Option<&str>,
) -> Vec<PaperGroup<'a>> {
    let mut groups: Vec<PaperGroup<'a>> = Vec::new();
    for paper in papers {
        let folder = paper.folder();
        if opened.is_some_and(|opened| opened != folder) {
            continue;
        }
        let many = papers.iter().filter(|one| one.folder() == folder).count() >= MANY;
        let together = many && opened.is_none() && of_a_kind(folder);
        match groups.last_mut().filter(|last| together && last.folder() == folder) {
            Some(last) => last.papers.push(paper),
            None => groups.push(PaperGroup { papers: vec![paper] }),
        }
    }
    groups
}

/// Tells whether the papers of a folder are of one kind.
fn of_a_kind(folder: &str) -> bool {
    use crate::documents::folders::{CERTIFICATES, INVITATIONS, NOTICES};

    [INVITATIONS, CERTIFICATES, NOTICES, "tra-lai"].contains(&folder)
}

impl PaperGroup<'_> {
    /// How far the last of those is that can take a step; where none can, how far the last is.
    /// Papers in which something is still blank do not keep the others from going on.
    pub(super) fn stage(&self) -> Stage {
        let stages = || self.papers.iter().map(|paper| paper.stage);
        let going_on = stages().filter(|stage| (Stage::Ready..Stage::Sent).contains(stage)).min();
        going_on.or_else(|| stages().min()).unwrap_or(Stage::Draft)
    }

    /// Those that take the next step of the card.
    pub(super) fn at_stage(&self) -> impl Iterator<Item = &PaperStanding> {
        let stage = self.stage();
        self.papers.iter().copied().filter(move |paper| paper.stage == stage)
    }

    /// Whether another program signed those that take the next step, and they are not issued yet.
    pub(super) fn goes_on_elsewhere(&self) -> bool {
        (Stage::Signed..Stage::Sealed).contains(&self.stage())
            && self.at_stage().all(PaperStanding::is_signed_elsewhere)
    }

    /// Says how many of the papers of a card do not take its next step; empty when all do.
    fn others(&self) -> String {
        let stage = self.stage();
        if stage >= Stage::Sent || stage == Stage::Draft {
            return String::new();
        }
        let count =
            |is: &dyn Fn(Stage) -> bool| self.papers.iter().filter(|paper| is(paper.stage)).count();
        let (here, blank) = (count(&|one| one == stage), count(&|one| one == Stage::Draft));
        let ahead = self.papers.len() - here - blank;
        let mut told = Vec::new();
        if ahead > 0 {
            told.push(format!("{ahead} đã đi xa hơn"));
        }
        if blank > 0 {
            told.push(format!("{blank} còn chỗ trống"));
        }
        if told.is_empty() {
            return String::new();
        }
        format!(
            "Việc này là của {here} trong {} văn bản; {}: bấm “Từng văn bản” để xem. ",
            self.papers.len(),
            told.join(", ")
        )
    }

    /// The folder of their kind.
    pub(super) fn folder(&self) -> &str {
        self.papers.first().map_or("", |paper| paper.folder())
    }

    /// The paper, when there is only one.
    pub(super) fn only(&self) -> Option<&PaperStanding> {
        match self.papers[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Tells whether none of them was signed on a computer.
    pub(super) fn is_unsigned(&self) -> bool {
        self.papers.iter().all(|paper| paper.latest().is_none())
    }

    /// What people call them; of papers of one kind, with whom each is for.
    pub(super) fn title(&self) -> String {
        match self.only() {
            Some(one) if of_a_kind(one.folder()) => {
                let to_sign = one.paper.to_sign.as_ref();
                let first = to_sign.and_then(|it| it.recipients.first());
                let whom = first.map(|line| line.trim_end_matches([';', '.', ' ']));
                match whom.filter(|line| *line != "Như trên") {
                    Some(whom) => format!("{}: {whom}", one.title()),
                    None => one.title().to_owned(),
                }
            }
            Some(one) => one.title().to_owned(),
            None => format!("{}, {} văn bản", folder_title(self.folder()), self.papers.len()),
        }
    }

    /// Says that people handed over, signed or sent something else, and what to do; `None` when they
    /// did not. `kept` tells whether what they sent is in an archive.
    pub(super) fn overtaken(&self, kept: bool) -> Option<String> {
        let overtaken: Vec<_> = self.papers.iter().filter(|one| one.is_overtaken()).collect();
        let first = overtaken.first()?;
        let step = first.overtaken.as_ref();
        let back = match step.map(|step| step.to) {
            Some(Step::Sent) => "trở về “Đã gửi”, không phải gửi lại",
            Some(_) => "trở về “Đã trình”, không phải trình lại",
            None => "trở về “Đã ký”, không phải ký lại",
        };
        let is_kept = kept && step.is_some_and(|step| step.to == Step::Sent);
        let kept =
            if is_kept { " Bản đã gửi nằm trong hồ sơ lưu của đợt." } else { "" };
        let step = step.map_or_else(|| "đã ký".to_owned(), Overtaken::told);
        let head = match (overtaken.len(), self.papers.len()) {
            (1, 1) => format!(
                "Bản {step} không còn là bản này: sau đó văn bản được soạn lại, nội dung khác."
            ),
            (some, all) => format!(
                "{some} trong {all} văn bản không còn như bản {step}: sau đó được soạn lại, nội dung khác."
            ),
        };
        Some(format!(
            "{head} Đổi là đúng thì trình, ký và gửi bản mới này thay bản cũ. Đổi là nhầm thì sửa lại khai báo hoặc hồ sơ như cũ rồi soạn lại: văn bản {back}.{kept}"
        ))
    }

    /// What differs from what people handed over or sent, as the diary tells it; `None` when it does
    /// not say so of this paper.
    pub(super) fn differs(&self, events: &[Event]) -> Option<String> {
        let one = self.only()?;
        let since = one.overtaken.as_ref()?.at.as_str();
        let named = format!("({}): ", one.paper.file);
        let issues = events.iter().filter(|event| event.is_issue() && event.at.as_str() >= since);
        let mut lines = issues.rev().flat_map(|event| &event.details);
        lines.find_map(|line| line.split_once(&named)).map(|(_, differs)| differs.to_owned())
    }

    /// What changed in the declaration since people took the last step, a line each as the diary has
    /// it: `Trang “Căn cứ”, ô G7 (…): “2020” → “2021”`.
    pub(super) fn declared_since(&self, events: &[Event]) -> Vec<String> {
        let Some(step) = self.papers.iter().find_map(|one| one.overtaken.as_ref()) else {
            return Vec::new();
        };
        let at = events.iter().rposition(|event| event.step.is_some() && event.at == step.at);
        let since = events.iter().skip(at.map_or(events.len(), |at| at + 1));
        let lines = since.flat_map(|event| &event.details);
        let lines = lines.filter(|line| line.starts_with("Trang “"));
        let mut lines: Vec<String> = lines.cloned().collect();
        lines.dedup();
        lines
    }

    /// Their short name.
    pub(super) fn id(&self) -> String {
        match self.only() {
            Some(one) => ids::of(&one.paper.file),
            None => ids::of(&format!("{}/", self.folder())),
        }
    }

    /// Where they are, why they do not go on, and what to do. `made` are the kinds of papers that are
    /// there.
    pub(super) fn told(&self, errors: usize, made: &MadeKinds, round: Option<&Round>) -> String {
        let stage = self.stage();
        let first = self.at_stage().next().unwrap_or(self.papers[0]);
        let to_sign = first.paper.to_sign.as_ref();
        let signer =
            to_sign.and_then(|one| one.signatories.last()).map_or("", |one| one.name.as_str());
        let printed = to_sign.and_then(|one| one.number.as_deref());
        let later = to_sign.and_then(|one| filled_later(one));
        let several = self.papers.len() > 1;
        let told = match stage {
            Stage::Draft => {
                let errors = match errors {
                    0 => String::new(),
                    some => format!(" Cả đợt còn {some} lỗi."),
                };
                blanks::told(first, made, round) + &errors
            }
            Stage::Ready if first.after_submission => {
                let later =
                    later.map(|later| format!(" Để trống {later}, văn thư cấp sau khi ký."));
                format!("Trình sau Tờ trình; {signer} ký.{}", later.unwrap_or_default())
            }
            Stage::Ready if to_sign.is_some_and(|one| one.kind == ATTENDANCE) => {
                format!("In ra cho người dự ký ở phòng họp; {signer} ký.")
            }
            Stage::Ready if let Some(later) = later => {
                let given = if later == "ngày" { "ghi ngày" } else { "cấp số" };
                format!("Để trống {later}; {signer} ký trước, văn thư {given} sau.")
            }
            Stage::Ready if several => format!("Đã có số, ngày. {signer} ký."),
            Stage::Ready => {
                let number = printed.map(|number| format!("Số {number}. ")).unwrap_or_default();
                format!("{number}{signer} ký.")
            }
            Stage::Submitted => {
                let when = first.submitted.as_ref().map(|(at, _)| clock::moment(at));
                let when = when.unwrap_or_default();
                format!("Đã trình {signer} lúc {when}, chờ ký.")
            }
            Stage::Signed | Stage::Numbered if self.goes_on_elsewhere() => {
                let (holder, time) = signed(first.signed.as_ref());
                let missing = match later {
                    Some(later) if stage == Stage::Signed => format!("{later}, con dấu"),
                    _ => "con dấu".to_owned(),
                };
                format!(
                    "Đã nhận bản {holder} ký bằng phần mềm khác lúc {time}. Còn thiếu {missing}: thêm ở \
                     phần mềm ấy rồi thả bản mới vào ô “Nhận bản đã ký trên máy khác” ở cuối trang; hoàn \
                     thành trên giấy, không có tệp thì bấm “Đã phát hành ở nơi khác, ghi đã gửi”."
                )
            }
            Stage::Signed => {
                let (holder, time) = signed(first.signed.as_ref());
                format!("{holder} đã ký lúc {time}. Văn thư cấp số, ngày rồi đóng dấu.")
            }
            Stage::Numbered => {
                let (holder, time) = signed(first.signed.as_ref());
                let given = first.numbered.as_ref().and_then(|line| line.registered.as_ref());
                let given = given.map(|one| format!("{:02}/{}", one.number, one.symbol));
                let number = given.as_deref().or(printed).filter(|_| !several);
                let number = number.map(|number| format!(" Số {number}.")).unwrap_or_default();
                format!("{holder} đã ký lúc {time}.{number} Chờ đóng dấu.")
            }
            Stage::Sealed if first.is_signed_elsewhere() => {
                let (holder, time) = signed(first.sealed.as_ref());
                format!(
                    "Đã nhận bản {holder} ký, đóng dấu bằng phần mềm khác lúc {time}. Gửi xong thì ghi lại."
                )
            }
            Stage::Sealed => {
                let (holder, time) = signed(first.sealed.as_ref());
                format!("{holder} đã đóng dấu lúc {time}. Gửi xong thì ghi lại.")
            }
            Stage::Sent | Stage::Archived => {
                let when = first.sent.as_ref().map(|(at, _)| clock::moment(at)).unwrap_or_default();
                let next = match stage {
                    Stage::Archived => "Đã có trong hồ sơ lưu.",
                    _ => "Gửi hết văn bản của đợt thì bấm “Lưu hồ sơ lúc này” ở cuối trang.",
                };
                let number = if later.is_some() && self.is_unsigned() && !several {
                    blanks::by_hand(first, round)
                } else {
                    String::new()
                };
                format!("Đã gửi lúc {when}. {next}{number}")
            }
        };
        self.others() + &told
    }
}

/// Who signed, and when, as the book says.
fn signed(line: Option<&crate::ledger::SignedPaper>) -> (String, String) {
    line.map(|line| (line.holder.clone(), clock::moment(&line.time))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{FiledPaper, SignedPaper};

    fn at(stage: Stage) -> PaperStanding {
        let file = format!("08-thong-bao/{}.pdf", stage.name());
        let sha256 = ids::of(&file);
        let paper = FiledPaper { file, sha256, pages: Some(1), to_sign: None, key: None };
        PaperStanding {
            paper,
            stage,
            signed: None,
            numbered: None,
            sealed: None,
            outdated: false,
            submitted: None,
            sent: None,
            overtaken: None,
            after_submission: false,
        }
    }

    #[test]
    fn papers_with_blanks_do_not_keep_the_others_of_their_card_from_going_on() {
        let papers = [Stage::Draft, Stage::Ready, Stage::Submitted, Stage::Ready].map(at);
        let group = PaperGroup { papers: papers.iter().collect() };
        assert_eq!((group.stage(), group.at_stage().count()), (Stage::Ready, 2));
        let told = group.told(0, &MadeKinds::new(), None);
        let others =
            "Việc này là của 2 trong 4 văn bản; 1 đã đi xa hơn, 1 còn chỗ trống: bấm “Từng";
        assert!(told.starts_with(others), "{told}");
        // What is left to do is told when nothing else can go on.
        let papers = [Stage::Draft, Stage::Sent].map(at);
        let group = PaperGroup { papers: papers.iter().collect() };
        assert_eq!((group.stage(), group.at_stage().count()), (Stage::Draft, 1));
        let papers = [Stage::Sent, Stage::Archived].map(at);
        assert_eq!(PaperGroup { papers: papers.iter().collect() }.stage(), Stage::Sent);
    }

    #[test]
    fn a_paper_of_another_program_goes_on_there_until_it_is_issued() {
        let line = |folder: &str| SignedPaper {
            file: format!("{folder}/a.pdf"),
            role: "elsewhere".into(),
            ..SignedPaper::default()
        };
        let mut paper = at(Stage::Numbered);
        paper.signed = Some(line("da-ky"));
        assert!(PaperGroup { papers: vec![&paper] }.goes_on_elsewhere());
        paper.stage = Stage::Sealed;
        paper.sealed = Some(line("ban-hanh"));
        assert!(!PaperGroup { papers: vec![&paper] }.goes_on_elsewhere());
    }
}
