//! How much a single call may make, which Go leaves to the machine's memory.

use super::Fault;

/// How many bytes of text.
pub(in crate::template) const MAX_BYTES: usize = 16 << 20;

/// How many items of a list.
pub(in crate::template) const MAX_ITEMS: usize = 1_000_000;

/// Holds the length of a text to [`MAX_BYTES`]; `None` is a length beyond any number.
pub(super) fn hold_bytes(length: Option<usize>) -> Result<usize, Fault> {
    let fits = length.filter(|length| *length <= MAX_BYTES);
    fits.ok_or_else(|| Fault::limit("the text would be longer than 16 MiB"))
}

/// Holds the number of items to [`MAX_ITEMS`].
pub(super) fn hold_items(count: usize) -> Result<usize, Fault> {
    match count <= MAX_ITEMS {
        true => Ok(count),
        false => Err(Fault::limit(
            "the list would have more than 1,000,000 items",
        )),
    }
}
