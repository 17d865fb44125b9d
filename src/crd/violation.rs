//! What the API server has against an object.

use super::release::Release;
use crate::source::{Place, ValuePath};
use serde::Deserialize;
use serde_json::Value as Json;

/// One mistake in an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    /// Where it is within the object; for what is absent, where it would be.
    pub path: ValuePath,
    /// The text to underline: the value, the key of what is dropped, or the key of what lacks something.
    pub place: Place,
    /// What the API server does, and why.
    pub kind: ViolationKind,
    /// Whether the API server refuses the object for it.
    pub refuses: bool,
    /// What is wrong, with the names of fields in backticks. It quotes no value.
    pub problem: String,
    /// What to write instead, as an instruction.
    pub help: Option<String>,
    /// How it is changed, where that is mechanical.
    pub remedy: Option<Remedy>,
}

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViolationKind {
    /// A required field is absent.
    Missing,
    /// It has another type.
    WrongType,
    /// It is none of the allowed values.
    NotInEnum,
    /// There are too many items, keys or characters.
    TooMany,
    /// It does not meet another bound.
    Limit,
    /// A list has two items of which it may have one.
    Duplicate,
    /// A rule over several fields fails.
    Rule,
    /// It is written in a form that another type of Kubernetes has.
    OtherForm,
    /// The field does not exist, but it is nearly the name of one that is absent: it is dropped.
    NearMiss,
    /// The field does not exist: it is dropped.
    Unknown,
    /// Fields that belong one mapping deeper: they are dropped.
    Misplaced,
    /// The object is written in the form of another version: what this one does not have is dropped.
    OtherVersion,
    /// The value of a key is null: the key is dropped.
    Null,
    /// This release of kagent refuses it, and the other ones do not have it and drop it.
    RefusedOrDropped(Release),
    /// The API server takes the object, and what comes after it refuses this.
    RefusedLater(Later),
    /// The annotations are a copy of the object: a dump that lost a line when it was copied.
    CopiedAnnotation,
}

impl ViolationKind {
    /// Whether the API server takes the object, and drops this in silence.
    pub fn is_dropped(self) -> bool {
        matches!(
            self,
            Self::NearMiss | Self::Unknown | Self::Misplaced | Self::OtherVersion | Self::Null
        )
    }

    /// Whether the API server has nothing against what it keeps of the object.
    pub(super) fn is_taken(self) -> bool {
        self.is_dropped() || matches!(self, Self::RefusedLater(_))
    }
}

/// Who refuses what the API server takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Later {
    /// The API server, in the Deployment that is made of the object.
    Deployment,
    /// The controller, when an agent of another namespace wants to use it.
    Access,
}

/// A mechanical change.
#[derive(Debug, Clone, PartialEq)]
pub enum Remedy {
    /// The key gets this name.
    Rename(String),
    /// The key with its value is moved to another path of the object, where nothing is yet.
    Move(ValuePath),
    /// What is at this path becomes this.
    Replace(ValuePath, Json),
}
