//! Large work shared among threads that are begun for it.
//!
//! The threads of the pool lint targets, each one at a time. One that waited for parts of its work would meanwhile begin another
//! target, and in that one the next, as deep as there are targets. What begins threads of its own waits for them alone.

mod in_order;

pub use in_order::fold_in_order;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many bytes of text are worth a thread: fewer are read sooner than it begins.
const WORTH: usize = 1 << 17;

/// So many are worth a second thread: as many as to have said of work that takes its time whatever the text.
pub const TWO: usize = 2 * WORTH;

/// How many threads work on so many bytes of text is worth, no more than the pool has.
fn threads(bytes: usize) -> usize {
    (bytes / WORTH).min(rayon::current_num_threads())
}

/// What comes of each item, in order; together they have so many bytes of text.
pub fn map<T: Sync, R: Send>(items: &[T], bytes: usize, make: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = threads(bytes).min(items.len());
    if threads < 2 {
        return items.iter().map(make).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let indexes = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let indexes = indexes.map_while(|index| Some((index, items.get(index)?)));
        indexes
            .map(|(index, item)| (index, make(item)))
            .collect::<Vec<_>>()
    };
    let mut made = thread::scope(|scope| {
        let others = (1..threads).map(|_| thread::Builder::new().spawn_scoped(scope, take));
        let others: Vec<_> = others.collect();
        let mut made = take();
        // Who could not begin leaves its part to the others.
        for other in others.into_iter().flatten() {
            made.extend(joined(other));
        }
        made
    });
    made.sort_unstable_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, made)| made).collect()
}

/// What comes of two pieces of work on so many bytes of text, the second one by a thread of its own.
pub fn join<A, B: Send>(
    bytes: usize,
    one: impl FnOnce() -> A,
    other: impl Fn() -> B + Sync,
) -> (A, B) {
    let (one, made) = beside(bytes, one, &other);
    (one, made.unwrap_or_else(other))
}

/// What comes of work on so many bytes of text, and of what can be done beside it in the same time; that only if a thread is worth
/// it.
pub fn beside<A, B: Send>(
    bytes: usize,
    one: impl FnOnce() -> A,
    other: impl Fn() -> B + Sync,
) -> (A, Option<B>) {
    if threads(bytes) < 2 {
        return (one(), None);
    }
    thread::scope(|scope| {
        let begun = thread::Builder::new().spawn_scoped(scope, &other);
        let one = one();
        (one, begun.ok().map(joined))
    })
}

fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    let panicked = |panic| std::panic::resume_unwind(panic);
    thread.join().unwrap_or_else(panicked)
}

#[cfg(test)]
mod tests {
    use super::{WORTH, join, map};

    #[test]
    fn what_comes_of_items_is_in_their_order() {
        for (count, bytes) in [(0, 0), (1, WORTH * 9), (1000, 1), (999, WORTH * 999)] {
            let items: Vec<usize> = (0..count).collect();
            let made = map(&items, bytes, |item| item * 2);
            assert_eq!(made, items.iter().map(|item| item * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn two_pieces_of_work_are_both_done() {
        for bytes in [0, WORTH * 9] {
            assert_eq!(join(bytes, || 1, || "two"), (1, "two"));
        }
    }

    #[test]
    fn a_panic_is_passed_on() {
        let made = std::panic::catch_unwind(|| {
            map(&[1, 2, 3], WORTH * 9, |item| assert_ne!(*item, 2));
        });
        assert!(made.is_err());
    }
}
