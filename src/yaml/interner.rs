//! Keys that are shared: most keys of a file come again and again.

use std::sync::Arc;

/// How many different keys are remembered at a time, a power of two.
const REMEMBERED: usize = 512;

/// The keys of a file that were met last.
#[derive(Debug, Default)]
pub(super) struct Interner {
    /// Each key has one slot by its hash; empty before the first key.
    slots: Vec<Option<Arc<str>>>,
}

impl Interner {
    /// The shared form of a key.
    pub(super) fn intern(&mut self, key: &str) -> Arc<str> {
        if self.slots.is_empty() {
            self.slots.resize(REMEMBERED, None);
        }
        let hash = key.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        let slot = &mut self.slots[hash as usize % REMEMBERED];
        match slot {
            Some(known) if **known == *key => Arc::clone(known),
            _ => Arc::clone(slot.insert(key.into())),
        }
    }
}
