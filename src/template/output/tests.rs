use super::{Fault, HookEvent, PrintOptions, RenderedFile, arrange};
use crate::template::version::HelmVersion;
use HelmVersion::{V3, V4};

fn file(name: &str, text: &str) -> RenderedFile {
    RenderedFile {
        name: name.to_owned(),
        text: text.as_bytes().to_vec(),
    }
}

fn files(of: &[(&str, &str)]) -> Vec<RenderedFile> {
    of.iter().map(|(name, text)| file(name, text)).collect()
}

fn printed(of: &[RenderedFile], version: HelmVersion, options: &PrintOptions<'_>) -> String {
    let arranged = arrange(of, version).unwrap();
    let printed = arranged.print(options);
    printed.map_or_else(
        |error| error.to_string(),
        |text| String::from_utf8(text).unwrap(),
    )
}

/// The documents of one file as one Helm prints them, or why it refuses them.
fn documents(text: &str, version: HelmVersion) -> Result<Vec<String>, Fault> {
    let files = [file("a", text)];
    let printed = match arrange(&files, version) {
        Ok(arranged) => arranged.print(&PrintOptions::default()).unwrap(),
        Err(error) => return Err(error.fault),
    };
    let printed = String::from_utf8(printed).unwrap();
    let parts = printed.split("---\n# Source: a\n").skip(1);
    Ok(parts
        .map(|part| part.strip_suffix('\n').unwrap().to_owned())
        .collect())
}

