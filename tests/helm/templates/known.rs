//! Where the renderer is known to answer otherwise, and why.

type Known = &'static [(&'static str, &'static str)];

/// Otherwise than both Helms.
pub(crate) const KNOWN: Known = &[
    (
        "set:39",
        "only Helm 3 was asked; Helm 4 counts to an integer of `--set`",
    ),
    ("yaml-in:73", OVERLAY),
    ("yaml-in:124", OVERLAY),
];

/// Otherwise than Helm 3, with `--helm-version 3`.
pub(crate) const OF_HELM_3: Known = &[
    ("json:34", "`quote` writes DEL as `\\u007f`"),
    ("json:98", "`toToml` of a version is empty"),
];

const OVERLAY: &str = "the SDK that was asked reads a file of `-f` otherwise than the command, which reads all documents of it, \
                       and ends its last line";
