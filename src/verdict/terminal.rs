//! Prints the verdict on a terminal: one file after the other, with its signatures and the result
//! of the comparison.

use std::io::{self, Write};
use std::path::Path;

use pdf_signature::moment::VIETNAM;
use pdf_signature::{Change, FillIn, Role, SignatureEntry, SignatureKind, State};
use time::UtcDateTime;

use super::{ToldReason, VerifiedFile, VerifiedSignature};
use crate::explain::WordSource;
use crate::proving::{Proof, ProofOutcome, WordDifference};

/// Prints the verdict on a file. `inputs` is the folder with which it was compared.
///
/// # Errors
///
/// When the stream is closed.
pub fn verified(out: &mut dyn Write, file: &VerifiedFile, inputs: Option<&Path>) -> io::Result<()> {
    let title = if file.is_unsigned() { "chưa ký" } else { file.state.title() };
    writeln!(out, "{}: {}", file.file, title.to_uppercase())?;
    if file.rehearsal {
        writeln!(
            out,
            "  *** BẢN THỬ: ký bằng chứng thư thử nghiệm, không có giá trị pháp lý. ***"
        )?;
    }
    for warning in &file.warnings {
        writeln!(out, "  *** CHÚ Ý: {warning} ***")?;
    }
    reasons(out, "  ", &file.reasons)?;
    for signature in &file.signatures {
        writeln!(out)?;
        one(out, signature)?;
    }
    if !file.unsigned.is_empty() {
        let fields = file
            .unsigned
            .iter()
            .map(|field| field.role.map_or(field.field.as_str(), |role| role.title()));
        writeln!(out, "\n  Chưa có: {}.", fields.collect::<Vec<_>>().join("; "))?;
    }
    if let Some(found) = &file.proof {
        writeln!(out)?;
        let label = if file.is_unsigned() { "trên tệp này:" } else { "đã ký:" };
        proof(out, found, label, inputs)?;
        if found.outcome == ProofOutcome::Proven && !file.filled.is_empty() {
            let filled = file.filled.iter().map(|one| {
                let name = if one.blank == FillIn::Number { "số" } else { "ngày" };
                format!("{name} {}", one.value)
            });
            let filled: Vec<_> = filled.collect();
            writeln!(out, "    Đúng từng chữ với bản trình ký, thêm {}.", filled.join(" và "))?;
        }
    }
    Ok(())
}

/// Prints the number of files of each state.
///
/// # Errors
///
/// When the stream is closed.
pub fn verified_files(out: &mut dyn Write, files: &[VerifiedFile]) -> io::Result<()> {
    let states = [State::Valid, State::Invalid, State::Unreadable, State::Undetermined];
    let counts =
        states.map(|state| (state, files.iter().filter(|file| file.state == state).count()));
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let counts: Vec<_> =
        counts.map(|(state, count)| format!("{count} {}", state.title())).collect();
    writeln!(out, "\nTổng số: {} tệp: {}.", files.len(), counts.join(", "))
}

