//! The kind of registration that the title of a table, or the name of its sheet, gives to all its
//! products.

use careful_spreadsheet::Worksheet;

use super::said::KindSaid;
use super::{RegistrationKind, RegistrationWords};
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::Sourced;
use crate::forms::phrases::SpeltText;
use crate::forms::submission::rows::sections::{ListSection, ListTools};

/// Words that join several kinds in one title: such a title is about a mixed list.
const JOINED: [&str; 4] = [" và ", " hoặc ", " va ", " hoac "];

/// The kind that the lines above a table, or the name of its sheet, give to its products, with the
/// cell. A line of its own, such as `II. Sản phẩm nâng hạng`, says it plainly; what a title or the
/// name of a sheet says is told, so that people check it.
pub(in crate::forms::submission) fn of_table(
    tools: ListTools<'_, '_>,
    sheet: &Worksheet,
    lines: &[(&str, Place)],
    titles: &[Sourced<String>],
    findings: &mut Findings,
) -> Option<(ListSection, Place)> {
    let is_title = |place: &Place| titles.iter().any(|title| title.place == *place);
    let lines = lines.iter().filter(|(_, place)| !is_title(place));
    let section = lines.rev().find_map(|(shown, place)| {
        let section = ListSection::of(tools, shown);
        matches!(section, ListSection::Registration(_)).then(|| (section, place.clone()))
    });
    if section.is_some() {
        return section;
    }
    let words = &tools.words.registration;
    let name = Sourced { value: sheet.name().to_owned(), place: sheet.place.clone() };
    let named = matches!(words.anywhere(&name.value), KindSaid::Clear(_)).then_some(&name);
    for title in titles.iter().chain(named) {
        match of_title(words, &title.value) {
            KindSaid::Clear(value) if value != RegistrationKind::First => {
                findings.push(understood(title, value));
                return Some((ListSection::TitleKind(value), title.place.clone()));
            }
            // The title of a mixed list, whose products say which, or of no kind.
            _ => {}
        }
    }
    None
}

/// What a title says: one kind, or nothing that holds for all products.
fn of_title(words: &RegistrationWords, title: &str) -> KindSaid {
    let spelt = SpeltText::of(title);
    let padded = format!(" {} ", spelt.words());
    match words.under_heading(title) {
        KindSaid::Clear(_) if JOINED.iter().any(|word| padded.contains(word)) => KindSaid::Unclear,
        said => said,
    }
}

/// The note about a title that gives all products of a table their kind.
fn understood(title: &Sourced<String>, kind: RegistrationKind) -> Finding {
    let message = format!(
        "Theo tên bảng hoặc tên trang, sản phẩm nào của bảng không ghi lần đăng ký thì được tính \
         là {}.",
        kind.name()
    );
    Finding::new(Code::RegistrationByTitle, title.place.clone(), message)
        .found(&title.value)
        .remedy("Nếu bảng có cả sản phẩm khác, thêm cột “Lần đăng ký” và ghi cho từng sản phẩm.")
}