#[test]
fn files_are_split_as_helm_splits_them() {
    for (text, in_3, in_4) in [
        (
            "  a: 1  \n\n---\n\n\n b: 1 \n\n",
            &["a: 1", "b: 1"][..],
            None,
        ),
        ("---\n---\na: 1\n", &["---\na: 1"], None),
        ("\n\n---\n---\n---\na: 1", &["---", "a: 1"], None),
        ("a: 1\n---\u{b}\n", &["a: 1"], None),
        (
            "a: 1\n---\n\u{a0}\n---\nb: 1",
            &["a: 1", "", "b: 1"],
            Some(&["a: 1", "b: 1"][..]),
        ),
        ("a: 1\n---\n# c\n\n---\n", &["a: 1", "# c"], None),
        ("a: 1\n---a: 1", &["a: 1", "a: 1"], None),
        ("a: 1\r\n---\r\nb: 1\r\n", &["a: 1", "b: 1"], None),
        ("--- # c\na: 1", &["# c\na: 1"], None),
        ("a: 1\n--- \n\n--- \nb: 1\n", &["a: 1", "--- \nb: 1"], None),
        (
            "\u{feff}a: 1\n---\n\u{feff}b: 1",
            &["\u{feff}a: 1", "\u{feff}b: 1"],
            None,
        ),
        ("\n\t\n---\na: 1\n \n\t\n---\nb: 2", &["a: 1", "b: 2"], None),
        ("a: 1\n...\n---\nb: 1", &["a: 1\n...", "b: 1"], None),
        ("a: 1\n...\n[", &["a: 1\n...\n["], None),
        ("a: 1\n ---\nb: 2\n", &["a: 1\n ---\nb: 2"], None),
        (
            "x: |
  ---
  y
",
            &["x: |
  ---
  y"],
            None,
        ),
        ("null\n---\n~", &["null", "~"], None),
        (" \n\u{a0}", &[], None),
    ] {
        assert_eq!(documents(text, V3).unwrap(), in_3, "{text:?}");
        assert_eq!(
            documents(text, V4).unwrap(),
            in_4.unwrap_or(in_3),
            "{text:?}"
        );
    }
}

#[test]
fn helm_4_keeps_the_blanks_at_the_end_of_a_file() {
    let of = files(&[
        ("c/templates/a.yaml", "a: |\n  x \n\n---\nb: 1 \n\n"),
        ("c/templates/b.yaml", "kind: Pod\n"),
    ]);
    let options = PrintOptions::default();
    assert_eq!(
        printed(&of, V3, &options),
        "---\n# Source: c/templates/b.yaml\nkind: Pod\n---\n# Source: c/templates/a.yaml\na: |\n  x\n---\n# Source: c/templates/a.yaml\nb: 1\n"
    );
    assert_eq!(
        printed(&of, V4, &options),
        "---\n# Source: c/templates/b.yaml\nkind: Pod\n\n---\n# Source: c/templates/a.yaml\na: |\n  x\n---\n# Source: c/templates/a.yaml\nb: 1\n"
    );
}

#[test]
fn heads_that_helm_cannot_read_are_refused() {
    for (text, line) in [
        ("%YAML 1.1\n---\na: 1", 1),
        ("x\n", 1),
        ("- a", 1),
        ("x: 1\n----", 1),
        ("a: 1\n\nb", 3),
        ("a: 1\n# x\nc: *x", 3),
        ("a: .inf", 1),
        ("null: 2", 1),
        ("? [a]\n: 1", 1),
        ("a: \u{1}", 1),
        ("...", 1),
        ("apiVersion: {}", 1),
        ("a: b\nkind: []", 2),
        ("KIND: []", 1),
        ("kind: a\nKind: []", 2),
        ("metadata: []", 1),
        ("metadata: 5", 1),
        ("metadata: {name: {}}", 1),
        ("metadata:\n  annotations: 5", 2),
        ("metadata: {annotations: {a: []}}", 1),
        ("Metadata: {Annotations: {a: []}}", 1),
    ] {
        let of = [file("a", &format!("a: 1\n---\n{text}"))];
        for version in [V3, V4] {
            let error = arrange(&of, version).unwrap_err();
            assert_eq!((error.line, &*error.file), (line, "a"), "{text:?}");
            assert!(error.offset >= 9, "{text:?}");
        }
    }
    let torn = RenderedFile {
        name: "a".to_owned(),
        text: b"a: 1\n---\nb: \xff\n".to_vec(),
    };
    assert_eq!(arrange(&[torn], V4).unwrap_err().offset, 12);
}

#[test]
fn heads_that_helm_reads_are_printed() {
    for text in [
        "kind: 1",
        "kind: 1.5",
        "kind: true",
        "kind: null",
        "metadata: null",
        "metadata: {name: 1}",
        "metadata: {annotations: {a: true, b: null, c: 2020-01-01, 1: 5}}",
        "Kind: Pod",
        "a: 1\na: 2",
        "kind: Pod\nkind: Service",
        "1: 2",
        "a: !!binary gA==",
        "# only a comment",
    ] {
        assert_eq!(documents(text, V3).unwrap(), [text]);
        assert_eq!(documents(text, V4).unwrap(), [text]);
    }
}

/// A kind is text, whatever its case and type; of several keys the last in order counts.
#[test]
fn kinds_are_ordered_as_helm_orders_them() {
    let kinds = [
        "1",
        "1.0",
        "10",
        "9",
        "1e3",
        "true",
        "100000000000",
        "\"a\"",
        "~",
        "0x10",
        "2001-01-01",
        "-1",
        ".5",
        "no",
        "Pod",
        "PriorityClass",
        "MutatingWebhookConfiguration",
        "APIService",
    ];
    let text = kinds.map(|kind| format!("kind: {kind}")).join("\n---\n");
    let in_3 = [
        "Pod",
        "APIService",
        "~",
        "-1",
        ".5",
        "1",
        "1.0",
        "10",
        "1e3",
        "100000000000",
        "0x10",
        "2001-01-01",
        "9",
        "MutatingWebhookConfiguration",
        "PriorityClass",
        "\"a\"",
        "no",
        "true",
    ];
    let in_3 = in_3.map(|kind| format!("kind: {kind}"));
    assert_eq!(documents(&text, V3).unwrap(), in_3);
    let in_4 = documents(&text, V4).unwrap();
    assert_eq!(
        in_4[..4],
        [
            "kind: PriorityClass",
            "kind: Pod",
            "kind: APIService",
            "kind: MutatingWebhookConfiguration"
        ]
    );
    let text = "Kind: B\n---\nkind: A\n---\nKIND: A\nkind: C\n---\nkind: null\nKind: B\n---\nkind: a\nKind: D";
    let ordered = [
        "kind: A",
        "Kind: B",
        "kind: null\nKind: B",
        "KIND: A\nkind: C",
        "kind: a\nKind: D",
    ];
    assert_eq!(documents(text, V3).unwrap(), ordered);
}

fn hook(annotation: &str) -> String {
    format!("kind: Job\nmetadata:\n  annotations:\n    helm.sh/hook: {annotation}")
}

#[test]
fn hooks_are_those_whose_names_helm_knows() {
    for (annotation, events) in [
        ("pre-install", Some(&[HookEvent::PreInstall][..])),
        ("PRE-INSTALL", Some(&[HookEvent::PreInstall])),
        ("post-rollback", Some(&[HookEvent::PostRollback])),
        ("' test\t'", Some(&[HookEvent::Test])),
        ("test-success", Some(&[HookEvent::Test])),
        (
            "\" pre-upgrade , post-delete\"",
            Some(&[HookEvent::PreUpgrade, HookEvent::PostDelete]),
        ),
        ("test-failure", None),
        ("crd-install", None),
        ("'pre-install,'", None),
        ("\"\"", None),
        ("null", None),
        ("5", None),
        ("true", None),
    ] {
        let of = [file("a", &hook(annotation))];
        let arranged = arrange(&of, V4).unwrap();
        let hooks: Vec<_> = arranged.hooks.iter().map(|hook| &*hook.hooks).collect();
        assert_eq!(hooks, Vec::from_iter(events), "{annotation}");
        assert_eq!(arranged.dropped.len(), usize::from(events.is_none()));
        assert!(arranged.manifests.is_empty());
    }
    for (text, is_hook) in [
        ("Metadata:\n  Annotations:\n    helm.sh/hook: test", true),
        ("metadata:\n  annotations:\n    Helm.sh/hook: test", false),
        (
            "metadata: null\nMetadata: {annotations: {helm.sh/hook: test}}",
            false,
        ),
        (
            "metadata: {}\nMetadata: {annotations: {helm.sh/hook: test}}",
            true,
        ),
    ] {
        let of = [file("a", text)];
        let arranged = arrange(&of, V3).unwrap();
        assert_eq!(arranged.hooks.len(), usize::from(is_hook), "{text}");
    }
}

#[test]
fn flags_choose_what_is_printed() {
    let of = files(&[
        ("c/templates/h.yaml", &hook("pre-install")),
        ("c/templates/a.yaml", "kind: B\n\n---\nkind: A\n"),
        ("c/templates/b.yaml", "kind: Pod\n"),
        ("c/templates/t/t.yaml", &hook("\"test, pre-install\"")),
        ("c/charts/s/templates/z.yaml", "kind: Z\n"),
        ("c/templates/NOTES.txt", "["),
        ("c/templates/sub/xNOTES.txt", "["),
        ("c/templates/_p.tpl", "["),
    ]);
    let crds = files(&[
        ("crds/sub/w.yml", "w: 1"),
        ("crds/x.yaml", "x: 1\n---\ny: 1\n"),
    ]);
    let source = |name: &str, text: &str| format!("---\n# Source: {name}\n{text}\n");
    let a = source("c/templates/a.yaml", "kind: A");
    let b = source("c/templates/a.yaml", "kind: B");
    let pod = source("c/templates/b.yaml", "kind: Pod");
    let z = source("c/charts/s/templates/z.yaml", "kind: Z");
    let h = source("c/templates/h.yaml", &hook("pre-install"));
    let t = source("c/templates/t/t.yaml", &hook("\"test, pre-install\""));
    let crd =
        "---\n# Source: crds/sub/w.yml\nw: 1\n---\n# Source: crds/x.yaml\nx: 1\n---\ny: 1\n\n";
    let all = PrintOptions::default();
    let skip_tests = PrintOptions {
        skip_tests: true,
        ..all
    };
    let no_hooks = PrintOptions {
        no_hooks: true,
        ..all
    };
    let with_crds = PrintOptions { crds: &crds, ..all };
    for (options, wanted) in [
        (all, format!("{pod}{a}{b}{z}{h}{t}")),
        (skip_tests, format!("{pod}{a}{b}{z}{h}")),
        (no_hooks, format!("{pod}{a}{b}{z}")),
        (with_crds, format!("{crd}{pod}{a}{b}{z}{h}{t}")),
    ] {
        assert_eq!(printed(&of, V3, &options), wanted);
    }
    let crd = source("crds/x.yaml", "x: 1");
    for (patterns, base, wanted) in [
        (&["templates/a.yaml"][..], all, format!("{a}{b}")),
        (&["templates/h.yaml"], all, h.clone()),
        (
            &["templates/b.yaml", "templates/a.yaml", "templates/b.yaml"],
            all,
            format!("{pod}{a}{b}{pod}"),
        ),
        (&["templates/*.yaml"], all, format!("{pod}{a}{b}{h}")),
        (&["templates/*/*.yaml"], all, t.clone()),
        (&["charts/s/*/z.yaml"], all, z.clone()),
        (&["x.yaml"], with_crds, crd),
    ] {
        let patterns: Vec<String> = patterns.iter().map(ToString::to_string).collect();
        let options = PrintOptions {
            show_only: &patterns,
            ..base
        };
        for version in [V3, V4] {
            assert_eq!(printed(&of, version, &options), wanted, "{patterns:?}");
        }
    }
    for (pattern, base) in [
        ("nope.yaml", all),
        ("crds/x.yaml", with_crds),
        ("[", all),
        ("templates/h.yaml", no_hooks),
        ("templates/a.yaml,templates/b.yaml", all),
        ("./templates/a.yaml", all),
        ("", all),
    ] {
        let patterns = [pattern.to_owned()];
        let options = PrintOptions {
            show_only: &patterns,
            ..base
        };
        let wanted = format!("the chart prints nothing of a template `{pattern}`");
        assert_eq!(printed(&of, V4, &options), wanted);
    }
}

#[test]
fn what_prints_nothing_is_one_line_feed() {
    let options = PrintOptions::default();
    assert_eq!(printed(&[], V4, &options), "\n");
    let of = [file("a", &hook("test"))];
    let wanted = format!("\n---\n# Source: a\n{}\n", hook("test"));
    assert_eq!(printed(&of, V3, &options), wanted);
}