/// Prints one signature or document timestamp.
fn one(out: &mut dyn Write, signature: &VerifiedSignature) -> io::Result<()> {
    let entry = &signature.entry;
    let title = match (entry.role, entry.kind) {
        (Some(role), SignatureKind::Signature) => capital(role.title()),
        (None, SignatureKind::Signature) => format!("Chữ ký khác (ô {})", entry.field),
        (_, SignatureKind::DocumentTimestamp) => {
            "Dấu thời gian của cả tệp (chứng nhận tệp đã có vào lúc đó)".into()
        }
    };
    writeln!(out, "  {title}: {}", signature.state.title())?;
    let mut line = |label: &str, text: &str| writeln!(out, "    {label:<12}{text}");
    if let Some(holder) = &entry.holder {
        let mark = if signature.rehearsal { " (chứng thư thử nghiệm)" } else { "" };
        line("Người ký:", &format!("{holder}{mark}"))?;
    }
    if let (Some(issuer), Some(serial)) = (&entry.issuer, &entry.serial) {
        line("Chứng thư:", &format!("do “{}” cấp, số {serial}", common_name(issuer)))?;
    }
    if let Some(time) = signing_time(entry) {
        line("Lúc ký:", &time)?;
    }
    if let Some(algorithm) = &entry.algorithm {
        line("Thuật toán:", algorithm)?;
    }
    if let Some(page) = entry.page.filter(|_| entry.rect.is_some()) {
        line("Vị trí:", &format!("trang {page}"))?;
    }
    let cover = match (entry.covers_whole_file, entry.changes.is_empty()) {
        (true, _) => "toàn bộ tệp; từ lúc ký đến nay không có gì thêm",
        (false, true) => "toàn bộ tệp vào lúc ký",
        (false, false) => "toàn bộ tệp vào lúc ký; sau đó tệp được:",
    };
    line("Phạm vi:", cover)?;
    entry.changes.iter().try_for_each(|change| line("", &format!("- {}", added(change))))?;
    reasons(out, "    ", &signature.reasons)
}

/// Says when a signature was made, and who confirms it (Vietnamese). `None` for a document
/// timestamp without a time.
fn signing_time(entry: &SignatureEntry) -> Option<String> {
    match (entry.claimed_time, &entry.timestamp) {
        (claimed, Some(proof)) => {
            let claimed = claimed
                .map(|claimed| format!("; máy người ký ghi {}", shown(claimed)))
                .unwrap_or_default();
            let by = if proof.trusted {
                "dấu thời gian của"
            } else {
                "dấu thời gian chưa tin được của"
            };
            let (time, authority) = (shown(proof.time), common_name(&proof.authority));
            Some(format!("{time} theo {by} {authority}{claimed}"))
        }
        (Some(claimed), None) => {
            let time = shown(claimed);
            Some(format!("{time} theo máy người ký; không có dấu thời gian xác nhận"))
        }
        (None, None) => (entry.kind == SignatureKind::Signature).then(|| "không ghi".to_owned()),
    }
}

/// Says what was added to a file after a signature (Vietnamese; follows the word “được”).
fn added(change: &Change) -> String {
    let role = |field: &str| Role::of_field(field).map(Role::title);
    match change {
        Change::Signed { field, new_on_page: false } if role(field).is_some() => {
            format!("thêm {}", role(field).unwrap_or_default())
        }
        Change::FilledIn { blank, value } => format!("điền {}: {value}", blank.title()),
        Change::BlankAdded { blank } => format!("thêm chỗ dành sẵn cho {}", blank.title()),
        Change::FieldAdded { field } if role(field).is_some() => {
            format!("thêm ô trống cho {}", role(field).unwrap_or_default())
        }
        Change::Timestamped { .. } => "thêm dấu thời gian của cả tệp".into(),
        Change::EvidenceAdded => {
            "thêm chứng thư và dữ liệu thu hồi, để sau này còn kiểm tra được".into()
        }
        Change::SpaceAdded { bytes } => {
            format!("thêm {bytes} byte khoảng trắng ở sau phần cuối tệp (không đổi gì trên trang)")
        }
        Change::DescriptionChanged => "sửa thông tin mô tả tệp (không nằm trên trang)".into(),
        Change::Signed { field, new_on_page: false } => format!("thêm chữ ký ở ô {field}"),
        Change::Signed { field, new_on_page: true } => {
            format!("thêm chữ ký có hình ở ô mới {field}")
        }
        Change::FieldAdded { field } => format!("thêm ô chữ ký trống {field}"),
    }
}

fn reasons(out: &mut dyn Write, indent: &str, reasons: &[ToldReason]) -> io::Result<()> {
    for reason in reasons {
        let weight = match reason.state {
            State::Invalid | State::Unreadable => "Lỗi",
            State::Undetermined | State::Valid => "Chưa rõ",
        };
        writeln!(out, "{indent}{weight}: {}", reason.sentence)?;
        writeln!(out, "{indent}  Cần làm: {}", reason.remedy)?;
    }
    Ok(())
}

