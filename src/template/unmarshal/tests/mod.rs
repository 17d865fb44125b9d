//! What real Helm read, and where it is from.

mod json;
mod toml;
mod yaml;

use super::{from_json, from_yaml};
use crate::template::marshal::{JsonForm, to_json, to_yaml};
use crate::template::origin::{Origin, PathLink};
use crate::template::testing::runs;
use crate::template::value::{Map, Text, Value};
use crate::template::version::HelmVersion;

fn json(value: &Value) -> String {
    let json = to_json(value, JsonForm::Raw, HelmVersion::V4).unwrap();
    json.lossy().into_owned()
}

#[test]
fn what_went_through_text_keeps_its_origins() {
    let root = PathLink::root().key("m");
    let at = |key: &str| Origin::absent(root.key(key));
    let map = Map::from_entries([]);
    let name = Value::text(Text::whole("it's", at("name")));
    map.set("name".into(), name, at("name"));
    map.set(
        "port".into(),
        Value::float(80.0).with_origin(at("port")),
        at("port"),
    );
    let yaml = to_yaml(&Value::map(map)).unwrap();
    let json = to_json(
        &from_yaml(&yaml, "map[string]interface {}", HelmVersion::V4).value,
        JsonForm::Compact,
        HelmVersion::V4,
    );
    let again = from_json(&json.unwrap()).value;
    let read = again.as_map().unwrap();
    let path = |origin: &Origin| origin.path().unwrap().to_string();
    assert_eq!(
        runs(read.get("name").unwrap().as_text().unwrap()),
        [("it's".into(), "m.name".into())]
    );
    assert_eq!(path(&read.get("port").unwrap().origin), "m.port");
    assert_eq!(path(&read.entries()["port"].key_origin), "m.port");
    assert_eq!(path(&again.origin), "m");
}
