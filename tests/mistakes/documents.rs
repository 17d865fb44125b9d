//! Text that Helm drops, and documents that Helm 3 drops.

use super::{Mistake, NONE};

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "braces around the first values",
        base: &[(
            "global:\n  registry: registry.example.com\n  imagePullSecrets: []\n",
            "{kagent: {enabled: false}}\n«warning ignored-content|global:»\n  registry: registry.example.com\n",
        )],
        overlay: Some(
            "{\"kagent\": {\"enabled\": true}} # JSON\n\n«warning ignored-content|agents: {} # YAML»\nmore: text\n",
        ),
        ..NONE
    },
    Mistake {
        what: "a document's end",
        base: &[(
            "\nvalkey:\n",
            "\n... # end\n# more\n\n  «warning ignored-content|valkey:»\n",
        )],
        overlay: Some("agents: {}\n...\n«warning ignored-content|agents: [»\n"),
        ..NONE
    },
    Mistake {
        what: "the first keys deeper than the others",
        base: &[(
            "global:\n  registry: registry.example.com\n  imagePullSecrets: []\n",
            "  global:\n    registry: registry.example.com\n«warning ignored-content|kagent: {enabled: true}»\n",
        )],
        overlay: Some(
            "  kagent: {enabled: true}\n«warning ignored-content|agents:»\n  definitions: {}\n",
        ),
        ..NONE
    },
    Mistake {
        what: "further documents",
        base: &[(
            "\nvalkey:\n",
            "\n---\n# more\n«warning ignored-content|valkey: {a: b}»\n---\n«warning ignored-content|valkey:»\n",
        )],
        overlay: Some("---\nagents: {}\n--- # more\n\n«warning ignored-content|{a: {»\n  b: c}}\n"),
        ..NONE
    },
    Mistake {
        what: "a first document with nothing in it",
        base: &[(
            "global:\n",
            "---\n# nothing\n---\n«warning ignored-content|global:»\n",
        )],
        overlay: Some("# nothing\n---\n---\n«warning ignored-content|agents: {}»\n"),
        ..NONE
    },
    Mistake {
        what: "a document with an end of its own",
        overlay: Some(concat!(
            "a: 1\n---\n«warning ignored-content|{b: 2}»\n«warning ignored-content|c: 3»\n",
            "---\n«warning ignored-content|d: 4»\n...\n",
        )),
        ..NONE
    },
];
