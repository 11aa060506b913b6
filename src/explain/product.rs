//! Explains one product from its list to its outcome: the district's list, the ballots, the session
//! that counts, the star, the outcome.

use std::io::{self, Write};

use super::cells::{cell, exact, plain, quotient};
use super::{ballots, rule};
use crate::counting::Counted;
use crate::criteria::PARTS;
use crate::finding::{Finding, Findings, Place};
use crate::forms::Registration;
use crate::round::short_date;
use crate::tally::{ProductOutcome, ProductResult};
use crate::terminal;

/// Explains the product.
pub(super) fn write(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    product: &ProductResult<'_>,
) -> io::Result<()> {
    let name = &product.entry.product.value;
    writeln!(out, "Sản phẩm: {name}")?;
    writeln!(out, "Số thứ tự {} trong danh sách của đợt.", product.number)?;
    submitted(out, counted, product)?;
    writeln!(out, "\n2. Phiếu chấm của Hội đồng cấp tỉnh")?;
    ballots::write(out, counted, product)?;
    official(out, counted, product)?;
    star(out, counted, product)?;
    writeln!(out, "\n5. Kết quả\n   {}", outcome(product))?;
    writeln!(out, "\n6. Những điều cần lưu ý về sản phẩm này")?;
    terminal::findings(out, &concerning(counted, product))
}

/// Explains what the district sent.
fn submitted(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    product: &ProductResult<'_>,
) -> io::Result<()> {
    let entry = product.entry;
    let district = &counted.round.districts[product.district].name;
    let sheet = Place { cell: None, ..entry.product.place.clone() };
    writeln!(out, "\n1. Danh sách do {district} gửi ({sheet})")?;
    writeln!(out, "   Tên sản phẩm: {} ({})", entry.product.value, cell(&entry.product.place))?;
    write!(out, "   Chủ thể: {} ({})", entry.owner.name.value, cell(&entry.owner.name.place))?;
    if let Some(kind) = &entry.owner.kind {
        write!(out, ", loại hình {} ({})", kind.value.name(), cell(&kind.place))?;
    }
    writeln!(out, "\n   Bộ sản phẩm: {} ({})", entry.set.value, cell(&entry.set.place))?;
    registered(out, &entry.registration)?;
    district_score(out, product)?;
    match &entry.star {
        Some(star) => writeln!(
            out,
            "   Hạng sao {district} đề nghị: {} sao ({})",
            star.value,
            cell(&star.place)
        )?,
        None => writeln!(out, "   Hạng sao {district} đề nghị: không ghi")?,
    }
    let Some(score) = entry.score.counted() else { return Ok(()) };
    let star = product.act.star(|limit| score >= limit);
    let needed =
        counted.round.rules.admitted_from_star.unwrap_or_else(|| product.act.admitted_from_star());
    if needed == 0 {
        return writeln!(
            out,
            "   {} điểm là mức {star} sao; đợt này không đặt điều kiện về điểm của đơn vị gửi hồ \
             sơ.",
            plain(score)
        );
    }
    let admitted = if star >= needed { "được" } else { "không được" };
    writeln!(
        out,
        "   {} điểm là mức {star} sao; đợt này nhận sản phẩm được địa phương chấm từ {needed} sao \
         trở lên, nên sản phẩm {admitted} dự đánh giá.",
        plain(score)
    )
}

/// Explains how the product is registered, where the list says it.
fn registered(out: &mut dyn Write, registration: &Registration) -> io::Result<()> {
    if registration.is_silent() {
        return Ok(());
    }
    write!(out, "   Lần đăng ký: {}", registration.kind().name())?;
    match &registration.kind {
        Some(kind) => write!(out, " ({})", cell(&kind.place))?,
        None => write!(out, " (danh sách không ghi)")?,
    }
    if let Some(star) = &registration.star {
        write!(out, "; đã đạt {} sao ({})", star.value, cell(&star.place))?;
    }
    if let Some(decision) = &registration.decision {
        write!(out, "; quyết định {} ({})", decision.value, cell(&decision.place))?;
    }
    if let Some(end) = &registration.valid_to {
        write!(out, "; có giá trị đến {} ({})", short_date(end.value), cell(&end.place))?;
    }
    writeln!(out)
}

/// Prints the district's total with its cell, and its parts where there are any.
fn district_score(out: &mut dyn Write, product: &ProductResult<'_>) -> io::Result<()> {
    let score = &product.entry.score;
    write!(out, "   Điểm do địa phương chấm: ")?;
    match (&score.total, score.counted()) {
        (Some(total), _) => write!(out, "{} ({})", plain(total.value), cell(&total.place))?,
        (None, Some(sum)) => write!(out, "{}, cộng từ các phần", plain(sum))?,
        (None, None) => write!(out, "chưa có")?,
    }
    let parts = PARTS.iter().zip(&score.parts);
    let parts = parts.filter_map(|(name, part)| {
        part.as_ref()
            .map(|part| format!("phần {name} {} ({})", plain(part.value), cell(&part.place)))
    });
    let parts: Vec<_> = parts.collect();
    if !parts.is_empty() {
        write!(out, "; gồm {}", parts.join(", "))?;
    }
    writeln!(out)
}

