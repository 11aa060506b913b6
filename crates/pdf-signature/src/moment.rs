//! Moments as certificates write them and as people read them, always in the time of Việt Nam.

use time::{Date, Month, Time, UtcDateTime, UtcOffset};

use super::der::{DerFault, Tlv, tag, tlv};

/// The time of Việt Nam, in which every moment is written and shown (Nghị định 30/2020/NĐ-CP, Phụ
/// lục I).
pub const VIETNAM: UtcOffset = match UtcOffset::from_hms(7, 0, 0) {
    Ok(offset) => offset,
    Err(_) => panic!("+07:00 is an offset"),
};

/// Reads a `UTCTime` or a `GeneralizedTime` in UTC; fractions of a second, which some timestamp
/// authorities send, are cut.
pub(crate) fn read(value: &Tlv<'_>) -> Result<UtcDateTime, DerFault> {
    let text = value.content.strip_suffix(b"Z").ok_or(DerFault::Time)?;
    let whole = match text.iter().position(|&byte| byte == b'.') {
        Some(dot)
            if value.tag == tag::GENERALIZED_TIME
                && text[dot + 1..].iter().all(u8::is_ascii_digit) =>
        {
            &text[..dot]
        }
        _ => text,
    };
    let (year, rest) = match (value.tag, whole.len()) {
        (tag::UTC_TIME, 12) => {
            let short = number(&whole[..2])?;
            (if short < 50 { 2000 + short } else { 1900 + short }, &whole[2..])
        }
        (tag::GENERALIZED_TIME, 14) => (number(&whole[..4])?, &whole[4..]),
        _ => return Err(DerFault::Time),
    };
    let part = |at: usize| {
        number(&rest[at..at + 2]).and_then(|n| u8::try_from(n).map_err(|_| DerFault::Time))
    };
    let month = Month::try_from(part(0)?).map_err(|_| DerFault::Time)?;
    let date = Date::from_calendar_date(year, month, part(2)?).map_err(|_| DerFault::Time)?;
    let time = Time::from_hms(part(4)?, part(6)?, part(8)?).map_err(|_| DerFault::Time)?;
    Ok(UtcDateTime::new(date, time))
}

/// Writes a moment as certificates do, in UTC and to the second: without its century up to 2049
/// (RFC 5280, 4.1.2.5).
pub(crate) fn write(moment: UtcDateTime) -> Vec<u8> {
    let (hour, minute, second) = moment.as_hms();
    let (year, month, day) = (moment.year(), u8::from(moment.month()), moment.day());
    let rest = format!("{month:02}{day:02}{hour:02}{minute:02}{second:02}Z");
    if (1950..2050).contains(&year) {
        tlv(tag::UTC_TIME, &[format!("{:02}{rest}", year % 100).as_bytes()])
    } else {
        tlv(tag::GENERALIZED_TIME, &[format!("{year:04}{rest}").as_bytes()])
    }
}

/// Reads the date of a PDF, e.g. `D:20261123140321+07'00'`; `None` when it is not written as ISO
/// 32000-1, 7.9.4 asks.
pub(crate) fn read_pdf(text: &[u8]) -> Option<UtcDateTime> {
    let text = text.strip_prefix(b"D:").unwrap_or(text);
    let (digits, zone) = (text.get(..14)?, text.get(14..)?);
    let part = |at: usize| number(&digits[at..at + 2]).ok().and_then(|n| u8::try_from(n).ok());
    let date = Date::from_calendar_date(
        number(&digits[..4]).ok()?,
        Month::try_from(part(4)?).ok()?,
        part(6)?,
    )
    .ok()?;
    let local = UtcDateTime::new(date, Time::from_hms(part(8)?, part(10)?, part(12)?).ok()?);
    let sign = match zone.first() {
        None | Some(b'Z') => return Some(local),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let hours = number(zone.get(1..3)?).ok()?;
    let minutes = zone.get(4..6).map_or(Ok(0), number).ok()?;
    local.checked_sub(time::Duration::minutes(i64::from(sign * (60 * hours + minutes))))
}

/// Writes the date of a PDF in the time of Việt Nam.
pub(crate) fn write_pdf(moment: UtcDateTime) -> String {
    let local = moment.to_offset(VIETNAM);
    let (hour, minute, second) = local.to_hms();
    format!(
        "D:{:04}{:02}{:02}{hour:02}{minute:02}{second:02}+07'00'",
        local.year(),
        u8::from(local.month()),
        local.day()
    )
}

/// The day of a moment as people read it: `23/11/2026`.
pub fn day(moment: UtcDateTime) -> String {
    let local = moment.to_offset(VIETNAM);
    format!("{:02}/{:02}/{}", local.day(), u8::from(local.month()), local.year())
}

fn number(digits: &[u8]) -> Result<i32, DerFault> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(DerFault::Time);
    }
    std::str::from_utf8(digits).ok().and_then(|text| text.parse().ok()).ok_or(DerFault::Time)
}

/// A moment as people read it: `23/11/2026 14:03:21 +07:00`.
pub(crate) fn shown(moment: UtcDateTime) -> String {
    format!("{} {}", day(moment), hour(moment))
}

/// The time of day of a moment as people read it: `14:03:21 +07:00`.
pub fn hour(moment: UtcDateTime) -> String {
    let (hour, minute, second) = moment.to_offset(VIETNAM).to_hms();
    format!("{hour:02}:{minute:02}:{second:02} +07:00")
}

/// A moment for machines (ISO 8601): `2026-11-23T14:03:21+07:00`.
pub fn iso(moment: UtcDateTime) -> String {
    let local = moment.to_offset(VIETNAM);
    let (hour, minute, second) = local.to_hms();
    let (year, month, day) = (local.year(), u8::from(local.month()), local.day());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+07:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asn1(tag: u8, text: &str) -> Option<String> {
        read(&Tlv { tag, content: text.as_bytes(), whole: &[] }).ok().map(iso)
    }

    #[test]
    fn certificate_times_are_read_and_shown_in_vietnam_time() {
        assert_eq!(
            asn1(tag::UTC_TIME, "261123070321Z").as_deref(),
            Some("2026-11-23T14:03:21+07:00")
        );
        assert_eq!(
            asn1(tag::GENERALIZED_TIME, "20261123200000.75Z").as_deref(),
            Some("2026-11-24T03:00:00+07:00")
        );
        for damaged in
            ["20261323200000Z", "20261123200000", "2026112320000Z", "20261123200000.7xZ", ""]
        {
            assert_eq!(asn1(tag::GENERALIZED_TIME, damaged), None, "{damaged}");
        }
    }

    #[test]
    fn certificate_times_are_written_as_they_are_read() {
        for text in ["D:19700101000000Z", "D:20491231235959Z", "D:20500101000000Z"] {
            let moment = read_pdf(text.as_bytes()).unwrap();
            assert_eq!(read(&Tlv::only(&write(moment)).unwrap()), Ok(moment), "{text}");
        }
    }

    #[test]
    fn pdf_dates_carry_their_zone() {
        let read = |text: &str| read_pdf(text.as_bytes()).map(shown);
        assert_eq!(read("D:20261123140321+07'00'").as_deref(), Some("23/11/2026 14:03:21 +07:00"));
        assert_eq!(read("D:20261123140321Z").as_deref(), Some("23/11/2026 21:03:21 +07:00"));
        assert_eq!(read("D:20261123"), None);
        let moment = read_pdf(b"D:20261231210001Z").unwrap();
        assert_eq!(write_pdf(moment), "D:20270101040001+07'00'");
        assert_eq!(read_pdf(write_pdf(moment).as_bytes()), Some(moment));
    }
}
