//! Typesets many papers on a few threads, with a constant use of memory.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

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
    let take = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return done;
            }
            let result =
                catch_unwind(AssertUnwindSafe(|| work(index))).unwrap_or_else(|_| broken(index));
            // The age counts evictions of all threads, so that one thread does not drop what
            // another just used.
            forget(threads.max(2));
            done.push((index, result));
        }
    };
    let worker = || match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(pool) => pool.install(take),
        Err(_) => take(),
    };
    let mut all: Vec<(usize, T)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    all.sort_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, result)| result).collect()
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