/// Explains which session counts, and why.
fn official(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    product: &ProductResult<'_>,
) -> io::Result<()> {
    writeln!(out, "\n3. Lần chấm được lấy làm kết quả")?;
    let Some((session, mean)) =
        product.official().and_then(|session| Some((session, session.mean?)))
    else {
        return writeln!(out, "   Chưa có lần chấm nào cho sản phẩm này có điểm được tính.");
    };
    let decimals = counted.round.tally.printed_decimals;
    let scored = product.sessions.iter().filter(|session| session.mean.is_some()).count();
    let why = if scored > 1 {
        format!(
            "sản phẩm có điểm ở {scored} lần chấm, và lần chấm sau cùng có điểm là kết quả chính \
             thức"
        )
    } else {
        "đây là lần chấm duy nhất sản phẩm có điểm".into()
    };
    writeln!(out, "   Lần chấm {}: {why}.", session.session)?;
    writeln!(
        out,
        "   Điểm của sản phẩm: {} = {}; in trên văn bản: {}.",
        quotient(mean),
        exact(mean, decimals),
        mean.printed(decimals)
    )
}

/// Explains the star by the mean, with the rule of the act.
fn star(out: &mut dyn Write, counted: &Counted<'_>, product: &ProductResult<'_>) -> io::Result<()> {
    let (round, act) = (counted.round, product.act);
    writeln!(out, "\n4. Hạng sao theo điểm")?;
    writeln!(out, "   Căn cứ: {}.", rule::cited(act))?;
    writeln!(out, "   Mức điểm: {}.", rule::bands(act))?;
    let Some(mean) = product.mean() else {
        return writeln!(out, "   Chưa có điểm nên chưa có hạng sao.");
    };
    let star = act.star(|limit| mean.reaches(limit));
    writeln!(
        out,
        "   {} điểm nằm trong mức {}: {star} sao. So bằng điểm chưa làm tròn.",
        exact(mean, round.tally.printed_decimals),
        rule::band(act, star)
    )?;
    super::minima::write(out, counted, product)?;
    match &product.minima {
        Some(minima) => writeln!(
            out,
            "   Yêu cầu tối thiểu chỉ cho phép cao nhất {} sao ({}), nên hạng của sản phẩm là {} \
             sao.",
            minima.highest, minima.reason, minima.highest
        ),
        None => Ok(()),
    }
}

/// Returns the outcome as a sentence (Vietnamese).
pub(super) fn outcome(product: &ProductResult<'_>) -> String {
    match &product.outcome {
        ProductOutcome::Recognised { star } => format!("Đạt {star} sao, được đề nghị công nhận."),
        ProductOutcome::ProposedToMinistry { meanwhile } => {
            let meanwhile = meanwhile
                .map(|star| format!(" Trong khi chờ, tỉnh công nhận hạng {star} sao."))
                .unwrap_or_default();
            format!(
                "Đạt mức 5 sao theo điểm. Tỉnh không tự công nhận 5 sao mà đề nghị Trung ương \
                 đánh giá, phân hạng.{meanwhile}"
            )
        }
        ProductOutcome::NotRecognised { star, kept: None } => {
            format!("Đạt {star} sao, chưa đủ hạng để tỉnh công nhận.")
        }
        ProductOutcome::NotRecognised { star, kept: Some(kept) } => format!(
            "Đăng ký nâng hạng nhưng đạt {star} sao, không cao hơn hạng {kept} sao đã được công \
             nhận: không công nhận lại, sản phẩm giữ hạng {kept} sao theo quyết định đang có."
        ),
        ProductOutcome::KnockedOut { reason } => format!("Bị dừng đánh giá: {reason}."),
        ProductOutcome::NeedsSupplement { reason } => {
            format!("Chưa kết luận, cần kiểm nghiệm hoặc bổ sung: {reason}.")
        }
        ProductOutcome::NotScored { reason: None } => "Chưa được Hội đồng chấm điểm.".into(),
        ProductOutcome::NotScored { reason: Some(reason) } => {
            format!("Chưa được Hội đồng chấm điểm, lý do ghi trong phiếu: {reason}.")
        }
        ProductOutcome::Held { reason } => format!("Chưa kết luận, chờ làm rõ: {reason}."),
        ProductOutcome::Withdrawn { reason } => {
            format!("Đã rút khỏi đợt đánh giá, không chấm điểm: {reason}.")
        }
        ProductOutcome::NotAdmitted { reason } => {
            format!("Không được dự đánh giá cấp tỉnh: {reason}.")
        }
    }
}

/// Returns the findings that concern the product: those in its row, in the columns of its ballots,
/// or with its name.
fn concerning(counted: &Counted<'_>, product: &ProductResult<'_>) -> Findings {
    let own = &product.entry.product.place;
    let casts = || product.sessions.iter().flat_map(|session| &session.casts);
    let same_sheet =
        |place: &Place, other: &Place| (&place.file, &place.sheet) == (&other.file, &other.sheet);
    let row = |place: &Place| place.cell.map(|cell| cell.row);
    let column = |place: &Place| place.cell.map(|cell| cell.column);
    let concerns = |finding: &&Finding| {
        let place = &finding.place;
        place.cell.is_some() && same_sheet(place, own) && row(place) == row(own)
            || casts().map(|cast| &cast.ballot.product.place).any(|ballot| {
                place.cell.is_some() && same_sheet(place, ballot) && column(place) == column(ballot)
            })
            || finding
                .found
                .as_ref()
                .is_some_and(|found| names(counted, found, &product.entry.product.value))
    };
    let mut findings = Findings::default();
    findings.extend(counted.findings.iter().filter(concerns).cloned());
    findings
}

/// Tells whether a text names this product; a product with a longer name that contains this one
/// does not count.
fn names(counted: &Counted<'_>, text: &str, name: &str) -> bool {
    let all = counted.tally.products.iter().map(|product| product.entry.product.value.as_str());
    let longer = all.filter(|other| other.len() > name.len() && other.contains(name));
    longer.fold(text.to_owned(), |text, longer| text.replace(longer, "")).contains(name)
}
