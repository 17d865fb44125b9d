//! What the environment says. Only names that are listed here are read.

use crate::go::parse_bool;
use crate::report::Ci;
use std::ffi::OsString;
use std::path::PathBuf;

/// Helm's namespace. Under Helm it is always set, and the flag itself never arrives.
pub(super) fn namespace() -> Option<String> {
    let namespace = variable("HELM_NAMESPACE")?;
    namespace.into_string().ok()
}

/// Whether Helm was asked to report what it does.
pub(super) fn is_debug() -> bool {
    variable("HELM_DEBUG").is_some_and(|value| value.to_str().is_some_and(parse_bool))
}

/// Whether Helm runs this program as its plugin. Another plugin may call it too, and hands on its own variables.
pub(super) fn is_plugin() -> bool {
    match variable("HELM_PLUGIN_NAME") {
        Some(name) => name == "obo",
        None => variable("HELM_PLUGIN_DIR").is_some(),
    }
}

/// The shell that asks what can be typed next, where one does.
pub(super) fn completing_shell() -> Option<String> {
    variable(COMPLETE)?.into_string().ok()
}

/// The variable by which the scripts of `completions` ask.
pub(super) const COMPLETE: &str = "HELM_OBO_COMPLETE";

/// Whether colour is wanted, where the environment says so: <https://no-color.org>, <https://force-color.org> and
/// <https://bixense.com/clicolors>. What turns it off goes first.
pub(super) fn color() -> Option<bool> {
    let is = |name: &str, words: &[&str]| {
        variable(name).is_some_and(|value| words.iter().any(|word| value == *word))
    };
    if variable("NO_COLOR").is_some() || is("FORCE_COLOR", &["0", "false"]) {
        return Some(false);
    }
    if variable("FORCE_COLOR").is_some()
        || (variable("CLICOLOR_FORCE").is_some() && !is("CLICOLOR_FORCE", &["0"]))
    {
        return Some(true);
    }
    (is("CLICOLOR", &["0"]) || is_dumb()).then_some(false)
}

/// Whether the terminal knows no codes, for colour or for going back on a line.
fn is_dumb() -> bool {
    match variable("TERM") {
        Some(name) => name == "dumb",
        None => !cfg!(windows),
    }
}

/// Whether nobody watches the terminal, or it cannot go back on a line.
pub(super) fn is_unattended() -> bool {
    is_dumb() || variable("CI").is_some_and(|value| value != "false")
}

/// Whether the terminal is the console of Linux, whose fonts lack what drawings are made of.
pub(super) fn is_bare_console() -> bool {
    variable("TERM").is_some_and(|name| name == "linux")
}

/// Whether the locale says that text is UTF-8.
pub(super) fn is_utf8() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(variable);
    cfg!(windows)
        || locale.is_some_and(|locale| {
            let locale = locale.to_string_lossy().to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        })
}

/// The CI system that this runs in.
pub(super) fn ci() -> Option<Ci> {
    // These set GitHub's variable too.
    let is_like_github = ["GITEA_ACTIONS", "FORGEJO_ACTIONS"]
        .into_iter()
        .find_map(variable);
    let systems = [
        ("GITHUB_ACTIONS", Ci::GitHub),
        ("GITLAB_CI", Ci::GitLab),
        ("JENKINS_URL", Ci::Jenkins),
        ("TF_BUILD", Ci::Azure),
        ("CIRCLECI", Ci::CircleCi),
        ("BUILDKITE", Ci::Buildkite),
        ("BITBUCKET_BUILD_NUMBER", Ci::Bitbucket),
        ("TEAMCITY_VERSION", Ci::TeamCity),
    ];
    let is_here = |name: &str| variable(name).is_some_and(|value| value != "false");
    let found = systems.into_iter().find(|(name, _)| is_here(name));
    found
        .map(|(_, ci)| ci)
        .filter(|ci| *ci != Ci::GitHub || is_like_github.is_none())
}

/// Whether links can be written to a stream: to a terminal that is known to have them, or where `FORCE_HYPERLINK` asks for it.
pub(super) fn has_links(is_terminal: bool) -> bool {
    let is_asked = variable("FORCE_HYPERLINK").is_some();
    (is_asked || (is_terminal && !is_dumb())) && supports_hyperlinks::supports_hyperlinks()
}

/// Where GitHub's or GitLab's runner checked the repository out.
pub(super) fn checkout() -> Option<PathBuf> {
    let names = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];
    names.into_iter().find_map(variable).map(PathBuf::from)
}

/// The file that a job's summary is appended to, on GitHub's runners.
pub(super) fn step_summary() -> Option<PathBuf> {
    variable("GITHUB_STEP_SUMMARY").map(PathBuf::from)
}

/// The address at which GitHub shows the files of the commit that a workflow runs for.
pub(super) fn files() -> Option<String> {
    let names = ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"];
    let [server, repository, commit] = names.map(|name| variable(name)?.into_string().ok());
    Some(format!("{}/{}/blob/{}/", server?, repository?, commit?))
}

/// A variable that is set to something.
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}
