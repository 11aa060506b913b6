//! Papers that another program signed, numbered and sealed.

use pdf_signature::keys::rehearsal::is_rehearsal;
use time::{Date, OffsetDateTime};

use super::{ReceivedPaper, TakenFile, registered};
use crate::ledger::folders::{NUMBERED, SEALED, SIGNED};
use crate::ledger::{RegisteredPaper, SignedPaper, ToSign};
use crate::signing::numbering::{day_of, printed_entry, shown};
use crate::signing::{NumberObstacle, Obstacle, SigningTable};
use crate::typeset::BlankKind;

/// Number and day of a paper that comes back: as its page shows them, and as somebody typed them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenNumber {
    /// The number in the place that was left blank; `None` when none can be read.
    pub read_number: Option<u32>,
    /// The date that the day there gives, in the month that the paper prints.
    pub read_date: Option<Date>,
    /// The places at which nothing stands at all.
    pub empty: Vec<BlankKind>,
    /// The number that was asked for.
    pub number: Option<u32>,
    /// The date that was asked for.
    pub date: Option<Date>,
}

impl GivenNumber {
    /// What keeps the paper from being issued (Vietnamese): places that are still empty.
    #[must_use]
    pub fn lacks(&self) -> Vec<String> {
        let word = |blank: &BlankKind| match blank {
            BlankKind::Number => "chỗ ghi số trên trang còn trống",
            BlankKind::Day => "chỗ ghi ngày trên trang còn trống",
        };
        self.empty.iter().map(|blank| word(blank).to_owned()).collect()
    }

    /// Refuses what was asked for and is not what the page shows.
    ///
    /// # Errors
    ///
    /// [`NumberObstacle::OtherThanShown`].
    pub fn agrees(&self) -> Result<(), NumberObstacle> {
        if let (Some(read), Some(asked)) = (self.read_number, self.number)
            && read != asked
        {
            let (shown, asked) = (format!("số {read:02}"), format!("số {asked:02}"));
            return Err(NumberObstacle::OtherThanShown { shown, asked });
        }
        match (self.read_date, self.date) {
            (Some(read), Some(asked)) if read != asked => {
                let day = |date| format!("ngày {}", shown(date));
                let (shown, asked) = (day(read), day(asked));
                Err(NumberObstacle::OtherThanShown { shown, asked })
            }
            _ => Ok(()),
        }
    }

    /// The entry of a paper that left number or day blank; `None` while a place is empty, or the
    /// number is not known.
    fn entry(&self, to_sign: &ToSign) -> Result<Option<RegisteredPaper>, NumberObstacle> {
        self.agrees()?;
        if !self.empty.is_empty() {
            return Ok(None);
        }
        let is_blank = |kind| to_sign.filled_later.iter().any(|blank| blank.kind == kind);
        let printed = to_sign.number.as_deref().and_then(|one| one.split('/').next()?.parse().ok());
        let number = if is_blank(BlankKind::Number) { self.read_number } else { printed };
        let date = match (is_blank(BlankKind::Day), to_sign.is_dated()) {
            (true, _) => self.read_date,
            (false, true) => to_sign.date.as_deref().and_then(day_of),
            (false, false) => None,
        };
        let given = self.number.or(number).zip(self.date.or(date));
        Ok(given.map(|(number, date)| registered(to_sign, number, date)))
    }

    /// Refuses another number or date than a paper prints.
    fn fits(&self, printed: Option<&RegisteredPaper>) -> Result<(), NumberObstacle> {
        let Some(printed) = printed else { return Ok(()) };
        if let Some(asked) = self.number.filter(|asked| *asked != printed.number) {
            let (shown, asked) = (format!("số {:02}", printed.number), format!("số {asked:02}"));
            return Err(NumberObstacle::OtherThanShown { shown, asked });
        }
        match self.date.filter(|asked| asked.to_string() != printed.date) {
            Some(asked) => Err(NumberObstacle::OtherDay(printed.date.clone(), asked)),
            None => Ok(()),
        }
    }
}

