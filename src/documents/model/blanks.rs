//! Finds the blanks of a paper that are to be filled in by hand.

use super::{BodyBlock, Document, Letterhead, PrintedRow, Sheet};

/// How a gap begins. A gap is a run of no-break spaces; a single one only keeps two words together.
const GAP: &str = "\u{a0}\u{a0}";
/// How many characters of a text are quoted.
const LINE: usize = 60;

impl Document {
    /// Lists the blanks of the paper (Vietnamese, one entry a blank), in the order in which they
    /// stand on it. Empty when the paper is complete.
    #[must_use]
    pub fn blanks(&self) -> Vec<String> {
        self.listed().into_iter().map(|(_, told)| told).collect()
    }

    /// Lists the blanks that must be gone before anybody signs. Number and day can be filled in
    /// after the signature where the layout kept them free: `number` and `day` tell whether it did.
    /// Then the line of an annex that names the paper stays blank, as in the electronic form (Nghị
    /// định 30/2020/NĐ-CP, Phụ lục III, mẫu 2.2).
    #[must_use]
    pub fn blanks_before_signing(&self, number: bool, day: bool) -> Vec<String> {
        let can_wait = |blank: Blank| match blank {
            Blank::Number => number,
            Blank::Day => day,
            Blank::Reference => number || day,
            Blank::Other => false,
        };
        let listed = self.listed().into_iter();
        listed.filter(|(blank, _)| !can_wait(*blank)).map(|(_, told)| told).collect()
    }

    fn listed(&self) -> Vec<(Blank, String)> {
        let mut blanks = Vec::new();
        if let Some(Sheet::Copy(copy)) = &self.sheet {
            let form = copy.form.to_lowercase();
            let own = |(blank, name)| (blank, format!("{name} của bản {form}"));
            blanks.extend(of_header(&copy.header).map(own));
            // The blanks of the original are nobody's to fill in on a copy.
            let original = |(_, name): (Blank, &str)| (Blank::Other, name.to_owned());
            blanks.extend(of_header(&self.header).map(original));
        } else {
            blanks.extend(of_header(&self.header).map(|(blank, name)| (blank, name.to_owned())));
        }
        let mut other = |told: String| blanks.push((Blank::Other, told));
        for signature in self.signatures.iter().filter(|signature| signature.name.is_empty()) {
            other(format!("tên người ký ở vị trí {}", signature.capacity.join(" ")));
        }
        gaps(&self.body).for_each(|text| other(format!("chỗ trống ở câu “{text}”")));
        for annex in &self.annexes {
            if annex.reference.contains(GAP) {
                let told = format!("dòng “{}” của {}", shown(&annex.reference), annex.heading);
                blanks.push((Blank::Reference, told));
            }
            let told = |text| format!("chỗ trống ở câu “{text}” của {}", annex.heading);
            blanks.extend(gaps(&annex.body).map(|text| (Blank::Other, told(text))));
        }
        blanks
    }
}

/// The kinds of blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blank {
    Number,
    Day,
    /// In the line of an annex that names the paper.
    Reference,
    Other,
}

/// Yields the blanks of a letterhead: number, day.
fn of_header(header: &Letterhead) -> impl Iterator<Item = (Blank, &'static str)> {
    let number = header.number.as_ref().is_some_and(|number| number.value.is_none());
    let day = header.place.as_ref().is_some_and(|place| place.day.is_none());
    [(number, (Blank::Number, "số văn bản")), (day, (Blank::Day, "ngày ban hành"))]
        .into_iter()
        .filter_map(|(blank, name)| blank.then_some(name))
}

/// Yields the paragraphs and cells that contain a gap.
fn gaps<'a>(blocks: impl IntoIterator<Item = &'a BodyBlock>) -> impl Iterator<Item = String> {
    blocks.into_iter().flat_map(texts).filter(|text| text.contains(GAP)).map(|text| shown(&text))
}

fn texts(block: &BodyBlock) -> Vec<String> {
    match block {
        BodyBlock::Centered { runs }
        | BodyBlock::Heading { runs, .. }
        | BodyBlock::Paragraph { runs }
        | BodyBlock::Item { runs, .. } => vec![runs.iter().map(|run| run.text.as_str()).collect()],
        BodyBlock::Table(table) => table.rows.iter().flat_map(PrintedRow::texts).cloned().collect(),
        BodyBlock::Chart(_) => Vec::new(),
    }
}

/// Shows a text with each gap as `…`, cut after [`LINE`] characters.
fn shown(text: &str) -> String {
    let pieces: Vec<_> = text.split(GAP).map(|piece| piece.trim_matches('\u{a0}')).collect();
    let mut shown = pieces.join("…").replace('\u{a0}', " ");
    while shown.contains("……") {
        shown = shown.replace("……", "…");
    }
    if shown.chars().count() > LINE {
        format!("{}…", shown.chars().take(LINE).collect::<String>())
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_gap_is_shown_as_an_ellipsis_and_a_long_text_is_cut() {
        assert_eq!(shown("số \u{a0}\u{a0}\u{a0}\u{a0}\u{a0} ngày\u{a0}08"), "số … ngày 08");
        assert_eq!(shown("\u{a0}\u{a0}\u{a0}"), "…");
        assert_eq!(shown(&"a".repeat(80)).chars().count(), 61);
    }
}
