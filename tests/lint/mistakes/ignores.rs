//! Comments that silence nothing.

use super::{Mistake, NONE};

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "a comment that is left over",
        base: &[(
            "\nvalkey:\n",
            "\n«warning unused-ignore|# helm-obo: ignore[unknown-key] fixed long ago»\nvalkey:\n",
        )],
        overlay: Some(
            "agents: {} «warning unused-ignore|# helm-obo: ignore[obo-missing, obo-incomplete]»\n",
        ),
        ..NONE
    },
    Mistake {
        what: "a comment that misses how they are written",
        base: &[(
            "\nvalkey:\n",
            "\n«warning unused-ignore|#helm-obo:ignore[unknown-key]»\nvalkey:\n",
        )],
        overlay: Some("«warning unused-ignore|# helm-obo: ignore obo-missing»\nagents: {}\n"),
        ..NONE
    },
];
