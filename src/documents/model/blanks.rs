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
        let mut blanks = Vec::new();
        if let Some(Sheet::Copy(copy)) = &self.sheet {
            let form = copy.form.to_lowercase();
            blanks.extend(of_header(&copy.header).map(|blank| format!("{blank} của bản {form}")));
        }
        blanks.extend(of_header(&self.header).map(str::to_owned));
        let unsigned = self.signatures.iter().filter(|signature| signature.name.is_empty());
        blanks
            .extend(unsigned.map(|signature| {
                format!("tên người ký ở vị trí {}", signature.capacity.join(" "))
            }));
        blanks.extend(gaps(&self.body).map(|text| format!("chỗ trống ở câu “{text}”")));
        for annex in &self.annexes {
            let reference = annex.reference.contains(GAP).then_some(&annex.reference);
            blanks.extend(
                reference.map(|text| format!("dòng “{}” của {}", shown(text), annex.heading)),
            );
            blanks.extend(
                gaps(&annex.body)
                    .map(|text| format!("chỗ trống ở câu “{text}” của {}", annex.heading)),
            );
        }
        blanks
    }
}

/// Yields the blanks of a letterhead: number, day.
fn of_header(header: &Letterhead) -> impl Iterator<Item = &'static str> {
    let number = header.number.as_ref().is_some_and(|number| number.value.is_none());
    let day = header.place.as_ref().is_some_and(|place| place.day.is_none());
    [(number, "số văn bản"), (day, "ngày ban hành")]
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
