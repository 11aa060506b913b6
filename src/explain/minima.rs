//! Explains how marks stand to the least marks that the act asks for a star.

use std::io::{self, Write};

use super::cells::{cell, plain};
use crate::counting::Counted;
use crate::round::MinimaMeasure;
use crate::tally::{MinimaCheck, MissedMinimum, ProductResult, SessionResult};

/// Explains the least marks for the star by points, mark by mark where they are missed.
pub(super) fn write(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    product: &ProductResult<'_>,
) -> io::Result<()> {
    let Some(star) = product.by_points else { return Ok(()) };
    match &product.minima_check {
        MinimaCheck::Reached => Ok(()),
        MinimaCheck::Unknown => writeln!(
            out,
            "   Phiếu không có điểm từng tiêu chí nên chưa xét được yêu cầu tối thiểu của hạng \
             {star} sao."
        ),
        MinimaCheck::Missed { highest, missed } => {
            let how = match counted.round.rules.minima.measure {
                MinimaMeasure::Mean => "điểm trung bình của các thành viên",
                MinimaMeasure::Lowest => "điểm thấp nhất của các thành viên",
                MinimaMeasure::Consensus => "mức điểm nhiều thành viên cho nhất",
            };
            writeln!(
                out,
                "   Chưa đạt yêu cầu tối thiểu của hạng {star} sao, so bằng {how}; các mức điểm \
                 chỉ cho phép {highest} sao:"
            )?;
            missed.iter().try_for_each(|missed| one(out, counted, product, missed))
        }
    }?;
    match product.minima_met {
        Some(reason) => {
            writeln!(out, "   Kết luận ở round.toml: đạt yêu cầu tối thiểu ({reason}).")
        }
        None => Ok(()),
    }
}

/// Explains one criterion whose marks are too low, with the mark of each member and its cell.
fn one(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    product: &ProductResult<'_>,
    missed: &MissedMinimum<'_>,
) -> io::Result<()> {
    let MissedMinimum { criterion, position, star, minimum, measured } = missed;
    let words = missed.option().map(|text| format!(" (“{text}”)")).unwrap_or_default();
    let points =
        measured.printed_beside((*minimum).into(), counted.round.tally.printed_decimals.max(1));
    writeln!(
        out,
        "     {} {}: {points} điểm; hạng {star} sao cần từ {minimum} điểm{words}.",
        criterion.code, criterion.name
    )?;
    for ballot in product.official().into_iter().flat_map(SessionResult::counting) {
        let name = &counted.round.council.members[ballot.member].person.name;
        let mark = ballot.marks.iter().find(|mark| mark.position == *position);
        match mark {
            Some(mark) => writeln!(
                out,
                "       {name}: {} điểm ({})",
                plain(mark.mark.value),
                cell(&mark.mark.place)
            )?,
            None => writeln!(out, "       {name}: để trống, tính là 0")?,
        }
    }
    Ok(())
}
