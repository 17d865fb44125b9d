//! Names for findings that stay when lines are inserted above them.

use std::collections::BTreeMap;

/// Names findings by rule, file and values path, and numbers those that share all three, in the order asked.
#[derive(Debug, Default)]
pub(super) struct Fingerprints(BTreeMap<u64, u32>);

impl Fingerprints {
    /// The name of the next finding: `HASH:NUMBER`.
    pub(super) fn of(&mut self, rule: &str, file: &str, path: &str) -> String {
        let hash = fnv(&[rule, file, path].join("\0"));
        let number = self.0.entry(hash).or_default();
        *number += 1;
        format!("{hash:016x}:{number}")
    }
}

/// FNV-1a of 64 bits: a hash that is the same in every build, on every machine.
fn fnv(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

#[cfg(test)]
mod tests {
    use super::{Fingerprints, fnv};

    #[test]
    fn the_hash_is_fnv_1a() {
        // From the reference's test vectors.
        assert_eq!(fnv(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn like_findings_are_numbered() {
        let mut names = Fingerprints::default();
        let first = names.of("rule", "a.yaml", "a.b");
        let second = names.of("rule", "a.yaml", "a.b");
        let other = names.of("rule", "b.yaml", "a.b");
        assert_eq!(first.replace(":1", ":2"), second);
        assert_ne!(first, other);
        assert_eq!(Fingerprints::default().of("rule", "a.yaml", "a.b"), first);
    }
}
