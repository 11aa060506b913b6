//! What is to be done next in the room, and for which papers.

use super::groups::PaperGroup;
use crate::desk::standing::{PaperStanding, Stage};

/// What is to be done next.
pub(super) struct NextTask {
    what: Task,
    /// In a sentence (Vietnamese).
    pub(super) words: String,
}

/// For which papers it is done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    /// Those that say something else than what was handed over, signed or sent.
    Overtaken,
    /// Those that another program signed and that are not issued yet.
    Elsewhere,
    /// Those of this stage.
    At(Stage),
}

impl Task {
    /// Whether it is done for this paper, and nothing else of it comes before.
    fn is_for(self, paper: &PaperStanding) -> bool {
        let is_elsewhere =
            (Stage::Signed..Stage::Sealed).contains(&paper.stage) && paper.is_signed_elsewhere();
        match self {
            Self::Overtaken => paper.is_overtaken(),
            Self::Elsewhere => is_elsewhere,
            Self::At(Stage::Ready) => paper.is_to_hand_over(),
            Self::At(stage) => paper.stage == stage && !is_elsewhere,
        }
    }
}

impl NextTask {
    /// Whether it is done for one of these papers.
    pub(super) fn is_for(&self, group: &PaperGroup<'_>) -> bool {
        group.papers.iter().any(|paper| self.what.is_for(paper))
    }

    /// Whether papers are to be archived, which is done at the end of the page.
    pub(super) fn is_to_keep(&self) -> bool {
        self.what == Task::At(Stage::Sent)
    }

    /// Whether nothing is left to do.
    pub(super) fn is_none_left(&self) -> bool {
        self.what == Task::At(Stage::Archived)
    }
}

/// What is to be done next in this room; `None` while there are no papers.
pub(super) fn next(papers: &[PaperStanding]) -> Option<NextTask> {
    let tasks = [
        Task::Overtaken,
        Task::At(Stage::Signed),
        Task::At(Stage::Numbered),
        Task::At(Stage::Sealed),
        Task::At(Stage::Ready),
        Task::At(Stage::Submitted),
        Task::Elsewhere,
        Task::At(Stage::Draft),
        Task::At(Stage::Sent),
        Task::At(Stage::Archived),
    ];
    tasks.into_iter().find_map(|what| {
        let count = papers.iter().filter(|one| what.is_for(one)).count();
        let words = || match what {
            Task::Overtaken => {
                format!("xem lại {count} văn bản nay khác bản đã trình, ký hoặc gửi.")
            }
            Task::Elsewhere => format!(
                "{count} văn bản ký bằng phần mềm khác chưa ban hành: xem còn thiếu gì ở từng văn bản."
            ),
            Task::At(stage) => words(stage, count),
        };
        (count > 0).then(|| NextTask { what, words: words() })
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
