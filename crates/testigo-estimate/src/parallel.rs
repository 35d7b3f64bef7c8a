//! Independent pieces of work on several threads, with the results in the order of the pieces: the number of threads never
//! shows.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Does pieces 0 to `count`; `work` gets a state of its own for each thread.
pub(crate) fn in_order<S, R: Send>(
    threads: usize,
    count: usize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> R + Sync,
) -> Vec<R> {
    let threads = threads.clamp(1, count.max(1));
    let next = AtomicUsize::new(0);
    let on_one = || {
        let mut state = state();
        let mut done = Vec::new();
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= count {
                return done;
            }
            done.push((piece, work(&mut state, piece)));
        }
    };
    let mut results: Vec<(usize, R)> = if threads == 1 {
        on_one()
    } else {
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..threads).map(|_| scope.spawn(on_one)).collect();
            running
                .into_iter()
                .flat_map(|thread| match thread.join() {
                    Ok(done) => done,
                    Err(panic) => std::panic::resume_unwind(panic),
                })
                .collect()
        })
    };
    results.sort_unstable_by_key(|(piece, _)| *piece);
    results.into_iter().map(|(_, result)| result).collect()
}
