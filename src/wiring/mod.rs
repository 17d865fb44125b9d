//! As whom an agent's calls run: pure functions over the model, by kagent's released behaviour.

mod policy;
mod service_account;
mod user_token;

pub use policy::{Distrust, distrust, may_act_for_users, reads_delegation_policy};
pub use service_account::ServiceAccount;
pub use user_token::{
    EXCHANGE, PROPAGATE, Passage, Propagation, SUBJECT_HEADER, UserToken, propagation, user_token,
};
