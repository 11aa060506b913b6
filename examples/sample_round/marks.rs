//! Invents the marks of the members, so that their totals have the sum the round wants.
//!
//! The council first agrees, as it were, on a level for every criterion. A member then departs from
//! it by a step here and there, mostly where taste decides. Both are settled step by step until the
//! wanted total is reached with marks that the criteria allow.

use crate::Result;
use crate::council::{MEMBERS, Member, Session};
use crate::criteria::Criterion;
use crate::model::Entry;

/// How often [`Scales::settle`] goes through its criteria before it gives up.
const PATIENCE: usize = 12;

/// What a product of the round scores, about.
const USUAL: i32 = 60;

/// A place in the list of allowed marks, one for each criterion.
type Levels = Vec<usize>;

/// The marks one member gives one product in one session, in the order of the criteria; `None` if
/// it was not scored.
pub(crate) fn given(
    entry: Entry,
    criteria: &[Criterion],
    member: &Member,
    session: Session,
) -> Result<Option<Vec<u8>>> {
    let Some([first, second]) = entry.product.sums else { return Ok(None) };
    let allowed = criteria.iter().map(|criterion| criterion.levels_for(entry.owner.kind)).collect();
    let scales = Scales { criteria, allowed, entry };
    let agreed = scales.agreed(i32::from(first) / count())?;
    let mut levels = scales.departed(&agreed, member);
    levels = scales.for_member(levels, &agreed, total(entry, member, 1, first), member)?;
    if session.number == 2 {
        levels = scales.for_member(levels, &agreed, total(entry, member, 2, second), member)?;
    }
    Ok(Some(scales.marks(&levels)))
}

/// A member's total, such that those of all members add up to `sum` and lie within ten points.
fn total(entry: Entry, member: &Member, session: i32, sum: u16) -> i32 {
    // Members differ less once they have heard the owners: the chance part shrinks in the second
    // session.
    let wanted = |member: &Member| {
        let chance = remainder(&[&entry.product.name, member.name, "total"], 7) - 3;
        i32::from(sum) / count() + member.leaning + chance / session
    };
    let mut totals: Vec<(i32, &str)> =
        MEMBERS.iter().map(|member| (wanted(member), member.name)).collect();
    let mut missing = i32::from(sum) - totals.iter().map(|(total, _)| total).sum::<i32>();
    while missing != 0 {
        // The one furthest off moves, so that the spread never grows.
        let furthest = if missing > 0 { totals.iter_mut().min() } else { totals.iter_mut().max() };
        let Some((total, _)) = furthest else { break };
        *total += missing.signum();
        missing -= missing.signum();
    }
    totals.iter().find(|(_, name)| *name == member.name).map_or(0, |(total, _)| *total)
}

/// The criteria of one product with the marks each allows.
struct Scales<'a> {
    criteria: &'a [Criterion],
    allowed: Vec<Vec<u8>>,
    entry: Entry,
}

