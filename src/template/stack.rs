//! Room for templates that call each other deeply.

use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many bytes of stack a rendering gets. The system hands them out as they are used.
const STACK: usize = 512 << 20;

/// Does work on a stack that is deep enough for a rendering; on the one at hand where the system has no such.
pub fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
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
