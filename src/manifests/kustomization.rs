//! What a kustomization says: which objects belong together, and what becomes of their names.

use super::{Kind, Naming};
use crate::yaml::Node;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The names that its file may have.
pub const KUSTOMIZATIONS: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// A kustomization, or a component.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kustomization {
    /// Files with objects, and folders with kustomizations, as it names them.
    pub resources: Vec<String>,
    /// What becomes of the names of the objects.
    pub naming: Naming,
    /// Files that are no objects by themselves: patches, and what configures kustomize.
    pub left_out: Vec<String>,
    /// The Secrets and ConfigMaps that it generates.
    pub generated: Vec<Generator>,
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
    /// Its keys, where all of them are known.
    pub keys: Option<BTreeSet<String>>,
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
    let generated = generators.into_iter().flat_map(|(key, kind)| {
        let named = items(key).iter().filter_map(move |one| {
            Some(Generator {
                kind,
                namespace: one.get("namespace").and_then(Node::as_str).map(Arc::from),
                name: one.get("name")?.as_str()?.to_owned(),
                keys: generated_keys(one),
            })
        });
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
        },
        left_out: { patches.map(str::to_owned) }
            .chain(OTHERS.iter().flat_map(texts))
            .collect(),
        generated: generated.collect(),
    }
}

/// The keys that a generator makes: those of its literals, and of its files, which are named like them unless it says otherwise.
/// What files of variables hold, and what another kustomization adds, is not known.
fn generated_keys(generator: &Node) -> Option<BTreeSet<String>> {
    let says = |key: &str| generator.get(key).is_some_and(|node| !node.is_null());
    if ["envs", "env", "behavior"].iter().any(|key| says(key)) {
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
    use super::{Generator, kustomization};
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
        assert_eq!(
            read.generated,
            [
                generator(Kind::Secret, "s", Some("other"), Some(&["a", "b.txt", "c"])),
                generator(Kind::ConfigMap, "c", None, None),
            ]
        );
    }

    fn generator(
        kind: Kind,
        name: &str,
        namespace: Option<&str>,
        keys: Option<&[&str]>,
    ) -> Generator {
        Generator {
            kind,
            namespace: namespace.map(Into::into),
            name: name.to_owned(),
            keys: keys.map(|keys| keys.iter().map(|key| (*key).to_owned()).collect()),
        }
    }

    #[test]
    fn names_stay_where_kustomize_may_rename_references_too() {
        let read = read("namePrefix: p-\nconfigurations: [names.yaml]\n");
        assert_eq!(read.naming.prefix, "");
        assert_eq!(read.left_out, ["names.yaml"]);
    }
}
