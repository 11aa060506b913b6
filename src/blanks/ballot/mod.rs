//! The ballot (phiếu chấm điểm) of a member for a session: a cover, and a sheet for each product
//! in the form of its act, with one open cell for each criterion.

mod cover;
mod options;
mod pen;
mod product;
mod subject;
mod table;
#[cfg(test)]
mod tests;
mod whose;

use rust_xlsxwriter::XlsxError;

use self::pen::BallotLook;
use self::subject::Subject;
use self::whose::Whose;
use super::book::FormBook;
use crate::criteria::RoundActs;
use crate::forms::FormIdentity;
use crate::round::{Round, Session};

/// Writes the ballot of a member for a session as a workbook. Products that are closed have a sheet
/// that says why and takes no mark.
///
/// The same identity and round give the same bytes.
///
/// # Errors
///
/// When a text is longer than a cell may hold (32 767 letters).
pub fn ballot(
    identity: &FormIdentity,
    round: &Round,
    session: &Session,
    acts: &RoundActs,
) -> Result<Vec<u8>, XlsxError> {
    write(identity, round, acts, &Whose::new(identity, round, session))
}

/// Writes a ballot with these texts of its member and session.
fn write(
    identity: &FormIdentity,
    round: &Round,
    acts: &RoundActs,
    whose: &Whose,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = FormBook::new(&whose.title, round)?;
    let look = BallotLook::new(book.look());
    book.sheet(cover::NAME, false, &whose.code, &cover::WIDTHS)?;
    let cumulative = round.rules.minima.cumulative;
    let mut products = Vec::new();
    for (number, product) in (1..).zip(&identity.products) {
        let subject = Subject::new(product, number, acts);
        let figures = product::write(&mut book, &look, &subject, whose, cumulative)?;
        products.push((subject, figures));
    }
    cover::write(book.again(0)?, &look, acts, round, whose, &products)?;
    book.close_as(&whose.lines, &identity.products)
}
