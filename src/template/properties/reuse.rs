//! A file that is passed over makes what it made before: small charts of all sorts, on values that differ a little.

use crate::source::{Name, Sources};
use crate::template::objects::Release;
use crate::template::options::HelmFlags;
use crate::template::parses::Parses;
use crate::template::program::TemplateText;
use crate::template::reuse::KnownFiles;
use crate::template::version::HelmVersion;
use crate::template::{Afterwards, ChartSource, RenderOptions, Rendered, Rendering, Reusing};
use crate::template::{on_deep_stack, render, render_reusing};
use crate::yaml::{self, Node};
use serde_json::{Value as Json, json};

/// How many charts are tried.
const CHARTS: u64 = 1_500;

/// Chance that can be repeated (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }

    fn pick<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }
}

const KEYS: &[&str] = &["a", "b", "c", "d"];

fn value(dice: &mut Dice, depth: usize) -> Json {
    match dice.below(if depth == 0 { 6 } else { 11 }) {
        0 => Json::Null,
        1 => json!(dice.below(2) == 0),
        2 => json!(dice.below(3)),
        3 => json!(dice.pick(&["", "x", "y"])),
        4 => json!(dice.pick(&[
            "{{ .Values.b }}",
            "{{ $_ := set $.Values \"c\" 1 }}",
            "{{ .Release.Name }}"
        ])),
        5 => json!(0.5),
        6 | 7 => (0..dice.below(3)).map(|_| value(dice, depth - 1)).collect(),
        _ => map(dice, depth - 1),
    }
}

fn map(dice: &mut Dice, depth: usize) -> Json {
    let entries = (0..dice.below(4)).map(|_| (dice.pick(KEYS).to_owned(), value(dice, depth)));
    Json::Object(entries.collect())
}

/// Changes a leaf, or takes something out, or adds something.
fn change(dice: &mut Dice, json: &mut Json) {
    match json {
        Json::Object(members) if !members.is_empty() && dice.below(4) > 0 => {
            let keys: Vec<String> = members.keys().cloned().collect();
            let key = &keys[dice.below(keys.len())];
            match dice.below(5) {
                0 => drop(members.remove(key)),
                1 => members[key] = value(dice, 1),
                _ => change(dice, &mut members[key]),
            }
        }
        Json::Object(members) => {
            members.insert(dice.pick(KEYS).to_owned(), value(dice, 1));
        }
        Json::Array(items) if !items.is_empty() && dice.below(3) > 0 => {
            let at = dice.below(items.len());
            change(dice, &mut items[at]);
        }
        Json::Array(items) => items.push(value(dice, 0)),
        other => *other = value(dice, 1),
    }
}

fn path(dice: &mut Dice) -> String {
    let (one, two) = (dice.pick(KEYS), dice.pick(KEYS));
    match dice.below(10) {
        0 => ".Values".to_owned(),
        1 => "$.Values.global".to_owned(),
        2 | 3 => format!("(index ($.Values.{one} | default dict) \"{two}\")"),
        4 => ".".to_owned(),
        5 => format!("(dig \"{one}\" \"{two}\" \"z\" ($.Values | merge (dict)))"),
        6 => "(.Subcharts | default dict)".to_owned(),
        _ => format!("$.Values.{one}"),
    }
}

/// A map at a path, if it is one.
fn mapping(dice: &mut Dice) -> String {
    let at = path(dice);
    format!("(ternary {at} dict (kindIs \"map\" {at}))")
}

fn list(dice: &mut Dice) -> String {
    let at = path(dice);
    format!("(ternary {at} list (kindIs \"slice\" {at}))")
}

