//! As whom an agent's calls run: pure functions over the model, by kagent's released behaviour.

mod actor_token;
mod header_name;
mod intent;
mod policy;
mod propagation;
mod reserved;
mod service_account;
mod user_token;
mod variables;
pub mod wire;

pub use actor_token::{ACTOR_HEADER, ForwardedActor, forwarded_actor};
pub use header_name::{AllowedItem, SUBJECT_HEADER, allowed_item, is_meant_for_subject};
pub use intent::is_user_intended;
pub use policy::{Distrust, distrust, may_act_for_users};
pub use propagation::{Propagation, Switch, propagation, switch};
pub use reserved::{Reserved, reserved};
pub use service_account::ServiceAccount;
pub use user_token::{Passage, UserToken, user_token};
pub use variables::{EXCHANGE, OVERRIDES, PROPAGATE, WORKLOAD_TOKEN, misspelled, variable};
