//! What a file does by itself: scripts and actions that run when it is opened, read or clicked.

use std::collections::BTreeSet;

use super::reading::{PdfFile, View};
use super::syntax::{Dict, Value};

/// Something that a file does besides showing its pages. Going to a place, and opening an address
/// that somebody clicks, are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Activity {
    /// It has a script, or a form that is one.
    Script,
    /// It opens a program.
    Opening,
    /// It sends what was filled in, or takes in what another file has.
    Sending,
    /// It plays sound or film.
    Playing,
    /// It hides or shows parts of its pages.
    Hiding,
    /// It does something when a page is opened, closed, printed or touched.
    ByItself,
}

impl PdfFile<'_> {
    /// What the file does by itself, as it is now; empty for one that only shows its pages.
    pub fn activities(&self) -> BTreeSet<Activity> {
        let view = self.latest();
        let mut found = BTreeSet::new();
        for object in view.objects() {
            // Also the dictionary of a stream.
            object.value.any(&mut |value| {
                found.extend(value.dict().into_iter().flat_map(|dict| of(view, dict)));
                false
            });
        }
        if view.form().is_some_and(|form| view.lookup(form, b"XFA").is_some()) {
            found.insert(Activity::Script);
        }
        found
    }
}

/// What one dictionary makes a file do (ISO 32000-1, 12.6).
fn of<'v, 'a>(view: View<'v, 'a>, dict: &'v Dict<'a>) -> Vec<Activity> {
    let kind = match view.lookup(dict, b"S").and_then(Value::name) {
        Some(b"JavaScript") => Some(Activity::Script),
        Some(b"Launch") => Some(Activity::Opening),
        Some(b"SubmitForm" | b"ImportData") => Some(Activity::Sending),
        Some(b"Rendition" | b"Movie" | b"Sound" | b"RichMediaExecute") => Some(Activity::Playing),
        Some(b"SetOCGState" | b"Hide") => Some(Activity::Hiding),
        _ => None,
    };
    // A font may be called like the key.
    let events = view.lookup(dict, b"AA").and_then(Value::dict);
    let is_action =
        |value| view.resolve(value).dict().is_some_and(|action| action.get(b"S").is_some());
    let by_itself = events.is_some_and(|events| events.iter().any(|(_, value)| is_action(value)));
    let unknown = [&b"A"[..], b"OpenAction", b"Next"].into_iter().any(|key| {
        view.lookup(dict, key).is_some_and(|value| match value {
            Value::Array(actions) => actions.iter().any(|action| is_unknown(view, action)),
            alone => is_unknown(view, alone),
        })
    });
    kind.into_iter().chain((by_itself || unknown).then_some(Activity::ByItself)).collect()
}

/// The kinds of actions that there are.
const KINDS: [&[u8]; 20] = [
    b"GoTo",
    b"GoTo3DView",
    b"GoToDp",
    b"GoToE",
    b"GoToR",
    b"Hide",
    b"ImportData",
    b"JavaScript",
    b"Launch",
    b"Movie",
    b"Named",
    b"Rendition",
    b"ResetForm",
    b"RichMediaExecute",
    b"SetOCGState",
    b"Sound",
    b"SubmitForm",
    b"Thread",
    b"Trans",
    b"URI",
];

/// Whether something is an action of a kind that is none of them: some program may know it.
fn is_unknown(view: View<'_, '_>, value: &Value<'_>) -> bool {
    let action = match value {
        Value::Reference(number, _) => view.target(*number).and_then(|object| object.dict()),
        value => value.dict(),
    };
    let kind = action.and_then(|action| action.get(b"S"));
    kind.is_some_and(|kind| kind.name().is_none_or(|kind| !KINDS.contains(&kind)))
}

#[cfg(test)]
mod tests {
    use lopdf::{Dictionary, Document, Object, dictionary};

    use super::*;

    /// What a file of one page does whose catalog has this too.
    fn done(more: &Dictionary) -> Vec<Activity> {
        let mut document = Document::with_version("1.7");
        let pages = document.new_object_id();
        let page = document.add_object(dictionary! { "Type" => "Page", "Parent" => pages });
        let kids = vec![Object::Reference(page)];
        let size = vec![0.into(), 0.into(), 595.into(), 842.into()];
        let tree =
            dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => kids, "MediaBox" => size };
        document.objects.insert(pages, tree.into());
        let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages };
        catalog.extend(more);
        let root = document.add_object(catalog);
        document.trailer.set("Root", root);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        PdfFile::from_bytes(&bytes).unwrap().activities().into_iter().collect()
    }

    #[test]
    fn scripts_and_actions_are_told_and_a_place_to_begin_at_is_none() {
        let action = |kind: &str| dictionary! { "S" => kind };
        let opening = |kind: &str| done(&dictionary! { "OpenAction" => action(kind) });
        assert_eq!(done(&Dictionary::new()), []);
        assert_eq!(opening("GoTo"), []);
        assert_eq!(opening("URI"), []);
        assert_eq!(opening("JavaScript"), [Activity::Script]);
        assert_eq!(opening("Launch"), [Activity::Opening]);
        assert_eq!(opening("SubmitForm"), [Activity::Sending]);
        assert_eq!(opening("JavaScript2"), [Activity::ByItself]);
        let named = dictionary! { "S" => Object::string_literal("Launch") };
        assert_eq!(done(&dictionary! { "OpenAction" => named }), [Activity::ByItself]);
        let scripts = vec![Object::string_literal("a"), action("JavaScript").into()];
        let lists = dictionary! { "JavaScript" => dictionary! { "Names" => scripts } };
        assert_eq!(done(&dictionary! { "Names" => lists }), [Activity::Script]);
        let closing = dictionary! { "AA" => dictionary! { "WC" => action("Named") } };
        assert_eq!(done(&closing), [Activity::ByItself]);
        let font = dictionary! { "AA" => dictionary! { "Type" => "Font" } };
        assert_eq!(done(&dictionary! { "Font" => font }), []);
        let form = dictionary! { "XFA" => vec![Object::string_literal("a")] };
        assert_eq!(done(&dictionary! { "AcroForm" => form }), [Activity::Script]);
    }
}
