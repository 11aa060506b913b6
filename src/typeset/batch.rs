//! Typesets many papers on a few threads, with a constant use of memory.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::ThreadPool;

/// Calls `work` for every index below `count` on so many threads, and returns the results in order.
///
/// Each thread is its own one-thread rayon pool: typst and its PDF writer call rayon inside, and a
/// thread that waits there would otherwise begin other papers. What typst caches is dropped after
/// every paper. When `work` panics, only that index is affected: `broken` gives the result in its
/// place.
pub fn in_parallel<T: Send>(
    threads: usize,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    broken: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let threads = threads.clamp(1, count.max(1));
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(count));
    let worker = || {
        let mut own = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                break;
            }
            let result =
                catch_unwind(AssertUnwindSafe(|| work(index))).unwrap_or_else(|_| broken(index));
            // The age counts evictions of all threads, so that one thread does not drop what
            // another just used.
            forget(threads.max(2));
            own.push((index, result));
        }
        done.lock().unwrap_or_else(PoisonError::into_inner).append(&mut own);
    };
    on_each(&pools(threads), &worker);
    let mut all: Vec<(usize, T)> = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.sort_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, result)| result).collect()
}

/// The pools of one thread that are not at work. They stay: a thread that ends leaves its memory
/// behind.
static IDLE: Mutex<Vec<ThreadPool>> = Mutex::new(Vec::new());

/// Pools of one thread each, lent until this is dropped.
struct Lent(Vec<ThreadPool>);

impl Drop for Lent {
    fn drop(&mut self) {
        IDLE.lock().unwrap_or_else(PoisonError::into_inner).append(&mut self.0);
    }
}

/// Lends so many pools; fewer where the system gives no more threads.
fn pools(count: usize) -> Lent {
    let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    let rest = idle.len().saturating_sub(count);
    let mut lent = idle.split_off(rest);
    drop(idle);
    let one = || rayon::ThreadPoolBuilder::new().num_threads(1).build().ok();
    lent.extend((lent.len()..count).map_while(|_| one()));
    Lent(lent)
}

/// Calls `work` in all of these pools at once and waits; without any, on this thread.
fn on_each(pools: &Lent, work: &(dyn Fn() + Sync)) {
    fn begin(pools: &[ThreadPool], work: &(dyn Fn() + Sync)) {
        if let Some((first, rest)) = pools.split_first() {
            first.in_place_scope(|scope| {
                scope.spawn(|_| work());
                begin(rest, work);
            });
        }
    }
    if pools.0.is_empty() {
        work();
    } else {
        begin(&pools.0, work);
    }
}

/// Drops what typst has cached and not used for `age` papers. Without it, the memory grows by 1.5
/// MB with every paper.
pub fn forget(age: usize) {
    typst::comemo::evict(age);
}

#[cfg(test)]
mod tests {
    use super::in_parallel;

    #[test]
    fn results_come_in_order_and_a_panic_costs_only_its_own_paper() {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let results =
            in_parallel(3, 5, |index| if index == 2 { panic!("broken") } else { index }, |_| 100);
        std::panic::set_hook(hook);
        assert_eq!(results, [0, 1, 100, 3, 4]);
    }
}
