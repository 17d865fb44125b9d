//! A chart that is installed and was not found: by what its values are checked all the same, and what would bring it.

use super::InstalledBy;
use super::chart::pull;
use super::maker::Checked;
use crate::config::Config;
use crate::gitops::Installation;
use crate::project::Project;
use crate::source::display_path;
use crate::words::list_up_to;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// A chart that is installed and was not found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::project) struct ChartNotHere {
    by: InstalledBy,
    /// Whether another one is named for the run.
    is_other_named: bool,
    /// Why it is not known which one it is.
    unclear: Option<String>,
    /// A chart of its name and another version than the one that is asked for, and both versions.
    other: Option<OtherVersion>,
    /// By what its values are checked all the same.
    checked: Checked,
    /// How Helm would bring it; `None` where that is not said.
    pull: Option<String>,
}

/// A chart whose version is not the one that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct OtherVersion {
    chart: PathBuf,
    version: Arc<str>,
    wanted: String,
}

impl ChartNotHere {
    /// The file that names it.
    pub(in crate::project) fn file(&self) -> &PathBuf {
        &self.by.file
    }

    /// The same without what tells releases of one chart apart.
    fn without_names(&self) -> Self {
        Self {
            by: InstalledBy::default(),
            ..self.clone()
        }
    }
}

/// What `lint` says of charts that were not found: a sentence for all releases that lack the same one.
pub(in crate::project) fn told(found: &BTreeSet<ChartNotHere>) -> Vec<String> {
    told_with(found, |names, checked| match checked {
        Checked::Nothing => format!("the values in {names} are not checked"),
        Checked::Reads(known) => {
            format!("of {names} only the values are checked, against {known}")
        }
        Checked::As(known) => {
            format!("of {names} only the values are checked, as {known} reads them")
        }
        Checked::Assumed => {
            format!("of {names} only the values are checked, by a contract that is assumed")
        }
    })
}

/// What commands say of them that check nothing.
pub(in crate::project) fn told_not_rendered(found: &BTreeSet<ChartNotHere>) -> Vec<String> {
    told_with(found, |names, _| format!("nothing is rendered of {names}"))
}

fn told_with(
    found: &BTreeSet<ChartNotHere>,
    what: impl Fn(&str, &Checked) -> String,
) -> Vec<String> {
    let mut alike = BTreeMap::<ChartNotHere, Vec<&ChartNotHere>>::new();
    for one in found {
        alike.entry(one.without_names()).or_default().push(one);
    }
    let mut groups: Vec<_> = alike.into_values().collect();
    groups.sort();
    let told = groups.iter().map(|group| told_of(group, &what));
    told.collect()
}

/// What is said of releases of one chart.
fn told_of(group: &[&ChartNotHere], what: impl Fn(&str, &Checked) -> String) -> String {
    let names = group.iter().map(|one| {
        let InstalledBy { file, object, .. } = &one.by;
        format!("{object} (`{}`)", display_path(file))
    });
    let names = list_up_to(3, &names.collect::<Vec<_>>());
    let its = if group.len() == 1 { "its" } else { "their" };
    let one = group[0];
    let unchecked = what(&names, &one.checked);
    if one.is_other_named {
        return format!("{unchecked}, since {its} chart is not the one that `--chart` names");
    }
    if let Some(unclear) = &one.unclear {
        return format!(
            "{unchecked}, since it is not known which chart it is: {unclear} (`--chart` names it)"
        );
    }
    let missing = match &one.other {
        Some(OtherVersion {
            chart,
            version,
            wanted,
        }) => format!(
            "{unchecked}, since {its} chart is not here in version {wanted} (`{}` has {version})",
            display_path(chart)
        ),
        None => format!("{unchecked}, since {its} chart is not here"),
    };
    match &one.pull {
        Some(pull) => {
            format!("{missing}: `{pull}` brings it; then `--charts DIR` says where it is")
        }
        None => format!("{missing}: name it with `--chart`, or its folder with `--charts DIR`"),
    }
}

impl Project<'_> {
    /// That the chart of an installation was not found.
    pub(super) fn not_here(
        &self,
        one: &Installation,
        by: &InstalledBy,
        checked: Checked,
        config: &Config,
    ) -> ChartNotHere {
        let other = self.charts_of_name(&one.chart, config).other;
        let other = other.zip(one.chart.version.clone());
        ChartNotHere {
            by: by.clone(),
            is_other_named: self.request.chart.is_some(),
            unclear: one.chart.unclear.clone(),
            other: other.map(|((chart, version), wanted)| OtherVersion {
                chart,
                version,
                wanted,
            }),
            checked,
            pull: pull(&one.chart),
        }
    }
}
