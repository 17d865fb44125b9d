//! What charts, files and arguments come to, and what is wrong with them.

use super::{AGENT, Case, dotted, shown};
use crate::source::{Memory, Sources};
use crate::values::{Chart, Error, Flag, LayerKind, Loader, Overrides, Values, coalesce};
use crate::yaml::Value;
use std::path::Path;

#[test]
fn declared_dependencies_follow_aliases_conditions_tags_and_imports() {
    let case = |metadata: &str| {
        Case::chart("b: {live: false}\ntags: {t: false}\n")
            .file(
                "c/Chart.yaml",
                &format!("name: c\nversion: 0.1.0\ndependencies:\n- {{name: sub, version: 0.x, {metadata}}}\n"),
            )
            .file("c/charts/sub/Chart.yaml", "name: sub\nversion: 0.1.0\n")
            .file("c/charts/sub/values.yaml", "x: 1\nexports: {e: {w: 2}}\n")
    };
    let keys = |case: Case| {
        let values = case.values().unwrap();
        let entries = values.root.as_map().unwrap().entries().iter();
        entries
            .map(|entry| entry.key.to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(keys(case("alias: al")), "al b tags");
    assert_eq!(keys(case("condition: 'no.such,b.live'")), "b tags");
    assert_eq!(
        keys(case("condition: b.live").set("b.live=true")),
        "b sub tags"
    );
    assert_eq!(keys(case("tags: [t]")), "b tags");
    assert_eq!(keys(case("tags: [t]").set("tags.t=true")), "b sub tags");
    assert_eq!(keys(case("import-values: [e]")), "b sub tags w");
    assert_eq!(
        keys(case("import-values: [{child: exports.e, parent: p.q}]")),
        "b p sub tags"
    );
    for (import, imported) in [
        ("{child: exports.e, parent: y}", "b sub tags true"),
        ("{child: exports.e}", "<nil> b sub tags"),
        ("{child: exports.e, parent: 5}", "5 b sub tags"),
        ("{child: exports.e, parent: 12345678}", "1 b sub tags"),
        ("{child: exports.e, parent: [a]}", "[a] b sub tags"),
        ("{parent: p}", "b sub tags"),
        ("5", "b sub tags"),
    ] {
        let lines = format!("import-values: [{import}]");
        assert_eq!(keys(case(&lines)), imported, "{import}");
    }
}

#[test]
fn what_a_subchart_adds_to_deep_globals_shows_in_its_parent() {
    let case = Case::chart("global: {a: {b: {c: 1}, d: 2}}\n")
        .file("c/charts/sub/Chart.yaml", "name: sub\nversion: 0.1.0\n")
        .file(
            "c/charts/sub/values.yaml",
            "global: {a: {b: {e: 3}, f: 4}, g: 5}\n",
        );
    let root = case.values().unwrap().root;
    assert_eq!(
        shown(&root),
        "{global:{a:{b:{c:1,e:3},d:2}},sub:{global:{a:{b:{c:1,e:3},d:2,f:4},g:5}}}"
    );
}

#[test]
fn deletions_of_defaults_are_known() {
    let case = Case::chart(AGENT).overlay(
        "x.yaml",
        "agents: {sre: {obo: null, new: null}}\nz: {w: null}\n",
    );
    assert_eq!(case.values().unwrap().deleted(), [dotted("agents.sre.obo")]);
    assert_eq!(
        shown(&case.values().unwrap().root),
        "{agents:{sre:{enabled:true,new:null}},z:{w:null}}"
    );
}

#[test]
fn without_a_chart_nulls_stay() {
    let case = Case::default()
        .overlay("x.yaml", "a: {b: null}\n")
        .overlay("y.yaml", "a: {c: 1}\n");
    let values = coalesce(None, &case.overrides().unwrap()).unwrap();
    assert_eq!(shown(&values.root), "{a:{b:null,c:1}}");
    assert_eq!(
        case.at(values.locate_absent(&dotted("a.d"))),
        "y.yaml:1:1 a"
    );
    assert!(matches!(
        coalesce(None, &Overrides::default()),
        Err(Error::Nothing)
    ));
}

#[test]
fn flags_apply_in_helms_order() {
    let mut case = Case::chart("").overlay("x.yaml", "a: 1\n");
    case.arguments = vec![
        (Flag::SetLiteral, "a=l"),
        (Flag::SetString, "b=s"),
        (Flag::Set, "a=2,b=3"),
        (Flag::SetJson, r#"{"c": [1]}"#),
    ];
    let values = case.values().unwrap();
    assert_eq!(shown(&values.root), "{a:l,b:s,c:[1]}");
    let kinds: Vec<_> = values.layers[2..].iter().map(|layer| layer.kind).collect();
    let flags = [Flag::SetJson, Flag::Set, Flag::SetString, Flag::SetLiteral];
    assert_eq!(kinds, flags.map(LayerKind::Argument));
    assert_eq!(case.located("c.0"), "--set-json:1:8 1");
}

#[test]
fn standard_input_is_read_once() {
    let (files, sources) = (Memory::default(), Sources::default());
    let reads = std::sync::atomic::AtomicUsize::new(0);
    let stdin = || {
        reads.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Ok(b"a: 1\n".to_vec())
    };
    let loader = Loader::new(&files, &sources).with_stdin(&stdin);
    let [first, second] = ["-", " - "].map(|path| loader.overlay(Path::new(path)).unwrap());
    assert_eq!(first.source.id(), second.source.id());
    assert_eq!(reads.load(std::sync::atomic::Ordering::Relaxed), 1);
}

#[test]
fn errors_say_which_file_and_what_to_do() {
    let error = |case: Case| case.values().map(|_| ()).unwrap_err();
    for (case, message) in [
        (Case::default(), "there is no file `c`"),
        (
            Case::default().file("c/x", ""),
            "`c` is no chart: it holds no Chart.yaml",
        ),
        (
            Case::default().file("c/Chart.yaml", "version: 1"),
            "`c/Chart.yaml` gives the chart no name",
        ),
        (
            Case::default().file(
                "c/Chart.yaml",
                "name: c\nversion: 0.1.0\ndependencies: [{name: a}, {name: b, alias: a}]",
            ),
            "`c/Chart.yaml` declares two dependencies of one name or alias",
        ),
        (
            Case::default().file("c/Chart.yaml", "name: [x"),
            "this `[` is never closed",
        ),
        (
            Case::chart("").file("c/charts/README.md", ""),
            "`c/charts/README.md` is no chart, and Helm refuses anything else in `charts/`",
        ),
        (
            Case::chart("")
                .reading("c/templates")
                .file("c/templates/x", ""),
            "`c/templates` is a directory, not a file",
        ),
        (Case::chart("").set("a"), "this key has no value"),
    ] {
        let error = error(case);
        assert_eq!(error.to_string(), message);
        assert!(
            matches!(error, Error::Syntax(_)) || error.help().is_some(),
            "{message}"
        );
    }
    let mut broken = Case::chart("");
    broken.files.insert("x.yaml", [b'a', b':', b' ', 0xff]);
    assert_eq!(
        error(broken.reading("x.yaml")).to_string(),
        "these bytes are not valid UTF-8"
    );
    let case = Case::chart("")
        .file("c/charts/_x/y", "")
        .file("c/charts/.keep", "");
    assert!(case.load().is_ok());
    let url = case
        .loader()
        .overlay(Path::new("https://example.com/x.yaml"));
    assert!(matches!(url, Err(Error::Url { .. })));
}

#[test]
fn overlays_share_the_charts_nodes() {
    let case = Case::chart("big: {a: {b: 1}}\nsmall: {c: 1}\n").set("small.c=2");
    let chart = case.load().unwrap();
    let [one, two] = [(); 2].map(|()| coalesce(Some(&chart), &case.overrides().unwrap()).unwrap());
    let big = |values: &Values| match &values.get(&dotted("big")).unwrap().value {
        Value::Map(map) => std::sync::Arc::as_ptr(map),
        _ => unreachable!(),
    };
    assert_eq!(big(&one), big(&two));
}

#[test]
fn what_is_shared_between_threads_may_be() {
    fn shared<T: Send + Sync>() {}
    shared::<Chart>();
    shared::<Values>();
    shared::<Overrides>();
    shared::<Loader<'_>>();
}
