//! The counts that papers state, each with the rows it was counted from.

use super::Counted;
use super::count::{Count, Products, by, exchange, owners, pad};
use super::spots::tokens;
use crate::documents::{Facts, Group, not_counted};
use crate::forms::OwnerKind;
use crate::tally::{Mean, Outcome, ProductResult};

/// All counts of the round's facts.
pub(super) fn all<'a>(counted: &'a Counted<'a>) -> Vec<Count<'a>> {
    let mut list = List { counted, facts: counted.facts, counts: Vec::new() };
    list.submitted();
    (0..counted.facts.sessions.len()).for_each(|index| list.session(index));
    list.recognised();
    list.conclusions();
    list.counts
}

/// Picks products by what became of them.
type Wanted = fn(&Outcome) -> bool;

struct List<'a> {
    counted: &'a Counted<'a>,
    facts: &'a Facts,
    counts: Vec<Count<'a>>,
}

impl<'a> List<'a> {
    fn products(&self, wanted: impl Fn(&ProductResult<'_>) -> bool) -> Products<'a> {
        self.counted.tally.products.iter().filter(|product| wanted(product)).collect()
    }

    fn with(&self, wanted: impl Fn(&Outcome) -> bool) -> Products<'a> {
        self.products(|product| wanted(&product.outcome))
    }

    fn submitted(&mut self) {
        let (all, admitted) = (self.products(|_| true), self.with(Outcome::is_admitted));
        let rows = self.names(&all);
        self.group("các địa phương gửi đến", &self.facts.submitted, &all, rows, |facts| {
            &mut facts.submitted
        });
        let districts =
            by(&all, |product| Some(product.district)).into_values().map(|some| self.names(&some)).collect();
        self.listed("số sản phẩm theo nơi gửi", &self.facts.by_district, true, districts, |facts| {
            &mut facts.by_district
        });
        let what = "số sản phẩm đủ điều kiện, được Hội đồng đánh giá";
        self.counts.push(Count::new(pad(admitted.len()), what, self.names(&admitted), |facts, mark| {
            facts.admitted = mark;
        }));
        let stars = by(&admitted, |product| product.entry.star.as_ref().map(|star| star.value));
        let rows = stars.iter().map(|(star, some)| self.rows(some, |_| format!(": địa phương đề nghị {star} sao")));
        let rows = rows.collect();
        self.listed(
            "số sản phẩm theo hạng sao địa phương đề nghị",
            &self.facts.proposed_stars,
            false,
            rows,
            |facts| &mut facts.proposed_stars,
        );
    }

    fn session(&mut self, index: usize) {
        let facts = &self.facts.sessions[index];
        let number = facts.session.number;
        let names = self.counted.round.council.members.iter().map(|member| member.person.name.clone());
        let is_absent = |name: &String| facts.session.absent.iter().any(|absence| absence.name == *name);
        let present = names.clone().filter(|name| !is_absent(name)).collect();
        let quorum = self.counted.round.rules.quorum;
        let share = format!("{}/{} của {} thành viên, làm tròn lên", quorum.attending, quorum.of, facts.members);
        let what = format!("số thành viên có mặt ở lần chấm {number}");
        self.counts.push(Count::new(pad(facts.attending), what, present, move |facts, mark| {
            facts.sessions[index].attending = mark;
        }));
        self.counts.push(Count::new(
            pad(facts.members),
            "số thành viên Hội đồng",
            names.collect(),
            move |facts, mark| {
                facts.sessions[index].members = mark;
            },
        ));
        let what = "số thành viên ít nhất phải có mặt";
        self.counts.push(Count::new(pad(facts.needed), what, vec![share], move |facts, mark| {
            facts.sessions[index].needed = mark;
        }));
        self.ballots(index, number);
        self.scores(index, number);
    }

    /// How many ballots of a session count, and how many do not.
    fn ballots(&mut self, index: usize, number: u8) {
        let facts = &self.facts.sessions[index];
        let admitted = self.with(Outcome::is_admitted);
        let given = |product: &ProductResult<'_>| {
            product
                .sessions
                .iter()
                .find(|result| result.session == number)
                .map_or(0, |result| result.counting().count())
        };
        let counted: Products<'a> = admitted.iter().copied().filter(|product| given(product) > 0).collect();
        let rows = self.rows(&counted, |product| format!(": {} phiếu", given(product)));
        let what = format!("số phiếu được tính ở lần chấm {number}");
        self.counts.push(Count::new(pad(facts.counted), what, rows, move |facts, mark| {
            facts.sessions[index].counted = mark;
        }));
        let lost = not_counted(&admitted, number);
        for (line, (words, products)) in facts.not_counted.iter().zip(lost.into_values()).enumerate() {
            let what = format!("số phiếu không được tính ở lần chấm {number} (“{words}”)");
            self.counts.push(Count::new(pad(products.len()), what, self.names(&products), move |facts, mark| {
                exchange(&mut facts.sessions[index].not_counted[line], 0, mark);
            }));
        }
    }

