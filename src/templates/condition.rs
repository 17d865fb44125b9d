//! When a line is written.

use super::eval::AbstractValue;
use crate::contract::SentWhen;

/// When something is written, as the branches around it say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Condition {
    Always,
    /// Where `obo` is there.
    Present,
    /// Where its flag is on.
    On,
    /// Where its flag is off.
    Off,
    /// This is not known.
    Unclear,
}

impl Condition {
    /// The condition that an expression is.
    pub(super) fn of(value: &AbstractValue) -> Self {
        match value {
            AbstractValue::Flag(true) => Self::On,
            AbstractValue::Flag(false) => Self::Off,
            AbstractValue::Block => Self::Present,
            _ => Self::Unclear,
        }
    }

    /// When it does not hold.
    pub(super) fn negated(self) -> Self {
        match self {
            Self::On => Self::Off,
            Self::Off => Self::On,
            _ => Self::Unclear,
        }
    }

    /// When both hold. `Present` with a state of the flag is that state alone: whether an absent block counts as off is
    /// not asked here.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Always, one) | (one, Self::Always) => one,
            (one, other) if one == other => one,
            (Self::Present, one @ (Self::On | Self::Off))
            | (one @ (Self::On | Self::Off), Self::Present) => one,
            _ => Self::Unclear,
        }
    }

    /// When one of them holds.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unclear, _) | (_, Self::Unclear) => Self::Unclear,
            (one, other) if one == other => one,
            (Self::Always, _) | (_, Self::Always) => Self::Always,
            (Self::On, Self::Off) | (Self::Off, Self::On) => Self::Always,
            _ => Self::Unclear,
        }
    }

    /// When a header of this condition is sent; `None` if this is not known.
    pub(super) fn sent(self) -> Option<SentWhen> {
        match self {
            Self::Always => Some(SentWhen::Always),
            Self::On => Some(SentWhen::WhenOn),
            Self::Off => Some(SentWhen::WhenOff),
            Self::Present | Self::Unclear => None,
        }
    }
}
