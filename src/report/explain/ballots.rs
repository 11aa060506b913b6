//! The ballots of one product, session by session: what each member gave, what does not count and why, and the mean.

use std::io::{self, Write};

use rust_decimal::Decimal;

use super::Counted;
use super::cells::{exact, places, plain};
use super::product::quotient;
use crate::forms::Ballot;
use crate::intake::text;
use crate::round::{Session, short_date};
use crate::tally::{Mean, ProductResult, SessionResult};

/// Every ballot that names this product, whether it counts or not.
pub(super) fn of<'a>(counted: &Counted<'a>, product: &ProductResult<'_>) -> Vec<&'a Ballot> {
    let name = |product: &ProductResult<'_>| text::fold(&product.entry.product.value);
    let (wanted, owner) = (name(product), text::fold(&product.entry.owner.name.value));
    let only = counted.tally.products.iter().filter(|other| name(other) == wanted).count() == 1;
    let is_owner = |ballot: &Ballot| ballot.owner.as_ref().is_some_and(|typed| text::fold(&typed.value) == owner);
    let ballots = counted.forms.ballots.iter().filter(|ballot| text::fold(&ballot.product.value) == wanted);
    let mut ballots: Vec<_> = ballots.filter(|ballot| only || is_owner(ballot)).collect();
    ballots.sort_by_key(|ballot| (ballot.session, ballot.member, &ballot.product.place));
    ballots
}

/// Tells every session of the round.
pub(super) fn write(out: &mut dyn Write, counted: &Counted<'_>, product: &ProductResult<'_>) -> io::Result<()> {
    let ballots = of(counted, product);
    if counted.round.sessions.is_empty() {
        return writeln!(out, "   Đợt này chưa có lần chấm nào trong round.toml.");
    }
    for session in &counted.round.sessions {
        let given: Vec<_> = ballots.iter().copied().filter(|ballot| ballot.session == session.number).collect();
        let result = product.sessions.iter().find(|result| result.session == session.number);
        write!(out, "   Lần chấm {}, ngày {}: ", session.number, short_date(session.date))?;
        if given.is_empty() {
            writeln!(out, "không có phiếu nào cho sản phẩm này.")?;
            continue;
        }
        one(out, counted, session, &given, result)?;
    }
    Ok(())
}

/// One session in which the product has ballots.
fn one(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    session: &Session,
    given: &[&Ballot],
    result: Option<&SessionResult<'_>>,
) -> io::Result<()> {
    let taken =
        |ballot: &&&Ballot| result.is_some_and(|result| result.ballots.iter().any(|one| std::ptr::eq(*one, **ballot)));
    let (taken, left): (Vec<_>, Vec<_>) = given.iter().partition(taken);
    let scored: Vec<(&Ballot, Decimal)> =
        taken.iter().filter_map(|ballot: &&Ballot| Some((*ballot, ballot.score()?))).collect();
    writeln!(out, "{} phiếu có điểm được tính.", scored.len())?;
    let width = scored.iter().map(|(ballot, _)| member(counted, ballot).chars().count()).max().unwrap_or(0);
    for (ballot, score) in &scored {
        let from = match (ballot.marks.is_empty(), ballot.parts.iter().all(Option::is_some)) {
            (false, _) => "cộng các ô",
            (true, true) => "cộng điểm ba phần ở các ô",
            (true, false) => "tổng ghi ở ô",
        };
        let cells = places(ballot.sources());
        writeln!(out, "     {:<width$}  {:>5} điểm  {from} {cells}", member(counted, ballot), plain(*score))?;
    }
    for ballot in taken.iter().filter(|ballot| ballot.score().is_none()) {
        let place = ballot.reason.as_ref().map_or(&ballot.product.place, |reason| &reason.place);
        writeln!(out, "     {}: {} ({place})", member(counted, ballot), unscored(ballot))?;
    }
    for ballot in &left {
        let why = counted.why_left_out(ballot);
        writeln!(out, "     Phiếu không được tính: {} ({}): {why}", member(counted, ballot), ballot.product.place)?;
    }
    absent(out, counted, session, given)?;
    match result.and_then(|result| result.mean) {
        Some(mean) => mean_of(out, counted, mean, &scored),
        None => writeln!(out, "     Không có điểm nào để tính trung bình."),
    }
}

fn member<'a>(counted: &Counted<'a>, ballot: &Ballot) -> &'a str {
    &counted.round.council.members[ballot.member].person.name
}

/// Why a ballot that was taken has no score.
fn unscored(ballot: &Ballot) -> String {
    match &ballot.reason {
        _ if ballot.unreadable => "phiếu còn ô không đọc được nên chưa cộng được điểm".into(),
        Some(reason) => format!("không chấm điểm, lý do ghi trong phiếu: {}", reason.value),
        None => "không chấm điểm".into(),
    }
}

/// Members who gave the product no ballot in this session.
fn absent(out: &mut dyn Write, counted: &Counted<'_>, session: &Session, given: &[&Ballot]) -> io::Result<()> {
    for (index, member) in counted.round.council.members.iter().enumerate() {
        if given.iter().any(|ballot| ballot.member == index) {
            continue;
        }
        let name = &member.person.name;
        match session.absent.iter().find(|absence| absence.name == *name) {
            Some(absence) => writeln!(out, "     Không có phiếu: {name}, vắng mặt ({}).", absence.reason)?,
            None => writeln!(out, "     Không có phiếu: {name}, có mặt nhưng không nộp phiếu cho sản phẩm này.")?,
        }
    }
    Ok(())
}

/// Sum, mean, rounding, spread.
fn mean_of(out: &mut dyn Write, counted: &Counted<'_>, mean: Mean, scored: &[(&Ballot, Decimal)]) -> io::Result<()> {
    let decimals = counted.round.tally.printed_decimals;
    let terms: Vec<_> = scored.iter().map(|(_, score)| plain(*score)).collect();
    writeln!(out, "     Tổng: {} = {} điểm của {} phiếu.", terms.join(" + "), plain(mean.sum()), mean.count())?;
    let (exact, printed) = (exact(mean, decimals), mean.printed(decimals));
    write!(out, "     Trung bình: {} = {exact}", quotient(mean))?;
    if exact == printed {
        writeln!(out, "; in trên văn bản: {printed}.")?;
    } else {
        writeln!(out, "; làm tròn một lần khi in, đến {decimals} chữ số thập phân: {printed}.")?;
    }
    let totals = || scored.iter().map(|(_, score)| *score);
    let Some((high, low)) = totals().max().zip(totals().min()) else { return Ok(()) };
    writeln!(
        out,
        "     Điểm cao nhất {}, thấp nhất {}, chênh nhau {} điểm.",
        plain(high),
        plain(low),
        plain(high - low)
    )
}