fn proof(out: &mut dyn Write, proof: &Proof, label: &str, inputs: Option<&Path>) -> io::Result<()> {
    writeln!(out, "  Đối chiếu với đầu vào: {}", proof.outcome.title())?;
    if let (Some(kind), Some(paper)) = (&proof.kind, &proof.paper) {
        writeln!(out, "    Văn bản:    {kind} ({paper})")?;
    }
    writeln!(out, "    {}", proof.sentence)?;
    let mut told: Vec<&[String]> = Vec::new();
    for (number, difference) in (1..).zip(&proof.differences) {
        place(out, number, difference, label)?;
        for source in &difference.sources {
            origin(out, source, &mut told)?;
        }
    }
    if proof.more_differences > 0 {
        writeln!(out, "    … và {} chỗ khác nữa.", proof.more_differences)?;
    }
    if let Some(remedy) = &proof.remedy {
        writeln!(out, "    Cần làm: {remedy}")?;
    }
    let figure = proof.differences.iter().map(|difference| difference.now.as_str());
    let figure =
        figure.filter(|_| proof.outcome == ProofOutcome::WordsDiffer).find(|now| is_figure(now));
    if let (Some(figure), Some(paper), Some(inputs)) =
        (figure, proof.paper.as_ref().filter(|paper| !paper.starts_with("tra-lai/")), inputs)
    {
        writeln!(
            out,
            "    Xem cả đường đi của con số: ocop explain --inputs {} --paper {paper} {figure}",
            inputs.display()
        )?;
    }
    Ok(())
}

/// Prints one difference, with the words around it.
fn place(
    out: &mut dyn Write,
    number: usize,
    difference: &WordDifference,
    label: &str,
) -> io::Result<()> {
    let WordDifference { page, before, signed, now, after, .. } = difference;
    let shown = if signed.is_empty() { "[…]".to_owned() } else { format!("[{signed}]") };
    writeln!(out, "    {number}. Trang {page}: … {before} {shown} {after} …")?;
    let nothing =
        |words: &str| if words.is_empty() { "(không có)".to_owned() } else { words.to_owned() };
    writeln!(out, "         {label:<23}{}", nothing(signed))?;
    writeln!(out, "         theo đầu vào hiện nay: {}", nothing(now))
}

/// Prints where the words come from that the inputs give now. Cells that were listed before are not
/// listed again.
fn origin<'a>(
    out: &mut dyn Write,
    source: &'a WordSource,
    told: &mut Vec<&'a [String]>,
) -> io::Result<()> {
    let known = !source.from.is_empty() && told.contains(&source.from.as_slice());
    match source.from.as_slice() {
        _ if known => writeln!(out, "         nguồn: {} (như đã nêu ở trên)", source.what),
        [] => writeln!(out, "         nguồn: {}", source.what),
        [only] => writeln!(out, "         nguồn: {}, tại {only}", source.what),
        several => {
            told.push(several);
            writeln!(out, "         nguồn: {}, từ:", source.what)?;
            several.iter().try_for_each(|line| writeln!(out, "           {line}"))
        }
    }
}

fn is_figure(words: &str) -> bool {
    words.starts_with(|sign: char| sign.is_ascii_digit()) && !words.contains(' ')
}

/// Writes a time in the zone of Việt Nam: `23/11/2026 14:03:21`.
fn shown(moment: UtcDateTime) -> String {
    let local = moment.to_offset(VIETNAM);
    let (day, month, year) = (local.day(), u8::from(local.month()), local.year());
    let (hour, minute, second) = local.to_hms();
    format!("{day:02}/{month:02}/{year} {hour:02}:{minute:02}:{second:02}")
}

/// Returns the common name of a holder that is written on one line; the whole line when it has
/// none.
fn common_name(line: &str) -> &str {
    super::reason::common_name(line).unwrap_or(line)
}

/// Writes the first letter as a capital.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
