//! The auditor's own count: the results of a round, from `ket-qua.json` and `round.toml` alone.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value as Json;
use toml::{Table, Value as Toml};

/// A round as the auditor sees it.
pub(crate) struct Book {
    pub(crate) settings: Table,
    /// Id of the act by which the round is counted.
    pub(crate) act: String,
    pub(crate) decimals: u32,
    pub(crate) members: Vec<Member>,
    pub(crate) sessions: Vec<Session>,
    pub(crate) products: Vec<Product>,
    pub(crate) districts: Vec<String>,
}

pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) role: String,
}

pub(crate) struct Session {
    pub(crate) number: u8,
    pub(crate) absent: Vec<String>,
    /// Member, and who came in their place.
    pub(crate) replaced: Vec<(String, String)>,
    pub(crate) presiding: Option<String>,
    /// When it begins, in minutes since midnight.
    pub(crate) start: Option<u32>,
    /// Year, month and day.
    pub(crate) date: String,
}

pub(crate) struct Product {
    pub(crate) district: String,
    pub(crate) name: String,
    pub(crate) owner: String,
    pub(crate) proposed_star: Option<u64>,
    pub(crate) district_score: Option<Decimal>,
    /// Scores of the ballots that count, by session.
    pub(crate) scores: BTreeMap<u8, Vec<Decimal>>,
    /// Member and total of the ballots that count, by session.
    pub(crate) totals: BTreeMap<u8, BTreeMap<String, Decimal>>,
    /// Member, score and session of ballots that a rule left out.
    pub(crate) left_out: Vec<(u8, String, Option<Decimal>, String)>,
    /// Ballots that were given and do not count for another reason, by session.
    pub(crate) lost: BTreeMap<u8, usize>,
    pub(crate) outcome: String,
    pub(crate) reason: Option<String>,
    pub(crate) star: Option<u64>,
    pub(crate) meanwhile: Option<u64>,
    pub(crate) by_points: Option<u64>,
    pub(crate) minima: Option<(u64, String)>,
    /// The marks that are too low, where only a conclusion on them is awaited.
    pub(crate) awaited: Vec<LowMark>,
    /// Id of the act by which it is counted, where the round has two.
    pub(crate) act: Option<String>,
    /// `first`, `upgrade` or `again`.
    pub(crate) kind: String,
    pub(crate) old_star: Option<u64>,
    /// The star that it keeps, since an upgrade did not succeed.
    pub(crate) kept: Option<u64>,
}

fn text(value: &Json) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn decimal(value: &Json) -> Option<Decimal> {
    value.as_str().and_then(|text| Decimal::from_str(text).ok())
}

