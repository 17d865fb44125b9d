//! Text that Helm drops, documents that Helm 3 drops, and files that it refuses.

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
            "«template-error|»  global:\n    registry: registry.example.com\n«warning ignored-content|kagent: {enabled: true}»\n",
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

/// Overlays that Helm refuses to read, each with the place where it gives up. Nothing else is reported about such a
/// file.
pub(super) const REFUSED: &[(&str, &str)] = &[
    (
        "a tab in the indentation",
        "agents:\n  definitions:\n«syntax-error|\t»sre-agent: {enabeld: true}\n",
    ),
    (
        "a brace that is not closed",
        "agents: «syntax-error|{»definitions: {sre-agent: {enabeld: true}}\nmuster: {enabled: 'no'}\n",
    ),
    (
        "a template",
        "agents: {definitions: {sre-agent: {enabled: «syntax-error|{{ .Values.on }}»}}}\n",
    ),
    (
        "a colon in a text",
        "agents: {}\nnote: keys such as obo«syntax-error|:» mean nothing in here\n",
    ),
    (
        "a quote that is not closed",
        "agents:\n  definitions:\n    sre-agent: {description: «syntax-error|\"»Looks after things}\n",
    ),
];

#[test]
fn a_file_that_cannot_be_read_is_reported_where() {
    super::overlays_give_what_they_say(REFUSED);
}
