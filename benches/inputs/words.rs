//! Words in an order that looks like chance.

const WORDS: [&str; 32] = [
    "agent",
    "answers",
    "before",
    "cluster",
    "deploy",
    "evidence",
    "every",
    "from",
    "gateway",
    "graph",
    "handbook",
    "incident",
    "kubectl",
    "logs",
    "metrics",
    "name",
    "node",
    "on",
    "people",
    "pod",
    "policy",
    "questions",
    "read",
    "release",
    "rights",
    "rollout",
    "service",
    "the",
    "token",
    "tool",
    "user",
    "würde",
];

/// Hands out words; a new one always begins with the same.
pub(super) struct Words(u32);

impl Default for Words {
    fn default() -> Self {
        Self(1)
    }
}

impl Words {
    /// The next word.
    pub(super) fn one(&mut self) -> &'static str {
        // A linear congruential generator; its high bits vary most.
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        WORDS[(self.0 >> 27) as usize]
    }

    /// So many words in a row.
    pub(super) fn some(&mut self, count: usize) -> String {
        let words: Vec<_> = (0..count).map(|_| self.one()).collect();
        words.join(" ")
    }
}
