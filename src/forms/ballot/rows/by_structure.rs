//! Gives rows their roles where the act does not have their criteria.

use std::rc::Rc;

use careful_spreadsheet::text;

use super::{BallotRowReader, MarkRow, RowRole};

impl BallotRowReader<'_, '_> {
    /// Gives rows their roles by the numbers and parts of the table itself, where the act does not
    /// have its criteria.
    pub(super) fn by_structure(&self, lines: &mut [MarkRow]) {
        let numbered =
            lines.iter().any(|line| line.numeral.codes.iter().any(|code| code.contains('.')));
        let (mut part, mut position, mut closed) = (0, 0, false);
        for index in 0..lines.len() {
            let line = &lines[index];
            match line.role {
                RowRole::Part(of) => part = of,
                RowRole::Unknown => {}
                _ => continue,
            }
            let said = Rc::clone(&line.said);
            if self.sums_up(line) && !line.numeral.codes.iter().any(|code| code.contains('.')) {
                closed |= self.part_of_sum(&said.bare).is_none()
                    && position > 0
                    && !later_numbers(lines, index);
                continue;
            }
            if line.role != RowRole::Unknown || closed {
                continue;
            }
            let code = line.numeral.codes.first();
            let heads = code.is_some_and(|code| {
                let below = format!("{code}.");
                let next = lines[index + 1..].iter().find(|line| !line.numeral.codes.is_empty());
                next.is_some_and(|next| next.numeral.codes[0].starts_with(&below))
            });
            let stated =
                self.maximum.is_some() && self.max_at(line.row).is_some() && self.is_used(line.row);
            let is_criterion = code.is_some() && !line.name.is_empty()
                || !numbered && stated && !line.name.is_empty();
            let again = lines[..index].iter().find_map(|line| match line.role {
                RowRole::Criterion { position, part: of } if of == part => {
                    let own = &lines[index];
                    let same = own.numeral.codes == line.numeral.codes
                        && text::fold(&own.name) == text::fold(&line.name);
                    same.then_some(position)
                }
                _ => None,
            });
            lines[index].role = if heads {
                RowRole::Group
            } else if let Some(position) = again.filter(|_| is_criterion) {
                RowRole::Again(position)
            } else if is_criterion {
                position += 1;
                RowRole::Criterion { position: position - 1, part }
            } else {
                RowRole::Unknown
            };
        }
    }
}

/// Whether a criterion with a dotted number stands below a row.
fn later_numbers(lines: &[MarkRow], index: usize) -> bool {
    lines[index + 1..].iter().any(|line| line.numeral.codes.iter().any(|code| code.contains('.')))
}
