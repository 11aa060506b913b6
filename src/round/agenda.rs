//! The hours of the meeting, from which the programme (chương trình họp) gives each product its
//! time.

use serde::{Deserialize, Serialize};

use super::clock::ClockTime;

/// Hours of a day of the meeting, and how long each point takes (`[agenda]`).
///
/// No act and no regulation was found that settles them. All defaults are chosen by us, so that a
/// round of 61 products fits into two days.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Agenda {
    /// When a day begins, where its session says nothing else. Default `08 giờ 00`.
    pub morning_from: String,
    /// When the morning ends. Default `11 giờ 30`.
    pub morning_to: String,
    /// When the afternoon begins. Default `13 giờ 30`.
    pub afternoon_from: String,
    /// When the afternoon ends. Default `17 giờ 00`.
    pub afternoon_to: String,
    /// Minutes for the opening of the meeting, before its first product. Default 30.
    pub opening_minutes: u16,
    /// Minutes for a product: the owner speaks, the council asks and marks. Default 10.
    pub product_minutes: u16,
    /// Minutes of the pause in the middle of a morning or an afternoon; 0 for none. Default 15.
    pub pause_minutes: u16,
    /// Minutes at the end of a session, for counting and concluding. Default 30.
    pub closing_minutes: u16,
}

impl Default for Agenda {
    fn default() -> Self {
        Self {
            morning_from: "08 giờ 00".into(),
            morning_to: "11 giờ 30".into(),
            afternoon_from: "13 giờ 30".into(),
            afternoon_to: "17 giờ 00".into(),
            opening_minutes: 30,
            product_minutes: 10,
            pause_minutes: 15,
            closing_minutes: 30,
        }
    }
}

/// The two halves of a day: beginning and end of each, in minutes since midnight.
pub type DayHours = [(u32, u32); 2];

/// A value of `[agenda]` from which no programme can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgendaFault<'a> {
    /// The key below `[agenda]`.
    pub key: &'static str,
    /// The value as typed.
    pub typed: &'a str,
}

impl Agenda {
    /// Returns the halves of a day.
    ///
    /// # Errors
    ///
    /// The first value that names no time of a clock, or a time not after the one before it.
    pub fn hours(&self) -> Result<DayHours, AgendaFault<'_>> {
        let typed = [
            ("morning_from", &self.morning_from),
            ("morning_to", &self.morning_to),
            ("afternoon_from", &self.afternoon_from),
            ("afternoon_to", &self.afternoon_to),
        ];
        let mut times = [0; 4];
        let mut before = None;
        for (time, (key, typed)) in times.iter_mut().zip(typed) {
            let fault = AgendaFault { key, typed };
            let read = ClockTime::first_in(typed).filter(|read| read.is_real()).ok_or(fault)?;
            *time = read.minutes();
            // The afternoon may begin at the moment at which the morning ends.
            let follows =
                |before: u32| before < *time || key == "afternoon_from" && before == *time;
            if !before.is_none_or(follows) {
                return Err(fault);
            }
            before = Some(*time);
        }
        let [morning, noon, afternoon, evening] = times;
        Ok([(morning, noon), (afternoon, evening)])
    }
}

#[cfg(test)]
mod tests {
    use super::{Agenda, AgendaFault};

    #[test]
    fn a_day_has_two_halves() {
        assert_eq!(Agenda::default().hours(), Ok([(480, 690), (810, 1020)]));
    }

    #[test]
    fn an_afternoon_before_the_morning_ends_is_a_fault() {
        let agenda = Agenda { afternoon_from: "11 giờ 00".into(), ..Agenda::default() };
        let fault = AgendaFault { key: "afternoon_from", typed: "11 giờ 00" };
        assert_eq!(agenda.hours(), Err(fault));
        let agenda = Agenda { morning_to: "trưa".into(), ..Agenda::default() };
        assert_eq!(agenda.hours().map_err(|fault| fault.key), Err("morning_to"));
    }
}
