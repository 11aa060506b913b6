//! `ocop compare`: what leaders changed on a draft for Word.

use std::io::{self, Write};
use std::path::Path;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::Exit;
use super::fault::failed;
use crate::drafts::{Marginal, MarginalKind, Whither};
use crate::finding::Code;
use crate::pipeline::{DraftReport, Job, WordingPatch};
use crate::{pipeline, terminal};

/// Compares a draft and prints what differs; with `take`, its words are taken into the wording.
pub(super) fn compare(
    job: &Job,
    draft: &Path,
    take: bool,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let report = match pipeline::compare(job, draft, take) {
        Ok(report) => report,
        Err(fault) => return failed(&fault, err),
    };
    if !report.findings.is_empty() {
        terminal::findings(out, &report.findings)?;
    }
    if !report.counted {
        return Ok(Exit::Nothing);
    }
    let Some((kind, file)) = &report.paper else { return Ok(Exit::Refused) };
    writeln!(out, "Bản thảo của {kind} ({file})")?;
    prose(&report, out)?;
    if let Some(patch) = &report.patch {
        patched(patch, out)?;
    }
    margin(&report.marginals, out)?;
    notes(&report, out)?;
    if !report.differs() {
        writeln!(out, "Không có gì khác với văn bản hiện nay.")?;
    }
    Ok(if report.is_open() { Exit::Warnings } else { Exit::Clean })
}

fn prose(report: &DraftReport, out: &mut dyn Write) -> io::Result<()> {
    if report.prose.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nLời văn đã sửa, {} chỗ:", report.prose.len())?;
    for change in &report.prose {
        writeln!(out, "  {}: {}", change.at, change.told)?;
        if let Whither::Elsewhere(told) = &change.whither {
            writeln!(out, "      không lấy vào được: {told}")?;
        }
    }
    if let Some(recipients) = &report.recipients {
        writeln!(out, "  Nơi nhận như bản thảo, để chép vào recipients:")?;
        writeln!(out, "      recipients = [")?;
        for one in recipients {
            let one = one.replace('\\', "\\\\").replace('"', "\\\"");
            writeln!(out, "          \"{one}\",")?;
        }
        writeln!(out, "      ]")?;
    }
    Ok(())
}

/// Prints a patch: the lines that go and those that come, with the number of the line.
fn patched(patch: &WordingPatch, out: &mut dyn Write) -> io::Result<()> {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (patch.before.lines().collect(), patch.after.lines().collect());
    writeln!(out, "\nBản vá của templates/{}:", patch.file)?;
    for operation in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let (tag, from, to) = operation.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        for at in from {
            writeln!(out, "  dòng {} - {}", at + 1, before[at])?;
        }
        for at in to {
            writeln!(out, "  dòng {} + {}", at + 1, after[at])?;
        }
    }
    if patch.taken {
        writeln!(out, "Đã ghi vào thư mục mẫu riêng; chạy `ocop run` để lập văn bản với lời này.")
    } else {
        writeln!(out, "Thêm --take để ghi vào thư mục mẫu riêng của cơ quan.")
    }
}

fn margin(marginals: &[Marginal], out: &mut dyn Write) -> io::Result<()> {
    if marginals.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\nDấu vết sửa và chú thích trên bản thảo (lời văn được so như khi đã chấp nhận mọi chỗ \
         sửa):"
    )?;
    for one in marginals {
        let what = match one.kind {
            MarginalKind::Inserted => "thêm",
            MarginalKind::Deleted => "bỏ",
            MarginalKind::Format => "đổi kiểu chữ",
            MarginalKind::Comment => "chú thích",
        };
        let who = if one.author.is_empty() { "không rõ ai" } else { one.author.as_str() };
        let when = one.date.get(..16).unwrap_or(&one.date).replace('T', " ");
        let when = if when.is_empty() { String::new() } else { format!(", {when}") };
        let text = one.text.trim();
        if text.is_empty() {
            writeln!(out, "  {who}{when}: {what}")?;
        } else {
            writeln!(out, "  {who}{when}: {what} “{text}”")?;
        }
    }
    Ok(())
}

fn notes(report: &DraftReport, out: &mut dyn Write) -> io::Result<()> {
    if !report.filled.is_empty() {
        writeln!(
            out,
            "\nBản thảo đã điền {}; chương trình không lấy vào: số và ngày được ghi khi ban hành.",
            report.filled.join(", ")
        )?;
    }
    if report.findings.iter().any(|finding| finding.code == Code::DraftFactChanged) {
        writeln!(out, "\nSố liệu, tên, hạng sao trên văn bản chính thức luôn lấy từ hồ sơ.")?;
    }
    if report.unnamed {
        writeln!(
            out,
            "\nTệp được lưu bằng chương trình không giữ tên các ô khóa; số liệu được so bằng chữ."
        )?;
    }
    if report.macros {
        writeln!(out, "\nTệp có macro; macro không được đọc, không được chạy.")?;
    }
    Ok(())
}
