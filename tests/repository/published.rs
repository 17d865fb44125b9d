//! What is kept of published charts is what their releases read. It is made anew from a folder with the charts of all releases,
//! `kagent-VERSION` each, that `HELM_OBO_CHARTS_OF_KAGENT` names; where it names none, what is kept is held to itself.

use crate::common::{self, skip::skip};
use helm_obo::model::Spelling;
use helm_obo::project::{Project, Request, load};
use helm_obo::published::{self, ChartUse};
use helm_obo::source::{Disk, Sources, WorkingDirectory};
use semver::Version;
use std::io;
use std::path::{Path, PathBuf};

/// Where the charts of all releases are.
const CHARTS: &str = "HELM_OBO_CHARTS_OF_KAGENT";

/// The head of the file.
const HEAD: &str = "# The values that each release of kagent's own chart reads, as tests/repository/published.rs finds them.\n";

#[test]
fn what_is_kept_is_what_the_releases_read() {
    let Some(folder) = std::env::var_os(CHARTS) else {
        skip(&format!("{CHARTS} names no folder with kagent's charts"));
        return;
    };
    let mut releases: Vec<(Version, Vec<ChartUse>)> = charts(Path::new(&folder))
        .into_iter()
        .map(|(version, chart)| (version, uses(&chart)))
        .collect();
    releases.sort_by(|(one, _), (other, _)| one.cmp(other));
    let expected = format!("{HEAD}{}", published::write(&releases));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/published/kagent.reads");
    if common::accepts_new() {
        std::fs::write(&file, &expected).unwrap();
    }
    assert!(std::fs::read_to_string(&file).unwrap() == expected);
}

fn charts(folder: &Path) -> Vec<(Version, PathBuf)> {
    let charts = common::entries(folder).into_iter().filter_map(|path| {
        let name = path
            .file_name()?
            .to_str()?
            .strip_prefix("kagent-")?
            .to_owned();
        let version = Version::parse(&name).ok()?;
        path.is_dir().then_some((version, path))
    });
    charts.collect()
}

fn uses(chart: &Path) -> Vec<ChartUse> {
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
    uses.unwrap_or_else(|| panic!("the templates of {} cannot be followed", chart.display()))
}
