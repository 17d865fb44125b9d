//! The values that Helm itself reads, to know which charts are on and what goes from one to another.

use crate::source::ValuePath;
use crate::values::{Chart, Dependency};

/// The paths that Helm reads, with all that is below them.
pub(super) fn paths(chart: &Chart) -> Vec<ValuePath> {
    let mut found = vec![ValuePath::keys(["tags"])];
    collect(chart, &ValuePath::root(), &mut found);
    found
}

fn collect(chart: &Chart, at: &ValuePath, found: &mut Vec<ValuePath>) {
    let declared = chart.dependencies.as_deref().unwrap_or_default();
    for dependency in declared {
        let conditions = conditions(dependency);
        found.extend(conditions.map(|condition| at.append(&condition)));
        let below = at.join(&**key(dependency));
        let imports = dependency.imports.iter();
        found.extend(imports.map(|import| below.append(&dotted(&import.child))));
    }
    for subchart in &chart.subcharts {
        let of_it = declared.iter().filter(|one| one.name == subchart.name);
        let mut keys: Vec<&str> = of_it.map(|one| &**key(one)).collect();
        if keys.is_empty() {
            keys.push(&subchart.name);
        }
        for key in keys {
            let below = at.join(key);
            found.push(below.join("tags"));
            collect(subchart, &below, found);
        }
    }
}

/// The conditions that alone say whether a chart is on, without tags: any value but a boolean leaves it on.
pub(super) fn sole_conditions(chart: &Chart) -> Vec<ValuePath> {
    let mut found = Vec::new();
    let mut others = Vec::new();
    collect_sole(chart, &ValuePath::root(), &mut found, &mut others);
    found.retain(|path| !others.contains(path));
    found
}

fn collect_sole(
    chart: &Chart,
    at: &ValuePath,
    found: &mut Vec<ValuePath>,
    others: &mut Vec<ValuePath>,
) {
    for dependency in chart.dependencies.iter().flatten() {
        let paths: Vec<_> = { conditions(dependency) }
            .map(|path| at.append(&path))
            .collect();
        match &paths[..] {
            [path] if dependency.tags.is_empty() => found.push(path.clone()),
            paths => others.extend(paths.iter().cloned()),
        }
    }
    for subchart in &chart.subcharts {
        let declared = chart.dependencies.iter().flatten();
        let mut of_it = declared.filter(|one| one.name == subchart.name);
        let key = of_it.next().map_or(&subchart.name, key);
        collect_sole(subchart, &at.join(&**key), found, others);
    }
}

/// The conditions of a dependency; none of those with a blank in front, since Helm takes it for a part of the key.
fn conditions(dependency: &Dependency) -> impl Iterator<Item = ValuePath> {
    let all = dependency.conditions();
    all.filter(|path| path.first_key().is_some_and(|key| !key.starts_with(' ')))
}

/// The key of a dependency's values.
fn key(dependency: &Dependency) -> &std::sync::Arc<str> {
    dependency.alias.as_ref().unwrap_or(&dependency.name)
}

/// A path as Helm reads it in `Chart.yaml`: each dot parts two keys.
fn dotted(path: &str) -> ValuePath {
    ValuePath::keys(path.split('.').filter(|key| !key.is_empty()))
}
