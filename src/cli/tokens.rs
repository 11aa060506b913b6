//! `ocop keys list`, and the choice of a module for `--token auto`: which signing devices are
//! plugged in, and whose certificates are on them. No PIN is asked for.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use pdf_signature::OfficeMessage;
use pdf_signature::keys::{Identity, KeyError, Module, TokenView};
use time::OffsetDateTime;

use super::Exit;
use super::sign::now;
use crate::signing::modules::{self, FoundModule};

/// What is typed in the place of a module to have it found.
const AUTO: &str = "auto";

/// Lists the devices behind a module, or behind every known one that is on this computer.
pub(super) fn list(module: Option<&Path>, out: &mut dyn Write) -> io::Result<Exit> {
    let asked = module.map(|path| {
        vec![FoundModule { name: String::new(), path: path.to_owned(), is_narrow: false }]
    });
    let modules = asked.unwrap_or_else(|| modules::found(Path::is_file));
    if modules.is_empty() {
        return none(out);
    }
    let (mut tokens, mut usable) = (0, 0);
    for module in &modules {
        title(module, out)?;
        if module.is_narrow {
            writeln!(
                out,
                "  Chỉ có bản 32 bit, chương trình này không dùng được. Cần làm: cài bản 64 bit của \
                 phần mềm thiết bị ký."
            )?;
            continue;
        }
        match Module::load(&module.path).and_then(|module| module.tokens()) {
            Ok(views) => {
                usable += 1;
                tokens += views.len();
                views.iter().try_for_each(|view| show(view, now(), out))?;
                if views.is_empty() {
                    writeln!(out, "  Không thấy thiết bị nào đang cắm.")?;
                }
            }
            Err(fault) => refused(&fault, out)?,
        }
    }
    if tokens > 0 {
        writeln!(
            out,
            "\nKý: ocop sign VĂN-BẢN --role official|seal --token auto, hoặc ghi đường dẫn ở trên sau \
             --token."
        )?;
    }
    Ok(match (tokens, usable) {
        (1.., _) => Exit::Clean,
        (0, 1..) => Exit::Warnings,
        _ => Exit::Nothing,
    })
}

fn none(out: &mut dyn Write) -> io::Result<Exit> {
    let names: Vec<_> = modules::known().into_iter().map(|module| module.name).collect();
    writeln!(
        out,
        "Không thấy thư viện (PKCS#11) của thiết bị ký nào ở những chỗ thường có.\n  Đã tìm của: {}.\n  \
         Cần làm: cài phần mềm đi kèm thiết bị ký; nếu đã cài ở chỗ khác thì ghi đường dẫn đầy đủ của \
         thư viện: ocop keys list --module ĐƯỜNG-DẪN.",
        names.join(", ")
    )?;
    Ok(Exit::Nothing)
}

fn title(FoundModule { name, path, .. }: &FoundModule, out: &mut dyn Write) -> io::Result<()> {
    let name = if name.is_empty() { String::new() } else { format!("{name}: ") };
    writeln!(out, "{name}{}", path.display())?;
    // Code of the vendor runs next. Should it end the program, this line tells whose it was.
    out.flush()
}

fn refused(fault: &KeyError, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  {} {}\n  {fault}", fault.sentence(), fault.remedy())
}

fn show(view: &TokenView, at: OffsetDateTime, out: &mut dyn Write) -> io::Result<()> {
    let TokenView { label, holders, tries } = view;
    writeln!(out, "  Thiết bị “{label}”")?;
    for holder in holders {
        writeln!(out, "    {}", line(holder, at))?;
    }
    if holders.is_empty() {
        writeln!(out, "    chỉ cho xem chứng thư số sau khi có mã PIN")?;
    }
    match tries.warning() {
        Some(warning) => writeln!(out, "    CHÚ Ý: {warning}"),
        None => Ok(()),
    }
}

/// Says who holds a certificate, who issued it, and whether it can sign now.
fn line(identity: &Identity, at: OffsetDateTime) -> String {
    let Identity { name, issuer, fingerprint, .. } = identity;
    let standing = identity.standing(at);
    format!("{name} · {standing} · cấp bởi {issuer} · dấu vân tay {fingerprint}")
}

