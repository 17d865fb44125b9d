//! Whether an agent's calls are meant to run as the user.

use super::user_token::{Passage, passage};
use crate::model::{Agent, Intent};

/// Whether they are: by a flag, by the contract, or because the agent lets the user's token through. A flag that is absent
/// or unknown says no.
pub fn is_user_intended(agent: &Agent) -> bool {
    match &agent.intent {
        Intent::Flag(flag) => flag.is_on(),
        Intent::Always => true,
        Intent::WhenLetThrough => {
            matches!(passage(agent), Passage::Open(_))
        }
    }
}
