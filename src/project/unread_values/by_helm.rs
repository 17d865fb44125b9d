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
        let conditions = dependency.condition.split(',').map(str::trim);
        let conditions = conditions.filter(|condition| !condition.is_empty());
        found.extend(conditions.map(|condition| at.append(&dotted(condition))));
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

/// The key of a dependency's values.
fn key(dependency: &Dependency) -> &std::sync::Arc<str> {
    dependency.alias.as_ref().unwrap_or(&dependency.name)
}

/// A path as Helm reads it in `Chart.yaml`: each dot parts two keys.
fn dotted(path: &str) -> ValuePath {
    ValuePath::keys(path.split('.').filter(|key| !key.is_empty()))
}
