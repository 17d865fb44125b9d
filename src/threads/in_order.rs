//! Results taken in the order of their items, while later ones are still being made.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Makes something of each item on all threads of the pool, and hands it over in the order of the items as soon as those before it were.
/// So what comes of many items need not be kept until the last one is done, and does not depend on which is done first.
pub fn fold_in_order<T: Send, R: Send>(
    items: impl ExactSizeIterator<Item = T> + Send,
    make: impl Fn(T) -> R + Sync,
    take: impl FnMut(R) + Send,
) {
    let threads = rayon::current_num_threads().min(items.len());
    let items = Mutex::new(items.enumerate());
    let queue = Mutex::new(Queue {
        next: 0,
        waiting: BTreeMap::new(),
        take,
    });
    let next = || locked(&items).next();
    let work = || {
        while let Some((index, item)) = next() {
            let made = make(item);
            locked(&queue).put(index, made);
        }
    };
    rayon::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|_| work());
        }
    });
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What was made and waits for what is before it.
struct Queue<R, F> {
    next: usize,
    waiting: BTreeMap<usize, R>,
    take: F,
}

impl<R, F: FnMut(R)> Queue<R, F> {
    fn put(&mut self, index: usize, made: R) {
        self.waiting.insert(index, made);
        while let Some(made) = self.waiting.remove(&self.next) {
            self.next += 1;
            (self.take)(made);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fold_in_order;
    use std::time::Duration;

    #[test]
    fn results_come_in_the_order_of_their_items() {
        for count in [0usize, 1, 2, 999] {
            let mut taken = Vec::new();
            let make = |item: usize| {
                if item.is_multiple_of(100) {
                    std::thread::sleep(Duration::from_millis(2)); // others are done first
                }
                item
            };
            fold_in_order(0..count, make, |made| taken.push(made));
            assert_eq!(taken, Vec::from_iter(0..count));
        }
    }

    #[test]
    fn a_panic_is_passed_on() {
        let fold = || fold_in_order(1..4_usize, |item| assert_ne!(item, 2), drop);
        assert!(std::panic::catch_unwind(fold).is_err());
    }
}
