//! Work in pieces on several threads, with the results in the order of the pieces: the number of
//! threads never shows.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::error::LinkError;

/// Pieces a thread takes before results are handed on; bounds what waits in memory.
const PIECES_AHEAD: usize = 8;

/// Does piece 0 to `count` with one state for each thread, and hands on each result in order.
pub(crate) fn in_order<S: Send, R: Send>(
    states: &mut [S],
    count: usize,
    work: impl Fn(&mut S, usize) -> R + Sync,
    mut take: impl FnMut(usize, R) -> Result<(), LinkError>,
) -> Result<(), LinkError> {
    if let [state] = states {
        return (0..count).try_for_each(|piece| take(piece, work(state, piece)));
    }
    let wave = states.len().max(1) * PIECES_AHEAD;
    let mut start = 0;
    while start < count {
        let end = (start + wave).min(count);
        let next = AtomicUsize::new(start);
        let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
            let running: Vec<_> = states
                .iter_mut()
                .map(|state| {
                    let (next, work) = (&next, &work);
                    scope.spawn(move || {
                        let mut done = Vec::new();
                        loop {
                            let piece = next.fetch_add(1, Ordering::Relaxed);
                            if piece >= end {
                                return done;
                            }
                            done.push((piece, work(state, piece)));
                        }
                    })
                })
                .collect();
            running
                .into_iter()
                .flat_map(|thread| match thread.join() {
                    Ok(done) => done,
                    Err(panic) => std::panic::resume_unwind(panic),
                })
                .collect()
        });
        results.sort_unstable_by_key(|(piece, _)| *piece);
        for (piece, result) in results {
            take(piece, result)?;
        }
        start = end;
    }
    Ok(())
}
