//! What is kept of published charts is what their releases read. It is made anew from a folder with the charts of all releases,
//! `NAME-VERSION` each, that `HELM_OBO_PUBLISHED_CHARTS` names; of a chart that is not there, what is kept stays as it is.

use crate::common::{self, skip::skip};
use helm_obo::contract::OF_AGENTS;
use helm_obo::model::Spelling;
use helm_obo::project::{Project, Request, load};
use helm_obo::published::{self, ChartUse, Followed};
use helm_obo::source::{Disk, Sources, WorkingDirectory};
use semver::Version;
use std::io;
use std::path::{Path, PathBuf};

/// Where the charts of all releases are.
const CHARTS: &str = "HELM_OBO_PUBLISHED_CHARTS";

#[test]
fn what_is_kept_is_what_the_releases_read() {
    let Some(folder) = std::env::var_os(CHARTS) else {
        skip(&format!("{CHARTS} names no folder with published charts"));
        return;
    };
    for name in published::names() {
        let charts = charts(Path::new(&folder), name);
        let releases = charts.into_iter();
        let releases: Vec<(Version, Vec<ChartUse>)> = releases
            .map(|(version, chart)| {
                let (shown, uses) = of(&chart);
                follows(name, &version, shown.as_deref());
                (version, uses)
            })
            .collect();
        if !releases.is_empty() {
            is_kept(name, &releases);
        }
    }
}

fn is_kept(name: &str, releases: &[(Version, Vec<ChartUse>)]) {
    let head = format!(
        "# The values that each release of the chart {name} reads, as tests/repository/published.rs finds them.\n"
    );
    let expected = head + &published::write(releases);
    let file = format!("src/published/{name}.reads");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if common::accepts_new() {
        std::fs::write(&file, &expected).unwrap();
    }
    assert!(
        std::fs::read_to_string(&file).unwrap() == expected,
        "{name}"
    );
}

/// What is known of the contract of a release is what its templates show, where they make agents.
fn follows(name: &str, version: &Version, shown: Option<&str>) {
    let chart = published::chart(name).unwrap();
    let stated = version.to_string();
    if chart.part(&stated).is_some() {
        return;
    }
    let known = chart.release(&stated).map(|release| release.followed());
    let known = match known {
        Some(Followed::One(known)) if OF_AGENTS.contains(&known) => Some(known),
        _ => None,
    };
    assert_eq!(shown, known, "{name} {version}");
}

/// The releases of a chart, oldest first.
fn charts(folder: &Path, name: &str) -> Vec<(Version, PathBuf)> {
    let charts = common::entries(folder).into_iter().filter_map(|path| {
        let file = path.file_name()?.to_str()?;
        let version = file.strip_prefix(name)?.strip_prefix('-')?;
        let version = Version::parse(version).ok()?;
        path.is_dir().then_some((version, path))
    });
    let mut charts: Vec<(Version, PathBuf)> = charts.collect();
    charts.sort();
    charts
}

/// The contract that the templates of a chart show, and what they read.
fn of(chart: &Path) -> (Option<String>, Vec<ChartUse>) {
    let request = Request {
        targets: vec![chart.to_owned()],
        ..Request::default()
    };
    let (files, sources) = (Disk, Sources::default());
    let no_stdin = || Err(io::Error::other("none"));
    let here = WorkingDirectory::new(std::env::current_dir().unwrap());
    let project = Project::new(&request, &files, &sources, here, &no_stdin).unwrap();
    let loaded = load(&project, Spelling::AsWritten).unwrap();
    let uses = project.chart_uses(&loaded);
    let uses =
        uses.unwrap_or_else(|| panic!("the templates of {} cannot be followed", chart.display()));
    let contract = { loaded.contract() }.map(|contract| contract.name().to_owned());
    (contract, uses)
}
