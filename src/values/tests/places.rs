//! Who wrote what, and where to point.

use super::{AGENT, Case, dotted, shown};
use crate::source::{Memory, Sources, ValuePath};
use crate::values::{LayerKind, Loader};
use std::path::Path;

#[test]
fn an_absent_value_is_located_where_it_should_stand() {
    let bare = Case::chart("agents:\n  sre:\n    enabled: true\n");
    assert_eq!(bare.absent("agents.sre.obo"), "c/values.yaml:2:3 sre");
    assert_eq!(
        bare.absent("agents.sre.m2m.enabled"),
        "c/values.yaml:2:3 sre"
    );
    assert_eq!(bare.absent("agents.new.obo"), "c/values.yaml:1:1 agents");
    assert_eq!(bare.absent("other"), "c/values.yaml:1:1 ");
    assert_eq!(
        bare.absent("agents.sre.enabled.x"),
        "c/values.yaml:3:5 enabled"
    );

    // The last layer that writes the mapping or anything below it.
    let overlaid = Case::chart("agents:\n  sre:\n    enabled: true\n")
        .overlay("x.yaml", "agents:\n  sre: {enabled: false}\n")
        .overlay("y.yaml", "z: 1\n");
    assert_eq!(overlaid.absent("agents.sre.obo"), "x.yaml:2:3 sre");
    assert_eq!(overlaid.absent("other"), "y.yaml:1:1 ");
    let set = overlaid.set("z=1,agents.sre.enabled=true");
    assert_eq!(set.absent("agents.sre.obo"), "--set:1:12 sre");
    assert_eq!(set.absent("agents.new"), "--set:1:5 agents");
    assert_eq!(set.absent("other"), "y.yaml:1:1 ");
}

#[test]
fn a_deleted_value_is_located_at_the_null() {
    let deleted = Case::chart(AGENT).overlay("x.yaml", "agents:\n  sre:\n    obo: null\n");
    assert_eq!(deleted.absent("agents.sre.obo"), "x.yaml:3:10 null");
    assert_eq!(deleted.absent("agents.sre.obo.enabled"), "x.yaml:3:10 null");
    assert_eq!(deleted.absent("agents.sre.m2m"), "x.yaml:2:3 sre");
    let empty = Case::chart(AGENT).overlay("x.yaml", "agents:\n  sre:\n    obo:\n");
    assert_eq!(empty.absent("agents.sre.obo"), "x.yaml:3:5 obo");
    // A later layer undoes the null, or writes the key again.
    let undone = deleted.overlay("y.yaml", "agents:\n  sre:\n    obo: {}\n");
    assert_eq!(
        shown(
            undone
                .values()
                .unwrap()
                .get(&dotted("agents.sre.obo"))
                .unwrap()
        ),
        "{enabled:true}"
    );
    assert_eq!(undone.absent("agents.sre.obo.audience"), "y.yaml:3:5 obo");
    let again = Case::chart(AGENT)
        .overlay("x.yaml", "agents: {sre: {obo: ~}}")
        .set("agents.sre.obo=null");
    assert_eq!(again.absent("agents.sre.obo"), "--set:1:16 null");
    let own = Case::chart("agents:\n  sre:\n    obo:\n    x: 1\n");
    assert_eq!(own.absent("agents.sre.obo"), "c/values.yaml:3:5 obo");
}

#[test]
fn what_is_there_is_located_by_its_kind() {
    let case = Case::chart("a:\n  b: x\n  l:\n  - {n: 1, m: 2}\n").set("a.l[0].m=5");
    assert_eq!(case.located("a.b"), "c/values.yaml:2:6 x");
    assert_eq!(case.located("a.l"), "--set:1:3 l");
    assert_eq!(case.located("a.l.0.m"), "--set:1:10 5");
    assert_eq!(case.located("a"), "--set:1:1 a");
    let item = Case::chart("l:\n- z: 1\n  a: 2\n");
    assert_eq!(item.absent("l.0.x"), "c/values.yaml:2:3 z");
    assert_eq!(item.absent("l.7"), "c/values.yaml:1:1 l");
}

