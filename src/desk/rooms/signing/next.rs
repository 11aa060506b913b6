//! What is to be done next in the room, and for which papers.

use super::groups::PaperGroup;
use crate::desk::standing::{PaperStanding, Stage};

/// What is to be done next.
pub(super) struct NextTask {
    /// The stage of the papers for which it is done; `None` for those that say something else than
    /// what was handed over, signed or sent.
    stage: Option<Stage>,
    /// In a sentence (Vietnamese).
    pub(super) words: String,
}

impl NextTask {
    /// Whether it is done for one of these papers.
    pub(super) fn is_for(&self, group: &PaperGroup<'_>) -> bool {
        group.papers.iter().any(|paper| match self.stage {
            None => paper.is_overtaken(),
            Some(stage) => is_at(paper, stage),
        })
    }
}

/// Whether a paper stands at this stage and nothing else comes before its next step.
fn is_at(paper: &PaperStanding, stage: Stage) -> bool {
    match stage {
        Stage::Ready => paper.is_to_hand_over(),
        stage => paper.stage == stage,
    }
}

/// What is to be done next in this room; `None` while there are no papers.
pub(super) fn next(papers: &[PaperStanding]) -> Option<NextTask> {
    let overtaken = papers.iter().filter(|one| one.is_overtaken()).count();
    if overtaken > 0 {
        let words = format!("xem lại {overtaken} văn bản nay khác bản đã trình, ký hoặc gửi.");
        return Some(NextTask { stage: None, words });
    }
    let stages = [
        Stage::Signed,
        Stage::Numbered,
        Stage::Sealed,
        Stage::Ready,
        Stage::Submitted,
        Stage::Draft,
        Stage::Sent,
        Stage::Archived,
    ];
    stages.into_iter().find_map(|stage| {
        let count = papers.iter().filter(|one| is_at(one, stage)).count();
        (count > 0).then(|| NextTask { stage: Some(stage), words: words(stage, count) })
    })
}

/// What is to be done with so many papers of a stage.
fn words(stage: Stage, count: usize) -> String {
    match stage {
        Stage::Signed => {
            format!("{count} văn bản đã ký: văn thư ghi số, ngày rồi bấm “Cấp số”.")
        }
        Stage::Numbered => format!("{count} văn bản đã ký, có số: văn thư bấm “Đóng dấu…”."),
        Stage::Sealed => format!("{count} văn bản đã đóng dấu: gửi đi rồi bấm “Ghi đã gửi”."),
        Stage::Ready => {
            format!("{count} văn bản sẵn sàng: xem, in ra trình lãnh đạo, rồi bấm “Ghi đã trình”.")
        }
        Stage::Submitted => format!(
            "{count} văn bản chờ ký. Ký số: lãnh đạo bấm “Ký số…” trên máy cắm thiết bị ký. Ký trên giấy: gửi xong thì bấm “Đã ký trên giấy, ghi đã gửi”."
        ),
        Stage::Draft => format!(
            "{count} văn bản còn chỗ trống: xem chờ gì ở từng văn bản, bấm “Mở khai báo”, điền rồi lưu, sau đó soạn lại."
        ),
        Stage::Sent => "Văn bản đã gửi hết: bấm “Lưu hồ sơ lúc này” ở cuối trang.".to_owned(),
        Stage::Archived => {
            "Văn bản đã gửi, hồ sơ đã lưu: không còn việc gì ở trang này.".to_owned()
        }
    }
}
