//! The body of a paper. What papers of one kind have in common is held once for all of them.

use std::iter::Map;
use std::ops::Deref;
use std::slice::Iter;

use serde::Serialize;

use super::{BodyBlock, Document};
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
        Self(blocks.into_iter().map(Shared::from).collect())
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
    /// Lets everything that this paper has in common with another one of its kind be the same
    /// memory. A round may have thousands of invitations that differ in a name.
    pub fn share_with(&mut self, other: &Self) {
        self.header.share(&other.header);
        self.signatures.share(&other.signatures);
        self.recipients.share(&other.recipients);
        Shared::share_all(&mut self.body.0, &other.body.0);
    }
}