#[test]
fn the_stack_holds_every_layer_that_writes_a_path() {
    let case = Case::chart(AGENT)
        .overlay("x.yaml", "agents: {sre: {obo: null}}\n")
        .overlay("y.yaml", "agents:\n  sre: off\n")
        .overlay("z.yaml", "agents:\n  sre: {enabled: true}\n")
        .set("agents.sre.obo.enabled=false");
    assert_eq!(
        case.layers_writing("agents.sre.obo.enabled"),
        [
            "c/values.yaml:5:7 enabled = true",
            "above: x.yaml:1:16 obo = null",
            "above: y.yaml:2:3 sre = false",
            "--set:1:16 enabled = false",
        ]
    );
    let values = case.values().unwrap();
    let ranks: Vec<_> = values
        .layers_writing(&dotted("agents.sre.obo.enabled"))
        .iter()
        .map(|writer| values.layer_index(writer.node.place))
        .collect();
    assert_eq!(ranks, [Some(0), Some(1), Some(2), Some(4)]);
    let list = Case::chart("l: [1, 2, 3]\n")
        .overlay("x.yaml", "l: [4]\n")
        .set("l[2]=5");
    assert_eq!(
        list.layers_writing("l.1"),
        ["c/values.yaml:1:8 2 = 2", "above: x.yaml:1:1 l = [4]"]
    );
    assert_eq!(
        list.layers_writing("l.2").last().unwrap(),
        "--set:1:6 5 = 5"
    );
}

#[test]
fn globals_of_a_subchart_come_from_above_too() {
    let case = Case::chart("global: {a: 1}\nsub: {x: 1}\n")
        .file("c/charts/sub/Chart.yaml", "name: sub\nversion: 0.1.0\n")
        .file("c/charts/sub/values.yaml", "global: {a: 0, b: 2}\nw: 3\n")
        .overlay("x.yaml", "global: {c: 4}\nsub: {w: null}\n");
    let values = case.values().unwrap();
    let sub = values.get(&dotted("sub")).unwrap();
    assert_eq!(shown(sub), "{global:{a:1,b:2,c:4},x:1}");
    assert_eq!(
        case.layers_writing("sub.global.a"),
        [
            "c/charts/sub/values.yaml:1:10 a = 0",
            "c/values.yaml:1:10 a = 1"
        ]
    );
    assert_eq!(case.absent("sub.w"), "x.yaml:2:10 null");
    assert_eq!(values.deleted(), [dotted("sub.w")]);
    let kinds: Vec<_> = values.layers.iter().map(|layer| layer.kind).collect();
    assert_eq!(
        kinds,
        [LayerKind::Subchart, LayerKind::Base, LayerKind::File]
    );
    let wrong = case.overlay("y.yaml", "sub: 1\n");
    let error = wrong.values().unwrap_err();
    assert_eq!(wrong.at(error.place().unwrap()), "y.yaml:1:1 sub");
}

#[test]
fn values_within_an_object_are_found_in_its_document() {
    let files = Memory::default().with(
        "release.yaml",
        "kind: HelmRelease\nspec:\n  values:\n    agents: {a: 1}\nsops: {mac: x}\n",
    );
    let sources = Sources::default();
    let layer = Loader::new(&files, &sources)
        .overlay(Path::new("release.yaml"))
        .unwrap();
    assert!(layer.clone().at(&ValuePath::parse("spec.none")).is_none());
    let layer = layer.at(&ValuePath::parse("spec.values")).unwrap();
    let path = ValuePath::parse("agents.a");
    let in_document = layer.path_in_document(&path).unwrap();
    assert_eq!(in_document, ValuePath::parse("spec.values.agents.a"));
    let document = &layer.document.as_ref().unwrap().root;
    assert_eq!(
        document.at(&in_document).unwrap().place,
        layer.root.at(&path).unwrap().place
    );
    assert!(layer.is_sealed_by_sops());
}
