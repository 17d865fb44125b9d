//! From which severity on findings make a run fail.

use super::Severity;
use serde::Deserialize;

/// From which severity on findings make a run fail, the most lenient first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// None do.
    Never,
    /// Errors do.
    #[default]
    Error,
    /// Errors and warnings do.
    Warning,
    /// All do.
    Note,
}

impl FailOn {
    /// Whether a finding of this severity makes a run fail.
    pub fn includes(self, severity: Severity) -> bool {
        let least = match self {
            Self::Never => return false,
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
        };
        severity >= least
    }
}

#[cfg(test)]
mod tests {
    use super::{FailOn, Severity};

    #[test]
    fn a_severity_stands_for_those_above_it() {
        let failing = |limit: FailOn| -> Vec<Severity> {
            let all = Severity::ALL.into_iter();
            all.filter(|severity| limit.includes(*severity)).collect()
        };
        assert_eq!(failing(FailOn::Never), []);
        assert_eq!(failing(FailOn::default()), [Severity::Error]);
        assert_eq!(
            failing(FailOn::Warning),
            [Severity::Error, Severity::Warning]
        );
        assert_eq!(failing(FailOn::Note), Severity::ALL);
        assert!(FailOn::Never < FailOn::Error && FailOn::Warning < FailOn::Note);
    }
}
