//! A part of a run's targets, for jobs of a CI system that share the work.

use crate::diagnostic::ShardCounts;
use sha2::{Digest, Sha256};
use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

/// The K-th of N parts: each target is in one, and by its name alone, so that others which come and go move none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: NonZeroU32,
    count: NonZeroU32,
}

/// Why a text names no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShardError {
    /// It is not two numbers.
    #[error("write K/N, such as 2/4: the second of four parts")]
    Form,
    /// There is no such part.
    #[error(
        "parts are counted from 1: the first of {count} is 1/{count}, the last one {count}/{count}"
    )]
    OutOfRange {
        /// How many parts there are.
        count: NonZeroU32,
    },
}

impl Shard {
    /// What a report says of it, where there are so many targets in all parts.
    pub(super) fn of(self, targets: usize) -> ShardCounts {
        ShardCounts {
            number: self.number.get(),
            count: self.count.get(),
            targets,
        }
    }

    /// Whether it is the first one, which does what is to be done once.
    pub(super) fn is_first(self) -> bool {
        self.number == NonZeroU32::MIN
    }

    /// Whether a target of this name is in it. It is the same on all systems and in all releases: jobs need not run the same one.
    pub(super) fn holds(self, label: &str) -> bool {
        let digest = Sha256::digest(label.as_bytes());
        let [a, b, c, d, ..] = digest.0;
        let part = u32::from_be_bytes([a, b, c, d]) % self.count;
        part + 1 == self.number.get()
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, ShardError> {
        let (number, count) = text.split_once('/').ok_or(ShardError::Form)?;
        let number: u32 = number.trim().parse().map_err(|_| ShardError::Form)?;
        let count: NonZeroU32 = count.trim().parse().map_err(|_| ShardError::Form)?;
        match NonZeroU32::new(number) {
            Some(number) if number <= count => Ok(Self { number, count }),
            _ => Err(ShardError::OutOfRange { count }),
        }
    }
}

impl fmt::Display for Shard {
    /// Writes `2/4`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::{Shard, ShardError};

    fn shards(count: u32) -> Vec<Shard> {
        let texts = (1..=count).map(|number| format!("{number}/{count}"));
        texts.map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn each_target_is_in_one_part() {
        for count in [1, 2, 3, 7, 64] {
            let shards = shards(count);
            for cluster in 0..500 {
                let label = format!("chart + clusters/mc{cluster:04}.yaml");
                let parts = shards.iter().filter(|shard| shard.holds(&label));
                assert_eq!(parts.count(), 1, "{label} of {count}");
            }
        }
    }

    #[test]
    fn parts_are_about_as_large_as_each_other() {
        for shard in shards(4) {
            let labels = (0..1000).map(|cluster| format!("chart + clusters/mc{cluster:04}.yaml"));
            let count = labels.filter(|label| shard.holds(label)).count();
            assert!((200..300).contains(&count), "{shard} has {count} of 1000");
        }
    }

    #[test]
    fn what_is_no_part_is_refused() {
        for text in [
            "",
            "1",
            "/",
            "a/b",
            "1/0",
            "-1/4",
            "1.5/4",
            "1/4/4",
            "4294967296/1",
        ] {
            assert_eq!(text.parse::<Shard>(), Err(ShardError::Form), "{text}");
        }
        for text in ["0/4", "5/4"] {
            let refused = text.parse::<Shard>().unwrap_err().to_string();
            assert!(refused.contains("the last one 4/4"), "{text}: {refused}");
        }
    }

    #[test]
    fn a_target_is_in_the_same_part_in_each_release() {
        let part = |label| shards(4).into_iter().position(|shard| shard.holds(label));
        let labels = ["chart", "chart + prod.yaml", "manifests", ""];
        assert_eq!(labels.map(part), [Some(1), Some(3), Some(2), Some(2)]);
    }
}
