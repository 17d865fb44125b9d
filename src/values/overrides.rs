//! What the user puts on top of a chart, and the values that come of it.

use super::Values;
use super::chart::Chart;
use super::coalesce::{self, Effective};
use super::error::Error;
use super::helm_version::HelmVersion;
use super::layer::{Layer, LayerKind};
use super::merge::merge_maps;
use super::strvals::{self, Argument, Flag};
use crate::source::{Span, ValuePath};
use crate::yaml::Node;

/// Files and arguments, in the order in which they were given.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// `-f`, in order.
    pub files: Vec<Layer>,
    /// `--set` and its kin; Helm's order among the flags is kept when they are applied.
    pub arguments: Vec<Argument>,
}

impl Overrides {
    /// These files, and no arguments.
    pub fn files(files: impl IntoIterator<Item = Layer>) -> Self {
        Self {
            files: files.into_iter().collect(),
            arguments: Vec::new(),
        }
    }

    /// The arguments as Helm applies them: flag by flag, each in the order given.
    fn in_order(&self) -> impl Iterator<Item = &Argument> {
        Flag::ALL.into_iter().flat_map(|flag| {
            let arguments = self.arguments.iter();
            arguments.filter(move |argument| argument.flag == flag)
        })
    }

    /// The user's own values: files merged, then arguments written onto them.
    fn user(&self, empty: Node) -> Result<Node, Error> {
        let mut user = empty;
        for file in &self.files {
            match &file.set {
                Some(argument) => strvals::apply(&mut user, argument)?,
                None => user = merge_maps(&user, &file.root),
            }
        }
        for argument in self.in_order() {
            strvals::apply(&mut user, argument)?;
        }
        Ok(user)
    }
}

/// The values of a chart under the user's; without a chart, the user's by themselves.
///
/// # Errors
/// When an argument leads through what is no mapping or list, a subchart's values are no mapping, or there is neither
/// a chart nor anything else.
pub fn coalesce(chart: Option<&Chart>, overrides: &Overrides) -> Result<Values, Error> {
    coalesce_as(chart, overrides, HelmVersion::V4)
}

/// The same as one Helm does it. They differ in nulls: Helm 3 keeps those of a chart's own values, and deletes by one that meets
/// nothing but another.
///
/// # Errors
/// As [`coalesce`].
pub fn coalesce_as(
    chart: Option<&Chart>,
    overrides: &Overrides,
    version: HelmVersion,
) -> Result<Values, Error> {
    let mut layers = Vec::new();
    let lowest = chart.map(|chart| &chart.layer.source);
    let source = lowest
        .or_else(|| overrides.files.first().map(|file| &file.source))
        .or_else(|| overrides.arguments.first().map(|argument| &argument.source))
        .ok_or(Error::Nothing)?;
    let user = overrides.user(coalesce::empty_map(source.place(Span::default())))?;
    let effective = chart.map(|chart| Effective::of(chart, &user, version));
    let effective = effective.transpose()?;
    let root = match effective.as_deref() {
        None => user.clone(),
        Some(chart) => {
            push_layers(chart, &ValuePath::root(), &mut layers);
            coalesce::coalesce(chart, &user, version)?
        }
    };
    layers.extend(overrides.files.iter().cloned());
    layers.extend(overrides.in_order().map(Layer::of_argument));
    Ok(Values {
        root,
        user,
        layers,
        effective,
    })
}

/// The layers of a chart, those of its subcharts below its own.
fn push_layers(chart: &Effective, prefix: &ValuePath, layers: &mut Vec<Layer>) {
    for subchart in &chart.subcharts {
        push_layers(subchart, &prefix.join(&*subchart.name), layers);
    }
    let kind = if prefix.segments().is_empty() {
        LayerKind::Base
    } else {
        LayerKind::Subchart
    };
    let own = chart.lower.iter().chain([&chart.layer]);
    layers.extend(own.map(|layer| Layer {
        prefix: prefix.clone(),
        kind,
        ..layer.clone()
    }));
}
