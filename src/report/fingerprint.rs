//! Names for findings that stay when lines are inserted above them.

use super::View;
use super::tracked::Tracked;
use crate::diagnostic::{Diagnostic, Finding};
use crate::source::{Segment, ValuePath};
use std::collections::BTreeMap;

/// Names findings by rule, file and values path, and numbers those that share all three, in the order asked.
#[derive(Debug, Default)]
pub(super) struct Fingerprints(BTreeMap<u64, u32>);

impl Fingerprints {
    /// The name of the next finding: `HASH:NUMBER`.
    pub(super) fn of(&mut self, view: &View<'_>, finding: &Finding, at: &Tracked) -> String {
        let diagnostic = &finding.diagnostic;
        let file = at.file.as_deref().unwrap_or_default();
        self.next(diagnostic.rule, file, &lasting(view, diagnostic))
    }

    fn next(&mut self, rule: &str, file: &str, path: &str) -> String {
        let hash = fnv(&[rule, file, path].join("\0"));
        let number = self.0.entry(hash).or_default();
        *number += 1;
        format!("{hash:016x}:{number}")
    }
}

/// What a finding is about, in words that stay when an item is put before it in a list: the path without numbers, and then the
/// item's own text.
fn lasting(view: &View<'_>, diagnostic: &Diagnostic) -> String {
    let plain = |text: &str| view.mask.message(text);
    let segments = diagnostic.path.segments();
    let keys = segments.iter().filter_map(|segment| match segment {
        Segment::Key(key) => Some(&**key),
        Segment::Index(_) => None,
    });
    let keys = plain(&ValuePath::keys(keys).to_string());
    let lasting = match keys == plain(&diagnostic.path.to_string()) {
        true => keys,
        false => {
            let source = view.sources.get(diagnostic.place.source);
            let item = view.mask.excerpt(&source, diagnostic.place.span.range());
            format!("{keys}={item}")
        }
    };
    match &diagnostic.object {
        Some(object) => plain(&object.path(&lasting)),
        None => lasting,
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
        let first = names.next("rule", "a.yaml", "a.b");
        let second = names.next("rule", "a.yaml", "a.b");
        let other = names.next("rule", "b.yaml", "a.b");
        assert_eq!(first.replace(":1", ":2"), second);
        assert_ne!(first, other);
        assert_eq!(Fingerprints::default().next("rule", "a.yaml", "a.b"), first);
    }
}
