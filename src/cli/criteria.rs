//! `ocop criteria`: shows the criteria for reading them against the law, and copies an act for
//! correcting it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Exit;
use super::args::CriteriaArgs;
use crate::criteria::{self, Act, Criteria, ProductSet};
use crate::finding::{Findings, Severity};
use crate::law_table::{self, LawTable};
use crate::templates::Templates;
use crate::{ledger, round, terminal};

/// Performs the command. Exit codes: `Clean`; `Warnings` where the act or the set was not found;
/// `Refused` where another file of criteria is wrong; `Nothing` where nothing could be shown or
/// written.
pub(super) fn run(
    args: &CriteriaArgs,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    if let Some(missing) = args.templates.as_ref().filter(|folder| !folder.is_dir()) {
        writeln!(
            err,
            "Không có thư mục `{}`. Kiểm tra đường dẫn sau --templates.",
            missing.display()
        )?;
        return Ok(Exit::Nothing);
    }
    let own = args.templates.clone().unwrap_or_default();
    let templates = Templates::new(&own)?;
    let (criteria, findings) = criteria::load(&templates)?;
    let Some(asked) = args.act() else {
        law_table::overview(out, &criteria, &templates)?;
        return told(out, &findings, Exit::Clean);
    };
    let found = law_table::acts(&criteria, &asked);
    let [act, others @ ..] = found.as_slice() else {
        not_found(err, &criteria, &asked)?;
        let exit = if findings.count(Severity::Error) > 0 { Exit::Nothing } else { Exit::Warnings };
        return told(err, &findings, exit);
    };
    if !others.is_empty() {
        several(err, act, others)?;
    }
    let exit = match &args.copy {
        Some(folder) => copy(act, folder, &templates, out, err)?,
        None => show(act, args, &templates, out, err)?,
    };
    told(err, &findings, exit)
}

/// Prints what is wrong with files of criteria, if anything, and returns the exit code.
fn told(to: &mut dyn Write, findings: &Findings, exit: Exit) -> io::Result<Exit> {
    if findings.is_empty() {
        return Ok(exit);
    }
    writeln!(to)?;
    terminal::findings(to, findings)?;
    let refused = exit == Exit::Clean && findings.count(Severity::Error) > 0;
    Ok(if refused { Exit::Refused } else { exit })
}

fn not_found(err: &mut dyn Write, criteria: &Criteria, asked: &str) -> io::Result<()> {
    writeln!(err, "Không có văn bản nào tên là “{asked}”, hoặc tệp của nó bị lỗi. Đang có:")?;
    criteria.iter().try_for_each(|act| writeln!(err, "  {:<20} {}", act.id, act.cited()))
}

/// Says which version of an act is shown, where the number fits several.
fn several(err: &mut dyn Write, act: &Act, others: &[&Act]) -> io::Result<()> {
    writeln!(err, "Số này có nhiều bản, đây là {}. Bản khác, ghi bằng tên:", act.id)?;
    others.iter().try_for_each(|act| writeln!(err, "  {:<20} {}", act.id, act.cited()))?;
    writeln!(err)
}

/// Shows the act, or one set, on the screen or in a file.
fn show(
    act: &Act,
    args: &CriteriaArgs,
    templates: &Templates,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let sets: Vec<&ProductSet> = match &args.set {
        None => act.sets.iter().collect(),
        Some(name) => law_table::sets(act, name),
    };
    if let Some(name) = args.set.as_ref().filter(|_| sets.is_empty()) {
        no_set(err, act, name)?;
        return Ok(Exit::Warnings);
    }
    let written_in = law_table::written_in(templates, act)?;
    let table = LawTable { act, sets, written_in };
    let Some(path) = &args.to else {
        return law_table::text(out, &table).map(|()| Exit::Clean);
    };
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    let bytes = match ending.as_deref() {
        Some("html" | "htm") => law_table::html(&table),
        Some("csv") => law_table::csv(&table),
        _ => {
            writeln!(
                err,
                "Tên tệp sau --to phải kết thúc bằng .html (để in) hoặc .csv (để mở bằng Excel)."
            )?;
            return Ok(Exit::Nothing);
        }
    };
    if !store(path, &bytes, err)? {
        return Ok(Exit::Nothing);
    }
    writeln!(out, "Đã ghi {} bộ sản phẩm vào `{}`.", table.sets.len(), path.display())?;
    Ok(Exit::Clean)
}

fn no_set(err: &mut dyn Write, act: &Act, asked: &str) -> io::Result<()> {
    writeln!(err, "{} không có bộ sản phẩm nào tên là “{asked}”.", act.cited())?;
    let near = law_table::near_sets(act, asked);
    if !near.is_empty() {
        writeln!(err, "Tên gần giống nhất:")?;
        return near.iter().try_for_each(|name| writeln!(err, "  {name}"));
    }
    writeln!(err, "Các bộ của văn bản này:")?;
    let numbered = (1..).zip(&act.sets);
    numbered
        .into_iter()
        .try_for_each(|(number, set): (usize, _)| writeln!(err, "  {number:>2}. {}", set.name))
}

/// Copies the files of an act into the office's templates. What is there already stays.
fn copy(
    act: &Act,
    folder: &Path,
    templates: &Templates,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    if !folder.is_dir() {
        writeln!(
            err,
            "Không có thư mục `{}`. Ghi thư mục của đợt (nơi có round.toml) hoặc thư mục templates \
             của nó sau --copy.",
            folder.display()
        )?;
        return Ok(Exit::Nothing);
    }
    let own = if folder.join(round::FILE).is_file() {
        folder.join("templates")
    } else {
        folder.to_owned()
    };
    let mut written: Vec<PathBuf> = Vec::new();
    for id in std::iter::once(&act.id).chain(&act.sets_of) {
        let name = format!("criteria/{id}.toml");
        let Some(template) = templates.read_template(&name)? else { continue };
        let path = own.join("criteria").join(format!("{id}.toml"));
        if store(&path, &template.bytes, err)? {
            written.push(path);
        }
    }
    if written.is_empty() {
        return Ok(Exit::Nothing);
    }
    for path in &written {
        writeln!(out, "Đã chép: {}", path.display())?;
    }
    if let Some(lender) = &act.sets_of {
        writeln!(
            out,
            "Tiêu chí, mức điểm nằm ở {lender}.toml; {}.toml chỉ có phần đầu của văn bản.",
            act.id
        )?;
    }
    writeln!(
        out,
        "Mở bằng Notepad và sửa; cách ghi nằm ở đầu tệp và ở docs/luat.md. Sửa xong thì kiểm tra:\n  \
         ocop criteria {} --templates {}",
        act.id,
        own.display()
    )?;
    Ok(Exit::Clean)
}

/// Writes a new file. Returns `false`, and says so, where one exists or it cannot be written.
fn store(path: &Path, bytes: &[u8], err: &mut dyn Write) -> io::Result<bool> {
    let shown = path.display();
    match ledger::store_new(path, bytes) {
        Ok(true) => return Ok(true),
        Ok(false) => writeln!(
            err,
            "Tệp `{shown}` đã có nên được giữ nguyên. Muốn ghi lại thì đổi tên hoặc xóa tệp đó trước."
        )?,
        Err(error) => writeln!(err, "Không ghi được tệp `{shown}`.\n  {error}")?,
    }
    Ok(false)
}
