//! How far a run has come, for the person who waits for it.

/// Learns of each step while it is taken, from several threads at once.
pub trait Progress: Sync {
    /// A folder is looked into for charts.
    fn folder(&self) {}

    /// So many targets were found.
    fn targets(&self, _count: usize) {}

    /// One more target is done.
    fn target(&self) {}
}

/// Nobody waits: nothing is shown.
impl Progress for () {}
