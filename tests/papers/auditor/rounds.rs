//! Makes random rounds: members, sessions, absences, substitutes, conflicts, verdicts, quorum,
//! acts.

use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{Product, submission, tea, totals};

/// Numbers that look random and are the same for the same seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    pub(super) fn one_in(&mut self, many: usize) -> bool {
        self.roll(many) == 0
    }
}

/// An act, and a first day on which it is in force; later communes submit.
const ACTS: [&str; 5] =
    ["1048-2019", "1048-2019-781-2020", "148-2023", "148-2023-1489-2025", "26-2026"];
const DISTRICTS: [&str; 4] =
    ["thành phố Lai Châu", "huyện Sìn Hồ", "huyện Mường Tè", "huyện Than Uyên"];
const FORMS: [(&str, &str); 4] = [
    ("Hợp tác xã", "Hợp tác xã"),
    ("Hộ kinh doanh", "Hộ kinh doanh"),
    ("Công ty cổ phần", "Công ty cổ phần"),
    ("Tổ hợp tác", "Tổ hợp tác"),
];

/// Names that other programs would read as markup, formula or template, and a long one.
const HOSTILE: [&str; 5] = [
    "Chè *đậm* $x$ #h _v_",
    "<b>Mật ong</b> & sáp",
    "Gạo {{ x }} =1+1 @rượu [a](b)",
    "Rượu ngô ngâm lá thuốc nam hái trên núi đá tai mèo của bản Sin Suối Hồ, ủ men lá mười hai \
     tháng trong chum đất nung",
    "Măng 100% ~khô~ | 2+2 `ngon`",
];

/// A name for the product of this number, one in six hostile.
pub(super) fn name(dice: &mut Dice, plain: &str, number: usize) -> String {
    if dice.one_in(6) {
        format!("{} {number}", HOSTILE[dice.roll(HOSTILE.len())])
    } else {
        format!("{plain} số {number}")
    }
}

/// What all products of a round have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    /// Nothing.
    Mixed,
    /// Every product has more than 90 points.
    High,
    /// No product is recognised.
    Low,
    /// All products tie.
    Tied,
}

impl Mood {
    fn of(dice: &mut Dice) -> Self {
        [Self::High, Self::Low, Self::Tied].get(dice.roll(12)).copied().unwrap_or(Self::Mixed)
    }

    fn middle(self, dice: &mut Dice) -> usize {
        match self {
            Self::Mixed => [48, 55, 66, 69, 75, 88, 93][dice.roll(7)],
            Self::High => 92,
            Self::Low => 40,
            Self::Tied => 66,
        }
    }
}

/// The round of this seed.
pub(crate) fn round(seed: u64) -> RoundFolder {
    let mut dice = Dice::new(seed);
    let members = 3 + dice.roll(9);
    let sessions = 1 + dice.roll(2);
    let groups: &[&str] = if dice.one_in(3) { &["owners", "districts"] } else { &[] };
    let mut round = RoundFolder::inviting(groups).with_council(members);
    if sessions == 1 {
        round = round.meeting_once();
    }
    let districts = 1 + dice.roll(DISTRICTS.len());
    let mut products: Vec<(usize, Product)> = Vec::new();
    let mood = Mood::of(&mut dice);
    let most = if dice.one_in(6) { 1 } else { 9 };
    let one_owner = dice.one_in(6);
    for number in 0..=dice.roll(most) {
        let form = if one_owner { 0 } else { dice.roll(FORMS.len()) };
        let owner = if one_owner { 0 } else { dice.roll(3) };
        let (kind, start) = FORMS[form];
        let owner = format!("{start} {}", ["Mây Núi", "Suối Thầu", "Bếp Lửa"][owner]);
        let star = if dice.one_in(12) { 2 } else { 3 + u8::try_from(dice.roll(2)).unwrap() };
        let score = [45.0, 45.0, 45.0, 60.0, 75.0][usize::from(star)];
        let product = Product {
            owner,
            kind: kind.into(),
            score,
            star,
            ..tea(&name(&mut dice, "Chè", number))
        };
        let district = if one_owner { 0 } else { dice.roll(districts) };
        products.push((district, product));
    }
    for (district, name) in DISTRICTS.iter().enumerate().take(districts) {
        let own: Vec<Product> =
            products.iter().filter(|(of, _)| *of == district).map(|(_, one)| one.clone()).collect();
        if !own.is_empty() {
            round = round.with(&format!("ho-so/{district}.xlsx"), submission(name, &own));
        }
    }
    for session in 1..=sessions {
        round = meeting(round, &mut dice, (session, mood), members, &products);
    }
    settings(round, &mut dice, members, &products)
}