/// Returns the module to load: the one that was typed, or for `auto` the only one behind which a
/// token with this label is plugged in.
///
/// # Errors
///
/// [`KeyError::NoToken`] or [`KeyError::SeveralTokens`] when it cannot be told.
pub(super) fn module(typed: &Path, label: Option<&str>) -> Result<PathBuf, KeyError> {
    if typed != Path::new(AUTO) {
        return Ok(typed.to_owned());
    }
    let usable = modules::found(Path::is_file).into_iter().filter(|module| !module.is_narrow);
    let with_tokens = usable.filter_map(|FoundModule { path, .. }| {
        let tokens = Module::load(&path).and_then(|module| module.tokens()).ok()?;
        Some((path, tokens))
    });
    chosen(with_tokens.collect(), label)
}

/// Chooses the module behind which the token is. Vendors install several versions of a module, each
/// of which shows the same token: of modules that show the same, the first is taken.
fn chosen(
    modules: Vec<(PathBuf, Vec<TokenView>)>,
    label: Option<&str>,
) -> Result<PathBuf, KeyError> {
    let fits = |view: &TokenView| label.is_none_or(|label| view.label == label.trim());
    let mut fitting: Vec<(PathBuf, Vec<TokenView>)> = Vec::new();
    for (path, mut tokens) in modules {
        tokens.retain(fits);
        if !tokens.is_empty() && fitting.iter().all(|(_, others)| *others != tokens) {
            fitting.push((path, tokens));
        }
    }
    if fitting.len() > 1 {
        let labels = fitting.iter().flat_map(|(path, tokens)| {
            tokens.iter().map(|token| format!("{} ({})", token.label, path.display()))
        });
        return Err(KeyError::SeveralTokens(labels.collect()));
    }
    fitting.pop().map(|(path, _)| path).ok_or(KeyError::NoToken)
}

#[cfg(test)]
mod tests {
    use pdf_signature::keys::Tries;

    use super::*;

    fn token(label: &str) -> TokenView {
        TokenView { label: label.into(), holders: Vec::new(), tries: Tries::Enough }
    }

    #[test]
    fn a_path_that_was_typed_is_taken_as_it_is() {
        assert_eq!(module(Path::new("/a/b.so"), None), Ok(PathBuf::from("/a/b.so")));
    }

    #[test]
    fn two_versions_of_a_module_are_one_and_two_tokens_are_told_apart_by_label() {
        let modules = |tokens: &[(&str, &str)]| {
            tokens.iter().map(|(path, label)| (PathBuf::from(path), vec![token(label)])).collect()
        };
        let same = modules(&[("v6", "Con dấu"), ("v5", "Con dấu")]);
        assert_eq!(chosen(same, None), Ok(PathBuf::from("v6")));
        let two = || modules(&[("a", "Con dấu"), ("b", "Chữ ký")]);
        assert!(
            matches!(chosen(two(), None), Err(KeyError::SeveralTokens(labels)) if labels.len() == 2)
        );
        assert_eq!(chosen(two(), Some("Chữ ký")), Ok(PathBuf::from("b")));
        assert_eq!(chosen(two(), Some("Khác")), Err(KeyError::NoToken));
        assert_eq!(chosen(Vec::new(), None), Err(KeyError::NoToken));
    }

    #[test]
    fn a_module_that_does_not_load_is_told_with_what_to_do() {
        let mut said = Vec::new();
        let exit = list(Some(Path::new("/nowhere/libtoken.so")), &mut said).unwrap();
        let said = String::from_utf8(said).unwrap();
        assert_eq!(exit, Exit::Nothing);
        assert!(said.contains("Không nạp được thư viện") && said.contains("64 bit"), "{said}");
    }

    #[test]
    fn what_is_on_a_token_is_named() {
        let (mut said, moment) = (Vec::new(), time::OffsetDateTime::UNIX_EPOCH);
        let holder = Identity {
            name: "Hà Trọng Hải".into(),
            subject: "CN=Hà Trọng Hải".into(),
            issuer: "CN=CA".into(),
            serial: "1".into(),
            fingerprint: "ab12".into(),
            not_before: moment,
            not_after: moment,
            signs: true,
            rehearsal: false,
        };
        let view = TokenView { holders: vec![holder], tries: Tries::Last, ..token("Con dấu") };
        show(&view, moment, &mut said).unwrap();
        let said = String::from_utf8(said).unwrap();
        for part in [
            "“Con dấu”",
            "Hà Trọng Hải · còn hạn đến 01/01/1970 · cấp bởi CN=CA",
            "ab12",
            "MỘT lần",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
}