fn array<'t>(table: &'t Table, key: &str) -> &'t [Toml] {
    table.get(key).and_then(Toml::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn word(value: &Toml, key: &str) -> String {
    value.get(key).and_then(Toml::as_str).unwrap_or_default().to_owned()
}

impl Book {
    /// Whether the district recognises a product of this star itself: three stars of
    /// 148/QĐ-TTg, until there were no districts.
    pub(crate) fn is_of_district(&self, product: &Product) -> bool {
        self.act == "148-2023"
            && product.kept.is_none()
            && product.outcome == "not_recognised"
            && product.star == Some(3)
    }

    /// Whether papers have the wording of the time without districts.
    pub(crate) fn is_of_today(&self) -> bool {
        matches!(self.act.as_str(), "148-2023-1489-2025" | "26-2026")
    }

    /// Counts products by kind of registration, in these words; `None` where all are registered
    /// for the first time.
    pub(crate) fn kinds(products: &[&Product], words: [&str; 3]) -> Option<String> {
        let of = |kind: &str| products.iter().filter(|product| product.kind == kind).count();
        let counts = ["first", "upgrade", "again"].map(of);
        if counts[1] + counts[2] == 0 {
            return None;
        }
        let told = counts.iter().zip(words).filter(|(count, _)| **count > 0);
        let told: Vec<_> = told.map(|(count, words)| format!("{} {words}", pad(*count))).collect();
        Some(told.join(", "))
    }

    pub(crate) fn of(results: &Json, settings: &str) -> Self {
        let settings: Table = settings.trim_start_matches('\u{feff}').parse().unwrap();
        let council = settings["council"].as_table().unwrap();
        let members = array(council, "members").iter().map(|member| Member {
            name: word(member, "name"),
            title: word(member, "title"),
            role: member.get("role").and_then(Toml::as_str).unwrap_or("member").to_owned(),
        });
        let sessions = array(&settings, "sessions").iter().map(|session| {
            let table = session.as_table().unwrap();
            Session {
                number: u8::try_from(table["number"].as_integer().unwrap()).unwrap(),
                absent: array(table, "absent").iter().map(|one| word(one, "name")).collect(),
                replaced: array(table, "replaced")
                    .iter()
                    .map(|one| (word(one, "name"), word(one, "by")))
                    .collect(),
                presiding: table.get("presiding").and_then(Toml::as_str).map(str::to_owned),
                start: super::meeting::times(&word(session, "start")).first().copied(),
                date: table.get("date").map(ToString::to_string).unwrap_or_default(),
            }
        });
        let decimals = settings
            .get("tally")
            .and_then(|tally| tally.get("printed_decimals"))
            .and_then(Toml::as_integer);
        Self {
            act: text(&results["act"]),
            decimals: decimals.map_or(1, |count| u32::try_from(count).unwrap()),
            members: members.collect(),
            sessions: sessions.collect(),
            districts: array(&settings, "districts")
                .iter()
                .map(|district| word(district, "name"))
                .collect(),
            products: results["products"]
                .as_array()
                .into_iter()
                .flatten()
                .map(Product::of)
                .collect(),
            settings,
        }
    }

    /// Products that get a certificate, in the order of the round.
    pub(crate) fn granted(&self) -> Vec<&Product> {
        self.products.iter().filter(|product| product.certified().is_some()).collect()
    }

    /// Products proposed to the Ministry.
    pub(crate) fn proposed(&self) -> Vec<&Product> {
        self.products.iter().filter(|product| product.outcome == "proposed_to_ministry").collect()
    }

    /// The mean by which a product is ranked, as papers print it; `None` where it has none.
    pub(crate) fn mean(&self, product: &Product) -> Option<String> {
        let scores = product.official().and_then(|session| product.scores_of(session));
        scores.filter(|_| !product.is_held()).map(|scores| self.printed(scores))
    }

    /// Lowest and highest printed mean of the products that have one.
    pub(crate) fn bounds(&self) -> Option<(String, String)> {
        let mut means: Vec<(Decimal, String)> = self
            .admitted()
            .filter_map(|product| {
                let printed = self.mean(product)?;
                Some((printed.replace(',', ".").parse().ok()?, printed))
            })
            .collect();
        means.sort();
        Some((means.first()?.1.clone(), means.last()?.1.clone()))
    }

    /// Counts products by the star that the province gives: `02 sản phẩm 4 sao; 01 sản phẩm 3
    /// sao`, without what is said of those that wait for the Ministry.
    pub(crate) fn stars(&self) -> Vec<(usize, u64)> {
        let counts = [4, 3].map(|star| (self.certified(star).len(), star));
        counts.into_iter().filter(|(count, _)| *count > 0).collect()
    }

    pub(crate) fn admitted(&self) -> impl Iterator<Item = &Product> {
        self.products.iter().filter(|product| product.is_admitted())
    }

    /// Products that get a certificate with this star.
    pub(crate) fn certified(&self, star: u64) -> Vec<&Product> {
        self.products.iter().filter(|product| product.certified() == Some(star)).collect()
    }

    pub(crate) fn setting(&self, path: &str) -> Option<&Toml> {
        let mut keys = path.split('.');
        let first = self.settings.get(keys.next()?)?;
        keys.try_fold(first, |value, key| value.get(key))
    }

    /// A mean as papers print it: half a unit away from zero.
    pub(crate) fn printed(&self, scores: &[Decimal]) -> String {
        let mean: Decimal = scores.iter().sum::<Decimal>() / Decimal::from(scores.len());
        let rounded =
            mean.round_dp_with_strategy(self.decimals, RoundingStrategy::MidpointAwayFromZero);
        format!("{rounded:.*}", self.decimals as usize).replace('.', ",")
    }

    /// Who presided over a session, as the law of the house has it.
    pub(crate) fn presided(&self, session: &Session) -> Option<String> {
        let there = |role: &str| {
            self.members.iter().find(|member| member.role == role && session.attended(member))
        };
        let by_role =
            || there("chair").or_else(|| there("vice_chair")).map(|member| member.name.clone());
        session.presiding.clone().or_else(by_role)
    }

    /// How many members must attend, and whether the chair or a vice-chair must.
    pub(crate) fn quorum(&self) -> (usize, bool) {
        let of = |key: &str, default: usize| {
            let set = self.setting(&format!("rules.quorum.{key}")).and_then(Toml::as_integer);
            set.map_or(default, |number| usize::try_from(number).unwrap())
        };
        let (share, whole) = (of("attending", 3), of("of", 4));
        let with_chair =
            self.setting("rules.quorum.with_chair").and_then(Toml::as_bool).unwrap_or(true);
        ((self.members.len() * share).div_ceil(whole), with_chair)
    }

    pub(crate) fn is_valid(&self, session: &Session) -> bool {
        let present = self.members.iter().filter(|member| !session.absent.contains(&member.name));
        let led = present.clone().any(|member| member.role != "member");
        let (needed, with_chair) = self.quorum();
        present.count() >= needed && (led || !with_chair)
    }
}

impl Session {
    /// Whether a member was there in person.
    pub(crate) fn attended(&self, member: &Member) -> bool {
        !self.absent.contains(&member.name)
            && self.replaced.iter().all(|(name, _)| *name != member.name)
    }
}

impl Product {
    fn of(json: &Json) -> Self {
        let outcome = &json["outcome"];
        let (mut scores, mut left_out, mut lost) =
            (BTreeMap::<u8, Vec<Decimal>>::new(), Vec::new(), BTreeMap::<u8, usize>::new());
        for session in json["sessions"].as_array().into_iter().flatten() {
            let number = u8::try_from(session["session"].as_u64().unwrap()).unwrap();
            for ballot in session["ballots"].as_array().into_iter().flatten() {
                if ballot["fate"] == "counts" {
                    scores.entry(number).or_default().extend(decimal(&ballot["score"]));
                }
            }
            for ballot in session["left_out"].as_array().into_iter().flatten() {
                left_out.push((
                    number,
                    text(&ballot["member"]),
                    decimal(&ballot["score"]),
                    text(&ballot["rule"]),
                ));
            }
            let others = session["not_counted"].as_array().map_or(0, Vec::len);
            *lost.entry(number).or_default() += others;
        }
        let totals = json["sessions"].as_array().into_iter().flatten().map(|session| {
            let ballots = session["ballots"].as_array().into_iter().flatten();
            let counted = ballots.filter(|ballot| ballot["fate"] == "counts");
            let counted = counted
                .filter_map(|ballot| Some((text(&ballot["member"]), decimal(&ballot["score"])?)));
            (u8::try_from(session["session"].as_u64().unwrap()).unwrap(), counted.collect())
        });
        let totals = totals.collect();
        let parts = &json["district_score"]["parts"];
        let sum = || {
            let parts: Vec<Decimal> =
                parts.as_array()?.iter().filter_map(|part| decimal(&part["value"])).collect();
            (parts.len() == 3).then(|| parts.iter().sum())
        };
        Self {
            district: text(&json["district"]),
            name: text(&json["product"]["value"]),
            owner: text(&json["owner"]["name"]["value"]),
            proposed_star: json["proposed_star"]["value"].as_u64(),
            district_score: decimal(&json["district_score"]["total"]["value"]).or_else(sum),
            scores,
            totals,
            left_out,
            lost,
            outcome: text(&outcome["kind"]),
            reason: outcome["reason"].as_str().map(str::to_owned),
            star: json["star"].as_u64(),
            meanwhile: outcome["meanwhile"].as_u64(),
            by_points: json["star_by_points"].as_u64(),
            minima: json["minima"]["highest"]
                .as_u64()
                .map(|star| (star, text(&json["minima"]["reason"]))),
            awaited: json["awaited_minima"]
                .as_array()
                .map_or_else(Vec::new, |all| all.iter().map(LowMark::of).collect()),
            act: json["act"].as_str().map(str::to_owned),
            kind: json["registration"]["kind"]["value"].as_str().unwrap_or("first").to_owned(),
            old_star: json["registration"]["old_star"]["value"].as_u64(),
            kept: outcome["kept"].as_u64(),
        }
    }

    pub(crate) fn is_admitted(&self) -> bool {
        self.outcome != "not_admitted" && self.outcome != "withdrawn"
    }

    /// Whether something must be cleared up before it has a score.
    pub(crate) fn is_held(&self) -> bool {
        self.outcome == "held" && self.awaited.is_empty()
    }

    /// Name, owner: how a row of a table begins.
    pub(crate) fn row(&self, number: usize) -> String {
        format!("{number}{}{}", self.name, self.owner)
    }

    pub(crate) fn certified(&self) -> Option<u64> {
        match self.outcome.as_str() {
            "recognised" => self.star,
            "proposed_to_ministry" => self.meanwhile,
            _ => None,
        }
    }

    /// Whether something was concluded that gives it a star.
    pub(crate) fn has_star(&self) -> bool {
        matches!(self.outcome.as_str(), "recognised" | "not_recognised" | "proposed_to_ministry")
    }

    /// The session whose score counts.
    pub(crate) fn official(&self) -> Option<u8> {
        self.scores.iter().rev().find(|(_, scores)| !scores.is_empty()).map(|(session, _)| *session)
    }

    pub(crate) fn scores_of(&self, session: u8) -> Option<&[Decimal]> {
        self.scores.get(&session).map(Vec::as_slice).filter(|scores| !scores.is_empty())
    }

    /// The owner, however it is spelt.
    pub(crate) fn owner_key(&self) -> (String, String) {
        let mut words: Vec<String> =
            self.owner.to_lowercase().split_whitespace().map(str::to_owned).collect();
        if let Some(first) = words.first_mut() {
            let full = [
                ("htx", "hợp tác xã"),
                ("hkd", "hộ kinh doanh"),
                ("cty", "công ty"),
                ("tht", "tổ hợp tác"),
            ];
            if let Some((_, long)) = full.iter().find(|(short, _)| first == short) {
                *first = (*long).to_owned();
            }
        }
        (self.district.clone(), words.join(" "))
    }
}

/// How many owners these products have.
pub(crate) fn owners<'p>(products: impl IntoIterator<Item = &'p Product>) -> usize {
    products.into_iter().map(Product::owner_key).collect::<BTreeSet<_>>().len()
}