/// Who is away, who comes in whose place, and what everybody gives.
fn meeting(
    mut round: RoundFolder,
    dice: &mut Dice,
    (session, mood): (usize, Mood),
    members: usize,
    products: &[(usize, Product)],
) -> RoundFolder {
    let (mut absent, mut replaced, mut silent) = (Vec::new(), Vec::new(), Vec::new());
    let often = if dice.one_in(4) { 3 } else { 9 };
    for number in 1..=members {
        if dice.one_in(often) {
            absent.push(number);
        } else if dice.one_in(12) {
            replaced.push(number);
        } else if dice.one_in(15) {
            silent.push(number);
        }
    }
    let away = absent
        .iter()
        .map(|number| format!("{{ name = \"{}\", reason = \"đi công tác\" }}", member(*number)));
    let by = |number: usize| format!("Người Dự Thay {number:02}");
    let instead = replaced.iter().map(|number| {
        format!(
            "{{ name = \"{}\", by = \"{}\", authority = \"Giấy ủy quyền số {number}\" }}",
            member(*number),
            by(*number)
        )
    });
    let silence = silent
        .iter()
        .map(|number| format!("{{ name = \"{}\", reason = \"chưa đọc hồ sơ\" }}", member(*number)));
    let (away, instead, silence) = (
        away.collect::<Vec<_>>().join(", "),
        instead.collect::<Vec<_>>().join(", "),
        silence.collect::<Vec<_>>().join(", "),
    );
    round = round.in_session(
        u8::try_from(session).unwrap(),
        &format!("absent = [{away}]\nreplaced = [{instead}]\nabstaining = [{silence}]"),
    );
    let middle: Vec<usize> = products.iter().map(|_| mood.middle(dice)).collect();
    let again: Vec<bool> = products.iter().map(|_| session == 1 || !dice.one_in(3)).collect();
    let present = |number: &usize| !absent.contains(number) && !silent.contains(number);
    for number in (1..=members).filter(present) {
        if dice.one_in(25) {
            continue;
        }
        let blank = dice.one_in(20);
        let given: Vec<(&Product, Option<f64>)> = products
            .iter()
            .zip(&middle)
            .zip(&again)
            .filter(|(_, again)| **again)
            .map(|(((_, product), middle), _)| {
                let points = *middle + if mood == Mood::Tied { 0 } else { dice.roll(6) };
                (
                    product,
                    (!blank || dice.one_in(2)).then(|| {
                        f64::from(u32::try_from(points).unwrap())
                            + 0.5 * f64::from(u8::from(mood != Mood::Tied && dice.one_in(3)))
                    }),
                )
            })
            .collect();
        if given.is_empty() {
            continue;
        }
        let name = if replaced.contains(&number) { by(number) } else { member(number) };
        let bytes = totals(&name, u8::try_from(session).unwrap(), &given);
        round = round.with(&format!("phieu-cham/lan-{session}/{number:02}.xlsx"), bytes);
    }
    round
}

/// Rules, verdicts, conflicts.
fn settings(
    mut round: RoundFolder,
    dice: &mut Dice,
    members: usize,
    products: &[(usize, Product)],
) -> RoundFolder {
    if dice.one_in(4) {
        round = round.setting("rules.chair_ballot_counts", false);
    }
    if dice.one_in(3) {
        round = round.setting("decision.meanwhile_star", 4);
    }
    if dice.one_in(3) {
        round = round.setting("tally.printed_decimals", i64::try_from(dice.roll(3)).unwrap());
    }
    let act = ACTS[dice.roll(ACTS.len())];
    if dice.one_in(2) && !matches!(act, "1048-2019-781-2020") {
        round = round.setting("rules.criteria", act).setting("rules.criteria_reason", "thử");
    }
    let mut more = String::new();
    for (_, product) in products {
        if dice.one_in(7) {
            let kind =
                ["minima_2", "minima_3", "minima_4", "knocked_out", "supplement"][dice.roll(5)];
            more += &format!(
                "[[verdicts]]\nproduct = \"{}\"\nowner = \"{}\"\nverdict = \"{kind}\"\nreason = \
                 \"lý do thử\"\n",
                product.name, product.owner
            );
        }
        if dice.one_in(14) {
            more += &format!(
                "[[withdrawn]]\nproduct = \"{}\"\nowner = \"{}\"\nreason = \"chủ thể xin rút\"\n",
                product.name, product.owner
            );
        }
        if dice.one_in(8) {
            let member = member(1 + dice.roll(members));
            more += &format!(
                "[[conflicts]]\nmember = \"{member}\"\nowner = \"{}\"\nreason = \"người nhà\"\n",
                product.owner
            );
        }
    }
    round.adding(&more)
}
