//! `.Chart`: to Helm 4 a map of the fields of `Chart.yaml`, to Helm 3 a struct.

use super::Fields;
use crate::go::print_float;
use crate::template::chart::ChartSource;
use crate::template::value::{Data, List, ListType, Map, MapType, Object, Value};
use crate::template::version::HelmVersion;
use crate::values::Dependency;
use crate::yaml::{self, Node, Number};
use std::rc::Rc;
use std::sync::Arc;

/// The keys of `Chart.yaml` that hold text, with the names of their fields, in the order of the struct.
const TEXTS: &[(&str, &str)] = &[
    ("name", "Name"),
    ("home", "Home"),
    ("version", "Version"),
    ("description", "Description"),
    ("icon", "Icon"),
    ("apiVersion", "APIVersion"),
    ("condition", "Condition"),
    ("tags", "Tags"),
    ("appVersion", "AppVersion"),
    ("kubeVersion", "KubeVersion"),
    ("type", "Type"),
];

/// The order in which Go prints the struct.
const PRINTED: &[&str] = &[
    "Name",
    "Home",
    "Sources",
    "Version",
    "Description",
    "Keywords",
    "Maintainers",
    "Icon",
    "APIVersion",
    "Condition",
    "Tags",
    "AppVersion",
    "Deprecated",
    "Annotations",
    "KubeVersion",
    "Dependencies",
    "Type",
];

/// The order of the struct's keys in JSON.
const KEYS: &[&str] = &[
    "name",
    "home",
    "sources",
    "version",
    "description",
    "keywords",
    "maintainers",
    "icon",
    "apiVersion",
    "condition",
    "tags",
    "appVersion",
    "deprecated",
    "annotations",
    "kubeVersion",
    "dependencies",
    "type",
    "IsRoot",
];

/// The object of a chart.
pub(in crate::template) fn chart(source: &ChartSource, version: HelmVersion) -> Value {
    let fields = Fields::of(".Chart");
    let all = Metadata { source, fields }.fields(version);
    match version {
        HelmVersion::V4 => fields.map(all.iter().map(|(name, value)| (*name, value.clone()))),
        HelmVersion::V3 => Value::new(Data::Object(Rc::new(ChartStruct {
            fields: all,
            is_metadata: false,
        }))),
    }
}

struct Metadata<'s> {
    source: &'s ChartSource,
    fields: Fields,
}

