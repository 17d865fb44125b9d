//! As whom an agent's calls run: pure functions over the model, by kagent's released behaviour.

mod actor_token;
mod agent_platform;
mod assumption;
mod calls;
mod compare;
mod decision;
mod evaluate;
mod explain;
mod header_name;
pub mod headers;
mod intent;
mod party;
mod plain;
mod policy;
mod propagation;
mod reserved;
mod service_account;
mod undecided;
mod user_token;
mod variables;

pub use actor_token::{ACTOR_HEADER, ForwardedActor, forwarded_actor};
pub use agent_platform::platform_of;
pub use assumption::Assumption;
pub use calls::{Scenario, reads_override};
pub use compare::changed_agents;
pub use decision::{Decision, Gateway};
pub use evaluate::{CallEvaluator, CallOutcome};
pub use header_name::{AllowedItem, SUBJECT_HEADER, allowed_item, is_meant_for_subject};
pub use intent::{is_intent_assumed, is_of_muster, is_user_intended};
pub use party::{Bearer, DecisionReason, Mode, Party, Presented};
pub use policy::{UntrustedReason, distrust, may_act_for_users, may_grant_to};
pub use propagation::{Switch, switch};
pub use reserved::{Reserved, reserved};
pub use service_account::ServiceAccount;
pub use user_token::{Passage, UserToken, exchanged_by, let_through_by, propagated_by, user_token};
pub use variables::{
    EXCHANGE, LATER_EXCHANGE, OVERRIDES, PROPAGATE, SINCE_0_10, Switched, WORKLOAD_TOKEN,
    misspelled, variable,
};
