//! Explains the ballots for one product, session by session: what each member gave, what does not
//! count and why, and the mean.

use std::io::{self, Write};

use rust_decimal::Decimal;

use super::cells::{exact, places, plain, quotient};
use crate::counting::Counted;
use crate::forms::Ballot;
use crate::round::{Session, short_date};
use crate::rules::{Cast, Fate};
use crate::tally::{Mean, ProductResult, SessionResult};

/// Explains all sessions of the round.
pub(super) fn write(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    product: &ProductResult<'_>,
) -> io::Result<()> {
    if counted.round.sessions.is_empty() {
        return writeln!(out, "   Đợt này chưa có lần chấm nào trong round.toml.");
    }
    for session in &counted.round.sessions {
        let result = product.sessions.iter().find(|result| result.session == session.number);
        write!(out, "   Lần chấm {}, ngày {}: ", session.number, short_date(session.date))?;
        match result {
            Some(result) => one(out, counted, session, result)?,
            None => writeln!(out, "không có phiếu nào cho sản phẩm này.")?,
        }
    }
    Ok(())
}

/// Explains one session in which the product has ballots.
fn one(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    session: &Session,
    result: &SessionResult<'_>,
) -> io::Result<()> {
    let scored: Vec<(&Ballot, Decimal)> =
        result.counting().filter_map(|ballot| Some((ballot, ballot.score()?))).collect();
    writeln!(out, "{} phiếu có điểm được tính.", scored.len())?;
    let width =
        scored.iter().map(|(ballot, _)| member(counted, ballot).chars().count()).max().unwrap_or(0);
    for (ballot, score) in &scored {
        let from = match (ballot.marks.is_empty(), ballot.parts.iter().all(Option::is_some)) {
            (false, _) => "cộng các ô",
            (true, true) => "cộng điểm ba phần ở các ô",
            (true, false) => "tổng ghi ở ô",
        };
        let cells = places(ballot.sources());
        writeln!(
            out,
            "     {:<width$}  {:>5} điểm  {from} {cells}",
            member(counted, ballot),
            plain(*score)
        )?;
    }
    for cast in result.casts.iter().filter(|cast| !cast.counts()) {
        let (ballot, fate) = (cast.ballot, &cast.fate);
        match fate {
            Fate::Blank { .. } => {
                let place =
                    ballot.reason.as_ref().map_or(&ballot.product.place, |reason| &reason.place);
                writeln!(out, "     {}: {} ({place})", member(counted, ballot), fate.words())?;
            }
            _ if cast.is_given() => {
                let (name, place) = (member(counted, ballot), &ballot.product.place);
                writeln!(out, "     Phiếu không được tính: {name} ({place}): {}.", fate.told())?;
            }
            // An empty form of a member who also gave another ballot is not mentioned.
            _ => {}
        }
    }
    absent(out, counted, session, result)?;
    match result.mean {
        Some(mean) => mean_of(out, counted, mean, &scored),
        None => writeln!(out, "     Không có điểm nào để tính trung bình."),
    }
}

fn member<'a>(counted: &Counted<'a>, ballot: &Ballot) -> &'a str {
    &counted.round.council.members[ballot.member].person.name
}

/// Names the members who gave the product no ballot in this session.
fn absent(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    session: &Session,
    result: &SessionResult<'_>,
) -> io::Result<()> {
    for (index, member) in counted.round.council.members.iter().enumerate() {
        let given =
            |cast: &Cast<'_>| cast.ballot.member == index && (cast.is_given() || cast.is_taken());
        if result.casts.iter().any(given) {
            continue;
        }
        let name = &member.person.name;
        match session.absent.iter().find(|absence| absence.name == *name) {
            Some(absence) => {
                writeln!(out, "     Không có phiếu: {name}, vắng mặt ({}).", absence.reason)?;
            }
            None => writeln!(
                out,
                "     Không có phiếu: {name}, có mặt nhưng không nộp phiếu cho sản phẩm này."
            )?,
        }
    }
    Ok(())
}

/// Explains sum, mean, rounding and spread.
fn mean_of(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    mean: Mean,
    scored: &[(&Ballot, Decimal)],
) -> io::Result<()> {
    let decimals = counted.round.tally.printed_decimals;
    let terms: Vec<_> = scored.iter().map(|(_, score)| plain(*score)).collect();
    writeln!(
        out,
        "     Tổng: {} = {} điểm của {} phiếu.",
        terms.join(" + "),
        plain(mean.sum()),
        mean.count()
    )?;
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