fn statement(dice: &mut Dice, depth: usize) -> String {
    let (one, two) = (path(dice), path(dice));
    let (map, other, items) = (mapping(dice), mapping(dice), list(dice));
    let key = dice.pick(KEYS);
    let inner = |dice: &mut Dice| match depth {
        0 => "-".to_owned(),
        _ => body(dice, depth - 1),
    };
    match dice.below(42) {
        0 => format!("{{{{ {one} | quote }}}}"),
        1 => format!("{{{{ toYaml {one} | nindent 2 }}}}"),
        2..5 => format!(
            "{{{{ if {one} }}}}{}{{{{ else }}}}{}{{{{ end }}}}",
            inner(dice),
            inner(dice)
        ),
        5 => format!(
            "{{{{ with {one} }}}}{}{{{{ else }}}}e{{{{ end }}}}",
            inner(dice)
        ),
        6 => format!(
            "{{{{ range $k, $v := {map} }}}}{{{{ $k }}}}{}{{{{ end }}}}",
            inner(dice)
        ),
        7 => format!(
            "{{{{ range {items} }}}}{{{{ . }}}}{}{{{{ end }}}}",
            inner(dice)
        ),
        8 => format!("{{{{ keys {map} | sortAlpha | join \",\" }}}}"),
        9 => "{{ include \"h\" . }}".to_owned(),
        10 => format!("{{{{ include \"v\" (dict \"v\" {one} \"w\" {two}) }}}}"),
        11 => format!("{{{{ merge (dict) {map} {other} | toJson }}}}"),
        12 => format!("{{{{ mergeOverwrite (deepCopy {map}) {other} | toYaml }}}}"),
        13 => format!("{{{{ get {map} \"{key}\" }}}}"),
        14 => format!("{{{{ hasKey {map} \"{key}\" }}}}"),
        15 => format!("{{{{ len {map} }}}}"),
        16 => format!("{{{{ len {items} }}}}"),
        17 => format!("{{{{ default {one} {two} }}}}"),
        18 => format!("{{{{ tpl (toString {one}) $ }}}}"),
        19 => format!("{{{{ eq (toString {one}) (toString {two}) }}}}"),
        20 => format!("{{{{ first {items} }}}}"),
        21 => format!("{{{{ pick {map} \"{key}\" | toJson }}}}"),
        22 => format!("{{{{ omit {map} \"{key}\" | toJson }}}}"),
        23 => format!("{{{{ coalesce {one} {two} }}}}"),
        24 => format!("{{{{ ternary {one} {two} (empty {one}) }}}}"),
        25 => format!("{{{{ printf \"%v\" {one} }}}}"),
        26 => format!("{{{{ kindOf {one} }}}}"),
        27 => format!("{{{{ deepEqual {one} {two} }}}}"),
        28 => format!("{{{{ {one} | toJson | fromJson | toYaml }}}}"),
        29 => format!("{{{{ has 1 {items} }}}}{{{{ {items} | uniq | toJson }}}}"),
        30 => format!("{{{{ values {map} | len }}}}"),
        31 => format!("{{{{ required \"m\" {one} }}}}"),
        32 => format!(
            "{{{{ if and {one} (not {two}) }}}}{}{{{{ end }}}}",
            inner(dice)
        ),
        33 => format!(
            "{{{{ $x := {one} }}}}{{{{ if $x }}}}{{{{ $x = {two} }}}}{{{{ end }}}}{{{{ $x }}}}"
        ),
        34 => "{{ .Release.Name }}{{ .Chart.Name }}{{ $.x }}".to_owned(),
        35 => format!("{{{{ or {one} {two} }}}}"),
        36 => format!("{{{{ $.Values.{key} }}}}"),
        37 => changing(dice),
        _ => format!("{{{{ {one} }}}}"),
    }
}

/// What others see too, most of it.
fn changing(dice: &mut Dice) -> String {
    let map = mapping(dice);
    let key = dice.pick(KEYS);
    match dice.below(9) {
        0 => format!("{{{{ $_ := set $.Values \"{key}\" 1 }}}}"),
        1 => format!("{{{{ $_ := set {map} \"{key}\" 1 }}}}"),
        2 => format!("{{{{ $_ := unset {map} \"{key}\" }}}}"),
        3 => "{{ $_ := set $ \"x\" \"set\" }}".to_owned(),
        4 => format!("{{{{ $_ := merge {map} (dict \"{key}\" (dict \"a\" 1)) }}}}"),
        5 => "{{ $_ := set $.Release \"Name\" \"set\" }}".to_owned(),
        6 => format!(
            "{{{{ $d := merge (dict) {map} }}}}{{{{ $_ := merge $d (dict \"{key}\" (dict \"z\" 1)) }}}}"
        ),
        7 => format!(
            "{{{{ $d := dict \"in\" {map} }}}}{{{{ $_ := set (index $d \"in\") \"{key}\" 2 }}}}"
        ),
        _ => {
            format!("{{{{ $d := dict }}}}{{{{ $_ := set $d \"{key}\" {map} }}}}{{{{ toJson $d }}}}")
        }
    }
}

fn body(dice: &mut Dice, depth: usize) -> String {
    let statements = (0..1 + dice.below(3)).map(|_| statement(dice, depth));
    statements.collect::<Vec<_>>().join("\n")
}

fn node(text: &str) -> Node {
    let source = Sources::default().add(Name::Stdin, text.to_owned());
    yaml::read_first(&source).unwrap()
}

