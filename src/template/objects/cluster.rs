//! `.Capabilities` as templates see it.

use super::Fields;
use super::capabilities::{BuildInfo, Capabilities, KubeVersion};
use crate::template::functions::Parameter;
use crate::template::value::{Data, Kind, Map, Method, Object, Value};
use crate::template::version::HelmVersion;
use std::rc::Rc;
use std::sync::Arc;

/// The object.
pub(in crate::template) fn capabilities(
    capabilities: &Capabilities,
    version: HelmVersion,
) -> Value {
    let fields = Fields::of(".Capabilities");
    let kube_version = KubeVersionObject {
        version: capabilities.kube_version.clone(),
        helm: version,
    };
    let versions = VersionSet {
        versions: capabilities.api_versions.as_slice().into(),
        helm: version,
    };
    let object = CapabilitiesObject {
        helm: version,
        kube_version: object(kube_version).with_origin(fields.origin("KubeVersion")),
        api_versions: object(versions).with_origin(fields.origin("APIVersions")),
        helm_version: object(BuildInfoObject(capabilities.helm_version))
            .with_origin(fields.origin("HelmVersion")),
    };
    self::object(object).with_origin(fields.origin(""))
}

fn object(object: impl Object + 'static) -> Value {
    Value::new(Data::Object(Rc::new(object)))
}

/// The type of a name in the package that a Helm has it in.
fn named(helm: HelmVersion, three: &'static str, four: &'static str) -> &'static str {
    match helm {
        HelmVersion::V3 => three,
        HelmVersion::V4 => four,
    }
}

#[derive(Debug, Clone)]
struct CapabilitiesObject {
    helm: HelmVersion,
    kube_version: Value,
    api_versions: Value,
    helm_version: Value,
}

impl Object for CapabilitiesObject {
    fn type_name(&self) -> &'static str {
        named(self.helm, "*chartutil.Capabilities", "*common.Capabilities")
    }

    fn kind(&self) -> Kind {
        Kind::Pointer
    }

    fn field(&self, name: &str) -> Option<Value> {
        Some(match name {
            "KubeVersion" => self.kube_version.clone(),
            "APIVersions" => self.api_versions.clone(),
            "HelmVersion" => self.helm_version.clone(),
            _ => return None,
        })
    }

    fn method(&self, name: &str) -> Option<Method> {
        let copy = self.clone();
        let origin = Fields::of(".Capabilities").origin("");
        (name == "Copy")
            .then(|| Method::of(move || object(copy.clone()).with_origin(origin.clone())))
    }

    fn fields(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("KubeVersion", self.kube_version.clone()),
            ("APIVersions", self.api_versions.clone()),
            ("HelmVersion", self.helm_version.clone()),
        ]
    }

    fn key_order(&self) -> &'static [&'static str] {
        &["KubeVersion", "APIVersions", "HelmVersion"]
    }

    fn to_data(&self) -> Value {
        Value::map(Map::from_entries([
            (Arc::from("KubeVersion"), self.kube_version.clone()),
            ("APIVersions".into(), self.api_versions.clone()),
            ("HelmVersion".into(), self.helm_version.clone()),
        ]))
    }
}

#[derive(Debug)]
struct KubeVersionObject {
    version: KubeVersion,
    helm: HelmVersion,
}

