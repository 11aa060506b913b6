//! Ballots to print and write on: a booklet for each member and session.
//!
//! What is the same for all members is typeset once: the criteria of each product set, and the head
//! of each product. A booklet lays them over each other with the member's name and code.

mod cover;
mod sheets;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use self::cover::MemberPages;
use self::sheets::{ProductPages, SetPages, SetsData};
use crate::criteria::{Act, ProductSet, RoundActs};
use crate::forms::{FormIdentity, FormProduct};
use crate::round::{Round, Session};
use crate::typeset::{self, BookletTitle, Leaf, PageStock, TypesetFailure, Typesetter, bind};

/// The pages that all members share, ready to be bound.
pub struct PaperBallots<'a> {
    typesetter: &'a Typesetter,
    round: &'a Round,
    acts: &'a RoundActs,
    /// The criteria of all sets, a few sets a stock.
    sets: Vec<PageStock>,
    products: PageStock,
    /// The number of each set among all, by act and name.
    set_of: BTreeMap<(String, String), usize>,
    /// The part of `products` that holds each product, by its key.
    product_of: BTreeMap<String, usize>,
}

/// How many sets are typeset at a time. Their pages share their fonts; more at a time need more
/// memory.
const SETS_AT_A_TIME: usize = 2;

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
        let chunks: Vec<&[SetPages<'_>]> = sets.chunks(SETS_AT_A_TIME).collect();
        // One after the other: the layout of a few sets takes some thirty megabytes.
        let typeset = chunks.into_iter().map(|sets| {
            let pages = typesetter.pages("phieu-cham", &SetsData { sets });
            typeset::forget(0);
            pages
        });
        Ok(Self {
            sets: typeset.collect::<Result<_, _>>()?,
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
        let stocks: Vec<&PageStock> = self.sets.iter().chain([&self.products, &member]).collect();
        bind(&stocks, &leaves, &title)
    }

    /// Returns the stock with the criteria of a set, and its pages.
    fn pages_of(&self, set: usize) -> (usize, Range<usize>) {
        let stock = set / SETS_AT_A_TIME;
        (stock, self.sets.get(stock).map_or(0..0, |pages| pages.part(set % SETS_AT_A_TIME)))
    }

    /// Puts the pages in their order: the cover, then product by product.
    fn leaves(&self, identity: &FormIdentity, member: &PageStock) -> Vec<Leaf> {
        let closed = identity.products.iter().filter(|product| product.closed.is_some()).count();
        let foot = member.count().saturating_sub(1);
        let cover = foot.saturating_sub(closed);
        let (products, own) = (self.sets.len(), self.sets.len() + 1);
        let mut leaves: Vec<Leaf> = (0..cover).map(|page| vec![(own, page)]).collect();
        let mut next_closed = cover;
        for product in &identity.products {
            if product.closed.is_some() {
                leaves.push(vec![(own, next_closed)]);
                next_closed += 1;
                continue;
            }
            let set = self.set_of.get(&(product.act.clone(), product.set.clone()));
            let head = self.product_of.get(&product.key);
            let (Some(set), Some(head)) = (set, head) else { continue };
            let (stock, pages) = self.pages_of(*set);
            for (index, page) in pages.enumerate() {
                let over = head * PAGES_OF_PRODUCT + usize::from(index > 0);
                leaves.push(vec![(stock, page), (products, over), (own, foot)]);
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