impl Scales<'_> {
    /// What the council as a whole would give for a total of `target`.
    fn agreed(&self, target: i32) -> Result<Levels> {
        let levels = (0..self.allowed.len()).map(|i| self.typical(i, target)).collect();
        let order = self.open_to_taste(&self.entry.product.name);
        self.settle(levels, target, &order, |_, _| true)
    }

    /// Where criterion `i` starts for a product of about `target` points. What papers prove is the
    /// same for all products of an owner.
    fn typical(&self, i: usize, target: i32) -> usize {
        let criterion = &self.criteria[i];
        let Entry { owner, product, .. } = self.entry;
        let (who, usual) = if criterion.is_proven() {
            (owner.name.as_str(), USUAL)
        } else {
            (product.name.as_str(), target)
        };
        let chance = remainder(&[who, criterion.code, criterion.name], 31) - 15;
        let wanted = (usual + habit(criterion) + chance) * i32::from(criterion.max());
        let distance = |&level: &usize| (i32::from(self.mark(i, level)) * 100 - wanted).abs();
        (0..self.allowed[i].len()).min_by_key(distance).unwrap_or_default()
    }

    /// The agreed levels with a step up or down where this member sees it differently.
    fn departed(&self, agreed: &[usize], member: &Member) -> Levels {
        let step = |(i, &level): (usize, &usize)| {
            let criterion = &self.criteria[i];
            let one_in = if criterion.is_proven() { 24 } else { 4 };
            let key = [&self.entry.product.name, member.name, criterion.code, criterion.name];
            let moved = match remainder(&key, one_in) {
                0 => level.saturating_sub(1),
                1 => level + 1,
                _ => level,
            };
            moved.min(self.allowed[i].len() - 1)
        };
        agreed.iter().enumerate().map(step).collect()
    }

    /// Brings a member to a total without going further from what is agreed than members do.
    fn for_member(
        &self,
        levels: Levels,
        agreed: &[usize],
        target: i32,
        member: &Member,
    ) -> Result<Levels> {
        let order = self.open_to_taste(&format!("{} {}", self.entry.product.name, member.name));
        self.settle(levels, target, &order, |i, level| {
            let reach = 1 + self.allowed[i].len() / 8;
            level.abs_diff(agreed[i]) <= reach
        })
    }

    /// Moves one criterion after the other by one step, never past the target, until the marks add
    /// up to it.
    fn settle(
        &self,
        mut levels: Levels,
        target: i32,
        order: &[usize],
        may_be: impl Fn(usize, usize) -> bool,
    ) -> Result<Levels> {
        for &i in order.iter().cycle().take(order.len() * PATIENCE) {
            let gap = target - self.total(&levels);
            if gap == 0 {
                return Ok(levels);
            }
            let next = if gap > 0 { Some(levels[i] + 1) } else { levels[i].checked_sub(1) };
            let Some(next) = next.filter(|&next| next < self.allowed[i].len() && may_be(i, next))
            else {
                continue;
            };
            if i32::from(self.mark(i, next).abs_diff(self.mark(i, levels[i]))) <= gap.abs() {
                levels[i] = next;
            }
        }
        let found = self.total(&levels);
        Err(format!("{}: the marks settle at {found}, not at {target}", self.entry.product.name)
            .into())
    }

    /// The criteria that no paper settles, in an order that looks like none.
    fn open_to_taste(&self, key: &str) -> Vec<usize> {
        let mut order: Vec<usize> =
            (0..self.criteria.len()).filter(|&i| !self.criteria[i].is_proven()).collect();
        order.sort_by_key(|&i| hash(&[key, self.criteria[i].code, self.criteria[i].name]));
        order
    }

    fn mark(&self, i: usize, level: usize) -> u8 {
        self.allowed[i][level]
    }

    fn marks(&self, levels: &[usize]) -> Vec<u8> {
        levels.iter().enumerate().map(|(i, &level)| self.mark(i, level)).collect()
    }

    fn total(&self, levels: &[usize]) -> i32 {
        self.marks(levels).into_iter().map(i32::from).sum()
    }
}

/// How many hundredths of the scale this criterion usually stands above or below the product as a
/// whole.
fn habit(criterion: &Criterion) -> i32 {
    match (criterion.code, criterion.name) {
        (_, name) if name.starts_with("Cơ hội thị trường") => -50,
        (_, name) if name.starts_with("Tạp chất") => 35,
        ("1.1" | "3.3", _) => 40,
        ("4.1" | "1.4", _) => -20,
        ("5.1", _) => -10,
        _ => 0,
    }
}

/// Number of members, as the totals need it.
fn count() -> i32 {
    MEMBERS.iter().map(|_| 1).sum()
}

/// A number below `modulus` that the key alone decides.
fn remainder(key: &[&str], modulus: u8) -> i32 {
    let remainder = hash(key) % u64::from(modulus);
    i32::try_from(remainder).unwrap_or_default()
}

/// FNV-1a (Fowler, Noll, Vo), 64 bits, folded so that the low bits depend on all: the same for the
/// same words on any machine, and spread well enough to look like chance.
fn hash(key: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in key.iter().flat_map(|word| word.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^ (hash >> 29)
}