impl SigningTable<'_> {
    /// Files a paper that another program signed, after people have seen how it compares with what
    /// was handed out, and enters number and date in the register where the paper left them blank.
    /// `paper` is its name in the record and its SHA-256 before anybody signed it; `who` is the
    /// holder of the last signature; `agreed` tells whether somebody said that a certificate under
    /// another name is the signer's. That all words are the same is for the caller to make sure of.
    ///
    /// # Errors
    ///
    /// [`Obstacle`]; then nothing was filed.
    pub fn receive_elsewhere(
        &self,
        pdf: &[u8],
        (paper, original): (&str, &str),
        given: &GivenNumber,
        (who, agreed): (&str, bool),
        at: OffsetDateTime,
    ) -> Result<ReceivedPaper, Obstacle> {
        let record = self.ledger.record().ok_or(Obstacle::NoRecord)?;
        let known = record.outputs.iter().find(|one| one.file == paper && one.sha256 == original);
        let known = known.ok_or(Obstacle::Outdated)?;
        let to_sign = known.to_sign.as_ref().ok_or(Obstacle::NotInRecord)?;
        let standing = self.standing(&self.verdict(pdf, at), paper)?;
        standing.agreed(agreed)?;
        let rehearsal = is_rehearsal(who);
        let is_blank = !to_sign.filled_later.is_empty();
        let mut lacks = standing.lacks.clone();
        let entry = if is_blank {
            lacks.extend(given.lacks());
            let entry = given.entry(to_sign)?;
            if entry.is_none() && given.empty.is_empty() && standing.seal {
                return Err(NumberObstacle::NotRead.into());
            }
            if let Some(entry) = &entry
                && let Some(date) = day_of(&entry.date)
            {
                let signed = (standing.signed_on, rehearsal);
                self.may_carry(to_sign, signed, (entry.number, date))?;
            }
            entry
        } else {
            let printed = printed_entry(to_sign);
            given.fits(printed.as_ref())?;
            printed.filter(|_| standing.seal)
        };
        let folder = match (lacks.is_empty(), &entry) {
            (true, _) => SEALED,
            (false, Some(_)) if is_blank => NUMBERED,
            _ => SIGNED,
        };
        let line = SignedPaper {
            paper: paper.to_owned(),
            original: original.to_owned(),
            role: ELSEWHERE.into(),
            holder: who.to_owned(),
            time: crate::signing::iso(at),
            rehearsal,
            registered: entry,
            ..SignedPaper::default()
        };
        let taken = TakenFile { pdf, line: &line, folder };
        let file = self.file(folder, pdf, line.clone(), |ledger| taken.may_be_filed(ledger))?;
        Ok(ReceivedPaper {
            file,
            paper: paper.to_owned(),
            title: to_sign.title.clone(),
            holder: who.to_owned(),
            rehearsal,
            lacks,
        })
    }
}

/// The role of a line of the book for a paper that another program signed, numbered and sealed.
const ELSEWHERE: &str = "elsewhere";

#[cfg(test)]
mod tests {
    use time::Month;

    use super::*;
    use crate::typeset::BlankSpot;

    fn date(day: u8) -> Date {
        Date::from_calendar_date(2026, Month::December, day).unwrap()
    }

    /// A paper of December 2026 that left these places blank.
    fn paper(blank: &[BlankKind]) -> ToSign {
        let spot = |kind: &BlankKind| BlankSpot {
            kind: *kind,
            page: 1,
            left: 0,
            right: 0,
            base: 0,
            size: 0,
        };
        ToSign {
            issuer: "province".into(),
            number: None,
            title: None,
            date: Some("2026-12-11".into()),
            length: 1,
            signatories: Vec::new(),
            blanks: Vec::new(),
            filled_later: blank.iter().map(spot).collect(),
            symbol: Some("QĐ-UBND".into()),
            recipients: Vec::new(),
            kind: "Quyết định".into(),
        }
    }

    #[test]
    fn the_number_of_the_page_is_taken_and_no_other_beside_it() {
        let both = paper(&[BlankKind::Number, BlankKind::Day]);
        let read = GivenNumber {
            read_number: Some(7),
            read_date: Some(date(12)),
            ..GivenNumber::default()
        };
        let entry = read.entry(&both).unwrap().unwrap();
        assert_eq!((entry.number, entry.date.as_str()), (7, "2026-12-12"));
        let same = GivenNumber { number: Some(7), date: Some(date(12)), ..read.clone() };
        assert_eq!(same.entry(&both).unwrap(), Some(entry));
        for other in [
            GivenNumber { number: Some(8), ..read.clone() },
            GivenNumber { date: Some(date(13)), ..read.clone() },
        ] {
            assert!(matches!(other.entry(&both), Err(NumberObstacle::OtherThanShown { .. })));
        }
        // What is there and cannot be read may be typed; what is not there may not.
        let typed = GivenNumber { number: Some(9), date: Some(date(14)), ..GivenNumber::default() };
        assert_eq!(typed.entry(&both).unwrap().unwrap().number, 9);
        let empty = GivenNumber { empty: vec![BlankKind::Number], ..typed };
        assert_eq!(empty.entry(&both).unwrap(), None);
        assert_eq!(empty.lacks(), ["chỗ ghi số trên trang còn trống"]);
    }

    #[test]
    fn a_day_that_is_printed_needs_not_be_typed() {
        let number = paper(&[BlankKind::Number]);
        let read = GivenNumber { read_number: Some(7), ..GivenNumber::default() };
        assert_eq!(read.entry(&number).unwrap().unwrap().date, "2026-12-11");
    }
}
