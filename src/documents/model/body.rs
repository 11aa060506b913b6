//! The body of a paper. What papers of one kind have in common is held once for all of them.

use std::iter::Map;
use std::ops::Deref;
use std::slice::Iter;

use serde::Serialize;

use super::{BodyBlock, Document, Letterhead, Sheet};
use crate::shared::Shared;

/// The blocks between the subject of a paper and its signature.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Body(Vec<Shared<BodyBlock>>);

impl Body {
    /// Iterates over the blocks, from top to bottom.
    pub fn iter(&self) -> impl Iterator<Item = &BodyBlock> {
        self.into_iter()
    }
}

impl From<Vec<BodyBlock>> for Body {
    fn from(blocks: Vec<BodyBlock>) -> Self {
        Self(Shared::each(blocks))
    }
}

impl<'a> IntoIterator for &'a Body {
    type Item = &'a BodyBlock;
    type IntoIter = Map<Iter<'a, Shared<BodyBlock>>, fn(&Shared<BodyBlock>) -> &BodyBlock>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(Deref::deref)
    }
}

impl Document {
    /// Returns the letterhead of the paper itself: on a copy, that of the body that copies.
    #[must_use]
    pub fn own_header(&self) -> &Letterhead {
        match &self.sheet {
            Some(Sheet::Copy(copy)) => &copy.header,
            _ => &self.header,
        }
    }

    /// Lets everything that this paper has in common with another one of its kind be the same
    /// memory. A round may have thousands of invitations that differ in a name.
    pub fn share_with(&mut self, other: &Self) {
        self.header.share(&other.header);
        self.signatures.share(&other.signatures);
        self.recipients.share(&other.recipients);
        Shared::share_all(&mut self.body.0, &other.body.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::model::TextRun;

    fn invitation(name: &str) -> Document {
        let text = |text: &str| TextRun { text: text.to_owned(), ..TextRun::default() };
        let paragraph = |words: &str| BodyBlock::Paragraph { runs: vec![text(words)] };
        let header =
            Letterhead { parent: Vec::new(), issuer: Vec::new(), number: None, place: None };
        Document {
            title: "Giấy mời".into(),
            author: "Hội đồng".into(),
            header: header.into(),
            name: "GIẤY MỜI".into(),
            subject: "Họp Hội đồng".into(),
            addressees: Vec::new(),
            invited: None,
            body: vec![paragraph(name), paragraph("trân trọng kính mời")].into(),
            signatures: Vec::new().into(),
            recipients: vec!["Lưu: VT.".to_owned()].into(),
            annexes: Vec::new(),
            draft: false,
            sheet: None,
        }
    }

    #[test]
    fn what_two_invitations_have_in_common_is_one_and_they_stay_what_they_are() {
        let first = invitation("Bà Hoa");
        let (mut second, before) = (invitation("Ông Páo"), invitation("Ông Páo"));
        second.share_with(&first);
        assert_eq!(second, before);
        let same: Vec<bool> = first
            .body
            .iter()
            .zip(&second.body)
            .map(|(one, other)| std::ptr::eq(one, other))
            .collect();
        assert_eq!(same, [false, true]);
        assert!(std::ptr::eq::<Vec<String>>(
            &raw const *first.recipients,
            &raw const *second.recipients
        ));
        second.recipients.push("UBND tỉnh;".into());
        assert_eq!(first.recipients.len(), 1);
    }
}