    /// How many products a session scored, the lowest and highest mean, and the stars.
    fn scores(&mut self, index: usize, number: u8) {
        let (facts, round) = (&self.facts.sessions[index], self.counted.round);
        let printed = |mean: Mean| mean.printed(round.tally.printed_decimals);
        let mean = |product: &ProductResult<'_>| {
            product.sessions.iter().find(|result| result.session == number).and_then(|result| result.mean)
        };
        let row = |product: &ProductResult<'_>| {
            mean(product).map(printed).map_or_else(String::new, |mean| format!(": {mean} điểm"))
        };
        let scored = self.products(|product| product.is_admitted() && mean(product).is_some());
        let what = format!("số sản phẩm được chấm điểm ở lần chấm {number}");
        self.counts.push(Count::new(pad(scored.len()), what, self.rows(&scored, row), move |facts, mark| {
            facts.sessions[index].scored = mark;
        }));
        let of = |bound: &String| -> Products<'a> {
            scored.iter().copied().filter(|product| mean(product).map(printed).as_ref() == Some(bound)).collect()
        };
        if let Some(lowest) = &facts.lowest {
            let what = format!("điểm trung bình thấp nhất ở lần chấm {number}");
            self.counts.push(Count::score(
                lowest,
                what,
                self.rows(&of(lowest), row),
                of(lowest),
                move |facts, mark| {
                    facts.sessions[index].lowest = Some(mark.to_string());
                },
            ));
        }
        if let Some(highest) = &facts.highest {
            let what = format!("điểm trung bình cao nhất ở lần chấm {number}");
            self.counts.push(Count::score(
                highest,
                what,
                self.rows(&of(highest), row),
                of(highest),
                move |facts, mark| {
                    facts.sessions[index].highest = Some(mark.to_string());
                },
            ));
        }
        let act = self.counted.act;
        let stars = by(&scored, |product| mean(product).map(|mean| act.star(|limit| mean.reaches(limit))));
        let rows = stars.values().map(|some| self.rows(some, row)).collect();
        let what = format!("số sản phẩm theo hạng sao ở lần chấm {number}");
        self.listed(&what, &facts.stars, false, rows, move |facts| &mut facts.sessions[index].stars);
    }

    fn recognised(&mut self) {
        let recognised = self.with(|outcome| matches!(outcome, Outcome::Recognised { .. }));
        let rows = self.results(&recognised);
        self.group("được công nhận", &self.facts.recognised, &recognised, rows, |facts| &mut facts.recognised);
        for (index, group) in self.facts.recognised_stars.iter().enumerate() {
            let star = group.star;
            let products = self.with(|outcome| *outcome == Outcome::Recognised { star });
            let what = format!("số sản phẩm được công nhận {star} sao");
            self.counts.push(Count::new(pad(group.products), what, self.results(&products), move |facts, mark| {
                facts.recognised_stars[index].products = mark;
            }));
            let what = format!("số chủ thể có sản phẩm được công nhận {star} sao");
            self.counts.push(Count::new(pad(group.owners), what, owners(&products), move |facts, mark| {
                facts.recognised_stars[index].owners = mark;
            }));
        }
    }

    /// The council's conclusions, which say the same counts once more in sentences of their own.
    fn conclusions(&mut self) {
        let stars: Vec<_> = self.facts.recognised_stars.iter().map(|group| group.star).collect();
        for (line, star) in stars.iter().copied().enumerate() {
            let certifies = |outcome: &Outcome| match outcome {
                Outcome::Recognised { star } => Some(*star),
                Outcome::ProposedToMinistry { meanwhile } => *meanwhile,
                _ => None,
            };
            let products = self.with(|outcome| certifies(outcome) == Some(star));
            self.conclusion(line, 0, &format!("số sản phẩm đạt {star} sao"), self.results(&products));
            self.conclusion(line, 1, &format!("số chủ thể có sản phẩm đạt {star} sao"), owners(&products));
        }
        let others: [(&str, Wanted); 6] = [
            ("số sản phẩm đề nghị Trung ương đánh giá", |outcome| {
                matches!(outcome, Outcome::ProposedToMinistry { .. })
            }),
            ("số sản phẩm chưa đủ hạng để tỉnh công nhận", |outcome| {
                matches!(outcome, Outcome::NotRecognised { .. })
            }),
            ("số sản phẩm bị dừng đánh giá", |outcome| matches!(outcome, Outcome::KnockedOut { .. })),
            ("số sản phẩm cần kiểm nghiệm hoặc bổ sung", |outcome| {
                matches!(outcome, Outcome::NeedsSupplement { .. })
            }),
            ("số sản phẩm chưa đánh giá", |outcome| matches!(outcome, Outcome::NotScored { .. })),
            ("số sản phẩm chờ làm rõ phiếu chấm", |outcome| matches!(outcome, Outcome::Held { .. })),
        ];
        let others = others.map(|(what, wanted)| (what, self.with(wanted)));
        let others = others.into_iter().filter(|(_, products)| !products.is_empty());
        for (line, (what, products)) in (stars.len()..).zip(others) {
            self.conclusion(line, 0, what, self.results(&products));
        }
    }

    fn conclusion(&mut self, line: usize, index: usize, what: &str, rows: Vec<String>) {
        let printed = self.facts.conclusions.get(line).and_then(|text| tokens(text).nth(index));
        self.counts.extend(printed.map(|printed| {
            Count::new(printed, what, rows, move |facts, mark| exchange(&mut facts.conclusions[line], index, mark))
        }));
    }

    /// Products, owners and kinds of owners of a group.
    fn group(
        &mut self,
        which: &str,
        group: &Group,
        products: &Products<'a>,
        rows: Vec<String>,
        get: fn(&mut Facts) -> &mut Group,
    ) {
        let what = format!("số sản phẩm {which}");
        self.counts.push(Count::new(pad(group.products), what, rows, move |facts, mark| {
            get(facts).products = mark;
        }));
        let what = format!("số chủ thể có sản phẩm {which}");
        self.counts.push(Count::new(pad(group.owners), what, owners(products), move |facts, mark| {
            get(facts).owners = mark;
        }));
        let unknown = OwnerKind::ALL.len();
        let kinds = by(products, |product| {
            let kind = product.owner_kind();
            Some(OwnerKind::ALL.iter().position(|known| Some(*known) == kind).unwrap_or(unknown))
        });
        let rows = kinds.values().map(owners).collect();
        let what = format!("số chủ thể có sản phẩm {which}, theo loại hình");
        self.listed(&what, &group.owner_kinds, false, rows, move |facts| &mut get(facts).owner_kinds);
    }

    /// The counts of a list such as `22 sản phẩm 3 sao, 03 sản phẩm 4 sao`, where each piece begins or ends with its count.
    fn listed(
        &mut self,
        what: &str,
        text: &str,
        last: bool,
        rows: Vec<Vec<String>>,
        get: impl Fn(&mut Facts) -> &mut String + Clone + 'a,
    ) {
        for (piece, (words, rows)) in text.split(", ").zip(rows).enumerate() {
            let index = if last { tokens(words).count().saturating_sub(1) } else { 0 };
            let Some(printed) = tokens(words).nth(index) else { continue };
            let get = get.clone();
            self.counts.push(Count::new(printed, format!("{what} (“{words}”)"), rows, move |facts, mark| {
                let text = get(facts);
                let mut pieces: Vec<String> = text.split(", ").map(str::to_owned).collect();
                exchange(&mut pieces[piece], index, mark);
                *text = pieces.join(", ");
            }));
        }
    }

    fn rows(&self, products: &Products<'_>, detail: impl Fn(&ProductResult<'_>) -> String) -> Vec<String> {
        products.iter().map(|product| super::one_line(self.counted, product) + &detail(product)).collect()
    }

    fn names(&self, products: &Products<'_>) -> Vec<String> {
        self.rows(products, |_| String::new())
    }

    /// Each product with its score and what became of it.
    fn results(&self, products: &Products<'_>) -> Vec<String> {
        let decimals = self.counted.round.tally.printed_decimals;
        self.rows(products, |product| {
            let score = product.mean().map(|mean| format!(": {} điểm", mean.printed(decimals))).unwrap_or_default();
            let star = product.star().map(|star| format!(", {star} sao")).unwrap_or_default();
            score + &star
        })
    }
}
