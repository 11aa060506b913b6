//! Checks the time that invitations print, which people write in their own words, against the days
//! and hours of the sessions.

use std::collections::BTreeSet;

use time::{Date, Month, Weekday};

use crate::finding::{Code, Finding};
use crate::round::{ClockTime, Round, is_filled, is_known, short_date};
use crate::truth::told::{TruthFindings, at};

/// The days that a text names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct NamedTime {
    /// The days that it names, with all days of a span.
    days: BTreeSet<Date>,
    /// A day that it names although no calendar has it.
    unreal: Option<String>,
    /// The day of the week that it names, if any.
    weekday: Option<Weekday>,
}

/// Checks the time of the invitation against the sessions.
pub(in crate::truth) fn check(round: &Round, told: &mut TruthFindings) {
    let time = &round.invitation.time;
    if !is_filled(time) {
        return;
    }
    let named = NamedTime::in_text(time, round.round.from.year());
    for message in wrong(round, &named) {
        told.doubt(
            Finding::new(Code::InvitationTime, at("invitation.time"), message).found(time).remedy(
                "Sửa time ở mục [invitation], hoặc ngày, giờ ở mục [[sessions]]; giấy mời đã gửi \
                 rồi mới đổi lịch thì chấp nhận ở [[accept]].",
            ),
        );
    }
}

/// Returns what does not fit, one Vietnamese sentence each.
fn wrong(round: &Round, named: &NamedTime) -> Vec<String> {
    let mut wrong = Vec::new();
    if let Some(unreal) = &named.unreal {
        wrong.push(format!("Thời gian ghi trong giấy mời có ngày không có trong lịch: {unreal}."));
    }
    if named.days.is_empty() {
        return wrong;
    }
    let only = named.days.first().filter(|_| named.days.len() == 1);
    if let Some((day, _)) =
        only.zip(named.weekday).filter(|(day, weekday)| day.weekday() != *weekday)
    {
        wrong.push(format!(
            "Ngày {} ghi trong giấy mời là {}.",
            short_date(*day),
            weekday_name(day.weekday())
        ));
    }
    let sessions: Vec<_> = round.sessions.iter().filter(|session| is_known(session.date)).collect();
    if sessions.is_empty() {
        let (from, to) = (round.round.from, round.round.to);
        if is_known(from) && is_known(to) && !named.days.iter().any(|day| (from..=to).contains(day))
        {
            let planned = format!("{} đến {}", short_date(from), short_date(to));
            wrong.push(format!(
                "Giấy mời không ghi ngày nào trong thời gian dự kiến của đợt, từ {planned}."
            ));
        }
        return wrong;
    }
    let missed: Vec<_> =
        sessions.iter().filter(|session| !named.days.contains(&session.date)).collect();
    if missed.len() == sessions.len() {
        let days =
            sessions.iter().map(|session| short_date(session.date)).collect::<Vec<_>>().join(", ");
        wrong.push(format!("Giấy mời ghi ngày khác với ngày của các lần chấm ({days})."));
        return wrong;
    }
    for session in missed {
        let day = short_date(session.date);
        wrong.push(format!("Giấy mời không ghi ngày {day} của lần chấm {}.", session.number));
    }
    let first = sessions.iter().min_by_key(|session| session.date);
    let hours = first
        .and_then(|first| ClockTime::first_in(&first.start))
        .zip(ClockTime::first_in(&round.invitation.time));
    // A time that no clock shows is reported at its session.
    if let Some((begins, invited)) =
        hours.filter(|(begins, invited)| begins != invited && begins.is_real())
    {
        wrong.push(format!("Giấy mời ghi {invited}, lần chấm đầu tiên bắt đầu {begins}."));
    }
    wrong
}

fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "thứ Hai",
        Weekday::Tuesday => "thứ Ba",
        Weekday::Wednesday => "thứ Tư",
        Weekday::Thursday => "thứ Năm",
        Weekday::Friday => "thứ Sáu",
        Weekday::Saturday => "thứ Bảy",
        Weekday::Sunday => "Chủ nhật",
    }
}

/// A word, a number or another sign of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum TimeToken {
    Number(u32),
    Word(String),
    Sign(char),
}

/// Splits a text into tokens.
fn tokens(text: &str) -> Vec<TimeToken> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = |sign: char| {
            if sign.is_ascii_digit() { 1 } else { 2 * i32::from(sign.is_alphabetic()) }
        };
        let end = match kind(first) {
            0 => first.len_utf8(),
            this => rest.find(|sign| kind(sign) != this).unwrap_or(rest.len()),
        };
        let (token, behind) = rest.split_at(end);
        match kind(first) {
            0 if first.is_whitespace() => {}
            0 => tokens.push(TimeToken::Sign(first)),
            1 => tokens.extend(token.parse().ok().map(TimeToken::Number)),
            _ => tokens.push(TimeToken::Word(token.to_lowercase())),
        }
        rest = behind;
    }
    tokens
}

