//! Gives each point of the meeting its time: opening, products, pauses, conclusion.
//!
//! A session goes through its products in the order of the round. What does not fit into a morning
//! goes on in the afternoon, and from there on the next day, up to the day of the next session. No
//! point is cut by the end of a half day.

use time::Date;

use crate::round::{Agenda, ClockTime, DayHours, Round};

/// The programme of the meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Schedule {
    /// The half days, in order; none without a point.
    pub(super) halves: Vec<HalfDay>,
    /// Sessions for which no times are set: they take what the council wants to score again.
    pub(super) again: Vec<u8>,
}

/// A morning or an afternoon of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HalfDay {
    /// The day.
    pub(super) date: Date,
    /// Whether it is the afternoon.
    pub(super) afternoon: bool,
    /// The session; `None` while no session is declared.
    pub(super) session: Option<u8>,
    /// Its points, in order.
    pub(super) points: Vec<Point>,
}

/// A point of the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    /// When it begins.
    pub(super) at: ClockTime,
    /// What it is.
    pub(super) what: What,
}

/// What a point of the programme is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The opening.
    Opening,
    /// A product, by its place among those of the session.
    Product(usize),
    /// A pause.
    Pause,
    /// Counting and concluding.
    Closing,
}

/// A session with the days on which it may meet.
struct Sitting {
    session: Option<u8>,
    days: Vec<SittingDay>,
}

/// A day on which a session may meet, with the hours from and until which it may, where its hours
/// are not those of the agenda (minutes since midnight).
struct SittingDay {
    date: Date,
    from: Option<u32>,
    until: Option<u32>,
}

/// Makes the programme for so many products.
///
/// Every session goes through all of them where each has the room. Where not, all sessions together
/// go through them once, and the later ones are for what is scored again.
///
/// # Errors
///
/// How many products fit, when the days are too short for all.
pub(super) fn of(round: &Round, hours: DayHours, products: usize) -> Result<Schedule, usize> {
    let sittings = sittings(round);
    let each: Result<Vec<_>, usize> = sittings
        .iter()
        .enumerate()
        .map(|(index, sitting)| fill(&round.agenda, hours, sitting, products, index == 0))
        .collect();
    match each {
        Ok(halves) => Ok(Schedule { halves: halves.concat(), again: Vec::new() }),
        Err(placed) if sittings.len() < 2 => Err(placed),
        Err(_) => {
            let again = sittings[1..].iter().filter_map(|sitting| sitting.session).collect();
            let session = sittings[0].session;
            let days = sittings.into_iter().flat_map(|sitting| sitting.days).collect();
            let whole = Sitting { session, days };
            let halves = fill(&round.agenda, hours, &whole, products, true)?;
            Ok(Schedule { halves, again })
        }
    }
}

/// Returns the sessions with their days; one without a number on the planned days while none is
/// declared.
fn sittings(round: &Round) -> Vec<Sitting> {
    let settings = &round.round;
    let plain = |date| SittingDay { date, from: None, until: None };
    if round.sessions.is_empty() {
        let days = days(settings.from, settings.to).take(usize::from(settings.days.max(1)));
        return vec![Sitting { session: None, days: days.map(plain).collect() }];
    }
    let minutes = |text: &str| {
        ClockTime::first_in(text).filter(|time| time.is_real()).map(ClockTime::minutes)
    };
    let sitting = |(index, session): (usize, &crate::round::Session)| {
        let next = round.sessions.get(index + 1);
        let until =
            next.filter(|next| next.date == session.date).and_then(|next| minutes(&next.start));
        let first = SittingDay { date: session.date, from: minutes(&session.start), until };
        let last = next.map_or(Some(settings.to), |next| next.date.previous_day());
        let later = session.date.next_day().zip(last).into_iter();
        let later = later.flat_map(|(from, to)| days(from, to)).map(plain);
        Sitting {
            session: Some(session.number),
            days: std::iter::once(first).chain(later).collect(),
        }
    };
    round.sessions.iter().enumerate().map(sitting).collect()
}

/// Yields the days from one to another.
fn days(from: Date, to: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(from), |day| day.next_day()).take_while(move |day| *day <= to)
}

/// Puts the points of a session into its days.
///
/// # Errors
///
/// How many products fit, when not all do or the conclusion does not.
fn fill(
    agenda: &Agenda,
    hours: DayHours,
    sitting: &Sitting,
    products: usize,
    opens: bool,
) -> Result<Vec<HalfDay>, usize> {
    let mut rest = Rest { opens: opens && agenda.opening_minutes > 0, next: 0, products };
    let mut filled = Vec::new();
    for day in &sitting.days {
        for (afternoon, (from, to)) in [false, true].into_iter().zip(halves(hours, day)) {
            if from >= to {
                continue;
            }
            let (points, done) = half(agenda, (from, to), &mut rest);
            if !points.is_empty() {
                let (date, session) = (day.date, sitting.session);
                filled.push(HalfDay { date, afternoon, session, points });
            }
            if done {
                return Ok(filled);
            }
        }
    }
    Err(rest.next)
}

/// What is still to be placed.
struct Rest {
    opens: bool,
    next: usize,
    products: usize,
}

/// Returns the halves of a day as far as its session has them.
fn halves(hours: DayHours, day: &SittingDay) -> DayHours {
    let [(morning, noon), (afternoon, evening)] = hours;
    let until = day.until.unwrap_or(u32::MAX);
    let halves = match day.from {
        None => hours,
        Some(from) if from < noon => [(from, noon), (afternoon, evening)],
        Some(from) => [(morning, morning), (from, evening)],
    };
    halves.map(|(from, to)| (from, to.min(until)))
}

/// Fills a half day; returns its points, and whether all is placed.
fn half(agenda: &Agenda, (from, to): (u32, u32), rest: &mut Rest) -> (Vec<Point>, bool) {
    let mut points = Vec::new();
    let mut now = from;
    let mut place = |now: &mut u32, what: What, minutes: u16| {
        let end = *now + u32::from(minutes);
        let fits = end <= to;
        if fits {
            points.push(Point { at: ClockTime::at(*now), what });
            *now = end;
        }
        fits
    };
    if rest.opens {
        if !place(&mut now, What::Opening, agenda.opening_minutes) {
            return (points, false);
        }
        rest.opens = false;
    }
    let mut paused = agenda.pause_minutes == 0;
    while rest.next < rest.products {
        if !paused && now > from && now - from >= (to - from) / 2 {
            paused = true;
            let needed = agenda.pause_minutes + agenda.product_minutes;
            if now + u32::from(needed) <= to {
                place(&mut now, What::Pause, agenda.pause_minutes);
            }
        }
        if !place(&mut now, What::Product(rest.next), agenda.product_minutes) {
            return (points, false);
        }
        rest.next += 1;
    }
    let done =
        agenda.closing_minutes == 0 || place(&mut now, What::Closing, agenda.closing_minutes);
    (points, done)
}