impl Metadata<'_> {
    fn fields(&self, version: HelmVersion) -> Vec<(&'static str, Value)> {
        let own = TEXTS.iter().map(|(key, name)| match *key {
            // A subchart goes by its alias.
            "name" => (*name, self.fields.text(name, &self.source.name)),
            _ => (*name, self.fields.text(name, &self.text(key))),
        });
        let mut all: Vec<(&str, Value)> = own.collect();
        let deprecated = self.get("deprecated").map(|node| &node.value);
        let is_deprecated = matches!(deprecated, Some(yaml::Value::Bool(true)));
        all.extend([
            ("Sources", self.texts("sources", "Sources", version)),
            ("Keywords", self.texts("keywords", "Keywords", version)),
            ("Maintainers", self.maintainers(version)),
            ("Annotations", self.annotations()),
            ("Deprecated", Value::bool(is_deprecated)),
            ("Dependencies", self.dependencies(version)),
            ("IsRoot", Value::bool(self.source.is_root)),
        ]);
        all
    }

    fn get(&self, key: &str) -> Option<&Node> {
        // Go reads a key in whatever case, and an exact one first.
        let map = self.source.metadata.as_map()?;
        let exact = map.get(key);
        let mut entries = map.entries().iter();
        let found = exact.or_else(|| entries.find(|entry| entry.key.eq_ignore_ascii_case(key)));
        found.map(|entry| &entry.node)
    }

    fn text(&self, key: &str) -> String {
        self.get(key).map(printed).unwrap_or_default()
    }

    fn list(&self, items: Vec<Value>, named: &'static str, version: HelmVersion) -> Value {
        let list_type = match version {
            HelmVersion::V4 => ListType::Any,
            HelmVersion::V3 if named == "[]string" => ListType::String,
            HelmVersion::V3 => ListType::Named(named),
        };
        Value::new(Data::List(List::new(list_type, items)))
    }

    fn texts(&self, key: &str, name: &str, version: HelmVersion) -> Value {
        let items = self.get(key).and_then(Node::as_list).unwrap_or_default();
        let items = items
            .iter()
            .map(|item| self.fields.text(name, &printed(item)));
        self.list(items.collect(), "[]string", version)
    }

    fn maintainers(&self, version: HelmVersion) -> Value {
        let items = self.get("maintainers").and_then(Node::as_list);
        let maintainer = |item: &Node| {
            let text = |key: &str| item.get(key).map(printed).unwrap_or_default();
            let all = [("name", "Name"), ("email", "Email"), ("url", "URL")];
            let all = all.map(|(key, name)| (name, self.fields.text("Maintainers", &text(key))));
            self.record(all, "*chart.Maintainer", version)
        };
        let items = items.unwrap_or_default().iter().map(maintainer);
        self.list(items.collect(), "[]*chart.Maintainer", version)
    }

    /// A map to Helm 4, and a struct to Helm 3.
    fn record<const N: usize>(
        &self,
        fields: [(&'static str, Value); N],
        type_name: &'static str,
        version: HelmVersion,
    ) -> Value {
        match version {
            HelmVersion::V4 => {
                let fields = fields.into_iter();
                let fields = fields.map(|(name, value)| (Arc::from(name), value));
                Value::map(Map::from_entries(fields))
            }
            HelmVersion::V3 => Value::new(Data::Object(Rc::new(Record {
                type_name,
                fields: fields.into(),
            }))),
        }
    }

    fn annotations(&self) -> Value {
        let entries = self.get("annotations").and_then(Node::as_map);
        let Some(entries) = entries else {
            return Value::map(Map::nil(MapType::String));
        };
        let map = Map::new(MapType::String);
        for entry in entries.entries() {
            let text = self.fields.text("Annotations", &printed(&entry.node));
            map.set(entry.key.clone(), text, self.fields.origin("Annotations"));
        }
        Value::map(map)
    }

    fn dependencies(&self, version: HelmVersion) -> Value {
        let dependencies = self.source.dependencies.iter();
        let items = dependencies.map(|dependency| self.dependency(dependency, version));
        self.list(items.collect(), "[]*chart.Dependency", version)
    }

    fn dependency(&self, dependency: &Dependency, version: HelmVersion) -> Value {
        let text = |text: &str| self.fields.text("Dependencies", text);
        let alias = dependency.alias.as_deref().unwrap_or_default();
        let tags = dependency.tags.iter().map(|tag| text(tag)).collect();
        let imports = dependency.imports.iter().map(|import| {
            let entries = [("child", &import.child), ("parent", &import.parent)];
            let entries = entries.map(|(key, path)| (Arc::from(key), text(path)));
            Value::map(Map::from_entries(entries))
        });
        let fields = [
            ("Name", text(&dependency.name)),
            ("Version", text(&dependency.version)),
            ("Repository", text(&dependency.repository)),
            ("Condition", text(&dependency.condition)),
            ("Tags", self.list(tags, "[]string", version)),
            ("Enabled", Value::bool(true)),
            ("ImportValues", Value::list(imports)),
            ("Alias", text(alias)),
        ];
        self.record(fields, "*chart.Dependency", version)
    }
}

/// A scalar as text, as Go reads it into a string.
fn printed(node: &Node) -> String {
    match &node.value {
        yaml::Value::String(text) => text.to_string(),
        yaml::Value::Bool(bool) => bool.to_string(),
        yaml::Value::Number(Number::Float(float)) => print_float(*float),
        yaml::Value::Number(Number::Int(int)) => int.to_string(),
        _ => String::new(),
    }
}

/// `struct { chart.Metadata; IsRoot bool }`
#[derive(Debug)]
struct ChartStruct {
    fields: Vec<(&'static str, Value)>,
    is_metadata: bool,
}

impl Object for ChartStruct {
    fn type_name(&self) -> &'static str {
        match self.is_metadata {
            true => "chart.Metadata",
            false => "struct { chart.Metadata; IsRoot bool }",
        }
    }

    fn field(&self, name: &str) -> Option<Value> {
        if name == "Metadata" && !self.is_metadata {
            return Some(Value::new(Data::Object(Rc::new(Self {
                fields: self.fields.clone(),
                is_metadata: true,
            }))));
        }
        let field = self.fields.iter().find(|(known, _)| *known == name);
        field.map(|(_, value)| value.clone())
    }

    fn fields(&self) -> Vec<(&'static str, Value)> {
        if self.is_metadata {
            let fields = PRINTED.iter();
            return fields
                .map(|name| (*name, self.field(name).unwrap_or_default()))
                .collect();
        }
        ["Metadata", "IsRoot"]
            .map(|name| (name, self.field(name).unwrap_or_default()))
            .into()
    }

    fn key_order(&self) -> &'static [&'static str] {
        KEYS
    }

    fn to_data(&self) -> Value {
        let keys = TEXTS.iter().copied().chain([
            ("sources", "Sources"),
            ("keywords", "Keywords"),
            ("maintainers", "Maintainers"),
            ("annotations", "Annotations"),
            ("deprecated", "Deprecated"),
            ("dependencies", "Dependencies"),
        ]);
        let filled = keys.filter_map(|(key, name)| {
            let value = self.field(name).filter(Value::is_true)?;
            Some((Arc::from(key), value))
        });
        let is_root = self.field("IsRoot").unwrap_or_default();
        Value::map(Map::from_entries(
            filled.chain([(Arc::from("IsRoot"), is_root)]),
        ))
    }
}

/// A pointer to a struct of `Chart.yaml`.
#[derive(Debug)]
struct Record {
    type_name: &'static str,
    fields: Vec<(&'static str, Value)>,
}

impl Object for Record {
    fn type_name(&self) -> &'static str {
        self.type_name
    }

    fn kind(&self) -> crate::template::value::Kind {
        crate::template::value::Kind::Pointer
    }

    fn field(&self, name: &str) -> Option<Value> {
        let field = self.fields.iter().find(|(known, _)| *known == name);
        field.map(|(_, value)| value.clone())
    }

    fn fields(&self) -> Vec<(&'static str, Value)> {
        self.fields.clone()
    }

    fn to_data(&self) -> Value {
        let always = ["Name", "Repository"];
        let fields = self.fields.iter();
        let filled = fields.filter(|(name, value)| value.is_true() || always.contains(name));
        Value::map(Map::from_entries(filled.map(|(name, value)| {
            let key = match *name {
                "ImportValues" => "import-values".to_owned(),
                name => name.to_ascii_lowercase(),
            };
            (Arc::from(key), value.clone())
        })))
    }
}
