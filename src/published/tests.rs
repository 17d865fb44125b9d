use super::{Followed, chart, write};
use crate::source::{PathPattern, ValuePath};
use crate::template::usage::UseKind;
use semver::Version;

#[test]
fn what_a_release_reads() {
    for (version, path, is_read, last_reader) in [
        ("0.8.6", "agents.k8s-agent.enabled", true, None),
        ("0.9.0", "agents.k8s-agent.enabled", true, None),
        ("0.9.1", "agents.k8s-agent.enabled", false, Some("0.9.0")),
        ("0.9.12", "agents", false, Some("0.9.0")),
        ("v0.9.12", "k8s-agent.enabled", true, None),
        ("0.9.12", "providers.openAI.model", true, None),
        ("0.9.12", "providers.default", true, None),
        ("0.9.12", "default", false, None),
        ("0.9.12", "controller.volumes[0].name", true, None),
        // It is not known what a dependency reads of what all share.
        ("0.9.12", "global.anything", true, None),
        ("0.10.2", "agents", false, Some("0.9.0")),
        (">=0.9.1 <0.10.0", "agents", false, Some("0.9.0")),
        ("0.x", "agents", true, None),
    ] {
        let release = chart("kagent").unwrap().release(version).unwrap();
        let path = ValuePath::parse(path);
        assert_eq!(release.usage.may_read(&path), is_read, "{version} {path}");
        let last = release.last_reader(&path).filter(|_| !is_read);
        assert_eq!(
            last.map(ToString::to_string).as_deref(),
            last_reader,
            "{version} {path}"
        );
    }
}

#[test]
fn which_releases_are_known() {
    for (version, known) in [
        ("0.9.12", Some(("0.9.12", true))),
        ("0.9.13", Some(("0.9.12", false))),
        ("0.10.1", Some(("0.10.0-rc3", false))),
        ("~0.9.1", Some(("0.9.12", false))),
        ("0.1.0", None),
        ("1.0.0", None),
        ("latest", None),
    ] {
        let release = chart("kagent").unwrap().release(version);
        let found = release.map(|one| (one.known_until().to_string(), one.is_known));
        let known = known.map(|(last, is_known)| (last.to_owned(), is_known));
        assert_eq!(found, known, "{version}");
    }
    assert!(chart("another").is_none());
}

#[test]
fn what_is_written_is_read() {
    let release = |version: &str, uses: &[(&str, UseKind)]| {
        let uses = uses.iter().map(|(path, kind)| {
            let path = PathPattern::keys(path.split('.'));
            (path, kind.clone())
        });
        (Version::parse(version).unwrap(), uses.collect::<Vec<_>>())
    };
    let text = write(&[
        release(
            "1.0.0",
            &[
                ("a.b", UseKind::Value),
                ("c", UseKind::Whole),
                ("c.d", UseKind::Value),
            ],
        ),
        release("1.1.0", &[("c", UseKind::Whole)]),
        release("1.2.0", &[("a.b", UseKind::Value), ("c", UseKind::Whole)]),
    ]);
    assert_eq!(text, "1.0.0 1.1.0 1.2.0\na.b 1.0.0 1.2.0\nc.**\n");
}

#[test]
fn which_contract_a_release_follows() {
    let connectivity = "agentic-platform-connectivity";
    for (name, version, followed) in [
        (connectivity, "1.11.0", Followed::None),
        (connectivity, "1.12.0", Followed::One("static")),
        (connectivity, "1.16.2", Followed::One("static")),
        (connectivity, "v1.17.0", Followed::One("actor-token")),
        (connectivity, "1.18.0", Followed::One("exclusive")),
        (connectivity, "1.22.0", Followed::One("exclusive")),
        (connectivity, "1.22.1", Followed::One("forward")),
        (connectivity, "1.22.9", Followed::One("forward")),
        (connectivity, "2.0.0", Followed::One("listed")),
        (connectivity, ">=1.18.0 <1.22.1", Followed::One("exclusive")),
        (connectivity, "1.x", Followed::Several),
        (connectivity, ">=1.0.0", Followed::Several),
        ("agentic-platform", "1.20.0", Followed::One("exclusive")),
        (
            "agent-platform-connectivity",
            "2.5.7",
            Followed::One("listed"),
        ),
        ("kagent", "0.9.12", Followed::None),
    ] {
        let release = chart(name).unwrap().release(version).unwrap();
        assert_eq!(release.followed(), followed, "{name} {version}");
    }
}

#[test]
fn which_chart_makes_agents() {
    let connectivity = Some("agentic-platform-connectivity");
    for (name, version, part) in [
        ("kagent", "0.9.12", None),
        ("agentic-platform", "1.4.13", None),
        ("agentic-platform", "1.5.0", connectivity),
        ("agentic-platform", ">=1.0.0", connectivity),
        ("agentic-platform-connectivity", "1.5.0", None),
        (
            "agent-platform",
            "2.5.7",
            Some("agent-platform-connectivity"),
        ),
    ] {
        let found = chart(name).unwrap().part(version);
        assert_eq!(found.map(|part| part.name), part, "{name} {version}");
    }
}
