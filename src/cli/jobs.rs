//! `--jobs`: how many targets are linted at a time.

use crate::template::pool_of_deep_stacks;
use rayon::ThreadPoolBuilder;

/// The most that can be asked for.
pub(super) const MOST: u16 = 256;

/// Has so many targets linted at a time, or as many as there are processors.
pub(super) fn limit(jobs: Option<u16>) {
    let threads = jobs.map_or(0, usize::from); // with 0 the pool asks the system
    let pool = pool_of_deep_stacks().num_threads(threads).build_global();
    if pool.is_err() {
        // The system may have no such stacks. A pool that is there already stays as it is.
        let _ = ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
}