impl Object for KubeVersionObject {
    fn type_name(&self) -> &'static str {
        named(self.helm, "chartutil.KubeVersion", "common.KubeVersion")
    }

    fn field(&self, name: &str) -> Option<Value> {
        let text = match name {
            "Version" => &self.version.version,
            "Major" => &self.version.major,
            "Minor" => &self.version.minor,
            _ => return None,
        };
        Some(Fields::of(".Capabilities.KubeVersion").text(name, text))
    }

    fn method(&self, name: &str) -> Option<Method> {
        let version = self.version.version.clone();
        let fields = Fields::of(".Capabilities.KubeVersion");
        matches!(name, "GitVersion" | "String")
            .then(|| Method::of(move || fields.text("Version", &version)))
    }

    fn fields(&self) -> Vec<(&'static str, Value)> {
        let text = |name: &'static str| (name, self.field(name).unwrap_or_default());
        let normalized = match self.helm {
            HelmVersion::V3 => None,
            HelmVersion::V4 => {
                let fields = Fields::of(".Capabilities.KubeVersion");
                let printed = fields.text("Version", &self.version.printed);
                Some(("normalizedVersion", printed))
            }
        };
        [text("Version")]
            .into_iter()
            .chain(normalized)
            .chain([text("Major"), text("Minor")])
            .collect()
    }

    fn string(&self) -> Option<String> {
        Some(self.version.printed.clone())
    }

    fn key_order(&self) -> &'static [&'static str] {
        &["Version", "Major", "Minor"]
    }

    fn to_data(&self) -> Value {
        let fields = ["Version", "Major", "Minor"];
        let fields = fields.map(|name| (Arc::from(name), self.field(name).unwrap_or_default()));
        Value::map(Map::from_entries(fields))
    }
}

#[derive(Debug)]
struct VersionSet {
    versions: Rc<[String]>,
    helm: HelmVersion,
}

impl Object for VersionSet {
    fn type_name(&self) -> &'static str {
        named(self.helm, "chartutil.VersionSet", "common.VersionSet")
    }

    fn kind(&self) -> Kind {
        Kind::Slice
    }

    fn field(&self, _: &str) -> Option<Value> {
        None
    }

    fn method(&self, name: &str) -> Option<Method> {
        let versions = Rc::clone(&self.versions);
        let origin = Fields::of(".Capabilities").origin("APIVersions");
        (name == "Has").then(|| {
            Method::new(&[Parameter::Text], move |_, args| {
                let asked = args.text(0);
                let mut versions = versions.iter();
                let has = versions.any(|version| version.as_bytes() == asked.bytes());
                Ok(Value::bool(has).with_origin(origin.clone()))
            })
        })
    }

    fn elements(&self) -> Option<Vec<(Value, Value)>> {
        let versions = self.versions.iter().zip(0..);
        let versions = versions.map(|(version, index)| (Value::int(index), Value::string(version)));
        Some(versions.collect())
    }

    fn to_data(&self) -> Value {
        Value::list(self.versions.iter().map(Value::string))
    }
}

#[derive(Debug)]
struct BuildInfoObject(BuildInfo);

impl BuildInfoObject {
    fn texts(&self) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        let kube = self.0.kube_client_version;
        let kube = kube.map(|version| ("KubeClientVersion", "kube_client_version", version));
        [
            ("Version", "version", self.0.version),
            ("GitCommit", "git_commit", self.0.git_commit),
            ("GitTreeState", "git_tree_state", self.0.git_tree_state),
            ("GoVersion", "go_version", self.0.go_version),
        ]
        .into_iter()
        .chain(kube)
    }
}

impl Object for BuildInfoObject {
    fn type_name(&self) -> &'static str {
        "version.BuildInfo"
    }

    fn field(&self, name: &str) -> Option<Value> {
        let (_, _, text) = self.texts().find(|(known, ..)| *known == name)?;
        Some(Fields::of(".Capabilities.HelmVersion").text(name, text))
    }

    fn fields(&self) -> Vec<(&'static str, Value)> {
        let texts = self.texts();
        texts
            .map(|(name, _, text)| (name, Value::string(text)))
            .collect()
    }

    fn key_order(&self) -> &'static [&'static str] {
        &[
            "version",
            "git_commit",
            "git_tree_state",
            "go_version",
            "kube_client_version",
        ]
    }

    fn to_data(&self) -> Value {
        let filled = self.texts().filter(|(.., text)| !text.is_empty());
        Value::map(Map::from_entries(
            filled.map(|(_, key, text)| (Arc::from(key), Value::string(text))),
        ))
    }
}
