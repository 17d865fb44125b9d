use super::{ChartUse, Followed, UsedBy, chart, write};
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
        // None of them is known, and all are later than what is.
        ("0.10.*", Some(("0.10.0-rc3", false))),
        (">=0.9.5 <0.11", Some(("0.10.0-rc3", false))),
        (">=0.10.0", None),
        ("0.4.x", None),
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
    let release = |version: &str, uses: &[(&str, UseKind, Option<UsedBy>)]| {
        let uses = uses.iter().map(|(path, kind, by)| {
            let path = PathPattern::keys(path.split('.'));
            let (kind, by) = (kind.clone(), by.unwrap_or(UsedBy::Objects));
            ChartUse { path, kind, by }
        });
        (Version::parse(version).unwrap(), uses.collect::<Vec<_>>())
    };
    let text = write(&[
        release(
            "1.0.0",
            &[
                ("a.b", UseKind::Value, None),
                ("c", UseKind::Whole, None),
                ("c.d", UseKind::Value, None),
                ("c.d", UseKind::Value, Some(UsedBy::Notes)),
                ("c.on", UseKind::Whole, Some(UsedBy::Condition)),
                ("d", UseKind::Value, Some(UsedBy::Notes)),
            ],
        ),
        release("1.1.0", &[("c", UseKind::Whole, None)]),
        release(
            "1.2.0",
            &[
                ("a.b", UseKind::Value, None),
                ("c", UseKind::Whole, None),
                ("d", UseKind::Value, None),
                ("d", UseKind::Value, Some(UsedBy::Notes)),
            ],
        ),
    ]);
    assert_eq!(
        text,
        "1.0.0 1.1.0 1.2.0\na.b 1.0.0 1.2.0\nc.**\nc.on.** condition 1.0.0\nd 1.2.0\nd notes 1.0.0\n"
    );
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

#[test]
fn which_values_are_conditions() {
    for (version, path, is_one) in [
        ("0.8.6", "agents.k8s-agent.enabled", true),
        ("0.8.6", "k8s-agent.enabled", false),
        ("0.7.9", "agents.k8s-agent.enabled", false),
        ("0.7.9", "k8s-agent.enabled", true),
        ("0.9.12", "k8s-agent.enabled", true),
        // Helm takes the blank before its second condition for a part of the key.
        ("0.9.12", "grafana-mcp.enabled", true),
        ("~0.9.1", "k8s-agent.enabled", true),
        ("0.9.x", "k8s-agent.enabled", false),
        ("0.9.12", "k8s-agent.memory.enabled", false),
    ] {
        let release = chart("kagent").unwrap().release(version).unwrap();
        let path = ValuePath::parse(path);
        let mut conditions = release.conditions().into_iter();
        assert_eq!(
            conditions.any(|one| one.is(&path)),
            is_one,
            "{version} {path}"
        );
    }
}

#[test]
fn what_notes_alone_read() {
    for (version, path, is_read, is_noted) in [
        ("0.7.9", "agents.k8s-agent.enabled", false, true),
        ("0.7.10", "agents.k8s-agent.enabled", true, true),
        ("0.9.1", "tools.querydoc.enabled", false, true),
        ("0.10.0-rc3", "tools.querydoc.enabled", false, false),
    ] {
        let release = chart("kagent").unwrap().release(version).unwrap();
        let path = ValuePath::parse(path);
        let found = (release.usage.may_read(&path), release.notes.may_read(&path));
        assert_eq!(found, (is_read, is_noted), "{version} {path}");
    }
}
