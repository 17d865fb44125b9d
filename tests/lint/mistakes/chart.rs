//! What the schema that the chart brings along refuses.

use super::{Mistake, NONE};
use helm_obo::values::Flag::{Set, SetJson, SetString};

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "more than the chart's schema allows",
        base: &[("    replicas: 1\n", "    replicas: «chart-schema|7»\n")],
        overlay: Some("kagent:\n  controller: {replicas: «chart-schema|\"2\"»}\n"),
        argument: Some((Set, "kagent.controller.replicas=«chart-schema|0»")),
        ..NONE
    },
    Mistake {
        what: "a key that the chart's schema does not know",
        base: &[(
            "  httpRoute:\n    annotations: {}\n",
            "  httpRoute:\n    «chart-schema|annotation»: {}\n",
        )],
        overlay: Some("ingress: {httpRoute: {«chart-schema|labels»: {a: b}}}\n"),
        argument: Some((SetString, "ingress.httpRoute.«chart-schema|host»=a")),
        ..NONE
    },
    Mistake {
        what: "a key that the chart's schema demands",
        base: &[(
            "  controller:\n    replicas: 1\n",
            "  «chart-schema|controller»:\n    replica: 1\n",
        )],
        overlay: Some("ingress:\n  parentRefs:\n    - «chart-schema|namespace»: gateways\n"),
        argument: Some((
            SetJson,
            "kagent.controller={\"replicas\": «chart-schema|null»}",
        )),
        ..NONE
    },
    Mistake {
        what: "what another rule has more to say of",
        base: &[(
            "  enabled: true\n  namespaceOverride",
            "  enabled: «wrong-type|'yes'»\n  namespaceOverride",
        )],
        overlay: Some(
            "valkey: {enabled: «chart-schema|'no'»}\nkagent: {enabled: «wrong-type|\"true\"»}\n",
        ),
        ..NONE
    },
];
