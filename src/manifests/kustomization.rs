//! What a kustomization says: which objects belong together, and what becomes of their names.

use super::{Kind, Naming, PatchEntry};
use crate::yaml::{Node, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// The names that its file may have.
pub const KUSTOMIZATIONS: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// A kustomization, or a component.
#[derive(Debug, Clone, Default)]
pub struct Kustomization {
    /// Files with objects, and folders with kustomizations, as it names them.
    pub resources: Vec<String>,
    /// What becomes of the names of the objects.
    pub naming: Naming,
    /// Files that are no objects by themselves: patches, and what configures kustomize.
    pub left_out: Vec<String>,
    /// The Secrets and ConfigMaps that it generates.
    pub generated: Vec<Generator>,
    /// What it patches.
    pub patches: Vec<PatchEntry>,
    /// Files that say where kustomize finds names and references to them.
    pub configurations: Vec<String>,
}

/// What a kustomization generates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generator {
    /// A Secret or a ConfigMap.
    pub kind: Kind,
    /// The namespace that it says itself.
    pub namespace: Option<Arc<str>>,
    /// Its name, before the kustomization names it.
    pub name: String,
    /// Its keys but for those of its files of variables, where all of them are known.
    pub keys: Option<BTreeSet<String>>,
    /// What it makes of keys, as far as that is known.
    pub values: BTreeMap<String, GeneratedValue>,
    /// Files of variables, each of which becomes a key.
    pub envs: Vec<String>,
    /// What it does where there is one of its name.
    pub behavior: Behavior,
    /// Whether its name gets a hash of its content.
    pub is_hashed: bool,
}

/// Where a generated value is from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum GeneratedValue {
    /// The content of a file.
    File(PathBuf),
    /// A text in the kustomization.
    Text(String),
}

/// What a generator does where there is one of its name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Behavior {
    /// It makes one of its own.
    #[default]
    Create,
    /// It takes its place.
    Replace,
    /// It adds to it.
    Merge,
}

/// Lists of patches whose items name a file.
const PATCHES: &[&str] = &["patches", "patchesJson6902", "replacements"];

/// Lists of names of files that are no objects to apply.
const OTHERS: &[&str] = &[
    "patchesStrategicMerge",
    "transformers",
    "generators",
    "validators",
    "configurations",
    "crds",
];

/// Reads a kustomization. What is of another type than it must be is left out.
pub fn kustomization(root: &Node) -> Kustomization {
    let text = |key: &str| root.get(key).and_then(Node::as_str);
    let items = |key: &str| root.get(key).and_then(Node::as_list).unwrap_or_default();
    let texts = |key: &&str| -> Vec<String> {
        let texts = items(key).iter().filter_map(Node::as_str);
        texts.map(str::to_owned).collect()
    };
    let patches = PATCHES.iter().flat_map(|key| items(key));
    let patches = patches.filter_map(|patch| patch.get("path")?.as_str());
    let generators = [
        ("secretGenerator", Kind::Secret),
        ("configMapGenerator", Kind::ConfigMap),
    ];
    let options = root.get("generatorOptions");
    let generated = generators.into_iter().flat_map(|(key, kind)| {
        let named = items(key).iter();
        let named = named.filter_map(|one| generator(kind, one, options));
        named.collect::<Vec<_>>()
    });
    // With these, kustomize may know where kagent's objects name others, and rename both.
    let is_configured = !items("configurations").is_empty();
    let affix = |key: &str| {
        let text = text(key).filter(|_| !is_configured);
        text.unwrap_or_default().to_owned()
    };
    Kustomization {
        resources: ["resources", "bases", "components"]
            .iter()
            .flat_map(texts)
            .collect(),
        naming: Naming {
            namespace: text("namespace")
                .filter(|name| !name.is_empty())
                .map(Arc::from),
            prefix: affix("namePrefix"),
            suffix: affix("nameSuffix"),
            patches: Vec::new(),
        },
        left_out: { patches.map(str::to_owned) }
            .chain(OTHERS.iter().flat_map(texts))
            .collect(),
        generated: generated.collect(),
        patches: PatchEntry::of(root),
        configurations: texts(&"configurations"),
    }
}

/// One generator, with the options of all of them.
fn generator(kind: Kind, one: &Node, options: Option<&Node>) -> Option<Generator> {
    let text = |key: &str| one.get(key).and_then(Node::as_str);
    let is_off = |options: Option<&Node>| {
        let off = options.and_then(|options| options.get("disableNameSuffixHash"));
        off.is_some_and(|node| matches!(node.value, Value::Bool(true)))
    };
    Some(Generator {
        kind,
        namespace: text("namespace").map(Arc::from),
        name: text("name")?.to_owned(),
        keys: generated_keys(one),
        values: generated_values(one),
        envs: files_of_variables(one),
        behavior: match text("behavior") {
            Some("merge") => Behavior::Merge,
            Some("replace") => Behavior::Replace,
            _ => Behavior::Create,
        },
        is_hashed: !is_off(options) && !is_off(one.get("options")),
    })
}

