//! Scalars without quotes that Helm and YAML 1.2 read differently.

use super::{Mistake, NONE};

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "yes for true, no for false",
        base: &[(
            "      m2m: {enabled: false}\n",
            "      m2m: {enabled: «warning ambiguous-scalar|no»}\n",
        )],
        overlay: Some(concat!(
            "kagent: {enabled: «warning ambiguous-scalar|on»}\nmuster: {enabled: «warning ambiguous-scalar|Yes»}\n",
            "agents:\n  definitions:\n    sre-agent: {enabled: «warning ambiguous-scalar|y», obo: {enabled: TRUE}}\n",
            "    docs-agent: {enabled: «warning ambiguous-scalar|On», obo: {enabled: «warning ambiguous-scalar|NO»}}\n",
        )),
        ..NONE
    },
    Mistake {
        what: "an agent named like a boolean",
        base: &[(
            "  # Servers beside the gateway.\n",
            "    «warning ambiguous-scalar|no»:\n      enabled: false\n",
        )],
        overlay: Some(
            "agents: {definitions: {? «warning ambiguous-scalar|Off» : {enabled: false}}}\n",
        ),
        ..NONE
    },
    Mistake {
        what: "an agent named by a number",
        base: &[(
            "  # Servers beside the gateway.\n",
            "    «warning ambiguous-scalar|007_7»: {enabled: false}\n",
        )],
        overlay: Some(
            "agents: {definitions: {«warning ambiguous-scalar|0x_1F»: {enabled: false}}}\n",
        ),
        ..NONE
    },
    Mistake {
        what: "a leading zero",
        base: &[(
            "    tokenExpirationSeconds: 3600\n",
            "    tokenExpirationSeconds: «warning ambiguous-scalar|03600»\n",
        )],
        overlay: Some("muster:\n  service:\n    port: «warning ambiguous-scalar|0443» # 291\n"),
        ..NONE
    },
    Mistake {
        what: "digits in groups",
        base: &[(
            "    tokenExpirationSeconds: 3600\n",
            "    tokenExpirationSeconds: «warning ambiguous-scalar|3_600»\n",
        )],
        overlay: Some("muster: {service: {port: «warning ambiguous-scalar|+0x1F9A»}}\n"),
        ..NONE
    },
    Mistake {
        what: "a commit that looks like a number",
        base: &[(
            "      tag: v1.33.1\n",
            "      tag: «warning ambiguous-scalar|7e73110»\n",
        )],
        overlay: Some(
            "agents: {muster: {busyboxImage: {tag: «warning ambiguous-scalar|1E999»}}}\n",
        ),
        ..NONE
    },
    Mistake {
        what: "a boolean that others take over",
        base: &[
            (
                "      m2m: {enabled: false}\n",
                "      m2m: {enabled: &off «warning ambiguous-scalar|off»}\n",
            ),
            (
                "      obo: {enabled: false}\n",
                "      obo: &obo {enabled: false}\n",
            ),
        ],
        overlay: Some(concat!(
            "off: &off {enabled: «warning ambiguous-scalar|off»}\n",
            "agents: {definitions: {docs-agent: {<<: *off, obo: *off, m2m: *off}, release-agent: {m2m: *off}}}\n",
        )),
        ..NONE
    },
];
