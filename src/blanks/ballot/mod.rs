//! The ballot (phiếu chấm điểm) of a member for a session: a cover, and a sheet for each product
//! in the form of its act, with one open cell for each criterion.

mod copies;
mod cover;
mod options;
mod pen;
mod product;
mod subject;
mod table;
#[cfg(test)]
mod tests;
mod whose;

use rayon::prelude::*;
use rust_xlsxwriter::XlsxError;

use self::copies::{Mark, Master};
use self::pen::BallotLook;
use self::subject::Subject;
use self::whose::Whose;
use super::book::FormBook;
use crate::criteria::RoundActs;
use crate::fingerprint::sha256;
use crate::forms::{FormIdentity, FormProduct};
use crate::round::{Round, Session};

/// Writes the ballot of a member for a session as a workbook. Products that are closed have a sheet
/// that says why and takes no mark.
///
/// The same identity and round give the same bytes.
///
/// # Errors
///
/// When the workbook cannot be made; no text of a round is known to cause it.
pub fn ballot(
    identity: &FormIdentity,
    round: &Round,
    session: &Session,
    acts: &RoundActs,
) -> Result<Vec<u8>, XlsxError> {
    let whose = [Whose::new(identity, round, session)];
    let mut made = alike(&[identity], &whose, round, acts)?;
    Ok(made.pop().unwrap_or_default())
}

/// Writes many ballots, as [`ballot`] writes each, on all threads and in their order. What ballots
/// of the same products have in common is written once.
///
/// # Errors
///
/// As [`ballot`].
pub fn ballots(
    forms: &[(FormIdentity, &Session)],
    round: &Round,
    acts: &RoundActs,
) -> Result<Vec<Vec<u8>>, XlsxError> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let is_alike = |one: usize, other: usize| {
        let keys = |index: usize| forms[index].0.lines().into_iter().map(|(key, _)| key);
        forms[one].0.products == forms[other].0.products && keys(one).eq(keys(other))
    };
    for index in 0..forms.len() {
        match groups.iter_mut().find(|group| is_alike(group[0], index)) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    let write = |group: &Vec<usize>| -> Result<Vec<(usize, Vec<u8>)>, XlsxError> {
        let of = |index: &usize| &forms[*index];
        let identities: Vec<_> = group.iter().map(of).map(|(identity, _)| identity).collect();
        let whose = group.iter().map(of);
        let whose: Vec<_> =
            whose.map(|(identity, session)| Whose::new(identity, round, session)).collect();
        let made = alike(&identities, &whose, round, acts)?;
        Ok(group.iter().copied().zip(made).collect())
    };
    let made: Result<Vec<_>, _> = groups.par_iter().map(write).collect();
    let mut made: Vec<_> = made?.into_iter().flatten().collect();
    made.sort_by_key(|(index, _)| *index);
    Ok(made.into_iter().map(|(_, bytes)| bytes).collect())
}

/// Writes ballots of the same products with these texts of their members and sessions.
fn alike(
    identities: &[&FormIdentity],
    whose: &[Whose],
    round: &Round,
    acts: &RoundActs,
) -> Result<Vec<Vec<u8>>, XlsxError> {
    let Some((first, whose_first)) = identities.first().zip(whose.first()) else {
        return Ok(Vec::new());
    };
    let products = &first.products;
    let mark = Mark::new(&sha256(format!("{products:?}").as_bytes())[..16]);
    let master = write(products, round, acts, &mark.instead_of(whose_first))?;
    let master = Master::new(master, mark)?;
    let make = |whose: &Whose| {
        if copies::is_plain(whose) {
            master.copy(whose)
        } else {
            write(products, round, acts, whose)
        }
    };
    whose.par_iter().map(make).collect()
}

/// Writes the ballot of these products with these texts of its member and session.
fn write(
    products: &[FormProduct],
    round: &Round,
    acts: &RoundActs,
    whose: &Whose,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = FormBook::new(&whose.title, round)?;
    let open = BallotLook::new(book.look());
    let looks = [open.clone(), open.closed(book.look())];
    book.sheet(cover::NAME, false, &whose.code, &cover::WIDTHS)?;
    let cumulative = round.rules.minima.cumulative;
    let mut written = Vec::new();
    for (number, product) in (1..).zip(products) {
        let subject = Subject::new(product, number, acts);
        let figures = product::write(&mut book, &looks, &subject, whose, cumulative)?;
        written.push((subject, figures));
    }
    cover::write(book.again(0)?, &open, acts, round, whose, &written)?;
    book.close_as(&whose.lines, products)
}