/// A day that a text names; its month and year may follow later in the text.
#[derive(Debug, Clone, Copy)]
struct NamedDay {
    number: u32,
    month: Option<u32>,
    year: Option<u32>,
    /// Whether all days since the previous one are meant.
    span: bool,
}

/// Reads the days in a text, token by token.
struct TimeReader {
    tokens: Vec<TimeToken>,
    at: usize,
    days: Vec<NamedDay>,
    weekday: Option<Weekday>,
    span: bool,
}

impl NamedTime {
    /// Reads the days that a text names. A day without a year is one of `year`.
    fn in_text(text: &str, year: i32) -> Self {
        let mut reader = TimeReader {
            tokens: tokens(text),
            at: 0,
            days: Vec::new(),
            weekday: None,
            span: false,
        };
        while reader.at < reader.tokens.len() {
            reader.step();
        }
        let mut named = Self { weekday: reader.weekday, ..Self::default() };
        let mut before: Option<Date> = None;
        for day in reader.days {
            let Some(month) = day.month else { continue };
            let year = day.year.and_then(|year| i32::try_from(year).ok()).unwrap_or(year);
            let Some(date) = date(year, month, day.number) else {
                named.unreal = Some(format!("{:02}/{month}/{year}", day.number));
                continue;
            };
            if let Some(first) = before.filter(|first| day.span && *first < date) {
                let between = std::iter::successors(first.next_day(), |day| day.next_day());
                named.days.extend(between.take_while(|day| *day < date).take(366));
            }
            named.days.insert(date);
            before = Some(date);
        }
        named
    }
}

fn date(year: i32, month: u32, day: u32) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()
}

impl TimeReader {
    fn token(&self, ahead: usize) -> Option<&TimeToken> {
        self.tokens.get(self.at + ahead)
    }

    fn number(&self, ahead: usize) -> Option<u32> {
        match self.token(ahead) {
            Some(TimeToken::Number(number)) => Some(*number),
            _ => None,
        }
    }

    fn sign(&self, ahead: usize) -> Option<char> {
        match self.token(ahead) {
            Some(TimeToken::Sign(sign)) => Some(*sign),
            _ => None,
        }
    }

    fn word(&self, ahead: usize) -> Option<&str> {
        match self.token(ahead) {
            Some(TimeToken::Word(word)) => Some(word),
            _ => None,
        }
    }

    /// Reads the next token with those that belong to it.
    fn step(&mut self) {
        let taken = match self.token(0).cloned() {
            Some(TimeToken::Number(number)) => self.number_here(number),
            Some(TimeToken::Word(word)) => self.word_here(&word),
            Some(TimeToken::Sign('-' | '–' | '—' | '÷')) => {
                self.span = !self.days.is_empty();
                1
            }
            _ => 1,
        };
        self.at += taken;
    }

    /// Reads an hour, a date or a day that begins with this number; returns how many tokens it
    /// takes.
    fn number_here(&mut self, number: u32) -> usize {
        let minutes = |reader: &Self, ahead: usize| {
            usize::from(reader.number(ahead).is_some() && reader.sign(ahead + 1) != Some('/'))
        };
        if matches!(self.word(1), Some("giờ" | "h" | "g")) {
            return 2 + minutes(self, 2);
        }
        if self.sign(1) == Some(':') && self.number(2).is_some() {
            return 3;
        }
        if let (Some(sign @ ('/' | '.' | '-')), Some(month)) = (self.sign(1), self.number(2)) {
            let year = self.number(4).filter(|year| self.sign(3) == Some(sign) && *year > 1000);
            if year.is_some() || sign == '/' && month <= 12 {
                self.day(number);
                self.month(month);
                if let Some(year) = year {
                    self.year(year);
                }
                return if year.is_some() { 5 } else { 3 };
            }
        }
        let behind_day = self.at > 0
            && matches!(&self.tokens[self.at - 1], TimeToken::Word(word) if word == "ngày");
        let in_list = !self.days.is_empty()
            && self.at > 0
            && match &self.tokens[self.at - 1] {
                TimeToken::Word(word) => matches!(word.as_str(), "và" | "đến" | "tới" | "hết"),
                TimeToken::Sign(sign) => matches!(sign, ',' | ';' | '-' | '–' | '—' | '÷' | '&'),
                TimeToken::Number(_) => false,
            };
        let before_month = self.word(1) == Some("tháng");
        let before_span = matches!(self.sign(1), Some('-' | '–' | '—'))
            && self.number(2).is_some()
            && self.sign(3) == Some('/');
        if behind_day || in_list || before_month || before_span {
            self.day(number);
        }
        1
    }

