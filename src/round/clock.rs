//! Reads times of day as people write them: `08 giờ 00`, `8h30`, `14:00`.

/// A time of day, as written; it may be one that no clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ClockTime {
    pub(crate) hour: u32,
    pub(crate) minute: u32,
}

impl ClockTime {
    /// Tells whether a clock shows this time; 24:00 counts.
    pub(crate) fn is_real(self) -> bool {
        (self.hour < 24 && self.minute < 60) || (self.hour == 24 && self.minute == 0)
    }

    /// Returns the minutes since midnight.
    pub(crate) fn minutes(self) -> u32 {
        self.hour * 60 + self.minute
    }

    /// Returns the time so many minutes after midnight.
    pub(crate) fn at(minutes: u32) -> Self {
        Self { hour: minutes / 60, minute: minutes % 60 }
    }

    /// Finds the first time of day that a text names; `None` when it names none.
    pub(crate) fn first_in(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let mut from = 0;
        while let Some(at) =
            text[from..].find(|sign: char| sign.is_ascii_digit()).map(|at| from + at)
        {
            let (hour, rest) = leading_number(&text[at..])?;
            if let Some(behind) = behind_mark(rest) {
                // `8 giờ 08/12/2020` names a day behind the hour, and no minutes.
                let minute =
                    leading_number(behind.trim_start()).filter(|(_, rest)| !rest.starts_with('/'));
                return Some(Self { hour, minute: minute.map_or(0, |(minute, _)| minute) });
            }
            from = text.len() - rest.len();
        }
        None
    }
}

impl std::fmt::Display for ClockTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02} giờ {:02}", self.hour, self.minute)
    }
}

/// Reads the number at the beginning of a text; returns it with the rest.
pub(crate) fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

/// Returns the text behind the mark between hours and minutes (`giờ`, `h`, `g`, `:`); `None` when
/// there is no mark.
fn behind_mark(rest: &str) -> Option<&str> {
    let trimmed = rest.trim_start();
    if let Some(behind) = trimmed.strip_prefix("giờ") {
        return Some(behind);
    }
    if let Some(behind) = rest.strip_prefix('h').or_else(|| rest.strip_prefix('g')) {
        return (!behind.starts_with(char::is_alphabetic)).then_some(behind);
    }
    let behind = rest.strip_prefix(':')?;
    behind.starts_with(|sign: char| sign.is_ascii_digit()).then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::ClockTime;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, hour, minute) in [
            ("08 giờ 00", 8, 0),
            ("8 giờ", 8, 0),
            ("từ 8 giờ 30 phút, ngày 08 tháng 12", 8, 30),
            ("14h00", 14, 0),
            ("14g30", 14, 30),
            ("7h", 7, 0),
            ("ngày 08/12/2020, 13:30", 13, 30),
            ("Lúc 08 GIỜ 15", 8, 15),
            ("8 giờ, ngày 09", 8, 0),
        ] {
            assert_eq!(ClockTime::first_in(text), Some(ClockTime { hour, minute }), "{text}");
        }
        for text in ["ngày 08 tháng 12 năm 2020", "sáng", "2 hội trường", ""] {
            assert_eq!(ClockTime::first_in(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_has_no_more_hours_than_a_clock_shows() {
        for (text, real) in
            [("24 giờ 00", true), ("24 giờ 30", false), ("25 giờ", false), ("08 giờ 75", false)]
        {
            assert_eq!(ClockTime::first_in(text).unwrap().is_real(), real, "{text}");
        }
    }
}
