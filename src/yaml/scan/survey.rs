//! The tokens of a file beyond the grammar, for faults that are explained by what is elsewhere.

use super::{Scanner, YamlToken};
use crate::yaml::parse::MAX_DEPTH;

impl<'t> Scanner<'t> {
    /// The tokens up to what cannot be a token, or is nested too deep. Those of a key may come after the key itself,
    /// since none waits here for the `:` that shows it.
    pub(in crate::yaml) fn survey(
        text: &'t str,
        start: usize,
    ) -> impl Iterator<Item = YamlToken<'t>> {
        let mut scanner = Self::new(text, start);
        std::iter::from_fn(move || scanner.next_found()).fuse()
    }

    fn next_found(&mut self) -> Option<YamlToken<'t>> {
        while self.tokens.is_empty() {
            if self.ended || self.flow_level > MAX_DEPTH {
                return None;
            }
            self.scan_token().ok()?;
        }
        self.taken += 1;
        self.tokens.pop_front()
    }
}