    /// Reads a word with the number that belongs to it; returns how many tokens they take.
    fn word_here(&mut self, word: &str) -> usize {
        match (word, self.number(1)) {
            ("tháng", Some(month)) => {
                self.month(month);
                if let (Some('/'), Some(year)) = (self.sign(2), self.number(3)) {
                    self.year(year);
                    return 4;
                }
                2
            }
            ("năm", Some(year)) => {
                self.year(year);
                2
            }
            ("thứ", _) => {
                self.weekday = self.weekday.or_else(|| self.weekday_here());
                2
            }
            ("chủ", _) if self.word(1) == Some("nhật") => {
                self.weekday = self.weekday.or(Some(Weekday::Sunday));
                2
            }
            ("đến" | "tới", _) => {
                self.span = !self.days.is_empty();
                1
            }
            _ => 1,
        }
    }

    /// Reads the day of the week behind `thứ`.
    fn weekday_here(&self) -> Option<Weekday> {
        Some(match (self.word(1), self.number(1)) {
            (Some("hai"), _) | (_, Some(2)) => Weekday::Monday,
            (Some("ba"), _) | (_, Some(3)) => Weekday::Tuesday,
            (Some("tư"), _) | (_, Some(4)) => Weekday::Wednesday,
            (Some("năm"), _) | (_, Some(5)) => Weekday::Thursday,
            (Some("sáu"), _) | (_, Some(6)) => Weekday::Friday,
            (Some("bảy" | "bẩy"), _) | (_, Some(7)) => Weekday::Saturday,
            _ => return None,
        })
    }

    /// Adds a day without month and year.
    fn day(&mut self, day: u32) {
        self.days.push(NamedDay {
            number: day,
            month: None,
            year: None,
            span: std::mem::take(&mut self.span),
        });
    }

    /// Gives this month to the days before it that have none.
    fn month(&mut self, month: u32) {
        self.days
            .iter_mut()
            .filter(|day| day.month.is_none())
            .for_each(|day| day.month = Some(month));
    }

    /// Gives this year to the days before it that have none.
    fn year(&mut self, year: u32) {
        self.days.iter_mut().filter(|day| day.year.is_none()).for_each(|day| day.year = Some(year));
    }
}

#[cfg(test)]
mod tests {
    use super::{NamedTime, Weekday};

    fn days(text: &str) -> Vec<String> {
        NamedTime::in_text(text, 2020).days.into_iter().map(|day| day.to_string()).collect()
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let (eighth, ninth, tenth) = ("2020-12-08", "2020-12-09", "2020-12-10");
        for (text, wanted) in [
            ("từ 08 giờ 00, ngày 08 và ngày 09 tháng 12 năm 2020", &[eighth, ninth][..]),
            ("08 giờ 00, ngày 08 tháng 12 năm 2020", &[eighth]),
            ("8h30 ngày 08/12/2020", &[eighth]),
            ("8h ngày 8-12-2020", &[eighth]),
            ("08:00 ngày 08.12.2020", &[eighth]),
            ("ngày 08, 09/12/2020", &[eighth, ninth]),
            ("08/12 và 09/12/2020", &[eighth, ninth]),
            ("từ ngày 08 đến hết ngày 10 tháng 12 năm 2020", &[eighth, ninth, tenth]),
            ("08 giờ 00, 08-10/12/2020", &[eighth, ninth, tenth]),
            ("từ 08/12/2020 đến 10/12/2020", &[eighth, ninth, tenth]),
            ("ngày 08 tháng 12 và ngày 10 tháng 12 năm 2020", &[eighth, tenth]),
            ("ngày 08 tháng 12/2020", &[eighth]),
            ("ngày 08 tháng 12", &[eighth]),
            ("8 giờ 30 phút sáng thứ Ba, ngày 8/12/2020", &[eighth]),
            ("8 giờ 08/12/2020", &[eighth]),
            ("sáng thứ Ba tuần tới", &[]),
            ("07 giờ 30", &[]),
            ("tháng 12 năm 2020", &[]),
        ] {
            assert_eq!(days(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_day_of_the_week_is_no_year_and_a_day_beyond_its_month_is_told() {
        let named = NamedTime::in_text("thứ Năm, ngày 31 tháng 11 năm 2020", 2020);
        assert_eq!(named.weekday, Some(Weekday::Thursday));
        assert_eq!(named.unreal.as_deref(), Some("31/11/2020"));
        assert_eq!(NamedTime::in_text("Chủ nhật, 13/12/2020", 2020).weekday, Some(Weekday::Sunday));
        assert_eq!(NamedTime::in_text("thứ 5, 10/12/2020", 2020).weekday, Some(Weekday::Thursday));
    }
}
