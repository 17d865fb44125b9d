//! What a server that is not muster makes of the tokens that a call carries: it reads `Authorization`, and nobody knows what it
//! makes of it.

use super::assumption::Assumption;
use super::decision::Decision;
use super::party::{Bearer, DecisionReason, Mode, Party};

/// As whom a call runs by its `Authorization` alone.
pub(super) fn decide(subject: Bearer) -> Decision {
    let (mode, subject, actor) = match subject {
        Bearer::Nobody => (Mode::Unauthenticated, None, None),
        Bearer::User => (Mode::User, Some(Party::User), None),
        Bearer::Agent => (Mode::Machine, Some(Party::Agent), None),
        Bearer::Credential => (Mode::Machine, Some(Party::Credential), None),
        Bearer::Exchanged => (Mode::Delegated, Some(Party::User), Some(Party::Agent)),
    };
    let assumptions = match mode {
        Mode::Delegated => vec![Assumption::ExchangeNamesBoth],
        _ => Vec::new(),
    };
    Decision {
        mode,
        subject,
        actor,
        reason: DecisionReason::Plain,
        assumptions,
        unclear: None,
    }
}
