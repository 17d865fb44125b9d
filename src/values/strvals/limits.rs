//! How much an argument may hold: Helm's own limits on an index and on dots, and limits of this tool, which keep memory
//! bounded.

/// How deep JSON may nest, a limit of this tool; Go's is 10,000.
pub const MAX_JSON_DEPTH: usize = 256;

/// The highest index of a list that Helm takes.
pub const MAX_INDEX: usize = 65_536;

/// How many dots Helm takes in a path.
pub const MAX_DOTS: usize = 30;

/// How many keys and indexes this tool takes in a path; Helm has no limit for indexes.
pub const MAX_STEPS: usize = 256;

/// How many list items the indexes of one argument may make in all, a limit of this tool that keeps memory in
/// proportion; Helm limits each index only.
pub const MAX_GAPS: usize = 1 << 20;
