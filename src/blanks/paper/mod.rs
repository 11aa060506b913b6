//! Ballots to print and write on: a booklet for each member and session.
//!
//! What is the same for all members is typeset once: the criteria of each product set, and the head
//! of each product. A booklet lays them over each other with the member's name and code.

mod cover;
mod sheets;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use self::cover::MemberPages;
use self::sheets::{ProductPages, SetPages};
use crate::criteria::{Act, ProductSet, RoundActs};
use crate::forms::{FormIdentity, FormProduct};
use crate::round::{Round, Session};
use crate::typeset::{BookletTitle, Leaf, PageStock, TypesetFailure, Typesetter, bind};

/// The pages that all members share, ready to be bound.
pub struct PaperBallots<'a> {
    typesetter: &'a Typesetter,
    round: &'a Round,
    acts: &'a RoundActs,
    sets: PageStock,
    products: PageStock,
    /// The part of `sets` that holds the criteria of each set, by act and name.
    set_of: BTreeMap<(String, String), usize>,
    /// The part of `products` that holds each product, by its key.
    product_of: BTreeMap<String, usize>,
}

/// The stocks of a booklet, as its leaves name them.
const SETS: usize = 0;
const PRODUCTS: usize = 1;
const MEMBER: usize = 2;

/// Pages of each product in the stock of products: its head, and the line over its other pages.
const PAGES_OF_PRODUCT: usize = 2;

impl<'a> PaperBallots<'a> {
    /// Typesets what the ballots on these products share. Their numbers are those of their order
    /// here. Products whose set the acts do not have are left out.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure`] when the fonts lack a character of a name, or a layout of the office does
    /// not compile.
    pub fn new(
        typesetter: &'a Typesetter,
        round: &'a Round,
        acts: &'a RoundActs,
        products: &[FormProduct],
    ) -> Result<Self, TypesetFailure> {
        let mut set_of = BTreeMap::new();
        let mut sets = Vec::new();
        let mut known = Vec::new();
        for product in products {
            let Some((act, set)) = found(acts, product) else { continue };
            known.push(product);
            set_of.entry((act.id.clone(), set.name.clone())).or_insert_with(|| {
                sets.push(SetPages::of(act, set));
                sets.len() - 1
            });
        }
        let product_of = known.iter().enumerate();
        let product_of = product_of.map(|(index, product)| (product.key.clone(), index)).collect();
        Ok(Self {
            sets: typesetter.pages("phieu-cham", &sheets::SetsData { sets })?,
            products: typesetter.pages("phieu-cham-san-pham", &ProductPages::of(&known))?,
            typesetter,
            round,
            acts,
            set_of,
            product_of,
        })
    }

    /// Returns the ballot of one member for a session as PDF bytes. The products of `identity` must
    /// be among those that were given before.
    ///
    /// # Errors
    ///
    /// [`TypesetFailure`], as [`new`](Self::new).
    pub fn booklet(
        &self,
        identity: &FormIdentity,
        session: &Session,
    ) -> Result<Vec<u8>, TypesetFailure> {
        let data = MemberPages::of(self.round, self.acts, identity, session, |product| {
            self.product_of.get(&product.key).map(|index| index + 1)
        });
        let title = BookletTitle {
            title: format!("Phiếu chấm điểm, lần chấm {}: {}", session.number, data.called()),
            author: self.round.council.name.clone(),
        };
        let member = self.typesetter.pages("phieu-cham-bia", &data)?;
        let leaves = self.leaves(identity, &member);
        bind(&[&self.sets, &self.products, &member], &leaves, &title)
    }

    /// Puts the pages in their order: the cover, then product by product.
    fn leaves(&self, identity: &FormIdentity, member: &PageStock) -> Vec<Leaf> {
        let closed = identity.products.iter().filter(|product| product.closed.is_some()).count();
        let foot = member.count().saturating_sub(1);
        let cover = foot.saturating_sub(closed);
        let mut leaves: Vec<Leaf> = (0..cover).map(|page| vec![(MEMBER, page)]).collect();
        let mut next_closed = cover;
        for product in &identity.products {
            if product.closed.is_some() {
                leaves.push(vec![(MEMBER, next_closed)]);
                next_closed += 1;
                continue;
            }
            let set = self.set_of.get(&(product.act.clone(), product.set.clone()));
            let head = self.product_of.get(&product.key);
            let (Some(set), Some(head)) = (set, head) else { continue };
            for (index, page) in self.sets.part(*set).enumerate() {
                let over = head * PAGES_OF_PRODUCT + usize::from(index > 0);
                leaves.push(vec![(SETS, page), (PRODUCTS, over), (MEMBER, foot)]);
            }
        }
        leaves
    }
}

/// Finds the set of a product in the acts of the round.
fn found<'a>(acts: &'a RoundActs, product: &FormProduct) -> Option<(&'a Act, &'a ProductSet)> {
    let act = acts.iter().find(|act| act.id == product.act)?;
    Some((act, act.sets.iter().find(|set| set.name == product.set)?))
}
