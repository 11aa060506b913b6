//! Makes random rounds of each time, of the act of that time: any of its sets, ballots with every
//! criterion, least marks missed and concluded on, kinds of registration, both acts in one round.

use ocop::criteria::LegalForm;

use super::rounds::{self, Dice};
use crate::rounds_of_each_time::clerk::{self, Time};
use crate::rounds_of_each_time::products::{self, Sent};
use crate::rounds_of_each_time::scored;
use crate::support::marks::criteria;
use crate::support::round::RoundFolder;

const OLD: &str = "148-2023-1489-2025";
const NEW: &str = "26-2026";

const COMMUNES: &[&str] = &["phường Đoàn Kết", "xã Sin Suối Hồ", "xã Than Uyên", "xã Dào San"];

const TIMES: [Time; 4] = [
    Time {
        date: "2023-11",
        day: "2023-11-21",
        decided: "2023-11-28",
        number: 2,
        units: &["thành phố Lai Châu", "huyện Tam Đường", "huyện Sìn Hồ", "huyện Than Uyên"],
        letter: "16/10/2023",
    },
    Time {
        date: "2025-11",
        day: "2025-11-18",
        decided: "2025-11-27",
        number: 2,
        units: COMMUNES,
        letter: "15/10/2025",
    },
    Time {
        date: "2026-06-16",
        day: "2026-06-16",
        decided: "2026-06-25",
        number: 1,
        units: COMMUNES,
        letter: "01/6/2026",
    },
    Time {
        date: "2026-11",
        day: "2026-11-17",
        decided: "2026-11-26",
        number: 2,
        units: COMMUNES,
        letter: "15/10/2026",
    },
];

const OWNERS: [(&str, &str, LegalForm); 5] = [
    ("Hợp tác xã", "Hợp tác xã", LegalForm::Cooperative),
    ("Hộ kinh doanh", "Hộ kinh doanh", LegalForm::Household),
    ("Công ty cổ phần", "Công ty cổ phần", LegalForm::JointStock),
    ("Tổ hợp tác", "Tổ hợp tác", LegalForm::CooperativeGroup),
    ("Doanh nghiệp tư nhân", "Doanh nghiệp tư nhân", LegalForm::PrivateEnterprise),
];

/// The round of this seed.
pub(crate) fn round(seed: u64) -> RoundFolder {
    let mut dice = Dice::new(seed);
    let time = &TIMES[dice.roll(TIMES.len())];
    let extreme = [92, 44].get(dice.roll(8)).copied();
    let sent: Vec<Sent> =
        (0..=dice.roll(9)).map(|number| product(&mut dice, time, number, extreme)).collect();
    let verdicts: String = sent.iter().filter_map(|sent| verdict(&mut dice, sent)).collect();
    let invites = dice.roll(3) == 0;
    clerk::made(time, &sent)
        .changing(|settings| {
            let invitees = settings["invitation"]["invitees"].as_array_mut().unwrap();
            invitees.retain(|_| invites);
        })
        .with_all(products::lists(time, &sent))
        .with_all(scored::ballots(&sent))
        .adding(&verdicts)
}

/// A product of the time; all of a round may be above 90 points, or below 50.
fn product(dice: &mut Dice, time: &Time, number: usize, extreme: Option<u8>) -> Sent {
    let unit = time.units[dice.roll(time.units.len())];
    let transition = time.date == "2026-06-16";
    let received = ["20/5/2026", "25/5/2026"][dice.roll(2)];
    let act = match &time.date[..4] {
        "2023" => "148-2023",
        "2025" => OLD,
        _ if transition && received == "20/5/2026" => OLD,
        _ => NEW,
    };
    let sets = &criteria().by_id(act).unwrap().sets;
    let set = &sets[dice.roll(sets.len())];
    let (kind, start, form) = OWNERS[dice.roll(OWNERS.len())];
    let owner = format!("{start} {}", ["Mây Núi", "Suối Thầu", "Bếp Lửa"][dice.roll(3)]).leak();
    let total = match extreme {
        Some(total) => total,
        None => [44, 47, 52, 58, 66, 72, 78, 86, 91, 93][dice.roll(10)],
    };
    let mut sent = Sent::of_unit(unit, "Bản Mới", total)
        .named(rounds::name(dice, "Sản phẩm", number).leak(), &set.name, owner, (kind, form))
        .under(act);
    if transition {
        sent = sent.received(received);
    }
    if act == "148-2023" {
        // A district sends what it gave four stars.
        sent = sent.of_district(f64::from(total.max(70)), 4);
    } else {
        let star = ["3 sao", "4 sao"][dice.roll(2)];
        sent = match dice.roll(4) {
            0 => sent.upgrading(star, "1650/QĐ-UBND ngày 20/12/2024"),
            1 => sent.again(star, "1402/QĐ-UBND ngày 20/11/2023", "20/11/2026"),
            _ => sent,
        };
    }
    if dice.roll(4) == 0 {
        sent = sent.with_least_of(u8::try_from(dice.roll(4)).unwrap());
    }
    // Some totals cannot be given by some owners in some sets.
    while !scored::is_possible(&sent) {
        sent = if sent.least_of > 0 {
            let least = sent.least_of - 1;
            sent.with_least_of(least)
        } else {
            sent.total -= 1;
            sent
        };
    }
    sent
}

/// What people conclude on one product in three.
fn verdict(dice: &mut Dice, sent: &Sent) -> Option<String> {
    let verdict = ["minima_2", "minima_3", "minima_4", "minima_met", "supplement", "knocked_out"];
    let verdict = verdict[dice.roll(verdict.len())];
    (dice.roll(3) == 0).then(|| {
        format!(
            "[[verdicts]]\nproduct = \"{}\"\nowner = \"{}\"\nverdict = \"{verdict}\"\nreason = \
             \"lý do thử\"\n",
            sent.name, sent.owner
        )
    })
}
