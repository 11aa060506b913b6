//! The signature fields of a form.

use std::collections::{BTreeMap, BTreeSet};

use super::area::place;
use super::file::View;
use super::pages::pages;
use crate::fill_in::FillIn;
use crate::pdf::StructureFault;
use crate::pdf::syntax::{Value, decode_text};

/// How deep fields may stand in each other.
const MAX_DEPTH: usize = 16;

/// A field that can be, or has been, signed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SignatureField {
    /// The number of the field's object.
    pub(crate) number: u32,
    /// The full name, parts joined by points.
    pub(crate) name: String,
    /// The number of its widget's object: the field itself, or its first kid.
    pub(crate) widget: u32,
    /// What `/V` holds.
    pub(crate) value: FieldValue,
    /// The page its widget stands on, from 1; `None` if on none.
    pub(crate) page: Option<usize>,
    /// The corners of the widget in points (left, bottom, right, top); `None` if it has no area and
    /// cannot be seen.
    pub(crate) rect: Option<[f64; 4]>,
}

/// The value of a signature field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldValue {
    /// Not signed.
    Empty,
    /// The signature is the object with this number.
    Object(u32),
    /// The signature stands in the field itself, or is something else.
    Inline,
}

impl SignatureField {
    pub(crate) fn is_signed(&self) -> bool {
        self.value != FieldValue::Empty
    }
}

/// All signature fields of a file, in the order of the form.
pub(crate) fn signature_fields(view: View<'_, '_>) -> Result<Vec<SignatureField>, StructureFault> {
    let Some(form) = view.form() else { return Ok(Vec::new()) };
    let mut walk = FieldWalk {
        view,
        page_of: page_of_annotations(view)?,
        seen: BTreeSet::new(),
        found: Vec::new(),
    };
    for field in view.array(form, b"Fields") {
        walk.field(field, "", false, 0)?;
    }
    Ok(walk.found)
}

/// A field of ours for what is filled in after signing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FillInField {
    /// The number of the field's object, which is its widget too.
    pub(crate) number: u32,
    /// What is filled in.
    pub(crate) blank: FillIn,
    /// What was filled in; `None` while it is empty.
    pub(crate) value: Option<String>,
    /// The corners of the widget in points (left, bottom, right, top).
    pub(crate) rect: Option<[f64; 4]>,
}

/// The fields of a form for what is filled in after signing, in the order of the form: text fields
/// of our names that are their own widgets. Fields of others with these names are none of them.
pub(crate) fn fill_in_fields(view: View<'_, '_>) -> Vec<FillInField> {
    let fields = view.form().map(|form| view.array(form, b"Fields")).unwrap_or_default();
    let numbers = fields.iter().filter_map(Value::reference);
    let field = |number: u32| {
        let dict = view.get(number)?.dict()?;
        let is_text = view.lookup(dict, b"FT").and_then(Value::name) == Some(b"Tx");
        let name = view.lookup(dict, b"T").and_then(Value::text).map(decode_text)?;
        let blank = FillIn::of_field(&name).filter(|_| is_text && dict.get(b"Kids").is_none())?;
        let value = view.lookup(dict, b"V").map(|value| value.text().map(decode_text));
        // A value that is no text is one that nobody can read.
        let value = value.map(Option::unwrap_or_default);
        Some(FillInField { number, blank, value, rect: place(view, dict) })
    };
    numbers.filter_map(field).collect()
}

/// What a form has besides signature fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Others {
    /// Nothing.
    None,
    /// Fields that all show what was drawn for them.
    Drawn,
    /// Fields that programs draw from the settings of the form.
    Made,
}

/// Whether other fields than signatures depend on the settings of the form.
pub(crate) fn other_fields(view: View<'_, '_>) -> Others {
    let Some(form) = view.form() else { return Others::None };
    let made = view.lookup(form, b"NeedAppearances") == Some(&Value::Boolean(true));
    let mut others = Others::None;
    let mut open: Vec<(u32, bool)> = view
        .array(form, b"Fields")
        .iter()
        .filter_map(Value::reference)
        .map(|number| (number, false))
        .collect();
    let mut seen = BTreeSet::new();
    while let Some((number, above)) = open.pop() {
        let Some(dict) =
            view.get(number).and_then(|object| object.dict()).filter(|_| seen.insert(number))
        else {
            continue;
        };
        let signature = view.lookup(dict, b"FT").map_or(above, |kind| kind.name() == Some(b"Sig"));
        let kids = view.array(dict, b"Kids");
        open.extend(kids.iter().filter_map(Value::reference).map(|number| (number, signature)));
        if kids.is_empty() && !signature {
            let drawn =
                view.dict(dict, b"AP").is_some_and(|appearance| appearance.get(b"N").is_some());
            others =
                if made || !drawn || others == Others::Made { Others::Made } else { Others::Drawn };
        }
    }
    others
}

fn page_of_annotations(view: View<'_, '_>) -> Result<BTreeMap<u32, usize>, StructureFault> {
    let mut page_of = BTreeMap::new();
    for (index, page) in pages(view)?.into_iter().enumerate() {
        let Some(page) = view.get(page).and_then(|object| object.dict()) else { continue };
        page_of.extend(
            view.array(page, b"Annots")
                .iter()
                .filter_map(Value::reference)
                .map(|number| (number, index + 1)),
        );
    }
    Ok(page_of)
}

struct FieldWalk<'f, 'a> {
    view: View<'f, 'a>,
    page_of: BTreeMap<u32, usize>,
    seen: BTreeSet<u32>,
    found: Vec<SignatureField>,
}

impl<'a> FieldWalk<'_, 'a> {
    fn field(
        &mut self,
        field: &Value<'a>,
        above: &str,
        signature: bool,
        depth: usize,
    ) -> Result<(), StructureFault> {
        let Some(number) = field.reference() else { return Ok(()) };
        let Some(dict) = self.view.get(number).and_then(|object| object.dict()) else {
            return Ok(());
        };
        if depth > MAX_DEPTH || !self.seen.insert(number) {
            return Err(StructureFault::Unsupported(
                "cây ô nhập của biểu mẫu quá sâu hoặc lặp lại",
            ));
        }
        let signature =
            self.view.lookup(dict, b"FT").map_or(signature, |kind| kind.name() == Some(b"Sig"));
        let own = self.view.lookup(dict, b"T").and_then(Value::text).map(decode_text);
        let name = match (above, own) {
            (above, None) => above.to_owned(),
            ("", Some(own)) => own,
            (above, Some(own)) => format!("{above}.{own}"),
        };
        let kids = self.view.array(dict, b"Kids");
        let named = |kid: &&Value<'a>| {
            let kid = kid
                .reference()
                .and_then(|number| self.view.get(number))
                .and_then(|object| object.dict());
            kid.is_some_and(|kid| kid.get(b"T").is_some())
        };
        if kids.iter().any(|kid| named(&kid)) {
            for kid in kids {
                self.field(kid, &name, signature, depth + 1)?;
            }
        } else if signature {
            let widget = kids.first().and_then(Value::reference).unwrap_or(number);
            let value = match dict.get(b"V") {
                None | Some(Value::Null) => FieldValue::Empty,
                Some(Value::Reference(number, _)) => FieldValue::Object(*number),
                Some(_) => FieldValue::Inline,
            };
            let rect = self
                .view
                .get(widget)
                .and_then(|object| object.dict())
                .and_then(|widget| place(self.view, widget));
            let page = self.page_of.get(&widget).copied();
            self.found.push(SignatureField { number, name, widget, value, page, rect });
        }
        Ok(())
    }
}
