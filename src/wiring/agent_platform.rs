//! The platform as one agent meets it.

use crate::model::Agent;
use crate::platform::{Origin, Platform};
use std::borrow::Cow;

/// The platform with the runtime that an agent chooses, if it chooses one: that counts as stated.
pub fn platform_of<'a>(agent: &Agent, platform: &'a Platform) -> Cow<'a, Platform> {
    match agent.runtime.get() {
        None => Cow::Borrowed(platform),
        Some(runtime) => {
            let mut own = platform.on(*runtime);
            own.kagent.runtime.origin = Origin::Stated;
            Cow::Owned(own)
        }
    }
}
