//! Shows the progress: a bar for the papers on a terminal, plain lines elsewhere.

use std::io::{IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::Step;

/// Shows the steps of a run on standard error.
pub(in crate::cli) struct Progress {
    terminal: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Progress {
    /// Begins without a bar; whether standard error is a terminal decides how steps are shown.
    pub(in crate::cli) fn new() -> Self {
        Self { terminal: std::io::stderr().is_terminal(), bar: Mutex::new(None) }
    }

    /// Shows one step.
    pub(in crate::cli) fn show(&self, step: Step) {
        let mut bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        match step {
            Step::Printed => bar.iter().for_each(|bar| bar.inc(1)),
            Step::Print(count) => {
                say(step);
                *bar = self.terminal.then(|| papers(count));
            }
            _ => say(step),
        }
    }

    /// Removes the bar.
    pub(in crate::cli) fn finish(&self) {
        let bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        bar.iter().for_each(ProgressBar::finish_and_clear);
    }
}

/// Prints the words of a step. A stream that is closed or full is ignored: it must not stop the
/// run.
fn say(step: Step) {
    let _ = writeln!(std::io::stderr(), "{}", words(step));
}

fn papers(count: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("      {bar:40} {pos}/{len}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

fn words(step: Step) -> String {
    match step {
        Step::Read => "[1/6] Đọc các tệp đầu vào…".into(),
        Step::Understand => "[2/6] Nhận dạng hồ sơ và phiếu chấm…".into(),
        Step::Check => "[3/6] Kiểm tra điều kiện…".into(),
        Step::Tally => "[4/6] Tính điểm…".into(),
        Step::WriteUp => "[5/6] Soạn văn bản…".into(),
        Step::Print(count) => format!("[6/6] Dựng và lưu {count} văn bản…"),
        Step::Printed => String::new(),
    }
}
