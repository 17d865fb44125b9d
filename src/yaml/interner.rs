//! Keys that are shared: most keys of a file come again and again.

use std::cell::Cell;
use std::sync::Arc;

/// How many different keys are remembered at a time, a power of two.
const REMEMBERED: usize = 512;

/// A slot for each hash.
type Slots = Vec<Option<Arc<str>>>;

thread_local! {
    /// The keys of the file that this thread read last: the next one often has the same, and may be small.
    static LAST: Cell<Slots> = const { Cell::new(Vec::new()) };
}

/// The keys that were met last.
#[derive(Debug, Default)]
pub(super) struct Interner {
    /// Each key has one slot by its hash; empty before the first key.
    slots: Slots,
}

impl Interner {
    /// The shared form of a key.
    pub(super) fn intern(&mut self, key: &str) -> Arc<str> {
        if self.slots.is_empty() {
            self.slots = LAST.take();
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

impl Drop for Interner {
    fn drop(&mut self) {
        let slots = std::mem::take(&mut self.slots);
        if !slots.is_empty() {
            // A thread that ends keeps none.
            let _ = LAST.try_with(|last| last.set(slots));
        }
    }
}
