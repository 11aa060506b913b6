//! The paper that is signed: its fields, where they are, and how a signature looks.

use super::SignError;
use crate::pdf::{Dict, Id, SignatureField, Update, Value};
use crate::role::Role;

/// How far the picture of a signature may be off its place, in points; programs round differently.
const SLACK: f64 = 0.5;

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
    /// Every field of the paper with its place; made when the first of them signs, not looked at
    /// later. A separate annex has the seal only.
    pub places: &'a [(Role, FieldBox)],
    /// How this signature looks: a PDF of one page as large as the place. `None` for a signature
    /// that shows nothing.
    pub appearance: Option<&'a [u8]>,
}

impl Paper<'_> {
    /// Finds the role's field or makes all fields, and puts the picture in. Nothing is signed yet.
    pub(super) fn prepare(&self, update: &mut Update<'_>, role: Role) -> Result<Id, SignError> {
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
        let official_awaited = match field_of(Role::Official) {
            Some(field) => !field.is_signed(),
            None => {
                field_of(role).is_none()
                    && self.places.iter().any(|(role, _)| *role == Role::Official)
            }
        };
        if role == Role::Seal && official_awaited {
            return Err(SignError::OfficialFirst);
        }
        let rectangle = field_of(role).map_or_else(|| self.place_of(role), |field| field.rect);
        self.show(update, own, size(rectangle))?;
        Ok(own)
    }

    /// The rectangle of the role's place.
    fn place_of(&self, role: Role) -> Option<[f64; 4]> {
        let (_, place) = self.places.iter().find(|(other, _)| *other == role)?;
        Some(place.rectangle.map(f64::from))
    }

    fn make_fields(&self, update: &mut Update<'_>, own: Role) -> Result<Id, SignError> {
        let mut made = None;
        for (role, place) in self.places {
            let field = update.add_field(role.field(), place.page, place.rectangle)?;
            if *role == own {
                made = Some(field);
            }
        }
        made.ok_or(SignError::NoPlace(own.field()))
    }

    fn show(&self, update: &mut Update<'_>, field: Id, place: [f64; 2]) -> Result<(), SignError> {
        let Some(appearance) = self.appearance else { return Ok(()) };
        let picture = update.import(appearance)?;
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

/// Width and height; nothing for an invisible field.
fn size(rectangle: Option<[f64; 4]>) -> [f64; 2] {
    rectangle.map_or([0.0; 2], |[left, bottom, right, top]| [right - left, top - bottom])
}

#[expect(clippy::cast_possible_truncation, reason = "a page is some thousand points")]
fn tenths(points: f64) -> i64 {
    (points * 10.0).round() as i64
}