/// A count as papers write it.
pub(crate) fn pad(count: usize) -> String {
    format!("{count:02}")
}

/// A criterion whose marks are below what a star asks.
#[derive(Debug, Clone)]
pub(crate) struct LowMark {
    criterion: String,
    star: u64,
    minimum: u64,
    sum: Decimal,
    count: Decimal,
}

impl LowMark {
    fn of(json: &Json) -> Self {
        Self {
            criterion: text(&json["criterion"]),
            star: json["star"].as_u64().unwrap_or_default(),
            minimum: json["minimum"].as_u64().unwrap_or_default(),
            sum: decimal(&json["sum"]).unwrap_or_default(),
            count: json["count"].as_u64().unwrap_or(1).into(),
        }
    }

    /// What the minutes say of it, with so many decimals or as many as it takes to look too low.
    pub(crate) fn words(&self, decimals: u32) -> String {
        let minimum = Decimal::from(self.minimum);
        let rounded = |decimals| {
            let mean = self.sum / self.count;
            mean.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        };
        let from = decimals.max(1);
        let decimals = (from..=12).find(|decimals| rounded(*decimals) != minimum).unwrap_or(from);
        let mean = format!("{:.*}", decimals as usize, rounded(decimals)).replace('.', ",");
        let Self { criterion, star, minimum, .. } = self;
        format!("tiêu chí {criterion} đạt {mean}, {star} sao cần từ {minimum}")
    }
}
