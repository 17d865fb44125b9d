//! Room for templates that call each other deeply.

use rayon::ThreadPoolBuilder;
use std::cell::Cell;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many bytes of stack a rendering gets. The system hands them out as they are used.
const STACK: usize = 512 << 20;

thread_local! {
    /// Whether this thread has such a stack.
    static IS_DEEP: Cell<bool> = const { Cell::new(false) };
}

/// A pool of threads that have such stacks: a rendering needs no thread of its own there.
pub fn pool_of_deep_stacks() -> ThreadPoolBuilder {
    let pool = ThreadPoolBuilder::new().stack_size(STACK);
    pool.start_handler(|_| IS_DEEP.set(true))
}

/// Does work on a stack that is deep enough for a rendering; on the one at hand where it is such, or the system has no such.
pub fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if IS_DEEP.get() {
        return work();
    }
    let work = Mutex::new(Some(work));
    let take = || work.lock().unwrap_or_else(PoisonError::into_inner).take();
    let deep = thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK);
        let handle = thread.spawn_scoped(scope, || take().map(|work| work()));
        match handle.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => None,
        }
    });
    match (deep, take()) {
        (Some(result), _) => result,
        (None, Some(work)) => work(),
        (None, None) => unreachable!("the work is taken once and gives a result"),
    }
}