fn chart(dice: &mut Dice) -> ChartSource {
    let mut part = |path: &str, name: &str, is_root: bool, subcharts| {
        let mut files: Vec<(String, String)> = (0..1 + dice.below(3))
            .map(|index| (format!("{path}/templates/{index}.yaml"), body(dice, 2)))
            .collect();
        if is_root {
            let helpers = format!(
                "{{{{ define \"h\" }}}}{}{{{{ end }}}}{{{{ define \"v\" }}}}{{{{ .v }}}}{{{{ if .w }}}}{{{{ toYaml .w }}}}{{{{ end }}}}{{{{ end }}}}",
                body(dice, 1)
            );
            files.push((format!("{path}/templates/_h.tpl"), helpers));
        }
        let templates = files.into_iter().map(|(name, source)| TemplateText {
            name: name.as_str().into(),
            path: name.into(),
            source: source.into(),
            torn: Default::default(),
        });
        ChartSource {
            name: name.into(),
            path: path.into(),
            is_root,
            metadata: node(&format!("{{name: {name}, version: 1.0.0}}")),
            dependencies: Vec::new(),
            templates: templates.collect(),
            files: Default::default(),
            subcharts,
        }
    };
    let sub = part("c/charts/sub", "sub", false, Vec::new());
    part("c", "c", true, vec![sub])
}

/// Reuses what is known, and keeps all texts.
fn reusing<'r>(
    known: &'r KnownFiles,
    look: &'r mut dyn FnMut(&Rendered) -> Afterwards,
) -> Reusing<'r> {
    Reusing { known, look }
}

/// What comes of a chart's files, each by its name.
fn outcome(rendering: &Rendering) -> Vec<(u32, Vec<u8>)> {
    let files = rendering.files.iter();
    files
        .map(|file| (file.template.0, file.text.bytes().to_vec()))
        .collect()
}

#[derive(Debug, Default)]
struct Counts {
    reused: usize,
    executed: usize,
}

fn check(seed: u64, version: HelmVersion, counts: &mut Counts) {
    let dice = &mut Dice(seed);
    let chart = chart(dice);
    let program = chart.program(version, &Parses::default());
    if !program.errors().is_empty() {
        return;
    }
    let mut one = map(dice, 3);
    if let Json::Object(members) = &mut one {
        let sub = map(dice, 2);
        members.insert("global".into(), json!({"a": 1}));
        members.insert("sub".into(), sub);
    }
    let mut other = one.clone();
    for _ in 0..dice.below(3) {
        change(dice, &mut other);
    }
    let (one, other) = (node(&one.to_string()), node(&other.to_string()));
    let capabilities = HelmFlags::default().capabilities().unwrap();
    let options = |is_lenient| RenderOptions {
        version,
        release: Release {
            name: "r".into(),
            namespace: "n".into(),
            is_upgrade: false,
        },
        is_lenient,
        stops_at_failure: false,
    };
    let (first, second) = (options(dice.below(2) == 0), options(dice.below(2) == 0));
    let known = KnownFiles::default();
    let mut keep = |_: &Rendered| Afterwards::Keep;
    let mut before = render_reusing(
        &chart,
        &program,
        &one,
        &capabilities,
        &first,
        reusing(&known, &mut keep),
    );
    let made = outcome(&before);
    let plain = render(&chart, &program, &one, &capabilities, &first);
    assert!(made == outcome(&plain), "{seed}");
    known.keep(std::mem::take(&mut before.known));

    let after = render_reusing(
        &chart,
        &program,
        &other,
        &capabilities,
        &second,
        reusing(&known, &mut keep),
    );
    let truth = render(&chart, &program, &other, &capabilities, &second);
    let mut files = outcome(&after);
    for file in &after.reused {
        let of_file = |(template, _): &&(u32, Vec<u8>)| *template == file.template.0;
        files.push(made.iter().find(of_file).unwrap().clone());
    }
    files.sort();
    let mut expected = outcome(&truth);
    expected.sort();
    let shown = |template: u32| &program.texts()[template as usize].source;
    for (found, expected) in files.iter().zip(&expected) {
        let text = |file: &(u32, Vec<u8>)| {
            let text = String::from_utf8_lossy(&file.1).into_owned();
            (file.0, text.chars().take(200).collect::<String>())
        };
        if found != expected {
            let (found, expected) = (text(found), text(expected));
            panic!("{seed}: {found:?}\n{expected:?}\n{}", shown(found.0));
        }
    }
    assert_eq!(files.len(), expected.len(), "{seed}");
    let told = |rendering: &Rendering| -> Vec<String> {
        let failures = rendering.refused.iter().chain(&rendering.failures);
        failures
            .map(|failure| failure.problem.to_string())
            .collect()
    };
    assert_eq!(told(&after), told(&truth), "{seed}");
    assert_eq!(after.read_paths(), truth.read_paths(), "{seed}");
    counts.reused += after.reused.len();
    counts.executed += after.files.len();
}

#[test]
fn what_is_passed_over_makes_the_same() {
    let counts = on_deep_stack(|| {
        let mut counts = Counts::default();
        for seed in 0..CHARTS {
            let version = match seed % 4 {
                0 => HelmVersion::V3,
                _ => HelmVersion::V4,
            };
            check(seed, version, &mut counts);
        }
        counts
    });
    println!("{counts:?}");
    assert!(
        counts.reused > 1_000 && counts.executed > 1_000,
        "{counts:?}"
    );
}
