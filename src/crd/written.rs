//! The form of the files in `schemas/crds`: kinds, and types by their names.
//!
//! A type is a name, or a mapping that says more. Names are `string`, `bool`, `int`, `int32`, `int64`, `number`,
//! `int-or-string`, `quantity`, `object` (of no fields), `any`, `any-object` (whose fields all stay), those of other
//! types, `[NAME]` for a list and `{NAME}` for a mapping of any keys. Required fields end in `!`. What differs between
//! releases has `since`, or a mapping from the release that begins it.

use super::key::KeySyntax;
use super::release::Release;
use super::violation::Later;
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// All files in one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Library {
    pub(super) kinds: Vec<WrittenKind>,
    pub(super) types: BTreeMap<String, Type>,
}

/// A kind of a group.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenKind {
    pub(super) group: String,
    pub(super) kind: String,
    /// Its versions, with the name of the type of `spec`. A release for which there is none does not have the kind.
    pub(super) versions: BTreeMap<String, ByRelease<String>>,
}

/// A type.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Type {
    Name(String),
    Full(Box<FullType>),
}

/// A type that says more than its name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct FullType {
    /// Its name; or one of the next four.
    #[serde(rename = "type")]
    pub(super) name: Option<String>,
    pub(super) fields: Option<BTreeMap<String, Type>>,
    /// A list of such items.
    pub(super) list: Option<Type>,
    /// A mapping of any keys with such values.
    pub(super) map: Option<Type>,
    /// Another type, whose fields, rules and advice it has too.
    pub(super) like: Option<String>,
    /// Fields of the other type that it has not.
    #[serde(default)]
    pub(super) without: Vec<String>,
    #[serde(default)]
    pub(super) nullable: bool,
    pub(super) since: Option<Release>,
    pub(super) default: Option<ByRelease<Json>>,
    #[serde(rename = "enum")]
    pub(super) one_of: Option<ByRelease<Vec<Json>>>,
    pub(super) minimum: Option<ByRelease<f64>>,
    pub(super) min_length: Option<u64>,
    pub(super) max_length: Option<u64>,
    pub(super) min_items: Option<u64>,
    pub(super) max_items: Option<u64>,
    pub(super) pattern: Option<String>,
    /// What the pattern asks for, to follow `must be`.
    pub(super) meaning: Option<String>,
    pub(super) format: Option<String>,
    /// How its keys are written, in a mapping of any keys.
    pub(super) keys: Option<KeySyntax>,
    /// What the API server takes, and somebody else refuses.
    pub(super) later: Option<WrittenLater>,
    /// Fields that no two items may have alike.
    pub(super) unique: Option<Vec<String>>,
    #[serde(default)]
    pub(super) rules: Vec<WrittenRules>,
    /// Names that are no fields, and the field that is meant.
    #[serde(default)]
    pub(super) instead: BTreeMap<String, String>,
    /// Fields of Kubernetes that have another form here.
    #[serde(default)]
    pub(super) reshape: BTreeMap<String, WrittenReshape>,
    /// Fields of another form that belong one mapping deeper.
    pub(super) flat: Option<WrittenFlat>,
    /// What a list holds that is written for this mapping.
    pub(super) listed: Option<Listed>,
}

/// What may be another thing in each release.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum ByRelease<T> {
    Since(BTreeMap<Release, T>),
    Always(T),
}

/// Rules: one, or several of which the first that fails counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum WrittenRules {
    One(WrittenRule),
    First(Vec<WrittenRule>),
}

/// A CEL rule with what is wrong if it fails, and what to write instead.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenRule {
    pub(super) cel: String,
    pub(super) about: Option<String>,
    /// The field that is underlined where the one it is about is absent: the one that needs it.
    pub(super) at: Option<String>,
    pub(super) each: Option<String>,
    pub(super) problem: String,
    pub(super) help: Option<String>,
    pub(super) since: Option<Release>,
    /// Who refuses what fails, if the API server takes the object.
    pub(super) later: Option<Later>,
    /// One rule for each, with its key and value in place of `{key}` and `{value}`.
    pub(super) pairs: Option<BTreeMap<String, String>>,
}

/// How a field of another form is written here.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenReshape {
    pub(super) to: Option<String>,
    pub(super) with: BTreeMap<String, Json>,
    pub(super) keep: BTreeMap<String, String>,
}

/// Bounds that are no part of the CRD.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenLater {
    pub(super) by: Later,
    #[serde(rename = "enum", default)]
    pub(super) one_of: Vec<Json>,
    pub(super) minimum: Option<f64>,
}

/// Fields that belong into one of several mappings, of which a field says which.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenFlat {
    pub(super) by: String,
    pub(super) to: BTreeMap<String, String>,
    pub(super) otherwise: String,
    pub(super) keep: Vec<String>,
}

/// The fields of a list's items that are key and value of a mapping.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Listed {
    pub(super) key: String,
    pub(super) value: String,
}

impl<T: Clone> ByRelease<T> {
    /// What it is in a release.
    pub(super) fn at(&self, release: Release) -> Option<T> {
        match self {
            Self::Always(value) => Some(value.clone()),
            Self::Since(by) => by
                .range(..=release)
                .next_back()
                .map(|(_, value)| value.clone()),
        }
    }
}

impl WrittenRules {
    /// The rules of a release; of each group the first that fails counts.
    pub(super) fn at(&self, release: Release) -> Vec<Vec<WrittenRule>> {
        let is_there = |rule: &&WrittenRule| rule.since.is_none_or(|since| since <= release);
        match self {
            Self::First(rules) => vec![rules.iter().filter(is_there).cloned().collect()],
            Self::One(rule) => {
                let rules = Some(rule)
                    .filter(is_there)
                    .map_or_else(Vec::new, WrittenRule::for_each_pair);
                rules.into_iter().map(|rule| vec![rule]).collect()
            }
        }
    }
}

impl WrittenRule {
    fn for_each_pair(&self) -> Vec<Self> {
        let Some(pairs) = &self.pairs else {
            return vec![self.clone()];
        };
        let with = |key: &str, value: &str| {
            let filled = |text: &String| text.replace("{key}", key).replace("{value}", value);
            Self {
                cel: filled(&self.cel),
                about: self.about.as_ref().map(filled),
                at: self.at.as_ref().map(filled),
                problem: filled(&self.problem),
                help: self.help.as_ref().map(filled),
                ..self.clone()
            }
        };
        pairs.iter().map(|(key, value)| with(key, value)).collect()
    }
}
