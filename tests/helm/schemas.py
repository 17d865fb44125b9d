"""Questions about charts with a `values.schema.json`: does Helm refuse the values?"""

import json

DRAFT_04 = {"$schema": "http://json-schema.org/draft-04/schema#"}
DRAFT_07 = {"$schema": "http://json-schema.org/draft-07/schema#"}


def of(a, **more):
    """A schema for the key `a`."""
    return more | {"properties": {"a": a}}


# Schema, the chart's values, overlays.
OWN = [
    (of({"type": "string"}), "a: 1", []),
    (of({"type": "string"}), "a: '1'", []),
    (of({"type": "string"}), "a: 1", ["a: yes"]),
    (of({"type": "string"}), "a: 1", ["a: text"]),
    (of({"type": "string"}), "a: null", []),
    (of({"type": "boolean"}), "a: yes", []),
    (of({"type": "integer"}), "a: 1.0", []),
    (of({"type": "integer"}), "a: 1.5", []),
    (of({"type": "integer"}), "a: 0777", []),
    (of({"type": "number", "maximum": 10}), "a: 1e1", []),
    (of({"enum": ["x", "y"]}), "a: x", ["a: z"]),
    (of({"enum": [1]}), "a: 1.0", []),
    (of({"const": None}), "", ["a: null"]),
    (of({"type": "null"}), "a: 1", ["a: null"]),
    ({"required": ["a"]}, "a: 1", ["a: null"]),
    ({"required": ["a"]}, "b: 1", []),
    ({"required": ["a"]}, "b: 1", ["a: 1"]),
    (of({}, additionalProperties=False), "a: 1", ["b: 1"]),
    (of({}, additionalProperties=False), "a: 1", []),
    (of({"minLength": 2}), "a: é", []),
    (of({"pattern": "^[a-z]+$"}), "a: X", []),
    (of({"pattern": "b"}), "a: abc", []),
    (of({"pattern": "^(?!x)"}), "a: y", []),
    (of({"pattern": "("}), "a: y", []),
    (of({"pattern": "^\\d+$"}), "a: '12'", []),
    (of({"items": {"type": "string"}}), "a: [x, 1]", []),
    (of({"uniqueItems": True}), "a: [1, 1.0]", []),
    (of({"contains": {"const": 1}}), "a: [2]", []),
    (of({"items": [{"type": "string"}]}), "a: [1]", []),
    (of({"items": [{"type": "string"}]}, **DRAFT_07), "a: [1]", []),
    (of({"prefixItems": [{"type": "string"}]}), "a: [1]", []),
    (of({"format": "email"}), "a: x", []),
    (of({"format": "email"}, **DRAFT_07), "a: x", []),
    (of({"format": "no-such-format"}, **DRAFT_07), "a: x", []),
    (of({"minimum": 1, "exclusiveMinimum": True}, **DRAFT_04), "a: 1", []),
    (of({"minimum": 1, "exclusiveMinimum": True}), "a: 2", []),
    (of({"minimum": 1, "exclusiveMinimum": True}, **DRAFT_07), "a: 2", []),
    (of({"$ref": "#/$defs/text"}, **{"$defs": {"text": {"type": "string"}}}), "a: 1", []),
    (of({"$ref": "#/definitions/text"}, definitions={"text": {"type": "string"}}), "a: x", []),
    (of({"$ref": "#/$defs/nothing"}), "a: 1", []),
    ({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, "c: 1", []),
    ({"if": {"required": ["a"]}, "then": {"required": ["b"]}}, "a: 1", []),
    ({"not": {"required": ["a"]}}, "a: 1", []),
    ({"propertyNames": {"pattern": "^[a-z]$"}}, "A: 1", []),
    ({"patternProperties": {"^a": {"type": "string"}}}, "ab: 1", []),
    ({"dependentRequired": {"a": ["b"]}}, "a: 1", []),
    ({"dependencies": {"a": ["b"]}, **DRAFT_07}, "a: 1", []),
    ({"unevaluatedProperties": False, "allOf": [{"properties": {"a": True}}]}, "b: 1", []),
    ({"maxProperties": 1}, "a: 1", ["b: 1"]),
    ({"type": "array"}, "a: 1", []),
    ({"type": 5}, "a: 1", []),
    ({"$schema": "http://json-schema.org/schema#", "type": "object"}, "a: 1", []),
    (True, "a: 1", []),
    (False, "a: 1", []),
]

# Texts that may be no schema.
TEXTS = ["", " ", "{", "null", "[]", "5", "{}", "\ufeff{}", "{\"type\": \"object\"} x"]

CLOSED = json.dumps({"additionalProperties": False, "properties": {"b": {"type": "integer"}}})
OPEN = json.dumps({"properties": {"b": {"type": "integer"}}})

# The parent's values and its `Chart.yaml`, onto a subchart `sub` with a schema.
BELOW = [
    ("a: 1", "", CLOSED),
    ("global: {x: 1}", "", CLOSED),
    ("sub: {b: text}", "", OPEN),
    ("sub: {b: null}", "", OPEN),
    ("sub: {enabled: true}", "dependencies: [{name: sub, version: '*', condition: sub.enabled}]", CLOSED),
    ("sub: {enabled: false, b: text}", "dependencies: [{name: sub, version: '*', condition: sub.enabled}]", OPEN),
    ("other: {b: text}", "dependencies: [{name: sub, version: '*', alias: other}]", OPEN),
    ("sub: {b: text}", "dependencies: [{name: sub, version: '*', alias: other}]", OPEN),
]


def questions():
    for number, (schema, values, overlays) in enumerate(OWN):
        files = {"values.schema.json": json.dumps(schema)}
        yield {"id": f"schema:{number}", "kind": "schema", "group": "schema", "values": values, "f": overlays, "files": files}
    for number, text in enumerate(TEXTS):
        yield {"id": f"schema-text:{number}", "kind": "schema", "group": "schema-text", "values": "a: 1", "files": {"values.schema.json": text}}
    for number, (values, meta, schema) in enumerate(BELOW):
        sub = {"name": "sub", "values": "b: 1", "files": {"values.schema.json": schema}}
        yield {"id": f"schema-below:{number}", "kind": "schema", "group": "schema-below", "values": values, "meta": meta, "subs": [sub]}
