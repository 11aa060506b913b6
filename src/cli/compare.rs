//! `ocop compare`: what leaders changed on a draft for Word.

use std::io::{self, Write};
use std::path::Path;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::Exit;
use super::fault::failed;
use crate::drafts::{Marginal, MarginalKind, Seen, Whither};
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
    seen(&report.seen, out)?;
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
    for (index, change) in report.prose.iter().enumerate() {
        writeln!(out, "  {}: {}", change.at, change.told)?;
        match &change.whither {
            Whither::Elsewhere(told) => writeln!(out, "      không lấy vào được: {told}")?,
            Whither::Wording(_) if !change.figures.is_empty() => writeln!(
                out,
                "      lưu ý: “{}” thành chữ cố định, không tự đổi khi hồ sơ đổi",
                change.figures.join("”, “")
            )?,
            Whither::Wording(_) | Whither::Held => {}
        }
        let is_last =
            report.prose.get(index + 1).is_none_or(|next| next.paragraph != change.paragraph);
        if is_last {
            kept(report, change.paragraph, out)?;
        }
    }
    if let Some(copy) = &report.not_owned {
        if copy.copied {
            writeln!(out, "  Đã chép lời văn gốc thành templates/{} để sửa bằng tay.", copy.file)?;
        } else {
            writeln!(
                out,
                "  Thư mục mẫu riêng chưa có templates/{}: thêm --take thì lời văn gốc được chép \
                 vào đó để sửa.",
                copy.file
            )?;
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

/// A paragraph of more letters is not shown whole where its changes are told.
const LONG: usize = 160;

/// Prints a paragraph that stays as it was, as the draft has it.
fn kept(report: &DraftReport, paragraph: usize, out: &mut dyn Write) -> io::Result<()> {
    let own = || report.prose.iter().filter(|change| change.paragraph == paragraph);
    let is_refused = own().any(|change| !matches!(change.whither, Whither::Wording(_)));
    let is_long = |wanted: &str| wanted.chars().count() > LONG;
    let is_part = own().count() > 1
        || report.paragraphs.get(paragraph).is_some_and(|one| is_long(&one.wanted));
    match report.paragraphs.get(paragraph) {
        Some(one) if is_refused && is_part && !one.wanted.is_empty() => {
            writeln!(out, "      cả đoạn giữ như cũ; bản thảo muốn: “{}”", one.wanted)
        }
        _ => Ok(()),
    }
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
            MarginalKind::MovedTo => "chuyển đến",
            MarginalKind::MovedFrom => "chuyển đi",
            MarginalKind::Format => "đổi kiểu chữ",
            MarginalKind::Comment => "chú thích",
        };
        let who = if one.author.is_empty() { "không rõ ai" } else { one.author.as_str() };
        let when = one.date.get(..16).unwrap_or(&one.date).replace('T', " ");
        let when = if when.is_empty() { String::new() } else { format!(", {when}") };
        let at =
            if one.at.is_empty() { String::new() } else { format!(" (đoạn “{}”)", one.at) };
        match (one.text.trim(), one.mark) {
            ("", "") => writeln!(out, "  {who}{when}: {what}{at}")?,
            ("", mark) => writeln!(out, "  {who}{when}: {what} {mark}{at}")?,
            (text, "hàng của bảng") => writeln!(out, "  {who}{when}: {what} hàng “{text}”")?,
            (text, _) => writeln!(out, "  {who}{when}: {what} “{text}”{at}")?,
        }
    }
    Ok(())
}

/// Prints what is seen on the draft and not taken.
fn seen(seen: &[Seen], out: &mut dyn Write) -> io::Result<()> {
    if !seen.is_empty() {
        writeln!(out, "\nThấy trên bản thảo mà văn bản không lấy vào được:")?;
    }
    for one in seen {
        let (what, remedy) = one.kind.told();
        let at =
            if one.at.is_empty() { String::new() } else { format!("Đoạn “{}”: ", one.at) };
        let words = one.words.trim();
        let words = if words.is_empty() { String::new() } else { format!(" “{words}”") };
        writeln!(out, "  {at}{what}{words}: {remedy}")?;
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
