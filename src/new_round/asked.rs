//! The province and the time of a new round, as somebody typed them.

use std::collections::BTreeMap;
use std::io;

use time::Date;

use crate::communes::{self, Communes, Province};
use crate::criteria::{self, Act, Criteria};
use crate::documents;
use crate::round::{PaperDate, short_date};
use crate::templates::Templates;

/// What is known of a new round: where and when it is held, and what follows from that.
pub(super) struct Asked {
    /// The province, with its districts or communes on that day.
    pub(super) province: Province,
    /// The month or the first day of the round.
    pub(super) date: PaperDate,
    /// The act that applies.
    pub(super) act: Act,
    /// The act before it, where the round begins in the time of transition.
    pub(super) earlier: Option<Act>,
    /// Names of public bodies on that day, by role.
    pub(super) bodies: BTreeMap<String, String>,
}

impl Asked {
    /// Finds what follows from a province and a date. `Err` holds what is wrong with them, and what
    /// is possible (Vietnamese).
    ///
    /// # Errors
    ///
    /// When the office's templates folder cannot be read.
    pub(super) fn read(
        province: &str,
        date: &str,
        templates: &Templates,
    ) -> io::Result<Result<Self, String>> {
        let Some(date) = read_date(date) else { return Ok(Err(no_date(date))) };
        let (criteria, _) = criteria::load_heads(templates)?;
        let act = match act_of(&criteria, date) {
            Ok(act) => act.clone(),
            Err(told) => return Ok(Err(told)),
        };
        let earlier = earlier_of(&criteria, &act, date).cloned();
        let (communes, _) = communes::load(templates)?;
        let (first, last) = (date.first_day(), date.last_day());
        let lists = [first, last].map(|day| communes.province_on(province, day));
        let ids = lists.each_ref().map(|list| list.as_ref().map(|list| list.id.clone()));
        let Some(found) = lists.into_iter().flatten().next() else {
            return Ok(Err(no_province(&communes, province, first)));
        };
        if ids[0] != ids[1] {
            return Ok(Err(two_lists(province, date)));
        }
        let bodies = documents::bodies_on(templates, first)?;
        Ok(Ok(Self { province: found, date, act, earlier, bodies }))
    }

    /// Returns the name of a body by its role; `None` when it is not known.
    pub(super) fn body(&self, role: &str) -> Option<&str> {
        self.bodies.get(role).map(String::as_str)
    }
}

/// Reads a month or a day: `2026-09`, `2026-09-15`, also `9/2026` and `15/9/2026`.
fn read_date(typed: &str) -> Option<PaperDate> {
    let typed = typed.trim();
    let date = if typed.contains('/') {
        let mut parts: Vec<&str> = typed.split('/').map(str::trim).collect();
        parts.reverse();
        PaperDate::parse(&parts.join("-"))
    } else {
        PaperDate::parse(typed)
    };
    date.filter(|date| (1900..=2100).contains(&date.year()))
}

fn no_date(typed: &str) -> String {
    format!(
        "Không hiểu thời gian `{typed}`. Ghi tháng của đợt, ví dụ --date 2026-09; hoặc ngày đầu của \
         đợt, ví dụ --date 2026-09-15."
    )
}

/// Finds the act of a day, or of a month in which only one applies.
fn act_of(criteria: &Criteria, date: PaperDate) -> Result<&Act, String> {
    let [first, last] = [date.first_day(), date.last_day()].map(|day| criteria.in_force(day));
    match (first, last) {
        (Some(first), Some(last)) if first.id == last.id => Ok(first),
        (first, Some(last)) => Err(format!(
            "Trong tháng này Bộ tiêu chí thay đổi: {} áp dụng từ ngày {}{}. Ghi đủ ngày đầu của \
             đợt, ví dụ --date {}.",
            last.cited(),
            short_date(last.in_force_from),
            first.map(|act| format!(", trước đó là {}", act.cited())).unwrap_or_default(),
            last.in_force_from,
        )),
        _ => {
            let acts = criteria.iter();
            let known = acts.map(|act| {
                let to = act.in_force_to.map(|to| format!(" đến {}", short_date(to)));
                format!(
                    "\n  từ {}{}: {}",
                    short_date(act.in_force_from),
                    to.unwrap_or_default(),
                    act.cited()
                )
            });
            Err(format!(
                "Không có Bộ tiêu chí nào có hiệu lực vào thời gian này. Đang có:{}",
                known.collect::<String>()
            ))
        }
    }
}

/// Returns the act before this one where dossiers of a round on this date may still go on under it.
pub(super) fn earlier_of<'a>(
    criteria: &'a Criteria,
    act: &Act,
    date: PaperDate,
) -> Option<&'a Act> {
    let transition = act.transition.as_ref()?;
    act.transition_ends(false).filter(|last| date.first_day() <= *last)?;
    criteria.by_id(&transition.earlier)
}

/// Says that there is no province of this name on this day: with what became of it where there was
/// one, else with all that there are.
fn no_province(communes: &Communes, typed: &str, day: Date) -> String {
    let names = communes.names_on(day);
    let today = communes
        .span_near(typed, day)
        .and_then(|span| span.now)
        .and_then(|now| communes.span_near(&now, day))
        .filter(|span| span.covers(day));
    if let Some(today) = today {
        return format!(
            "`{typed}` không còn vào ngày {}, nay là {}. Ghi --province \"{}\".",
            short_date(day),
            today.name,
            today.name.trim_start_matches("tỉnh ")
        );
    }
    let known = if names.is_empty() {
        "không có tỉnh nào; thêm danh mục xã của tỉnh vào templates/communes/ rồi chạy lại với \
         --templates."
            .to_owned()
    } else {
        format!("{}.", names.join(", "))
    };
    format!("Không có tỉnh, thành phố `{typed}` vào ngày {}. Đang có: {known}", short_date(day))
}

fn two_lists(province: &str, date: PaperDate) -> String {
    format!(
        "Trong tháng {}/{} các đơn vị hành chính của `{province}` thay đổi. Ghi đủ ngày đầu của \
         đợt, ví dụ --date {}.",
        date.printed_month(),
        date.year(),
        date.last_day()
    )
}
