//! The paper that is signed: its fields, where they are, and how a signature looks.

use super::SignError;
use crate::fill_in::FillIn;
use crate::pdf::{Dict, FillInField, Id, NewField, SignatureField, Update, Value, encode_text};
use crate::role::Role;

/// How far the picture of a signature may be off its place, in points; programs round differently.
pub(super) const SLACK: f64 = 0.5;

/// Where a signature stands on a paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FieldBox {
    /// The page, beginning with 1.
    pub page: u32,
    /// Left, bottom, right and top in points from the page's lower left corner; four zeros for an
    /// invisible signature.
    pub rectangle: [f32; 4],
}

/// A paper to sign.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// The whole file.
    pub pdf: &'a [u8],
    /// Every field of the paper with its place, in the order of signing; made when the first of
    /// them signs, not looked at later. A separate annex has the seal only.
    pub places: &'a [(Role, FieldBox)],
    /// The blanks that are filled in between the last person's signature and the seal; made with
    /// the places. Empty for a paper that has its number and day.
    pub blanks: &'a [(FillIn, FieldBox)],
    /// How this signature looks: a PDF of one page as large as the place. `None` for a signature
    /// that shows nothing.
    pub appearance: Option<&'a [u8]>,
}

/// A field that was found or made, and what its signature will lock.
pub(super) struct Prepared {
    pub(super) field: Id,
    /// `/Action` and `/Fields`; `None` for a field of an earlier version, which locks nothing.
    pub(super) lock: Option<Dict<'static>>,
}

impl Paper<'_> {
    /// Finds the role's field or makes all fields, and puts the picture in. Nothing is signed yet.
    pub(super) fn prepare(
        &self,
        update: &mut Update<'_>,
        role: Role,
    ) -> Result<Prepared, SignError> {
        let fields = update.signature_fields()?;
        let field_of = |role: Role| fields.iter().find(|field| field.name == role.field());
        let own = match field_of(role) {
            Some(field) if field.is_signed() => return Err(SignError::AlreadySigned(role.field())),
            Some(field) => update.id_of(field),
            None if fields.iter().any(SignatureField::is_signed) => {
                return Err(SignError::ForeignSignatures);
            }
            None => self.make_fields(update, role)?,
        };
        let is_awaited = |earlier: Role| match field_of(earlier) {
            Some(field) => !field.is_signed(),
            None => field_of(role).is_none() && self.place_of(earlier).is_some(),
        };
        let mut earlier = Role::ALL.into_iter().filter(|earlier| *earlier < role);
        match earlier.find(|earlier| is_awaited(*earlier)) {
            Some(Role::CoSigner(_)) => return Err(SignError::CoSignerFirst),
            Some(_) => return Err(SignError::OfficialFirst),
            None => {}
        }
        if role == Role::Seal {
            let unfilled = |blank: &FillInField| blank.value.is_none();
            if let Some(empty) = update.fill_in_fields().into_iter().find(unfilled) {
                return Err(SignError::NotFilledIn(empty.blank));
            }
        }
        let rectangle = field_of(role).map_or_else(|| self.place_of(role), |field| field.rect);
        self.show(update, own, size(rectangle))?;
        let lock = update.dictionary(own)?.get(b"Lock").and_then(Value::dict).cloned();
        Ok(Prepared { field: own, lock })
    }

    /// The rectangle of the role's place.
    fn place_of(&self, role: Role) -> Option<[f64; 4]> {
        let (_, place) = self.places.iter().find(|(other, _)| *other == role)?;
        Some(place.rectangle.map(f64::from))
    }

    fn make_fields(&self, update: &mut Update<'_>, own: Role) -> Result<Id, SignError> {
        let mut made = None;
        for (role, place) in self.places {
            let title = sentence(role.title());
            let lock = Some(self.lock(*role));
            let new = NewField { name: role.field(), title: &title, lock };
            let field = update.add_field(new, place.page, place.rectangle)?;
            if *role == own {
                made = Some(field);
            }
        }
        for (blank, place) in self.blanks {
            let title = sentence(blank.title());
            let new = NewField { name: blank.field(), title: &title, lock: None };
            update.add_field(new, place.page, place.rectangle)?;
        }
        made.ok_or(SignError::NoPlace(own.field()))
    }

    /// What the signature of a role locks: everything but what comes after it. Behind the seal
    /// nothing comes.
    fn lock(&self, role: Role) -> Dict<'static> {
        if role == Role::Seal {
            return Dict::default().with("Action", Value::named("All"));
        }
        let later = self.places.iter().map(|(other, _)| *other).filter(|other| *other > role);
        let blanks = self.blanks.iter().map(|(blank, _)| blank.field());
        let open: Vec<_> = later.map(Role::field).chain(blanks).map(encode_text).collect();
        Dict::default().with("Action", Value::named("Exclude")).with("Fields", open)
    }

    fn show(&self, update: &mut Update<'_>, field: Id, place: [f64; 2]) -> Result<(), SignError> {
        let Some(appearance) = self.appearance else { return Ok(()) };
        let picture = update.import_turned(appearance, update.quarters_of(field))?;
        if picture.size.iter().zip(place).any(|(picture, place)| (picture - place).abs() > SLACK) {
            return Err(SignError::WrongSize {
                picture: picture.size.map(tenths),
                place: place.map(tenths),
            });
        }
        update.change(field)?.set("AP", Dict::default().with("N", picture.id));
        Ok(())
    }
}

/// The beginning of every signature's dictionary.
pub(crate) fn signature_dictionary(kind: &'static str, format: &'static str) -> Dict<'static> {
    Dict::default()
        .with("Type", Value::named(kind))
        .with("Filter", Value::named("Adobe.PPKLite"))
        .with("SubFilter", Value::named(format))
}

/// The words with a capital letter in front.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What a signature says it forbids: with `certifies`, that nothing may follow but forms and
/// signatures; with a lock, which fields may no longer change (ISO 32000-1, 12.8.2). PDF/A allows
/// no hash in it.
pub(super) fn references(
    lock: Option<&Dict<'static>>,
    certifies: bool,
    catalog: Id,
) -> Vec<Value<'static>> {
    let reference = |method: &'static str, parameters: Dict<'static>| {
        Dict::default()
            .with("Type", Value::named("SigRef"))
            .with("TransformMethod", Value::named(method))
            .with("TransformParams", parameters.with("Type", Value::named("TransformParams")))
    };
    let mut references = Vec::new();
    if certifies {
        let parameters = Dict::default().with("P", 2).with("V", Value::named("1.2"));
        references.push(reference("DocMDP", parameters).into());
    }
    if let Some(lock) = lock {
        let mut parameters = Dict::default().with("V", Value::named("1.2"));
        for key in [&b"Action"[..], b"Fields"] {
            if let Some(value) = lock.get(key) {
                parameters.set(key, value.taken_over());
            }
        }
        references.push(reference("FieldMDP", parameters).with("Data", catalog).into());
    }
    references
}

/// Width and height; nothing for an invisible field.
fn size(rectangle: Option<[f64; 4]>) -> [f64; 2] {
    rectangle.map_or([0.0; 2], |[left, bottom, right, top]| [right - left, top - bottom])
}

#[expect(clippy::cast_possible_truncation, reason = "a page is some thousand points")]
pub(super) fn tenths(points: f64) -> i64 {
    (points * 10.0).round() as i64
}
