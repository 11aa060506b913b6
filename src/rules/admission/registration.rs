//! Checks how products are registered: whether a list contradicts itself, and the times within which
//! a product is evaluated again.

use time::{Date, Duration};

use crate::criteria::{Act, RegistrationTimes};
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{ProductEntry, Registration, RegistrationKind, Sourced};
use crate::round::{Round, add_months, is_known, pad_number, short_date};
use crate::rules::Candidate;

/// Reports contradictions about the registration of the candidates, and dossiers that came out of
/// time. Products that were taken out of the round are left alone.
pub(in crate::rules) fn check(
    round: &Round,
    act: &Act,
    candidates: &[Candidate<'_>],
    findings: &mut Findings,
) {
    let checked = candidates.iter().filter(|candidate| !candidate.is_withdrawn());
    let entries: Vec<&ProductEntry> = checked.map(|candidate| candidate.entry).collect();
    for entry in &entries {
        findings.extend(contradiction(round, entry));
    }
    let again = |entry: &&&ProductEntry| entry.registration.kind() == RegistrationKind::Again;
    let again: Vec<&ProductEntry> = entries.iter().filter(again).copied().collect();
    let Some(times) = &act.registration else { return };
    for entry in &again {
        findings.extend(out_of_time(round, act, times, entry));
    }
    findings.extend(reminder(times, &again));
    findings.extend(not_checked(&again));
}

/// The finding about what a list says of one product and cannot be together.
fn contradiction(round: &Round, entry: &ProductEntry) -> Option<Finding> {
    let Registration { kind, star, decision, decided, valid_to } = &entry.registration;
    let old = star
        .as_ref()
        .map(|star| (format!("{} sao", star.value), &star.place))
        .or_else(|| decision.as_ref().map(|number| (number.value.clone(), &number.place)));
    let told = |place: &Place, message: &str| {
        Finding::new(Code::RegistrationContradicts, in_row(entry, place), message)
    };
    match (kind.as_ref().map(|kind| (kind.value, &kind.place)), old) {
        (Some((RegistrationKind::First, _)), Some((old, place))) => {
            return Some(
                told(place, "Sản phẩm ghi đăng ký lần đầu mà lại có kết quả đã được công nhận.")
                    .found(old)
                    .remedy("Sửa thành nâng hạng hoặc đánh giá lại, hoặc xóa kết quả ghi nhầm."),
            );
        }
        (None, Some((old, place))) => {
            return Some(
                told(
                    place,
                    "Sản phẩm có kết quả đã được công nhận nhưng danh sách không ghi lần đăng ký; \
                     sản phẩm được tính là đăng ký lần đầu.",
                )
                .found(old)
                .remedy("Ghi ở cột “Lần đăng ký”: nâng hạng hoặc đánh giá lại."),
            );
        }
        (Some((RegistrationKind::Upgrade, place)), _) if star.is_none() => {
            return Some(
                Finding::new(
                    Code::UpgradeWithoutStar,
                    in_row(entry, place),
                    "Sản phẩm đăng ký nâng hạng nhưng danh sách không ghi hạng sao đã đạt, nên \
                     chưa biết có được nâng không; sản phẩm phải chờ.",
                )
                .heading("Hạng sao đã đạt")
                .allowed("3 sao hoặc 4 sao")
                .remedy("Thêm cột “Hạng sao đã đạt” và ghi hạng theo quyết định đang có hiệu lực."),
            );
        }
        (Some((RegistrationKind::Again, place)), _)
            if decision.is_none() && decided.is_none() && valid_to.is_none() =>
        {
            return Some(
                told(
                    place,
                    "Sản phẩm đánh giá lại nhưng danh sách không ghi quyết định công nhận lần \
                     trước.",
                )
                .heading("Quyết định công nhận")
                .remedy("Thêm số, ngày của quyết định, hoặc ngày giấy chứng nhận hết hạn."),
            );
        }
        _ => {}
    }
    not_above(entry).or_else(|| impossible_days(round, entry))
}

/// The place of a value where it stands in the row of its product, else the product: a heading of a
/// section gives many products one value.
fn in_row(entry: &ProductEntry, place: &Place) -> Place {
    let product = &entry.product.place;
    let row =
        |place: &Place| (place.file.clone(), place.sheet.clone(), place.cell.map(|cell| cell.row));
    if row(place) == row(product) { place.clone() } else { product.clone() }
}

/// The finding about an upgrade to a star that is not above the old one.
fn not_above(entry: &ProductEntry) -> Option<Finding> {
    let registration = &entry.registration;
    let old = registration.star.as_ref()?;
    let wanted = entry.star.as_ref()?;
    let upgrade = registration.kind() == RegistrationKind::Upgrade;
    (upgrade && wanted.value <= old.value).then(|| {
        Finding::new(
            Code::RegistrationContradicts,
            wanted.place.clone(),
            "Sản phẩm đăng ký nâng hạng mà hạng sao đề nghị không cao hơn hạng đã đạt.",
        )
        .heading("Hạng sao đề nghị")
        .found(format!("đề nghị {} sao, đã đạt {} sao", wanted.value, old.value))
        .allowed(format!("trên {} sao", old.value))
        .remedy("Sửa hạng sao ghi nhầm, hoặc sửa lần đăng ký thành đánh giá lại.")
    })
}

/// The finding about days of the old decision that cannot be.
fn impossible_days(round: &Round, entry: &ProductEntry) -> Option<Finding> {
    let Registration { decided, valid_to, .. } = &entry.registration;
    let decided = decided.as_ref()?;
    let told = |day: &Sourced<Date>, message: &str, allowed: String| {
        Finding::new(Code::RegistrationContradicts, day.place.clone(), message)
            .found(short_date(day.value))
            .allowed(allowed)
            .remedy("Đối chiếu quyết định, giấy chứng nhận rồi sửa ngày.")
    };
    let from = round.round.from;
    if is_known(from) && decided.value > from {
        return Some(told(
            decided,
            "Quyết định công nhận lần trước có ngày sau ngày đầu của đợt đánh giá này.",
            format!("trước ngày {}", short_date(from)),
        ));
    }
    let end = valid_to.as_ref().filter(|end| end.value <= decided.value)?;
    Some(told(
        end,
        "Giấy chứng nhận hết hạn trước hoặc đúng ngày được cấp.",
        format!("sau ngày {}", short_date(decided.value)),
    ))
}

/// The day on which the certificate ends, with the words for where it comes from: as the list has
/// it, or counted from the day of the decision.
fn end(act: &Act, registration: &Registration) -> Option<(Date, String)> {
    if let Some(end) = &registration.valid_to {
        return Some((end.value, String::new()));
    }
    let decided = registration.decided.as_ref()?.value;
    let months = act.certificate_months;
    Some((
        add_months(decided, months),
        format!(" ({months} tháng từ ngày {})", short_date(decided)),
    ))
}

/// The findings about a product that is evaluated again and whose dossier, certificate or round is
/// out of time.
fn out_of_time(
    round: &Round,
    act: &Act,
    times: &RegistrationTimes,
    entry: &ProductEntry,
) -> Vec<Finding> {
    let mut told = Vec::new();
    let end = end(act, &entry.registration);
    let received = entry.received.as_ref();
    if let (Some((end, from)), Some(received)) = (&end, received) {
        told.extend(filed(times, *end, from, received));
    }
    if let Some((end, from)) = &end {
        told.extend(ended(round, times, *end, from, entry));
    }
    if let Some(received) = received.filter(|_| is_known(round.round.to)) {
        told.extend(too_long(round, times, received));
    }
    told
}

/// The finding about a dossier that was handed in too early or too late.
fn filed(
    times: &RegistrationTimes,
    end: Date,
    from: &str,
    received: &Sourced<Date>,
) -> Option<Finding> {
    let days = (end - received.value).whole_days();
    let (earliest, latest) = (i64::from(times.earliest_days), i64::from(times.latest_days));
    if days < 0 || (latest..=earliest).contains(&days) {
        return None;
    }
    let when = if days > earliest { "sớm" } else { "muộn" };
    let [first, last] = [earliest, latest].map(|days| short_date(end - Duration::days(days)));
    let extended = times.extension_days;
    Some(
        Finding::new(
            Code::FiledOutOfTime,
            received.place.clone(),
            format!("Hồ sơ đánh giá lại nộp {when} so với ngày giấy chứng nhận hết hạn."),
        )
        .heading("Ngày nộp hồ sơ")
        .found(format!(
            "nộp ngày {}, trước ngày hết hạn {}{from} {days} ngày",
            short_date(received.value),
            short_date(end)
        ))
        .allowed(format!("từ {earliest} đến {latest} ngày trước, tức từ {first} đến {last}"))
        .remedy(format!(
            "Kiểm tra ngày nộp và ngày hết hạn. Nếu đúng, cơ quan quyết định có nhận hồ sơ không; \
             nộp lệch hạn thì giấy chứng nhận chỉ còn hiệu lực đến khi có kết quả, không quá \
             {extended} ngày sau ngày hết hạn."
        )),
    )
}

/// The finding about a certificate that ended before the round, or before the dossier came.
fn ended(
    round: &Round,
    times: &RegistrationTimes,
    end: Date,
    from: &str,
    entry: &ProductEntry,
) -> Option<Finding> {
    let registration = &entry.registration;
    let day = entry.received.as_ref().map_or(round.round.from, |day| day.value);
    if !is_known(day) || day <= end {
        return None;
    }
    let last = end + Duration::days(i64::from(times.extension_days));
    let place = [registration.valid_to.as_ref(), registration.decided.as_ref()]
        .into_iter()
        .flatten()
        .next()
        .map_or_else(|| entry.product.place.clone(), |day| day.place.clone());
    let (what, remedy) = if day > last {
        (
            "Giấy chứng nhận đã hết hạn, kể cả thời gian được kéo dài.",
            "Kiểm tra ngày; nếu đúng, cơ quan quyết định sản phẩm có phải đăng ký lần đầu không.",
        )
    } else {
        (
            "Giấy chứng nhận đã hết hạn khi nộp hồ sơ đánh giá lại.",
            "Kiểm tra ngày; nếu đúng, giấy chứng nhận chỉ được kéo dài đến khi có kết quả.",
        )
    };
    Some(
        Finding::new(Code::CertificateEnded, place, what)
            .heading("Ngày hết hạn giấy chứng nhận")
            .found(format!(
                "hết hạn ngày {}{from}, tính đến ngày {}",
                short_date(end),
                short_date(day)
            ))
            .allowed(format!("kéo dài không quá ngày {}", short_date(last)))
            .remedy(remedy),
    )
}

/// The finding about an evaluation that takes longer than the act allows.
fn too_long(round: &Round, times: &RegistrationTimes, received: &Sourced<Date>) -> Option<Finding> {
    let to = round.round.to;
    let days = (to - received.value).whole_days();
    let most = i64::from(times.evaluation_days);
    (days > most).then(|| {
        Finding::new(
            Code::EvaluationTooLong,
            received.place.clone(),
            format!("Từ ngày nộp hồ sơ đánh giá lại đến ngày cuối của đợt quá {most} ngày."),
        )
        .heading("Ngày nộp hồ sơ")
        .found(format!("{days} ngày, từ {} đến {}", short_date(received.value), short_date(to)))
        .allowed(format!("không quá {most} ngày kể từ ngày nhận đủ hồ sơ"))
        .remedy(
            "Nếu hồ sơ được nhận đủ sau ngày này thì ghi ngày nhận đủ, hoặc chấp nhận cảnh báo; \
             nếu không, rút ngắn thời gian của đợt.",
        )
    })
}

/// The note that reminds the office how products are evaluated again; once a round.
fn reminder(times: &RegistrationTimes, again: &[&ProductEntry]) -> Option<Finding> {
    let first = again.first().filter(|_| times.in_writing)?;
    let count = pad_number(again.len() as u64);
    Some(
        Finding::new(
            Code::EvaluatedInWriting,
            first.product.place.clone(),
            "Sản phẩm đánh giá lại: Hội đồng lấy ý kiến bằng văn bản, chỉ họp khi có nhiều ý kiến \
             khác nhau hoặc nội dung phức tạp.",
        )
        .found(format!("{count} sản phẩm đánh giá lại trong đợt"))
        .allowed(format!("không quá {} ngày từ ngày nhận đủ hồ sơ", times.evaluation_days))
        .remedy("Nếu Hội đồng họp chấm các sản phẩm này thì nêu lý do trong biên bản."),
    )
}

/// The note about products whose times cannot be checked; once a round.
fn not_checked(again: &[&ProductEntry]) -> Option<Finding> {
    let lacks = |entry: &&&ProductEntry| {
        let registration = &entry.registration;
        let ends = registration.valid_to.is_some() || registration.decided.is_some();
        entry.received.is_none() || !ends
    };
    let lacking: Vec<_> = again.iter().filter(lacks).copied().collect();
    let first = lacking.first()?;
    let names: Vec<&str> = lacking.iter().map(|entry| entry.product.value.as_str()).collect();
    Some(
        Finding::new(
            Code::FilingNotChecked,
            first.product.place.clone(),
            "Danh sách không ghi ngày nộp hồ sơ hoặc ngày giấy chứng nhận hết hạn của sản phẩm \
             đánh giá lại nên chưa kiểm tra được thời hạn nộp.",
        )
        .found(names.join("; "))
        .remedy("Thêm cột “Ngày nộp hồ sơ” và cột “Ngày hết hạn giấy chứng nhận”."),
    )
}
