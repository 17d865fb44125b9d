//! Whether a call is meant to run as the user.

use super::user_token::{Passage, passage};
use crate::model::{AgentCall, Intent};

/// Whether it is: by a flag, by the contract, or because the agent lets the user's token through. A flag that is absent
/// or unknown says no.
pub fn is_user_intended(of: AgentCall<'_>) -> bool {
    match &of.call.intent {
        Intent::Flag(flag) => flag.is_on(),
        Intent::Always => true,
        Intent::WhenLetThrough => {
            matches!(passage(of), Passage::Open(_))
        }
    }
}