/// The values of a generator's keys.
fn generated_values(generator: &Node) -> BTreeMap<String, GeneratedValue> {
    let texts = |key: &str| {
        let list = generator.get(key).and_then(Node::as_list);
        let list = list.unwrap_or_default().iter();
        list.filter_map(Node::as_str)
    };
    let literals = texts("literals").filter_map(|text| {
        let (key, value) = text.split_once('=')?;
        Some((
            key.to_owned(),
            GeneratedValue::Text(unquoted(value).to_owned()),
        ))
    });
    let files = texts("files").filter_map(|text| {
        let named = text.split_once('=');
        let (key, path) = named.or_else(|| Some((text.rsplit('/').next()?, text)))?;
        Some((key.to_owned(), GeneratedValue::File(path.into())))
    });
    literals.chain(files).collect()
}

/// The value of a literal without the quotes around it.
fn unquoted(value: &str) -> &str {
    let quoted = ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    quoted.unwrap_or(value)
}

/// The files of variables of a generator, one of which may be in a field of its own.
fn files_of_variables(generator: &Node) -> Vec<String> {
    let list = generator.get("envs").and_then(Node::as_list);
    let files = list.unwrap_or_default().iter().chain(generator.get("env"));
    let files = files.filter_map(|file| Some(file.as_str()?.to_owned()));
    files.collect()
}

/// The keys that a generator makes: those of its literals, and of its files, which are named like them unless it says otherwise.
/// What another kustomization adds is not known.
fn generated_keys(generator: &Node) -> Option<BTreeSet<String>> {
    let says = |key: &str| generator.get(key).is_some_and(|node| !node.is_null());
    if says("behavior") {
        return None;
    }
    let texts = |key: &str| {
        let list = generator.get(key).and_then(Node::as_list);
        list.unwrap_or_default().iter().map(Node::as_str)
    };
    let literals = texts("literals").map(|text| text?.split_once('=').map(|(key, _)| key));
    let files = texts("files").map(|text| {
        let text = text?;
        let base = || text.rsplit('/').next();
        text.split_once('=').map(|(key, _)| key).or_else(base)
    });
    literals
        .chain(files)
        .map(|key| key.map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Behavior, GeneratedValue, Generator, kustomization};
    use crate::manifests::Kind;
    use crate::source::{Name, Sources};
    use crate::yaml::read_first;

    fn read(text: &str) -> super::Kustomization {
        let source = Sources::default().add(Name::Stdin, text.into());
        kustomization(&read_first(&source).unwrap())
    }

    #[test]
    fn what_it_lists_and_leaves_out() {
        let read = read(
            "\
resources: [a.yaml, ../base]
components: [../part]
namespace: ns
namePrefix: p-
patches: [{path: patch.yaml}, {target: {kind: Agent}, patch: \"x\"}]
patchesStrategicMerge: [old.yaml]
secretGenerator: [{name: s, namespace: other, literals: [a=1=2], files: [x/b.txt, c=d.txt]}, {literals: []}]
configMapGenerator: [{name: c, envs: [a.env]}]
nameSuffix: [no text]
",
        );
        assert_eq!(read.resources, ["a.yaml", "../base", "../part"]);
        assert_eq!(read.left_out, ["patch.yaml", "old.yaml"]);
        assert_eq!(read.naming.namespace.as_deref(), Some("ns"));
        assert_eq!((&*read.naming.prefix, &*read.naming.suffix), ("p-", ""));
        let generated = read.generated.iter();
        let told = generated.map(|one| {
            let values = one.values.iter().map(|(key, value)| match value {
                GeneratedValue::File(file) => format!("{key}<{}", file.display()),
                GeneratedValue::Text(text) => format!("{key}={text}"),
            });
            let is_known = one.keys.is_some();
            (
                one.kind,
                &*one.name,
                one.namespace.as_deref(),
                is_known,
                values.collect::<Vec<_>>().join(" "),
            )
        });
        let expected = [
            (
                Kind::Secret,
                "s",
                Some("other"),
                true,
                "a=1=2 b.txt<x/b.txt c<d.txt".to_owned(),
            ),
            (Kind::ConfigMap, "c", None, true, String::new()),
        ];
        assert_eq!(told.collect::<Vec<_>>(), expected);
        assert_eq!(read.generated[1].envs, ["a.env"]);
    }

    #[test]
    fn what_generators_do_with_names_and_with_each_other() {
        let read = read(
            "\
configMapGenerator:
- {name: a}
- {name: b, behavior: merge, options: {disableNameSuffixHash: true}}
- {name: c, behavior: replace, literals: [\"x='y'\"]}
",
        );
        let told = |one: &Generator| (one.behavior, one.is_hashed);
        let told: Vec<_> = read.generated.iter().map(told).collect();
        let expected = [
            (Behavior::Create, true),
            (Behavior::Merge, false),
            (Behavior::Replace, true),
        ];
        assert_eq!(told, expected);
        let of_quoted = GeneratedValue::Text("y".to_owned());
        assert_eq!(read.generated[2].values["x"], of_quoted);
    }

    #[test]
    fn names_stay_where_kustomize_may_rename_references_too() {
        let read = read("namePrefix: p-\nconfigurations: [names.yaml]\n");
        assert_eq!(read.naming.prefix, "");
        assert_eq!(read.left_out, ["names.yaml"]);
    }
}
