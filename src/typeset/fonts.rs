//! Loads the fonts: Tinos from the program, or the office's own Times New Roman. Fonts of the
//! system are never used.

use std::io;

use typst::foundations::Bytes;
use typst::text::{Font, FontStyle, FontWeight};
use typst_kit::fonts::FontStore;

use crate::finding::{Code, Finding, Findings, Place};
use crate::templates::Templates;

/// The font family that the decree names. It is used when the office provides all four styles.
///
/// Nghị định 30/2020/NĐ-CP, Phụ lục I, mục I.3.
const PREFERRED: &str = "Times New Roman";

/// The font family in the program; its letters have the same widths.
const EMBEDDED: &str = "Tinos";

/// The styles that a family must have, as (bold, italic), with their Vietnamese names.
const STYLES: [((bool, bool), &str); 4] = [
    ((false, false), "thường"),
    ((true, false), "đậm"),
    ((false, true), "nghiêng"),
    ((true, true), "đậm nghiêng"),
];

/// The fonts of a run.
pub(super) struct LoadedFonts {
    /// All loaded fonts.
    pub(super) store: FontStore,
    /// Name of the family that the layouts use.
    pub(super) family: &'static str,
}

/// Loads the fonts of `templates/fonts/`. A file of the office that is not a font gives a finding
/// and is skipped.
///
/// # Errors
///
/// When the folder cannot be read.
pub(super) fn load(templates: &Templates) -> io::Result<(LoadedFonts, Findings)> {
    let mut store = FontStore::new();
    let mut findings = Findings::default();
    let mut preferred = Vec::new();
    for template in templates.folder("fonts")? {
        if !is_font_file(&template.name) {
            continue;
        }
        let fonts: Vec<Font> = Font::iter(Bytes::new(template.bytes)).collect();
        if fonts.is_empty() {
            findings.push(
                Finding::new(
                    Code::TemplateBroken,
                    Place::file(format!("templates/{}", template.name)),
                    "Tệp này không phải phông chữ.",
                )
                .allowed("tệp .ttf hoặc .otf"),
            );
        }
        preferred.extend(fonts.iter().filter(|font| font.info().family == PREFERRED).map(style));
        store.extend(fonts.into_iter().map(|font| (font.clone(), font.info().clone())));
    }
    let (family, incomplete) = family(&preferred);
    findings.extend(incomplete);
    Ok((LoadedFonts { store, family }, findings))
}

/// Returns the family to print with, for these styles of the preferred family; with a finding when
/// the family is incomplete.
fn family(preferred: &[(bool, bool)]) -> (&'static str, Option<Finding>) {
    let missing: Vec<_> = STYLES
        .iter()
        .filter(|(style, _)| !preferred.contains(style))
        .map(|(_, name)| *name)
        .collect();
    match (preferred.is_empty(), missing.is_empty()) {
        (_, true) => (PREFERRED, None),
        (true, false) => (EMBEDDED, None),
        (false, false) => (EMBEDDED, Some(incomplete(&missing))),
    }
}

fn incomplete(missing: &[&str]) -> Finding {
    let message = "Phông Times New Roman của cơ quan chưa đủ bốn kiểu nên văn bản được in bằng \
                   phông đi kèm chương trình.";
    Finding::new(Code::FontIncomplete, Place::file("templates/fonts"), message)
        .found(format!("còn thiếu: {}", missing.join(", ")))
        .remedy("Chép đủ bốn tệp phông của Times New Roman vào thư mục này.")
}

fn is_font_file(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    ["ttf", "otf", "ttc", "otc"].contains(&ending.as_str())
}

/// Returns the style of a font as (bold, italic).
fn style(font: &Font) -> (bool, bool) {
    let variant = font.info().variant;
    (variant.weight >= FontWeight::BOLD, variant.style != FontStyle::Normal)
}

#[cfg(test)]
mod tests {
    use super::{EMBEDDED, PREFERRED, family};
    use crate::finding::Code;

    #[test]
    fn the_offices_font_is_used_when_it_has_all_styles() {
        let styles = [(false, false), (true, false), (false, true), (true, true)];
        assert_eq!(family(&styles), (PREFERRED, None));
        assert_eq!(family(&[]), (EMBEDDED, None));
        let (name, told) = family(&styles[..2]);
        let told = told.expect("two styles are missing");
        assert_eq!((name, told.code), (EMBEDDED, Code::FontIncomplete));
        assert_eq!(told.found.as_deref(), Some("còn thiếu: nghiêng, đậm nghiêng"));
    }
}
