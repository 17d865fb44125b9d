//! All functions, by name.

use super::{Function, Since};
use crate::template::version::HelmVersion;
use std::sync::LazyLock;

/// The tables of all subjects.
#[rustfmt::skip]
pub const ALL: &[&[Function]] = &[
    super::certificates::FUNCTIONS,
    super::comparison::FUNCTIONS,
    super::control::FUNCTIONS,
    super::crypto::FUNCTIONS,
    super::dates::FUNCTIONS,
    super::dicts::FUNCTIONS,
    super::encoding::FUNCTIONS,
    super::escapes::FUNCTIONS,
    super::floats::FUNCTIONS,
    super::index::FUNCTIONS,
    super::json::FUNCTIONS,
    super::lists::FUNCTIONS,
    super::logic::FUNCTIONS,
    super::numbers::FUNCTIONS,
    super::paths::FUNCTIONS,
    super::print::FUNCTIONS,
    super::random::FUNCTIONS,
    super::regex::FUNCTIONS,
    super::semver::FUNCTIONS,
    super::strings::FUNCTIONS,
    super::templates::FUNCTIONS,
    super::toml::FUNCTIONS,
    super::types::FUNCTIONS,
    super::urls::FUNCTIONS,
    super::yaml::FUNCTIONS,
];

/// A function, by its place in the sorted table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunctionId(u16);

static SORTED: LazyLock<Vec<&'static Function>> = LazyLock::new(|| {
    let mut all: Vec<&Function> = ALL.iter().flat_map(|table| table.iter()).collect();
    all.sort_by_key(|function| function.name);
    all
});

/// The function of a name, if that Helm has it.
pub fn find(name: &str, version: HelmVersion) -> Option<FunctionId> {
    let index = SORTED.binary_search_by_key(&name, |function| function.name);
    let index = index.ok()?;
    let function = SORTED.get(index)?;
    let is_there = version == HelmVersion::V4 || function.since == Since::Helm3;
    is_there.then_some(FunctionId(u16::try_from(index).ok()?))
}

impl FunctionId {
    /// The function.
    pub fn get(self) -> Option<&'static Function> {
        SORTED.get(usize::from(self.0)).copied()
    }
}
